//! A company that is set to read-only: whatever is asked for, nothing that changes a webhook leaves the app.

use crate::hand::*;

fn read_only() -> App {
    let mut settings = settings(&["Acme", "Bolt"]);
    settings.profiles[0].read_only = true;
    let mut app = App::with(settings);
    app.open().read(&four());
    app
}

fn changes_something(command: &Command) -> bool {
    matches!(command, Command::Change { .. } | Command::Create { .. })
}

/// Every way to begin a change.
fn ways() -> Vec<Action> {
    let all = || vec![id("alpha"), id("gamma")];
    vec![
        Action::Go(Place::NewWebhook),
        Action::CreateWebhook,
        Action::LookForCreated,
        Action::EditWebhook(id("gamma")),
        Action::ReadForEdit,
        Action::ReviewEdit,
        Action::Duplicate(id("gamma")),
        Action::AskReenable(all()),
        Action::AskReenableSelected,
        Action::AskReenableAll,
        Action::AskDeactivate(all()),
        Action::AskDelete(all()),
        Action::AskEvents(all()),
        Action::ReviewEvents,
        Action::AskMoveEvents,
        Action::ReviewMove,
        Action::StartReview,
        Action::RetryFailed,
        Action::TryOtherWay,
        Action::ReviewAgain,
        Action::SendResolved,
        Action::TakeBackReviewed(None),
        Action::TakeBack(ChangeId(1)),
        Action::TakeBack(ChangeId(2)),
        Action::TakeBack(ChangeId(3)),
        Action::RetryBatch(BatchId(1)),
        Action::GoOnLeftOver,
        Action::AllowWatch(id("gamma"), true),
    ]
}

/// With a history that could be taken back and tried again, and something left over.
fn with_a_past() -> App {
    let mut app = read_only();
    let (on, off) = (hook("Gamma", true), hook("Gamma", false));
    let undone = ChangeRecord {
        batch: Some(BatchId(1)),
        fate: Fate::Dropped,
        ..record(4, ChangeKind::Reenable, Some(&off), Some(&on))
    };
    let changes = [
        record(1, ChangeKind::Deactivate, Some(&on), Some(&off)),
        record(2, ChangeKind::Delete, Some(&hook("Omega", true)), None),
        record(3, ChangeKind::Create, None, Some(&off)),
        undone.clone(),
    ];
    app.history(&changes, &[]);
    let target = Target::Profile(profile("Acme").id);
    let planned = vec![ChangeRecord { fate: Fate::Planned, ..undone }];
    app.hear(Event::LeftOver { target, looked_up: Vec::new(), planned });
    app
}

#[test]
fn no_way_begins_a_change() {
    for way in ways() {
        let mut app = with_a_past();
        app.act(Action::SelectAll).act(way.clone());
        assert!(!app.commands.iter().any(changes_something), "{way:?}");
        assert_eq!(app.model.dialog, None, "{way:?}");
        assert!(!app.model.place.is_form(), "{way:?}");
    }
}

#[test]
fn no_two_steps_after_each_other_change_anything() {
    for first in ways() {
        for second in ways() {
            let mut app = with_a_past();
            for way in [first.clone(), second.clone(), Action::StartReview, Action::CreateWebhook] {
                app.act(way);
                assert!(!app.commands.iter().any(changes_something), "{first:?}, {second:?}");
            }
        }
    }
}

#[test]
fn what_does_nothing_says_why() {
    for way in [
        Action::Go(Place::NewWebhook),
        Action::EditWebhook(id("gamma")),
        Action::Duplicate(id("gamma")),
        Action::AskReenableAll,
        Action::AskDelete(vec![id("gamma")]),
        Action::AskEvents(vec![id("gamma")]),
        Action::AskMoveEvents,
        Action::TakeBack(ChangeId(1)),
        Action::RetryBatch(BatchId(1)),
        Action::GoOnLeftOver,
    ] {
        let mut app = with_a_past();
        app.act(way.clone());
        assert_eq!(app.said(), text::read_only_reason(), "{way:?}");
        if way == Action::GoOnLeftOver {
            assert!(app.model.left_over.is_some(), "it waits until changes are allowed");
        }
    }
}

#[test]
fn what_was_begun_before_ends_first() {
    let acme = profile("Acme").id;
    let mut app = App::showing(&four());
    app.act(Action::AskReenableAll).act(Action::SetReadOnly(acme.clone(), true));
    assert!(!app.model.is_read_only() && app.commands.is_empty());
    let mut app = App::filling_in(&four());
    app.act(Action::CreateWebhook).act(Action::SetReadOnly(acme.clone(), true));
    assert!(!app.model.is_read_only());
    // A form that is open, however it came to be: nothing leaves it.
    let mut app = App::editing(&four(), "gamma");
    app.tick("call.created", true).act(Action::SetReadOnly(acme.clone(), true));
    app.open().act(Action::ReviewEdit).act(Action::StartReview);
    assert!(app.model.dialog.is_none() && app.commands.is_empty());
    let mut app = App::filling_in(&four());
    app.act(Action::SetReadOnly(acme.clone(), true)).act(Action::CreateWebhook);
    assert_eq!((&app.commands[..], app.said()), (&[][..], text::read_only_reason()));
    let mut app = App::showing(&four());
    app.act(Action::AskEvents(vec![id("alpha")])).act(Action::ChooseEvent(EventName::new("call.tagged"), Choice::Add));
    app.act(Action::SetReadOnly(acme, true)).act(Action::ReviewEvents);
    assert_eq!(app.model.dialog, None);
}

#[test]
fn it_is_kept_and_the_client_is_made_anew() {
    let mut app = App::showing(&four());
    app.act(Action::SetReadOnly(profile("Acme").id, true));
    assert!(app.saved().is_some_and(|saved| saved.profiles[0].read_only));
    let opened = |command: &Command| matches!(command, Command::OpenProfile { profile, .. } if profile.read_only);
    assert!(app.commands.iter().any(opened));
    app.act(Action::SetReadOnly(profile("Acme").id, true));
    assert_eq!(app.commands, [], "once is enough");
    app.act(Action::SetReadOnly(profile("Acme").id, false));
    let opened = |command: &Command| matches!(command, Command::OpenProfile { profile, .. } if !profile.read_only);
    assert!(app.commands.iter().any(opened));
}

#[test]
fn a_running_watch_learns_that_it_only_tells() {
    let mut app = App::showing(&four());
    app.act(Action::SetWatch(WatchChoice { on: true, reenable: Reenable::All, ..WatchChoice::default() }));
    let first = app.commands.iter().find_map(Command::request).unwrap();
    app.act(Action::SetReadOnly(profile("Acme").id, true));
    let told =
        |command: &Command| matches!(command, Command::Watch { profile: Some(profile), .. } if profile.read_only);
    assert!(app.commands.iter().any(told) && app.commands.contains(&Command::Cancel { request: first }));
}

#[test]
fn looking_is_still_allowed() {
    let mut app = read_only();
    app.act(Action::Refresh);
    assert_eq!(app.reads(), 1);
    app.act(Action::Select(id("gamma"))).act(Action::CopyToken(id("gamma")));
    assert!(matches!(app.commands.as_slice(), [Command::Copy { .. }]));
    app.act(Action::Go(Place::History));
    assert_eq!(app.model.place, Place::History);
}

#[test]
fn another_company_is_not_read_only_with_it() {
    let mut app = read_only();
    app.act(Action::OpenProfile(profile("Bolt").id)).open().read(&four());
    app.act(Action::AskReenableAll).act(Action::StartReview);
    assert_eq!(app.jobs_sent(), 2);
}
