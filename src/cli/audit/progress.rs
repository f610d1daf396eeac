//! How far an audit is: one line beside the output, written over again and again, and only where a person reads it.

use std::io::{IsTerminal as _, Write as _, stderr};
use std::sync::{Mutex, PoisonError};

use crate::app::audit::AuditProgress;
use crate::app::text;

/// Back to the start of the line, and all of it away.
const CLEAR: &str = "\r\x1b[K";

pub struct Progress {
    is_read: bool,
    counts: Mutex<Counts>,
}

#[derive(Default)]
struct Counts {
    done: usize,
    of: usize,
}

impl Default for Progress {
    fn default() -> Self {
        Self { is_read: stderr().is_terminal(), counts: Mutex::default() }
    }
}

impl Progress {
    pub fn hear(&self, told: AuditProgress) {
        let line = {
            let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
            match told {
                AuditProgress::Reading { read, total } => text::audit_reading(read, total),
                AuditProgress::Checking { endpoints } => {
                    *counts = Counts { done: 0, of: endpoints.len() };
                    text::audit_checking(counts.done, counts.of)
                }
                AuditProgress::Checked { .. } => {
                    counts.done += 1;
                    text::audit_checking(counts.done, counts.of)
                }
            }
        };
        self.show(&format!("{CLEAR}{line}"));
    }

    fn show(&self, text: &str) {
        if self.is_read {
            let mut err = stderr().lock();
            let _unread = err.write_all(text.as_bytes()).and_then(|()| err.flush());
        }
    }
}

impl Drop for Progress {
    /// Leaves an empty line, also where the audit was stopped.
    fn drop(&mut self) {
        self.show(CLEAR);
    }
}
