//! Two audits of one company side by side.

use jiff::Timestamp;

use super::{FindingKey, Severity};
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

pub fn compare(before: &Snapshot, _after: &Snapshot) -> Comparison {
    Comparison {
        since: before.at,
        new: Vec::new(),
        gone: Vec::new(),
        remaining: Vec::new(),
        not_checked: Vec::new(),
        added: Vec::new(),
        removed: Vec::new(),
        changed: Vec::new(),
    }
}
