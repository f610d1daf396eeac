//! The list: read, kept, searched, filtered, sorted, selected.

use hookswitch::app::command::Copied;
use hookswitch::app::{Action, Column, Command, Event, Filter, Problem};
use hookswitch::domain::{CallbackUrl, Secret, Webhook};

use crate::kit::{App, cancels, events, hook, id, off, profile_id, reads_the_list, request};

fn five() -> App {
    App::showing(vec![hook("delta"), off("bravo"), hook("alpha"), off("echo"), hook("charlie")])
}

#[test]
fn the_deactivated_ones_come_first_then_by_name() {
    assert_eq!(five().rows(), ["bravo", "echo", "alpha", "charlie", "delta"]);
}

#[test]
fn a_refresh_keeps_the_list_in_sight_while_it_loads_and_after_it_failed() {
    let mut app = five();
    let commands = app.act(Action::Refresh);
    assert!(app.model.list.is_loading());
    assert_eq!(app.rows().len(), 5);
    assert_eq!(app.act(Action::Refresh), [], "one read at a time");
    app.fail_read(&commands, Problem::Offline);
    assert_eq!(app.model.list.problem(), Some(&Problem::Offline));
    assert!(app.model.list.is_stale());
    assert_eq!(app.rows().len(), 5);
}

#[test]
fn a_read_that_is_cancelled_leaves_the_list_as_it_was() {
    let mut app = five();
    let commands = app.act(Action::Refresh);
    app.hear(Event::ReadProgress { request: request(&commands), read: 2, total: Some(5) });
    assert_eq!(app.model.reading, Some((request(&commands), Some((2, Some(5))))));
    assert_eq!(cancels(&app.act(Action::CancelWaiting)), [request(&commands)]);
    app.fail_read(&commands, Problem::Cancelled);
    assert_eq!(app.model.list.problem(), None);
    assert_eq!(app.rows().len(), 5);
    assert!(reads_the_list(&app.act(Action::Refresh)));
}

#[test]
fn the_answer_to_an_overtaken_read_is_dropped() {
    let mut app = five();
    let late = app.act(Action::Refresh);
    let commands = app.act(Action::OpenProfile(profile_id("Bolt")));
    assert_eq!(cancels(&commands), [request(&late)]);
    app.hear(Event::Opened { request: request(&commands), result: Ok(()) });
    app.read(&late, vec![hook("of-acme")]);
    assert_eq!(app.rows(), [] as [&str; 0]);
    assert!(app.model.list.is_loading());
}

#[test]
fn search_looks_at_names_addresses_ids_and_events_but_not_at_secrets() {
    let url = CallbackUrl::received("https://crm.example/in?key=hunter2");
    let crm = Webhook { url, events: events(&["sms.sent"]), ..hook("crm") };
    let mut app = App::showing(vec![crm, hook("alpha")]);
    for (search, found) in [("CRM", 1), ("sms.sent", 1), ("crm sms", 1), ("hunter2", 0), ("example", 2), ("zulu", 0)] {
        app.model.view.search = search.into();
        app.act(Action::Search);
        assert_eq!(app.rows().len(), found, "{search}");
    }
}

#[test]
fn filters_show_their_part_and_count_all() {
    let mut app = five();
    assert_eq!(app.model.view.counts, [5, 3, 2, 2]);
    for (filter, rows) in [(Filter::Active, 3), (Filter::Deactivated, 2), (Filter::WithProblems, 2), (Filter::All, 5)] {
        app.act(Action::SetFilter(filter));
        assert_eq!(app.rows().len(), rows, "{filter:?}");
        assert_eq!(app.model.view.counts, [5, 3, 2, 2]);
    }
}

#[test]
fn a_column_sorts_up_then_down() {
    let mut app = five();
    app.act(Action::SortBy(Column::Name));
    assert_eq!(app.rows(), ["alpha", "bravo", "charlie", "delta", "echo"]);
    app.act(Action::SortBy(Column::Name));
    assert_eq!(app.rows(), ["echo", "delta", "charlie", "bravo", "alpha"]);
    for column in [Column::Endpoint, Column::Events, Column::Created, Column::Changed, Column::Status] {
        app.act(Action::SortBy(column));
        assert_eq!(app.rows().len(), 5);
    }
}

#[test]
fn clicks_select_one_more_or_all_between() {
    let mut app = five();
    app.act(Action::Select(id("echo")));
    assert_eq!((app.selected(), app.current()), (vec!["echo"], Some("echo")));
    app.act(Action::ExtendSelection(id("charlie")));
    assert_eq!(app.selected(), ["alpha", "charlie", "echo"]);
    app.act(Action::ExtendSelection(id("bravo")));
    assert_eq!(app.selected(), ["bravo", "echo"], "the first click stays where it was");
    app.act(Action::ToggleSelected(id("delta")));
    assert_eq!(app.selected(), ["bravo", "delta", "echo"]);
    app.act(Action::ToggleSelected(id("bravo")));
    assert_eq!(app.selected(), ["delta", "echo"]);
    app.act(Action::SelectAll);
    assert_eq!(app.selected().len(), 5);
    app.act(Action::CloseDetails);
    assert_eq!((app.selected().len(), app.current()), (0, None));
}

#[test]
fn arrows_move_the_selection_and_stop_at_the_ends() {
    let mut app = five();
    let step = |by, extend| Action::MoveSelection { by, extend };
    app.act(step(1, false));
    assert_eq!(app.current(), Some("bravo"));
    app.act(step(-1, false));
    assert_eq!(app.current(), Some("bravo"));
    app.act(step(1, true));
    assert_eq!(app.selected(), ["bravo", "echo"]);
    app.act(step(isize::MAX, false));
    assert_eq!(app.selected(), ["delta"]);
}

#[test]
fn what_is_hidden_is_not_selected() {
    let mut app = five();
    app.act(Action::SelectAll);
    app.act(Action::SetFilter(Filter::Active));
    app.act(Action::SetFilter(Filter::All));
    assert_eq!(app.selected(), ["alpha", "charlie", "delta"]);
    app.act(Action::SetFilter(Filter::Active));
    app.act(Action::ToggleSelected(id("echo")));
    app.act(Action::Select(id("bravo")));
    assert_eq!(app.selected(), [] as [&str; 0]);
    assert_eq!(app.current(), Some("bravo"), "its details may be looked at");
}

#[test]
fn what_no_longer_exists_is_neither_selected_nor_shown() {
    let mut app = five();
    app.act(Action::Select(id("echo")));
    let commands = app.act(Action::Refresh);
    app.read(&commands, vec![hook("alpha")]);
    assert_eq!((app.selected().len(), app.current()), (0, None));
}

#[test]
fn a_remembered_name_fills_in_for_an_answer_without_one() {
    let mut app = five();
    let acme = app.model.settings.profile_mut(&profile_id("Acme")).expect("it is there");
    acme.known_names.insert(id("alpha"), "Orders".into());
    acme.known_names.insert(id("delta"), "Not this".into());
    let commands = app.act(Action::Refresh);
    app.read(&commands, vec![Webhook { name: None, ..hook("alpha") }, hook("delta")]);
    assert_eq!(app.name_of("alpha").as_deref(), Some("Orders"));
    assert_eq!(app.name_of("delta").as_deref(), Some("delta"), "what the answer says wins");
}

#[test]
fn a_change_between_two_reads_is_noted() {
    let mut app = five();
    assert!(app.model.view.changed.is_empty());
    let commands = app.act(Action::Refresh);
    app.read(&commands, vec![hook("alpha"), hook("bravo")]);
    assert_eq!(app.model.view.changed.keys().collect::<Vec<_>>(), [&id("bravo")]);
}

#[test]
fn a_shown_secret_is_hidden_again_when_one_looks_elsewhere() {
    let mut app = five();
    for leave in [Action::Select(id("bravo")), Action::CloseDetails, Action::Go(hookswitch::app::Place::Settings)] {
        app.act(Action::Select(id("alpha")));
        app.act(Action::ToggleWebhookTokenReveal(id("alpha")));
        app.act(Action::ToggleUrlReveal(id("alpha")));
        assert!(app.model.view.shown_tokens.contains(&id("alpha")));
        app.act(leave);
        assert!(app.model.view.shown_tokens.is_empty() && app.model.view.shown_urls.is_empty());
    }
}

#[test]
fn url_id_and_token_can_be_copied() {
    let mut app = five();
    let copy = |what, text: &str| vec![Command::Copy { what, text: Secret::new(text) }];
    assert_eq!(app.act(Action::CopyUrl(id("alpha"))), copy(Copied::Url, "https://alpha.example/in"));
    assert_eq!(app.act(Action::CopyId(id("alpha"))), copy(Copied::Id, "alpha"));
    assert_eq!(app.act(Action::CopyToken(id("alpha"))), copy(Copied::Token, "token of alpha"));
    assert_eq!(app.act(Action::CopyToken(id("gone"))), []);
    app.hear(Event::Copied { what: Copied::Id, result: Ok(()) });
    assert_eq!(app.said(), "Webhook ID copied");
}
