//! The reports' headings and their own sentences. What a rule or a finding says is in `audit`.

use super::report_time;
use crate::domain::audit::{Acceptance, OffSince, Severity, WebhookChange};
use crate::domain::dossier::ComparedKind;
use crate::domain::{DossierWords, EventSet, TimeFormat};

pub fn report_title(company: &str) -> String {
    format!("Webhook audit of {company}")
}

/// `24 Nov 2026, 18:02 UTC`, or between which looks it was.
pub fn report_off_since(since: OffSince, times: TimeFormat) -> String {
    match since {
        OffSince::At(at) => report_time(at, times),
        OffSince::Between { after: Some(after), until } => {
            format!("Between {} and {}", report_time(after, times), report_time(until, times))
        }
        OffSince::Between { after: None, until } => format!("Before {}", report_time(until, times)),
    }
}

pub fn report_app() -> String {
    format!("{} {}", super::app_name(), env!("CARGO_PKG_VERSION"))
}

/// `1 critical`, `5 warnings`, `4 advice`.
pub fn severity_count(severity: Severity, count: usize) -> String {
    match severity {
        Severity::Critical => format!("{count} critical"),
        Severity::Warning => super::plural(count, "warning"),
        Severity::Advice => format!("{count} advice"),
    }
}

/// What a report begins with: how many webhooks, how many are off, how many findings.
pub fn report_summary(webhooks: usize, off: usize, counts: &[String], accepted: usize) -> String {
    let listed = match (webhooks, off) {
        (0, _) => "No webhook is listed".to_owned(),
        (1, 0) => "The one webhook is active".to_owned(),
        (1, _) => "The one webhook is deactivated".to_owned(),
        (all, 0) => format!("{} are listed, all of them active", super::webhooks(all)),
        (all, 1) => format!("{} are listed, 1 of them is deactivated", super::webhooks(all)),
        (all, off) => format!("{} are listed, {off} of them are deactivated", super::webhooks(all)),
    };
    let found = match counts {
        [] => "No finding is open".to_owned(),
        [one] => format!("Found: {one}"),
        [others @ .., last] => format!("Found: {} and {last}", others.join(", ")),
    };
    let accepted = if accepted > 0 { format!(", {accepted} more accepted for a time") } else { String::new() };
    format!("{listed}. {found}{accepted}.")
}

pub fn accepted_note(acceptance: &Acceptance) -> String {
    format!("Accepted until {}: {}", acceptance.until.strftime("%-d %b %Y"), acceptance.reason)
}

pub fn compared_title(since: jiff::Timestamp, times: TimeFormat) -> String {
    format!("Since the audit of {}", report_time(since, times))
}

/// `2 new, 1 gone, 9 remaining`.
pub fn compared_summary(new: usize, gone: usize, remaining: usize, not_checked: usize) -> String {
    let known = format!("{new} new, {gone} gone, {remaining} remaining");
    if not_checked > 0 { format!("{known}, {not_checked} that could not be told") } else { known }
}

pub fn compared_part(kind: ComparedKind) -> &'static str {
    match kind {
        ComparedKind::New => "New findings",
        ComparedKind::Gone => "Findings that are gone",
        ComparedKind::Remaining => "Findings that remain",
        ComparedKind::NotChecked => "Could not be told, as it was not checked this time",
        ComparedKind::NotCheckedBefore => "Found now, but not looked for at the earlier audit",
        ComparedKind::Added => "Webhooks that were added",
        ComparedKind::Removed => "Webhooks that were removed",
        ComparedKind::Changed => "Webhooks that changed",
    }
}

/// What is otherwise with a webhook, in one line.
pub fn webhook_change(change: &WebhookChange) -> String {
    let mut parts = Vec::new();
    if let Some((before, _)) = &change.name {
        parts.push(format!("was called {before}"));
    }
    if let Some((before, after)) = &change.url {
        parts.push(format!("URL was {before}, now {after}"));
    }
    match change.active {
        Some((_, true)) => parts.push("switched on".to_owned()),
        Some((_, false)) => parts.push("deactivated".to_owned()),
        None => {}
    }
    for (verb, events) in [("got", &change.gained), ("lost", &change.lost)] {
        if !events.is_empty() {
            parts.push(format!("{verb} {}", some_events(events)));
        }
    }
    parts.join("; ")
}

/// Their names, as many as can be read in a line.
fn some_events(events: &EventSet) -> String {
    const SHOWN: usize = 8;
    let names: Vec<&str> = events.iter().map(crate::domain::EventName::as_str).collect();
    match names.get(..SHOWN) {
        Some(first) if names.len() > SHOWN => format!("{} and {} more", first.join(", "), names.len() - SHOWN),
        _ => names.join(", "),
    }
}

/// After the first of many names.
pub fn and_more(count: usize) -> String {
    format!("and {count} more")
}

/// A name in a row of buttons.
pub fn shortened(name: &str) -> String {
    const SHOWN: usize = 32;
    if name.chars().count() <= SHOWN { name.to_owned() } else { name.chars().take(SHOWN - 1).chain(['…']).collect() }
}

pub fn unknown_events() -> &'static str {
    "Not in this app's list"
}

/// The headings of a report and its other words.
pub fn report_words() -> DossierWords {
    let severities = DossierWords {
        critical: super::severity(Severity::Critical),
        warning: super::severity(Severity::Warning),
        advice: super::severity(Severity::Advice),
        ..DossierWords::default()
    };
    column_words(&part_words(&severities))
}

fn part_words(words: &DossierWords) -> DossierWords {
    DossierWords {
        summary: "Summary",
        first: "What to do first",
        compared: "Compared",
        findings: "Findings",
        accepted: "Accepted for a time",
        resting: "Accepted, and not found as it was",
        unchecked: "Could not be checked",
        limits: "What this audit can't tell",
        webhooks: "Webhooks",
        answers: "Answer times",
        events: "Events",
        nothing_first: "No finding is open",
        no_findings: "No rule found anything",
        no_findings_not_all: "No rule found anything. Not all was checked, though: see what this audit can't tell",
        no_webhooks: "The company has no webhooks that this key can see",
        no_answers: "No endpoint's answer was timed in this audit",
        whole_company: "The whole company",
        receives: "receives it",
        receives_off: "would receive it, but is deactivated",
        nobody: "nobody",
        unreceived: "No active webhook in the list receives these events",
        unreceived_short: "Received by",
        all_received: "Each event that Aircall offers is received by an active webhook",
        key_receives: "Receives the event",
        key_off: "Is subscribed to it, but deactivated, so nothing arrives",
        key_nobody: "No active webhook in the list receives it",
        five_seconds: "5 s",
        answers_note: "Aircall counts an answer that takes longer than 5 seconds as a failure. The line marks them",
        counts_caption: "Findings by severity",
        webhooks_caption: "All webhooks in the list",
        answers_caption: "How long each endpoint took to answer, the slowest first",
        events_caption: "Which webhook receives which event",
        contents: "Contents",
        ..*words
    }
}

fn column_words(words: &DossierWords) -> DossierWords {
    DossierWords {
        company: "Company",
        at: "Audited",
        app: "Made by",
        kind: "Kind",
        severity: "Severity",
        rule: "Rule",
        title: "Finding",
        webhook: "Webhook",
        webhook_ids: "Webhook IDs",
        webhook_id: "Webhook ID",
        evidence: "What is so",
        why: "Why it matters",
        fix: "How to mend it",
        reason: "Reason",
        until: "Until",
        url: "URL",
        service: "Service",
        status: "Status",
        off_since: "Off since",
        endpoint: "Endpoint",
        answer_time: "Answer time",
        event: "Event",
        group: "Group",
        number_of_events: "Events",
        meaning: "When it fires",
        what: "What",
        detail: "Detail",
        count: "Number",
        kind_finding: "Finding",
        kind_accepted: "Accepted",
        kind_unchecked: "Not checked",
        kind_limit: "Limit",
        thumb: "Rule of thumb",
        yes: "Yes",
        no: "No",
        ..*words
    }
}
