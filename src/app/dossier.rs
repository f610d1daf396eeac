//! An audit in words, for the reports.

use jiff::civil::Date;

use super::event::AuditRun;
use crate::domain::Dossier;

/// All that a report shows of an audit. `today` decides which acceptances still hold.
pub fn dossier(run: &AuditRun, _today: Date) -> Dossier {
    let audit = &run.audit;
    Dossier {
        company: audit.company.clone(),
        at: audit.at,
        at_text: audit.at.to_string(),
        app: String::new(),
        endpoints_checked: false,
        complete: audit.listing.is_complete(),
        limits: Vec::new(),
        findings: Vec::new(),
        webhooks: Vec::new(),
    }
}
