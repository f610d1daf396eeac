//! Thousands of random operations on a company whose server fails now and then in every known way. Whatever happens, no
//! webhook ends with events that nobody chose, none is made twice, none is lost, and what the app says is so.
//!
//! A request that the server takes and never answers isn't carried out there, neither at once nor later: a server that
//! acts long after the client gave up and looked can't be told from one that doesn't act.

#![expect(clippy::disallowed_methods, reason = "each company has a runtime of its own, on one thread")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "the helpers are part of the tests")]

#[path = "faults/admin.rs"]
mod admin;
#[path = "faults/company.rs"]
mod company;
#[path = "faults/known.rs"]
mod known;
#[path = "faults/truth.rs"]
mod truth;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use admin::Admin;
use company::{faults, webhooks, world};
use fastrand::Rng;
use hookswitch::aircall::Limits;
use hookswitch::demo::{self, CompanyData, DemoServer, Dialect, Fault, Options};
use hookswitch::domain::{ApiBase, Credential, ProxyChoice, Secret};
use hookswitch::vault::{History, Vault};
use hookswitch::worker::{Access, Services, read_list};

const SEEDS: std::ops::RangeInclusive<u64> = 1..=8;
const OPERATIONS: usize = 1_250;
/// Of a hundred requests.
const FAULTS: u8 = 20;

/// What is said of some operation at least.
const OUTCOMES: [&str; 14] = [
    "FullList",
    "Merge",
    ": Done",
    ": WasSo",
    ": Conflict",
    ": Gone",
    ": AcceptedButNot",
    ": EventsDiffer",
    ": RefusedOldNames",
    ": Refused(NoEventsToKeep",
    ": Unclear",
    "create: CreateUnclear",
    "create: made",
    "answer lost: true",
];

/// Another seed, to look for more faults or to see one again.
const SEED: &str = "HOOKSWITCH_TEST_SEED";

fn services(history: &Path, total: Duration) -> Services {
    let limits = Limits {
        connect: Duration::from_secs(1),
        total,
        first_delay: Duration::from_millis(1),
        pause: Duration::from_millis(1)..=Duration::from_millis(5),
    };
    let services = Services::new(Vault::memory(), None, Arc::new(drop)).with_limits(limits).with_budget(u32::MAX);
    services.with_history(Some(history.to_owned()))
}

/// A company of this seed, and an admin who has done nothing yet.
async fn admin(seed: u64, history: &Path, total: Duration) -> Admin {
    let mut random = Rng::with_seed(seed);
    let names_hidden = seed.is_multiple_of(4);
    let dialect = if seed.is_multiple_of(3) { Dialect::Sample2020 } else { Dialect::Live };
    let company = CompanyData::with(webhooks(&mut random));
    let server = DemoServer::start(Options { company, dialect, names_hidden, ..Options::default() }).await.unwrap();
    let services = services(history, total);
    let base = ApiBase::parse(&server.base_url()).unwrap();
    let credential = Credential::Basic { api_id: demo::API_ID.into(), api_token: Secret::new(demo::API_TOKEN) };
    let access = Access::new(base, credential, ProxyChoice::None);
    let connection = services.connect(Admin::target(), access).await.unwrap();
    let mut admin = Admin::new(server, services, connection, random);
    admin.truth.names_hidden = names_hidden && dialect == Dialect::Live;
    admin
}

/// Lets an admin work, and checks what is left. Returns what was said of each operation, and the requests.
async fn run(seed: u64, operations: usize, faults: Vec<Fault>, total: Duration) -> (Vec<String>, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("history.sqlite");
    let mut admin = admin(seed, &file, total).await;
    admin.server.set_chance(seed, FAULTS, faults);
    for operation in 1..=operations {
        admin.truth.at = format!("seed {seed}, operation {operation}");
        admin.act().await;
    }
    admin.truth.at = format!("seed {seed}, at the end");
    admin.server.set_chance(seed, 0, Vec::new());
    let listing = read_list(&admin.connection, &|_, _| {}).await.unwrap();
    admin.truth.is_listed(&listing, &world(&admin.server));
    let (Admin { truth, told, server, services, connection, .. }, history) = (admin, History::open(&file).unwrap());
    let records = history.history.records("p1", usize::MAX, None).unwrap();
    truth.is_told_by(&records, &history.history.sightings("p1", usize::MAX).unwrap());
    drop((services, connection));
    assert_eq!(history.history.unfinished("p1").unwrap(), [], "seed {seed}: nothing is left open");
    let requests = server.requests().into_iter();
    let requests = requests.map(|request| format!("{} {} {:?}", request.method, request.query, request.events));
    (told, requests.collect())
}

/// On a thread of its own, with the server on the same thread: what the client sent before it gave up, the server takes
/// before what the client sends next.
fn alone<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

#[test]
fn whatever_goes_wrong_nothing_happens_that_nobody_meant_and_nothing_untrue_is_said() {
    let given = std::env::var(SEED).ok().map(|seed| seed.parse().unwrap());
    let seeds: Vec<u64> = given.map_or_else(|| SEEDS.collect(), |seed| vec![seed]);
    let all: Vec<String> = std::thread::scope(|scope| {
        let run = |seed| alone(run(seed, OPERATIONS, faults(), Duration::from_millis(200)));
        let runs: Vec<_> = seeds.into_iter().map(|seed| (seed, scope.spawn(move || run(seed)))).collect();
        let ended = runs.into_iter().map(|(seed, run)| {
            let (told, requests) = run.join().unwrap_or_else(|_| panic!("{SEED}={seed} shows it again"));
            assert!(told.len() >= OPERATIONS && requests.len() > told.len());
            told
        });
        ended.flatten().collect()
    });
    for outcome in OUTCOMES {
        assert!(all.iter().any(|told| told.contains(outcome)), "{outcome} never came to be");
    }
}

#[test]
fn a_seed_draws_the_same_operations_and_faults_each_time() {
    let faults: Vec<Fault> = faults().into_iter().filter(|fault| *fault != Fault::Hang).collect();
    let run = || alone(run(99, 150, faults.clone(), Duration::from_secs(20)));
    let (one, two) = (run(), run());
    assert_eq!(one.0, two.0);
    assert_eq!(one.1, two.1);
}
