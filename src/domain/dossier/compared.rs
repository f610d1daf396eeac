//! What is otherwise than at an earlier audit, in words.

use jiff::Timestamp;

use crate::domain::audit::Severity;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierComparison {
    /// When the earlier audit was made.
    pub since: Timestamp,
    /// The heading, with the time for people.
    pub title: String,
    pub summary: String,
    /// Those without a row are left out.
    pub parts: Vec<ComparedPart>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedPart {
    pub kind: ComparedKind,
    pub title: &'static str,
    pub rows: Vec<ComparedRow>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ComparedKind {
    /// Findings.
    New,
    Gone,
    Remaining,
    NotChecked,
    NotCheckedBefore,
    /// Webhooks.
    Added,
    Removed,
    Changed,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedRow {
    /// A finding's rule; none for a webhook.
    pub rule: Option<String>,
    pub severity: Option<Severity>,
    /// The finding's title, or the webhook's name.
    pub what: String,
    /// The finding's webhooks, or what changed.
    pub detail: String,
}

impl ComparedPart {
    /// The rows for people: what stands one after another and only differs in its webhooks is one.
    pub fn together(&self) -> Vec<ComparedRow> {
        let mut rows: Vec<ComparedRow> = Vec::new();
        for row in &self.rows {
            let alike = |known: &&mut ComparedRow| {
                row.rule.is_some() && (&known.rule, known.severity, &known.what) == (&row.rule, row.severity, &row.what)
            };
            match rows.last_mut().filter(alike) {
                Some(known) => {
                    known.detail.push_str(", ");
                    known.detail.push_str(&row.detail);
                }
                None => rows.push(row.clone()),
            }
        }
        rows
    }
}
