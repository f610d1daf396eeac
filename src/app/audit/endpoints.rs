//! The check of the endpoints in a review that switches webhooks on: whether Aircall would switch them off again.

use std::collections::BTreeMap;

use super::super::command::Command;
use super::super::message::RequestId;
use super::super::model::Model;
use super::super::review::{Review, ReviewLine};
use super::{AuditCommand, Endpoints};
use crate::domain::endpoint::{EndpointCheck, Standing};
use crate::domain::{Webhook, WebhookId};

/// What a review knows of the endpoints.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewCheck {
    pub request: Option<RequestId>,
    pub checks: BTreeMap<WebhookId, EndpointCheck>,
    /// Stopped before all were looked at.
    pub cancelled: bool,
}

impl Review {
    /// The webhooks that are off and that it switches on.
    pub fn switched_on(&self) -> impl Iterator<Item = &ReviewLine> {
        let on = |line: &&ReviewLine| {
            !line.hook.status.is_active() && line.wanted().is_some_and(|hook| hook.status.is_active())
        };
        self.lines.iter().filter(on)
    }

    /// Of those that are ticked and looked at: how many don't answer as Aircall needs it, and of how many.
    pub fn failing(&self) -> (usize, usize) {
        let ticked = self.switched_on().filter(|line| line.chosen);
        let known: Vec<Standing> =
            ticked.filter_map(|line| self.check.checks.get(line.id())).map(EndpointCheck::standing).collect();
        (known.iter().filter(|standing| **standing == Standing::Bad).count(), known.len())
    }
}

impl Model {
    pub(super) fn check_reviewed(&mut self) -> Vec<Command> {
        let (proxy, target) = (self.proxy(), self.open.clone());
        let request = self.new_request();
        let (Some(target), Some(review)) = (target, self.review_mut()) else {
            return Vec::new();
        };
        if review.check.request.is_some() {
            return Vec::new();
        }
        let hooks: Vec<Webhook> = review.switched_on().map(|line| line.hook.clone()).collect();
        review.check = ReviewCheck { request: Some(request), ..ReviewCheck::default() };
        vec![Command::Audit(AuditCommand::CheckEndpoints {
            request,
            target,
            hooks,
            endpoints: Endpoints::Public,
            proxy,
        })]
    }

    pub(super) fn cancel_check(&mut self) -> Vec<Command> {
        let asked = self.review_mut().and_then(|review| review.check.request);
        asked.map(|request| Command::Cancel { request }).into_iter().collect()
    }

    pub(super) fn endpoint_checked(&mut self, request: RequestId, id: &WebhookId, check: EndpointCheck) {
        if let Some(review) = self.review_mut().filter(|review| review.check.request == Some(request)) {
            review.check.checks.insert(id.clone(), check);
        }
    }

    pub(super) fn endpoints_checked(&mut self, request: RequestId, cancelled: bool) {
        if let Some(review) = self.review_mut().filter(|review| review.check.request == Some(request)) {
            review.check.request = None;
            review.check.cancelled = cancelled;
        }
    }
}
