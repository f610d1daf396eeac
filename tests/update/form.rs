//! A new webhook: from an empty form to a row in the list.

use hookswitch::app::command::Creation;
use hookswitch::app::{Action, Command, Dialog, Event, Place, Problem};
use hookswitch::domain::{DraftError, EventName, EventSet, Group, Preset, UrlError, UrlWarning, Webhook};

use crate::kit::{App, cancels, events, hook, id, opens, profile_id, reads_the_list, request, saves};

fn on_the_form() -> App {
    let mut app = App::showing(vec![hook("alpha"), hook("bravo")]);
    app.act(Action::Go(Place::NewWebhook));
    assert_eq!(app.model.place, Place::NewWebhook);
    app
}

fn write(app: &mut App, name: &str, url: &str) {
    app.model.form.draft.name = name.into();
    app.model.form.draft.url = url.into();
    app.act(Action::DraftEdited);
}

fn filled() -> App {
    let mut app = on_the_form();
    write(&mut app, "Orders", "https://orders.example/in");
    app.act(Action::TickEvent(EventName::new("call.ended"), true));
    app
}

/// What the server makes of it: live answers leave the name out.
fn made() -> Webhook {
    Webhook { name: None, ..hook("orders") }
}

fn answer(app: &mut App, commands: &[Command], result: Result<Webhook, Problem>) -> Vec<Command> {
    let result = result.map(|webhook| Creation { webhook, answer_lost: false });
    app.hear(Event::Created { request: request(commands), result })
}

#[test]
fn a_created_webhook_is_selected_and_its_token_offered() {
    let mut app = filled();
    app.model.view.search = "alpha".into();
    app.act(Action::Search);
    let commands = app.act(Action::CreateWebhook);
    let [Command::Create { spec, known, .. }] = commands.as_slice() else { panic!("it is sent: {commands:?}") };
    assert_eq!((spec.name(), spec.url().expose()), (Some("Orders"), "https://orders.example/in"));
    assert_eq!(known, &[id("alpha"), id("bravo")]);
    assert_eq!(app.act(Action::CreateWebhook), [], "a second click sends nothing");

    let commands = answer(&mut app, &commands, Ok(made()));
    assert_eq!(app.model.place, Place::Webhooks);
    assert_eq!((app.selected(), app.current()), (vec!["orders"], Some("orders")));
    assert_eq!(app.name_of("orders").as_deref(), Some("Orders"));
    let offer = app.model.notice.as_ref().and_then(|notice| notice.offer.clone());
    assert_eq!(offer.map(|(_, action)| action), Some(Action::CopyToken(id("orders"))));
    let names = saves(&commands).map(|saved| saved.profiles[0].known_names.clone()).unwrap_or_default();
    assert_eq!(names.get(&id("orders")).map(String::as_str), Some("Orders"));
    app.read(&commands, vec![hook("alpha"), hook("bravo"), made()]);
    assert_eq!(app.name_of("orders").as_deref(), Some("Orders"), "remembered, though the answer left it out");
    assert_eq!(app.selected(), ["orders"]);
}

#[test]
fn a_read_from_before_the_create_does_not_take_it_away_again() {
    let mut app = App::showing(vec![hook("alpha")]);
    let early = app.act(Action::Refresh);
    app.act(Action::Go(Place::NewWebhook));
    write(&mut app, "", "https://orders.example/in");
    app.act(Action::UsePreset(Preset::Contacts));
    let commands = app.act(Action::CreateWebhook);
    let commands = answer(&mut app, &commands, Ok(made()));
    assert_eq!(cancels(&commands), [request(&early)]);
    assert!(reads_the_list(&commands));
    app.read(&early, vec![hook("alpha")]);
    assert_eq!(app.selected(), ["orders"]);
}

#[test]
fn without_a_token_none_is_offered() {
    let mut app = filled();
    let commands = app.act(Action::CreateWebhook);
    answer(&mut app, &commands, Ok(Webhook { token: None, ..made() }));
    assert!(app.model.notice.as_ref().is_some_and(|notice| notice.offer.is_none()));
}

#[test]
fn nothing_ticked_is_refused() {
    let mut app = on_the_form();
    write(&mut app, "", "https://orders.example/in");
    assert_eq!(app.model.form.errors, [], "no fault before a try");
    assert_eq!(app.act(Action::CreateWebhook), []);
    assert!(app.model.form.has(DraftError::NoEvents));
    app.act(Action::TickEvent(EventName::new("call.ended"), true));
    assert_eq!(app.model.form.errors, []);
}

#[test]
fn a_url_is_cleaned_refused_and_put_right() {
    let mut app = on_the_form();
    write(&mut app, "", "http");
    assert_eq!(app.model.form.url_error(), None, "still being typed");
    write(&mut app, "", " http://orders.example/in\u{200b}");
    assert_eq!(app.model.form.draft.url, "http://orders.example/in");
    assert_eq!((app.model.form.cleaned_url.spaces, app.model.form.cleaned_url.invisible), (1, 1));
    assert_eq!(app.model.form.url_error(), Some(UrlError::NotHttps));
    app.act(Action::UseHttps);
    assert_eq!(app.model.form.draft.url, "https://orders.example/in");
    assert_eq!(app.model.form.url_error(), None);
}

#[test]
fn likely_mistakes_are_warned_about_and_allowed() {
    let mut app = on_the_form();
    write(&mut app, "", "https://user:pw@10.0.0.1/in");
    assert_eq!(app.model.form.warnings, [UrlWarning::UserInfo, UrlWarning::LocalHost]);
    write(&mut app, "", "https://ALPHA.example/in");
    assert_eq!(app.model.form.warnings, [UrlWarning::Duplicate { id: id("alpha"), label: "alpha".into() }]);
    app.act(Action::UsePreset(Preset::Contacts));
    assert_eq!(app.act(Action::CreateWebhook).len(), 1);
}

#[test]
fn the_webhook_that_has_the_url_can_be_opened_instead() {
    let mut app = on_the_form();
    write(&mut app, "", "https://alpha.example/in");
    app.act(Action::OpenExisting(id("alpha")));
    assert!(matches!(app.model.dialog, Some(Dialog::DiscardDraft { .. })));
    app.act(Action::DiscardDraft);
    assert_eq!((app.model.place, app.current()), (Place::Webhooks, Some("alpha")));
}

#[test]
fn groups_purposes_and_all_events_tick_the_boxes() {
    let mut app = on_the_form();
    app.act(Action::TickGroup(Group::Contact, true));
    assert_eq!(app.model.form.ticked(Group::Contact), (3, 3));
    app.act(Action::TickGroup(Group::Contact, false));
    assert_eq!(app.model.form.ticked(Group::Contact), (0, 3));
    app.act(Action::UsePreset(Preset::CrmLogging));
    let crm = events(&["call.ended", "call.comm_assets_generated", "call.tagged"]);
    assert_eq!(app.model.form.draft.events, crm);

    app.act(Action::AskAllEvents);
    app.act(Action::CloseDialog);
    assert_eq!(app.model.form.draft.events, crm, "only asked");
    app.act(Action::AskAllEvents);
    app.act(Action::TickAllEvents);
    assert_eq!((app.model.dialog.clone(), app.model.form.draft.events.clone()), (None, EventSet::all()));
}

#[test]
fn a_name_of_ones_own_is_taken_after_a_question() {
    let mut app = on_the_form();
    let try_name = |app: &mut App, name: &str| {
        app.act(Action::AskCustomEvent);
        let Some(Dialog::CustomEvent { text }) = &mut app.model.dialog else { panic!("the dialog is open") };
        *text = name.to_owned();
        app.act(Action::AddCustomEvent);
    };
    for wrong in ["", "No Event", "call.ended"] {
        try_name(&mut app, wrong);
        assert!(app.model.dialog.is_some() && app.model.form.draft.events.is_empty(), "{wrong}");
    }
    try_name(&mut app, " fax.received ");
    assert_eq!(app.model.form.custom(), [EventName::new("fax.received")]);
    assert_eq!(app.model.dialog, None);
}

#[test]
fn a_refused_create_keeps_the_form_and_says_why() {
    let mut app = filled();
    let commands = app.act(Action::CreateWebhook);
    answer(&mut app, &commands, Err(Problem::LimitReached { limit: 100 }));
    assert_eq!(app.model.form.problem(), Some(&Problem::LimitReached { limit: 100 }));
    assert_eq!(app.model.form.draft.name, "Orders");
    assert_eq!(app.act(Action::CreateWebhook).len(), 1);
}

#[test]
fn an_unclear_create_is_looked_for_and_not_sent_again() {
    let mut app = filled();
    let commands = app.act(Action::CreateWebhook);
    assert_eq!(cancels(&app.act(Action::CancelWaiting)), [request(&commands)]);
    answer(&mut app, &commands, Err(Problem::Cancelled));
    for harmless in [Action::AskAllEvents, Action::CloseDialog, Action::ToggleVersion1, Action::DraftEdited] {
        app.act(harmless);
        assert_eq!(app.model.form.problem(), Some(&Problem::CreateUnclear), "it stays in sight");
    }
    let commands = app.act(Action::LookForCreated);
    let [Command::LookForCreated { request, known, .. }] = commands.as_slice() else { panic!("{commands:?}") };
    assert_eq!(known.len(), 2);
    let result = Ok(Creation { webhook: made(), answer_lost: true });
    app.hear(Event::Created { request: *request, result });
    assert_eq!(app.selected(), ["orders"]);
}

#[test]
fn an_unsaved_draft_is_asked_about_before_it_is_lost() {
    let leave = [
        Action::Go(Place::Settings),
        Action::Go(Place::Webhooks),
        Action::OpenProfile(profile_id("Bolt")),
        Action::ExploreDemo,
        Action::ReplaceCredential(profile_id("Acme")),
        Action::Quit,
    ];
    for action in leave {
        let mut app = filled();
        assert_eq!(app.act(action.clone()), []);
        assert_eq!(app.model.dialog, Some(Dialog::DiscardDraft { then: action.clone() }));
        app.act(Action::CloseDialog);
        assert_eq!((app.model.place, app.model.form.draft.name.as_str()), (Place::NewWebhook, "Orders"));
        assert!(!app.model.quit);

        app.act(action.clone());
        let commands = app.act(Action::DiscardDraft);
        assert!(!app.model.form.is_unsaved() && app.model.dialog.is_none());
        match action {
            Action::Quit => assert!(app.model.quit),
            Action::OpenProfile(_) => assert_eq!(opens(&commands), Some("Bolt")),
            Action::ReplaceCredential(_) => assert_eq!(app.model.replaced_profile(), Some("Acme")),
            _ => assert_ne!(app.model.place, Place::NewWebhook),
        }
    }
}

#[test]
fn an_empty_form_is_left_without_a_question() {
    let mut app = on_the_form();
    app.act(Action::Go(Place::Webhooks));
    assert_eq!((app.model.place, app.model.dialog.clone()), (Place::Webhooks, None));
    app.act(Action::Quit);
    assert!(app.model.quit);
}

#[test]
fn what_is_being_created_is_waited_for() {
    let mut app = filled();
    app.act(Action::CreateWebhook);
    for action in [Action::Go(Place::Webhooks), Action::ExploreDemo, Action::ConnectAnother] {
        assert_eq!(app.act(action), []);
        assert_eq!(app.model.place, Place::NewWebhook);
    }
    app.act(Action::TickGroup(Group::Call, true));
    assert_eq!(app.model.form.draft.events.len(), 1, "what was sent isn't changed meanwhile");
}
