//! The audit in the window: what is asked for, what came of it, and how it is shown.

mod message;

pub use message::{AuditAction, AuditCommand, AuditEvent, AuditProgress, AuditRun, Endpoints};

use super::command::Command;
use super::model::Model;

impl Model {
    pub(super) fn act_on_audit(&mut self, _action: AuditAction) -> Vec<Command> {
        Vec::new()
    }

    pub(super) fn hear_audit(&mut self, _event: AuditEvent) -> Vec<Command> {
        Vec::new()
    }
}
