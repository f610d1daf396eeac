//! What keeps work from being lost: drafts that come back, small changes that can be undone.

use super::command::Command;
use super::drafts::Subject;
use super::model::Model;

/// What the user did about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SafeAction {
    /// Not with the text from before.
    StartAfresh,
    /// Open what was left.
    GoOn(Subject),
}

impl Model {
    pub(super) fn act_on_safety(&mut self, action: SafeAction) -> Vec<Command> {
        match action {
            SafeAction::StartAfresh => self.start_afresh(),
            SafeAction::GoOn(subject) => return self.go_on_with(subject),
        }
        Vec::new()
    }
}
