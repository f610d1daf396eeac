//! The reports of a finished audit, format by format.

#[path = "support/report.rs"]
mod support;

use hookswitch::domain::ReportFormat;
use hookswitch::report::{NotAReport, read_json, render};
use support::dossier_of;

#[test]
fn every_format_is_made() {
    let dossier = dossier_of(24);
    for format in ReportFormat::ALL {
        let bytes = render(&dossier, format).unwrap();
        assert!(bytes.len() > 1000, "{format:?}");
        if let Some(folder) = std::env::var_os("HOOKSWITCH_REPORTS") {
            std::fs::write(std::path::Path::new(&folder).join(format!("r.{}", format.extension())), bytes).unwrap();
        }
    }
}

#[test]
fn a_json_report_is_read_back_as_what_was_kept() {
    let dossier = dossier_of(24);
    let json = String::from_utf8(render(&dossier, ReportFormat::Json).unwrap()).unwrap();
    assert_eq!(read_json(&json), Ok(dossier.snapshot()));
    assert_eq!(read_json(&json.replace("audit/1.0", "audit/2.0")), Err(NotAReport::Newer));
}
