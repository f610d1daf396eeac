//! The command palette and the sheet of shortcuts.

use crate::app::keys::{Does, Held, Key, Shortcut};
use crate::app::message::Place;
use crate::app::palette::{Kind, Palette};

pub fn palette_title() -> &'static str {
    "Find and do"
}

pub fn palette_hint() -> &'static str {
    "Type a few letters of a webhook, a page or a command"
}

/// The button in the top bar.
pub fn open_palette() -> &'static str {
    "Open the command palette"
}

pub fn palette_quit() -> &'static str {
    "Quit Hookswitch"
}

/// What a screen reader hears: how many were found, and which one Enter takes.
pub fn palette_status(palette: &Palette) -> String {
    let count = palette.hits.len();
    let results = palette_count(palette);
    match palette.hits.get(palette.selected) {
        Some(item) => format!("{results}, {} of {count} selected, {}", palette.selected + 1, item.name),
        None => super::palette_none().0.to_owned(),
    }
}

pub fn palette_count(palette: &Palette) -> String {
    match palette.hits.len() {
        1 => "1 result".to_owned(),
        count => format!("{count} results"),
    }
}

pub fn palette_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Page => "Page",
        Kind::Command => "Command",
        Kind::Change => "Change",
        Kind::Webhook => "Webhook",
        Kind::Company => "Company",
        Kind::Setting => "Setting",
    }
}

pub fn take_last_back() -> &'static str {
    "Take the last change back…"
}

pub fn select_all() -> &'static str {
    "Select all webhooks in the list"
}

pub fn show_only(filter: &str) -> String {
    format!("Show in the list – {filter}")
}

pub fn setting(of: &str, value: &str) -> String {
    format!("{of} – {value}")
}

pub fn switch(what: &str, on: bool) -> String {
    format!("{what} – {}", if on { "switch on" } else { "switch off" })
}

pub fn shortcuts_title() -> &'static str {
    "Keyboard shortcuts"
}

pub fn shortcuts_text() -> &'static str {
    "Single keys work while no text field has the focus"
}

/// What a shortcut does.
pub fn does(does: Does) -> &'static str {
    match does {
        Does::Palette => "Find and do anything",
        Does::Shortcuts => "Show this sheet",
        Does::Page(Place::Audit) => "Go to the audit",
        Does::Page(Place::History) => "Go to the history",
        Does::Page(Place::Settings) => "Go to the settings",
        Does::Page(_) => "Go to the webhooks",
        Does::New => "Make a new webhook",
        Does::Refresh => "Read the list again",
        Does::Search => "Search in the list",
        Does::Details => "Show the details",
        Does::Edit => "Edit the webhook",
        Does::Delete => "Delete after a review",
        Does::TakeBack => "Take the last change back, after a review",
        Does::Move(_) => "Move in the list",
        Does::Extend(_) => "Select more of the list",
        Does::Walk(_) => "Move without selecting",
        Does::Toggle => "Select the row, or no longer",
        Does::Copy => "Copy the rows for a sheet",
        Does::SelectAll => "Select all in the list",
        Does::Back => "Close, or go back to the webhooks",
        Does::Quit => "Quit",
        Does::LargerText => "Larger text",
        Does::SmallerText => "Smaller text",
        Does::UsualText => "Text in its usual size",
    }
}

/// A shortcut as the platform writes it.
pub fn chord(shortcut: Shortcut, mac: bool) -> String {
    let held = match (shortcut.held, mac) {
        (Held::Nothing, _) => "",
        (Held::Shift, true) => "⇧",
        (Held::Shift, false) => "Shift ",
        (Held::Command, true) => "⌘",
        (Held::Command, false) => "Ctrl ",
    };
    format!("{held}{}", key_name(shortcut.key))
}

pub fn key_name(key: Key) -> &'static str {
    match key {
        Key::A => "A",
        Key::C => "C",
        Key::F => "F",
        Key::K => "K",
        Key::N => "N",
        Key::Q => "Q",
        Key::R => "R",
        Key::Z => "Z",
        Key::One => "1",
        Key::Two => "2",
        Key::Three => "3",
        Key::Four => "4",
        Key::Zero => "0",
        Key::Plus => "+",
        Key::Equals => "=",
        Key::Minus => "−",
        Key::F1 => "F1",
        Key::F2 => "F2",
        Key::F5 => "F5",
        Key::Question => "?",
        Key::Enter => "Enter",
        Key::Space => "Space",
        Key::Escape => "Esc",
        Key::Delete => "Delete",
        Key::Backspace => "Backspace",
        Key::Up => "Up",
        Key::Down => "Down",
        Key::PageUp => "Page up",
        Key::PageDown => "Page down",
        Key::Home => "Home",
        Key::End => "End",
    }
}
