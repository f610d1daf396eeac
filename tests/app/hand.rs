//! The app in one hand: a model, the commands it gives, and short ways to say what the user does and the worker answers.

pub use hookswitch::app::command::{Copied, Creation, History, Job, Report, Wait, WatchLeft, WatchLook, WatchTried};
pub use hookswitch::app::message::DemoMode;
pub use hookswitch::app::model::Start;
pub use hookswitch::app::review::Way;
pub use hookswitch::app::*;
pub use hookswitch::domain::*;
use jiff::Timestamp;

pub struct App {
    pub model: Model,
    /// What the last message led to.
    pub commands: Vec<Command>,
}

pub fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_760_000_000 + second).unwrap()
}

pub fn id(text: &str) -> WebhookId {
    WebhookId::new(text)
}

pub fn profile(name: &str) -> Profile {
    let id = ProfileId::new(name.to_lowercase());
    Profile::new(id, name.to_owned(), ApiBase::aircall(), CredentialKind::Basic)
}

pub fn settings(names: &[&str]) -> Settings {
    Settings { profiles: names.iter().map(|name| profile(name)).collect(), ..Settings::default() }
}

pub fn company(name: &str) -> Company {
    Company { name: name.to_owned(), users: Some(12), numbers: Some(3) }
}

pub fn hook(name: &str, active: bool) -> Webhook {
    Webhook {
        id: id(&name.to_lowercase()),
        name: Some(name.to_owned()),
        url: CallbackUrl::received(format!("https://{}.example/in?key=verysecret", name.to_lowercase())),
        status: Status::of(active),
        events: events(&["call.ended", "fax.received"]),
        token: Some(Secret::new(format!("0123456789abcdef-{name}"))),
        created: Some(at(-1000)),
    }
}

pub fn events(names: &[&str]) -> EventSet {
    names.iter().map(|name| EventName::new(name)).collect()
}

pub fn listing(hooks: &[Webhook]) -> Listing {
    Listing { webhooks: hooks.to_vec(), total: Some(hooks.len()), read_at: at(0) }
}

/// Two that are on (Alpha, Beta), two that are off (Gamma, Delta).
pub fn four() -> Vec<Webhook> {
    vec![hook("Alpha", true), hook("Beta", true), hook("Gamma", false), hook("Delta", false)]
}

/// A change of a webhook that went well.
pub fn record(number: i64, kind: ChangeKind, before: Option<&Webhook>, after: Option<&Webhook>) -> ChangeRecord {
    let hook = before.or(after).unwrap();
    let url_changed = before.zip(after).is_some_and(|(before, after)| before.url != after.url);
    ChangeRecord {
        id: ChangeId(number),
        batch: None,
        at: at(number),
        webhook: Some(hook.id.clone()),
        label: hook.label(),
        kind,
        origin: Origin::Window,
        undoes: None,
        before: before.map(Kept::of),
        after: after.map(Kept::of),
        url_changed,
        fate: Fate::Done,
        said: None,
        finished: Some(at(number)),
    }
}

pub fn sighting(of: &str, what: Seen, until: i64) -> Sighting {
    let label = of.to_owned();
    Sighting { webhook: id(&of.to_lowercase()), label, what, after: Some(at(until - 60)), until: at(until) }
}

impl App {
    pub fn started(start: Start) -> Self {
        let (model, commands) = Model::new(start, at(0));
        Self { model, commands }
    }

    /// With these settings read, nothing answered yet.
    pub fn with(settings: Settings) -> Self {
        let mut app = Self::started(Start::default());
        app.hear(Event::SettingsLoaded { settings, trouble: None });
        app
    }

    pub fn empty() -> Self {
        Self::with(Settings::default())
    }

    /// Acme is open, and these webhooks were read.
    pub fn showing(hooks: &[Webhook]) -> Self {
        let mut app = Self::with(settings(&["Acme", "Bolt"]));
        app.open();
        app.read(hooks);
        app
    }

    /// On the form of a webhook in the list, which was read anew and is as the list has it.
    pub fn editing(hooks: &[Webhook], of: &str) -> Self {
        let mut app = Self::showing(hooks);
        app.edit(of);
        app
    }

    /// On the form, which is filled in.
    pub fn filling_in(hooks: &[Webhook]) -> Self {
        let mut app = Self::showing(hooks);
        app.act(Action::Go(Place::NewWebhook));
        app.type_draft("Orders", "https://crm.example/aircall");
        app.act(Action::TickEvent(EventName::new("call.ended"), true));
        app
    }

    pub fn act(&mut self, action: Action) -> &mut Self {
        self.commands = self.model.update(Msg::Action(action));
        self
    }

    pub fn hear(&mut self, event: Event) -> &mut Self {
        self.commands = self.model.update(Msg::Event(event));
        self
    }

    pub fn later(&mut self, second: i64) -> &mut Self {
        self.commands = self.model.update(Msg::Now(at(second)));
        self
    }

    /// The number of the first command that has one and isn't a cancel.
    pub fn request(&self) -> RequestId {
        self.commands.iter().find_map(Command::request).unwrap()
    }

    pub fn open(&mut self) -> &mut Self {
        let request = self.request();
        self.hear(Event::Opened { request, result: Ok(()) })
    }

    pub fn read(&mut self, hooks: &[Webhook]) -> &mut Self {
        let request = self.request();
        self.hear(Event::WebhooksRead { request, result: Ok(listing(hooks)) })
    }

    pub fn type_draft(&mut self, name: &str, url: &str) -> &mut Self {
        self.model.form.draft.name = name.to_owned();
        self.model.form.draft.url = url.to_owned();
        self.act(Action::DraftEdited)
    }

    pub fn type_key(&mut self, api_id: &str, token: &str) -> &mut Self {
        self.model.connect.draft.api_id = api_id.to_owned();
        self.model.connect.draft.token = token.to_owned();
        self.act(Action::CredentialEdited)
    }

    /// The connect form, its key tested: the keyring is being asked.
    pub fn keeping(&mut self) -> &mut Self {
        self.act(Action::ConnectAnother).type_key("id", "token").act(Action::TestAndSave);
        self.tested(Ok(company("Orbit")))
    }

    pub fn tested(&mut self, result: Result<Company, Problem>) -> &mut Self {
        let request = self.request();
        self.hear(Event::Tested { request, result })
    }

    pub fn kept(&mut self, result: Result<(), Problem>) -> &mut Self {
        let request = self.request();
        self.hear(Event::Kept { request, result })
    }

    pub fn created(&mut self, result: Result<Webhook, Problem>) -> &mut Self {
        let request = self.request();
        let result = result.map(|webhook| Creation { webhook, answer_lost: false, record: None });
        self.hear(Event::Created { request, result })
    }

    /// Opens the form of a webhook; the fresh read shows what the list shows.
    pub fn edit(&mut self, of: &str) -> &mut Self {
        let hook = self.model.list.latest().and_then(|listing| listing.find(&id(of))).cloned().unwrap();
        self.act(Action::EditWebhook(id(of))).one_read(Ok(hook))
    }

    pub fn one_read(&mut self, result: Result<Webhook, Problem>) -> &mut Self {
        let request = self.request();
        self.hear(Event::OneRead { request, result })
    }

    pub fn tick(&mut self, name: &str, on: bool) -> &mut Self {
        self.act(Action::TickEvent(EventName::new(name), on))
    }

    /// Starts the review that is open, and answers its only webhook.
    pub fn send_one(&mut self, outcome: Outcome, found: &Webhook, left: Option<&Webhook>) -> &mut Self {
        self.act(Action::StartReview);
        self.answer_one(outcome, found, left)
    }

    /// Answers the only webhook that is under way, and ends the change.
    pub fn answer_one(&mut self, outcome: Outcome, found: &Webhook, left: Option<&Webhook>) -> &mut Self {
        let request = self.request();
        let (found, left) = (Some(found.clone()), left.cloned());
        let report = Box::new(Report { outcome, found, left, record: Some(ChangeId(7)) });
        let id = self.review().lines[0].id().clone();
        self.hear(Event::ChangeProgress { request, id, report, seconds_left: None });
        self.hear(Event::ChangeDone { request, cancelled: false })
    }

    /// On the history page, which shows this.
    pub fn history(&mut self, changes: &[ChangeRecord], sightings: &[Sighting]) -> &mut Self {
        self.act(Action::Go(Place::History));
        let request = self.request();
        let history = History { changes: changes.to_vec(), sightings: sightings.to_vec() };
        self.hear(Event::HistoryRead { request, result: Ok(history) })
    }

    pub fn draft(&self) -> &Draft {
        &self.model.form.draft
    }

    pub fn rows(&self) -> Vec<&str> {
        self.model.view.rows.iter().map(WebhookId::as_str).collect()
    }

    pub fn selected(&self) -> Vec<&str> {
        self.model.view.selected.iter().map(WebhookId::as_str).collect()
    }

    pub fn said(&self) -> &str {
        self.model.notice.as_ref().map_or("", |notice| &notice.text)
    }

    pub fn review(&self) -> &Review {
        match &self.model.dialog {
            Some(Dialog::Review(review)) => review,
            other => panic!("no review but {other:?}"),
        }
    }

    pub fn jobs(&self) -> Vec<Job> {
        match self.commands.as_slice() {
            [Command::Change { jobs, .. }] => jobs.clone(),
            other => panic!("no change of status but {other:?}"),
        }
    }

    /// How many changes the last message led to.
    pub fn jobs_sent(&self) -> usize {
        let jobs = |command: &Command| match command {
            Command::Change { jobs, .. } => jobs.len(),
            _ => 0,
        };
        self.commands.iter().map(jobs).sum()
    }

    /// One webhook of the running review is answered; `left` is what the change left.
    pub fn answer(&mut self, request: RequestId, of: &str, outcome: Outcome) -> &mut Self {
        let line = self.review().lines.iter().find(|line| line.id().as_str() == of).cloned();
        let left = line.as_ref().filter(|_| outcome == Outcome::Done).and_then(ReviewLine::wanted);
        let found = line.map(|line| line.hook);
        let report = Box::new(Report { outcome, found, left, record: Some(ChangeId(7)) });
        self.hear(Event::ChangeProgress { request, id: id(of), report, seconds_left: None })
    }

    pub fn saved(&self) -> Option<&Settings> {
        self.commands.iter().find_map(|command| match command {
            Command::SaveSettings(settings) => Some(settings),
            _ => None,
        })
    }

    pub fn cancels(&self) -> usize {
        self.commands.iter().filter(|command| matches!(command, Command::Cancel { .. })).count()
    }

    pub fn reads(&self) -> usize {
        self.commands.iter().filter(|command| matches!(command, Command::ReadWebhooks { .. })).count()
    }
}
