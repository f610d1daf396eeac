//! What every journey needs: an app to drive, companies and webhooks to show it.

use std::collections::BTreeMap;

use hookswitch::app::model::Start;
use hookswitch::app::{Action, Command, Event, Model, Msg, Problem, RequestId, Tone};
use hookswitch::domain::{
    ApiBase, CallbackUrl, Company, CredentialKind, EventName, EventSet, Keeping, Listing, Profile, ProfileId, Secret,
    Settings, Status, Webhook, WebhookId,
};
use jiff::{SignedDuration, Timestamp};

pub struct App {
    pub model: Model,
}

impl App {
    /// Started, and the settings not known yet.
    pub fn new(start: Start) -> Self {
        let (model, commands) = Model::new(start, noon());
        assert_eq!(commands, [Command::LoadSettings]);
        Self { model }
    }

    /// Started with these settings; and what it asked for then.
    pub fn started(settings: Settings) -> (Self, Vec<Command>) {
        let mut app = Self::new(Start::default());
        let commands = app.hear(Event::SettingsLoaded { settings, trouble: None });
        (app, commands)
    }

    /// Acme is open, and its list is read.
    pub fn showing(hooks: Vec<Webhook>) -> Self {
        let (mut app, commands) = Self::started(settings(&["Acme", "Bolt"]));
        let commands = app.hear(Event::Opened { request: request(&commands), result: Ok(()) });
        app.read(&commands, hooks);
        app
    }

    pub fn act(&mut self, action: Action) -> Vec<Command> {
        self.model.update(Msg::Action(action))
    }

    pub fn hear(&mut self, event: Event) -> Vec<Command> {
        self.model.update(Msg::Event(event))
    }

    /// Answers the read that is among the commands.
    pub fn read(&mut self, commands: &[Command], hooks: Vec<Webhook>) -> Vec<Command> {
        let result = Ok(listing(hooks));
        self.hear(Event::WebhooksRead { request: reading(commands), result })
    }

    pub fn fail_read(&mut self, commands: &[Command], problem: Problem) -> Vec<Command> {
        self.hear(Event::WebhooksRead { request: reading(commands), result: Err(problem) })
    }

    pub fn later(&mut self, seconds: i64) {
        let now = self.model.now + SignedDuration::from_secs(seconds);
        assert_eq!(self.model.update(Msg::Now(now)), []);
    }

    /// The notice in sight.
    pub fn said(&self) -> &str {
        self.model.notice.as_ref().map_or("", |notice| &notice.text)
    }

    pub fn says_bad(&self) -> bool {
        self.model.notice.as_ref().is_some_and(|notice| notice.tone == Tone::Bad)
    }

    pub fn rows(&self) -> Vec<&str> {
        self.model.view.rows.iter().map(WebhookId::as_str).collect()
    }

    pub fn selected(&self) -> Vec<&str> {
        self.model.view.selected.iter().map(WebhookId::as_str).collect()
    }

    pub fn current(&self) -> Option<&str> {
        self.model.view.current.as_ref().map(WebhookId::as_str)
    }

    pub fn name_of(&self, hook: &str) -> Option<String> {
        self.model.list.latest()?.find(&id(hook))?.name.clone()
    }
}

pub fn noon() -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_hours(500_004)
}

/// The number of the last command that asks for something.
pub fn request(commands: &[Command]) -> RequestId {
    let Some(request) = commands.iter().rev().find_map(Command::request) else {
        panic!("nothing is asked: {commands:?}");
    };
    request
}

fn reading(commands: &[Command]) -> RequestId {
    let read = commands.iter().find(|command| matches!(command, Command::ReadWebhooks { .. }));
    let Some(request) = read.and_then(Command::request) else {
        panic!("no list is read: {commands:?}");
    };
    request
}

pub fn reads_the_list(commands: &[Command]) -> bool {
    commands.iter().any(|command| matches!(command, Command::ReadWebhooks { .. }))
}

pub fn saves(commands: &[Command]) -> Option<&Settings> {
    commands.iter().find_map(|command| match command {
        Command::SaveSettings(settings) => Some(settings),
        _ => None,
    })
}

/// The profile that is to be opened.
pub fn opens(commands: &[Command]) -> Option<&str> {
    commands.iter().find_map(|command| match command {
        Command::OpenProfile { profile, .. } => Some(profile.name.as_str()),
        Command::OpenDemo { .. } => Some("the demo company"),
        _ => None,
    })
}

pub fn cancels(commands: &[Command]) -> Vec<RequestId> {
    let cancelled = commands.iter().filter_map(|command| match command {
        Command::Cancel { request } => Some(*request),
        _ => None,
    });
    cancelled.collect()
}

/// A profile whose id is its name in lower case.
pub fn profile(name: &str) -> Profile {
    Profile {
        id: profile_id(name),
        name: name.to_owned(),
        base: ApiBase::aircall(),
        kind: CredentialKind::Basic,
        keeping: Keeping::Keyring,
        known_names: BTreeMap::new(),
    }
}

pub fn profile_id(name: &str) -> ProfileId {
    ProfileId::new(name.to_lowercase())
}

pub fn settings(names: &[&str]) -> Settings {
    Settings { profiles: names.iter().map(|name| profile(name)).collect(), ..Settings::default() }
}

pub fn company(name: &str) -> Company {
    Company { name: name.to_owned(), users: Some(12), numbers: Some(1) }
}

pub fn id(text: &str) -> WebhookId {
    WebhookId::new(text)
}

pub fn events(names: &[&str]) -> EventSet {
    names.iter().map(|name| EventName::new(name)).collect()
}

/// An active webhook whose name is its id.
pub fn hook(name: &str) -> Webhook {
    Webhook {
        id: id(name),
        name: Some(name.to_owned()),
        url: CallbackUrl::received(format!("https://{name}.example/in")),
        status: Status::Active,
        events: events(&["call.ended"]),
        token: Some(Secret::new(format!("token of {name}"))),
        created: Some(noon()),
    }
}

pub fn off(name: &str) -> Webhook {
    Webhook { status: Status::Inactive, ..hook(name) }
}

pub fn listing(webhooks: Vec<Webhook>) -> Listing {
    Listing { total: Some(webhooks.len()), webhooks, read_at: noon() }
}
