//! A finished audit in words, set as text, CSV, JSON, HTML or a workbook: bytes out, no files.

use crate::domain::audit::Snapshot;
use crate::domain::{Dossier, ReportFormat};

/// The report could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotRendered;

/// The text isn't a report of this app, or of a newer version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAReport {
    Unreadable,
    Newer,
}

pub fn render(_dossier: &Dossier, _format: ReportFormat) -> Result<Vec<u8>, NotRendered> {
    Err(NotRendered)
}

/// Reads a JSON report back, to compare with.
pub fn read_json(_text: &str) -> Result<Snapshot, NotAReport> {
    Err(NotAReport::Unreadable)
}
