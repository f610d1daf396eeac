//! What goes wrong before there is a window, or ends it: said in the terminal, and by the desktop where there is none.

use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use hookswitch::app::text;
use hookswitch::worker::alert;

use crate::fonts;

pub fn complain(words: &str) {
    if writeln!(std::io::stderr(), "hookswitch: {words}").is_err() {
        // Nobody listens; the exit code says it too.
    }
}

/// For whoever sees no terminal, too.
pub fn complain_aloud(in_terminal: &str, elsewhere: &str) {
    complain(in_terminal);
    alert(elsewhere);
}

/// Runs the program; where a fault ends it, that is said. Faults in other threads are told in the terminal alone: the
/// window goes on, and says itself what failed.
pub fn run(program: impl FnOnce() -> ExitCode) -> ExitCode {
    let last = Arc::new(Mutex::new(String::new()));
    let crash = Arc::clone(&last);
    set_hook(Box::new(move |panic| {
        if fonts::is_looking() {
            return;
        }
        // Where, not what: a message may hold what was being worked on.
        let words = text::crashed(&panic.location().map(ToString::to_string).unwrap_or_default());
        complain(&words);
        *crash.lock().unwrap_or_else(PoisonError::into_inner) = words;
    }));
    catch_unwind(AssertUnwindSafe(program)).unwrap_or_else(|_said_by_the_hook| {
        alert(&last.lock().unwrap_or_else(PoisonError::into_inner));
        ExitCode::from(101)
    })
}
