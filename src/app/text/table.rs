//! What a screen reader hears of tables and lists, and what is copied of them.

use crate::app::Entry;
use crate::domain::TimeFormat;
use crate::domain::audit::Severity;

pub fn webhooks_table() -> &'static str {
    "Webhooks"
}

pub fn matrix_table() -> &'static str {
    "Webhooks by events"
}

pub fn history_list() -> &'static str {
    "Changes"
}

pub fn findings_list() -> &'static str {
    "Findings"
}

/// An entry of the history: when, what, and what became of it.
pub fn entry_in_list(entry: &Entry, times: TimeFormat) -> String {
    let time = super::time_of_day(entry.at(), times);
    match entry {
        Entry::Change(record) => {
            format!("{time}, {} {}, {}", super::change_kind(record.kind), record.label, super::fate(record.fate))
        }
        Entry::Seen(seen) => format!("{time}, {}", super::sighting(seen, times)),
    }
}

/// A finding of the list: how grave, what, and whose.
pub fn finding_in_list(severity: Severity, title: &str, labels: &[String]) -> String {
    let severity = super::severity(severity);
    if labels.is_empty() {
        format!("{severity}, {title}")
    } else {
        format!("{severity}, {title}, {}", labels.join(", "))
    }
}

pub fn compared_list() -> &'static str {
    "Differences"
}

/// The column of the buttons.
pub fn column_actions() -> &'static str {
    "Actions"
}

/// `Row 3 of 24`; `at` counts from 0.
pub fn row_position(at: usize, of: usize) -> String {
    format!("Row {} of {of}", at + 1)
}

/// `3 of 24`; `at` counts from 0.
pub fn in_list(at: usize, of: usize) -> String {
    format!("{} of {of}", at + 1)
}

/// `Row 3 of 24, selected`.
pub fn row_description(at: usize, of: usize, selected: bool) -> String {
    let position = row_position(at, of);
    if selected { format!("{position}, selected") } else { position }
}

/// `Status, Deactivated`.
pub fn cell(column: &str, value: &str) -> String {
    format!("{column}, {value}")
}

/// The head of a column of the matrix.
pub fn matrix_column(label: &str) -> String {
    format!("Webhook, {label}")
}

/// The heading of a group of events in the matrix.
pub fn matrix_group(name: &str) -> String {
    format!("Group of events, {name}")
}

/// In a menu.
pub fn copy_rows(count: usize) -> String {
    if count == 1 { "Copy row".to_owned() } else { format!("Copy {count} rows") }
}

pub fn rows_copied(count: usize) -> String {
    format!("{} copied for a sheet, secrets in URLs masked", super::plural(count, "webhook"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_where_it_is() {
        assert_eq!(row_position(2, 24), "Row 3 of 24");
        assert_eq!(row_description(0, 1, true), "Row 1 of 1, selected");
    }
}
