//! The review before webhooks are switched on or off, in words.

use crate::app::review::{Outcome, Review, ReviewPhase};
use crate::domain::Status;

pub fn review_title(review: &Review) -> String {
    let count = super::webhooks(review.chosen());
    match (review.status, review.phase) {
        (Status::Active, ReviewPhase::Choosing) => format!("Re-enable {count}"),
        (Status::Inactive, ReviewPhase::Choosing) => format!("Deactivate {count}"),
        (Status::Active, ReviewPhase::Running { .. }) => format!("Re-enabling {count}"),
        (Status::Inactive, ReviewPhase::Running { .. }) => format!("Deactivating {count}"),
        (Status::Active, ReviewPhase::Finished { .. }) => format!("{} of {count} on again", review.done()),
        (Status::Inactive, ReviewPhase::Finished { .. }) => format!("{} of {count} switched off", review.done()),
    }
}

pub fn review_text(review: &Review) -> String {
    match (review.phase, review.status) {
        (ReviewPhase::Choosing, Status::Active) if review.lines.len() == 1 => {
            "It keeps exactly the events it has. It is read again just before.".to_owned()
        }
        (ReviewPhase::Choosing, Status::Active) => {
            "They keep exactly the events they have. Each is read again just before.".to_owned()
        }
        (ReviewPhase::Choosing, Status::Inactive) => {
            "Aircall stops delivering to it, and what happens meanwhile isn't sent later. It keeps its events, and can \
             be switched on again here."
                .to_owned()
        }
        (ReviewPhase::Running { cancelling: true, .. }, _) => {
            "Stopping after the one under way. Those that are done stay as they are.".to_owned()
        }
        (ReviewPhase::Running { .. }, _) => format!("{} of {} done", review.answered(), review.chosen()),
        (ReviewPhase::Finished { cancelled: true }, _) => "Stopped before the end. The list is read again.".to_owned(),
        (ReviewPhase::Finished { .. }, _) => outcome_summary(review),
    }
}

fn outcome_summary(review: &Review) -> String {
    let failed = review.chosen().saturating_sub(review.done());
    if failed == 0 {
        "Every one was read back as it should be.".to_owned()
    } else {
        format!("{failed} couldn't be changed: see why beside each.")
    }
}

/// The button: "Re-enable 1 webhook" or "Re-enable N webhooks".
pub fn review_verb(review: &Review) -> String {
    let count = super::webhooks(review.chosen());
    match review.status {
        Status::Active => format!("Re-enable {count}"),
        Status::Inactive => format!("Deactivate {count}"),
    }
}

pub fn nothing_chosen() -> &'static str {
    "Tick at least one webhook"
}

/// `3 events, unchanged`.
pub fn events_unchanged(events: usize, retired: usize) -> String {
    let count = super::plural(events, "event");
    if retired > 0 { format!("{count}, {retired} retired, unchanged") } else { format!("{count}, unchanged") }
}

pub fn waits() -> &'static str {
    "waits"
}

pub fn under_way() -> &'static str {
    "under way…"
}

pub fn left_out() -> &'static str {
    "left out"
}

pub fn not_reached() -> &'static str {
    "not sent"
}

pub fn outcome(outcome: &Outcome, status: Status) -> String {
    let on = status.is_active();
    match outcome {
        Outcome::Done if on => "on again".to_owned(),
        Outcome::Done => "switched off".to_owned(),
        Outcome::WasSo if on => "was on already, nothing sent".to_owned(),
        Outcome::WasSo => "was off already, nothing sent".to_owned(),
        Outcome::AcceptedButNot if on => "accepted, but still off".to_owned(),
        Outcome::AcceptedButNot => "accepted, but still on".to_owned(),
        Outcome::EventsDiffer { before, after } => {
            format!("its events differ now: {before} before, {after} after. Compare them in its details")
        }
        Outcome::RefusedOldNames => "refused: its list holds an old event name".to_owned(),
        Outcome::Gone => "no longer exists".to_owned(),
        Outcome::Refused(problem) => format!("refused: {}", super::problem_title(problem)),
        Outcome::Unclear(problem) => format!("unclear: {}. See its status in the list", super::problem_title(problem)),
    }
}

pub fn retry_failed(count: usize) -> String {
    format!("Try {count} again")
}

pub fn other_way(count: usize) -> String {
    format!("Try another way for {count}")
}

pub fn other_way_explained() -> &'static str {
    "Aircall refused the full list since it holds an old name. Another way sends one event that the webhook has \
     already, to be added to the rest, which stays untouched. The result is read back."
}
