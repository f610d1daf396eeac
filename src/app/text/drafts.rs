//! Unsaved text in words.

use super::super::message::Action;

pub fn draft_is_back() -> &'static str {
    "Your unsaved text from before is here"
}

pub fn start_afresh() -> &'static str {
    "Start afresh"
}

pub fn go_on_editing() -> &'static str {
    "Go on editing"
}

/// What was left is kept, and where.
pub fn draft_kept(what: &str) -> String {
    format!("Not sent, and kept until you close the window: {what}")
}

/// The same of a webhook that was sent, where no answer came.
pub fn unclear_kept(what: &str) -> String {
    format!(
        "Kept until you close the window: {what}. It may have been created: look at the list before you send it again"
    )
}

pub fn lost_unclear(what: &str) -> String {
    format!("{what}, which may have been created")
}

pub fn lost_edit(label: &str) -> String {
    format!("your changes to {label}")
}

pub fn lost_new(name: &str) -> String {
    if name.is_empty() { "the new webhook".to_owned() } else { format!("the new webhook {name}") }
}

pub fn lost_body(event: &str, label: &str) -> String {
    format!("the test body of {event} for {label}")
}

pub fn lost_reason(title: &str) -> String {
    format!("the reason to accept “{title}”")
}

pub fn lost_choices(webhooks: usize) -> String {
    format!("the choice of events for {}", super::webhooks(webhooks))
}

pub fn lost_move() -> &'static str {
    "the choice of an event that becomes another"
}

/// Takes it back at once.
pub fn undo_now() -> &'static str {
    "Undo"
}

pub fn renamed(before: &str, now: &str) -> String {
    format!("{before} is called {now} now")
}

pub fn name_taken() -> &'static str {
    "Another company here has this name. Give it one that tells them apart"
}

/// The company of a new key has another name than its profile.
pub fn key_of_another(company: &str, profile: &str) -> String {
    format!(
        "This key is of {company}, and the profile is called {profile}. If that is another company, its webhooks \
             would be shown under the wrong name, with the other one's history"
    )
}

pub fn take_other_key(profile: &str) -> String {
    format!("Use it for {profile} all the same")
}

pub fn discard_title() -> &'static str {
    "Discard what isn't saved?"
}

pub fn discard_text(lost: &[String]) -> String {
    format!("This would be lost: {}. At Aircall nothing changes", lost.join("; "))
}

/// The button of the question, by what happens then.
pub fn discard(then: &Action) -> &'static str {
    match then {
        Action::Quit => "Discard and close",
        Action::ExploreDemo | Action::OpenProfile(_) => "Discard and switch",
        _ => "Discard and go on",
    }
}

pub fn keep_editing() -> &'static str {
    "Keep editing"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::TourAction;

    #[test]
    fn a_switch_is_only_spoken_of_where_another_company_opens() {
        let then = [Action::Quit, Action::ExploreDemo, Action::Tour(TourAction::Start), Action::TestAndSave];
        let words = ["Discard and close", "Discard and switch", "Discard and go on", "Discard and go on"];
        assert_eq!(then.each_ref().map(discard), words);
    }
}
