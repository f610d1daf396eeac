//! Changes that weren't done: left over when the app ended, or failed in a batch. Each goes through a review again.

use std::collections::BTreeSet;

use super::command::Command;
use super::message::Target;
use super::model::Model;
use super::notice::Tone;
use super::review::{Aim, Review, ReviewLine, What};
use super::text;
use crate::domain::{BatchId, ChangeId, ChangeKind, ChangeRecord, Edit, EventsDiff, Fate, Kept, WebhookId};

/// Changes that were under way when the app ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOver {
    /// Sent, and looked up since.
    pub looked_up: Vec<ChangeRecord>,
    /// Not sent.
    pub planned: Vec<ChangeRecord>,
}

impl Model {
    pub(super) fn left_over(&mut self, target: &Target, looked_up: Vec<ChangeRecord>, planned: Vec<ChangeRecord>) {
        if self.open.as_ref() == Some(target) && !(looked_up.is_empty() && planned.is_empty()) {
            self.left_over = Some(LeftOver { looked_up, planned });
        }
    }

    /// What was planned, reviewed anew against the list as it is now. What is so already is given up, and what can't go
    /// on by itself is told, so that neither is offered at each start. The rest stays offered until it is sent.
    pub(super) fn go_on(&mut self) -> Vec<Command> {
        let (Some(listing), None, None) = (self.list.latest(), &self.dialog, &self.removing) else {
            return Vec::new();
        };
        let Some(left) = self.left_over.clone().filter(|left| !left.planned.is_empty()) else {
            return Vec::new();
        };
        // In a part of the list, what is missing may still be there.
        let complete = listing.is_complete();
        if self.refuses_changes() {
            return Vec::new();
        }
        let lines = self.lines_of(&left.planned, true);
        let webhooks: BTreeSet<&WebhookId> = lines.iter().map(ReviewLine::id).collect();
        // A second change of a webhook waits until the first one is done.
        let goes_on = |record: &ChangeRecord| record.webhook.as_ref().is_some_and(|id| webhooks.contains(id));
        let (kept, given_up): (Vec<_>, Vec<_>) =
            left.planned.iter().cloned().partition(|record| goes_on(record) || !complete);
        let by_hand: Vec<String> =
            given_up.iter().filter(|record| meant(record).is_none()).map(|record| record.label.clone()).collect();
        let nothing = kept.is_empty();
        self.left_over = (!nothing).then_some(LeftOver { planned: kept, ..left });
        if !by_hand.is_empty() {
            self.say(Tone::Neutral, text::goes_on_by_hand(&by_hand));
        } else if lines.is_empty() {
            self.say(Tone::Neutral, text::no_webhook_concerned());
        }
        self.open_review(Review::new(Aim::GoOn, lines));
        let ids: Vec<ChangeId> = given_up.iter().map(|record| record.id).collect();
        let target = self.open.clone().filter(|_| !ids.is_empty());
        target.map(|target| Command::DropPlanned { target, ids }).into_iter().collect()
    }

    /// What is being sent isn't left over any more.
    pub(super) fn goes_on_now(&mut self, sent: &[ChangeId]) {
        if let Some(left) = &mut self.left_over {
            left.planned.retain(|record| !sent.contains(&record.id));
        }
        self.left_over.take_if(|left| left.planned.is_empty());
    }

    pub(super) fn drop_left_over(&mut self) -> Vec<Command> {
        let (Some(left), Some(target)) = (self.left_over.take(), self.open.clone()) else {
            return Vec::new();
        };
        let ids: Vec<_> = left.planned.iter().map(|record| record.id).collect();
        if ids.is_empty() { Vec::new() } else { vec![Command::DropPlanned { target, ids }] }
    }

    /// Those of a batch that weren't done, reviewed anew.
    pub(super) fn retry_batch(&mut self, batch: BatchId) {
        let Some(history) = self.history.latest() else {
            return;
        };
        let records: Vec<ChangeRecord> =
            history.changes.iter().filter(|record| can_be_retried(record, batch)).cloned().collect();
        let lines = self.lines_of(&records, false);
        if lines.is_empty() {
            self.say(Tone::Neutral, text::no_webhook_concerned());
            return;
        }
        self.open_review(Review::new(Aim::GoOn, lines));
    }

    /// What records meant, for the webhooks as they are now. What is so already, or gone, has no line.
    fn lines_of(&self, records: &[ChangeRecord], planned: bool) -> Vec<ReviewLine> {
        let Some(listing) = self.list.latest() else {
            return Vec::new();
        };
        let line = |record: &ChangeRecord| {
            let hook = listing.find(record.webhook.as_ref()?)?;
            let what = meant(record)?;
            let line = ReviewLine { planned: planned.then_some(record.id), ..ReviewLine::new(hook, what) };
            line.wanted().is_none_or(|wanted| wanted != *hook).then_some(line)
        };
        let mut lines: Vec<ReviewLine> = Vec::new();
        for line in records.iter().filter_map(line) {
            if lines.iter().all(|other| other.id() != line.id()) {
                lines.push(line); // one change of a webhook at a time
            }
        }
        lines
    }

    /// How many of a batch weren't done and can be tried again.
    pub fn retryable_of(&self, batch: BatchId) -> usize {
        let changes = self.history.latest().map_or(&[][..], |history| &history.changes);
        changes.iter().filter(|record| can_be_retried(record, batch)).count()
    }
}

/// Whether a change of this batch has ended, isn't done, and can be sent again as it was meant.
fn can_be_retried(record: &ChangeRecord, batch: BatchId) -> bool {
    let ended = !record.fate.is_open() && !record.fate.is_done();
    record.batch == Some(batch) && ended && record.fate != Fate::NotNeeded && meant(record).is_some()
}

/// What a record meant to change. `None`: a create, or a URL of which the history doesn't hold the whole.
fn meant(record: &ChangeRecord) -> Option<What> {
    if record.kind == ChangeKind::Delete {
        return Some(What::Delete);
    }
    let (before, after) = (record.before.as_ref()?, record.after.as_ref()?);
    let mut edit = between(before, after);
    if record.url_changed || before.url != after.url {
        edit.url = Some(after.whole_url()?);
    }
    (edit != Edit::default()).then_some(What::Edit(edit))
}

fn between(before: &Kept, after: &Kept) -> Edit {
    let diff = EventsDiff::of(&before.events, &after.events);
    let mut edit = Edit {
        name: after.name.clone().filter(|_| before.name != after.name),
        status: (before.status != after.status).then_some(after.status),
        ..Edit::default()
    };
    if before.events != after.events {
        edit.events = Edit::events(diff.added, diff.removed).events;
    }
    edit
}
