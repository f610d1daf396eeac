//! The review before webhooks are changed, in words.

use crate::app::review::{Aim, Outcome, Review, ReviewLine, ReviewPhase, What};
use crate::domain::{EventSet, EventsDiff, Field, Side, Status};

pub fn review_title(review: &Review) -> String {
    let count = super::webhooks(review.chosen());
    let done = review.done();
    match (&review.aim, review.phase) {
        (Aim::Edit | Aim::TakeBack, ReviewPhase::Finished { .. }) if review.conflict().is_some() => {
            "Someone else changed this webhook".to_owned()
        }
        (aim, ReviewPhase::Choosing) => format!("{} {count}", verb(aim)),
        (Aim::Status(Status::Active), ReviewPhase::Running { .. }) => format!("Re-enabling {count}"),
        (Aim::Status(Status::Inactive), ReviewPhase::Running { .. }) => format!("Deactivating {count}"),
        (Aim::Delete, ReviewPhase::Running { .. }) => format!("Deleting {count}"),
        (_, ReviewPhase::Running { .. }) => format!("Changing {count}"),
        (Aim::Status(Status::Active), ReviewPhase::Finished { .. }) => format!("{done} of {count} on again"),
        (Aim::Status(Status::Inactive), ReviewPhase::Finished { .. }) => format!("{done} of {count} switched off"),
        (Aim::Delete, ReviewPhase::Finished { .. }) => format!("{done} of {count} deleted"),
        (_, ReviewPhase::Finished { .. }) => format!("{done} of {count} changed"),
    }
}

fn verb(aim: &Aim) -> &'static str {
    match aim {
        Aim::Status(Status::Active) => "Re-enable",
        Aim::Status(Status::Inactive) => "Deactivate",
        Aim::Delete => "Delete",
        Aim::Events => "Change the events of",
        Aim::Edit => "Change",
        Aim::TakeBack => "Take back the change of",
        Aim::GoOn => "Go on with",
    }
}

pub fn review_text(review: &Review) -> String {
    match review.phase {
        ReviewPhase::Choosing => before(review).to_owned(),
        ReviewPhase::Running { cancelling: true, .. } => {
            "Stopping after the one under way. Those that are done stay as they are.".to_owned()
        }
        ReviewPhase::Running { .. } => progress(review),
        ReviewPhase::Finished { cancelled: true } => "Stopped before the end. The list is read again.".to_owned(),
        ReviewPhase::Finished { .. } => outcome_summary(review),
    }
}

fn before(review: &Review) -> &'static str {
    let single = review.lines.len() == 1;
    match &review.aim {
        Aim::Status(Status::Active) if single => "It keeps exactly the events it has. It is read again just before.",
        Aim::Status(Status::Active) => "They keep exactly the events they have. Each is read again just before.",
        Aim::Status(Status::Inactive) if single => {
            "Aircall stops delivering to it, and what happens meanwhile isn't sent later. It keeps its events, and can \
             be switched on again here."
        }
        Aim::Status(Status::Inactive) => {
            "Aircall stops delivering to them, and what happens meanwhile isn't sent later. They keep their events, \
             and can be switched on again here."
        }
        Aim::Delete if single => {
            "Aircall deletes it for good, and its token is lost for good. Undo can only create a new one, with a new \
             ID and a new token that its receiver must learn."
        }
        Aim::Delete => {
            "Aircall deletes them for good, and their tokens are lost for good. Undo can only create new ones, with \
             new IDs and new tokens that their receivers must learn."
        }
        Aim::Events if single => "Whatever else it receives stays. It is read again just before.",
        Aim::Events => "Whatever else they receive stays. Each is read again just before.",
        Aim::Edit => "This is all that changes. The webhook is read again just before it is sent.",
        Aim::TakeBack => "This takes the change back. The webhook is read again just before it is sent.",
        Aim::GoOn => "These were not done. Each is compared with how it is now, and read again just before.",
    }
}

fn progress(review: &Review) -> String {
    let done = format!("{} of {} done", review.answered(), review.chosen());
    match review.seconds_left {
        Some(seconds) if review.chosen() > 1 => format!("{done}, {}", time_left(seconds)),
        Some(_) | None => done,
    }
}

/// `about 2 minutes 10 seconds left`.
pub fn time_left(seconds: u64) -> String {
    let part = |count: u64, noun: &str| super::plural(usize::try_from(count).unwrap_or(usize::MAX), noun);
    match (seconds / 60, seconds % 60) {
        (0, seconds) => format!("about {} left", part(seconds.max(1), "second")),
        (minutes, 0) => format!("about {} left", part(minutes, "minute")),
        (minutes, seconds) => format!("about {} {} left", part(minutes, "minute"), part(seconds, "second")),
    }
}

fn outcome_summary(review: &Review) -> String {
    let failed = review.chosen().saturating_sub(review.done());
    match (&review.aim, failed) {
        (Aim::Delete, 0) => "None of them is left at Aircall.".to_owned(),
        (_, 0) => "Every one was read back as it should be.".to_owned(),
        (Aim::Edit, _) if review.conflicts() > 0 => {
            "Someone else changed it while its form was open, so nothing was sent. Choose what shall stand.".to_owned()
        }
        (_, 1) if review.lines.len() == 1 => "It couldn't be changed as it was meant: see why.".to_owned(),
        (_, failed) => format!("{failed} couldn't be changed: see why beside each."),
    }
}

/// The button: "Re-enable 1 webhook" or "Re-enable N webhooks".
pub fn review_verb(review: &Review) -> String {
    match (&review.aim, review.chosen()) {
        (Aim::Edit, _) => "Save changes".to_owned(),
        (Aim::TakeBack, 1) => "Take back".to_owned(),
        (Aim::Delete, 1) => "Delete webhook".to_owned(),
        (aim, chosen) => format!("{} {}", verb(aim), super::webhooks(chosen)),
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

/// `adds 2, removes 1, keeps 9 (1 retired)`.
pub fn events_diff(diff: &EventsDiff) -> String {
    let kept = match diff.kept.retired() {
        0 => format!("keeps {}", diff.kept.len()),
        retired => format!("keeps {} ({retired} retired)", diff.kept.len()),
    };
    let mut parts = Vec::new();
    if !diff.added.is_empty() {
        parts.push(format!("adds {}", diff.added.len()));
    }
    if !diff.removed.is_empty() {
        parts.push(format!("removes {}", diff.removed.len()));
    }
    parts.push(kept);
    parts.join(", ")
}

pub fn event_names(events: &EventSet) -> String {
    events.iter().map(crate::domain::EventName::as_str).collect::<Vec<_>>().join(", ")
}

/// `Adds call.ended, call.tagged`.
pub fn adds(events: &EventSet) -> String {
    format!("Adds {}", event_names(events))
}

pub fn removes(events: &EventSet) -> String {
    format!("Removes {}", event_names(events))
}

/// What the review says at the end of a line before anything is sent.
pub fn line_summary(review: &Review, line: &ReviewLine) -> String {
    let events = &line.hook.events;
    match (&review.aim, &line.what) {
        (_, What::Delete) => {
            let host = line.hook.url.host().unwrap_or_else(|| super::unknown_date().to_owned());
            format!("{host}, {}", super::plural(events.len(), "event"))
        }
        (Aim::Status(_), What::Edit(_)) => events_unchanged(events.len(), events.retired()),
        (_, What::Edit(edit)) if edit.events_after(events).is_empty() => {
            "no event would be left: delete or deactivate it instead".to_owned()
        }
        (_, What::Edit(_)) => changes(line),
    }
}

pub fn changes(line: &ReviewLine) -> String {
    let fields = line.changed_fields();
    let words = fields.into_iter().map(|field| match field {
        Field::Name => "new name".to_owned(),
        Field::Url => "new URL".to_owned(),
        Field::Events => line.events_diff().as_ref().map(events_diff).unwrap_or_default(),
        Field::Status => line.wanted().map_or("", |wanted| switched(wanted.status)).to_owned(),
    });
    words.collect::<Vec<_>>().join("; ")
}

pub fn switched(status: Status) -> &'static str {
    match status {
        Status::Active => "switched on",
        Status::Inactive => "switched off",
    }
}

pub fn field(field: Field) -> &'static str {
    match field {
        Field::Name => "Name",
        Field::Url => "URL",
        Field::Events => "Events",
        Field::Status => "Status",
    }
}

pub fn value_before() -> &'static str {
    "Now"
}

pub fn value_after() -> &'static str {
    "After"
}

/// The masked forms of two URLs are equal.
pub fn hidden_values_change() -> &'static str {
    "Only values change that are hidden here"
}

pub fn as_opened() -> &'static str {
    "As opened"
}

pub fn as_it_is_now() -> &'static str {
    "As it is now"
}

pub fn as_wanted() -> &'static str {
    "As you want it"
}

pub fn not_told() -> &'static str {
    "not told by Aircall"
}

pub fn side(side: Side) -> &'static str {
    match side {
        Side::Theirs => "Leave as it is now",
        Side::Mine => "Use mine",
        Side::Both => "Both: my changes to the list as it is now",
    }
}

/// For a screen reader: which field a choice is for.
pub fn side_of(chosen: Side, of: Field) -> String {
    format!("{}: {}", field(of), side(chosen))
}

pub fn theirs_only() -> &'static str {
    "Changed there only, and left so"
}

pub fn send_resolved() -> &'static str {
    "Save this"
}

pub fn choose_each() -> &'static str {
    "Choose for each field what shall stand"
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

/// What became of a webhook that should be switched on or off.
pub fn outcome(outcome: &Outcome, status: Status) -> String {
    outcome_of(outcome, &Aim::Status(status))
}

/// What became of one webhook.
pub fn outcome_of(outcome: &Outcome, aim: &Aim) -> String {
    match (outcome, aim) {
        (Outcome::Done, Aim::Status(Status::Active)) => "on again".to_owned(),
        (Outcome::Done, Aim::Status(Status::Inactive)) => "switched off".to_owned(),
        (Outcome::Done, Aim::Delete) => "deleted".to_owned(),
        (Outcome::Done, Aim::TakeBack) => "taken back".to_owned(),
        (Outcome::Done, Aim::Edit | Aim::Events | Aim::GoOn) => "changed".to_owned(),
        (Outcome::WasSo, Aim::Status(Status::Active)) => "was on already, nothing sent".to_owned(),
        (Outcome::WasSo, Aim::Status(Status::Inactive)) => "was off already, nothing sent".to_owned(),
        (Outcome::WasSo, Aim::Delete) => "was gone already".to_owned(),
        (Outcome::WasSo, _) => "is so already, nothing sent".to_owned(),
        (Outcome::AcceptedButNot, Aim::Status(Status::Active)) => "accepted, but still off".to_owned(),
        (Outcome::AcceptedButNot, Aim::Status(Status::Inactive)) => "accepted, but still on".to_owned(),
        (Outcome::AcceptedButNot, Aim::Delete) => "accepted, but still there".to_owned(),
        (Outcome::AcceptedButNot, _) => "accepted, but its status is still as before".to_owned(),
        (Outcome::EventsDiffer { before, after }, Aim::Status(_)) => {
            format!("its events differ now: {before} before, {after} after. Compare them in its details")
        }
        (Outcome::EventsDiffer { before, after }, _) => {
            format!("accepted, but its events aren't as meant: {before} meant, {after} there")
        }
        (Outcome::Differs, _) => "accepted, but it isn't as it was meant: compare it in its details".to_owned(),
        (Outcome::RefusedOldNames, _) => "refused: its list holds an old event name".to_owned(),
        (Outcome::Conflict, _) => "changed by someone else meanwhile: nothing was sent".to_owned(),
        (Outcome::Gone, _) => "no longer exists".to_owned(),
        (Outcome::Refused(problem), _) => format!("refused: {}", super::problem_title(problem)),
        (Outcome::Unclear(problem), _) => {
            format!("unclear: {}. See how it is in the list", super::problem_title(problem))
        }
    }
}

pub fn quit_title() -> &'static str {
    "Changes are under way"
}

pub fn quit_text() -> &'static str {
    "If you close now, the one under way is ended and the rest is not sent. What wasn't done is offered at the next start."
}

pub fn quit_after_this() -> &'static str {
    "Stop and close"
}

pub fn stay_open() -> &'static str {
    "Go on"
}
