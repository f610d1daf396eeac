//! The form of a webhook that exists: filled from a fresh read, reviewed before anything is sent.

use super::command::Command;
use super::message::{Place, RequestId};
use super::model::Model;
use super::notice::Tone;
use super::problem::Problem;
use super::remote::Remote;
use super::review::{Aim, Review, ReviewLine, What};
use super::{CreateForm, text};
use crate::domain::{ChangeId, Draft, Edit, EventsDiff, Webhook, WebhookId};

/// An edit, from the fresh read on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editing {
    pub id: WebhookId,
    pub label: String,
    /// What the form was filled with; `Loading` until the fresh read is there.
    pub opened: Remote<Webhook>,
    pub request: Option<RequestId>,
}

/// A deleted webhook that is created again, or an edit that is taken back with a URL whose secrets aren't kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restores {
    pub record: ChangeId,
    /// What the webhook was called.
    pub label: String,
    /// The URL without the values that aren't kept; `None`: the whole URL is known.
    pub stub: Option<String>,
    /// The deleted webhook was off. A new one is active.
    pub was_off: bool,
}

impl CreateForm {
    /// The form of a webhook that was read just now.
    pub fn editing(hook: &Webhook) -> Self {
        let opened = Remote::Known(hook.clone());
        let editing = Editing { id: hook.id.clone(), label: hook.label(), opened, request: None };
        let mut form = Self::filled(Draft::of(hook));
        form.editing = Some(editing);
        form
    }

    /// What the form was filled with, where it edits.
    pub fn opened(&self) -> Option<&Webhook> {
        self.editing.as_ref()?.opened.latest()
    }

    pub(super) fn reading(&self) -> Option<RequestId> {
        self.editing.as_ref()?.request
    }

    /// Whether the URL still lacks the values that the history doesn't keep.
    pub fn lacks_url_values(&self) -> bool {
        self.restores.as_ref().is_some_and(|restores| restores.stub.as_ref() == Some(&self.draft.url))
    }

    /// What saving would change; `None`: nothing, or it can't be saved.
    pub fn edit(&self) -> Option<Edit> {
        let edit = self.draft.edit(self.opened()?).ok()?;
        (edit != Edit::default()).then_some(edit)
    }
}

impl Model {
    /// Reads the webhook anew and opens its form. What the form held before is asked about.
    pub(super) fn open_edit(&mut self, id: &WebhookId) -> Vec<Command> {
        let Some(hook) = self.list.latest().and_then(|listing| listing.find(id)) else {
            return Vec::new();
        };
        let label = hook.label();
        if self.dialog.is_some() || !self.access.is_open() || self.refuses_changes() {
            return Vec::new();
        }
        if self.still_creates() {
            return Vec::new();
        }
        let mut commands = self.enter(Place::EditWebhook);
        self.form = CreateForm::default();
        self.form.editing = Some(Editing::of(id.clone(), label));
        commands.extend(self.read_for_edit());
        commands
    }

    pub(super) fn read_for_edit(&mut self) -> Vec<Command> {
        let Some(target) = self.open.clone() else {
            return Vec::new();
        };
        let request = self.new_request();
        let Some(editing) = &mut self.form.editing else {
            return Vec::new();
        };
        if editing.request.is_some() {
            return Vec::new();
        }
        editing.opened.start();
        editing.request = Some(request);
        vec![Command::ReadOne { request, target, id: editing.id.clone() }]
    }

    pub(super) fn one_read(&mut self, request: RequestId, result: Result<Webhook, Problem>) -> Vec<Command> {
        let names = self.known_names();
        let Some(editing) = self.form.editing.as_mut().filter(|editing| editing.request == Some(request)) else {
            return Vec::new();
        };
        editing.request = None;
        self.wait = None;
        match result {
            Ok(mut hook) => {
                hook.name = hook.name.or_else(|| names.get(&hook.id).cloned());
                self.form = CreateForm::editing(&hook);
                self.form.edited(self.list.latest());
                self.take_form_draft();
                self.show_changed(hook);
            }
            Err(problem) => editing.opened.finish(Err(problem)),
        }
        Vec::new()
    }

    /// The review of what the form changes. Nothing changed: nothing is asked, and nothing sent.
    pub(super) fn review_edit(&mut self) -> Vec<Command> {
        if self.place != Place::EditWebhook || self.dialog.is_some() {
            return Vec::new();
        }
        self.form.tried = true;
        self.form.edited(self.list.latest());
        let Some(opened) = self.form.opened().cloned() else {
            return Vec::new();
        };
        if !self.form.errors.is_empty() || self.form.lacks_url_values() {
            return Vec::new();
        }
        let Some(edit) = self.form.edit() else {
            self.say(Tone::Neutral, text::nothing_changed());
            return Vec::new();
        };
        let undoes = self.form.restores.as_ref().map(|restores| restores.record);
        let line = ReviewLine { undoes, ..ReviewLine::new(&opened, What::Edit(edit)) };
        self.open_review(Review::new(Aim::Edit, vec![line]));
        Vec::new()
    }

    /// A new webhook's form with all that this one has.
    pub(super) fn duplicate(&mut self, id: &WebhookId) -> Vec<Command> {
        let Some(hook) = self.list.latest().and_then(|listing| listing.find(id)).cloned() else {
            return Vec::new();
        };
        if self.dialog.is_some() || !self.access.is_open() || self.refuses_changes() {
            return Vec::new();
        }
        if self.still_creates() {
            return Vec::new();
        }
        let commands = self.enter(Place::NewWebhook);
        let name = hook.name.as_deref().map(text::copy_of).unwrap_or_default();
        self.form = CreateForm::filled(Draft { name, active: true, ..Draft::of(&hook) });
        self.form.copy_of = Some(hook.id);
        self.form.edited(self.list.latest());
        self.take_form_draft();
        commands
    }
}

impl Editing {
    fn of(id: WebhookId, label: String) -> Self {
        Self { id, label, opened: Remote::Unasked, request: None }
    }
}

/// What the user changed before, on top of the webhook as it is now: what others changed meanwhile stays.
pub(super) fn onto(left: &CreateForm, now: &Webhook) -> Draft {
    let (mine, now) = (&left.draft, Draft::of(now));
    let Some(before) = left.opened().map(Draft::of) else {
        return mine.clone();
    };
    let diff = EventsDiff::of(&before.events, &mine.events);
    let mut events = now.events.minus(&diff.removed);
    diff.added.iter().for_each(|name| events.insert(name.clone()));
    Draft {
        name: if mine.name == before.name { now.name } else { mine.name.clone() },
        url: if mine.url == before.url { now.url } else { mine.url.clone() },
        active: if mine.active == before.active { now.active } else { mine.active },
        events,
    }
}
