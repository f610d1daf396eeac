//! The audit: what is wrong with a company's webhooks. Pure: the list, its past and the endpoints' checks come in, and
//! the time; findings come out. The sentences on them are in `app::text`.

mod accept;
mod compare;
mod facts;
mod mend;
mod rule;
mod rules;

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::endpoint::{CheckOutcome, EndpointCheck, NotChecked};
use super::event::EventSet;
use super::history::Past;
use super::webhook::{Listing, WebhookId};

pub use accept::Acceptance;
pub use compare::{Comparison, Snapshot, SnapshotFinding, SnapshotWebhook, WebhookChange, compare};
pub use facts::{CertificateFacts, EndpointSeen, Facts, Likeness, OffSince, UrlDifference};
pub use rule::{Rule, RuleGroup, Severity};
pub use rules::share_of_everything;

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

impl FindingKey {
    /// The webhooks that the finding is about.
    pub fn webhooks(&self) -> impl Iterator<Item = WebhookId> {
        let ids = self.0.split_once(':').map_or("", |(_, ids)| ids);
        ids.split(',').filter(|id| !id.is_empty()).map(WebhookId::new)
    }
}

impl Finding {
    pub fn key(&self) -> FindingKey {
        let mut ids: Vec<&str> = self.webhooks.iter().map(WebhookId::as_str).collect();
        ids.sort_unstable();
        FindingKey(format!("{}:{}", self.rule.id(), ids.join(",")))
    }
}

/// All findings on these webhooks.
pub fn audit(input: &Input<'_>) -> Audit {
    let checks = check_of_each(input);
    Audit {
        company: input.company.to_owned(),
        at: input.now,
        listing: input.listing.clone(),
        checks: input.checks.cloned().unwrap_or_default(),
        findings: rules::apply(input, &checks),
        unchecked: unchecked(input, &checks),
        limits: limits(input),
    }
}

/// What the list itself and its past tell, without a look at the endpoints.
pub fn of_list(listing: &Listing, past: Option<&Past>) -> Vec<Finding> {
    let input = Input { company: "", listing, checks: None, past, before: None, now: listing.read_at };
    rules::apply(&input, &[])
}

/// The check of each webhook, in the order of the list: looked up once.
fn check_of_each<'a>(input: &Input<'a>) -> Vec<Option<&'a EndpointCheck>> {
    let checks = input.checks.into_iter();
    checks.flat_map(|checks| input.listing.webhooks.iter().map(|hook| checks.get(&hook.id))).collect()
}

/// Findings by webhook; a webhook without any isn't in the map.
pub fn by_webhook(findings: &[Finding]) -> BTreeMap<WebhookId, Vec<Finding>> {
    let mut map: BTreeMap<WebhookId, Vec<Finding>> = BTreeMap::new();
    for finding in findings {
        for id in &finding.webhooks {
            map.entry(id.clone()).or_default().push(finding.clone());
        }
    }
    map
}

/// One for each reason and endpoint.
fn unchecked(input: &Input<'_>, checks: &[Option<&EndpointCheck>]) -> Vec<Unchecked> {
    let mut groups: BTreeMap<(NotChecked, String), Vec<WebhookId>> = BTreeMap::new();
    for (at, hook) in input.listing.webhooks.iter().enumerate() {
        let (why, host) = match checks.get(at) {
            None => (NotChecked::SwitchedOff, hook.url.host().unwrap_or_default()),
            Some(None) => (NotChecked::Internal, hook.url.host().unwrap_or_default()),
            Some(Some(EndpointCheck { outcome: CheckOutcome::NotChecked(why), host, .. })) => (*why, host.clone()),
            Some(Some(_)) => continue,
        };
        groups.entry((why, host)).or_default().push(hook.id.clone());
    }
    groups.into_iter().map(|((why, _), webhooks)| Unchecked { webhooks, why }).collect()
}

fn limits(input: &Input<'_>) -> Vec<Limit> {
    let mut limits = vec![Limit::OauthNotListed];
    let read = input.listing.webhooks.len();
    if let Some(total) = input.listing.total.filter(|_| !input.listing.is_complete()) {
        limits.push(Limit::ListIncomplete { read, total });
    }
    match input.checks {
        None => limits.push(Limit::EndpointsNotChecked),
        Some(checks) => {
            limits.push(Limit::SeenFromHere);
            if checks.values().any(|check| check.through_proxy) {
                limits.push(Limit::ThroughProxy);
            }
        }
    }
    if input.past.is_none() {
        limits.push(Limit::NoHistory);
    }
    if input.before.is_none() {
        limits.push(Limit::NoEarlierAudit);
    }
    limits
}

#[cfg(test)]
mod tests;
