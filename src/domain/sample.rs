//! An invented delivery for every event of the catalogue, in the form in which Aircall sends it. The data is in
//! `assets/samples.json`: what an event's object looks like, and what is special to the event. In it, `@-60` stands for
//! the time of a minute ago in UNIX seconds, and `@iso-60` for the same as text.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::catalogue::Group;
use super::event::EventName;

/// What stands for the token until it is sent.
pub const TOKEN: &str = "•••";

#[derive(Deserialize)]
struct Samples {
    bases: BTreeMap<String, Map<String, Value>>,
    events: BTreeMap<String, Special>,
}

#[derive(Deserialize)]
struct Special {
    base: String,
    with: Map<String, Value>,
}

static SAMPLES: LazyLock<Option<Samples>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../assets/samples.json")).ok());

/// The body of a delivery, with [`TOKEN`] in the token's place.
pub fn body(event: &EventName, now: Timestamp) -> String {
    let data = serde_json::to_string_pretty(&data(event, now)).unwrap_or_default();
    let data = data.replace('\n', "\n  ");
    let quoted = |text: &str| Value::from(text).to_string();
    format!(
        "{{\n  \"resource\": {},\n  \"event\": {},\n  \"timestamp\": {},\n  \"token\": {},\n  \"data\": {data}\n}}",
        quoted(resource(event)),
        quoted(event.as_str()),
        now.as_second(),
        quoted(TOKEN),
    )
}

/// The body with the token in its place.
pub fn with_token(body: &str, token: &str) -> String {
    body.replace(&Value::from(TOKEN).to_string(), &Value::from(token).to_string())
}

/// What kind of object an event is about.
pub fn resource(event: &EventName) -> &str {
    let Some(listed) = event.listed() else {
        return event.as_str().split('.').next().unwrap_or_default();
    };
    match listed.group {
        Group::Call => "call",
        Group::Contact => "contact",
        Group::Message | Group::Older => "message",
        Group::User | Group::UserV1 => "user",
        Group::Number => "number",
        Group::Intelligence => "conversation_intelligence",
        Group::VoiceAgent => "ai_voice_agent",
        Group::Analytics => "analytics",
        Group::Integration => "integration",
        Group::Team => "team",
    }
}

fn data(event: &EventName, now: Timestamp) -> Value {
    let Some(samples) = SAMPLES.as_ref() else {
        return Value::Null;
    };
    let special = samples.events.get(event.as_str());
    let base = special.map_or("other", |special| &special.base);
    let mut data = samples.bases.get(base).cloned().unwrap_or_default();
    if let Some(special) = special {
        data.extend(special.with.iter().map(|(name, value)| (name.clone(), value.clone())));
    }
    let mut data = Value::Object(data);
    place_times(&mut data, now);
    data
}

fn place_times(value: &mut Value, now: Timestamp) {
    match value {
        Value::String(text) => {
            if let Some(time) = time(text, now) {
                *value = time;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| place_times(item, now)),
        Value::Object(fields) => fields.values_mut().for_each(|field| place_times(field, now)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn time(text: &str, now: Timestamp) -> Option<Value> {
    let mark = text.strip_prefix('@')?;
    let (seconds, iso) = mark.strip_prefix("iso").map_or((mark, false), |rest| (rest, true));
    let at = now.checked_add(SignedDuration::from_secs(seconds.parse().ok()?)).ok()?;
    Some(if iso { Value::from(at.strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string()) } else { Value::from(at.as_second()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        Timestamp::from_second(1_764_000_000).unwrap()
    }

    fn all() -> impl Iterator<Item = EventName> {
        Group::ALL.into_iter().flat_map(Group::events).map(EventName::Listed)
    }

    #[test]
    fn every_event_of_the_catalogue_has_a_sample_of_its_own() {
        let samples = SAMPLES.as_ref().unwrap();
        assert_eq!(all().count(), 71);
        for event in all() {
            assert!(samples.events.contains_key(event.as_str()), "{}", event.as_str());
        }
        assert!(samples.events.values().all(|special| samples.bases.contains_key(&special.base)));
    }

    #[test]
    fn every_body_has_the_form_of_a_delivery() {
        for event in all().chain([EventName::new("fax.received")]) {
            let body: Value = serde_json::from_str(&body(&event, now())).unwrap();
            assert_eq!(body["event"], event.as_str());
            assert_eq!(body["resource"], resource(&event));
            assert_eq!(body["timestamp"], 1_764_000_000);
            assert_eq!(body["token"], TOKEN);
            assert!(body["data"].is_object(), "{}", event.as_str());
            assert!(!body.to_string().contains("\"@"), "a time is left in {}", event.as_str());
        }
    }

    #[test]
    fn contacts_tell_their_times_as_text_and_all_others_as_numbers() {
        let of =
            |name: &str| serde_json::from_str::<Value>(&body(&EventName::new(name), now())).unwrap()["data"].clone();
        assert_eq!(of("contact.created")["created_at"], "2025-11-24T15:59:55.000Z");
        assert_eq!(of("user.created.v2")["created_at"], 1_763_999_995);
        assert!(of("call.ended")["ended_at"].is_i64());
        assert!(of("call.created")["answered_at"].is_null());
    }

    #[test]
    fn the_values_are_clearly_invented() {
        for event in all() {
            let body = body(&event, now());
            for (at, _) in body.match_indices("+1 ") {
                assert!(body[at..].starts_with("+1 202-555-01"), "a number kept for fiction, in {}", event.as_str());
            }
            for (at, _) in body.match_indices('@') {
                assert!(body[at..].starts_with("@example.com"), "{}", event.as_str());
            }
        }
    }

    #[test]
    fn the_token_takes_its_place_whatever_is_in_it() {
        let text = with_token(&body(&EventName::new("call.ended"), now()), "a\"b");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap()["token"], "a\"b");
    }
}
