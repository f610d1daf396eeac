//! The API client against the demo company over real HTTP, in both dialects.

#![expect(clippy::disallowed_methods, reason = "tokio::test waits for its own future")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use hookswitch::aircall::{Budget, Client, Config, ErrorKind, Limits, Merge, Pace, SentLog};
use hookswitch::demo::{self, CompanyData, DemoServer, Dialect, Fault, Mode, Options, RateReset, Stored};
use hookswitch::domain::{
    ApiBase, CallbackUrl, Credential, Draft, Edit, EventName, EventSet, FullUpdate, ProxyChoice, Secret, Status,
    WebhookId, WebhookSpec,
};

const BOTH: [Dialect; 2] = [Dialect::Live, Dialect::Sample2020];

fn api_key() -> Credential {
    Credential::Basic { api_id: demo::API_ID.into(), api_token: Secret::new(demo::API_TOKEN) }
}

fn client_with(server: &DemoServer, credential: Credential) -> Client {
    Client::new(config(server, credential)).unwrap()
}

fn config(server: &DemoServer, credential: Credential) -> Config {
    Config {
        base: ApiBase::parse(&server.base_url()).unwrap(),
        credential,
        proxy: ProxyChoice::None,
        budget: Arc::new(Budget::new(6_000)),
        watch: Arc::new(|_| {}),
        pace: Pace::Full,
        read_only: false,
        sent: SentLog::default(),
        limits: Limits { first_delay: Duration::from_millis(1), ..Limits::default() },
    }
}

async fn demo_with(options: Options) -> (DemoServer, Client) {
    let server = DemoServer::start(options).await.unwrap();
    let client = client_with(&server, api_key());
    (server, client)
}

async fn demo(dialect: Dialect) -> (DemoServer, Client) {
    demo_with(Options { dialect, ..Options::default() }).await
}

fn events(names: &[&str]) -> EventSet {
    names.iter().map(|name| EventName::new(name)).collect()
}

fn set_of(stored: &Stored) -> EventSet {
    stored.events.iter().map(|name| EventName::new(name)).collect()
}

fn spec(url: &str, names: &[&str]) -> WebhookSpec {
    Draft { name: "Night shift".into(), url: url.into(), events: events(names), active: true }.parse().unwrap()
}

/// As many webhooks as asked for, made from the demo company's.
fn many(count: usize) -> CompanyData {
    let mut company = CompanyData::demo();
    let first = company.webhooks.remove(0);
    company.webhooks = (0..count).map(|n| Stored { id: format!("hook-{n}"), ..first.clone() }).collect();
    company
}

#[tokio::test]
async fn the_key_is_checked_and_the_company_named() {
    let (server, client) = demo(Dialect::Live).await;
    client.ping().await.unwrap();
    let company = client.company().await.unwrap();
    assert_eq!((company.name.as_str(), company.users, company.numbers), (demo::COMPANY_NAME, Some(38), Some(12)));
    let bearer = Credential::Bearer { access_token: Secret::new(demo::ACCESS_TOKEN) };
    client_with(&server, bearer).ping().await.unwrap();
}

#[tokio::test]
async fn a_wrong_key_is_told_from_none() {
    let (server, _) = demo(Dialect::Live).await;
    let wrong = Credential::Basic { api_id: demo::API_ID.into(), api_token: Secret::new("wrong") };
    let error = client_with(&server, wrong).ping().await.unwrap_err();
    assert_eq!((error.kind, error.status), (ErrorKind::Forbidden, Some(403)));
    assert_eq!(server.requests().len(), 1, "a refused key isn't tried again");
}

#[tokio::test]
async fn all_24_webhooks_are_read_in_both_dialects_as_the_server_holds_them() {
    for dialect in BOTH {
        let (server, client) = demo(dialect).await;
        let list = client.webhooks(&|_, _| {}).await.unwrap();
        assert_eq!((list.webhooks.len(), list.total), (24, Some(24)), "{dialect:?}");
        assert_eq!(server.requests().len(), 1, "{dialect:?}: one page of 50 holds them");
        for (read, stored) in list.webhooks.iter().zip(server.webhooks()) {
            assert_eq!(read.id.as_str(), stored.id);
            assert_eq!(read.name, stored.name);
            assert_eq!(read.url.expose(), stored.url, "byte for byte");
            assert_eq!(read.status.is_active(), stored.active);
            assert_eq!(read.events, set_of(&stored), "whatever the order");
            assert_eq!(read.token.as_ref().map(Secret::expose), Some(stored.token.as_str()));
        }
    }
}

#[tokio::test]
async fn every_page_is_read_once_in_both_dialects() {
    for (dialect, count, calls) in
        [(Dialect::Live, 101, 3), (Dialect::Sample2020, 101, 3), (Dialect::Live, 50, 2), (Dialect::Sample2020, 50, 2)]
    {
        let (server, client) = demo_with(Options { dialect, company: many(count), ..Options::default() }).await;
        let told = Arc::new(Mutex::new(Vec::new()));
        let into = Arc::clone(&told);
        let list = client.webhooks(&move |read, total| into.lock().unwrap().push((read, total))).await.unwrap();
        let ids: std::collections::BTreeSet<&str> = list.webhooks.iter().map(|hook| hook.id.as_str()).collect();
        assert_eq!((list.webhooks.len(), ids.len(), list.total), (count, count, Some(count)), "{dialect:?}");
        assert_eq!(server.requests().len(), calls, "{dialect:?} with {count}");
        assert_eq!(told.lock().unwrap().last(), Some(&(count, Some(count))));
    }
}

#[tokio::test]
async fn a_list_without_names_is_read_all_the_same() {
    for dialect in [Dialect::Live] {
        let (_server, client) = demo_with(Options { dialect, names_hidden: true, ..Options::default() }).await;
        let list = client.webhooks(&|_, _| {}).await.unwrap();
        assert_eq!(list.webhooks.iter().filter(|hook| hook.name.is_none()).count(), 24);
    }
}

#[tokio::test]
async fn a_part_is_never_taken_for_the_whole() {
    for dialect in BOTH {
        let (server, client) = demo(dialect).await;
        server.set_mode(Mode { fault: Fault::PageShort, ..Mode::default() });
        let list = client.webhooks(&|_, _| {}).await.unwrap();
        assert_eq!((list.webhooks.len(), list.total), (24, Some(27)), "{dialect:?}");
        assert_eq!(server.requests().len(), 2, "{dialect:?}: the rest was asked for, and an empty page ended it");
    }
}

#[tokio::test]
async fn a_webhook_is_created_read_switched_and_deleted() {
    for dialect in BOTH {
        let (server, client) = demo(dialect).await;
        let spec = spec("https://new.example.com/in?key=s3cret", &["call.ended", "fax.received"]);
        let made = client.create(&spec).await.unwrap();
        assert!(spec.matches(&made) && made.token.is_some() && made.status.is_active());
        assert_eq!(made.name.as_deref(), Some("Night shift"));
        let fresh = client.webhook(&made.id).await.unwrap();
        assert_eq!(fresh.events, made.events);

        let off = FullUpdate::of(&fresh, None, &Edit::status(Status::Inactive)).unwrap();
        let answer = client.update(&off).await.unwrap();
        assert!(off.is_fulfilled_by(&answer));
        let stored = server.webhooks().into_iter().find(|hook| hook.id == made.id.as_str()).unwrap();
        assert_eq!((stored.active, set_of(&stored), stored.name.as_deref()), (false, made.events, Some("Night shift")));
        assert_eq!(Some(stored.token.as_str()), made.token.as_ref().map(Secret::expose), "an update keeps the token");

        client.delete(&made.id).await.unwrap();
        assert_eq!(server.webhooks().len(), 24);
        for error in [client.delete(&made.id).await.unwrap_err(), client.webhook(&made.id).await.unwrap_err()] {
            assert_eq!((error.kind, error.status), (ErrorKind::NotFound, Some(404)));
        }
    }
}

#[tokio::test]
async fn a_merge_leaves_the_list_alone() {
    let (server, client) = demo(Dialect::Live).await;
    let night = server.webhooks().into_iter().find(|hook| hook.name.as_deref() == Some("Text message bot")).unwrap();
    let fresh = client.webhook(&WebhookId::new(&night.id)).await.unwrap();
    let update = FullUpdate::of(&fresh, None, &Edit::status(Status::Active)).unwrap();
    client.update_by_merge(&update, Merge::Add, &update.event_it_has().cloned().into_iter().collect()).await.unwrap();
    let after = client.webhook(&fresh.id).await.unwrap();
    assert_eq!((after.status, after.events), (Status::Active, fresh.events));
}

#[tokio::test]
async fn everything_that_changes_something_is_sent_as_json() {
    let (server, client) = demo(Dialect::Live).await;
    let made = client.create(&spec("https://a.example.com", &["call.ended"])).await.unwrap();
    client.update(&FullUpdate::of(&made, None, &Edit::status(Status::Inactive)).unwrap()).await.unwrap();
    client.delete(&made.id).await.unwrap();
    let json = Some("application/json".to_owned());
    let sent: Vec<_> =
        server.requests().into_iter().map(|seen| (seen.method, seen.content_type, seen.events.len())).collect();
    assert_eq!(
        sent,
        [("POST".into(), json.clone(), 1), ("PUT".into(), json.clone(), 1), ("DELETE".to_owned(), json, 0)]
    );
}

#[tokio::test]
async fn the_hundred_and_first_is_refused_with_what_the_server_says() {
    let (_server, client) = demo_with(Options { company: many(100), ..Options::default() }).await;
    let error = client.create(&spec("https://a.example.com", &["call.ended"])).await.unwrap_err();
    assert_eq!((&error.kind, error.status), (&ErrorKind::Rejected, Some(400)));
    assert_eq!(error.said.as_deref(), Some("Webhook limit reached; A company can have 100 webhooks at most"));
}

#[tokio::test]
async fn an_id_is_one_segment_whatever_it_holds() {
    let mut company = many(1);
    company.webhooks.iter_mut().for_each(|hook| hook.id = "a/b ?ü%2F#".into());
    let (_server, client) = demo_with(Options { company, ..Options::default() }).await;
    let id = WebhookId::new("a/b ?ü%2F#");
    assert_eq!(client.webhook(&id).await.unwrap().id, id);
    for walks in ["..", ".", ""] {
        assert_eq!(client.delete(&WebhookId::new(walks)).await.unwrap_err().kind, ErrorKind::NotFound, "{walks:?}");
    }
}

#[tokio::test]
async fn each_fault_of_the_demo_company_has_its_kind() {
    let (server, client) = demo(Dialect::Live).await;
    let faults = [
        (Fault::Status(401), ErrorKind::Unauthorized, 401),
        (Fault::Html403, ErrorKind::RefusedOnTheWay, 403),
        (Fault::WebhooksForbidden, ErrorKind::Forbidden, 403),
        (Fault::Garbage, ErrorKind::Unreadable, 200),
        (Fault::ServerError, ErrorKind::ServerFault, 500),
        (Fault::Redirect { to: "https://elsewhere.example".into() }, ErrorKind::Redirected, 302),
    ];
    for (fault, kind, status) in faults {
        server.set_mode(Mode { fault, ..Mode::default() });
        let error = client.webhooks(&|_, _| {}).await.unwrap_err();
        assert_eq!((error.kind, error.status), (kind, Some(status)));
    }
    server.set_mode(Mode { fault: Fault::WebhooksForbidden, ..Mode::default() });
    client.ping().await.unwrap();
}

#[tokio::test]
async fn a_server_that_fails_now_and_then_is_read_to_the_end() {
    let (server, client) = demo_with(Options { company: many(101), ..Options::default() }).await;
    server.fail_next(2, &Fault::Status(503));
    let list = client.webhooks(&|_, _| {}).await.unwrap();
    assert_eq!(list.webhooks.len(), 101);
}

/// Everything of the demo company's that must not be told: its key, its webhooks' tokens and the secrets in their URLs.
fn secrets(server: &DemoServer) -> Vec<String> {
    let hooks = server.webhooks();
    let of_urls = hooks
        .iter()
        .flat_map(|hook| CallbackUrl::received(&hook.url).secrets().into_iter().map(str::to_owned).collect::<Vec<_>>());
    let of_urls: Vec<String> = of_urls.collect();
    let key = [demo::API_ID, demo::API_TOKEN].map(str::to_owned);
    hooks.iter().map(|hook| hook.token.clone()).chain(of_urls).chain(key).collect()
}

#[tokio::test]
async fn on_a_hard_day_the_log_tells_every_request_and_no_secret() {
    let hard = || {
        let limited = Fault::RateLimit { retry_after: Some(0), reset: RateReset::Absent };
        vec![
            Fault::ResetBefore,
            Fault::ResetAfter,
            Fault::Disconnect,
            Fault::TruncatedBody,
            Fault::Html200,
            Fault::Garbage,
            Fault::WrongContentType,
            Fault::ServerError,
            Fault::ServerErrorAfter,
            limited,
        ]
    };
    for seed in 0..4 {
        let server = DemoServer::start(Options::default()).await.unwrap();
        let mut config = config(&server, api_key());
        config.limits.pause = Duration::from_millis(1)..=Duration::from_millis(2);
        let sent = config.sent.clone();
        let client = Client::new(config).unwrap();
        let list = client.webhooks(&|_, _| {}).await.unwrap().webhooks;
        let mut secrets = secrets(&server);
        server.set_chance(seed, 40, hard());
        for hook in &list {
            let off = FullUpdate::of(hook, None, &Edit::status(Status::Inactive));
            if let Ok(off) = off {
                drop(client.update(&off).await);
            }
            drop(client.webhook(&hook.id).await);
        }
        for _ in 0..5 {
            drop(client.create(&spec("https://new.example.com/in?key=s3cret-value", &["call.ended"])).await);
        }
        secrets.extend(self::secrets(&server));
        drop(client.delete(&list[0].id).await);
        let entries = sent.entries();
        let told: Vec<_> = entries.iter().map(|it| (it.method.to_owned(), it.path.clone())).collect();
        let came: Vec<_> = server.requests().into_iter().map(|it| (it.method, path_of(&it.path, &it.query))).collect();
        assert_eq!(told, came);
        let shown = format!("{entries:?}");
        assert!(secrets.len() > 30 && secrets.contains(&"s3cret-value".to_owned()));
        for secret in &secrets {
            assert!(!shown.contains(secret), "{secret} is told");
        }
    }
}

fn path_of(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}
