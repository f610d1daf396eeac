//! Every place that may have nothing to show: it says what would be here, and has one way on that works.
#![cfg(feature = "gui")]
#![expect(clippy::expect_used, reason = "tests")]

#[expect(dead_code, reason = "each test file uses its part")]
mod window;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use hookswitch::app::command::History;
use hookswitch::app::model::Start;
use hookswitch::app::{Model, Place, text};
use hookswitch::domain::EventName;
use window::audits::{Audits, answered, audited_webhooks};
use window::{Shown, Stage, demo_window, outline, press};

fn model(harness: &Shown) -> &Model {
    &harness.state().as_ref().expect("the window is open").model
}

fn write(harness: &mut Shown, field: &str, words: &str) {
    harness.get_by_role_and_label(Role::TextInput, field).focus();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, field).type_text(words);
    harness.run();
}

fn snapshot(harness: &Shown, name: &str) {
    insta::assert_snapshot!(format!("empty-{name}"), outline(harness));
}

/// One webhook that is well in every way.
fn sound() -> Stage {
    let hook = window::webhook("w1", Some("Orders"), "https://orders.acme.dev/in", true, &["call.ended"]);
    let checks = [(hook.id.clone(), answered(200, 90))].into();
    let audits = Audits { checks, ..Audits::default() };
    Stage { webhooks: vec![hook], audits, ..Stage::default() }
}

fn audited(stage: Stage) -> Shown {
    let mut harness = demo_window(stage);
    press(&mut harness, "Audit");
    press(&mut harness, "Start the audit");
    harness
}

#[test]
fn no_webhook_says_what_one_is_and_makes_the_first() {
    let mut harness = demo_window(Stage::default());
    snapshot(&harness, "webhooks");
    harness.query_all_by_role_and_label(Role::Button, "New webhook…").last().expect("the way on").click();
    harness.run();
    assert_eq!(model(&harness).place, Place::NewWebhook);
}

#[test]
fn a_search_without_a_hit_says_what_was_searched_for() {
    let mut harness = demo_window(Stage::with_webhooks());
    write(&mut harness, "Search", "nowhere");
    harness.get_by_label("No webhook matches “nowhere”");
    snapshot(&harness, "search");
    press(&mut harness, text::clear_search());
    assert_eq!(model(&harness).view.rows.len(), 6);
}

#[test]
fn a_history_without_entries_says_what_will_be_in_it() {
    let mut harness = demo_window(Stage { history: History::default(), ..Stage::with_webhooks() });
    press(&mut harness, "History");
    snapshot(&harness, "history");
    press(&mut harness, "What was sent");
    snapshot(&harness, "requests");
    press(&mut harness, "What changed");
    press(&mut harness, text::show_webhooks());
    assert_eq!(model(&harness).place, Place::Webhooks);
}

#[test]
fn filters_of_the_history_without_a_hit_are_taken_off_at_once() {
    let mut harness = demo_window(Stage::with_webhooks());
    press(&mut harness, "History");
    write(&mut harness, "Webhook", "nowhere");
    snapshot(&harness, "history-filtered");
    press(&mut harness, text::clear_filters());
    assert!(!model(&harness).history_view.entries.is_empty());
}

#[test]
fn no_audit_yet_says_what_one_does() {
    let mut harness = demo_window(Stage::with_webhooks());
    press(&mut harness, "Audit");
    snapshot(&harness, "audit");
}

#[test]
fn an_audit_without_findings_is_good_news_and_says_what_was_looked_at() {
    let harness = audited(sound());
    harness.get_by_label("The rules were applied to 1 webhook, and 1 endpoint was asked.");
    snapshot(&harness, "findings");
}

#[test]
fn findings_that_a_search_hides_come_back() {
    let mut harness = audited(Stage { webhooks: audited_webhooks(), ..Stage::with_webhooks() });
    let all = model(&harness).audit.groups.len();
    write(&mut harness, "Search the findings", "nowhere");
    snapshot(&harness, "findings-filtered");
    press(&mut harness, text::clear_search());
    assert_eq!(model(&harness).audit.groups.len(), all);
    press(&mut harness, "Accepted");
    snapshot(&harness, "accepted");
    press(&mut harness, text::show_findings());
    assert_eq!(model(&harness).audit.groups.len(), all);
    press(&mut harness, "Compared");
    snapshot(&harness, "compared");
}

#[test]
fn a_matrix_that_a_search_empties_is_whole_again() {
    let mut harness = audited(Stage { webhooks: audited_webhooks(), ..Stage::with_webhooks() });
    press(&mut harness, "Events matrix");
    write(&mut harness, "Search webhooks and events", "nowhere");
    snapshot(&harness, "matrix");
    press(&mut harness, text::clear_search());
    harness.get_by_label("Data lake receives call.created");
    assert!(model(&harness).audit.dossier.as_ref().is_some_and(|it| !it.webhooks.is_empty()));
    assert!(EventName::new("call.created").listed().is_some());
}

#[test]
fn a_palette_without_a_hit_clears_its_letters() {
    let mut harness = demo_window(Stage::with_webhooks());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run();
    write(&mut harness, "Find and do", "qqqqqqq");
    snapshot(&harness, "palette");
    press(&mut harness, text::clear_letters());
    harness.get_by_label_contains(" results, 1 of ");
}

#[test]
fn no_company_in_the_settings_leads_to_the_first() {
    let mut harness = demo_window(Stage::with_webhooks());
    press(&mut harness, "Settings");
    harness.get_by_label(text::no_companies().0);
    harness.get_by_label(text::watch_is_off());
    press(&mut harness, text::connect_company());
    assert_eq!(model(&harness).place, Place::Connect);
    let harness = window::window(Start::default(), Stage::default());
    harness.get_by_role_and_label(Role::Button, text::tour_offer());
}
