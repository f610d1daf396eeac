//! What keeps work from being lost: drafts that come back, small changes that can be undone.

use super::command::Command;
use super::drafts::Subject;
use super::message::RequestId;
use super::model::Model;

/// What the user did about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SafeAction {
    /// Not with the text from before.
    StartAfresh,
    /// Stop what the line at the lower edge tells of.
    StopWait(RequestId),
    /// Open what was left.
    GoOn(Subject),
}

impl Model {
    pub(super) fn act_on_safety(&mut self, action: SafeAction) -> Vec<Command> {
        match action {
            SafeAction::StartAfresh => self.start_afresh(),
            SafeAction::StopWait(request) => return self.stop_wait(request),
            SafeAction::GoOn(subject) => return self.go_on_with(subject),
        }
        Vec::new()
    }

    /// The request's own last event still comes, and is dropped or shown.
    fn stop_wait(&mut self, request: RequestId) -> Vec<Command> {
        if self.audit.running.as_ref().is_some_and(|running| running.request == request) {
            return self.cancel_audit();
        }
        vec![Command::Cancel { request }]
    }
}
