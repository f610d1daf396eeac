//! The terminal program as people and scripts meet it: the built program, its output and its exit codes.
#![expect(clippy::unwrap_used, reason = "helpers of a test file, which the lint's own exception doesn't see")]
#![expect(clippy::disallowed_methods, reason = "a test waits for its runtime")]

use std::process::{Command, Stdio};

use hookswitch::cli;
use hookswitch::demo::{self, DemoServer, Fault, Mode, Options};
use hookswitch::domain::{
    ApiBase, CallbackUrl, Credential, CredentialKind, Profile, ProfileId, Secret, Settings, WebhookId,
};
use hookswitch::vault::{SettingsFile, Vault};
use hookswitch::worker::Services;
use serde_json::Value;
use tempfile::TempDir;

use support::terminal::{Served, Terminal, names, webhooks};

mod support {
    pub mod terminal;
}

/// IDs of the demo company: all, or only those that are off.
fn ids(only_off: bool) -> Vec<String> {
    let hooks = demo::CompanyData::demo().webhooks.into_iter();
    hooks.filter(|hook| !only_off || !hook.active).map(|hook| hook.id).collect()
}

async fn faulty(fault: Fault) -> DemoServer {
    let server = DemoServer::start(Options::default()).await.unwrap();
    server.set_mode(Mode { fault, ..Mode::default() });
    server
}

#[test]
fn the_list_is_a_table_for_people() {
    let ran = Terminal::new().run(&["--demo", "list"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with("24 of 100 webhooks, 5 deactivated\n"));
    assert!(ran.out.contains("Orders") && ran.out.contains("all 67 events") && ran.out.contains("1 retired"));
    assert!(ran.out.lines().all(|line| line == line.trim_end()), "no trailing spaces");
}

#[test]
fn the_list_is_json_for_machines() {
    let ran = Terminal::new().run(&["list", "--demo", "--json"]);
    let list = ran.json();
    assert_eq!(ran.code, 0);
    assert_eq!((&list["total"], &list["read"], &list["complete"]), (&24.into(), &24.into(), &true.into()));
    let orders = webhooks(&list).iter().find(|hook| hook["name"] == "Orders").unwrap();
    assert_eq!(orders["name"], "Orders");
    assert_eq!(orders["active"], false);
    assert_eq!(orders["url"], "https://orders.example/webhooks");
    assert_eq!(orders["created_at"], "2020-03-24T19:51:24Z");
    assert_eq!(names(&orders["events"]), ["contact.created", "contact.deleted", "contact.updated"]);
    assert!(webhooks(&list).iter().all(|hook| hook["webhook_id"].is_string() && hook.get("token").is_none()));
}

#[test]
fn only_reveal_shows_tokens_and_whole_urls() {
    let (terminal, hook) = (Terminal::new(), &demo::CompanyData::demo().webhooks[2].clone());
    let shown = terminal.run(&["--demo", "list", "--json", "--reveal"]).json();
    assert_eq!(webhooks(&shown)[2]["token"], hook.token);
    assert_eq!(webhooks(&shown)[2]["url"], hook.url);
    let whole = terminal.run(&["--demo", "show", &hook.id, "--reveal"]).out;
    assert!(whole.contains(&hook.token) && whole.contains(&hook.url));

    let create = ["create", "--demo", "--url", "https://a.example/in?key=verysecret", "--event", "call.ended"];
    let all = ids(false);
    let mut calls = vec![
        vec!["--demo", "list"],
        vec!["--demo", "list", "--json"],
        create.to_vec(),
        [&create[..], &["--json"]].concat(),
        vec!["--demo", "reenable", "--all"],
        vec!["--demo", "reenable", "--all", "--json"],
    ];
    calls.extend(all.iter().take(16).map(|id| vec!["--demo", "show", id.as_str()]));
    calls.extend([vec!["--demo", "show", all[2].as_str(), "--json"]]);
    for args in calls {
        let ran = terminal.run(&args);
        let said = format!("{}{}", ran.out, ran.err);
        assert_eq!(ran.code, 0, "{args:?} {said}");
        for hook in demo::CompanyData::demo().webhooks {
            assert!(!said.contains(&hook.token), "{args:?} tells a token");
            let url = CallbackUrl::received(hook.url);
            assert!(url.secrets().iter().all(|secret| !said.contains(secret)), "{args:?} tells a query value");
        }
        assert!(!said.contains("verysecret") && !said.contains(demo::API_TOKEN), "{args:?}");
    }
}

#[test]
fn one_webhook_is_shown_with_a_sentence_on_each_event() {
    let (terminal, id) = (Terminal::new(), &ids(true)[0]);
    let ran = terminal.run(&["--demo", "show", id]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("Deactivated") && ran.out.contains("Someone saved a new contact"));
    assert_eq!(terminal.run(&["--demo", "show", id, "--json"]).json()["webhook_id"], id.as_str());
    let ran = terminal.run(&["--demo", "show", "nope"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.starts_with("hookswitch-cli: There is no webhook with the ID nope. "));
}

#[test]
fn reenabling_all_keeps_every_event_set() {
    let served = Served::start(&["demo"]);
    let terminal = served.terminal();
    let before = terminal.run(&["list", "--json"]).json();
    let dry = terminal.run(&["reenable", "--all", "--dry-run", "--json"]);
    let dry_json = dry.json();
    assert_eq!((dry.code, &dry_json["done"], &dry_json["failed"]), (0, &0.into(), &0.into()));
    let results = dry_json["results"].as_array().unwrap();
    assert!(results.len() == 5 && results.iter().all(|result| result["outcome"] == "would_reenable"));
    assert_eq!(terminal.run(&["list", "--json"]).json(), before, "a dry run sends nothing");

    let ran = terminal.run(&["reenable", "--all", "--json"]);
    let outcomes = ran.json();
    assert_eq!((ran.code, &outcomes["done"], &outcomes["failed"]), (0, &5.into(), &0.into()));
    let first = &outcomes["results"][0];
    assert_eq!((&first["name"], &first["outcome"]), (&"Orders".into(), &"on_again".into()));
    assert_eq!(names(&first["events"]).len(), 3);

    let after = terminal.run(&["list", "--json"]).json();
    for (was, is) in webhooks(&before).iter().zip(webhooks(&after)) {
        assert_eq!((&was["webhook_id"], &was["events"]), (&is["webhook_id"], &is["events"]));
        assert_eq!(is["active"], true);
    }
    let again = terminal.run(&["reenable", "--all"]);
    assert_eq!((again.code, again.out.as_str()), (0, "No webhook is deactivated\n"));
}

#[test]
fn each_named_webhook_gets_its_outcome() {
    let (off, on) = (ids(true)[0].clone(), ids(false)[1].clone());
    let args = ["--demo", "reenable", &off, &on, &off, "gone1", "--json"];
    let ran = Terminal::new().run(&args);
    let outcomes = ran.json();
    assert_eq!((ran.code, &outcomes["done"], &outcomes["failed"]), (1, &2.into(), &1.into()));
    let results = outcomes["results"].as_array().unwrap();
    let codes: Vec<&str> = results.iter().map(|result| result["outcome"].as_str().unwrap()).collect();
    assert_eq!(codes, ["on_again", "was_on", "gone"]);
    assert!(ran.err.contains("gone1: no longer exists"));
    let ran = Terminal::new().run(&["--demo", "reenable", &off, &on]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("Orders: on again (3 events, unchanged)\n"), "{}", ran.out);
    assert!(ran.out.contains("was on already, nothing sent") && ran.out.ends_with("2 of 2 webhooks on\n"));
}

#[test]
fn a_created_webhook_has_the_events_that_were_named() {
    let served = Served::start(&["demo", "--dialect", "2020"]);
    let terminal = served.terminal();
    let args = ["create", "--url", " https://new.example/in\u{200b}", "--name", "New", "--json"];
    let ran =
        terminal.run(&[&args[..], &["--event", "call.ended", "call.tagged", "--event", "contact.created"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("Removed 1 invisible character"));
    let made = ran.json();
    assert_eq!((&made["name"], &made["url"]), (&"New".into(), &"https://new.example/in".into()));
    assert_eq!(names(&made["events"]), ["call.ended", "call.tagged", "contact.created"]);
    assert!(made.get("token").is_none());

    let ran = terminal.run(&["create", "--url", "https://new.example/in", "--all-events", "--json", "--reveal"]);
    assert_eq!((ran.code, names(&ran.json()["events"]).len()), (0, 67));
    assert!(ran.json()["token"].is_string());
    assert!(ran.err.contains("New has this URL already"), "{}", ran.err);
    assert_eq!(webhooks(&terminal.run(&["list", "--json"]).json()).len(), 26);
}

#[test]
fn what_cannot_be_created_is_refused_before_anything_is_sent() {
    // No key is set: that would be said if anything were asked.
    let terminal = Terminal::new();
    let refused = |args: &[&str], because: &str| {
        let ran = terminal.run(&[&["create"], args].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.contains(because), "{args:?} {}", ran.err);
    };
    let url = "https://a.example";
    refused(&["--url", url], "--event");
    refused(&["--event", "call.ended"], "--url");
    refused(&["--url", url, "--event", "call.ended", "--all-events"], "cannot be used with");
    refused(&["--url", "http://a.example", "--event", "call.ended"], "only delivers to https");
    refused(&["--url", url, "--event", "call.endet"], "call.endet isn't in the list of events");
    refused(&["--url", url, "--event", "sms.sent"], "sms.sent is an old name");
    refused(&["--url", url, "--event", "Call ended", "--allow-unknown"], "lower case words");
    refused(&["--url", url, "--event", ""], "lower case words");
    refused(&["--url", url, "--event", "call.ended", "--token", "x"], "unexpected argument");
    let ran = terminal.run(&["--demo", "create", "--url", url, "--event", "fax.received", "--allow-unknown"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn events_and_profiles_need_no_company() {
    let terminal = Terminal::new();
    assert!(terminal.run(&["events"]).out.contains("call.hungup"));
    let listed = terminal.run(&["events", "--json"]).json();
    let events = listed["events"].as_array().unwrap();
    assert_eq!(events.len(), 71);
    assert_eq!((&events[0]["name"], &events[0]["group"]), (&"call.created".into(), &"Call".into()));
    assert_eq!(events[0]["sentence"], "A call starts, in or out");

    assert_eq!(terminal.run(&["profiles", "--json"]).json()["profiles"], Value::Array(Vec::new()));
    SettingsFile::at(terminal.folder.path().join("settings.json")).save(&settings("https://api.example")).unwrap();
    let ran = terminal.run(&["profiles"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "My company\n"));
    assert_eq!(terminal.run(&["profiles", "--json"]).json()["profiles"][0]["name"], "My company");
}

#[test]
fn without_a_key_it_cannot_run() {
    let ran = Terminal::new().run(&["list"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("AIRCALL_API_ID and AIRCALL_API_TOKEN"));
    let ran = Terminal::new().with("AIRCALL_API_ID", "x").run(&["list"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("AIRCALL_API_TOKEN isn't"));
    let ran = Terminal::new().with("AIRCALL_ACCESS_TOKEN", "Bearer s3cret").run(&["list"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("AIRCALL_ACCESS_TOKEN can't be right") && !ran.err.contains("s3cret"));
    for args in [&[][..], &["lisst"], &["reenable"], &["reenable", "x", "--all"], &["--demo", "--profile", "x", "list"]]
    {
        assert_eq!(Terminal::new().run(args).code, 2, "{args:?}");
    }
    assert_eq!(Terminal::new().run(&["--help"]).code, 0);
}

#[test]
fn a_wrong_key_and_a_wrong_address_are_told_apart() {
    let served = Served::start(&["demo"]);
    let ran = served.terminal().with("AIRCALL_API_TOKEN", "wrong").run(&["list"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.starts_with("hookswitch-cli: Aircall doesn't accept this key (answer 403). "), "{}", ran.err);
    let bearer = Terminal::new().with("AIRCALL_ACCESS_TOKEN", served.value("Access token"));
    assert_eq!(bearer.run(&["list", "--api-url", &served.value("Base URL")]).code, 0);
    let base = served.value("Base URL");
    drop(served);
    let ran = Terminal::at(&base).run(&["list"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("Nothing answers at 127.0.0.1"), "{}", ran.err);
    let ran = Terminal::at("http://api.aircall.io").run(&["list"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("plain text"));
}

#[test]
fn a_profiles_key_goes_to_its_own_address_only() {
    let terminal = Terminal::new();
    SettingsFile::at(terminal.folder.path().join("settings.json")).save(&settings("https://api.example")).unwrap();
    for args in [&["--profile", "My company", "list"][..], &["list"]] {
        let ran = terminal.run(&[args, &["--api-url", "https://other.example"]].concat());
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("The key of My company is only sent to api.example"), "{}", ran.err);
    }
    let ran = terminal.run(&["--profile", "Nobody", "list"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("There is no profile named Nobody"));
    if cfg!(target_os = "linux") {
        let ran = terminal.run(&["--profile", "My company", "list"]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("no keyring that answers"), "{}", ran.err);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partial_list_says_so_and_is_no_success() {
    let server = faulty(Fault::PageShort).await;
    let ran = Terminal::at(&server.base_url()).run(&["list", "--json"]);
    let list = ran.json();
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("27 expected, 24 read"));
    assert_eq!((&list["total"], &list["read"], &list["complete"]), (&27.into(), &24.into(), &false.into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_create_without_an_answer_is_looked_for_and_never_sent_twice() {
    let create = ["create", "--url", "https://a.example/new", "--event", "call.ended", "--json"];
    let server = faulty(Fault::LostCreate).await;
    let ran = Terminal::at(&server.base_url()).run(&create);
    assert_eq!((ran.code, &ran.json()["url"]), (0, &"https://a.example/new".into()));
    assert!(ran.err.contains("created, but the answer was lost"));
    assert_eq!(server.webhooks().len(), 25);

    let server = faulty(Fault::None).await;
    server.set_mode(Mode { fault: Fault::LostBeforeCreate, ..Mode::default() });
    let ran = Terminal::at(&server.base_url()).run(&create);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("no answer told whether it was created"));
    assert_eq!(server.requests().iter().filter(|request| request.method == "POST").count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_aircall_refuses_is_told_for_each_webhook() {
    let server = faulty(Fault::RefuseRetired).await;
    let ran = Terminal::at(&server.base_url()).run(&["reenable", "--all", "--json"]);
    let outcomes = ran.json();
    assert_eq!((ran.code, &outcomes["done"], &outcomes["failed"]), (1, &4.into(), &1.into()));
    assert_eq!(outcomes["results"][4]["outcome"], "refused_old_names");

    let server = faulty(Fault::StillOff).await;
    let ran = Terminal::at(&server.base_url()).run(&["reenable", &ids(true)[0], "--json"]);
    assert_eq!((ran.code, &ran.json()["results"][0]["outcome"]), (1, &"accepted_but_still_off".into()));

    let server = faulty(Fault::WebhooksForbidden).await;
    let ran = Terminal::at(&server.base_url()).run(&["list"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("may not see webhooks"), "{}", ran.err);
}

/// One profile, opened last, which knows a name that live answers leave out.
fn settings(base: &str) -> Settings {
    let base = ApiBase::parse(base).unwrap();
    let mut profile = Profile::new(ProfileId::new("p1"), "My company".into(), base, CredentialKind::Basic);
    profile.known_names.insert(WebhookId::new(&ids(true)[0]), "Orders".to_owned());
    Settings { last_open: Some(profile.id.clone()), profiles: vec![profile], ..Settings::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn names_are_remembered_and_sent_along() {
    let server = DemoServer::start(Options { names_hidden: true, ..Options::default() }).await.unwrap();
    let folder = TempDir::new().unwrap();
    let file = SettingsFile::at(folder.path().join("settings.json"));
    file.save(&settings(&server.base_url())).unwrap();
    let vault = Vault::memory();
    let key = Credential::Basic { api_id: demo::API_ID.into(), api_token: Secret::new(demo::API_TOKEN) };
    vault.save(&ProfileId::new("p1"), &key).await.unwrap();

    let services = Services::new(vault, Some(file.clone()), cli::tell());
    let create = ["--profile", "My company", "create", "--url", "https://a.example/n", "--name", "Named here"];
    let create: Vec<&str> = create.into_iter().chain(["--event", "call.ended"]).collect();
    let codes = tokio::task::spawn_blocking(move || {
        let off = ids(true)[0].clone();
        let calls = [create, vec!["--profile", "My company", "reenable", off.as_str()]];
        calls.map(|args| cli::run(std::iter::once("hookswitch-cli").chain(args).map(Into::into), &services))
    });
    assert_eq!(codes.await.unwrap(), [0, 0]);
    let names = file.load().settings.profiles[0].known_names.clone();
    let stored = server.webhooks();
    let new = stored.iter().find(|hook| hook.url == "https://a.example/n").unwrap();
    assert_eq!(names.get(&WebhookId::new(&new.id)).map(String::as_str), Some("Named here"));
    let orders = stored.iter().find(|hook| hook.id == ids(true)[0]).unwrap();
    assert_eq!((orders.name.as_deref(), orders.active), (Some("Orders"), true), "the update carried the name");
}

#[test]
fn the_served_demo_labels_its_keys_and_ends_when_told() {
    let served = Served::start(&["demo"]);
    assert!(served.lines[0].starts_with("Demo company"));
    assert_eq!(served.value("API ID"), demo::API_ID);
    assert_eq!(served.value("API token"), demo::API_TOKEN);
    let port = served.value("Base URL").rsplit_once(':').unwrap().1.to_owned();
    let taken = Terminal::new().run(&["demo", "--port", &port]);
    assert_eq!(taken.code, 2);
    assert!(taken.err.contains("couldn't start"));
}

#[cfg(unix)]
#[test]
fn the_served_demo_ends_well_on_a_signal() {
    for signal in ["-TERM", "-INT"] {
        let mut served = Served::start(&["demo"]);
        let sent = Command::new("kill").args([signal, &served.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        assert_eq!(served.child.wait().unwrap().code(), Some(0), "{signal}");
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let mut child = Terminal::new().command(&["events"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.stderr, b"");
    assert_eq!(output.status.code(), Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_no_success() {
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let output = Terminal::new().command(&["events"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("couldn't be written"));
}

#[test]
fn the_log_is_for_those_who_ask_for_it() {
    let quiet = Terminal::new().run(&["--demo", "list"]);
    let chatty = Terminal::new().with("HOOKSWITCH_LOG", "debug").run(&["--demo", "list"]);
    assert_eq!(quiet.err, "");
    assert_eq!((chatty.code, chatty.out), (0, quiet.out));
    assert!(!chatty.err.contains(demo::API_TOKEN));
}
