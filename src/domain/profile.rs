//! A profile: a company's name for the user, where its API is and which kind of credential it has. Never the credential.

use std::collections::BTreeMap;

use super::base::ApiBase;
use super::watch::WatchChoice;
use super::webhook::WebhookId;

/// Short and random: the keyring entry's user name. Windows limits names to 255 characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProfileId(String);

impl ProfileId {
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CredentialKind {
    #[default]
    Basic,
    Bearer,
}

/// Where a profile's credential is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keeping {
    #[default]
    Keyring,
    /// In memory, until the app ends. Such a profile isn't written to the settings file.
    ThisSession,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    pub id: ProfileId,
    pub name: String,
    pub base: ApiBase,
    pub kind: CredentialKind,
    pub keeping: Keeping,
    /// Names that this app gave: live answers leave them out, and an update without one may reset it.
    pub known_names: BTreeMap<WebhookId, String>,
    /// No change leaves the app: for a client's company, or a first look.
    pub read_only: bool,
    pub watch: WatchChoice,
}

impl Profile {
    /// A company that was connected just now.
    pub fn new(id: ProfileId, name: String, base: ApiBase, kind: CredentialKind) -> Self {
        Self {
            id,
            name,
            base,
            kind,
            keeping: Keeping::Keyring,
            known_names: BTreeMap::new(),
            read_only: false,
            watch: WatchChoice::default(),
        }
    }
}
