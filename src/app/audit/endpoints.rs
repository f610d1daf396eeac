//! The check of the endpoints in a review that switches webhooks on: whether Aircall would switch them off again.

use std::collections::BTreeMap;

use jiff::Timestamp;

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
    /// When it was asked for.
    pub at: Timestamp,
    pub checks: BTreeMap<WebhookId, EndpointCheck>,
    /// It has run, whatever came of it.
    pub ended: bool,
    /// Stopped before all were looked at.
    pub cancelled: bool,
}

/// How many endpoints answer, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckVerdict {
    /// They don't answer as Aircall needs it.
    pub bad: usize,
    /// They answer, and perhaps not as Aircall needs it.
    pub doubtful: usize,
    /// All that were looked at.
    pub all: usize,
}

impl Review {
    /// The webhooks that are off and that it switches on.
    pub fn switched_on(&self) -> impl Iterator<Item = &ReviewLine> {
        let on = |line: &&ReviewLine| {
            !line.hook.status.is_active() && line.wanted().is_some_and(|hook| hook.status.is_active())
        };
        self.lines.iter().filter(on)
    }

    /// How many of those that it switches on were looked at: one that couldn't be isn't among them.
    pub fn looked_at(&self) -> usize {
        self.switched_on().filter(|line| self.standing(line).is_some()).count()
    }

    /// What a look showed. `None`: there was none, or it couldn't be made.
    fn standing(&self, line: &ReviewLine) -> Option<Standing> {
        let standing = self.check.checks.get(line.id())?.standing_at(self.check.at);
        (standing != Standing::Unknown).then_some(standing)
    }

    /// Of those that are ticked: what the check showed of their endpoints.
    pub fn verdict(&self) -> CheckVerdict {
        let ticked = self.switched_on().filter(|line| line.chosen);
        let known: Vec<Standing> = ticked.filter_map(|line| self.standing(line)).collect();
        let count = |wanted| known.iter().filter(|standing| **standing == wanted).count();
        CheckVerdict { bad: count(Standing::Bad), doubtful: count(Standing::Doubtful), all: known.len() }
    }
}

impl Model {
    pub(super) fn check_reviewed(&mut self) -> Vec<Command> {
        let (proxy, target, now) = (self.proxy(), self.open.clone(), self.now);
        let request = self.new_request();
        let (Some(target), Some(review)) = (target, self.review_mut()) else {
            return Vec::new();
        };
        let hooks: Vec<Webhook> = review.switched_on().map(|line| line.hook.clone()).collect();
        if review.check.request.is_some() || hooks.is_empty() {
            return Vec::new();
        }
        review.check = ReviewCheck { request: Some(request), at: now, ..ReviewCheck::default() };
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

    /// The check is no longer of use: what it still says is dropped.
    pub(in crate::app) fn stop_check(&mut self) -> Vec<Command> {
        let Some(request) = self.review_mut().and_then(|review| review.check.request.take()) else {
            return Vec::new();
        };
        if let Some(review) = self.review_mut() {
            review.check.cancelled = true;
        }
        vec![Command::Cancel { request }]
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
            review.check.ended = true;
        }
    }
}
