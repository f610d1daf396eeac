//! Test deliveries over a real socket: what is sent, how often, and what is told of the answer.

#![expect(clippy::disallowed_methods, reason = "#[tokio::test] is written with block_on")]

use std::time::Duration;

use hookswitch::domain::delivery::{Delivered, Failing, READ, Verdict};
use hookswitch::domain::endpoint::{CheckOutcome, NotChecked, Stage};
use hookswitch::domain::{CallbackUrl, ProxyChoice, Secret};
use hookswitch::probe::{Limits, deliver};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

const TOKEN: &str = "9f8e7d6c5b4a";
const BODY: &str = r#"{"event":"call.ended","token":"9f8e7d6c5b4a"}"#;

fn limits(total: Duration) -> Limits {
    Limits { total, allow_local: true, proxy: ProxyChoice::None, ..Limits::default() }
}

async fn request(stream: &mut TcpStream) -> String {
    let mut read = Vec::new();
    while !read.ends_with(BODY.as_bytes()) {
        let mut part = [0; 1024];
        let count = stream.read(&mut part).await.unwrap();
        assert!(count > 0, "the request ended early");
        read.extend_from_slice(&part[..count]);
    }
    String::from_utf8(read).unwrap()
}

async fn send(url: &str, total: Duration) -> Delivered {
    deliver(&CallbackUrl::received(url), &Secret::new(BODY), &Secret::new(TOKEN), &limits(total)).await
}

/// Answers the first request with this, and says what was asked and whether anyone came again.
async fn answered(answer: Vec<u8>) -> (Delivered, String, bool) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook?key=querysecret&path=a%2Fb%3Dlongone", listener.local_addr().unwrap());
    let (served, delivered) = tokio::join!(
        async {
            let (mut stream, _) = listener.accept().await.unwrap();
            let asked = request(&mut stream).await;
            stream.write_all(&answer).await.unwrap();
            stream.shutdown().await.unwrap();
            asked
        },
        send(&url, Duration::from_secs(10))
    );
    let again = tokio::time::timeout(Duration::from_millis(50), listener.accept()).await.is_ok();
    (delivered, served, again)
}

fn plain(status: &str, headers: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\n{headers}content-length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

#[tokio::test]
async fn it_posts_the_body_once_and_says_who_sends() {
    let (delivered, asked, again) = answered(plain("200 OK", "", "thanks")).await;
    assert!(asked.starts_with("POST /hook?key=querysecret&path=a%2Fb%3Dlongone HTTP/1.1\r\n"), "{asked}");
    let lower = asked.to_ascii_lowercase();
    assert!(lower.contains("content-type: application/json\r\n"));
    assert!(lower.contains("(test delivery)\r\n"));
    assert!(asked.ends_with(BODY));
    assert!(!again);
    assert_eq!((delivered.verdict(), delivered.body.as_str()), (Verdict::Success, "thanks"));
    assert!(!delivered.cut && !delivered.binary);
}

#[tokio::test]
async fn user_and_password_of_the_url_go_with_it_and_are_not_told() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://Aladdin:open%20sesame@{}/hook", listener.local_addr().unwrap());
    let (asked, delivered) = tokio::join!(
        async {
            let (mut stream, _) = listener.accept().await.unwrap();
            let asked = request(&mut stream).await;
            let echo = plain("200 OK", "", &format!("got {asked}"));
            stream.write_all(&echo).await.unwrap();
            stream.shutdown().await.unwrap();
            asked
        },
        send(&url, Duration::from_secs(10))
    );
    assert!(asked.to_ascii_lowercase().contains("authorization: basic "), "{asked}");
    assert!(asked.contains("QWxhZGRpbjpvcGVuIHNlc2FtZQ==") && !asked.contains("Aladdin"), "{asked}");
    assert!(delivered.body.starts_with("got ") && !format!("{delivered:?}").contains("QWxhZ"), "{delivered:?}");
}

#[tokio::test]
async fn neither_a_fault_nor_a_redirect_brings_it_back() {
    for (status, headers) in [("503 Busy", ""), ("307 Moved", "location: /elsewhere?key=querysecret\r\n")] {
        let (delivered, _, again) = answered(plain(status, headers, "")).await;
        assert!(!again, "{status}");
        assert_eq!(delivered.verdict(), Verdict::Failure(Failing::Status), "{status}");
        assert!(!format!("{delivered:?}").contains("querysecret"));
    }
}

#[tokio::test]
async fn secrets_that_the_answer_repeats_are_hidden() {
    let headers = format!("set-cookie: id=cookiesecret\r\nx-echo: {TOKEN}\r\n");
    let (delivered, ..) =
        answered(plain("200 OK", &headers, &format!("got {BODY} at ?key=querysecret, a/b=longone"))).await;
    let told = format!("{delivered:?}");
    for secret in [TOKEN, "cookiesecret", "querysecret", "longone"] {
        assert!(!told.contains(secret), "{secret}: {told}");
    }
    assert!(delivered.body.starts_with("got "));
}

#[tokio::test]
async fn no_more_than_4_kb_are_read_and_no_part_of_a_token_at_the_cut() {
    let body = format!("{}{TOKEN}{}", "a".repeat(READ - 8), "b".repeat(5_000));
    let (delivered, ..) = answered(plain("200 OK", "", &body)).await;
    assert!(delivered.cut);
    assert_eq!(delivered.body, format!("{}•••", "a".repeat(READ - 8)));
}

#[tokio::test]
async fn bytes_that_are_no_text_are_not_shown() {
    let (delivered, ..) = answered(b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n\xff\xfe\x00".to_vec()).await;
    assert!(delivered.binary && delivered.body.is_empty());
}

#[tokio::test]
async fn silence_ends_at_the_limit() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let delivered = send(&url, Duration::from_millis(200)).await;
    assert_eq!(delivered.outcome, CheckOutcome::TooSlow(Stage::Answer));
}

#[tokio::test]
async fn private_addresses_get_nothing_unless_allowed() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = CallbackUrl::received(format!("http://{}/", listener.local_addr().unwrap()));
    let limits = Limits { proxy: ProxyChoice::None, ..Limits::default() };
    let delivered = deliver(&url, &Secret::new(BODY), &Secret::new(TOKEN), &limits).await;
    assert_eq!(delivered.outcome, CheckOutcome::NotChecked(NotChecked::Private));
    assert!(tokio::time::timeout(Duration::from_millis(50), listener.accept()).await.is_err());
}
