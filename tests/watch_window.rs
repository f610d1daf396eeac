//! The window's watch through the worker: it looks at once and until it is cancelled.
#![expect(clippy::unwrap_used, reason = "helpers of a test file, which the lint's own exception doesn't see")]
#![expect(clippy::disallowed_methods, reason = "#[tokio::test] is written with block_on")]

use std::sync::Arc;
use std::time::Duration;

use hookswitch::app::command::{Look, WatchLook};
use hookswitch::app::model::Start;
use hookswitch::app::{Action, Command, Event, Model, Msg, Problem, RequestId, Target};
use hookswitch::demo::{self, CompanyData, DemoServer, Mode, Options, Stored};
use hookswitch::domain::{
    ApiBase, Credential, CredentialKind, Fate, Keeping, Origin, Profile, ProfileId, ProxyChoice, Reenable, Secret,
    Settings, WatchChoice,
};
use hookswitch::vault::Vault;
use hookswitch::worker::{Runner, Services, stream};
use jiff::Timestamp;

fn target() -> Target {
    Target::Profile(ProfileId::new("p1"))
}

/// A window without a window.
struct Window {
    runner: Runner,
    woken: tokio::sync::mpsc::UnboundedReceiver<()>,
    server: DemoServer,
    profile: Profile,
}

impl Window {
    async fn new() -> Self {
        let options = Options {
            company: CompanyData::with(vec![Stored::sample(1, "Orders", &["call.ended"])]),
            ..Options::default()
        };
        let server = DemoServer::start(options).await.unwrap();
        let (wake, woken) = tokio::sync::mpsc::unbounded_channel();
        let wake: Arc<dyn Fn() + Send + Sync> = Arc::new(move || wake.send(()).unwrap_or_default());
        let (tell, events) = stream(&wake);
        let services = Services::new(Vault::memory(), None, tell);
        let profile = Profile {
            id: ProfileId::new("p1"),
            name: "Company".into(),
            base: ApiBase::parse(&server.base_url()).unwrap(),
            kind: CredentialKind::Basic,
            keeping: Keeping::Keyring,
            known_names: std::collections::BTreeMap::new(),
            read_only: false,
            watch: WatchChoice::default(),
        };
        let credential = Credential::Basic { api_id: demo::API_ID.into(), api_token: Secret::new(demo::API_TOKEN) };
        services.keep(&profile, &credential, Keeping::Keyring, || {}).await.unwrap();
        Self { runner: Runner::with_services(services, events, wake).unwrap(), woken, server, profile }
    }

    fn watch(&mut self, number: u64) {
        let watch = WatchChoice { on: true, reenable: Reenable::All, ..WatchChoice::default() };
        let (request, profile) = (RequestId(number), Some(self.profile.clone()));
        self.runner.dispatch(Command::Watch { request, target: target(), profile, watch, proxy: ProxyChoice::None });
    }

    async fn next(&mut self) -> Event {
        loop {
            if let Some(event) = self.runner.next_event() {
                return event;
            }
            tokio::time::timeout(Duration::from_secs(20), self.woken.recv()).await.unwrap();
        }
    }

    /// What a refresh of the window tells.
    async fn read(&mut self) -> Look {
        self.runner.dispatch(Command::ReadWebhooks { request: RequestId(9), target: target() });
        let mut told = None;
        loop {
            match self.next().await {
                Event::Looked { look, .. } => told = Some(look),
                Event::WebhooksRead { result, .. } => {
                    assert!(result.is_ok());
                    return told.unwrap();
                }
                _ => {}
            }
        }
    }

    async fn watched(&mut self) -> Result<WatchLook, Problem> {
        match self.next().await {
            Event::Watched { result, .. } => result,
            other => panic!("{other:?}"),
        }
    }

    async fn cancel(&mut self, number: u64) {
        self.runner.dispatch(Command::Cancel { request: RequestId(number) });
        assert_eq!(self.watched().await, Err(Problem::Cancelled));
    }
}

#[tokio::test]
async fn the_windows_watch_looks_at_once_and_until_it_is_cancelled() {
    let mut window = Window::new().await;
    window.watch(1);
    assert_eq!(window.watched().await.unwrap().off, 0);
    window.cancel(1).await;
    // Other settings: the watch goes on where it was.
    window.server.change(|hooks| hooks[0].active = false);
    window.watch(2);
    assert_eq!(window.watched().await.unwrap().reenabled.len(), 1);
    window.cancel(2).await;
    // Switched off and on again: it begins anew.
    window.runner.dispatch(Command::EndWatch { target: target() });
    assert_eq!(window.next().await, Event::Done(Ok(())));
    window.server.change(|hooks| hooks[0].active = false);
    window.watch(3);
    let look = window.watched().await.unwrap();
    assert_eq!((look.reenabled.len(), look.off), (0, 1));
}

#[tokio::test]
async fn what_a_watch_saw_first_is_still_news_for_the_window_and_once() {
    let mut window = Window::new().await;
    window.watch(1);
    window.watched().await.unwrap();
    window.cancel(1).await;
    window.server.change(|hooks| hooks[0].events = vec!["call.created".into()]);
    window.watch(2);
    assert_eq!(window.watched().await.unwrap().news.len(), 1);
    window.cancel(2).await;
    let profile = window.profile.clone();
    window.runner.dispatch(Command::OpenProfile { request: RequestId(3), profile, proxy: ProxyChoice::None });
    assert_eq!(window.next().await, Event::Opened { request: RequestId(3), result: Ok(()) });
    let look = window.read().await;
    assert_eq!((look.news.len(), look.before), (1, look.news[0].after));
    assert_eq!(window.read().await.news, []);
    window.server.change(|hooks| hooks[0].active = false);
    assert_eq!(window.read().await.news.len(), 1);
    assert_eq!(window.read().await.news, []);
}

#[tokio::test]
async fn a_change_under_way_is_finished_when_the_watch_is_cancelled() {
    let mut window = Window::new().await;
    window.watch(1);
    window.watched().await.unwrap();
    window.cancel(1).await;
    window.server.change(|hooks| hooks[0].active = false);
    window.server.set_mode(Mode { slow: Some(Duration::from_millis(200)), ..Mode::default() });
    window.watch(2);
    while !window.server.requests().iter().any(|request| request.method == "PUT") {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    window.cancel(2).await;
    window.runner.dispatch(Command::ReadHistory { request: RequestId(3), target: target() });
    let Event::HistoryRead { result: Ok(history), .. } = window.next().await else { panic!("no history") };
    assert_eq!((history.changes[0].origin, history.changes[0].fate), (Origin::Watch, Fate::Done));
}

#[tokio::test]
async fn the_demo_company_can_be_watched() {
    let mut window = Window::new().await;
    let watch = WatchChoice { on: true, reenable: Reenable::All, ..WatchChoice::default() };
    let (request, proxy) = (RequestId(1), ProxyChoice::None);
    window.runner.dispatch(Command::Watch { request, target: Target::Demo, profile: None, watch, proxy });
    assert_eq!(window.watched().await.unwrap().off, 5);
    window.cancel(1).await;
}

/// The app with the demo company open.
fn app() -> Model {
    let start = Start { demo: true, ..Start::default() };
    let (mut model, commands) = Model::new(start, Timestamp::UNIX_EPOCH);
    let settings = Settings::default();
    let more = model.update(Msg::Event(Event::SettingsLoaded { settings, trouble: None }));
    let open = commands.iter().chain(&more).find_map(|command| match command {
        Command::OpenDemo { request } => Some(*request),
        _ => None,
    });
    let opened = Event::Opened { request: open.unwrap(), result: Ok(()) };
    model.update(Msg::Event(opened));
    model
}

#[test]
fn only_a_watch_that_was_switched_off_begins_anew() {
    let mut model = app();
    let mut update = |message| model.update(message);
    let set = |on, minutes| Msg::Action(Action::SetWatch(WatchChoice { on, minutes, ..WatchChoice::default() }));
    let ended = |request| Msg::Event(Event::Watched { request, target: Target::Demo, result: Err(Problem::Cancelled) });
    let request = |commands: &[Command]| {
        commands.iter().find_map(|command| match command {
            Command::Watch { request, .. } => Some(*request),
            _ => None,
        })
    };
    let first = request(&update(set(true, 5))).unwrap();
    let commands = update(set(true, 10));
    let second = request(&commands).unwrap();
    assert_eq!(commands.first(), Some(&Command::Cancel { request: first }));
    assert_eq!(update(ended(first)), []);
    assert_eq!(update(set(false, 10)), [Command::Cancel { request: second }]);
    assert_eq!(update(ended(second)), [Command::EndWatch { target: Target::Demo }]);
}
