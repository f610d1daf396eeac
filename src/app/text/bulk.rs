//! Events of many webhooks in words.

use crate::app::message::Choice;

pub fn change_events(count: usize) -> String {
    format!("Change the events of {}…", super::webhooks(count))
}

pub fn events_title(count: usize) -> String {
    format!("Events of {}", super::webhooks(count))
}

pub fn events_text() -> &'static str {
    "Choose what is added to each of them and what is taken away. Whatever you leave stays as each has it."
}

pub fn choice(choice: Choice) -> &'static str {
    match choice {
        Choice::Leave => "Leave",
        Choice::Add => "Add",
        Choice::Remove => "Take away",
    }
}

/// For a screen reader: `Add call.ended`.
pub fn choice_of(wanted: Choice, event: &str) -> String {
    format!("{} {event}", choice(wanted))
}

/// `3 of 5 have it`.
pub fn how_many_have(have: usize, of: usize) -> String {
    format!("{have} of {of} have it")
}

pub fn review_more() -> &'static str {
    "Review…"
}

pub fn choose_an_event() -> &'static str {
    "Choose at least one event to add or take away"
}

pub fn move_events() -> &'static str {
    "Move events…"
}

pub fn move_title() -> &'static str {
    "Move events"
}

pub fn move_text(selected: usize) -> String {
    let which = if selected == 0 { "every webhook that has it".to_owned() } else { format!("the {selected} selected") };
    format!("One event becomes another in {which}. You see each webhook before anything is sent.")
}

pub fn move_from() -> &'static str {
    "From"
}

pub fn move_to() -> &'static str {
    "To"
}

pub fn choose_two_events() -> &'static str {
    "Choose two different events"
}

pub fn deactivate_selected(count: usize) -> String {
    format!("Deactivate {count}…")
}

pub fn delete_selected(count: usize) -> String {
    format!("Delete {count}…")
}

pub fn reenable_count(count: usize) -> String {
    format!("Re-enable {count}…")
}

pub fn selected(count: usize) -> String {
    format!("{count} selected")
}
