//! What can go wrong between a request and its answer, told apart far enough that each kind has its own advice.
//!
//! No URL, header or body is in an error: `said` is the server's own explanation, cleaned by `said`.

use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::time::Duration;

use super::tls::RefusedCertificate;

/// Why a call failed, the HTTP status where there was one, and what the server said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiError {
    pub kind: ErrorKind,
    pub status: Option<u16>,
    /// Plain text, at most 300 characters, without the secrets that the request held.
    pub said: Option<String>,
    /// Something that was sent before this failed may have been carried out: an earlier part.
    pub earlier: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// 401: no credential arrived.
    Unauthorized,
    /// A JSON 403: the key is wrong or revoked.
    Forbidden,
    /// A 403 that isn't JSON: something between here and Aircall refused.
    RefusedOnTheWay,
    NotFound,
    /// 400, 422 and every other 4xx.
    Rejected,
    /// 429: not carried out. Every call of this company waits this long.
    RateLimited {
        wait: Duration,
    },
    /// 5xx.
    ServerFault,
    /// 3xx: the API needs none, and the credential follows none.
    Redirected,
    /// No route to the network.
    Offline,
    Dns,
    /// The other side took no connection.
    Refused,
    /// No trusted connection. The issuer is who signed the certificate that was refused, where one was shown.
    Tls {
        issuer: Option<String>,
    },
    /// 407: the proxy wants a password.
    ProxyAuth,
    /// The proxy can't be reached, or wouldn't connect.
    Proxy,
    /// No connection within the time limit: nothing was sent.
    ConnectTimedOut,
    /// No whole answer within the time limit.
    TimedOut,
    /// The connection was closed before the answer was whole.
    Cut,
    /// An answer that isn't what the API sends.
    Unreadable,
    TooLarge,
    /// The settings or the credential can't be made into a request.
    Setup,
    /// This company may only be read from here: nothing was sent.
    ReadOnly,
}

impl ErrorKind {
    /// Whether the same call may well succeed a little later.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::RateLimited { .. }
            | Self::ServerFault
            | Self::Offline
            | Self::Dns
            | Self::Refused
            | Self::ConnectTimedOut
            | Self::TimedOut
            | Self::Cut => true,
            Self::Unauthorized
            | Self::Forbidden
            | Self::RefusedOnTheWay
            | Self::NotFound
            | Self::Rejected
            | Self::Redirected
            | Self::Tls { .. }
            | Self::ProxyAuth
            | Self::Proxy
            | Self::Unreadable
            | Self::TooLarge
            | Self::Setup
            | Self::ReadOnly => false,
        }
    }

    /// Whether the request may have been carried out although no good answer came.
    pub fn is_unclear(&self) -> bool {
        match self {
            Self::ServerFault | Self::Redirected | Self::TimedOut | Self::Cut | Self::Unreadable | Self::TooLarge => {
                true
            }
            Self::Unauthorized
            | Self::Forbidden
            | Self::RefusedOnTheWay
            | Self::NotFound
            | Self::Rejected
            | Self::RateLimited { .. }
            | Self::Offline
            | Self::Dns
            | Self::Refused
            | Self::Tls { .. }
            | Self::ProxyAuth
            | Self::Proxy
            | Self::ConnectTimedOut
            | Self::Setup
            | Self::ReadOnly => false,
        }
    }

    /// A word for logs.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Unauthorized => "unauthorized",
            Self::Forbidden => "forbidden",
            Self::RefusedOnTheWay => "refused on the way",
            Self::NotFound => "not found",
            Self::Rejected => "rejected",
            Self::RateLimited { .. } => "rate limited",
            Self::ServerFault => "server fault",
            Self::Redirected => "redirected",
            Self::Offline => "offline",
            Self::Dns => "dns",
            Self::Refused => "connection refused",
            Self::Tls { .. } => "tls",
            Self::ProxyAuth => "proxy wants a password",
            Self::Proxy => "proxy",
            Self::ConnectTimedOut => "connect timed out",
            Self::TimedOut => "timed out",
            Self::Cut => "connection cut",
            Self::Unreadable => "unreadable",
            Self::TooLarge => "too large",
            Self::Setup => "setup",
            Self::ReadOnly => "read only",
        }
    }
}

impl ApiError {
    /// An error without an answer.
    pub(super) fn of(kind: ErrorKind) -> Self {
        Self { kind, status: None, said: None, earlier: false }
    }

    /// A good status whose body isn't what it should be. The body itself is never kept: it may hold tokens.
    pub(super) fn unreadable(status: u16) -> Self {
        Self { status: Some(status), ..Self::of(ErrorKind::Unreadable) }
    }

    pub fn is_retryable(&self) -> bool {
        self.kind.is_retryable()
    }

    /// Whether to look before anything else, since it may have been carried out, however clearly it was refused last.
    pub fn is_unclear(&self) -> bool {
        self.earlier || self.kind.is_unclear()
    }

    /// The same, of a call before which something else was carried out.
    #[must_use]
    pub fn after_another(self) -> Self {
        Self { earlier: true, ..self }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.kind.name())?;
        match self.status {
            Some(status) => write!(formatter, ", status {status}"),
            None => Ok(()),
        }
    }
}

impl StdError for ApiError {}

/// The kind of an HTTP status outside 2xx. `wait` is what a 429 asks for.
pub(super) fn of_status(status: u16, json: bool, wait: Duration) -> ErrorKind {
    match status {
        300..400 => ErrorKind::Redirected,
        401 => ErrorKind::Unauthorized,
        403 if json => ErrorKind::Forbidden,
        403 => ErrorKind::RefusedOnTheWay,
        404 => ErrorKind::NotFound,
        407 => ErrorKind::ProxyAuth,
        429 => ErrorKind::RateLimited { wait },
        400..500 => ErrorKind::Rejected,
        500..600 => ErrorKind::ServerFault,
        _ => ErrorKind::Unreadable,
    }
}

/// The kind of an error that came instead of an answer, or in the middle of one.
pub(super) fn of_transport(error: &reqwest::Error) -> ErrorKind {
    if error.is_builder() {
        ErrorKind::Setup
    } else if error.is_connect() {
        of_connect(error, error.is_timeout())
    } else if error.is_timeout() {
        ErrorKind::TimedOut
    } else if chain(error).any(is_bad_http) {
        ErrorKind::Unreadable
    } else {
        ErrorKind::Cut
    }
}

/// An error before anything of the request was sent: the first cause in the chain that says enough.
fn of_connect(error: &(dyn StdError + 'static), timed_out: bool) -> ErrorKind {
    let told = chain(error).find_map(of_cause);
    match told {
        Some(kind) => kind,
        None if timed_out => ErrorKind::ConnectTimedOut,
        None => ErrorKind::Offline,
    }
}

fn of_cause(cause: &(dyn StdError + 'static)) -> Option<ErrorKind> {
    if let Some(tls) = cause.downcast_ref::<rustls::Error>() {
        return Some(ErrorKind::Tls { issuer: issuer(tls) });
    }
    if let Some(io) = cause.downcast_ref::<io::Error>() {
        return of_io(io);
    }
    // The types behind these words are private to hyper-util and reqwest; the tests hold them to it.
    let words = cause.to_string().to_ascii_lowercase();
    if words.starts_with("tunnel error") && words.contains("authorization required") {
        Some(ErrorKind::ProxyAuth)
    } else if words.starts_with("tunnel error") || words.starts_with("socks error") || words.contains("socks proxy") {
        Some(ErrorKind::Proxy)
    } else if words.starts_with("dns error") || words.starts_with("invalid dns name") {
        Some(ErrorKind::Dns)
    } else {
        None
    }
}

fn of_io(error: &io::Error) -> Option<ErrorKind> {
    match error.kind() {
        io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted => {
            Some(ErrorKind::Refused)
        }
        io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::HostUnreachable
        | io::ErrorKind::NetworkDown
        | io::ErrorKind::AddrNotAvailable => Some(ErrorKind::Offline),
        io::ErrorKind::TimedOut => Some(ErrorKind::ConnectTimedOut),
        io::ErrorKind::UnexpectedEof | io::ErrorKind::BrokenPipe => Some(ErrorKind::Tls { issuer: None }), // in the handshake
        _ => None,
    }
}

fn issuer(error: &rustls::Error) -> Option<String> {
    let rustls::Error::Other(rustls::OtherError(inner)) = error else {
        return None;
    };
    inner.downcast_ref::<RefusedCertificate>()?.issuer.clone()
}

/// Whether hyper could make no HTTP of what came: its own words, as the type behind them is private.
fn is_bad_http(cause: &(dyn StdError + 'static)) -> bool {
    let words = cause.to_string();
    words.starts_with("invalid ") || words.starts_with("message head is too large")
}

/// An error and its causes. An `io::Error` that wraps another error skips it in `source`, so it is unwrapped here.
fn chain<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn StdError + 'static)| {
        let error: &'a (dyn StdError + 'static) = *error;
        let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        match inner {
            Some(inner) => Some(inner as &(dyn StdError + 'static)),
            None => error.source(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn connect(kind: io::ErrorKind) -> ErrorKind {
        of_connect(&io::Error::from(kind), false)
    }

    #[test]
    fn network_faults_are_told_apart() {
        assert_eq!(connect(io::ErrorKind::ConnectionRefused), ErrorKind::Refused);
        assert_eq!(connect(io::ErrorKind::NetworkUnreachable), ErrorKind::Offline);
        assert_eq!(connect(io::ErrorKind::HostUnreachable), ErrorKind::Offline);
        assert_eq!(connect(io::ErrorKind::TimedOut), ErrorKind::ConnectTimedOut);
        assert_eq!(connect(io::ErrorKind::UnexpectedEof), ErrorKind::Tls { issuer: None });
        let wrapped = io::Error::new(io::ErrorKind::InvalidData, rustls::Error::General("no shared cipher".into()));
        assert_eq!(of_connect(&wrapped, false), ErrorKind::Tls { issuer: None });
    }

    #[test]
    fn a_403_is_the_keys_fault_only_when_the_api_says_so() {
        let kind = |status, json| of_status(status, json, Duration::ZERO);
        assert_eq!(kind(403, true), ErrorKind::Forbidden);
        assert_eq!(kind(403, false), ErrorKind::RefusedOnTheWay);
        assert_eq!(kind(422, true), ErrorKind::Rejected);
        assert_eq!(kind(409, false), ErrorKind::Rejected);
        assert_eq!(kind(302, false), ErrorKind::Redirected);
        assert_eq!(kind(599, false), ErrorKind::ServerFault);
        assert_eq!(kind(700, false), ErrorKind::Unreadable);
    }

    #[test]
    fn only_what_could_have_arrived_is_unclear() {
        for unclear in [ErrorKind::TimedOut, ErrorKind::Cut, ErrorKind::ServerFault, ErrorKind::Unreadable] {
            assert!(unclear.is_unclear(), "{unclear:?}");
        }
        for clear in [
            ErrorKind::ConnectTimedOut,
            ErrorKind::Refused,
            ErrorKind::Dns,
            ErrorKind::Tls { issuer: None },
            ErrorKind::Rejected,
            ErrorKind::RateLimited { wait: Duration::ZERO },
        ] {
            assert!(!clear.is_unclear(), "{clear:?}");
        }
    }
}
