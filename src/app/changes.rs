//! Changes from the review to their outcome: asked, sent, tried again, taken back.

use super::command::{Command, Job, Report};
use super::message::RequestId;
use super::model::{Leaving, Model};
use super::review::{Aim, Outcome, Review, ReviewLine, ReviewPhase, Way, What, back, can_retry};
use crate::domain::{Edit, Field, Side, Status, Webhook, WebhookId};

impl Model {
    pub(super) fn ask_reenable(&mut self, ids: &[WebhookId]) {
        self.ask_status(Status::Active, |hook| ids.contains(&hook.id));
    }

    pub(super) fn ask_reenable_all(&mut self) {
        self.ask_status(Status::Active, |_| true);
    }

    pub(super) fn ask_deactivate(&mut self, ids: &[WebhookId]) {
        self.ask_status(Status::Inactive, |hook| ids.contains(&hook.id));
    }

    fn ask_status(&mut self, status: Status, wanted: impl Fn(&Webhook) -> bool) {
        let edit = Edit::status(status);
        let line = |hook: &Webhook| {
            (hook.status != status && wanted(hook)).then(|| ReviewLine::new(hook, What::Edit(edit.clone())))
        };
        self.ask_review(Aim::Status(status), line);
    }

    pub(super) fn ask_delete(&mut self, ids: &[WebhookId]) {
        self.ask_review(Aim::Delete, |hook| ids.contains(&hook.id).then(|| ReviewLine::new(hook, What::Delete)));
    }

    /// Opens a review of what `line` makes of each webhook in the list.
    pub(super) fn ask_review(&mut self, aim: Aim, line: impl Fn(&Webhook) -> Option<ReviewLine>) {
        let Some(listing) = self.list.latest() else {
            return;
        };
        let lines = listing.webhooks.iter().filter_map(line).collect();
        self.open_review(Review::new(aim, lines));
    }

    /// A dialog that is open stays, and so does a company that is being removed or read-only.
    pub(super) fn open_review(&mut self, review: Review) {
        let free = self.dialog.is_none() && self.removing.is_none() && !review.lines.is_empty();
        if free && !self.refuses_changes() {
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
        let commands = self.run_review(|line| line.chosen);
        let draft = self.review_mut().filter(|_| !commands.is_empty()).and_then(|review| review.draft.take());
        if let Some(sent) = draft {
            self.drafts.forget(&sent);
        }
        commands
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

    /// Shows those anew that someone else changed, as they are now: the same change, chosen again.
    pub(super) fn review_again(&mut self) {
        if !self.review_has_ended() {
            return;
        }
        if let Some(review) = self.review_mut() {
            for line in &mut review.lines {
                line.chosen = line.outcome == Some(Outcome::Conflict);
                if line.chosen {
                    line.outcome = None;
                    line.hook = line.found.take().map_or_else(|| line.hook.clone(), |now| *now);
                }
            }
            review.lines.retain(|line| line.chosen);
            review.check = super::audit::ReviewCheck::default(); // their addresses may be others now
            review.phase = ReviewPhase::Choosing;
        }
    }

    /// Only in the conflict that is shown: a choice made for an earlier one doesn't count.
    pub(super) fn choose_side(&mut self, field: Field, side: Side) {
        let open = |review: &Review| review.conflict().is_some_and(|conflict| conflict.open_fields().contains(&field));
        if let Some(review) = self.review_mut().filter(|review| review.is_finished() && open(review)) {
            review.sides.insert(field, side);
        }
    }

    /// Sends what was chosen in a conflict, for the webhook as it is now.
    pub(super) fn send_resolved(&mut self) -> Vec<Command> {
        if !self.review_has_ended() {
            return Vec::new();
        }
        let Some(review) = self.review_mut() else {
            return Vec::new();
        };
        let Some((conflict, edit)) =
            review.conflict().and_then(|conflict| conflict.resolved(&review.sides).map(|edit| (conflict, edit)))
        else {
            return Vec::new();
        };
        review.sides.clear();
        for line in &mut review.lines {
            line.hook = conflict.now.clone();
            line.what = What::Edit(edit.clone());
        }
        self.run_review(|_| true)
    }

    /// From the outcome of a change to the review that takes it back: all of it, or the one webhook.
    pub(super) fn take_back_reviewed(&mut self, only: Option<&WebhookId>) {
        if !self.review_has_ended() {
            return;
        }
        if let Some(review) = self.review_mut() {
            let lines = review.lines.iter().filter(|line| only.is_none_or(|id| line.hook.id == *id));
            let lines: Vec<ReviewLine> = lines.filter_map(back).collect();
            if !lines.is_empty() {
                *review = Review::new(Aim::TakeBack, lines);
            }
        }
    }

    fn review_has_ended(&mut self) -> bool {
        self.review_mut().is_some_and(|review| review.is_finished())
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
        let aim = review.aim.clone();
        let mut jobs = Vec::new();
        for line in review.lines.iter_mut().filter(|line| wanted(line)) {
            line.outcome = None;
            jobs.push(Job {
                known_name: names.get(&line.hook.id).cloned(),
                guarded: line.is_guarded(&aim),
                way: line.way,
                undoes: line.undoes,
                planned: line.planned.take(),
                ..Job::new(&line.hook, line.what.clone())
            });
        }
        if jobs.is_empty() {
            return Vec::new();
        }
        let planned: Vec<_> = jobs.iter().filter_map(|job| job.planned).collect();
        review.phase = ReviewPhase::Running { request, cancelling: false };
        review.seconds_left = None;
        self.goes_on_now(&planned);
        let mut commands = vec![Command::Change { request, target, jobs }];
        commands.extend(self.stop_check());
        commands
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

    /// As a cancel does, and what wasn't sent is offered at the next start.
    pub(super) fn suspend_review(&mut self) -> Vec<Command> {
        match self.review_mut().map(|review| &mut review.phase) {
            Some(ReviewPhase::Running { request, cancelling }) if !*cancelling => {
                *cancelling = true;
                vec![Command::Suspend { request: *request }]
            }
            Some(_) | None => Vec::new(),
        }
    }

    pub(super) fn change_progress(&mut self, request: RequestId, id: &WebhookId, report: Report, left: Option<u64>) {
        let Some(review) = self.review_mut().filter(|review| runs(review, request)) else {
            return;
        };
        review.seconds_left = left;
        let Report { outcome, found, mut left, record } = report;
        let Some(line) = review.line_mut(id) else {
            return;
        };
        let changed = outcome == Outcome::Done || outcome.is_otherwise();
        if let (true, Some(left), Some(wanted)) = (changed, &mut left, line.wanted()) {
            left.name = left.name.take().or(wanted.name); // answers leave names out
        }
        let deleted = line.what == What::Delete && (outcome.is_good() || outcome == Outcome::Gone);
        (line.found, line.left) = (found.map(Box::new), left.clone().map(Box::new));
        line.record = record;
        line.outcome = Some(outcome);
        let line = line.clone();
        self.keep_sent(&line);
        match left {
            Some(hook) => self.show_changed(hook),
            None if deleted => self.show_deleted(id),
            None => {}
        }
    }

    /// All answered, or cancelled: read the list again, since it is what counts.
    pub(super) fn change_done(&mut self, request: RequestId, cancelled: bool) -> Vec<Command> {
        let Some(review) = self.review_mut().filter(|review| runs(review, request)) else {
            return Vec::new();
        };
        review.phase = ReviewPhase::Finished { cancelled };
        review.seconds_left = None;
        if self.leaving == Leaving::Asked {
            self.leaving = Leaving::Not; // nothing is under way any more
        }
        self.wait = None;
        let mut commands = self.read_anew();
        commands.extend(self.read_history_anew());
        commands.extend(self.after_change());
        commands
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
