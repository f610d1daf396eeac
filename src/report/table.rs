//! The report as one table (RFC 4180, CRLF), with the mark by which Excel knows UTF-8 and no cell that begins a formula.
//!
//! A line is one finding, one endpoint that couldn't be checked, or one limit of the audit: its first column says which,
//! so that a filter on it leaves the findings, and a table without a finding still says what it can't tell. Company,
//! time and app stand in every line: RFC 4180 knows no lines but those of the table.

use super::NotRendered;
use crate::domain::dossier::DossierFinding;
use crate::domain::{Dossier, safe_cell};

const COLUMNS: usize = 15;

pub fn csv(dossier: &Dossier) -> Result<Vec<u8>, NotRendered> {
    let mark = "\u{feff}".as_bytes().to_vec();
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(mark);
    let mut write = |row: [&str; COLUMNS]| writer.write_record(row.map(safe_cell)).map_err(|_never| NotRendered);
    let words = &dossier.words;
    write([
        words.kind,
        words.severity,
        words.rule,
        words.title,
        words.webhook,
        words.webhook_ids,
        words.evidence,
        words.why,
        words.fix,
        words.thumb,
        words.reason,
        words.until,
        words.company,
        words.at,
        words.app,
    ])?;
    let (at, company, app) = (dossier.at.to_string(), dossier.company.as_str(), dossier.app.as_str());
    for finding in &dossier.findings {
        let labels = if finding.labels.is_empty() { words.whole_company.to_owned() } else { finding.labels.join("; ") };
        let thumb = if finding.rule_of_thumb { words.yes } else { words.no };
        write([
            kind(dossier, finding),
            words.severity(finding.severity),
            &finding.rule,
            &finding.title,
            &labels,
            &finding.webhook_ids.join(" "),
            &finding.evidence,
            &finding.why,
            &finding.fix,
            thumb,
            finding.accepted.as_ref().map_or("", |one| &one.reason),
            finding.accepted.as_ref().map_or("", |one| &one.until),
            company,
            &at,
            app,
        ])?;
    }
    for one in &dossier.unchecked {
        for (label, id) in one.labels.iter().zip(&one.webhook_ids) {
            let kind = words.kind_unchecked;
            write([kind, "", "", &one.why, label, id, "", "", "", "", "", "", company, &at, app])?;
        }
    }
    for limit in &dossier.limits {
        write([words.kind_limit, "", "", limit, "", "", "", "", "", "", "", "", company, &at, app])?;
    }
    writer.into_inner().map_err(|_never| NotRendered)
}

fn kind(dossier: &Dossier, finding: &DossierFinding) -> &'static str {
    match finding.accepted {
        Some(_) => dossier.words.kind_accepted,
        None => dossier.words.kind_finding,
    }
}
