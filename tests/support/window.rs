//! A window without a window, for tests of the worker: it gives commands, and takes events when it is woken.

use std::sync::Arc;
use std::time::Duration;

use hookswitch::aircall::Limits;
use hookswitch::app::audit::AuditEvent;
use hookswitch::app::{Command, Event, RequestId, Target};
use hookswitch::demo::{self, DemoServer, Options};
use hookswitch::domain::{
    ApiBase, Credential, CredentialKind, Draft, EventName, Keeping, Listing, Profile, ProfileId, ProxyChoice, Secret,
    WebhookSpec,
};
use hookswitch::vault::{SettingsFile, Vault};
use hookswitch::worker::{Runner, Services, stream};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

const DEADLINE: Duration = Duration::from_secs(20);
pub const NOW: RequestId = RequestId(7);

/// A window without a window: gives commands, and takes events when it is woken.
pub struct Window {
    pub runner: Runner,
    woken: UnboundedReceiver<()>,
    /// Events that came before the one that was waited for.
    pub heard: Vec<Event>,
}

impl Window {
    pub fn new(vault: Vault, settings: Option<SettingsFile>) -> Self {
        Self::made(vault, settings, |services| services)
    }

    fn made(vault: Vault, settings: Option<SettingsFile>, with: impl FnOnce(Services) -> Services) -> Self {
        let (wake, woken) = unbounded_channel();
        let wake: Arc<dyn Fn() + Send + Sync> = Arc::new(move || wake.send(()).unwrap_or_default());
        let (tell, events) = stream(&wake);
        let limits = Limits { first_delay: Duration::from_millis(1), ..Limits::default() };
        let services = with(Services::new(vault, settings, tell).with_limits(limits));
        Self { runner: Runner::with_services(services, events, wake).unwrap(), woken, heard: Vec::new() }
    }

    /// With the server's company connected and open.
    pub async fn on(server: &DemoServer) -> Self {
        Self::on_with(server, |services| services).await
    }

    /// The same with services that are made otherwise.
    pub async fn on_with(server: &DemoServer, with: impl FnOnce(Services) -> Services) -> Self {
        let mut window = Self::made(Vault::memory(), None, with);
        let (profile, credential) = (profile(&server.base_url()), api_key());
        let kept = window.answer(Command::Keep { request: NOW, profile, credential, keeping: Keeping::Keyring }).await;
        assert_eq!(kept, Event::Kept { request: NOW, result: Ok(()) });
        let opened = window.answer(open(&server.base_url())).await;
        assert_eq!(opened, Event::Opened { request: NOW, result: Ok(()) });
        window
    }

    /// The next event; each comes after a wake.
    pub async fn next(&mut self) -> Event {
        loop {
            if let Some(event) = self.runner.next_event() {
                return event;
            }
            tokio::time::timeout(DEADLINE, self.woken.recv()).await.expect("an answer in time");
        }
    }

    /// What the command ends with.
    pub async fn answer(&mut self, command: Command) -> Event {
        self.runner.dispatch(command);
        self.end().await
    }

    pub async fn end(&mut self) -> Event {
        self.heard.clear();
        loop {
            match self.next().await {
                end if is_end(&end) => return end,
                event => self.heard.push(event),
            }
        }
    }

    pub async fn list(&mut self) -> Listing {
        match self.answer(Command::ReadWebhooks { request: NOW, target: target() }).await {
            Event::WebhooksRead { result: Ok(listing), .. } => listing,
            other => panic!("{other:?}"),
        }
    }
}

fn is_end(event: &Event) -> bool {
    !matches!(
        event,
        Event::ReadProgress { .. }
            | Event::ChangeProgress { .. }
            | Event::Looked { .. }
            | Event::LeftOver { .. }
            | Event::KeyringSlow { .. }
            | Event::CreateBegins { .. }
            | Event::Waiting { .. }
            | Event::Audit(AuditEvent::Progress { .. } | AuditEvent::EndpointChecked { .. })
    )
}

pub fn api_key() -> Credential {
    Credential::Basic { api_id: demo::API_ID.into(), api_token: Secret::new(demo::API_TOKEN) }
}

pub fn profile(base: &str) -> Profile {
    let base = ApiBase::parse(base).unwrap();
    Profile::new(ProfileId::new("p1"), "Demo".into(), base, CredentialKind::Basic)
}

pub fn target() -> Target {
    Target::Profile(ProfileId::new("p1"))
}

pub fn open(base: &str) -> Command {
    Command::OpenProfile { request: NOW, profile: profile(base), proxy: ProxyChoice::None }
}

pub async fn server() -> DemoServer {
    DemoServer::start(Options::default()).await.unwrap()
}

pub fn spec() -> WebhookSpec {
    let events = ["call.ended", "fax.received"].into_iter().map(EventName::new).collect();
    Draft { name: "Night shift".into(), url: "https://new.example.com/in".into(), events, active: true }
        .parse()
        .unwrap()
}
