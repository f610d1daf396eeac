//! Audits over real HTTP: the window's commands in, events out, and what the history keeps of them.

#[expect(dead_code, reason = "each test file uses its part")]
#[path = "support/window.rs"]
mod window;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::net::TcpListener;
use std::path::Path;

use hookswitch::app::audit::{AuditCommand, AuditEvent, AuditProgress, AuditRun, Endpoints};
use hookswitch::app::{Command, Event, Problem, Target};
use hookswitch::demo::{CompanyData, DemoServer, Fault, Mode, Options, Stored};
use hookswitch::domain::audit::{Acceptance, FindingKey, Limit, Rule, Severity, compare};
use hookswitch::domain::endpoint::{CheckOutcome, NotChecked};
use hookswitch::domain::{ProxyChoice, WebhookId};
use hookswitch::vault::{History, Vault};
use jiff::Timestamp;
use window::{NOW, Window, server, target};

fn order(target: Target, endpoints: Endpoints) -> Command {
    Command::Audit(AuditCommand::Run {
        request: NOW,
        target,
        company: "Acme".to_owned(),
        endpoints,
        known_names: BTreeMap::new(),
        proxy: ProxyChoice::None,
    })
}

impl Window {
    async fn audit(&mut self, endpoints: Endpoints) -> Result<AuditRun, Problem> {
        self.ended(order(target(), endpoints)).await
    }

    async fn ended(&mut self, command: Command) -> Result<AuditRun, Problem> {
        match self.answer(command).await {
            Event::Audit(AuditEvent::Finished { request: NOW, result }) => result.map(|run| *run),
            other => panic!("{other:?}"),
        }
    }

    async fn accepted(&mut self, command: AuditCommand) -> Vec<Acceptance> {
        match self.answer(Command::Audit(command)).await {
            Event::Audit(AuditEvent::Accepted { result: Ok(accepted), .. }) => accepted,
            other => panic!("{other:?}"),
        }
    }

    fn progress(&self) -> Vec<AuditProgress> {
        let progress = |event: &Event| match event {
            Event::Audit(AuditEvent::Progress { request: NOW, progress }) => Some(progress.clone()),
            _ => None,
        };
        self.heard.iter().filter_map(progress).collect()
    }
}

async fn company(webhooks: Vec<Stored>) -> DemoServer {
    DemoServer::start(Options { company: CompanyData::with(webhooks), ..Options::default() }).await.unwrap()
}

/// A webhook of somebody who listens on this machine.
fn hook(n: u64, url: &str) -> Stored {
    Stored::sample(n, &format!("Hook {n}"), &["call.ended"]).at(url)
}

/// A port that takes connections and never answers, until it is dropped.
fn silent() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/in", listener.local_addr().unwrap());
    (listener, url)
}

#[tokio::test]
async fn an_audit_of_100_webhooks_asks_the_list_in_exactly_2_requests() {
    let company = CompanyData::of_size(100);
    let server = DemoServer::start(Options { company, ..Options::default() }).await.unwrap();
    let mut window = Window::on(&server).await;
    server.forget_requests();
    let run = window.audit(Endpoints::Skip).await.unwrap();
    assert_eq!((run.audit.listing.webhooks.len(), run.audit.company.as_str()), (100, "Acme"));
    let asked: Vec<_> = server.requests().into_iter().map(|request| (request.method, request.path)).collect();
    assert_eq!(asked.len(), 2, "{asked:?}");
    assert!(asked.iter().all(|(method, path)| method == "GET" && path.starts_with("/v1/webhooks")), "{asked:?}");
    assert!(run.audit.findings.iter().any(|finding| finding.rule == Rule::NearLimit));
    let read = AuditProgress::Reading { read: 50, total: Some(100) };
    assert!(window.progress().contains(&read), "{:?}", window.progress());
}

#[tokio::test]
async fn an_audit_is_compared_with_the_one_before_and_grows_out_of_it() {
    let server = server().await;
    let mut window = Window::on(&server).await;
    let first = window.audit(Endpoints::Skip).await.unwrap();
    assert!(first.before.is_none() && first.trouble.is_none() && first.audit.limits.contains(&Limit::NoEarlierAudit));
    let off: BTreeSet<_> = server.webhooks().into_iter().filter(|hook| !hook.active).map(|hook| hook.id).collect();
    let lacks = |hook: &Stored| hook.active && !hook.events.iter().any(|event| event == "call.unhold");
    let grown = server.webhooks().into_iter().find(lacks).unwrap().id;
    server.change(|hooks| {
        for hook in hooks.iter_mut() {
            hook.active |= off.contains(&hook.id);
            if hook.id == grown {
                hook.events.push("call.unhold".to_owned());
            }
        }
    });
    let second = window.audit(Endpoints::Skip).await.unwrap();
    let before = second.before.clone().unwrap();
    assert_eq!((before.at, before.webhooks.len()), (first.audit.at, first.audit.listing.webhooks.len()));
    let keys = |run: &AuditRun| run.audit.findings.iter().map(hookswitch::domain::audit::Finding::key).collect();
    let (was, is): (BTreeSet<FindingKey>, BTreeSet<FindingKey>) = (keys(&first), keys(&second));
    assert_eq!(was, before.findings.iter().map(|finding| finding.key.clone()).collect());
    let third = window.audit(Endpoints::Skip).await.unwrap().before.unwrap();
    let compared = compare(&before, &third);
    let gone: BTreeSet<_> = compared.gone.into_iter().map(|finding| finding.key).collect();
    assert_eq!(gone, was.difference(&is).cloned().collect());
    assert_eq!(gone.iter().filter(|key| key.0.starts_with("AWH-101")).count(), off.len());
    let grew = second.audit.findings.iter().find(|finding| finding.rule == Rule::GrewSinceLastAudit).unwrap();
    assert_eq!(grew.webhooks, [WebhookId::new(grown)]);
}

#[tokio::test]
async fn a_webhook_that_fell_while_nobody_audited_is_told_from_the_history() {
    let server = server().await;
    let mut window = Window::on(&server).await;
    let id = server.webhooks().into_iter().find(|hook| hook.active).unwrap().id;
    for active in [true, false, true, false] {
        server.change(|hooks| hooks.iter_mut().filter(|hook| hook.id == id).for_each(|hook| hook.active = active));
        window.list().await;
    }
    let run = window.audit(Endpoints::Skip).await.unwrap();
    let falls = run.audit.findings.iter().filter(|finding| finding.rule == Rule::FallsAgain);
    assert_eq!(falls.map(|finding| finding.webhooks.clone()).collect::<Vec<_>>(), [vec![WebhookId::new(id)]]);
}

#[tokio::test]
async fn a_cancelled_check_gives_no_audit_and_is_not_remembered() {
    let (_listener, url) = silent();
    let server = company(vec![hook(1, &url)]).await;
    let mut window = Window::on(&server).await;
    window.runner.dispatch(order(target(), Endpoints::All));
    loop {
        match window.next().await {
            Event::Audit(AuditEvent::Progress { progress: AuditProgress::Checking { endpoints }, .. }) => {
                assert_eq!(endpoints, [WebhookId::new(&server.webhooks()[0].id)]);
                window.runner.dispatch(Command::Cancel { request: NOW });
            }
            Event::Audit(AuditEvent::Finished { result, .. }) => {
                assert_eq!(result, Err(Problem::Cancelled));
                break;
            }
            _ => {}
        }
    }
    assert_eq!(window.audit(Endpoints::Skip).await.unwrap().before, None);
}

#[tokio::test]
async fn a_cancel_while_the_list_is_read_ends_at_once() {
    let server = server().await;
    let mut window = Window::on(&server).await;
    server.set_mode(Mode { fault: Fault::Hang, ..Mode::default() });
    window.runner.dispatch(order(target(), Endpoints::Skip));
    loop {
        match window.next().await {
            Event::Audit(AuditEvent::Progress { .. }) => window.runner.dispatch(Command::Cancel { request: NOW }),
            Event::Audit(AuditEvent::Finished { result, .. }) => {
                assert_eq!(result, Err(Problem::Cancelled));
                break;
            }
            _ => {}
        }
    }
}

#[tokio::test]
async fn endpoints_of_one_address_are_asked_once_and_private_ones_only_when_allowed() {
    let (_listener, url) = silent();
    let refused = {
        let (_closed, url) = silent();
        url
    };
    let server = company(vec![hook(1, &refused), hook(2, &url), hook(3, &refused)]).await;
    let mut window = Window::on(&server).await;
    let run = window.audit(Endpoints::Public).await.unwrap();
    let why = |check: &CheckOutcome| matches!(check, CheckOutcome::NotChecked(NotChecked::Private));
    assert!(run.audit.checks.len() == 3 && run.audit.checks.values().all(|check| why(&check.outcome)));
    assert!(run.audit.unchecked.iter().all(|unchecked| unchecked.why == NotChecked::Private));

    server.change(|hooks| hooks.retain(|hook| hook.url == refused));
    let run = window.audit(Endpoints::All).await.unwrap();
    assert!(run.audit.checks.values().all(|check| check.outcome == CheckOutcome::Refused), "{:?}", run.audit.checks);
    let both: Vec<_> = server.webhooks().into_iter().map(|hook| WebhookId::new(hook.id)).collect();
    let checked = window.progress().into_iter().filter_map(|progress| match progress {
        AuditProgress::Checked { webhooks, .. } => Some(webhooks),
        _ => None,
    });
    assert_eq!(checked.collect::<Vec<_>>(), std::slice::from_ref(&both));

    let hooks = run.audit.listing.webhooks;
    let (endpoints, proxy) = (Endpoints::All, ProxyChoice::None);
    let check = AuditCommand::CheckEndpoints { request: NOW, target: target(), hooks, endpoints, proxy };
    let ended = window.answer(Command::Audit(check)).await;
    assert_eq!(ended, Event::Audit(AuditEvent::EndpointsChecked { request: NOW, cancelled: false }));
    let heard = window.heard.iter().filter_map(|event| match event {
        Event::Audit(AuditEvent::EndpointChecked { id, check, .. }) => Some((id.clone(), check.outcome.clone())),
        _ => None,
    });
    let wanted: BTreeMap<_, _> = both.into_iter().map(|id| (id, CheckOutcome::Refused)).collect();
    assert_eq!(heard.collect::<BTreeMap<_, _>>(), wanted);
}

#[tokio::test]
async fn what_was_accepted_is_remembered_until_it_is_taken_back() {
    let server = server().await;
    let mut window = Window::on(&server).await;
    let found = window.audit(Endpoints::Skip).await.unwrap().audit.findings.swap_remove(0);
    let acceptance = Acceptance {
        finding: found.key(),
        rule: found.rule.id().to_owned(),
        severity: found.severity,
        title: "As it was said".to_owned(),
        labels: "Orders".to_owned(),
        reason: "It is being moved".to_owned(),
        until: jiff::civil::date(2020, 1, 31),
        at: Timestamp::from_second(1_760_000_000).unwrap(),
    };
    let accept = AuditCommand::Accept { target: target(), acceptance: acceptance.clone() };
    assert_eq!(window.accepted(accept).await, std::slice::from_ref(&acceptance));
    let run = window.audit(Endpoints::Skip).await.unwrap();
    assert_eq!(run.accepted, [acceptance], "also with its date past");
    let take_back = AuditCommand::TakeBack { target: target(), finding: found.key() };
    assert_eq!(window.accepted(take_back).await, []);
    assert_eq!(window.audit(Endpoints::Skip).await.unwrap().accepted, []);
}

#[tokio::test]
async fn what_is_accepted_while_an_audit_runs_counts_in_it() {
    let (listener, url) = silent();
    let mut listener = Some(listener);
    let server = company(vec![hook(1, &url)]).await;
    let mut window = Window::on(&server).await;
    let key = FindingKey(format!("AWH-401:{}", server.webhooks()[0].id));
    let acceptance = Acceptance {
        finding: key,
        rule: Rule::NotHttps.id().to_owned(),
        severity: Severity::Critical,
        title: "As it was said".to_owned(),
        labels: "Hook 1".to_owned(),
        reason: "It is being moved".to_owned(),
        until: jiff::civil::date(2999, 1, 31),
        at: Timestamp::from_second(1_760_000_000).unwrap(),
    };
    window.runner.dispatch(order(target(), Endpoints::All));
    loop {
        match window.next().await {
            Event::Audit(AuditEvent::Progress { progress: AuditProgress::Checking { .. }, .. }) => {
                let acceptance = acceptance.clone();
                window.runner.dispatch(Command::Audit(AuditCommand::Accept { target: target(), acceptance }));
            }
            // Only now the endpoint hangs up, and the check comes to its end.
            Event::Audit(AuditEvent::Accepted { .. }) => listener = None,
            Event::Audit(AuditEvent::Finished { result, .. }) => {
                assert!(listener.is_none(), "the check still waited");
                assert_eq!(result.unwrap().accepted, [acceptance]);
                break;
            }
            _ => {}
        }
    }
}

#[tokio::test]
async fn a_kept_audit_that_cannot_be_read_is_told_and_not_taken_for_none() {
    let server = server().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("history.db");
    let mut window = Window::on_with(&server, |services| services.with_history(Some(file.clone()))).await;
    window.audit(Endpoints::Skip).await.unwrap();
    let history = History::open(&file).unwrap().history;
    for (kept, trouble) in
        [("{}", Problem::HistoryUnreadable), (r#"{"schema":"hookswitch-audit/9.0"}"#, Problem::HistoryNewer)]
    {
        history.keep_audit("p1", Timestamp::UNIX_EPOCH, kept).unwrap();
        let run = window.audit(Endpoints::Skip).await.unwrap();
        assert_eq!((run.before, run.trouble), (None, Some(trouble)));
    }
    let run = window.audit(Endpoints::Skip).await.unwrap();
    assert!(run.before.is_some() && run.trouble.is_none(), "the audit after it can be read");
}

#[tokio::test]
async fn a_history_that_fails_is_told_and_the_audit_comes_all_the_same() {
    let server = server().await;
    let folder = tempfile::tempdir().unwrap();
    // A folder lies where the file should be.
    let file = folder.path().join("history.db");
    fs::create_dir(&file).unwrap();
    let mut window = Window::on_with(&server, |services| services.with_history(Some(file))).await;
    let run = window.audit(Endpoints::Skip).await.unwrap();
    assert_eq!(run.trouble, Some(Problem::HistoryNotWritten));
    assert!(run.audit.limits.contains(&Limit::NoHistory) && run.before.is_none());
    assert!(run.audit.findings.iter().any(|finding| finding.rule == Rule::Deactivated));
}

/// The history with what SQLite keeps beside it.
fn bytes(folder: &Path) -> Vec<u8> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    files.flat_map(|file| fs::read(file).unwrap()).collect()
}

#[tokio::test]
async fn no_token_and_no_secret_of_a_url_is_kept_with_an_audit() {
    let mut told = hook(1, "https://user:passw0rd@crm.example/in?key=hidden-value#frag-ment");
    told.name = Some("Sales desk".to_owned());
    let token = told.token.clone();
    let server = company(vec![told]).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("history.db");
    let mut window = Window::on_with(&server, |services| services.with_history(Some(file.clone()))).await;
    window.audit(Endpoints::Skip).await.unwrap();
    let kept = History::open(&file).unwrap().history.last_audit("p1").unwrap().unwrap();
    assert!(kept.contains("Sales desk") && kept.contains("crm.example") && kept.contains("AWH-402"));
    let bytes = bytes(folder.path());
    let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds("Sales desk"), "the search finds what is there");
    for secret in ["passw0rd", "hidden-value", "frag-ment", token.as_str()] {
        assert!(!holds(secret), "{secret}");
    }
}

#[tokio::test]
async fn names_that_only_this_app_knows_stand_in_the_audit() {
    let options = Options { names_hidden: true, ..Options::default() };
    let server = DemoServer::start(options).await.unwrap();
    let mut window = Window::on(&server).await;
    let id = WebhookId::new(&server.webhooks()[0].id);
    let Command::Audit(AuditCommand::Run { request, target, company, endpoints, proxy, .. }) =
        order(target(), Endpoints::Skip)
    else {
        panic!("no audit")
    };
    let known_names = [(id.clone(), "Named here".to_owned())].into();
    let named = AuditCommand::Run { request, target, company, endpoints, known_names, proxy };
    let run = window.ended(Command::Audit(named)).await.unwrap();
    assert_eq!(run.audit.listing.find(&id).unwrap().label(), "Named here");
}

#[tokio::test]
async fn the_demo_company_has_a_past_that_an_audit_tells_something_about() {
    let mut window = Window::new(Vault::memory(), None);
    let opened = window.answer(Command::OpenDemo { request: NOW }).await;
    assert_eq!(opened, Event::Opened { request: NOW, result: Ok(()) });
    let run = window.ended(order(Target::Demo, Endpoints::Public)).await.unwrap();
    let rules: BTreeSet<Rule> = run.audit.findings.iter().map(|finding| finding.rule).collect();
    assert!(rules.contains(&Rule::FallsAgain) && rules.contains(&Rule::GrewSinceLastAudit), "{rules:?}");
    assert!(rules.contains(&Rule::CertificateExpired), "its own endpoints are looked at: {rules:?}");
    let before = run.before.unwrap();
    assert!(before.at < run.audit.at && before.webhooks.iter().any(|hook| hook.label == "Spring fair"));
    assert_eq!(run.trouble, None);
}
