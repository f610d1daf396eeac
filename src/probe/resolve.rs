//! Finds the endpoint's addresses, and refuses a name that leads into this machine or its network: whoever can write a
//! webhook's URL could otherwise have this machine ask its neighbours.

use std::fmt;
use std::net::{IpAddr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::domain::{CallbackUrl, UrlWarning};

/// Asks the system's resolver.
pub(super) struct Resolver {
    /// The endpoint's host. Others are a proxy's, which may well be a neighbour.
    pub host: String,
    pub allow_local: bool,
}

/// The name leads to a private address.
#[derive(Debug)]
pub(super) struct LeadsHome;

impl fmt::Display for LeadsHome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("leads to a private address")
    }
}

impl std::error::Error for LeadsHome {}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let refuses = !self.allow_local && name.as_str().eq_ignore_ascii_case(&self.host);
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            if refuses && found.iter().any(|address| is_local(address.ip())) {
                return Err(LeadsHome.into());
            }
            let found: Addrs = Box::new(found.into_iter());
            Ok(found)
        })
    }
}

/// By the rule that the form warns by, so that there is one.
fn is_local(address: IpAddr) -> bool {
    CallbackUrl::received(format!("https://{}/", SocketAddr::new(address, 443)))
        .warnings()
        .contains(&UrlWarning::LocalHost)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "#[tokio::test] is written with block_on")]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_this_machine_and_its_network_are_local() {
        for local in ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1"] {
            assert!(is_local(local.parse().unwrap()), "{local}");
        }
        for public in ["8.8.8.8", "2001:4860:4860::8888"] {
            assert!(!is_local(public.parse().unwrap()), "{public}");
        }
    }

    #[tokio::test]
    async fn a_name_that_leads_home_is_refused_unless_it_is_another_host() {
        let lead = async |host: &str, allow_local| {
            let resolver = Resolver { host: host.into(), allow_local };
            resolver.resolve("localhost".parse().unwrap()).await.map(Iterator::count)
        };
        assert!(lead("LOCALHOST", false).await.unwrap_err().is::<LeadsHome>());
        assert!(lead("localhost", true).await.unwrap() > 0);
        assert!(lead("a.example", false).await.unwrap() > 0, "a proxy may be a neighbour");
    }
}
