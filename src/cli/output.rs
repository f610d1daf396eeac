//! Writing: text for people, JSON for machines. What came from a server can't move the cursor or colour the terminal.

use std::io::{self, Write as _};

use serde::Serialize;

use super::stop::Stop;
use crate::app::text;
use crate::domain::Webhook;
use crate::domain::clean::clean_name;

/// Writes and flushes, so that a reader sees it at once.
pub fn print(text: &str) -> Result<(), Stop> {
    let mut out = io::stdout().lock();
    out.write_all(text::without_marks(text).as_bytes())?; // the marks are for the window
    out.flush()?;
    Ok(())
}

pub fn print_json(value: &impl Serialize) -> Result<(), Stop> {
    let json = serde_json::to_string_pretty(value).map_err(|_unwritable| crate::app::Problem::Internal)?;
    print(&format!("{json}\n"))
}

/// One line for each value, for what goes on and on.
pub fn print_json_line(value: &impl Serialize) -> Result<(), Stop> {
    let json = serde_json::to_string(value).map_err(|_unwritable| crate::app::Problem::Internal)?;
    print(&format!("{json}\n"))
}

/// A line for people, beside the output. Where nobody reads it, nothing is lost.
pub fn note(text: &str) {
    let _unread = writeln!(io::stderr().lock(), "{}", text::without_marks(text));
}

/// `hookswitch-cli: what happened. What to do`
pub fn complain(sentence: &str) {
    note(&text::complaint(&plain(sentence)));
}

/// One line without control characters and other things that nobody sees.
pub fn plain(text: &str) -> String {
    clean_name(text).text
}

/// A webhook for machines.
#[derive(Serialize)]
pub struct JsonWebhook<'a> {
    webhook_id: &'a str,
    name: Option<&'a str>,
    /// Masked, unless it shall be revealed.
    url: String,
    active: bool,
    events: Vec<&'a str>,
    created_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<&'a str>,
}

impl<'a> JsonWebhook<'a> {
    pub fn new(hook: &'a Webhook, reveal: bool) -> Self {
        Self {
            webhook_id: hook.id.as_str(),
            name: hook.name.as_deref(),
            url: shown_url(hook, reveal),
            active: hook.status.is_active(),
            events: event_names(hook),
            created_at: hook.created.map(|created| created.to_string()),
            token: hook.token.as_ref().filter(|_| reveal).map(crate::domain::Secret::expose),
        }
    }
}

pub fn shown_url(hook: &Webhook, reveal: bool) -> String {
    if reveal { hook.url.expose().to_owned() } else { hook.url.masked() }
}

pub fn event_names(hook: &Webhook) -> Vec<&str> {
    hook.events.iter().map(crate::domain::EventName::as_str).collect()
}
