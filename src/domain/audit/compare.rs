//! Two audits of one company side by side.
//!
//! What the later one didn't look at is never told as gone: neither an endpoint that it didn't check, nor a webhook that
//! a list cut short may have left out, nor a rule that this version doesn't have.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{FindingKey, Rule, RuleGroup, Severity};
use crate::domain::event::EventSet;
use crate::domain::webhook::WebhookId;

/// What of an audit is kept, and read back from its JSON report. No secret is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    pub company: String,
    pub at: Timestamp,
    pub endpoints_checked: bool,
    pub complete: bool,
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
    let (was, is) = (by_id(before), by_id(after));
    let keys = |snapshot: &Snapshot| -> BTreeSet<FindingKey> {
        snapshot.findings.iter().map(|finding| finding.key.clone()).collect()
    };
    let (known, found) = (keys(before), keys(after));
    let (remaining, new) = after.findings.iter().cloned().partition(|finding| known.contains(&finding.key));
    let missing = before.findings.iter().filter(|finding| !found.contains(&finding.key)).cloned();
    let (gone, not_checked) = missing.partition(|finding| would_be_found(finding, after, &is));
    // A list that was cut short may have left a webhook out that was there.
    let absent = |hooks: &[SnapshotWebhook], from: &Snapshot, there: &BTreeMap<&WebhookId, &SnapshotWebhook>| {
        let absent = hooks.iter().filter(|hook| from.complete && !there.contains_key(&hook.id));
        absent.cloned().collect::<Vec<_>>()
    };
    Comparison {
        since: before.at,
        new,
        gone,
        remaining,
        not_checked,
        added: absent(&after.webhooks, before, &was),
        removed: absent(&before.webhooks, after, &is),
        changed: after.webhooks.iter().filter_map(|hook| change(was.get(&hook.id)?, hook)).collect(),
    }
}

fn by_id(snapshot: &Snapshot) -> BTreeMap<&WebhookId, &SnapshotWebhook> {
    snapshot.webhooks.iter().map(|hook| (&hook.id, hook)).collect()
}

/// Whether an audit would have found it, were it still so.
fn would_be_found(finding: &SnapshotFinding, after: &Snapshot, there: &BTreeMap<&WebhookId, &SnapshotWebhook>) -> bool {
    let Some(rule) = Rule::ALL.iter().find(|rule| rule.id() == finding.rule) else {
        return false; // a newer version's
    };
    finding.key.webhooks().all(|id| match there.get(&id) {
        Some(hook) => rule.group() != RuleGroup::Endpoint || (after.endpoints_checked && hook.endpoint_checked),
        None => after.complete,
    })
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
