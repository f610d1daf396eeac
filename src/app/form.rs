//! The form of a new webhook.

use std::collections::BTreeSet;

use super::command::{Command, Creation};
use super::dialog::Dialog;
use super::edit::{Editing, Restores};
use super::message::{Action, Place, RequestId, Target};
use super::model::Model;
use super::notice::Tone;
use super::problem::Problem;
use super::text;
use crate::domain::{
    ChangeId, Cleaned, Draft, DraftError, EventName, EventSet, Group, Listing, Preset, UrlWarning, WebhookId,
    WebhookSpec, clean,
};

/// How far the create has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Sending {
    #[default]
    Not,
    Under(RequestId),
    Failed(Problem),
}

#[derive(Clone, Debug, Default)]
pub struct CreateForm {
    pub draft: Draft,
    /// Hides the events that don't match.
    pub filter: String,
    pub errors: Vec<DraftError>,
    pub warnings: Vec<UrlWarning>,
    pub cleaned_url: Cleaned,
    pub sending: Sending,
    /// The user has tried to send it: from then on, empty fields are told as errors too.
    pub tried: bool,
    pub version_1_open: bool,
    /// What was sent, for a look at the list after an unclear answer.
    sent: Option<(WebhookSpec, Vec<WebhookId>)>,
    /// Where that is written down.
    sent_record: Option<ChangeId>,
    /// The webhook that is edited; `None`: a new one.
    pub editing: Option<Editing>,
    /// What the form brings back, if it was opened for that.
    pub restores: Option<Restores>,
    /// The webhook that it was filled with as a copy.
    pub(super) copy_of: Option<WebhookId>,
    /// What a new webhook's form was filled with.
    filled: Draft,
    /// It may have been created: until a look at the list says no, it isn't sent again.
    unclear: bool,
    asked: Asked,
}

/// What is under way, or was last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Asked {
    #[default]
    Create,
    /// A look whether it is in the list after all.
    Look,
}

impl CreateForm {
    /// A form with this in it.
    pub fn filled(draft: Draft) -> Self {
        Self { filled: draft.clone(), draft, ..Self::default() }
    }

    /// Whether something would be lost with it: what was typed, or that it may have been created.
    pub fn is_unsaved(&self) -> bool {
        match (&self.editing, self.opened()) {
            (None, _) => self.draft != self.filled || self.unclear,
            (Some(_), Some(hook)) => self.draft != Draft::of(hook),
            (Some(_), None) => false,
        }
    }

    /// Whether it was sent, and nobody knows what became of it.
    pub(super) fn is_unclear(&self) -> bool {
        self.unclear
    }

    /// Whether its text can go without a risk that a webhook is created twice.
    pub fn can_start_afresh(&self) -> bool {
        !self.unclear && self.creating().is_none()
    }

    pub fn creating(&self) -> Option<RequestId> {
        match self.sending {
            Sending::Under(request) => Some(request),
            Sending::Not | Sending::Failed(_) => None,
        }
    }

    pub fn problem(&self) -> Option<&Problem> {
        match &self.sending {
            Sending::Failed(problem) => Some(problem),
            Sending::Not | Sending::Under(_) => None,
        }
    }

    pub fn url_error(&self) -> Option<crate::domain::UrlError> {
        self.errors.iter().find_map(|error| match error {
            DraftError::Url(error) => Some(*error),
            DraftError::NameTooLong | DraftError::NameNeeded | DraftError::NoEvents => None,
        })
    }

    pub fn has(&self, error: DraftError) -> bool {
        self.errors.contains(&error)
    }

    /// How many of a group's events are ticked, of how many.
    pub fn ticked(&self, group: Group) -> (usize, usize) {
        let ticked = group.events().filter(|event| self.draft.events.contains(&EventName::Listed(event))).count();
        (ticked, group.events().count())
    }

    /// Ticked names that the catalogue doesn't know.
    pub fn custom(&self) -> Vec<EventName> {
        self.beyond(|name| name.listed().is_none())
    }

    /// The names that Aircall has given up, and that this webhook has.
    pub fn older(&self) -> Vec<EventName> {
        self.beyond(|name| name.listed().is_some_and(|listed| listed.group == Group::Older))
    }

    /// Names that no new webhook is offered: those that are ticked, and those that the webhook had when it was opened,
    /// so that one that was unticked can be ticked again.
    fn beyond(&self, wanted: impl Fn(&EventName) -> bool) -> Vec<EventName> {
        let opened = self.opened().into_iter().flat_map(|hook| hook.events.iter());
        let names: BTreeSet<&EventName> = self.draft.events.iter().chain(opened).filter(|name| wanted(name)).collect();
        names.into_iter().cloned().collect()
    }

    fn check(&mut self, listing: Option<&Listing>) {
        let errors = match self.opened() {
            Some(opened) => self.draft.edit(opened).err(),
            None => self.draft.parse().err(),
        };
        let errors = errors.unwrap_or_default();
        let untouched = |error: &DraftError| match error {
            DraftError::Url(crate::domain::UrlError::Empty) | DraftError::NoEvents => true,
            DraftError::Url(crate::domain::UrlError::NoScheme) => {
                "https://".starts_with(&self.draft.url.to_ascii_lowercase())
            }
            DraftError::Url(_) | DraftError::NameTooLong | DraftError::NameNeeded => false,
        };
        self.errors = errors.into_iter().filter(|error| self.tried || !untouched(error)).collect();
        let itself = self.editing.as_ref().map(|editing| &editing.id);
        self.warnings = self.draft.warnings(listing.map_or(&[], |listing| &listing.webhooks), itself);
    }

    pub(super) fn edited(&mut self, listing: Option<&Listing>) {
        if self.creating().is_some() {
            return;
        }
        // An unclear create stays in sight until it is looked for or sent again: the webhook might exist already.
        if !self.unclear && self.sending != Sending::Failed(Problem::CreateUnclear) {
            self.sending = Sending::Not;
        }
        if self.opened().is_some_and(|opened| opened.url.expose() == self.draft.url) {
            return self.check(listing); // an old address is kept byte for byte
        }
        let cleaned = clean(&self.draft.url);
        self.draft.url.clone_from(&cleaned.text);
        if cleaned.changed() || self.draft.url.is_empty() {
            self.cleaned_url = cleaned;
        }
        self.check(listing);
    }

    fn tick(&mut self, name: EventName, on: bool) {
        if on {
            self.draft.events.insert(name);
        } else {
            self.draft.events.remove(&name);
        }
    }
}

impl Model {
    pub(super) fn act_on_form(&mut self, action: Action) -> Vec<Command> {
        match action {
            Action::CreateWebhook => return self.create(),
            Action::LookForCreated => return self.look_for_created(),
            Action::OpenExisting(id) => return self.open_existing(&id),
            Action::EditWebhook(id) => return self.open_edit(&id),
            Action::ReadForEdit => return self.read_for_edit(),
            Action::ReviewEdit => return self.review_edit(),
            Action::Duplicate(id) => return self.duplicate(&id),
            Action::DiscardDraft => return self.discard_draft(),
            _ if self.form.creating().is_some() => return Vec::new(),
            Action::TickEvent(name, on) => self.form.tick(name, on),
            Action::TickGroup(group, on) => {
                for event in group.events() {
                    self.form.tick(EventName::Listed(event), on);
                }
            }
            Action::AskAllEvents => return self.ask(Dialog::AllEvents),
            Action::TickAllEvents => {
                self.dialog.take_if(|dialog| *dialog == Dialog::AllEvents);
                self.form.draft.events = EventSet::all();
            }
            Action::UntickAllEvents => self.form.draft.events = EventSet::default(),
            Action::UsePreset(preset) => self.use_preset(preset),
            Action::UseHttps => self.use_https(),
            Action::AskCustomEvent => {
                if self.dialog.is_none() {
                    self.open_with_draft(Dialog::CustomEvent { text: String::new() });
                }
                return Vec::new();
            }
            Action::AddCustomEvent => self.add_custom_event(),
            Action::ToggleVersion1 => {
                self.form.version_1_open = !self.form.version_1_open;
                return Vec::new();
            }
            _ => {}
        }
        self.form.edited(self.list.latest());
        Vec::new()
    }

    fn ask(&mut self, dialog: Dialog) -> Vec<Command> {
        self.dialog.get_or_insert(dialog);
        Vec::new()
    }

    fn use_preset(&mut self, preset: Preset) {
        self.form.draft.events = preset.events().iter().map(|name| EventName::new(name)).collect();
    }

    fn use_https(&mut self) {
        let url = &mut self.form.draft.url;
        if url.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("http:")) {
            url.replace_range(..4, "https");
        }
    }

    fn add_custom_event(&mut self) {
        let Some(Dialog::CustomEvent { text }) = &self.dialog else {
            return;
        };
        if let Ok(name) = Dialog::custom_event(text) {
            self.form.tick(name, true);
            self.dialog = None;
        }
    }

    fn create(&mut self) -> Vec<Command> {
        let busy = self.form.creating().is_some() || self.dialog.is_some();
        if busy || self.place != Place::NewWebhook || self.refuses_changes() {
            return Vec::new();
        }
        let Some(target) = self.open.clone() else {
            return Vec::new();
        };
        if self.removing.as_ref().is_some_and(|(_, id)| target == Target::Profile(id.clone())) {
            return Vec::new();
        }
        self.form.tried = true;
        self.form.edited(self.list.latest());
        let Ok(spec) = self.form.draft.parse() else {
            return Vec::new();
        };
        if self.form.lacks_url_values() {
            return Vec::new(); // half an address is no address
        }
        if self.form.unclear && self.form.sent.as_ref().is_some_and(|(sent, _)| sent.url() == spec.url()) {
            return self.look_for_created(); // sent once more, it might exist twice
        }
        let request = self.new_request();
        let known: Vec<WebhookId> = self
            .list
            .latest()
            .filter(|listing| listing.is_complete()) // else it is read first
            .map(|listing| listing.webhooks.iter().map(|hook| hook.id.clone()).collect())
            .unwrap_or_default();
        self.form.sending = Sending::Under(request);
        self.form.sent = Some((spec.clone(), known.clone()));
        (self.form.unclear, self.form.asked, self.form.sent_record) = (false, Asked::Create, None);
        let undoes = self.form.restores.as_ref().map(|restores| restores.record);
        vec![Command::Create { request, target, spec, known, undoes }]
    }

    /// After an unclear create: look again, send nothing.
    fn look_for_created(&mut self) -> Vec<Command> {
        let (Some(target), Some((spec, known))) = (self.open.clone(), self.form.sent.clone()) else {
            return Vec::new();
        };
        if self.form.creating().is_some() {
            return Vec::new();
        }
        let request = self.new_request();
        self.form.sending = Sending::Under(request);
        self.form.asked = Asked::Look;
        let record = self.form.sent_record;
        vec![Command::LookForCreated { request, target, spec, known, record }]
    }

    pub(super) fn create_begins(&mut self, request: RequestId, record: ChangeId, known: Vec<WebhookId>) {
        let form = &mut self.form;
        if form.creating() == Some(request) && form.asked == Asked::Create {
            form.sent_record = Some(record);
            form.sent = form.sent.take().map(|(spec, _)| (spec, known));
        }
    }

    pub(super) fn created(&mut self, request: RequestId, result: Result<Creation, Problem>) -> Vec<Command> {
        if self.form.creating() != Some(request) {
            return Vec::new();
        }
        self.wait = None;
        let creation = match result {
            Ok(creation) => creation,
            Err(problem) => {
                self.not_created(problem);
                return Vec::new();
            }
        };
        let mut hook = creation.webhook;
        let given = self.form.sent.as_ref().and_then(|(spec, _)| spec.name().map(str::to_owned));
        let mut commands = Vec::new();
        if let Some(name) = given {
            commands.extend(self.remember_name(&hook.id, &name));
            hook.name.get_or_insert(name);
        }
        let (id, label) = (hook.id.clone(), hook.label());
        let has_token = hook.token.is_some();
        let was_off = self.form.restores.as_ref().is_some_and(|restores| restores.was_off);
        self.form = CreateForm::default();
        // A change of status under way stays in sight.
        self.dialog.take_if(|dialog| !matches!(dialog, Dialog::Review(_)));
        commands.extend(self.enter(Place::Webhooks));
        self.view.search.clear();
        self.view.filter = super::Filter::All;
        if let Some(listing) = self.list.latest_mut()
            && listing.find(&id).is_none()
        {
            listing.webhooks.push(hook);
            listing.total = listing.total.map(|total| total + 1);
        }
        self.arrange();
        self.select(&id);
        let shown = id.clone();
        let words = text::created(&label, creation.answer_lost);
        if has_token {
            self.say_with(Tone::Good, words, (text::copy_token().to_owned(), Action::CopyToken(id)));
        } else {
            self.say(Tone::Good, words);
        }
        self.also_offer_to_delete(&shown);
        if was_off {
            self.ask_deactivate(std::slice::from_ref(&shown)); // as the deleted one was
        }
        commands.extend(self.read_anew());
        commands
    }

    fn not_created(&mut self, problem: Problem) {
        let form = &mut self.form;
        // Stopped or crashed on the way, it may have been sent: only a look at the list can tell.
        let lost = matches!(problem, Problem::CreateUnclear | Problem::Cancelled | Problem::Internal);
        form.unclear = match (form.asked, &problem) {
            (Asked::Create, _) => lost,
            (Asked::Look, Problem::CreateUnclear) => false, // it was looked for in the whole list, and isn't there
            (Asked::Look, _) => true,
        };
        form.sending = Sending::Failed(if lost { Problem::CreateUnclear } else { problem });
    }

    fn open_existing(&mut self, id: &WebhookId) -> Vec<Command> {
        if self.still_creates() {
            return Vec::new();
        }
        let commands = self.enter(Place::Webhooks);
        self.view.search.clear();
        self.view.filter = super::Filter::All;
        self.arrange();
        self.select(id);
        commands
    }
}
