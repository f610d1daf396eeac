//! The audit's pages and dialogs: pictures in both themes, and what each tells a screen reader.
#![cfg(feature = "gui")]
#![expect(clippy::expect_used, reason = "tests")]

#[expect(dead_code, reason = "each test file uses its part")]
mod window;

use egui::Theme;
use egui::accesskit::Role;
use egui_kittest::SnapshotResults;
use egui_kittest::kittest::Queryable as _;
use hookswitch::app::audit::{AuditEvent, AuditProgress};
use hookswitch::app::model::Start;
use hookswitch::app::{Command, Event};
use window::audits::{Audits, audited_webhooks};
use window::{Shown, Stage, outline, press, stage, window_of};

fn page(theme: Theme, audits: Audits) -> Shown {
    let start = Start { demo: true, ..Start::default() };
    let stage = Stage { webhooks: audited_webhooks(), audits, ..Stage::with_webhooks() };
    let mut harness = window_of([1280.0, 800.0], theme, start, stage);
    press(&mut harness, "Audit");
    harness
}

fn audited(theme: Theme) -> Shown {
    let mut harness = page(theme, Audits::with_a_week_before());
    press(&mut harness, "Start the audit");
    let window = harness.state_mut().as_mut().expect("a window");
    window.model.update(hookswitch::app::Msg::Action(hookswitch::app::Action::CloseNotice));
    harness.run();
    harness
}

fn tab(theme: Theme, name: &str) -> Shown {
    let mut harness = audited(theme);
    press(&mut harness, name);
    harness
}

/// One that may have to be scrolled to.
fn reach(harness: &mut Shown, button: &str) {
    harness.get_by_role_and_label(Role::Button, button).scroll_to_me();
    harness.run();
    press(harness, button);
}

fn running(theme: Theme) -> Shown {
    let mut harness = page(theme, Audits::default());
    stage(&mut harness).hold = true;
    press(&mut harness, "Start the audit");
    let asked = stage(&mut harness).commands.iter().rev().find_map(Command::request).expect("an audit");
    let ids: Vec<_> = audited_webhooks().into_iter().map(|hook| hook.id).collect();
    let done = ids.iter().take(3).map(|id| AuditProgress::Checked {
        webhooks: vec![id.clone()],
        check: Audits::default().check(&audited_webhooks()[0], hookswitch::app::audit::Endpoints::Public),
    });
    for progress in [AuditProgress::Checking { endpoints: ids.clone() }].into_iter().chain(done) {
        stage(&mut harness).events.push_back(Event::Audit(AuditEvent::Progress { request: asked, progress }));
    }
    harness.run();
    harness
}

fn unfolded(theme: Theme) -> Shown {
    let mut harness = audited(theme);
    reach(&mut harness, "Details of Deactivated: Orders");
    harness
}

fn accepting(theme: Theme) -> Shown {
    let mut harness = unfolded(theme);
    reach(&mut harness, "Accept Deactivated: Orders");
    harness
}

fn accepted(theme: Theme) -> Shown {
    let mut harness = accepting(theme);
    harness.get_by_role_and_label(Role::TextInput, "Reason").type_text("The shop moves in June");
    harness.run();
    press(&mut harness, "Accept finding");
    press(&mut harness, "Accepted");
    harness
}

fn exporting(theme: Theme) -> Shown {
    let mut harness = audited(theme);
    press(&mut harness, "Export report…");
    harness
}

fn delivering(theme: Theme, send: bool) -> Shown {
    let mut harness = page(theme, Audits::default());
    press(&mut harness, "Webhooks");
    press(&mut harness, "Réclamations Lyon, Active, sav.example, 1 event");
    press(&mut harness, "Send a test to Réclamations Lyon");
    if send {
        press(&mut harness, "Send test");
    }
    harness
}

fn reviewed(theme: Theme) -> Shown {
    let mut harness = page(theme, Audits::default());
    press(&mut harness, "Webhooks");
    press(&mut harness, "Re-enable all deactivated…");
    press(&mut harness, "Check their endpoints");
    harness
}

fn which(theme: Theme) -> Shown {
    let mut harness = audited(theme);
    harness.get_by_role_and_label(Role::TextInput, "Search the findings").focus();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Search the findings").type_text("AWH-301");
    harness.run();
    reach(&mut harness, "Delete 2 webhooks with the same URL and events: Copy of Réclamations, Réclamations Lyon");
    harness
}

fn private(theme: Theme) -> Shown {
    let mut harness = audited(theme);
    reach(&mut harness, "Check private addresses too…");
    harness
}

/// The way to each screen.
/// Opens a screen in a theme.
type Opens = fn(Theme) -> Shown;

const SCREENS: [(&str, Opens); 15] = [
    ("audit-first", |theme| page(theme, Audits::default())),
    ("audit-running", running),
    ("audit", audited),
    ("audit-unfolded", unfolded),
    ("audit-webhooks", |theme| tab(theme, "By webhook")),
    ("audit-matrix", |theme| tab(theme, "Events matrix")),
    ("audit-compared", |theme| tab(theme, "Compared")),
    ("audit-accept", accepting),
    ("audit-accepted", accepted),
    ("audit-export", exporting),
    ("audit-which", which),
    ("audit-private", private),
    ("delivery", |theme| delivering(theme, false)),
    ("delivery-sent", |theme| delivering(theme, true)),
    ("review-checked", reviewed),
];

#[test]
fn the_audits_screens_look_as_they_did() {
    let mut results = SnapshotResults::new();
    let pictured = ["audit", "audit-matrix", "delivery"];
    // Others are drawn to be looked at: HOOKSWITCH_ALL_PICTURES=1
    let all = std::env::var_os("HOOKSWITCH_ALL_PICTURES").is_some();
    for (theme, suffix) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        for (name, way) in SCREENS.iter().filter(|(name, _)| all || pictured.contains(name)) {
            let mut harness = way(theme);
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
fn each_screen_of_the_audit_tells_a_screen_reader_what_it_shows() {
    for (name, way) in SCREENS {
        insta::assert_snapshot!(format!("outline-{name}"), outline(&way(Theme::Light)));
    }
}
