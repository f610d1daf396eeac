//! What is remembered of a company when it is audited, and of the audit afterwards. What can't be read or written is
//! told, and keeps no audit from being made.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::app::audit::AuditRun;
use crate::app::dossier::dossier;
use crate::app::{Problem, text};
use crate::domain::audit::{Acceptance, Snapshot};
use crate::domain::dossier::DossierMatrix;
use crate::domain::history::Past;
use crate::domain::{Dossier, Listing, ReportFormat, WebhookId};
use crate::report::{self, NotAReport};
use crate::worker::journal::Journal;

/// How far back the rules look: enough for what happens again and again, and not without an end.
const REACH: SignedDuration = SignedDuration::from_hours(2 * 365 * 24);

#[derive(Default)]
pub struct Memory {
    /// `None`: it can't be read.
    pub past: Option<Past>,
    pub names: BTreeMap<WebhookId, String>,
    /// The last audit.
    pub before: Option<Snapshot>,
    pub accepted: Vec<Acceptance>,
    /// The first thing that failed.
    pub trouble: Option<Problem>,
}

impl Memory {
    /// Takes the list into the history, and reads what it knows.
    pub async fn of(journal: &Journal, listing: &Listing) -> Self {
        let mut memory = Self::default();
        let _seen = memory.note(journal.look(listing).await);
        let since = listing.read_at.checked_sub(REACH).unwrap_or(Timestamp::MIN);
        memory.past = memory.note(journal.past(since).await);
        memory.names = memory.note(journal.names().await).unwrap_or_default();
        let last = memory.note(journal.last_audit().await).flatten();
        let read = last.map(|last| report::read_json(&last).map_err(not_read)).transpose();
        memory.before = memory.note(read).flatten();
        memory.read_acceptances(journal).await;
        memory
    }

    /// Also once more after the endpoints were looked at: that takes its time, and someone may have accepted meanwhile.
    pub async fn read_acceptances(&mut self, journal: &Journal) {
        if let Some(accepted) = self.note(journal.acceptances().await) {
            self.accepted = accepted;
        }
    }

    fn note<T>(&mut self, result: Result<T, Problem>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(problem) => {
                self.trouble.get_or_insert(problem);
                None
            }
        }
    }
}

fn not_read(reason: NotAReport) -> Problem {
    match reason {
        NotAReport::Unreadable => Problem::HistoryUnreadable,
        NotAReport::Newer => Problem::HistoryNewer,
    }
}

/// The date where the user is: until it, an acceptance holds.
pub fn today() -> Date {
    Timestamp::now().to_zoned_datetime(TimeZone::system()).date()
}

/// Writes an audit into the history.
pub async fn keep(journal: &Journal, run: &AuditRun) -> Result<(), Problem> {
    let kept = to_compare(dossier(run, today()));
    let json = report::render(&kept, ReportFormat::Json).map_err(|report::NotRendered| Problem::Internal)?;
    let json = String::from_utf8(json).map_err(|_never| Problem::Internal)?;
    journal.keep_audit(run.audit.at, json).await
}

/// Only what a later audit is compared with: fifty of them are kept.
fn to_compare(dossier: Dossier) -> Dossier {
    let mut dossier = Dossier {
        app: text::app_name().to_owned(),
        summary: String::new(),
        first: Vec::new(),
        limits: Vec::new(),
        resting: Vec::new(),
        unchecked: Vec::new(),
        matrix: DossierMatrix::default(),
        compared: None,
        ..dossier
    };
    for finding in &mut dossier.findings {
        for text in [&mut finding.evidence, &mut finding.why, &mut finding.fix] {
            text.clear();
        }
        finding.accepted = None;
    }
    for webhook in &mut dossier.webhooks {
        webhook.endpoint.clear();
        webhook.off_since = None;
    }
    dossier
}
