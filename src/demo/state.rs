//! What the server remembers, and the rules of the API on it: no HTTP here.

use serde_json::Value;

use super::company::Stored;
use super::mode::{Dialect, Fault, Mode};
use crate::domain::catalogue;

/// A call that came in, for tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub method: String,
    pub path: String,
    /// The number of events in its body; `None`: no such field.
    pub events: Option<usize>,
    pub has_json_type: bool,
}

#[derive(Debug)]
pub struct State {
    pub webhooks: Vec<Stored>,
    pub mode: Mode,
    pub dialect: Dialect,
    pub requests: Vec<Request>,
    made: u64,
}

/// Why a change is refused.
#[derive(Debug, PartialEq, Eq)]
pub enum Refusal {
    BadUrl,
    TooMany,
    RetiredName(String),
    NotFound,
}

const MOST: usize = 100;

impl State {
    pub fn new(webhooks: Vec<Stored>, dialect: Dialect, mode: Mode) -> Self {
        Self { webhooks, mode, dialect, requests: Vec::new(), made: 0 }
    }

    pub fn find(&self, id: &str) -> Option<&Stored> {
        self.webhooks.iter().find(|hook| hook.id == id)
    }

    pub fn create(&mut self, body: &Value) -> Result<Stored, Refusal> {
        let url = body.get("url").and_then(Value::as_str).unwrap_or_default();
        if !url.starts_with("https://") {
            return Err(Refusal::BadUrl);
        }
        if self.webhooks.len() >= MOST {
            return Err(Refusal::TooMany);
        }
        self.made += 1;
        let hook = Stored {
            id: format!("{:08x}-7e57-4000-8000-{:012x}", fastrand::u32(..), self.made),
            name: Some(body.get("custom_name").and_then(Value::as_str).unwrap_or("Webhook").to_owned()),
            url: url.to_owned(),
            active: true,
            events: events_of(body).filter(|events| !events.is_empty()).unwrap_or_else(all_events),
            token: (0..32).map(|_| fastrand::digit(16)).collect(),
            created: Value::from(jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string()),
        };
        self.webhooks.push(hook.clone());
        Ok(hook)
    }

    /// A PUT: `action` is `events_action` of the query.
    pub fn update(&mut self, id: &str, body: &Value, action: Option<&str>) -> Result<Stored, Refusal> {
        let fault = self.mode.fault.clone();
        let Some(hook) = self.webhooks.iter_mut().find(|hook| hook.id == id) else {
            return Err(Refusal::NotFound);
        };
        let sent = events_of(body).unwrap_or_default();
        match action {
            Some("add") => {
                for event in sent {
                    if !hook.events.contains(&event) {
                        hook.events.push(event);
                    }
                }
            }
            Some("remove") => hook.events.retain(|event| !sent.contains(event)),
            // Trap 1: without a list, it is subscribed to everything.
            _ if sent.is_empty() => hook.events = all_events(),
            _ => {
                let retired = sent.iter().find(|name| catalogue::find(name).is_some_and(is_retired));
                if let (Fault::RefuseRetired, Some(name)) = (&fault, retired) {
                    return Err(Refusal::RetiredName(name.clone()));
                }
                hook.events = sent;
            }
        }
        if let Some(url) = body.get("url").and_then(Value::as_str) {
            url.clone_into(&mut hook.url);
        }
        if let Some(name) = body.get("custom_name").and_then(Value::as_str) {
            hook.name = Some(name.to_owned());
        }
        if let Some(active) = body.get("active").and_then(Value::as_bool)
            && fault != Fault::StillOff
        {
            hook.active = active;
        }
        Ok(hook.clone())
    }

    pub fn delete(&mut self, id: &str) -> Result<(), Refusal> {
        let before = self.webhooks.len();
        self.webhooks.retain(|hook| hook.id != id);
        if self.webhooks.len() < before { Ok(()) } else { Err(Refusal::NotFound) }
    }
}

fn is_retired(listed: &'static catalogue::Listed) -> bool {
    listed.standing == catalogue::Standing::Retired
}

fn events_of(body: &Value) -> Option<Vec<String>> {
    let events = body.get("events")?.as_array()?;
    Some(events.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}

fn all_events() -> Vec<String> {
    catalogue::offered().map(|listed| listed.name.to_owned()).collect()
}
