//! The table of contents: which message changes what. The work is done by methods in the other files of this room.

use super::command::{Command, Copied, Event};
use super::message::{Action, Msg};
use super::model::{Leaving, Model};
use super::notice::{Notice, Tone};
use super::past::day;
use super::text;

impl Model {
    /// Takes a message in and returns what the worker shall do about it.
    pub fn update(&mut self, msg: Msg) -> Vec<Command> {
        if let Msg::Event(event) = &msg {
            self.waits.end(event);
        }
        let mut commands = self.take_in(msg);
        commands.extend(self.remember_now());
        for command in &commands {
            self.waits.begin(command, self.now);
        }
        commands
    }

    fn take_in(&mut self, msg: Msg) -> Vec<Command> {
        match msg {
            Msg::Action(action) => self.take(action),
            Msg::Event(event) => self.take_event(event),
            Msg::Now(now) => {
                let next_day = day(self.now) != day(now);
                self.now = now;
                self.drafts.forget_old_key(now);
                self.waits.clock_is(now);
                if next_day {
                    self.word_audit(); // what was accepted until yesterday is back
                }
                if let Some(notice) = &mut self.notice {
                    notice.since = notice.since.min(now); // a clock that was set back
                }
                if self.notice.as_ref().and_then(Notice::until).is_some_and(|until| until <= now) {
                    self.notice = None;
                }
                Vec::new()
            }
        }
    }

    #[expect(clippy::too_many_lines, reason = "a table of contents")]
    pub(super) fn act(&mut self, action: Action) -> Vec<Command> {
        match action {
            Action::Go(place) => self.go(place),
            Action::ExploreDemo | Action::OpenProfile(_) | Action::ReopenProfile => self.act_on_opening(action),
            Action::CancelWaiting => self.cancel_waiting(),
            Action::ConnectAnother
            | Action::ReplaceCredential(_)
            | Action::SetCredentialKind(_)
            | Action::CredentialEdited
            | Action::Paste(_)
            | Action::ToggleTokenReveal
            | Action::SplitPastedPair
            | Action::TestAndSave
            | Action::KeepForSession
            | Action::RetryKeeping => self.act_on_connect(action),
            Action::AskRemoveProfile(_)
            | Action::RemoveProfile(_)
            | Action::AskRenameProfile(_)
            | Action::RenameProfile
            | Action::TestProfile(_)
            | Action::SetTheme(_)
            | Action::SetProxy(_) => self.act_on_settings(action),
            Action::Refresh
            | Action::Search
            | Action::SetFilter(_)
            | Action::SortBy(_)
            | Action::Select(_)
            | Action::ToggleSelected(_)
            | Action::ExtendSelection(_)
            | Action::SelectAll
            | Action::MoveSelection { .. }
            | Action::CloseDetails
            | Action::ToggleUrlReveal(_)
            | Action::ToggleWebhookTokenReveal(_)
            | Action::CopyUrl(_)
            | Action::CopyId(_)
            | Action::CopyToken(_) => self.act_on_list(action),
            Action::DraftEdited
            | Action::TickEvent(..)
            | Action::TickGroup(..)
            | Action::AskAllEvents
            | Action::TickAllEvents
            | Action::UntickAllEvents
            | Action::UsePreset(_)
            | Action::UseHttps
            | Action::AskCustomEvent
            | Action::AddCustomEvent
            | Action::ToggleVersion1
            | Action::CreateWebhook
            | Action::LookForCreated
            | Action::OpenExisting(_)
            | Action::EditWebhook(_)
            | Action::ReadForEdit
            | Action::ReviewEdit
            | Action::Duplicate(_)
            | Action::DiscardDraft => self.act_on_form(action),
            Action::AskReenable(_)
            | Action::AskReenableSelected
            | Action::AskReenableAll
            | Action::AskDeactivate(_)
            | Action::AskDelete(_)
            | Action::AskEvents(_)
            | Action::ChooseEvent(..)
            | Action::ReviewEvents
            | Action::AskMoveEvents
            | Action::ReviewMove
            | Action::ToggleReviewed(_)
            | Action::StartReview
            | Action::CancelReview
            | Action::RetryFailed
            | Action::TryOtherWay
            | Action::ReviewAgain
            | Action::ChooseSide(..)
            | Action::SendResolved
            | Action::TakeBackReviewed(_) => self.act_on_review(action),
            Action::SetHistoryTab(_)
            | Action::HistoryEdited
            | Action::ToggleEntry(_)
            | Action::ToggleRequest(_)
            | Action::RefreshHistory
            | Action::ExportHistory
            | Action::RetryBatch(_)
            | Action::CopyRequests
            | Action::TakeBack(_)
            | Action::GoOnLeftOver
            | Action::DropLeftOver => self.act_on_history(action),
            Action::SetWatch(_)
            | Action::AllowWatch(..)
            | Action::SetStartWithSystem(_)
            | Action::SetStayWhenClosed(_) => self.act_on_watch(action),
            Action::Audit(_)
            | Action::Delivery(_)
            | Action::Palette(_)
            | Action::Scripts(_)
            | Action::Tour(_)
            | Action::Help(_)
            | Action::Settings(_)
            | Action::Rows(_)
            | Action::Safe(_) => self.act_on_part(action),
            Action::SetReadOnly(..)
            | Action::CloseDialog
            | Action::Quit
            | Action::QuitAfterThis
            | Action::StayOpen
            | Action::CloseNotice
            | Action::SetDemoMode(_) => self.act_on_window(action),
        }
    }

    /// What has a list of actions of its own.
    fn act_on_part(&mut self, action: Action) -> Vec<Command> {
        match action {
            Action::Audit(action) => self.act_on_audit(action),
            Action::Delivery(action) => self.act_on_delivery(action),
            Action::Palette(action) => self.act_on_palette(action),
            Action::Scripts(action) => self.act_on_scripts(action),
            Action::Tour(action) => self.act_on_tour(action),
            Action::Help(action) => self.act_on_help(action),
            Action::Settings(action) => self.act_on_settings_page(action),
            Action::Rows(action) => self.act_on_rows(action),
            Action::Safe(action) => self.act_on_safety(action),
            _ => Vec::new(),
        }
    }

    fn act_on_window(&mut self, action: Action) -> Vec<Command> {
        match action {
            Action::SetReadOnly(id, read_only) => return self.set_read_only(&id, read_only),
            Action::CloseDialog => return self.close_dialog(),
            Action::Quit => self.quit = !self.asks_about_changes() && !self.asks_about_unsaved(&Action::Quit),
            Action::QuitAfterThis => return self.quit_after_this(),
            Action::StayOpen => self.leaving = Leaving::Not,
            Action::CloseNotice => self.notice = None,
            Action::SetDemoMode(mode) => {
                self.demo_mode = mode;
                return vec![Command::SetDemoMode(mode)];
            }
            _ => {}
        }
        Vec::new()
    }

    fn act_on_list(&mut self, action: Action) -> Vec<Command> {
        match action {
            Action::Refresh => return self.refresh(),
            Action::Search => self.arrange(),
            Action::SetFilter(filter) => self.set_filter(filter),
            Action::SortBy(column) => self.sort_by(column),
            Action::Select(id) => self.select(&id),
            Action::ToggleSelected(id) => self.toggle_selected(&id),
            Action::ExtendSelection(id) => self.extend_selection(&id),
            Action::SelectAll => self.select_all(),
            Action::MoveSelection { by, extend } => self.move_selection(by, extend),
            Action::CloseDetails => self.close_details(),
            Action::ToggleUrlReveal(id) => toggle(&mut self.view.shown_urls, id),
            Action::ToggleWebhookTokenReveal(id) => toggle(&mut self.view.shown_tokens, id),
            Action::CopyUrl(id) => return self.copy_from(&id, Copied::Url),
            Action::CopyId(id) => return self.copy_from(&id, Copied::Id),
            Action::CopyToken(id) => return self.copy_from(&id, Copied::Token),
            _ => {}
        }
        Vec::new()
    }

    fn act_on_review(&mut self, action: Action) -> Vec<Command> {
        match action {
            Action::AskReenable(ids) => self.ask_reenable(&ids),
            Action::AskReenableSelected => self.ask_reenable(&self.selected_inactive()),
            Action::AskReenableAll => self.ask_reenable_all(),
            Action::AskDeactivate(ids) => self.ask_deactivate(&ids),
            Action::AskDelete(ids) => self.ask_delete(&ids),
            Action::AskEvents(ids) => self.ask_events(ids),
            Action::ChooseEvent(name, choice) => self.choose_event(name, choice),
            Action::ReviewEvents => return self.review_events(),
            Action::AskMoveEvents => self.ask_move_events(),
            Action::ReviewMove => return self.review_move(),
            Action::ReviewAgain => self.review_again(),
            Action::ChooseSide(field, side) => self.choose_side(field, side),
            Action::SendResolved => return self.send_resolved(),
            Action::TakeBackReviewed(only) => self.take_back_reviewed(only.as_ref()),
            Action::ToggleReviewed(id) => self.toggle_reviewed(&id),
            Action::StartReview => return self.start_review(),
            Action::CancelReview => return self.cancel_review(),
            Action::RetryFailed => return self.retry_failed(),
            Action::TryOtherWay => return self.try_other_way(),
            _ => {}
        }
        Vec::new()
    }

    pub(super) fn hear(&mut self, event: Event) -> Vec<Command> {
        match event {
            Event::SettingsLoaded { settings, trouble } => self.settings_loaded(settings, trouble),
            Event::SettingsSaved(Ok(())) | Event::Done(Ok(())) => Vec::new(),
            Event::SettingsSaved(Err(problem))
            | Event::Done(Err(problem))
            | Event::Copied { result: Err(problem), .. } => self.complain(&problem),
            Event::Opened { request, result } => self.opened(request, result),
            Event::Tested { request, result } => self.tested(request, result),
            Event::Kept { request, result } => self.kept(request, result),
            Event::Forgotten { request, result } => self.forgotten(request, result),
            Event::ReadProgress { request, read, total } => {
                self.read_progress(request, read, total);
                Vec::new()
            }
            Event::WebhooksRead { request, result } => self.webhooks_read(request, result),
            Event::CreateBegins { request, record, known } => {
                self.create_begins(request, record, known);
                Vec::new()
            }
            Event::Created { request, result } => self.created(request, result),
            Event::ChangeProgress { request, id, report, seconds_left } => {
                self.change_progress(request, &id, *report, seconds_left);
                Vec::new()
            }
            Event::ChangeDone { request, cancelled } => self.change_done(request, cancelled),
            Event::OneRead { request, result } => self.one_read(request, result),
            Event::Exported { request, result } => self.exported(request, result),
            Event::Watched { request, target, result } => self.watched(request, &target, &result),
            Event::Looked { .. } | Event::HistoryRead { .. } | Event::SentRead { .. } | Event::LeftOver { .. } => {
                self.remember(event);
                Vec::new()
            }
            Event::Audit(event) => self.hear_audit(event),
            Event::Delivered { request, result } => self.delivered(request, result),
            Event::KeyringSlow { request } => {
                self.keyring_slow(request);
                Vec::new()
            }
            Event::Waiting { target, wait } => {
                if target.is_none() || target == self.open {
                    self.wait = wait;
                }
                Vec::new()
            }
            Event::Copied { what, result: Ok(()) } => {
                self.say(Tone::Neutral, text::copied(what));
                Vec::new()
            }
            Event::Pasted { into, result } => self.pasted(into, result),
            Event::SecondStart { caller, asked } => self.second_start(caller, asked),
        }
    }

    /// What the worker tells of the past.
    fn remember(&mut self, event: Event) {
        match event {
            Event::Looked { target, look } => self.looked(&target, look),
            Event::HistoryRead { request, result } => self.history_read(request, result),
            Event::SentRead { request, result } => self.sent_read(request, result),
            Event::LeftOver { target, looked_up, planned } => self.left_over(&target, looked_up, planned),
            _ => {}
        }
    }

    /// Stops the changes after the one under way; the window closes when that has ended.
    fn quit_after_this(&mut self) -> Vec<Command> {
        let commands = self.suspend_review();
        let running = self.review_mut().is_some_and(|review| review.is_running());
        self.leaving = if running { Leaving::AfterChange } else { Leaving::Not };
        self.quit = !running;
        commands
    }

    pub(super) fn complain(&mut self, problem: &super::Problem) -> Vec<Command> {
        let words = text::problem(problem);
        match super::hints::way_on(problem) {
            Some(offer) => self.say_with(Tone::Bad, words, offer),
            None => self.say(Tone::Bad, words),
        }
        Vec::new()
    }
}

pub(super) fn toggle<T: Ord>(set: &mut std::collections::BTreeSet<T>, item: T) {
    if !set.remove(&item) {
        set.insert(item);
    }
}
