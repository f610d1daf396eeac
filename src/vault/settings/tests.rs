//! The settings file in a folder of its own.
#![expect(clippy::disallowed_methods, reason = "tokio::test waits for its own runtime")]

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::domain::{
    ApiBase, CallBudget, Clock, Column, Credential, CredentialKind, Filter, Hint, Keeping, ListLook, Profile,
    ProfileId, ProxyAddress, ProxyChoice, Reenable, Script, Secret, Sort, TextSize, ThemeChoice, TimeFormat, TimeStyle,
    WatchChoice, WebhookId, WindowPlace,
};
use crate::vault::Vault;

fn file() -> (TempDir, SettingsFile) {
    let folder = tempfile::tempdir().unwrap();
    let file = SettingsFile::at(folder.path().join("hookswitch").join("settings.json"));
    (folder, file)
}

/// A settings file that holds these bytes.
fn file_with(bytes: &[u8]) -> (TempDir, SettingsFile) {
    let (folder, file) = file();
    fs::create_dir_all(file.folder()).unwrap();
    fs::write(&file.path, bytes).unwrap();
    (folder, file)
}

fn profile(id: &str, name: &str) -> Profile {
    Profile::new(ProfileId::new(id), name.to_owned(), ApiBase::aircall(), CredentialKind::Basic)
}

fn file_names(file: &SettingsFile) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(file.folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn set_aside_as(loaded: &Loaded) -> String {
    match &loaded.trouble {
        Some(SettingsTrouble::SetAside { file_name }) => file_name.clone(),
        other => panic!("set aside, not {other:?}"),
    }
}

#[test]
fn the_first_start_has_defaults_and_no_trouble() {
    let (_folder, file) = file();
    let loaded = file.load();
    assert_eq!(loaded.settings, Settings::default());
    assert_eq!(loaded.trouble, None);
    assert!(!file.folder().exists(), "reading makes nothing");
}

#[test]
fn the_file_has_the_form_that_is_written_down() {
    let (_folder, file) = file();
    let mut acme = profile("abc123", "Acme é 会社");
    acme.known_names.insert(WebhookId::new("w1"), "Orders".to_owned());
    let settings = Settings {
        profiles: vec![acme],
        last_open: Some(ProfileId::new("abc123")),
        theme: ThemeChoice::Dark,
        proxy: ProxyChoice::Address(ProxyAddress::parse("proxy.example:3128").unwrap()),
        start_with_system: false,
        stay_when_closed: true,
        text_size: TextSize::of(125),
        times: TimeFormat { style: TimeStyle::Exact, clock: Clock::Hours12 },
        budget: CallBudget::of(30),
        list: ListLook {
            filter: Filter::WithProblems,
            sort: Sort { column: Column::Created, descending: false },
            hidden: [Column::Events].into(),
            details: None,
        },
        window: Some(WindowPlace { size: (1280, 800), at: Some((-1200, 40)), maximized: true }),
        fonts_told: [Script::Thai].into(),
        hints_seen: [Hint::Palette].into(),
    };
    file.save(&settings).unwrap();
    let expected = r#"{
  "version": 1,
  "profiles": [
    {
      "id": "abc123",
      "name": "Acme é 会社",
      "base_url": "https://api.aircall.io",
      "credential": "basic",
      "webhook_names": {
        "w1": "Orders"
      },
      "read_only": false,
      "watch": {
        "on": false,
        "minutes": 5,
        "notify": true,
        "reenable": "none"
      }
    }
  ],
  "last_open": "abc123",
  "theme": "dark",
  "proxy": {
    "address": "http://proxy.example:3128"
  },
  "start_with_system": false,
  "stay_when_closed": true,
  "fonts_told": [
    "thai"
  ],
  "hints_seen": [
    "palette"
  ],
  "text_size": 125,
  "times": {
    "style": "exact",
    "hours": 12
  },
  "calls_per_minute": 30,
  "list": {
    "filter": "with_problems",
    "sort": "created",
    "descending": false,
    "hidden": [
      "events"
    ]
  },
  "window": {
    "width": 1280,
    "height": 800,
    "x": -1200,
    "y": 40,
    "maximized": true
  }
}
"#;
    assert_eq!(fs::read_to_string(&file.path).unwrap(), expected);
    assert_eq!(file_names(&file), ["settings.json"], "nothing else is left");
}

#[test]
fn a_look_before_the_window_is_there_touches_nothing() {
    let (_folder, file) = file_with(b"not ours");
    assert_eq!(file.peek(), None);
    assert_eq!(fs::read(&file.path).unwrap(), b"not ours");
}

#[test]
fn a_hint_of_another_version_is_passed_over() {
    let (_folder, file) = file_with(br#"{"version":1,"profiles":[],"hints_seen":["tour","a newer one"]}"#);
    let loaded = file.load();
    assert_eq!((loaded.settings.hints_seen, loaded.trouble), ([Hint::Tour].into(), None));
}

#[test]
#[cfg(unix)]
fn only_the_user_may_read_the_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_folder, file) = file_with(br#"{"version":1,"profiles":[]}"#);
    fs::set_permissions(&file.path, fs::Permissions::from_mode(0o644)).unwrap();
    file.save(&Settings::default()).unwrap();
    let mode = fs::metadata(&file.path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
#[cfg(unix)]
fn a_link_to_the_file_stays_a_link() {
    let (folder, file) = file();
    let real = folder.path().join("dotfiles.json");
    fs::write(&real, r#"{"version":1,"profiles":[]}"#).unwrap();
    fs::create_dir_all(file.folder()).unwrap();
    std::os::unix::fs::symlink(&real, &file.path).unwrap();
    file.save(&Settings::default()).unwrap();
    assert!(fs::symlink_metadata(&file.path).unwrap().is_symlink());
    assert!(fs::read_to_string(&real).unwrap().contains("theme"));
}

#[test]
fn fields_of_a_later_time_are_tolerated() {
    let text = br#"{"version":1,"new":[1],"profiles":[{"id":"a","name":"A","base_url":"https://api.aircall.io",
        "credential":"bearer","colour":"red"}],"last_open":"gone"}"#;
    let (_folder, file) = file_with(text);
    let loaded = file.load();
    assert_eq!(loaded.trouble, None);
    assert_eq!(loaded.settings.profiles.len(), 1);
    assert_eq!(loaded.settings.last_open, None, "it isn't there any more");
}

#[test]
fn a_byte_order_mark_is_no_trouble() {
    let (_folder, file) = file_with(b"\xef\xbb\xbf{\"version\":1,\"profiles\":[]}");
    assert_eq!(file.load().trouble, None);
}

#[test]
fn a_file_that_is_not_ours_is_set_aside_and_said() {
    let profile = r#"{"id":"a","name":"A","base_url":"https://x.example","credential":"basic"}"#;
    for text in [
        String::new(),
        "{".to_owned(),
        "[]".to_owned(),
        "{}".to_owned(),
        r#"{"version":2,"profiles":[]}"#.to_owned(),
        r#"{"version":"1","profiles":[]}"#.to_owned(),
        r#"{"version":1}"#.to_owned(),
        r#"{"version":1,"profiles":{}}"#.to_owned(),
        r#"{"version":1,"profiles":[],"theme":"pink"}"#.to_owned(),
        r#"{"version":1,"profiles":[],"proxy":{"address":"http://u:p@proxy.example"}}"#.to_owned(),
        format!(r#"{{"version":1,"profiles":[{profile},{profile}]}}"#),
        format!(r#"{{"version":1,"profiles":[{}]}}"#, profile.replace("https", "http")),
        format!(r#"{{"version":1,"profiles":[{}]}}"#, profile.replace("\"a\"", "\"\"")),
    ] {
        let (_folder, file) = file_with(text.as_bytes());
        let loaded = file.load();
        assert_eq!(loaded.settings, Settings::default(), "{text}");
        let name = set_aside_as(&loaded);
        assert!(name.starts_with("settings-unreadable-2") && Path::new(&name).extension().is_some());
        assert_eq!(fs::read_to_string(file.folder().join(&name)).unwrap(), text);
        assert_eq!(file_names(&file), [name]);
        assert_eq!(file.save(&Settings::default()), Ok(()), "and the way is free");
    }
}

#[test]
fn setting_aside_overwrites_nothing() {
    let (_folder, file) = file_with(b"one");
    assert_eq!(file.set_aside("x").unwrap(), "settings-unreadable-x.json");
    fs::write(&file.path, b"two").unwrap();
    assert_eq!(file.set_aside("x").unwrap(), "settings-unreadable-x-2.json");
    let read = |name: &str| fs::read_to_string(file.folder().join(name)).unwrap();
    assert_eq!(read("settings-unreadable-x.json"), "one");
    assert_eq!(read("settings-unreadable-x-2.json"), "two");
}

#[test]
fn what_cannot_be_read_is_left_alone() {
    let (_folder, file) = file();
    fs::create_dir_all(&file.path).unwrap();
    let loaded = file.load();
    assert_eq!(loaded.settings, Settings::default());
    assert!(matches!(loaded.trouble, Some(SettingsTrouble::CouldNotRead(_))), "{loaded:?}");
    assert_eq!(file.save(&Settings::default()), Err(SettingsError::WouldOverwrite));
    assert!(file.path.is_dir());
}

#[test]
fn a_file_that_broke_since_the_start_is_not_overwritten() {
    let (_folder, file) = file();
    file.save(&Settings::default()).unwrap();
    fs::write(&file.path, r#"{"version":2}"#).unwrap();
    assert_eq!(file.save(&Settings::default()), Err(SettingsError::WouldOverwrite));
    assert_eq!(fs::read_to_string(&file.path).unwrap(), r#"{"version":2}"#);
    set_aside_as(&file.load());
    assert_eq!(file.save(&Settings::default()), Ok(()));
}

#[test]
fn a_folder_that_cannot_be_made_is_said() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("taken"), "").unwrap();
    let file = SettingsFile::at(folder.path().join("taken").join("settings.json"));
    assert!(file.save(&Settings::default()).is_err());
    assert_eq!(fs::read_to_string(folder.path().join("taken")).unwrap(), "");
}

#[test]
fn a_profile_for_this_session_only_is_not_written() {
    let (_folder, file) = file();
    let mut fleeting = profile("session", "Secretive Ltd");
    fleeting.keeping = Keeping::ThisSession;
    fleeting.known_names.insert(WebhookId::new("w9"), "Fleeting hook".to_owned());
    let settings = Settings {
        profiles: vec![profile("kept", "Acme"), fleeting],
        last_open: Some(ProfileId::new("session")),
        ..Settings::default()
    };
    file.save(&settings).unwrap();
    let text = fs::read_to_string(&file.path).unwrap();
    for gone in ["session", "Secretive", "w9", "Fleeting"] {
        assert!(!text.contains(gone), "{gone}");
    }
    assert_eq!(file.load().settings.profiles, [profile("kept", "Acme")]);
}

#[tokio::test]
async fn no_secret_is_written() {
    let (folder, file) = file();
    let vault = Vault::memory();
    let credential = Credential::Basic { api_id: "zq-api-id".to_owned(), api_token: Secret::new("zq-api-token") };
    let profile = profile("abc123", "Acme");
    vault.save(&profile.id, &credential).await.unwrap();
    let settings = Settings { profiles: vec![profile], ..Settings::default() };
    file.save(&settings).unwrap();
    assert!(!fs::read_to_string(&file.path).unwrap().contains("zq-"));
    let outside: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(outside.len(), 1, "only the config folder");
}

#[test]
fn the_folder_can_be_chosen_by_the_environment() {
    let chosen = tempfile::tempdir().unwrap();
    let named = config_folder(Some(chosen.path().into()));
    assert_eq!(named.as_deref(), Some(chosen.path()));
    let usual = config_folder(None);
    assert_eq!(config_folder(Some(OsString::new())), usual);
    if let Some(usual) = usual {
        assert!(usual.to_string_lossy().to_lowercase().contains("hookswitch"));
    }
}

fn profiles() -> impl Strategy<Value = Vec<Profile>> {
    let names = prop::collection::btree_map("[a-z0-9]{0,8}".prop_map(WebhookId::new), ".*", 0..4);
    let base = prop::sample::select(vec!["https://api.aircall.io", "http://127.0.0.1:8080", "https://x.example/p"]);
    let profile = (".*", base, any::<bool>(), any::<bool>(), names);
    prop::collection::btree_map(".{1,16}", profile, 0..5).prop_map(|all| {
        all.into_iter()
            .map(|(id, (name, base, bearer, fleeting, known_names))| Profile {
                id: ProfileId::new(id),
                name,
                base: ApiBase::parse(base).unwrap(),
                kind: if bearer { CredentialKind::Bearer } else { CredentialKind::Basic },
                keeping: if fleeting { Keeping::ThisSession } else { Keeping::Keyring },
                known_names,
                read_only: bearer,
                watch: WatchChoice {
                    on: fleeting,
                    minutes: 7,
                    notify: bearer,
                    reenable: if bearer { Reenable::Chosen([WebhookId::new("w1")].into()) } else { Reenable::All },
                },
            })
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_saved_is_loaded_again(profiles in profiles(), open in 0usize..6, looks in 0usize..3) {
        let (_folder, file) = file();
        let settings = Settings {
            last_open: profiles.get(open).map(|profile| profile.id.clone()),
            profiles,
            theme: [ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark][looks],
            proxy: [
                ProxyChoice::System,
                ProxyChoice::None,
                ProxyChoice::Address(ProxyAddress::parse("socks5://127.0.0.1:1080").unwrap()),
            ][looks].clone(),
            start_with_system: looks == 1,
            stay_when_closed: looks == 2,
            text_size: TextSize::STEPS[looks],
            times: TimeFormat::default(),
            budget: CallBudget::OFFERED[looks],
            list: ListLook { hidden: Column::OPTIONAL.into_iter().take(looks).collect(), ..ListLook::default() },
            window: [None, Some(WindowPlace { size: (900, 700), at: None, maximized: false })][looks.min(1)],
            fonts_told: if looks == 0 { Script::ALL.into() } else { [].into() },
            hints_seen: if looks == 0 { [].into() } else { [Hint::Palette].into() },
        };
        file.save(&settings).unwrap();
        let mut expected = settings;
        expected.profiles.retain(|profile| profile.keeping == Keeping::Keyring);
        expected.last_open = expected.last_open.clone().filter(|id| expected.profile(id).is_some());
        let loaded = file.load();
        prop_assert_eq!(loaded.trouble, None);
        prop_assert_eq!(loaded.settings, expected);
    }

    #[test]
    fn any_file_leads_to_settings_or_is_set_aside(bytes in prop_oneof![
        prop::collection::vec(any::<u8>(), 0..200),
        r#"\{"version":1,"profiles":\[\{?"?.{0,30}"#.prop_map(String::into_bytes),
        r#"\{"version":[0-9]{1,30},"profiles":\[\],"(theme|proxy|last_open)":("system"|"none"|null|1|\{\})\}"#
            .prop_map(String::into_bytes),
    ]) {
        let (_folder, file) = file_with(&bytes);
        match file.load().trouble {
            None => prop_assert!(file.path.exists()),
            Some(SettingsTrouble::SetAside { file_name }) => {
                prop_assert!(!file.path.exists());
                prop_assert_eq!(fs::read(file.folder().join(file_name)).unwrap(), bytes);
            }
            Some(other) => prop_assert!(false, "{:?}", other),
        }
        prop_assert_eq!(file.save(&Settings::default()), Ok(()));
    }
}
