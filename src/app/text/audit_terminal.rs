//! What the terminal program says about audits: its help, its progress, and the mistakes of its command line.

use super::{plural, webhooks};
use crate::domain::ReportFormat;

/// What a dialog that opens a file calls the files that it shows.
pub fn json_reports() -> &'static str {
    "JSON reports"
}

pub fn help_audit() -> &'static str {
    "Find what is wrong with the webhooks, and print or write a report"
}

pub fn audit_exit_codes() -> &'static str {
    "Exit codes: 0 nothing as grave as --fail-on names, 1 findings, 2 could not audit:
one of several companies, or only a part of its list, counts as that too.
A finding that was accepted in the window doesn't count while its date lasts.

The endpoints are asked for their headers (HEAD or OPTIONS, without a token) from
this machine. Aircall's own view may differ. Nothing is changed at Aircall, so a
company that is set to read-only can be audited too.

The report is compared with the last audit of the same company, or with FILE
where --against names one. -o writes over an older report, never half of it.
With --all-profiles it writes a file for each: report.html becomes
report-Acme-Ltd.html. Without -o, JSON reports come as one array."
}

pub fn help_no_endpoints() -> &'static str {
    "Leave the webhooks' endpoints alone: no connection to them"
}

pub fn help_private_endpoints() -> &'static str {
    "Also look at endpoints on this computer and in private networks"
}

pub fn help_format() -> &'static str {
    "What to print or write: by the end of FILE's name unless named, else text"
}

pub fn help_output() -> &'static str {
    "Write the report to FILE, over an older one"
}

pub fn help_fail_on() -> &'static str {
    "The least severity that makes the exit code 1"
}

pub fn help_against() -> &'static str {
    "Compare with this JSON report in place of the last audit"
}

pub fn help_all_profiles() -> &'static str {
    "Audit every company that was connected in the window, one after another"
}

pub fn help_rules() -> &'static str {
    "Tell what an audit looks for: every rule, why it matters, and how to mend it"
}

pub fn audit_reading(read: usize, total: Option<usize>) -> String {
    match (read, total) {
        (0, _) => "Reading the webhooks".to_owned(),
        (read, Some(total)) => format!("Read {read} of {}", webhooks(total)),
        (read, None) => format!("Read {}", webhooks(read)),
    }
}

pub fn audit_checking(done: usize, of: usize) -> String {
    format!("Checked {done} of {}", plural(of, "endpoint"))
}

pub fn audit_written(file: &str) -> String {
    format!("Written to {file}")
}

/// `Acme Ltd: what happened. What to do`
pub fn audit_of(company: &str, sentence: &str) -> String {
    format!("{company}: {sentence}")
}

pub fn audit_part_only() -> &'static str {
    "The report covers only what was read, so this counts as an audit that couldn't be made"
}

pub fn audit_no_endpoint_checked(why: &str) -> String {
    format!("No endpoint could be checked, so this counts as an audit that couldn't be made. {why}")
}

pub fn audit_some_not_checked(webhooks: usize, why: &str) -> String {
    format!("{}: {why}", super::webhooks(webhooks))
}

pub fn audit_not_remembered(problem: &str) -> String {
    format!("The audit was made, but the history has trouble. {problem}")
}

pub fn xlsx_to_terminal() -> &'static str {
    "A workbook can't be shown in a terminal. Name a file with -o"
}

/// A file's name ends so.
pub fn no_such_format(end: &str) -> String {
    let known: Vec<&str> = ReportFormat::ALL.iter().map(|format| format.extension()).collect();
    format!(
        "There is no report of the kind {end}. End the file's name with one of {}, or name the format with --format",
        known.join(", ")
    )
}

pub fn json_and_format() -> &'static str {
    "--json and --format name different formats. Leave one of them out"
}

pub fn all_profiles_alone() -> &'static str {
    "--all-profiles audits every company by itself. Leave out --demo, --profile, --api-url and --against"
}

pub fn all_profiles_want_a_file(format: ReportFormat) -> String {
    format!(
        "Several reports can't be printed one after another as {}. Name a file with -o, which becomes one for each",
        format.extension()
    )
}

pub fn all_profiles_none() -> &'static str {
    "There is no company to audit. Connect one in the Hookswitch window, or try --demo"
}

pub fn rule_finds() -> &'static str {
    "Finds"
}

pub fn rule_why() -> &'static str {
    "Why it matters"
}

pub fn rule_fix() -> &'static str {
    "How to mend it"
}

pub fn rules_rule_of_thumb() -> &'static str {
    "A rule of thumb: Aircall doesn't document it"
}
