//! The audit: what is wrong with a company's webhooks. Pure: the list, its past and the endpoints' checks come in, and
//! the time; findings come out. The sentences on them are in `app::text`.

mod accept;
mod compare;
mod rule;

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::endpoint::{EndpointCheck, NotChecked};
use super::event::EventSet;
use super::history::Past;
use super::webhook::{Listing, WebhookId};

pub use accept::Acceptance;
pub use compare::{Comparison, Snapshot, SnapshotFinding, SnapshotWebhook, WebhookChange, compare};
pub use rule::{Rule, RuleGroup, Severity};

/// What an audit is made from.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    pub company: &'a str,
    pub listing: &'a Listing,
    /// Each webhook's own endpoint; two webhooks of one address have the same. `None`: the check was switched off.
    pub checks: Option<&'a BTreeMap<WebhookId, EndpointCheck>>,
    /// `None`: there is no history.
    pub past: Option<&'a Past>,
    /// The last audit of this company.
    pub before: Option<&'a Snapshot>,
    pub now: Timestamp,
}

/// A finished audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audit {
    pub company: String,
    pub at: Timestamp,
    pub listing: Listing,
    pub checks: BTreeMap<WebhookId, EndpointCheck>,
    /// Most severe first.
    pub findings: Vec<Finding>,
    /// Endpoints of which nothing is known, and why.
    pub unchecked: Vec<Unchecked>,
    /// What this audit can't have seen.
    pub limits: Vec<Limit>,
}

/// One thing that is wrong, or may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub rule: Rule,
    pub severity: Severity,
    /// The webhooks that it is about, the first one first. Empty: the company.
    pub webhooks: Vec<WebhookId>,
    pub facts: Facts,
}

/// Names a finding in this audit and the next ones: its rule and its webhooks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FindingKey(pub String);

/// What is so, as values; `app::text` makes the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Facts {
    None,
    Events(EventSet),
}

/// What the app can do about a finding. Each leads to a review or a form, and sends nothing by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mend {
    Reenable(Vec<WebhookId>),
    /// Open its form.
    Edit(WebhookId),
    /// Which of these shall be deleted is asked.
    Delete(Vec<WebhookId>),
    /// Set the events of a webhook to these: what it received at the last audit, or without doubles and old names.
    SetEvents(WebhookId, EventSet),
}

/// An endpoint of which nothing is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unchecked {
    pub webhooks: Vec<WebhookId>,
    pub why: NotChecked,
}

/// What an audit can't have seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Aircall doesn't list the webhooks of OAuth apps.
    OauthNotListed,
    /// Aircall may see the endpoints otherwise.
    SeenFromHere,
    ThroughProxy,
    EndpointsNotChecked,
    ListIncomplete {
        read: usize,
        total: usize,
    },
    /// Since when is only known from the first look on.
    NoHistory,
    NoEarlierAudit,
}

impl Finding {
    pub fn key(&self) -> FindingKey {
        let mut ids: Vec<&str> = self.webhooks.iter().map(WebhookId::as_str).collect();
        ids.sort_unstable();
        FindingKey(format!("{}:{}", self.rule.id(), ids.join(",")))
    }

    /// What the app can do about it.
    pub fn mend(&self) -> Option<Mend> {
        None
    }
}

/// All findings on these webhooks.
pub fn audit(input: &Input<'_>) -> Audit {
    Audit {
        company: input.company.to_owned(),
        at: input.now,
        listing: input.listing.clone(),
        checks: input.checks.cloned().unwrap_or_default(),
        findings: Vec::new(),
        unchecked: Vec::new(),
        limits: vec![Limit::OauthNotListed],
    }
}
