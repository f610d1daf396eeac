//! What went wrong with a call. No URL, no header, no body but what the server said, cleaned.

use std::error::Error as _;

/// A kind for each way in which the app reacts differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// 401: no credential arrived.
    Unauthorized,
    /// 403 in JSON: wrong or revoked key.
    Forbidden,
    /// 403 that isn't JSON: a proxy or the edge refused.
    RefusedOnTheWay,
    NotFound,
    /// 400, 422 and other 4xx.
    Rejected,
    /// 429, with the seconds to wait.
    RateLimited {
        seconds: u64,
    },
    ServerFault,
    Redirected,
    Offline,
    Dns,
    /// Nothing listens there.
    Refused,
    Tls {
        issuer: Option<String>,
    },
    /// 407 from a proxy.
    ProxySignIn,
    Proxy,
    TimedOut,
    /// The time ran out before a connection stood: nothing was sent.
    ConnectTimedOut,
    /// The connection broke before the whole answer came.
    Cut,
    Unreadable,
    TooLarge,
    /// The client couldn't be set up: no certificate store, a proxy address that can't be used.
    Setup,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiError {
    pub kind: ErrorKind,
    pub status: Option<u16>,
    /// What the server said, without credentials and URL values, 300 characters at most.
    pub said: Option<String>,
}

impl ApiError {
    pub fn new(kind: ErrorKind) -> Self {
        Self { kind, status: None, said: None }
    }

    pub fn with_status(kind: ErrorKind, status: u16) -> Self {
        Self { kind, status: Some(status), said: None }
    }

    /// Whether the same call, when it is safe to repeat, may work a moment later.
    pub fn is_retryable(&self) -> bool {
        match self.kind {
            ErrorKind::ServerFault
            | ErrorKind::Refused
            | ErrorKind::TimedOut
            | ErrorKind::ConnectTimedOut
            | ErrorKind::Cut => true,
            ErrorKind::Unauthorized
            | ErrorKind::Forbidden
            | ErrorKind::RefusedOnTheWay
            | ErrorKind::NotFound
            | ErrorKind::Rejected
            | ErrorKind::RateLimited { .. }
            | ErrorKind::Redirected
            | ErrorKind::Offline
            | ErrorKind::Dns
            | ErrorKind::Tls { .. }
            | ErrorKind::ProxySignIn
            | ErrorKind::Proxy
            | ErrorKind::Unreadable
            | ErrorKind::TooLarge
            | ErrorKind::Setup => false,
        }
    }

    /// Whether the request may have been carried out all the same: then only a look can tell.
    pub fn is_unclear(&self) -> bool {
        match self.kind {
            ErrorKind::ServerFault
            | ErrorKind::TimedOut
            | ErrorKind::Cut
            | ErrorKind::Unreadable
            | ErrorKind::TooLarge => true,
            ErrorKind::Unauthorized
            | ErrorKind::Forbidden
            | ErrorKind::RefusedOnTheWay
            | ErrorKind::NotFound
            | ErrorKind::Rejected
            | ErrorKind::RateLimited { .. }
            | ErrorKind::Redirected
            | ErrorKind::Offline
            | ErrorKind::Dns
            | ErrorKind::Refused
            | ErrorKind::Tls { .. }
            | ErrorKind::ProxySignIn
            | ErrorKind::Proxy
            | ErrorKind::ConnectTimedOut
            | ErrorKind::Setup => false,
        }
    }
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:?}", self.kind)?;
        match self.status {
            Some(status) => write!(formatter, " (status {status})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ApiError {}

/// The kind of a transport fault, read from the chain of causes.
pub(super) fn classify(error: &reqwest::Error, issuer: Option<String>) -> ErrorKind {
    let chain = causes(error);
    let says = |words: &str| chain.iter().any(|cause| cause.to_lowercase().contains(words));
    if chain_holds::<rustls::Error>(error).is_some() || says("certificate") {
        return ErrorKind::Tls { issuer };
    }
    if says("proxy auth") || says("407") {
        return ErrorKind::ProxySignIn;
    }
    if error.is_timeout() {
        return if error.is_connect() { ErrorKind::ConnectTimedOut } else { ErrorKind::TimedOut };
    }
    if error.is_dns() || says("dns error") {
        return ErrorKind::Dns;
    }
    if says("tunnel error") || says("proxy") || says("socks") {
        return ErrorKind::Proxy;
    }
    match chain_holds::<std::io::Error>(error).map(std::io::Error::kind) {
        Some(std::io::ErrorKind::ConnectionRefused) => ErrorKind::Refused,
        Some(std::io::ErrorKind::NetworkUnreachable | std::io::ErrorKind::HostUnreachable) => ErrorKind::Offline,
        Some(std::io::ErrorKind::TimedOut) if error.is_connect() => ErrorKind::ConnectTimedOut,
        Some(std::io::ErrorKind::TimedOut) => ErrorKind::TimedOut,
        // Somebody listens and hangs up, as a firewall does in the TLS handshake.
        Some(
            std::io::ErrorKind::ConnectionReset
            | std::io::ErrorKind::ConnectionAborted
            | std::io::ErrorKind::BrokenPipe
            | std::io::ErrorKind::UnexpectedEof,
        ) => ErrorKind::Cut,
        Some(_) | None if error.is_connect() => ErrorKind::Refused,
        Some(_) | None if error.is_builder() => ErrorKind::Setup,
        Some(_) | None => ErrorKind::Cut,
    }
}

fn causes(error: &reqwest::Error) -> Vec<String> {
    let mut chain = Vec::new();
    let mut cause = error.source();
    while let Some(inner) = cause {
        chain.push(inner.to_string());
        cause = inner.source();
    }
    chain
}

/// The innermost cause of this type; an `io::Error` also hides its own cause in `get_ref`.
fn chain_holds<'a, T: std::error::Error + 'static>(error: &'a reqwest::Error) -> Option<&'a T> {
    let mut found = None;
    let mut cause: Option<&'a (dyn std::error::Error + 'static)> = error.source();
    while let Some(inner) = cause {
        if let Some(wanted) = inner.downcast_ref::<T>() {
            found = Some(wanted);
        }
        let hidden = inner
            .downcast_ref::<std::io::Error>()
            .and_then(std::io::Error::get_ref)
            .map(|inner| -> &(dyn std::error::Error + 'static) { inner });
        if let Some(wanted) = hidden.and_then(|inner| inner.downcast_ref::<T>()) {
            found = Some(wanted);
        }
        cause = inner.source();
    }
    found
}
