//! Finds an endpoint's addresses, and refuses a name that leads into this machine or its network: whoever can write a
//! webhook's URL could otherwise have this machine ask its neighbours.

use std::io;
use std::net::{IpAddr, SocketAddr};

use url::{Host, Url};

use super::Limits;
use crate::domain::endpoint::{CheckOutcome, NotChecked};

/// Where a host is.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// What its name leads to.
    pub addresses: Vec<IpAddr>,
    /// Where to connect, in this order.
    pub places: Vec<SocketAddr>,
}

pub(super) async fn find(url: &Url, limits: &Limits) -> Result<Found, CheckOutcome> {
    let Some(host) = url.host() else {
        return Err(CheckOutcome::NotChecked(NotChecked::Unreadable));
    };
    let port = url.port_or_known_default().unwrap_or_default();
    if let Some(directory) = &limits.directory {
        let place = directory.find(url.host_str().unwrap_or_default()).ok_or(CheckOutcome::NoSuchHost)?;
        return Ok(Found { addresses: place.addresses.clone(), places: vec![place.at] });
    }
    let places: Vec<SocketAddr> = match host {
        Host::Ipv4(address) => vec![(address, port).into()],
        Host::Ipv6(address) => vec![(address, port).into()],
        Host::Domain(name) => tokio::net::lookup_host((name, port)).await.map_err(|error| unknown(&error))?.collect(),
    };
    let mut addresses: Vec<IpAddr> = places.iter().map(SocketAddr::ip).collect();
    addresses.dedup();
    if places.is_empty() { Err(CheckOutcome::NoSuchHost) } else { Ok(Found { addresses, places }) }
}

/// A name that nobody knows is told from a question that nobody answered: the second is no fault of the endpoint's.
fn unknown(error: &io::Error) -> CheckOutcome {
    const TRY_AGAIN: i32 = 11_002; // Windows: WSATRY_AGAIN
    let words = error.to_string().to_ascii_lowercase();
    let unanswered =
        error.raw_os_error() == Some(TRY_AGAIN) || words.contains("temporary failure") || words.contains("try again");
    if unanswered { CheckOutcome::Unreachable } else { CheckOutcome::NoSuchHost }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "#[tokio::test] is written with block_on")]
mod tests {
    use super::*;
    use crate::domain::endpoint::{Directory, Place};

    #[tokio::test]
    async fn numbers_need_no_question_and_keep_their_port() {
        let find = async |url: &str| find(&Url::parse(url).unwrap(), &Limits::default()).await.unwrap();
        assert_eq!(find("https://203.0.113.9:8443/").await.places, ["203.0.113.9:8443".parse().unwrap()]);
        assert_eq!(find("http://[2001:db8::1]/").await.places, ["[2001:db8::1]:80".parse().unwrap()]);
    }

    #[tokio::test]
    async fn with_a_directory_nobody_else_is_asked() {
        let mut directory = Directory::default();
        let place = Place { addresses: vec!["198.51.100.1".parse().unwrap()], at: "127.0.0.1:9".parse().unwrap() };
        directory.lead("A.example", place.clone());
        let limits = Limits { directory: Some(directory), ..Limits::default() };
        let found = find(&Url::parse("https://a.example:8443/").unwrap(), &limits).await.unwrap();
        assert_eq!((found.addresses, found.places), (place.addresses, vec![place.at]));
        for other in ["https://localhost/", "https://127.0.0.1/", "https://b.example/"] {
            let found = find(&Url::parse(other).unwrap(), &limits).await;
            assert_eq!(found, Err(CheckOutcome::NoSuchHost), "{other}");
        }
    }

    #[test]
    fn a_name_that_nobody_knows_is_told_from_a_silent_dns() {
        let of = |words: &str| unknown(&io::Error::other(words.to_owned()));
        assert_eq!(of("failed to lookup address information: Name or service not known"), CheckOutcome::NoSuchHost);
        assert_eq!(
            of("failed to lookup address information: Temporary failure in name resolution"),
            CheckOutcome::Unreachable
        );
    }
}
