//! The reports of a finished audit: what is put into words, and each format.

mod csv;
mod dossier;
mod html;
mod json;
mod secrets;
#[path = "../support/report.rs"]
mod support;
mod text;
mod xlsx;

use hookswitch::domain::{Dossier, ReportFormat};
use hookswitch::report::render;

/// The invented company's report, with so many webhooks.
fn dossier_of(count: usize) -> Dossier {
    hookswitch::app::dossier::dossier(&support::company(count), support::TODAY)
}

/// A format that is text.
fn text_of(dossier: &Dossier, format: ReportFormat) -> String {
    String::from_utf8(render(dossier, format).unwrap()).unwrap()
}

/// `HOOKSWITCH_REPORTS=/a/folder cargo test --test report every_format` leaves them there, to be looked at.
#[test]
fn every_format_is_made_and_is_the_same_each_time() {
    let dossier = dossier_of(24);
    for format in ReportFormat::ALL {
        let bytes = render(&dossier, format).unwrap();
        assert!(render(&dossier, format).unwrap() == bytes, "{format:?} differs");
        if let Some(folder) = std::env::var_os("HOOKSWITCH_REPORTS") {
            std::fs::write(std::path::Path::new(&folder).join(format!("r.{}", format.extension())), bytes).unwrap();
        }
    }
}
