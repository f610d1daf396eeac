//! The system's clipboard. Secrets are kept out of its history where the system can do that.

use std::sync::{Arc, Mutex, PoisonError};

use arboard::Clipboard;

use crate::app::Problem;
use crate::domain::Secret;

/// Kept alive: on Linux, what was copied is served by the program that copied it.
#[derive(Clone, Default)]
pub struct Board(Arc<Mutex<Option<Clipboard>>>);

impl Board {
    pub fn copy(&self, text: &Secret) -> Result<(), Problem> {
        self.with(|board| {
            let set = board.set();
            #[cfg(target_os = "linux")]
            let set = arboard::SetExtLinux::exclude_from_history(set);
            #[cfg(windows)]
            let set = arboard::SetExtWindows::exclude_from_history(set);
            #[cfg(target_os = "macos")]
            let set = arboard::SetExtApple::exclude_from_history(set);
            set.text(text.expose())
        })
    }

    pub fn paste(&self) -> Result<Secret, Problem> {
        self.with(|board| board.get_text().map(Secret::new))
    }

    fn with<T>(&self, call: impl FnOnce(&mut Clipboard) -> Result<T, arboard::Error>) -> Result<T, Problem> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.is_none() {
            *held = Some(Clipboard::new().map_err(|_reason| Problem::ClipboardFailed)?);
        }
        let answer = held.as_mut().map(call);
        if let Some(Ok(value)) = answer {
            return Ok(value);
        }
        *held = None; // the next try starts anew
        Err(Problem::ClipboardFailed)
    }
}
