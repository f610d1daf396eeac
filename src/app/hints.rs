//! What a newcomer is told once, where it helps: one hint at a time, gone for good once it was read or not needed.

use super::audit::AuditAction;
use super::command::{Command, Copied};
use super::dialog::Dialog;
use super::message::{Action, Place};
use super::model::Model;
use super::palette::PaletteAction;
use super::problem::Problem;
use super::text;
use crate::domain::{Hint, Secret, WebhookId};

/// What helps someone on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HelpAction {
    /// The hint was read, or its subject was used.
    Seen(Hint),
    /// Ask before a webhook's address is opened in the browser.
    AskOpen(WebhookId),
    /// A link's address, where no browser opens.
    CopyLink(String),
    /// A problem in words, for whoever is asked about it. No secret is in it.
    CopyProblem(Problem),
}

impl Model {
    /// The hint to show now.
    pub fn hint(&self) -> Option<Hint> {
        let busy = self.dialog.is_some() || self.tour.is_some() || !self.access.is_open();
        let rested = self.hint_rests == Some(self.place);
        if busy || rested || !self.ready || self.list.latest().is_none() {
            return None;
        }
        Hint::ALL.into_iter().find(|hint| !self.settings.hints_seen.contains(hint) && self.fits(*hint))
    }

    fn fits(&self, hint: Hint) -> bool {
        let rows = self.view.rows.len();
        match hint {
            Hint::Tour => self.is_demo() && self.place == Place::Webhooks,
            Hint::Palette => self.place == Place::Webhooks,
            Hint::Menu => self.place == Place::Webhooks && rows > 0,
            Hint::Several => self.place == Place::Webhooks && rows > 1,
            Hint::Export => self.place == Place::Audit && self.audit.run.is_some(),
            Hint::Watch => self.place == Place::History && !self.watch().on,
        }
    }

    pub(super) fn act_on_help(&mut self, action: HelpAction) -> Vec<Command> {
        match action {
            HelpAction::Seen(hint) => self.see_hint(hint),
            HelpAction::AskOpen(id) => {
                self.ask_open(&id);
                Vec::new()
            }
            HelpAction::CopyLink(address) => vec![copy(Copied::Link, address)],
            HelpAction::CopyProblem(problem) => {
                let details = text::problem_details(&problem, self.now, self.settings.times);
                vec![copy(Copied::Problem, details)]
            }
        }
    }

    fn ask_open(&mut self, id: &WebhookId) {
        let hook = self.list.latest().and_then(|listing| listing.find(id));
        let asked = hook.and_then(|hook| Some((hook.label(), hook.url.for_browser()?)));
        if let Some((label, address)) = asked.filter(|_| self.dialog.is_none()) {
            self.dialog = Some(Dialog::OpenEndpoint { label, address });
        }
    }

    /// It isn't shown again, and the next one waits for another page.
    pub(super) fn see_hint(&mut self, hint: Hint) -> Vec<Command> {
        if !self.settings.hints_seen.insert(hint) {
            return Vec::new();
        }
        self.hint_rests = Some(self.place);
        self.save_settings()
    }

    /// The hint that nobody needs any more who did this by themselves.
    pub(super) fn used(&self, action: &Action) -> Option<Hint> {
        Some(match action {
            Action::Palette(PaletteAction::Open) if self.dialog.is_none() => Hint::Palette,
            Action::ToggleSelected(_)
            | Action::ExtendSelection(_)
            | Action::SelectAll
            | Action::MoveSelection { extend: true, .. } => Hint::Several,
            Action::Audit(AuditAction::AskExport) if self.audit.run.is_some() => Hint::Export,
            Action::SetWatch(watch) if watch.on => Hint::Watch,
            _ => return None,
        })
    }

    /// Written with what is written anyway.
    pub(super) fn note_use(&mut self, used: Hint, commands: &mut Vec<Command>) {
        let Some(Command::SaveSettings(settings)) = self.see_hint(used).pop() else {
            return;
        };
        let written = commands.iter_mut().find(|command| matches!(command, Command::SaveSettings(_)));
        match written {
            Some(command) => *command = Command::SaveSettings(settings),
            None => commands.push(Command::SaveSettings(settings)),
        }
    }

    /// On another page the next one may come.
    pub(super) fn rest_hints(&mut self) {
        self.hint_rests = self.hint_rests.filter(|place| *place == self.place);
    }
}

fn copy(what: Copied, words: String) -> Command {
    Command::Copy { what, text: Secret::new(words) }
}

/// The button beside a problem in a notice, which does what its advice says.
pub(super) fn way_on(problem: &Problem) -> Option<(String, Action)> {
    let settings = || Action::Go(Place::Settings);
    let (words, action) = match problem {
        Problem::ReadOnly => (text::open_settings(), settings()),
        Problem::NotFound | Problem::ListIncomplete => (text::refresh(), Action::Refresh),
        Problem::TakenOver => (text::show_history(), Action::Go(Place::History)),
        Problem::Cancelled => return None,
        network if network.is_of_the_network() => (text::open_network_settings(), settings()),
        other => (text::copy_details(), Action::Help(HelpAction::CopyProblem(other.clone()))),
    };
    Some((words.to_owned(), action))
}
