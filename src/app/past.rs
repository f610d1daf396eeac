//! What is remembered: the history page, the requests of this run, what happened between two looks, and changes that
//! were under way when the app ended.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::command::{Command, Copied, History, Look};
use super::message::{Action, EntryId, HistoryTab, Place, RequestId, Target};
use super::model::Model;
use super::notice::Tone;
use super::problem::Problem;
use super::remote::Remote;
use super::text;
use crate::domain::{ChangeKind, ChangeRecord, Fate, Secret, Seen, SentRequest, Sighting, WebhookId};

/// As many entries of each kind are read at most, the newest.
pub const NEWEST: usize = 2_000;

/// What the history page shows of what there is.
#[derive(Clone, Debug, Default)]
pub struct HistoryView {
    pub tab: HistoryTab,
    /// Words that a webhook's name or id holds.
    pub webhook: String,
    pub kind: Option<EntryKind>,
    pub day: Option<Date>,
    /// The entries whose details are open.
    pub open: BTreeSet<EntryId>,
    /// The requests whose bodies are open.
    pub open_requests: BTreeSet<u64>,
    pub requests: Remote<Vec<SentRequest>>,
    /// The entries on screen, newest first.
    pub entries: Vec<Entry>,
    /// The days that have entries, newest first.
    pub days: Vec<Date>,
    pub asked: Option<RequestId>,
    pub(in crate::app) asked_requests: Option<RequestId>,
    /// Something is being written to a file: this, or the audit's report.
    pub(in crate::app) exporting: Option<RequestId>,
}

/// The kinds that the page can be filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    Change(ChangeKind),
    /// Seen at Aircall, not done here.
    Seen,
    /// Not done, or not as it was meant.
    Failed,
}

impl EntryKind {
    pub const EVERY: [Self; 7] = [
        Self::Change(ChangeKind::Create),
        Self::Change(ChangeKind::Edit),
        Self::Change(ChangeKind::Reenable),
        Self::Change(ChangeKind::Deactivate),
        Self::Change(ChangeKind::Delete),
        Self::Seen,
        Self::Failed,
    ];
}

/// One line of the history: a change of this app, or what a look showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    Change(ChangeRecord),
    Seen(Sighting),
}

impl Entry {
    pub fn id(&self) -> EntryId {
        match self {
            Self::Change(record) => EntryId::Change(record.id),
            Self::Seen(seen) => EntryId::Seen(seen.webhook.clone(), seen.until, rank(&seen.what)),
        }
    }

    pub fn at(&self) -> Timestamp {
        match self {
            Self::Change(record) => record.at,
            Self::Seen(seen) => seen.until,
        }
    }

    pub fn label(&self) -> &str {
        match self {
            Self::Change(record) => &record.label,
            Self::Seen(seen) => &seen.label,
        }
    }

    pub fn webhook(&self) -> Option<&WebhookId> {
        match self {
            Self::Change(record) => record.webhook.as_ref(),
            Self::Seen(seen) => Some(&seen.webhook),
        }
    }

    fn is_of(&self, kind: EntryKind) -> bool {
        match (self, kind) {
            (Self::Change(record), EntryKind::Change(wanted)) => record.kind == wanted,
            (Self::Change(record), EntryKind::Failed) => !record.fate.is_done() && record.fate != Fate::NotNeeded,
            (Self::Seen(_), EntryKind::Seen) => true,
            (Self::Change(_), EntryKind::Seen) | (Self::Seen(_), _) => false,
        }
    }
}

fn rank(what: &Seen) -> u8 {
    match what {
        Seen::New => 0,
        Seen::Gone => 1,
        Seen::Deactivated => 2,
        Seen::Reenabled => 3,
        Seen::Events { .. } => 4,
        Seen::Url => 5,
        Seen::Name => 6,
    }
}

impl HistoryView {
    fn arrange(&mut self, history: &History) {
        let changes = history.changes.iter().cloned().map(Entry::Change);
        let mut all: Vec<Entry> = changes.chain(history.sightings.iter().cloned().map(Entry::Seen)).collect();
        all.sort_by_key(|entry| (std::cmp::Reverse(entry.at()), entry.id()));
        self.days = all.iter().map(|entry| day(entry.at())).collect();
        self.days.dedup();
        let words = self.webhook.to_lowercase();
        all.retain(|entry| {
            let id = entry.webhook().map_or("", WebhookId::as_str);
            let hay = format!("{} {id}", entry.label()).to_lowercase();
            words.split_whitespace().all(|word| hay.contains(word))
                && self.kind.is_none_or(|kind| entry.is_of(kind))
                && self.day.is_none_or(|wanted| day(entry.at()) == wanted)
        });
        self.entries = all;
    }
}

/// The day in the user's own time zone.
pub fn day(at: Timestamp) -> Date {
    at.to_zoned_datetime(TimeZone::system()).date()
}

impl Model {
    pub(super) fn act_on_history(&mut self, action: Action) -> Vec<Command> {
        match action {
            Action::SetHistoryTab(tab) => {
                self.history_view.tab = tab;
                return self.read_history_anew();
            }
            Action::HistoryEdited => self.arrange_history(),
            Action::ToggleEntry(id) => super::update::toggle(&mut self.history_view.open, id),
            Action::ToggleRequest(number) => super::update::toggle(&mut self.history_view.open_requests, number),
            Action::RefreshHistory => return self.read_history_anew(),
            Action::ExportHistory => return self.export_history(),
            Action::RetryBatch(batch) => self.retry_batch(batch),
            Action::CopyRequests => return self.copy_requests(),
            Action::TakeBack(id) => return self.take_back(id),
            Action::GoOnLeftOver => return self.go_on(),
            Action::DropLeftOver => return self.drop_left_over(),
            _ => {}
        }
        Vec::new()
    }

    /// Reads what the history page shows, where it is open or something waits for it.
    pub(super) fn read_history_anew(&mut self) -> Vec<Command> {
        let Some(target) = self.open.clone() else {
            return Vec::new();
        };
        if self.place != Place::History {
            return Vec::new();
        }
        let request = self.new_request();
        match self.history_view.tab {
            HistoryTab::Changes => {
                self.history.start();
                self.history_view.asked = Some(request);
                vec![Command::ReadHistory { request, target }]
            }
            HistoryTab::Requests => {
                self.history_view.requests.start();
                self.history_view.asked_requests = Some(request);
                vec![Command::ReadSent { request, target }]
            }
        }
    }

    pub(super) fn history_read(&mut self, request: RequestId, result: Result<History, Problem>) {
        if self.history_view.asked.take_if(|asked| *asked == request).is_some() {
            self.history.finish(result);
            self.arrange_history();
        }
    }

    pub(super) fn sent_read(&mut self, request: RequestId, result: Result<Vec<SentRequest>, Problem>) {
        if self.history_view.asked_requests.take_if(|asked| *asked == request).is_some() {
            self.history_view.requests.finish(result);
        }
    }

    fn arrange_history(&mut self) {
        match self.history.latest() {
            Some(history) => self.history_view.arrange(history),
            None => self.history_view.entries.clear(),
        }
    }

    fn export_history(&mut self) -> Vec<Command> {
        if self.history_view.exporting.is_some() || self.history_view.entries.is_empty() {
            return Vec::new();
        }
        let Some(text) = text::history_csv(&self.history_view.entries) else {
            return self.complain(&Problem::Internal);
        };
        let company = self.profile().map_or(text::demo_company(), |profile| &profile.name);
        let name = text::history_file_name(company, day(self.now));
        let request = self.new_request();
        self.history_view.exporting = Some(request);
        vec![Command::Export { request, name, text }]
    }

    pub(super) fn exported(&mut self, request: RequestId, result: Result<Option<String>, Problem>) -> Vec<Command> {
        if self.history_view.exporting.take_if(|asked| *asked == request).is_none() {
            return Vec::new();
        }
        match result {
            Ok(Some(file)) => self.say(Tone::Good, text::exported(&file)),
            Ok(None) | Err(Problem::Cancelled) => {}
            Err(problem) => return self.complain(&problem),
        }
        Vec::new()
    }

    fn copy_requests(&self) -> Vec<Command> {
        let Some(requests) = self.history_view.requests.latest() else {
            return Vec::new();
        };
        let text = text::requests_as_text(requests, &self.history_view.open_requests);
        vec![Command::Copy { what: Copied::Requests, text: Secret::new(text) }]
    }

    /// The time that the picture of a webhook shows.
    pub fn last_days(&self) -> (Timestamp, Timestamp) {
        let to = self.list.latest().map_or(self.now, |listing| listing.read_at.max(self.now));
        (to.checked_sub(jiff::SignedDuration::from_hours(30 * 24)).unwrap_or(Timestamp::MIN), to)
    }

    /// What was seen last of a webhook, in the last 30 days.
    pub fn last_sighting(&self, id: &WebhookId) -> Option<&Sighting> {
        self.past.sightings.iter().rev().find(|seen| seen.webhook == *id)
    }

    /// What a look of this run showed to have changed at Aircall, until it changes again.
    pub fn news_of(&self, id: &WebhookId) -> Option<&Sighting> {
        self.last_sighting(id).filter(|seen| {
            let at = |at: &Timestamp| at.as_millisecond(); // what the history keeps
            self.view.changed.get(id).map(at) == Some(at(&seen.until))
        })
    }

    /// What a read of the list showed beside the list.
    pub(super) fn looked(&mut self, target: &Target, look: Look) {
        if self.open.as_ref() != Some(target) {
            return;
        }
        self.past = look.past;
        for seen in &look.news {
            self.view.changed.insert(seen.webhook.clone(), seen.until);
        }
        self.arrange(); // since when one is off, and whether it falls again, is known now
        let first = !std::mem::replace(&mut self.has_looked, true);
        if let Some(problem) = look.trouble {
            self.say(Tone::Bad, text::problem(&problem));
        } else if let (true, Some(before), false) = (first, look.before, look.news.is_empty()) {
            let words = text::since_last_look(&look.news, before, self.now, self.times());
            self.say_with(Tone::Neutral, words, (text::show_history().to_owned(), Action::Go(Place::History)));
        }
    }
}
