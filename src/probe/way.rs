//! The way to one endpoint: its name, the connection, TLS, and the requests that go over it. What was seen on the way
//! stays readable however it ends, also where time ran out in the middle.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use reqwest::header::{HOST, HeaderMap, HeaderValue};
use reqwest::{Body, Method, Response};
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use url::Url;

use super::setup::Setup;
use super::tls::{self, Record};
use super::{Limits, fault, proxied, resolve};
use crate::domain::endpoint::{CheckOutcome, EndpointCheck, NotChecked, Stage, TlsFault};
use crate::domain::{CallbackUrl, UrlWarning};

pub(super) struct Way<'a> {
    /// Without user and password: a look carries none, and a delivery has them in a header.
    pub url: Url,
    limits: &'a Limits,
    setup: &'a Setup,
    /// How far it got. The outcome is set by whoever travels it.
    pub seen: EndpointCheck,
    pub stage: Stage,
    record: Record,
    link: Option<Link>,
}

/// An open connection.
struct Link {
    sender: SendRequest<Body>,
    /// Moves its bytes; ends with it.
    _moving: JoinSet<()>,
}

trait Socket: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Socket for T {}

impl<'a> Way<'a> {
    /// Asks nobody yet. `Err`: it may not be travelled, or leads nowhere.
    pub fn new(url: &CallbackUrl, limits: &'a Limits, setup: &'a Setup) -> Result<Self, Box<EndpointCheck>> {
        let host = url.host().unwrap_or_default();
        let refused = |why| Box::new(EndpointCheck::not_checked(host.clone(), why));
        let local = url.warnings().contains(&UrlWarning::LocalHost);
        let mut address = Url::parse(url.expose()).map_err(|_unreadable| refused(NotChecked::Unreadable))?;
        if !matches!(address.scheme(), "https" | "http") || !address.has_host() {
            return Err(refused(NotChecked::Unreadable));
        }
        if local && !limits.allow_local {
            return Err(refused(NotChecked::Private));
        }
        if address.scheme() == "https" && setup.verifier.is_none() {
            return Err(refused(NotChecked::NoTrust));
        }
        let stripped = address.set_username("").and_then(|()| address.set_password(None));
        stripped.map_err(|()| refused(NotChecked::Unreadable))?;
        address.set_fragment(None);
        let mut seen = *refused(NotChecked::Internal);
        seen.through_proxy = !local && setup.asks_a_proxy(&address);
        Ok(Self { url: address, limits, setup, seen, stage: Stage::Connect, record: Record::default(), link: None })
    }

    /// One request, and the head of its answer. No redirect is followed.
    pub async fn send(&mut self, method: Method, headers: HeaderMap, body: Body) -> Result<Response, CheckOutcome> {
        if self.seen.through_proxy {
            return self.send_by_proxy(method, headers, body).await;
        }
        let mut request = hyper::Request::new(body);
        *request.method_mut() = method;
        *request.uri_mut() = self.target()?;
        *request.headers_mut() = headers;
        let host = HeaderValue::from_str(&self.seen.host).map_err(|_odd| unreadable())?;
        request.headers_mut().insert(HOST, host);
        let kept = match self.link.take() {
            Some(mut link) => link.sender.ready().await.is_ok().then_some(link),
            None => None,
        };
        let link = match kept {
            Some(link) => link,
            None => self.open().await?,
        };
        self.stage = Stage::Answer;
        let link = self.link.insert(link);
        match link.sender.send_request(request).await {
            Ok(answer) => Ok(Response::from(answer.map(Body::wrap))),
            // Whether it closed or spoke something else: it is no answer.
            Err(_closed) => Err(CheckOutcome::Cut(Stage::Answer)),
        }
    }

    /// How it ends where time runs out. Behind a proxy, silence may be the proxy's own: only an endpoint that showed its
    /// certificate was reached.
    pub fn too_slow(&self) -> CheckOutcome {
        let shown = self.record.lock().unwrap_or_else(PoisonError::into_inner).certificate.is_some();
        if self.seen.through_proxy && self.url.scheme() == "https" && !shown {
            return CheckOutcome::NotChecked(NotChecked::Proxy);
        }
        CheckOutcome::TooSlow(self.stage)
    }

    /// What was seen, with how it ended.
    pub fn ended(mut self, outcome: CheckOutcome) -> EndpointCheck {
        let mut record = self.record.lock().unwrap_or_else(PoisonError::into_inner);
        self.seen.certificate = record.certificate.take();
        drop(record);
        self.seen.outcome = outcome;
        self.seen
    }

    fn target(&self) -> Result<hyper::Uri, CheckOutcome> {
        let path = match self.url.query() {
            Some(query) => format!("{}?{query}", self.url.path()),
            None => self.url.path().to_owned(),
        };
        path.parse().map_err(|_odd| unreadable())
    }

    async fn open(&mut self) -> Result<Link, CheckOutcome> {
        self.stage = Stage::Connect;
        let found = resolve::find(&self.url, self.limits).await?;
        self.seen.addresses = found.addresses;
        if self.seen.is_local() && !self.limits.allow_local {
            return Err(CheckOutcome::NotChecked(NotChecked::Private));
        }
        let stream = connect(&found.places, self.limits.total).await?;
        let stream: Box<dyn Socket> = match self.url.scheme() {
            "https" => self.secure(stream).await?,
            _ => Box::new(stream),
        };
        self.stage = Stage::Answer;
        let shaken = http1::handshake(TokioIo::new(stream)).await;
        let (sender, connection) = shaken.map_err(|_closed| CheckOutcome::Cut(Stage::Answer))?;
        let mut moving = JoinSet::new();
        moving.spawn(async move { drop(connection.await) });
        Ok(Link { sender, _moving: moving })
    }

    async fn secure(&mut self, stream: TcpStream) -> Result<Box<dyn Socket>, CheckOutcome> {
        self.stage = Stage::Secure;
        let verifier = self.setup.verifier.clone().ok_or(CheckOutcome::NotChecked(NotChecked::NoTrust))?;
        let config = tls::config(verifier, Arc::clone(&self.record))
            .map_err(|_no_set_up| CheckOutcome::NotChecked(NotChecked::Internal))?;
        let host = self.url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        let name = ServerName::try_from(host).map_err(|_odd| CheckOutcome::NotTrusted(TlsFault::Other))?;
        match tokio_rustls::TlsConnector::from(Arc::new(config)).connect(name, stream).await {
            Ok(stream) => Ok(Box::new(stream)),
            Err(error) => Err(fault::of_handshake(&error, self.refusal())),
        }
    }

    fn refusal(&self) -> Option<TlsFault> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner).fault
    }

    async fn send_by_proxy(
        &mut self,
        method: Method,
        headers: HeaderMap,
        body: Body,
    ) -> Result<Response, CheckOutcome> {
        let client =
            proxied::client(self.limits, self.setup, Arc::clone(&self.record)).map_err(CheckOutcome::NotChecked)?;
        // Where the time goes behind a proxy can't be seen; an answer is what is waited for.
        self.stage = Stage::Answer;
        let asked = client.request(method, self.url.clone()).headers(headers).body(body).send().await;
        asked.map_err(|error| fault::of_proxied(&error, self.refusal()))
    }
}

fn unreadable() -> CheckOutcome {
    CheckOutcome::NotChecked(NotChecked::Unreadable)
}

/// One address after the other, so that a host never sees more than one attempt of a look. Each but the last gets its
/// share of the time: a host may have an address of a kind that this network doesn't carry.
async fn connect(places: &[std::net::SocketAddr], total: Duration) -> Result<TcpStream, CheckOutcome> {
    let share = total / u32::try_from(places.len() + 1).unwrap_or(u32::MAX);
    let mut worst = CheckOutcome::NoSuchHost;
    for (left, place) in (0..places.len()).rev().zip(places) {
        let attempt = TcpStream::connect(place);
        let reached = if left == 0 { Ok(attempt.await) } else { tokio::time::timeout(share, attempt).await };
        match reached {
            Ok(Ok(stream)) => return Ok(stream),
            Ok(Err(error)) => worst = fault::of_connecting(&error),
            Err(_elapsed) => worst = CheckOutcome::TooSlow(Stage::Connect),
        }
    }
    Err(worst)
}
