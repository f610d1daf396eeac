//! The one function that builds an update. A PUT without the event list subscribes a webhook to every event, so no
//! other code can make a [`FullUpdate`], and the client sends nothing else.

use super::edit::Edit;
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
    /// No event would be left, or the fresh read holds none: sending an empty list would subscribe it to all.
    NoEvents,
    /// It is so already.
    Nothing,
}

impl FullUpdate {
    /// An update of `fresh`, a webhook that was read just now: everything it has, but for what `edit` names.
    ///
    /// `known_name` is the name that this app remembers, for answers that leave it out.
    pub fn of(fresh: &Webhook, known_name: Option<&str>, edit: &Edit) -> Result<Self, NoUpdate> {
        let named = Webhook { name: fresh.name.clone().or_else(|| known_name.map(str::to_owned)), ..fresh.clone() };
        let after = edit.applied_to(&named);
        if after == named {
            return Err(NoUpdate::Nothing);
        }
        if after.events.is_empty() {
            return Err(NoUpdate::NoEvents);
        }
        Ok(Self { id: after.id, name: after.name, url: after.url, events: after.events, status: after.status })
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
        let known = |name: &&EventName| name.listed().is_some() && !name.is_retired();
        self.events.iter().find(|name| name.is_current()).or_else(|| self.events.iter().find(known))
    }

    /// Whether an answer shows what was meant.
    ///
    /// A name that the answer doesn't tell is no difference.
    pub fn is_fulfilled_by(&self, answer: &Webhook) -> bool {
        let named = answer.name.is_none() || self.name.is_none() || answer.name == self.name;
        named && answer.status == self.status && answer.events == self.events && answer.url == self.url
    }

    /// The webhook as it was meant, with the rest of `fresh`.
    pub fn meant(&self, fresh: &Webhook) -> Webhook {
        Webhook {
            name: self.name.clone(),
            url: self.url.clone(),
            events: self.events.clone(),
            status: self.status,
            ..fresh.clone()
        }
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
        let update = FullUpdate::of(&fresh, Some("Orders"), &Edit::status(Status::Active));
        let Ok(update) = update else { panic!("an update is built") };
        assert_eq!(update.events(), &fresh.events);
        assert_eq!(update.name(), Some("Orders"));
        assert_eq!(update.url(), &fresh.url);
        assert_eq!(update.event_it_has().map(EventName::as_str), Some("call.ended"));
    }

    #[test]
    fn an_empty_event_list_is_never_sent() {
        let switched = FullUpdate::of(&webhook(&[]), None, &Edit::status(Status::Active));
        assert_eq!(switched, Err(NoUpdate::NoEvents));
        let last: EventSet = [EventName::new("call.ended")].into_iter().collect();
        let emptied = FullUpdate::of(&webhook(&["call.ended"]), None, &Edit::events(EventSet::default(), last));
        assert_eq!(emptied, Err(NoUpdate::NoEvents));
    }

    #[test]
    fn what_is_so_already_is_not_sent() {
        let fresh = webhook(&["call.ended"]);
        assert_eq!(FullUpdate::of(&fresh, None, &Edit::status(Status::Inactive)), Err(NoUpdate::Nothing));
        let same_name = Edit { name: Some("Orders".into()), ..Edit::default() };
        assert_eq!(FullUpdate::of(&fresh, Some("Orders"), &same_name), Err(NoUpdate::Nothing));
    }
}
