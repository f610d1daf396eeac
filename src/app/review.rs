//! The review before webhooks are switched on or off, its progress and its outcome.

use super::command::{Command, Job};
use super::message::RequestId;
use super::model::Model;
use super::problem::Problem;
use crate::domain::{Status, Webhook, WebhookId};

/// How a webhook is updated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// A PUT with the full event list.
    #[default]
    FullList,
    /// `events_action=add` with one event it already has: where the full list is refused for a retired name.
    Merge,
}

/// What became of one webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Changed, and read back as meant.
    Done,
    /// It was so already: nothing was sent.
    WasSo,
    /// Answered 200, and still as before.
    AcceptedButNot,
    /// Changed, but the answer shows other events than before.
    EventsDiffer {
        before: usize,
        after: usize,
    },
    /// The full list was refused, and it holds a name that Aircall has given up.
    RefusedOldNames,
    /// It no longer exists.
    Gone,
    Refused(Problem),
    /// Sent, and no answer that tells.
    Unclear(Problem),
}

impl Outcome {
    pub fn is_good(&self) -> bool {
        matches!(self, Self::Done | Self::WasSo)
    }

    pub fn can_be_retried(&self) -> bool {
        match self {
            Self::Done | Self::WasSo | Self::Gone | Self::EventsDiffer { .. } => false,
            Self::AcceptedButNot | Self::RefusedOldNames | Self::Refused(_) | Self::Unclear(_) => true,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewLine {
    pub id: WebhookId,
    pub label: String,
    pub events: usize,
    pub retired: usize,
    /// Ticked: it will be changed.
    pub chosen: bool,
    pub way: Way,
    pub outcome: Option<Outcome>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewPhase {
    Choosing,
    Running { request: RequestId, cancelling: bool },
    Finished { cancelled: bool },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// What they shall become.
    pub status: Status,
    pub lines: Vec<ReviewLine>,
    pub phase: ReviewPhase,
}

impl Review {
    pub fn of<'a>(hooks: impl Iterator<Item = &'a Webhook>, status: Status) -> Self {
        let lines = hooks
            .map(|hook| ReviewLine {
                id: hook.id.clone(),
                label: hook.label(),
                events: hook.events.len(),
                retired: hook.events.retired(),
                chosen: true,
                way: Way::FullList,
                outcome: None,
            })
            .collect();
        Self { status, lines, phase: ReviewPhase::Choosing }
    }

    pub fn chosen(&self) -> usize {
        self.lines.iter().filter(|line| line.chosen).count()
    }

    /// How many of the chosen have an outcome.
    pub fn answered(&self) -> usize {
        self.lines.iter().filter(|line| line.chosen && line.outcome.is_some()).count()
    }

    pub fn done(&self) -> usize {
        self.lines.iter().filter(|line| line.outcome.as_ref().is_some_and(Outcome::is_good)).count()
    }

    /// Those that could be tried again: refused, unclear, or never reached.
    pub fn retryable(&self) -> usize {
        self.lines.iter().filter(|line| can_retry(line)).count()
    }

    pub fn refused_for_old_names(&self) -> usize {
        self.lines.iter().filter(|line| line.outcome == Some(Outcome::RefusedOldNames)).count()
    }

    pub fn is_running(&self) -> bool {
        matches!(self.phase, ReviewPhase::Running { .. })
    }

    fn line_mut(&mut self, id: &WebhookId) -> Option<&mut ReviewLine> {
        self.lines.iter_mut().find(|line| line.id == *id)
    }
}

fn can_retry(line: &ReviewLine) -> bool {
    line.chosen && line.outcome.as_ref().is_none_or(Outcome::can_be_retried)
}

impl Model {
    pub(super) fn ask_reenable(&mut self, ids: &[WebhookId]) {
        self.ask_review(Status::Active, |hook| ids.contains(&hook.id) && !hook.status.is_active());
    }

    pub(super) fn ask_reenable_all(&mut self) {
        self.ask_review(Status::Active, |hook| !hook.status.is_active());
    }

    pub(super) fn ask_deactivate(&mut self, id: &WebhookId) {
        self.ask_review(Status::Inactive, |hook| hook.id == *id && hook.status.is_active());
    }

    fn ask_review(&mut self, status: Status, wanted: impl Fn(&Webhook) -> bool) {
        if self.dialog.is_some() || self.removing.is_some() {
            return;
        }
        let Some(listing) = self.list.latest() else {
            return;
        };
        let review = Review::of(listing.webhooks.iter().filter(|hook| wanted(hook)), status);
        if !review.lines.is_empty() {
            self.dialog = Some(super::Dialog::Review(review));
        }
    }

    pub(super) fn toggle_reviewed(&mut self, id: &WebhookId) {
        if let Some(review) = self.review_mut()
            && review.phase == ReviewPhase::Choosing
            && let Some(line) = review.line_mut(id)
        {
            line.chosen = !line.chosen;
        }
    }

    pub(super) fn start_review(&mut self) -> Vec<Command> {
        if self.review_mut().is_none_or(|review| review.phase != ReviewPhase::Choosing) {
            return Vec::new();
        }
        self.run_review(|line| line.chosen)
    }

    /// Tries those again that failed, and no others.
    pub(super) fn retry_failed(&mut self) -> Vec<Command> {
        if !self.review_has_ended() {
            return Vec::new();
        }
        self.run_review(can_retry)
    }

    /// Tries those again whose full list was refused for a retired name, by the merge that leaves the list alone.
    pub(super) fn try_other_way(&mut self) -> Vec<Command> {
        if !self.review_has_ended() {
            return Vec::new();
        }
        if let Some(review) = self.review_mut() {
            for line in &mut review.lines {
                if line.outcome == Some(Outcome::RefusedOldNames) {
                    line.way = Way::Merge;
                }
            }
        }
        self.run_review(|line| line.way == Way::Merge && line.outcome == Some(Outcome::RefusedOldNames))
    }

    fn review_has_ended(&mut self) -> bool {
        self.review_mut().is_some_and(|review| matches!(review.phase, ReviewPhase::Finished { .. }))
    }

    fn run_review(&mut self, wanted: impl Fn(&ReviewLine) -> bool) -> Vec<Command> {
        let Some(target) = self.open.clone() else {
            return Vec::new();
        };
        let request = self.new_request();
        let names = self.known_names();
        let Some(review) = self.review_mut() else {
            return Vec::new();
        };
        if review.is_running() {
            return Vec::new();
        }
        let mut jobs = Vec::new();
        for line in review.lines.iter_mut().filter(|line| wanted(line)) {
            line.outcome = None;
            jobs.push(Job { id: line.id.clone(), known_name: names.get(&line.id).cloned(), way: line.way });
        }
        if jobs.is_empty() {
            return Vec::new();
        }
        let status = review.status;
        review.phase = ReviewPhase::Running { request, cancelling: false };
        vec![Command::SetStatus { request, target, jobs, status }]
    }

    pub(super) fn cancel_review(&mut self) -> Vec<Command> {
        match self.review_mut().map(|review| &mut review.phase) {
            Some(ReviewPhase::Running { request, cancelling }) if !*cancelling => {
                *cancelling = true;
                vec![Command::Cancel { request: *request }]
            }
            Some(_) | None => Vec::new(),
        }
    }

    pub(super) fn status_progress(&mut self, request: RequestId, id: &WebhookId, outcome: Outcome) {
        let Some(review) = self.review_mut().filter(|review| runs(review, request)) else {
            return;
        };
        let status = review.status;
        let good = outcome.is_good();
        if let Some(line) = review.line_mut(id) {
            line.outcome = Some(outcome);
        }
        if good {
            self.set_status_shown(id, status);
        }
    }

    /// All answered, or cancelled: read the list again, since it is what counts.
    pub(super) fn status_done(&mut self, request: RequestId, cancelled: bool) -> Vec<Command> {
        let Some(review) = self.review_mut().filter(|review| runs(review, request)) else {
            return Vec::new();
        };
        review.phase = ReviewPhase::Finished { cancelled };
        self.wait = None;
        self.read_anew()
    }

    pub(super) fn review_mut(&mut self) -> Option<&mut Review> {
        match &mut self.dialog {
            Some(super::Dialog::Review(review)) => Some(review),
            Some(_) | None => None,
        }
    }
}

fn runs(review: &Review, wanted: RequestId) -> bool {
    matches!(review.phase, ReviewPhase::Running { request, .. } if request == wanted)
}
