//! What a look at a webhook's own endpoint showed.

use std::net::IpAddr;

use jiff::Timestamp;

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
    /// A fault of this program.
    Internal,
}
