//! What an update shall change, how two states of a webhook differ, and what to do where someone else changed it meanwhile.

use std::collections::BTreeMap;

use super::event::EventSet;
use super::url::CallbackUrl;
use super::webhook::{Status, Webhook};

/// What shall change. Whatever it doesn't name stays as the fresh read has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    pub name: Option<String>,
    pub url: Option<CallbackUrl>,
    pub events: EventEdit,
    pub status: Option<Status>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum EventEdit {
    #[default]
    Keep,
    Exactly(EventSet),
    /// Adds and takes away, whatever else is there.
    Change {
        add: EventSet,
        remove: EventSet,
    },
}

impl Edit {
    pub fn status(status: Status) -> Self {
        Self { status: Some(status), ..Self::default() }
    }

    pub fn events(add: EventSet, remove: EventSet) -> Self {
        Self { events: EventEdit::Change { add, remove }, ..Self::default() }
    }

    /// What makes `from` into `to`; a name that `to` doesn't tell is left alone.
    pub fn between(from: &Webhook, to: &Webhook) -> Self {
        Self {
            name: to.name.clone().filter(|_| to.name != from.name),
            url: (to.url != from.url).then(|| to.url.clone()),
            events: if to.events == from.events { EventEdit::Keep } else { EventEdit::Exactly(to.events.clone()) },
            status: (to.status != from.status).then_some(to.status),
        }
    }

    pub fn events_after(&self, now: &EventSet) -> EventSet {
        match &self.events {
            EventEdit::Keep => now.clone(),
            EventEdit::Exactly(events) => events.clone(),
            EventEdit::Change { add, remove } => now.minus(remove).iter().chain(add.iter()).cloned().collect(),
        }
    }

    /// The webhook as it would be.
    #[must_use]
    pub fn applied_to(&self, hook: &Webhook) -> Webhook {
        Webhook {
            name: self.name.clone().or_else(|| hook.name.clone()),
            url: self.url.clone().unwrap_or_else(|| hook.url.clone()),
            events: self.events_after(&hook.events),
            status: self.status.unwrap_or(hook.status),
            ..hook.clone()
        }
    }
}

/// A part of a webhook that can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    Name,
    Url,
    Events,
    Status,
}

impl Field {
    pub const ALL: [Self; 4] = [Self::Name, Self::Url, Self::Events, Self::Status];

    /// Whether both have the same there. A name that one of them doesn't tell is no difference.
    pub fn same(self, one: &Webhook, two: &Webhook) -> bool {
        match self {
            Self::Name => one.name.is_none() || two.name.is_none() || one.name == two.name,
            Self::Url => one.url == two.url,
            Self::Events => one.events == two.events,
            Self::Status => one.status == two.status,
        }
    }
}

/// The fields in which two states of a webhook differ.
pub fn differences(one: &Webhook, two: &Webhook) -> Vec<Field> {
    Field::ALL.into_iter().filter(|field| !field.same(one, two)).collect()
}

/// How one list of events became another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventsDiff {
    pub added: EventSet,
    pub removed: EventSet,
    pub kept: EventSet,
}

impl EventsDiff {
    pub fn of(from: &EventSet, to: &EventSet) -> Self {
        let added = to.minus(from);
        Self { kept: to.minus(&added), removed: from.minus(to), added }
    }
}

/// A webhook that changed at Aircall while its form was open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What the form was opened on.
    pub opened: Webhook,
    pub now: Webhook,
    pub wanted: Webhook,
}

/// Whose version of a field shall be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// As it is at Aircall now.
    Theirs,
    /// As the form has it.
    Mine,
    /// Events: what the form added and removed, done to the list as it is now.
    Both,
}

impl Conflict {
    fn changed_there(&self, field: Field) -> bool {
        !field.same(&self.opened, &self.now)
    }

    /// A name that was typed is a change, also where Aircall told none.
    fn changed_here(&self, field: Field) -> bool {
        match field {
            Field::Name => self.opened.name != self.wanted.name,
            Field::Url | Field::Events | Field::Status => !field.same(&self.opened, &self.wanted),
        }
    }

    /// What was changed there, here, or both.
    pub fn fields(&self) -> Vec<Field> {
        Field::ALL.into_iter().filter(|field| self.changed_there(*field) || self.changed_here(*field)).collect()
    }

    /// The fields that someone must choose: changed there and here, and not to the same.
    pub fn open_fields(&self) -> Vec<Field> {
        let both_changed = |field: Field| self.changed_there(field) && self.changed_here(field);
        let clashes = |field: &Field| both_changed(*field) && !field.same(&self.now, &self.wanted);
        Field::ALL.into_iter().filter(clashes).collect()
    }

    /// What was changed there only, and stays so.
    pub fn theirs_only(&self) -> Vec<Field> {
        let alone = |field: &Field| self.changed_there(*field) && !self.changed_here(*field);
        Field::ALL.into_iter().filter(alone).collect()
    }

    /// The edit of the webhook as it is now; `None` until each open field is chosen.
    pub fn resolved(&self, chosen: &BTreeMap<Field, Side>) -> Option<Edit> {
        if self.open_fields().iter().any(|field| !chosen.contains_key(field)) {
            return None;
        }
        let side = |field: Field| match chosen.get(&field) {
            Some(side) => *side,
            None if self.changed_here(field) => Side::Mine,
            None => Side::Theirs,
        };
        let mine = |field: Field| side(field) == Side::Mine && !field.same(&self.now, &self.wanted);
        let name_is_mine = side(Field::Name) == Side::Mine && self.now.name != self.wanted.name;
        Some(Edit {
            name: self.wanted.name.clone().filter(|_| name_is_mine),
            url: mine(Field::Url).then(|| self.wanted.url.clone()),
            events: match side(Field::Events) {
                Side::Theirs => EventEdit::Keep,
                Side::Mine => EventEdit::Exactly(self.wanted.events.clone()),
                Side::Both => {
                    let diff = EventsDiff::of(&self.opened.events, &self.wanted.events);
                    EventEdit::Change { add: diff.added, remove: diff.removed }
                }
            },
            status: mine(Field::Status).then_some(self.wanted.status),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{EventName, WebhookId};

    fn set(names: &[&str]) -> EventSet {
        names.iter().map(|name| EventName::new(name)).collect()
    }

    fn webhook(name: &str, events: &[&str], status: Status) -> Webhook {
        Webhook {
            id: WebhookId::new("w1"),
            name: Some(name.to_owned()),
            url: CallbackUrl::received("https://a.example/x?key=1"),
            status,
            events: set(events),
            token: None,
            created: None,
        }
    }

    #[test]
    fn an_edit_leaves_alone_what_it_does_not_name() {
        let hook = webhook("Orders", &["call.ended", "sms.sent"], Status::Active);
        let after = Edit::events(set(&["call.created"]), set(&["call.ended"])).applied_to(&hook);
        assert_eq!(after.events, set(&["call.created", "sms.sent"]));
        assert_eq!(differences(&hook, &after), [Field::Events]);
        assert_eq!(Edit::status(Status::Active).applied_to(&hook), hook);
    }

    #[test]
    fn between_two_states_lies_what_makes_one_into_the_other() {
        let from = webhook("Orders", &["call.ended"], Status::Inactive);
        let to = webhook("Orders 2", &["call.ended", "call.created"], Status::Active);
        assert_eq!(Edit::between(&from, &to).applied_to(&from), to);
        assert_eq!(Edit::between(&from, &from), Edit::default());
    }

    #[test]
    fn a_conflict_is_resolved_field_by_field_and_not_before() {
        let opened = webhook("Orders", &["call.ended", "call.created"], Status::Active);
        let now = webhook("Orders", &["call.ended", "call.tagged", "call.created"], Status::Inactive);
        let wanted = webhook("Shop", &["call.ended", "call.archived"], Status::Active);
        let conflict = Conflict { opened, now, wanted };
        assert_eq!(conflict.open_fields(), [Field::Events]);
        assert_eq!(conflict.theirs_only(), [Field::Status]);
        assert_eq!(conflict.resolved(&BTreeMap::new()), None);
        let events = |side| {
            let edit = conflict.resolved(&[(Field::Events, side)].into());
            edit.map(|edit| edit.applied_to(&conflict.now))
        };
        let both = events(Side::Both).unwrap();
        assert_eq!(both.events, set(&["call.ended", "call.tagged", "call.archived"]));
        assert_eq!((both.name.as_deref(), both.status), (Some("Shop"), Status::Inactive));
        assert_eq!(events(Side::Theirs).unwrap().events, conflict.now.events);
        assert_eq!(events(Side::Mine).unwrap().events, conflict.wanted.events);
    }

    #[test]
    fn a_difference_of_events_counts_what_stays() {
        let diff = EventsDiff::of(&set(&["a.b", "sms.sent"]), &set(&["sms.sent", "c.d"]));
        assert_eq!((diff.added, diff.removed, diff.kept), (set(&["c.d"]), set(&["a.b"]), set(&["sms.sent"])));
    }
}
