//! What the window says in each state: every error sentence where it arose, with its way on; nothing shown as whole that
//! isn't.
#![cfg(feature = "gui")]
#![expect(clippy::expect_used, reason = "tests")]

#[expect(dead_code, reason = "each test file uses its part")]
mod window;

use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use hookswitch::app::model::Start;
use hookswitch::app::{Event, Problem, text};
use window::{Stage, demo_window, press, stage};

fn problems() -> Vec<Problem> {
    vec![
        Problem::Unauthorized,
        Problem::WrongKey,
        Problem::RefusedOnTheWay,
        Problem::WebhooksForbidden,
        Problem::Offline,
        Problem::Dns { host: "api.aircall.io".into() },
        Problem::Refused { host: "api.aircall.io".into() },
        Problem::Tls { issuer: Some("Corp Inspection CA".into()) },
        Problem::Tls { issuer: None },
        Problem::ProxySignIn,
        Problem::Proxy,
        Problem::TimedOut,
        Problem::Cut,
        Problem::RateLimited { seconds: 30 },
        Problem::ServerFault { status: 503 },
        Problem::Unreadable { status: Some(200) },
        Problem::Redirected,
        Problem::Rejected { status: 422, said: Some("url is taken".into()) },
    ]
}

#[test]
fn each_answer_of_the_api_has_its_own_sentence_on_the_list() {
    for problem in problems() {
        let mut harness = demo_window(Stage { read: Some(problem.clone()), ..Stage::with_webhooks() });
        harness.get_by_label(&text::problem_title(&problem));
        harness.get_by_label(text::problem_advice(&problem));
        stage(&mut harness).read = None;
        press(&mut harness, "Try again");
        harness.get_by_label("6 of 100 webhooks, 2 deactivated");
    }
}

#[test]
fn each_answer_of_the_api_has_its_own_sentence_while_connecting() {
    for problem in problems() {
        let mut harness =
            window::window(Start::default(), Stage { test: Some(problem.clone()), ..Stage::with_webhooks() });
        press(&mut harness, "Connect your company");
        for (role, field) in [(Role::TextInput, "API ID"), (Role::PasswordInput, "API token")] {
            harness.get_by_role_and_label(role, field).focus();
            harness.run();
            harness.get_by_role_and_label(role, field).type_text("abc");
            harness.run();
        }
        press(&mut harness, "Test and save");
        harness.get_by_label(&text::problem_title(&problem));
    }
}

#[test]
fn each_fault_of_the_keyring_has_its_own_sentence_and_a_way_on() {
    for problem in [
        Problem::KeyringMissing,
        Problem::KeyringLocked,
        Problem::KeyringSilent,
        Problem::KeyringBusy,
        Problem::KeyringFault,
        Problem::KeyringEntryGone,
    ] {
        let harness = demo_window(Stage { open: Some(problem.clone()), ..Stage::with_webhooks() });
        harness.get_by_label(&text::problem_title(&problem));
        harness.get_by_label(text::problem_advice(&problem));
    }
}

#[test]
fn a_failed_refresh_keeps_the_list_and_marks_it_as_old() {
    let mut harness = demo_window(Stage::with_webhooks());
    stage(&mut harness).read = Some(Problem::TimedOut);
    press(&mut harness, "Refresh");
    harness.get_by_label("6 of 100 webhooks, 2 deactivated");
    let told = harness.get_by_role(Role::Alert).accesskit_node().label().unwrap_or_default();
    assert!(told.contains("What you see is from the last time it worked"), "{told}");
    press(&mut harness, "Try again");
}

#[test]
fn a_part_is_never_shown_as_the_whole() {
    let harness = demo_window(Stage { more_than_listed: 23, ..Stage::with_webhooks() });
    harness.get_by_label("29 expected, 6 read");
}

#[test]
fn an_empty_list_says_that_it_proves_little() {
    let harness = demo_window(Stage::default());
    harness.get_by_label("No webhooks yet");
    harness.get_by_label(text::empty_text());
}

#[test]
fn a_slow_keyring_is_told_and_can_be_cancelled() {
    let mut harness = demo_window(Stage { hold: true, ..Stage::with_webhooks() });
    let request =
        stage(&mut harness).commands.iter().find_map(hookswitch::app::Command::request).expect("it is being opened");
    stage(&mut harness).events.push_back(Event::KeyringSlow { request });
    harness.run();
    assert!(harness.query_by_label(text::opening_demo()).is_none(), "nothing flickers");
    window::let_time_pass(&mut harness);
    harness.get_by_label(text::keyring_slow());
    press(&mut harness, "Cancel");
    let cancelled = |command: &hookswitch::app::Command| matches!(command, hookswitch::app::Command::Cancel { request: it } if *it == request);
    assert!(stage(&mut harness).commands.iter().any(cancelled));
}

#[test]
fn a_wait_counts_down_on_screen() {
    use hookswitch::app::command::Wait;
    let mut harness = demo_window(Stage::with_webhooks());
    stage(&mut harness).hold = true;
    press(&mut harness, "Refresh");
    let wait = Some(Wait::RateLimited { seconds: 42 });
    stage(&mut harness).events.push_back(Event::Waiting { target: None, wait });
    window::let_time_pass(&mut harness);
    harness.get_by_label("Aircall asks us to wait. Going on in 42 s");
}

#[test]
fn every_page_fits_narrow_windows_and_large_letters() {
    for (size, zoom) in [([420.0, 480.0], 1.0), ([1280.0, 800.0], 3.0), ([900.0, 600.0], 2.0)] {
        let start = Start { demo: true, ..Start::default() };
        let mut harness = window::window_of(size, egui::Theme::Dark, start, Stage::with_webhooks());
        harness.set_pixels_per_point(zoom);
        harness.run();
        press(&mut harness, "Settings");
        harness.get_by_label("Appearance");
        press(&mut harness, "Webhooks");
        harness.get_by_label("6 of 100 webhooks, 2 deactivated");
        harness.get_by_role_and_label(Role::Button, "New webhook…").scroll_to_me();
        harness.run();
        press(&mut harness, "New webhook…");
        harness.get_by_label("Start from a purpose");
    }
}
