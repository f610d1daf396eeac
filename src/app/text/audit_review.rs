//! The check of the endpoints in a review, and what else is said where webhooks are looked at.

use crate::app::audit::CheckVerdict;
use crate::domain::EndpointCheck;
use crate::domain::audit::Rule;
use crate::domain::dossier::DossierResting;

pub fn check_reviewed(count: usize, again: bool) -> &'static str {
    match (count, again) {
        (1, false) => "Check its endpoint",
        (1, true) => "Check its endpoint again",
        (_, false) => "Check their endpoints",
        (_, true) => "Check their endpoints again",
    }
}

pub fn checking_reviewed(done: usize, of: usize) -> String {
    format!("Checking endpoints, {done} of {of} done")
}

/// Before a re-enable: what will happen to some of them.
pub fn reviewed_verdict(verdict: CheckVerdict) -> String {
    let CheckVerdict { bad, doubtful, all } = verdict;
    match (bad, doubtful, all) {
        (0, 0, 1) => "The endpoint answers, seen from this computer".to_owned(),
        (0, 0, all) => format!("All {all} endpoints answer, seen from this computer"),
        (1, _, 1) => {
            "The endpoint doesn't answer as Aircall needs it. Aircall will switch this webhook off again".to_owned()
        }
        (1, _, all) => {
            format!("1 of {all} endpoints doesn't answer as Aircall needs it. Aircall will switch it off again")
        }
        (2.., _, all) => {
            format!("{bad} of {all} endpoints don't answer as Aircall needs it. Aircall will switch these off again")
        }
        (0, 1, 1) => "The endpoint answers, but perhaps not as Aircall needs it".to_owned(),
        (0, 1, all) => format!("1 of {all} endpoints answers, but perhaps not as Aircall needs it"),
        (0, 2.., all) => format!("{doubtful} of {all} endpoints answer, but perhaps not as Aircall needs it"),
    }
}

pub fn cancel_check() -> &'static str {
    "Cancel the check of endpoints"
}

pub fn not_all_checked() -> &'static str {
    "Not all of them were checked"
}

pub fn service() -> &'static str {
    "Service"
}

/// Over several findings of one rule.
pub fn rule_heading(rule: Rule, count: usize) -> String {
    format!("{} ({count})", super::rule_doc(rule).title)
}

pub fn check_failed() -> &'static str {
    "The endpoints could not be looked at. Try again"
}

pub fn changed_too_much() -> &'static str {
    "These webhooks have changed since the audit. Audit again before you delete one of them"
}

pub fn still_exporting() -> &'static str {
    "Another file is being saved. Finish that first"
}

/// In the details of a webhook: what the last audit saw at its endpoint.
pub fn seen_by_audit(line: &str, at: jiff::Timestamp, times: crate::domain::TimeFormat) -> String {
    format!("{line}. Seen by the audit of {}", super::report_time(at, times))
}

pub fn endpoint_check_result() -> &'static str {
    "Endpoint check"
}

pub fn checked_line(labels: &str, check: &EndpointCheck) -> String {
    // The host first: a name in right-to-left letters would turn the line around.
    format!("{}, {labels}: {}", check.host, super::endpoint_check(check))
}

pub fn resting_heading() -> &'static str {
    "Accepted, but not among today's findings"
}

pub fn resting_line(one: &DossierResting) -> String {
    if one.labels.is_empty() {
        format!("{}. {}", one.title, one.accepted.text)
    } else {
        format!("{}: {}. {}", one.title, one.labels, one.accepted.text)
    }
}
