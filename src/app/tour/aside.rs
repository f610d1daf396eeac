//! The tour's two ends: what was open is set aside as a whole, and comes back as it was.

use std::collections::BTreeMap;
use std::mem::{replace, take};

use super::super::audit::AuditView;
use super::super::command::{Command, History};
use super::super::leftover::LeftOver;
use super::super::list::ListView;
use super::super::message::{Action, DemoMode, Place, Target};
use super::super::model::{Access, Model};
use super::super::notice::Tone;
use super::super::past::HistoryView;
use super::super::remote::Remote;
use super::super::review::ReviewLine;
use super::super::{ConnectForm, CreateForm, text};
use super::{Step, Tour, TourAction, TourCommand};
use crate::domain::{CallbackUrl, ChangeId, ChangeRecord, Hint, Listing, Past, ProxyChoice, WatchChoice, WebhookId};

/// What was there before.
#[derive(Debug)]
pub(super) struct Aside {
    place: Place,
    open: Option<Target>,
    access: Access,
    list: Remote<Listing>,
    view: ListView,
    audit: AuditView,
    history: Remote<History>,
    history_view: HistoryView,
    past: Past,
    left_over: Option<LeftOver>,
    sent: BTreeMap<ChangeId, ChangeRecord>,
    urls: BTreeMap<ChangeId, CallbackUrl>,
    has_looked: bool,
    demo_names: BTreeMap<WebhookId, String>,
    demo_mode: DemoMode,
    demo_watch: WatchChoice,
    recent: Vec<Action>,
    closed_review: Vec<ReviewLine>,
    made_for: Option<MadeFor>,
}

/// What a company's client keeps of the settings: whether it may change anything, and the proxy.
type MadeFor = (bool, ProxyChoice);

impl Model {
    pub(super) fn start_tour(&mut self) -> Vec<Command> {
        if self.dialog.is_some() || !self.can_tour() || self.asks_about_unsaved(&Action::Tour(TourAction::Start)) {
            return Vec::new();
        }
        let mut commands = self.see_hint(Hint::Tour);
        let place = if self.place.is_form() || self.place == Place::Connect { Place::Webhooks } else { self.place };
        commands.extend(self.stop_company());
        let begun = self.new_request();
        let aside = Box::new(self.set_aside(place));
        self.tour = Some(Tour { step: Step::List, hook: None, begun, aside });
        self.open = Some(Target::Demo);
        commands.extend(self.enter(Place::Webhooks));
        self.access = Access::Opening { request: begun, slow: false };
        commands.push(Command::Tour(TourCommand::Begin { request: begun }));
        commands
    }

    /// Stops what is under way for the company that is shown.
    fn stop_company(&mut self) -> Vec<Command> {
        let mut commands = self.stop_reading();
        commands.extend(self.cancel_audit());
        commands.extend(self.cancel_review());
        commands.extend(self.drop_dialog());
        commands.extend(self.stop_watch(&Target::Demo));
        if let Access::Opening { request, .. } = self.access {
            commands.push(Command::Cancel { request });
            self.access = Access::Closed;
        }
        for request in [self.history_view.asked.take(), self.history_view.asked_requests.take()].into_iter().flatten() {
            commands.push(Command::Cancel { request });
        }
        if self.history.is_loading() {
            self.history.give_up();
        }
        if self.history_view.requests.is_loading() {
            self.history_view.requests.give_up();
        }
        self.notice = None;
        self.wait = None;
        commands
    }

    fn set_aside(&mut self, place: Place) -> Aside {
        // A file that is being written is told about all the same.
        let exporting = self.history_view.exporting;
        let audit = AuditView { endpoints: self.audit.endpoints, ..AuditView::default() };
        let made_for = self.made_for();
        Aside {
            made_for,
            place,
            open: self.open.take(),
            access: take(&mut self.access),
            list: replace(&mut self.list, Remote::Unasked),
            view: take(&mut self.view),
            audit: replace(&mut self.audit, audit),
            history: replace(&mut self.history, Remote::Unasked),
            history_view: replace(&mut self.history_view, HistoryView { exporting, ..HistoryView::default() }),
            past: take(&mut self.past),
            left_over: self.left_over.take(),
            sent: take(&mut self.sent),
            urls: take(&mut self.urls),
            has_looked: take(&mut self.has_looked),
            demo_names: take(&mut self.demo_names),
            demo_mode: take(&mut self.demo_mode),
            demo_watch: take(&mut self.demo_watch),
            recent: take(&mut self.recent),
            closed_review: take(&mut self.closed_review),
        }
    }

    fn made_for(&self) -> Option<MadeFor> {
        self.profile().map(|profile| (profile.read_only, self.proxy()))
    }

    pub(super) fn end_tour_and_say(&mut self) -> Vec<Command> {
        if self.tour.is_none() {
            return Vec::new();
        }
        let commands = self.end_tour();
        self.say(Tone::Neutral, text::tour_is_over());
        commands
    }

    /// Puts everything back as it was, as far as the settings still have it.
    pub(in crate::app) fn end_tour(&mut self) -> Vec<Command> {
        let Some(tour) = self.tour.take() else {
            return Vec::new();
        };
        let mut commands = self.stop_company();
        let exporting = self.history_view.exporting;
        let aside = *tour.aside;
        (self.open, self.access) = (aside.open, aside.access);
        (self.list, self.view) = (aside.list, aside.view);
        (self.audit, self.history, self.past) = (aside.audit, aside.history, aside.past);
        self.history_view = HistoryView { exporting, ..aside.history_view };
        (self.left_over, self.has_looked) = (aside.left_over, aside.has_looked);
        (self.sent, self.urls) = (aside.sent, aside.urls);
        (self.demo_names, self.demo_mode, self.demo_watch) = (aside.demo_names, aside.demo_mode, aside.demo_watch);
        (self.recent, self.closed_review) = (aside.recent, aside.closed_review);
        self.drafts.forget_company(); // what was typed in the tour is of its company
        self.form = CreateForm::default();
        self.connect = ConnectForm::default();
        if matches!(self.open, Some(Target::Profile(_))) && self.profile().is_none() {
            commands.extend(self.clear_company()); // it was removed meanwhile
            (self.open, self.access) = (None, Access::Closed);
        }
        self.place = if self.open.is_none() && aside.place != Place::Settings { Place::Welcome } else { aside.place };
        let request = self.new_request();
        commands.push(Command::Tour(TourCommand::End { request, of: tour.begun }));
        match self.open {
            // Nothing is asked of it before it is there again.
            Some(Target::Demo) => self.access = Access::Opening { request, slow: false },
            Some(Target::Profile(_)) if self.access == Access::Closed || self.made_for() != aside.made_for => {
                commands.extend(self.reopen());
            }
            Some(Target::Profile(_)) | None => {}
        }
        commands
    }
}
