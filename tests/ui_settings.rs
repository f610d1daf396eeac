//! The settings page as a user finds it: its parts, its dialogs, and that each choice is there at the next start.
#![cfg(feature = "gui")]
#![expect(clippy::expect_used, reason = "tests")]

#[expect(dead_code, reason = "each test file uses its part")]
mod window;

use std::path::PathBuf;

use egui::accesskit::Role;
use egui::{Key, Modifiers, Theme};
use egui_kittest::kittest::Queryable as _;
use hookswitch::app::command::Copied;
use hookswitch::app::model::Start;
use hookswitch::app::{Command, Event, Machine, Problem};
use hookswitch::domain::{CallBudget, Settings};
use window::{Shown, Stage, acme, outline, press, stage, window_of};

fn start() -> Start {
    let machine = Machine {
        system: "Debian GNU/Linux 12 (bookworm), x86_64".to_owned(),
        language: Some("en-GB".to_owned()),
        renderer: "glow".to_owned(),
        settings: Some(PathBuf::from("/home/sam/.config/hookswitch/settings.json")),
        history: Some(PathBuf::from("/home/sam/.local/share/hookswitch/history.db")),
    };
    Start { machine, ..Start::default() }
}

/// On the settings page of a company.
fn page_of(size: [f32; 2], settings: Settings) -> Shown {
    let settings = Settings { profiles: vec![acme()], ..settings };
    let mut shown = window_of(size, Theme::Light, start(), Stage { settings, ..Stage::with_webhooks() });
    press(&mut shown, "Settings");
    shown
}

fn page() -> Shown {
    page_of([1280.0, 800.0], Settings::default())
}

fn choose(shown: &mut Shown, radio: &str) {
    shown.get_by_role_and_label(Role::RadioButton, radio).click();
    shown.run();
}

/// On this part of the page: what is out of view can't be clicked.
fn page_at(part: &str) -> Shown {
    let mut shown = page();
    press(&mut shown, part);
    shown
}

/// Ends the window, and starts it again with what was written down.
fn next_start(mut shown: Shown) -> Shown {
    let settings = stage(&mut shown).settings.clone();
    window_of([1280.0, 800.0], Theme::Light, start(), Stage { settings, ..Stage::with_webhooks() })
}

fn texts(shown: &Shown) -> String {
    outline(shown)
}

#[test]
fn the_page_has_its_parts_in_order() {
    insta::assert_snapshot!("outline-settings-page", outline(&page()));
}

#[test]
fn a_narrow_page_has_the_same_parts() {
    let shown = page_of([480.0, 560.0], Settings::default());
    insta::assert_snapshot!("outline-settings-narrow", outline(&shown));
}

#[test]
fn the_dialogs_say_what_they_do() {
    let mut shown = page_at("Go to About");
    press(&mut shown, "Reset settings…");
    insta::assert_snapshot!("outline-settings-reset", outline(&shown));
    press(&mut shown, "Cancel");
    press(&mut shown, "Report a fault…");
    insta::assert_snapshot!("outline-settings-report", outline(&shown));
}

#[test]
fn a_text_size_counts_at_once_and_survives_a_restart() {
    let mut shown = page_at("Go to Appearance");
    choose(&mut shown, "Text size – 150 %");
    assert!((shown.ctx.zoom_factor() - 1.5).abs() < 0.01);
    let mut next = next_start(shown);
    assert!((next.ctx.zoom_factor() - 1.5).abs() < 0.01);
    next.key_press_modifiers(Modifiers::COMMAND, Key::Minus);
    next.run();
    assert!((next.ctx.zoom_factor() - 1.25).abs() < 0.01);
    assert_eq!(stage(&mut next).settings.text_size.percent(), 125, "the keys are remembered too");
}

#[test]
fn the_text_size_can_be_changed_while_a_dialog_is_open() {
    let mut shown = page_at("Go to About");
    press(&mut shown, "Reset settings…");
    shown.key_press_modifiers(Modifiers::COMMAND, Key::Plus);
    shown.run();
    assert!((shown.ctx.zoom_factor() - 1.1).abs() < 0.01);
    assert!(texts(&shown).contains("Reset the settings?"));
}

#[test]
fn times_are_told_in_the_way_that_was_chosen_everywhere() {
    let mut shown = page();
    press(&mut shown, "Webhooks");
    assert!(texts(&shown).contains("Read just now"));
    press(&mut shown, "Settings");
    press(&mut shown, "Go to Appearance");
    choose(&mut shown, "Exact");
    choose(&mut shown, "12-hour clock");
    let mut shown = next_start(shown);
    assert!(texts(&shown).contains("Read on 2026-05-28 8:26 pm"), "{}", texts(&shown));
    press(&mut shown, "History");
    let said = texts(&shown);
    assert!(said.contains("8:26 pm") && !said.contains("20:26"), "{said}");
}

#[test]
fn fewer_calls_reach_the_worker() {
    let mut shown = page_at("Go to Network");
    choose(&mut shown, "20 a minute");
    let told = Command::SetBudget(CallBudget::of(20));
    assert!(stage(&mut shown).commands.contains(&told));
    shown.get_by_label("Changing 100 webhooks takes about 10 minutes this way");
    let mut next = next_start(shown);
    assert!(stage(&mut next).commands.contains(&told));
}

#[test]
fn a_column_that_is_not_wanted_stays_away() {
    let mut shown = page();
    press(&mut shown, "Webhooks");
    assert!(texts(&shown).contains("Sort by Created"), "{}", texts(&shown));
    press(&mut shown, "Columns");
    shown.get_by_role_and_label(Role::CheckBox, "Show the column Created").click();
    shown.run();
    shown.get_by_role_and_label(Role::CheckBox, "Show the column Created"); // the menu stays for the next one
    assert!(!texts(&shown).contains("Sort by Created"));
    let next = next_start(shown);
    assert!(!texts(&next).contains("Sort by Created"));
}

#[test]
fn a_folder_that_does_not_open_is_said_with_a_way_on() {
    let mut shown = page_at("Go to What is stored where");
    press(&mut shown, "Open the folder of settings");
    let folder = Command::OpenFolder(PathBuf::from("/home/sam/.config/hookswitch"));
    assert!(stage(&mut shown).commands.contains(&folder));
    stage(&mut shown).events.push_back(Event::Done(Err(Problem::FolderNotOpened)));
    shown.run();
    assert!(texts(&shown).contains("Copy the path instead"));
}

#[test]
fn what_is_copied_for_a_fault_is_what_was_shown() {
    let mut shown = page_at("Go to About");
    press(&mut shown, "Report a fault…");
    press(&mut shown, "Copy this text");
    let copied = stage(&mut shown).commands.iter().rev().find_map(|command| match command {
        Command::Copy { what: Copied::Report, text } => Some(text.expose().to_owned()),
        _ => None,
    });
    let copied = copied.expect("it was copied");
    shown.get_by_label(&copied);
    assert!(!copied.contains("Acme") && !copied.contains("/home") && !copied.contains("://"), "{copied}");
}

#[test]
fn of_the_licences_only_the_lines_in_view_are_drawn() {
    let mut shown = page_at("Go to About");
    press(&mut shown, "Licences of all parts");
    let lines = texts(&shown).lines().count();
    assert!(texts(&shown).contains("These are the parts of others"));
    assert!(lines < 200, "{lines} lines are in the window");
    press(&mut shown, "Close");
}

#[test]
fn a_reset_brings_the_usual_look_back_at_once() {
    let mut shown = page_at("Go to Appearance");
    choose(&mut shown, "Text size – 150 %");
    press(&mut shown, "Go to Start over");
    press(&mut shown, "Reset settings…");
    press(&mut shown, "Reset settings");
    assert!((shown.ctx.zoom_factor() - 1.0).abs() < 0.01);
    assert_eq!(stage(&mut shown).settings.profiles.len(), 1);
    assert!(texts(&shown).contains("Settings are back to what they were at first"));
}

#[test]
fn a_part_of_the_page_is_brought_into_view() {
    let mut shown = page_of([1280.0, 560.0], Settings::default());
    let top = |shown: &Shown| shown.get_by_role_and_label(Role::Button, "Report a fault…").rect().top();
    assert!(top(&shown) > 560.0, "it is far below");
    press(&mut shown, "Go to About");
    assert!(top(&shown) < 560.0, "{}", top(&shown));
}

#[test]
fn an_idle_window_writes_nothing_and_wakes_for_nothing() {
    let mut shown = page();
    let saves = |shown: &mut Shown| {
        stage(shown).commands.iter().filter(|command| matches!(command, Command::SaveSettings(_))).count()
    };
    let before = saves(&mut shown);
    shown.run_steps(8);
    assert_eq!(saves(&mut shown), before);
}
