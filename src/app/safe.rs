//! What keeps work from being lost: drafts that come back, small changes that can be undone.

use super::audit::AuditCommand;
use super::command::Command;
use super::dialog::Dialog;
use super::drafts::Subject;
use super::message::{Action, RequestId};
use super::model::Model;
use super::notice::Tone;
use super::review::{Aim, Review, ReviewLine, back};
use super::text;
use crate::domain::audit::{Acceptance, FindingKey};
use crate::domain::{ProfileId, WebhookId};

/// What the user did about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SafeAction {
    /// Not with the text from before.
    StartAfresh,
    /// Stop what the line at the lower edge tells of.
    StopWait(RequestId),
    Undo(Undo),
    /// A new key is of a company with another name: it is taken all the same.
    TakeOtherKey,
    /// Open what was left.
    GoOn(Subject),
}

/// What a notice offers to take back, beside changes at Aircall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undo {
    /// All that the review which was closed last has changed, by way of another review.
    Review,
    /// The profile's name before.
    Rename(ProfileId, String),
    BringBack(FindingKey),
    AcceptAgain(Box<Acceptance>),
}

impl Model {
    pub(super) fn act_on_safety(&mut self, action: SafeAction) -> Vec<Command> {
        match action {
            SafeAction::StartAfresh => self.start_afresh(),
            SafeAction::StopWait(request) => return self.stop_wait(request),
            SafeAction::Undo(undo) => return self.undo(undo),
            SafeAction::TakeOtherKey => return self.take_other_key(),
            SafeAction::GoOn(subject) => return self.go_on_with(subject),
        }
        Vec::new()
    }

    fn undo(&mut self, undo: Undo) -> Vec<Command> {
        self.notice = None;
        match undo {
            Undo::Review => {
                let lines = self.closed_review.clone();
                self.open_review(Review::new(Aim::TakeBack, lines));
                Vec::new()
            }
            Undo::Rename(id, name) => self.call_profile(&id, name),
            Undo::BringBack(finding) => self.bring_back(finding),
            Undo::AcceptAgain(acceptance) => match self.open.clone() {
                Some(target) => vec![Command::Audit(AuditCommand::Accept { target, acceptance: *acceptance })],
                None => Vec::new(),
            },
        }
    }

    /// A review that has ended is closed: what it changed can still be taken back.
    pub(super) fn offer_to_take_back(&mut self) {
        let Some(Dialog::Review(review)) = self.dialog.as_ref().filter(|_| !self.is_read_only()) else {
            return;
        };
        let lines: Vec<ReviewLine> = review.lines.iter().filter_map(back).collect();
        if !review.is_finished() || lines.is_empty() {
            return;
        }
        let words = text::review_title(review);
        self.closed_review = lines;
        self.say_with(Tone::Good, words, (text::undo().to_owned(), undo(Undo::Review)));
    }

    /// The notice after a create: its token is asked for most often, and it can be taken back.
    pub(super) fn also_offer_to_delete(&mut self, id: &WebhookId) {
        if let Some(notice) = &mut self.notice {
            notice.more = Some((text::undo().to_owned(), Action::AskDelete(vec![id.clone()])));
        }
    }

    /// Says that acceptances have changed, and offers to change them back where one did.
    pub(super) fn say_accepted(&mut self, before: &[Acceptance], now: &[Acceptance], more: bool) {
        let only = |these: &[Acceptance], those: &[Acceptance]| {
            let mut new = these.iter().filter(|one| those.iter().all(|other| other.finding != one.finding));
            new.next().filter(|_| new.next().is_none()).cloned()
        };
        let back = match (only(now, before), only(before, now)) {
            (Some(new), None) => Some(Undo::BringBack(new.finding)),
            (None, Some(gone)) => Some(Undo::AcceptAgain(Box::new(gone))),
            _ => None,
        };
        let words = text::acceptance_changed(more);
        match back {
            Some(back) => self.say_with(Tone::Good, words, (text::undo_now().to_owned(), undo(back))),
            None => self.say(Tone::Good, words),
        }
    }

    /// Whether another profile has this name: a start with `--profile` couldn't tell them apart.
    pub fn name_is_taken(&self, id: &ProfileId, name: &str) -> bool {
        let name = crate::domain::clean::clean_name(name).text.to_lowercase();
        self.settings.profiles.iter().any(|other| other.id != *id && other.name.to_lowercase() == name)
    }

    pub(super) fn call_profile(&mut self, id: &ProfileId, name: String) -> Vec<Command> {
        if self.name_is_taken(id, &name) {
            self.say(Tone::Bad, text::name_taken());
            return Vec::new();
        }
        let Some(profile) = self.settings.profile_mut(id) else {
            return Vec::new();
        };
        if profile.name == name {
            return Vec::new();
        }
        let words = text::renamed(&profile.name, &name);
        let before = std::mem::replace(&mut profile.name, name);
        self.say_with(Tone::Good, words, (text::undo_now().to_owned(), undo(Undo::Rename(id.clone(), before))));
        self.save_settings()
    }

    /// The request's own last event still comes, and is dropped or shown.
    fn stop_wait(&mut self, request: RequestId) -> Vec<Command> {
        if self.audit.running.as_ref().is_some_and(|running| running.request == request) {
            return self.cancel_audit();
        }
        vec![Command::Cancel { request }]
    }
}

fn undo(undo: Undo) -> Action {
    Action::Safe(SafeAction::Undo(undo))
}
