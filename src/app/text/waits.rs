//! What is being waited for, in words.

pub fn reading_settings() -> &'static str {
    "Reading the settings…"
}

pub fn saving_settings() -> &'static str {
    "Saving the settings…"
}

pub fn waiting_for_clipboard() -> &'static str {
    "Waiting for the system's clipboard…"
}

pub fn waiting_for_file() -> &'static str {
    "Waiting for the dialog that asks for the file. It may be behind this window"
}

pub fn writing_down() -> &'static str {
    "Writing it down…"
}

/// A list that couldn't be read anew, in one line.
pub fn stale_because(title: &str) -> String {
    format!("{title}. {}", super::stale())
}
