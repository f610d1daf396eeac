//! The list: read, read again, cancelled, partial; searched, filtered, sorted; names that answers leave out.

use crate::hand::*;

#[test]
fn a_refresh_keeps_the_old_list_while_it_loads_and_when_it_fails() {
    let mut app = App::showing(&four());
    app.act(Action::Refresh);
    let request = app.request();
    assert!(app.model.list.is_loading());
    assert_eq!(app.rows().len(), 4);
    app.act(Action::Refresh);
    assert_eq!(app.commands, [], "one read at a time");
    app.hear(Event::WebhooksRead { request, result: Err(Problem::Offline) });
    assert_eq!(app.model.list.problem(), Some(&Problem::Offline));
    assert!(app.model.list.is_stale());
    assert_eq!(app.rows().len(), 4);
    app.act(Action::Refresh).read(&four()[..1]);
    assert_eq!(app.rows(), ["alpha"]);
    assert_eq!(app.model.list.problem(), None);
}

#[test]
fn a_first_read_that_fails_is_told_and_can_be_tried_again() {
    let mut app = App::with(settings(&["Acme"]));
    app.open();
    let request = app.request();
    app.hear(Event::WebhooksRead { request, result: Err(Problem::WebhooksForbidden) });
    assert_eq!(app.model.list.problem(), Some(&Problem::WebhooksForbidden));
    app.act(Action::Refresh).read(&[]);
    assert!(app.model.list.latest().is_some_and(|listing| listing.webhooks.is_empty()));
}

#[test]
fn a_cancelled_read_leaves_things_as_they_were() {
    let mut app = App::showing(&four());
    app.act(Action::Refresh);
    let request = app.request();
    app.act(Action::CancelWaiting);
    assert_eq!(app.commands, [Command::Cancel { request }]);
    app.hear(Event::WebhooksRead { request, result: Err(Problem::Cancelled) });
    assert_eq!((app.model.list.problem(), app.model.reading), (None, None));
    assert_eq!(app.rows().len(), 4);
}

#[test]
fn progress_is_told_for_the_read_under_way_only() {
    let mut app = App::with(settings(&["Acme"]));
    app.open();
    let request = app.request();
    app.hear(Event::ReadProgress { request: RequestId(9999), read: 7, total: None });
    assert_eq!(app.model.reading, Some((request, None)));
    app.hear(Event::ReadProgress { request, read: 50, total: Some(73) });
    assert_eq!(app.model.reading, Some((request, Some((50, Some(73))))));
}

#[test]
fn a_part_is_never_shown_as_the_whole() {
    let mut app = App::showing(&four());
    app.act(Action::Refresh);
    let request = app.request();
    let part = Listing { total: Some(73), ..listing(&four()) };
    app.hear(Event::WebhooksRead { request, result: Ok(part) });
    let shown = app.model.list.latest().unwrap();
    assert!(!shown.is_complete());
    assert_eq!((shown.total, shown.webhooks.len()), (Some(73), 4));
}

#[test]
fn a_late_answer_to_an_overtaken_read_is_dropped() {
    let mut app = App::showing(&four());
    app.hear(Event::WebhooksRead { request: RequestId(1), result: Ok(listing(&[])) });
    app.hear(Event::WebhooksRead { request: RequestId(9999), result: Err(Problem::Offline) });
    assert_eq!(app.rows().len(), 4);
    assert_eq!(app.model.list.problem(), None);
}

#[test]
fn filters_show_what_they_say_and_count_it() {
    let mut hooks = four();
    hooks[0].events = events(&["sms.sent"]);
    // What is left of beta is advice: an unknown event.
    hooks[1].url = CallbackUrl::received("https://beta.example/in");
    let mut app = App::showing(&hooks);
    assert_eq!(app.model.view.findings[&id("beta")].len(), 1);
    assert_eq!(app.model.view.counts, [4, 2, 2, 3]);
    let mut shown = |filter| {
        app.act(Action::SetFilter(filter));
        app.rows().join(" ")
    };
    assert_eq!(shown(Filter::Active), "alpha beta");
    assert_eq!(shown(Filter::Deactivated), "delta gamma");
    assert_eq!(shown(Filter::WithProblems), "delta gamma alpha");
    assert_eq!(shown(Filter::All), "delta gamma alpha beta");
}

#[test]
fn a_search_finds_names_hosts_ids_and_events_but_no_secret() {
    let mut app = App::showing(&four());
    let mut found = |text: &str| {
        app.model.view.search = text.to_owned();
        app.act(Action::Search);
        app.rows().len()
    };
    assert_eq!(found("GAMMA"), 1);
    assert_eq!(found("beta.example"), 1);
    assert_eq!(found("fax.received alpha"), 1);
    assert_eq!(found("verysecret"), 0);
    assert_eq!(found("0123456789abcdef"), 0);
    assert_eq!(found("  "), 4);
}

#[test]
fn every_column_sorts_both_ways() {
    let mut hooks = four();
    for (at_hook, hook) in hooks.iter_mut().enumerate() {
        let place = i64::try_from(at_hook).unwrap();
        hook.created = (place != 2).then(|| at(-place)); // Gamma's isn't known
        hook.url = CallbackUrl::received(format!("https://{}.example", 9 - at_hook));
        hook.events = events(["a.a", "a.b", "a.c", "a.d"].get(..=at_hook).unwrap());
    }
    let mut app = App::showing(&hooks);
    hooks[1].events.insert(EventName::new("a.e"));
    app.act(Action::Refresh).read(&hooks);
    let mut sorted = |column| {
        app.act(Action::SortBy(column));
        app.rows().join(" ")
    };
    assert_eq!(sorted(Column::Name), "alpha beta delta gamma");
    assert_eq!(sorted(Column::Name), "gamma delta beta alpha");
    assert_eq!(sorted(Column::Status), "alpha beta delta gamma");
    assert_eq!(sorted(Column::Status), "delta gamma alpha beta");
    assert_eq!(sorted(Column::Endpoint), "delta gamma beta alpha");
    assert_eq!(sorted(Column::Endpoint), "alpha beta gamma delta");
    assert_eq!(sorted(Column::Events), "alpha beta gamma delta");
    assert_eq!(sorted(Column::Events), "delta beta gamma alpha");
    assert_eq!(sorted(Column::Created), "gamma delta beta alpha");
    assert_eq!(sorted(Column::Created), "alpha beta delta gamma");
    assert_eq!(sorted(Column::Changed), "alpha delta gamma beta");
    assert_eq!(sorted(Column::Changed), "beta alpha delta gamma");
}

#[test]
fn a_change_between_two_reads_is_seen_and_the_first_read_is_none() {
    let mut app = App::showing(&four());
    assert!(app.model.view.changed.is_empty());
    let mut hooks = four();
    hooks[2].status = Status::Active;
    app.act(Action::Refresh).read(&hooks);
    assert_eq!(app.model.view.changed.keys().map(WebhookId::as_str).collect::<Vec<_>>(), ["gamma"]);
}

#[test]
fn names_that_this_app_gave_are_remembered_for_answers_without_them() {
    let mut known = settings(&["Acme"]);
    known.profiles[0].known_names.insert(id("gamma"), "Given here".into());
    let mut app = App::with(known);
    let mut hooks = four();
    for hook in &mut hooks {
        hook.name = None;
    }
    app.open().read(&hooks);
    let label = |app: &App, of: &str| app.model.list.latest().and_then(|it| it.find(&id(of))).map(Webhook::label);
    assert_eq!(label(&app, "gamma").as_deref(), Some("Given here"));
    assert_eq!(label(&app, "delta").as_deref(), Some("delta.example"));
    hooks[2].name = Some("Told by Aircall".into());
    app.act(Action::Refresh).read(&hooks);
    assert_eq!(label(&app, "gamma").as_deref(), Some("Told by Aircall"));
}

#[test]
fn what_is_copied_is_the_whole_thing() {
    let mut app = App::showing(&four());
    let copied = |app: &App| match app.commands.as_slice() {
        [Command::Copy { text, .. }] => text.expose().to_owned(),
        other => panic!("{other:?}"),
    };
    app.act(Action::CopyUrl(id("alpha")));
    assert_eq!(copied(&app), "https://alpha.example/in?key=verysecret");
    app.act(Action::CopyToken(id("alpha")));
    assert_eq!(copied(&app), "0123456789abcdef-Alpha");
    app.act(Action::CopyId(id("alpha")));
    assert_eq!(copied(&app), "alpha");
    app.act(Action::CopyId(id("gone")));
    assert_eq!(app.commands, []);
}
