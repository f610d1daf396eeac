//! What the body of a create or an update asks for.

use serde_json::Value;
use url::Url;

use super::answer::Answer;
use crate::domain::catalogue::{self, Standing};

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    pub url: Option<String>,
    pub name: Option<String>,
    pub active: Option<bool>,
    /// Missing and empty are the same to the API.
    events: Vec<String>,
}

impl Wanted {
    /// Reads a body. `Err` is the refusal. Fields that it doesn't know, such as `token`, are ignored.
    pub fn read(body: &[u8]) -> Result<Self, Answer> {
        let value: Value = match serde_json::from_slice(body) {
            Ok(value) => value,
            Err(_) if body.is_empty() => Value::Object(serde_json::Map::new()),
            Err(_) => return Err(Answer::bad("Invalid body", "The body must be valid JSON")),
        };
        let Some(fields) = value.as_object() else {
            return Err(Answer::bad("Invalid body", "The body must be a JSON object"));
        };
        let field = |name: &str| fields.get(name).filter(|value| !value.is_null());
        Ok(Self {
            url: field("url").map(|value| text(value, "url")).transpose()?,
            name: field("custom_name").map(|value| text(value, "custom_name")).transpose()?,
            active: field("active").map(truth).transpose()?,
            events: field("events").map(names).transpose()?.unwrap_or_default(),
        })
    }

    /// The events that this body subscribes to: all that the API offers, where it names none.
    pub fn events(&self) -> Vec<String> {
        if self.events.is_empty() { every_event() } else { self.events.clone() }
    }

    pub fn names_a_retired_event(&self) -> bool {
        let retired = |name: &String| catalogue::find(name).is_some_and(|found| found.standing == Standing::Retired);
        self.events.iter().any(retired)
    }
}

/// The names of all events that the API offers, in the catalogue's order.
pub(super) fn every_event() -> Vec<String> {
    catalogue::offered().map(|listed| listed.name.to_owned()).collect()
}

pub(super) fn is_https(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| url.scheme() == "https" && url.has_host())
}

fn text(value: &Value, field: &str) -> Result<String, Answer> {
    value.as_str().map(ToOwned::to_owned).ok_or_else(|| Answer::invalid(field))
}

/// A flag; as a word too, which is how form-based clients send it.
fn truth(value: &Value) -> Result<bool, Answer> {
    match (value.as_bool(), value.as_str()) {
        (Some(flag), _) => Ok(flag),
        (None, Some("true")) => Ok(true),
        (None, Some("false")) => Ok(false),
        (None, _) => Err(Answer::invalid("active")),
    }
}

fn names(value: &Value) -> Result<Vec<String>, Answer> {
    let invalid = || Answer::invalid("events");
    let mut names = Vec::new();
    for value in value.as_array().ok_or_else(invalid)? {
        let name = value.as_str().filter(|name| !name.is_empty()).ok_or_else(invalid)?;
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_events_means_every_event() {
        for body in ["", "{}", r#"{"events":null}"#, r#"{"events":[]}"#] {
            assert_eq!(Wanted::read(body.as_bytes()).unwrap().events().len(), 67, "{body}");
        }
        let one = Wanted::read(br#"{"events":["a.b","a.b"]}"#).unwrap();
        assert_eq!(one.events(), ["a.b"]);
    }

    #[test]
    fn what_has_the_wrong_type_is_refused_by_its_field() {
        for (body, field) in [
            (r#"{"events":"call.ended"}"#, "events"),
            (r#"{"events":[1]}"#, "events"),
            (r#"{"active":1}"#, "active"),
            (r#"{"url":[]}"#, "url"),
            (r#"{"custom_name":{}}"#, "custom_name"),
        ] {
            assert_eq!(Wanted::read(body.as_bytes()), Err(Answer::invalid(field)), "{body}");
        }
        assert_eq!(Wanted::read(b"{").map_err(|answer| answer.status), Err(400));
        assert_eq!(Wanted::read(b"[]").map_err(|answer| answer.status), Err(400));
    }

    #[test]
    fn flags_may_come_as_words() {
        let active = |body: &str| Wanted::read(body.as_bytes()).unwrap().active;
        assert_eq!(active(r#"{"active":"false"}"#), Some(false));
        assert_eq!(active(r#"{"active":true}"#), Some(true));
        assert_eq!(active("{}"), None);
    }

    #[test]
    fn only_https_addresses_pass() {
        assert!(is_https("https://a.example/in?x=1"));
        assert!(!is_https("http://a.example"));
        assert!(!is_https("a.example"));
        assert!(!is_https("https://"));
    }
}
