//! After a change, in words: tried again, put back, taken back, or why not.

use crate::app::review::{Aim, ReviewLine};

pub fn retry_failed(count: usize) -> String {
    format!("Try {count} again")
}

pub fn review_again(count: usize) -> String {
    format!("Look at {count} again")
}

pub fn other_way(count: usize) -> String {
    format!("Try another way for {count}")
}

pub fn other_way_explained() -> &'static str {
    "Aircall refused the full list since it holds an old name. Another way only adds or removes the events that \
     change, or adds one that the webhook has already: the rest of its list stays untouched. The result is read back."
}

pub fn put_back() -> &'static str {
    "Put back"
}

pub fn put_back_one(label: &str) -> String {
    let label = super::named(label);
    format!("Put back {label}")
}

pub fn take_back_all(count: usize) -> String {
    if count == 1 { "Take back…".to_owned() } else { format!("Take back {count}…") }
}

pub fn copy_token_first(label: &str) -> String {
    let label = super::named(label);
    format!("Copy the token of {label}")
}

pub fn settled(line: &ReviewLine, aim: &Aim) -> String {
    let label = line.wanted().map_or_else(|| line.label(), |wanted| wanted.label()); // as it is called now
    let label = super::named(&label);
    match aim {
        Aim::Delete => format!("{label} is deleted"),
        Aim::TakeBack => format!("The change of {label} is taken back"),
        _ => format!("{label} is saved: {}", super::changes(line)),
    }
}

pub fn undo() -> &'static str {
    "Undo…"
}

pub fn cannot_take_back() -> &'static str {
    "This change can't be taken back: it wasn't carried out, or not all of it is known"
}

pub fn gone_cannot_take_back(label: &str) -> String {
    let label = super::named(label);
    format!("{label} no longer exists, so this change of it can't be taken back")
}

pub fn list_is_needed() -> &'static str {
    "The whole list of webhooks is needed for that. Refresh it, then take the change back"
}

pub fn is_taken_back() -> &'static str {
    "This change is taken back already"
}

pub fn old_name_unknown(label: &str) -> String {
    let label = super::named(label);
    format!("{label} had another name before, which Aircall never told. Change it by hand")
}

pub fn is_so_already(label: &str) -> String {
    let label = super::named(label);
    format!("{label} is so already: nothing to take back")
}

pub fn nothing_changed() -> &'static str {
    "Nothing is changed, so there is nothing to save"
}

pub fn no_webhook_concerned() -> &'static str {
    "That changes none of the webhooks: they are so already, or no longer there"
}

pub fn read_only_reason() -> &'static str {
    "This company is set to read-only here. Allow changes in Settings first"
}

pub fn not_open_reason() -> &'static str {
    "This company isn't open at the moment"
}
