//! The numbers and texts that stand for domain values in the history's tables. A number once given is never reused.

use jiff::Timestamp;
use rusqlite::Error;

use crate::domain::audit::Severity;
use crate::domain::{ChangeKind, EventName, EventSet, Fate, LeftAlone, Origin, Status};

/// A value that a number stands for.
pub trait Coded: Copy + Eq + 'static {
    const CODES: &'static [(Self, i64)];

    fn code(self) -> i64 {
        // -1: every value is in the list, which a test sees to.
        Self::CODES.iter().find(|(value, _)| *value == self).map_or(-1, |(_, code)| *code)
    }

    /// The value of a column. A number that stands for nothing is damage.
    fn decoded(code: i64) -> rusqlite::Result<Self> {
        let known = Self::CODES.iter().find(|(_, known)| *known == code);
        known.map(|(value, _)| *value).ok_or(Error::IntegralValueOutOfRange(0, code))
    }
}

impl Coded for ChangeKind {
    const CODES: &'static [(Self, i64)] =
        &[(Self::Create, 0), (Self::Edit, 1), (Self::Reenable, 2), (Self::Deactivate, 3), (Self::Delete, 4)];
}

impl Coded for Origin {
    const CODES: &'static [(Self, i64)] = &[(Self::Window, 0), (Self::Undo, 1), (Self::Watch, 2), (Self::Terminal, 3)];
}

/// Open ones are 0 and 1: an index of the tables says so too.
impl Coded for Fate {
    const CODES: &'static [(Self, i64)] = &[
        (Self::Planned, 0),
        (Self::Sent, 1),
        (Self::Done, 2),
        (Self::NotNeeded, 3),
        (Self::Differs, 4),
        (Self::Refused, 5),
        (Self::Conflict, 6),
        (Self::Gone, 7),
        (Self::Unknown, 8),
        (Self::FoundDone, 9),
        (Self::FoundUndone, 10),
        (Self::Dropped, 11),
    ];
}

impl Coded for Status {
    const CODES: &'static [(Self, i64)] = &[(Self::Inactive, 0), (Self::Active, 1)];
}

impl Coded for LeftAlone {
    const CODES: &'static [(Self, i64)] =
        &[(Self::ByAdmin, 0), (Self::BeforeWatch, 1), (Self::FellAgain, 2), (Self::Refused, 3)];
}

impl Coded for Severity {
    const CODES: &'static [(Self, i64)] = &[(Self::Critical, 0), (Self::Warning, 1), (Self::Advice, 2)];
}

/// [`crate::domain::Seen`] without its lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeenKind {
    Deactivated,
    Reenabled,
    Events,
    Url,
    Name,
    New,
    Gone,
}

impl Coded for SeenKind {
    const CODES: &'static [(Self, i64)] = &[
        (Self::Deactivated, 0),
        (Self::Reenabled, 1),
        (Self::Events, 2),
        (Self::Url, 3),
        (Self::Name, 4),
        (Self::New, 5),
        (Self::Gone, 6),
    ];
}

pub fn millis(at: Timestamp) -> i64 {
    at.as_millisecond()
}

/// A time of a column; one that no calendar has is damage.
pub fn time(millis: i64) -> rusqlite::Result<Timestamp> {
    Timestamp::from_millisecond(millis).map_err(|_out_of_range| Error::IntegralValueOutOfRange(0, millis))
}

/// The names in their order, one a line. What a name must not hold then is escaped.
pub fn names_text(events: &EventSet) -> String {
    let lines: Vec<String> = events.iter().map(|name| escaped(name.as_str())).collect();
    lines.join("\n")
}

pub fn names_of(text: &str) -> EventSet {
    if text.is_empty() {
        return EventSet::default();
    }
    text.split('\n').map(|line| EventName::new(&unescaped(line))).collect()
}

fn escaped(name: &str) -> String {
    match name {
        "" => "\\0".to_owned(),
        name => name.replace('\\', "\\\\").replace('\n', "\\n"),
    }
}

fn unescaped(line: &str) -> String {
    let mut name = String::with_capacity(line.len());
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            name.push(letter);
            continue;
        }
        match letters.next() {
            Some('n') => name.push('\n'),
            Some('0') | None => {}
            Some(other) => name.push(other),
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there_and_back<C: Coded + std::fmt::Debug>(values: &[C]) {
        for value in values {
            assert_eq!(C::decoded(value.code()).unwrap(), *value);
        }
        assert!(C::decoded(-1).is_err() && C::decoded(99).is_err());
        let distinct: std::collections::BTreeSet<i64> = C::CODES.iter().map(|(_, code)| *code).collect();
        assert_eq!(distinct.len(), C::CODES.len());
    }

    #[test]
    fn every_value_has_a_number_of_its_own() {
        there_and_back(&ChangeKind::ALL);
        there_and_back(&[Status::Active, Status::Inactive]);
        there_and_back(&[Origin::Window, Origin::Undo, Origin::Watch, Origin::Terminal]);
        there_and_back(&[LeftAlone::ByAdmin, LeftAlone::BeforeWatch, LeftAlone::FellAgain, LeftAlone::Refused]);
        let fates: Vec<Fate> = Fate::CODES.iter().map(|(fate, _)| *fate).collect();
        there_and_back(&fates);
        assert_eq!(fates.len(), 12);
        assert!(fates.iter().all(|fate| fate.is_open() == (fate.code() <= 1)));
        there_and_back(&[SeenKind::Deactivated, SeenKind::Reenabled, SeenKind::Events, SeenKind::Url]);
        there_and_back(&[SeenKind::Name, SeenKind::New, SeenKind::Gone]);
    }

    proptest::proptest! {
        #[test]
        fn any_names_come_back(names in proptest::collection::vec("[a-z.\\\\\n0]{0,6}", 0..6)) {
            let events: EventSet = names.iter().map(|name| EventName::new(name)).collect();
            proptest::prop_assert_eq!(names_of(&names_text(&events)), events);
        }
    }
}
