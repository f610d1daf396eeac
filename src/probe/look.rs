//! One harmless look at an endpoint: a `HEAD` that carries nothing of the company's but the address itself.

use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::{Client, Proxy, redirect};
use url::Url;

use super::resolve::Resolver;
use super::{fault, tls};
use crate::domain::endpoint::{Directory, Trust};
use crate::domain::{CallbackUrl, EndpointAnswer, ProxyChoice, UrlWarning};

/// What a look may do.
#[derive(Clone, Debug)]
pub struct Limits {
    /// From the first question to the answer's head.
    pub total: Duration,
    /// Looks at this machine and its network too: for tests and the demo company.
    pub allow_local: bool,
    pub proxy: ProxyChoice,
    /// In place of DNS and of any proxy.
    pub directory: Option<Directory>,
    pub trust: Trust,
}

impl Default for Limits {
    /// Aircall waits 5 seconds for an endpoint.
    fn default() -> Self {
        Self {
            total: Duration::from_secs(5),
            allow_local: false,
            proxy: ProxyChoice::System,
            directory: None,
            trust: Trust::System,
        }
    }
}

/// Asks the webhook's endpoint for its head, query included, since that is part of the address. It follows no redirect
/// and reads no body.
pub async fn look(url: &CallbackUrl, limits: &Limits) -> EndpointAnswer {
    let local = url.warnings().contains(&UrlWarning::LocalHost);
    let Ok(address) = Url::parse(url.expose()) else {
        return EndpointAnswer::NotLookedAt;
    };
    if (local && !limits.allow_local) || !matches!(address.scheme(), "https" | "http") {
        return EndpointAnswer::NotLookedAt;
    }
    let client = match client(&address, local, limits) {
        Ok(client) => client,
        Err(answer) => return answer,
    };
    let begun = Instant::now();
    match client.head(address).send().await {
        Ok(answer) => EndpointAnswer::Answered {
            status: answer.status().as_u16(),
            millis: u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
        },
        Err(error) => fault::of(&error),
    }
}

/// A client of its own for each look: no connection and no cookie is shared between two companies' endpoints.
fn client(address: &Url, local: bool, limits: &Limits) -> Result<Client, EndpointAnswer> {
    // Without any trusted certificate no connection can be trusted.
    let tls = tls::config().map_err(|_no_store| EndpointAnswer::NotSecure)?;
    let host = address.host_str().unwrap_or_default().to_owned();
    let builder = Client::builder()
        .tls_backend_preconfigured(tls)
        .dns_resolver(Arc::new(Resolver { host, allow_local: limits.allow_local }))
        .redirect(redirect::Policy::none())
        .referer(false)
        .user_agent(concat!("hookswitch/", env!("CARGO_PKG_VERSION"), " (endpoint check)"))
        .timeout(limits.total);
    let builder = match &limits.proxy {
        _ if local => builder.no_proxy(),
        ProxyChoice::System => builder,
        ProxyChoice::None => builder.no_proxy(),
        ProxyChoice::Address(proxy) => {
            let proxy = Proxy::all(proxy.as_str()).map_err(|_unreadable| EndpointAnswer::Unreachable)?;
            builder.no_proxy().proxy(proxy)
        }
    };
    builder.build().map_err(|error| fault::of(&error))
}

#[cfg(test)]
#[path = "look_tests.rs"]
mod tests;
