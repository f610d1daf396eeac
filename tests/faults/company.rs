//! The company at the start, what is drawn at random for it, and its webhooks as the server holds them.

use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;
use hookswitch::demo::{DemoServer, Fault, RateReset, Stored};
use hookswitch::domain::{Edit, EventEdit, EventName, EventSet, Status, Webhook};

/// Offered, deprecated, retired and unknown ones.
const NAMES: [&str; 12] = [
    "call.created",
    "call.ended",
    "call.tagged",
    "contact.created",
    "message.sent",
    "user.created.v2",
    "number.deleted",
    "user.closed",
    "sms.sent",
    "sms.received",
    "fax.received",
    "future.event_name",
];

/// All that can go wrong with one request. A hang costs the whole time limit, so it is only one of many.
pub fn faults() -> Vec<Fault> {
    let limit = |retry_after, reset| Fault::RateLimit { retry_after, reset };
    vec![
        limit(Some(1), RateReset::Absent),
        limit(None, RateReset::Seconds(1)),
        limit(None, RateReset::Millis(1)),
        limit(None, RateReset::Absent),
        Fault::ServerError,
        Fault::ServerError,
        Fault::ServerErrorAfter,
        Fault::ServerErrorAfter,
        Fault::Status(503),
        Fault::Status(409),
        Fault::Hang,
        Fault::Disconnect,
        Fault::ResetBefore,
        Fault::ResetBefore,
        Fault::ResetAfter,
        Fault::ResetAfter,
        Fault::TruncatedBody,
        Fault::Garbage,
        Fault::Html200,
        Fault::Html403,
        Fault::KeyRevoked,
        Fault::Redirect { to: "https://elsewhere.example/".to_owned() },
        Fault::WrongContentType,
        Fault::LostCreate,
        Fault::LostBeforeCreate,
        Fault::StillOff,
        Fault::RefuseRetired,
        Fault::PageShort,
    ]
}

pub fn webhooks(random: &mut Rng) -> Vec<Stored> {
    (1..=30).map(|n| webhook(n, random)).collect()
}

/// Every seventh has no event, every ninth an old address, every fifth the address of another; some have no name.
pub fn webhook(n: u64, random: &mut Rng) -> Stored {
    let mut hook = Stored::sample(n, &format!("Hook {n}"), &["call.ended"]);
    hook.events = if n.is_multiple_of(7) { Vec::new() } else { events(random).into_iter().collect() };
    hook.active = random.bool();
    if n.is_multiple_of(4) {
        hook.name = None;
    }
    if n.is_multiple_of(9) {
        hook.url = format!("http://old-{n}.example/in");
    } else if n.is_multiple_of(5) {
        hook.url = format!("https://shared.example/in?key=k{}", n % 3);
    }
    hook
}

/// At least one.
pub fn events(random: &mut Rng) -> BTreeSet<String> {
    let count = random.usize(1..=5);
    random.choose_multiple(NAMES, count).into_iter().map(str::to_owned).collect()
}

pub fn set(names: &BTreeSet<String>) -> EventSet {
    names.iter().map(|name| EventName::new(name)).collect()
}

pub fn names(events: &EventSet) -> BTreeSet<String> {
    events.iter().map(|name| name.as_str().to_owned()).collect()
}

/// What a webhook is, but for its id and its token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    pub name: Option<String>,
    pub url: String,
    pub active: bool,
    pub events: BTreeSet<String>,
}

/// The truth: every webhook with its token, by id.
pub type World = BTreeMap<String, (State, String)>;

pub fn world(server: &DemoServer) -> World {
    let state = |hook: Stored| {
        let Stored { id, name, url, active, events, token, .. } = hook;
        (id, (State { name, url, active, events: events.into_iter().collect() }, token))
    };
    server.webhooks().into_iter().map(state).collect()
}

impl State {
    pub fn of(hook: &Webhook) -> Self {
        Self {
            name: hook.name.clone(),
            url: hook.url.expose().to_owned(),
            active: hook.status.is_active(),
            events: names(&hook.events),
        }
    }

    /// As an edit means it. `known`: the name that the client has, from its read or from before.
    pub fn after(&self, edit: &Edit, known: Option<String>) -> Self {
        let events = match &edit.events {
            EventEdit::Keep => self.events.clone(),
            EventEdit::Exactly(events) => names(events),
            EventEdit::Change { add, remove } => &(&self.events - &names(remove)) | &names(add),
        };
        Self {
            name: edit.name.clone().or(known).or_else(|| self.name.clone()),
            url: edit.url.as_ref().map_or_else(|| self.url.clone(), |url| url.expose().to_owned()),
            active: edit.status.map_or(self.active, Status::is_active),
            events,
        }
    }

    /// What a server leaves that takes everything but the flag.
    pub fn but_active(&self, active: bool) -> Self {
        Self { active, ..self.clone() }
    }
}
