//! The test delivery in the window: an event's sample body, sent to a webhook's own endpoint when the user says so.
//!
//! It changes nothing at Aircall, so a read-only company allows it. The token is put in when it is sent and stands in no
//! field: a text field keeps what was in it for its undo.

use super::command::{Command, Copied};
use super::dialog::Dialog;
use super::message::{RequestId, Target};
use super::model::Model;
use super::problem::Problem;
use crate::domain::delivery::Delivered;
use crate::domain::endpoint::{CheckOutcome, NotChecked};
use crate::domain::{CallbackUrl, EventName, EventSet, ProxyChoice, Secret, UrlWarning, WebhookId, sample};

/// What the user did in the dialog of a test delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeliveryAction {
    Ask(WebhookId),
    ChooseEvent(EventName),
    /// The sample as it was.
    Reset,
    Edited,
    Send,
    /// Yes, to an address in the local network.
    SendPrivate,
    Cancel,
    CopyCurl,
}

/// What shall be sent, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryOrder {
    pub request: RequestId,
    pub target: Target,
    pub url: CallbackUrl,
    /// The whole body, with the webhook's token in it.
    pub body: Secret,
    /// The user said yes to an address of this computer or its network.
    pub private: bool,
    pub proxy: ProxyChoice,
}

/// A test delivery from the choice of its event to its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    pub id: WebhookId,
    pub label: String,
    pub url: CallbackUrl,
    /// What the webhook receives: offered first.
    pub own: EventSet,
    pub event: EventName,
    pub body: String,
    pub request: Option<RequestId>,
    pub result: Option<Result<Delivered, Problem>>,
    /// The address is a private one: it is asked about before anything is sent there.
    pub asks: bool,
    token: Option<Secret>,
}

impl Delivery {
    /// Where the body isn't JSON: the line, and the column.
    pub fn fault(&self) -> Option<(usize, usize)> {
        let read = serde_json::from_str::<serde::de::IgnoredAny>(&self.body);
        read.err().map(|error| (error.line(), error.column()))
    }

    pub fn has_token(&self) -> bool {
        self.token.is_some()
    }

    pub fn is_running(&self) -> bool {
        self.request.is_some()
    }

    fn whole(&self) -> Secret {
        let token = self.token.as_ref().map_or("", Secret::expose);
        Secret::new(sample::with_token(&self.body, token))
    }

    /// The same as a command for a shell, without secrets.
    pub fn curl(&self) -> String {
        let mut body = self.body.clone();
        // Whoever typed a secret into the body gets it hidden here too.
        let token = self.token.as_ref().map(Secret::expose).filter(|token| token.len() >= 4);
        for secret in self.url.secrets().into_iter().chain(token) {
            body = body.replace(secret, sample::TOKEN);
        }
        format!(
            "curl --include --max-time 5 --request POST {} \\\n  --header 'Content-Type: application/json' \\\n  --data-raw {}",
            quoted(&self.url.masked()),
            quoted(&body)
        )
    }
}

/// As one word of a POSIX shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

impl Model {
    pub(super) fn act_on_delivery(&mut self, action: DeliveryAction) -> Vec<Command> {
        if let DeliveryAction::Ask(id) = action {
            self.ask_delivery(&id);
            return Vec::new();
        }
        let now = self.now;
        let Some(Dialog::Delivery(delivery)) = &mut self.dialog else {
            return Vec::new();
        };
        match action {
            DeliveryAction::ChooseEvent(event) if !delivery.is_running() => {
                delivery.body = sample::body(&event, now);
                delivery.event = event;
                delivery.result = None;
                delivery.asks = false;
            }
            DeliveryAction::Reset => delivery.body = sample::body(&delivery.event, now),
            DeliveryAction::Send => return self.deliver(false),
            DeliveryAction::SendPrivate => return self.deliver(true),
            DeliveryAction::Cancel => {
                return delivery.request.map(|request| Command::Cancel { request }).into_iter().collect();
            }
            DeliveryAction::CopyCurl => {
                return vec![Command::Copy { what: Copied::Curl, text: Secret::new(delivery.curl()) }];
            }
            DeliveryAction::Ask(_) | DeliveryAction::Edited | DeliveryAction::ChooseEvent(_) => {}
        }
        Vec::new()
    }

    fn ask_delivery(&mut self, id: &WebhookId) {
        if self.dialog.is_some() || !self.access.is_open() {
            return;
        }
        let Some(hook) = self.list.latest().and_then(|listing| listing.find(id)) else {
            return;
        };
        let event = hook.events.iter().next().cloned().unwrap_or_else(|| EventName::new("call.ended"));
        self.dialog = Some(Dialog::Delivery(Box::new(Delivery {
            id: hook.id.clone(),
            label: hook.label(),
            url: hook.url.clone(),
            own: hook.events.clone(),
            body: sample::body(&event, self.now),
            event,
            request: None,
            result: None,
            asks: false,
            token: hook.token.clone(),
        })));
    }

    fn deliver(&mut self, private: bool) -> Vec<Command> {
        let (request, proxy, open) = (self.new_request(), self.proxy(), self.open.clone());
        let (Some(Dialog::Delivery(delivery)), Some(target)) = (&mut self.dialog, open) else {
            return Vec::new();
        };
        if delivery.is_running() || delivery.fault().is_some() {
            return Vec::new();
        }
        if !private && delivery.url.warnings().contains(&UrlWarning::LocalHost) {
            delivery.asks = true;
            return Vec::new();
        }
        delivery.asks = false;
        delivery.request = Some(request);
        delivery.result = None;
        let (url, body) = (delivery.url.clone(), delivery.whole());
        vec![Command::Deliver(DeliveryOrder { request, target, url, body, private, proxy })]
    }

    pub(super) fn delivered(&mut self, request: RequestId, result: Result<Delivered, Problem>) -> Vec<Command> {
        let Some(Dialog::Delivery(delivery)) = &mut self.dialog else {
            return Vec::new();
        };
        if delivery.request.take_if(|asked| *asked == request).is_none() {
            return Vec::new();
        }
        // A public name may lead home: that shows only on the way.
        let private = CheckOutcome::NotChecked(NotChecked::Private);
        delivery.asks = result.as_ref().is_ok_and(|delivered| delivered.outcome == private);
        delivery.result = if delivery.asks { None } else { Some(result) };
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delivery(url: &str, body: &str) -> Delivery {
        Delivery {
            id: WebhookId::new("w"),
            label: "Orders".into(),
            url: CallbackUrl::received(url),
            own: EventSet::default(),
            event: EventName::new("call.ended"),
            body: body.into(),
            request: None,
            result: None,
            asks: false,
            token: Some(Secret::new("tok-4711-secret")),
        }
    }

    #[test]
    fn the_command_for_a_shell_holds_no_secret() {
        let typed =
            delivery("https://u:pass99@a.example/in?key=querysecret", r#"{"token":"•••","x":"tok-4711-secret"}"#);
        let curl = typed.curl();
        for secret in ["tok-4711-secret", "querysecret", "pass99"] {
            assert!(!curl.contains(secret), "{curl}");
        }
        assert!(typed.whole().expose().contains(r#""token":"tok-4711-secret""#));
    }

    #[test]
    fn what_is_not_json_is_pointed_at() {
        assert_eq!(delivery("https://a.example", "{}").fault(), None);
        assert_eq!(delivery("https://a.example", "{\n  x}").fault(), Some((2, 3)));
    }

    #[cfg(unix)]
    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]
        #[test]
        fn a_shell_reads_a_quoted_text_as_it_was(text in "[^\0]{0,60}") {
            let command = format!("printf %s {}", quoted(&text));
            let output = std::process::Command::new("sh").arg("-c").arg(command).output().unwrap();
            proptest::prop_assert_eq!(String::from_utf8_lossy(&output.stdout).into_owned(), text);
        }
    }
}
