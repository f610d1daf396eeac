//! Nothing jumps: what stands on a page stays where it is while data, notices and waits come and go.
#![cfg(feature = "gui")]

#[expect(dead_code, reason = "each test file uses its part")]
mod window;

use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use hookswitch::app::command::Copied;
use hookswitch::app::{Command, Event, Problem, text};
use window::*;

/// Where the heading, the buttons, the search, the table's head and its first row begin.
fn places(harness: &Shown) -> Vec<(String, f32, f32)> {
    let mut names = vec!["6 of 100 webhooks, 2 deactivated", "New webhook…", "Re-enable all deactivated…", "Search"];
    names.push("Move events…");
    let mut places = Vec::new();
    for name in names {
        for node in harness.query_all_by_label(name) {
            let rect = node.rect();
            places.push((name.to_owned(), rect.left(), rect.top()));
        }
    }
    for node in harness.query_all_by_role(Role::Button) {
        let name = node.accesskit_node().label().unwrap_or_default();
        if name.starts_with("Orders, ") {
            places.push((name, node.rect().left(), node.rect().top()));
        }
    }
    assert!(places.len() > 4, "{places:?}");
    places
}

const SIZES: [[f32; 2]; 3] = [[1280.0, 800.0], [900.0, 600.0], [480.0, 400.0]];

fn shown(size: [f32; 2]) -> Shown {
    let start = hookswitch::app::model::Start { demo: true, ..Default::default() };
    window_of(size, egui::Theme::Light, start, Stage::with_webhooks())
}

fn hear(harness: &mut Shown, event: Event) {
    stage(harness).events.push_back(event);
    harness.run();
}

#[test]
fn a_refresh_moves_nothing_from_its_start_to_its_end_or_its_failure() {
    for size in SIZES {
        let mut harness = shown(size);
        let before = places(&harness);
        stage(&mut harness).hold = true;
        press(&mut harness, "Refresh");
        assert_eq!(places(&harness), before, "{size:?}");
        let_time_pass(&mut harness);
        harness.get_by_label("Reading webhooks…");
        assert_eq!(places(&harness), before, "{size:?}");
        let sent = stage(&mut harness).commands.iter().rev().find_map(Command::request).unwrap();
        hear(&mut harness, Event::ReadProgress { request: sent, read: 50, total: Some(100) });
        assert_eq!(places(&harness), before, "{size:?}");
        hear(&mut harness, Event::WebhooksRead { request: sent, result: Err(Problem::Offline) });
        harness.get_by_role_and_label(Role::Button, text::retry());
        assert_eq!(places(&harness), before, "{size:?}: the old list and why it is old");
    }
}

#[test]
fn a_notice_moves_nothing_and_covers_no_button() {
    for size in SIZES {
        let mut harness = shown(size);
        let before = places(&harness);
        for words in [Ok(()), Err(Problem::ClipboardFailed)] {
            hear(&mut harness, Event::Copied { what: Copied::Token, result: words });
            assert_eq!(places(&harness), before, "{size:?}");
            let told = |role| harness.query_by_role(role).map(|notice| notice.rect());
            let notice = told(Role::Status).or_else(|| told(Role::Alert)).expect("a notice");
            for name in ["New webhook…", "Re-enable all deactivated…"] {
                let button = harness.get_by_role_and_label(Role::Button, name).rect();
                assert!(!button.intersects(notice), "{size:?}: {name}");
            }
        }
        press(&mut harness, text::close_notice());
        assert_eq!(places(&harness), before, "{size:?}");
    }
}

#[test]
fn the_first_list_moves_neither_the_heading_nor_the_button_for_a_new_webhook() {
    for size in SIZES {
        let stage_held = Stage { hold: true, ..Stage::with_webhooks() };
        let start = hookswitch::app::model::Start { demo: true, ..Default::default() };
        let mut harness = window_of(size, egui::Theme::Light, start, stage_held);
        let button = |harness: &Shown| harness.get_by_role_and_label(Role::Button, "New webhook…").rect().min;
        let heading = |harness: &Shown, name: &str| harness.query_all_by_label(name).last().unwrap().rect().min;
        let loading = (button(&harness), heading(&harness, text::list_without_count()));
        let_time_pass(&mut harness);
        assert_eq!((button(&harness), heading(&harness, text::list_without_count())), loading, "{size:?}");
        stage(&mut harness).hold = false;
        let sent = stage(&mut harness).commands.iter().rev().find_map(Command::request).unwrap();
        hear(&mut harness, Event::Opened { request: sent, result: Ok(()) });
        let now = (button(&harness), heading(&harness, "6 of 100 webhooks, 2 deactivated"));
        assert_eq!(now, loading, "{size:?}");
    }
}

#[test]
fn the_selection_outlives_a_refresh() {
    let mut harness = shown(SIZES[0]);
    let row = harness
        .query_all_by_role(Role::Button)
        .find(|node| node.accesskit_node().label().is_some_and(|name| name.starts_with("Orders, ")));
    row.unwrap().click();
    harness.run();
    let chosen = |harness: &Shown| {
        let model = &harness.state().as_ref().unwrap().model;
        (model.view.current.clone(), model.view.selected.clone())
    };
    let before = chosen(&harness);
    assert!(before.0.is_some());
    press(&mut harness, "Refresh");
    assert_eq!(chosen(&harness), before);
}

#[test]
fn a_window_shows_no_welcome_before_it_knows_whether_a_company_is_there() {
    let ctx = egui::Context::default();
    let held = Stage::default();
    let window = hookswitch::ui::Window::new(&ctx, hookswitch::app::model::Start::default(), held, now);
    assert_eq!(window.model.reads_settings(), Some(false), "so the page stays empty for a moment");
}
