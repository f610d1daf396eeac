//! The API client against servers made by hand: what is sent, what is tried again, which fault is which.

#[path = "support/hand_made.rs"]
mod hand_made;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use hand_made::{HandMade, reply};
use hookswitch::aircall::{ApiError, Budget, Client, Config, ErrorKind, Limits, WaitReason, Waiting};
use hookswitch::domain::{
    ApiBase, Credential, Draft, EventName, FullUpdate, ProxyAddress, ProxyChoice, Secret, Status, Webhook, WebhookId,
    WebhookSpec,
};
use serde_json::{Value, json};
use tokio::net::TcpListener;

const API_ID: &str = "an-api-id-0123";
const API_TOKEN: &str = "an-api-token-4567";
const QUERY_VALUE: &str = "hush-hush-89";

fn limits() -> Limits {
    Limits {
        connect: Duration::from_secs(5),
        total: Duration::from_secs(5),
        first_backoff: Duration::from_millis(1),
        ..Limits::default()
    }
}

fn config(base: &str, limits: Limits) -> Config {
    Config {
        base: ApiBase::parse(base).unwrap(),
        credential: Credential::Basic { api_id: API_ID.into(), api_token: Secret::new(API_TOKEN) },
        proxy: ProxyChoice::None,
        budget: Arc::new(Budget::new(6_000, 1_000)),
        watch: Arc::new(|_| {}),
        limits,
    }
}

fn client(base: &str) -> Client {
    Client::new(config(base, limits())).unwrap()
}

fn spec() -> WebhookSpec {
    let url = format!("https://hooks.example.com/in?key={QUERY_VALUE}");
    let events = ["call.ended", "sms.sent", "fax.received"].into_iter().map(EventName::new).collect();
    Draft { name: "Orders".into(), url, events }.parse().unwrap()
}

fn hook_json() -> Value {
    json!({"webhook": {"webhook_id": "w1", "url": format!("https://hooks.example.com/in?key={QUERY_VALUE}"),
        "active": false, "events": ["call.ended", "sms.sent", "fax.received"], "token": "webhook-token-1"}})
}

async fn fresh() -> Webhook {
    let server = HandMade::answering(vec![reply(200, &[], &hook_json().to_string())]).await;
    client(&server.base).webhook(&WebhookId::new("w1")).await.unwrap()
}

async fn update() -> FullUpdate {
    FullUpdate::with_status(&fresh().await, Some("Orders"), Status::Active).unwrap()
}

/// What a GET ends with, and how often it was sent.
async fn got(answer: String) -> (ApiError, usize) {
    let server = HandMade::answering(vec![answer]).await;
    let error = client(&server.base).company().await.unwrap_err();
    (error, server.heard().len())
}

#[tokio::test]
async fn an_update_carries_url_events_and_active_and_never_the_token() {
    let server = HandMade::answering(vec![reply(200, &[], &hook_json().to_string())]).await;
    let client = client(&server.base);
    let update = update().await;
    client.update(&update).await.unwrap();
    client.update_by_merge(&update, update.event_it_has().unwrap()).await.unwrap();
    client.create(&spec()).await.unwrap();
    let heard = server.heard();
    let [put, merge, post] = heard.as_slice() else { panic!("three requests") };
    let url = format!("https://hooks.example.com/in?key={QUERY_VALUE}");
    let all = json!(["call.ended", "fax.received", "sms.sent"]);
    assert_eq!((put.method.as_str(), put.target.as_str()), ("PUT", "/v1/webhooks/w1"));
    assert_eq!(put.json(), json!({"url": url, "events": all, "active": true, "custom_name": "Orders"}));
    assert_eq!((merge.method.as_str(), merge.target.as_str()), ("PUT", "/v1/webhooks/w1?events_action=add"));
    assert_eq!(merge.json(), json!({"url": url, "events": ["call.ended"], "active": true, "custom_name": "Orders"}));
    assert_eq!((post.method.as_str(), post.target.as_str()), ("POST", "/v1/webhooks"));
    assert_eq!(post.json(), json!({"url": url, "events": all, "custom_name": "Orders"}));
}

#[tokio::test]
async fn every_call_says_who_asks_in_which_words() {
    let server = HandMade::answering(vec![reply(200, &[], r#"{"ping":"pong"}"#)]).await;
    client(&server.base).ping().await.unwrap();
    let heard = server.heard();
    let ping = heard.first().unwrap();
    assert_eq!(ping.target, "/v1/ping");
    assert_eq!(ping.header("user-agent"), Some(concat!("hookswitch/", env!("CARGO_PKG_VERSION"))));
    assert_eq!(ping.header("accept"), Some("application/json"));
    assert!(ping.header("authorization").is_some_and(|value| value.starts_with("Basic ")));
}

#[tokio::test]
async fn a_delete_is_sent_as_json_and_an_empty_200_is_enough() {
    for answer in [reply(200, &[], ""), "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".to_owned()] {
        let server = HandMade::answering(vec![answer]).await;
        client(&server.base).delete(&WebhookId::new("w1")).await.unwrap();
        let heard = server.heard();
        assert_eq!(heard.first().and_then(|delete| delete.header("content-type")), Some("application/json"));
    }
}

#[tokio::test]
async fn a_create_that_answers_200_is_a_create() {
    let server = HandMade::answering(vec![reply(200, &[], &hook_json().to_string())]).await;
    assert_eq!(client(&server.base).create(&spec()).await.unwrap().id, WebhookId::new("w1"));
}

#[tokio::test]
async fn each_answer_has_its_kind_and_only_a_server_fault_is_tried_again() {
    let cases = [
        (401, r#"{"message":"Unauthorized"}"#, ErrorKind::Unauthorized, 1),
        (403, r#"{"message":"Forbidden"}"#, ErrorKind::Forbidden, 1),
        (403, "<html>Blocked</html>", ErrorKind::RefusedOnTheWay, 1),
        (403, "", ErrorKind::RefusedOnTheWay, 1),
        (404, r#"{"message":"Not Found"}"#, ErrorKind::NotFound, 1),
        (407, "", ErrorKind::ProxySignIn, 1),
        (400, r#"{"error":"Bad","troubleshoot":"x"}"#, ErrorKind::Rejected, 1),
        (422, "", ErrorKind::Rejected, 1),
        (500, "<html>", ErrorKind::ServerFault, 3),
        (503, "", ErrorKind::ServerFault, 3),
        (200, "<html>Sign in</html>", ErrorKind::Unreadable, 1),
        (200, "[]", ErrorKind::Unreadable, 1),
        (200, "", ErrorKind::Unreadable, 1),
    ];
    for (status, body, kind, tries) in cases {
        let (error, sent) = got(reply(status, &[], body)).await;
        assert_eq!((error.kind, error.status, sent), (kind, Some(status), tries), "{status} {body}");
    }
}

#[tokio::test]
async fn a_put_is_tried_again_and_a_create_never() {
    let update = update().await;
    for fault in [reply(503, &[], ""), String::new()] {
        let server =
            HandMade::answering(vec![fault.clone(), fault.clone(), reply(200, &[], &hook_json().to_string())]).await;
        client(&server.base).update(&update).await.unwrap();
        assert_eq!(server.heard().len(), 3);

        let server = HandMade::answering(vec![fault, reply(201, &[], &hook_json().to_string())]).await;
        let error = client(&server.base).create(&spec()).await.unwrap_err();
        assert!(error.is_unclear(), "{error}");
        assert_eq!(server.heard().len(), 1, "sent twice, it would be there twice");
    }
}

#[tokio::test]
async fn a_create_is_not_repeated_after_429_either() {
    let server = HandMade::answering(vec![reply(429, &["Retry-After: 1"], ""), reply(201, &[], "{}")]).await;
    let error = client(&server.base).create(&spec()).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::RateLimited { seconds: 1 });
    assert_eq!(server.heard().len(), 1);
}

#[tokio::test]
async fn after_429_it_waits_as_long_as_it_was_told_and_goes_on() {
    let answers = vec![reply(429, &["Retry-After: 1"], "{}"), reply(200, &[], r#"{"ping":"pong"}"#)];
    let server = HandMade::answering(answers).await;
    let told = Arc::new(Mutex::new(Vec::new()));
    let into = Arc::clone(&told);
    let watch = Arc::new(move |waiting| into.lock().unwrap().push(waiting));
    let client = Client::new(Config { watch, ..config(&server.base, limits()) }).unwrap();
    let started = std::time::Instant::now();
    client.ping().await.unwrap();
    assert!(started.elapsed() >= Duration::from_millis(900), "{:?}", started.elapsed());
    assert_eq!(server.heard().len(), 2);
    assert_eq!(told.lock().unwrap().last(), Some(&Waiting { why: WaitReason::RateLimited, seconds: 0 }));
}

#[tokio::test]
async fn a_password_in_a_url_is_hidden_as_well() {
    let url = "https://robot:hunter2hunter2@hooks.example.com/in?key=hush-hush-89#fragment1";
    let events = std::iter::once(EventName::new("call.ended")).collect();
    let spec = Draft { url: url.into(), events, ..Draft::default() }.parse().unwrap();
    let server =
        HandMade::answering(vec![reply(422, &[], &json!({"error": format!("{url} is taken")}).to_string())]).await;
    let error = client(&server.base).create(&spec).await.unwrap_err();
    assert_eq!(error.said.as_deref(), Some("https://•••:•••@hooks.example.com/in?key=•••#••• is taken"));
}

#[tokio::test]
async fn what_the_server_says_is_told_without_any_secret_even_if_it_echoes_them() {
    use base64::Engine as _;
    let header = base64::engine::general_purpose::STANDARD.encode(format!("{API_ID}:{API_TOKEN}"));
    let padding = "x".repeat(280);
    let echoes = [
        format!("id {API_ID} token {API_TOKEN} query {QUERY_VALUE} header Basic {header}"),
        format!("{padding} token {API_TOKEN} and on"), // where the text is cut off
        format!("{padding} query {QUERY_VALUE} and on"),
        format!("{padding} Basic {header} and on"),
    ];
    let update = update().await;
    for echo in echoes {
        for body in [json!({"error": echo}).to_string(), json!({"errors": {"url": [echo]}}).to_string(), echo.clone()] {
            let server = HandMade::answering(vec![reply(422, &[], &body)]).await;
            let client = client(&server.base);
            for error in [client.create(&spec()).await.unwrap_err(), client.update(&update).await.unwrap_err()] {
                let shown = format!("{error:?} {error}");
                assert!(error.said.is_some());
                for part in ["an-api", "hush-", &header[..8]] {
                    assert!(!shown.contains(part), "{part} in {shown}");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_the_other_side_hears_nothing() {
    let other = HandMade::answering(vec![reply(200, &[], r#"{"ping":"pong"}"#)]).await;
    for status in [301, 302, 303, 307, 308] {
        let location = format!("Location: {}/v1/ping", other.base);
        let server = HandMade::answering(vec![reply(status, &[&location], "")]).await;
        let error = client(&server.base).ping().await.unwrap_err();
        assert_eq!((error.kind, error.status), (ErrorKind::Redirected, Some(status)));
    }
    assert!(other.heard().is_empty());
}

#[tokio::test]
async fn a_next_page_elsewhere_is_not_asked_for() {
    let other = HandMade::answering(vec![reply(200, &[], "{}")]).await;
    let mut hook = hook_json();
    let page = json!({"webhooks": [hook["webhook"].take()], "meta": {"total": 2, "next_page_link": format!("{}/v1/webhooks?page=2", other.base)}});
    let server = HandMade::answering(vec![reply(200, &[], &page.to_string())]).await;
    let error = client(&server.base).webhooks(&|_, _| {}).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Redirected);
    assert_eq!((server.heard().len(), other.heard().len()), (1, 0));
}

#[tokio::test]
async fn an_answer_over_the_limit_is_not_read_to_its_end() {
    let body = format!(r#"{{"ping":"{}"}}"#, "p".repeat(5_000));
    let server = HandMade::answering(vec![reply(200, &[], &body)]).await;
    let small = Limits { body: 4_000, ..limits() };
    let error = Client::new(config(&server.base, small)).unwrap().ping().await.unwrap_err();
    assert_eq!((error.kind, error.status), (ErrorKind::TooLarge, Some(200)));
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_cut_with_its_status() {
    let (error, sent) = got("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"company\"".to_owned()).await;
    assert_eq!((error.kind, error.status, sent), (ErrorKind::Cut, Some(200), 3));
}

#[tokio::test]
async fn a_connection_that_is_closed_at_once_is_cut() {
    let (error, sent) = got(String::new()).await;
    assert_eq!((error.kind, error.status, sent), (ErrorKind::Cut, None, 3));
}

/// An address where nothing listens.
async fn closed() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    listener.local_addr().unwrap().to_string()
}

#[tokio::test]
async fn a_port_where_nothing_listens_is_refused() {
    let error = client(&format!("http://{}", closed().await)).ping().await.unwrap_err();
    assert_eq!((&error.kind, error.status), (&ErrorKind::Refused, None));
    assert!(!error.is_unclear(), "nothing was sent");
}

#[tokio::test]
async fn a_server_that_never_answers_is_given_up_in_time() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let tiny = Limits { total: Duration::from_millis(80), tries: 1, ..limits() };
    for scheme in ["http", "https"] {
        let base = format!("{scheme}://{}", silent.local_addr().unwrap());
        let error = Client::new(config(&base, tiny)).unwrap().create(&spec()).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::TimedOut, "{scheme}");
    }
}

#[tokio::test]
async fn a_tls_server_that_hangs_up_is_cut_not_refused() {
    let server = HandMade::answering(vec![String::new()]).await;
    let base = server.base.replace("http://", "https://");
    let error = client(&base).ping().await.unwrap_err();
    assert!(matches!(error.kind, ErrorKind::Cut | ErrorKind::Tls { issuer: None }), "{error}");
}

#[tokio::test]
async fn a_certificate_that_nobody_trusts_is_refused_and_its_issuer_named() {
    let mut params = rcgen::CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    params.distinguished_name.push(rcgen::DnType::OrganizationName, "Acme Inspection");
    let key = rcgen::KeyPair::generate().unwrap();
    let certificate = params.self_signed(&key).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let private = rustls::pki_types::PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let server = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], private)
        .unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(server));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("https://{}", listener.local_addr().unwrap());
    let accepted = tokio::spawn(async move {
        let (socket, _) = listener.accept().await.unwrap();
        acceptor.accept(socket).await.is_ok()
    });
    let error = client(&base).ping().await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Tls { issuer: Some("Acme Inspection".into()) });
    assert!(!error.is_unclear() && !error.is_retryable());
    assert!(!accepted.await.unwrap(), "no key went over it");
}

/// A client that goes through a proxy to a host that isn't there.
fn through(proxy: &str) -> Client {
    let proxy = ProxyChoice::Address(ProxyAddress::parse(proxy).unwrap());
    Client::new(Config { proxy, ..config("https://api.example", limits()) }).unwrap()
}

#[tokio::test]
async fn a_proxy_that_wants_a_sign_in_is_told_apart_and_never_hears_the_key() {
    let proxy = HandMade::answering(vec![reply(407, &["Proxy-Authenticate: Basic realm=\"x\""], "")]).await;
    let error = through(&proxy.base).ping().await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::ProxySignIn);
    let heard = proxy.heard();
    let [connect] = heard.as_slice() else { panic!("asked once") };
    assert_eq!((connect.method.as_str(), connect.target.as_str()), ("CONNECT", "api.example:443"));
    assert_eq!(connect.header("authorization"), None);
}

#[tokio::test]
async fn a_proxy_that_refuses_or_is_not_there_is_named_as_the_trouble() {
    let proxy = HandMade::answering(vec![reply(502, &[], "")]).await;
    assert_eq!(through(&proxy.base).ping().await.unwrap_err().kind, ErrorKind::Proxy);
    for scheme in ["http", "socks5"] {
        let gone = format!("{scheme}://{}", closed().await);
        assert_eq!(through(&gone).ping().await.unwrap_err().kind, ErrorKind::Proxy, "{scheme}");
    }
}

#[tokio::test]
async fn a_server_on_this_machine_is_asked_without_the_proxy() {
    let server = HandMade::answering(vec![reply(200, &[], r#"{"ping":"pong"}"#)]).await;
    let proxy = ProxyChoice::Address(ProxyAddress::parse(&closed().await).unwrap());
    Client::new(Config { proxy, ..config(&server.base, limits()) }).unwrap().ping().await.unwrap();
}
