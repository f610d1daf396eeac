//! The worker where the trouble is on this machine: keyrings that panic or hang, settings, commands that are stopped.

#[path = "support/window.rs"]
mod window;

use std::sync::Arc;
use std::time::Duration;

use hookswitch::app::message::DemoMode;
use hookswitch::app::{Command, Event, Problem, RequestId, Target};
use hookswitch::demo::Mode;
use hookswitch::domain::{Keeping, Profile, ProfileId, ProxyChoice, Settings};
use hookswitch::vault::{Backend, SettingsFile, Vault, VaultError};
use window::{NOW, Window, api_key, open, profile, server, spec, target};
use zeroize::Zeroizing;

/// A keyring that panics, or answers when its door is opened.
enum Odd {
    Panics,
    Hangs(std::sync::Mutex<std::sync::mpsc::Receiver<()>>),
}

impl Odd {
    fn ask<T>(&self) -> Result<T, VaultError> {
        match self {
            Self::Panics => panic!("a fault in the system's keyring"),
            Self::Hangs(door) => {
                door.lock().unwrap().recv().ok(); // until the test is over
                Err(VaultError::Locked)
            }
        }
    }
}

impl Backend for Odd {
    fn read(&self, _id: &ProfileId) -> Result<Option<Zeroizing<String>>, VaultError> {
        self.ask()
    }

    fn write(&self, _id: &ProfileId, _text: &str) -> Result<(), VaultError> {
        self.ask()
    }

    fn remove(&self, _id: &ProfileId) -> Result<(), VaultError> {
        self.ask()
    }
}

#[tokio::test]
async fn a_keyring_that_panics_is_a_fault_and_not_the_end() {
    let server = server().await;
    let mut window = Window::new(Vault::with_backend(Arc::new(Odd::Panics)), None);
    let fault = Event::Opened { request: NOW, result: Err(Problem::KeyringFault) };
    for _again in 0..2 {
        assert_eq!(window.answer(open(&server.base_url())).await, fault);
    }
    let mut profile = profile(&server.base_url());
    profile.keeping = Keeping::ThisSession;
    let keep =
        Command::Keep { request: NOW, profile: profile.clone(), credential: api_key(), keeping: Keeping::ThisSession };
    assert_eq!(window.answer(keep).await, Event::Kept { request: NOW, result: Ok(()) });
    let open = Command::OpenProfile { request: NOW, profile, proxy: ProxyChoice::None };
    assert_eq!(window.answer(open).await, Event::Opened { request: NOW, result: Ok(()) });
    assert_eq!(window.list().await.webhooks.len(), 24, "a key for this session needs no keyring");
}

#[tokio::test]
async fn a_keyring_that_hangs_is_told_and_cancel_answers_at_once() {
    let (_door, opened) = std::sync::mpsc::channel();
    let mut window = Window::new(Vault::with_backend(Arc::new(Odd::Hangs(opened.into()))), None);
    window.runner.dispatch(open("http://127.0.0.1:9"));
    assert_eq!(window.next().await, Event::KeyringSlow { request: NOW });
    window.runner.dispatch(Command::Cancel { request: NOW });
    assert_eq!(window.next().await, Event::Opened { request: NOW, result: Err(Problem::Cancelled) });
    let busy = window.answer(open("http://127.0.0.1:9")).await;
    assert_eq!(busy, Event::Opened { request: NOW, result: Err(Problem::KeyringBusy) }, "no second prompt");
}

#[tokio::test]
async fn saves_in_a_row_end_with_the_newest_settings() {
    let folder = tempfile::tempdir().unwrap();
    let file = SettingsFile::at(folder.path().join("settings.json"));
    let mut window = Window::new(Vault::memory(), Some(file.clone()));
    let settings = |n: usize| {
        let profile = Profile { name: format!("Company {n}"), ..profile("https://api.aircall.io") };
        Settings { profiles: vec![profile], ..Settings::default() }
    };
    for n in 0..30 {
        window.runner.dispatch(Command::SaveSettings(settings(n)));
    }
    for _ in 0..30 {
        assert_eq!(window.next().await, Event::SettingsSaved(Ok(())));
    }
    assert_eq!(file.load().settings, settings(29));
    window.runner.dispatch(Command::SaveSettings(settings(30)));
    drop(window);
    assert_eq!(file.load().settings, settings(30), "what was asked for before the end is written");
}

#[tokio::test]
async fn every_save_that_could_not_be_written_says_so() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("in-the-way"), "").unwrap();
    let file = SettingsFile::at(folder.path().join("in-the-way"));
    let mut window = Window::new(Vault::memory(), Some(file));
    for _ in 0..5 {
        window.runner.dispatch(Command::SaveSettings(Settings::default()));
    }
    for _ in 0..5 {
        assert_eq!(window.next().await, Event::SettingsSaved(Err(Problem::SettingsNotSaved)));
    }
}

#[tokio::test]
async fn every_command_is_answered_once_also_when_it_is_cancelled() {
    let server = server().await;
    let mut window = Window::on(&server).await;
    server.set_mode(Mode { slow: Some(Duration::from_millis(5)), ..Mode::default() });
    let base = server.base_url();
    let profile = profile(&base);
    let (none, known) = (ProxyChoice::None, Vec::new());
    let of = |n: u64| RequestId(n);
    let commands = [
        Command::OpenDemo { request: of(1) },
        Command::Test { request: of(2), base: profile.base.clone(), credential: api_key(), proxy: none.clone() },
        Command::ReadWebhooks { request: of(3), target: target() },
        Command::ReadWebhooks { request: of(4), target: Target::Profile(ProfileId::new("unknown")) },
        Command::LookForCreated { request: of(5), target: target(), spec: spec(), known: known.clone(), record: None },
        Command::Create { request: of(6), target: target(), spec: spec(), known, undoes: None },
        Command::Change { request: of(7), target: target(), jobs: Vec::new() },
        Command::TestProfile { request: of(8), profile: profile.clone(), proxy: none },
        Command::Keep { request: of(9), profile, credential: api_key(), keeping: Keeping::ThisSession },
        Command::Forget { request: of(10), profile: ProfileId::new("other") },
    ];
    let expected = commands.len() + 3;
    for command in commands {
        window.runner.dispatch(command);
    }
    window.runner.dispatch(Command::LoadSettings);
    window.runner.dispatch(Command::SaveSettings(Settings::default()));
    window.runner.dispatch(Command::SetDemoMode(DemoMode::Normal));
    for request in [2, 3, 8, 99] {
        window.runner.dispatch(Command::Cancel { request: RequestId(request) });
    }
    let mut kinds = Vec::new();
    for _ in 0..expected {
        kinds.push(format!("{:?}", std::mem::discriminant(&window.end().await)));
    }
    assert_eq!(kinds.len(), expected);
    let more = tokio::time::timeout(Duration::from_millis(200), window.end()).await;
    assert!(more.is_err(), "one answer too many: {more:?}");
}
