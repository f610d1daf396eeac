//! What a look at a webhook's own endpoint showed.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};

use jiff::Timestamp;

use super::url::is_local;

/// How an endpoint answered one harmless request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndpointAnswer {
    /// Something answered, whatever it thinks of the request.
    Answered {
        /// The HTTP status.
        status: u16,
        /// Until the answer began.
        millis: u64,
    },
    /// No answer within the time that Aircall gives an endpoint.
    TooSlow,
    /// The host took no connection.
    Refused,
    /// Nobody knows the host's name.
    NoSuchHost,
    /// No trusted connection: the certificate is wrong, or there is none.
    NotSecure,
    /// The connection was closed before the answer.
    Cut,
    /// No way there, or something in between that can't be told apart.
    Unreachable,
    /// It wasn't asked: its address is a private one or this machine's, or can't be read.
    NotLookedAt,
}

/// What a check of a webhook's endpoint showed, in the order of its steps: the name, the connection, the certificate,
/// the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointCheck {
    /// As it was asked, with the port where the URL names one.
    pub host: String,
    /// All that the name leads to. Empty: none is known, or a proxy asked for us.
    pub addresses: Vec<IpAddr>,
    pub through_proxy: bool,
    /// As far as one was shown, trusted or not.
    pub certificate: Option<Certificate>,
    pub outcome: CheckOutcome,
}

/// The certificate that an endpoint showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Who signed it, by the name that it tells.
    pub issuer: String,
    pub valid_from: Timestamp,
    pub valid_until: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckOutcome {
    Answered(Answer),
    /// No answer within the time that Aircall gives an endpoint.
    TooSlow(Stage),
    NoSuchHost,
    Refused,
    Unreachable,
    NotTrusted(TlsFault),
    /// Closed before the answer.
    Cut(Stage),
    NotChecked(NotChecked),
}

/// The head of an endpoint's answer to a harmless request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status of the last request that was made.
    pub status: u16,
    /// From the first question to the head of the answer.
    pub millis: u64,
    /// It calls itself a page for people.
    pub html: bool,
    /// Where a redirect leads, with its secrets hidden. It isn't followed.
    pub redirect: Option<String>,
}

/// How far a check got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Connect,
    Secure,
    Answer,
}

/// Why a connection isn't trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TlsFault {
    Expired,
    NotYetValid,
    WrongName,
    SelfSigned,
    /// The server leaves out a certificate between its own and a trusted one.
    IncompleteChain,
    /// Signed by someone whom this computer doesn't trust.
    UnknownIssuer,
    Revoked,
    /// Only versions of TLS that are given up.
    WeakProtocol,
    /// Something else than TLS answers there.
    NotTls,
    Other,
}

/// Why an endpoint wasn't checked: never a pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NotChecked {
    SwitchedOff,
    Cancelled,
    /// A private address or this computer's own, which is only looked at when the user says so.
    Private,
    /// Its URL can't be read as an address.
    Unreadable,
    /// This computer knows no certificate to trust.
    NoTrust,
    /// The proxy failed, or refused.
    Proxy,
    /// So many others did not answer that its turn never came.
    OutOfTime,
    /// A fault of this program.
    Internal,
}

/// What a check means for whoever counts on the endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It is up, and nothing speaks against it.
    Good,
    /// It answers, but slowly, with another status than a delivery should get, or its certificate ends soon.
    Doubtful,
    /// A delivery of Aircall would fail as things are.
    Bad,
    /// Not checked: never a pass.
    Unknown,
}

/// Leads names to places of somebody's choice instead of asking DNS. A name that isn't in it has no such host, so with
/// a directory nothing leaves the machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Directory(BTreeMap<String, Place>);

/// Where a name of a [`Directory`] leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What DNS would tell.
    pub addresses: Vec<IpAddr>,
    /// Where the connection goes, whatever the port of the URL.
    pub at: SocketAddr,
}

impl Directory {
    /// Names are those of [`CallbackUrl::host`](super::CallbackUrl::host) without the port.
    pub fn lead(&mut self, host: &str, place: Place) {
        self.0.insert(host.to_ascii_lowercase(), place);
    }

    pub fn find(&self, host: &str) -> Option<&Place> {
        self.0.get(&host.to_ascii_lowercase())
    }
}

/// Whose certificates a check trusts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Trust {
    /// Those that this computer trusts.
    #[default]
    System,
    /// These only: for tests and the demo company.
    Only {
        /// Certificates, as DER.
        authorities: Vec<Vec<u8>>,
        /// Lists of what they took back, as DER.
        revoked: Vec<Vec<u8>>,
    },
}

/// From here on an answer is near the five seconds that Aircall waits. Our own rule of thumb.
pub const SLOW_MILLIS: u64 = 3_000;

/// A certificate that ends within so many days is told. Our own rule of thumb.
pub const SOON_DAYS: i64 = 21;

impl EndpointCheck {
    /// One that was not made.
    pub fn not_checked(host: String, why: NotChecked) -> Self {
        Self {
            host,
            addresses: Vec::new(),
            through_proxy: false,
            certificate: None,
            outcome: CheckOutcome::NotChecked(why),
        }
    }

    /// Whole days until the certificate ends, below zero once it has. `None`: none was shown.
    pub fn days_left(&self, now: Timestamp) -> Option<i64> {
        let seconds = self.certificate.as_ref()?.valid_until.as_second() - now.as_second();
        Some(seconds.div_euclid(86_400))
    }

    /// Some address that the name leads to is this computer's, or of a private network.
    pub fn is_local(&self) -> bool {
        self.addresses.iter().any(|address| is_local(*address))
    }

    pub fn standing(&self) -> Standing {
        match &self.outcome {
            CheckOutcome::NotChecked(_) => Standing::Unknown,
            CheckOutcome::Answered(answer) => answer.standing(),
            _ => Standing::Bad,
        }
    }

    /// In the watch's words.
    pub fn answer(&self) -> EndpointAnswer {
        match &self.outcome {
            CheckOutcome::Answered(answer) => EndpointAnswer::Answered { status: answer.status, millis: answer.millis },
            CheckOutcome::TooSlow(_) => EndpointAnswer::TooSlow,
            CheckOutcome::NoSuchHost => EndpointAnswer::NoSuchHost,
            CheckOutcome::Refused => EndpointAnswer::Refused,
            CheckOutcome::Unreachable | CheckOutcome::NotChecked(NotChecked::Proxy) => EndpointAnswer::Unreachable,
            CheckOutcome::NotTrusted(_)
            | CheckOutcome::Cut(Stage::Secure)
            | CheckOutcome::NotChecked(NotChecked::NoTrust) => EndpointAnswer::NotSecure,
            CheckOutcome::Cut(_) => EndpointAnswer::Cut,
            CheckOutcome::NotChecked(_) => EndpointAnswer::NotLookedAt,
        }
    }
}

impl Answer {
    /// A `HEAD` is no delivery: an endpoint may well refuse it and take deliveries, so only what can't be both is bad.
    fn standing(&self) -> Standing {
        match self.status {
            404 | 410 | 500..=599 if self.status != 501 => Standing::Bad,
            200..=299 if !self.html && self.millis < SLOW_MILLIS => Standing::Good,
            // Only takes POST: as it should be.
            405 | 501 if self.millis < SLOW_MILLIS => Standing::Good,
            _ => Standing::Doubtful,
        }
    }
}
