//! Companies that are watched: switched on and off, what a look tells and to whom, and what happens to the window.

use std::collections::BTreeSet;

use crate::hand::*;

fn acme() -> Target {
    Target::Profile(profile("Acme").id)
}

fn bolt() -> Target {
    Target::Profile(profile("Bolt").id)
}

fn on() -> WatchChoice {
    WatchChoice { on: true, ..WatchChoice::default() }
}

fn watch(app: &App) -> (RequestId, Target, WatchChoice) {
    let found = app.commands.iter().find_map(|command| match command {
        Command::Watch { request, target, watch, .. } => Some((*request, target.clone(), watch.clone())),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("no watch but {:?}", app.commands))
}

/// Acme is open and watched.
fn watched() -> (App, RequestId) {
    let mut app = App::showing(&four());
    app.act(Action::SetWatch(on()));
    let (request, target, _) = watch(&app);
    assert_eq!(target, acme());
    (app, request)
}

/// Both are watched, Acme is open.
fn both() -> (App, RequestId) {
    let mut settings = settings(&["Acme", "Bolt"]);
    for profile in &mut settings.profiles {
        profile.watch = on();
    }
    let mut app = App::with(settings);
    let other = app.commands.iter().find_map(|command| match command {
        Command::Watch { request, target, .. } if *target == bolt() => Some(*request),
        _ => None,
    });
    app.open().read(&four());
    (app, other.unwrap())
}

fn look() -> WatchLook {
    let mut look = WatchLook { at: at(0), ..WatchLook::default() };
    look.news.push(sighting("Gamma", Seen::Deactivated, 0));
    look
}

fn told(app: &mut App, request: RequestId, target: Target, result: Result<WatchLook, Problem>) {
    app.hear(Event::Watched { request, target, result });
}

fn notifications(app: &App) -> Vec<(&str, &str)> {
    let mut told = Vec::new();
    for command in &app.commands {
        if let Command::Notify { title, text } = command {
            told.push((title.as_str(), text.as_str()));
        }
    }
    told
}

#[test]
fn no_company_is_watched_before_it_is_asked_for() {
    let app = App::showing(&four());
    assert!(!app.model.watch().on && app.model.watches.is_empty() && app.model.watch().reenable == Reenable::None);
}

#[test]
fn a_watch_is_kept_in_the_settings_and_runs_at_the_next_start() {
    let (mut app, request) = watched();
    let saved = app.saved().cloned().unwrap();
    assert_eq!(saved.profiles[0].watch, on());
    assert_eq!(app.model.watching().map(|it| it.request), Some(request));
    app.act(Action::SetWatch(on()));
    assert_eq!(app.commands, [], "the same again changes nothing");
    let later = App::with(saved);
    assert_eq!(watch(&later).1, acme());
}

#[test]
fn minutes_have_a_least_and_a_most() {
    for (asked, kept) in [(0, 1), (1, 1), (7, 7), (1440, 1440), (u16::MAX, 1440)] {
        let mut app = App::showing(&four());
        app.act(Action::SetWatch(WatchChoice { minutes: asked, ..on() }));
        assert_eq!((watch(&app).2.minutes, app.model.watch().minutes), (kept, kept));
    }
}

#[test]
fn every_change_restarts_it_and_switching_off_ends_it() {
    let (mut app, first) = watched();
    app.act(Action::SetWatch(WatchChoice { minutes: 9, ..on() }));
    let (second, _, now) = watch(&app);
    assert!(app.commands.contains(&Command::Cancel { request: first }) && second != first && now.minutes == 9);
    app.act(Action::SetWatch(WatchChoice::default()));
    assert!(app.commands.contains(&Command::Cancel { request: second }));
    assert!(!app.commands.iter().any(|command| matches!(command, Command::Watch { .. })));
    assert!(app.model.watches.is_empty());
    told(&mut app, second, acme(), Ok(look()));
    assert_eq!((app.said(), app.commands.len()), ("", 0), "a look that was under way is told no more");
}

#[test]
fn chosen_webhooks_are_allowed_one_by_one() {
    let (mut app, _) = watched();
    app.act(Action::AllowWatch(id("gamma"), true));
    assert_eq!(watch(&app).2.reenable, Reenable::Chosen(BTreeSet::from([id("gamma")])));
    app.act(Action::AllowWatch(id("delta"), true)).act(Action::AllowWatch(id("gamma"), false));
    assert_eq!(watch(&app).2.reenable, Reenable::Chosen(BTreeSet::from([id("delta")])));
    app.act(Action::AllowWatch(id("delta"), false));
    assert_eq!(watch(&app).2.reenable, Reenable::None, "none chosen is none");
    app.act(Action::SetWatch(WatchChoice { reenable: Reenable::All, ..on() }));
    app.act(Action::AllowWatch(id("delta"), false));
    assert_eq!((app.commands.len(), app.model.watch().reenable), (0, Reenable::All));
}

#[test]
fn news_are_told_once_and_the_list_is_read_again() {
    let (mut app, request) = watched();
    told(&mut app, request, acme(), Ok(look()));
    assert!(app.said().starts_with("Gamma was deactivated between "), "{}", app.said());
    assert_eq!((app.reads(), notifications(&app).len()), (1, 1));
    assert_eq!(notifications(&app)[0].0, "Hookswitch: Acme");
    app.act(Action::CloseNotice);
    told(&mut app, request, acme(), Ok(WatchLook { at: at(300), ..WatchLook::default() }));
    assert_eq!((app.said(), app.commands.len()), ("", 0), "a look without news is silent");
    assert_eq!(app.model.watching().and_then(|it| it.last.clone()).map(|last| last.unwrap().at), Some(at(300)));
}

#[test]
fn a_watch_that_cannot_look_says_so_once_and_goes_on() {
    let (mut app, request) = watched();
    told(&mut app, request, acme(), Err(Problem::Offline));
    assert!(app.said().ends_with("It goes on trying"), "{}", app.said());
    assert_eq!((notifications(&app).len(), app.reads()), (1, 0));
    app.act(Action::CloseNotice);
    told(&mut app, request, acme(), Err(Problem::Dns { host: "x".into() }));
    assert_eq!((app.said(), app.commands.len()), ("", 0));
    told(&mut app, request, acme(), Ok(look()));
    assert_ne!(app.said(), "");
    app.act(Action::CloseNotice);
    told(&mut app, request, acme(), Err(Problem::Offline));
    assert_ne!(app.said(), "", "a new failure is new");
}

#[test]
fn the_desktop_is_told_only_where_that_is_wanted() {
    let (mut app, _) = watched();
    app.act(Action::SetWatch(WatchChoice { notify: false, ..on() }));
    let (request, ..) = watch(&app);
    told(&mut app, request, acme(), Ok(look()));
    assert!(!app.said().is_empty() && notifications(&app).is_empty());
}

fn tried(label: &str, outcome: Outcome) -> WatchTried {
    WatchTried { id: id(&label.to_lowercase()), label: label.into(), outcome }
}

#[test]
fn two_of_one_name_are_both_told() {
    let fell = |id: &str| Sighting { webhook: WebhookId::new(id), ..sighting("hooks.example", Seen::Deactivated, 0) };
    let look = WatchLook {
        at: at(0),
        news: vec![fell("one"), fell("two")],
        reenabled: vec![WatchTried { id: id("one"), ..tried("hooks.example", Outcome::Done) }],
        ..WatchLook::default()
    };
    let lines = text::watch_lines(&look, TimeFormat::default());
    assert_eq!((lines.len(), lines[1].starts_with("hooks.example was deactivated ")), (2, true), "{lines:?}");
}

#[test]
fn what_is_refused_for_good_says_what_to_do() {
    let line = |outcome| {
        let look = WatchLook { reenabled: vec![tried("A", outcome)], ..WatchLook::default() };
        text::watch_lines(&look, TimeFormat::default())
    };
    let rejected = Problem::Rejected { status: 422, said: None };
    assert!(line(Outcome::RefusedOldNames)[0].ends_with("you are offered another way"));
    for problem in [Problem::NoEventsToKeep, rejected] {
        let said = line(Outcome::Refused(problem));
        assert!(said[0].ends_with("open it, mend that, then re-enable it by hand"), "{said:?}");
    }
    assert!(!line(Outcome::Refused(Problem::Offline))[0].contains("by hand"));
}

#[test]
fn what_it_did_is_said_in_words() {
    let (mut app, request) = watched();
    let look = WatchLook {
        at: at(0),
        news: vec![sighting("Gamma", Seen::Deactivated, 0), sighting("Beta", Seen::Deactivated, 0)],
        reenabled: vec![tried("Gamma", Outcome::Done), tried("Delta", Outcome::Refused(Problem::Offline))],
        given_up: vec![WatchLeft { id: id("beta"), label: "Beta".into(), answer: Some("answered 500".into()) }],
        off: 2,
    };
    told(&mut app, request, acme(), Ok(look.clone()));
    assert_eq!(app.model.notice.as_ref().map(|notice| notice.tone), Some(Tone::Bad), "one was given up");
    let lines = text::watch_lines(&look, TimeFormat::default());
    assert_eq!(lines[0], "Gamma was deactivated and is on again");
    assert!(lines[1].starts_with("Delta is off and couldn't be switched on: refused: "), "{}", lines[1]);
    assert!(lines[2].starts_with("Beta fell again after 3 tries in 24 hours and is left off: answered 500"));
    assert_eq!(lines.len(), 3, "what is told already isn't told twice");
}

#[test]
fn another_companys_news_bear_its_name_and_leave_the_shown_list_alone() {
    let (mut app, other) = both();
    let before = app.model.list.latest().cloned();
    told(&mut app, other, bolt(), Ok(look()));
    assert!(app.said().starts_with("Bolt: Gamma was deactivated"), "{}", app.said());
    assert_eq!((app.reads(), notifications(&app)[0].0), (0, "Hookswitch: Bolt"));
    assert!(notifications(&app)[0].1.starts_with("Gamma was"), "its title names the company");
    assert_eq!((app.model.list.latest().cloned(), app.model.view.changed.len()), (before, 0));
    let (_, offer) = app.model.notice.clone().unwrap().offer.unwrap();
    app.act(offer);
    assert_eq!(app.model.open, Some(bolt()), "what is offered is about that company");
}

#[test]
fn every_watched_company_is_watched_whichever_is_shown() {
    let (mut app, _) = both();
    assert_eq!(app.model.watches.len(), 2);
    app.act(Action::OpenProfile(profile("Bolt").id));
    assert_eq!((app.model.watches.len(), app.model.watching().map(|it| it.target.clone())), (2, Some(bolt())));
    app.act(Action::ExploreDemo);
    assert_eq!((app.model.watches.len(), app.model.watching()), (2, None));
}

#[test]
fn removing_a_company_ends_its_watch_and_no_other() {
    let (mut app, other) = both();
    app.act(Action::RemoveProfile(profile("Bolt").id));
    let request = app.request();
    app.hear(Event::Forgotten { request, result: Err(Problem::KeyringLocked) });
    assert_eq!(app.model.watches.len(), 2, "it is still there");
    app.act(Action::RemoveProfile(profile("Bolt").id));
    let request = app.request();
    app.hear(Event::Forgotten { request, result: Ok(()) });
    assert!(app.commands.contains(&Command::Cancel { request: other }));
    assert_eq!(app.model.watches.iter().map(|it| &it.target).collect::<Vec<_>>(), [&acme()]);
    told(&mut app, other, bolt(), Err(Problem::Cancelled));
    assert_eq!(app.commands, [], "nothing is left to be forgotten");
}

#[test]
fn a_watch_goes_through_the_proxy_and_with_the_key_that_are_set_now() {
    let (mut app, other) = both();
    app.act(Action::SetProxy(ProxyChoice::None));
    let proxies: Vec<ProxyChoice> = app
        .commands
        .iter()
        .filter_map(|command| match command {
            Command::Watch { proxy, .. } => Some(proxy.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(proxies, [ProxyChoice::None, ProxyChoice::None]);
    assert!(app.commands.contains(&Command::Cancel { request: other }));
    app.act(Action::ReplaceCredential(profile("Bolt").id)).type_key("id", "token").act(Action::TestAndSave);
    app.tested(Ok(company("Bolt"))).kept(Ok(()));
    assert_eq!(watch(&app).1, bolt(), "a watch that waits for a locked keyring has another key now");
}

#[test]
fn a_watch_knows_the_names_that_are_given_while_it_runs() {
    let (mut app, first) = watched();
    app.edit("gamma");
    let before = four()[2].clone();
    app.type_draft("Shop", before.url.expose()).act(Action::ReviewEdit);
    app.send_one(Outcome::Done, &before, Some(&Webhook { name: None, ..before.clone() }));
    let names = app.commands.iter().find_map(|command| match command {
        Command::Watch { profile: Some(profile), .. } => profile.known_names.get(&id("gamma")).cloned(),
        _ => None,
    });
    assert_eq!(names.as_deref(), Some("Shop"), "else a re-enable would bring the old name back");
    assert!(app.commands.contains(&Command::Cancel { request: first }));
}

#[test]
fn a_look_during_a_review_leaves_the_list_under_it_alone() {
    let (mut app, request) = watched();
    app.act(Action::AskReenableAll);
    told(&mut app, request, acme(), Ok(look()));
    assert_eq!((app.reads(), app.review().lines.len()), (0, 2));
    assert_ne!(app.said(), "");
}

#[test]
fn a_closed_window_stays_only_where_a_watch_runs_and_that_is_wanted() {
    let (mut app, _) = watched();
    assert!(!app.model.stays_when_closed());
    app.act(Action::SetStayWhenClosed(true));
    assert!(app.model.stays_when_closed() && app.saved().is_some_and(|it| it.stay_when_closed));
    app.act(Action::AskReenableAll).act(Action::StartReview);
    assert!(!app.model.stays_when_closed(), "changes under way are asked about");
    let request = app.request();
    app.hear(Event::ChangeDone { request, cancelled: false }).act(Action::CloseDialog);
    app.act(Action::SetWatch(WatchChoice::default()));
    assert!(!app.model.stays_when_closed());
    app.act(Action::Quit);
    assert!(app.model.quit);
}

#[test]
fn starting_with_the_system_is_asked_of_the_system_and_kept() {
    let mut app = App::showing(&four());
    app.act(Action::SetStartWithSystem(true));
    assert!(app.commands.contains(&Command::StartWithSystem(true)));
    assert!(app.saved().is_some_and(|saved| saved.start_with_system));
}
