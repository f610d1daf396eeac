//! What the app remembers between two starts. No secret is in it.

mod list;
mod look;
mod place;

use std::collections::BTreeSet;

use url::Url;

pub use list::{Column, Filter, ListLook, Sort};
pub use look::{CallBudget, Clock, TextSize, TimeFormat, TimeStyle};
pub use place::{Screen, WindowPlace};

use super::hint::Hint;
use super::profile::{Profile, ProfileId};
use super::script::Script;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// In the order they were made. Those kept for this session only are not among the ones that are written.
    pub profiles: Vec<Profile>,
    /// The one to open at the next start.
    pub last_open: Option<ProfileId>,
    pub theme: ThemeChoice,
    pub proxy: ProxyChoice,
    /// The app starts when the user signs in.
    pub start_with_system: bool,
    /// Closing the window while a watch runs makes it small instead.
    pub stay_when_closed: bool,
    /// Scripts without a font that the user was told of.
    pub fonts_told: BTreeSet<Script>,
    /// What a newcomer was told, and isn't told again.
    pub hints_seen: BTreeSet<Hint>,
    pub text_size: TextSize,
    pub times: TimeFormat,
    pub budget: CallBudget,
    pub list: ListLook,
    /// `None`: the window was never open, or the system doesn't tell.
    pub window: Option<WindowPlace>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeChoice {
    #[default]
    System,
    Light,
    Dark,
}

/// How the app gets to the network.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ProxyChoice {
    /// What the system is set to. Proxy scripts (PAC) aren't understood.
    #[default]
    System,
    None,
    Address(ProxyAddress),
}

/// `http://host:port`, `https://…` or `socks5://…`, without a password: this is written to the settings file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProxyAddress(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProxyError {
    Unreadable,
    /// User and password would be written to disk.
    HasPassword,
}

impl ProxyAddress {
    /// Reads `proxy.example:3128` as well as a whole address.
    pub fn parse(text: &str) -> Result<Self, ProxyError> {
        let text = super::clean::clean(text).text;
        let whole = if text.contains("://") { text } else { format!("http://{text}") };
        let url = Url::parse(&whole).map_err(|_unreadable| ProxyError::Unreadable)?;
        if !matches!(url.scheme(), "http" | "https" | "socks5" | "socks5h") {
            return Err(ProxyError::Unreadable);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(ProxyError::HasPassword);
        }
        if url.host_str().is_none_or(str::is_empty) || url.query().is_some() || url.fragment().is_some() {
            return Err(ProxyError::Unreadable);
        }
        Ok(Self(whole.trim_end_matches('/').to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Settings {
    pub fn profile(&self, id: &ProfileId) -> Option<&Profile> {
        self.profiles.iter().find(|profile| profile.id == *id)
    }

    pub fn profile_mut(&mut self, id: &ProfileId) -> Option<&mut Profile> {
        self.profiles.iter_mut().find(|profile| profile.id == *id)
    }

    /// As they were at first, but for the companies and for where the window is.
    #[must_use]
    pub fn reset(&self) -> Self {
        Self {
            profiles: self.profiles.clone(),
            last_open: self.last_open.clone(),
            window: self.window,
            list: ListLook { details: self.list.details, ..ListLook::default() },
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_is_an_address_without_a_password() {
        let parse = |text| ProxyAddress::parse(text).map(|address| address.as_str().to_owned());
        assert_eq!(parse(" proxy.example:3128 "), Ok("http://proxy.example:3128".to_owned()));
        assert_eq!(parse("socks5://127.0.0.1:1080/"), Ok("socks5://127.0.0.1:1080".to_owned()));
        assert_eq!(parse("http://u:p@proxy.example"), Err(ProxyError::HasPassword));
        assert_eq!(parse("ftp://proxy.example"), Err(ProxyError::Unreadable));
        assert_eq!(parse(""), Err(ProxyError::Unreadable));
    }
}
