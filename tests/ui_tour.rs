//! The tour's card in windows of every size: on screen, beside what it speaks of, never over it; by keyboard, by mouse,
//! for screen readers.
#![cfg(feature = "gui")]
#![expect(clippy::expect_used, reason = "tests")]

#[expect(dead_code, reason = "each test file uses its part")]
mod window;

use egui::accesskit::Role;
use egui::{Key, Rect, Theme};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use hookswitch::app::model::Start;
use hookswitch::app::tour::{Scene, Step};
use hookswitch::app::{Model, Place, text};
use window::{Shown, Stage, outline, press, window_of};

/// Windows in pixels, and their scale.
const SIZES: [([f32; 2], f32); 4] =
    [([1280.0, 800.0], 1.0), ([640.0, 480.0], 1.0), ([1280.0, 800.0], 2.0), ([1280.0, 960.0], 2.0)];

fn welcome(size: [f32; 2], scale: f32) -> Shown {
    let mut harness = window_of(size, Theme::Light, Start::default(), Stage::with_webhooks());
    harness.set_pixels_per_point(scale);
    harness.run();
    harness
}

fn model(harness: &Shown) -> &Model {
    &harness.state().as_ref().expect("the window is open").model
}

fn scene(harness: &Shown) -> Option<Scene> {
    model(harness).scene()
}

fn card(harness: &Shown) -> Rect {
    let step = model(harness).tour.as_ref().expect("a tour").step;
    harness.get_by_role_and_label(Role::Dialog, &name(step, scene(harness).expect("a scene")));
    harness.ctx.memory(|memory| memory.area_rect(egui::Id::unique("tour"))).expect("the card is drawn")
}

fn name(step: Step, scene: Scene) -> String {
    format!("{}, {}", text::tour_step(step), text::tour_title(scene))
}

/// The thing that the scene speaks of, as a person finds it.
fn target(harness: &Shown) -> Option<Rect> {
    let button = |name: &str| harness.query_by_role_and_label(Role::Button, name).map(|node| node.rect());
    let label = |name: &str| harness.query_all_by_label(name).next().map(|node| node.rect());
    match scene(harness)? {
        Scene::List => label("Deactivated"),
        Scene::Details => button("Re-enable Old bot…"),
        Scene::Review => button("Re-enable 1 webhook"),
        Scene::Changed => label("on again"),
        Scene::StartAudit => button("Start the audit"),
        Scene::Findings | Scene::Reading => {
            harness.query_all_by_label_contains("Details of ").next().map(|node| node.rect())
        }
        Scene::Undo => button("Take back the change of Orders…"),
        _ => None,
    }
}

#[test]
fn the_card_is_on_screen_beside_what_it_speaks_of_at_every_size() {
    for (size, scale) in SIZES {
        let mut harness = welcome(size, scale);
        harness.get_by_role_and_label(Role::Button, text::tour_offer()).scroll_to_me();
        harness.run();
        press(&mut harness, text::tour_offer());
        let mut scenes = Vec::new();
        let mut covered = Vec::new();
        for _step in 0..12 {
            let Some(scene) = scene(&harness) else { break };
            scenes.push(scene);
            let (screen, card) = (harness.ctx.content_rect(), card(&harness));
            assert!(screen.expand(0.5).contains_rect(card), "{scene:?}: {card:?} in {screen:?}");
            match target(&harness) {
                Some(target) => assert!(!card.intersects(target), "{scene:?} at {size:?} {scale}: {card:?} {target:?}"),
                None => covered.push(scene),
            }
            let next = if scene == Scene::Undo { text::tour_finish() } else { text::tour_next() };
            press(&mut harness, next);
        }
        let all = [
            Scene::List,
            Scene::Details,
            Scene::Review,
            Scene::Changed,
            Scene::StartAudit,
            Scene::Findings,
            Scene::Reading,
            Scene::Undo,
        ];
        assert_eq!(scenes, all, "{size:?} {scale}");
        assert_eq!(covered, [], "{size:?} {scale}: nothing to stand beside");
        assert_eq!(model(&harness).place, Place::Welcome);
    }
}

#[test]
fn each_step_takes_the_focus_and_keeps_nobody() {
    let mut harness = welcome([1280.0, 800.0], 1.0);
    press(&mut harness, text::tour_offer());
    for step in Step::ALL {
        let focused = harness.get_by_role_and_label(
            Role::Button,
            if step == Step::Undo { text::tour_finish() } else { text::tour_next() },
        );
        assert!(focused.accesskit_node().is_focused(), "{step:?}");
        while model(&harness).tour.as_ref().is_some_and(|tour| tour.step == step) {
            harness.key_press(Key::Enter);
            harness.run();
        }
    }
    assert!(model(&harness).tour.is_none());
    let mut harness = welcome([1280.0, 800.0], 1.0);
    press(&mut harness, text::tour_offer());
    let start = harness.ctx.memory(egui::Memory::focused);
    let mut met = std::collections::BTreeSet::new();
    for _tab in 0..40 {
        harness.key_press(Key::Tab);
        harness.run();
        met.insert(harness.ctx.memory(egui::Memory::focused).map(|id| id.value()));
    }
    assert!(met.len() > 15 && start.is_some(), "Tab leads out of the card: {}", met.len());
}

#[test]
fn esc_ends_the_tour_at_every_step_and_everything_is_as_before() {
    for steps in 0..7 {
        let start = Start { demo: true, ..Start::default() };
        let mut harness = window_of([1280.0, 800.0], Theme::Light, start, Stage::with_webhooks());
        press(&mut harness, "Orders, Deactivated, orders.example, 3, 1 unknown");
        harness.remove_cursor();
        harness.run();
        let before = outline(&harness);
        harness.key_press(Key::F1);
        harness.run();
        press(&mut harness, text::tour_offer());
        for _step in 0..steps {
            press(&mut harness, text::tour_next());
        }
        assert_ne!(outline(&harness), before);
        harness.key_press(Key::Escape);
        harness.run();
        assert!(model(&harness).tour.is_none() && model(&harness).dialog.is_none(), "after {steps} steps");
        press(&mut harness, text::close_notice());
        harness.remove_cursor();
        harness.run();
        assert_eq!(outline(&harness), before, "after {steps} steps");
    }
}

#[test]
fn the_card_tells_a_screen_reader_where_it_is() {
    let mut harness = welcome([1280.0, 800.0], 1.0);
    press(&mut harness, text::tour_offer());
    for step in ["list", "details", "review", "changed", "audit", "findings", "reading", "undo"] {
        let all = outline(&harness);
        let card = all.split("Dialog: Step").nth(1).unwrap_or_default();
        insta::assert_snapshot!(format!("tour-{step}"), format!("Dialog: Step{card}"));
        if step != "undo" {
            press(&mut harness, text::tour_next());
        }
    }
}

#[test]
fn hints_come_one_at_a_time_at_the_foot_of_the_navigation_and_move_nothing() {
    for (size, narrow) in [([1280.0, 800.0], false), ([640.0, 480.0], true)] {
        let start = Start { demo: true, ..Start::default() };
        let stage = Stage { hints: true, ..Stage::with_webhooks() };
        let mut harness = window_of(size, Theme::Light, start, stage);
        let row = "Orders, Deactivated, orders.example, 3, 1 unknown";
        let before = harness.get_by_role_and_label(Role::Button, row).rect();
        if narrow {
            press(&mut harness, text::show_hint());
        }
        harness.get_by_role_and_label(Role::Button, text::tour_take());
        press(&mut harness, text::not_now());
        assert_eq!(harness.get_by_role_and_label(Role::Button, row).rect(), before);
        assert!(
            harness.query_by_label(text::got_it()).is_none() && harness.query_by_label(text::show_hint()).is_none()
        );
        press(&mut harness, "Settings");
        press(&mut harness, "Webhooks");
        if narrow {
            press(&mut harness, text::show_hint());
        }
        press(&mut harness, text::got_it());
        assert_eq!(window::stage(&mut harness).settings.hints_seen.len(), 2);
    }
}

#[test]
fn a_rows_menu_needs_no_hint_once_it_was_opened() {
    let start = Start { demo: true, ..Start::default() };
    let stage = Stage { hints: true, ..Stage::with_webhooks() };
    let mut harness = window_of([1280.0, 800.0], Theme::Light, start, stage);
    harness.get_by_role_and_label(Role::Button, "Orders, Deactivated, orders.example, 3, 1 unknown").click_secondary();
    harness.run();
    let seen = &window::stage(&mut harness).settings.hints_seen;
    assert!(seen.contains(&hookswitch::domain::Hint::Menu));
}
