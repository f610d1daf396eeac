//! The settings file's JSON, version 1.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::{
    ApiBase, CredentialKind, Keeping, Profile, ProfileId, ProxyAddress, ProxyChoice, Settings, ThemeChoice, WebhookId,
};

const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct File {
    version: u32,
    #[serde(default)]
    profiles: Vec<FileProfile>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_open: Option<String>,
    #[serde(default)]
    theme: FileTheme,
    #[serde(default)]
    proxy: FileProxy,
}

#[derive(Serialize, Deserialize)]
struct FileProfile {
    id: String,
    name: String,
    api: String,
    credential: FileKind,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    webhook_names: BTreeMap<String, String>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum FileKind {
    ApiKey,
    AccessToken,
}

#[derive(Clone, Copy, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum FileTheme {
    #[default]
    System,
    Light,
    Dark,
}

#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum FileProxy {
    #[default]
    System,
    None,
    Address(String),
}

/// `None`: not settings of this version.
pub fn read(bytes: &[u8]) -> Option<Settings> {
    let file: File = serde_json::from_slice(bytes).ok()?;
    if file.version != VERSION {
        return None;
    }
    let profiles = file.profiles.into_iter().map(profile).collect::<Option<Vec<_>>>()?;
    let proxy = match file.proxy {
        FileProxy::System => ProxyChoice::System,
        FileProxy::None => ProxyChoice::None,
        FileProxy::Address(address) => ProxyChoice::Address(ProxyAddress::parse(&address).ok()?),
    };
    let theme = match file.theme {
        FileTheme::System => ThemeChoice::System,
        FileTheme::Light => ThemeChoice::Light,
        FileTheme::Dark => ThemeChoice::Dark,
    };
    Some(Settings { profiles, last_open: file.last_open.map(ProfileId::new), theme, proxy })
}

fn profile(file: FileProfile) -> Option<Profile> {
    let names = file.webhook_names.into_iter().map(|(id, name)| (WebhookId::new(id), name));
    Some(Profile {
        id: ProfileId::new(file.id),
        name: file.name,
        base: ApiBase::parse(&file.api).ok()?,
        kind: match file.credential {
            FileKind::ApiKey => CredentialKind::Basic,
            FileKind::AccessToken => CredentialKind::Bearer,
        },
        keeping: Keeping::Keyring,
        known_names: names.collect(),
    })
}

/// Profiles whose key is kept for this session only are left out.
pub fn write(settings: &Settings) -> String {
    let kept = |profile: &&Profile| profile.keeping == Keeping::Keyring;
    let profiles: Vec<FileProfile> = settings.profiles.iter().filter(kept).map(to_file).collect();
    let last_open = settings.last_open.as_ref().map(|id| id.as_str().to_owned());
    let file = File {
        version: VERSION,
        last_open: last_open.filter(|id| profiles.iter().any(|profile| profile.id == *id)),
        profiles,
        theme: match settings.theme {
            ThemeChoice::System => FileTheme::System,
            ThemeChoice::Light => FileTheme::Light,
            ThemeChoice::Dark => FileTheme::Dark,
        },
        proxy: match &settings.proxy {
            ProxyChoice::System => FileProxy::System,
            ProxyChoice::None => FileProxy::None,
            ProxyChoice::Address(address) => FileProxy::Address(address.as_str().to_owned()),
        },
    };
    serde_json::to_string_pretty(&file).unwrap_or_default()
}

fn to_file(profile: &Profile) -> FileProfile {
    let names = profile.known_names.iter().map(|(id, name)| (id.as_str().to_owned(), name.clone()));
    FileProfile {
        id: profile.id.as_str().to_owned(),
        name: profile.name.clone(),
        api: profile.base.as_str().to_owned(),
        credential: match profile.kind {
            CredentialKind::Basic => FileKind::ApiKey,
            CredentialKind::Bearer => FileKind::AccessToken,
        },
        webhook_names: names.collect(),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub fn example() -> Settings {
        let profile = Profile {
            id: ProfileId::new("p1"),
            name: "Müller & Söhne".into(),
            base: ApiBase::aircall(),
            kind: CredentialKind::Bearer,
            keeping: Keeping::Keyring,
            known_names: [(WebhookId::new("w1"), "Orders".to_owned())].into(),
        };
        Settings {
            profiles: vec![profile],
            last_open: Some(ProfileId::new("p1")),
            theme: ThemeChoice::Dark,
            proxy: ProxyAddress::parse("proxy.example:3128").map_or(ProxyChoice::None, ProxyChoice::Address),
        }
    }

    #[test]
    fn a_profile_for_this_session_is_not_written() {
        let mut settings = example();
        for profile in &mut settings.profiles {
            profile.keeping = Keeping::ThisSession;
        }
        let back = read(write(&settings).as_bytes()).unwrap();
        assert_eq!((back.profiles.len(), back.last_open), (0, None));
    }

    #[test]
    fn fields_of_a_later_version_are_no_fault() {
        assert!(read(br#"{"version": 1, "profiles": [], "window": {"width": 3}}"#).is_some());
    }

    proptest::proptest! {
        #[test]
        fn any_content_is_settings_or_none(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300), json in ".*") {
            let _read = (read(&bytes), read(json.as_bytes()), read(format!(r#"{{"version":1,"profiles":{json}}}"#).as_bytes()));
        }
    }
}
