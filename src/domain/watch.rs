//! What a watch is told to do. What it then does is in `rules`.

mod rules;

pub use rules::{Decision, Step, decide};

use std::collections::BTreeSet;

use super::webhook::WebhookId;

/// The watch of one company. Off by default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchChoice {
    pub on: bool,
    /// Between two looks, at least [`WatchChoice::LEAST`].
    pub minutes: u16,
    /// Tell changes on the desktop too.
    pub notify: bool,
    pub reenable: Reenable,
}

/// Which deactivated webhooks a watch may switch back on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Reenable {
    #[default]
    None,
    All,
    Chosen(BTreeSet<WebhookId>),
}

impl WatchChoice {
    pub const LEAST: u16 = 1;
    pub const MOST: u16 = 24 * 60;
    pub const USUAL: u16 = 5;
    /// A choice, and no number to drag: each step would start the watch anew.
    pub const OFFERED: [u16; 6] = [1, 2, 5, 10, 30, 60];
}

impl Default for WatchChoice {
    fn default() -> Self {
        Self { on: false, minutes: Self::USUAL, notify: true, reenable: Reenable::None }
    }
}

impl Reenable {
    pub fn allows(&self, id: &WebhookId) -> bool {
        match self {
            Self::None => false,
            Self::All => true,
            Self::Chosen(ids) => ids.contains(id),
        }
    }
}
