//! What a screen reader speaks by itself: results, errors and progress, and progress not too often.
#![cfg(feature = "gui")]
#![expect(clippy::expect_used, reason = "tests")]

#[expect(dead_code, reason = "each test file uses its part")]
mod window;

use egui::accesskit::{Live, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use hookswitch::app::command::{Copied, Wait};
use hookswitch::app::model::Start;
use hookswitch::app::{Action, Command, Event, Model, Msg, Problem, RequestId, text};
use window::{Shown, Stage, demo_window, press, stage, window};

fn live(harness: &Shown, label: &str) -> Live {
    harness.get_by_label(label).accesskit_node().live()
}

fn model(harness: &mut Shown) -> &mut Model {
    &mut harness.state_mut().as_mut().expect("the window is open").model
}

/// What is spoken now, in the order of the window.
fn spoken(harness: &Shown) -> Vec<String> {
    let nodes = harness.root().children_recursive();
    let live = nodes.filter(|node| node.accesskit_node().live() != Live::Off);
    live.filter_map(|node| node.accesskit_node().label().or_else(|| node.accesskit_node().value())).collect()
}

fn reading(harness: &mut Shown) -> RequestId {
    stage(harness).hold = true;
    press(harness, "Refresh");
    let last = stage(harness).commands.iter().rev().find_map(Command::request);
    last.expect("the list is being read")
}

fn progress(harness: &mut Shown, request: RequestId, read: usize) {
    stage(harness).events.push_back(Event::ReadProgress { request, read, total: Some(100) });
    harness.step();
}

#[test]
fn notices_and_failures_are_live() {
    let mut harness = demo_window(Stage::with_webhooks());
    let copied = || Msg::Event(Event::Copied { what: Copied::Id, result: Ok(()) });
    model(&mut harness).update(copied());
    let earlier = window::now().checked_sub(jiff::SignedDuration::from_secs(1)).expect("a second ago");
    model(&mut harness).notice.as_mut().expect("a notice").since = earlier;
    harness.run();
    let notice = harness.get_by_role_and_label(Role::Status, "Webhook ID copied").accesskit_node();
    assert_eq!(notice.live(), Live::Polite);
    let id = notice.id();
    model(&mut harness).update(copied());
    harness.run();
    let again = harness.get_by_role_and_label(Role::Status, "Webhook ID copied").accesskit_node().id();
    assert_ne!(again, id, "the same words once more are spoken once more");
    model(&mut harness).update(Msg::Action(Action::CloseNotice));
    stage(&mut harness).read = Some(Problem::TimedOut);
    press(&mut harness, "Refresh");
    let title = text::problem_title(&Problem::TimedOut);
    let whole = format!("{}. {}", text::stale_because(&title), text::problem_advice(&Problem::TimedOut));
    let alert = harness.get_by_role_and_label(Role::Alert, &whole);
    assert_eq!(alert.accesskit_node().live(), Live::Assertive, "over an old list, at the lower edge");
    let harness = demo_window(Stage { read: Some(Problem::TimedOut), ..Stage::default() });
    assert_eq!(harness.get_by_role_and_label(Role::Alert, &title).accesskit_node().live(), Live::Assertive);
    assert_eq!(live(&harness, text::problem_advice(&Problem::TimedOut)), Live::Polite);
}

#[test]
fn a_live_node_stays_itself_when_something_comes_above_it() {
    let mut harness = demo_window(Stage { read: Some(Problem::TimedOut), ..Stage::with_webhooks() });
    let title = text::problem_title(&Problem::TimedOut);
    let before = harness.get_by_label(&title).accesskit_node().id();
    stage(&mut harness).hold = true;
    stage(&mut harness).events.push_back(Event::SettingsSaved(Err(Problem::Internal)));
    harness.step();
    harness.run();
    assert_eq!(harness.get_by_label(&title).accesskit_node().id(), before);
}

#[test]
fn progress_is_spoken_every_few_seconds_not_at_every_step() {
    let mut harness = demo_window(Stage::with_webhooks());
    let request = reading(&mut harness);
    window::let_time_pass(&mut harness);
    let mut heard = Vec::new();
    for read in 1..=100 {
        progress(&mut harness, request, read);
        let words = text::reading(Some((read, Some(100))));
        harness.get_by_label(&words);
        if live(&harness, &words) == Live::Polite {
            heard.push(read);
        }
    }
    assert!((1..=8).contains(&heard.len()), "{heard:?}");
}

#[test]
fn a_read_that_begins_soon_after_another_is_spoken_too() {
    let mut harness = demo_window(Stage::with_webhooks());
    let request = reading(&mut harness);
    window::let_time_pass(&mut harness);
    let time = |harness: &Shown| harness.ctx.input(|input| input.time);
    let first = time(&harness);
    progress(&mut harness, request, 10);
    stage(&mut harness).events.push_back(Event::WebhooksRead { request, result: Err(Problem::Offline) });
    harness.run();
    reading(&mut harness);
    window::let_time_pass(&mut harness);
    assert!(time(&harness) - first < 5.0, "soon after the other");
    assert_eq!(live(&harness, &text::reading(None)), Live::Polite);
}

#[test]
fn a_wait_is_spoken_once_not_every_second() {
    let mut harness = demo_window(Stage::with_webhooks());
    reading(&mut harness);
    let mut heard = 0;
    for seconds in (30..=42).rev() {
        let wait = Some(Wait::RateLimited { seconds });
        stage(&mut harness).events.push_back(Event::Waiting { target: None, wait });
        harness.step();
        let words = text::waiting(Wait::RateLimited { seconds });
        heard += usize::from(live(&harness, &words) == Live::Polite);
    }
    assert_eq!(heard, 1);
}

#[test]
fn a_refresh_that_changes_nothing_says_its_counts_again() {
    let mut harness = demo_window(Stage::with_webhooks());
    let heading = "6 of 100 webhooks, 2 deactivated";
    let before = harness.get_by_label(heading).accesskit_node().id();
    assert_eq!(live(&harness, heading), Live::Polite);
    let request = reading(&mut harness);
    let webhooks = window::some_webhooks();
    let listing = hookswitch::domain::Listing { total: Some(webhooks.len()), webhooks, read_at: window::now() };
    stage(&mut harness).events.push_back(Event::WebhooksRead { request, result: Ok(listing) });
    harness.run();
    assert_ne!(harness.get_by_label(heading).accesskit_node().id(), before);
}

#[test]
fn what_became_of_a_change_is_spoken() {
    let mut harness = demo_window(Stage::with_webhooks());
    press(&mut harness, "Re-enable all deactivated…");
    press(&mut harness, "Re-enable 2 webhooks");
    let said = spoken(&harness);
    assert!(said.iter().any(|words| words.contains("2 of 2")), "{said:?}");
}

#[test]
fn a_fields_error_is_spoken_and_stays_with_the_field() {
    let mut harness = window(Start::default(), Stage::with_webhooks());
    press(&mut harness, "Connect your company");
    press(&mut harness, "Test and save");
    let field = harness.get_by_role_and_label(Role::TextInput, "API ID");
    let error = field.accesskit_node().description().expect("what is wrong");
    assert_eq!(live(&harness, &error), Live::Polite);
}

#[test]
fn a_masked_secret_is_no_value_of_any_node() {
    let mut harness = window(Start::default(), Stage::with_webhooks());
    press(&mut harness, "Connect your company");
    let field = harness.get_by_role_and_label(Role::PasswordInput, "API token");
    field.focus();
    harness.run();
    harness.get_by_role_and_label(Role::PasswordInput, "API token").type_text("s3cr3t-token");
    harness.run();
    for node in harness.root().children_recursive() {
        let node = node.accesskit_node();
        let texts = [node.label(), node.value(), node.description()];
        assert!(texts.iter().flatten().all(|words| !words.contains("s3cr3t")), "{:?}", node.role());
    }
    model(&mut harness).update(Msg::Action(Action::ToggleTokenReveal));
    harness.run();
    let shown = harness.get_by_role_and_label(Role::TextInput, "API token");
    assert_eq!(shown.accesskit_node().value().as_deref(), Some("s3cr3t-token"), "it was asked for");
}
