//! What is wrong with a webhook, as far as the list itself tells.

use std::collections::BTreeMap;

use super::url::UrlWarning;
use super::webhook::{Webhook, WebhookId};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    Deactivated,
    /// Names that Aircall has given up.
    RetiredEvents(usize),
    /// Receives nothing.
    NoEvents,
    /// An old entry that today's rules would refuse.
    NotHttps,
    /// Another webhook posts to the same address.
    Duplicate {
        other: WebhookId,
        label: String,
    },
    UserInfo,
    LocalHost,
    IpAddress,
}

/// Findings by webhook; a webhook without any isn't in the map.
pub fn findings(hooks: &[Webhook]) -> BTreeMap<WebhookId, Vec<Finding>> {
    let mut by_address: BTreeMap<String, Vec<&Webhook>> = BTreeMap::new();
    for hook in hooks {
        by_address.entry(hook.url.address()).or_default().push(hook);
    }
    let mut found = BTreeMap::new();
    for hook in hooks {
        let same = by_address.get(&hook.url.address()).map_or(&[][..], Vec::as_slice);
        let of_hook = of(hook, same);
        if !of_hook.is_empty() {
            found.insert(hook.id.clone(), of_hook);
        }
    }
    found
}

fn of(hook: &Webhook, same_address: &[&Webhook]) -> Vec<Finding> {
    let mut found = Vec::new();
    if !hook.status.is_active() {
        found.push(Finding::Deactivated);
    }
    if hook.events.is_empty() {
        found.push(Finding::NoEvents);
    }
    if hook.events.retired() > 0 {
        found.push(Finding::RetiredEvents(hook.events.retired()));
    }
    if !hook.url.is_https() {
        found.push(Finding::NotHttps);
    }
    if let Some(other) = same_address.iter().find(|other| other.id != hook.id) {
        found.push(Finding::Duplicate { other: other.id.clone(), label: other.label() });
    }
    for warning in hook.url.warnings() {
        found.push(match warning {
            UrlWarning::UserInfo => Finding::UserInfo,
            UrlWarning::IpAddress => Finding::IpAddress,
            UrlWarning::LocalHost => Finding::LocalHost,
            UrlWarning::Duplicate { id, label } => Finding::Duplicate { other: id, label },
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{CallbackUrl, EventName, Status};

    fn webhook(id: &str, url: &str, active: bool, event: &str) -> Webhook {
        Webhook {
            id: WebhookId::new(id),
            name: Some(id.to_owned()),
            url: CallbackUrl::received(url),
            status: Status::of(active),
            events: [EventName::new(event)].into_iter().collect(),
            token: None,
            created: None,
        }
    }

    #[test]
    fn each_kind_of_trouble_is_found() {
        let hooks = [
            webhook("fine", "https://fine.example/x", true, "call.ended"),
            webhook("off", "https://off.example/x", false, "call.ended"),
            webhook("old", "http://old.example/x", true, "sms.sent"),
            webhook("one", "https://Same.example/x", true, "call.ended"),
            webhook("two", "https://same.example/x", true, "call.ended"),
        ];
        let found = findings(&hooks);
        let of = |id: &str| found.get(&WebhookId::new(id)).cloned().unwrap_or_default();
        assert_eq!(of("fine"), []);
        assert_eq!(of("off"), [Finding::Deactivated]);
        assert_eq!(of("old"), [Finding::RetiredEvents(1), Finding::NotHttps]);
        assert_eq!(of("one"), [Finding::Duplicate { other: WebhookId::new("two"), label: "two".into() }]);
        assert_eq!(of("two"), [Finding::Duplicate { other: WebhookId::new("one"), label: "one".into() }]);
    }
}
