//! What looks at the list show: told once, marked in the rows, and what was left over from an earlier run.

use crate::hand::*;
use hookswitch::app::command::Look;

fn acme() -> Target {
    Target::Profile(profile("Acme").id)
}

fn look(news: Vec<Sighting>) -> Look {
    Look {
        before: Some(at(-3600)),
        news: news.clone(),
        past: Past { sightings: news, ..Past::default() },
        trouble: None,
    }
}

fn news() -> Vec<Sighting> {
    vec![
        sighting("Gamma", Seen::Deactivated, 0),
        sighting("Delta", Seen::Deactivated, 0),
        sighting("Alpha", Seen::New, 0),
    ]
}

fn opened() -> App {
    let mut app = App::with(settings(&["Acme", "Bolt"]));
    app.open();
    app
}

#[test]
fn the_first_look_says_once_what_happened_and_offers_the_history() {
    let mut app = opened();
    app.hear(Event::Looked { target: acme(), look: look(news()) });
    assert!(app.said().starts_with("Since ") && app.said().ends_with(": 2 deactivated, 1 new"), "{}", app.said());
    let (_, action) = app.model.notice.clone().unwrap().offer.unwrap();
    app.act(Action::CloseNotice).act(action);
    assert_eq!(app.model.place, Place::History);
    app.hear(Event::Looked { target: acme(), look: look(news()) });
    assert_eq!(app.said(), "", "later looks mark the rows and say nothing");
}

#[test]
fn a_first_look_without_news_or_without_an_earlier_one_says_nothing() {
    for look in [look(Vec::new()), Look { before: None, ..look(news()) }] {
        let mut app = opened();
        app.hear(Event::Looked { target: acme(), look });
        assert_eq!(app.said(), "");
        app.hear(Event::Looked { target: acme(), look: self::look(news()) });
        assert_eq!(app.said(), "", "only the first look of a run tells");
    }
}

#[test]
fn what_a_watch_saw_first_is_marked_by_the_next_read_too() {
    let mut app = App::showing(&four());
    let fell = Webhook { status: Status::Inactive, ..four()[0].clone() };
    let seen = sighting("Alpha", Seen::Deactivated, 60);
    app.act(Action::Refresh);
    let past = Past { sightings: vec![seen.clone()], ..Past::default() };
    app.hear(Event::Looked { target: acme(), look: Look { past, ..look(Vec::new()) } });
    let request = app.model.reading.as_ref().map(|(request, _)| *request).unwrap();
    let list = Listing { webhooks: vec![fell], total: Some(1), read_at: at(120) };
    app.hear(Event::WebhooksRead { request, result: Ok(list) });
    assert_eq!(app.model.news_of(&id("alpha")), Some(&seen));
}

#[test]
fn each_kind_of_news_is_counted_under_its_own_word() {
    let both = Seen::Events { added: events(&["call.ended"]), removed: events(&["call.hungup"]) };
    let news = vec![
        sighting("Alpha", Seen::Reenabled, 0),
        sighting("Alpha", both, 0),
        sighting("Beta", Seen::Url, 0),
        sighting("Gamma", Seen::Gone, 0),
    ];
    let words = text::since_last_look(&news, at(-60), at(0), TimeFormat::default());
    assert!(words.ends_with(": 1 switched on, 2 changed, 1 gone"), "{words}");
    assert!(text::sighting(&news[1], TimeFormat::default()).starts_with("Alpha got 1 event and lost 1 event between "));
}

#[test]
fn a_look_marks_the_rows_and_is_what_the_details_tell() {
    let mut app = opened();
    app.hear(Event::Looked { target: acme(), look: look(news()) }).act(Action::Refresh);
    assert_eq!(app.model.view.changed.get(&id("gamma")), Some(&at(0)));
    assert_eq!(app.model.last_sighting(&id("gamma")).map(|seen| &seen.what), Some(&Seen::Deactivated));
    assert_eq!(app.model.last_sighting(&id("beta")), None);
}

#[test]
fn a_look_of_another_company_changes_nothing() {
    let mut app = opened();
    for target in [Target::Demo, Target::Profile(profile("Bolt").id)] {
        app.hear(Event::Looked { target: target.clone(), look: look(news()) });
        app.hear(Event::LeftOver { target, looked_up: Vec::new(), planned: vec![planned(1, "Gamma", true)] });
        assert_eq!((app.said(), &app.model.left_over), ("", &None));
        assert!(app.model.view.changed.is_empty() && app.model.past == Past::default());
    }
    app.hear(Event::Looked { target: acme(), look: look(news()) });
    assert_ne!(app.said(), "", "and isn't taken for the first one");
}

#[test]
fn what_was_seen_of_one_company_is_not_shown_of_the_next() {
    let mut app = opened();
    app.hear(Event::Looked { target: acme(), look: look(news()) });
    app.hear(Event::LeftOver { target: acme(), looked_up: Vec::new(), planned: vec![planned(1, "Gamma", true)] });
    app.act(Action::OpenProfile(profile("Bolt").id));
    assert_eq!((&app.model.past, &app.model.left_over), (&Past::default(), &None));
    assert!(app.model.view.changed.is_empty());
}

#[test]
fn a_history_that_cannot_be_kept_is_told_and_the_list_still_works() {
    let mut app = App::with(settings(&["Acme"]));
    app.open();
    let read = app.request();
    let look = Look { trouble: Some(Problem::HistoryNotWritten), ..look(Vec::new()) };
    app.hear(Event::Looked { target: acme(), look });
    assert_eq!(app.said(), text::problem(&Problem::HistoryNotWritten));
    app.hear(Event::WebhooksRead { request: read, result: Ok(listing(&four())) });
    assert_eq!(app.rows().len(), 4);
}

/// A switch that was planned and not sent.
fn planned(number: i64, name: &str, on: bool) -> ChangeRecord {
    let kind = if on { ChangeKind::Reenable } else { ChangeKind::Deactivate };
    let change = record(number, kind, Some(&hook(name, !on)), Some(&hook(name, on)));
    ChangeRecord { fate: Fate::Planned, finished: None, ..change }
}

fn left_over(planned: Vec<ChangeRecord>) -> App {
    let mut app = App::showing(&four());
    app.hear(Event::LeftOver { target: acme(), looked_up: Vec::new(), planned });
    app
}

#[test]
fn what_was_left_over_goes_on_with_only_what_is_not_so_already() {
    // Gamma is still off; Alpha is on already; Omega is gone.
    let mut app = left_over(vec![planned(1, "Gamma", true), planned(2, "Alpha", true), planned(3, "Omega", true)]);
    app.act(Action::GoOnLeftOver);
    let lines: Vec<_> = app.review().lines.iter().map(|line| (line.id().as_str(), line.planned)).collect();
    assert_eq!(lines, [("gamma", Some(ChangeId(1)))]);
    let ids = vec![ChangeId(2), ChangeId(3)];
    assert_eq!(app.commands, [Command::DropPlanned { target: acme(), ids }], "the rest isn't offered at each start");
    app.act(Action::StartReview);
    assert_eq!(app.jobs()[0].planned, Some(ChangeId(1)), "no second record is written");
    let request = app.request();
    app.answer(request, "gamma", Outcome::Refused(Problem::Offline));
    app.hear(Event::ChangeDone { request, cancelled: false }).act(Action::RetryFailed);
    assert_eq!(app.jobs()[0].planned, None, "the old record has its end");
}

#[test]
fn left_over_deletes_and_events_are_reviewed_too() {
    let delete =
        ChangeRecord { fate: Fate::Planned, ..record(1, ChangeKind::Delete, Some(&hook("Alpha", true)), None) };
    let more = Webhook { events: events(&["call.ended", "fax.received", "call.created"]), ..hook("Beta", true) };
    let edit =
        ChangeRecord { fate: Fate::Planned, ..record(2, ChangeKind::Edit, Some(&hook("Beta", true)), Some(&more)) };
    let mut app = left_over(vec![delete, edit]);
    app.act(Action::GoOnLeftOver);
    assert_eq!(app.review().lines.len(), 2);
    app.act(Action::StartReview);
    assert!(app.jobs().iter().all(|job| job.guarded == (job.what == What::Delete) && job.planned.is_some()));
}

#[test]
fn what_is_so_already_leaves_nothing_to_go_on_with() {
    let mut app = left_over(vec![planned(2, "Alpha", true)]);
    app.act(Action::GoOnLeftOver);
    assert_eq!((&app.model.dialog, app.said()), (&None, text::no_webhook_concerned()));
    assert_eq!(app.commands, [Command::DropPlanned { target: acme(), ids: vec![ChangeId(2)] }]);
    assert_eq!(app.model.left_over, None);
}

#[test]
fn nothing_is_given_up_while_the_list_is_not_known() {
    let mut app = opened();
    app.hear(Event::LeftOver { target: acme(), looked_up: Vec::new(), planned: vec![planned(1, "Gamma", true)] });
    app.act(Action::GoOnLeftOver);
    assert_eq!(app.commands, []);
    assert!(app.model.left_over.is_some());
}

#[test]
fn leaving_it_gives_the_planned_ones_up() {
    let mut app = left_over(vec![planned(1, "Gamma", true), planned(2, "Alpha", true)]);
    app.act(Action::DropLeftOver);
    let ids = vec![ChangeId(1), ChangeId(2)];
    assert_eq!(app.commands, [Command::DropPlanned { target: acme(), ids }]);
    assert_eq!(app.model.left_over, None);
    app.act(Action::DropLeftOver).act(Action::GoOnLeftOver);
    assert_eq!(app.commands, []);
}

#[test]
fn what_was_sent_and_looked_up_is_only_told() {
    let mut app = App::showing(&four());
    let found = ChangeRecord { fate: Fate::FoundDone, ..planned(1, "Gamma", true) };
    app.hear(Event::LeftOver { target: acme(), looked_up: vec![found.clone()], planned: Vec::new() });
    assert_eq!(text::left_over_looked_up(&found), "Gamma: answer lost; looked up: done");
    app.act(Action::DropLeftOver);
    assert_eq!((&app.commands[..], &app.model.left_over), (&[][..], &None));
    app.hear(Event::LeftOver { target: acme(), looked_up: Vec::new(), planned: Vec::new() });
    assert_eq!(app.model.left_over, None, "nothing left over is no banner");
}

#[test]
fn the_last_30_days_are_told_in_words_with_what_nobody_knows() {
    let gamma = Webhook { created: None, ..hook("Gamma", false) };
    let on = Webhook { status: Status::Active, ..gamma.clone() };
    let past = Past {
        spans: vec![Span { from: at(-7200), to: at(0) }],
        sightings: vec![sighting("Gamma", Seen::Deactivated, -3600)],
        changes: vec![ChangeRecord { finished: Some(at(-5000)), ..record(1, ChangeKind::Edit, Some(&on), Some(&on)) }],
    };
    let strip = strip::strip(&past, &gamma, at(-86_400), at(0));
    let words = text::strip(&strip, TimeFormat::default());
    let parts: Vec<&str> = words.split("; ").collect();
    assert!(parts[0].starts_with("Last 30 days: not known, since nobody looked from "), "{words}");
    assert!(parts[1].starts_with("on from ") && parts.iter().any(|part| part.starts_with("off from ")), "{words}");
    assert!(parts.iter().any(|part| part.starts_with("was deactivated between ")), "{words}");
    assert!(parts.iter().any(|part| part.ends_with("Changed, done")), "{words}");
    let here = text::strip_at(&strip, at(-5000), 60, TimeFormat::default());
    assert!(here.starts_with("on from ") && here.ends_with("Changed, done"), "{here}");
}
