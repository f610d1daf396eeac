//! A window without a screen, and a stage that carries out commands on the spot: no network, no keyring, no clock.

pub mod audits;

use std::collections::VecDeque;

use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use hookswitch::app::command::{Creation, History, Job, Report, WatchLook};
use hookswitch::app::model::Start;
use hookswitch::app::{Command, Event, Outcome, Problem, TourCommand, What};
use hookswitch::domain::{
    ApiBase, BatchId, CallbackUrl, ChangeId, ChangeKind, ChangeRecord, Company, CredentialKind, EventName, EventSet,
    Fate, Hint, Kept, Listing, Origin, Profile, ProfileId, Secret, Seen, SentRequest, Settings, Sighting, Status,
    Webhook, WebhookId,
};
use hookswitch::ui::{Hands, Window};
use jiff::Timestamp;

/// Answers like the worker. What is set to `Some` problem fails.
#[derive(Default)]
pub struct Stage {
    pub settings: Settings,
    pub webhooks: Vec<Webhook>,
    pub more_than_listed: usize,
    pub test: Option<Problem>,
    pub keep: Option<Problem>,
    pub open: Option<Problem>,
    pub read: Option<Problem>,
    pub create: Option<Problem>,
    /// By webhook: what becomes of a change, instead of success.
    pub outcomes: Vec<(&'static str, Outcome)>,
    pub history: History,
    pub sent: Vec<SentRequest>,
    pub audits: audits::Audits,
    /// Commands of these kinds get no answer until they are taken off.
    pub hold: bool,
    /// Hints are shown, as to a newcomer.
    pub hints: bool,
    pub aside: Option<(Vec<Webhook>, History)>,
    pub commands: Vec<Command>,
    pub events: VecDeque<Event>,
}

pub fn now() -> Timestamp {
    Timestamp::from_second(1_780_000_000).expect("a time")
}

thread_local! {
    static PASSED: std::cell::Cell<i64> = const { std::cell::Cell::new(0) };
}

/// The window's clock: it stands still until time is let pass.
fn clock() -> Timestamp {
    now() + jiff::SignedDuration::from_millis(PASSED.get())
}

/// As long as it takes until a wait is shown.
pub fn let_time_pass(harness: &mut Shown) {
    PASSED.set(PASSED.get() + 300);
    harness.run();
}

pub fn webhook(id: &str, name: Option<&str>, url: &str, active: bool, events: &[&str]) -> Webhook {
    Webhook {
        id: WebhookId::new(id),
        name: name.map(str::to_owned),
        url: CallbackUrl::received(url),
        status: Status::of(active),
        events: events.iter().map(|name| EventName::new(name)).collect(),
        token: Some(Secret::new(format!("0123456789abcdef0123456789abcdef{id}"))),
        created: Timestamp::from_second(1_750_000_000).ok(),
    }
}

/// Six webhooks in telling states.
pub fn some_webhooks() -> Vec<Webhook> {
    let mut all = webhook("w3", Some("Data lake"), "https://lake.example/in", true, &[]);
    all.events = EventSet::all();
    vec![
        webhook(
            "w1",
            Some("Orders"),
            "https://orders.example/in",
            false,
            &["call.ended", "call.tagged", "fax.received"],
        ),
        webhook("w2", Some("Old bot"), "https://bot.example/in", false, &["sms.sent", "message.sent"]),
        all,
        webhook("w4", None, "https://hooks.example/catch?key=s3cr3t-value", true, &["call.created"]),
        webhook("w5", Some("Réclamations Lyon"), "https://sav.example/in", true, &["call.ended"]),
        webhook("w6", Some("Bridge"), "http://bridge.example/in", true, &["call.hungup"]),
    ]
}

/// One change of two asked for together, and what a look showed.
pub fn some_history() -> History {
    let hook = webhook("w1", Some("Orders"), "https://orders.example/in?key=s3cr3t", true, &["call.ended"]);
    let after = Webhook { status: Status::Inactive, ..hook.clone() };
    let record = |id: i64, label: &str, fate| ChangeRecord {
        id: ChangeId(id),
        batch: Some(BatchId(1)),
        at: now(),
        webhook: Some(hook.id.clone()),
        label: label.to_owned(),
        kind: ChangeKind::Deactivate,
        origin: Origin::Window,
        undoes: None,
        before: Some(Kept::of(&hook)),
        after: Some(Kept::of(&after)),
        url_changed: false,
        fate,
        said: None,
        finished: Some(now()),
    };
    let seen = Sighting {
        webhook: WebhookId::new("w2"),
        label: "Old bot".to_owned(),
        what: Seen::Deactivated,
        after: now().checked_sub(jiff::SignedDuration::from_hours(15)).ok(),
        until: now(),
    };
    History {
        changes: vec![record(2, "Old bot", Fate::Dropped), record(1, "Orders", Fate::Done)],
        sightings: vec![seen],
    }
}

impl Stage {
    pub fn with_webhooks() -> Self {
        Self { webhooks: some_webhooks(), history: some_history(), ..Self::default() }
    }

    /// As someone else changed it meanwhile, where the test says that there is a conflict.
    fn as_found(&self, job: &Job, outcome: &Outcome) -> Option<Webhook> {
        let mut found = self.webhooks.iter().find(|hook| hook.id == job.id).cloned()?;
        if *outcome == Outcome::Conflict {
            found.events.insert(EventName::new("call.assigned"));
            found.status = Status::Active;
        }
        Some(found)
    }

    /// Does it as the worker would, or as the test wants it.
    fn change(&mut self, job: &Job) -> Report {
        let set = self.outcomes.iter().find(|(id, _)| *id == job.id.as_str());
        let outcome = set.map_or(Outcome::Done, |(_, outcome)| outcome.clone());
        let found = self.as_found(job, &outcome);
        let left = match (&job.what, &found) {
            (What::Edit(edit), Some(found)) if outcome == Outcome::Done => Some(edit.applied_to(found)),
            _ => None,
        };
        if outcome == Outcome::Done {
            self.webhooks.retain(|hook| hook.id != job.id);
            self.webhooks.extend(left.clone());
        }
        Report { outcome, found, left, record: Some(ChangeId(1)) }
    }

    /// The tour's demo company is one of its own.
    fn swap(&mut self, order: TourCommand) {
        match order {
            TourCommand::Begin { .. } => {
                let tours = (some_webhooks(), some_history());
                let (webhooks, history) = (&mut self.webhooks, &mut self.history);
                self.aside = Some((std::mem::replace(webhooks, tours.0), std::mem::replace(history, tours.1)));
            }
            TourCommand::End { .. } => {
                if let Some((webhooks, history)) = self.aside.take() {
                    (self.webhooks, self.history) = (webhooks, history);
                }
            }
        }
    }

    fn answer(&mut self, command: Command) {
        let result = |problem: &Option<Problem>| problem.clone().map_or(Ok(()), Err);
        let event = match command {
            Command::LoadSettings => Event::SettingsLoaded { settings: self.settings.clone(), trouble: None },
            Command::SaveSettings(settings) => {
                self.settings = settings;
                Event::SettingsSaved(Ok(()))
            }
            Command::Tour(order) => {
                self.swap(order);
                Event::Opened { request: order.request(), result: result(&self.open) }
            }
            Command::OpenDemo { request } | Command::OpenProfile { request, .. } => {
                Event::Opened { request, result: result(&self.open) }
            }
            Command::Test { request, .. } | Command::TestProfile { request, .. } => {
                let company = Company { name: "Acme Phones".into(), users: Some(12), numbers: Some(3) };
                Event::Tested { request, result: result(&self.test).map(|()| company) }
            }
            Command::Keep { request, .. } => Event::Kept { request, result: result(&self.keep) },
            Command::Forget { request, .. } => Event::Forgotten { request, result: Ok(()) },
            Command::ReadWebhooks { request, .. } => {
                let total = Some(self.webhooks.len() + self.more_than_listed);
                let listing = Listing { webhooks: self.webhooks.clone(), total, read_at: now() };
                Event::WebhooksRead { request, result: result(&self.read).map(|()| listing) }
            }
            Command::Create { request, spec, .. } | Command::LookForCreated { request, spec, .. } => {
                let mut hook = webhook("new", spec.name(), spec.url().expose(), true, &[]);
                hook.events = spec.events().clone();
                let result =
                    result(&self.create).map(|()| Creation { webhook: hook.clone(), answer_lost: false, record: None });
                if result.is_ok() {
                    self.webhooks.push(hook);
                }
                Event::Created { request, result }
            }
            Command::Change { request, jobs, .. } => {
                for job in jobs {
                    let report = Box::new(self.change(&job));
                    self.events.push_back(Event::ChangeProgress { request, id: job.id, report, seconds_left: None });
                }
                Event::ChangeDone { request, cancelled: false }
            }
            Command::ReadOne { request, id, .. } => {
                let hook = self.webhooks.iter().find(|hook| hook.id == id).cloned();
                Event::OneRead { request, result: hook.ok_or(Problem::NotFound) }
            }
            Command::ReadHistory { request, .. } => Event::HistoryRead { request, result: Ok(self.history.clone()) },
            Command::ReadSent { request, .. } => Event::SentRead { request, result: Ok(self.sent.clone()) },
            Command::Export { request, .. } => Event::Exported { request, result: Ok(Some("history.csv".to_owned())) },
            Command::Watch { request, target, .. } => {
                Event::Watched { request, target, result: Ok(WatchLook { at: now(), ..WatchLook::default() }) }
            }
            Command::Audit(command) => {
                let events = self.audits.answer(command, &self.webhooks);
                self.events.extend(events);
                return;
            }
            Command::Deliver(order) => {
                Event::Delivered { request: order.request, result: Ok(self.audits.delivered.clone()) }
            }
            Command::Copy { what, .. } => Event::Copied { what, result: Ok(()) },
            Command::Paste(into) => Event::Pasted { into, result: Ok(Secret::new(" pasted\u{200b}-text\n")) },
            Command::Cancel { .. }
            | Command::Suspend { .. }
            | Command::SetDemoMode(_)
            | Command::DropPlanned { .. }
            | Command::Notify { .. }
            | Command::EndWatch { .. }
            | Command::WindowShown { .. }
            | Command::SetBudget(_)
            | Command::OpenFolder(_)
            | Command::StartWithSystem(_) => Event::Done(Ok(())),
        };
        self.events.push_back(event);
    }
}

impl Hands for Stage {
    fn dispatch(&mut self, command: Command) {
        self.commands.push(command.clone());
        let first = matches!(command, Command::LoadSettings);
        if !self.hold || first {
            self.answer(command);
        }
    }

    fn next_event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }
}

pub type Shown = Harness<'static, Option<Window<Stage>>>;

/// A window of this size, as it is after its first frames.
pub fn window_of(size: [f32; 2], theme: egui::Theme, start: Start, stage: Stage) -> Shown {
    let mut stage = stage;
    stage.settings.theme = match theme {
        egui::Theme::Light => hookswitch::domain::ThemeChoice::Light,
        egui::Theme::Dark => hookswitch::domain::ThemeChoice::Dark,
    };
    if !stage.hints {
        stage.settings.hints_seen = Hint::ALL.into();
    }
    let mut stage = Some(stage);
    let mut harness = Harness::builder()
        .with_size(size)
        .with_theme(theme)
        .with_max_steps(20)
        .with_context_setup(hookswitch::ui::theme::install)
        .build_ui_state(
            move |ui, window: &mut Option<Window<Stage>>| {
                if let Some(stage) = stage.take() {
                    *window = Some(Window::new(ui.ctx(), start.clone(), stage, clock));
                }
                if let Some(window) = window {
                    window.hear(ui.ctx());
                    window.paint(ui);
                }
            },
            None,
        );
    harness.run();
    harness
}

pub fn window(start: Start, stage: Stage) -> Shown {
    window_of([1280.0, 800.0], egui::Theme::Light, start, stage)
}

pub fn demo_window(stage: Stage) -> Shown {
    window(Start { demo: true, ..Start::default() }, stage)
}

/// A window of a company that was connected before.
pub fn company_window(profile: Profile, mut stage: Stage) -> Shown {
    stage.settings.profiles = vec![profile];
    window(Start::default(), stage)
}

pub fn acme() -> Profile {
    Profile::new(ProfileId::new("acme"), "Acme".to_owned(), ApiBase::aircall(), CredentialKind::Basic)
}

pub fn press(harness: &mut Shown, button: &str) {
    harness.get_by_role_and_label(Role::Button, button).click();
    harness.run();
}

/// Role and name of every node, in their order.
pub fn outline(harness: &Shown) -> String {
    let mut lines = Vec::new();
    outline_of(&harness.root(), &mut lines);
    lines.join("\n")
}

fn outline_of(node: &egui_kittest::Node<'_>, lines: &mut Vec<String>) {
    let access = node.accesskit_node();
    let words = access.label().or_else(|| access.value()).unwrap_or_default();
    if !words.is_empty() {
        lines.push(format!("{:?}: {words}", access.role()));
    }
    for child in node.children() {
        outline_of(&child, lines);
    }
}

/// The jobs of the last change that was sent.
pub fn last_jobs(harness: &mut Shown) -> Vec<Job> {
    let sent = stage(harness).commands.iter().rev().find_map(|command| match command {
        Command::Change { jobs, .. } => Some(jobs.clone()),
        _ => None,
    });
    sent.unwrap_or_default()
}

/// What the window did and asked for.
pub fn stage(harness: &mut Shown) -> &mut Stage {
    harness.state_mut().as_mut().expect("the window is open").hands()
}
