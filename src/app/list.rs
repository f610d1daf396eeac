//! The list as it is looked at: searched, filtered, sorted, selected. Worked out when something changes, not while drawing.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::command::{Command, Copied};
use super::message::RequestId;
use super::model::Model;
use super::problem::Problem;
use crate::domain::audit::{self, Finding, Severity};
pub use crate::domain::{Column, Filter, Sort};
use crate::domain::{ListLook, Listing, Secret, Webhook, WebhookId};

#[derive(Clone, Debug, Default)]
pub struct ListView {
    pub search: String,
    pub filter: Filter,
    pub sort: Sort,
    /// What is on screen, in order.
    pub rows: Vec<WebhookId>,
    /// How many there are for each filter, in the order of [`Filter::EVERY`].
    pub counts: [usize; 4],
    pub selected: BTreeSet<WebhookId>,
    /// The one whose details are shown.
    pub current: Option<WebhookId>,
    /// Its details are shown also where they take the list's place.
    pub opened: bool,
    anchor: Option<WebhookId>,
    /// Where the keyboard is among the rows.
    pub(super) cursor: Option<WebhookId>,
    /// What the list itself and its past tell of each webhook, the gravest first.
    pub findings: BTreeMap<WebhookId, Vec<Finding>>,
    /// When a read showed another content than the read before.
    pub changed: BTreeMap<WebhookId, Timestamp>,
    pub shown_urls: BTreeSet<WebhookId>,
    pub shown_tokens: BTreeSet<WebhookId>,
}

impl ListView {
    /// An empty one, filtered and sorted as the user left it.
    pub(super) fn of(look: &ListLook) -> Self {
        Self { filter: look.filter, sort: look.sort, ..Self::default() }
    }

    pub fn position(&self, id: &WebhookId) -> Option<usize> {
        self.rows.iter().position(|row| row == id)
    }

    fn passes(&self, hook: &Webhook, filter: Filter) -> bool {
        match filter {
            Filter::All => true,
            Filter::Active => hook.status.is_active(),
            Filter::Deactivated => !hook.status.is_active(),
            Filter::WithProblems => self.has_problem(&hook.id),
        }
    }

    /// Advice alone is no problem.
    fn has_problem(&self, id: &WebhookId) -> bool {
        self.findings.get(id).into_iter().flatten().any(|finding| finding.severity != Severity::Advice)
    }

    fn matches(&self, hook: &Webhook) -> bool {
        let hay = haystack(hook);
        self.search.to_lowercase().split_whitespace().all(|word| hay.contains(word))
    }

    fn compare(&self, one: &Webhook, two: &Webhook) -> Ordering {
        let order = match self.sort.column {
            Column::Status => one.status.cmp(&two.status),
            Column::Name => Ordering::Equal,
            Column::Endpoint => one.url.masked().cmp(&two.url.masked()),
            Column::Events => one.events.len().cmp(&two.events.len()),
            Column::Created => one.created.cmp(&two.created),
            Column::Changed => self.changed.get(&one.id).cmp(&self.changed.get(&two.id)),
        };
        let by_name = || one.label().to_lowercase().cmp(&two.label().to_lowercase()).then(one.id.cmp(&two.id));
        let order = if self.sort.descending { order.reverse() } else { order };
        match self.sort.column {
            Column::Name if self.sort.descending => by_name().reverse(),
            _ => order.then_with(by_name),
        }
    }

    fn arrange(&mut self, hooks: &[Webhook]) {
        self.counts = Filter::EVERY.map(|filter| hooks.iter().filter(|hook| self.passes(hook, filter)).count());
        let mut shown: Vec<&Webhook> =
            hooks.iter().filter(|hook| self.passes(hook, self.filter) && self.matches(hook)).collect();
        shown.sort_by(|one, two| self.compare(one, two));
        self.rows = shown.into_iter().map(|hook| hook.id.clone()).collect();
        let exists = |id: &WebhookId| hooks.iter().any(|hook| hook.id == *id);
        // What can't be seen isn't selected: "re-enable the selected" must mean what is on screen.
        let rows: BTreeSet<&WebhookId> = self.rows.iter().collect();
        self.selected.retain(|id| rows.contains(id));
        self.current = self.current.take().filter(exists);
        self.anchor = self.anchor.take().filter(exists);
        self.cursor = self.cursor.take().filter(exists);
    }

    pub(super) fn select_only(&mut self, id: &WebhookId) {
        self.selected = self.position(id).map(|_| id.clone()).into_iter().collect();
        self.show(id);
        self.anchor = Some(id.clone());
    }

    pub(super) fn show(&mut self, id: &WebhookId) {
        if self.current.as_ref() != Some(id) {
            self.hide_secrets();
        }
        self.current = Some(id.clone());
        self.cursor = Some(id.clone());
    }

    /// The focus is there now. The next selection that is extended begins there, if nothing is selected yet.
    pub(super) fn reach(&mut self, id: WebhookId) {
        if self.selected.is_empty() {
            self.anchor = Some(id.clone());
        }
        self.cursor = Some(id);
    }

    pub(super) fn hide_secrets(&mut self) {
        self.shown_urls.clear();
        self.shown_tokens.clear();
    }

    pub(super) fn extend_to(&mut self, id: &WebhookId) {
        let anchor = self.anchor.clone().unwrap_or_else(|| id.clone());
        let (Some(from), Some(to)) = (self.position(&anchor), self.position(id)) else {
            return self.select_only(id);
        };
        let (low, high) = (from.min(to), from.max(to));
        self.selected = self.rows.get(low..=high).unwrap_or_default().iter().cloned().collect();
        self.show(id);
        self.anchor = Some(anchor);
    }
}

/// What a search looks through: name, URL without its secrets, id, event names.
fn haystack(hook: &Webhook) -> String {
    let mut hay = format!("{} {} {} ", hook.label(), hook.url.masked(), hook.id);
    for event in hook.events.iter() {
        hay.push_str(event.as_str());
        hay.push(' ');
    }
    hay.to_lowercase()
}

impl Model {
    /// Reads the list anew. A read that is under way is left to end.
    pub(super) fn refresh(&mut self) -> Vec<Command> {
        let Some(target) = self.open.clone().filter(|_| self.access.is_open()) else {
            return Vec::new();
        };
        if self.list.is_loading() {
            return Vec::new();
        }
        let request = self.new_request();
        self.list.start();
        self.reading = Some((request, None));
        vec![Command::ReadWebhooks { request, target }]
    }

    /// Reads the list after a change: a read from before it may not show it, and is dropped.
    pub(super) fn read_anew(&mut self) -> Vec<Command> {
        let mut commands = self.stop_reading();
        commands.extend(self.refresh());
        commands
    }

    /// Gives the read under way up, if there is one: the list is what it was before.
    pub(super) fn stop_reading(&mut self) -> Vec<Command> {
        let Some((request, _)) = self.reading.take() else {
            return Vec::new();
        };
        self.list.give_up();
        self.wait = None;
        vec![Command::Cancel { request }]
    }

    pub(super) fn read_progress(&mut self, request: RequestId, read: usize, total: Option<usize>) {
        if let Some((current, progress)) = &mut self.reading
            && *current == request
        {
            *progress = Some((read, total));
        }
    }

    pub(super) fn webhooks_read(&mut self, request: RequestId, result: Result<Listing, Problem>) -> Vec<Command> {
        if self.reading.as_ref().is_none_or(|(current, _)| *current != request) {
            return Vec::new(); // overtaken by a newer one, or by another company
        }
        self.reading = None;
        self.wait = None;
        match result {
            Err(Problem::Cancelled) => self.list.give_up(),
            Err(problem) => self.list.finish(Err(problem)),
            Ok(mut listing) => {
                self.fill_in_names(&mut listing);
                self.note_changes(&listing);
                self.list.finish(Ok(listing));
            }
        }
        self.arrange();
        Vec::new()
    }

    /// Live answers leave names out: those that this app gave are filled in.
    fn fill_in_names(&self, listing: &mut Listing) {
        let names = self.known_names();
        for hook in &mut listing.webhooks {
            if hook.name.is_none() {
                hook.name = names.get(&hook.id).cloned();
            }
        }
    }

    pub(super) fn note_changes(&mut self, fresh: &Listing) {
        let Some(old) = self.list.latest() else {
            return;
        };
        let mut changed = Vec::new();
        for hook in &fresh.webhooks {
            if old.find(&hook.id) != Some(hook) {
                // A watch may have seen it first.
                let seen = self.last_sighting(&hook.id).map(|seen| seen.until).filter(|until| *until > old.read_at);
                changed.push((hook.id.clone(), seen.unwrap_or(fresh.read_at)));
            }
        }
        self.view.changed.extend(changed);
    }

    /// Shows a webhook as a change left it, until the list is read again.
    pub(super) fn show_changed(&mut self, mut left: Webhook) {
        let now = self.now;
        let named = self.known_names().get(&left.id).cloned();
        if let Some(listing) = self.list.latest_mut()
            && let Some(hook) = listing.webhooks.iter_mut().find(|hook| hook.id == left.id)
        {
            left.name = left.name.or(named).or_else(|| hook.name.clone());
            left.token = left.token.or_else(|| hook.token.clone());
            left.created = left.created.or(hook.created);
            if *hook != left {
                self.view.changed.insert(left.id.clone(), now);
            }
            *hook = left;
        }
        self.arrange();
    }

    pub(super) fn show_deleted(&mut self, id: &WebhookId) {
        if let Some(listing) = self.list.latest_mut() {
            let before = listing.webhooks.len();
            listing.webhooks.retain(|hook| hook.id != *id);
            let gone = before - listing.webhooks.len();
            listing.total = listing.total.map(|total| total.saturating_sub(gone));
        }
        self.arrange();
    }

    /// Works out what is on screen. After every change of the list, the search, the filter or the order.
    pub(super) fn arrange(&mut self) {
        let listing = self.list.latest();
        let findings = listing.map(|listing| audit::of_list(listing, Some(&self.past)));
        self.view.findings = audit::by_webhook(&findings.unwrap_or_default());
        self.view.arrange(listing.map_or(&[][..], |listing| &listing.webhooks));
        self.note_changed_since();
    }

    pub(super) fn set_filter(&mut self, filter: Filter) {
        self.view.filter = filter;
        self.remember_list();
        self.arrange();
    }

    pub(super) fn sort_by(&mut self, column: Column) {
        let sort = &mut self.view.sort;
        sort.descending = if sort.column == column { !sort.descending } else { false };
        sort.column = column;
        self.remember_list();
        self.arrange();
    }

    pub(super) fn select(&mut self, id: &WebhookId) {
        self.view.select_only(id);
        self.view.opened = true;
    }

    pub(super) fn toggle_selected(&mut self, id: &WebhookId) {
        if self.view.position(id).is_none() {
            return; // what can't be seen isn't selected
        }
        if !self.view.selected.remove(id) {
            self.view.selected.insert(id.clone());
            self.view.show(id);
        }
        self.view.anchor = Some(id.clone());
        self.view.cursor = Some(id.clone());
    }

    pub(super) fn extend_selection(&mut self, id: &WebhookId) {
        self.view.extend_to(id);
    }

    pub(super) fn select_all(&mut self) {
        self.view.selected = self.view.rows.iter().cloned().collect();
    }

    pub(super) fn close_details(&mut self) {
        self.view.current = None;
        self.view.opened = false;
        self.view.selected.clear();
        self.view.hide_secrets();
    }

    /// The selected webhooks, in the order on screen.
    pub fn selected(&self) -> Vec<WebhookId> {
        self.view.rows.iter().filter(|id| self.view.selected.contains(*id)).cloned().collect()
    }

    /// The selected webhooks that are active, in the order on screen.
    pub fn selected_active(&self) -> Vec<WebhookId> {
        let Some(listing) = self.list.latest() else {
            return Vec::new();
        };
        let on = |id: &WebhookId| listing.find(id).is_some_and(|hook| hook.status.is_active());
        self.selected().into_iter().filter(on).collect()
    }

    /// The selected webhooks that are deactivated, in the order on screen.
    pub fn selected_inactive(&self) -> Vec<WebhookId> {
        let Some(listing) = self.list.latest() else {
            return Vec::new();
        };
        let off = |id: &&WebhookId| listing.find(id).is_some_and(|hook| !hook.status.is_active());
        self.view.rows.iter().filter(|id| self.view.selected.contains(*id)).filter(off).cloned().collect()
    }

    pub(super) fn copy_from(&self, id: &WebhookId, what: Copied) -> Vec<Command> {
        let Some(hook) = self.list.latest().and_then(|listing| listing.find(id)) else {
            return Vec::new();
        };
        let text = match what {
            Copied::Url => Some(Secret::new(hook.url.expose())),
            Copied::Id => Some(Secret::new(hook.id.as_str())),
            Copied::Token => hook.token.clone(),
            _ => None, // is no part of a webhook
        };
        text.map(|text| Command::Copy { what, text }).into_iter().collect()
    }
}
