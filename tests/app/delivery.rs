//! A test delivery in the model: what is chosen, typed, asked and sent, and what never is.

use hookswitch::app::delivery::{Delivery, DeliveryAction, DeliveryOrder};
use hookswitch::domain::delivery::Delivered;
use hookswitch::domain::endpoint::{Answer, CheckOutcome, NotChecked};
use hookswitch::domain::sample::{self, BodyError, TOKEN_PLACE};

use crate::hand::*;

const TOKEN: &str = "0123456789abcdef-Alpha";

fn asked(hooks: &[Webhook]) -> App {
    let mut app = App::showing(hooks);
    app.act(Action::Delivery(DeliveryAction::Ask(hooks[0].id.clone())));
    app
}

fn delivery(app: &App) -> &Delivery {
    match &app.model.dialog {
        Some(Dialog::Delivery(delivery)) => delivery,
        other => panic!("{other:?}"),
    }
}

fn type_body(app: &mut App, body: &str) {
    let Some(Dialog::Delivery(delivery)) = &mut app.model.dialog else { panic!("no dialog") };
    delivery.body = body.to_owned();
    app.act(Action::Delivery(DeliveryAction::Edited));
}

fn order(app: &App) -> DeliveryOrder {
    match app.commands.as_slice() {
        [Command::Deliver(order)] => order.clone(),
        other => panic!("{other:?}"),
    }
}

fn send(app: &mut App) -> RequestId {
    app.act(Action::Delivery(DeliveryAction::Send));
    order(app).request
}

fn taken(status: u16) -> Delivered {
    Delivered::without_answer(CheckOutcome::Answered(Answer { status, millis: 80, html: false, redirect: None }))
}

fn at_home() -> Vec<Webhook> {
    vec![Webhook { url: CallbackUrl::received("https://localhost:8443/in"), ..hook("Alpha", true) }]
}

#[test]
fn it_begins_with_the_first_event_of_the_webhook_and_sends_nothing() {
    let app = asked(&four());
    let delivery = delivery(&app);
    assert_eq!((delivery.event.as_str(), delivery.label.as_str()), ("call.ended", "Alpha"));
    assert_eq!(delivery.body, sample::body(&EventName::new("call.ended"), at(0)));
    assert_eq!((app.commands.as_slice(), delivery.is_running()), (&[][..], false));
}

#[test]
fn a_webhook_without_events_is_offered_the_end_of_a_call() {
    let app = asked(&[Webhook { events: EventSet::default(), ..hook("Alpha", true) }]);
    assert_eq!(delivery(&app).event.as_str(), "call.ended");
}

#[test]
fn every_event_of_the_catalogue_has_its_sample() {
    let mut app = asked(&four());
    for event in EventSet::all().iter() {
        app.act(Action::Delivery(DeliveryAction::ChooseEvent(event.clone())));
        let delivery = delivery(&app);
        assert!(delivery.body.contains(&format!("\"event\": \"{}\"", event.as_str())), "{}", delivery.body);
        assert!(delivery.whole().is_ok() && delivery.body.contains(TOKEN_PLACE));
    }
}

#[test]
fn what_was_typed_is_sent_with_the_token_and_the_field_never_holds_it() {
    let mut app = asked(&four());
    type_body(&mut app, "{\"event\": \"call.ended\", \"token\": \"•••\", \"data\": {\"mine\": 1}}");
    send(&mut app);
    let order = order(&app);
    let body: serde_json::Value = serde_json::from_str(order.body.expose()).unwrap();
    assert_eq!((&body["token"], &body["data"]["mine"]), (&TOKEN.into(), &1.into()));
    assert_eq!((order.url.expose(), order.private), ("https://alpha.example/in?key=verysecret", false));
    assert_eq!(order.target, app.model.open.clone().unwrap());
    assert!(!delivery(&app).body.contains(TOKEN));
    for debug in [format!("{order:?}"), format!("{:?}", app.model.dialog)] {
        assert!(!debug.contains(TOKEN) && !debug.contains("verysecret"), "{debug}");
    }
}

#[test]
fn what_is_no_json_object_is_not_sent() {
    let mut app = asked(&four());
    for (body, why) in [
        ("{\n\"a\": }", BodyError::NotJson { line: 2 }),
        ("[1]", BodyError::NotAnObject),
        ("", BodyError::NotJson { line: 1 }),
    ] {
        type_body(&mut app, body);
        assert_eq!(delivery(&app).whole().map(|_| ()), Err(why), "{body}");
        app.act(Action::Delivery(DeliveryAction::Send)).act(Action::Delivery(DeliveryAction::SendPrivate));
        assert_eq!(app.commands, []);
    }
    app.act(Action::Delivery(DeliveryAction::Reset));
    assert_eq!(delivery(&app).body, sample::body(&EventName::new("call.ended"), at(0)));
    send(&mut app);
}

#[test]
fn the_curl_command_holds_neither_token_nor_secrets_of_the_url() {
    let mut app = asked(&four());
    type_body(&mut app, &format!("{{\"token\": \"•••\", \"copied\": \"{TOKEN}\"}}"));
    app.act(Action::Delivery(DeliveryAction::CopyCurl));
    let [Command::Copy { what: Copied::Curl, text }] = app.commands.as_slice() else { panic!("{:?}", app.commands) };
    assert!(text.expose().starts_with("curl "));
    assert!(!text.expose().contains(TOKEN) && !text.expose().contains("verysecret"), "{}", text.expose());
}

#[test]
fn its_answer_is_shown_and_it_can_be_sent_again() {
    let mut app = asked(&four());
    type_body(&mut app, "{}");
    let request = send(&mut app);
    app.act(Action::Delivery(DeliveryAction::Send));
    assert_eq!(app.commands, [], "one at a time");
    app.act(Action::Delivery(DeliveryAction::ChooseEvent(EventName::new("call.created"))));
    app.act(Action::Delivery(DeliveryAction::Reset));
    let shown = delivery(&app);
    assert_eq!((shown.event.as_str(), shown.body.as_str()), ("call.ended", "{}"), "what is under way stays in view");
    app.hear(Event::Delivered { request, result: Ok(taken(200)) });
    assert_eq!(delivery(&app).result, Some(Ok(taken(200))));
    let again = send(&mut app);
    assert!(again != request && delivery(&app).result.is_none());
    app.hear(Event::Delivered { request: again, result: Err(Problem::Internal) });
    assert_eq!(delivery(&app).result, Some(Err(Problem::Internal)));
    app.act(Action::Delivery(DeliveryAction::ChooseEvent(EventName::new("call.created"))));
    assert_eq!(delivery(&app).result, None, "the answer was to another event");
}

#[test]
fn a_local_address_is_asked_about_before_anything_is_sent() {
    let mut app = asked(&at_home());
    app.act(Action::Delivery(DeliveryAction::Send));
    assert_eq!((app.commands.as_slice(), delivery(&app).asks), (&[][..], true));
    app.act(Action::Delivery(DeliveryAction::SendPrivate));
    assert!(order(&app).private && !delivery(&app).asks);
}

#[test]
fn the_yes_counts_only_after_the_question() {
    let mut app = asked(&at_home());
    app.act(Action::Delivery(DeliveryAction::SendPrivate));
    assert_eq!(app.commands, []);
}

#[test]
fn a_name_that_leads_home_is_asked_about_when_that_shows() {
    let mut app = asked(&four());
    let request = send(&mut app);
    let private = Delivered::without_answer(CheckOutcome::NotChecked(NotChecked::Private));
    app.hear(Event::Delivered { request, result: Ok(private) });
    assert_eq!((delivery(&app).asks, &delivery(&app).result), (true, &None));
    app.act(Action::Delivery(DeliveryAction::SendPrivate));
    assert!(order(&app).private);
}

#[test]
fn a_cancelled_one_says_so() {
    let mut app = asked(&four());
    let request = send(&mut app);
    app.act(Action::Delivery(DeliveryAction::Cancel));
    assert_eq!(app.commands, [Command::Cancel { request }]);
    app.hear(Event::Delivered { request, result: Err(Problem::Cancelled) });
    assert_eq!((delivery(&app).is_running(), &delivery(&app).result), (false, &Some(Err(Problem::Cancelled))));
    app.act(Action::Delivery(DeliveryAction::Cancel));
    assert_eq!(app.commands, []);
}

#[test]
fn closing_the_dialog_stops_it_and_its_late_answer_is_dropped() {
    let mut app = asked(&four());
    let request = send(&mut app);
    app.act(Action::CloseDialog);
    assert_eq!((app.commands.as_slice(), &app.model.dialog), (&[Command::Cancel { request }][..], &None));
    app.hear(Event::Delivered { request, result: Ok(taken(200)) });
    assert_eq!(app.model.dialog, None);
    app.act(Action::Delivery(DeliveryAction::Ask(id("beta"))));
    app.hear(Event::Delivered { request, result: Ok(taken(200)) });
    assert_eq!(delivery(&app).result, None, "the answer was to another webhook's");
}

#[test]
fn another_company_is_opened_only_once_it_is_closed() {
    let mut app = asked(&four());
    let request = send(&mut app);
    app.act(Action::OpenProfile(ProfileId::new("bolt")));
    assert_eq!(app.commands, [], "a dialog is open");
    assert!(delivery(&app).is_running());
    app.act(Action::CloseDialog);
    assert_eq!(app.commands, [Command::Cancel { request }]);
    app.act(Action::OpenProfile(ProfileId::new("bolt")));
    app.act(Action::Delivery(DeliveryAction::Ask(id("alpha"))));
    assert_eq!(app.model.dialog, None, "the company isn't open yet");
}

#[test]
fn a_read_only_company_allows_it() {
    let mut settings = settings(&["Acme"]);
    settings.profiles[0].read_only = true;
    let mut app = App::with(settings);
    app.open().read(&four());
    app.act(Action::Delivery(DeliveryAction::Ask(id("alpha"))));
    send(&mut app);
}

#[test]
fn a_webhook_that_is_gone_or_a_dialog_that_is_open_gives_none() {
    let mut app = App::showing(&four());
    app.act(Action::Delivery(DeliveryAction::Ask(id("nobody"))));
    assert_eq!(app.model.dialog, None);
    app.act(Action::AskReenableAll).act(Action::Delivery(DeliveryAction::Ask(id("alpha"))));
    assert!(matches!(app.model.dialog, Some(Dialog::Review(_))));
    app.act(Action::Delivery(DeliveryAction::Send));
    assert_eq!(app.commands, []);
}

#[test]
fn without_a_token_the_placeholder_does_not_go_out() {
    let mut app = asked(&[Webhook { token: None, ..hook("Alpha", true) }]);
    assert!(!delivery(&app).has_token());
    send(&mut app);
    assert!(!order(&app).body.expose().contains(TOKEN_PLACE));
}

#[test]
fn a_body_that_was_sent_is_still_there_and_not_asked_about() {
    let mut app = asked(&four());
    type_body(&mut app, "{}");
    let request = send(&mut app);
    assert_eq!(app.model.unsaved().len(), 1, "it isn't sent yet");
    app.hear(Event::Delivered { request, result: Err(Problem::Cancelled) });
    assert_eq!(app.model.unsaved().len(), 1, "nor now");
    let request = send(&mut app);
    app.hear(Event::Delivered { request, result: Ok(taken(200)) });
    assert_eq!(app.model.unsaved(), Vec::<String>::new());
    app.act(Action::CloseDialog).act(Action::Delivery(DeliveryAction::Ask(id("alpha"))));
    assert_eq!((delivery(&app).body.as_str(), app.model.unsaved().len()), ("{}", 0));
    type_body(&mut app, "{\"more\": 1}");
    assert_eq!(app.model.unsaved().len(), 1);
    type_body(&mut app, "{}");
    app.act(Action::CloseDialog).act(Action::Quit);
    assert!(app.model.quit);
}
