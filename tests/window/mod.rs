//! A window without a screen, and a stage that carries out commands on the spot: no network, no keyring, no clock.

use std::collections::VecDeque;

use egui_kittest::Harness;
use hookswitch::app::command::Creation;
use hookswitch::app::model::Start;
use hookswitch::app::{Command, Event, Outcome, Problem};
use hookswitch::domain::{
    CallbackUrl, Company, EventName, EventSet, Listing, Secret, Settings, Status, Webhook, WebhookId,
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
    /// Commands of these kinds get no answer until they are taken off.
    pub hold: bool,
    pub commands: Vec<Command>,
    pub events: VecDeque<Event>,
}

pub fn now() -> Timestamp {
    Timestamp::from_second(1_780_000_000).expect("a time")
}

pub fn webhook(id: &str, name: Option<&str>, url: &str, active: bool, events: &[&str]) -> Webhook {
    Webhook {
        id: WebhookId::new(id),
        name: name.map(str::to_owned),
        url: CallbackUrl::received(url),
        status: Status::of(active),
        events: events.iter().map(|name| EventName::new(name)).collect(),
        token: Some(Secret::new("0123456789abcdef0123456789abcdef")),
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

impl Stage {
    pub fn with_webhooks() -> Self {
        Self { webhooks: some_webhooks(), ..Self::default() }
    }

    fn answer(&mut self, command: Command) {
        let result = |problem: &Option<Problem>| problem.clone().map_or(Ok(()), Err);
        let event = match command {
            Command::LoadSettings => Event::SettingsLoaded { settings: self.settings.clone(), trouble: None },
            Command::SaveSettings(settings) => {
                self.settings = settings;
                Event::SettingsSaved(Ok(()))
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
                let result = result(&self.create).map(|()| Creation { webhook: hook.clone(), answer_lost: false });
                if result.is_ok() {
                    self.webhooks.push(hook);
                }
                Event::Created { request, result }
            }
            Command::SetStatus { request, jobs, status, .. } => {
                for job in jobs {
                    let set = self.outcomes.iter().find(|(id, _)| *id == job.id.as_str());
                    let outcome = set.map_or(Outcome::Done, |(_, outcome)| outcome.clone());
                    let hook = self.webhooks.iter_mut().find(|hook| hook.id == job.id && outcome == Outcome::Done);
                    if let Some(hook) = hook {
                        hook.status = status;
                    }
                    self.events.push_back(Event::StatusProgress { request, id: job.id, outcome });
                }
                Event::StatusDone { request, cancelled: false }
            }
            Command::Copy { what, .. } => Event::Copied { what, result: Ok(()) },
            Command::Paste(into) => Event::Pasted { into, result: Ok(Secret::new(" pasted\u{200b}-text\n")) },
            Command::Cancel { .. } | Command::SetDemoMode(_) => Event::Done(Ok(())),
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
    let mut stage = Some(stage);
    let mut harness = Harness::builder()
        .with_size(size)
        .with_theme(theme)
        .with_context_setup(hookswitch::ui::theme::install)
        .build_ui_state(
            move |ui, window: &mut Option<Window<Stage>>| {
                if let Some(stage) = stage.take() {
                    *window = Some(Window::new(ui.ctx(), start.clone(), stage, now));
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

/// What the window did and asked for.
pub fn stage(harness: &mut Shown) -> &mut Stage {
    harness.state_mut().as_mut().expect("the window is open").hands()
}
