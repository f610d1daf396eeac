//! One webhook's last weeks as a picture: when it was on, when off, when nobody knows, and what happened to it.
//!
//! It says no more than was seen: outside the spans in which somebody looked, everything is unknown.

use jiff::{SignedDuration, Timestamp};

use super::history::{ChangeId, ChangeKind, ChangeRecord, Fate, Past, Seen, Sighting};
use super::webhook::{Status, Webhook};

/// Looks further apart than this leave open when, between them, something changed.
const APART: SignedDuration = SignedDuration::from_mins(60);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strip {
    /// In order, each beginning where the one before it ends; neighbours differ.
    pub parts: Vec<Part>,
    /// In order of when they were over.
    pub marks: Vec<Mark>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub from: Timestamp,
    pub to: Timestamp,
    pub state: PartState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartState {
    On,
    Off,
    /// Nobody looked, or two looks don't tell what was between them.
    Unknown,
    /// The webhook didn't exist.
    Absent,
}

impl PartState {
    fn of(status: Status) -> Self {
        match status {
            Status::Active => Self::On,
            Status::Inactive => Self::Off,
        }
    }
}

/// Something that happened to the webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub at: MarkTime,
    pub what: MarkWhat,
    /// The change in the history; `None` for what was only seen.
    pub id: Option<ChangeId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkTime {
    Exact(Timestamp),
    /// After the first look and before or at the second.
    Between(Timestamp, Timestamp),
}

impl MarkTime {
    /// When it had happened at the latest.
    pub fn latest(self) -> Timestamp {
        match self {
            Self::Exact(at) | Self::Between(_, at) => at,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkWhat {
    /// At Aircall, as a look showed.
    Seen(Seen),
    /// By this app.
    Change(ChangeKind, Fate),
}

/// The picture of the time from `from` to `to`; without parts where that is no time at all.
pub fn strip(past: &Past, hook: &Webhook, from: Timestamp, to: Timestamp) -> Strip {
    let sightings: Vec<&Sighting> = past.sightings.iter().filter(|seen| seen.webhook == hook.id).collect();
    let changes: Vec<&ChangeRecord> =
        past.changes.iter().filter(|change| change.webhook.as_ref() == Some(&hook.id)).collect();
    let course = Course::of(past, hook, &sightings, &changes);
    Strip { parts: course.parts(from, to), marks: marks(&sightings, &changes, from, to) }
}

fn marks(sightings: &[&Sighting], changes: &[&ChangeRecord], from: Timestamp, to: Timestamp) -> Vec<Mark> {
    let seen = sightings.iter().map(|seen| Mark {
        at: match seen.after {
            Some(after) if after < seen.until => MarkTime::Between(after, seen.until),
            Some(_) | None => MarkTime::Exact(seen.until),
        },
        what: MarkWhat::Seen(seen.what.clone()),
        id: None,
    });
    let made = changes.iter().map(|change| Mark {
        at: MarkTime::Exact(change.finished.unwrap_or(change.at)),
        what: MarkWhat::Change(change.kind, change.fate),
        id: Some(change.id),
    });
    let inside = |mark: &Mark| (from..=to).contains(&mark.at.latest());
    let mut marks: Vec<Mark> = seen.chain(made).filter(inside).collect();
    marks.sort_by_key(|mark| mark.at.latest());
    marks
}

/// A moment from which on the webhook's state was another. `None`: it doesn't tell.
#[derive(Clone, Copy)]
struct Turn {
    at: Timestamp,
    before: Option<PartState>,
    after: Option<PartState>,
}

/// A webhook's states in their order, before it is asked whether somebody looked.
struct Course<'p> {
    past: &'p Past,
    /// In order.
    turns: Vec<Turn>,
    /// Times between looks that don't tell when the state changed.
    open: Vec<(Timestamp, Timestamp)>,
    now: PartState,
}

impl<'p> Course<'p> {
    fn of(past: &'p Past, hook: &Webhook, sightings: &[&Sighting], changes: &[&ChangeRecord]) -> Self {
        let seen = sightings.iter().filter_map(|seen| seen_turn(seen));
        let made = changes.iter().filter_map(|change| own_turn(change));
        let mut turns: Vec<Turn> = seen.chain(made).collect();
        turns.sort_by_key(|turn| turn.at);
        let mut open: Vec<(Timestamp, Timestamp)> =
            sightings.iter().filter(|seen| seen_turn(seen).is_some()).filter_map(|seen| wide(seen)).collect();
        // A change that starts from another state than was known: someone changed it since the last look.
        for (one, two) in turns.iter().zip(turns.iter().skip(1)) {
            if one.after.zip(two.before).is_some_and(|(after, before)| after != before) {
                let last_look = two.at.checked_sub(APART).unwrap_or(Timestamp::MIN);
                open.push((last_look.max(one.at), two.at));
            }
        }
        Self { past, turns, open, now: PartState::of(hook.status) }
    }

    fn parts(&self, from: Timestamp, to: Timestamp) -> Vec<Part> {
        let spans = self.past.spans.iter().flat_map(|span| [span.from, span.to]);
        let open = self.open.iter().flat_map(|(begin, end)| [*begin, *end]);
        let cuts = spans.chain(open).chain(self.turns.iter().map(|turn| turn.at));
        let mut cuts: Vec<Timestamp> = cuts.filter(|at| from < *at && *at < to).chain([from, to]).collect();
        cuts.sort_unstable();
        let mut parts: Vec<Part> = Vec::new();
        for (begin, end) in cuts.iter().zip(cuts.iter().skip(1)).filter(|(begin, end)| begin < end && from < to) {
            let state = self.state(*begin, *end);
            match parts.last_mut() {
                Some(last) if last.state == state => last.to = *end,
                Some(_) | None => parts.push(Part { from: *begin, to: *end, state }),
            }
        }
        parts
    }

    /// The state between two neighbouring cuts.
    fn state(&self, begin: Timestamp, end: Timestamp) -> PartState {
        let first_later = self.past.spans.partition_point(|span| span.from <= begin);
        let span = first_later.checked_sub(1).and_then(|at| self.past.spans.get(at));
        let was_looked_at = span.is_some_and(|span| end <= span.to);
        if !was_looked_at || self.open.iter().any(|(from, to)| *from <= begin && end <= *to) {
            return PartState::Unknown;
        }
        let next = self.turns.partition_point(|turn| turn.at <= begin);
        let from_before = next.checked_sub(1).and_then(|at| self.turns.get(at)).and_then(|turn| turn.after);
        match self.turns.get(next) {
            Some(turn) => from_before.or(turn.before).unwrap_or(PartState::Unknown),
            // A webhook that is there is how it is, and one that is gone has nothing to tell.
            None if from_before == Some(PartState::Absent) => PartState::Absent,
            None => self.now,
        }
    }
}

fn seen_turn(seen: &Sighting) -> Option<Turn> {
    let (before, after) = match seen.what {
        Seen::Deactivated => (Some(PartState::On), Some(PartState::Off)),
        Seen::Reenabled => (Some(PartState::Off), Some(PartState::On)),
        Seen::New => (Some(PartState::Absent), None),
        Seen::Gone => (None, Some(PartState::Absent)),
        Seen::Events { .. } | Seen::Url | Seen::Name => return None,
    };
    Some(Turn { at: seen.until, before, after })
}

fn own_turn(change: &ChangeRecord) -> Option<Turn> {
    let at = change.finished.filter(|_| change.fate.is_done())?;
    let before = change.before.as_ref().map(|kept| PartState::of(kept.status));
    let after = change.after.as_ref().map(|kept| PartState::of(kept.status));
    let (before, after) = match change.kind {
        ChangeKind::Create => (Some(PartState::Absent), after),
        ChangeKind::Reenable => (before.or(Some(PartState::Off)), Some(PartState::On)),
        ChangeKind::Deactivate => (before.or(Some(PartState::On)), Some(PartState::Off)),
        ChangeKind::Delete => (before, Some(PartState::Absent)),
        ChangeKind::Edit => (before, after),
    };
    Some(Turn { at, before, after })
}

/// The time between the two looks, where that is too long to say when it happened.
fn wide(seen: &Sighting) -> Option<(Timestamp, Timestamp)> {
    let after = seen.after?;
    (seen.until.duration_since(after) > APART).then_some((after, seen.until))
}

#[cfg(test)]
mod tests;
