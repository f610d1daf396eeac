//! Finds an endpoint's addresses, and refuses a name that leads into this machine or its network: whoever can write a
//! webhook's URL could otherwise have this machine ask its neighbours.

use std::io;
use std::net::{IpAddr, SocketAddr};

use url::{Host, Url};

use super::Limits;
use crate::domain::endpoint::{CheckOutcome, NotChecked};
use crate::domain::{CallbackUrl, UrlWarning};

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
        Host::Domain(name) => {
            let found = tokio::net::lookup_host((asked(url, name), port)).await;
            found.map_err(|error| unknown(&error))?.collect()
        }
    };
    let mut addresses: Vec<IpAddr> = places.iter().map(SocketAddr::ip).collect();
    addresses.dedup();
    if places.is_empty() { Err(CheckOutcome::NoSuchHost) } else { Ok(Found { addresses, places }) }
}

/// What DNS is asked for: with a dot at its end no search domain of this network is tried behind it, where a name that
/// is gone may be found after all. Names of this network are asked for as they are.
fn asked(url: &Url, name: &str) -> String {
    let local = || CallbackUrl::received(url.as_str()).warnings().contains(&UrlWarning::LocalHost);
    let public = name.contains('.') && !name.ends_with('.') && !local();
    if public { format!("{name}.") } else { name.to_owned() }
}

/// A name that nobody knows is told from a question that nobody answered: the second is no fault of the endpoint's. So
/// only what is known to mean the first does.
fn unknown(error: &io::Error) -> CheckOutcome {
    // Windows: WSAHOST_NOT_FOUND and WSANO_DATA.
    const CODES: [i32; 2] = [11_001, 11_004];
    // EAI_NONAME and EAI_NODATA in the words of glibc, musl, macOS and the BSDs, and what the codes say on Windows.
    const WORDS: [&str; 8] = [
        "name or service not known",
        "no address associated with",
        "name does not resolve",
        "name has no usable address",
        "servname provided, or not known",
        "servname not provided or not known",
        "no such host is known",
        "no data of the requested type was found",
    ];
    let words = error.to_string().to_ascii_lowercase();
    let gone = error.raw_os_error().is_some_and(|code| CODES.contains(&code))
        || WORDS.iter().any(|known| words.contains(known));
    if gone { CheckOutcome::NoSuchHost } else { CheckOutcome::Unreachable }
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
        let of = |words: &str| unknown(&io::Error::other(format!("failed to lookup address information: {words}")));
        for gone in [
            "Name or service not known",
            "No address associated with hostname",
            "nodename nor servname provided, or not known",
            "Name does not resolve",
        ] {
            assert_eq!(of(gone), CheckOutcome::NoSuchHost, "{gone}");
        }
        for silent in [
            "Temporary failure in name resolution",
            "Non-recoverable failure in name resolution",
            "System error: Too many open files",
            "Memory allocation failure",
        ] {
            assert_eq!(of(silent), CheckOutcome::Unreachable, "{silent}");
        }
        assert_eq!(unknown(&io::Error::other("(os error 24)")), CheckOutcome::Unreachable);
    }

    #[test]
    fn no_search_domain_is_tried_for_a_public_name() {
        let asked = |url: &str| {
            let url = Url::parse(url).unwrap();
            asked(&url, url.host_str().unwrap())
        };
        assert_eq!(asked("https://crm.example/in"), "crm.example.");
        assert_eq!(asked("https://crm.example./in"), "crm.example.");
        for own in ["localhost", "crm", "crm.local", "crm.internal"] {
            assert_eq!(asked(&format!("https://{own}/in")), own);
        }
    }
}
