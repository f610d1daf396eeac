//! What many looks share: whose certificates are trusted, and when a proxy is asked. Loading the system's store takes
//! longer than a look, so it is done once for a batch.

use std::sync::Arc;

use hyper_util::client::proxy::matcher::Matcher;
use rustls::client::danger::ServerCertVerifier;
use url::Url;

use super::{Limits, tls};
use crate::domain::ProxyChoice;

pub(super) struct Setup {
    /// `None`: this machine trusts nobody, or no endpoint of the batch asks for TLS.
    pub verifier: Option<Arc<dyn ServerCertVerifier>>,
    proxies: Proxies,
}

enum Proxies {
    Never,
    /// Where the system or the environment says so.
    Asked(Box<Matcher>),
    Always,
}

impl Setup {
    /// `secure`: some endpoint asks for TLS.
    pub async fn new(limits: &Limits, secure: bool) -> Self {
        let trust = limits.trust.clone();
        let verifier = if secure {
            // Reads files.
            let loading = tokio::task::spawn_blocking(move || tls::verifier(&trust));
            loading.await.ok().and_then(Result::ok)
        } else {
            None
        };
        let proxies = match &limits.proxy {
            _ if limits.directory.is_some() => Proxies::Never,
            ProxyChoice::None => Proxies::Never,
            ProxyChoice::System => Proxies::Asked(Box::new(Matcher::from_system())),
            ProxyChoice::Address(_) => Proxies::Always,
        };
        Self { verifier, proxies }
    }

    pub fn asks_a_proxy(&self, url: &Url) -> bool {
        match &self.proxies {
            Proxies::Never => false,
            Proxies::Asked(matcher) => url.as_str().parse().is_ok_and(|uri| matcher.intercept(&uri).is_some()),
            Proxies::Always => true,
        }
    }
}
