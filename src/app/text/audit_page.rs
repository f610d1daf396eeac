//! The audit's page in the window.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::app::audit::{AuditFilter, AuditTab, Running, UntilError};
use crate::domain::audit::{Mend, Severity};
use crate::domain::dossier::Receives;
use crate::domain::{ReportFormat, TimeFormat, Webhook};

pub fn nav_audit() -> &'static str {
    "Audit"
}

pub fn audit_title(at: Option<Timestamp>, times: TimeFormat) -> String {
    at.map_or_else(|| nav_audit().to_owned(), |at| format!("Audit of {}", super::report_time(at, times)))
}

pub fn audit_invites() -> &'static str {
    "Find what is wrong with this company's webhooks"
}

/// What an audit does, before the first one.
pub fn audit_explains() -> [&'static str; 3] {
    [
        "An audit reads the list of webhooks, applies some 50 rules to it, and says what each finding means and how to mend it.",
        "It changes nothing at Aircall. You can hand the result on as a report, without tokens and secrets.",
        "If you leave the check of endpoints on, each webhook's server gets a harmless request from this computer, which carries no token and no call data.",
    ]
}

pub fn check_endpoints() -> &'static str {
    "Also check the endpoints"
}

pub fn check_endpoints_note() -> &'static str {
    "A harmless request from this computer to each server. Private addresses are left out"
}

pub fn start_audit() -> &'static str {
    "Start the audit"
}

pub fn audit_again() -> &'static str {
    "Audit again"
}

pub fn audit_progress(running: &Running) -> String {
    match (running.of, running.read) {
        (Some(of), _) => format!("Checking endpoints, {} of {of} done", running.done),
        (None, Some((read, Some(total)))) => format!("Reading webhooks, {read} of {total}"),
        (None, Some((read, None))) => format!("Reading webhooks, {read} so far"),
        (None, None) => "Reading webhooks…".to_owned(),
    }
}

pub fn waiting_for_endpoints(labels: &[&str]) -> String {
    const SHOWN: usize = 6;
    let more = labels.len().saturating_sub(SHOWN);
    let names = super::names(labels.get(..SHOWN).unwrap_or(labels));
    if more > 0 { format!("Waiting for {names} and {more} more") } else { format!("Waiting for {names}") }
}

pub fn audit_is_old() -> &'static str {
    "The audit below is the last one"
}

pub fn audit_done(summary: &str) -> String {
    format!("Audit finished. {summary}")
}

pub fn show_audit() -> &'static str {
    "Show the audit"
}

pub fn changed_since_audit(count: usize) -> String {
    let webhooks = super::webhooks(count);
    let verb = if count == 1 { "has" } else { "have" };
    format!("{webhooks} {verb} changed since this audit. Audit again to see what is left")
}

pub fn finding_changed_since() -> &'static str {
    "Changed since the audit"
}

pub fn audit_tab(tab: AuditTab) -> &'static str {
    match tab {
        AuditTab::Findings => "By finding",
        AuditTab::Webhooks => "By webhook",
        AuditTab::Matrix => "Events matrix",
        AuditTab::Compared => "Compared",
        AuditTab::Accepted => "Accepted",
    }
}

pub fn audit_tile(filter: AuditFilter, count: usize, since: Option<Timestamp>) -> String {
    let plural = count != 1;
    match filter {
        AuditFilter::Severity(Severity::Critical) => "critical".to_owned(),
        AuditFilter::Severity(Severity::Warning) => if plural { "warnings" } else { "warning" }.to_owned(),
        AuditFilter::Severity(Severity::Advice) => "advice".to_owned(),
        AuditFilter::New => match since {
            Some(since) => format!("new since {}", crate::app::past::day(since).strftime("%-d %b")),
            None => "new: no earlier audit".to_owned(),
        },
        AuditFilter::Unchecked => "could not be checked".to_owned(),
    }
}

pub fn filter_findings() -> &'static str {
    "Search the findings"
}

pub fn search_matrix() -> &'static str {
    "Search webhooks and events"
}

pub fn finding_details(title: &str, labels: &str) -> String {
    if labels.is_empty() { format!("Details of {title}") } else { format!("Details of {title}: {labels}") }
}

pub fn why_it_matters() -> &'static str {
    "Why it matters"
}

pub fn how_to_mend() -> &'static str {
    "How to mend it"
}

pub fn new_finding() -> &'static str {
    "New"
}

/// On the button; each leads to a review or a form.
pub fn mend(mend: &Mend) -> String {
    match mend {
        Mend::Reenable(_) => "Re-enable…".to_owned(),
        Mend::Edit(_) => "Edit…".to_owned(),
        Mend::Delete(_) => "Delete…".to_owned(),
        Mend::SetEvents(_, events) => format!("Set {}…", super::plural(events.len(), "event")),
    }
}

/// What a screen reader hears of it.
pub fn mend_of(verb: &str, title: &str, labels: &str) -> String {
    if labels.is_empty() { format!("{verb} {title}") } else { format!("{verb} {title}: {labels}") }
}

pub fn copy_message() -> &'static str {
    "Copy a message"
}

pub fn accept_finding() -> &'static str {
    "Accept…"
}

pub fn bring_back() -> &'static str {
    "Bring back"
}

pub fn show_webhook() -> &'static str {
    "Show webhook"
}

pub fn accept_title() -> &'static str {
    "Accept this finding"
}

pub fn accept_text(title: &str, labels: &str) -> String {
    if labels.is_empty() { title.to_owned() } else { format!("{title}: {labels}") }
}

pub fn accept_reason() -> &'static str {
    "Reason"
}

pub fn accept_reason_hint() -> &'static str {
    "The next person who audits this company reads it"
}

pub fn accept_until() -> &'static str {
    "Until"
}

pub fn accept_until_hint() -> &'static str {
    "A date such as 2027-03-31. From the day after, the finding is back"
}

pub fn accept_days(days: i32) -> String {
    match days {
        365 => "A year".to_owned(),
        days => format!("{days} days"),
    }
}

pub fn accept_verb() -> &'static str {
    "Accept finding"
}

pub fn until_error(error: UntilError) -> &'static str {
    match error {
        UntilError::Unreadable => "This isn't a date. Write it as 2027-03-31",
        UntilError::Past => "This day is in the past. Choose a later one",
    }
}

pub fn acceptance_changed(accepted: bool) -> &'static str {
    if accepted { "Accepted. It is listed under Accepted until its date" } else { "Brought back" }
}

pub fn export_report() -> &'static str {
    "Export report…"
}

pub fn export_title() -> &'static str {
    "Export the report"
}

pub fn export_text() -> &'static str {
    "No format holds tokens, passwords or the values in a URL's query"
}

pub fn report_format(format: ReportFormat) -> &'static str {
    match format {
        ReportFormat::Html => "Web page (HTML)",
        ReportFormat::Xlsx => "Excel workbook (XLSX)",
        ReportFormat::Csv => "Table (CSV)",
        ReportFormat::Json => "Data (JSON)",
        ReportFormat::Text => "Plain text",
    }
}

pub fn report_format_note(format: ReportFormat) -> &'static str {
    match format {
        ReportFormat::Html => "To read, print and mail. Opens in any browser",
        ReportFormat::Xlsx => "Findings, webhooks and the events matrix as sheets",
        ReportFormat::Csv => "One finding per line, for any spreadsheet",
        ReportFormat::Json => "For programs, and to compare with a later audit",
        ReportFormat::Text => "For a ticket or a chat",
    }
}

/// `Northwind webhook audit 2026-11-25.html`.
pub fn report_file_name(company: &str, day: Date, format: ReportFormat) -> String {
    format!("{} webhook audit {day}.{}", super::past::file_name_part(company), format.extension())
}

pub fn compare_with_file() -> &'static str {
    "Compare with a report…"
}

pub fn compare_with_last() -> &'static str {
    "Compare with the last audit"
}

pub fn other_company(name: &str) -> String {
    let name = super::named(name);
    format!("The report is of another company, {name}, so most of it differs")
}

pub fn nothing_differs() -> &'static str {
    "Nothing differs in what both audits looked at"
}

pub fn which_to_delete() -> &'static str {
    "Which of these shall be deleted?"
}

pub fn which_to_delete_text() -> &'static str {
    "At least one stays. You see exactly what goes before anything is deleted"
}

pub fn review_deletion() -> &'static str {
    "Review deletion…"
}

/// Tells webhooks of one name apart.
pub fn doomed(hook: &Webhook) -> String {
    let (status, events) = (super::status(hook.status), super::plural(hook.events.len(), "event"));
    format!("{}, {status}, {events}, {}, ID {}", hook.label(), hook.url.masked(), hook.id)
}

pub fn private_title() -> &'static str {
    "Check endpoints at private addresses?"
}

pub fn private_text(labels: &[String]) -> String {
    const SHOWN: usize = 8;
    let names = match labels.get(..SHOWN).filter(|_| labels.len() > SHOWN) {
        Some(first) => format!("{} and {} more", super::names(first), labels.len() - SHOWN),
        None => super::names(labels),
    };
    let verb = if labels.len() == 1 { "points" } else { "point" };
    format!(
        "{names} {verb} into a local network or at this computer. Checking sends a harmless request to machines near you. Say yes if you know these addresses"
    )
}

pub fn private_verb() -> &'static str {
    "Audit with private addresses"
}

pub fn ask_private() -> &'static str {
    "Check private addresses too…"
}

pub fn already_mended() -> &'static str {
    "Nothing to change here any more. Audit again to see what is left"
}

pub fn webhook_is_gone() -> &'static str {
    "This webhook is no longer in the list"
}

/// A cell of the matrix, for a screen reader and under the pointer.
pub fn matrix_cell(label: &str, event: &str, receives: Receives) -> String {
    let label = super::named(label);
    match receives {
        Receives::No => format!("{label} doesn't receive {event}"),
        Receives::Yes => format!("{label} receives {event}"),
        Receives::Off => format!("{label} is subscribed to {event}, but deactivated"),
    }
}

pub fn unreceived_events(count: usize) -> String {
    match count {
        1 => "1 event goes to no active webhook in the list".to_owned(),
        count => format!("{count} events go to no active webhook in the list"),
    }
}

pub fn matrix_event() -> &'static str {
    "Event"
}

pub fn received_by(count: usize) -> String {
    match count {
        0 => "nobody".to_owned(),
        count => count.to_string(),
    }
}
