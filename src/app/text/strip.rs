//! The last 30 days of a webhook in words: what the picture shows, for the pointer and for a screen reader.

use jiff::Timestamp;

use crate::domain::strip::{Mark, MarkTime, MarkWhat, Part, PartState, Strip};
use crate::domain::{Seen, Sighting, WebhookId};

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
pub fn part(part: &Part) -> String {
    format!("{} from {} to {}", part_state(part.state), super::moment(part.from), super::moment(part.to))
}

pub fn mark(mark: &Mark) -> String {
    match &mark.what {
        MarkWhat::Change(kind, fate) => {
            format!("{} {}, {}", super::exact(mark.at.latest()), super::change_kind(*kind), super::fate(*fate))
        }
        MarkWhat::Seen(what) => seen(what, mark.at),
    }
}

fn seen(what: &Seen, at: MarkTime) -> String {
    let (after, until) = match at {
        MarkTime::Exact(at) => (None, at),
        MarkTime::Between(after, until) => (Some(after), until),
    };
    let (webhook, label) = (WebhookId::new(""), String::new());
    super::sighting_words(&Sighting { webhook, label, what: what.clone(), after, until })
}

/// The whole picture, for someone who doesn't see it.
pub fn strip(strip: &Strip) -> String {
    let parts = strip.parts.iter().map(part);
    let marks = strip.marks.iter().map(mark);
    format!("{}: {}", strip_title(), parts.chain(marks).collect::<Vec<_>>().join("; "))
}

/// What is said where the pointer is.
pub fn strip_at(strip: &Strip, at: Timestamp, near: i64) -> String {
    let here = strip.parts.iter().find(|part| part.from <= at && at <= part.to).map(part);
    let close = |mark: &&Mark| mark.at.latest().duration_since(at).as_secs().abs() <= near;
    let marks = strip.marks.iter().filter(close).map(mark);
    here.into_iter().chain(marks).collect::<Vec<_>>().join("\n")
}
