//! The table of webhooks by keyboard, and as a screen reader hears it.
#![cfg(feature = "gui")]
#![expect(clippy::expect_used, reason = "tests")]

#[expect(dead_code, reason = "each test file uses its part")]
mod window;

use egui::accesskit::{Role, SortDirection};
use egui::{Key, Modifiers, Theme};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use hookswitch::app::command::Copied;
use hookswitch::app::model::Start;
use hookswitch::app::{Command, Dialog, Model, Place};
use window::{Shown, Stage, demo_window, stage, webhook, window_of};

const ORDERS: &str = "Orders, Deactivated, orders.example, 3, 1 unknown";
const OLD_BOT: &str = "Old bot, Deactivated, bot.example, 2, 1 retired";

fn key(harness: &mut Shown, key: Key) {
    keys(harness, Modifiers::NONE, key);
}

fn keys(harness: &mut Shown, held: Modifiers, key: Key) {
    harness.key_press_modifiers(held, key);
    harness.run();
}

fn model(harness: &Shown) -> &Model {
    &harness.state().as_ref().expect("the window is open").model
}

fn selected(harness: &Shown) -> Vec<String> {
    model(harness).selected().iter().map(ToString::to_string).collect()
}

/// The name of what has the focus.
fn focused(harness: &Shown) -> String {
    let all = harness.root().children_recursive();
    let named = all.into_iter().find(|node: &egui_kittest::Node<'_>| node.accesskit_node().is_focused());
    named.and_then(|node| node.accesskit_node().label()).unwrap_or_default()
}

/// So many webhooks that they don't fit on the screen, all active: `Hook 000` first.
fn many(count: usize) -> Stage {
    let hook = |number: usize| {
        let name = format!("Hook {number:03}");
        webhook(&format!("h{number:03}"), Some(&name), "https://hook.example/in", true, &["call.ended"])
    };
    Stage { webhooks: (0..count).map(hook).collect(), ..Stage::default() }
}

#[test]
fn the_table_has_rows_cells_and_heads_for_a_screen_reader() {
    let harness = demo_window(Stage::with_webhooks());
    let table = harness.get_by_role_and_label(Role::Table, "Webhooks");
    let node = table.accesskit_node();
    assert_eq!((node.data().row_count(), node.data().column_count()), (Some(6), Some(7)));
    assert!(node.is_multiselectable());
    let heads: Vec<_> = table.query_all_by_role(Role::ColumnHeader).map(|head| head.accesskit_node().label()).collect();
    let names = ["Status", "Name", "Endpoint", "Events", "Created", "Change seen", "Actions"];
    assert_eq!(heads, names.map(|name| Some(name.to_owned())));
    let status = table.get_by_role_and_label(Role::ColumnHeader, "Status");
    assert_eq!(status.accesskit_node().sort_direction(), Some(SortDirection::Descending));
    let row = table.get_by_role_and_label(Role::Row, "Row 2 of 6");
    let place = row.accesskit_node();
    assert_eq!((place.data().row_index(), place.position_in_set()), (Some(1), Some(1)));
    let cells: Vec<_> = row.query_all_by_role(Role::Cell).filter_map(|cell| cell.accesskit_node().label()).collect();
    assert_eq!(cells.first().map(String::as_str), Some("Status, Deactivated"));
    assert_eq!(cells.len(), 7);
    let name = row.get_by_role_and_label(Role::Button, ORDERS);
    assert_eq!(name.accesskit_node().description().as_deref(), Some("Row 2 of 6"));
}

#[test]
fn every_node_of_the_table_is_in_one_place_of_the_tree() {
    let harness = demo_window(Stage::with_webhooks());
    let mut ids: Vec<_> = harness.root().children_recursive().map(|node| node.accesskit_node().id()).collect();
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

#[test]
fn rows_far_down_say_where_they_are_in_the_whole() {
    let mut harness = demo_window(many(90));
    key(&mut harness, Key::End);
    let row = harness.get_by_role_and_label(Role::Row, "Row 90 of 90");
    assert_eq!(row.accesskit_node().data().row_index(), Some(89));
    assert_eq!(row.accesskit_node().is_selected(), Some(true));
    assert!(harness.query_by_label("Row 1 of 90").is_none(), "what can't be seen isn't drawn");
    let name = row.get_by_role_and_label(Role::Button, "Hook 089, Active, hook.example, 1 event");
    assert_eq!(name.accesskit_node().description().as_deref(), Some("Row 90 of 90, selected"));
    assert!(name.accesskit_node().is_focused());
}

#[test]
fn the_focus_goes_with_the_arrows_and_egui_moves_it_nowhere_else() {
    let mut harness = demo_window(many(40));
    for step in 0..30 {
        key(&mut harness, Key::ArrowDown);
        assert_eq!(selected(&harness), [format!("h{step:03}")]);
        assert_eq!(focused(&harness), format!("Hook {step:03}, Active, hook.example, 1 event"));
    }
    // Two in one frame, as a fast hand makes them.
    harness.key_press(Key::ArrowUp);
    harness.key_press(Key::ArrowUp);
    harness.run();
    assert!(focused(&harness).starts_with("Hook 02"), "{}", focused(&harness));
}

#[test]
fn a_page_is_as_many_rows_as_are_visible() {
    for (height, fewest, most) in [(500.0, 5, 10), (1000.0, 18, 25)] {
        let start = Start { demo: true, ..Start::default() };
        let mut harness = window_of([1280.0, height], Theme::Light, start, many(90));
        key(&mut harness, Key::ArrowDown);
        key(&mut harness, Key::PageDown);
        let at = selected(&harness).first().and_then(|id| id.trim_start_matches('h').parse::<usize>().ok());
        assert!(at.is_some_and(|at| (fewest..=most).contains(&at)), "{height}: {at:?}");
        key(&mut harness, Key::PageUp);
        assert_eq!(selected(&harness), ["h000"]);
    }
}

#[test]
fn rows_are_selected_one_by_one_and_in_ranges_by_keyboard() {
    let mut harness = demo_window(many(90));
    key(&mut harness, Key::ArrowDown);
    keys(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    keys(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    assert_eq!(selected(&harness), ["h000", "h001", "h002"]);
    keys(&mut harness, Modifiers::COMMAND, Key::ArrowDown);
    keys(&mut harness, Modifiers::COMMAND, Key::ArrowDown);
    assert_eq!(selected(&harness), ["h000", "h001", "h002"], "walking selects nothing");
    key(&mut harness, Key::Space);
    assert_eq!(selected(&harness), ["h000", "h001", "h002", "h004"]);
    key(&mut harness, Key::Space);
    assert_eq!(selected(&harness), ["h000", "h001", "h002"]);
    key(&mut harness, Key::Home);
    keys(&mut harness, Modifiers::SHIFT, Key::End);
    assert_eq!(selected(&harness).len(), 90);
    keys(&mut harness, Modifiers::SHIFT, Key::Home);
    assert_eq!(selected(&harness), ["h000"]);
    keys(&mut harness, Modifiers::SHIFT, Key::PageDown);
    assert!(selected(&harness).len() > 5);
    keys(&mut harness, Modifiers::COMMAND, Key::A);
    assert_eq!(selected(&harness).len(), 90);
}

#[test]
fn a_row_that_tab_leads_to_is_what_the_keys_mean() {
    let mut harness = demo_window(Stage::with_webhooks());
    harness.get_by_role_and_label(Role::Button, ORDERS).focus();
    harness.run();
    assert_eq!((focused(&harness).as_str(), selected(&harness).len()), (ORDERS, 0));
    key(&mut harness, Key::Space);
    assert_eq!(selected(&harness), ["w1"]);
    assert_eq!(focused(&harness), ORDERS);
    key(&mut harness, Key::Space);
    assert!(selected(&harness).is_empty());
    key(&mut harness, Key::Delete);
    assert!(matches!(&model(&harness).dialog, Some(Dialog::Review(review)) if review.lines.len() == 1));
    key(&mut harness, Key::Escape);
    key(&mut harness, Key::F2);
    assert_eq!(model(&harness).place, Place::EditWebhook);
}

#[test]
fn the_focus_stays_with_its_webhook_when_the_order_changes() {
    let mut harness = demo_window(many(90));
    key(&mut harness, Key::ArrowDown);
    let first = focused(&harness);
    for head in ["Sort by Name", "Name, sorted upwards"] {
        harness.get_by_role_and_label(Role::Button, head).click_accesskit(); // a press of the mouse takes the focus
        harness.run();
    }
    assert_eq!(focused(&harness), first, "it is the last one now");
    harness.get_by_role_and_label(Role::Row, "Row 90 of 90").get_by_label(&first);
}

#[test]
fn what_comes_above_the_table_doesnt_push_the_focus_out_of_it() {
    let mut harness = demo_window(many(90));
    for row in 0..=20 {
        keys(&mut harness, Modifiers::COMMAND, Key::ArrowDown);
        for _ in ["selected, with the buttons for it above", "no longer"] {
            key(&mut harness, Key::Space);
            assert_eq!(focused(&harness), format!("Hook {row:03}, Active, hook.example, 1 event"));
        }
    }
}

#[test]
fn closed_details_give_the_focus_back_to_their_row() {
    let mut harness = demo_window(Stage::with_webhooks());
    key(&mut harness, Key::ArrowDown);
    key(&mut harness, Key::ArrowDown);
    assert_eq!(focused(&harness), ORDERS);
    key(&mut harness, Key::Escape);
    assert!(model(&harness).view.current.is_none());
    assert_eq!(focused(&harness), ORDERS);
    key(&mut harness, Key::ArrowUp);
    assert_eq!(focused(&harness), OLD_BOT);
}

#[test]
fn where_details_take_the_lists_place_only_enter_opens_them() {
    let start = Start { demo: true, ..Start::default() };
    let mut harness = window_of([700.0, 600.0], Theme::Light, start, Stage::with_webhooks());
    key(&mut harness, Key::ArrowDown);
    keys(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    assert_eq!(selected(&harness), ["w2", "w1"]);
    assert!(harness.query_by_label("Close details").is_none());
    key(&mut harness, Key::Enter);
    harness.get_by_label("Close details");
    key(&mut harness, Key::Escape);
    assert_eq!(focused(&harness), ORDERS);
}

#[test]
fn rows_are_copied_for_a_sheet_without_secrets() {
    let mut harness = demo_window(Stage::with_webhooks());
    keys(&mut harness, Modifiers::COMMAND, Key::A);
    harness.event(egui::Event::Copy);
    harness.run();
    let copied = stage(&mut harness).commands.iter().find_map(|command| match command {
        Command::Copy { what: Copied::Rows(6), text } => Some(text.expose().to_owned()),
        _ => None,
    });
    let copied = copied.expect("it was copied");
    let lines: Vec<&str> = copied.lines().collect();
    assert_eq!(lines.len(), 6);
    assert!(lines.contains(&"Orders\tDeactivated\thttps://orders.example/in\tw1\t3"), "{copied}");
    assert!(lines.contains(&"hooks.example\tActive\thttps://hooks.example/catch?key=•••\tw4\t1"), "{copied}");
    harness.get_by_role_and_label(Role::Status, "6 webhooks copied for a sheet, secrets in URLs masked");
}

#[test]
fn down_leads_from_the_search_to_what_it_found() {
    let mut harness = demo_window(many(40));
    keys(&mut harness, Modifiers::COMMAND, Key::F);
    harness.get_by_role_and_label(Role::TextInput, "Search").type_text("017");
    harness.run();
    key(&mut harness, Key::ArrowDown);
    assert_eq!(focused(&harness), "Hook 017, Active, hook.example, 1 event");
    assert_eq!(selected(&harness), ["h017"]);
}
