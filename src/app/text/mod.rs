//! Every sentence of the window and the terminal program, so that a second language changes one folder.
//!
//! Sentence case, no full stop after a single sentence, no colon after a label, `…` on a button that asks for more.

mod about;
mod audit;
mod audit_page;
mod audit_review;
mod audit_terminal;
mod bulk;
mod connect;
mod delivery;
mod drafts;
mod empty;
mod endpoint;
mod events;
mod form;
mod hints;
mod instance;
mod links;
mod list;
mod names;
mod palette;
mod past;
mod problems;
mod report;
mod requests;
mod review;
mod scripts;
mod settings;
mod strip;
mod table;
mod terminal;
mod time;
mod tour;
mod undo;
mod waits;
mod watch;

pub use about::*;
pub use audit::*;
pub use audit_page::*;
pub use audit_review::*;
pub use audit_terminal::*;
pub use bulk::*;
pub use connect::*;
pub use delivery::*;
pub use drafts::*;
pub use empty::*;
pub use endpoint::*;
pub use events::*;
pub use form::*;
pub use hints::*;
pub use instance::*;
pub use links::*;
pub use list::*;
pub use names::*;
pub use palette::*;
pub use past::*;
pub use problems::*;
pub use report::*;
pub use requests::*;
pub use review::*;
pub use scripts::*;
pub use settings::*;
pub use strip::*;
pub use table::*;
pub use terminal::*;
pub use time::*;
pub use tour::*;
pub use undo::*;
pub use waits::*;
pub use watch::*;

use super::command::{Copied, Wait};

pub fn app_name() -> &'static str {
    "Hookswitch"
}

/// The window's title: the profile's name before the app's.
pub fn window_title(company: Option<&str>) -> String {
    match company {
        Some(name) => format!("{name} – Hookswitch"),
        None => app_name().to_owned(),
    }
}

pub fn demo_company() -> &'static str {
    "Demo company"
}

pub fn cancel() -> &'static str {
    "Cancel"
}

pub fn close() -> &'static str {
    "Close"
}

pub fn retry() -> &'static str {
    "Try again"
}

pub fn back() -> &'static str {
    "Back"
}

pub fn paste() -> &'static str {
    "Paste"
}

pub fn cut() -> &'static str {
    "Cut"
}

pub fn copy() -> &'static str {
    "Copy"
}

pub fn select_all_text() -> &'static str {
    "Select all"
}

pub fn reveal() -> &'static str {
    "Show"
}

pub fn hide() -> &'static str {
    "Hide"
}

pub fn close_notice() -> &'static str {
    "Close this notice"
}

pub fn copied(what: Copied) -> String {
    let words = match what {
        Copied::Rows(count) => return rows_copied(count),
        Copied::Url => "URL copied",
        Copied::Id => "Webhook ID copied",
        Copied::Codes => "Codes of the name copied",
        Copied::Curl => "Command copied. Set AIRCALL_WEBHOOK_TOKEN before you run it",
        Copied::Message => "Message copied. No secret is in it",
        Copied::Link => "Link copied",
        Copied::Problem => "Details copied. No secret is in them",
        Copied::Path => "Path copied",
        Copied::Report => "Text copied. No secret, name or address is in it",
        Copied::Requests => "Requests copied as text, secrets masked",
        Copied::Secret => "Copied. It is left out of the clipboard's history where the system can do that",
        Copied::Token => "Token copied. It is left out of the clipboard's history where the system can do that",
    };
    words.to_owned()
}

pub fn waiting(wait: Wait) -> String {
    match wait {
        Wait::Budget { seconds } => {
            format!("Keeping below Aircall's limit of calls per minute. Going on in {seconds} s")
        }
        Wait::RateLimited { seconds } => format!("Aircall asks us to wait. Going on in {seconds} s"),
        Wait::Retry { seconds } => format!("That didn't get through. Trying again in {seconds} s"),
    }
}

/// `1 webhook`, `5 webhooks`.
pub fn webhooks(count: usize) -> String {
    plural(count, "webhook")
}

pub fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

pub fn nav_webhooks() -> &'static str {
    "Webhooks"
}

pub fn nav_settings() -> &'static str {
    "Settings"
}

pub fn no_display() -> &'static str {
    "Hookswitch needs a desktop to open its window, and found none (neither DISPLAY nor WAYLAND_DISPLAY is set, or \
     nothing answers there). hookswitch-cli does the main jobs without a window: try `hookswitch-cli --help`"
}

pub fn no_graphics(detail: &str) -> String {
    format!(
        "Hookswitch couldn't open its window: {detail}. A working graphics driver (OpenGL 2.1 or newer, or DirectX 12 \
         or Metal) is needed. hookswitch-cli does the main jobs without a window: try `hookswitch-cli --help`"
    )
}

pub fn crashed(place: &str) -> String {
    format!("a fault inside Hookswitch ({place}). Nothing was sent because of it; please tell us what you did")
}
