//! The form of a new webhook in words.

use crate::app::dialog::CustomEventError;
use crate::domain::{UrlError, UrlWarning};

pub fn new_webhook_title() -> &'static str {
    "New webhook"
}

pub fn create_webhook() -> &'static str {
    "Create webhook"
}

pub fn creating() -> &'static str {
    "Creating it…"
}

pub fn name() -> &'static str {
    "Name"
}

pub fn name_hint() -> &'static str {
    "Optional: how you will call it"
}

pub fn edit_title(label: &str) -> String {
    let label = super::named(label);
    format!("Edit {label}")
}

pub fn edit(label: &str) -> String {
    let label = super::named(label);
    format!("Edit {label}…")
}

pub fn edit_short() -> &'static str {
    "Edit…"
}

pub fn duplicate_short() -> &'static str {
    "Duplicate…"
}

pub fn delete_short() -> &'static str {
    "Delete…"
}

pub fn duplicate(label: &str) -> String {
    let label = super::named(label);
    format!("Duplicate {label}…")
}

pub fn delete(label: &str) -> String {
    let label = super::named(label);
    format!("Delete {label}…")
}

pub fn copy_of(name: &str) -> String {
    format!("{name} (copy)")
}

pub fn review_changes() -> &'static str {
    "Review changes…"
}

pub fn reading_one(label: &str) -> String {
    let label = super::named(label);
    format!("Reading {label} anew…")
}

pub fn stop_reading() -> &'static str {
    "Stop"
}

pub fn name_untold_hint() -> &'static str {
    "Aircall doesn't tell this webhook's name. Left empty, saving may reset it to Aircall's default"
}

pub fn name_needed() -> &'static str {
    "This webhook has a name. Aircall offers no way to take it away: type another one"
}

pub fn active() -> &'static str {
    "Active: Aircall delivers to it"
}

pub fn restores_title(label: &str) -> String {
    let label = super::named(label);
    format!("Bring back {label}")
}

pub fn restores_new(url_is_whole: bool, was_off: bool) -> String {
    let mut told = "The deleted webhook can't come back: this creates a new one, with a new ID and a new token that \
                    its receiver must learn."
        .to_owned();
    if was_off {
        told.push_str(" It was off; a new one is on at first, and you are asked to switch it off again.");
    }
    if !url_is_whole {
        told.push(' ');
        told.push_str(restores_url());
    }
    told
}

pub fn lacks_url_values() -> &'static str {
    "Type the values that the old URL held, or change the URL"
}

pub fn restores_url() -> &'static str {
    "The old URL held values that the history doesn't keep, since they may be secret. Type them again"
}

pub fn name_too_long() -> &'static str {
    "A name has at most 255 characters"
}

pub fn url() -> &'static str {
    "URL"
}

pub fn url_error(error: UrlError) -> &'static str {
    match error {
        UrlError::Empty => "Enter the URL that shall receive the events",
        UrlError::NotHttps => "Aircall only delivers to https, with a certificate that is publicly trusted",
        UrlError::NoScheme => "Start with https://",
        UrlError::Unreadable => {
            "This isn't a complete web address. It needs a host, as in https://crm.example.com/aircall"
        }
        UrlError::TooLong => "A URL has at most 2,048 characters here",
    }
}

pub fn use_https() -> &'static str {
    "Use https"
}

pub fn url_warning(warning: &UrlWarning) -> String {
    match warning {
        UrlWarning::UserInfo => {
            "The URL holds a user name or a password: everyone who sees this webhook sees it".to_owned()
        }
        UrlWarning::IpAddress => "An IP address: a publicly trusted certificate rarely covers one".to_owned(),
        UrlWarning::LocalHost => {
            "Only a local network knows this host. Aircall's servers are outside and can't reach it".to_owned()
        }
        UrlWarning::Duplicate { label, .. } => {
            let label = super::named(label);
            format!("{label} has this URL already: each event that both have arrives twice")
        }
    }
}

pub fn open_existing(label: &str) -> String {
    let label = super::named(label);
    format!("Open {label}")
}

pub fn start_from_purpose() -> &'static str {
    "Start from a purpose"
}

/// `3 of 67 events`, `3 of 67 events and 2 others`.
pub fn ticked(events: &crate::domain::EventSet) -> String {
    let all = crate::domain::EventSet::all();
    let others = events.minus(&all).len();
    let offered = format!("{} of {} events", events.len() - others, all.len());
    match others {
        0 => offered,
        1 => format!("{offered} and 1 other"),
        others => format!("{offered} and {others} others"),
    }
}

pub fn filter_events() -> &'static str {
    "Filter events"
}

pub fn no_event_matches() -> &'static str {
    "No event matches"
}

pub fn all_events() -> &'static str {
    "All events"
}

pub fn all_events_title() -> &'static str {
    "Subscribe to all 67 events?"
}

pub fn all_events_text() -> &'static str {
    "Every call, contact, message and user event of the whole company goes to this URL, the deprecated ones too. \
     Few receivers want that, and each event that the receiver answers badly counts towards switching it off."
}

pub fn tick_all_events() -> &'static str {
    "Tick all 67 events"
}

pub fn no_events() -> &'static str {
    "Tick at least one event. Sent without any, Aircall would take it for all"
}

pub fn add_custom_event() -> &'static str {
    "Another event…"
}

pub fn custom_event_title() -> &'static str {
    "Add an event that isn't in the list"
}

pub fn custom_event_text() -> &'static str {
    "Aircall's list grows. A name that Aircall doesn't know may be refused, or never fire: take it from Aircall's \
     own documentation, letter by letter."
}

pub fn custom_event_name() -> &'static str {
    "Event name"
}

pub fn add_event(name: &str) -> String {
    format!("Add {name}")
}

pub fn add_event_disabled() -> &'static str {
    "Add event"
}

pub fn custom_events() -> &'static str {
    "Not in the list"
}

pub fn custom_event_error(error: &CustomEventError) -> String {
    match error {
        CustomEventError::Empty => "Such as call.ended".to_owned(),
        CustomEventError::Known(name) => format!("{} is in the list: tick it there", name.as_str()),
        CustomEventError::WrongShape => {
            "An event's name is made of lower case words with a dot between, such as call.ended".to_owned()
        }
    }
}

pub fn show_version_1() -> &'static str {
    "Show version 1"
}

pub fn hide_version_1() -> &'static str {
    "Hide version 1"
}

pub fn created(label: &str, answer_lost: bool) -> String {
    let label = super::named(label);
    if answer_lost {
        format!("{label} was created, but the answer was lost. It was found in the list")
    } else {
        format!("{label} was created")
    }
}

/// The user wants to leave while a create is under way.
pub fn still_creating() -> &'static str {
    "The new webhook is being sent. Wait for the answer, or cancel it"
}

pub fn look_again() -> &'static str {
    "Look at the list"
}
