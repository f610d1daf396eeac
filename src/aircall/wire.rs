//! The JSON of the API, read leniently and converted in one place. Unknown fields are ignored.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::domain::{CallbackUrl, Company, EventName, FullUpdate, Secret, Status, Webhook, WebhookId, WebhookSpec};

/// One page of a list.
#[derive(Debug, PartialEq, Eq)]
pub struct Page {
    pub webhooks: Vec<Webhook>,
    pub total: Option<usize>,
    pub next_link: Option<String>,
}

/// `None`: it isn't a list of webhooks, or an entry in it can't be read. No entry is left out in silence.
pub fn page(body: &Value) -> Option<Page> {
    let webhooks = body.get("webhooks")?.as_array()?.iter().map(one).collect::<Option<Vec<_>>>()?;
    let meta = body.get("meta");
    let total = meta.and_then(|meta| meta.get("total")).and_then(count).and_then(|total| usize::try_from(total).ok());
    let next_link = meta.and_then(|meta| meta.get("next_page_link")).and_then(Value::as_str).map(str::to_owned);
    Some(Page { webhooks, total, next_link: next_link.filter(|link| !link.is_empty()) })
}

/// `{"webhook": {…}}`.
pub fn webhook(body: &Value) -> Option<Webhook> {
    one(body.get("webhook")?)
}

fn one(value: &Value) -> Option<Webhook> {
    let id = value.get("webhook_id")?.as_str().filter(|id| !id.is_empty())?;
    let events = match value.get("events") {
        Some(Value::Array(events)) => events.iter().filter_map(Value::as_str).map(EventName::new).collect(),
        // An update needs the list: a webhook without one can't be told from one that receives nothing.
        Some(_) | None => return None,
    };
    Some(Webhook {
        id: WebhookId::new(id),
        name: value
            .get("custom_name")
            .and_then(Value::as_str)
            .filter(|name| !name.trim().is_empty())
            .map(str::to_owned),
        url: CallbackUrl::received(value.get("url")?.as_str()?),
        status: Status::of(flag(value.get("active")?)?),
        events,
        token: value.get("token").and_then(Value::as_str).filter(|token| !token.is_empty()).map(Secret::new),
        created: value.get("created_at").and_then(timestamp),
    })
}

pub fn company(body: &Value) -> Option<Company> {
    let company = body.get("company")?;
    Some(Company {
        name: company.get("name").and_then(Value::as_str).unwrap_or_default().to_owned(),
        users: company.get("users_count").and_then(count),
        numbers: company.get("numbers_count").and_then(count),
    })
}

pub fn is_pong(body: &Value) -> bool {
    body.get("ping").is_some()
}

/// ISO text, UNIX seconds or milliseconds, as number or text.
fn timestamp(value: &Value) -> Option<Timestamp> {
    match value {
        Value::Number(number) => unix(number.as_i64()?),
        Value::String(text) => text.parse().ok().or_else(|| unix(text.trim().parse().ok()?)),
        _ => None,
    }
}

/// Past the year 5138 in seconds it must be milliseconds.
fn unix(number: i64) -> Option<Timestamp> {
    const MOST_SECONDS: i64 = 100_000_000_000;
    if number.abs() < MOST_SECONDS {
        Timestamp::from_second(number).ok()
    } else {
        Timestamp::from_millisecond(number).ok()
    }
}

fn count(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.trim().parse().ok())
}

fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::Number(number) => number.as_i64().map(|number| number != 0),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// The body of a create. [`WebhookSpec`] always has events: without any, the API subscribes to all.
pub fn create(spec: &WebhookSpec) -> Value {
    let events: Vec<&str> = spec.events().iter().map(EventName::as_str).collect();
    let mut body = json!({"url": spec.url().expose(), "events": events});
    add_name(&mut body, spec.name());
    body
}

/// The body of every PUT: the full list, unknown names included. The only place that writes one.
pub fn update(update: &FullUpdate) -> Value {
    let events: Vec<&str> = update.events().iter().map(EventName::as_str).collect();
    put_body(update, &events)
}

/// The same with one event that it already has, for `events_action=add`.
pub fn merge(update: &FullUpdate, event: &EventName) -> Value {
    put_body(update, &[event.as_str()])
}

fn put_body(update: &FullUpdate, events: &[&str]) -> Value {
    let mut body = json!({"url": update.url().expose(), "events": events, "active": update.status().is_active()});
    add_name(&mut body, update.name());
    body
}

fn add_name(body: &mut Value, name: Option<&str>) {
    if let (Some(fields), Some(name)) = (body.as_object_mut(), name) {
        fields.insert("custom_name".to_owned(), Value::from(name));
    }
}

/// What an error answer says, from the shapes that were seen: `error` and `troubleshoot`, `errors` by field,
/// `message`, or HTML as text. `hide` takes out what must not be shown: before the text is cut, which could leave half of
/// a secret at its end.
pub fn said(body: &[u8], is_json: bool, hide: impl Fn(String) -> String) -> Option<String> {
    let text = String::from_utf8_lossy(body);
    let words = match serde_json::from_str::<Value>(&text) {
        Ok(value) => said_in_json(&value),
        Err(_not_json) if is_json => None,
        Err(_not_json) => Some(without_tags(&text)),
    }?;
    let clean: String = hide(words).chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = clean.chars().take(300).collect();
    (!short.is_empty()).then_some(short)
}

fn said_in_json(value: &Value) -> Option<String> {
    let mut parts = Vec::new();
    for key in ["error", "message", "troubleshoot"] {
        if let Some(text) = value.get(key).and_then(Value::as_str) {
            parts.push(text.to_owned());
        }
    }
    if let Some(fields) = value.get("errors").and_then(Value::as_object) {
        for (field, messages) in fields {
            let messages: Vec<&str> = match messages {
                Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
                other => other.as_str().into_iter().collect(),
            };
            parts.push(format!("{field} {}", messages.join(", ")));
        }
    }
    (!parts.is_empty()).then(|| parts.join(": "))
}

fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut depth = 0_u32;
    for character in html.chars() {
        match character {
            '<' => depth += 1,
            '>' if depth > 0 => {
                depth -= 1;
                text.push(' ');
            }
            seen if depth == 0 => text.push(seen),
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixture(text: &str) -> Value {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn the_live_list_and_the_2020_list_are_read() {
        let live = page(&fixture(include_str!("../../tests/fixtures/list-live.json"))).unwrap();
        assert!(!live.webhooks.is_empty() && live.next_link.is_none());
        assert!(live.webhooks.iter().all(|hook| hook.created.is_some() && hook.token.is_some()));
        let old = page(&fixture(include_str!("../../tests/fixtures/list-2020.json"))).unwrap();
        assert!(!old.webhooks.is_empty());
    }

    #[test]
    fn create_and_update_answers_are_read() {
        for text in [
            include_str!("../../tests/fixtures/create-live.json"),
            include_str!("../../tests/fixtures/update-live.json"),
        ] {
            assert!(webhook(&fixture(text)).is_some());
        }
    }

    #[test]
    fn an_entry_without_an_id_makes_the_whole_list_unreadable() {
        assert_eq!(page(&json!({"webhooks": [{"url": "https://a.example", "active": true, "events": []}]})), None);
    }

    #[test]
    fn a_date_is_read_in_every_shape() {
        let expected = Timestamp::from_second(1_732_622_896).ok();
        for value in
            [json!(1_732_622_896), json!("1732622896"), json!(1_732_622_896_000_i64), json!("2024-11-26T12:08:16Z")]
        {
            assert_eq!(timestamp(&value), expected, "{value}");
        }
        assert_eq!(timestamp(&json!("yesterday")), None);
        assert_eq!(timestamp(&json!({})), None);
    }

    #[test]
    fn what_the_server_says_is_found_in_every_shape() {
        let say = |text: &str| said(text.as_bytes(), true, kept);
        assert_eq!(say(r#"{"error":"Bad","troubleshoot":"Do"}"#), Some("Bad: Do".into()));
        assert_eq!(say(r#"{"error":"Bad","errors":{"url":["is taken"]}}"#), Some("Bad: url is taken".into()));
        assert_eq!(say(r#"{"message":"Forbidden"}"#), Some("Forbidden".into()));
        assert_eq!(
            said(b"<html><h1>Blocked</h1>\n by Firewall</html>", false, kept),
            Some("Blocked by Firewall".into())
        );
        assert_eq!(say(""), None);
    }

    fn kept(text: String) -> String {
        text
    }

    fn any_json() -> impl proptest::strategy::Strategy<Value = Value> {
        use proptest::prelude::*;
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            ".{0,8}".prop_map(Value::from),
        ];
        let keys = prop_oneof![
            Just("webhooks"),
            Just("webhook"),
            Just("meta"),
            Just("total"),
            Just("events"),
            Just("active"),
            Just("webhook_id"),
            Just("url"),
            Just("created_at"),
            Just("errors"),
            Just("company"),
            Just("next_page_link"),
        ];
        leaf.prop_recursive(4, 40, 6, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                prop::collection::vec((keys.clone(), inner), 0..6)
                    .prop_map(|pairs| pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()),
            ]
        })
    }

    proptest::proptest! {
        #[test]
        fn any_json_is_a_value_or_nothing(value in any_json()) {
            let _read = (page(&value), webhook(&value), company(&value), is_pong(&value));
            let text = value.to_string();
            proptest::prop_assert!(said(text.as_bytes(), true, kept).is_none_or(|said| said.chars().count() <= 300));
        }

        #[test]
        fn any_bytes_can_be_an_error_body(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..600)) {
            for is_json in [true, false] {
                proptest::prop_assert!(said(&bytes, is_json, kept).is_none_or(|said| said.chars().count() <= 300));
            }
        }
    }
}
