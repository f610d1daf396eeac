//! The audit's page and its dialogs in small windows and at large scales: their buttons are on screen and work.
#![cfg(feature = "gui")]
#![expect(clippy::expect_used, reason = "tests")]

#[expect(dead_code, reason = "each test file uses its part")]
mod window;

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use hookswitch::app::model::Start;
use hookswitch::domain::Webhook;
use window::audits::{Audits, audited_webhooks};
use window::{Shown, Stage, window_of};

/// Windows in pixels, and their scale.
const SIZES: [([f32; 2], f32); 4] =
    [([640.0, 480.0], 1.0), ([480.0, 560.0], 1.0), ([1280.0, 960.0], 2.0), ([1280.0, 800.0], 1.0)];

const LONG: &str = "Orders of all northern warehouses and of the returns department";

/// The first one has a long name and a long address.
fn hooks() -> Vec<Webhook> {
    let mut hooks = audited_webhooks();
    let url = format!("https://warehouse.of-the-north.example/aircall/{}?key=s3cr3t", "path/".repeat(12));
    hooks[0] = window::webhook("w1", Some(LONG), &url, false, &["call.ended", "call.tagged", "fax.received"]);
    hooks
}

fn page(size: [f32; 2], scale: f32) -> Shown {
    let start = Start { demo: true, ..Start::default() };
    let stage = Stage { webhooks: hooks(), audits: Audits::with_a_week_before(), ..Stage::with_webhooks() };
    let mut harness = window_of(size, egui::Theme::Light, start, stage);
    harness.set_pixels_per_point(scale);
    harness.run();
    press(&mut harness, "Audit");
    harness
}

fn audited(size: [f32; 2], scale: f32) -> Shown {
    let mut harness = page(size, scale);
    reach(&mut harness, "Start the audit");
    let window = harness.state_mut().as_mut().expect("a window");
    window.model.update(hookswitch::app::Msg::Action(hookswitch::app::Action::CloseNotice));
    harness.run();
    harness
}

fn is_on_screen(harness: &Shown, button: &str) {
    let rect = harness.get_by_role_and_label(Role::Button, button).rect();
    let screen = harness.ctx.content_rect();
    assert!(screen.contains_rect(rect), "{button} is at {rect:?} in {screen:?}");
}

/// A button that is on screen as it is, without scrolling.
fn press(harness: &mut Shown, button: &str) {
    is_on_screen(harness, button);
    window::press(harness, button);
}

/// One that may have to be scrolled to, and is on screen then.
fn reach(harness: &mut Shown, button: &str) {
    harness.get_by_role_and_label(Role::Button, button).scroll_to_me();
    harness.run();
    press(harness, button);
}

fn each(journey: impl Fn(&mut Shown)) {
    for (size, scale) in SIZES {
        journey(&mut audited(size, scale));
    }
}

#[test]
fn the_page_fits_with_all_its_parts() {
    each(|harness| {
        is_on_screen(harness, "Audit again");
        for tile in ["7 critical", "10 warnings", "1 advice", "7 new since 21 May", "1 could not be checked"] {
            is_on_screen(harness, tile);
        }
        for tab in ["By webhook", "Events matrix", "Compared", "Accepted", "By finding"] {
            reach(harness, tab);
        }
    });
}

#[test]
fn a_finding_unfolds_and_leads_to_its_mending() {
    each(|harness| {
        reach(harness, &format!("Details of Deactivated: {LONG}"));
        reach(harness, &format!("Copy a message Deactivated: {LONG}"));
        reach(harness, &format!("Show webhook {LONG}"));
        press(harness, "Audit");
        reach(harness, &format!("Re-enable Deactivated: {LONG}"));
    });
}

#[test]
fn accepting_fits() {
    each(|harness| {
        reach(harness, &format!("Details of Deactivated: {LONG}"));
        reach(harness, &format!("Accept Deactivated: {LONG}"));
        harness.get_by_role_and_label(Role::TextInput, "Reason").type_text("Known");
        harness.run();
        is_on_screen(harness, "Cancel");
        press(harness, "Accept finding");
    });
}

#[test]
fn the_choice_of_a_format_fits() {
    each(|harness| {
        press(harness, "Export report…");
        is_on_screen(harness, "Cancel");
        for format in ["Web page (HTML)", "Excel workbook (XLSX)", "Table (CSV)"] {
            is_on_screen(harness, format);
        }
        press(harness, "Data (JSON)");
    });
}

#[test]
fn the_choice_of_what_to_delete_and_the_question_about_private_addresses_fit() {
    each(|harness| {
        harness.get_by_role_and_label(Role::TextInput, "Search the findings").focus();
        harness.run();
        harness.get_by_role_and_label(Role::TextInput, "Search the findings").type_text("same url");
        harness.run();
        let twins = "2 webhooks with the same URL and events: Copy of Réclamations, Réclamations Lyon";
        reach(harness, &format!("Delete {twins}"));
        is_on_screen(harness, "Review deletion…");
        press(harness, "Cancel");
        reach(harness, "Check private addresses too…");
        is_on_screen(harness, "Cancel");
        press(harness, "Audit with private addresses");
    });
}

#[test]
fn the_dialog_of_a_test_delivery_fits() {
    each(|harness| {
        reach(harness, &format!("Details of Deactivated: {LONG}"));
        reach(harness, &format!("Show webhook {LONG}"));
        reach(harness, &format!("Send a test to {LONG}"));
        is_on_screen(harness, "Close");
        is_on_screen(harness, "Send test");
    });
}
