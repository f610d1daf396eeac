//! Where the API is: Aircall's own address, or another one for tests and the demo company.

use url::{Host, Url};

/// An API address that a credential may be sent to: https, or http on this machine only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiBase(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiBaseError {
    Unreadable,
    /// http to another machine: the key would travel in plain text.
    NotSafe,
    /// A query, a fragment, a user or a password.
    Extra,
}

impl ApiBase {
    pub const AIRCALL: &'static str = "https://api.aircall.io";

    pub fn aircall() -> Self {
        Self(Self::AIRCALL.to_owned())
    }

    /// Reads an address. A trailing `/` or `/v1` is taken off: the client adds the version.
    pub fn parse(text: &str) -> Result<Self, ApiBaseError> {
        let url = Url::parse(text.trim()).map_err(|_unreadable| ApiBaseError::Unreadable)?;
        let loopback = match url.host().ok_or(ApiBaseError::Unreadable)? {
            Host::Domain(name) => name == "localhost",
            Host::Ipv4(address) => address.is_loopback(),
            Host::Ipv6(address) => address.is_loopback(),
        };
        match url.scheme() {
            "https" => {}
            "http" if loopback => {}
            "http" => return Err(ApiBaseError::NotSafe),
            _ => return Err(ApiBaseError::Unreadable),
        }
        let extra = url.query().is_some() || url.fragment().is_some();
        if extra || !url.username().is_empty() || url.password().is_some() {
            return Err(ApiBaseError::Extra);
        }
        let plain = url.as_str().trim_end_matches('/');
        Ok(Self(plain.strip_suffix("/v1").unwrap_or(plain).trim_end_matches('/').to_owned()))
    }

    /// Without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn is_aircall(&self) -> bool {
        self.0 == Self::AIRCALL
    }

    /// The host, with the port where there is one.
    pub fn host(&self) -> &str {
        let rest = self.0.split_once("://").map_or(self.0.as_str(), |(_, rest)| rest);
        rest.split_once('/').map_or(rest, |(host, _)| host)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_goes_over_https_or_to_this_machine() {
        let base = |text| ApiBase::parse(text).map(|base| base.as_str().to_owned());
        assert_eq!(base("https://api.aircall.io/"), Ok("https://api.aircall.io".to_owned()));
        assert_eq!(base("https://api.aircall.io/v1/"), Ok("https://api.aircall.io".to_owned()));
        assert_eq!(base("http://127.0.0.1:8080/v1"), Ok("http://127.0.0.1:8080".to_owned()));
        assert_eq!(base("http://localhost:1"), Ok("http://localhost:1".to_owned()));
        assert_eq!(base("http://[::1]:1"), Ok("http://[::1]:1".to_owned()));
        assert_eq!(base("http://api.aircall.io"), Err(ApiBaseError::NotSafe));
        assert_eq!(base("http://localhost.evil.example"), Err(ApiBaseError::NotSafe));
        assert_eq!(base("https://u:p@api.aircall.io"), Err(ApiBaseError::Extra));
        assert_eq!(base("https://api.aircall.io/?a=1"), Err(ApiBaseError::Extra));
        assert_eq!(base("file:///etc"), Err(ApiBaseError::Unreadable));
        assert_eq!(base("api.aircall.io"), Err(ApiBaseError::Unreadable));
    }

    #[test]
    fn the_host_is_told_with_its_port() {
        assert_eq!(
            ApiBase::parse("http://127.0.0.1:81/x").map(|base| base.host().to_owned()),
            Ok("127.0.0.1:81".into())
        );
    }
}
