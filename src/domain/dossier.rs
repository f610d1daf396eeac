//! A finished audit in words: all that a report shows, in the order in which it shows it. `app` makes it, `report` only
//! sets it. No secret is in it: URLs come with their secrets hidden, tokens not at all.

use jiff::Timestamp;

use super::audit::{FindingKey, Severity};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportFormat {
    Html,
    Xlsx,
    Csv,
    Json,
    Text,
}

impl ReportFormat {
    pub const ALL: [Self; 5] = [Self::Html, Self::Xlsx, Self::Csv, Self::Json, Self::Text];

    /// The end of the file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Text => "txt",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dossier {
    pub company: String,
    pub at: Timestamp,
    /// The time for people, with its zone.
    pub at_text: String,
    /// Name and version of this app.
    pub app: String,
    pub endpoints_checked: bool,
    pub complete: bool,
    pub limits: Vec<String>,
    pub findings: Vec<DossierFinding>,
    pub webhooks: Vec<DossierWebhook>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierFinding {
    pub key: FindingKey,
    pub rule: String,
    pub severity: Severity,
    pub webhook_ids: Vec<String>,
    pub labels: Vec<String>,
    pub title: String,
    pub evidence: String,
    pub why: String,
    pub fix: String,
    pub rule_of_thumb: bool,
    /// The reason and the date, where the admin has accepted it.
    pub accepted: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierWebhook {
    pub id: String,
    pub label: String,
    pub url: String,
    /// The service behind the URL, where it is known.
    pub service: Option<String>,
    pub active: bool,
    pub status: String,
    pub events: Vec<String>,
    /// What its endpoint's check showed.
    pub endpoint: String,
    pub millis: Option<u64>,
}
