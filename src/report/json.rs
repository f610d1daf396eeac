//! The report for programs. Its shape is `assets/report.schema.json`: fields may be added within a major version, none
//! goes or changes its meaning.

use serde::Serialize;

use super::NotRendered;
use crate::domain::Dossier;
use crate::domain::audit::Severity;
use crate::domain::dossier::{
    ComparedKind, ComparedPart, ComparedRow, DossierComparison, DossierFinding, DossierResting,
};

/// The name of the shape before its version.
pub const NAME: &str = "hookswitch-audit/";
pub const MAJOR: u32 = 1;
const MINOR: u32 = 0;

/// The JSON Schema of the report.
pub const SCHEMA: &str = include_str!("../../assets/report.schema.json");

#[derive(Serialize)]
struct Report<'a> {
    schema: String,
    company: &'a str,
    audited_at: String,
    app: &'a str,
    endpoints_checked: bool,
    complete: bool,
    past_known: bool,
    summary: Summary,
    limits: &'a [String],
    unchecked: Vec<Unchecked<'a>>,
    webhooks: Vec<Hook<'a>>,
    findings: Vec<Found<'a>>,
    /// Without a finding that they hold for.
    acceptances_resting: Vec<Resting<'a>>,
    events_received_by_nobody: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    compared: Option<Compared<'a>>,
}

/// Without what is accepted.
#[derive(Serialize)]
struct Summary {
    critical: usize,
    warning: usize,
    advice: usize,
    accepted: usize,
}

#[derive(Serialize)]
struct Unchecked<'a> {
    webhook_ids: &'a [String],
    webhooks: &'a [String],
    why: &'a str,
}

#[derive(Serialize)]
struct Hook<'a> {
    id: &'a str,
    name: &'a str,
    url: &'a str,
    service: Option<&'a str>,
    active: bool,
    off_since: Option<&'a str>,
    events: &'a [String],
    endpoint: Endpoint<'a>,
}

#[derive(Serialize)]
struct Endpoint<'a> {
    checked: bool,
    outcome: &'a str,
    answer_ms: Option<u64>,
}

#[derive(Serialize)]
struct Found<'a> {
    key: &'a str,
    rule: &'a str,
    severity: &'static str,
    /// The first of them, for those who expect one.
    webhook_id: Option<&'a str>,
    webhook_ids: &'a [String],
    webhooks: &'a [String],
    title: &'a str,
    evidence: &'a str,
    why: &'a str,
    fix: &'a str,
    rule_of_thumb: bool,
    accepted: Option<Accepted<'a>>,
}

#[derive(Serialize)]
struct Accepted<'a> {
    reason: &'a str,
    until: &'a str,
}

#[derive(Serialize)]
struct Resting<'a> {
    key: &'a str,
    rule: &'a str,
    title: &'a str,
    webhooks: &'a str,
    reason: &'a str,
    until: &'a str,
}

#[derive(Serialize)]
struct Compared<'a> {
    since: String,
    new: Vec<Row<'a>>,
    gone: Vec<Row<'a>>,
    remaining: Vec<Row<'a>>,
    not_checked: Vec<Row<'a>>,
    not_checked_before: Vec<Row<'a>>,
    webhooks_added: Vec<Row<'a>>,
    webhooks_removed: Vec<Row<'a>>,
    webhooks_changed: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    severity: Option<&'static str>,
    what: &'a str,
    detail: &'a str,
}

pub fn json(dossier: &Dossier) -> Result<Vec<u8>, NotRendered> {
    let mut bytes = serde_json::to_vec_pretty(&report(dossier)).map_err(|_never| NotRendered)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn report(dossier: &Dossier) -> Report<'_> {
    Report {
        schema: format!("{NAME}{MAJOR}.{MINOR}"),
        company: &dossier.company,
        audited_at: dossier.at.to_string(),
        app: &dossier.app,
        endpoints_checked: dossier.endpoints_checked,
        complete: dossier.complete,
        past_known: dossier.past_known,
        summary: Summary {
            critical: dossier.count(Severity::Critical),
            warning: dossier.count(Severity::Warning),
            advice: dossier.count(Severity::Advice),
            accepted: dossier.accepted().count(),
        },
        limits: &dossier.limits,
        unchecked: dossier
            .unchecked
            .iter()
            .map(|one| Unchecked { webhook_ids: &one.webhook_ids, webhooks: &one.labels, why: &one.why })
            .collect(),
        webhooks: dossier
            .webhooks
            .iter()
            .map(|hook| Hook {
                id: &hook.id,
                name: &hook.label,
                url: &hook.url,
                service: hook.service.as_deref(),
                active: hook.active,
                off_since: hook.off_since.as_deref(),
                events: &hook.events,
                endpoint: Endpoint { checked: hook.checked, outcome: &hook.endpoint, answer_ms: hook.millis },
            })
            .collect(),
        findings: dossier.findings.iter().map(found).collect(),
        acceptances_resting: dossier.resting.iter().map(resting).collect(),
        events_received_by_nobody: &dossier.matrix.unreceived,
        compared: dossier.compared.as_ref().map(compared),
    }
}

fn found(finding: &DossierFinding) -> Found<'_> {
    Found {
        key: &finding.key.0,
        rule: &finding.rule,
        severity: severity_name(finding.severity),
        webhook_id: finding.webhook_ids.first().map(String::as_str),
        webhook_ids: &finding.webhook_ids,
        webhooks: &finding.labels,
        title: &finding.title,
        evidence: &finding.evidence,
        why: &finding.why,
        fix: &finding.fix,
        rule_of_thumb: finding.rule_of_thumb,
        accepted: finding.accepted.as_ref().map(|one| Accepted { reason: &one.reason, until: &one.until }),
    }
}

fn resting(one: &DossierResting) -> Resting<'_> {
    Resting {
        key: &one.key.0,
        rule: &one.rule,
        title: &one.title,
        webhooks: &one.labels,
        reason: &one.accepted.reason,
        until: &one.accepted.until,
    }
}

fn compared(compared: &DossierComparison) -> Compared<'_> {
    let rows = |kind: ComparedKind| -> Vec<Row<'_>> {
        let part = compared.parts.iter().find(|part: &&ComparedPart| part.kind == kind);
        part.map(|part| part.rows.iter().map(row).collect()).unwrap_or_default()
    };
    Compared {
        since: compared.since.to_string(),
        new: rows(ComparedKind::New),
        gone: rows(ComparedKind::Gone),
        remaining: rows(ComparedKind::Remaining),
        not_checked: rows(ComparedKind::NotChecked),
        not_checked_before: rows(ComparedKind::NotCheckedBefore),
        webhooks_added: rows(ComparedKind::Added),
        webhooks_removed: rows(ComparedKind::Removed),
        webhooks_changed: rows(ComparedKind::Changed),
    }
}

fn row(row: &ComparedRow) -> Row<'_> {
    Row { rule: row.rule.as_deref(), severity: row.severity.map(severity_name), what: &row.what, detail: &row.detail }
}

pub fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "critical",
        Severity::Warning => "warning",
        Severity::Advice => "advice",
    }
}
