//! One connection pool, one credential, bound to one address. Sends, reads, tries again where that is safe.

use std::sync::Arc;
use std::time::Duration;

use backon::BackoffBuilder as _;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::{Method, Response, StatusCode};
use serde_json::Value;
use tokio::time::Instant;

use super::budget::{Budget, WaitReason, Watch, seconds_to_wait, wait_until};
use super::error::{ApiError, ErrorKind, classify};
use super::{tls, wire};
use crate::domain::{ApiBase, Credential, ProxyChoice};

/// What a client is made of.
pub struct Config {
    pub base: ApiBase,
    pub credential: Credential,
    pub proxy: ProxyChoice,
    /// Shared by everything that the app does for the company.
    pub budget: Arc<Budget>,
    pub watch: Watch,
    pub limits: Limits,
}

/// Time and size limits of a call.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub connect: Duration,
    pub total: Duration,
    /// Bytes of an answer.
    pub body: usize,
    /// How often a GET, PUT or DELETE is sent at most.
    pub tries: usize,
    pub first_backoff: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            total: Duration::from_secs(30),
            body: 8 * 1024 * 1024,
            tries: 3,
            first_backoff: Duration::from_secs(1),
        }
    }
}

pub struct Client {
    http: reqwest::Client,
    pub(super) base: url::Url,
    authorization: HeaderValue,
    /// What must not appear in what the server says.
    credential: Credential,
    budget: Arc<Budget>,
    watch: Watch,
    limits: Limits,
    issuer: tls::Issuer,
    /// Every connection goes to a proxy that was named in the settings.
    proxied: bool,
}

/// One call, by the parts that matter.
pub(super) struct Call<'a> {
    pub method: Method,
    pub url: url::Url,
    pub body: Option<Value>,
    /// For the log: no id, no query.
    pub what: &'static str,
    /// Values that must not appear in what the server says.
    pub secrets: Vec<&'a str>,
}

impl Client {
    pub fn new(config: Config) -> Result<Self, ApiError> {
        let setup = |_reason: &dyn std::fmt::Display| ApiError::new(ErrorKind::Setup);
        let base = url::Url::parse(&format!("{}/", config.base.as_str())).map_err(|error| setup(&error))?;
        let (tls, issuer) = tls::config().map_err(|error| setup(&error))?;
        let mut builder = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(config.limits.connect)
            .timeout(config.limits.total)
            .user_agent(concat!("hookswitch/", env!("CARGO_PKG_VERSION")));
        builder = match &config.proxy {
            _ if is_loopback(&base) => builder.no_proxy(),
            ProxyChoice::System => builder,
            ProxyChoice::None => builder.no_proxy(),
            ProxyChoice::Address(address) => {
                builder.proxy(reqwest::Proxy::all(address.as_str()).map_err(|error| setup(&error.without_url()))?)
            }
        };
        let http = builder.build().map_err(|error| setup(&error.without_url()))?;
        let authorization = authorization(&config.credential).ok_or_else(|| ApiError::new(ErrorKind::Setup))?;
        let Config { proxy, credential, budget, watch, limits, .. } = config;
        let proxied = matches!(proxy, ProxyChoice::Address(_)) && !is_loopback(&base);
        Ok(Self { http, base, authorization, credential, budget, watch, limits, issuer, proxied })
    }

    /// Sends a call that may be repeated: GET, PUT, DELETE.
    pub(super) async fn send_safely(&self, call: Call<'_>) -> Result<Value, ApiError> {
        let mut waits = backon::ExponentialBuilder::default()
            .with_min_delay(self.limits.first_backoff)
            .with_jitter()
            .with_max_times(self.limits.tries.saturating_sub(1))
            .build();
        loop {
            let error = match self.send_once(&call).await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            let limited = matches!(error.kind, ErrorKind::RateLimited { .. });
            if !limited && !error.is_retryable() {
                return Err(error);
            }
            let Some(wait) = waits.next() else {
                return Err(error);
            };
            if !limited {
                wait_until(Instant::now() + wait, WaitReason::Retry, &self.watch).await;
            }
        }
    }

    /// Sends it once, whatever happens: the only way for a create.
    pub(super) async fn send_once(&self, call: &Call<'_>) -> Result<Value, ApiError> {
        self.budget.acquire(&self.watch).await;
        let started = Instant::now();
        let result = self.exchange(call).await;
        let status = match &result {
            Ok((status, _)) => Some(*status),
            Err(error) => error.status,
        };
        tracing::debug!(target: "hookswitch", what = call.what, method = %call.method, status, ms = started.elapsed().as_millis(), "call");
        if let Err(ApiError { kind: ErrorKind::RateLimited { seconds }, .. }) = &result {
            self.budget.pause(*seconds);
        }
        result.map(|(_, answer)| answer)
    }

    async fn exchange(&self, call: &Call<'_>) -> Result<(u16, Value), ApiError> {
        let mut request = self
            .http
            .request(call.method.clone(), call.url.clone())
            .header(AUTHORIZATION, self.authorization.clone())
            .header(ACCEPT, "application/json");
        if call.method != Method::GET {
            request = request.header(CONTENT_TYPE, "application/json"); // on DELETE too
        }
        if let Some(body) = &call.body {
            request = request.body(body.to_string());
        }
        let response = request.send().await.map_err(|error| self.transport(&error.without_url(), None))?;
        let status = response.status();
        let headers = response.headers().clone();
        let body = self.read(response).await;
        if status.is_success() {
            let bytes = body?;
            if status == StatusCode::NO_CONTENT || (bytes.is_empty() && call.method == Method::DELETE) {
                return Ok((status.as_u16(), Value::Null));
            }
            let unreadable = |_reason| ApiError::with_status(ErrorKind::Unreadable, status.as_u16());
            return serde_json::from_slice(&bytes).map(|value| (status.as_u16(), value)).map_err(unreadable);
        }
        // The status counts even where the body can't be read.
        Err(self.refused(status, &headers, &body.unwrap_or_default(), call))
    }

    async fn read(&self, mut response: Response) -> Result<Vec<u8>, ApiError> {
        let status = response.status().as_u16();
        let mut bytes = Vec::new();
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) if bytes.len() + chunk.len() > self.limits.body => {
                    return Err(ApiError::with_status(ErrorKind::TooLarge, status));
                }
                Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
                Ok(None) => return Ok(bytes),
                Err(error) => return Err(self.transport(&error.without_url(), Some(status))),
            }
        }
    }

    fn transport(&self, error: &reqwest::Error, status: Option<u16>) -> ApiError {
        let kind = match classify(error, self.issuer.get()) {
            // With a proxy of its own, the app connects to nothing else.
            ErrorKind::Refused | ErrorKind::Dns if self.proxied => ErrorKind::Proxy,
            kind => kind,
        };
        ApiError { kind, status, said: None }
    }

    fn refused(&self, status: StatusCode, headers: &HeaderMap, body: &[u8], call: &Call<'_>) -> ApiError {
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let is_json = serde_json::from_slice::<Value>(body).is_ok_and(|value| value.is_object());
        let kind = match status.as_u16() {
            401 => ErrorKind::Unauthorized,
            403 if is_json => ErrorKind::Forbidden,
            403 => ErrorKind::RefusedOnTheWay,
            404 | 410 => ErrorKind::NotFound,
            407 => ErrorKind::ProxySignIn,
            408 => ErrorKind::TimedOut,
            429 => ErrorKind::RateLimited {
                seconds: seconds_to_wait(header("retry-after"), header("x-aircallapi-reset"), header("date")),
            },
            300..=399 => ErrorKind::Redirected,
            400..=499 => ErrorKind::Rejected,
            500..=599 => ErrorKind::ServerFault,
            _ => ErrorKind::Unreadable,
        };
        let said = wire::said(body, is_json, |said| self.without_secrets(said, &call.secrets));
        ApiError { kind, status: Some(status.as_u16()), said }
    }

    fn without_secrets(&self, said: String, secrets: &[&str]) -> String {
        let mut all = match &self.credential {
            Credential::Basic { api_id, api_token } => vec![api_id.as_str(), api_token.expose()],
            Credential::Bearer { access_token } => vec![access_token.expose()],
        };
        // A page that echoes the request's headers holds both parts in Base64.
        all.extend(self.authorization.to_str().ok().and_then(|header| header.split_once(' ')).map(|(_, value)| value));
        all.extend(secrets);
        all.retain(|secret| secret.len() >= 4);
        all.sort_by_key(|secret| std::cmp::Reverse(secret.len())); // one may be a part of another
        all.into_iter().fold(said, |said, secret| said.replace(secret, "•••"))
    }
}

fn is_loopback(base: &url::Url) -> bool {
    match base.host() {
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// The header's value, marked so that nothing prints it.
fn authorization(credential: &Credential) -> Option<HeaderValue> {
    use base64::Engine as _;
    let text = match credential {
        Credential::Basic { api_id, api_token } => {
            let pair = zeroize::Zeroizing::new(format!("{api_id}:{}", api_token.expose()));
            format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(pair.as_bytes()))
        }
        Credential::Bearer { access_token } => format!("Bearer {}", access_token.expose()),
    };
    let text = zeroize::Zeroizing::new(text);
    let mut value = HeaderValue::from_str(&text).ok()?;
    value.set_sensitive(true);
    Some(value)
}
