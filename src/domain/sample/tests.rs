//! Holds the samples to the delivery form, event by event.

use std::collections::BTreeSet;

use super::*;

const NOW: i64 = 1_732_622_896;

fn now() -> Timestamp {
    Timestamp::from_second(NOW).unwrap()
}

fn every_event() -> impl Iterator<Item = EventName> {
    Group::ALL.into_iter().flat_map(Group::events).map(|listed| EventName::new(listed.name))
}

fn parsed(event: &EventName) -> Value {
    serde_json::from_str(&body(event, now())).unwrap()
}

#[test]
fn every_event_of_the_catalogue_has_a_sample_in_the_delivery_form() {
    assert_eq!(every_event().count(), 71);
    for event in every_event() {
        let sample = parsed(&event);
        assert_eq!(sample["event"], event.as_str());
        assert_eq!(sample["timestamp"], NOW, "{event:?}");
        assert_eq!(sample["token"], TOKEN_PLACE, "{event:?}");
        assert!(sample["data"].as_object().is_some_and(|data| !data.is_empty()), "{event:?}");
        assert!(sample["data"].get("note").is_none(), "{event:?} is not the sample of an unknown name");
        assert_eq!(sample.as_object().unwrap().len(), 5, "{event:?}");
    }
}

#[test]
fn the_resource_fits_the_event() {
    let resources: BTreeSet<String> = every_event().map(|event| resource(&event).to_owned()).collect();
    let known = "ai_voice_agent analytics call contact conversation_intelligence integration message number team user";
    assert_eq!(resources, known.split(' ').map(str::to_owned).collect());
    for (event, of) in [
        ("call.ended", "call"),
        ("user.closed.v2", "user"),
        ("user.closed", "user"),
        ("group_message.sent", "message"),
        ("sms.sent", "message"),
        ("summary.created", "conversation_intelligence"),
        ("future.thing", "future"),
    ] {
        assert_eq!(resource(&EventName::new(event)), of, "{event}");
    }
}

#[test]
fn a_name_that_the_catalogue_does_not_know_says_so() {
    assert!(parsed(&EventName::new("future.thing"))["data"]["note"].is_string());
}

#[test]
fn contacts_tell_their_time_as_text_and_others_as_numbers() {
    for event in ["contact.created", "contact.updated", "contact.deleted"] {
        assert_eq!(parsed(&EventName::new(event))["data"]["created_at"], "2024-11-26T12:08:16Z");
    }
    for event in ["user.created.v2", "number.created", "call.ended"] {
        let data = parsed(&EventName::new(event))["data"].clone();
        assert!(data["created_at"].is_i64() || data["started_at"].is_i64(), "{event}");
    }
}

#[test]
fn a_call_holds_what_is_known_by_then() {
    let of = |event: &str| parsed(&EventName::new(event))["data"].clone();
    assert!(of("call.created")["ended_at"].is_null());
    assert!(of("call.hungup")["recording"].is_null());
    assert!(of("call.ended")["duration"].as_i64().unwrap() > 0);
    assert_eq!(of("call.voicemail_left")["answered_at"], Value::Null);
    assert!(of("call.voicemail_left")["voicemail"].is_string());
}

#[test]
fn nothing_in_a_sample_could_be_real() {
    for event in every_event() {
        let text = body(&event, now());
        for (at, _) in text.match_indices('@') {
            assert!(text[at..].starts_with("@example.com"), "{event:?}");
        }
        for (at, _) in text.match_indices("://") {
            let host = text[at + 3..].split(['/', '"']).next().unwrap();
            assert!(host == "example.com" || host.ends_with(".example.com"), "{event:?}: {host}");
        }
        for (at, _) in text.match_indices("\"+") {
            assert!(text[at + 1..].starts_with("+1 555 01"), "{event:?}");
        }
    }
}

#[test]
fn the_token_goes_where_its_placeholder_is_and_nowhere_else() {
    let token = Secret::new("se\"cret");
    let sent = fill(&body(&EventName::new("call.ended"), now()), &token).unwrap();
    let sent: Value = serde_json::from_str(sent.expose()).unwrap();
    assert_eq!(sent["token"], "se\"cret");

    let own = fill(r#"{"token": "mine", "data": {"token": "•••"}}"#, &token).unwrap();
    let own: Value = serde_json::from_str(own.expose()).unwrap();
    assert_eq!((own["token"].as_str(), own["data"]["token"].as_str()), (Some("mine"), Some("•••")));
}

#[test]
fn what_is_no_json_object_is_not_sent() {
    let token = Secret::new("t");
    assert_eq!(fill("{\n\"a\": }", &token), Err(BodyError::NotJson { line: 2 }));
    assert_eq!(fill("[1]", &token), Err(BodyError::NotAnObject));
    assert_eq!(fill("", &token), Err(BodyError::NotJson { line: 1 }));
}

#[test]
fn what_was_on_screen_is_sent_as_it_was() {
    let token = Secret::new("t-1");
    let sent = fill("{ \"b\" : 1.0,\n\t\"token\":\"•••\", \"a\": [ ] }\n", &token).unwrap();
    assert_eq!(sent.expose(), "{ \"b\" : 1.0,\n\t\"token\":\"t-1\", \"a\": [ ] }\n");
}
