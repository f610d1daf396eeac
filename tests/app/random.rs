//! Whatever the user does and the worker answers, in any order.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::hand::*;

#[derive(Clone, Debug)]
enum Step {
    Act(Action),
    Type(&'static str, &'static str),
    /// Answer the command that has waited longest or shortest, well or with this problem.
    Answer {
        oldest: bool,
        problem: Option<Problem>,
    },
    Later(i64),
}

fn place() -> impl Strategy<Value = Place> {
    prop::sample::select(vec![Place::Welcome, Place::Connect, Place::Webhooks, Place::NewWebhook, Place::Settings])
}

fn webhook() -> impl Strategy<Value = WebhookId> {
    prop::sample::select(vec!["alpha", "beta", "gamma", "delta", "w-1", "gone"]).prop_map(id)
}

fn company_id() -> impl Strategy<Value = ProfileId> {
    prop::sample::select(vec!["acme", "bolt", "gone"]).prop_map(ProfileId::new)
}

fn simple() -> impl Strategy<Value = Action> {
    prop::sample::select(vec![
        Action::ExploreDemo,
        Action::ReopenProfile,
        Action::CancelWaiting,
        Action::ConnectAnother,
        Action::SplitPastedPair,
        Action::Paste(Pasting::Token),
        Action::TestAndSave,
        Action::KeepForSession,
        Action::RetryKeeping,
        Action::RenameProfile,
        Action::SetProxy(ProxyChoice::None),
        Action::SetProxy(ProxyChoice::System),
        Action::Refresh,
        Action::SelectAll,
        Action::Tour(TourAction::Start),
        Action::Tour(TourAction::Next),
        Action::Tour(TourAction::Back),
        Action::Tour(TourAction::End),
        Action::CloseDetails,
        Action::SortBy(Column::Changed),
        Action::SetFilter(Filter::Deactivated),
        Action::AskAllEvents,
        Action::TickAllEvents,
        Action::AskCustomEvent,
        Action::AddCustomEvent,
        Action::LookForCreated,
        Action::DiscardDraft,
        Action::AskReenableSelected,
        Action::AskReenableAll,
        Action::StartReview,
        Action::CancelReview,
        Action::RetryFailed,
        Action::TryOtherWay,
        Action::ReviewAgain,
        Action::SendResolved,
        Action::ChooseSide(Field::Events, Side::Both),
        Action::TakeBackReviewed(None),
        Action::TakeBack(ChangeId(1)),
        Action::TakeBack(ChangeId(3)),
        Action::ReviewEdit,
        Action::ReadForEdit,
        Action::AskMoveEvents,
        Action::ReviewMove,
        Action::ChooseEvent(EventName::new("call.ended"), Choice::Remove),
        Action::ReviewEvents,
        Action::Go(Place::History),
        Action::SetHistoryTab(HistoryTab::Requests),
        Action::ExportHistory,
        Action::RetryBatch(BatchId(1)),
        Action::GoOnLeftOver,
        Action::DropLeftOver,
        Action::SetWatch(WatchChoice { on: true, ..WatchChoice::default() }),
        Action::SetWatch(WatchChoice::default()),
        Action::QuitAfterThis,
        Action::StayOpen,
        Action::CloseDialog,
        Action::Quit,
        Action::CloseNotice,
        Action::SetDemoMode(DemoMode::Slow),
    ])
}

fn action() -> impl Strategy<Value = Action> {
    prop_oneof![
        8 => simple(),
        3 => place().prop_map(Action::Go),
        4 => Just(Action::CreateWebhook),
        1 => company_id().prop_map(Action::OpenProfile),
        1 => company_id().prop_map(Action::ReplaceCredential),
        1 => company_id().prop_map(Action::AskRemoveProfile),
        1 => company_id().prop_map(Action::RemoveProfile),
        1 => company_id().prop_map(Action::TestProfile),
        1 => webhook().prop_map(Action::Select),
        1 => webhook().prop_map(Action::ToggleSelected),
        1 => webhook().prop_map(Action::ExtendSelection),
        1 => webhook().prop_map(Action::OpenExisting),
        1 => webhook().prop_map(Action::ToggleReviewed),
        1 => webhook().prop_map(|id| Action::AskDeactivate(vec![id])),
        2 => webhook().prop_map(Action::EditWebhook),
        1 => webhook().prop_map(Action::Duplicate),
        1 => webhook().prop_map(|id| Action::AskDelete(vec![id])),
        1 => webhook().prop_map(|id| Action::AskEvents(vec![id])),
        1 => webhook().prop_map(|id| Action::AllowWatch(id, true)),
        1 => (company_id(), any::<bool>()).prop_map(|(id, on)| Action::SetReadOnly(id, on)),
        1 => webhook().prop_map(Action::CopyToken),
        1 => (any::<isize>(), any::<bool>()).prop_map(|(by, extend)| Action::MoveSelection { by, extend }),
        1 => prop::sample::select(Group::ALL.to_vec()).prop_map(|group| Action::TickGroup(group, true)),
    ]
}

/// One change of each kind, two of them in a batch.
fn records() -> History {
    let (before, after) = (Kept::of(&hook("Alpha", true)), Kept::of(&hook("Alpha", false)));
    let record = |number: i64, kind, fate| ChangeRecord {
        id: ChangeId(number),
        batch: Some(BatchId(1)),
        at: at(number),
        webhook: Some(id("alpha")),
        label: "Alpha".into(),
        kind,
        origin: Origin::Window,
        undoes: None,
        before: Some(before.clone()),
        after: Some(after.clone()),
        url_changed: number == 1,
        fate,
        said: None,
        finished: None,
    };
    let changes = vec![
        record(1, ChangeKind::Edit, Fate::Done),
        record(2, ChangeKind::Create, Fate::Done),
        record(3, ChangeKind::Delete, Fate::FoundDone),
        record(4, ChangeKind::Deactivate, Fate::Dropped),
    ];
    History { changes, sightings: Vec::new() }
}

fn problem() -> impl Strategy<Value = Problem> {
    prop::sample::select(vec![
        Problem::Offline,
        Problem::Cancelled,
        Problem::Internal,
        Problem::CreateUnclear,
        Problem::WrongKey,
        Problem::KeyringLocked,
    ])
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => action().prop_map(Step::Act),
        1 => prop::sample::select(vec![("id:tok", "https://crm.example"), ("", " http://é"), ("id", "https://u:p@10.0.0.1")])
            .prop_map(|(one, two)| Step::Type(one, two)),
        4 => (any::<bool>(), prop::option::weighted(0.3, problem()))
            .prop_map(|(oldest, problem)| Step::Answer { oldest, problem }),
        1 => (0..100_000_i64).prop_map(Step::Later),
    ]
}

/// What the worker could answer.
fn answers(command: &Command, problem: Option<Problem>) -> Vec<Event> {
    if let Some(problem) = problem {
        return vec![command.failed(problem)];
    }
    vec![match command.clone() {
        Command::OpenDemo { request } | Command::OpenProfile { request, .. } => {
            Event::Opened { request, result: Ok(()) }
        }
        Command::Tour(order) => Event::Opened { request: order.request(), result: Ok(()) },
        Command::Test { request, .. } | Command::TestProfile { request, .. } => {
            Event::Tested { request, result: Ok(company("Orbit")) }
        }
        Command::Keep { request, .. } => Event::Kept { request, result: Ok(()) },
        Command::Forget { request, .. } => Event::Forgotten { request, result: Ok(()) },
        Command::ReadWebhooks { request, .. } => Event::WebhooksRead { request, result: Ok(listing(&four())) },
        Command::Create { request, .. } | Command::LookForCreated { request, .. } => {
            let webhook = Webhook { id: id("w-1"), ..hook("crm", true) };
            Event::Created { request, result: Ok(Creation { webhook, answer_lost: false, record: Some(ChangeId(2)) }) }
        }
        Command::Change { request, jobs, .. } => {
            let outcomes = [
                Outcome::Done,
                Outcome::Conflict,
                Outcome::RefusedOldNames,
                Outcome::Gone,
                Outcome::EventsDiffer { before: 2, after: 67 },
            ];
            let told = jobs.into_iter().zip(outcomes.into_iter().cycle());
            let progress = |(job, outcome): (Job, Outcome)| {
                let left = match &job.what {
                    What::Edit(edit) => Some(edit.applied_to(&job.seen)),
                    What::Delete => None,
                };
                let report = Box::new(Report { outcome, found: Some(job.seen), left, record: Some(ChangeId(1)) });
                Event::ChangeProgress { request, id: job.id, report, seconds_left: Some(3) }
            };
            let mut events: Vec<Event> = told.map(progress).collect();
            events.push(Event::ChangeDone { request, cancelled: false });
            return events;
        }
        Command::Copy { what, .. } => Event::Copied { what, result: Ok(()) },
        Command::Paste(into) => Event::Pasted { into, result: Ok(Secret::new(" a:b\n")) },
        Command::SaveSettings(_) => Event::SettingsSaved(Ok(())),
        Command::ReadOne { request, id, .. } => {
            let found = four().into_iter().find(|hook| hook.id == id);
            Event::OneRead { request, result: found.ok_or(Problem::NotFound) }
        }
        Command::ReadHistory { request, .. } => Event::HistoryRead { request, result: Ok(records()) },
        Command::ReadSent { request, .. } => Event::SentRead { request, result: Ok(Vec::new()) },
        Command::Export { request, .. } => Event::Exported { request, result: Ok(None) },
        Command::Watch { request, target, .. } => Event::Watched { request, target, result: Ok(WatchLook::default()) },
        Command::LoadSettings
        | Command::Cancel { .. }
        | Command::Suspend { .. }
        | Command::SetDemoMode(_)
        | Command::DropPlanned { .. }
        | Command::Notify { .. }
        | Command::EndWatch { .. }
        | Command::SetBudget(_)
        | Command::OpenFolder(_)
        | Command::Audit(_)
        | Command::Deliver(_)
        | Command::WindowShown { .. }
        | Command::StartWithSystem(_) => Event::Done(Ok(())),
    }]
}

struct Run {
    app: App,
    waiting: Vec<Command>,
    /// Of each company: the create that has no answer yet.
    creating: BTreeMap<Target, RequestId>,
}

impl Run {
    fn take_in(&mut self) {
        for command in std::mem::take(&mut self.app.commands) {
            if let Command::Create { request, target, .. } = &command {
                let before = self.creating.insert(target.clone(), *request);
                assert_eq!(before, None, "a second create before the first was answered");
            }
            if let Command::Change { target: Target::Profile(id), .. }
            | Command::Create { target: Target::Profile(id), .. } = &command
            {
                let profile = self.app.model.settings.profile(id);
                assert!(profile.is_none_or(|profile| !profile.read_only), "a read-only company is changed");
            }
            self.waiting.push(command);
        }
        let view = &self.app.model.view;
        let changes = self.waiting.iter().filter(|command| matches!(command, Command::Change { .. })).count();
        assert!(changes <= 1, "two changes of status at once");
        assert!(changes == 0 || self.app.review().is_running(), "a running change is always shown");
        assert!(view.rows.len() <= self.app.model.list.latest().map_or(0, |listing| listing.webhooks.len()));
        assert!(self.app.model.wakes_in().is_none_or(|wait| wait.as_secs() <= 60));
    }

    fn answer(&mut self, oldest: bool, problem: Option<Problem>) {
        if self.waiting.is_empty() {
            return;
        }
        let command = self.waiting.remove(if oldest { 0 } else { self.waiting.len() - 1 });
        if let Command::Create { request, .. } = &command {
            self.creating.retain(|_, under_way| under_way != request);
        }
        for event in answers(&command, problem) {
            self.app.hear(event);
            self.take_in();
        }
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Act(action) => drop(self.app.act(action)),
            Step::Type(one, two) => {
                self.app.type_key(one, two);
                self.take_in();
                self.app.type_draft(one, two);
            }
            Step::Answer { oldest, problem } => self.answer(oldest, problem),
            Step::Later(second) => drop(self.app.later(second)),
        }
        self.take_in();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_order_of_things_panics_or_sends_a_create_twice(steps in prop::collection::vec(step(), 0..80), open in any::<bool>()) {
        let app = if open { App::filling_in(&four()) } else { App::with(settings(&["Acme", "Bolt"])) };
        let mut run = Run { app, waiting: Vec::new(), creating: BTreeMap::new() };
        run.take_in();
        for step in steps {
            run.step(step);
        }
    }
}
