//! Why a command ends before its end, and the exit code of it.

use std::io;

use crate::app::{Problem, text};

/// Everything was done.
pub const DONE: u8 = 0;
/// Done in part, or refused.
pub const REFUSED: u8 = 1;
/// Could not run.
pub const NOT_RUN: u8 = 2;

pub enum Stop {
    Problem(Problem),
    /// What was asked for can't be right; worded already.
    Usage(String),
    /// Refused; worded already.
    Refused(String),
    /// Whoever read the output has gone.
    Closed,
}

impl Stop {
    pub fn code(&self) -> u8 {
        match self {
            Self::Closed => DONE,
            Self::Refused(_) => REFUSED,
            Self::Usage(_) => NOT_RUN,
            Self::Problem(problem) => code_of(problem),
        }
    }

    pub fn sentence(&self) -> Option<String> {
        match self {
            Self::Closed => None,
            Self::Refused(sentence) | Self::Usage(sentence) => Some(sentence.clone()),
            Self::Problem(problem) => Some(text::problem(problem)),
        }
    }
}

/// Aircall heard the request and refused it, or nothing could be asked.
fn code_of(problem: &Problem) -> u8 {
    match problem {
        Problem::Unauthorized
        | Problem::WrongKey
        | Problem::WebhooksForbidden
        | Problem::RateLimited { .. }
        | Problem::Rejected { .. }
        | Problem::NotFound
        | Problem::LimitReached { .. }
        | Problem::NoEventsToKeep
        | Problem::NoCurrentEvent
        | Problem::ReadOnly
        | Problem::CreateUnclear => REFUSED,
        _ => NOT_RUN,
    }
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Closed,
            // What was asked for may have been done already.
            _ => Self::Refused(text::output_failed().to_owned()),
        }
    }
}
