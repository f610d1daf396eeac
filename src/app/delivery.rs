//! The test delivery in the window: an event's sample body, sent to a webhook's own endpoint when the user says so.
//!
//! It changes nothing at Aircall, so a read-only company allows it. The token is put in when it is sent and stands in no
//! field: a text field keeps what was in it for its undo.

use super::command::{Command, Copied};
use super::dialog::Dialog;
use super::message::{RequestId, Target};
use super::model::Model;
use super::problem::Problem;
use crate::domain::delivery::{Delivered, curl};
use crate::domain::endpoint::{CheckOutcome, NotChecked};
use crate::domain::sample::{self, BodyError};
use crate::domain::{CallbackUrl, EventName, EventSet, ProxyChoice, Secret, UrlWarning, WebhookId};

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
    /// Hidden where the answer repeats it.
    pub token: Secret,
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
    /// The body that was sent last: nothing is lost with it.
    sent: Option<String>,
    token: Option<Secret>,
}

impl Delivery {
    /// The whole body, with the token in its place, or why it can't be sent.
    pub fn whole(&self) -> Result<Secret, BodyError> {
        sample::fill(&self.body, &self.token())
    }

    pub fn has_token(&self) -> bool {
        self.token.is_some()
    }

    pub fn is_running(&self) -> bool {
        self.request.is_some()
    }

    pub(super) fn is_sent(&self) -> bool {
        !self.is_running() && self.sent.as_ref() == Some(&self.body)
    }

    pub(super) fn take_as_sent(&mut self) {
        self.sent = Some(self.body.clone());
    }

    fn token(&self) -> Secret {
        self.token.clone().unwrap_or_else(|| Secret::new(""))
    }
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
                self.choose_delivery_event(event);
            }
            DeliveryAction::Reset if !delivery.is_running() => delivery.body = sample::body(&delivery.event, now),
            DeliveryAction::Send => return self.deliver(false),
            DeliveryAction::SendPrivate if delivery.asks => return self.deliver(true),
            DeliveryAction::Cancel => {
                return delivery.request.map(|request| Command::Cancel { request }).into_iter().collect();
            }
            DeliveryAction::CopyCurl => {
                let text = curl(&delivery.url, &delivery.body, delivery.token().expose());
                return vec![Command::Copy { what: Copied::Curl, text: Secret::new(text) }];
            }
            DeliveryAction::Ask(_)
            | DeliveryAction::Edited
            | DeliveryAction::ChooseEvent(_)
            | DeliveryAction::Reset
            | DeliveryAction::SendPrivate => {}
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
        let first = || hook.events.iter().next().cloned().unwrap_or_else(|| EventName::new("call.ended"));
        let event = self.edited_delivery(id).unwrap_or_else(first);
        self.open_with_draft(Dialog::Delivery(Box::new(Delivery {
            id: hook.id.clone(),
            label: hook.label(),
            url: hook.url.clone(),
            own: hook.events.clone(),
            body: sample::body(&event, self.now),
            event,
            request: None,
            result: None,
            asks: false,
            sent: None,
            token: hook.token.clone(),
        })));
    }

    /// Another event has another body; what was typed for this one waits until it is chosen again.
    fn choose_delivery_event(&mut self, event: EventName) {
        self.keep_dialog_draft();
        let Some(Dialog::Delivery(delivery)) = &self.dialog else {
            return;
        };
        let body = sample::body(&event, self.now);
        let fresh = Delivery { event, body, result: None, asks: false, sent: None, ..delivery.as_ref().clone() };
        self.open_with_draft(Dialog::Delivery(Box::new(fresh)));
    }

    fn deliver(&mut self, private: bool) -> Vec<Command> {
        let (request, proxy, open) = (self.new_request(), self.proxy(), self.open.clone());
        let (Some(Dialog::Delivery(delivery)), Some(target)) = (&mut self.dialog, open) else {
            return Vec::new();
        };
        if delivery.is_running() {
            return Vec::new();
        }
        let Ok(body) = delivery.whole() else {
            return Vec::new();
        };
        if !private && delivery.url.warnings().contains(&UrlWarning::LocalHost) {
            delivery.asks = true;
            return Vec::new();
        }
        delivery.asks = false;
        delivery.request = Some(request);
        delivery.result = None;
        delivery.take_as_sent();
        let (url, token) = (delivery.url.clone(), delivery.token());
        vec![Command::Deliver(DeliveryOrder { request, target, url, body, token, private, proxy })]
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
        if delivery.asks || result.is_err() {
            delivery.sent = None;
        }
        delivery.result = if delivery.asks { None } else { Some(result) };
        Vec::new()
    }
}
