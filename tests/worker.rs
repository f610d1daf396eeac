//! The worker over real HTTP: commands in, events out, seen from both sides.

use std::sync::Arc;
use std::time::Duration;

use hookswitch::aircall::Limits;
use hookswitch::app::command::{Creation, Job};
use hookswitch::app::message::DemoMode;
use hookswitch::app::review::Way;
use hookswitch::app::{Command, Event, Outcome, Problem, RequestId, Target};
use hookswitch::demo::{self, CompanyData, DemoServer, Fault, Mode, Options, Stored};
use hookswitch::domain::{
    ApiBase, Company, Credential, CredentialKind, Draft, EventName, EventSet, Keeping, Listing, Profile, ProfileId,
    ProxyChoice, Secret, Settings, Status, WebhookId, WebhookSpec,
};
use hookswitch::vault::{Backend, BackendError, SettingsFile, Vault};
use hookswitch::worker::{Runner, Services, stream};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use zeroize::Zeroizing;

const DEADLINE: Duration = Duration::from_secs(20);
const NOW: RequestId = RequestId(7);

/// A window without a window: gives commands, and takes events when it is woken.
struct Window {
    runner: Runner,
    woken: UnboundedReceiver<()>,
    /// Events that came before the one that was waited for.
    heard: Vec<Event>,
}

impl Window {
    fn new(vault: Vault, settings: Option<SettingsFile>) -> Self {
        let (wake, woken) = unbounded_channel();
        let wake: Arc<dyn Fn() + Send + Sync> = Arc::new(move || wake.send(()).unwrap_or_default());
        let (tell, events) = stream(&wake);
        let limits = Limits { first_backoff: Duration::from_millis(1), ..Limits::default() };
        let services = Services::new(vault, settings, tell).with_limits(limits);
        Self { runner: Runner::with_services(services, events, wake).unwrap(), woken, heard: Vec::new() }
    }

    fn plain() -> Self {
        Self::new(Vault::memory(), None)
    }

    /// With the server's company connected and open.
    async fn on(server: &DemoServer) -> Self {
        let mut window = Self::plain();
        let (profile, credential) = (profile(&server.base_url()), api_key());
        let kept = window.answer(Command::Keep { request: NOW, profile, credential, keeping: Keeping::Keyring }).await;
        assert_eq!(kept, Event::Kept { request: NOW, result: Ok(()) });
        let opened = window.answer(open(&server.base_url())).await;
        assert_eq!(opened, Event::Opened { request: NOW, result: Ok(()) });
        window
    }

    /// The next event; each comes after a wake.
    async fn next(&mut self) -> Event {
        loop {
            if let Some(event) = self.runner.next_event() {
                return event;
            }
            tokio::time::timeout(DEADLINE, self.woken.recv()).await.expect("an answer in time");
        }
    }

    /// What the command ends with.
    async fn answer(&mut self, command: Command) -> Event {
        self.runner.dispatch(command);
        self.end().await
    }

    async fn end(&mut self) -> Event {
        self.heard.clear();
        loop {
            match self.next().await {
                end if is_end(&end) => return end,
                event => self.heard.push(event),
            }
        }
    }

    async fn list(&mut self) -> Listing {
        match self.answer(Command::ReadWebhooks { request: NOW, target: target() }).await {
            Event::WebhooksRead { result: Ok(listing), .. } => listing,
            other => panic!("{other:?}"),
        }
    }

    async fn create(&mut self, spec: &WebhookSpec) -> Result<Creation, Problem> {
        let known = self.list().await.webhooks.into_iter().map(|hook| hook.id).collect();
        let create = Command::Create { request: NOW, target: target(), spec: spec.clone(), known };
        match self.answer(create).await {
            Event::Created { result, .. } => result,
            other => panic!("{other:?}"),
        }
    }

    /// What became of each, and whether it was cancelled.
    async fn switch(&mut self, jobs: Vec<Job>, status: Status) -> (Vec<Outcome>, bool) {
        match self.answer(Command::SetStatus { request: NOW, target: target(), jobs, status }).await {
            Event::StatusDone { request: NOW, cancelled } => (outcomes(&self.heard), cancelled),
            other => panic!("{other:?}"),
        }
    }
}

fn is_end(event: &Event) -> bool {
    !matches!(
        event,
        Event::ReadProgress { .. } | Event::StatusProgress { .. } | Event::KeyringSlow { .. } | Event::Waiting { .. }
    )
}

fn outcomes(events: &[Event]) -> Vec<Outcome> {
    let outcome = |event: &Event| match event {
        Event::StatusProgress { request: NOW, outcome, .. } => Some(outcome.clone()),
        _ => None,
    };
    events.iter().filter_map(outcome).collect()
}

fn api_key() -> Credential {
    Credential::Basic { api_id: demo::API_ID.into(), api_token: Secret::new(demo::API_TOKEN) }
}

fn profile(base: &str) -> Profile {
    Profile {
        id: ProfileId::new("p1"),
        name: "Demo".into(),
        base: ApiBase::parse(base).unwrap(),
        kind: CredentialKind::Basic,
        keeping: Keeping::Keyring,
        known_names: std::collections::BTreeMap::new(),
    }
}

fn target() -> Target {
    Target::Profile(ProfileId::new("p1"))
}

fn open(base: &str) -> Command {
    Command::OpenProfile { request: NOW, profile: profile(base), proxy: ProxyChoice::None }
}

async fn server() -> DemoServer {
    DemoServer::start(Options::default()).await.unwrap()
}

fn fault(server: &DemoServer, fault: Fault) {
    server.set_mode(Mode { fault, ..Mode::default() });
}

fn off(server: &DemoServer) -> Vec<Stored> {
    server.webhooks().into_iter().filter(|hook| !hook.active).collect()
}

fn jobs(hooks: &[Stored], way: Way) -> Vec<Job> {
    hooks.iter().map(|hook| Job { id: WebhookId::new(&hook.id), known_name: None, way }).collect()
}

fn named(server: &DemoServer, name: &str) -> Stored {
    server.webhooks().into_iter().find(|hook| hook.name.as_deref() == Some(name)).unwrap()
}

/// How often a method was asked for.
fn count(server: &DemoServer, method: &str) -> usize {
    server.requests().iter().filter(|request| request.method == method).count()
}

fn set_of(hook: &Stored) -> EventSet {
    hook.events.iter().map(|name| EventName::new(name)).collect()
}

fn spec() -> WebhookSpec {
    let events = ["call.ended", "fax.received"].into_iter().map(EventName::new).collect();
    Draft { name: "Night shift".into(), url: "https://new.example.com/in".into(), events }.parse().unwrap()
}

#[tokio::test]
async fn a_company_is_tested_kept_opened_and_read() {
    let server = server().await;
    let mut window = Window::plain();
    let base = ApiBase::parse(&server.base_url()).unwrap();
    let test = Command::Test { request: NOW, base, credential: api_key(), proxy: ProxyChoice::None };
    let company = Company { name: demo::COMPANY_NAME.into(), users: Some(12), numbers: Some(3) };
    assert_eq!(window.answer(test).await, Event::Tested { request: NOW, result: Ok(company.clone()) });
    let mut window = Window::on(&server).await;
    let stored = Command::TestProfile { request: NOW, profile: profile(&server.base_url()), proxy: ProxyChoice::None };
    assert_eq!(window.answer(stored).await, Event::Tested { request: NOW, result: Ok(company) });
    let list = window.list().await;
    assert_eq!((list.webhooks.len(), list.total, list.inactive()), (24, Some(24), 5));
    assert_eq!(window.heard, [Event::ReadProgress { request: NOW, read: 24, total: Some(24) }]);
}

#[tokio::test]
async fn a_forgotten_company_is_closed_and_its_entry_gone() {
    let server = server().await;
    let mut window = Window::on(&server).await;
    let forget = Command::Forget { request: NOW, profile: ProfileId::new("p1") };
    assert_eq!(window.answer(forget).await, Event::Forgotten { request: NOW, result: Ok(()) });
    let gone = Event::Opened { request: NOW, result: Err(Problem::KeyringEntryGone) };
    assert_eq!(window.answer(open(&server.base_url())).await, gone);
    assert_eq!(server.requests().len(), 0, "opening and forgetting ask the keyring only");
}

#[tokio::test]
async fn a_webhook_is_created_as_it_was_meant() {
    let server = server().await;
    let made = Window::on(&server).await.create(&spec()).await.unwrap();
    assert!(!made.answer_lost && spec().matches(&made.webhook) && made.webhook.token.is_some());
    assert_eq!((server.webhooks().len(), count(&server, "POST")), (25, 1));
}

#[tokio::test]
async fn a_create_whose_answer_was_lost_is_found_in_the_list_and_sent_once() {
    let server = server().await;
    let mut window = Window::on(&server).await;
    fault(&server, Fault::LostCreate);
    let made = window.create(&spec()).await.unwrap();
    assert!(made.answer_lost && spec().matches(&made.webhook));
    assert_eq!((server.webhooks().len(), count(&server, "POST")), (25, 1));
}

#[tokio::test]
async fn an_older_twin_is_not_taken_for_the_lost_create() {
    let server = server().await;
    let mut window = Window::on(&server).await;
    let twin = window.create(&spec()).await.unwrap().webhook.id;
    fault(&server, Fault::LostBeforeCreate);
    assert_eq!(window.create(&spec()).await, Err(Problem::CreateUnclear));
    fault(&server, Fault::LostCreate);
    assert_ne!(window.create(&spec()).await.unwrap().webhook.id, twin);
}

#[tokio::test]
async fn a_create_that_never_arrived_is_unclear_sent_once_and_can_be_looked_for() {
    let server = server().await;
    let mut window = Window::on(&server).await;
    fault(&server, Fault::LostBeforeCreate);
    assert_eq!(window.create(&spec()).await, Err(Problem::CreateUnclear));
    let look = Command::LookForCreated { request: NOW, target: target(), spec: spec(), known: Vec::new() };
    let unclear = Event::Created { request: NOW, result: Err(Problem::CreateUnclear) };
    assert_eq!(window.answer(look).await, unclear);
    assert_eq!((server.webhooks().len(), count(&server, "POST")), (24, 1));
}

#[tokio::test]
async fn at_the_limit_the_limit_is_named() {
    let mut company = CompanyData::demo();
    let first = company.webhooks.remove(0);
    company.webhooks = (0..100).map(|n| Stored { id: format!("hook-{n}"), ..first.clone() }).collect();
    let server = DemoServer::start(Options { company, ..Options::default() }).await.unwrap();
    let refused = Window::on(&server).await.create(&spec()).await;
    assert_eq!(refused, Err(Problem::LimitReached { limit: 100 }));
}

/// On a server where a PUT without events subscribes to all.
#[tokio::test]
async fn after_all_are_switched_on_again_every_event_set_is_what_it_was() {
    let server = server().await;
    let before = server.webhooks();
    let mut dead = off(&server);
    dead.push(named(&server, "Fax bridge")); // on already, with a name that nobody knows
    let mut window = Window::on(&server).await;
    let (became, cancelled) = window.switch(jobs(&dead, Way::FullList), Status::Active).await;
    let mut expected = vec![Outcome::Done; 5];
    expected.push(Outcome::WasSo);
    assert_eq!((became, cancelled), (expected, false));
    for (was, is) in before.iter().zip(server.webhooks()) {
        assert_eq!(is, Stored { active: true, events: is.events.clone(), ..was.clone() }, "nothing else changed");
        assert_eq!(set_of(&is), set_of(was), "{:?}", was.name);
    }
    assert_eq!(count(&server, "PUT"), 5);
    let sent = server.requests().into_iter().filter(|request| request.method == "PUT");
    let sizes: Vec<_> = sent.map(|put| put.events).collect();
    assert_eq!(sizes, dead.iter().take(5).map(|hook| Some(hook.events.len())).collect::<Vec<_>>());
}

#[tokio::test]
async fn unknown_and_retired_names_survive_both_ways() {
    let mut company = CompanyData::demo();
    company.webhooks.truncate(1);
    for hook in &mut company.webhooks {
        hook.events = ["sms.sent", "future.event_name", "call.ended", "user.closed"].map(str::to_owned).into();
    }
    let server = DemoServer::start(Options { company, ..Options::default() }).await.unwrap();
    let before = server.webhooks();
    let mut window = Window::on(&server).await;
    for (way, status) in [
        (Way::FullList, Status::Active),
        (Way::FullList, Status::Inactive),
        (Way::Merge, Status::Active),
        (Way::Merge, Status::Inactive),
    ] {
        assert_eq!(window.switch(jobs(&before, way), status).await, (vec![Outcome::Done], false));
        let after = server.webhooks().remove(0);
        assert_eq!((set_of(&after), after.active), (before.first().map(set_of).unwrap(), status.is_active()));
    }
}

#[tokio::test]
async fn an_answer_that_is_still_off_is_no_success() {
    let server = server().await;
    let mut window = Window::on(&server).await;
    fault(&server, Fault::StillOff);
    let one = jobs(&[named(&server, "Orders")], Way::FullList);
    assert_eq!(window.switch(one, Status::Active).await, (vec![Outcome::AcceptedButNot], false));
}

#[tokio::test]
async fn where_an_old_name_is_refused_the_other_way_keeps_every_event() {
    let server = server().await;
    let mut window = Window::on(&server).await;
    fault(&server, Fault::RefuseRetired);
    let night = named(&server, "Night desk");
    let full = jobs(std::slice::from_ref(&night), Way::FullList);
    assert_eq!(window.switch(full, Status::Active).await, (vec![Outcome::RefusedOldNames], false));
    assert_eq!(named(&server, "Night desk"), night, "nothing was changed");
    let merge = jobs(std::slice::from_ref(&night), Way::Merge);
    assert_eq!(window.switch(merge, Status::Active).await, (vec![Outcome::Done], false));
    let after = named(&server, "Night desk");
    assert_eq!((set_of(&after), after.active), (set_of(&night), true));
}

#[tokio::test]
async fn what_is_on_already_or_gone_gets_no_put() {
    let server = server().await;
    let mut window = Window::on(&server).await;
    let mut hooks = vec![named(&server, "SMS gateway"), named(&server, "Orders")];
    hooks.iter_mut().skip(1).for_each(|hook| hook.id = "gone".into());
    let (became, _) = window.switch(jobs(&hooks, Way::FullList), Status::Active).await;
    assert_eq!(became, [Outcome::WasSo, Outcome::Gone]);
    assert_eq!(count(&server, "PUT"), 0);
}

#[tokio::test]
async fn one_failure_leaves_the_rest_going_and_a_refused_key_ends_it() {
    let server = server().await;
    let mut window = Window::on(&server).await;
    let mut hooks = off(&server);
    hooks.truncate(3);
    fault(&server, Fault::ServerError);
    let (became, _) = window.switch(jobs(&hooks[..1], Way::FullList), Status::Active).await;
    assert_eq!(became, [Outcome::Refused(Problem::ServerFault { status: 500 })]);
    fault(&server, Fault::Unauthorized);
    let asked = server.requests().len();
    let (became, _) = window.switch(jobs(&hooks, Way::FullList), Status::Active).await;
    assert_eq!(became, vec![Outcome::Refused(Problem::Unauthorized); 3]);
    assert_eq!(server.requests().len(), asked + 1, "a refused key is sent once");
}

#[tokio::test]
async fn cancelled_between_two_it_ends_the_one_under_way_and_leaves_the_rest() {
    let server = server().await;
    let mut window = Window::on(&server).await;
    server.set_mode(Mode { slow: Some(Duration::from_millis(50)), ..Mode::default() });
    let jobs = jobs(&off(&server), Way::FullList);
    window.runner.dispatch(Command::SetStatus { request: NOW, target: target(), jobs, status: Status::Active });
    let first = window.next().await;
    assert!(matches!(first, Event::StatusProgress { outcome: Outcome::Done, .. }), "{first:?}");
    window.runner.dispatch(Command::Cancel { request: NOW });
    let end = window.end().await;
    assert_eq!(end, Event::StatusDone { request: NOW, cancelled: true });
    assert_eq!(outcomes(&window.heard), [Outcome::Done], "the second was under way");
    assert_eq!((off(&server).len(), count(&server, "PUT")), (3, 2));
}

#[tokio::test]
async fn a_key_that_may_not_see_webhooks_is_not_called_wrong() {
    let server = server().await;
    let mut window = Window::on(&server).await;
    fault(&server, Fault::WebhooksForbidden);
    let read = Command::ReadWebhooks { request: NOW, target: target() };
    let forbidden = Event::WebhooksRead { request: NOW, result: Err(Problem::WebhooksForbidden) };
    assert_eq!(window.answer(read).await, forbidden);
    let (became, _) = window.switch(jobs(&off(&server)[..1], Way::FullList), Status::Active).await;
    assert_eq!(became, [Outcome::Refused(Problem::WebhooksForbidden)]);
    let refused = window.answer(Command::Create { request: NOW, target: target(), spec: spec(), known: vec![] }).await;
    assert_eq!(refused, Event::Created { request: NOW, result: Err(Problem::WebhooksForbidden) });
}

#[tokio::test]
async fn each_fault_of_the_way_is_a_problem_of_its_own() {
    let server = server().await;
    let mut window = Window::on(&server).await;
    for (mode, problem) in [
        (Fault::Unauthorized, Problem::Unauthorized),
        (Fault::Html403, Problem::RefusedOnTheWay),
        (Fault::Garbage, Problem::Unreadable { status: Some(200) }),
        (Fault::Redirect("https://elsewhere.example".into()), Problem::Redirected),
    ] {
        fault(&server, mode);
        let read = window.answer(Command::ReadWebhooks { request: NOW, target: target() }).await;
        assert_eq!(read, Event::WebhooksRead { request: NOW, result: Err(problem) });
    }
}

/// A keyring that panics, or answers when its door is opened.
enum Odd {
    Panics,
    Hangs(std::sync::Mutex<std::sync::mpsc::Receiver<()>>),
}

impl Odd {
    fn ask<T>(&self) -> Result<T, BackendError> {
        match self {
            Self::Panics => panic!("a fault in the system's keyring"),
            Self::Hangs(door) => {
                door.lock().unwrap().recv().ok(); // until the test is over
                Err(BackendError::Locked)
            }
        }
    }
}

impl Backend for Odd {
    fn read(&self, _user: &str) -> Result<Option<Zeroizing<String>>, BackendError> {
        self.ask()
    }

    fn write(&self, _user: &str, _text: &str) -> Result<(), BackendError> {
        self.ask()
    }

    fn remove(&self, _user: &str) -> Result<(), BackendError> {
        self.ask()
    }
}

#[tokio::test]
async fn a_keyring_that_panics_is_a_fault_and_not_the_end() {
    let server = server().await;
    let mut window = Window::new(Vault::with_backend(Arc::new(Odd::Panics)), None);
    let fault = Event::Opened { request: NOW, result: Err(Problem::KeyringFault) };
    for _again in 0..2 {
        assert_eq!(window.answer(open(&server.base_url())).await, fault);
    }
    let mut profile = profile(&server.base_url());
    profile.keeping = Keeping::ThisSession;
    let keep =
        Command::Keep { request: NOW, profile: profile.clone(), credential: api_key(), keeping: Keeping::ThisSession };
    assert_eq!(window.answer(keep).await, Event::Kept { request: NOW, result: Ok(()) });
    let open = Command::OpenProfile { request: NOW, profile, proxy: ProxyChoice::None };
    assert_eq!(window.answer(open).await, Event::Opened { request: NOW, result: Ok(()) });
    assert_eq!(window.list().await.webhooks.len(), 24, "a key for this session needs no keyring");
}

#[tokio::test]
async fn a_keyring_that_hangs_is_told_and_cancel_answers_at_once() {
    let (_door, opened) = std::sync::mpsc::channel();
    let mut window = Window::new(Vault::with_backend(Arc::new(Odd::Hangs(opened.into()))), None);
    window.runner.dispatch(open("http://127.0.0.1:9"));
    assert_eq!(window.next().await, Event::KeyringSlow { request: NOW });
    window.runner.dispatch(Command::Cancel { request: NOW });
    assert_eq!(window.next().await, Event::Opened { request: NOW, result: Err(Problem::Cancelled) });
    let busy = window.answer(open("http://127.0.0.1:9")).await;
    assert_eq!(busy, Event::Opened { request: NOW, result: Err(Problem::KeyringBusy) }, "no second prompt");
}

#[tokio::test]
async fn saves_in_a_row_end_with_the_newest_settings() {
    let folder = tempfile::tempdir().unwrap();
    let file = SettingsFile::at(folder.path().to_owned());
    let mut window = Window::new(Vault::memory(), Some(file.clone()));
    let settings = |n: usize| {
        let profile = Profile { name: format!("Company {n}"), ..profile("https://api.aircall.io") };
        Settings { profiles: vec![profile], ..Settings::default() }
    };
    for n in 0..30 {
        window.runner.dispatch(Command::SaveSettings(settings(n)));
    }
    for _ in 0..30 {
        assert_eq!(window.next().await, Event::SettingsSaved(Ok(())));
    }
    assert_eq!(file.load().settings, settings(29));
    window.runner.dispatch(Command::SaveSettings(settings(30)));
    drop(window);
    assert_eq!(file.load().settings, settings(30), "what was asked for before the end is written");
}

#[tokio::test]
async fn every_save_that_could_not_be_written_says_so() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("in-the-way"), "").unwrap();
    let file = SettingsFile::at(folder.path().join("in-the-way"));
    let mut window = Window::new(Vault::memory(), Some(file));
    for _ in 0..5 {
        window.runner.dispatch(Command::SaveSettings(Settings::default()));
    }
    for _ in 0..5 {
        assert_eq!(window.next().await, Event::SettingsSaved(Err(Problem::SettingsNotSaved)));
    }
}

#[tokio::test]
async fn every_command_is_answered_once_also_when_it_is_cancelled() {
    let server = server().await;
    let mut window = Window::on(&server).await;
    server.set_mode(Mode { slow: Some(Duration::from_millis(5)), ..Mode::default() });
    let base = server.base_url();
    let profile = profile(&base);
    let (none, known) = (ProxyChoice::None, Vec::new());
    let of = |n: u64| RequestId(n);
    let commands = [
        Command::OpenDemo { request: of(1) },
        Command::Test { request: of(2), base: profile.base.clone(), credential: api_key(), proxy: none.clone() },
        Command::ReadWebhooks { request: of(3), target: target() },
        Command::ReadWebhooks { request: of(4), target: Target::Profile(ProfileId::new("unknown")) },
        Command::LookForCreated { request: of(5), target: target(), spec: spec(), known: known.clone() },
        Command::Create { request: of(6), target: target(), spec: spec(), known },
        Command::SetStatus { request: of(7), target: target(), jobs: Vec::new(), status: Status::Active },
        Command::TestProfile { request: of(8), profile: profile.clone(), proxy: none },
        Command::Keep { request: of(9), profile, credential: api_key(), keeping: Keeping::ThisSession },
        Command::Forget { request: of(10), profile: ProfileId::new("other") },
    ];
    let expected = commands.len() + 3;
    for command in commands {
        window.runner.dispatch(command);
    }
    window.runner.dispatch(Command::LoadSettings);
    window.runner.dispatch(Command::SaveSettings(Settings::default()));
    window.runner.dispatch(Command::SetDemoMode(DemoMode::Normal));
    for request in [2, 3, 8, 99] {
        window.runner.dispatch(Command::Cancel { request: RequestId(request) });
    }
    let mut kinds = Vec::new();
    for _ in 0..expected {
        kinds.push(format!("{:?}", std::mem::discriminant(&window.end().await)));
    }
    assert_eq!(kinds.len(), expected);
    let more = tokio::time::timeout(Duration::from_millis(200), window.end()).await;
    assert!(more.is_err(), "one answer too many: {more:?}");
}

#[tokio::test]
async fn the_demo_company_is_opened_and_answers_in_its_modes() {
    let mut window = Window::plain();
    for _again in 0..2 {
        let opened = window.answer(Command::OpenDemo { request: NOW }).await;
        assert_eq!(opened, Event::Opened { request: NOW, result: Ok(()) });
    }
    let Event::WebhooksRead { result: Ok(list), .. } =
        window.answer(Command::ReadWebhooks { request: NOW, target: Target::Demo }).await
    else {
        panic!("the list is read")
    };
    let night = list.webhooks.into_iter().find(|hook| hook.name.as_deref() == Some("Night desk")).unwrap();
    assert_eq!(window.answer(Command::SetDemoMode(DemoMode::Faulty)).await, Event::Done(Ok(())));
    let jobs = vec![Job { id: night.id, known_name: None, way: Way::FullList }];
    window.answer(Command::SetStatus { request: NOW, target: Target::Demo, jobs, status: Status::Active }).await;
    assert_eq!(outcomes(&window.heard), [Outcome::RefusedOldNames]);
}
