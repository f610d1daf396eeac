//! Taking changes back: from a notice, from a review's outcome, from the history.

use jiff::Timestamp;

use super::command::Command;
use super::dialog::Dialog;
use super::edit::Restores;
use super::message::{Action, Place};
use super::model::{Leaving, Model};
use super::notice::Tone;
use super::review::{Aim, Outcome, Review, ReviewLine, What};
use super::{CreateForm, text};
use crate::domain::{
    CallbackUrl, ChangeId, ChangeKind, ChangeRecord, Draft, Edit, EventEdit, EventsDiff, Fate, Kept, Origin, Webhook,
    WebhookId,
};

impl Model {
    /// A change that was carried out just now: it can be taken back before the history is read again, and with the URL
    /// that the webhook had, whose secrets the history leaves out.
    pub(super) fn keep_sent(&mut self, line: &ReviewLine) {
        let (Some(id), Some(found)) = (line.record, line.found.as_deref()) else {
            return;
        };
        if found.url.has_secret() {
            self.urls.insert(id, found.url.clone());
        }
        if let Some(record) = as_recorded(id, line, found, self.now) {
            self.sent.insert(id, record);
        }
    }

    /// After the last answer: a single change that went well needs no dialog any more, and names are remembered.
    pub(super) fn after_change(&mut self) -> Vec<Command> {
        let Some(review) = self.review_mut() else {
            return Vec::new();
        };
        let named: Vec<(WebhookId, String)> = review.lines.iter().filter_map(new_name).collect();
        let quiet = matches!(review.aim, Aim::Edit | Aim::Delete | Aim::TakeBack);
        let single = match review.lines.as_slice() {
            [line] if quiet && line.outcome == Some(Outcome::Done) => Some((line.clone(), review.aim.clone())),
            _ => None,
        };
        let mut commands = Vec::new();
        for (id, name) in named {
            commands.extend(self.remember_name(&id, &name));
        }
        if let Some((line, aim)) = single {
            commands.extend(self.settled(&line, &aim));
        }
        if self.leaving == Leaving::AfterChange {
            self.quit = true;
        }
        commands
    }

    fn settled(&mut self, line: &ReviewLine, aim: &Aim) -> Vec<Command> {
        self.dialog = None;
        let mut commands = Vec::new();
        if *aim == Aim::Edit {
            self.form = CreateForm::default();
            commands.extend(self.enter(Place::Webhooks));
            self.select(line.id());
        }
        let words = text::settled(line, aim);
        match line.record.filter(|_| *aim != Aim::TakeBack) {
            Some(record) => self.say_with(Tone::Good, words, (text::undo().to_owned(), Action::TakeBack(record))),
            None => self.say(Tone::Good, words),
        }
        commands
    }

    /// Takes a change back that is in the history, by way of a review or a form: the world may have moved on.
    pub(super) fn take_back(&mut self, id: ChangeId) -> Vec<Command> {
        if self.dialog.is_some() || self.connect.is_keeping() || self.refuses_changes() {
            return Vec::new();
        }
        self.notice = None;
        if self.is_taken_back(id) {
            self.say(Tone::Neutral, text::is_taken_back());
            return Vec::new();
        }
        let Some(record) = self.record(id).filter(|record| can_be_taken_back(record)).cloned() else {
            self.say(Tone::Bad, text::cannot_take_back());
            return Vec::new();
        };
        if record.kind == ChangeKind::Delete {
            return self.create_again(&record);
        }
        let Some(listing) = self.list.latest() else {
            self.say(Tone::Bad, text::list_is_needed());
            return Vec::new();
        };
        let Some(hook) = record.webhook.as_ref().and_then(|id| listing.find(id)).cloned() else {
            let whole = listing.is_complete();
            let words =
                if whole { text::gone_cannot_take_back(&record.label) } else { text::list_is_needed().to_owned() };
            self.say(Tone::Bad, words);
            return Vec::new();
        };
        if record.kind == ChangeKind::Create {
            self.open_review(Review::new(Aim::Delete, vec![ReviewLine::new(&hook, What::Delete)]));
            return Vec::new();
        }
        let (edit, asks_for_url) = backwards(&record, self.urls.get(&id));
        if asks_for_url {
            return self.edit_back(&record, &hook, &edit);
        }
        if edit.applied_to(&hook) == hook {
            self.say(Tone::Neutral, nothing_to_take_back(&record, &hook));
            return Vec::new();
        }
        let line = ReviewLine { undoes: Some(id), ..ReviewLine::new(&hook, What::Edit(edit)) };
        self.open_review(Review::new(Aim::TakeBack, vec![line]));
        Vec::new()
    }

    /// A deleted webhook can't come back: a new one with all that it had.
    fn create_again(&mut self, record: &ChangeRecord) -> Vec<Command> {
        let Some(before) = record.before.clone() else {
            return Vec::new();
        };
        if self.still_creates() {
            return Vec::new();
        }
        let commands = self.enter(Place::NewWebhook);
        let whole = before.whole_url().or_else(|| self.urls.get(&record.id).cloned());
        let url = whole.as_ref().map_or_else(|| without_secrets(&before.url), |url| url.expose().to_owned());
        let draft = Draft {
            name: before.name.unwrap_or_default(),
            url,
            events: before.events,
            active: before.status.is_active(),
        };
        let stub = whole.is_none().then(|| draft.url.clone());
        let was_off = !draft.active;
        self.form = CreateForm::filled(draft);
        self.form.restores = Some(Restores { record: record.id, label: record.label.clone(), stub, was_off });
        self.take_form_draft();
        commands
    }

    /// The old URL held values that the history doesn't keep: the form asks for them.
    fn edit_back(&mut self, record: &ChangeRecord, hook: &Webhook, edit: &Edit) -> Vec<Command> {
        if self.still_creates() {
            return Vec::new();
        }
        let commands = self.enter(Place::EditWebhook);
        let mut wanted = Draft::of(&edit.applied_to(hook));
        if let Some(before) = &record.before {
            wanted.url = without_secrets(&before.url);
        }
        self.form = CreateForm::editing(hook);
        self.form.restores = Some(Restores {
            record: record.id,
            label: record.label.clone(),
            stub: Some(wanted.url.clone()),
            was_off: false,
        });
        self.form.draft = wanted;
        self.take_form_draft();
        commands
    }

    /// A change that was sent in this run, or that the history shows.
    pub(super) fn record(&self, id: ChangeId) -> Option<&ChangeRecord> {
        let shown = || self.history.latest()?.changes.iter().find(|record| record.id == id);
        let past = || self.past.changes.iter().find(|record| record.id == id);
        self.sent.get(&id).or_else(shown).or_else(past)
    }

    /// Whether a later change has taken this one back.
    fn is_taken_back(&self, id: ChangeId) -> bool {
        let history = self.history.latest().map_or(&[][..], |history| &history.changes);
        let mut all = history.iter().chain(&self.past.changes).chain(self.sent.values());
        all.any(|record| record.undoes == Some(id) && record.fate.is_done())
    }

    /// Whether a change of the history can still be taken back.
    pub fn can_take_back(&self, record: &ChangeRecord) -> bool {
        can_be_taken_back(record) && !self.is_taken_back(record.id)
    }

    /// Why nothing can be changed in the open company, if so.
    pub fn is_read_only(&self) -> bool {
        self.profile().is_some_and(|profile| profile.read_only)
    }

    /// Says why nothing happens, where nothing may be changed.
    pub(super) fn refuses_changes(&mut self) -> bool {
        let refuses = self.is_read_only();
        if refuses {
            self.say(Tone::Neutral, text::read_only_reason());
        }
        refuses
    }

    /// The window shall close while changes are under way: asked first.
    pub(super) fn asks_about_changes(&mut self) -> bool {
        let running = matches!(&self.dialog, Some(Dialog::Review(review)) if review.is_running());
        if running {
            self.leaving = Leaving::Asked;
        }
        running
    }
}

/// Whether a change can be taken back at all.
pub fn can_be_taken_back(record: &ChangeRecord) -> bool {
    let done = matches!(record.fate, Fate::Done | Fate::FoundDone | Fate::Differs);
    done && match record.kind {
        ChangeKind::Create => record.webhook.is_some(),
        ChangeKind::Delete => record.before.is_some(),
        ChangeKind::Edit | ChangeKind::Reenable | ChangeKind::Deactivate => {
            record.before.is_some() && record.after.is_some()
        }
    }
}

/// What the history says of a change that was carried out; `None`: it wasn't.
fn as_recorded(id: ChangeId, line: &ReviewLine, found: &Webhook, now: Timestamp) -> Option<ChangeRecord> {
    let outcome = line.outcome.as_ref()?;
    let fate = match outcome {
        Outcome::Done => Fate::Done,
        other if other.is_otherwise() => Fate::Differs,
        _ => return None,
    };
    let after = match &line.what {
        What::Edit(edit) => Some(edit.applied_to(found)),
        What::Delete => None,
    };
    let kind = after.as_ref().map_or(ChangeKind::Delete, |after| ChangeKind::of_update(found, after));
    Some(ChangeRecord {
        id,
        batch: None,
        at: now,
        webhook: Some(line.id().clone()),
        label: line.label(),
        kind,
        origin: if line.undoes.is_some() { Origin::Undo } else { Origin::Window },
        undoes: line.undoes,
        before: Some(Kept::of(found)),
        after: after.as_ref().map(Kept::of),
        url_changed: after.as_ref().is_some_and(|after| after.url != found.url),
        fate,
        said: None,
        finished: Some(now),
    })
}

/// What takes a change back, and whether the URL must be asked for. Events: the same ones the other way round, so that
/// what others changed since then stays. Of one that didn't come out as it was meant, only what was before is known: it
/// goes back to exactly that.
fn backwards(record: &ChangeRecord, known_url: Option<&CallbackUrl>) -> (Edit, bool) {
    let (Some(before), Some(after)) = (&record.before, &record.after) else {
        return (Edit::default(), false);
    };
    let diff = EventsDiff::of(&before.events, &after.events);
    let url = before.whole_url().or_else(|| known_url.cloned()).filter(|_| record.url_changed);
    let asks_for_url = record.url_changed && url.is_none();
    if record.fate == Fate::Differs {
        let edit = Edit {
            name: before.name.clone(),
            url: before.whole_url().or_else(|| known_url.cloned()),
            events: EventEdit::Exactly(before.events.clone()),
            status: Some(before.status),
        };
        return (edit, asks_for_url);
    }
    let events = if before.events == after.events {
        EventEdit::Keep
    } else {
        EventEdit::Change { add: diff.removed, remove: diff.added }
    };
    let edit = Edit {
        name: before.name.clone().filter(|_| before.name != after.name),
        url,
        events,
        status: (before.status != after.status).then_some(before.status),
    };
    (edit, asks_for_url)
}

fn nothing_to_take_back(record: &ChangeRecord, hook: &Webhook) -> String {
    let names = record.before.as_ref().zip(record.after.as_ref());
    let unknown = names.is_some_and(|(before, after)| before.name.is_none() && after.name.is_some());
    let label = hook.label();
    if unknown { text::old_name_unknown(&label) } else { text::is_so_already(&label) }
}

/// A masked URL without the dots: what is to be filled in stays empty.
fn without_secrets(masked: &str) -> String {
    masked.replace("•••@", "").replace("#•••", "").replace("•••", "")
}

fn new_name(line: &ReviewLine) -> Option<(WebhookId, String)> {
    let changed = line.outcome.as_ref().is_some_and(|outcome| *outcome == Outcome::Done || outcome.is_otherwise());
    match &line.what {
        What::Edit(edit) if changed => {
            let given = edit.name.clone()?;
            let name = line.left.as_ref().and_then(|left| left.name.clone()).unwrap_or(given);
            Some((line.id().clone(), name))
        }
        What::Edit(_) | What::Delete => None,
    }
}
