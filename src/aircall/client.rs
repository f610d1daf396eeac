//! The client: one connection pool, one credential bound to one place, and how a single call is sent and judged.
//!
//! Which calls there are is in `endpoints`.

use std::fmt;
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use reqwest::{Method, Proxy, Response, redirect};
use url::{Host, Url};

use super::budget::{self, Budget, Pace, Permit, WaitReason, Watch};
use super::error::{self, ApiError, ErrorKind};
use super::said::{self, Hidden};
use super::sent::{SentLog, Trial};
use super::{retry, tls};
use crate::domain::{ApiBase, CallbackUrl, Credential, ProxyChoice};

/// The largest answer that is read: a hundred webhooks are far below a megabyte.
const LARGEST: usize = 8 * 1024 * 1024;

/// How much of a failed call's body is read for its explanation.
const LARGEST_FAILURE: usize = 64 * 1024;

pub struct Config {
    pub base: ApiBase,
    pub credential: Credential,
    pub proxy: ProxyChoice,
    /// Shared by everything that is done for one company.
    pub budget: Arc<Budget>,
    pub watch: Watch,
    pub pace: Pace,
    pub limits: Limits,
    /// Refuses every call that changes something.
    pub read_only: bool,
    /// Where each try of each call is written down.
    pub sent: SentLog,
}

/// Time limits.
#[derive(Clone, Debug)]
pub struct Limits {
    pub connect: Duration,
    /// From the first byte sent to the last one read, for each try.
    pub total: Duration,
    /// The least wait before the second try of a failed call.
    pub first_delay: Duration,
    /// The shortest and the longest wait after a 429.
    pub pause: RangeInclusive<Duration>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            total: Duration::from_secs(30),
            first_delay: Duration::from_millis(500),
            pause: Duration::from_secs(1)..=Duration::from_mins(2),
        }
    }
}

/// The API of one company, seen with one credential.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base: Url,
    credential: Credential,
    authorization: HeaderValue,
    budget: Arc<Budget>,
    watch: Watch,
    pace: Pace,
    limits: Limits,
    read_only: bool,
    sent: SentLog,
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Client(…)")
    }
}

/// One call, ready to be sent as often as its method allows.
pub(super) struct Call<'a> {
    pub method: Method,
    /// What logs call it: a path without ids.
    pub path: &'static str,
    pub url: Url,
    pub body: Option<String>,
    /// The webhook's address in the body, whose secrets an error must not repeat.
    pub about: Option<&'a CallbackUrl>,
}

/// A 2xx answer.
pub(super) struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Client {
    pub fn new(config: Config) -> Result<Self, ApiError> {
        let setup = || ApiError::of(ErrorKind::Setup);
        let base = Url::parse(config.base.as_str()).map_err(|_unreadable| setup())?;
        let http = http(&base, &config.proxy, &config.limits)?;
        let authorization = authorization(&http, &base, &config.credential).ok_or_else(setup)?;
        Ok(Self {
            http,
            base,
            credential: config.credential,
            authorization,
            budget: config.budget,
            watch: config.watch,
            pace: config.pace,
            limits: config.limits,
            read_only: config.read_only,
            sent: config.sent,
        })
    }

    /// How long it takes until the last of so many further calls has its answer, so many of them in one [`Turn`], each
    /// `per_call` long.
    ///
    /// [`Turn`]: super::Turn
    pub fn time_for(&self, calls: usize, together: usize, per_call: Duration) -> Duration {
        self.budget.time_for(calls, together, self.pace, per_call)
    }

    pub(super) async fn reserve(&self, calls: usize) -> Vec<Permit<'_>> {
        self.budget.reserve(calls, &self.watch, self.pace).await
    }

    /// Whether nothing may leave now.
    pub(super) fn is_paused(&self) -> bool {
        self.budget.is_paused()
    }

    /// How long to wait before each further try of a change that may be tried again.
    pub fn delays(&self) -> impl Iterator<Item = Duration> + Send + use<> {
        retry::delays(self.limits.first_delay)
    }

    /// Waits before another try, and tells so.
    pub async fn wait(&self, delay: Duration) {
        budget::wait(delay, WaitReason::Retry, &self.watch).await;
    }

    pub(super) fn base(&self) -> &Url {
        &self.base
    }

    /// Sends a call when the budget allows it, at once where it has a place there already. A read is sent again where
    /// that may help. Whatever changes something is sent once: before it is sent again, someone has to look.
    pub(super) async fn send<'a>(&'a self, call: &Call<'_>, places: &mut Vec<Permit<'a>>) -> Result<Answer, ApiError> {
        if self.read_only && call.method != Method::GET {
            return Err(ApiError::of(ErrorKind::ReadOnly));
        }
        let repeatable = call.method == Method::GET;
        let mut delays = retry::delays(self.limits.first_delay);
        let mut attempt = 1;
        let mut waiting = Instant::now();
        loop {
            // A place is kept for one call: what is tried again waits for its own.
            let kept = if attempt == 1 { places.pop() } else { None };
            let permit = match kept {
                Some(mut permit) => {
                    self.budget.wait_out_pause(&self.watch).await;
                    permit.begin();
                    permit
                }
                None => self.budget.acquire(&self.watch, self.pace).await,
            };
            let outcome = self.send_once(call, attempt, waiting.elapsed()).await;
            // Before the wait for the next try, which needs no place.
            match &outcome {
                Err(error) if error.status.is_none() => drop(permit),
                Ok(_) | Err(_) => permit.answered(),
            }
            let error = match outcome {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            (attempt, waiting) = (attempt + 1, Instant::now());
            let limited = matches!(error.kind, ErrorKind::RateLimited { .. });
            if let ErrorKind::RateLimited { wait } = error.kind {
                self.budget.pause(wait); // for everyone, also where this call isn't sent again
            }
            if !repeatable || !error.is_retryable() {
                return Err(error);
            }
            match delays.next() {
                Some(_) if limited => {} // the budget waits
                Some(delay) => budget::wait(delay, WaitReason::Retry, &self.watch).await,
                None => return Err(error),
            }
        }
    }

    /// One request and its answer, with one line for the log and one entry for what was sent.
    async fn send_once(&self, call: &Call<'_>, attempt: u32, waited: Duration) -> Result<Answer, ApiError> {
        let mut trial = Trial::begin(&self.sent, word(&call.method), &call.url, self.hidden(call));
        (trial.attempt, trial.waited, trial.request_body) = (attempt, waited, call.body.as_deref());
        let outcome = self.exchange(call, &mut trial).await;
        (trial.status, trial.outcome) = match &outcome {
            Ok(answer) => (Some(answer.status), "ok"),
            Err(error) => (error.status, error.kind.name()),
        };
        let ms = u64::try_from(trial.duration().as_millis()).unwrap_or(u64::MAX);
        tracing::debug!(method = %call.method, path = call.path, status = trial.status, outcome = trial.outcome, ms);
        outcome
    }

    async fn exchange(&self, call: &Call<'_>, trial: &mut Trial<'_>) -> Result<Answer, ApiError> {
        // The credential can go nowhere else, whatever built the address.
        if call.url.origin() != self.base.origin() {
            return Err(ApiError::of(ErrorKind::Setup));
        }
        let mut request = self
            .http
            .request(call.method.clone(), call.url.clone())
            .header(AUTHORIZATION, self.authorization.clone())
            .header(ACCEPT, "application/json");
        if call.method != Method::GET {
            request = request.header(CONTENT_TYPE, "application/json");
        }
        if let Some(body) = &call.body {
            request = request.body(body.clone());
        }
        let response = request.send().await.map_err(|error| unanswered(error, None))?;
        let status = response.status().as_u16();
        trial.status = Some(status);
        trial.media_type = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).map(str::to_owned);
        if response.status().is_success() {
            let body = read(response, LARGEST).await?;
            trial.response_body.clone_from(&body);
            return Ok(Answer { status, body });
        }
        let wait = retry::pause(response.headers(), &self.limits.pause);
        // Its status counts even where its body can't be read.
        let body = read(response, LARGEST_FAILURE).await.unwrap_or_default();
        trial.response_body.clone_from(&body);
        Err(ApiError {
            kind: error::of_status(status, said::is_json(&body), wait),
            status: Some(status),
            said: said::said(&body, self.hidden(call)),
            earlier: false,
        })
    }

    /// What must not be told of a call.
    fn hidden(&self, call: &Call<'_>) -> Hidden {
        let mut hidden = Hidden::default();
        hidden.credential(&self.credential, self.authorization.to_str().unwrap_or_default());
        if let Some(url) = call.about {
            hidden.url(url);
        }
        hidden
    }
}

/// The methods that are sent, as words.
fn word(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        _ => "other",
    }
}

/// Reads a body piece by piece, and stops at the limit.
async fn read(mut response: Response, limit: usize) -> Result<Vec<u8>, ApiError> {
    let status = response.status().as_u16();
    let mut body = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(|error| unanswered(error, Some(status)))? {
        if body.len() + piece.len() > limit {
            return Err(ApiError { status: Some(status), ..ApiError::of(ErrorKind::TooLarge) });
        }
        body.extend_from_slice(&piece);
    }
    Ok(body)
}

/// An error in place of an answer, or of the rest of one.
fn unanswered(error: reqwest::Error, status: Option<u16>) -> ApiError {
    let error = error.without_url();
    ApiError { status, ..ApiError::of(error::of_transport(&error)) }
}

fn http(base: &Url, proxy: &ProxyChoice, limits: &Limits) -> Result<reqwest::Client, ApiError> {
    // Without any trusted certificate no connection can be trusted.
    let tls =
        tls::config(base.scheme() == "https").map_err(|_no_store| ApiError::of(ErrorKind::Tls { issuer: None }))?;
    let builder = reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .redirect(redirect::Policy::none())
        .referer(false)
        .user_agent(concat!("hookswitch/", env!("CARGO_PKG_VERSION")))
        // Below the minute after which servers close: a create on a connection that just closed would be unclear.
        .pool_idle_timeout(Duration::from_secs(30))
        .connect_timeout(limits.connect)
        .timeout(limits.total);
    let builder = match proxy {
        _ if is_loopback(base) => builder.no_proxy(),
        ProxyChoice::System => builder,
        ProxyChoice::None => builder.no_proxy(),
        ProxyChoice::Address(address) => {
            let proxy = Proxy::all(address.as_str()).map_err(|_unreadable| ApiError::of(ErrorKind::Proxy))?;
            builder.no_proxy().proxy(proxy)
        }
    };
    builder.build().map_err(|error| ApiError::of(error::of_transport(&error.without_url())))
}

/// This machine is never reached through a proxy.
fn is_loopback(base: &Url) -> bool {
    match base.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// The header, made once by reqwest, which marks it as sensitive: nothing prints it.
fn authorization(http: &reqwest::Client, base: &Url, credential: &Credential) -> Option<HeaderValue> {
    let request = http.get(base.clone());
    let request = match credential {
        Credential::Basic { api_id, api_token } => request.basic_auth(api_id, Some(api_token.expose())),
        Credential::Bearer { access_token } => request.bearer_auth(access_token.expose()),
    };
    let mut value = request.build().ok()?.headers_mut().remove(AUTHORIZATION)?;
    value.set_sensitive(true);
    Some(value)
}
