//! Changes in the window, driven by role and name: edited, deleted, taken back, many at once, over the history.
#![cfg(feature = "gui")]
#![expect(clippy::expect_used, reason = "tests")]

#[expect(dead_code, reason = "each test file uses its part")]
mod window;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use hookswitch::app::command::{Look, Report};
use hookswitch::app::{Command, Event, Outcome, RequestId, Target, What, text};
use hookswitch::domain::{
    ChangeId, Edit, EventEdit, Fate, Past, Profile, Reenable, Seen, Sighting, Status, WatchChoice, WebhookId,
};
use window::{Shown, Stage, acme, company_window, demo_window, last_jobs, now, press, stage};

const ORDERS: &str = "Orders, Deactivated, orders.example, 3, 1 unknown";
const UNNAMED: &str = "hooks.example, Active, hooks.example, 1 event";

fn tick(harness: &mut Shown, name: &str) {
    harness.get_by_role_and_label(Role::CheckBox, name).scroll_to_me();
    harness.run();
    harness.get_by_role_and_label(Role::CheckBox, name).click();
    harness.run();
}

fn key(harness: &mut Shown, key: egui::Key) {
    harness.key_press(key);
    harness.run();
}

fn select_all(harness: &mut Shown) {
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    harness.run();
}

fn is_disabled(harness: &Shown, button: &str) -> bool {
    harness.get_by_role_and_label(Role::Button, button).accesskit_node().is_disabled()
}

fn changes(harness: &mut Shown) -> usize {
    let change = |command: &&Command| matches!(command, Command::Change { .. } | Command::Create { .. });
    stage(harness).commands.iter().filter(change).count()
}

fn edit_orders(stage: Stage) -> Shown {
    let mut harness = demo_window(stage);
    press(&mut harness, ORDERS);
    press(&mut harness, "Edit Orders…");
    harness
}

fn hear(harness: &mut Shown, event: Event) {
    stage(harness).events.push_back(event);
    harness.run();
}

#[test]
fn an_edit_is_reviewed_saved_and_taken_back() {
    let mut harness = edit_orders(Stage::with_webhooks());
    harness.get_by_label("Edit Orders");
    tick(&mut harness, "call.created");
    tick(&mut harness, "call.tagged");
    press(&mut harness, "Review changes…");
    assert!(harness.query_all_by_label("adds 1, removes 1, keeps 2").next().is_some());
    harness.get_by_label("Adds call.created");
    harness.get_by_label("Removes call.tagged");
    assert_eq!(changes(&mut harness), 0);
    key(&mut harness, egui::Key::Enter);
    harness.get_by_label("Orders is saved: adds 1, removes 1, keeps 2");
    press(&mut harness, "Undo…");
    press(&mut harness, "Take back");
    harness.get_by_label("The change of Orders is taken back");
    let jobs = last_jobs(&mut harness);
    assert_eq!((jobs[0].undoes, jobs[0].guarded), (Some(ChangeId(1)), true));
    let orders = stage(&mut harness).webhooks.iter().find(|hook| hook.id.as_str() == "w1").cloned();
    assert_eq!(orders.map(|hook| hook.events.len()), Some(3));
}

#[test]
fn an_edit_that_changes_nothing_says_so_and_sends_nothing() {
    let mut harness = edit_orders(Stage::with_webhooks());
    press(&mut harness, "Review changes…");
    harness.get_by_label(text::nothing_changed());
    assert_eq!(changes(&mut harness), 0);
    key(&mut harness, egui::Key::Escape);
    harness.get_by_label("6 of 100 webhooks, 2 deactivated");
}

#[test]
fn a_name_that_aircall_does_not_tell_is_said_typed_and_reviewed() {
    let mut harness = demo_window(Stage::with_webhooks());
    press(&mut harness, UNNAMED);
    press(&mut harness, "Edit hooks.example…");
    harness.get_by_label_contains(text::name_untold_hint());
    let name = harness.get_by_role_and_label(Role::TextInput, "Name");
    name.focus();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Name").type_text("Catcher");
    harness.run();
    press(&mut harness, "Review changes…");
    harness.get_by_label("not told by Aircall");
    harness.get_by_label("Catcher");
    assert!(harness.query_by_label_contains("s3cr3t-value").is_none());
    press(&mut harness, "Save changes");
    harness.get_by_label("Catcher is saved: new name");
    harness.get_by_label("Catcher, Active, hooks.example, 1 event");
}

#[test]
fn a_conflict_waits_for_a_choice_and_sends_exactly_that() {
    let mut harness = edit_orders(Stage { outcomes: vec![("w1", Outcome::Conflict)], ..Stage::with_webhooks() });
    tick(&mut harness, "call.created");
    press(&mut harness, "Review changes…");
    press(&mut harness, "Save changes");
    for column in [text::as_opened(), text::as_it_is_now(), text::as_wanted()] {
        assert!(harness.query_all_by_label(column).next().is_some(), "{column}");
    }
    harness.get_by_label(text::theirs_only());
    assert!(is_disabled(&harness, "Save this"));
    key(&mut harness, egui::Key::Enter);
    press(&mut harness, "Save this");
    assert_eq!(changes(&mut harness), 1, "nothing more was sent");
    let both = text::side_of(hookswitch::domain::Side::Both, hookswitch::domain::Field::Events);
    harness.get_by_role_and_label(Role::RadioButton, &both).click();
    harness.run();
    press(&mut harness, "Save this");
    let job = last_jobs(&mut harness).remove(0);
    assert!(job.seen.events.iter().any(|name| name.as_str() == "call.assigned"), "it was read again");
    let What::Edit(Edit { events: EventEdit::Change { add, remove }, status: None, .. }) = &job.what else {
        panic!("{:?}", job.what)
    };
    assert_eq!((text::event_names(add), remove.len()), ("call.created".to_owned(), 0));
}

#[test]
fn a_difference_after_saving_is_shown_with_put_back() {
    let outcomes = vec![("w1", Outcome::RefusedOldNames)];
    let mut harness = edit_orders(Stage { outcomes, ..Stage::with_webhooks() });
    tick(&mut harness, "call.created");
    press(&mut harness, "Review changes…");
    stage(&mut harness).hold = true;
    press(&mut harness, "Save changes");
    let request = change_request(&mut harness);
    let found = stage(&mut harness).webhooks[0].clone();
    let left = hookswitch::domain::Webhook { events: hookswitch::domain::EventSet::all(), ..found.clone() };
    let outcome = Outcome::EventsDiffer { before: 4, after: 67 };
    let report = Report { outcome, found: Some(found), left: Some(left), record: Some(ChangeId(3)) };
    let id = WebhookId::new("w1");
    hear(&mut harness, Event::ChangeProgress { request, id, report: Box::new(report), seconds_left: None });
    hear(&mut harness, Event::ChangeDone { request, cancelled: false });
    harness.get_by_label("accepted, but its events aren't as meant: 4 meant, 67 there");
    press(&mut harness, "Put back Orders");
    assert!(harness.query_all_by_label("removes 64, keeps 3 (1 unknown)").next().is_none());
    press(&mut harness, "Take back");
    assert_eq!(last_jobs(&mut harness)[0].undoes, Some(ChangeId(3)));
}

fn change_request(harness: &mut Shown) -> RequestId {
    let sent = stage(harness).commands.iter().rev().find_map(|command| match command {
        Command::Change { request, .. } => Some(*request),
        _ => None,
    });
    sent.expect("a change is under way")
}

#[test]
fn a_delete_names_what_is_lost_and_wants_its_own_button() {
    let mut harness = demo_window(Stage::with_webhooks());
    press(&mut harness, ORDERS);
    press(&mut harness, "Delete Orders…");
    harness.get_by_label("orders.example, 3 events");
    harness.get_by_label("call.ended, call.tagged, fax.received");
    harness.get_by_label_contains("its token is lost for good");
    press(&mut harness, "Copy the token of Orders");
    assert!(stage(&mut harness).commands.iter().any(|command| matches!(command, Command::Copy { .. })));
    key(&mut harness, egui::Key::Enter);
    key(&mut harness, egui::Key::Enter);
    assert_eq!(changes(&mut harness), 0, "Enter alone deletes nothing: it presses the way out");
    press(&mut harness, "Delete Orders…");
    key(&mut harness, egui::Key::Escape);
    assert_eq!(changes(&mut harness), 0);
    press(&mut harness, "Delete Orders…");
    press(&mut harness, "Delete webhook");
    harness.get_by_label("Orders is deleted");
    harness.get_by_label("5 of 100 webhooks, 1 deactivated");
    press(&mut harness, "Undo…");
    harness.get_by_label(&text::restores_new(true, true));
    press(&mut harness, "Create webhook");
    let created = stage(&mut harness).commands.iter().rev().find_map(|command| match command {
        Command::Create { spec, undoes, .. } => Some((spec.events().len(), *undoes)),
        _ => None,
    });
    assert_eq!(created, Some((3, Some(ChangeId(1)))));
    // The deleted one was off, so it is asked whether the new one shall be.
    press(&mut harness, "Deactivate 1 webhook");
    press(&mut harness, "Close");
    harness.get_by_label("6 of 100 webhooks, 2 deactivated");
}

#[test]
fn a_rows_menu_edits_duplicates_and_deletes() {
    let mut harness = demo_window(Stage::with_webhooks());
    for entry in ["Edit Orders…", "Duplicate Orders…", "Delete Orders…"] {
        harness.get_by_role_and_label(Role::Button, ORDERS).click_secondary();
        harness.run();
        press(&mut harness, entry);
        assert!(harness.query_by_role_and_label(Role::Button, entry).is_none());
        key(&mut harness, egui::Key::Escape);
        assert!(harness.query_by_label(text::discard_title()).is_none(), "nothing was typed");
        harness.get_by_label("6 of 100 webhooks, 2 deactivated");
    }
    assert_eq!(changes(&mut harness), 0);
}

#[test]
fn events_of_all_are_added_after_one_review() {
    let mut harness = demo_window(Stage::with_webhooks());
    select_all(&mut harness);
    press(&mut harness, "Change the events of 6 webhooks…");
    assert!(is_disabled(&harness, "Review…"));
    harness.get_by_role_and_label(Role::TextInput, "Filter events").focus();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Filter events").type_text("call.created");
    harness.run();
    harness.get_by_label("2 of 6 have it");
    harness.get_by_role_and_label(Role::RadioButton, "Add call.created").click();
    harness.run();
    press(&mut harness, "Review…");
    press(&mut harness, "Change the events of 4 webhooks");
    harness.get_by_role_and_label(Role::Label, "4 of 4 webhooks changed");
    assert_eq!(last_jobs(&mut harness).len(), 4);
    press(&mut harness, "Take back 4…");
    press(&mut harness, "Take back the change of 4 webhooks");
    harness.get_by_role_and_label(Role::Label, "4 of 4 webhooks changed");
    assert!(last_jobs(&mut harness).iter().all(|job| job.undoes.is_some()));
}

/// The window's own cross.
fn close_window(harness: &mut Shown) {
    let viewport = harness.input().viewport_id;
    let info = harness.input_mut().viewports.entry(viewport).or_default();
    info.events.push(egui::ViewportEvent::Close);
    harness.step();
    if let Some(info) = harness.input_mut().viewports.get_mut(&viewport) {
        info.events.clear();
    }
    harness.run();
}

#[test]
fn a_window_that_closes_while_changes_run_asks_and_closes_after_the_one_under_way() {
    let mut harness = demo_window(Stage::with_webhooks());
    press(&mut harness, "Re-enable all deactivated…");
    stage(&mut harness).hold = true;
    press(&mut harness, "Re-enable 2 webhooks");
    close_window(&mut harness);
    harness.get_by_label(text::quit_text());
    press(&mut harness, "Go on");
    assert!(harness.query_by_label(text::quit_text()).is_none());
    harness.get_by_label("0 of 2 done");
    close_window(&mut harness);
    key(&mut harness, egui::Key::Escape);
    assert!(harness.query_by_label(text::quit_text()).is_none(), "Esc goes on");
    assert!(!stage(&mut harness).commands.iter().any(|command| matches!(command, Command::Cancel { .. })));
    close_window(&mut harness);
    press(&mut harness, "Stop and close");
    let request = change_request(&mut harness);
    assert!(stage(&mut harness).commands.contains(&Command::Suspend { request }));
    let quits = |harness: &Shown| harness.state().as_ref().is_some_and(|window| window.model.quit);
    assert!(!quits(&harness));
    stage(&mut harness).events.push_back(Event::ChangeDone { request, cancelled: true });
    harness.step();
    assert!(quits(&harness));
}

#[test]
fn a_read_only_company_offers_nothing_that_changes_it() {
    let profile = Profile { read_only: true, ..acme() };
    let mut harness = company_window(profile, Stage::with_webhooks());
    harness.get_by_label(text::read_only_reason());
    assert!(harness.query_by_role_and_label(Role::Button, "Re-enable Orders").is_none());
    for button in ["New webhook…", "Re-enable all deactivated…", "Move events…"] {
        assert!(is_disabled(&harness, button), "{button}");
    }
    select_all(&mut harness);
    for button in ["Re-enable 2 selected…", "Deactivate 4…", "Change the events of 6 webhooks…", "Delete 6…"] {
        assert!(is_disabled(&harness, button), "{button}");
    }
    harness.get_by_role_and_label(Role::Button, ORDERS).click_secondary();
    harness.run();
    assert!(harness.query_by_role_and_label(Role::Button, "Delete 6…").is_some(), "the one above the list");
    assert_eq!(harness.query_all_by_role_and_label(Role::Button, "Delete 6…").count(), 1, "none in the menu");
    key(&mut harness, egui::Key::Escape);
    press(&mut harness, ORDERS);
    for button in ["Re-enable Orders…", "Edit Orders…", "Duplicate Orders…", "Delete Orders…"] {
        assert!(is_disabled(&harness, button), "{button}");
        harness.get_by_role_and_label(Role::Button, button).click();
        harness.run();
    }
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::N);
    harness.run();
    assert_eq!(harness.query_all_by_label(text::read_only_reason()).count(), 2, "the key says why it does nothing");
    press(&mut harness, "History");
    assert!(is_disabled(&harness, "Take back the change of Orders…"));
    press(&mut harness, "Details of Orders, deactivated 2026-05-28 20:26:40");
    assert!(is_disabled(&harness, "Try 1 again…"));
    assert_eq!(changes(&mut harness), 0);
}

#[test]
fn the_history_is_filtered_exported_and_taken_back_from() {
    let mut harness = demo_window(Stage::with_webhooks());
    press(&mut harness, "History");
    assert!(harness.query_by_label_contains("s3cr3t").is_none());
    assert!(harness.query_by_role_and_label(Role::Button, "Take back the change of Old bot…").is_none(), "not done");
    press(&mut harness, "Details of Orders, deactivated 2026-05-28 20:26:40");
    harness.get_by_label("One of 2 changes asked for together, 1 done");
    harness.get_by_role_and_label(Role::TextInput, "Webhook").focus();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Webhook").type_text("orders");
    harness.run();
    assert!(
        harness.query_by_role_and_label(Role::Button, "Details of Old bot, deactivated 2026-05-28 20:26:40").is_none()
    );
    press(&mut harness, "Export as CSV…");
    harness.get_by_label("Saved as history.csv");
    let exported = stage(&mut harness).commands.iter().find_map(|command| match command {
        Command::Export { text, .. } => Some(text.clone()),
        _ => None,
    });
    let table = exported.expect("an export");
    assert!(table.lines().count() == 2 && !table.contains("s3cr3t"), "{table}");
    harness.get_by_role_and_label(Role::ComboBox, "Kind, All kinds").click();
    harness.run();
    press(&mut harness, "Created");
    harness.get_by_label(text::no_history_matches().0);
    press(&mut harness, "What was sent");
    harness.get_by_label(text::no_requests().0);
}

#[test]
fn what_was_left_over_is_offered_above_the_list() {
    let mut harness = demo_window(Stage::with_webhooks());
    let mut record = window::some_history().changes.remove(1);
    std::mem::swap(&mut record.before, &mut record.after);
    record.fate = Fate::Planned;
    let looked_up = hookswitch::domain::ChangeRecord { fate: Fate::FoundDone, ..record.clone() };
    let left = Event::LeftOver { target: Target::Demo, looked_up: vec![looked_up], planned: vec![record] };
    hear(&mut harness, left.clone());
    harness.get_by_label("Hookswitch ended before 1 webhook was changed");
    harness.get_by_label("Orders: answer lost; looked up: done");
    press(&mut harness, "Leave it");
    let dropped = Command::DropPlanned { target: Target::Demo, ids: vec![ChangeId(1)] };
    assert!(stage(&mut harness).commands.contains(&dropped));
    hear(&mut harness, left);
    press(&mut harness, "Check, then go on…");
    press(&mut harness, "Go on with 1 webhook");
    let jobs = last_jobs(&mut harness);
    assert_eq!((jobs[0].planned, &jobs[0].what), (Some(ChangeId(1)), &What::Edit(Edit::status(Status::Active))));
}

#[test]
fn the_first_look_tells_what_happened_since_the_last_one() {
    let mut harness = demo_window(Stage::with_webhooks());
    let seen = |id: &str, what| Sighting {
        webhook: WebhookId::new(id),
        label: id.to_owned(),
        what,
        after: None,
        until: now(),
    };
    let news = vec![seen("w1", Seen::Deactivated), seen("w2", Seen::Deactivated), seen("w6", Seen::New)];
    let past = Past { sightings: news.clone(), ..Past::default() };
    let look = Look { before: Some(now()), news, past, trouble: None };
    hear(&mut harness, Event::Looked { target: Target::Demo, look });
    harness.get_by_label_contains(": 2 deactivated, 1 new");
    press(&mut harness, "Show history");
    harness.get_by_role_and_label(Role::Button, "Export as CSV…");
}

#[test]
fn a_watch_is_switched_on_in_the_settings_and_allowed_in_the_details() {
    let mut harness = company_window(acme(), Stage::with_webhooks());
    press(&mut harness, "Settings");
    tick(&mut harness, text::watch_switch());
    assert!(stage(&mut harness).settings.profiles[0].watch.on);
    press(&mut harness, "Webhooks");
    harness.get_by_label("Watched every 5 minutes");
    press(&mut harness, ORDERS);
    tick(&mut harness, text::allow_watch());
    let allowed: Option<WatchChoice> = stage(&mut harness).commands.iter().rev().find_map(|command| match command {
        Command::Watch { watch, .. } => Some(watch.clone()),
        _ => None,
    });
    assert_eq!(allowed.map(|watch| watch.reenable), Some(Reenable::Chosen([WebhookId::new("w1")].into())));
}
