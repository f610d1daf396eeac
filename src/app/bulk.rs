//! Events of many webhooks at once: added, taken away, or one made into another.

use std::collections::BTreeMap;

use super::command::Command;
use super::dialog::Dialog;
use super::drafts::Subject;
use super::message::Choice;
use super::model::Model;
use super::review::{Aim, Review, ReviewLine, What};
use crate::domain::{Edit, EventName, EventSet, Webhook, WebhookId};

/// The choice of events for several webhooks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BulkEvents {
    pub ids: Vec<WebhookId>,
    pub choices: BTreeMap<EventName, Choice>,
    pub filter: String,
}

impl BulkEvents {
    pub fn choice(&self, name: &EventName) -> Choice {
        self.choices.get(name).copied().unwrap_or_default()
    }

    fn chosen(&self, wanted: Choice) -> EventSet {
        self.choices.iter().filter(|(_, choice)| **choice == wanted).map(|(name, _)| name.clone()).collect()
    }

    pub fn edit(&self) -> Edit {
        Edit::events(self.chosen(Choice::Add), self.chosen(Choice::Remove))
    }

    pub fn is_empty(&self) -> bool {
        self.choices.values().all(|choice| *choice == Choice::Leave)
    }
}

/// One event that shall become another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MoveEvents {
    pub from: Option<EventName>,
    pub to: Option<EventName>,
    /// The webhooks that are meant; empty: all.
    pub ids: Vec<WebhookId>,
}

impl MoveEvents {
    pub fn is_ready(&self) -> bool {
        self.from.is_some() && self.to.is_some() && self.from != self.to
    }
}

impl Model {
    pub(super) fn ask_events(&mut self, ids: Vec<WebhookId>) {
        if self.dialog.is_none() && !ids.is_empty() && !self.refuses_changes() {
            self.open_with_draft(Dialog::Events(BulkEvents { ids, ..BulkEvents::default() }));
        }
    }

    pub(super) fn choose_event(&mut self, name: EventName, choice: Choice) {
        if let Some(Dialog::Events(bulk)) = &mut self.dialog {
            bulk.choices.insert(name, choice);
        }
    }

    /// Every name that one of these webhooks has, or that is offered: what the choice shows.
    pub fn events_of(&self, ids: &[WebhookId]) -> EventSet {
        let hooks = self.list.latest().map_or(&[][..], |listing| &listing.webhooks);
        let theirs = hooks.iter().filter(|hook| ids.is_empty() || ids.contains(&hook.id));
        theirs.flat_map(|hook| hook.events.iter().cloned()).collect()
    }

    pub(super) fn review_events(&mut self) -> Vec<Command> {
        let Some(Dialog::Events(bulk)) = self.dialog.clone() else {
            return Vec::new();
        };
        if bulk.is_empty() {
            return Vec::new();
        }
        let draft = self.keep_dialog_draft();
        self.dialog = None;
        let edit = bulk.edit();
        self.ask_event_edit(draft, &edit, |hook| bulk.ids.contains(&hook.id));
        Vec::new()
    }

    pub(super) fn ask_move_events(&mut self) {
        if self.dialog.is_none() && !self.refuses_changes() {
            let ids = self.view.selected.iter().cloned().collect::<Vec<_>>();
            let ids = if ids.len() > 1 { ids } else { Vec::new() };
            self.open_with_draft(Dialog::MoveEvents(MoveEvents { ids, ..MoveEvents::default() }));
        }
    }

    pub(super) fn review_move(&mut self) -> Vec<Command> {
        let Some(Dialog::MoveEvents(asked)) = self.dialog.clone() else {
            return Vec::new();
        };
        let (Some(from), Some(to), true) = (&asked.from, &asked.to, asked.is_ready()) else {
            return Vec::new();
        };
        let draft = self.keep_dialog_draft();
        self.dialog = None;
        let one = |name: &EventName| EventSet::from_iter([name.clone()]);
        let edit = Edit::events(one(to), one(from));
        let meant = |hook: &Webhook| asked.ids.is_empty() || asked.ids.contains(&hook.id);
        self.ask_event_edit(draft, &edit, |hook| meant(hook) && hook.events.contains(from));
        Vec::new()
    }

    /// The choices in `draft` wait until the review is started: the user may come back to them from there.
    fn ask_event_edit(&mut self, draft: Option<Subject>, edit: &Edit, wanted: impl Fn(&Webhook) -> bool) {
        let hooks = self.list.latest().map_or(&[][..], |listing| &listing.webhooks);
        let changed = hooks.iter().filter(|hook| wanted(hook) && edit.applied_to(hook) != **hook);
        let mut lines: Vec<ReviewLine> = changed.map(|hook| ReviewLine::new(hook, What::Edit(edit.clone()))).collect();
        for line in &mut lines {
            // A webhook without events can't be told from one that receives all: it isn't made into one.
            line.chosen = line.wanted().is_some_and(|hook| !hook.events.is_empty());
        }
        if lines.is_empty() {
            self.say(super::Tone::Neutral, super::text::no_webhook_concerned());
            return;
        }
        self.open_review(Review { draft, ..Review::new(Aim::Events, lines) });
    }
}
