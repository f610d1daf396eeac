//! The last 30 days of a webhook in words: what the picture shows, for the pointer and for a screen reader.

use jiff::Timestamp;

use crate::domain::strip::{Mark, MarkTime, MarkWhat, Part, PartState, Strip};
use crate::domain::{Seen, Sighting, TimeFormat, WebhookId};

pub fn strip_title() -> &'static str {
    "Last 30 days"
}

pub fn part_state(state: PartState) -> &'static str {
    match state {
        PartState::On => "on",
        PartState::Off => "off",
        PartState::Unknown => "not known, since nobody looked",
        PartState::Absent => "not there yet",
    }
}

/// `On from 2026-11-20 10:00 to 2026-11-24 09:14`.
pub fn part(part: &Part, times: TimeFormat) -> String {
    format!("{} from {} to {}", part_state(part.state), super::moment(part.from, times), super::moment(part.to, times))
}

pub fn mark(mark: &Mark, times: TimeFormat) -> String {
    match &mark.what {
        MarkWhat::Change(kind, fate) => {
            format!("{} {}, {}", super::exact(mark.at.latest(), times), super::change_kind(*kind), super::fate(*fate))
        }
        MarkWhat::Seen(what) => seen(what, mark.at, times),
    }
}

fn seen(what: &Seen, at: MarkTime, times: TimeFormat) -> String {
    let (after, until) = match at {
        MarkTime::Exact(at) => (None, at),
        MarkTime::Between(after, until) => (Some(after), until),
    };
    let (webhook, label) = (WebhookId::new(""), String::new());
    super::sighting_words(&Sighting { webhook, label, what: what.clone(), after, until }, times)
}

/// The whole picture, for someone who doesn't see it.
pub fn strip(strip: &Strip, times: TimeFormat) -> String {
    let parts = strip.parts.iter().map(|one| part(one, times));
    let marks = strip.marks.iter().map(|one| mark(one, times));
    format!("{}: {}", strip_title(), parts.chain(marks).collect::<Vec<_>>().join("; "))
}

/// What is said where the pointer is.
pub fn strip_at(strip: &Strip, at: Timestamp, near: i64, times: TimeFormat) -> String {
    let here = strip.parts.iter().find(|part| part.from <= at && at <= part.to).map(|one| part(one, times));
    let close = |mark: &&Mark| mark.at.latest().duration_since(at).as_secs().abs() <= near;
    let marks = strip.marks.iter().filter(close).map(|one| mark(one, times));
    here.into_iter().chain(marks).collect::<Vec<_>>().join("\n")
}
