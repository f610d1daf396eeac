//! Reads a JSON report back, to compare with. Fields that it doesn't know are left alone: a newer version of the same
//! shape may have more.

use jiff::Timestamp;
use serde::Deserialize;

use super::NotAReport;
use super::json::{MAJOR, NAME};
use crate::domain::audit::{FindingKey, Severity, Snapshot, SnapshotFinding, SnapshotWebhook};
use crate::domain::{EventName, WebhookId};

#[derive(Deserialize)]
struct Head {
    schema: String,
}

#[derive(Deserialize)]
struct Report {
    company: String,
    audited_at: String,
    endpoints_checked: bool,
    complete: bool,
    #[serde(default = "known")]
    past_known: bool,
    webhooks: Vec<Hook>,
    findings: Vec<Found>,
}

#[derive(Deserialize)]
struct Hook {
    id: String,
    name: String,
    url: String,
    active: bool,
    events: Vec<String>,
    #[serde(default)]
    endpoint: Endpoint,
}

#[derive(Default, Deserialize)]
struct Endpoint {
    checked: bool,
}

#[derive(Deserialize)]
struct Found {
    key: String,
    rule: String,
    severity: Kind,
    title: String,
    webhooks: Vec<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Critical,
    Warning,
    Advice,
}

/// Reads a JSON report back, to compare with.
pub fn read_json(text: &str) -> Result<Snapshot, NotAReport> {
    let text = text.trim_start_matches('\u{feff}'); // an editor may have put it there
    let head: Head = serde_json::from_str(text).map_err(unreadable)?;
    let version = head.schema.strip_prefix(NAME).ok_or(NotAReport::Unreadable)?;
    let (major, minor) = version.split_once('.').ok_or(NotAReport::Unreadable)?;
    if ![major, minor].into_iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(NotAReport::Unreadable);
    }
    match major.parse::<u32>() {
        Ok(MAJOR) => {}
        Ok(0) => return Err(NotAReport::Unreadable),
        Ok(_) | Err(_) => return Err(NotAReport::Newer),
    }
    let report: Report = serde_json::from_str(text).map_err(unreadable)?;
    Ok(Snapshot {
        company: report.company,
        at: report.audited_at.parse::<Timestamp>().map_err(|_error| NotAReport::Unreadable)?,
        endpoints_checked: report.endpoints_checked,
        complete: report.complete,
        past_known: report.past_known,
        webhooks: report.webhooks.into_iter().map(webhook).collect(),
        findings: report.findings.into_iter().map(finding).collect(),
    })
}

fn known() -> bool {
    true
}

fn unreadable(_error: serde_json::Error) -> NotAReport {
    NotAReport::Unreadable
}

fn webhook(hook: Hook) -> SnapshotWebhook {
    SnapshotWebhook {
        id: WebhookId::new(hook.id),
        label: hook.name,
        url: hook.url,
        active: hook.active,
        endpoint_checked: hook.endpoint.checked,
        events: hook.events.iter().map(|name| EventName::new(name)).collect(),
    }
}

fn finding(found: Found) -> SnapshotFinding {
    SnapshotFinding {
        key: FindingKey(found.key),
        rule: found.rule,
        severity: match found.severity {
            Kind::Critical => Severity::Critical,
            Kind::Warning => Severity::Warning,
            Kind::Advice => Severity::Advice,
        },
        title: found.title,
        labels: found.webhooks,
    }
}
