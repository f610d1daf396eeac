//! Hints for newcomers: each is told once.

use crate::domain::Hint;

pub fn hint_title(hint: Hint) -> &'static str {
    match hint {
        Hint::Tour => super::tour_offer(),
        Hint::Palette => "Find and do anything",
        Hint::Menu => "Right-click a row",
        Hint::Several => "Choose several at once",
        Hint::Export => "Hand the audit on",
        Hint::Watch => "Let it keep watch",
    }
}

/// `keys` is what opens the palette, as the system writes it; `held` what adds to a selection.
pub fn hint_text(hint: Hint, keys: &str, held: &str) -> String {
    match hint {
        Hint::Tour => super::tour_offer_text().to_owned(),
        Hint::Palette => format!("{keys} finds every webhook, page and command by a few letters"),
        Hint::Menu => "Its menu has all that can be done with that webhook".to_owned(),
        Hint::Several => format!("Shift or {held} with a click takes more rows, for one change of them all"),
        Hint::Export => {
            "“Export report…” makes a web page, an Excel workbook, CSV or JSON of it, without secrets".to_owned()
        }
        Hint::Watch => {
            "In Settings, the watch looks every few minutes, and can switch webhooks back on that Aircall deactivated"
                .to_owned()
        }
    }
}

pub fn got_it() -> &'static str {
    "Got it"
}

/// The button that shows a hint where there is no room for it.
pub fn show_hint() -> &'static str {
    "Show a hint"
}

pub fn hint_spoken(title: &str, words: &str) -> String {
    format!("{title}. {words}")
}

pub fn command_key(mac: bool) -> &'static str {
    if mac { "⌘" } else { "Ctrl" }
}
