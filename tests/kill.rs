//! A program that is killed in the midst of its work: it starts again, looks up what was under way, and goes on.
//!
//! The company answers from this process, so that it outlives the program. What the program had sent when it was killed
//! reaches the company before anything that is sent later.

#![cfg(not(windows))] // the same there, but each start takes so long that this would take minutes
#![expect(clippy::disallowed_methods, reason = "each company has a runtime of its own, on one thread")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "the helpers are part of the tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use fastrand::Rng;
use hookswitch::app::command::Job;
use hookswitch::app::review::{Way, What};
use hookswitch::app::{Outcome, Target};
use hookswitch::demo::{self, CompanyData, DemoServer, Fault, Mode, Options, Stored};
use hookswitch::domain::{
    ApiBase, CallbackUrl, ChangeId, ChangeKind, ChangeRecord, Credential, Edit, EventName, Fate, Kept, Origin, Planned,
    ProfileId, ProxyChoice, Secret, Status, Webhook, WebhookId,
};
use hookswitch::vault::{History, Vault};
use hookswitch::worker::{Access, Connection, LeftOver, Services, change, look_up_left_over, plan, read_list};
use jiff::Timestamp;

const WEBHOOKS: u64 = 20;
const KILLS: usize = 200;
/// Companies that are tried side by side.
const LANES: usize = 4;

/// Names the company's address and the history file to a test process that is there to be killed.
const CHILD: &str = "HOOKSWITCH_TEST_KILL";

/// The app at work on the company: what a start of it opens.
async fn connect(base: &str, history: &Path) -> (Services, Connection) {
    let services = Services::new(Vault::memory(), None, Arc::new(drop)).with_history(Some(history.to_owned()));
    let services = services.asked_by(Origin::Terminal).with_budget(u32::MAX);
    let credential = Credential::Basic { api_id: demo::API_ID.into(), api_token: Secret::new(demo::API_TOKEN) };
    let access = Access::new(ApiBase::parse(base).unwrap(), credential, ProxyChoice::None);
    let connection = services.connect(Target::Profile(ProfileId::new("p1")), access).await.unwrap();
    (services, connection)
}

fn job(seen: Webhook, planned: Option<ChangeId>) -> Job {
    Job {
        id: seen.id.clone(),
        label: seen.label(),
        known_name: None,
        what: What::Edit(Edit::status(Status::Active)),
        way: Way::FullList,
        seen,
        guarded: false,
        undoes: None,
        planned,
    }
}

async fn switch_on(connection: &Connection, mut jobs: Vec<Job>) {
    plan(connection, &mut jobs).await.unwrap();
    for job in jobs {
        let report = change(connection, &job, std::future::pending()).await.unwrap();
        assert_eq!(report.outcome, Outcome::Done);
    }
}

async fn off(connection: &Connection) -> Vec<Webhook> {
    let listing = read_list(connection, &|_, _| {}).await.unwrap();
    connection.journal.look(&listing).await.unwrap();
    listing.webhooks.into_iter().filter(|hook| !hook.status.is_active()).collect()
}

fn alone<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

#[test]
fn a_program_that_switches_all_on_until_it_is_killed() {
    let Ok(child) = std::env::var(CHILD) else { return };
    let (base, history) = child.split_once(' ').unwrap();
    alone(async {
        let (_services, connection) = connect(base, Path::new(history)).await;
        let jobs = off(&connection).await.into_iter().map(|hook| job(hook, None)).collect();
        switch_on(&connection, jobs).await;
    });
}

/// Deactivated, each with events of its own, unknown and retired ones among them.
fn webhooks() -> Vec<Stored> {
    let names = ["call.ended", "sms.sent", "fax.received", "contact.created", "user.closed"];
    let events = |n: u64| names.iter().enumerate().filter(move |(at, _)| n >> at & 1 == 1).map(|(_, name)| *name);
    (1..=WEBHOOKS).map(|n| Stored::sample(n, &format!("Hook {n}"), &events(n).collect::<Vec<_>>()).off()).collect()
}

struct Company {
    server: DemoServer,
    folder: tempfile::TempDir,
    random: Rng,
    /// How long the program takes where nobody kills it.
    whole: Duration,
    /// The newest change of the runs before.
    last: Option<ChangeId>,
}

impl Company {
    async fn new(seed: u64) -> Self {
        let company = CompanyData::with(webhooks());
        let server = DemoServer::start(Options { company, ..Options::default() }).await.unwrap();
        let (folder, random) = (tempfile::tempdir().unwrap(), Rng::with_seed(seed));
        Self { server, folder, random, whole: Duration::ZERO, last: None }
    }

    fn history(&self) -> std::path::PathBuf {
        self.folder.path().join("data").join("history.sqlite")
    }

    /// Everything as at the start; the history too where it is to be made anew.
    fn reset(&mut self, history: bool) {
        self.server.change(|hooks| *hooks = webhooks());
        let slow = Duration::from_micros(self.random.u64(..3_000));
        self.server.set_mode(Mode { slow: Some(slow), ..Mode::default() });
        if history {
            self.folder = tempfile::tempdir().unwrap();
            self.last = None;
        }
    }

    /// Runs the program until its end, or until it is killed.
    async fn program(&mut self, killed_after: Option<Duration>) {
        let begin = Instant::now();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "a_program_that_switches_all_on_until_it_is_killed"])
            .env(CHILD, format!("{} {}", self.server.base_url(), self.history().display()))
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let tick = Duration::from_millis(1);
        if let Some(after) = killed_after {
            tokio::time::sleep(after.saturating_sub(begin.elapsed())).await;
            child.kill().unwrap();
            child.wait().unwrap();
            tokio::time::sleep(2 * tick).await; // the company takes what had left the program
        } else {
            while child.try_wait().unwrap().is_none() {
                tokio::time::sleep(tick).await;
            }
            self.whole = begin.elapsed();
        }
    }

    /// What the program wrote down since the last start.
    async fn written(&self, connection: &Connection) -> Vec<ChangeRecord> {
        let (records, _) = connection.journal.newest(usize::MAX).await.unwrap();
        records.into_iter().filter(|record| Some(record.id) > self.last).collect()
    }

    fn is_on(&self, record: &ChangeRecord) -> bool {
        let id = record.webhook.as_ref().unwrap();
        self.server.webhooks().iter().any(|hook| hook.id == id.as_str() && hook.active)
    }

    /// All that anyone could see of a webhook is as it was, but for its status.
    fn assert_kept(&self) {
        let kept = |hooks: Vec<Stored>| -> BTreeMap<String, Stored> {
            let plain = |hook: Stored| Stored { events: sorted(hook.events), ..hook }.off();
            hooks.into_iter().map(|hook| (hook.id.clone(), plain(hook))).collect()
        };
        assert_eq!(kept(self.server.webhooks()), kept(webhooks()));
    }

    /// Starts again after a kill, and goes on. Returns what was found out about the change under way, if there was one.
    async fn start_again(&mut self) -> Option<Fate> {
        let (_services, connection) = connect(&self.server.base_url(), &self.history()).await;
        let before = self.written(&connection).await;
        let LeftOver { looked_up, planned } = look_up_left_over(&connection).await.unwrap();
        let of = |fate| -> BTreeSet<ChangeId> {
            before.iter().filter(|record| record.fate == fate).map(|record| record.id).collect()
        };
        assert_eq!(ids(&looked_up), of(Fate::Sent), "what was under way is looked up");
        assert_eq!(ids(&planned), of(Fate::Planned), "what was planned is offered");
        assert!(looked_up.len() <= 1, "one after another");
        assert_eq!(connection.journal.unfinished().await.unwrap(), planned, "nothing else is open");
        for record in self.written(&connection).await {
            let told = match record.fate {
                Fate::Done | Fate::FoundDone => true,
                Fate::FoundUndone | Fate::Planned => false,
                other => panic!("{other:?} is told of {record:?}"),
            };
            assert_eq!(told, self.is_on(&record), "{record:?}");
        }
        self.assert_kept();
        let is_first = self.last.is_none();
        self.go_on(&connection, &looked_up, planned, before.is_empty()).await;
        let (changes, sightings) = connection.journal.newest(usize::MAX).await.unwrap();
        assert!(changes.iter().all(|record| !record.fate.is_open()), "nothing is left open");
        assert!(!is_first || sightings.is_empty(), "nothing looks like the doing of someone else");
        self.last = changes.first().map(|record| record.id);
        looked_up.first().map(|record| record.fate)
    }

    /// Sends what was planned, and again what is known not to be done.
    async fn go_on(
        &self,
        connection: &Connection,
        looked_up: &[ChangeRecord],
        planned: Vec<ChangeRecord>,
        nothing_written: bool,
    ) {
        let off = off(connection).await;
        assert_eq!(off.len(), if nothing_written { webhooks().len() } else { planned.len() + undone(looked_up) });
        let record = |hook: &Webhook| planned.iter().find(|record| record.webhook.as_ref() == Some(&hook.id));
        let jobs = off.into_iter().map(|hook| (record(&hook).map(|record| record.id), hook));
        switch_on(connection, jobs.map(|(planned, hook)| job(hook, planned)).collect()).await;
        self.assert_kept();
        assert!(self.server.webhooks().iter().all(|hook| hook.active), "all are as they were meant");
        assert_eq!(connection.journal.unfinished().await.unwrap(), []);
    }
}

fn undone(looked_up: &[ChangeRecord]) -> usize {
    looked_up.iter().filter(|record| record.fate == Fate::FoundUndone).count()
}

fn sorted(mut events: Vec<String>) -> Vec<String> {
    events.sort();
    events
}

fn ids(records: &[ChangeRecord]) -> BTreeSet<ChangeId> {
    records.iter().map(|record| record.id).collect()
}

/// What the changes under way were found to be.
async fn killed_again_and_again(seed: u64) -> Vec<Option<Fate>> {
    let mut company = Company::new(seed).await;
    let mut found = Vec::new();
    for kill in 0..KILLS / LANES {
        if kill % 10 == 0 {
            company.reset(true);
            company.program(None).await;
            assert!(company.server.webhooks().iter().all(|hook| hook.active), "it does its work where nobody kills it");
        }
        company.reset(kill % 2 == 0); // every other one meets what the kill before left
        let longest = u64::try_from(company.whole.as_micros()).unwrap();
        let after = Duration::from_micros(company.random.u64(..longest));
        company.program(Some(after)).await;
        found.push(company.start_again().await);
    }
    found
}

#[test]
fn killed_at_any_moment_it_starts_again_and_tells_what_became_of_the_change_under_way() {
    let found: Vec<Option<Fate>> = std::thread::scope(|scope| {
        let lane = |seed| scope.spawn(move || alone(killed_again_and_again(seed)));
        let lanes: Vec<_> = (0..u64::try_from(LANES).unwrap()).map(lane).collect();
        lanes.into_iter().flat_map(|lane| lane.join().unwrap()).collect()
    });
    let count = |fate| found.iter().filter(|found| **found == fate).count();
    let counts = [count(None), count(Some(Fate::FoundDone)), count(Some(Fate::FoundUndone))];
    assert!(found.len() == KILLS && counts.iter().all(|count| *count > 0), "{counts:?} of {KILLS}");
}

/// A create that was under way when the program was killed: what the next start tells of it.
async fn create_killed(company: &mut Company, look_first: bool, arrived: bool) -> (ChangeRecord, usize) {
    company.reset(true);
    let new = Stored { url: "https://new.example/in?key=k".into(), ..Stored::sample(77, "New", &["call.ended"]) };
    let twin = Stored { id: "twin".into(), ..new.clone() };
    company.server.change(|hooks| hooks.push(twin));
    {
        let (_services, connection) = connect(&company.server.base_url(), &company.history()).await;
        if look_first {
            off(&connection).await;
        }
    }
    let kept = Kept {
        name: Some("New".into()),
        url: CallbackUrl::received(&new.url).masked(),
        url_is_whole: false,
        events: [EventName::new("call.ended")].into_iter().collect(),
        status: Status::Active,
    };
    let planned = Planned {
        webhook: None,
        label: "New".into(),
        kind: ChangeKind::Create,
        origin: Origin::Window,
        undoes: None,
        before: None,
        after: Some(kept),
    };
    let history = History::open(&company.history()).unwrap().history;
    let (_, ids) = history.plan("p1", Timestamp::now(), &[planned]).unwrap();
    history.sent(ids[0], None, None, false).unwrap();
    drop(history);
    if arrived {
        company.server.change(|hooks| hooks.push(new));
    }
    let (_services, connection) = connect(&company.server.base_url(), &company.history()).await;
    if look_first {
        off(&connection).await; // the list comes in before it is looked up
    }
    let looked_up = look_up_left_over(&connection).await.unwrap().looked_up;
    off(&connection).await;
    let (changes, sightings) = connection.journal.newest(usize::MAX).await.unwrap();
    assert_eq!((changes.len(), looked_up.len(), changes[0].fate), (1, 1, looked_up[0].fate));
    (changes[0].clone(), sightings.len())
}

#[test]
fn a_create_that_was_under_way_is_looked_for_at_the_next_start() {
    alone(async {
        let mut company = Company::new(2).await;
        let (record, news) = create_killed(&mut company, true, true).await;
        let made = company.server.webhooks().last().unwrap().id.clone();
        assert_eq!((record.fate, record.webhook, news), (Fate::FoundDone, Some(WebhookId::new(made)), 0));
        let (record, news) = create_killed(&mut company, true, false).await;
        assert_eq!(
            (record.fate, record.webhook, news),
            (Fate::FoundUndone, None, 0),
            "its older twin isn't taken for it"
        );
        let (record, _) = create_killed(&mut company, false, true).await;
        assert_eq!((record.fate, record.webhook), (Fate::Unknown, None), "which one was there before, nobody knows");
    });
}

#[test]
fn what_cannot_be_looked_up_now_is_looked_up_at_the_next_start() {
    alone(async {
        let company = Company::new(1).await;
        let hook = company.server.webhooks().remove(0);
        let id = {
            let (_services, connection) = connect(&company.server.base_url(), &company.history()).await;
            let mut jobs = vec![job(off(&connection).await.remove(0), None)];
            plan(&connection, &mut jobs).await.unwrap();
            jobs[0].planned.unwrap()
        };
        let history = History::open(&company.history()).unwrap().history;
        history.take_over(&[id]).unwrap();
        history.sent(id, None, None, false).unwrap();
        drop(history);
        for (fault, fate) in [(Fault::Status(503), Fate::Unknown), (Fault::None, Fate::FoundUndone)] {
            company.server.set_mode(Mode { fault, ..Mode::default() });
            let (_services, connection) = connect(&company.server.base_url(), &company.history()).await;
            let left = look_up_left_over(&connection).await.unwrap();
            assert_eq!(left.looked_up.iter().map(|record| record.fate).collect::<Vec<_>>(), [fate]);
            let open = connection.journal.unfinished().await.unwrap().len();
            assert_eq!(open, usize::from(fate == Fate::Unknown));
        }
        assert_eq!(company.server.webhooks()[0], hook, "looking changes nothing");
    });
}
