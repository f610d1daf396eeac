//! What was typed and not sent outlives its form, its dialog and a question.

use crate::audited::{AuditAction, key};
use crate::hand::*;
use hookswitch::app::delivery::DeliveryAction;
use hookswitch::app::drafts::{KEY_WAITS, Subject};
use hookswitch::app::safe::SafeAction;
use hookswitch::domain::audit::Rule;

const AFRESH: Action = Action::Safe(SafeAction::StartAfresh);

fn chosen(app: &App) -> Choice {
    match &app.model.dialog {
        Some(Dialog::Events(bulk)) => bulk.choice(&EventName::new("call.created")),
        other => panic!("no choice of events but {other:?}"),
    }
}

fn body(app: &mut App) -> &mut String {
    match &mut app.model.dialog {
        Some(Dialog::Delivery(delivery)) => &mut delivery.body,
        other => panic!("no test delivery but {other:?}"),
    }
}

#[test]
fn a_new_webhooks_form_is_there_again_whatever_page_was_between() {
    for way in [
        Action::Go(Place::Webhooks),
        Action::Go(Place::Settings),
        Action::Go(Place::History),
        Action::OpenExisting(id("gamma")),
        Action::EditWebhook(id("gamma")),
        Action::Duplicate(id("gamma")),
        Action::ConnectAnother,
        Action::ReplaceCredential(profile("Acme").id),
    ] {
        let mut app = App::filling_in(&four());
        app.act(way.clone());
        assert_eq!(app.model.dialog, None, "{way:?} asks nothing: nothing is lost");
        assert!(app.said().contains("the new webhook Orders"), "{way:?}: {}", app.said());
        app.act(Action::Refresh).act(Action::Go(Place::Settings)).act(Action::Go(Place::NewWebhook));
        assert_eq!((app.draft().name.as_str(), app.draft().events.len()), ("Orders", 1), "{way:?}");
        assert!(app.model.drafts.form_is_back() && app.model.notice.is_none(), "the notice that leads here has gone");
        app.act(AFRESH);
        assert_eq!((app.draft(), app.model.drafts.form_is_back()), (&Draft::default(), false));
        app.act(Action::Go(Place::Webhooks)).act(Action::Go(Place::NewWebhook));
        assert!(!app.model.drafts.form_is_back(), "there is nothing left of it");
    }
}

#[test]
fn the_notice_leads_back_into_the_form() {
    let mut app = App::editing(&four(), "gamma");
    app.tick("call.created", true).act(Action::Go(Place::Webhooks));
    let offer = app.model.notice.clone().and_then(|notice| notice.offer).unwrap();
    assert_eq!(offer.1, Action::Safe(SafeAction::GoOn(Subject::Edit(id("gamma")))));
    app.act(offer.1).one_read(Ok(hook("Gamma", false)));
    assert!(app.draft().events.contains(&EventName::new("call.created")));
    assert!(app.model.drafts.form_is_back() && app.model.form.is_unsaved());
    app.act(AFRESH);
    assert!(!app.model.form.is_unsaved());
}

#[test]
fn each_form_has_a_draft_of_its_own() {
    let mut app = App::filling_in(&four());
    app.act(Action::Duplicate(id("gamma")));
    assert_eq!(app.draft().name, "Gamma (copy)", "not the other draft");
    app.type_draft("Gamma 2", "https://other.example/in").act(Action::EditWebhook(id("gamma")));
    app.one_read(Ok(hook("Gamma", false))).type_draft("Gamma 3", "https://gamma.example/in?key=verysecret");
    app.act(Action::Go(Place::NewWebhook));
    assert_eq!(app.draft().name, "Orders");
    app.act(Action::Duplicate(id("gamma")));
    assert_eq!(app.draft().name, "Gamma 2");
    app.edit("gamma");
    assert_eq!(app.draft().name, "Gamma 3");
}

#[test]
fn an_edit_that_is_back_keeps_what_others_changed_meanwhile() {
    let mut app = App::editing(&four(), "gamma");
    app.tick("call.created", true).tick("fax.received", false).act(Action::Go(Place::Webhooks));
    let now = Webhook { events: events(&["call.ended", "fax.received", "user.created"]), ..hook("Gamma 9", true) };
    let now = Webhook { id: id("gamma"), ..now };
    app.act(Action::EditWebhook(id("gamma"))).one_read(Ok(now));
    let draft = app.draft();
    assert_eq!(draft.events, events(&["call.created", "call.ended", "user.created"]));
    assert_eq!((draft.name.as_str(), draft.active), ("Gamma 9", true), "untouched, so theirs");
}

#[test]
fn what_was_saved_is_no_draft_any_more() {
    let mut app = App::editing(&four(), "gamma");
    app.tick("call.created", true).act(Action::Go(Place::Webhooks)).edit("gamma").act(Action::ReviewEdit);
    let before = hook("Gamma", false);
    let after = app.review().lines[0].wanted();
    app.send_one(Outcome::Done, &before, after.as_ref()).act(Action::Quit);
    assert!(app.model.quit, "nothing is unsaved: {:?}", app.model.unsaved());
}

#[test]
fn a_form_that_was_left_untouched_leaves_nothing() {
    let mut app = App::showing(&four());
    for open in [Action::Go(Place::NewWebhook), Action::Duplicate(id("gamma")), Action::EditWebhook(id("alpha"))] {
        app.act(open).act(Action::Go(Place::Webhooks));
        assert_eq!(app.model.unsaved(), Vec::<String>::new());
    }
    app.act(Action::Quit);
    assert!(app.model.quit);
}

/// On the form of a copy that was sent as it was opened, and no answer tells whether it was created.
fn unclear_copy() -> App {
    let mut app = App::showing(&four());
    app.act(Action::Duplicate(id("gamma"))).act(Action::CreateWebhook);
    app.created(Err(Problem::CreateUnclear));
    app
}

#[test]
fn a_copy_that_may_have_been_created_is_not_sent_twice_after_another_page() {
    let mut app = unclear_copy();
    assert!(app.model.form.is_unsaved(), "though nothing was typed");
    app.act(Action::Go(Place::Webhooks)).act(Action::Duplicate(id("gamma")));
    assert_eq!(app.model.form.problem(), Some(&Problem::CreateUnclear));
    app.act(Action::CreateWebhook);
    assert!(matches!(app.commands.as_slice(), [Command::LookForCreated { .. }]), "it looks, and sends nothing");
    app.created(Err(Problem::CreateUnclear)).act(Action::CreateWebhook);
    assert!(matches!(app.commands.as_slice(), [Command::Create { .. }]), "it isn't there");
}

#[test]
fn what_may_have_been_created_is_said_to_be_so_and_is_not_started_afresh() {
    let mut app = unclear_copy();
    app.act(Action::Go(Place::Webhooks));
    let ends = "It may have been created: look at the list before you send it again";
    assert!(app.said().ends_with(ends), "{}", app.said());
    assert_eq!(app.model.unsaved(), ["the new webhook Gamma (copy), which may have been created"]);
    app.act(Action::Duplicate(id("gamma")));
    assert!(app.model.drafts.form_is_back() && !app.model.form.can_start_afresh(), "it isn't offered");
    app.act(AFRESH).act(Action::CreateWebhook);
    assert!(matches!(app.commands.as_slice(), [Command::LookForCreated { .. }]));
    assert!(!app.model.form.can_start_afresh(), "the look is under way");
    app.created(Err(Problem::CreateUnclear));
    assert!(app.model.form.can_start_afresh(), "it was looked for, and isn't there");
    app.act(AFRESH);
    assert_eq!((app.model.form.problem(), app.model.form.is_unsaved()), (None, false));
}

#[test]
fn an_edited_test_body_waits_for_its_webhook_and_its_event() {
    let ask = |app: &mut App, of: &str| {
        app.act(Action::Delivery(DeliveryAction::Ask(id(of))));
    };
    let mut app = App::showing(&four());
    ask(&mut app, "alpha");
    let sample = body(&mut app).clone();
    *body(&mut app) = "{\"mine\": 1}".to_owned();
    app.act(Action::Delivery(DeliveryAction::ChooseEvent(EventName::new("fax.received"))));
    assert_ne!(body(&mut app).as_str(), "{\"mine\": 1}");
    app.act(Action::CloseDialog);
    ask(&mut app, "beta");
    assert_ne!(body(&mut app).as_str(), "{\"mine\": 1}", "of another webhook");
    app.act(Action::CloseDialog);
    ask(&mut app, "alpha");
    assert_eq!(body(&mut app).as_str(), "{\"mine\": 1}");
    assert!(app.model.drafts.dialog_is_back());
    app.act(AFRESH);
    assert_eq!((body(&mut app).clone(), app.model.drafts.dialog_is_back()), (sample, false));
}

#[test]
fn chosen_events_are_there_after_esc_and_after_a_review_that_was_closed() {
    let ask = Action::AskEvents(vec![id("alpha"), id("beta")]);
    let mut app = App::showing(&four());
    app.act(ask.clone()).act(Action::ChooseEvent(EventName::new("call.created"), Choice::Add)).act(Action::CloseDialog);
    app.act(Action::AskEvents(vec![id("alpha")]));
    assert_eq!(chosen(&app), Choice::Leave, "of other webhooks");
    app.act(Action::CloseDialog).act(ask.clone());
    assert_eq!(chosen(&app), Choice::Add);
    app.act(Action::ReviewEvents).act(Action::CloseDialog).act(ask.clone());
    assert_eq!(chosen(&app), Choice::Add);
    app.act(Action::ReviewEvents).act(Action::StartReview);
    let request = app.request();
    app.hear(Event::ChangeDone { request, cancelled: false }).act(Action::CloseDialog).act(ask);
    assert_eq!(chosen(&app), Choice::Leave, "it was sent");
}

#[test]
fn chosen_events_are_there_also_after_another_review_was_sent() {
    let ask = Action::AskEvents(vec![id("alpha"), id("beta")]);
    let mut app = App::showing(&four());
    app.act(ask.clone()).act(Action::ChooseEvent(EventName::new("call.created"), Choice::Add));
    app.act(Action::ReviewEvents).act(Action::CloseDialog);
    app.act(Action::AskReenableAll).act(Action::StartReview);
    let request = app.request();
    app.hear(Event::ChangeDone { request, cancelled: false }).act(Action::CloseDialog).act(ask);
    assert_eq!(chosen(&app), Choice::Add, "they were not sent with it");
}

#[test]
fn a_move_of_events_a_name_and_a_custom_event_are_there_after_esc() {
    let mut app = App::showing(&four());
    app.act(Action::AskMoveEvents);
    let Some(Dialog::MoveEvents(asked)) = &mut app.model.dialog else { panic!() };
    asked.from = Some(EventName::new("fax.received"));
    app.act(Action::CloseDialog).act(Action::AskMoveEvents);
    let Some(Dialog::MoveEvents(asked)) = &app.model.dialog else { panic!() };
    assert_eq!(asked.from, Some(EventName::new("fax.received")));

    app.act(Action::CloseDialog).act(Action::AskRenameProfile(profile("Acme").id));
    let Some(Dialog::RenameProfile { name, .. }) = &mut app.model.dialog else { panic!() };
    "Acme Ltd".clone_into(name);
    app.act(Action::CloseDialog).act(Action::AskRenameProfile(profile("Acme").id));
    let renamed = Dialog::RenameProfile { id: profile("Acme").id, name: "Acme Ltd".into() };
    assert_eq!(app.model.dialog, Some(renamed));

    app.act(Action::CloseDialog).act(Action::Go(Place::NewWebhook)).act(Action::AskCustomEvent);
    app.model.dialog = Some(Dialog::CustomEvent { text: "fax.".into() });
    app.act(Action::CloseDialog).act(Action::AskCustomEvent);
    assert_eq!(app.model.dialog, Some(Dialog::CustomEvent { text: "fax.".into() }));
}

#[test]
fn a_window_that_closes_names_all_that_would_be_lost() {
    let mut app = App::filling_in(&four());
    app.act(Action::Go(Place::Webhooks)).edit("gamma").tick("call.created", true).act(Action::Go(Place::Webhooks));
    app.act(Action::Delivery(DeliveryAction::Ask(id("alpha"))));
    body(&mut app).push(' ');
    let lost = ["the test body of call.ended for Alpha", "the new webhook Orders", "your changes to Gamma"];
    assert_eq!(app.model.unsaved(), lost);
    app.act(Action::Quit);
    assert!(!app.model.quit);
    assert_eq!(
        (app.model.dialog.clone(), app.model.unsaved().len()),
        (Some(Dialog::DiscardDraft { then: Action::Quit }), 3)
    );
    app.act(Action::CloseDialog);
    assert!(body(&mut app).ends_with(' '), "the dialog is there again");
    app.act(Action::Quit).act(Action::DiscardDraft);
    assert!(app.model.quit);
}

#[test]
fn another_company_takes_no_draft_along_and_asks_first() {
    for way in [Action::OpenProfile(profile("Bolt").id), Action::ExploreDemo] {
        let mut app = App::filling_in(&four());
        app.act(Action::Go(Place::Settings)).act(way.clone());
        assert_eq!(app.model.dialog, Some(Dialog::DiscardDraft { then: way.clone() }));
        app.act(Action::CloseDialog).act(Action::Go(Place::NewWebhook));
        assert_eq!(app.draft().name, "Orders");
        app.act(way).act(Action::DiscardDraft);
        assert_eq!((app.model.place, app.model.unsaved().len()), (Place::Webhooks, 0));
        app.open().act(Action::Go(Place::NewWebhook));
        assert_eq!(app.draft(), &Draft::default());
    }
}

#[test]
fn the_company_that_is_open_already_asks_nothing_and_keeps_its_drafts() {
    let mut app = App::filling_in(&four());
    app.act(Action::OpenProfile(profile("Acme").id));
    assert_eq!((&app.model.dialog, app.model.place), (&None, Place::Webhooks));
    app.act(Action::Go(Place::NewWebhook)).act(Action::CreateWebhook).act(Action::OpenProfile(profile("Acme").id));
    assert_eq!((app.draft().name.as_str(), app.model.place), ("Orders", Place::NewWebhook), "while it is sent");
}

#[test]
fn a_new_key_of_the_same_company_keeps_its_drafts() {
    let mut app = App::filling_in(&four());
    app.act(Action::ReplaceCredential(profile("Acme").id)).type_key("id", "tok").act(Action::TestAndSave);
    app.tested(Ok(company("Acme"))).kept(Ok(()));
    assert_eq!(app.model.unsaved(), ["the new webhook Orders"]);
    let request = app.commands.iter().rev().find_map(Command::request).unwrap();
    app.hear(Event::Opened { request, result: Ok(()) }).act(Action::Go(Place::NewWebhook));
    assert_eq!(app.draft().name, "Orders");
}

#[test]
fn a_key_that_would_open_another_company_asks_before_it_is_tested() {
    for way in [Action::ConnectAnother, Action::ReplaceCredential(profile("Bolt").id)] {
        let mut app = App::filling_in(&four());
        app.act(way.clone()).type_key("id", "tok").act(Action::TestAndSave);
        assert_eq!(app.model.dialog, Some(Dialog::DiscardDraft { then: Action::TestAndSave }), "{way:?}");
        assert_eq!(app.commands, [], "{way:?}");
        app.act(Action::CloseDialog);
        assert_eq!((app.model.connect.draft.token.as_str(), app.model.unsaved().len()), ("tok", 1), "{way:?}");
        app.act(Action::TestAndSave).act(Action::DiscardDraft);
        assert!(matches!(app.commands.as_slice(), [Command::Test { .. }]), "{way:?}");
        assert_eq!(app.model.unsaved().len(), 0, "{way:?}");
    }
}

#[test]
fn a_webhook_that_is_being_sent_stays_in_sight() {
    let mut app = App::filling_in(&four());
    app.act(Action::CreateWebhook);
    for way in [Action::Go(Place::Webhooks), Action::ExploreDemo, Action::Quit, Action::EditWebhook(id("alpha"))] {
        app.act(way);
        assert_eq!((app.model.place, app.model.quit, app.said()), (Place::NewWebhook, false, text::still_creating()));
    }
}

#[test]
fn a_typed_key_waits_for_its_form_and_not_for_long() {
    let mut app = App::showing(&four());
    app.act(Action::ConnectAnother).type_key("id", "tok").act(Action::Go(Place::Webhooks));
    assert_eq!(app.model.connect.draft.token, "");
    app.act(Action::ReplaceCredential(profile("Acme").id));
    assert_eq!(app.model.connect.draft.token, "", "of another profile");
    app.act(Action::ConnectAnother);
    assert_eq!(app.model.connect.draft.token, "tok");
    assert!(app.model.drafts.key_is_back());
    assert!(!format!("{:?}", app.model).contains("tok\""), "and is printed nowhere");
    app.act(Action::Go(Place::Webhooks));
    assert!(app.model.wakes_in().is_some_and(|time| time.as_secs() <= KEY_WAITS.as_secs().unsigned_abs()));
    app.later(KEY_WAITS.as_secs() + 1).act(Action::ConnectAnother);
    assert_eq!(app.model.connect.draft.token, "");
    app.type_key("id", "tok").act(Action::Go(Place::Webhooks)).act(Action::ConnectAnother).act(AFRESH);
    assert_eq!((app.model.connect.draft.api_id.as_str(), app.model.drafts.key_is_back()), ("", false));
}

#[test]
fn the_reason_to_accept_a_finding_is_there_until_it_is_written_down() {
    let mut app = App::audited(&four());
    let ask = Action::Audit(AuditAction::AskAccept(key(Rule::SecretInQuery, "alpha")));
    app.act(ask.clone());
    let reason = |app: &App| match &app.model.dialog {
        Some(Dialog::AcceptFinding(form)) => form.reason.clone(),
        other => panic!("no reason is asked but {other:?}"),
    };
    let Some(Dialog::AcceptFinding(form)) = &mut app.model.dialog else { panic!() };
    "known to us".clone_into(&mut form.reason);
    app.act(Action::CloseDialog).act(ask.clone());
    assert_eq!(reason(&app), "known to us");
    app.act(Action::Audit(AuditAction::Accept));
    assert_eq!(app.model.dialog, None);
    app.act(ask);
    assert_eq!(reason(&app), "known to us", "no answer yet: it might fail");
}
