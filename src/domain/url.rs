//! The address that a webhook posts to, and the rules for it.
//!
//! Aircall has no custom headers, so secrets ride in a URL's query: a URL can itself be a secret. It is kept byte for
//! byte as it came; its `Debug` and its masked form hide user, password and query values.

mod mask;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use super::clean;
use super::webhook::{Webhook, WebhookId};

/// A webhook's URL as the API sent it, or one that passed [`CallbackUrl::parse`].
#[derive(Clone, PartialEq, Eq)]
pub struct CallbackUrl(String);

/// Why a URL can't be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlError {
    Empty,
    /// `http:`: Aircall only delivers to https.
    NotHttps,
    /// Another scheme, or none at all.
    NoScheme,
    Unreadable,
    TooLong,
}

/// What is allowed but likely a mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UrlWarning {
    /// `user:password@`: everyone who sees the webhook sees it.
    UserInfo,
    IpAddress,
    /// A name or address that only a local network knows.
    LocalHost,
    /// Another webhook posts to the same address: each event arrives twice.
    Duplicate {
        id: WebhookId,
        label: String,
    },
}

/// The longest URL that the form takes.
const LONGEST: usize = 2048;

impl CallbackUrl {
    /// A URL from an answer: kept as it is, whatever it is.
    pub fn received(raw: impl Into<String>) -> Self {
        Self(raw.into())
    }

    /// A URL that the user typed. White space and invisible characters must be gone (see [`clean::clean`]).
    pub fn parse(text: &str) -> Result<Self, UrlError> {
        if text.is_empty() {
            return Err(UrlError::Empty);
        }
        if text.len() > LONGEST {
            return Err(UrlError::TooLong);
        }
        let lower = text.to_ascii_lowercase();
        if lower.starts_with("http:") {
            return Err(UrlError::NotHttps);
        }
        if !lower.starts_with("https://") {
            return Err(UrlError::NoScheme);
        }
        if text.chars().any(|c| c.is_whitespace() || clean::is_invisible(c)) {
            return Err(UrlError::Unreadable);
        }
        match Url::parse(text) {
            Ok(url) if url.host_str().is_some_and(|host| !host.is_empty()) => Ok(Self(text.to_owned())),
            Ok(_) | Err(_) => Err(UrlError::Unreadable),
        }
    }

    /// The whole URL, secrets included: to send it, or to show it on request.
    pub fn expose(&self) -> &str {
        &self.0
    }

    pub fn is_https(&self) -> bool {
        self.0.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://"))
    }

    /// The host as it goes over the wire (`xn--…` for other scripts), with the port where there is one.
    pub fn host(&self) -> Option<String> {
        let url = Url::parse(&self.0).ok()?;
        let host = url.host_str()?.to_owned();
        Some(match url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host,
        })
    }

    /// Whether something in it is hidden in [`CallbackUrl::masked`].
    pub fn has_secret(&self) -> bool {
        self.masked() != self.0
    }

    /// The URL with user, password, query values and fragment replaced by dots.
    pub fn masked(&self) -> String {
        mask::masked(&self.0)
    }

    /// The values that [`CallbackUrl::masked`] hides, for whoever must keep them out of a text.
    pub fn secrets(&self) -> Vec<&str> {
        mask::secrets(&self.0)
    }

    /// The same in all forms that whoever got the URL may repeat them in, the longest first.
    pub fn secret_forms(&self) -> Vec<String> {
        mask::secret_forms(&self.0)
    }

    /// What makes two URLs the same address for Aircall: scheme and host in lower case, the rest as it is.
    pub fn address(&self) -> String {
        Url::parse(&self.0).map_or_else(|_unreadable| self.0.clone(), |url| url.to_string())
    }

    /// What a browser may be given: scheme, host and path. `None`: it isn't a page that a browser could open.
    pub fn for_browser(&self) -> Option<String> {
        let mut url = Url::parse(&self.0).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
        url.set_query(None);
        url.set_fragment(None);
        url.set_password(None).ok()?;
        url.set_username("").ok()?;
        Some(url.into())
    }

    /// What is likely a mistake in it, without looking at other webhooks.
    pub fn warnings(&self) -> Vec<UrlWarning> {
        let Ok(url) = Url::parse(&self.0) else {
            return Vec::new();
        };
        let mut warnings = Vec::new();
        if !url.username().is_empty() || url.password().is_some() {
            warnings.push(UrlWarning::UserInfo);
        }
        warnings.extend(host_warning(&url));
        warnings
    }

    /// The webhooks that post to the same address, other than `itself`.
    pub fn duplicates<'a>(&self, hooks: &'a [Webhook], itself: Option<&WebhookId>) -> Vec<&'a Webhook> {
        let address = self.address();
        hooks.iter().filter(|hook| Some(&hook.id) != itself && hook.url.address() == address).collect()
    }
}

impl std::fmt::Debug for CallbackUrl {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "CallbackUrl({})", self.masked())
    }
}

/// What is likely a mistake in the host of it.
pub(super) fn host_warning(url: &Url) -> Option<UrlWarning> {
    match url.host()? {
        Host::Ipv4(address) => Some(ip_warning(is_local_v4(address))),
        Host::Ipv6(address) => Some(ip_warning(is_local_v6(address))),
        Host::Domain(name) => is_local_name(name).then_some(UrlWarning::LocalHost),
    }
}

/// Whether only this computer or a local network can reach an address.
pub(super) fn is_local_ip(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_local_v4(address),
        IpAddr::V6(address) => is_local_v6(address),
    }
}

fn ip_warning(local: bool) -> UrlWarning {
    if local { UrlWarning::LocalHost } else { UrlWarning::IpAddress }
}

/// This computer's own, or of a private network.
pub(super) fn is_local(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_local_v4(address),
        IpAddr::V6(address) => is_local_v6(address),
    }
}

fn is_local_v4(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_unspecified()
        || (first == 100 && (64..128).contains(&second)) // RFC 6598, carrier-grade NAT
}

fn is_local_v6(address: Ipv6Addr) -> bool {
    match address.to_ipv4_mapped() {
        Some(mapped) => is_local_v4(mapped),
        None => {
            address.is_loopback()
                || address.is_unspecified()
                || address.is_unique_local()
                || address.is_unicast_link_local()
        }
    }
}

/// Names that no public DNS answers: without a dot, or below a suffix kept for private use.
fn is_local_name(name: &str) -> bool {
    const SUFFIXES: [&str; 10] =
        ["localhost", "local", "localdomain", "lan", "internal", "intranet", "home", "corp", "home.arpa", "test"];
    // A parser has made its letters small.
    let name = name.trim_end_matches('.');
    let below = |suffix: &str| name.strip_suffix(suffix).is_some_and(|rest| rest.ends_with('.'));
    !name.contains('.') || SUFFIXES.iter().any(|suffix| below(suffix))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn warnings(url: &str) -> Vec<UrlWarning> {
        CallbackUrl::received(url).warnings()
    }

    #[test]
    fn only_https_addresses_can_be_sent() {
        assert_eq!(CallbackUrl::parse(""), Err(UrlError::Empty));
        assert_eq!(CallbackUrl::parse("http://a.example/x"), Err(UrlError::NotHttps));
        assert_eq!(CallbackUrl::parse("HTTP://a.example"), Err(UrlError::NotHttps));
        assert_eq!(CallbackUrl::parse("a.example/x"), Err(UrlError::NoScheme));
        assert_eq!(CallbackUrl::parse("ftp://a.example"), Err(UrlError::NoScheme));
        assert_eq!(CallbackUrl::parse("https://"), Err(UrlError::Unreadable));
        assert_eq!(CallbackUrl::parse("https://a b.example"), Err(UrlError::Unreadable));
        assert_eq!(CallbackUrl::parse("https://a.example:99999/"), Err(UrlError::Unreadable));
        assert!(CallbackUrl::parse("https://a.example").is_ok());
        assert!(CallbackUrl::parse("HTTPS://müller.example/x?y=1").is_ok());
    }

    #[test]
    fn a_masked_url_tells_its_keys_and_no_value() {
        let url = CallbackUrl::received("https://u:pw@a.example:8443/in?token=abc&b=&flag#frag");
        assert_eq!(url.masked(), "https://•••@a.example:8443/in?token=•••&b=&•••#•••");
        assert!(url.has_secret());
        assert!(!format!("{url:?}").contains("abc"));
        assert!(!CallbackUrl::received("https://a.example/in").has_secret());
        assert_eq!(CallbackUrl::received("https:///u:pw@a.example/in").masked(), "https:///•••@a.example/in");
    }

    #[test]
    fn odd_old_entries_are_kept_and_never_panic() {
        for raw in ["", "?", "http://", "not a url", "https://@", "https://é", "💥", "http:/one.example/x"] {
            let url = CallbackUrl::received(raw);
            assert_eq!(url.expose(), raw);
            let _shown = (url.masked(), url.host(), url.warnings(), url.address(), url.is_https());
        }
    }

    #[test]
    fn local_and_numeric_hosts_are_pointed_out() {
        assert_eq!(warnings("https://8.8.8.8/x"), [UrlWarning::IpAddress]);
        for local in ["10.0.0.1", "192.168.1.2", "127.0.0.1", "[::1]", "[fd00::1]", "crm", "crm.local", "a.b.internal"]
        {
            assert_eq!(warnings(&format!("https://{local}/x")), [UrlWarning::LocalHost], "{local}");
        }
        assert_eq!(warnings("https://u:p@a.example/"), [UrlWarning::UserInfo]);
        assert_eq!(warnings("https://a.example/"), []);
    }

    proptest::proptest! {
        #[test]
        fn no_query_value_survives_masking(value in "[a-zA-Z0-9]{6,20}") {
            let url = CallbackUrl::received(format!("https://a.example/in?key={value}"));
            proptest::prop_assert!(!url.masked().contains(&value));
            proptest::prop_assert_eq!(url.secrets(), vec![value.as_str()]);
        }

        #[test]
        fn any_text_is_an_error_or_an_https_url(text in ".*") {
            if let Ok(url) = CallbackUrl::parse(&text) {
                proptest::prop_assert!(url.is_https() && url.expose() == text);
            }
        }
    }
}
