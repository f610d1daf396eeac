//! Why no answer came, read from the error and its causes. Nothing of their words goes on: they hold the URL.

use std::error::Error as StdError;
use std::io;

use super::tls;
use crate::domain::endpoint::{CheckOutcome, NotChecked, Stage, TlsFault};

/// No connection.
pub(super) fn of_connecting(error: &io::Error) -> CheckOutcome {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => CheckOutcome::Refused,
        io::ErrorKind::TimedOut => CheckOutcome::TooSlow(Stage::Connect),
        io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted => CheckOutcome::Cut(Stage::Connect),
        // No way there, or something in between that can't be told apart.
        _ => CheckOutcome::Unreachable,
    }
}

/// No secure connection. `refusal`: what the certificate was refused for.
pub(super) fn of_handshake(error: &io::Error, refusal: Option<TlsFault>) -> CheckOutcome {
    if let Some(fault) = refusal {
        return CheckOutcome::NotTrusted(fault);
    }
    match chain(error).find_map(|cause| cause.downcast_ref::<rustls::Error>()) {
        Some(error) => CheckOutcome::NotTrusted(tls::fault(error)),
        None if error.kind() == io::ErrorKind::TimedOut => CheckOutcome::TooSlow(Stage::Secure),
        None => CheckOutcome::Cut(Stage::Secure),
    }
}

/// No answer through a proxy. Only what the endpoint itself showed is held against it.
pub(super) fn of_proxied(error: &reqwest::Error, refusal: Option<TlsFault>) -> CheckOutcome {
    if let Some(fault) = refusal {
        CheckOutcome::NotTrusted(fault)
    } else if let Some(error) = chain(error).find_map(|cause| cause.downcast_ref::<rustls::Error>()) {
        CheckOutcome::NotTrusted(tls::fault(error))
    } else if error.is_builder() {
        CheckOutcome::NotChecked(NotChecked::Unreadable)
    } else {
        // It may be the proxy that closed, or the endpoint behind it.
        CheckOutcome::NotChecked(NotChecked::Proxy)
    }
}

/// An error and its causes. An `io::Error` that wraps another error skips it in `source`, so it is unwrapped here.
fn chain<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn StdError + 'static)| {
        let error: &'a (dyn StdError + 'static) = *error;
        match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(inner) => Some(inner as &(dyn StdError + 'static)),
            None => error.source(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn network_faults_are_told_apart() {
        let of = |kind| of_connecting(&io::Error::from(kind));
        assert_eq!(of(io::ErrorKind::ConnectionRefused), CheckOutcome::Refused);
        assert_eq!(of(io::ErrorKind::ConnectionReset), CheckOutcome::Cut(Stage::Connect));
        assert_eq!(of(io::ErrorKind::HostUnreachable), CheckOutcome::Unreachable);
        assert_eq!(of(io::ErrorKind::TimedOut), CheckOutcome::TooSlow(Stage::Connect));
    }

    #[test]
    fn a_refused_certificate_counts_more_than_how_the_handshake_ended() {
        let closed = io::Error::from(io::ErrorKind::UnexpectedEof);
        assert_eq!(of_handshake(&closed, None), CheckOutcome::Cut(Stage::Secure));
        assert_eq!(of_handshake(&closed, Some(TlsFault::Expired)), CheckOutcome::NotTrusted(TlsFault::Expired));
        let weak = rustls::Error::AlertReceived(rustls::AlertDescription::ProtocolVersion);
        assert_eq!(of_handshake(&io::Error::other(weak), None), CheckOutcome::NotTrusted(TlsFault::WeakProtocol));
    }
}
