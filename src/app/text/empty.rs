//! What places say that have nothing to show: what would be here, why it isn't, and how it comes.

use crate::app::Filter;

/// A title, and a sentence or two.
pub type Words = (&'static str, &'static str);

pub fn empty_webhooks() -> Words {
    (super::empty_title(), super::empty_text())
}

pub fn none_match_title(search: &str, filter: Filter) -> String {
    match (search.trim(), filter) {
        ("", filter) => format!("No webhook is in “{}”", super::filter(filter)),
        (words, Filter::All) => format!("No webhook matches “{words}”"),
        (words, filter) => format!("No webhook in “{}” matches “{words}”", super::filter(filter)),
    }
}

pub fn none_match_text() -> &'static str {
    "The search looks through names, addresses, IDs and events, and each word must be found."
}

pub fn none_filtered_text() -> &'static str {
    "None is in that state. That may be just what you want."
}

pub fn no_history() -> Words {
    (
        "Nothing has happened yet",
        "Each change that you send from here is written down, and can be taken back. What a refresh finds changed at \
         Aircall is listed too.",
    )
}

pub fn no_history_matches() -> Words {
    ("No entry matches these filters", "The history has others: show them all, or choose another webhook, kind or day.")
}

pub fn no_requests() -> Words {
    (
        "Nothing was sent to Aircall in this run",
        "Every request since the start of Hookswitch is listed here, with its answer. Secrets are masked.",
    )
}

pub fn reading_requests() -> &'static str {
    "Reading what was sent…"
}

pub fn no_finding_matches() -> Words {
    ("No finding matches", "The search and the numbers above narrow what is shown. The audit has other findings.")
}

pub fn nothing_accepted() -> Words {
    (
        "Nothing is accepted",
        "What is known and may stay so can be accepted, with a reason and a date. It rests here until then.",
    )
}

pub fn show_findings() -> &'static str {
    "Show the findings"
}

pub fn all_well() -> &'static str {
    "Nothing is wrong"
}

/// The good news, where not everything could be looked at.
pub fn all_well_so_far() -> &'static str {
    "Nothing wrong was found, but not all was checked"
}

pub fn looked_at(webhooks: usize, endpoints: usize, unchecked: usize) -> String {
    let hooks = super::webhooks(webhooks);
    let asked = match endpoints {
        0 => ". No endpoint was asked.".to_owned(),
        1 => ", and 1 endpoint was asked.".to_owned(),
        many => format!(", and {many} endpoints were asked."),
    };
    let left = match unchecked {
        0 => String::new(),
        1 => " 1 endpoint could not be checked, see below.".to_owned(),
        many => format!(" {many} endpoints could not be checked, see below."),
    };
    format!("The rules were applied to {hooks}{asked}{left}")
}

pub fn nothing_in_matrix() -> Words {
    ("No webhook and no event matches", "A word that names a webhook or an event narrows that side only.")
}

pub fn matrix_is_empty() -> Words {
    ("No webhook, so nobody gets an event", "Once there is one, this shows which webhook receives which event.")
}

pub fn nothing_to_compare() -> Words {
    (
        "No earlier audit to compare with",
        "The next audit is compared with this one. Or choose a report that was exported as JSON.",
    )
}

pub fn palette_none() -> Words {
    ("Nothing matches", "Try fewer letters: a part of a webhook's name, of a page or of a command is enough.")
}

pub fn clear_letters() -> &'static str {
    "Clear the letters"
}

pub fn no_companies() -> Words {
    (
        "No company is connected yet",
        "Connect one with an API key. It is kept in this computer's keyring, and can be removed here.",
    )
}

pub fn watch_is_off() -> &'static str {
    "It is off, so it has never looked. Switch it on above"
}

pub fn clear_filters() -> &'static str {
    "Show all entries"
}

pub fn show_webhooks() -> &'static str {
    "Go to the webhooks"
}
