//! Tests of the wire shapes: recorded answers, odd ones, and anything at all.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::domain::Edit;

fn read(value: &Value) -> Result<Webhook, Unreadable> {
    webhook(value.to_string().as_bytes())
}

fn whole() -> Value {
    json!({"webhook_id": "w1", "url": "https://a.example", "active": true, "events": ["call.ended"]})
}

fn with(key: &str, value: Value) -> Result<Webhook, Unreadable> {
    let mut hook = whole();
    hook[key] = value;
    read(&json!({ "webhook": hook }))
}

fn names(hook: &Webhook) -> Vec<&str> {
    hook.events.iter().map(EventName::as_str).collect()
}

#[test]
fn the_live_list_is_read() {
    let page = page(include_bytes!("../../tests/fixtures/list-live.json")).unwrap();
    assert_eq!((page.total, page.size, page.next_link), (Some(2), Some(50), None));
    let [first, second] = page.webhooks.as_slice() else { panic!("two webhooks") };
    assert_eq!(first.id.as_str(), "5f0c7f3e-2b1d-4c7a-9a43-0d6b1f5c9e21");
    assert_eq!(first.url.expose(), "https://crm.example.com/aircall?key=not-a-real-one");
    assert_eq!(first.created, "2026-06-19T19:38:30.906Z".parse().ok());
    assert_eq!(first.token.as_ref().map(Secret::expose), Some("0123456789abcdef0123456789abcdef"));
    assert_eq!((first.name.as_ref(), second.status), (None, Status::Inactive));
    assert_eq!(names(second), ["call.ended", "future.event_name", "sms.sent"]);
}

#[test]
fn the_2020_list_is_read() {
    let page = page(include_bytes!("../../tests/fixtures/list-2020.json")).unwrap();
    assert_eq!((page.total, page.size), (Some(3), Some(1)));
    assert_eq!(page.next_link.as_deref(), Some("https://api.aircall.io/v1/webhooks?page=2&per_page=1"));
    assert_eq!(page.webhooks.first().and_then(|hook| hook.name.as_deref()), Some("Orders"));
}

#[test]
fn recorded_creates_and_updates_are_read() {
    for body in
        [include_str!("../../tests/fixtures/create-live.json"), include_str!("../../tests/fixtures/update-live.json")]
    {
        assert!(matches!(sent(body.as_bytes()), Ok(Sent::Whole(hook)) if hook.status.is_active()));
    }
}

#[test]
fn a_moment_is_read_in_every_form() {
    let at = |value| with("created_at", value).unwrap().created.map(Timestamp::as_second);
    for same in [
        json!(1_585_079_484),
        json!(1_585_079_484_000_i64),
        json!("1585079484"),
        json!("1585079484000"),
        json!(1_585_079_484.5),
        json!("2020-03-24T19:51:24.000Z"),
        json!("2020-03-24T20:51:24+01:00"),
        json!("2020-03-24T19:51:24"),
    ] {
        assert_eq!(at(same.clone()), Some(1_585_079_484), "{same}");
    }
    for unknown in [json!(null), json!("yesterday"), json!(0), json!(-5), json!(1e300), json!({})] {
        assert_eq!(at(unknown.clone()), None, "{unknown}");
    }
}

#[test]
fn a_flag_may_come_as_text_or_number_but_not_be_missing() {
    let active = |value| with("active", value).map(|hook| hook.status.is_active());
    assert_eq!(active(json!("true")), Ok(true));
    assert_eq!(active(json!(1)), Ok(true));
    assert_eq!(active(json!("0")), Ok(false));
    assert_eq!(active(json!(null)), Err(Unreadable));
    assert_eq!(active(json!("maybe")), Err(Unreadable));
}

#[test]
fn a_blank_name_is_no_name() {
    assert_eq!(with("custom_name", json!(" ")).unwrap().name, None);
    assert_eq!(with("custom_name", json!(null)).unwrap().name, None);
    assert_eq!(with("custom_name", json!("A ")).unwrap().name.as_deref(), Some("A "));
}

#[test]
fn no_webhook_and_no_event_is_dropped_in_silence() {
    assert_eq!(with("webhook_id", json!(null)), Err(Unreadable));
    assert_eq!(with("webhook_id", json!("")), Err(Unreadable));
    assert_eq!(with("events", json!([{"name": "call.ended"}])), Err(Unreadable));
    assert_eq!(with("events", json!("call.ended")), Err(Unreadable));
    assert_eq!(names(&with("events", json!(["odd NAME ", null])).unwrap()), ["odd NAME "]);
    assert!(with("events", json!(null)).unwrap().events.is_empty());
    let list = json!({"webhooks": [whole(), {"url": "https://b.example"}]}).to_string();
    assert_eq!(page(list.as_bytes()), Err(Unreadable));
}

#[test]
fn an_answer_with_an_id_is_a_success() {
    let id = Ok(Sent::Id(WebhookId::new("w9")));
    assert_eq!(sent(br#"{"webhook":{"webhook_id":"w9"}}"#), id);
    assert_eq!(sent(br#"{"webhook_id":"w9","extra":1}"#), id);
    assert_eq!(sent(b"{}"), Err(Unreadable));
    assert_eq!(sent(b"<html>"), Err(Unreadable));
}

#[test]
fn meta_may_be_missing_or_text() {
    let total = |meta: Value| page(json!({"webhooks": [], "meta": meta}).to_string().as_bytes()).map(|page| page.total);
    assert_eq!(total(json!({"total": "73"})), Ok(Some(73)));
    assert_eq!(total(json!({"total": -1})), Ok(None));
    assert_eq!(total(json!(null)), Ok(None));
    assert_eq!(page(br#"{"webhooks":null}"#), Err(Unreadable));
}

#[test]
fn the_company_and_the_ping_are_read() {
    let told = company(br#"{"company":{"name":"Acme","users_count":12,"numbers_count":"3"}}"#);
    assert_eq!(told, Ok(Company { name: "Acme".into(), users: Some(12), numbers: Some(3) }));
    assert_eq!(company(b"{}"), Err(Unreadable));
    assert_eq!(ping(br#"{"ping":"pong"}"#), Ok(()));
    assert_eq!(ping(b"<html>Sign in to the airport</html>"), Err(Unreadable));
}

#[test]
fn an_update_carries_everything_but_the_token() {
    let mut fresh = with("events", json!(["sms.sent", "call.ended", "x.y"])).unwrap();
    fresh.token = Some(Secret::new("t0ken"));
    fresh.status = Status::Inactive;
    let update = FullUpdate::of(&fresh, Some("Orders"), &Edit::status(Status::Active)).unwrap();
    let body: Value = serde_json::from_str(&update_body(&update).unwrap()).unwrap();
    assert_eq!(
        body,
        json!({"custom_name": "Orders", "url": "https://a.example", "active": true,
               "events": ["call.ended", "sms.sent", "x.y"]})
    );
    let merge: Value =
        serde_json::from_str(&merge_body(&update, &[EventName::new("call.ended")].into_iter().collect()).unwrap())
            .unwrap();
    assert_eq!(merge["events"], json!(["call.ended"]));
}

/// JSON that looks like an answer often enough to get past the first field.
fn any_json() -> impl Strategy<Value = Value> {
    let key = prop_oneof![
        Just("webhook"),
        Just("webhooks"),
        Just("webhook_id"),
        Just("url"),
        Just("active"),
        Just("events"),
        Just("created_at"),
        Just("custom_name"),
        Just("token"),
        Just("meta"),
        Just("total"),
        Just("per_page"),
        Just("next_page_link"),
        Just("company"),
        Just("name"),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 64, 8, move |value| {
        prop_oneof![
            prop::collection::vec(value.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((key.clone(), value), 0..8)
                .prop_map(|fields| fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()),
        ]
    })
}

fn read_all(body: &[u8]) {
    let _values = (ping(body), company(body), page(body), webhook(body), sent(body));
}

proptest! {
    #[test]
    fn any_json_is_a_value_or_an_error(value in any_json()) {
        read_all(value.to_string().as_bytes());
        read_all(json!({ "webhooks": [value.clone()], "meta": value.clone(), "webhook": value }).to_string().as_bytes());
    }

    #[test]
    fn any_bytes_are_a_value_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..500)) {
        read_all(&bytes);
    }

    #[test]
    fn any_odd_field_is_a_value_or_an_error(key in "created_at|active|events|token|url", value in any_json()) {
        let _webhook = with(&key, value);
    }
}
