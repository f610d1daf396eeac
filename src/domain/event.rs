//! Event names and sets of them. A name that the catalogue doesn't know is kept and sent back untouched.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::catalogue::{self, Listed, Standing};

/// The name of an event, such as `call.ended`.
#[derive(Clone, Debug)]
pub enum EventName {
    /// In the catalogue.
    Listed(&'static Listed),
    /// Anything else that an answer held or the user typed, byte for byte.
    Other(Box<str>),
}

impl EventName {
    pub fn new(name: &str) -> Self {
        match catalogue::find(name) {
            Some(listed) => Self::Listed(listed),
            None => Self::Other(name.into()),
        }
    }

    pub fn as_str(&self) -> &str {
        match self {
            Self::Listed(listed) => listed.name,
            Self::Other(name) => name,
        }
    }

    pub fn listed(&self) -> Option<&'static Listed> {
        match self {
            Self::Listed(listed) => Some(listed),
            Self::Other(_) => None,
        }
    }

    pub fn is_retired(&self) -> bool {
        self.listed().is_some_and(|listed| listed.standing == Standing::Retired)
    }

    /// Whether Aircall offers it still: in the catalogue, and neither retired nor of version 1.
    pub fn is_current(&self) -> bool {
        self.listed().is_some_and(|listed| matches!(listed.standing, Standing::Current | Standing::OneSource))
    }

    /// Whether a name that the user typed could be an event: `resource.what`, lower case letters, digits, `_`, dots.
    pub fn looks_right(name: &str) -> bool {
        let mut parts = name.split('.');
        name.len() <= 100
            && parts.clone().count() >= 2
            && parts.all(|part| {
                !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
            })
    }
}

impl PartialEq for EventName {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for EventName {}

impl PartialOrd for EventName {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for EventName {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

/// What a webhook receives. The API returns it in any order, so it compares as a set. Copies share it until one changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventSet(Arc<BTreeSet<EventName>>);

impl EventSet {
    /// Every event that is offered: "All events", spelled out.
    pub fn all() -> Self {
        catalogue::offered().map(EventName::Listed).collect()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn contains(&self, name: &EventName) -> bool {
        self.0.contains(name)
    }

    pub fn insert(&mut self, name: EventName) {
        Arc::make_mut(&mut self.0).insert(name);
    }

    pub fn remove(&mut self, name: &EventName) {
        Arc::make_mut(&mut self.0).remove(name);
    }

    pub fn iter(&self) -> impl Iterator<Item = &EventName> {
        self.0.iter()
    }

    /// Whether every offered event is in it.
    pub fn is_all(&self) -> bool {
        catalogue::offered().all(|listed| self.0.contains(&EventName::Listed(listed)))
    }

    pub fn retired(&self) -> usize {
        self.0.iter().filter(|name| name.is_retired()).count()
    }

    pub fn unknown(&self) -> usize {
        self.0.iter().filter(|name| name.listed().is_none()).count()
    }

    /// Names in `self` that `other` lacks.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        self.0.difference(&other.0).cloned().collect()
    }
}

impl FromIterator<EventName> for EventSet {
    fn from_iter<I: IntoIterator<Item = EventName>>(names: I) -> Self {
        Self(Arc::new(names.into_iter().collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_name_is_kept_as_it_came() {
        let name = EventName::new("fax.Received ");
        assert_eq!(name.as_str(), "fax.Received ");
        assert!(name.listed().is_none());
    }

    #[test]
    fn sets_compare_without_order() {
        let one: EventSet = ["call.ended", "x.y"].map(EventName::new).into_iter().collect();
        let two: EventSet = ["x.y", "call.ended"].map(EventName::new).into_iter().collect();
        assert_eq!(one, two);
    }

    #[test]
    fn a_copy_that_changes_leaves_the_other_as_it_was() {
        let one: EventSet = ["call.ended"].map(EventName::new).into_iter().collect();
        let mut two = one.clone();
        two.insert(EventName::new("x.y"));
        two.remove(&EventName::new("call.ended"));
        assert!(one.contains(&EventName::new("call.ended")) && one.len() == 1);
        assert!(two.contains(&EventName::new("x.y")) && two.len() == 1);
    }

    #[test]
    fn all_is_the_sixty_seven_offered_names() {
        let all = EventSet::all();
        assert_eq!(all.len(), 67);
        assert!(all.is_all());
        assert_eq!(all.retired() + all.unknown(), 0);
    }

    #[test]
    fn only_dotted_lower_case_names_look_right() {
        assert!(EventName::looks_right("fax.received.v2"));
        for wrong in ["fax", "Fax.received", "fax.", ".fax", "fax received.x", "fax..x", ""] {
            assert!(!EventName::looks_right(wrong), "{wrong}");
        }
    }
}
