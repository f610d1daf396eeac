//! The form of the settings file. Nothing in it is secret.
//!
//! Fields that this version doesn't know are ignored; a version that it doesn't know, or a field of the wrong form, makes
//! the whole file unreadable, since writing it back would lose what the user had. How things look is no such loss: there
//! (`look`), a value that isn't understood is as if it were missing.

mod look;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::domain::{
    ApiBase, CredentialKind, Hint, Keeping, Profile, ProfileId, ProxyAddress, ProxyChoice, Reenable, Script, Settings,
    ThemeChoice, WatchChoice, WebhookId,
};

const VERSION: u64 = 1;

/// Read first: what another version's file holds is not looked at.
#[derive(Deserialize)]
struct Header {
    version: u64,
}

#[derive(Serialize, Deserialize)]
struct File {
    version: u64,
    profiles: Vec<FileProfile>,
    #[serde(default)]
    last_open: Option<String>,
    #[serde(default)]
    theme: FileTheme,
    #[serde(default)]
    proxy: FileProxy,
    #[serde(default)]
    start_with_system: bool,
    #[serde(default)]
    stay_when_closed: bool,
    /// Keys of scripts; those of another version are left out.
    #[serde(default, deserialize_with = "look::lenient")]
    fonts_told: Vec<Value>,
    /// Names of hints; those of another version are left out.
    #[serde(default, deserialize_with = "look::lenient")]
    hints_seen: Vec<Value>,
    #[serde(default, deserialize_with = "look::lenient")]
    text_size: look::FileSize,
    #[serde(default, deserialize_with = "look::lenient")]
    times: look::FileTimes,
    #[serde(default, deserialize_with = "look::lenient")]
    calls_per_minute: look::FileBudget,
    #[serde(default, deserialize_with = "look::lenient")]
    list: look::FileList,
    #[serde(default, deserialize_with = "look::lenient", skip_serializing_if = "Option::is_none")]
    window: Option<look::FilePlace>,
}

#[derive(Serialize, Deserialize)]
struct FileProfile {
    id: String,
    name: String,
    base_url: String,
    credential: FileKind,
    /// By webhook id.
    #[serde(default)]
    webhook_names: BTreeMap<String, String>,
    #[serde(default)]
    read_only: bool,
    #[serde(default)]
    watch: FileWatch,
}

#[derive(Serialize, Deserialize)]
#[serde(default)]
struct FileWatch {
    on: bool,
    minutes: u16,
    notify: bool,
    reenable: FileReenable,
}

impl Default for FileWatch {
    fn default() -> Self {
        from_watch(&WatchChoice::default())
    }
}

/// `"none"`, `"all"` or `{"chosen": ["webhook id"]}`.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum FileReenable {
    None,
    All,
    Chosen(BTreeSet<String>),
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum FileKind {
    Basic,
    Bearer,
}

#[derive(Clone, Copy, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum FileTheme {
    #[default]
    System,
    Light,
    Dark,
}

/// `"system"`, `"none"` or `{"address": "http://proxy.example:3128"}`.
#[derive(Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum FileProxy {
    #[default]
    System,
    None,
    Address(String),
}

/// The file's text. Profiles that are kept for this session only are left out, with the names that they know.
pub(super) fn to_text(settings: &Settings) -> Result<String, serde_json::Error> {
    let kept = settings.profiles.iter().filter(|profile| profile.keeping == Keeping::Keyring);
    let profiles: Vec<FileProfile> = kept.map(from_profile).collect();
    let last_open = settings.last_open.as_ref().map(ProfileId::as_str);
    let file = File {
        version: VERSION,
        last_open: last_open.filter(|id| profiles.iter().any(|profile| profile.id == *id)).map(str::to_owned),
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
        start_with_system: settings.start_with_system,
        stay_when_closed: settings.stay_when_closed,
        fonts_told: settings.fonts_told.iter().map(|script| script.key().into()).collect(),
        hints_seen: settings.hints_seen.iter().map(|hint| hint.name().into()).collect(),
        text_size: settings.text_size.into(),
        times: settings.times.into(),
        calls_per_minute: settings.budget.into(),
        list: (&settings.list).into(),
        window: settings.window.map(Into::into),
    };
    let mut text = serde_json::to_string_pretty(&file)?;
    text.push('\n');
    Ok(text)
}

/// The settings in a file; `None` if it isn't one of ours.
pub(super) fn parse(bytes: &[u8]) -> Option<Settings> {
    // Some editors on Windows put a byte order mark first.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let header: Header = serde_json::from_slice(bytes).ok()?;
    if header.version != VERSION {
        return None;
    }
    let file: File = serde_json::from_slice(bytes).ok()?;
    let profiles: Vec<Profile> = file.profiles.into_iter().map(to_profile).collect::<Option<_>>()?;
    let ids: BTreeSet<&ProfileId> = profiles.iter().map(|profile| &profile.id).collect();
    if ids.len() != profiles.len() {
        // Two profiles would share one keyring entry.
        return None;
    }
    let last_open = file.last_open.map(ProfileId::new).filter(|id| ids.contains(id));
    Some(Settings {
        last_open,
        profiles,
        theme: match file.theme {
            FileTheme::System => ThemeChoice::System,
            FileTheme::Light => ThemeChoice::Light,
            FileTheme::Dark => ThemeChoice::Dark,
        },
        proxy: match file.proxy {
            FileProxy::System => ProxyChoice::System,
            FileProxy::None => ProxyChoice::None,
            FileProxy::Address(address) => ProxyChoice::Address(ProxyAddress::parse(&address).ok()?),
        },
        start_with_system: file.start_with_system,
        stay_when_closed: file.stay_when_closed,
        fonts_told: file.fonts_told.iter().filter_map(Value::as_str).filter_map(Script::from_key).collect(),
        hints_seen: file.hints_seen.iter().filter_map(Value::as_str).filter_map(Hint::named).collect(),
        text_size: file.text_size.into(),
        times: file.times.into(),
        budget: file.calls_per_minute.into(),
        list: file.list.into(),
        window: file.window.map(Into::into),
    })
}

fn from_profile(profile: &Profile) -> FileProfile {
    FileProfile {
        id: profile.id.as_str().to_owned(),
        name: profile.name.clone(),
        base_url: profile.base.as_str().to_owned(),
        credential: match profile.kind {
            CredentialKind::Basic => FileKind::Basic,
            CredentialKind::Bearer => FileKind::Bearer,
        },
        webhook_names: profile.known_names.iter().map(|(id, name)| (id.as_str().to_owned(), name.clone())).collect(),
        read_only: profile.read_only,
        watch: from_watch(&profile.watch),
    }
}

fn from_watch(watch: &WatchChoice) -> FileWatch {
    FileWatch {
        on: watch.on,
        minutes: watch.minutes,
        notify: watch.notify,
        reenable: match &watch.reenable {
            Reenable::None => FileReenable::None,
            Reenable::All => FileReenable::All,
            Reenable::Chosen(ids) => FileReenable::Chosen(ids.iter().map(|id| id.as_str().to_owned()).collect()),
        },
    }
}

fn to_watch(file: FileWatch) -> WatchChoice {
    WatchChoice {
        on: file.on,
        minutes: file.minutes.clamp(WatchChoice::LEAST, WatchChoice::MOST),
        notify: file.notify,
        reenable: match file.reenable {
            FileReenable::None => Reenable::None,
            FileReenable::All => Reenable::All,
            FileReenable::Chosen(ids) => Reenable::Chosen(ids.into_iter().map(WebhookId::new).collect()),
        },
    }
}

fn to_profile(file: FileProfile) -> Option<Profile> {
    if file.id.is_empty() {
        return None;
    }
    Some(Profile {
        id: ProfileId::new(file.id),
        name: file.name,
        base: ApiBase::parse(&file.base_url).ok()?,
        kind: match file.credential {
            FileKind::Basic => CredentialKind::Basic,
            FileKind::Bearer => CredentialKind::Bearer,
        },
        keeping: Keeping::Keyring,
        known_names: file.webhook_names.into_iter().map(|(id, name)| (WebhookId::new(id), name)).collect(),
        read_only: file.read_only,
        watch: to_watch(file.watch),
    })
}
