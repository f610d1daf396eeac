//! CSV: as RFC 4180 says, with a mark for Excel, and no cell that begins a formula.

use hookswitch::domain::ReportFormat;
use hookswitch::domain::audit::Limit;

use super::support::{TODAY, company};
use super::{dossier_of, text_of};

fn rows(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').expect("the mark by which Excel knows UTF-8");
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn a_line_is_a_finding_something_unchecked_or_a_limit() {
    let dossier = dossier_of(24);
    let text = text_of(&dossier, ReportFormat::Csv);
    let rows = rows(&text);
    let unchecked: usize = dossier.unchecked.iter().map(|one| one.labels.len()).sum();
    assert!(unchecked > 0 && !dossier.limits.is_empty());
    assert_eq!(rows.len(), 1 + dossier.findings.len() + unchecked + dossier.limits.len());
    for row in &rows[1..] {
        assert!(["Finding", "Accepted", "Not checked", "Limit"].contains(&row[0].as_str()), "{row:?}");
        assert_eq!(row[12..], ["Müller & Söhne <GmbH>", "2026-11-25T09:31:00Z", dossier.app.as_str()]);
    }
    let (first, row) = (&dossier.findings[0], &rows[1]);
    assert_eq!(row[1..4], ["Critical", first.rule.as_str(), first.title.as_str()]);
    assert_eq!(row[6..9], [first.evidence.as_str(), first.why.as_str(), first.fix.as_str()]);
    let accepted = rows.iter().find(|row| row[0] == "Accepted").unwrap();
    assert_eq!(accepted[10..12], ["The data lake wants them all, says <Ada>", "2026-12-31"]);
}

#[test]
fn every_line_ends_as_rfc_4180_says() {
    let text = text_of(&dossier_of(24), ReportFormat::Csv);
    assert!(text.ends_with("\r\n"));
    // No evidence of this company has a line end of its own.
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
}

#[test]
fn no_cell_begins_a_formula() {
    let text = text_of(&dossier_of(24), ReportFormat::Csv);
    assert!(text.contains("'=HYPERLINK"), "the company has such a name");
    for cell in rows(&text).into_iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
    }
}

#[test]
fn without_a_finding_the_limits_are_still_told() {
    let mut run = company(1);
    run.audit.findings.clear();
    run.audit.unchecked.clear();
    run.audit.limits = vec![Limit::OauthNotListed];
    let text = text_of(&hookswitch::app::dossier::dossier(&run, TODAY), ReportFormat::Csv);
    let rows = rows(&text);
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[1][0], "Limit");
    assert!(!rows[1][3].is_empty());
}
