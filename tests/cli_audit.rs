//! `hookswitch-cli audit` as people and scripts meet it: exit codes, formats, files, companies.
#![expect(clippy::unwrap_used, reason = "helpers of a test file, which the lint's own exception doesn't see")]

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;

use hookswitch::demo::{CompanyData, DemoServer, Fault, Mode, Options, Stored};
use serde_json::Value;

use support::terminal::{Ran, Terminal};

mod support {
    #[expect(dead_code, reason = "this file needs a part of it")]
    pub mod terminal;
}

/// A company without anything to find, as long as nobody looks at its endpoint.
fn clean() -> Vec<Stored> {
    let mut one = Stored::sample(1, "Orders", &["call.ended", "call.voicemail_left"]).at("https://crm.example/in");
    one.token = format!("{:032x}", 0x0f9b_2c47_d1e8_4a6f_93c5_b7d8_e2a1_f604_u128);
    vec![one]
}

async fn serving(webhooks: Vec<Stored>) -> DemoServer {
    DemoServer::start(Options { company: CompanyData::with(webhooks), ..Options::default() }).await.unwrap()
}

/// Runs the program without blocking the server that it asks.
async fn run(terminal: Terminal, args: &[&str]) -> (Terminal, Ran) {
    let args: Vec<String> = args.iter().map(|arg| (*arg).to_owned()).collect();
    let task = tokio::task::spawn_blocking(move || {
        let ran = terminal.run(&args.iter().map(String::as_str).collect::<Vec<_>>());
        (terminal, ran)
    });
    task.await.unwrap()
}

fn rules(report: &Value) -> Vec<&str> {
    report["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap()).collect()
}

fn file(terminal: &Terminal, name: &str) -> (PathBuf, String) {
    let path = terminal.folder.path().join(name);
    let text = path.to_str().unwrap().to_owned();
    (path, text)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_code_tells_whether_anything_as_grave_was_found() {
    let server = serving(clean()).await;
    let terminal = Terminal::at(&server.base_url());
    let (terminal, ran) = run(terminal, &["audit", "--no-endpoints", "--json"]).await;
    assert_eq!((ran.code, ran.err.as_str(), rules(&ran.json())), (0, "", vec![]));

    // A warning, and nothing graver.
    server.change(|hooks| hooks[0].token = "short".to_owned());
    let audit = ["audit", "--no-endpoints", "--fail-on"];
    let mut terminal = terminal;
    let mut codes = Vec::new();
    for severity in ["critical", "warning", "advice"] {
        let (back, ran) = run(terminal, &[&audit[..], &[severity]].concat()).await;
        codes.push(ran.code);
        terminal = back;
    }
    assert_eq!(codes, [0, 1, 1]);
    let (terminal, ran) = run(terminal, &audit[..2]).await;
    assert_eq!(ran.code, 1, "warnings count unless something else is named");
    server.change(|hooks| hooks[0].active = false);
    let (terminal, ran) = run(terminal, &[&audit[..], &["critical"]].concat()).await;
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("AWH-101") && ran.out.contains("Orders"));
    let (_, ran) = run(terminal, &["audit", "--read-only", "--no-endpoints"]).await;
    assert_eq!(ran.code, 1, "reading is allowed");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_could_not_be_audited_is_neither_clean_nor_a_finding() {
    let server = serving(clean()).await;
    let mut terminal = Terminal::at(&server.base_url());
    for fault in [Fault::KeyRevoked, Fault::WebhooksForbidden, Fault::Status(400), Fault::Garbage] {
        server.set_mode(Mode { fault: fault.clone(), ..Mode::default() });
        let (back, ran) = run(terminal, &["audit", "--no-endpoints"]).await;
        terminal = back;
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{fault:?} {}", ran.err);
        assert!(ran.err.starts_with("hookswitch-cli: "), "{}", ran.err);
    }
    server.set_mode(Mode { fault: Fault::PageShort, ..Mode::default() });
    let (terminal, ran) = run(terminal, &["audit", "--no-endpoints", "--json", "--fail-on", "critical"]).await;
    let report = ran.json();
    assert_eq!((ran.code, &report["complete"]), (2, &false.into()), "a part is never taken for the whole");
    assert!(rules(&report).contains(&"AWH-602") && ran.err.contains("4 expected, 1 read"), "{}", ran.err);

    drop(server);
    let (_, ran) = run(terminal, &["audit", "--no-endpoints"]).await;
    assert_eq!(ran.code, 2);
    assert_eq!(Terminal::new().run(&["audit"]).code, 2, "nobody to ask");
}

#[test]
fn the_demo_is_audited_in_every_format_and_tells_no_secret() {
    let terminal = Terminal::new();
    let company = CompanyData::demo();
    let mut secrets: Vec<String> = company.webhooks.iter().map(|hook| hook.token.clone()).collect();
    for hook in &company.webhooks {
        let url = hookswitch::domain::CallbackUrl::received(&hook.url);
        secrets.extend(url.secrets().into_iter().map(str::to_owned));
    }
    secrets.push(hookswitch::demo::API_TOKEN.to_owned());
    for (format, starts, holds) in [
        ("text", "Webhook audit of Demo company\n=", "AWH-511"),
        ("json", "{\n  \"schema\": \"hookswitch-audit/1.", "AWH-511"),
        ("csv", "\u{feff}", "AWH-511"),
        ("html", "<!doctype html>", "AWH-511"),
    ] {
        let args = ["audit", "--demo", "--no-endpoints", "--format", format];
        let with_endpoints = ["audit", "--demo", "--format", format];
        let args = if format == "text" { &with_endpoints[..] } else { &args[..] };
        let ran = terminal.run(args);
        assert_eq!((ran.code, ran.err.as_str()), (1, ""), "{format}");
        assert!(ran.out.to_lowercase().starts_with(&starts.to_lowercase()), "{format} {}", &ran.out[..60]);
        // The page also tells what the audit before found.
        let told = match format {
            "json" => rules(&ran.json()).contains(&holds),
            "html" => ran.out.contains(&format!("<p class=\"rule\">{holds}")),
            _ => ran.out.contains(holds),
        };
        assert_eq!(told, format == "text", "{format}: only a check finds an expired certificate");
        assert!(ran.out.contains("AWH-103") && ran.out.contains("AWH-210"), "{format}: the demo has a past");
        for secret in secrets.iter().filter(|secret| secret.len() > 3) {
            assert!(!ran.out.contains(secret.as_str()), "{format} tells {secret}");
        }
    }
    let output = terminal.command(&["audit", "--demo", "--no-endpoints", "--format", "xlsx"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "a pipe takes a workbook");
    assert!(output.stdout.starts_with(b"PK\x03\x04"));
}

#[test]
fn a_report_goes_to_a_file_in_the_format_of_its_name() {
    let terminal = Terminal::new();
    let args = ["audit", "--demo", "--no-endpoints", "-o"];
    for (name, starts) in
        [("a.xlsx", &b"PK"[..]), ("a.json", b"{"), ("a.csv", b"\xef\xbb\xbf"), ("a", b"Webhook audit")]
    {
        let (path, told) = file(&terminal, name);
        fs::write(&path, "an older report").unwrap();
        let ran = terminal.run(&[&args[..], &[&told]].concat());
        assert_eq!((ran.code, ran.out.as_str()), (1, ""));
        assert_eq!(ran.err, format!("Written to {told}\n"));
        assert!(fs::read(path).unwrap().starts_with(starts), "{name}");
    }
    let (path, told) = file(&terminal, "b.html");
    let ran = terminal.run(&[&args[..], &[&told, "--format", "csv"]].concat());
    assert_eq!((ran.code, fs::read(path).unwrap().starts_with(b"\xef\xbb\xbf")), (1, true), "the format that is named");
    let (_, nowhere) = file(&terminal, "none/a.html");
    let ran = terminal.run(&[&args[..], &[&nowhere]].concat());
    assert_eq!((ran.code, ran.err.contains("couldn't be written")), (2, true));
    let left = fs::read_dir(terminal.folder.path())
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().contains(".hookswitch-"));
    assert_eq!(left.count(), 0, "no half files");
}

#[test]
fn mistakes_on_the_command_line_are_refused_before_anything_is_asked() {
    let terminal = Terminal::new();
    for args in [
        &["audit", "--demo", "--json", "--format", "csv"][..],
        &["audit", "--demo", "--all-profiles"],
        &["audit", "--all-profiles", "--profile", "Acme"],
        &["audit", "--all-profiles", "--format", "html"],
        &["audit", "--all-profiles"],
        &["audit", "--demo", "--no-endpoints", "--private-endpoints"],
        &["audit", "--demo", "--fail-on", "everything"],
        &["audit", "--demo", "--against", "/nonexistent/audit.json"],
        &["audit", "--demo", "--no-endpoints", "-o", "/nonexistent/report.pdf"],
    ] {
        let ran = terminal.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(!ran.err.is_empty(), "{args:?}");
    }
    let no_report = terminal.folder.path().join("settings.json");
    fs::write(&no_report, "{}").unwrap();
    let ran = terminal.run(&["audit", "--demo", "--against", no_report.to_str().unwrap()]);
    assert_eq!((ran.code, ran.err.contains("isn't a JSON report")), (2, true));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_compared_with_the_file_that_is_named_or_the_last_audit() {
    let server = serving(clean()).await;
    let terminal = Terminal::at(&server.base_url());
    let (path, told) = file(&terminal, "old.json");
    let (terminal, ran) = run(terminal, &["audit", "--no-endpoints", "-o", &told]).await;
    assert_eq!(ran.code, 0);
    let old: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    assert!(old.get("compared").is_none(), "there was none before");

    server.change(|hooks| hooks[0].active = false);
    let (terminal, ran) = run(terminal, &["audit", "--no-endpoints", "--json"]).await;
    assert_eq!(ran.json()["compared"]["new"][0]["rule"], "AWH-101");
    let (terminal, ran) = run(terminal, &["audit", "--no-endpoints", "--json"]).await;
    assert_eq!(ran.json()["compared"]["new"].as_array().unwrap().len(), 0, "since the last one nothing is new");
    let (_, ran) = run(terminal, &["audit", "--no-endpoints", "--against", &told]).await;
    assert!(ran.out.contains("New findings") && ran.out.contains("AWH-101"), "{}", ran.out);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_of_another_company_is_not_compared_with() {
    let (server, other) = (serving(clean()).await, serving(vec![Stored::sample(7, "Theirs", &["call.ended"])]).await);
    let elsewhere = Terminal::at(&other.base_url());
    let (path, told) = file(&elsewhere, "theirs.json");
    let (elsewhere, ran) = run(elsewhere, &["audit", "--no-endpoints", "-o", &told]).await;
    assert!(ran.code < 2 && path.exists(), "{}", ran.err);
    let against = ["audit", "--no-endpoints", "--against", &told];
    let (_, ran) = run(Terminal::at(&server.base_url()), &against).await;
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
    assert!(ran.err.contains("of another company"), "{}", ran.err);
    assert_ne!(run(elsewhere, &against).await.1.code, 2, "their own is compared with");
}

#[test]
fn a_closed_pipe_keeps_the_code_and_says_nothing() {
    let mut command = Terminal::new().command(&["audit", "--demo", "--no-endpoints", "--format", "html"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.stderr, output.status.code()), (Vec::new(), Some(1)));
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn an_audit_that_is_interrupted_tells_so_and_leaves_no_report() {
    let server = serving(clean()).await;
    // Whatever is asked first never gets an answer.
    server.set_mode(Mode { fault: Fault::Hang, ..Mode::default() });
    let terminal = Terminal::at(&server.base_url());
    let (path, told) = file(&terminal, "audit.json");
    let mut command = terminal.command(&["audit", "--no-endpoints", "-o", &told]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let id = child.id().to_string();
    while server.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    let sent = std::process::Command::new("kill").args(["-INT", &id]).status().unwrap();
    assert!(sent.success());
    let output = tokio::task::spawn_blocking(move || child.wait_with_output().unwrap()).await.unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert!(String::from_utf8(output.stderr).unwrap().contains("Cancelled") && !path.exists());
}

#[test]
fn the_rules_are_told_without_a_company() {
    let terminal = Terminal::new();
    let ran = terminal.run(&["rules"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("AWH-101") && ran.out.contains("AWH-602"));
    let json = terminal.run(&["rules", "--json"]).json();
    let rules = json["rules"].as_array().unwrap();
    assert_eq!(rules.len(), hookswitch::domain::audit::Rule::ALL.len());
    let words = |rule: &Value, key: &str| rule[key].as_str().is_some_and(|words| !words.is_empty());
    assert!(rules.iter().all(|rule| ["rule", "title", "finds", "why", "fix"].iter().all(|key| words(rule, key))));
}

#[test]
fn help_tells_the_codes_and_every_choice() {
    let ran = Terminal::new().run(&["audit", "--help"]);
    for part in
        ["Exit codes", "--no-endpoints", "--fail-on", "--against", "--all-profiles", "--private-endpoints", "-o"]
    {
        assert!(ran.out.contains(part), "{part}");
    }
    assert_eq!(ran.code, 0);
    assert!(ran.out.lines().all(|line| line.chars().count() <= 120 || line.contains("possible values")));
}

/// How the program ends where nothing but this machine can be reached; `None`: this machine can't be cut off so.
#[cfg(target_os = "linux")]
fn cut_off(args: &str) -> Option<i32> {
    let shell = |script: &str| {
        let mut unshare = std::process::Command::new("unshare");
        unshare.args(["-rn", "sh", "-c", script]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        unshare
    };
    if !shell("ip link set lo up").status().is_ok_and(|status| status.success()) {
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let program = env!("CARGO_BIN_EXE_hookswitch-cli");
    let mut audit = shell(&format!("ip link set lo up && exec '{program}' {args}"));
    audit.env("HOOKSWITCH_CONFIG_DIR", folder.path()).status().unwrap().code()
}

#[cfg(target_os = "linux")]
#[test]
fn the_demo_is_audited_without_a_network() {
    // Whoever went out would go to this proxy, which counts who comes.
    let proxy = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", proxy.local_addr().unwrap());
    let terminal = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"]
        .into_iter()
        .fold(Terminal::new(), |terminal, name| terminal.with(name, address.clone()));
    assert_eq!(terminal.run(&["audit", "--demo"]).code, 1);
    proxy.set_nonblocking(true).unwrap();
    assert_eq!(proxy.accept().unwrap_err().kind(), std::io::ErrorKind::WouldBlock, "somebody went out");
    assert!(matches!(cut_off("audit --demo"), None | Some(1)));
}
