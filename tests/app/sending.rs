//! A create is sent once. What came of it is told, and an unclear one is looked for before it may be sent again.

use crate::hand::*;

fn sent() -> (App, RequestId) {
    let mut app = App::filling_in(&four());
    app.act(Action::CreateWebhook);
    let request = app.request();
    (app, request)
}

fn is_look(app: &App) -> bool {
    matches!(app.commands.as_slice(), [Command::LookForCreated { .. }])
}

fn is_create(app: &App) -> bool {
    matches!(app.commands.as_slice(), [Command::Create { .. }])
}

/// What Aircall answers: an id, and no name.
fn orders() -> Webhook {
    Webhook { name: None, id: id("w-1"), ..hook("crm", true) }
}

#[test]
fn what_is_sent_is_the_draft_and_what_was_there_before() {
    let (mut app, request) = sent();
    let [Command::Create { spec, known, target, .. }] = app.commands.as_slice() else { panic!() };
    assert_eq!((spec.name(), spec.url().expose()), (Some("Orders"), "https://crm.example/aircall"));
    assert_eq!((spec.events(), known.len()), (&events(&["call.ended"]), 4));
    assert_eq!(target, &Target::Profile(profile("Acme").id));
    assert_eq!(app.model.form.creating(), Some(request));
    app.act(Action::CreateWebhook);
    assert_eq!(app.commands, [], "a second click sends nothing");
}

#[test]
fn the_new_webhook_is_selected_named_and_its_token_offered() {
    let (mut app, request) = sent();
    app.model.view.search = "alpha".into();
    app.act(Action::SetFilter(Filter::Deactivated));
    app.hear(Event::Created { request, result: Ok(Creation { webhook: orders(), answer_lost: false, record: None }) });
    assert_eq!(app.model.place, Place::Webhooks);
    assert_eq!(app.selected(), ["w-1"]);
    assert_eq!(app.rows().len(), 5, "nothing hides it");
    assert_eq!(app.said(), "Orders was created");
    let offer = app.model.notice.as_ref().and_then(|notice| notice.offer.clone());
    assert_eq!(offer, Some(("Copy token".to_owned(), Action::CopyToken(id("w-1")))));
    let names = app.saved().map(|saved| saved.profiles[0].known_names.clone());
    assert_eq!(names.and_then(|names| names.get(&id("w-1")).cloned()).as_deref(), Some("Orders"));
    assert!(!app.model.form.is_unsaved());
    assert_eq!(app.reads(), 1);
    app.act(Action::CopyToken(id("w-1")));
    assert_eq!(app.commands.len(), 1);
}

#[test]
fn a_read_that_began_before_the_create_does_not_hide_its_webhook() {
    let mut app = App::showing(&four());
    app.act(Action::Refresh);
    let early = app.request();
    app.act(Action::Go(Place::NewWebhook)).type_draft("Orders", "https://crm.example");
    app.act(Action::TickEvent(EventName::new("call.ended"), true)).act(Action::CreateWebhook);
    app.created(Ok(orders()));
    assert!(app.commands.contains(&Command::Cancel { request: early }));
    assert_eq!(app.reads(), 1);
    app.hear(Event::WebhooksRead { request: early, result: Ok(listing(&four())) });
    assert_eq!(app.selected(), ["w-1"]);
}

#[test]
fn a_create_whose_answer_was_lost_says_so() {
    let (mut app, request) = sent();
    app.hear(Event::Created { request, result: Ok(Creation { webhook: orders(), answer_lost: true, record: None }) });
    assert!(app.said().contains("the answer was lost"));
}

#[test]
fn a_refused_create_keeps_the_draft_and_can_be_sent_again() {
    let (mut app, _) = sent();
    app.created(Err(Problem::LimitReached { limit: 100 }));
    assert_eq!(app.model.form.problem(), Some(&Problem::LimitReached { limit: 100 }));
    assert_eq!(app.model.form.draft.name, "Orders");
    app.act(Action::CreateWebhook);
    assert!(is_create(&app));
}

#[test]
fn a_late_answer_to_another_create_is_dropped() {
    let (mut app, request) = sent();
    app.hear(Event::Created { request: RequestId(9999), result: Err(Problem::Offline) });
    assert_eq!(app.model.form.creating(), Some(request));
}

#[test]
fn an_unclear_create_is_looked_for_before_it_is_sent_again() {
    for unclear in [Problem::CreateUnclear, Problem::Cancelled, Problem::Internal] {
        let (mut app, _) = sent();
        app.created(Err(unclear.clone()));
        assert_eq!(app.model.form.problem(), Some(&Problem::CreateUnclear), "{unclear:?}");
        app.act(Action::CreateWebhook);
        assert!(is_look(&app), "{unclear:?}: {:?}", app.commands);
        for unread in [Problem::Offline, Problem::ListIncomplete, Problem::Cancelled, Problem::Internal] {
            app.created(Err(unread.clone())).act(Action::CreateWebhook);
            assert!(is_look(&app), "a look that failed has seen nothing: {unread:?}");
        }
        app.created(Err(Problem::CreateUnclear)).act(Action::CreateWebhook);
        assert!(is_create(&app), "it was looked for, and isn't there");
    }
}

#[test]
fn a_look_knows_which_create_it_is_for_and_what_was_there_before_it() {
    let (mut app, request) = sent();
    let before = vec![id("alpha"), id("seen-later")];
    app.hear(Event::CreateBegins { request, record: ChangeId(5), known: before.clone() });
    app.hear(Event::Created { request, result: Err(Problem::Cancelled) }).act(Action::LookForCreated);
    let [Command::LookForCreated { record, known, .. }] = app.commands.as_slice() else { panic!() };
    assert_eq!((*record, known), (Some(ChangeId(5)), &before));
    app.created(Err(Problem::CreateUnclear)).act(Action::CreateWebhook).created(Err(Problem::Cancelled));
    app.act(Action::LookForCreated);
    let [Command::LookForCreated { record: None, .. }] = app.commands.as_slice() else { panic!("{:?}", app.commands) };
}

#[test]
fn what_a_part_of_the_list_leaves_out_is_not_taken_for_new() {
    let mut app = App::filling_in(&four());
    app.model.list.latest_mut().unwrap().total = Some(7);
    app.act(Action::CreateWebhook);
    let [Command::Create { known, .. }] = app.commands.as_slice() else { panic!() };
    assert!(known.is_empty(), "the worker reads what is there first");
}

#[test]
fn a_look_that_finds_it_ends_as_a_create_does() {
    let (mut app, _) = sent();
    app.created(Err(Problem::CreateUnclear)).act(Action::LookForCreated);
    assert!(is_look(&app));
    app.act(Action::LookForCreated);
    assert_eq!(app.commands, [], "one at a time");
    let Some(request) = app.model.form.creating() else { panic!("looks") };
    app.hear(Event::Created { request, result: Ok(Creation { webhook: orders(), answer_lost: true, record: None }) });
    assert_eq!(app.selected(), ["w-1"]);
}

#[test]
fn an_edit_does_not_make_an_unclear_create_forgotten() {
    let (mut app, _) = sent();
    app.created(Err(Problem::CreateUnclear)).type_draft("Orders 2", "https://crm.example/aircall");
    assert_eq!(app.model.form.problem(), Some(&Problem::CreateUnclear));
    app.act(Action::CreateWebhook);
    assert!(is_look(&app), "the same URL would get every event twice");
    app.created(Err(Problem::Offline)).type_draft("Orders", "https://other.example/aircall");
    app.act(Action::CreateWebhook);
    assert!(is_create(&app), "another URL is another webhook");
}

#[test]
fn a_create_can_be_cancelled_and_is_then_unclear() {
    let (mut app, request) = sent();
    app.act(Action::CancelWaiting);
    assert_eq!(app.commands, [Command::Cancel { request }]);
    assert_eq!(app.model.form.creating(), Some(request), "its own answer still comes");
    app.hear(Event::Created { request, result: Err(Problem::Cancelled) });
    assert_eq!(app.model.form.problem(), Some(&Problem::CreateUnclear));
}

#[test]
fn the_form_is_not_left_while_a_create_is_under_way_and_says_why() {
    for way in [Action::Go(Place::Webhooks), Action::ExploreDemo, Action::ConnectAnother, Action::Quit] {
        let (mut app, request) = sent();
        app.act(way.clone());
        assert_eq!((app.model.place, app.model.form.creating()), (Place::NewWebhook, Some(request)), "{way:?}");
        assert!(!app.model.quit && !app.said().is_empty(), "{way:?}");
    }
}

#[test]
fn a_draft_that_is_being_sent_stays_as_it_is() {
    let (mut app, _) = sent();
    app.act(Action::TickGroup(Group::Call, true)).act(Action::UsePreset(Preset::Contacts)).act(Action::AskAllEvents);
    assert_eq!(app.model.form.draft.events, events(&["call.ended"]));
    assert_eq!(app.model.dialog, None);
}
