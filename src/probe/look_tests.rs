//! Looks at sockets on this machine: endpoints that answer, hang, close, redirect, or can't be trusted.

#![expect(clippy::disallowed_methods, reason = "#[tokio::test] is written with block_on")]

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use super::*;
use crate::domain::endpoint::NotChecked;
use crate::domain::settings::ProxyAddress;
use crate::domain::{ProxyChoice, Secret};

type Heard = Arc<Mutex<Vec<String>>>;

/// An endpoint that answers everyone by these bytes, or never. An empty answer closes at once.
async fn endpoint(answer: Option<&'static str>) -> (SocketAddr, Heard) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let heard = Heard::default();
    let kept = Arc::clone(&heard);
    tokio::spawn(async move {
        let mut open = Vec::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut bytes = [0; 4096];
            let read = stream.read(&mut bytes).await.unwrap_or(0);
            kept.lock().unwrap().push(String::from_utf8_lossy(&bytes[..read]).into_owned());
            match answer {
                Some(text) => drop(stream.write_all(text.as_bytes()).await),
                None => open.push(stream),
            }
        }
    });
    (address, heard)
}

fn here() -> Limits {
    Limits { allow_local: true, total: Duration::from_secs(10), proxy: ProxyChoice::None, ..Limits::default() }
}

/// An endpoint that answers `HEAD` by one text and `OPTIONS` by another.
async fn of_two_minds(head: &'static str, options: &'static str) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut bytes = [0; 4096];
            let read = stream.read(&mut bytes).await.unwrap_or(0);
            let answer = if bytes[..read].starts_with(b"HEAD ") { head } else { options };
            drop(stream.write_all(answer.as_bytes()).await);
        }
    });
    address
}

/// The status that is told, and whether it is told as a page for people.
async fn told_of(head: &'static str, options: &'static str) -> (u16, bool) {
    let url = CallbackUrl::received(format!("http://{}/in", of_two_minds(head, options).await));
    let setup = Setup::new(&here(), false).await;
    match check(&url, &here(), &setup).await.outcome {
        CheckOutcome::Answered(answer) => (answer.status, answer.html),
        other => panic!("{other:?}"),
    }
}

async fn look_at(url: &str, limits: &Limits) -> EndpointAnswer {
    look(&CallbackUrl::received(url), limits).await
}

fn status(answer: EndpointAnswer) -> Option<u16> {
    match answer {
        EndpointAnswer::Answered { status, .. } => Some(status),
        _ => None,
    }
}

#[tokio::test]
async fn a_look_is_one_head_that_carries_nothing_but_the_address() {
    let (address, heard) = endpoint(Some("HTTP/1.1 503 Busy\r\ncontent-length: 9\r\n\r\n")).await;
    let answer = look_at(&format!("http://{address}/in?key=s3cret#part"), &here()).await;
    assert_eq!(status(answer), Some(503));
    let heard = heard.lock().unwrap().clone();
    let [request] = heard.as_slice() else { panic!("one request: {heard:?}") };
    assert!(request.starts_with("HEAD /in?key=s3cret HTTP/1.1\r\n"), "{request}");
    let agent = concat!("user-agent: hookswitch/", env!("CARGO_PKG_VERSION"), " (endpoint check)\r\n");
    assert!(request.contains(agent) && !request.to_ascii_lowercase().contains("authorization"), "{request}");
}

#[tokio::test]
async fn a_redirect_is_told_and_not_followed() {
    let (elsewhere, heard) = endpoint(Some("HTTP/1.1 200 OK\r\n\r\n")).await;
    let redirect: &'static str = format!("HTTP/1.1 302 Found\r\nlocation: http://{elsewhere}/\r\n\r\n").leak();
    let (address, _) = endpoint(Some(redirect)).await;
    assert_eq!(status(look_at(&format!("http://{address}/"), &here()).await), Some(302));
    assert!(heard.lock().unwrap().is_empty());
}

#[tokio::test]
async fn endpoints_that_do_not_answer_are_told_apart() {
    let (silent, _) = endpoint(None).await;
    let hasty = Limits { total: Duration::from_millis(200), ..here() };
    assert_eq!(look_at(&format!("http://{silent}/"), &hasty).await, EndpointAnswer::TooSlow);
    assert_eq!(look_at(&format!("https://{silent}/"), &hasty).await, EndpointAnswer::TooSlow, "no handshake");
    let (closing, _) = endpoint(Some("")).await;
    assert_eq!(look_at(&format!("http://{closing}/"), &here()).await, EndpointAnswer::Cut);
    assert_eq!(look_at(&format!("https://{closing}/"), &here()).await, EndpointAnswer::NotSecure);
    let (plain, _) = endpoint(Some("HTTP/1.1 400 Bad Request\r\n\r\n")).await;
    assert_eq!(look_at(&format!("https://{plain}/"), &here()).await, EndpointAnswer::NotSecure);
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    assert_eq!(look_at(&format!("http://{closed}/"), &here()).await, EndpointAnswer::Refused);
    let too_long = format!("https://{}.example/", "a".repeat(64)); // refused before anyone is asked
    assert_eq!(look_at(&too_long, &here()).await, EndpointAnswer::NoSuchHost);
}

#[tokio::test]
async fn a_certificate_that_nobody_trusts_is_not_secure() {
    let key = rcgen::KeyPair::generate().unwrap();
    let params = rcgen::CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    let certificate = params.self_signed(&key).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key.serialize_der().try_into().unwrap())
        .unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            drop(acceptor.accept(stream).await); // the client ends the handshake
        }
    });
    assert_eq!(look_at(&format!("https://{address}/"), &here()).await, EndpointAnswer::NotSecure);
}

#[tokio::test]
async fn what_is_no_public_address_is_not_looked_at() {
    let (address, heard) = endpoint(Some("HTTP/1.1 200 OK\r\n\r\n")).await;
    for url in [
        format!("http://{address}/"),
        format!("https://localhost:{}/", address.port()),
        "https://10.0.0.1/".to_owned(),
        "https://crm.internal/".to_owned(),
        "not a url".to_owned(),
        "ftp://a.example/".to_owned(),
        String::new(),
    ] {
        assert_eq!(look_at(&url, &Limits::default()).await, EndpointAnswer::NotLookedAt, "{url}");
    }
    assert!(heard.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_receiver_that_only_takes_posts_is_no_page_for_people() {
    const HTML: &str = "content-type: text/html; charset=utf-8\r\ncontent-length: 0\r\n\r\n";
    let flask: &'static str = format!("HTTP/1.1 200 OK\r\nAllow: OPTIONS, POST\r\n{HTML}").leak();
    let refused: &'static str = format!("HTTP/1.1 405 Method Not Allowed\r\nAllow: OPTIONS, POST\r\n{HTML}").leak();
    assert_eq!(told_of(refused, flask).await, (200, false));
    let express: &'static str = format!("HTTP/1.1 200 OK\r\nAllow: POST\r\n{HTML}").leak();
    let missing: &'static str = format!("HTTP/1.1 404 Not Found\r\n{HTML}").leak();
    assert_eq!(told_of(missing, express).await, (200, false));
    let page: &'static str = format!("HTTP/1.1 200 OK\r\n{HTML}").leak();
    assert_eq!(told_of(page, page).await, (200, true), "a real one");
}

#[tokio::test]
async fn a_layer_that_answers_options_for_any_path_hides_no_missing_page() {
    const MISSING: &str = "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n";
    assert_eq!(told_of(MISSING, "HTTP/1.1 204 No Content\r\n\r\n").await.0, 404);
    assert_eq!(told_of(MISSING, "HTTP/1.1 204 No Content\r\nAllow: GET, HEAD\r\n\r\n").await.0, 404);
    let cross = "HTTP/1.1 204 No Content\r\nAccess-Control-Allow-Methods: GET,post\r\n\r\n";
    assert_eq!(told_of(MISSING, cross).await.0, 204);
    let refused = "HTTP/1.1 405 Method Not Allowed\r\ncontent-length: 0\r\n\r\n";
    assert_eq!(told_of(refused, "HTTP/1.1 204 No Content\r\n\r\n").await.0, 204);
}

#[tokio::test]
async fn a_proxy_that_is_silent_is_not_held_against_the_endpoint() {
    let (silent, _) = endpoint(None).await;
    let proxy = ProxyChoice::Address(ProxyAddress::parse(&silent.to_string()).unwrap());
    let limits = Limits { total: Duration::from_millis(200), proxy, ..Limits::default() };
    let url = CallbackUrl::received("https://a.example/in");
    let check = check(&url, &limits, &Setup::new(&limits, true).await).await;
    assert_eq!(check.outcome, CheckOutcome::NotChecked(NotChecked::Proxy));
    let (body, token) = (Secret::new("{}"), Secret::new("t"));
    let delivered = super::super::deliver(&url, &body, &token, &limits).await;
    assert_eq!(delivered.outcome, CheckOutcome::NotChecked(NotChecked::Proxy));
}
