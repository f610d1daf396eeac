//! The worker where the trouble is on this machine: keyrings that panic or hang, settings, commands that are stopped.

#[path = "support/window.rs"]
mod window;

use std::sync::Arc;
use std::time::Duration;

use hookswitch::app::command::Job;
use hookswitch::app::message::DemoMode;
use hookswitch::app::{Command, Event, Outcome, Problem, RequestId, Target, What};
use hookswitch::demo::{DemoServer, Mode};
use hookswitch::domain::{Edit, Keeping, Profile, ProfileId, ProxyChoice, Settings, Status, Webhook};
use hookswitch::vault::{Backend, History, SettingsFile, Vault, VaultError};
use hookswitch::worker::{Access, Services, change, plan, read_list};
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

/// A window whose history is in this file.
async fn window_with(server: &DemoServer, history: &std::path::Path) -> Window {
    Window::on_with(server, |services| services.with_history(Some(history.to_owned()))).await
}

async fn switch_one_on(window: &mut Window, server: &DemoServer) -> Outcome {
    let id = server.webhooks().into_iter().find(|hook| !hook.active).unwrap().id;
    let hook = window.list().await.webhooks.into_iter().find(|hook| hook.id.as_str() == id).unwrap();
    let jobs = vec![Job::new(&hook, What::Edit(Edit::status(Status::Active)))];
    window.answer(Command::Change { request: NOW, target: target(), jobs }).await;
    window.heard.iter().find_map(outcome).unwrap()
}

fn outcome(event: &Event) -> Option<Outcome> {
    match event {
        Event::ChangeProgress { report, .. } => Some(report.outcome.clone()),
        _ => None,
    }
}

fn trouble(window: &Window) -> Option<Problem> {
    let trouble = window.heard.iter().find_map(|event| match event {
        Event::Looked { look, .. } => Some(look.trouble.clone()),
        _ => None,
    });
    trouble.unwrap()
}

#[tokio::test]
async fn what_cannot_be_written_down_is_not_sent_until_the_disk_is_mended() {
    let (server, folder) = (server().await, tempfile::tempdir().unwrap());
    let place = folder.path().join("data");
    std::fs::write(&place, "in the way").unwrap();
    let mut window = window_with(&server, &place.join("history.db")).await;
    assert_eq!((window.list().await.webhooks.len(), trouble(&window)), (24, Some(Problem::HistoryNotWritten)));
    assert_eq!((window.list().await.webhooks.len(), trouble(&window)), (24, None), "told once");
    assert_eq!(switch_one_on(&mut window, &server).await, Outcome::Refused(Problem::HistoryNotWritten));
    let create = Command::Create { request: NOW, target: target(), spec: spec(), known: Vec::new(), undoes: None };
    let refused = window.answer(create).await;
    assert_eq!(refused, Event::Created { request: NOW, result: Err(Problem::HistoryNotWritten) });
    assert!(server.requests().iter().all(|request| request.method == "GET"), "nothing was sent");
    std::fs::remove_file(&place).unwrap();
    assert_eq!(switch_one_on(&mut window, &server).await, Outcome::Done);
    assert!(place.join("history.db").is_file());
}

#[tokio::test]
async fn a_history_of_a_newer_version_keeps_this_one_from_changing_anything() {
    let (server, folder) = (server().await, tempfile::tempdir().unwrap());
    let file = folder.path().join("history.db");
    drop(History::open(&file).unwrap());
    rusqlite::Connection::open(&file).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let mut window = window_with(&server, &file).await;
    assert_eq!(switch_one_on(&mut window, &server).await, Outcome::Refused(Problem::HistoryNewer));
    assert!(server.requests().iter().all(|request| request.method == "GET"), "nothing was sent");
}

#[tokio::test]
async fn without_any_folder_the_history_is_in_memory_and_that_is_told_once() {
    let server = server().await;
    let mut window = Window::on_with(&server, |services| services.with_history(None)).await;
    assert_eq!(switch_one_on(&mut window, &server).await, Outcome::Done);
    let mut window = Window::on_with(&server, |services| services.with_history(None)).await;
    window.list().await;
    assert_eq!(trouble(&window), Some(Problem::HistoryNowhere));
    window.list().await;
    assert_eq!(trouble(&window), None);
}

#[tokio::test]
async fn what_another_program_goes_on_with_is_left_to_it_and_the_rest_is_done() {
    let (server, folder) = (server().await, tempfile::tempdir().unwrap());
    let file = folder.path().join("history.db");
    let hooks: Vec<Webhook> = {
        let mut window = window_with(&server, &file).await;
        let mut hooks = window.list().await.webhooks;
        hooks.retain(|hook| !hook.status.is_active());
        hooks
    };
    let job = |hook: &Webhook| Job::new(hook, What::Edit(Edit::status(Status::Active)));
    let mut jobs = vec![job(&hooks[0]), job(&hooks[1])];
    let connect = async || {
        let services = Services::new(Vault::memory(), None, Arc::new(drop)).with_history(Some(file.clone()));
        let base = hookswitch::domain::ApiBase::parse(&server.base_url()).unwrap();
        let access = Access::new(base, api_key(), ProxyChoice::None);
        services.connect(target(), access).await.unwrap()
    };
    plan(&connect().await, &mut jobs).await.unwrap(); // and that program ended
    let mut window = window_with(&server, &file).await;
    let other = connect().await;
    plan(&other, &mut jobs[..1]).await.unwrap();
    window.answer(Command::Change { request: NOW, target: target(), jobs: jobs.clone() }).await;
    let became: Vec<Outcome> = window.heard.iter().filter_map(outcome).collect();
    assert_eq!(became, [Outcome::Refused(Problem::TakenOver), Outcome::Done]);
    let report = change(&other, &jobs[0], std::future::pending()).await.unwrap();
    assert_eq!((report.outcome, report.record), (Outcome::Done, jobs[0].planned), "its record was left alone");
}

#[tokio::test]
async fn of_a_removed_company_nothing_is_written_any_more() {
    let (server, folder) = (server().await, tempfile::tempdir().unwrap());
    let file = folder.path().join("history.db");
    let services = Services::new(Vault::memory(), None, Arc::new(drop)).with_history(Some(file.clone()));
    let base = hookswitch::domain::ApiBase::parse(&server.base_url()).unwrap();
    let access = Access::new(base, api_key(), ProxyChoice::None);
    let connection = services.connect(target(), access).await.unwrap();
    let listing = read_list(&connection, &|_, _| {}).await.unwrap();
    connection.journal.look(&listing).await.unwrap();
    services.forget(&ProfileId::new("p1"), || {}).await.unwrap();
    // A watch that was in the midst of a look.
    assert_eq!(connection.journal.look(&listing).await, Err(Problem::Cancelled));
    assert_eq!(History::open(&file).unwrap().history.last_look("p1").unwrap(), None);
    services.keep(&profile(&server.base_url()), &api_key(), Keeping::Keyring, || {}).await.unwrap();
    connection.journal.look(&listing).await.unwrap();
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
