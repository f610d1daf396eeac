//! Unsaved text outlives its form: what was left by Esc, the backdrop or another page is there when the same form is
//! opened again. In memory only, and only of the open company; a typed key is kept for a few minutes.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::command::Command;
use super::connect::{ConnectForm, Purpose};
use super::dialog::Dialog;
use super::edit::onto;
use super::form::CreateForm;
use super::message::{Action, Choice, Place};
use super::model::Model;
use super::notice::{Notice, Tone};
use super::safe::SafeAction;
use super::text;
use crate::domain::audit::FindingKey;
use crate::domain::{ChangeId, CredentialKind, EventName, ProfileId, Secret, WebhookId};

/// How long a typed key waits for its form to be opened again.
pub const KEY_WAITS: SignedDuration = SignedDuration::from_mins(10);

/// What an unsaved text belongs to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    NewWebhook,
    Copy(WebhookId),
    Edit(WebhookId),
    /// A webhook that was deleted and is created again, or an edit that is taken back.
    Again(ChangeId),
    Delivery(WebhookId, EventName),
    Accept(FindingKey),
    Rename(ProfileId),
    CustomEvent,
    Events(Vec<WebhookId>),
    MoveEvents(Vec<WebhookId>),
}

impl Subject {
    /// Whether leaving the window asks about it. A name is typed again soon.
    fn took_work(&self) -> bool {
        !matches!(self, Self::Rename(_) | Self::CustomEvent)
    }
}

/// What a dialog holds of the user's.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Typed {
    Body(String),
    Reason { reason: String, until: String },
    Name(String),
    Choices(BTreeMap<EventName, Choice>),
    Move { from: Option<EventName>, to: Option<EventName> },
}

/// A key that was typed, and not tried or not taken.
#[derive(Clone, Debug)]
struct TypedKey {
    purpose: Purpose,
    kind: CredentialKind,
    api_id: Secret,
    token: Secret,
    until: Timestamp,
}

/// What was left unsaved, and what is back of it.
#[derive(Clone, Debug, Default)]
pub struct Drafts {
    forms: BTreeMap<Subject, CreateForm>,
    dialogs: BTreeMap<Subject, (String, Typed)>,
    key: Option<TypedKey>,
    /// The open dialog as it was opened, without the user's text.
    opened: Option<Dialog>,
    /// The open form without the text from before that is in it.
    plain_form: Option<Box<CreateForm>>,
    dialog_is_back: bool,
    key_is_back: bool,
    /// The dialog that a question stands before.
    behind: Option<Box<Dialog>>,
}

impl Drafts {
    /// Whether the open dialog shows text from before.
    pub fn dialog_is_back(&self) -> bool {
        self.dialog_is_back
    }

    /// Whether the open form shows text from before.
    pub fn form_is_back(&self) -> bool {
        self.plain_form.is_some()
    }

    /// Whether the connect page shows a key from before.
    pub fn key_is_back(&self) -> bool {
        self.key_is_back
    }

    /// What belongs to a company goes with it.
    pub(super) fn forget_company(&mut self) {
        self.forms.clear();
        self.dialogs.retain(|subject, _| matches!(subject, Subject::Rename(_)));
        (self.plain_form, self.behind) = (None, None);
    }

    /// A typed key isn't kept for long.
    pub(super) fn forget_old_key(&mut self, now: Timestamp) {
        if let Some(key) = &mut self.key {
            let latest = now.checked_add(KEY_WAITS).unwrap_or(Timestamp::MAX);
            key.until = key.until.min(latest); // a clock that was set back
        }
        self.key.take_if(|key| key.until <= now);
    }

    pub(super) fn key_until(&self) -> Option<Timestamp> {
        self.key.as_ref().map(|key| key.until)
    }

    pub(super) fn forget(&mut self, subject: &Subject) {
        self.dialogs.remove(subject);
    }
}

impl CreateForm {
    pub(super) fn subject(&self) -> Subject {
        match (&self.restores, &self.editing, &self.copy_of) {
            (Some(restores), ..) => Subject::Again(restores.record),
            (None, Some(editing), _) => Subject::Edit(editing.id.clone()),
            (None, None, Some(id)) => Subject::Copy(id.clone()),
            (None, None, None) => Subject::NewWebhook,
        }
    }

    fn named(&self) -> String {
        match &self.editing {
            Some(editing) => text::lost_edit(&editing.label),
            None => text::lost_new(self.draft.name.trim()),
        }
    }

    fn lost_words(&self) -> String {
        if self.is_unclear() { text::lost_unclear(&self.named()) } else { self.named() }
    }

    fn kept_words(&self) -> String {
        if self.is_unclear() { text::unclear_kept(&self.named()) } else { text::draft_kept(&self.named()) }
    }
}

/// The user's part of a dialog, whose it is, and how it is called where it would be lost; no words: it isn't asked about.
fn typed(dialog: &Dialog) -> Option<(Subject, String, Typed)> {
    Some(match dialog {
        Dialog::Delivery(delivery) => {
            let lost = || text::lost_body(delivery.event.as_str(), &delivery.label);
            let words = if delivery.is_sent() { String::new() } else { lost() };
            let subject = Subject::Delivery(delivery.id.clone(), delivery.event.clone());
            (subject, words, Typed::Body(delivery.body.clone()))
        }
        Dialog::AcceptFinding(form) => {
            let typed = Typed::Reason { reason: form.reason.clone(), until: form.until.clone() };
            (Subject::Accept(form.finding.clone()), text::lost_reason(&form.title), typed)
        }
        Dialog::RenameProfile { id, name } => (Subject::Rename(id.clone()), String::new(), Typed::Name(name.clone())),
        Dialog::CustomEvent { text } => (Subject::CustomEvent, String::new(), Typed::Name(text.clone())),
        Dialog::Events(bulk) => {
            let chosen = bulk.choices.iter().filter(|(_, choice)| **choice != Choice::Leave);
            let typed = Typed::Choices(chosen.map(|(name, choice)| (name.clone(), *choice)).collect());
            (Subject::Events(bulk.ids.clone()), text::lost_choices(bulk.ids.len()), typed)
        }
        Dialog::MoveEvents(asked) => {
            let typed = Typed::Move { from: asked.from.clone(), to: asked.to.clone() };
            (Subject::MoveEvents(asked.ids.clone()), text::lost_move().to_owned(), typed)
        }
        _ => return None,
    })
}

fn type_into(dialog: &mut Dialog, typed: Typed) {
    match (dialog, typed) {
        (Dialog::Delivery(delivery), Typed::Body(body)) => delivery.body = body,
        (Dialog::AcceptFinding(form), Typed::Reason { reason, until }) => (form.reason, form.until) = (reason, until),
        (Dialog::RenameProfile { name: text, .. } | Dialog::CustomEvent { text }, Typed::Name(name)) => *text = name,
        (Dialog::Events(bulk), Typed::Choices(choices)) => bulk.choices = choices,
        (Dialog::MoveEvents(asked), Typed::Move { from, to }) => (asked.from, asked.to) = (from, to),
        _ => {}
    }
}

impl Model {
    /// Opens a dialog, with the text that was left in it before.
    pub(super) fn open_with_draft(&mut self, fresh: Dialog) {
        let left = typed(&fresh).and_then(|(subject, ..)| self.drafts.dialogs.remove(&subject));
        self.drafts.opened = Some(fresh.clone());
        self.drafts.dialog_is_back = left.is_some();
        let mut dialog = fresh;
        if let Some((words, left)) = left {
            type_into(&mut dialog, left);
            if let Dialog::Delivery(delivery) = &mut dialog
                && words.is_empty()
            {
                delivery.take_as_sent();
            }
        }
        self.dialog = Some(dialog);
    }

    /// Keeps what the open dialog holds of the user's, if it isn't as it was opened.
    pub(super) fn keep_dialog_draft(&mut self) -> Option<Subject> {
        let (subject, words, now) = typed(self.dialog.as_ref()?)?;
        let before = self.drafts.opened.as_ref().and_then(typed).filter(|(of, ..)| *of == subject);
        let (_, _, before) = before?;
        if before == now {
            return None;
        }
        self.drafts.dialogs.insert(subject.clone(), (words, now));
        Some(subject)
    }

    /// The event of a webhook's test whose body was edited and left.
    pub(super) fn edited_delivery(&self, id: &WebhookId) -> Option<EventName> {
        self.drafts.dialogs.keys().find_map(|subject| match subject {
            Subject::Delivery(of, event) if of == id => Some(event.clone()),
            _ => None,
        })
    }

    /// Before another page: what was typed in the form is kept, and it is said how to come back to it.
    pub(super) fn keep_form_draft(&mut self) {
        self.drafts.plain_form = None;
        if !self.place.is_form() || !self.form.is_unsaved() || self.form.creating().is_some() {
            return;
        }
        let subject = self.form.subject();
        let words = self.form.kept_words();
        self.say_with(
            Tone::Neutral,
            words,
            (text::go_on_editing().to_owned(), Action::Safe(SafeAction::GoOn(subject.clone()))),
        );
        self.drafts.forms.insert(subject, std::mem::take(&mut self.form));
    }

    /// Puts what was left of this form into it.
    pub(super) fn take_form_draft(&mut self) {
        let Some(mut left) = self.drafts.forms.remove(&self.form.subject()) else {
            return;
        };
        if let (Some(_), Some(opened)) = (&left.editing, self.form.opened().cloned()) {
            left.draft = onto(&left, &opened);
            left.editing.clone_from(&self.form.editing);
        }
        if left.draft == self.form.draft && left.sending == self.form.sending {
            return; // it is so by now
        }
        self.drafts.plain_form = Some(Box::new(std::mem::replace(&mut self.form, left)));
        let leads_here = |notice: &mut Notice| matches!(notice.offer, Some((_, Action::Safe(SafeAction::GoOn(_)))));
        self.notice.take_if(leads_here);
        self.form.edited(self.list.latest());
    }

    pub(super) fn keep_typed_key(&mut self) {
        self.drafts.key_is_back = false;
        let draft = &self.connect.draft;
        if self.connect.is_busy() || (draft.api_id.trim().is_empty() && draft.token.trim().is_empty()) {
            return;
        }
        self.drafts.key = Some(TypedKey {
            purpose: self.connect.purpose.clone(),
            kind: draft.kind,
            api_id: Secret::new(&*draft.api_id),
            token: Secret::new(&*draft.token),
            until: self.now.checked_add(KEY_WAITS).unwrap_or(Timestamp::MAX),
        });
    }

    pub(super) fn take_typed_key(&mut self) {
        let purpose = self.connect.purpose.clone();
        self.drafts.key_is_back = false;
        if let Some(key) = self.drafts.key.take_if(|key| key.purpose == purpose) {
            self.connect.draft.kind = key.kind;
            key.api_id.expose().clone_into(&mut self.connect.draft.api_id);
            key.token.expose().clone_into(&mut self.connect.draft.token);
            self.drafts.key_is_back = true;
        }
    }

    /// The text from before goes, and the form is as it is opened for the first time.
    pub(super) fn start_afresh(&mut self) {
        if self.dialog.is_some() {
            if std::mem::take(&mut self.drafts.dialog_is_back) {
                self.dialog.clone_from(&self.drafts.opened);
            }
        } else if self.place.is_form() {
            if let Some(plain) = self.drafts.plain_form.take_if(|_| self.form.can_start_afresh()) {
                self.form = *plain;
            }
        } else if self.place == Place::Connect && std::mem::take(&mut self.drafts.key_is_back) {
            let purpose = self.connect.purpose.clone();
            self.connect = ConnectForm { purpose, ..ConnectForm::default() };
        }
    }

    /// Opens what was left.
    pub(super) fn go_on_with(&mut self, subject: Subject) -> Vec<Command> {
        self.notice = None;
        match subject {
            Subject::NewWebhook => self.act(Action::Go(Place::NewWebhook)),
            Subject::Copy(id) => self.act(Action::Duplicate(id)),
            Subject::Edit(id) => self.act(Action::EditWebhook(id)),
            Subject::Again(id) => self.act(Action::TakeBack(id)),
            _ => Vec::new(),
        }
    }

    /// What would be lost with the company or the window, each by its name.
    pub fn unsaved(&self) -> Vec<String> {
        let mut lost = Vec::new();
        if self.place.is_form() && self.form.is_unsaved() {
            lost.push(self.form.lost_words());
        }
        let opened = self.drafts.opened.as_ref().and_then(typed);
        let open = self.drafts.behind.as_deref().or(self.dialog.as_ref()).and_then(typed);
        if let (Some((subject, words, now)), Some((_, _, before))) = (open, opened)
            && now != before
            && subject.took_work()
            && !words.is_empty()
        {
            lost.push(words);
        }
        lost.extend(self.drafts.forms.values().map(CreateForm::lost_words));
        let dialogs =
            self.drafts.dialogs.iter().filter(|(subject, (words, _))| subject.took_work() && !words.is_empty());
        lost.extend(dialogs.map(|(_, (words, _))| words.clone()));
        let mut named = std::collections::BTreeSet::new();
        lost.retain(|words| named.insert(words.clone()));
        lost
    }

    /// A new webhook is being sent: its form stays.
    pub(super) fn still_creates(&mut self) -> bool {
        let creates = self.place.is_form() && self.form.creating().is_some();
        if creates {
            self.say(Tone::Neutral, text::still_creating());
        }
        creates
    }

    /// Whether leaving the company or the window would lose something: then the user is asked, and `then` happens after
    /// a yes.
    pub(super) fn asks_about_unsaved(&mut self, then: &Action) -> bool {
        if self.still_creates() {
            return true;
        }
        if self.unsaved().is_empty() {
            return false;
        }
        let ask = Dialog::DiscardDraft { then: then.clone() };
        if *then == Action::Quit {
            // A window that doesn't close must say why.
            let before = self.dialog.replace(ask).filter(|dialog| !matches!(dialog, Dialog::DiscardDraft { .. }));
            if let Some(before) = before {
                self.drafts.behind = Some(before).filter(|dialog| typed(dialog).is_some()).map(Box::new);
            }
        } else {
            self.dialog.get_or_insert(ask);
        }
        true
    }

    /// "Keep editing": the dialog that the question stood before is there again.
    pub(super) fn bring_back_dialog(&mut self) {
        self.dialog = self.drafts.behind.take().map(|dialog| *dialog);
    }

    pub(super) fn discard_draft(&mut self) -> Vec<Command> {
        let asked = self.dialog.take_if(|dialog| matches!(dialog, Dialog::DiscardDraft { .. }));
        let Some(Dialog::DiscardDraft { then }) = asked else {
            return Vec::new();
        };
        self.form = CreateForm::default();
        self.drafts.forget_company();
        self.act(then)
    }
}
