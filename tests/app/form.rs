//! The form of a new webhook: what is refused, warned of, ticked; and that nothing typed is lost unasked.

use crate::hand::*;

fn on_the_form() -> App {
    let mut app = App::showing(&four());
    app.act(Action::Go(Place::NewWebhook));
    app
}

fn ticked(app: &App) -> Vec<&str> {
    app.model.form.draft.events.iter().map(EventName::as_str).collect()
}

#[test]
fn errors_of_empty_fields_come_after_a_try_and_others_at_once() {
    let mut app = on_the_form();
    app.type_draft("", "htt");
    assert_eq!(app.model.form.errors, [], "still typing https://");
    app.type_draft("", "http://crm.example");
    assert_eq!(app.model.form.url_error(), Some(UrlError::NotHttps));
    app.type_draft("", "").act(Action::CreateWebhook);
    assert_eq!(app.commands, []);
    assert_eq!(app.model.form.errors, [DraftError::Url(UrlError::Empty), DraftError::NoEvents]);
}

#[test]
fn nothing_ticked_is_refused() {
    let mut app = on_the_form();
    app.type_draft("Orders", "https://crm.example/in").act(Action::CreateWebhook);
    assert_eq!(app.commands, []);
    assert!(app.model.form.has(DraftError::NoEvents));
    app.act(Action::TickEvent(EventName::new("call.ended"), true));
    assert_eq!(app.model.form.errors, []);
}

#[test]
fn a_pasted_url_is_cleaned_and_that_is_said() {
    let mut app = on_the_form();
    app.type_draft("", " https://crm.example/\u{200b}in\n");
    assert_eq!(app.model.form.draft.url, "https://crm.example/in");
    assert_eq!((app.model.form.cleaned_url.invisible, app.model.form.cleaned_url.spaces), (1, 2));
}

#[test]
fn likely_mistakes_are_warned_of_and_can_be_sent() {
    let mut app = App::filling_in(&four());
    app.type_draft("", "https://user:pw@10.0.0.1/in");
    assert_eq!(app.model.form.warnings, [UrlWarning::UserInfo, UrlWarning::LocalHost]);
    app.act(Action::CreateWebhook);
    assert!(matches!(app.commands.as_slice(), [Command::Create { .. }]));
}

#[test]
fn a_url_that_another_webhook_has_is_told_and_that_one_can_be_opened() {
    let mut app = App::filling_in(&four());
    app.type_draft("", "https://GAMMA.example/in?key=verysecret");
    assert_eq!(app.model.form.warnings, [UrlWarning::Duplicate { id: id("gamma"), label: "Gamma".into() }]);
    app.model.view.search = "alpha".into();
    app.act(Action::OpenExisting(id("gamma")));
    assert_eq!(app.model.place, Place::Webhooks);
    assert_eq!(app.selected(), ["gamma"]);
}

#[test]
fn http_becomes_https_by_one_click() {
    let mut app = on_the_form();
    app.type_draft("", "HTTP://crm.example/in").act(Action::UseHttps);
    assert_eq!(app.model.form.draft.url, "https://crm.example/in");
    assert_eq!(app.model.form.errors, []);
}

#[test]
fn groups_and_purposes_tick_what_they_say() {
    let mut app = on_the_form();
    app.act(Action::TickGroup(Group::Contact, true));
    assert_eq!(app.model.form.ticked(Group::Contact), (3, 3));
    app.act(Action::TickEvent(EventName::new("contact.deleted"), false));
    assert_eq!(app.model.form.ticked(Group::Contact), (2, 3));
    app.act(Action::TickGroup(Group::Contact, false));
    assert_eq!(ticked(&app).len(), 0);
    for preset in Preset::ALL {
        app.act(Action::UsePreset(preset));
        assert_eq!(app.model.form.draft.events, events(preset.events()));
    }
}

#[test]
fn all_events_is_a_choice_that_is_made_and_seen() {
    let mut app = on_the_form();
    app.act(Action::AskAllEvents).act(Action::CloseDialog);
    assert_eq!(ticked(&app).len(), 0);
    app.act(Action::AskAllEvents).act(Action::TickAllEvents);
    assert!(app.model.form.draft.events.is_all());
    assert_eq!(app.model.dialog, None);
}

#[test]
fn an_event_that_the_list_lacks_can_be_added_after_a_confirmation() {
    let mut app = on_the_form();
    let add = |app: &mut App, name: &str| {
        app.act(Action::AskCustomEvent);
        app.model.dialog = Some(Dialog::CustomEvent { text: name.to_owned() });
        app.act(Action::AddCustomEvent);
    };
    add(&mut app, "Fax Received");
    assert!(app.model.dialog.is_some() && ticked(&app).is_empty());
    add(&mut app, " fax.received ");
    assert_eq!(app.model.dialog, None);
    assert_eq!(app.model.form.custom(), [EventName::new("fax.received")]);
}

#[test]
fn an_unsaved_draft_is_asked_about_before_it_is_lost() {
    for way in [Action::OpenProfile(profile("Bolt").id), Action::ExploreDemo, Action::Quit] {
        let mut app = App::filling_in(&four());
        app.act(way.clone());
        assert_eq!(app.model.dialog, Some(Dialog::DiscardDraft { then: way.clone() }));
        assert!(!app.model.quit && app.model.place == Place::NewWebhook && app.commands.is_empty(), "{way:?}");
        app.act(Action::CloseDialog);
        assert_eq!(app.model.form.draft.url, "https://crm.example/aircall", "{way:?}: it is kept");
        app.act(way.clone()).act(Action::DiscardDraft);
        assert!(app.model.quit || app.model.place != Place::NewWebhook, "{way:?} goes on");
        assert!(!app.model.form.is_unsaved() && app.model.dialog.is_none());
    }
}

#[test]
fn a_new_key_is_for_its_profile_also_from_a_form() {
    let mut app = App::filling_in(&four());
    app.act(Action::ReplaceCredential(profile("Acme").id));
    assert_eq!(app.model.replaced_profile(), Some("Acme"));
}

#[test]
fn an_untouched_form_is_left_without_a_question() {
    let mut app = on_the_form();
    app.act(Action::Go(Place::Webhooks));
    assert_eq!((app.model.place, &app.model.dialog), (Place::Webhooks, &None));
    app.act(Action::Quit);
    assert!(app.model.quit);
}

#[test]
fn no_form_opens_before_its_company_is_open() {
    let mut app = App::with(settings(&["Acme"]));
    app.act(Action::Go(Place::NewWebhook));
    assert_eq!(app.model.place, Place::Webhooks);
}
