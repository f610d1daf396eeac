//! The audit's page and the history by keyboard, and as a screen reader hears them.
#![cfg(feature = "gui")]
#![expect(clippy::expect_used, reason = "tests")]

#[expect(dead_code, reason = "each test file uses its part")]
mod window;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use hookswitch::app::Model;
use window::audits::{Audits, audited_webhooks};
use window::{Shown, Stage, demo_window, press};

fn audited(tab: &str) -> Shown {
    let audits = Audits::with_a_week_before();
    let mut harness = demo_window(Stage { webhooks: audited_webhooks(), audits, ..Stage::with_webhooks() });
    press(&mut harness, "Audit");
    press(&mut harness, "Start the audit");
    press(&mut harness, tab);
    harness
}

fn model(harness: &mut Shown) -> &mut Model {
    &mut harness.state_mut().as_mut().expect("the window is open").model
}

fn key(harness: &mut Shown, key: Key) {
    harness.key_press(key);
    harness.run();
}

/// The words of what has the focus.
fn focused(harness: &Shown) -> String {
    let node = harness.root().children_recursive().find(|node| node.accesskit_node().is_focused());
    let words = |node: egui_kittest::Node<'_>| {
        let node = node.accesskit_node();
        node.label().or_else(|| node.value())
    };
    node.and_then(words).unwrap_or_default()
}

fn texts(harness: &Shown, role: Role) -> Vec<String> {
    harness.query_all_by_role(role).filter_map(|node| node.accesskit_node().label()).collect()
}

#[test]
fn the_matrix_is_a_table_whose_cells_are_walked_by_arrows() {
    let mut harness = audited("Events matrix");
    let rows = {
        let table = harness.get_by_role_and_label(Role::Table, "Webhooks by events");
        let data = table.accesskit_node();
        assert_eq!(data.data().column_count(), Some(audited_webhooks().len() + 2));
        data.data().row_count().expect("rows")
    };
    key(&mut harness, Key::ArrowDown);
    let first = focused(&harness);
    assert!(first.starts_with(&format!("Row 2 of {rows}, Event, ")), "{first}");
    key(&mut harness, Key::ArrowRight);
    key(&mut harness, Key::ArrowRight);
    let cell = focused(&harness);
    assert!(cell.contains("receive"), "{cell}");
    key(&mut harness, Key::End);
    assert!(focused(&harness).starts_with(&format!("Row 2 of {rows}, ")), "{}", focused(&harness));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::End);
    harness.run();
    let last = focused(&harness);
    assert!(last.starts_with(&format!("Row {rows} of {rows}, ")), "{last}");
    assert!(harness.query_by_role_and_label(Role::Row, &format!("Row {rows} of {rows}")).is_some());
    key(&mut harness, Key::PageUp);
    assert!(!focused(&harness).starts_with(&format!("Row {rows} of")), "{}", focused(&harness));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Home);
    harness.run();
    assert!(focused(&harness).starts_with("Row 1 of "), "{}", focused(&harness));
}

#[test]
fn each_cell_of_the_matrix_is_in_its_row_once() {
    let harness = audited("Events matrix");
    let second =
        texts(&harness, Role::Row).into_iter().find(|name| name.starts_with("Row 2 of ")).expect("a second row");
    let row = harness.get_by_role_and_label(Role::Row, &second);
    let columns: Vec<_> = row.children().filter_map(|cell| cell.accesskit_node().data().column_index()).collect();
    assert!(columns.len() > 4 && columns.windows(2).all(|pair| pair[0] < pair[1]), "{columns:?}");
}

#[test]
fn findings_know_their_place_in_the_whole_list() {
    let mut harness = audited("By finding");
    let all: usize = model(&mut harness).audit.groups.iter().map(|group| group.lines.len()).sum();
    let list = harness.get_by_role_and_label(Role::List, "Findings");
    assert_eq!(list.accesskit_node().data().size_of_set(), Some(all));
    let items = texts(&harness, Role::ListItem);
    assert!(items.first().is_some_and(|first| first.starts_with("Critical, ")), "{items:?}");
    let places = list.query_all_by_role(Role::ListItem).filter_map(|item| item.accesskit_node().position_in_set());
    assert_eq!(places.collect::<Vec<_>>(), (0..all).collect::<Vec<_>>());
}

#[test]
fn of_a_long_comparison_only_the_lines_in_sight_are_drawn_and_keys_lead_through_all() {
    let mut harness = audited("Compared");
    {
        let comparison = model(&mut harness).audit.comparison.as_mut().expect("compared");
        let one = comparison.remaining.first().expect("a finding that remains").clone();
        comparison.remaining = (0..3000)
            .map(|number| {
                let mut finding = one.clone();
                finding.title = format!("Finding {number:04}");
                finding
            })
            .collect();
    }
    harness.run();
    let drawn = |harness: &Shown| harness.query_all_by_label_contains("Finding ").count();
    assert!(drawn(&harness) < 200, "{}", drawn(&harness));
    assert!(harness.query_by_label_contains("Finding 2999").is_none());
    key(&mut harness, Key::End);
    assert!(harness.query_by_label_contains("Finding 2999").is_some());
    key(&mut harness, Key::Home);
    assert!(harness.query_by_label_contains("Finding 2999").is_none());
    let mut places = harness.query_all_by_role(Role::ListItem).map(|item| item.accesskit_node().position_in_set());
    assert!(places.any(|place| place == Some(0)), "the first line is in sight again");
    drop(places);
    let mut seen = 0;
    while harness.query_by_label_contains("Finding 2999").is_none() && seen < 400 {
        key(&mut harness, Key::PageDown);
        seen += 1;
    }
    assert!((20..400).contains(&seen), "{seen} pages");
}

#[test]
fn the_history_is_a_list_whose_entries_say_what_they_are() {
    let mut harness = demo_window(Stage::with_webhooks());
    press(&mut harness, "History");
    let list = harness.get_by_role_and_label(Role::List, "Changes");
    assert_eq!(list.accesskit_node().data().size_of_set(), Some(3));
    let items = texts(&harness, Role::ListItem);
    assert!(items.iter().any(|item| item.contains("Orders") && item.contains("Deactivated")), "{items:?}");
}
