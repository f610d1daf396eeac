//! Two audits of one company side by side.
//!
//! What the later one didn't look at is never told as gone: neither an endpoint that it didn't check, or not so far, nor
//! a webhook that a list cut short may have left out, nor a rule that this version doesn't have. In the same way nothing
//! is told as new that the earlier one didn't look at.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{FindingKey, Rule, RuleGroup, Severity};
use crate::domain::event::EventSet;
use crate::domain::webhook::{Webhook, WebhookId};

/// What of an audit is kept, and read back from its JSON report. No secret is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    pub company: String,
    pub at: Timestamp,
    pub endpoints_checked: bool,
    pub complete: bool,
    /// What was seen of the webhooks before was known.
    pub past_known: bool,
    pub webhooks: Vec<SnapshotWebhook>,
    pub findings: Vec<SnapshotFinding>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotWebhook {
    pub id: WebhookId,
    pub label: String,
    /// With its secrets hidden.
    pub url: String,
    pub active: bool,
    /// Its endpoint was looked at, whatever came of it.
    pub endpoint_checked: bool,
    pub events: EventSet,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotFinding {
    pub key: FindingKey,
    pub rule: String,
    pub severity: Severity,
    pub title: String,
    /// The webhooks' names.
    pub labels: Vec<String>,
}

impl Snapshot {
    /// Both have webhooks, and none in common: it is of another company.
    pub fn is_of_others(&self, webhooks: &[Webhook]) -> bool {
        let known: BTreeSet<&WebhookId> = self.webhooks.iter().map(|hook| &hook.id).collect();
        !known.is_empty() && !webhooks.is_empty() && !webhooks.iter().any(|hook| known.contains(&hook.id))
    }
}

/// What is otherwise than at an earlier audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// When the earlier one was made.
    pub since: Timestamp,
    pub new: Vec<SnapshotFinding>,
    pub gone: Vec<SnapshotFinding>,
    pub remaining: Vec<SnapshotFinding>,
    /// Of the earlier audit's findings: this one can't tell whether they are gone, as it didn't check that.
    pub not_checked: Vec<SnapshotFinding>,
    /// Found now, where the earlier audit didn't look: they may have been there.
    pub not_checked_before: Vec<SnapshotFinding>,
    pub added: Vec<SnapshotWebhook>,
    pub removed: Vec<SnapshotWebhook>,
    pub changed: Vec<WebhookChange>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookChange {
    pub id: WebhookId,
    pub label: String,
    /// Before and after, where it changed.
    pub name: Option<(String, String)>,
    pub url: Option<(String, String)>,
    pub active: Option<(bool, bool)>,
    pub gained: EventSet,
    pub lost: EventSet,
}

/// What the later audit shows that the earlier one didn't, and the other way round. Each list is in the order of its
/// audit.
pub fn compare(before: &Snapshot, after: &Snapshot) -> Comparison {
    let (was, is) = (Seen::of(before), Seen::of(after));
    let keys = |snapshot: &Snapshot| -> BTreeSet<FindingKey> {
        snapshot.findings.iter().map(|finding| finding.key.clone()).collect()
    };
    let (known, found) = (keys(before), keys(after));
    let (remaining, others): (_, Vec<_>) =
        after.findings.iter().cloned().partition(|finding| known.contains(&finding.key));
    let (new, not_checked_before) = others.into_iter().partition(|finding| was.would_tell(finding));
    let missing = before.findings.iter().filter(|finding| !found.contains(&finding.key)).cloned();
    let (gone, not_checked) =
        missing.partition(|finding| is.would_tell(finding) && !still_has_what_it_got(finding, &was, &is));
    // A list that was cut short may have left a webhook out that was there.
    let absent = |hooks: &[SnapshotWebhook], from: &Seen<'_>| -> Vec<SnapshotWebhook> {
        let absent = hooks.iter().filter(|hook| from.snapshot.complete && !from.hooks.contains_key(&hook.id));
        absent.cloned().collect()
    };
    Comparison {
        since: before.at,
        new,
        gone,
        remaining,
        not_checked,
        not_checked_before,
        added: absent(&after.webhooks, &was),
        removed: absent(&before.webhooks, &is),
        changed: after.webhooks.iter().filter_map(|hook| change(was.hooks.get(&hook.id)?, hook)).collect(),
    }
}

/// What an audit looked at.
struct Seen<'a> {
    snapshot: &'a Snapshot,
    hooks: BTreeMap<&'a WebhookId, &'a SnapshotWebhook>,
    /// The step at which the look at a webhook's endpoint ended early.
    ended: BTreeMap<WebhookId, u8>,
}

impl<'a> Seen<'a> {
    fn of(snapshot: &'a Snapshot) -> Self {
        let mut ended: BTreeMap<WebhookId, u8> = BTreeMap::new();
        for finding in &snapshot.findings {
            if let Some(step) = rule(finding).and_then(ends_at) {
                for id in finding.key.webhooks() {
                    let first = ended.entry(id).or_insert(step);
                    *first = step.min(*first);
                }
            }
        }
        Self { snapshot, hooks: snapshot.webhooks.iter().map(|hook| (&hook.id, hook)).collect(), ended }
    }

    /// Whether the audit would have found it, were it so then.
    fn would_tell(&self, finding: &SnapshotFinding) -> bool {
        let Some(rule) = rule(finding) else {
            return false; // a newer version's
        };
        if rule == Rule::FallsAgain && !self.snapshot.past_known {
            return false;
        }
        finding.key.webhooks().all(|id| match self.hooks.get(&id) {
            Some(hook) => rule.group() != RuleGroup::Endpoint || self.came_to(rule, hook),
            None => self.snapshot.complete,
        })
    }

    fn came_to(&self, rule: Rule, hook: &SnapshotWebhook) -> bool {
        let checked = self.snapshot.endpoints_checked && hook.endpoint_checked;
        checked && self.ended.get(&hook.id).is_none_or(|step| *step >= seen_at(rule))
    }
}

fn rule(finding: &SnapshotFinding) -> Option<Rule> {
    Rule::ALL.iter().copied().find(|rule| rule.id() == finding.rule)
}

/// The step after which the look at an endpoint with this fault doesn't go on.
fn ends_at(rule: Rule) -> Option<u8> {
    match rule {
        Rule::NoSuchHost => Some(0),
        // The latter two may be so at any later step. Which one isn't kept.
        Rule::NoConnection | Rule::NoAnswerInTime | Rule::CutOff => Some(2),
        Rule::WeakProtocol | Rule::NoTls => Some(3),
        rule if is_of_certificate(rule) => Some(4),
        _ => None,
    }
}

/// The step to which a look must come, to be sure that an endpoint doesn't have this fault.
fn seen_at(rule: Rule) -> u8 {
    match rule {
        Rule::NoSuchHost => 0,
        Rule::LeadsHome => 1,
        Rule::NoConnection => 2,
        Rule::WeakProtocol | Rule::NoTls => 3,
        rule if is_of_certificate(rule) => 4,
        Rule::CertificateEndsSoon => 5,
        _ => 6,
    }
}

fn is_of_certificate(rule: Rule) -> bool {
    use Rule::{
        CertificateChain, CertificateExpired, CertificateNotYetValid, CertificateRevoked, CertificateSelfSigned,
        CertificateUnknownIssuer, CertificateWrongName,
    };
    matches!(
        rule,
        CertificateExpired
            | CertificateNotYetValid
            | CertificateSelfSigned
            | CertificateWrongName
            | CertificateChain
            | CertificateUnknownIssuer
            | CertificateRevoked
    )
}

/// Whether it is about events that a webhook got, and has still: the next audit only compares with what it had then.
fn still_has_what_it_got(finding: &SnapshotFinding, was: &Seen<'_>, is: &Seen<'_>) -> bool {
    let keeps = |id: &WebhookId| {
        was.hooks.get(id).zip(is.hooks.get(id)).is_some_and(|(was, is)| was.events.minus(&is.events).is_empty())
    };
    rule(finding) == Some(Rule::GrewSinceLastAudit) && finding.key.webhooks().any(|id| keeps(&id))
}

fn change(was: &SnapshotWebhook, is: &SnapshotWebhook) -> Option<WebhookChange> {
    let both = |was: &String, is: &String| (was != is).then(|| (was.clone(), is.clone()));
    let change = WebhookChange {
        id: is.id.clone(),
        label: is.label.clone(),
        name: both(&was.label, &is.label),
        url: both(&was.url, &is.url),
        active: (was.active != is.active).then_some((was.active, is.active)),
        gained: is.events.minus(&was.events),
        lost: was.events.minus(&is.events),
    };
    let nothing = change.name.is_none() && change.url.is_none() && change.active.is_none();
    (!nothing || !change.gained.is_empty() || !change.lost.is_empty()).then_some(change)
}

#[cfg(test)]
#[path = "compare_tests.rs"]
mod tests;
