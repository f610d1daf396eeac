//! `hookswitch-cli watch` as a timer meets it: the built program, its lines and its exit codes.
#![expect(clippy::unwrap_used, reason = "helpers of a test file, which the lint's own exception doesn't see")]
#![expect(clippy::disallowed_methods, reason = "a test waits for its runtime")]

use std::process::Stdio;

use hookswitch::cli;
use hookswitch::demo::{self, DemoServer, Fault, Mode, Options};
use hookswitch::domain::{
    ApiBase, Credential, CredentialKind, Keeping, Profile, ProfileId, Secret, Settings, WatchChoice,
};
use hookswitch::vault::{SettingsFile, Vault};
use hookswitch::worker::Services;
use serde_json::Value;
use tokio::runtime::Runtime;

use support::terminal::{Ran, Terminal};

mod support {
    #[expect(dead_code, reason = "this file needs a part of it")]
    pub mod terminal;
}

/// The demo company on a port of its own, 5 of its 24 webhooks off, and a program that knows its key.
struct Server {
    runtime: Runtime,
    demo: DemoServer,
    terminal: Terminal,
}

impl Server {
    fn new() -> Self {
        let runtime = Runtime::new().unwrap();
        let demo = runtime.block_on(DemoServer::start(Options::default())).unwrap();
        let terminal = Terminal::at(&demo.base_url());
        Self { runtime, demo, terminal }
    }

    fn watch(&self, args: &[&str]) -> Ran {
        self.terminal.run(&[&["watch", "--once"], args].concat())
    }

    /// One that is on falls.
    fn falls(&self) -> String {
        let mut id = String::new();
        self.demo.change(|hooks| {
            let hook = hooks.iter_mut().find(|hook| hook.active && hook.name.is_some()).unwrap();
            hook.active = false;
            id.clone_from(&hook.id);
        });
        id
    }

    fn off(&self) -> usize {
        self.demo.webhooks().iter().filter(|hook| !hook.active).count()
    }

    fn puts(&self) -> usize {
        self.demo.requests().iter().filter(|request| request.method == "PUT").count()
    }
}

fn lines(ran: &Ran) -> Vec<Value> {
    ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn codes(ran: &Ran) -> Vec<String> {
    lines(ran).iter().map(|line| line["what"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_first_look_takes_what_is_off_for_a_wish() {
    let server = Server::new();
    let ran = server.watch(&["--reenable"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert!(ran.err.contains("First look: 5 webhooks were off already and are left so"), "{}", ran.err);
    let ran = server.watch(&["--reenable"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
    assert_eq!((server.puts(), server.off()), (0, 5));
    assert!(server.terminal.folder.path().join("history.db").is_file());
}

#[test]
fn a_fall_is_told_and_mended_only_where_allowed() {
    let server = Server::new();
    server.watch(&[]);
    server.falls();
    let ran = server.watch(&[]);
    assert_eq!((ran.code, ran.out.lines().count()), (1, 1), "{} {}", ran.out, ran.err);
    assert!(ran.out.contains("was deactivated "), "{}", ran.out);
    assert!(ran.err.contains("is off, and this watch may not switch it on"), "{}", ran.err);
    // No news, and still off.
    let ran = server.watch(&[]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    let ran = server.watch(&["--reenable"]);
    assert_eq!((ran.code, ran.out.lines().count()), (0, 1), "{}", ran.err);
    assert!(ran.out.contains("is on again"), "{}", ran.out);
    assert_eq!(server.off(), 5);
}

#[test]
fn all_switches_on_what_was_off_before() {
    let server = Server::new();
    let ran = server.watch(&["--all"]);
    assert_eq!(ran.code, 1, "off, and not allowed");
    let ran = server.watch(&["--all", "--reenable"]);
    assert_eq!((ran.code, server.off()), (0, 0), "{}", ran.err);
    assert_eq!(ran.out.lines().count(), 5);
}

#[test]
fn machines_get_a_line_for_each_change_and_each_look() {
    let server = Server::new();
    let ran = server.watch(&["--json"]);
    assert_eq!(codes(&ran), ["off", "off", "off", "off", "off", "looked"]);
    assert_eq!((&lines(&ran)[0]["why"], &lines(&ran)[5]["off"]), (&"before_watch".into(), &5.into()));
    let id = server.falls();
    let ran = server.watch(&["--json", "--reenable"]);
    let told = lines(&ran);
    assert_eq!((ran.code, codes(&ran)[..2].to_vec()), (0, vec!["deactivated".to_owned(), "reenable".to_owned()]));
    assert_eq!((&told[0]["webhook_id"], &told[1]["webhook_id"]), (&id.clone().into(), &id.into()));
    assert_eq!(told[1]["outcome"], "on_again");
    assert!(told[0]["after"].is_string() && told[0]["until"].is_string());
    for hook in server.demo.webhooks() {
        assert!(!ran.out.contains(&hook.token));
    }
}

#[test]
fn three_falls_in_a_row_are_not_fought() {
    let server = Server::new();
    server.watch(&[]);
    server.falls();
    assert_eq!(server.watch(&["--reenable"]).code, 0);
    server.falls();
    let ran = server.watch(&["--reenable", "--json"]);
    assert_eq!((ran.code, server.puts()), (1, 1), "its pause isn't over");
    let waits = lines(&ran).into_iter().find(|line| line["why"] == "waits").unwrap();
    assert!(waits["until"].is_string());
}

#[test]
fn a_company_that_cannot_be_looked_at_is_code_2() {
    let server = Server::new();
    server.demo.set_mode(Mode { fault: Fault::KeyRevoked, ..Mode::default() });
    let ran = server.watch(&["--reenable"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("Aircall doesn't accept this key"), "{}", ran.err);
    let ran = server.watch(&["--json"]);
    assert_eq!((ran.code, codes(&ran)), (2, vec!["could_not_look".to_owned()]));
    assert_eq!(Terminal::new().run(&["watch", "--once"]).code, 2, "no key");
    assert_eq!(server.terminal.run(&["watch", "--interval", "0"]).code, 2);

    // Without a memory each look would be the first one.
    let blocked = server.terminal.folder.path().join("file");
    std::fs::write(&blocked, "").unwrap();
    let blocked = Terminal::at(&server.demo.base_url()).with("HOOKSWITCH_DATA_DIR", blocked.to_string_lossy());
    let ran = blocked.run(&["watch", "--once"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("The history can't be written"), "{}", ran.err);
}

#[test]
fn a_refused_re_enable_is_told_as_off() {
    let server = Server::new();
    server.watch(&[]);
    let id = server.falls();
    server.demo.set_fault_for(&id, Fault::Status(400));
    let ran = server.watch(&["--reenable"]);
    assert_eq!((ran.code, ran.out.lines().count()), (1, 1), "{}", ran.out);
    assert!(ran.out.contains("is off and couldn't be switched on"), "{}", ran.out);
}

#[test]
fn read_only_refuses_every_change() {
    let server = Server::new();
    server.watch(&[]);
    server.falls();
    let ran = server.watch(&["--reenable", "--read-only"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("read-only here: the watch only tells"), "{}", ran.err);
    let create = ["create", "--url", "https://a.example", "--event", "call.ended"];
    for args in [&["reenable", "--all"][..], &create] {
        let ran = server.terminal.run(&[args, &["--read-only"]].concat());
        assert_eq!((ran.code, ran.out.as_str()), (1, ""));
        assert!(ran.err.contains("Nothing was sent, since --read-only"), "{}", ran.err);
    }
    let by_variable = Terminal::at(&server.demo.base_url()).with("HOOKSWITCH_READ_ONLY", "1");
    assert_eq!(by_variable.run(&["reenable", "--all"]).code, 1);
    let not_by_variable = Terminal::at(&server.demo.base_url()).with("HOOKSWITCH_READ_ONLY", "0");
    assert_eq!(not_by_variable.run(&["reenable", "--all", "--dry-run"]).code, 0);
    assert_eq!(by_variable.run(&["list"]).code, 0);
    assert!(server.demo.requests().iter().all(|request| request.method == "GET"));
}

#[test]
fn a_read_only_profile_refuses_here_too() {
    let server = Server::new();
    let profile = Profile {
        id: ProfileId::new("p1"),
        name: "My company".into(),
        base: ApiBase::parse(&server.demo.base_url()).unwrap(),
        kind: CredentialKind::Basic,
        keeping: Keeping::Keyring,
        known_names: std::collections::BTreeMap::new(),
        read_only: true,
        watch: WatchChoice::default(),
    };
    let file = SettingsFile::at(server.terminal.folder.path().join("settings.json"));
    let settings = Settings { profiles: vec![profile.clone()], ..Settings::default() };
    file.save(&settings).unwrap();
    let services = Services::new(Vault::memory(), Some(file), cli::tell());
    let credential = Credential::Basic { api_id: demo::API_ID.into(), api_token: Secret::new(demo::API_TOKEN) };
    server.runtime.block_on(services.keep(&profile, &credential, Keeping::Keyring, || {})).unwrap();
    let run = |args: &[&str]| {
        let args = ["hookswitch-cli", "--profile", "My company"].iter().chain(args).map(Into::into);
        cli::run(args, &services)
    };
    assert_eq!(run(&["reenable", "--all"]), 1);
    assert_eq!(run(&["create", "--url", "https://a.example", "--event", "call.ended"]), 1);
    assert_eq!(run(&["reenable", "--all", "--dry-run"]), 0);
    assert_eq!(run(&["watch", "--once", "--reenable", "--all"]), 1, "off, and only told");
    assert!(server.demo.requests().iter().all(|request| request.method == "GET"));
}

#[cfg(unix)]
#[test]
fn a_running_watch_ends_on_sigterm_with_the_code_of_its_last_look() {
    let server = Server::new();
    server.watch(&[]);
    server.falls();
    let mut command = server.terminal.command(&["watch"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut line = String::new();
    let mut out = std::io::BufReader::new(child.stdout.take().unwrap());
    std::io::BufRead::read_line(&mut out, &mut line).unwrap();
    assert!(line.contains("was deactivated "), "{line}");
    let ended = std::process::Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(ended.success());
    assert_eq!(child.wait().unwrap().code(), Some(1));
    drop(server.runtime);
}
