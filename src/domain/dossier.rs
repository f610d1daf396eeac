//! A finished audit in words: all that a report shows, in the order in which it shows it. `app` makes it, `report` only
//! sets it. No secret is in it: URLs come with their secrets hidden, tokens not at all.

mod compared;
mod words;

use jiff::Timestamp;

use super::audit::{FindingKey, Severity, Snapshot, SnapshotFinding, SnapshotWebhook};
use super::event::EventName;
use super::webhook::WebhookId;

pub use compared::{ComparedKind, ComparedPart, ComparedRow, DossierComparison};
pub use words::DossierWords;

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
    /// The report's heading.
    pub title: String,
    pub at: Timestamp,
    /// The time for people, with its zone.
    pub at_text: String,
    /// Name and version of this app.
    pub app: String,
    pub endpoints_checked: bool,
    pub complete: bool,
    /// What was seen of the webhooks before was known.
    pub past_known: bool,
    /// All in one or two sentences.
    pub summary: String,
    /// By severity, the gravest first; without what is accepted.
    pub counts: Vec<DossierCount>,
    /// What to do first, the most urgent first.
    pub first: Vec<DossierStep>,
    pub limits: Vec<String>,
    /// Most severe first; those that are accepted after all others.
    pub findings: Vec<DossierFinding>,
    /// Findings that were accepted, and aren't found now, or not as they were.
    pub resting: Vec<DossierResting>,
    pub unchecked: Vec<DossierUnchecked>,
    pub webhooks: Vec<DossierWebhook>,
    pub matrix: DossierMatrix,
    /// `None`: there is no audit to compare with.
    pub compared: Option<DossierComparison>,
    pub words: DossierWords,
}

/// How many findings of one severity are open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierCount {
    pub severity: Severity,
    pub count: usize,
    /// `2 warnings`.
    pub text: String,
}

/// One of the things to do first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierStep {
    pub severity: Severity,
    pub rule: String,
    pub title: String,
    pub labels: Vec<String>,
    pub fix: String,
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
    /// Where the admin has accepted it.
    pub accepted: Option<DossierAcceptance>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierAcceptance {
    pub reason: String,
    /// The last day on which it holds, as `2026-12-31`.
    pub until: String,
    /// Both in a sentence.
    pub text: String,
}

/// An acceptance that holds, without a finding that it holds for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierResting {
    pub key: FindingKey,
    pub rule: String,
    /// What the finding said then.
    pub title: String,
    /// The webhooks' names then.
    pub labels: String,
    pub accepted: DossierAcceptance,
}

/// Endpoints of which nothing is known, for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierUnchecked {
    pub labels: Vec<String>,
    pub webhook_ids: Vec<String>,
    pub why: String,
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
    /// Since when it is off, where that is known.
    pub off_since: Option<String>,
    pub events: Vec<String>,
    /// What its endpoint's check showed.
    pub endpoint: String,
    /// Whether its endpoint was looked at, whatever came of it.
    pub checked: bool,
    pub millis: Option<u64>,
}

/// Webhooks by events: all events of the catalogue, so that gaps are seen, and then those that it doesn't know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DossierMatrix {
    pub groups: Vec<DossierEventGroup>,
    /// Events that Aircall offers and no active webhook receives.
    pub unreceived: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierEventGroup {
    pub name: String,
    /// What is to know about the whole group.
    pub note: Option<String>,
    pub events: Vec<DossierEvent>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierEvent {
    pub name: String,
    /// What makes it fire.
    pub meaning: String,
    /// Whether Aircall offers it and no active webhook receives it.
    pub unreceived: bool,
    /// One for each webhook, in the order of [`Dossier::webhooks`].
    pub cells: Vec<Receives>,
}

/// Whether a webhook receives an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receives {
    No,
    Yes,
    /// It is subscribed, and deactivated.
    Off,
}

/// Findings that say the same of several webhooks: told once, with what is so for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike<'a> {
    pub first: &'a DossierFinding,
    /// The first one too.
    pub all: Vec<&'a DossierFinding>,
}

impl<'a> Alike<'a> {
    /// Those that stand one after another and only differ in their webhooks and what is so.
    pub fn of(findings: impl Iterator<Item = &'a DossierFinding>) -> Vec<Self> {
        let mut groups: Vec<Self> = Vec::new();
        for finding in findings {
            match groups.last_mut() {
                Some(group) if group.first.is_like(finding) => group.all.push(finding),
                Some(_) | None => groups.push(Self { first: finding, all: vec![finding] }),
            }
        }
        groups
    }
}

impl DossierFinding {
    fn is_like(&self, other: &Self) -> bool {
        (self.severity, &self.rule, &self.title) == (other.severity, &other.rule, &other.title)
            && (&self.why, &self.fix, &self.accepted) == (&other.why, &other.fix, &other.accepted)
    }
}

impl Dossier {
    pub fn count(&self, severity: Severity) -> usize {
        self.counts.iter().find(|count| count.severity == severity).map_or(0, |count| count.count)
    }

    /// The findings that aren't accepted.
    pub fn open(&self) -> impl Iterator<Item = &DossierFinding> {
        self.findings.iter().filter(|finding| finding.accepted.is_none())
    }

    pub fn accepted(&self) -> impl Iterator<Item = &DossierFinding> {
        self.findings.iter().filter(|finding| finding.accepted.is_some())
    }

    /// What is kept of it, to compare a later audit with.
    pub fn snapshot(&self) -> Snapshot {
        let finding = |finding: &DossierFinding| SnapshotFinding {
            key: finding.key.clone(),
            rule: finding.rule.clone(),
            severity: finding.severity,
            title: finding.title.clone(),
            labels: finding.labels.clone(),
        };
        let webhook = |hook: &DossierWebhook| SnapshotWebhook {
            id: WebhookId::new(hook.id.clone()),
            label: hook.label.clone(),
            url: hook.url.clone(),
            active: hook.active,
            endpoint_checked: hook.checked,
            events: hook.events.iter().map(|name| EventName::new(name)).collect(),
        };
        Snapshot {
            company: self.company.clone(),
            at: self.at,
            endpoints_checked: self.endpoints_checked,
            complete: self.complete,
            past_known: self.past_known,
            webhooks: self.webhooks.iter().map(webhook).collect(),
            findings: self.findings.iter().map(finding).collect(),
        }
    }
}
