//! Names in any script, the menu of every field, input methods: in the window, without a screen.
#![cfg(feature = "gui")]
#![expect(clippy::expect_used, reason = "tests")]

#[expect(dead_code, reason = "each test file uses its part")]
mod window;

use egui::accesskit::Role;
use egui::{Event, ImeEvent, Key, Modifiers, OutputCommand};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use hookswitch::app::command::Copied;
use hookswitch::app::{Action, Command, Dialog, Model, Msg, Place, ScriptAction, text};
use hookswitch::domain::Script;
use window::{Shown, Stage, demo_window, outline, press, stage, webhook};

const HEBREW: &str = "הזמנות חדשות 12";
const ARABIC: &str = "طلبات (جديدة)";

fn scripts() -> Stage {
    let mut stage = Stage::with_webhooks();
    stage.webhooks = vec![
        webhook("r1", Some(HEBREW), "https://crm.example/in", false, &["call.ended"]),
        webhook("r2", Some(ARABIC), "https://crm.example/aircall", true, &["call.ended"]),
        webhook("r3", Some("Orders"), "https://crm.example/api/v2/a-rather-long-way/to/aircall?key=s3cr3t", true, &[]),
    ];
    stage
}

fn model(harness: &Shown) -> &Model {
    &harness.state().as_ref().expect("the window is open").model
}

fn event(harness: &mut Shown, event: Event) {
    harness.event(event);
    harness.run();
}

fn preedit(harness: &mut Shown, letters: &str) {
    event(harness, Event::Ime(ImeEvent::Preedit { text: letters.to_owned(), active_range_chars: None }));
}

fn commit(harness: &mut Shown, letters: &str) {
    event(harness, Event::Ime(ImeEvent::Commit(letters.to_owned())));
}

fn key(harness: &mut Shown, key: Key) {
    harness.key_press(key);
    harness.run();
}

fn pressed(key: Key, modifiers: Modifiers) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
}

/// In one frame.
fn at_once<const N: usize>(harness: &mut Shown, events: [Event; N]) {
    harness.input_mut().events.extend(events);
    harness.step();
}

fn open_palette(harness: &mut Shown) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run();
}

fn typed(harness: &Shown) -> String {
    match &model(harness).dialog {
        Some(Dialog::Palette(palette)) => palette.typed.clone(),
        _ => String::new(),
    }
}

fn search(harness: &mut Shown, words: &str) {
    harness.get_by_role_and_label(Role::TextInput, text::search()).focus();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, text::search()).type_text(words);
    harness.run();
}

fn right_click(harness: &mut Shown, field: &str) {
    harness.get_by_role_and_label(Role::TextInput, field).click_secondary();
    harness.run();
}

fn item(harness: &mut Shown, words: &str) {
    harness.get_by_role_and_label(Role::Button, words).click_accesskit();
    harness.step();
}

fn sent(harness: &Shown) -> Vec<OutputCommand> {
    harness.output().platform_output.commands.clone()
}

#[test]
fn no_mark_around_a_name_is_read_out_anywhere() {
    let mut harness = demo_window(scripts());
    for (page, opens) in [
        (Place::Webhooks, Some("הזמנות חדשות 12, Deactivated, crm.example, 1 event")),
        (Place::History, None),
        (Place::Audit, None),
        (Place::Settings, None),
    ] {
        let window = harness.state_mut().as_mut().expect("the window is open");
        window.model.update(Msg::Action(Action::Go(page)));
        harness.run();
        if let Some(row) = opens {
            press(&mut harness, row);
            harness.get_by_label(&format!("Delete {HEBREW}…"));
            harness.get_by_role_and_label(Role::Button, &format!("Re-enable {HEBREW}…"));
        }
        let read = outline(&harness);
        assert!(!read.contains(['\u{2068}', '\u{2069}']), "{page:?}: {read}");
    }
}

#[test]
fn a_name_in_a_question_is_asked_about_in_its_own_order() {
    let mut harness = demo_window(scripts());
    press(&mut harness, "הזמנות חדשות 12, Deactivated, crm.example, 1 event");
    press(&mut harness, &format!("Edit {HEBREW}…"));
    harness.get_by_label(&format!("Edit {HEBREW}"));
    assert_eq!(text::edit_title(HEBREW), format!("Edit \u{2068}{HEBREW}\u{2069}"));
}

#[test]
fn a_script_without_a_font_is_told_once_and_its_names_are_shown_as_codes() {
    let mut harness = demo_window(scripts());
    let missing = model(&harness).scripts.missing.clone();
    assert!(missing.contains(&Script::Hebrew) && missing.contains(&Script::Arabic), "no font of the system is here");
    let notice = model(&harness).notice.as_ref().expect("it is said");
    assert!(notice.text.contains("Arabic and Hebrew") && notice.text.contains("Noto Sans Hebrew"), "{}", notice.text);
    assert!(model(&harness).settings.fonts_told.contains(&Script::Hebrew));
    press(&mut harness, text::close_notice());
    press(&mut harness, "הזמנות חדשות 12, Deactivated, crm.example, 1 event");
    assert!(model(&harness).notice.is_none(), "not said twice");
    press(&mut harness, text::show_codes());
    assert!(outline(&harness).contains("U+05D4 U+05D6"));
    press(&mut harness, text::copy_codes());
    let copied = stage(&mut harness).commands.iter().rev().find_map(|command| match command {
        Command::Copy { what: Copied::Codes, text } => Some(text.expose().to_owned()),
        _ => None,
    });
    assert!(copied.expect("copied").starts_with("U+05D4 U+05D6 U+05DE"));
}

#[test]
fn what_was_told_before_is_not_told_at_the_next_start() {
    let mut known = scripts();
    known.settings.fonts_told = [Script::Hebrew, Script::Arabic].into();
    let mut harness = demo_window(known);
    assert!(model(&harness).notice.is_none());
    let window = harness.state_mut().as_mut().expect("the window is open");
    window.model.update(Msg::Action(Action::Scripts(ScriptAction::NoFont([Script::Thai].into()))));
    assert!(model(&harness).notice.as_ref().is_some_and(|notice| notice.text.contains("Noto Sans Thai")));
}

#[test]
fn the_enter_that_confirms_a_candidate_runs_nothing_and_the_next_one_does() {
    let mut harness = demo_window(Stage::with_webhooks());
    open_palette(&mut harness);
    let letters = ["r", "re", "rec"];
    for letters in letters {
        preedit(&mut harness, letters);
        for pressed in [Key::Enter, Key::ArrowDown, Key::Escape] {
            key(&mut harness, pressed);
            assert_eq!(typed(&harness), letters, "{pressed:?} belongs to the candidates");
        }
    }
    at_once(&mut harness, [Event::Ime(ImeEvent::Commit("recla".to_owned())), pressed(Key::Enter, Modifiers::NONE)]);
    assert_eq!(typed(&harness), "recla", "no letter is lost, and the palette is still open");
    harness.run_steps(2);
    key(&mut harness, Key::Enter);
    assert!(model(&harness).dialog.is_none(), "this one was meant for the palette");
    harness.get_by_label("Deactivate Réclamations Lyon…");
}

#[test]
fn the_escape_that_cancels_a_composition_keeps_the_dialog_open() {
    let mut harness = demo_window(Stage::with_webhooks());
    open_palette(&mut harness);
    preedit(&mut harness, "abc");
    let end = Event::Ime(ImeEvent::Preedit { text: String::new(), active_range_chars: None });
    at_once(&mut harness, [end, pressed(Key::Escape, Modifiers::NONE)]);
    assert!(matches!(model(&harness).dialog, Some(Dialog::Palette(_))));
    assert_eq!(typed(&harness), "", "what was composed is gone");
    harness.run_steps(10);
    key(&mut harness, Key::Escape);
    assert!(model(&harness).dialog.is_none());
}

#[test]
fn letters_that_are_composed_reach_a_search_and_start_no_shortcut() {
    let mut harness = demo_window(Stage::with_webhooks());
    search(&mut harness, "");
    preedit(&mut harness, "or");
    key(&mut harness, Key::F1);
    assert!(model(&harness).dialog.is_none(), "the key belongs to the input method");
    commit(&mut harness, "orders");
    assert_eq!(model(&harness).view.search, "orders");
}

#[test]
fn a_fields_menu_copies_cuts_and_selects_all() {
    let mut harness = demo_window(Stage::with_webhooks());
    search(&mut harness, "orders");
    right_click(&mut harness, text::search());
    assert!(
        harness.get_by_role_and_label(Role::Button, text::copy()).accesskit_node().is_disabled(),
        "nothing selected"
    );
    item(&mut harness, text::select_all_text());
    harness.run();
    right_click(&mut harness, text::search());
    item(&mut harness, text::copy());
    assert!(sent(&harness).iter().any(|sent| matches!(sent, OutputCommand::CopyText(text) if text == "orders")));
    harness.run();
    assert_eq!(model(&harness).view.search, "orders");
    right_click(&mut harness, text::search());
    item(&mut harness, text::cut());
    assert!(sent(&harness).iter().any(|sent| matches!(sent, OutputCommand::CopyText(text) if text == "orders")));
    harness.run();
    assert_eq!(model(&harness).view.search, "");
    assert_eq!(model(&harness).view.rows.len(), 6, "the list follows");
}

#[test]
fn a_fields_menu_opens_by_the_keyboard_and_gives_the_focus_back() {
    let mut harness = demo_window(Stage::with_webhooks());
    search(&mut harness, "orders");
    let field = harness.ctx.memory(egui::Memory::focused);
    for modifiers_and_key in [(Modifiers::SHIFT, Key::F10), (Modifiers::NONE, Key::Menu)] {
        harness.key_press_modifiers(modifiers_and_key.0, modifiers_and_key.1);
        harness.run();
        harness.get_by_role_and_label(Role::Button, text::paste());
        key(&mut harness, Key::Escape);
        assert!(harness.query_by_role_and_label(Role::Button, text::cut()).is_none());
        assert_eq!(harness.ctx.memory(egui::Memory::focused), field);
    }
}

#[test]
fn a_secrets_menu_pastes_and_copies_nothing() {
    let mut harness = window::window(hookswitch::app::model::Start::default(), Stage::default());
    let window = harness.state_mut().as_mut().expect("the window is open");
    window.model.update(Msg::Action(Action::ConnectAnother));
    harness.run();
    let field = text::token_label(hookswitch::domain::CredentialKind::Basic);
    harness.get_by_label(field).focus();
    harness.run();
    harness.get_by_label(field).type_text("s3cr3t-token");
    harness.run();
    at_once(&mut harness, [pressed(Key::A, Modifiers::COMMAND)]);
    let leaks =
        |sent: &OutputCommand| matches!(sent, OutputCommand::CopyText(_) | OutputCommand::TextSelectionSettled(_));
    assert!(!sent(&harness).iter().any(leaks), "the primary selection gets no secret");
    harness.get_by_label(field).click_secondary();
    harness.run();
    assert!(harness.query_by_role_and_label(Role::Button, text::copy()).is_none());
    harness.get_by_role_and_label(Role::Button, text::paste()).click();
    harness.run();
    let pasted = |command: &Command| matches!(command, Command::Paste { .. });
    assert!(stage(&mut harness).commands.iter().any(pasted), "by the way that keeps it out of sight");
}

#[test]
fn what_is_selected_in_a_field_goes_into_the_primary_selection() {
    let mut harness = demo_window(Stage::with_webhooks());
    search(&mut harness, "orders");
    at_once(&mut harness, [pressed(Key::A, Modifiers::COMMAND)]);
    let settled = sent(&harness).into_iter().find_map(|sent| match sent {
        OutputCommand::TextSelectionSettled(text) => Some(text),
        _ => None,
    });
    assert_eq!(settled.as_deref(), Some("orders"));
}

#[test]
fn a_long_url_loses_its_middle_and_is_read_out_in_full() {
    let mut harness = demo_window(scripts());
    let whole = "https://crm.example/api/v2/a-rather-long-way/to/aircall?key=•••";
    assert!(outline(&harness).contains(whole), "{}", outline(&harness));
    let row = harness.get_by_role_and_label(Role::Label, whole);
    row.hover();
    harness.run();
    harness.get_all_by_label(whole).next().expect("the whole of it under the pointer");
}

#[test]
fn a_cursor_never_stands_behind_the_end_of_a_name_that_runs_from_right_to_left() {
    let mut harness = demo_window(scripts());
    search(&mut harness, "הזמנות");
    key(&mut harness, Key::End);
    key(&mut harness, Key::Backspace);
    assert_eq!(model(&harness).view.search, "הזמנו");
}
