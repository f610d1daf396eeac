//! The history page: what it shows, what it is filtered by, what leaves it, and the requests beside it.

use std::time::Duration;

use crate::hand::*;

const DAY: i64 = 24 * 3600;

fn off(name: &str) -> Webhook {
    hook(name, false)
}

fn of_batch(number: i64, name: &str, fate: Fate) -> ChangeRecord {
    let on = hook(name, true);
    ChangeRecord {
        batch: Some(BatchId(1)),
        fate,
        ..record(number, ChangeKind::Deactivate, Some(&on), Some(&off(name)))
    }
}

/// Two days: a batch on the first, a delete and two looks on the second.
fn past() -> (Vec<ChangeRecord>, Vec<Sighting>) {
    let deleted = ChangeRecord { at: at(DAY), ..record(4, ChangeKind::Delete, Some(&hook("Gamma", true)), None) };
    let changes = vec![
        deleted,
        of_batch(3, "Delta", Fate::Dropped),
        of_batch(2, "Beta", Fate::Refused),
        of_batch(1, "Alpha", Fate::Done),
    ];
    let sightings = vec![sighting("Beta", Seen::Deactivated, DAY + 5), sighting("Nova", Seen::New, DAY + 5)];
    (changes, sightings)
}

fn page() -> App {
    let mut app = App::showing(&four());
    let (changes, sightings) = past();
    app.history(&changes, &sightings);
    app
}

fn shown(app: &App) -> Vec<&str> {
    app.model.history_view.entries.iter().map(Entry::label).collect()
}

fn filtered(app: &mut App, change: impl FnOnce(&mut HistoryView)) -> Vec<String> {
    change(&mut app.model.history_view);
    app.act(Action::HistoryEdited);
    shown(app).into_iter().map(str::to_owned).collect()
}

fn csv_of(app: &App) -> String {
    text::history_csv(&app.model.history_view.entries).unwrap()
}

#[test]
fn changes_and_looks_are_listed_together_newest_first() {
    let app = page();
    assert_eq!(shown(&app), ["Beta", "Nova", "Gamma", "Delta", "Beta", "Alpha"]);
    assert_eq!(app.model.history_view.days.len(), 2);
}

#[test]
fn it_is_filtered_by_webhook_kind_and_day_and_all_together() {
    let mut app = page();
    assert_eq!(filtered(&mut app, |view| view.webhook = "bET".into()), ["Beta", "Beta"]);
    assert_eq!(filtered(&mut app, |view| view.kind = Some(EntryKind::Seen)), ["Beta"]);
    assert_eq!(filtered(&mut app, |view| view.webhook.clear()), ["Beta", "Nova"]);
    let deactivated = EntryKind::Change(ChangeKind::Deactivate);
    assert_eq!(filtered(&mut app, |view| view.kind = Some(deactivated)), ["Delta", "Beta", "Alpha"]);
    assert_eq!(filtered(&mut app, |view| view.kind = Some(EntryKind::Failed)), ["Delta", "Beta"]);
    let second = past::day(at(DAY));
    assert_eq!(filtered(&mut app, |view| view.day = Some(second)), Vec::<String>::new());
    assert_eq!(filtered(&mut app, |view| view.kind = None), ["Beta", "Nova", "Gamma"]);
    assert_eq!(app.model.history_view.days.len(), 2, "every day can still be chosen");
    assert_eq!(app.commands, [], "filtering asks nobody");
}

#[test]
fn each_kind_finds_what_it_says() {
    let mut app = page();
    let all = shown(&app).len();
    let found: usize = EntryKind::EVERY
        .into_iter()
        .filter(|kind| *kind != EntryKind::Failed)
        .map(|kind| filtered(&mut app, |view| view.kind = Some(kind)).len())
        .sum();
    assert_eq!(found, all, "each entry is of exactly one kind");
}

#[test]
fn filters_stay_when_the_history_is_read_anew_and_a_failure_blanks_nothing() {
    let mut app = page();
    filtered(&mut app, |view| view.webhook = "alpha".into());
    app.act(Action::RefreshHistory);
    assert_eq!(shown(&app), ["Alpha"], "what was there stays while it is read");
    let request = app.request();
    app.hear(Event::HistoryRead { request: RequestId(9999), result: Ok(History::default()) });
    assert_eq!(shown(&app), ["Alpha"], "a late answer is dropped");
    app.hear(Event::HistoryRead { request, result: Err(Problem::HistoryUnreadable) });
    assert_eq!(shown(&app), ["Alpha"]);
    assert_eq!(app.model.history.problem(), Some(&Problem::HistoryUnreadable));
}

#[test]
fn details_open_and_fold_for_each_entry_alone() {
    let mut app = page();
    let ids: Vec<EntryId> = app.model.history_view.entries.iter().map(Entry::id).collect();
    let different: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(different.len(), ids.len());
    app.act(Action::ToggleEntry(ids[0].clone())).act(Action::ToggleEntry(ids[3].clone()));
    app.act(Action::ToggleEntry(ids[0].clone()));
    assert_eq!(app.model.history_view.open.iter().collect::<Vec<_>>(), [&ids[3]]);
}

#[test]
fn take_back_is_offered_only_for_what_was_done() {
    let (changes, _) = past();
    let can: Vec<i64> = changes.iter().filter(|record| can_be_taken_back(record)).map(|record| record.id.0).collect();
    assert_eq!(can, [4, 1]);
    let lost = ChangeRecord { webhook: None, ..record(9, ChangeKind::Create, None, Some(&off("Alpha"))) };
    assert!(!can_be_taken_back(&lost), "a create whose webhook is not known");
    let unknown = ChangeRecord { before: None, ..changes[3].clone() };
    assert!(!can_be_taken_back(&unknown));
}

#[test]
fn the_export_is_what_is_on_screen_as_a_table_that_excel_opens() {
    let mut app = page();
    filtered(&mut app, |view| view.kind = Some(EntryKind::Change(ChangeKind::Deactivate)));
    app.act(Action::ExportHistory);
    let [Command::Export { name, text: table, .. }] = app.commands.as_slice() else { panic!("{:?}", app.commands) };
    assert_eq!(*name, format!("Acme webhook history {}.csv", past::day(at(0))));
    assert!(table.starts_with("\u{feff}Time,Webhook,Webhook ID,What,By,Outcome,"));
    assert_eq!(table.matches("\r\n").count(), 4);
    assert_eq!(table.replace("\r\n", "").matches(['\r', '\n']).count(), 0);
    let request = app.request();
    app.act(Action::ExportHistory);
    assert_eq!(app.commands, [], "one at a time");
    app.hear(Event::Exported { request, result: Ok(Some("h.csv".into())) });
    assert_eq!(app.said(), "Saved as h.csv");
    app.act(Action::ExportHistory);
    let request = app.request();
    app.hear(Event::Exported { request, result: Ok(None) }).act(Action::ExportHistory);
    assert_eq!(app.commands.len(), 1, "who changes their mind can ask again");
    let request = app.request();
    app.hear(Event::Exported { request, result: Err(Problem::Internal) });
    assert_eq!(app.said(), text::problem(&Problem::Internal));
}

#[test]
fn no_cell_of_the_export_is_a_formula_and_every_row_is_whole() {
    let mut app = App::showing(&four());
    let mut changes = Vec::new();
    let names = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "a,b", "a\"b", "a\r\nb", "=HYPERLINK(\"x\")", "Ünï"];
    for (number, name) in (1..).zip(names) {
        let before = Webhook { name: Some(name.into()), events: events(&["=cmd.run"]), ..hook("Alpha", true) };
        let change =
            record(number, ChangeKind::Deactivate, Some(&before), Some(&Webhook { name: None, ..before.clone() }));
        changes.push(ChangeRecord { said: Some(format!("{name} refused")), ..change });
    }
    let seen = ["=x", "-x"].map(|name| Sighting { label: name.into(), ..sighting("Beta", Seen::Gone, 5) });
    app.history(&changes, &seen);
    let table = csv_of(&app);
    let mut reader = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), names.len() + seen.len());
    for cell in rows.iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?}");
    }
    assert!(rows.iter().any(|row| &row[1] == "a\r\nb"), "what needs quotes comes back whole");
}

#[test]
fn no_secret_leaves_with_the_export() {
    let mut app = App::showing(&four());
    let after =
        Webhook { url: CallbackUrl::received("https://u:pw@x.example/in?t=topsecret#frag"), ..four()[0].clone() };
    app.history(&[record(1, ChangeKind::Edit, Some(&four()[0]), Some(&after))], &[]);
    let table = csv_of(&app);
    for secret in ["verysecret", "topsecret", "pw", "frag", "0123456789abcdef"] {
        assert!(!table.contains(secret), "{secret} in {table}");
    }
    assert!(table.contains("https://alpha.example/in?key="), "the rest of the URL is told");
}

#[test]
fn a_batch_is_tried_again_those_that_were_not_done_and_are_not_so_already() {
    let mut app = page();
    app.act(Action::RetryBatch(BatchId(1)));
    let review = app.review();
    let lines: Vec<&str> = review.lines.iter().map(|line| line.id().as_str()).collect();
    assert_eq!((lines, app.commands.len()), (vec!["beta"], 0), "Delta is off already, Alpha was done");
    assert_eq!(review.lines[0].what, What::Edit(Edit::status(Status::Inactive)));
    app.act(Action::StartReview);
    assert_eq!((app.jobs_sent(), app.jobs()[0].planned), (1, None));
    let mut app = page();
    app.act(Action::RetryBatch(BatchId(5)));
    assert_eq!((&app.model.dialog, app.said()), (&None, text::no_webhook_concerned()));
}

#[test]
fn the_requests_of_this_run_have_their_own_page_and_can_be_copied_as_text() {
    let mut app = page();
    app.act(Action::SetHistoryTab(HistoryTab::Requests));
    let [Command::ReadSent { request, .. }] = app.commands.as_slice() else { panic!("{:?}", app.commands) };
    let request = *request;
    app.act(Action::CopyRequests);
    assert_eq!(app.commands, [], "nothing is there yet");
    let put = SentRequest {
        number: 1,
        at: at(0),
        method: "PUT",
        path: "/v1/webhooks/gamma".into(),
        attempt: 2,
        status: Some(200),
        outcome: "ok",
        duration: Duration::from_millis(120),
        waited: Duration::ZERO,
        request_body: Some("{\"token\":\"•••\"}".into()),
        response_body: None,
    };
    let lost = SentRequest { number: 2, status: None, outcome: "timed out", attempt: 1, ..put.clone() };
    app.hear(Event::SentRead { request, result: Ok(vec![put, lost]) }).act(Action::CopyRequests);
    let [Command::Copy { what: Copied::Requests, text }] = app.commands.as_slice() else { panic!() };
    let lines: Vec<&str> = text.expose().lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].ends_with("PUT /v1/webhooks/gamma → 200 in 120 ms, try 2"), "{}", lines[0]);
    assert!(lines[1].ends_with("→ timed out in 120 ms"), "{}", lines[1]);
    app.act(Action::ToggleRequest(2));
    assert!(app.model.history_view.open_requests.contains(&2));
}

#[test]
fn a_change_that_ends_while_the_page_is_open_is_on_it() {
    let mut app = page();
    app.act(Action::RetryBatch(BatchId(1))).act(Action::StartReview);
    let request = app.request();
    app.hear(Event::ChangeDone { request, cancelled: false });
    assert!(app.commands.iter().any(|command| matches!(command, Command::ReadHistory { .. })));
}
