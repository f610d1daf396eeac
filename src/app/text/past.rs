//! The history, the requests of this run and the last 30 days, in words.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::app::past::{Entry, EntryKind};
use crate::domain::{ChangeKind, ChangeRecord, EventsDiff, Fate, Kept, Origin, Seen, Sighting, TimeFormat, safe_cell};

pub fn nav_history() -> &'static str {
    "History"
}

pub fn show_history() -> &'static str {
    "Show history"
}

pub fn tab_changes() -> &'static str {
    "What changed"
}

pub fn tab_requests() -> &'static str {
    "What was sent"
}

pub fn refresh_history() -> &'static str {
    "Read again"
}

pub fn reading_history() -> &'static str {
    "Reading the history…"
}

pub fn filter_webhook() -> &'static str {
    "Webhook"
}

pub fn filter_kind() -> &'static str {
    "Kind"
}

pub fn filter_day() -> &'static str {
    "Day"
}

pub fn all_kinds() -> &'static str {
    "All kinds"
}

pub fn all_days() -> &'static str {
    "All days"
}

pub fn entry_kind(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Change(kind) => change_kind(kind),
        EntryKind::Seen => "Seen at Aircall",
        EntryKind::Failed => "Not done as meant",
    }
}

pub fn change_kind(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Create => "Created",
        ChangeKind::Edit => "Changed",
        ChangeKind::Reenable => "Re-enabled",
        ChangeKind::Deactivate => "Deactivated",
        ChangeKind::Delete => "Deleted",
    }
}

pub fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Window => "by you, here",
        Origin::Undo => "by you, taking back a change",
        Origin::Watch => "by the watch",
        Origin::Terminal => "by hookswitch-cli",
    }
}

pub fn fate(fate: Fate) -> &'static str {
    match fate {
        Fate::Planned => "not sent yet",
        Fate::Sent => "sent, no answer yet",
        Fate::Done => "done",
        Fate::NotNeeded => "was so already",
        Fate::Differs => "accepted, but not as meant",
        Fate::Refused => "refused",
        Fate::Conflict => "not sent: changed by someone else",
        Fate::Gone => "no longer existed",
        Fate::Unknown => "outcome unknown",
        Fate::FoundDone => "answer lost; looked up: done",
        Fate::FoundUndone => "answer lost; looked up: not done",
        Fate::Dropped => "not sent, given up",
    }
}

/// What the history says of a change that didn't go well.
pub fn failure_in_history(outcome: &crate::app::Outcome) -> Option<String> {
    use crate::app::Outcome;
    match outcome {
        Outcome::Refused(problem) | Outcome::Unclear(problem) => Some(super::problem(problem)),
        Outcome::EventsDiffer { .. } | Outcome::Differs | Outcome::AcceptedButNot | Outcome::RefusedOldNames => {
            Some(super::outcome_of(outcome, &crate::app::Aim::Edit))
        }
        Outcome::Done | Outcome::WasSo | Outcome::Conflict | Outcome::Gone => None,
    }
}

/// What a look showed: `Orders was deactivated between Mon 18:02 and Tue 09:14`.
pub fn sighting(seen: &Sighting, times: TimeFormat) -> String {
    format!("{} {}", super::named(&seen.label), sighting_words(seen, times))
}

pub fn sighting_words(seen: &Sighting, times: TimeFormat) -> String {
    let what = match &seen.what {
        Seen::Deactivated => "was deactivated".to_owned(),
        Seen::Reenabled => "was switched on".to_owned(),
        Seen::Events { added, removed } => {
            let mut parts = Vec::new();
            if !added.is_empty() {
                parts.push(format!("got {}", super::plural(added.len(), "event")));
            }
            if !removed.is_empty() {
                parts.push(format!("lost {}", super::plural(removed.len(), "event")));
            }
            parts.join(" and ")
        }
        Seen::Url => "got another URL".to_owned(),
        Seen::Name => "got another name".to_owned(),
        Seen::New => "is new".to_owned(),
        Seen::Gone => "is gone".to_owned(),
    };
    format!("{what} {}", super::between(seen.after, seen.until, times))
}

/// `Since Mon 18:02: 2 deactivated, 1 new`.
pub fn since_last_look(news: &[Sighting], before: Timestamp, now: Timestamp, times: TimeFormat) -> String {
    let count = |wanted: fn(&Seen) -> bool| news.iter().filter(|seen| wanted(&seen.what)).count();
    let parts = [
        (count(|seen| matches!(seen, Seen::Deactivated)), "deactivated"),
        (count(|seen| matches!(seen, Seen::Reenabled)), "switched on"),
        (count(|seen| matches!(seen, Seen::Events { .. } | Seen::Url | Seen::Name)), "changed"),
        (count(|seen| matches!(seen, Seen::New)), "new"),
        (count(|seen| matches!(seen, Seen::Gone)), "gone"),
    ];
    let said: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    format!("Since {}: {}", super::time::weekday_moment(before, now, times), said.join(", "))
}

/// What a change did, in a few words.
pub fn change_summary(record: &ChangeRecord) -> String {
    let (Some(before), Some(after)) = (&record.before, &record.after) else {
        return String::new();
    };
    let mut parts = Vec::new();
    if before.status != after.status {
        parts.push(super::switched(after.status).to_owned());
    }
    if before.name != after.name {
        parts.push("new name".to_owned());
    }
    if record.url_changed {
        parts.push("new URL".to_owned());
    }
    if before.events != after.events {
        parts.push(super::events_diff(&EventsDiff::of(&before.events, &after.events)));
    }
    parts.join("; ")
}

pub fn take_back(label: &str) -> String {
    let label = super::named(label);
    format!("Take back the change of {label}…")
}

pub fn take_back_short() -> &'static str {
    "Take back…"
}

/// The name of an entry's arrow, which no other entry has: `Details of Orders, changed 2026-11-25 14:39:05`.
pub fn details_of(entry: &Entry, times: TimeFormat) -> String {
    let what = match entry {
        Entry::Change(record) => change_kind(record.kind),
        Entry::Seen(_) => entry_kind(EntryKind::Seen),
    };
    format!("Details of {}, {} {}", entry.label(), what.to_lowercase(), super::exact(entry.at(), times))
}

pub fn kept_before() -> &'static str {
    "Before"
}

pub fn kept_after() -> &'static str {
    "After"
}

pub fn retry_batch(count: usize) -> String {
    format!("Try {count} again…")
}

pub fn batch_of(count: usize, done: usize) -> String {
    format!("One of {count} changes asked for together, {done} done")
}

pub fn export_csv() -> &'static str {
    "Export as CSV…"
}

pub fn exported(file: &str) -> String {
    format!("Saved as {file}")
}

pub fn history_file_name(company: &str, day: Date) -> String {
    format!("{} webhook history {day}.csv", file_name_part(company))
}

/// A company's name as every system takes it in a file's name.
pub(super) fn file_name_part(company: &str) -> String {
    let plain: String =
        company.chars().map(|c| if c.is_alphanumeric() || c == ' ' || c == '-' { c } else { '_' }).collect();
    plain.trim().to_owned()
}

/// The whole as a table that Excel opens: UTF-8 with a mark, no cell that starts a formula.
pub fn history_csv(entries: &[Entry]) -> Option<String> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer
        .write_record([
            "Time",
            "Webhook",
            "Webhook ID",
            "What",
            "By",
            "Outcome",
            "Detail",
            "URL before",
            "URL after",
            "Events before",
            "Events after",
            "Status before",
            "Status after",
            "Name before",
            "Name after",
        ])
        .ok()?;
    for entry in entries {
        let row = match entry {
            Entry::Change(record) => change_row(record),
            Entry::Seen(seen) => seen_row(seen),
        };
        writer.write_record(row.iter().map(|cell| safe_cell(cell))).ok()?;
    }
    let bytes = writer.into_inner().ok()?;
    Some(format!("\u{feff}{}", String::from_utf8(bytes).ok()?))
}

fn change_row(record: &ChangeRecord) -> Vec<String> {
    let part = |kept: &Option<Kept>, part: fn(&Kept) -> String| kept.as_ref().map(part).unwrap_or_default();
    let events = |kept: &Kept| kept.events.iter().map(crate::domain::EventName::as_str).collect::<Vec<_>>().join(" ");
    let status = |kept: &Kept| super::status(kept.status).to_owned();
    let name = |kept: &Kept| kept.name.clone().unwrap_or_default();
    let url = |kept: &Kept| kept.url.clone();
    let mut row = vec![
        super::exact(record.at, TimeFormat::default()),
        record.label.clone(),
        record.webhook.as_ref().map(ToString::to_string).unwrap_or_default(),
        change_kind(record.kind).to_owned(),
        origin(record.origin).to_owned(),
        fate(record.fate).to_owned(),
        record.said.clone().unwrap_or_default(),
    ];
    for of in [url as fn(&Kept) -> String, events, status, name] {
        row.push(part(&record.before, of));
        row.push(part(&record.after, of));
    }
    row
}

fn seen_row(seen: &Sighting) -> Vec<String> {
    let mut row = vec![
        super::exact(seen.until, TimeFormat::default()),
        seen.label.clone(),
        seen.webhook.to_string(),
        entry_kind(EntryKind::Seen).to_owned(),
        String::new(),
        String::new(),
        sighting_words(seen, TimeFormat::default()),
    ];
    row.resize(15, String::new());
    row
}

pub fn left_over_title(planned: usize, looked_up: usize) -> String {
    match (planned, looked_up) {
        (0, _) => "Hookswitch ended while a change was under way".to_owned(),
        (1, _) => "Hookswitch ended before 1 webhook was changed".to_owned(),
        (planned, _) => format!("Hookswitch ended before {} were changed", super::webhooks(planned)),
    }
}

pub fn left_over_looked_up(record: &ChangeRecord) -> String {
    format!("{}: {}", super::named(&record.label), fate(record.fate))
}

/// Creates, and URLs of which the history doesn't hold the whole.
pub fn goes_on_by_hand(labels: &[String]) -> String {
    format!("Do this once more by hand, since the history doesn't hold all of it: {}", super::names(labels))
}

/// Only the newest entries are shown.
pub fn newest_only(count: usize) -> String {
    format!("The newest {count} entries of each kind are shown and exported")
}

pub fn go_on() -> &'static str {
    "Check, then go on…"
}

pub fn drop_left_over() -> &'static str {
    "Leave it"
}
