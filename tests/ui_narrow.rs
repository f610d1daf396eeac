//! Every dialog of a change in small windows, at large scales and with long names: its buttons are on screen and work.
#![cfg(feature = "gui")]
#![expect(clippy::expect_used, reason = "tests")]

#[expect(dead_code, reason = "each test file uses its part")]
mod window;

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use hookswitch::app::model::Start;
use hookswitch::app::{Command, Outcome, text};
use hookswitch::domain::{EventSet, Webhook};
use window::{Shown, Stage, stage, window_of};

const LONG: &str = "Orders of all northern warehouses and of the returns department";

/// Windows in pixels, and their scale: the smallest that there can be, and what a screen leaves at 200 %.
const SIZES: [([f32; 2], f32); 4] =
    [([480.0, 560.0], 1.0), ([1280.0, 960.0], 2.0), ([1280.0, 800.0], 2.0), ([1280.0, 800.0], 1.0)];

/// Ten webhooks with long names and many events, off and on by turns.
fn ten() -> Vec<Webhook> {
    let events: Vec<String> = EventSet::all()
        .iter()
        .map(|name| name.as_str().to_owned())
        .filter(|name| name != "call.assigned")
        .take(30)
        .collect();
    let events: Vec<&str> = events.iter().map(String::as_str).collect();
    let hook = |number: usize| {
        let url = format!("https://warehouse-{number}.of-the-north.example/aircall/{}?key=s3cr3t", "path/".repeat(12));
        window::webhook(&format!("w{number}"), Some(&format!("{number} {LONG}")), &url, number % 2 == 1, &events)
    };
    (0..10).map(hook).collect()
}

fn shown(size: [f32; 2], scale: f32, outcomes: Vec<(&'static str, Outcome)>) -> Shown {
    let start = Start { demo: true, ..Start::default() };
    let stage = Stage { webhooks: ten(), outcomes, ..Stage::with_webhooks() };
    let mut harness = window_of(size, egui::Theme::Light, start, stage);
    harness.set_pixels_per_point(scale);
    harness.run();
    harness
}

fn screen(harness: &Shown) -> egui::Rect {
    harness.ctx.content_rect()
}

/// A button that is on screen as it is, without scrolling.
fn press(harness: &mut Shown, button: &str) {
    let rect = harness.get_by_role_and_label(Role::Button, button).rect();
    let screen = screen(harness);
    assert!(screen.contains_rect(rect), "{button} is at {rect:?} in {screen:?}");
    window::press(harness, button);
}

/// One that may have to be scrolled to.
fn reach(harness: &mut Shown, role: Role, name: &str) {
    harness.get_by_role_and_label(role, name).scroll_to_me();
    harness.run();
    harness.get_by_role_and_label(role, name).click();
    harness.run();
}

fn open_edit(harness: &mut Shown) {
    reach(harness, Role::Button, &format!("0 {LONG}, Deactivated, warehouse-0.of-the-north.example, 30 events"));
    reach(harness, Role::Button, &format!("Edit 0 {LONG}…"));
    let name = ten()[0].events.iter().next().expect("an event").as_str().to_owned();
    reach(harness, Role::CheckBox, &name);
    reach(harness, Role::CheckBox, text::active());
    press(harness, "Review changes…");
}

fn changes(harness: &mut Shown) -> usize {
    stage(harness).commands.iter().filter(|command| matches!(command, Command::Change { .. })).count()
}

#[test]
fn the_review_of_an_edit_fits() {
    for (size, scale) in SIZES {
        let mut harness = shown(size, scale, Vec::new());
        open_edit(&mut harness);
        harness.key_press(egui::Key::Escape);
        harness.run();
        press(&mut harness, "Review changes…");
        press(&mut harness, "Save changes");
        assert_eq!(changes(&mut harness), 1, "{size:?} {scale}");
        press(&mut harness, "Undo…");
        press(&mut harness, "Take back");
        assert_eq!(changes(&mut harness), 2, "{size:?} {scale}");
    }
}

#[test]
fn a_conflict_fits() {
    for (size, scale) in SIZES {
        let mut harness = shown(size, scale, vec![("w0", Outcome::Conflict)]);
        open_edit(&mut harness);
        press(&mut harness, "Save changes");
        let both = text::side_of(hookswitch::domain::Side::Both, hookswitch::domain::Field::Events);
        reach(&mut harness, Role::RadioButton, &both);
        press(&mut harness, "Save this");
        assert_eq!(changes(&mut harness), 2, "{size:?} {scale}");
        press(&mut harness, "Close");
    }
}

#[test]
fn the_choice_of_events_fits() {
    for (size, scale) in SIZES {
        let mut harness = shown(size, scale, Vec::new());
        harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
        harness.run();
        reach(&mut harness, Role::Button, "Change the events of 10 webhooks…");
        reach(&mut harness, Role::TextInput, "Filter events");
        harness.event(egui::Event::Text("user.created.v2".into()));
        harness.run();
        reach(&mut harness, Role::RadioButton, "Add user.created.v2");
        press(&mut harness, "Review…");
        press(&mut harness, "Change the events of 10 webhooks");
        assert_eq!(changes(&mut harness), 1, "{size:?} {scale}");
        press(&mut harness, "Take back 10…");
        press(&mut harness, "Cancel");
    }
}

#[test]
fn a_delete_of_ten_fits_and_each_token_can_be_reached() {
    for (size, scale) in SIZES {
        let mut harness = shown(size, scale, Vec::new());
        harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
        harness.run();
        reach(&mut harness, Role::Button, "Delete 10…");
        reach(&mut harness, Role::Button, &format!("Copy the token of 9 {LONG}"));
        assert!(stage(&mut harness).commands.iter().any(|command| matches!(command, Command::Copy { .. })));
        press(&mut harness, "Delete 10 webhooks");
        assert_eq!(changes(&mut harness), 1, "{size:?} {scale}");
        press(&mut harness, "Close");
    }
}

#[test]
fn a_batch_with_every_way_on_fits() {
    for (size, scale) in SIZES {
        let outcomes = vec![
            ("w0", Outcome::RefusedOldNames),
            ("w2", Outcome::Conflict),
            ("w4", Outcome::AcceptedButNot),
            ("w6", Outcome::Unclear(hookswitch::app::Problem::TimedOut)),
        ];
        let mut harness = shown(size, scale, outcomes);
        reach(&mut harness, Role::Button, "Re-enable all deactivated…");
        press(&mut harness, "Re-enable 5 webhooks");
        let screen = screen(&harness);
        for button in ["Close", "Try another way for 1", "Try 3 again", "Look at 1 again", "Take back…"] {
            let rect = harness.get_by_role_and_label(Role::Button, button).rect();
            assert!(screen.contains_rect(rect), "{button} is at {rect:?} in {screen:?}");
        }
        press(&mut harness, "Look at 1 again");
        press(&mut harness, "Cancel");
    }
}

#[test]
fn the_move_of_events_fits() {
    for (size, scale) in SIZES {
        let mut harness = shown(size, scale, Vec::new());
        reach(&mut harness, Role::Button, "Move events…");
        press(&mut harness, "Cancel");
    }
}

#[test]
fn the_history_fits_and_its_details_can_be_read() {
    for (size, scale) in SIZES {
        let mut harness = shown(size, scale, Vec::new());
        press(&mut harness, "History");
        press(&mut harness, "Export as CSV…");
        press(&mut harness, "What was sent");
        press(&mut harness, "What changed");
        reach(&mut harness, Role::Button, "Details of Orders, deactivated 2026-05-28 20:26:40");
        reach(&mut harness, Role::Button, "Try 1 again…");
    }
}

#[test]
fn the_question_before_closing_fits() {
    for (size, scale) in SIZES {
        let mut harness = shown(size, scale, Vec::new());
        reach(&mut harness, Role::Button, "Re-enable all deactivated…");
        stage(&mut harness).hold = true;
        press(&mut harness, "Re-enable 5 webhooks");
        let window = harness.state_mut().as_mut().expect("a window");
        window.model.update(hookswitch::app::Msg::Action(hookswitch::app::Action::Quit));
        harness.run();
        press(&mut harness, "Go on");
        press(&mut harness, "Cancel");
        assert!(stage(&mut harness).commands.iter().any(|command| matches!(command, Command::Cancel { .. })));
    }
}
