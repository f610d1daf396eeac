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
    /// A delivery of Aircall may fail, or will: it answers slowly or by another status than it should, can't be reached
    /// from here, or its certificate ends soon.
    Doubtful,
    /// Every delivery of Aircall fails as things are.
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

/// Aircall gives an endpoint 5 seconds: an answer that takes as long or longer comes too late.
pub const TIME_LIMIT_MILLIS: u64 = 5_000;

/// Beyond this a slower hour may go beyond Aircall's limit. Our own rule of thumb.
pub const SLOW_MILLIS: u64 = TIME_LIMIT_MILLIS / 2;

/// A certificate should have been renewed by itself so many days before its end, or a quarter of its life where that is
/// less. Our own rule of thumb.
pub const SOON_DAYS: i64 = 21;

/// The same, where it can't wait: or a tenth of its life.
pub const NOW_DAYS: i64 = 7;

const DAY_SECONDS: i64 = 86_400;

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
        Some(seconds.div_euclid(DAY_SECONDS))
    }

    /// Some address that the name leads to is this computer's, or of a private network.
    pub fn is_local(&self) -> bool {
        self.addresses.iter().any(|address| is_local(*address))
    }

    /// What it means, but for the certificate's dates.
    pub fn standing(&self) -> Standing {
        self.outcome.standing()
    }

    /// What it means at a time: a certificate that is trusted and ends soon makes it doubtful.
    pub fn standing_at(&self, now: Timestamp) -> Standing {
        let soon = self.certificate.as_ref().is_some_and(|shown| shown.ends_soon(now) != Standing::Good);
        match self.standing() {
            Standing::Good if soon => Standing::Doubtful,
            other => other,
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

impl Certificate {
    /// Bad: it ends within days, and nothing renews it. Doubtful: something should have by now. A short life is renewed
    /// late, so what counts is its share of that, too. One that has ended isn't told here.
    pub fn ends_soon(&self, now: Timestamp) -> Standing {
        let left = self.valid_until.as_second() - now.as_second();
        let life = self.valid_until.as_second() - self.valid_from.as_second();
        // Whole days, as they are told.
        let within = |days: i64, share: i64| left < ((days + 1) * DAY_SECONDS).min(life / share);
        match left {
            ..0 => Standing::Good,
            _ if within(NOW_DAYS, 10) => Standing::Bad,
            _ if within(SOON_DAYS, 4) => Standing::Doubtful,
            _ => Standing::Good,
        }
    }
}

impl CheckOutcome {
    /// What it means for deliveries. The audit and the review judge by this alone.
    pub fn standing(&self) -> Standing {
        match self {
            Self::NotChecked(_) => Standing::Unknown,
            Self::Answered(answer) => answer.by_status().max(answer.by_speed()),
            // It may be this computer that has no way there: its DNS or a firewall. A server may hang up on what isn't a
            // delivery. And what of the old versions Aircall still speaks isn't told anywhere.
            Self::Unreachable
            | Self::TooSlow(Stage::Connect)
            | Self::Cut(Stage::Answer)
            | Self::NotTrusted(TlsFault::WeakProtocol) => Standing::Doubtful,
            Self::TooSlow(_) | Self::NoSuchHost | Self::Refused | Self::NotTrusted(_) | Self::Cut(_) => Standing::Bad,
        }
    }
}

impl Answer {
    /// What its time tells.
    pub fn by_speed(&self) -> Standing {
        match self.millis {
            ..=SLOW_MILLIS => Standing::Good,
            millis if millis < TIME_LIMIT_MILLIS => Standing::Doubtful,
            _ => Standing::Bad,
        }
    }

    /// What its status tells. A look is no delivery: an endpoint that takes those only may rightly refuse it by 400, 405
    /// and their like, so only what can't be both is bad.
    pub fn by_status(&self) -> Standing {
        match self.status {
            200..=299 if self.html => Standing::Doubtful,
            200..=299 | 400 | 405 | 406 | 411 | 415 | 422 | 501 => Standing::Good,
            // A move for good is one for deliveries too; others may be for people who look. Behind a gateway nobody is at
            // home, while 500 may be an answer to the look only.
            301 | 308 | 410 | 502..=504 | 520..=530 => Standing::Bad,
            _ => Standing::Doubtful,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(status: u16, millis: u64) -> EndpointCheck {
        let outcome = CheckOutcome::Answered(Answer { status, millis, html: false, redirect: None });
        EndpointCheck { outcome, ..EndpointCheck::not_checked("a.example".to_owned(), NotChecked::Internal) }
    }

    #[test]
    fn an_answer_stands_by_the_worse_of_status_and_time() {
        use Standing::{Bad, Doubtful, Good};
        for (status, millis, standing) in [
            (200, 2_500, Good),
            (200, 2_501, Doubtful),
            (200, 4_999, Doubtful),
            (200, 5_000, Bad),
            (400, 1, Good),
            (405, 1, Good),
            (415, 1, Good),
            (422, 1, Good),
            (301, 1, Bad),
            (308, 1, Bad),
            (302, 1, Doubtful),
            (404, 1, Doubtful),
            (500, 1, Doubtful),
            (503, 1, Bad),
            (410, 2_600, Bad),
        ] {
            assert_eq!(answered(status, millis).standing(), standing, "{status} {millis}");
        }
    }

    #[test]
    fn what_may_be_this_computers_own_fault_is_doubtful() {
        for outcome in [CheckOutcome::Unreachable, CheckOutcome::TooSlow(Stage::Connect)] {
            assert_eq!(outcome.standing(), Standing::Doubtful, "{outcome:?}");
        }
        for outcome in [CheckOutcome::TooSlow(Stage::Answer), CheckOutcome::NoSuchHost, CheckOutcome::Refused] {
            assert_eq!(outcome.standing(), Standing::Bad, "{outcome:?}");
        }
    }

    #[test]
    fn a_certificate_is_judged_by_its_life_too() {
        use Standing::{Bad, Doubtful, Good};
        let now: Timestamp = "2026-03-01T00:00:00Z".parse().unwrap();
        for (life_hours, left_hours, standing) in [
            (365 * 24, 22 * 24, Good),
            (365 * 24, 22 * 24 - 1, Doubtful),
            (365 * 24, 8 * 24 - 1, Bad),
            (90 * 24, 10 * 24, Doubtful),
            (6 * 24, 5 * 24, Good), // lives six days only, and has just been renewed
            (6 * 24, 2 * 24, Good),
            (6 * 24, 30, Doubtful),
            (6 * 24, 14, Bad),
            (365 * 24, -1, Good), // said by another fault
        ] {
            let at = |hours: i64| now + jiff::SignedDuration::from_hours(hours);
            let shown = Certificate {
                issuer: String::new(),
                valid_from: at(left_hours - life_hours),
                valid_until: at(left_hours),
            };
            assert_eq!(shown.ends_soon(now), standing, "{left_hours} of {life_hours}");
            let mut check = answered(200, 1);
            check.certificate = Some(shown);
            let expected = if standing == Good { Good } else { Doubtful };
            assert_eq!(check.standing_at(now), expected, "{left_hours} of {life_hours}");
        }
    }
}
