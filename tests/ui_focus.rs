//! Where the keyboard is after something opened, closed or changed by itself.
#![cfg(feature = "gui")]
#![expect(clippy::expect_used, reason = "tests")]

#[expect(dead_code, reason = "each test file uses its part")]
mod window;

use egui::accesskit::Role;
use egui::{Key, Memory, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use hookswitch::app::{Dialog, Model, Notice, Tone};
use window::{Shown, Stage, demo_window, press};

fn command(harness: &mut Shown, key: Key) {
    harness.key_press_modifiers(Modifiers::COMMAND, key);
    harness.run();
}

fn key(harness: &mut Shown, key: Key) {
    harness.key_press(key);
    harness.run();
}

fn model(harness: &mut Shown) -> &mut Model {
    &mut harness.state_mut().as_mut().expect("the window is open").model
}

fn has_focus(harness: &Shown, role: Role, name: &str) -> bool {
    harness.get_by_role_and_label(role, name).is_focused()
}

#[test]
fn a_dialog_opens_on_its_default_button_and_enter_presses_it() {
    let mut harness = demo_window(Stage::with_webhooks());
    press(&mut harness, "Re-enable all deactivated…");
    assert!(has_focus(&harness, Role::Button, "Re-enable 2 webhooks"));
    key(&mut harness, Key::Enter);
    harness.get_by_role_and_label(Role::Dialog, "2 of 2 webhooks on again");
    assert!(has_focus(&harness, Role::Button, "Close"));
    key(&mut harness, Key::Enter);
    assert!(model(&mut harness).dialog.is_none());
}

#[test]
fn a_deletion_opens_on_the_way_out() {
    let mut harness = demo_window(Stage::with_webhooks());
    key(&mut harness, Key::ArrowDown);
    key(&mut harness, Key::Delete);
    harness.get_by_role_and_label(Role::Dialog, "Delete 1 webhook");
    assert!(has_focus(&harness, Role::Button, "Cancel"));
    key(&mut harness, Key::Enter);
    assert!(model(&mut harness).dialog.is_none());
    harness.get_by_label("6 of 100 webhooks, 2 deactivated");
}

#[test]
fn a_dialog_without_a_default_opens_on_the_first_thing_in_it() {
    let mut harness = demo_window(Stage::with_webhooks());
    key(&mut harness, Key::F1);
    assert!(matches!(model(&mut harness).dialog, Some(Dialog::Shortcuts)));
    assert!(has_focus(&harness, Role::Button, "Close"));
}

#[test]
fn nothing_has_the_focus_while_a_review_runs_so_that_a_second_enter_stops_nothing() {
    let mut harness = demo_window(Stage::with_webhooks());
    press(&mut harness, "Re-enable all deactivated…");
    window::stage(&mut harness).hold = true;
    key(&mut harness, Key::Enter);
    harness.get_by_role_and_label(Role::Button, "Cancel");
    assert_eq!(harness.ctx.memory(Memory::focused), None);
}

#[test]
fn who_comes_to_a_page_by_keyboard_is_in_it() {
    let mut harness = demo_window(Stage::with_webhooks());
    command(&mut harness, Key::N);
    assert!(has_focus(&harness, Role::TextInput, "Name"));
    key(&mut harness, Key::Escape);
    assert!(harness.ctx.memory(Memory::focused).is_some(), "the list has it again");
    command(&mut harness, Key::Num2);
    assert!(harness.ctx.memory(Memory::focused).is_some(), "the audit's page has it");
}

#[test]
fn who_comes_to_a_page_by_mouse_sees_nothing_marked() {
    let mut harness = demo_window(Stage::with_webhooks());
    press(&mut harness, "Audit");
    harness.get_by_label("Start the audit");
    let focused = harness.ctx.memory(Memory::focused);
    assert!(focused.is_none() || has_focus(&harness, Role::Button, "Audit"), "{focused:?}");
}

#[test]
fn the_focus_stays_where_it_is_when_a_notice_comes_and_goes() {
    let mut harness = demo_window(Stage::with_webhooks());
    command(&mut harness, Key::F);
    key(&mut harness, Key::Tab);
    let focused = harness.ctx.memory(Memory::focused);
    assert!(focused.is_some());
    let notice =
        Notice { text: "Copied".to_owned(), tone: Tone::Neutral, offer: None, more: None, since: window::now() };
    for notice in [Some(notice), None] {
        model(&mut harness).notice = notice;
        harness.run();
        harness.run();
        assert_eq!(harness.ctx.memory(Memory::focused), focused);
    }
}

fn row(harness: &Shown) -> egui_kittest::Node<'_> {
    let label = |node: &egui_kittest::Node<'_>| node.accesskit_node().label().unwrap_or_default();
    let mut buttons = harness.query_all_by_role(Role::Button);
    buttons.find(|node| label(node).starts_with("Old bot, ")).expect("the row")
}

#[test]
fn the_focus_stays_on_a_button_of_the_details_when_news_come_above_it() {
    let mut harness = demo_window(Stage::with_webhooks());
    row(&harness).click();
    harness.run();
    let edit = hookswitch::app::text::edit("Old bot");
    harness.get_by_role_and_label(Role::Button, &edit).focus();
    harness.run();
    assert!(has_focus(&harness, Role::Button, &edit));
    let before = harness.get_by_role_and_label(Role::Button, &edit).rect();
    let seen = window::some_history().sightings;
    model(&mut harness).past.sightings = seen;
    harness.run();
    assert!(harness.get_by_role_and_label(Role::Button, &edit).rect().top() > before.top(), "a note came");
    assert!(has_focus(&harness, Role::Button, &edit));
}

#[test]
fn who_closes_the_details_by_key_is_on_their_row_and_who_does_by_mouse_sees_no_ring() {
    for by_key in [true, false] {
        let mut harness = demo_window(Stage::with_webhooks());
        row(&harness).click();
        harness.run();
        if by_key {
            harness.get_by_role_and_label(Role::Button, "Close details").focus();
            harness.run();
            key(&mut harness, Key::Enter);
        } else {
            press(&mut harness, "Close details");
        }
        assert!(harness.query_by_role_and_label(Role::Button, "Close details").is_none(), "by key: {by_key}");
        assert_eq!(row(&harness).is_focused(), by_key, "by key: {by_key}");
    }
}
