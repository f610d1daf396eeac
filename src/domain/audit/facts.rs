//! What is so, as values: all that the sentence on a finding needs, and nothing secret. Of a URL it has the host, of a
//! query the names, of a token nothing.

use std::net::IpAddr;

use jiff::Timestamp;

use crate::domain::endpoint::{Stage, TlsFault};
use crate::domain::event::EventSet;

/// What is so, as values; `app::text` makes the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Facts {
    None,
    Events(EventSet),
    /// The events that it is about, and all that the webhook would receive once that is mended.
    Mendable {
        found: EventSet,
        mended: EventSet,
    },
    Off {
        since: Option<OffSince>,
        /// Someone switched it off with this app.
        by_this_app: bool,
    },
    OnlyReceiver {
        /// What no active webhook receives.
        events: EventSet,
        /// Whether the list was read in full, so that there is no other.
        complete: bool,
    },
    Falls {
        times: usize,
        /// The look that showed the last fall.
        last: Timestamp,
    },
    Records {
        /// The word in its name or URL that tells what it is for.
        hint: String,
        mended: EventSet,
    },
    HungupAndEnded {
        /// The webhooks that share the endpoint.
        labels: Vec<String>,
        records: bool,
    },
    Grew {
        gained: EventSet,
        before: EventSet,
        to_everything: bool,
        /// When the last audit was.
        since: Timestamp,
    },
    /// Webhooks of one URL.
    Same {
        labels: Vec<String>,
        /// The events that more than one has.
        events: EventSet,
        /// How many of them are on.
        active: usize,
    },
    AlmostSame {
        labels: Vec<String>,
        differ: Vec<UrlDifference>,
        events: EventSet,
        active: usize,
    },
    AtHost {
        host: String,
        labels: Vec<String>,
        events: EventSet,
    },
    Host(String),
    TestHost {
        host: String,
        /// What the host is called.
        service: &'static str,
    },
    Query {
        host: String,
        /// The names of the values that look secret; empty where they have none.
        names: Vec<String>,
        /// The service wants it there, and offers nothing else.
        service: Option<&'static str>,
    },
    Punycode {
        host: String,
        /// With the letters that it stands for.
        decoded: String,
        /// Letters of several scripts in one word.
        mixed: bool,
    },
    LooksLike {
        host: String,
        service: &'static str,
        domain: &'static str,
        how: Likeness,
    },
    Webhooks(Vec<String>),
    Endpoint {
        host: String,
        /// Whether a webhook that is on posts there.
        active: bool,
        seen: EndpointSeen,
    },
    Count {
        count: usize,
        most: usize,
    },
    Incomplete {
        read: usize,
        total: usize,
    },
}

/// Since when a webhook is off, as far as that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OffSince {
    At(Timestamp),
    /// After this and at the latest then; without a first bound only the latter is known.
    Between {
        after: Option<Timestamp>,
        until: Timestamp,
    },
}

/// In what URLs differ that lead to the same place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UrlDifference {
    /// At the end.
    Slash,
    /// Capital letters in the scheme or the host.
    Case,
    /// `:443` written out.
    Port,
    QueryOrder,
    Fragment,
    /// Another way to write the same path or host.
    Spelling,
}

/// How a host resembles a known one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// One letter more, less, other or swapped.
    OneLetter,
    /// Signs that look like letters: digits, or letters of another script.
    SimilarSigns,
    /// The known name, followed by another domain.
    InFront,
}

/// What a look at an endpoint showed that is worth a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EndpointSeen {
    NoSuchHost,
    /// The private addresses that its name leads to; whether there are public ones too.
    Private {
        addresses: Vec<IpAddr>,
        public_too: bool,
    },
    Refused,
    Unreachable,
    TooSlow(Stage),
    /// It took longer than Aircall waits, or half as long.
    Slow {
        millis: u64,
    },
    Cut(Stage),
    Tls {
        fault: TlsFault,
        certificate: Option<CertificateFacts>,
    },
    EndsSoon {
        certificate: CertificateFacts,
        days: i64,
    },
    /// With where it leads, without secrets.
    Redirect {
        status: u16,
        to: Option<String>,
    },
    Status(u16),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateFacts {
    pub issuer: String,
    pub from: Timestamp,
    pub until: Timestamp,
}
