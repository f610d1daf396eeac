//! The audit in the window, driven by role and name: from its start to what is mended, accepted, compared, handed on.
#![cfg(feature = "gui")]
#![expect(clippy::expect_used, reason = "tests")]

#[expect(dead_code, reason = "each test file uses its part")]
mod window;

use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use hookswitch::app::audit::CheckVerdict;
use hookswitch::app::audit::{AuditCommand, Endpoints};
use hookswitch::app::command::Copied;
use hookswitch::app::{Command, text};
use hookswitch::domain::Status;
use window::audits::{Audits, a_week_before, answered, audited_webhooks};
use window::{Shown, Stage, demo_window, last_jobs, press, stage};

const TWINS: &str = "2 webhooks with the same URL and events: Copy of Réclamations, Réclamations Lyon";

fn page(audits: Audits) -> Shown {
    let mut harness = demo_window(Stage { webhooks: audited_webhooks(), audits, ..Stage::with_webhooks() });
    press(&mut harness, "Audit");
    harness
}

fn audited() -> Shown {
    let mut harness = page(Audits::with_a_week_before());
    press(&mut harness, "Start the audit");
    harness
}

/// One that may have to be scrolled to.
fn reach(harness: &mut Shown, role: Role, name: &str) {
    harness.get_by_role_and_label(role, name).scroll_to_me();
    harness.run();
    harness.get_by_role_and_label(role, name).click();
    harness.run();
}

fn write(harness: &mut Shown, field: &str, words: &str) {
    harness.get_by_role_and_label(Role::TextInput, field).focus();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, field).type_text(words);
    harness.run();
}

fn key(harness: &mut Shown, key: egui::Key) {
    harness.key_press(key);
    harness.run();
}

/// The field's words go.
fn empty(harness: &mut Shown) {
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    key(harness, egui::Key::Delete);
}

fn there(harness: &Shown, name: &str) -> bool {
    harness.query_all_by_label(name).next().is_some()
}

fn orders(harness: &mut Shown) -> Vec<AuditCommand> {
    let audit = |command: &Command| match command {
        Command::Audit(command) => Some(command.clone()),
        _ => None,
    };
    stage(harness).commands.iter().filter_map(audit).collect()
}

fn copied(harness: &mut Shown, what: Copied) -> String {
    let text = stage(harness).commands.iter().rev().find_map(|command| match command {
        Command::Copy { what: copied, text } if *copied == what => Some(text.expose().to_owned()),
        _ => None,
    });
    text.expect("something was copied")
}

/// The name of what has the focus.
fn focused(harness: &Shown) -> String {
    fn find(node: &egui_kittest::Node<'_>) -> Option<String> {
        let access = node.accesskit_node();
        if access.is_focused() && access.role() != Role::Window {
            return access.label();
        }
        node.children().find_map(|child| find(&child))
    }
    find(&harness.root()).unwrap_or_default()
}

/// Goes on with Tab until this has the focus.
fn tab_to(harness: &mut Shown, name: &str) {
    for _ in 0..150 {
        if focused(harness) == name {
            return;
        }
        key(harness, egui::Key::Tab);
    }
    panic!("{name} is never reached by Tab");
}

#[test]
fn one_click_leads_to_findings_with_their_way_out() {
    let mut harness = page(Audits::with_a_week_before());
    assert_eq!(orders(&mut harness).len(), 0, "nothing is looked at before the click");
    press(&mut harness, "Start the audit");
    for name in ["7 critical", "10 warnings", "1 advice", "7 new since 21 May", "1 could not be checked"] {
        harness.get_by_role_and_label(Role::Button, name);
    }
    reach(&mut harness, Role::Button, "Details of Deactivated: Orders");
    harness.get_by_label(text::why_it_matters());
    harness.get_by_label("AWH-101");
    reach(&mut harness, Role::Button, "Copy a message Deactivated: Orders");
    assert!(copied(&mut harness, Copied::Message).contains("orders.example"));
    reach(&mut harness, Role::Button, "Re-enable Deactivated: Orders");
    press(&mut harness, "Re-enable 1 webhook");
    let jobs = last_jobs(&mut harness);
    assert_eq!((jobs.len(), jobs[0].id.as_str()), (1, "w1"));
    press(&mut harness, "Close");
    harness.get_by_label("1 webhook has changed since this audit. Audit again to see what is left");
    press(&mut harness, "Audit again");
    assert!(!there(&harness, "Details of Deactivated: Orders") && there(&harness, "Details of Deactivated: Old bot"));
}

#[test]
fn the_tiles_show_only_what_they_count_and_all_again() {
    let mut harness = audited();
    press(&mut harness, "1 advice");
    harness.get_by_label("Details of Receives unknown events: Orders");
    assert!(!there(&harness, "Details of Deactivated: Orders"));
    press(&mut harness, "1 could not be checked");
    assert!(!there(&harness, "Details of Receives unknown events: Orders"));
    harness.get_by_label("Wallboard: Not checked, because its address is private");
    press(&mut harness, "1 could not be checked");
    harness.get_by_label("Details of Deactivated: Orders");
}

#[test]
fn findings_are_searched_and_grouped_by_webhook() {
    let mut harness = audited();
    write(&mut harness, "Search the findings", "ngrok");
    harness.get_by_label("Details of Somebody's test at ngrok: Trial");
    assert!(!there(&harness, "Details of Deactivated: Orders"));
    empty(&mut harness);
    write(&mut harness, "Search the findings", "no such words");
    harness.get_by_label(text::no_finding_matches().0);
    empty(&mut harness);
    press(&mut harness, "By webhook");
    write(&mut harness, "Search the findings", "same url");
    assert_eq!(harness.query_all_by_label(&format!("Details of {TWINS}")).count(), 2);
}

#[test]
fn of_twins_one_is_chosen_reviewed_and_deleted() {
    let mut harness = audited();
    write(&mut harness, "Search the findings", "same url");
    reach(&mut harness, Role::Button, &format!("Delete {TWINS}"));
    let review = harness.get_by_role_and_label(Role::Button, "Review deletion…").accesskit_node().is_disabled();
    assert!(review, "one has to be chosen");
    reach(&mut harness, Role::CheckBox, "Copy of Réclamations, Active, 1 event, https://sav.example/in, ID w7");
    press(&mut harness, "Review deletion…");
    assert_eq!(last_jobs(&mut harness).len(), 0);
    press(&mut harness, "Delete webhook");
    assert!(!audited_webhooks().is_empty() && stage(&mut harness).webhooks.len() == audited_webhooks().len() - 1);
}

#[test]
fn a_finding_is_accepted_with_a_reason_until_a_day_and_brought_back() {
    let mut harness = audited();
    reach(&mut harness, Role::Button, "Details of Not https: Bridge");
    reach(&mut harness, Role::Button, "Accept Not https: Bridge");
    key(&mut harness, egui::Key::Enter);
    assert!(there(&harness, "Accept this finding"), "a reason is missing");
    harness.get_by_role_and_label(Role::TextInput, "Reason").type_text("Its owner moves in June");
    harness.run();
    write(&mut harness, "Until", "x");
    harness.get_by_label(text::until_error(hookswitch::app::audit::UntilError::Unreadable));
    press(&mut harness, "30 days");
    press(&mut harness, "Accept finding");
    let AuditCommand::Accept { acceptance, .. } = orders(&mut harness).pop().expect("an order") else {
        panic!("{:?}", orders(&mut harness))
    };
    assert_eq!(
        (acceptance.reason.as_str(), acceptance.until.to_string()),
        ("Its owner moves in June", "2026-06-27".into())
    );
    harness.get_by_role_and_label(Role::Button, "6 critical");
    assert!(!there(&harness, "Details of Not https: Bridge"));
    press(&mut harness, "Accepted");
    harness.get_by_label_contains("Its owner moves in June");
    reach(&mut harness, Role::Button, "Bring back Not https: Bridge");
    harness.get_by_label(text::nothing_accepted().0);
    press(&mut harness, "By finding");
    harness.get_by_role_and_label(Role::Button, "7 critical");
}

#[test]
fn the_matrix_is_searched_by_webhook_and_event() {
    let mut harness = audited();
    press(&mut harness, "Events matrix");
    harness.get_by_label("Orders is subscribed to call.ended, but deactivated");
    harness.get_by_label("Data lake receives call.created");
    write(&mut harness, "Search webhooks and events", "bridge hungup");
    harness.get_by_label("Bridge receives call.hungup");
    assert!(!there(&harness, "Data lake receives call.hungup") && !there(&harness, "call.created"));
    empty(&mut harness);
    write(&mut harness, "Search webhooks and events", "nowhere");
    harness.get_by_label(text::nothing_in_matrix().0);
}

#[test]
fn two_audits_are_compared_and_a_report_of_another_company_is_said_to_be_one() {
    let mut harness = audited();
    press(&mut harness, "Compared");
    harness.get_by_label("7 new, 4 gone, 11 remaining");
    harness.get_by_label("Webhooks that were removed (1)");
    let other = hookswitch::domain::audit::Snapshot { company: "Bolt".to_owned(), ..a_week_before() };
    stage(&mut harness).audits.report = Some(other);
    press(&mut harness, "Compare with a report…");
    harness.get_by_label(&text::other_company("Bolt"));
    press(&mut harness, "Compare with the last audit");
    assert!(!there(&harness, &text::other_company("Bolt")));
}

#[test]
fn a_report_is_exported_in_each_format() {
    let mut harness = audited();
    for (name, end) in [
        ("Web page (HTML)", "html"),
        ("Excel workbook (XLSX)", "xlsx"),
        ("Table (CSV)", "csv"),
        ("Data (JSON)", "json"),
    ] {
        press(&mut harness, "Export report…");
        press(&mut harness, name);
        harness.get_by_label(&text::exported(&format!("Demo company webhook audit 2026-05-28.{end}")));
    }
    press(&mut harness, "Export report…");
    key(&mut harness, egui::Key::Escape);
    assert_eq!(orders(&mut harness).iter().filter(|order| matches!(order, AuditCommand::Export { .. })).count(), 4);
}

#[test]
fn private_addresses_are_only_looked_at_after_a_yes() {
    let mut harness = audited();
    press(&mut harness, "1 could not be checked");
    reach(&mut harness, Role::Button, "Check private addresses too…");
    key(&mut harness, egui::Key::Escape);
    assert_eq!(orders(&mut harness).len(), 1);
    reach(&mut harness, Role::Button, "Check private addresses too…");
    harness.get_by_label_contains("Wallboard point");
    press(&mut harness, "Audit with private addresses");
    let asked: Vec<Endpoints> = orders(&mut harness)
        .iter()
        .filter_map(|order| match order {
            AuditCommand::Run { endpoints, .. } => Some(*endpoints),
            _ => None,
        })
        .collect();
    assert_eq!(asked, [Endpoints::Public, Endpoints::All]);
    harness.get_by_role_and_label(Role::Button, "0 could not be checked");
}

#[test]
fn all_of_it_works_by_keyboard() {
    let mut harness = page(Audits::with_a_week_before());
    tab_to(&mut harness, "Also check the endpoints");
    key(&mut harness, egui::Key::Space);
    key(&mut harness, egui::Key::Space);
    tab_to(&mut harness, "Start the audit");
    key(&mut harness, egui::Key::Enter);
    assert_eq!(orders(&mut harness).len(), 1);
    tab_to(&mut harness, "Details of Deactivated: Orders");
    key(&mut harness, egui::Key::Space);
    tab_to(&mut harness, "Accept Deactivated: Orders");
    key(&mut harness, egui::Key::Enter);
    assert_eq!(focused(&harness), "Reason");
    harness.event(egui::Event::Text("Known".into()));
    harness.run();
    key(&mut harness, egui::Key::Enter);
    assert!(matches!(orders(&mut harness).last(), Some(AuditCommand::Accept { .. })));
    tab_to(&mut harness, "Details of Receives unknown events: Orders");
}

#[test]
fn a_test_delivery_is_sent_only_by_its_button_and_shows_what_came_of_it() {
    let mut harness = page(Audits { delivered: late(), ..Audits::default() });
    press(&mut harness, "Webhooks");
    press(&mut harness, "Réclamations Lyon, Active, sav.example, 1 event");
    reach(&mut harness, Role::Button, "Send a test to Réclamations Lyon");
    key(&mut harness, egui::Key::Enter);
    let sent = |harness: &mut Shown| {
        stage(harness).commands.iter().filter(|command| matches!(command, Command::Deliver(_))).count()
    };
    assert_eq!(sent(&mut harness), 0, "Enter sends nothing");
    press(&mut harness, "Send test");
    assert_eq!(sent(&mut harness), 1);
    harness.get_by_label("Answered 200 in 6.1 s. Aircall waits 5 s");
    reach(&mut harness, Role::Button, "Copy as curl");
    let curl = copied(&mut harness, Copied::Curl);
    assert!(curl.contains("https://sav.example/in") && !curl.contains("0123456789abcdef"), "{curl}");
    let outline = window::outline(&harness);
    assert!(!outline.contains("0123456789abcdef"), "the token is nowhere on screen");
}

fn late() -> hookswitch::domain::delivery::Delivered {
    hookswitch::domain::delivery::Delivered::without_answer(answered(200, 6_100))
}

#[test]
fn a_review_says_which_endpoints_would_be_switched_off_again() {
    let mut harness = page(Audits::default());
    press(&mut harness, "Webhooks");
    press(&mut harness, "Re-enable all deactivated…");
    press(&mut harness, "Check their endpoints");
    harness.get_by_label("orders.example: Answers 503 in 0.3 s");
    harness.get_by_label(&text::reviewed_verdict(CheckVerdict { bad: 2, doubtful: 0, all: 2 }));
    reach(&mut harness, Role::CheckBox, "Old bot");
    harness.get_by_label(&text::reviewed_verdict(CheckVerdict { bad: 1, doubtful: 0, all: 1 }));
    press(&mut harness, "Re-enable 1 webhook");
    let left = stage(&mut harness).webhooks.iter().filter(|hook| hook.status == Status::Inactive).count();
    assert_eq!(left, 1);
}
