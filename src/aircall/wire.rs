//! The JSON of the API, read leniently and turned into the domain's values, and the bodies that are sent.
//!
//! Unknown fields are passed over; numbers may come as text. But a webhook that can't be read makes the whole answer
//! unreadable: none is ever dropped in silence, and no event of one either.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::Serialize;
use serde_json::Value;

use crate::domain::{
    CallbackUrl, Company, EventName, EventSet, FullUpdate, Secret, Status, Webhook, WebhookId, WebhookSpec,
};

/// The answer isn't what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unreadable;

/// One page of the list.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub webhooks: Vec<Webhook>,
    pub total: Option<usize>,
    /// The page size that the server used, which may be smaller than the one that was asked for.
    pub size: Option<usize>,
    pub next_link: Option<String>,
}

/// What a create or an update answers.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Sent {
    Whole(Webhook),
    /// It succeeded, but the answer tells only the id: read it back.
    Id(WebhookId),
}

pub(super) fn ping(body: &[u8]) -> Result<(), Unreadable> {
    // Any page of a captive portal would be a 200 too.
    json(body)?.get("ping").map(|_pong| ()).ok_or(Unreadable)
}

pub(super) fn company(body: &[u8]) -> Result<Company, Unreadable> {
    let value = json(body)?;
    let company = value.get("company").unwrap_or(&value);
    Ok(Company {
        name: text(company, "name").ok_or(Unreadable)?.to_owned(),
        users: company.get("users_count").and_then(number),
        numbers: company.get("numbers_count").and_then(number),
    })
}

pub(super) fn page(body: &[u8]) -> Result<Page, Unreadable> {
    let value = json(body)?;
    let entries = value.get("webhooks").and_then(Value::as_array).ok_or(Unreadable)?;
    let meta = |key: &str| value.get("meta").and_then(|meta| meta.get(key));
    let count = |key: &str| meta(key).and_then(number).and_then(|n| usize::try_from(n).ok());
    let link = meta("next_page_link").and_then(Value::as_str).map(str::trim);
    Ok(Page {
        webhooks: entries.iter().map(of_value).collect::<Result<_, _>>()?,
        total: count("total"),
        size: count("per_page"),
        next_link: link.filter(|link| !link.is_empty()).map(str::to_owned),
    })
}

pub(super) fn webhook(body: &[u8]) -> Result<Webhook, Unreadable> {
    of_value(inner(&json(body)?))
}

/// Any answer with a `webhook_id` is a success.
pub(super) fn sent(body: &[u8]) -> Result<Sent, Unreadable> {
    let value = json(body)?;
    let value = inner(&value);
    match of_value(value) {
        Ok(webhook) => Ok(Sent::Whole(webhook)),
        Err(Unreadable) => id(value).map(Sent::Id),
    }
}

/// Whether it can be the answer to a delete: none, or any JSON.
pub(super) fn is_done(body: &[u8]) -> bool {
    body.trim_ascii().is_empty() || json(body).is_ok()
}

fn json(body: &[u8]) -> Result<Value, Unreadable> {
    serde_json::from_slice(body).map_err(|_unreadable| Unreadable)
}

fn inner(value: &Value) -> &Value {
    value.get("webhook").unwrap_or(value)
}

fn of_value(value: &Value) -> Result<Webhook, Unreadable> {
    Ok(Webhook {
        id: id(value)?,
        name: text(value, "custom_name").map(str::to_owned),
        url: CallbackUrl::received(value.get("url").and_then(Value::as_str).ok_or(Unreadable)?),
        status: Status::of(value.get("active").and_then(flag).ok_or(Unreadable)?),
        events: events(value.get("events"))?,
        token: text(value, "token").map(Secret::new),
        created: value.get("created_at").and_then(moment),
    })
}

fn id(value: &Value) -> Result<WebhookId, Unreadable> {
    match value.get("webhook_id") {
        Some(Value::String(id)) if !id.is_empty() => Ok(WebhookId::new(id.as_str())),
        Some(Value::Number(id)) => Ok(WebhookId::new(id.to_string())),
        Some(_) | None => Err(Unreadable),
    }
}

/// A set with one event less would be sent back with one event less, so what isn't a name makes it unreadable. No list
/// at all is an empty set, which can't be sent.
fn events(value: Option<&Value>) -> Result<EventSet, Unreadable> {
    let items = match value {
        Some(Value::Array(items)) => items.as_slice(),
        Some(Value::Null) | None => &[],
        Some(_) => return Err(Unreadable),
    };
    items
        .iter()
        .filter(|item| !item.is_null())
        .map(|item| item.as_str().map(EventName::new).ok_or(Unreadable))
        .collect()
}

/// A text that isn't blank.
fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty())
}

fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::Number(number) => match number.as_u64()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        },
        Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        },
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn number(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.trim().parse().ok(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// ISO 8601 (UTC where it has no offset), UNIX seconds or milliseconds, as a number or as text.
fn moment(value: &Value) -> Option<Timestamp> {
    match value {
        Value::Number(number) => number.as_i64().and_then(unix).or_else(|| {
            let seconds = number.as_f64().filter(|seconds| *seconds < 1e11)?;
            #[expect(clippy::cast_possible_truncation, reason = "below 1e11 s, so far below 2^63 ms; saturates")]
            let millis = (seconds * 1000.0) as i64;
            unix_millis(millis)
        }),
        Value::String(text) => {
            let text = text.trim();
            if let Ok(number) = text.parse() {
                return unix(number);
            }
            text.parse().ok().or_else(|| {
                let civil: DateTime = text.parse().ok()?;
                TimeZone::UTC.to_timestamp(civil).ok()
            })
        }
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn unix(number: i64) -> Option<Timestamp> {
    const YEAR_5138: i64 = 100_000_000_000; // in seconds; the same number of milliseconds is in 1973
    if number >= YEAR_5138 { unix_millis(number) } else { unix_millis(number.checked_mul(1000)?) }
}

fn unix_millis(millis: i64) -> Option<Timestamp> {
    (millis > 0).then(|| Timestamp::from_millisecond(millis).ok()).flatten()
}

/// The body of a create or an update. A token is never among it.
#[derive(Serialize)]
struct Body<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    custom_name: Option<&'a str>,
    url: &'a str,
    events: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    active: Option<bool>,
}

/// The body of a create: its events are spelled out and never empty.
pub(super) fn create_body(spec: &WebhookSpec) -> serde_json::Result<String> {
    serde_json::to_string(&Body {
        custom_name: spec.name(),
        url: spec.url().expose(),
        events: spec.events().iter().map(EventName::as_str).collect(),
        active: None,
    })
}

/// The body of an update: always the full list.
pub(super) fn update_body(update: &FullUpdate) -> serde_json::Result<String> {
    serde_json::to_string(&Body {
        custom_name: update.name(),
        url: update.url().expose(),
        events: update.events().iter().map(EventName::as_str).collect(),
        active: Some(update.status().is_active()),
    })
}

/// The body of an update that adds one event to the list that the server has.
pub(super) fn merge_body(update: &FullUpdate, events: &EventSet) -> serde_json::Result<String> {
    serde_json::to_string(&Body {
        custom_name: update.name(),
        url: update.url().expose(),
        events: events.iter().map(EventName::as_str).collect(),
        active: Some(update.status().is_active()),
    })
}

#[cfg(test)]
#[path = "wire_tests.rs"]
mod tests;
