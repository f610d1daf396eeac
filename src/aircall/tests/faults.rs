//! Everything that can go wrong on the way, told apart.

use super::scripted::{closed_port, untrusted_tls};
use super::*;
use crate::aircall::{ErrorKind, error, tls};

#[tokio::test]
async fn answers_that_refuse_are_told_apart() {
    let forbidden = include_str!("../../../tests/fixtures/error-403-edge.json");
    for (status, body, kind, said) in [
        (401, r#"{"message":"Unauthorized"}"#, ErrorKind::Unauthorized, Some("Unauthorized")),
        (403, forbidden, ErrorKind::Forbidden, Some("Forbidden")),
        (403, "<html><h1>Blocked</h1> by ACME</html>", ErrorKind::RefusedOnTheWay, Some("Blocked by ACME")),
        (403, "", ErrorKind::RefusedOnTheWay, None),
        (404, r#"{"message":"Not Found"}"#, ErrorKind::NotFound, Some("Not Found")),
        (
            422,
            include_str!("../../../tests/fixtures/error-422.json"),
            ErrorKind::Rejected,
            Some("Validation failed; events: is invalid"),
        ),
        (200, "<html>Sign in</html>", ErrorKind::Unreadable, None),
    ] {
        let server = Server::start([Reply::status(status, body)]).await;
        let error = ping_error(&server).await;
        assert_eq!((error.kind, error.status, error.said.as_deref()), (kind, Some(status), said));
        assert_eq!(server.requests().len(), 1, "{status} isn't tried again");
    }
}

#[tokio::test]
async fn an_error_repeats_no_secret() {
    let body =
        r#"{"error":"bad https://crm.example.com/in?key=s3cret-value for the-id:the-token dGhlLWlkOnRoZS10b2tlbg=="}"#;
    let server = Server::start([Reply::status(400, body)]).await;
    let error = client(&server).create(&spec()).await.unwrap_err();
    let shown = format!("{error} {error:?}");
    for secret in ["s3cret-value", "the-id", "the-token", "dGhlLWlk"] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
    assert!(!error.to_string().contains("http"), "no URL in Display");
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_the_key_stays() {
    let elsewhere = Server::start([Reply::ok(r#"{"ping":"pong"}"#)]).await;
    let location = format!("location: {}/v1/ping\r\n", elsewhere.base());
    let server = Server::start([Reply::Answer(302, location, String::new())]).await;
    let error = ping_error(&server).await;
    assert_eq!((error.kind, error.status), (ErrorKind::Redirected, Some(302)));
    assert!(elsewhere.requests().is_empty());
}

#[tokio::test]
async fn an_endless_answer_is_too_large() {
    let server = Server::start([Reply::ok(&" ".repeat(9 * 1024 * 1024))]).await;
    assert_eq!(ping_error(&server).await.kind, ErrorKind::TooLarge);
}

#[tokio::test]
async fn connections_that_fail_are_told_apart() {
    let closed = closed_port().await;
    let ping = async |base: &str| client_of(base, ProxyChoice::None).0.ping().await.unwrap_err();
    assert_eq!(ping(&format!("http://{closed}")).await.kind, ErrorKind::Refused);
    let hanging = Server::start([Reply::Hang, Reply::Hang, Reply::Hang]).await;
    assert_eq!(hasty(&hanging.base()).ping().await.unwrap_err().kind, ErrorKind::TimedOut);
    let silent = Server::start([]).await;
    let error = hasty(&format!("https://{}", silent.address)).ping().await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::ConnectTimedOut, "no handshake");
    assert!(!error.is_unclear());
    let cutting = Server::start([Reply::Close, Reply::Close, Reply::Close]).await;
    assert_eq!(ping(&cutting.base()).await.kind, ErrorKind::Cut);
    let half = Reply::Raw("HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{\"ping\"".into());
    let half = Server::start([half.clone(), half.clone(), half]).await;
    assert_eq!(ping(&half.base()).await.kind, ErrorKind::Cut);
    let other = Server::start([Reply::Raw("SSH-2.0-OpenSSH\r\n\r\n".into())]).await;
    assert_eq!(ping(&other.base()).await.kind, ErrorKind::Unreadable);
}

#[tokio::test]
async fn a_replaced_certificate_tells_who_issued_it() {
    let address = untrusted_tls("Zone Inspection Ltd").await;
    let (client, _) = client_of(&format!("https://{address}"), ProxyChoice::None);
    let error = client.create(&spec()).await.unwrap_err();
    let issuer = Some("Zone Inspection Ltd".to_owned());
    assert_eq!(error.kind, ErrorKind::Tls { issuer });
    assert!(!error.is_unclear());
    let plain = Server::start([Reply::Raw("HTTP/1.1 400 Bad Request\r\n\r\n".into())]).await;
    let (client, _) = client_of(&format!("https://{}", plain.address), ProxyChoice::None);
    assert_eq!(client.ping().await.unwrap_err().kind, ErrorKind::Tls { issuer: None });
}

#[tokio::test]
async fn proxies_that_refuse_are_told_apart() {
    let through = async |address: &str| {
        let (client, _) = client_of("https://aircall.invalid", proxy(address));
        client.ping().await.unwrap_err().kind
    };
    let locked = Server::start([Reply::status(407, "")]).await;
    assert_eq!(through(&locked.base()).await, ErrorKind::ProxyAuth);
    let asked = locked.requests().concat();
    assert!(asked.starts_with("CONNECT aircall.invalid:443 "));
    assert!(!asked.to_ascii_lowercase().contains("\r\nauthorization"), "the key isn't shown to a proxy");
    let failing = Server::start([Reply::status(502, "")]).await;
    assert_eq!(through(&failing.base()).await, ErrorKind::Proxy);
    let closed = closed_port().await;
    assert_eq!(through(&format!("http://{closed}")).await, ErrorKind::Proxy);
    assert_eq!(through(&format!("socks5h://{closed}")).await, ErrorKind::Proxy);
}

#[tokio::test]
async fn this_machine_is_never_reached_through_a_proxy() {
    let other = Server::start([Reply::status(407, "")]).await;
    let server = Server::start([Reply::ok(r#"{"ping":"pong"}"#)]).await;
    let (client, _) = client_of(&server.base(), proxy(&other.base()));
    assert_eq!(client.ping().await, Ok(()));
    assert!(other.requests().is_empty());
}

#[test]
fn a_client_and_its_errors_show_no_key() {
    let (client, _) = client_of("http://127.0.0.1:1", ProxyChoice::System);
    assert_eq!(format!("{client:?}"), "Client(…)");
}

#[test]
fn a_credential_that_fits_no_header_is_refused_at_once() {
    let config = Config {
        base: ApiBase::aircall(),
        credential: Credential::Bearer { access_token: Secret::new("line\nbreak") },
        proxy: ProxyChoice::None,
        budget: Arc::default(),
        watch: Arc::new(|_| {}),
        pace: Pace::Full,
        limits: Limits::default(),
        read_only: false,
        sent: SentLog::default(),
    };
    assert_eq!(Client::new(config).map(|_| ()).unwrap_err().kind, ErrorKind::Setup);
}

/// A resolver that knows no name, so that no test asks a real one.
struct NoNames;

impl reqwest::dns::Resolve for NoNames {
    fn resolve(&self, _name: reqwest::dns::Name) -> reqwest::dns::Resolving {
        Box::pin(std::future::ready(Err("no such name".into())))
    }
}

#[tokio::test]
async fn a_name_that_nobody_knows_is_told() {
    let http = reqwest::Client::builder()
        .tls_backend_preconfigured(tls::config(true).unwrap())
        .dns_resolver(NoNames)
        .build()
        .unwrap();
    let failure = http.get("https://aircall.invalid").send().await.unwrap_err();
    assert_eq!(error::of_transport(&failure), ErrorKind::Dns);
}

#[tokio::test]
async fn a_name_that_cannot_be_one_is_told_as_unknown() {
    let too_long = format!("https://{}.example", "a".repeat(64)); // refused before anyone is asked
    let (client, _) = client_of(&too_long, ProxyChoice::None);
    assert_eq!(client.ping().await.unwrap_err().kind, ErrorKind::Dns);
}

#[tokio::test]
async fn a_page_in_place_of_an_answer_deletes_nothing() {
    let id = crate::domain::WebhookId::new(UPDATED_ID);
    for (status, body, deleted) in
        [(204, "", true), (200, r#"{"deleted":true}"#, true), (200, "<html>Sign in</html>", false), (200, "{", false)]
    {
        let server = Server::start([Reply::status(status, body)]).await;
        let unclear = client(&server).delete(&id).await.map_err(|error| error.is_unclear());
        assert_eq!(unclear, if deleted { Ok(()) } else { Err(true) }, "{body}");
    }
}
