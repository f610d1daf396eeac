//! The one function that builds an update. A PUT without the event list subscribes a webhook to every event, so no
//! other code can make a [`FullUpdate`], and the client sends nothing else.

use super::event::{EventName, EventSet};
use super::url::CallbackUrl;
use super::webhook::{Status, Webhook, WebhookId};

/// Everything that an update carries: the whole webhook as it was just read, with what was meant to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FullUpdate {
    id: WebhookId,
    name: Option<String>,
    url: CallbackUrl,
    events: EventSet,
    status: Status,
}

/// Why no update can be built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoUpdate {
    /// The fresh read holds no events: sending an empty list would subscribe it to all.
    NoEvents,
}

impl FullUpdate {
    /// An update of `fresh`, a webhook that was read just now, that only sets its status.
    ///
    /// `known_name` is the name that this app remembers, for answers that leave it out.
    pub fn with_status(fresh: &Webhook, known_name: Option<&str>, status: Status) -> Result<Self, NoUpdate> {
        if fresh.events.is_empty() {
            return Err(NoUpdate::NoEvents);
        }
        Ok(Self {
            id: fresh.id.clone(),
            name: fresh.name.clone().or_else(|| known_name.map(str::to_owned)),
            url: fresh.url.clone(),
            events: fresh.events.clone(),
            status,
        })
    }

    pub fn id(&self) -> &WebhookId {
        &self.id
    }

    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    pub fn url(&self) -> &CallbackUrl {
        &self.url
    }

    pub fn events(&self) -> &EventSet {
        &self.events
    }

    pub fn status(&self) -> Status {
        self.status
    }

    /// An event that the webhook already has and Aircall still knows: what `events_action=add` may carry, so that
    /// nothing is added.
    pub fn event_it_has(&self) -> Option<&EventName> {
        self.events.iter().find(|name| name.listed().is_some() && !name.is_retired())
    }

    /// Whether an answer shows what was meant.
    pub fn is_fulfilled_by(&self, answer: &Webhook) -> bool {
        answer.status == self.status && answer.events == self.events
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn webhook(events: &[&str]) -> Webhook {
        Webhook {
            id: WebhookId::new("w1"),
            name: None,
            url: CallbackUrl::received("http://old.example/x"),
            status: Status::Inactive,
            events: events.iter().map(|name| EventName::new(name)).collect(),
            token: None,
            created: None,
        }
    }

    #[test]
    fn an_update_keeps_every_name_even_unknown_and_retired_ones() {
        let fresh = webhook(&["sms.sent", "fax.received", "call.ended"]);
        let update = FullUpdate::with_status(&fresh, Some("Orders"), Status::Active);
        let Ok(update) = update else { panic!("an update is built") };
        assert_eq!(update.events(), &fresh.events);
        assert_eq!(update.name(), Some("Orders"));
        assert_eq!(update.url(), &fresh.url);
        assert_eq!(update.event_it_has().map(EventName::as_str), Some("call.ended"));
    }

    #[test]
    fn an_empty_event_list_is_never_sent() {
        assert_eq!(FullUpdate::with_status(&webhook(&[]), None, Status::Active), Err(NoUpdate::NoEvents));
    }
}
