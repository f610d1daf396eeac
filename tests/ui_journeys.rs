//! The main journeys through the window, driven by role and name.
#![cfg(feature = "gui")]
#![expect(clippy::expect_used, reason = "tests")]

#[expect(dead_code, reason = "each test file uses its part")]
mod window;

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use hookswitch::app::model::Start;
use hookswitch::app::{Command, Outcome, Problem};
use hookswitch::domain::Keeping;
use window::{Shown, Stage, demo_window, press, stage};

fn write(harness: &mut Shown, role: Role, field: &str, text: &str) {
    harness.get_by_role_and_label(role, field).focus();
    harness.run();
    harness.get_by_role_and_label(role, field).type_text(text);
    harness.run();
}

fn creates(harness: &mut Shown) -> usize {
    stage(harness).commands.iter().filter(|command| matches!(command, Command::Create { .. })).count()
}

#[test]
fn a_company_is_connected_and_its_webhooks_are_seen() {
    let mut harness = window::window(Start::default(), Stage::with_webhooks());
    harness.get_by_label("Welcome to Hookswitch");
    press(&mut harness, "Connect your company");
    write(&mut harness, Role::TextInput, "API ID", "my-id\u{200b}");
    harness.get_by_label("Removed 1 invisible character");
    write(&mut harness, Role::PasswordInput, "API token", "my-token");
    press(&mut harness, "Test and save");
    harness.get_by_label("6 of 100 webhooks, 2 deactivated");
    harness.get_by_label("Connected to Acme Phones, 12 users, 3 numbers");
    assert_eq!(stage(&mut harness).settings.profiles.len(), 1);
}

#[test]
fn a_key_is_kept_for_the_session_where_there_is_no_keyring() {
    let mut harness =
        window::window(Start::default(), Stage { keep: Some(Problem::KeyringMissing), ..Stage::with_webhooks() });
    press(&mut harness, "Connect your company");
    write(&mut harness, Role::TextInput, "API ID", "id");
    write(&mut harness, Role::PasswordInput, "API token", "tok");
    press(&mut harness, "Test and save");
    harness.get_by_label("This computer has no keyring that answers");
    stage(&mut harness).keep = None;
    press(&mut harness, "Keep for this session only");
    harness.get_by_label("6 of 100 webhooks, 2 deactivated");
    let kept = stage(&mut harness).commands.iter().rev().find_map(|command| match command {
        Command::Keep { keeping, .. } => Some(*keeping),
        _ => None,
    });
    assert_eq!(kept, Some(Keeping::ThisSession));
}

#[test]
fn a_webhook_is_created_with_the_ticked_events_and_selected() {
    let mut harness = demo_window(Stage::with_webhooks());
    press(&mut harness, "New webhook…");
    press(&mut harness, "Create webhook");
    harness.get_by_label("Enter the URL that shall receive the events");
    harness.get_by_label("Tick at least one event. Sent without any, Aircall would take it for all");
    assert_eq!(creates(&mut harness), 0, "nothing ticked can't be sent");
    write(&mut harness, Role::TextInput, "Name", "Wallboard");
    write(&mut harness, Role::TextInput, "URL", "http://wallboard.example/in");
    harness.get_by_label("Aircall only delivers to https, with a certificate that is publicly trusted");
    press(&mut harness, "Use https");
    harness.get_by_role_and_label(Role::CheckBox, "call.ended").click();
    harness.run();
    harness.get_by_label("1 of 67 events");
    press(&mut harness, "Create webhook");
    harness.get_by_label("7 of 100 webhooks, 2 deactivated");
    harness.get_by_label("Wallboard was created");
    harness.get_by_label("Deactivate Wallboard…");
    assert_eq!(creates(&mut harness), 1);
    let sent = stage(&mut harness).commands.iter().find_map(|command| match command {
        Command::Create { spec, .. } => Some((spec.url().expose().to_owned(), spec.events().len())),
        _ => None,
    });
    assert_eq!(sent, Some(("https://wallboard.example/in".to_owned(), 1)));
}

#[test]
fn all_events_is_a_choice_that_is_asked_about() {
    let mut harness = demo_window(Stage::with_webhooks());
    press(&mut harness, "New webhook…");
    harness.get_by_role_and_label(Role::CheckBox, "All events").click();
    harness.run();
    harness.get_by_label("0 of 67 events");
    press(&mut harness, "Tick all 67 events");
    harness.get_by_label("67 of 67 events");
}

#[test]
fn all_deactivated_webhooks_are_switched_back_on_after_a_review() {
    let mut harness = demo_window(Stage::with_webhooks());
    press(&mut harness, "Re-enable all deactivated…");
    harness.get_by_label("They keep exactly the events they have. Each is read again just before.");
    harness.get_by_label("3 events, unchanged");
    harness.get_by_label("2 events, 1 retired, unchanged");
    press(&mut harness, "Re-enable 2 webhooks");
    harness.get_by_role_and_label(Role::Label, "2 of 2 webhooks on again");
    press(&mut harness, "Close");
    harness.get_by_label("6 of 100 webhooks, 0 deactivated");
}

#[test]
fn what_failed_is_told_beside_its_name_and_tried_again_alone() {
    let outcomes = vec![("w1", Outcome::AcceptedButNot)];
    let mut harness = demo_window(Stage { outcomes, ..Stage::with_webhooks() });
    press(&mut harness, "Re-enable all deactivated…");
    press(&mut harness, "Re-enable 2 webhooks");
    harness.get_by_role_and_label(Role::Label, "1 of 2 webhooks on again");
    harness.get_by_label("accepted, but still off");
    stage(&mut harness).outcomes.clear();
    press(&mut harness, "Try 1 again");
    harness.get_by_role_and_label(Role::Label, "2 of 2 webhooks on again");
    let jobs: Vec<usize> = stage(&mut harness)
        .commands
        .iter()
        .filter_map(|command| match command {
            Command::Change { jobs, .. } => Some(jobs.len()),
            _ => None,
        })
        .collect();
    assert_eq!(jobs, [2, 1]);
}

#[test]
fn one_webhook_is_switched_on_from_its_row_and_off_from_its_details() {
    let mut harness = demo_window(Stage::with_webhooks());
    press(&mut harness, "Re-enable Orders");
    press(&mut harness, "Re-enable 1 webhook");
    press(&mut harness, "Close");
    harness.get_by_label("6 of 100 webhooks, 1 deactivated");
    press(&mut harness, "Orders, Active, orders.example, 3, 1 unknown");
    press(&mut harness, "Deactivate Orders…");
    press(&mut harness, "Deactivate 1 webhook");
    press(&mut harness, "Close");
    harness.get_by_label("6 of 100 webhooks, 2 deactivated");
}

#[test]
fn keys_alone_find_refresh_and_close() {
    let mut harness = demo_window(Stage::with_webhooks());
    let command = egui::Modifiers::COMMAND;
    harness.key_press_modifiers(command, egui::Key::F);
    harness.run();
    assert!(harness.get_by_role_and_label(Role::TextInput, "Search").is_focused());
    harness.get_by_role_and_label(Role::TextInput, "Search").type_text("lyon");
    harness.run();
    harness.get_by_label("Réclamations Lyon, Active, sav.example, 1 event");
    assert!(harness.query_by_label("Re-enable Orders").is_none());
    let reads = |harness: &mut Shown| {
        stage(harness).commands.iter().filter(|command| matches!(command, Command::ReadWebhooks { .. })).count()
    };
    let before = reads(&mut harness);
    harness.key_press_modifiers(command, egui::Key::R);
    harness.run();
    assert_eq!(reads(&mut harness), before + 1);
    harness.key_press_modifiers(command, egui::Key::N);
    harness.run();
    harness.get_by_label("New webhook");
    harness.key_press(egui::Key::Escape);
    harness.run();
    harness.get_by_label("6 of 100 webhooks, 2 deactivated");
}

#[test]
fn enter_does_the_reviews_verb_and_escape_keeps_things_as_they_are() {
    let mut harness = demo_window(Stage::with_webhooks());
    press(&mut harness, "Re-enable all deactivated…");
    harness.key_press(egui::Key::Escape);
    harness.run();
    assert!(harness.query_by_role_and_label(Role::Button, "Re-enable 2 webhooks").is_none());
    assert!(!stage(&mut harness).commands.iter().any(|command| matches!(command, Command::Change { .. })));
    let all = harness.get_by_role_and_label(Role::Button, "Re-enable all deactivated…");
    all.click();
    harness.run();
    harness.key_press(egui::Key::Enter);
    harness.run();
    harness.get_by_role_and_label(Role::Label, "2 of 2 webhooks on again");
}

#[test]
fn secrets_are_masked_until_they_are_asked_for() {
    let mut harness = demo_window(Stage::with_webhooks());
    press(&mut harness, "hooks.example, Active, hooks.example, 1 event");
    assert!(harness.query_by_label_contains("s3cr3t-value").is_none());
    assert!(harness.query_by_label_contains("0123456789abcdef").is_none());
    press(&mut harness, "Show token");
    harness.get_by_label("0123456789abcdef0123456789abcdefw4");
    press(&mut harness, "Show whole URL");
    assert!(harness.query_all_by_label_contains("s3cr3t-value").next().is_some());
    press(&mut harness, "Orders, Deactivated, orders.example, 3, 1 unknown");
    assert!(harness.query_by_label_contains("0123456789abcdef").is_none(), "hidden again");
}

#[test]
fn an_idle_window_asks_for_no_repaint_before_its_words_change() {
    let mut harness = demo_window(Stage::with_webhooks());
    harness.run();
    let delay = harness.output().viewport_output.values().map(|output| output.repaint_delay).min();
    assert!(delay.expect("a viewport") >= std::time::Duration::from_secs(5), "{delay:?}");
}

#[test]
fn settings_open_from_the_connect_page() {
    let mut harness = window::window(Start::default(), Stage::default());
    press(&mut harness, "Connect your company");
    press(&mut harness, "Settings");
    harness.get_by_label("Appearance");
}

#[test]
fn a_key_can_be_typed_and_sent_without_the_mouse() {
    let mut harness = window::window(Start::default(), Stage::with_webhooks());
    press(&mut harness, "Connect your company");
    assert!(harness.get_by_role_and_label(Role::TextInput, "API ID").is_focused());
    harness.event(egui::Event::Text("my-id".into()));
    harness.run();
    harness.key_press(egui::Key::Tab);
    harness.run();
    harness.key_press(egui::Key::Tab);
    harness.run();
    assert!(harness.get_by_role_and_label(Role::PasswordInput, "API token").is_focused());
    harness.event(egui::Event::Text("my-token".into()));
    harness.run();
    harness.key_press(egui::Key::Enter);
    harness.run();
    harness.get_by_label("6 of 100 webhooks, 2 deactivated");
}
