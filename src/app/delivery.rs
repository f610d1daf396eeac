//! The test delivery in the window: an event's sample body, sent to a webhook's own endpoint when the user says so.

use super::command::Command;
use super::message::{RequestId, Target};
use super::model::Model;
use super::problem::Problem;
use crate::domain::delivery::Delivered;
use crate::domain::{CallbackUrl, ProxyChoice, Secret, WebhookId};

/// What the user did in the dialog of a test delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeliveryAction {
    Ask(WebhookId),
    Send,
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

impl Model {
    pub(super) fn act_on_delivery(&mut self, _action: DeliveryAction) -> Vec<Command> {
        Vec::new()
    }

    pub(super) fn delivered(&mut self, _request: RequestId, _result: Result<Delivered, Problem>) -> Vec<Command> {
        Vec::new()
    }
}
