//! Why no answer came, read from the error and its causes. Nothing of their words goes on: they hold the URL.

use std::error::Error as StdError;
use std::io;

use super::resolve::LeadsHome;
use crate::domain::EndpointAnswer;

pub(super) fn of(error: &reqwest::Error) -> EndpointAnswer {
    if let Some(answer) = chain(error).find_map(|cause| of_cause(cause, error.is_connect())) {
        answer
    } else if error.is_timeout() {
        EndpointAnswer::TooSlow
    } else if error.is_builder() {
        EndpointAnswer::NotLookedAt
    } else if error.is_connect() {
        EndpointAnswer::Unreachable
    } else {
        EndpointAnswer::Cut
    }
}

fn of_cause(cause: &(dyn StdError + 'static), connecting: bool) -> Option<EndpointAnswer> {
    if cause.is::<LeadsHome>() {
        return Some(EndpointAnswer::NotLookedAt);
    }
    if cause.is::<rustls::Error>() {
        return Some(EndpointAnswer::NotSecure);
    }
    if let Some(io) = cause.downcast_ref::<io::Error>() {
        return of_io(io.kind(), connecting);
    }
    // The types behind these words are private to hyper-util; the tests hold them to it.
    let words = cause.to_string().to_ascii_lowercase();
    let names = words.starts_with("dns error") || words.starts_with("invalid dns name");
    // A name that leads home is a DNS error by its outer words, and says more further in.
    let leads_home = chain(cause).any(<dyn StdError>::is::<LeadsHome>);
    (names && !leads_home).then_some(EndpointAnswer::NoSuchHost)
}

fn of_io(kind: io::ErrorKind, connecting: bool) -> Option<EndpointAnswer> {
    match kind {
        io::ErrorKind::ConnectionRefused => Some(EndpointAnswer::Refused),
        io::ErrorKind::TimedOut => Some(EndpointAnswer::TooSlow),
        // The other side closed in the middle of the handshake.
        io::ErrorKind::UnexpectedEof if connecting => Some(EndpointAnswer::NotSecure),
        io::ErrorKind::ConnectionReset
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::BrokenPipe
        | io::ErrorKind::UnexpectedEof => Some(EndpointAnswer::Cut),
        io::ErrorKind::NetworkUnreachable | io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkDown => {
            Some(EndpointAnswer::Unreachable)
        }
        _ => None,
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
#[expect(clippy::disallowed_methods, reason = "#[tokio::test] is written with block_on")]
mod tests {
    use std::sync::Arc;

    use reqwest::dns::{Name, Resolve, Resolving};

    use super::*;
    use crate::probe::tls;

    /// A resolver that leads every name home, or knows none.
    struct Answers {
        leads_home: bool,
    }

    impl Resolve for Answers {
        fn resolve(&self, _name: Name) -> Resolving {
            let error: Box<dyn StdError + Send + Sync> =
                if self.leads_home { LeadsHome.into() } else { io::Error::other("no such name").into() };
            Box::pin(std::future::ready(Err(error)))
        }
    }

    #[tokio::test]
    async fn a_name_that_leads_home_is_told_from_one_that_nobody_knows() {
        for (leads_home, answer) in [(true, EndpointAnswer::NotLookedAt), (false, EndpointAnswer::NoSuchHost)] {
            let client = reqwest::Client::builder()
                .no_proxy()
                .tls_backend_preconfigured(tls::config().unwrap())
                .dns_resolver(Arc::new(Answers { leads_home }))
                .build()
                .unwrap();
            let failure = client.head("https://a.example/").send().await.unwrap_err();
            assert_eq!(of(&failure), answer);
        }
    }

    #[test]
    fn network_faults_are_told_apart() {
        let of = |kind| of_cause(&io::Error::from(kind), true);
        assert_eq!(of(io::ErrorKind::ConnectionRefused), Some(EndpointAnswer::Refused));
        assert_eq!(of(io::ErrorKind::ConnectionReset), Some(EndpointAnswer::Cut));
        assert_eq!(of(io::ErrorKind::HostUnreachable), Some(EndpointAnswer::Unreachable));
        assert_eq!(of(io::ErrorKind::TimedOut), Some(EndpointAnswer::TooSlow));
    }
}
