//! The socket around the demo company, and the switches that tests and the programs have on it.

use std::collections::BTreeMap;
use std::future::Future;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::extract::{ConnectInfo, Request as HttpRequest, State};
use axum::response::{IntoResponse as _, Response};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::answer::{Answer, Content};
use super::call::{Call, Request, Route};
use super::company::{self, Setup};
use super::disturb::{Chance, Limit};
use super::endpoints::Endpoints;
use super::link::{Link, Scissors};
use super::mode::{Dialect, Fault, Mode, Paging, RateReset};
use super::stored::{CompanyData, Stored};
use crate::domain::endpoint::{Directory, Trust};

/// How a demo company starts.
#[derive(Clone, Debug)]
pub struct Options {
    /// 0: one that the system picks.
    pub port: u16,
    pub dialect: Dialect,
    pub company: CompanyData,
    /// Leaves `custom_name` out of live answers, as every recorded one does.
    pub names_hidden: bool,
    pub paging: Paging,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            dialect: Dialect::default(),
            company: CompanyData::demo(),
            names_hidden: false,
            paging: Paging::default(),
        }
    }
}

/// A running demo company. It stops when this is dropped.
pub struct DemoServer {
    address: SocketAddr,
    shared: Arc<Shared>,
    stop: watch::Sender<bool>,
    task: Option<JoinHandle<std::io::Result<()>>>,
    endpoints: Endpoints,
}

/// How long a stopping server waits for connections that are still open.
const LAST_CALL: Duration = Duration::from_secs(2);

/// The largest body that is read.
const LARGEST: usize = 1 << 20;

impl DemoServer {
    /// Opens the port and serves from now on. Must be called on a tokio runtime with its drivers on.
    pub async fn start(options: Options) -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await?;
        let address = listener.local_addr()?;
        let (stop, stopped) = watch::channel(false);
        let shared = Arc::new(Shared { state: Mutex::new(Inside::new(options)), address, stopped: stopped.clone() });
        let service = Router::new()
            .fallback(handle)
            .with_state(Arc::clone(&shared))
            .into_make_service_with_connect_info::<Scissors>();
        let server = axum::serve(Link(listener), service).with_graceful_shutdown(until(stopped));
        let endpoints = Endpoints::start().await?;
        Ok(Self { address, shared, stop, task: Some(tokio::spawn(server.into_future())), endpoints })
    }

    /// Without a slash at its end, and without `/v1`.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Serves until `signal` is there, then ends in order.
    pub async fn run_until(mut self, signal: impl Future<Output = ()>) {
        signal.await;
        self.stop.send_replace(true);
        if let Some(task) = self.task.take() {
            let _ended = tokio::time::timeout(LAST_CALL, task).await;
        }
    }

    /// Where the hosts of the demo company's webhooks are: at its own endpoints on this machine.
    pub fn directory(&self) -> Directory {
        self.endpoints.directory()
    }

    /// Whose certificates those endpoints' are.
    pub fn trust(&self) -> Trust {
        self.endpoints.trust()
    }

    pub fn set_mode(&self, mode: Mode) {
        self.shared.lock().mode = mode;
    }

    /// Near Aircall's limit of 100 webhooks, as [`CompanyData::crowded`] is.
    pub fn set_crowded(&self, crowded: bool) {
        let mut inside = self.shared.lock();
        if crowded != (inside.company.unlisted > 0) {
            inside.company.set_crowded(crowded);
        }
    }

    pub fn set_dialect(&self, dialect: Dialect) {
        self.shared.lock().dialect = dialect;
    }

    pub fn set_paging(&self, paging: Paging) {
        self.shared.lock().paging = paging;
    }

    /// Meets requests for this webhook only, whatever the mode says. [`Fault::None`] takes it back.
    pub fn set_fault_for(&self, webhook_id: &str, fault: Fault) {
        let mut inside = self.shared.lock();
        if fault == Fault::None {
            inside.faults.remove(webhook_id);
        } else {
            inside.faults.insert(webhook_id.to_owned(), fault);
        }
    }

    /// Meets the next requests only, before anything else that is switched on: one fault each.
    pub fn fail_next(&self, times: usize, fault: &Fault) {
        let more = std::iter::repeat_n(fault.clone(), times);
        self.shared.lock().next_faults.extend(more);
    }

    /// From now on each request that nothing else is switched on for meets one of these faults with this probability.
    /// The same seed strikes the same requests; 0 percent ends it.
    pub fn set_chance(&self, seed: u64, percent: u8, faults: Vec<Fault>) {
        self.shared.lock().chance = Chance::new(seed, percent, faults);
    }

    /// Takes at most so many requests in any minute, whatever they ask. The rest gets a 429 with `Retry-After`.
    pub fn set_limit(&self, most: Option<u32>) {
        self.shared.lock().limit = Limit::of(most);
    }

    /// How many requests were too many since the limit was set.
    pub fn limited(&self) -> usize {
        self.shared.lock().limit.refused()
    }

    /// Every request since the start, in order of arrival.
    pub fn requests(&self) -> Vec<Request> {
        self.shared.lock().requests.clone()
    }

    /// Forgets the requests so far.
    pub fn forget_requests(&self) {
        self.shared.lock().requests.clear();
    }

    /// The webhooks as they are now, from the oldest to the newest.
    pub fn webhooks(&self) -> Vec<Stored> {
        self.shared.lock().company.webhooks.clone()
    }

    /// Changes the webhooks behind the client's back, as another admin or Aircall itself may do.
    pub fn change(&self, change: impl FnOnce(&mut Vec<Stored>)) {
        change(&mut self.shared.lock().company.webhooks);
    }
}

impl Drop for DemoServer {
    fn drop(&mut self) {
        // Ends the accepting and the connections, also those that hang.
        self.stop.send_replace(true);
    }
}

impl std::fmt::Debug for DemoServer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("DemoServer").field("address", &self.address).finish_non_exhaustive()
    }
}

struct Shared {
    state: Mutex<Inside>,
    address: SocketAddr,
    stopped: watch::Receiver<bool>,
}

struct Inside {
    company: CompanyData,
    dialect: Dialect,
    names_hidden: bool,
    paging: Paging,
    mode: Mode,
    faults: BTreeMap<String, Fault>,
    next_faults: std::collections::VecDeque<Fault>,
    chance: Chance,
    limit: Limit,
    requests: Vec<Request>,
}

impl Inside {
    fn new(options: Options) -> Self {
        Self {
            company: options.company,
            dialect: options.dialect,
            names_hidden: options.names_hidden,
            paging: options.paging,
            mode: Mode::default(),
            faults: BTreeMap::new(),
            next_faults: std::collections::VecDeque::new(),
            chance: Chance::new(0, 0, Vec::new()),
            limit: Limit::default(),
            requests: Vec::new(),
        }
    }

    /// Writes the request down and says how it is to be met.
    fn arrival(&mut self, call: &Call) -> Mode {
        self.requests.push(call.seen());
        if let Some(seconds) = self.limit.arrival(Instant::now()) {
            let fault = Fault::RateLimit { retry_after: Some(seconds), reset: RateReset::Absent };
            return Mode { slow: self.mode.slow, fault };
        }
        let own = call.webhook().and_then(|id| self.faults.get(&id));
        let fault = self.next_faults.pop_front().or_else(|| own.cloned()).or_else(|| self.chance.strike());
        Mode { slow: self.mode.slow, fault: fault.unwrap_or_else(|| self.mode.fault.clone()) }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Inside> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer(&self, call: &Call, fault: Fault) -> Answer {
        let mut inside = self.lock();
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let host = call.host().map_or_else(|| self.address.to_string(), ToOwned::to_owned);
        let setup = Setup {
            dialect: inside.dialect,
            names_hidden: inside.names_hidden,
            paging: inside.paging.clone(),
            fault,
            base: format!("http://{host}"),
            now: i64::try_from(since.as_millis()).unwrap_or_default(),
            fresh: [(); 4].map(|()| fastrand::u64(..)),
        };
        company::answer(&mut inside.company, call, &setup)
    }
}

async fn handle(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(scissors): ConnectInfo<Scissors>,
    request: HttpRequest,
) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, LARGEST).await else {
        return Answer::message(413, "Payload Too Large").into_response();
    };
    let call = Call::new(&parts, &body);
    let Mode { slow, fault } = shared.lock().arrival(&call);
    if let Some(delay) = slow {
        tokio::select! {
            () = tokio::time::sleep(delay) => {}
            () = until(shared.stopped.clone()) => scissors.cut(),
        }
    }
    let creates = call.route() == Route::Create;
    match fault {
        Fault::Hang => {
            until(shared.stopped.clone()).await;
            lost(&scissors)
        }
        Fault::Disconnect => lost(&scissors),
        Fault::LostBeforeCreate if creates => lost(&scissors),
        Fault::ResetBefore if call.changes_something() => lost(&scissors),
        Fault::LostCreate | Fault::ResetAfter => {
            let met = if fault == Fault::LostCreate { creates } else { call.changes_something() };
            let answer = shared.answer(&call, fault);
            if met && answer.is_success() {
                scissors.cut();
            }
            answer.into_response()
        }
        fault => {
            let answer = shared.answer(&call, fault);
            if let Content::Cut(text) = &answer.content {
                scissors.cut_short(text.len() - text.len() / 2);
            }
            answer.into_response()
        }
    }
}

/// No answer: the connection is cut, and this is never seen.
fn lost(scissors: &Scissors) -> Response {
    scissors.cut();
    Answer::message(503, "Service Unavailable").into_response()
}

/// Waits for the stop, or for the end of whoever could give it.
async fn until(mut stopped: watch::Receiver<bool>) {
    let _stopped = stopped.wait_for(|stopped| *stopped).await.is_ok();
}
