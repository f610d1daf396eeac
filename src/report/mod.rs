//! A finished audit in words, set as text, CSV, JSON, HTML or a workbook: bytes out, no files.

mod json;
mod page;
mod plain;
mod read;
mod table;
mod workbook;

use crate::domain::{Dossier, ReportFormat};

pub use json::SCHEMA;
pub use read::read_json;

/// The report could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotRendered;

/// The text isn't a report of this app, or of a newer version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAReport {
    Unreadable,
    Newer,
}

pub fn render(dossier: &Dossier, format: ReportFormat) -> Result<Vec<u8>, NotRendered> {
    match format {
        ReportFormat::Html => page::html(dossier),
        ReportFormat::Xlsx => workbook::xlsx(dossier),
        ReportFormat::Csv => table::csv(dossier),
        ReportFormat::Json => json::json(dossier),
        ReportFormat::Text => Ok(plain::text(dossier).into_bytes()),
    }
}
