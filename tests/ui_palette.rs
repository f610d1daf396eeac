//! The command palette, the sheet of shortcuts, and the keys of the window.
#![cfg(feature = "gui")]
#![expect(clippy::expect_used, reason = "tests")]

#[expect(dead_code, reason = "each test file uses its part")]
mod window;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use hookswitch::app::keys::{Does, Held, Key as Named, SHORTCUTS, Shortcut};
use hookswitch::app::rows::Standing;
use hookswitch::app::{Aim, Dialog, Model, Place, text};
use hookswitch::domain::TextSize;
use window::{Shown, Stage, demo_window, press, stage};

fn command(harness: &mut Shown, key: Key) {
    harness.key_press_modifiers(Modifiers::COMMAND, key);
    harness.run();
}

fn key(harness: &mut Shown, key: Key) {
    harness.key_press(key);
    harness.run();
}

fn typed(harness: &mut Shown, words: &str) {
    harness.get_by_role_and_label(Role::TextInput, "Find and do").type_text(words);
    harness.run();
}

fn model(harness: &Shown) -> &Model {
    &harness.state().as_ref().expect("the window is open").model
}

#[test]
fn a_webhook_is_found_and_shown_by_the_keyboard_alone() {
    let mut harness = demo_window(Stage::with_webhooks());
    command(&mut harness, Key::K);
    typed(&mut harness, "recla");
    harness.get_by_role_and_label(Role::Status, "1 result, 1 of 1 selected, Réclamations Lyon");
    key(&mut harness, Key::Enter);
    harness.get_by_label("Deactivate Réclamations Lyon…");
    assert!(model(&harness).dialog.is_none());
}

#[test]
fn the_palette_opens_from_the_top_bar_and_esc_gives_the_focus_back() {
    let mut harness = demo_window(Stage::with_webhooks());
    command(&mut harness, Key::F);
    let before = harness.ctx.memory(egui::Memory::focused);
    assert!(before.is_some(), "the search field has it");
    command(&mut harness, Key::K);
    assert_ne!(harness.ctx.memory(egui::Memory::focused), before, "the palette's field has it");
    key(&mut harness, Key::Escape);
    assert!(model(&harness).dialog.is_none());
    assert_eq!(harness.ctx.memory(egui::Memory::focused), before);
    press(&mut harness, "Open the command palette");
    harness.get_by_role_and_label(Role::TextInput, "Find and do");
}

#[test]
fn arrows_choose_another_line_and_a_delete_asks_first() {
    let mut harness = demo_window(Stage::with_webhooks());
    press(&mut harness, "Orders, Deactivated, orders.example, 3, 1 unknown");
    command(&mut harness, Key::K);
    for (pressed, at) in [(Key::ArrowDown, 1), (Key::PageDown, 9), (Key::ArrowUp, 8), (Key::Home, 0)] {
        key(&mut harness, pressed);
        let Some(Dialog::Palette(palette)) = &model(&harness).dialog else { panic!("no palette") };
        assert_eq!(palette.selected, at);
    }
    typed(&mut harness, "delete orders");
    key(&mut harness, Key::Enter);
    assert!(matches!(&model(&harness).dialog, Some(Dialog::Review(review)) if review.aim == Aim::Delete));
}

#[test]
fn the_sheet_opens_by_f1_and_by_a_question_mark_outside_of_fields() {
    let mut harness = demo_window(Stage::with_webhooks());
    for opens in [Key::F1, Key::Questionmark] {
        key(&mut harness, opens);
        assert_eq!(model(&harness).dialog, Some(Dialog::Shortcuts));
        harness.get_by_label("Take the last change back, after a review");
        key(&mut harness, Key::Escape);
        assert_eq!(model(&harness).dialog, None);
    }
    command(&mut harness, Key::F);
    key(&mut harness, Key::Questionmark);
    assert_eq!(model(&harness).dialog, None, "in a field it is a letter");
}

#[test]
fn single_keys_belong_to_the_field_that_has_the_focus() {
    let mut harness = demo_window(Stage::with_webhooks());
    press(&mut harness, "Orders, Deactivated, orders.example, 3, 1 unknown");
    command(&mut harness, Key::F);
    key(&mut harness, Key::Delete);
    key(&mut harness, Key::F2);
    command(&mut harness, Key::Z);
    assert!(model(&harness).dialog.is_none() && model(&harness).place == Place::Webhooks);
    harness.ctx.memory_mut(egui::Memory::stop_text_input);
    harness.run();
    key(&mut harness, Key::Delete);
    assert!(matches!(&model(&harness).dialog, Some(Dialog::Review(review)) if review.aim == Aim::Delete));
}

/// Every entry of the table does in the window what the table says, and so does the sheet that is made from it.
#[test]
fn the_window_reads_every_key_of_the_table() {
    for shortcut in SHORTCUTS.iter().filter(|shortcut| !shortcut.mac_only) {
        let mut harness = demo_window(Stage::with_webhooks());
        if shortcut.does != Does::Details {
            press(&mut harness, "Orders, Deactivated, orders.example, 3, 1 unknown");
        }
        match shortcut.does {
            Does::Page(Place::Webhooks) => press(&mut harness, "Settings"),
            Does::TakeBack => press(&mut harness, "History"),
            _ => {}
        }
        harness.ctx.memory_mut(egui::Memory::stop_text_input);
        harness.run();
        assert!(model(&harness).on_key(shortcut.does, Standing::default()).is_some(), "{shortcut:?} comes to nothing");
        let before = summary(&mut harness);
        harness.key_press_modifiers(held(*shortcut), named(shortcut.key));
        harness.run_steps(6); // a window that closes doesn't settle
        assert_ne!(before, summary(&mut harness), "{shortcut:?} did nothing");
    }
}

fn summary(harness: &mut Shown) -> (Place, Option<Dialog>, bool, Vec<String>, usize, Option<egui::Id>, TextSize) {
    let commands = stage(harness).commands.len();
    let focused = harness.ctx.memory(egui::Memory::focused);
    let model = model(harness);
    let rows = model.view.current.iter().chain(&model.view.selected).map(ToString::to_string).collect();
    (model.place, model.dialog.clone(), model.quit, rows, commands, focused, model.settings.text_size)
}

/// What the sheet says is what the table holds, on each system.
#[test]
fn the_sheet_shows_every_key_of_the_table() {
    let mut harness = demo_window(Stage::with_webhooks());
    key(&mut harness, Key::F1);
    for shortcut in SHORTCUTS.iter().filter(|shortcut| !shortcut.mac_only) {
        harness.get_by_label(text::does(shortcut.does));
        let keys = text::key_name(shortcut.key);
        let shown: Vec<_> = harness.query_all_by_label_contains(keys).collect();
        assert!(!shown.is_empty(), "{keys} isn't shown");
    }
    let first = SHORTCUTS.first().expect("the palette's");
    assert_eq!((text::chord(*first, false), text::chord(*first, true)), ("Ctrl K".to_owned(), "⌘K".to_owned()));
}

fn held(shortcut: Shortcut) -> Modifiers {
    match shortcut.held {
        Held::Nothing => Modifiers::NONE,
        Held::Shift => Modifiers::SHIFT,
        Held::Command => Modifiers::COMMAND,
    }
}

/// By egui's own name of the key: not by the window's table.
fn named(key: Named) -> Key {
    let name = match key {
        Named::One => "1",
        Named::Two => "2",
        Named::Three => "3",
        Named::Four => "4",
        Named::Question => "?",
        Named::Zero => "0",
        Named::Plus => "Plus",
        Named::Equals => "Equals",
        Named::Minus => "Minus",
        Named::PageUp => "PageUp",
        Named::PageDown => "PageDown",
        other => return Key::from_name(&format!("{other:?}")).expect("a key"),
    };
    Key::from_name(name).expect("a key")
}
