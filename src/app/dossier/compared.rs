//! A comparison with an earlier audit in words.

use crate::app::text;
use crate::domain::TimeFormat;
use crate::domain::audit::{Comparison, SnapshotFinding, SnapshotWebhook, WebhookChange};
use crate::domain::dossier::{ComparedKind, ComparedPart, ComparedRow, DossierComparison};

pub fn in_words(compared: &Comparison, times: TimeFormat) -> DossierComparison {
    let findings = |found: &[SnapshotFinding]| found.iter().map(finding).collect();
    let webhooks = |hooks: &[SnapshotWebhook]| hooks.iter().map(webhook).collect();
    let parts: Vec<(ComparedKind, Vec<ComparedRow>)> = vec![
        (ComparedKind::New, findings(&compared.new)),
        (ComparedKind::Gone, findings(&compared.gone)),
        (ComparedKind::NotCheckedBefore, findings(&compared.not_checked_before)),
        (ComparedKind::NotChecked, findings(&compared.not_checked)),
        (ComparedKind::Added, webhooks(&compared.added)),
        (ComparedKind::Removed, webhooks(&compared.removed)),
        (ComparedKind::Changed, compared.changed.iter().map(change).collect()),
        (ComparedKind::Remaining, findings(&compared.remaining)),
    ];
    DossierComparison {
        since: compared.since,
        title: text::compared_title(compared.since, times),
        summary: text::compared_summary(
            compared.new.len(),
            compared.gone.len(),
            compared.remaining.len(),
            compared.not_checked.len() + compared.not_checked_before.len(),
        ),
        parts: parts
            .into_iter()
            .filter(|(_, rows)| !rows.is_empty())
            .map(|(kind, rows)| ComparedPart { kind, title: text::compared_part(kind), rows })
            .collect(),
    }
}

fn finding(found: &SnapshotFinding) -> ComparedRow {
    ComparedRow {
        rule: Some(found.rule.clone()),
        severity: Some(found.severity),
        what: found.title.clone(),
        detail: found.labels.join(", "),
    }
}

fn webhook(hook: &SnapshotWebhook) -> ComparedRow {
    ComparedRow { rule: None, severity: None, what: hook.label.clone(), detail: hook.url.clone() }
}

fn change(change: &WebhookChange) -> ComparedRow {
    ComparedRow { rule: None, severity: None, what: change.label.clone(), detail: text::webhook_change(change) }
}
