//! A few pictures of the main screens in both themes, and outlines (role and name of every node) of each screen.
#![cfg(feature = "gui")]
#![expect(clippy::expect_used, reason = "tests")]

#[expect(dead_code, reason = "each test file uses its part")]
mod window;

use egui::Theme;
use egui::accesskit::Role;
use egui_kittest::SnapshotResults;
use egui_kittest::kittest::Queryable as _;
use hookswitch::app::Outcome;
use hookswitch::app::model::Start;
use window::{Shown, Stage, outline, window_of};

fn shown(theme: Theme, demo: bool) -> Shown {
    window_of([1280.0, 800.0], theme, Start { demo, ..Start::default() }, Stage::with_webhooks())
}

fn press(harness: &mut Shown, button: &str) {
    harness.get_by_role_and_label(Role::Button, button).click();
    harness.run();
}

/// Every screen, by the way to it.
fn screens(theme: Theme) -> Vec<(&'static str, Shown)> {
    let welcome = shown(theme, false);
    let mut list = shown(theme, true);
    press(&mut list, "Orders, Deactivated, orders.example, 3, 1 unknown");
    let mut review = shown(theme, true);
    press(&mut review, "Re-enable all deactivated…");
    let mut form = shown(theme, true);
    press(&mut form, "New webhook…");
    press(&mut form, "Log calls in a CRM");
    let mut settings = shown(theme, true);
    press(&mut settings, "Settings");
    let mut connect = shown(theme, false);
    press(&mut connect, "Connect your company");
    let mut screens = vec![
        ("welcome", welcome),
        ("list", list),
        ("review", review),
        ("form", form),
        ("settings", settings),
        ("connect", connect),
    ];
    screens.extend(changes(theme));
    screens
}

/// What belongs to changing webhooks.
fn changes(theme: Theme) -> Vec<(&'static str, Shown)> {
    const ORDERS: &str = "Orders, Deactivated, orders.example, 3, 1 unknown";
    let mut history = shown(theme, true);
    press(&mut history, "History");
    press(&mut history, "Details of Orders, deactivated 2026-05-28 20:26:40");
    let mut delete = shown(theme, true);
    press(&mut delete, ORDERS);
    press(&mut delete, "Delete Orders…");
    let mut conflict = window_of(
        [1280.0, 800.0],
        theme,
        Start { demo: true, ..Start::default() },
        Stage { outcomes: vec![("w1", Outcome::Conflict)], ..Stage::with_webhooks() },
    );
    press(&mut conflict, ORDERS);
    press(&mut conflict, "Edit Orders…");
    tick(&mut conflict, "call.created");
    press(&mut conflict, "Review changes…");
    press(&mut conflict, "Save changes");
    let mut events = shown(theme, true);
    events.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    events.run();
    press(&mut events, "Change the events of 6 webhooks…");
    vec![("history", history), ("delete", delete), ("conflict", conflict), ("events", events)]
}

fn tick(harness: &mut Shown, name: &str) {
    harness.get_by_role_and_label(Role::CheckBox, name).click();
    harness.run();
}

#[test]
fn the_main_screens_look_as_they_did() {
    let mut results = SnapshotResults::new();
    for (theme, suffix) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        let pictured = ["welcome", "list", "review", "form", "history", "delete", "conflict", "events"];
        for (name, mut harness) in screens(theme).into_iter().filter(|(name, _)| pictured.contains(name)) {
            harness.remove_cursor();
            harness.run();
            results.add(harness.try_snapshot_options(format!("{name}-{suffix}"), &options()));
        }
    }
}

/// Software drawing differs by a few pixels between driver versions.
fn options() -> egui_kittest::SnapshotOptions {
    egui_kittest::SnapshotOptions::new().threshold(1.5).max_failed_pixels(600)
}

#[test]
fn each_screen_tells_a_screen_reader_what_it_shows() {
    for (name, harness) in screens(Theme::Light) {
        insta::assert_snapshot!(format!("outline-{name}"), outline(&harness));
    }
}
