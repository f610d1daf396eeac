//! Short notices at the window's lower edge: gone after a while, heard by screen readers.

use jiff::{SignedDuration, Timestamp};

use super::message::Action;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Good,
    Neutral,
    Bad,
}

#[derive(Clone, Debug)]
pub struct Notice {
    pub text: String,
    pub tone: Tone,
    /// A button: its words, and what it does.
    pub offer: Option<(String, Action)>,
    /// Another one.
    pub more: Option<(String, Action)>,
    pub since: Timestamp,
}

impl Notice {
    /// How long it stays. What failed stays until it is closed.
    pub fn until(&self) -> Option<Timestamp> {
        let seconds = match (self.tone, &self.offer) {
            (Tone::Bad, _) => return None,
            (_, Some(_)) => 30,
            (_, None) => 8,
        };
        self.since.checked_add(SignedDuration::from_secs(seconds)).ok()
    }
}
