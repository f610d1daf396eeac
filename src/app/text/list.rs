//! The list of webhooks in words.

use crate::app::list::{Column, Filter};
use crate::domain::{Listing, Status};

/// `24 of 100 webhooks, 5 deactivated`.
pub fn list_heading(listing: &Listing) -> String {
    let count = listing.webhooks.len();
    format!("{count} of {} webhooks, {}", crate::domain::webhook::LIMIT, deactivated(listing.inactive()))
}

pub fn deactivated(count: usize) -> String {
    format!("{count} deactivated")
}

pub fn all_active() -> &'static str {
    "All active"
}

pub fn list_without_count() -> &'static str {
    "Webhooks"
}

/// `73 expected, 50 read`.
pub fn partial(expected: usize, read: usize) -> String {
    format!("{expected} expected, {read} read")
}

pub fn partial_explained() -> &'static str {
    "Aircall said that there are more than it listed. What you see is a part"
}

pub fn reading(progress: Option<(usize, Option<usize>)>) -> String {
    match progress {
        Some((read, Some(total))) => format!("Reading webhooks, {read} of {total}…"),
        Some((read, None)) => format!("Reading webhooks, {read} so far…"),
        None => "Reading webhooks…".to_owned(),
    }
}

pub fn opening_keyring() -> &'static str {
    "Fetching the key from the keyring…"
}

pub fn opening_demo() -> &'static str {
    "Starting the demo company…"
}

pub fn unknown_date() -> &'static str {
    "unknown"
}

/// Nothing changed since the app first read it.
pub fn no_change_seen() -> &'static str {
    "–"
}

pub fn refresh() -> &'static str {
    "Refresh"
}

pub fn stale() -> &'static str {
    "What you see is from the last time it worked"
}

pub fn new_webhook() -> &'static str {
    "New webhook…"
}

pub fn reenable_all() -> &'static str {
    "Re-enable all deactivated…"
}

pub fn reenable_selected(count: usize) -> String {
    format!("Re-enable {count} selected…")
}

pub fn reenable(label: &str) -> String {
    let label = super::named(label);
    format!("Re-enable {label}")
}

/// With dots: it opens the review.
pub fn reenable_more(label: &str) -> String {
    let label = super::named(label);
    format!("Re-enable {label}…")
}

pub fn reenable_short() -> &'static str {
    "Re-enable"
}

pub fn deactivate_short() -> &'static str {
    "Deactivate…"
}

pub fn deactivate(label: &str) -> String {
    let label = super::named(label);
    format!("Deactivate {label}…")
}

pub fn search() -> &'static str {
    "Search"
}

pub fn search_hint() -> &'static str {
    "Search name, URL, event"
}

pub fn filter(filter: Filter) -> &'static str {
    match filter {
        Filter::All => "All",
        Filter::Active => "Active",
        Filter::Deactivated => "Deactivated",
        Filter::WithProblems => "With problems",
    }
}

pub fn filter_with_count(of: Filter, count: usize) -> String {
    format!("{} {count}", filter(of))
}

pub fn column(column: Column) -> &'static str {
    match column {
        Column::Status => "Status",
        Column::Name => "Name",
        Column::Endpoint => "Endpoint",
        Column::Events => "Events",
        Column::Created => "Created",
        Column::Changed => "Change seen",
    }
}

pub fn sort_by(of: Column, sorted: Option<bool>) -> String {
    match sorted {
        Some(true) => format!("{}, sorted downwards", column(of)),
        Some(false) => format!("{}, sorted upwards", column(of)),
        None => format!("Sort by {}", column(of)),
    }
}

pub fn status(status: Status) -> &'static str {
    match status {
        Status::Active => "Active",
        Status::Inactive => "Deactivated",
    }
}

/// A row, for a screen reader.
pub fn row(label: &str, of: Status, endpoint: &str, events: &str) -> String {
    format!("{label}, {}, {endpoint}, {events}", status(of))
}

pub fn empty_title() -> &'static str {
    "No webhooks yet"
}

pub fn empty_text() -> &'static str {
    "A webhook tells another program about calls, contacts and messages as they happen. This key sees none. Those that \
     apps of the marketplace made are not shown to a key, so others may still receive the company's events."
}

pub fn clear_search() -> &'static str {
    "Show all"
}

pub fn close_details() -> &'static str {
    "Close details"
}

pub fn endpoint() -> &'static str {
    "Endpoint"
}

pub fn created_at() -> &'static str {
    "Created"
}

pub fn change_seen() -> &'static str {
    "Change seen"
}

pub fn token() -> &'static str {
    "Token"
}

pub fn webhook_id() -> &'static str {
    "ID"
}

pub fn name_unknown() -> &'static str {
    "Aircall doesn't tell this webhook's name. It is shown by its host"
}

/// As many dots for every token, so that not even its length is told.
pub fn masked() -> &'static str {
    "••••••••••••"
}

pub fn no_token() -> &'static str {
    "not told"
}

pub fn copy_url() -> &'static str {
    "Copy URL"
}

pub fn copy_id() -> &'static str {
    "Copy ID"
}

pub fn copy_token() -> &'static str {
    "Copy token"
}

pub fn show_token() -> &'static str {
    "Show token"
}

pub fn hide_token() -> &'static str {
    "Hide token"
}

pub fn show_url() -> &'static str {
    "Show whole URL"
}

pub fn hide_url() -> &'static str {
    "Hide URL's secrets"
}

pub fn nothing_is_signed() -> &'static str {
    "Nothing is signed: the receiver compares this token with the one in each delivery. One that waits for an \
     X-Aircall-Signature header refuses everything, and its webhook is switched off."
}
