//! What the log of requests keeps of each try, and what it never keeps; and a client that may only read.

use super::*;
use crate::aircall::said::Hidden;
use crate::aircall::sent::Trial;
use crate::aircall::{ErrorKind, Merge};
use crate::domain::{SentRequest, WebhookId};

const SECRETS: [&str; 6] =
    ["0123456789abcdef", "not-a-real-one", "s3cret-value", "the-id", "the-token", "dGhlLWlkOnRoZS10b2tlbg"];

/// A client, and the log that it writes.
fn logged(server: &Server, read_only: bool) -> (Client, SentLog) {
    let (config, _) = config(&server.base(), ProxyChoice::None, Duration::from_secs(10));
    let sent = config.sent.clone();
    (Client::new(Config { read_only, ..config }).unwrap(), sent)
}

fn assert_no_secret(entries: &[SentRequest]) {
    let shown = format!("{entries:?}");
    for secret in SECRETS {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}

#[tokio::test]
async fn every_try_is_written_down_with_what_came_of_it() {
    let server = Server::start([Reply::status(503, ""), Reply::Close, Reply::ok(LIVE_LIST)]).await;
    let (client, sent) = logged(&server, false);
    client.webhooks(&|_, _| {}).await.unwrap();
    let entries = sent.entries();
    let told: Vec<_> = entries.iter().map(|it| (it.number, it.attempt, it.status, it.outcome)).collect();
    let failed = ErrorKind::ServerFault.name();
    assert_eq!(told, [(1, 1, Some(503), failed), (2, 2, None, ErrorKind::Cut.name()), (3, 3, Some(200), "ok")]);
    let [first, second, last] = entries.as_slice() else { panic!("three tries") };
    assert_eq!((last.method, last.path.as_str()), ("GET", "/v1/webhooks?page=1&per_page=50&order=asc"));
    assert!(first.waited < second.waited && second.waited >= Duration::from_millis(1), "the delay is in the second");
    assert!(last.response_body.as_ref().is_some_and(|body| body.contains("crm.example.com")));
    assert_eq!((&first.response_body, &last.request_body), (&None, &None));
    assert_no_secret(&entries);
}

#[tokio::test]
async fn an_answer_that_repeats_a_secret_is_kept_without_it() {
    let repeats = r#"{"error":"no https://crm.example.com/in?key=s3cret-value with 0123456789abcdef0123456789abcdef",
        "troubleshoot":"the-id:the-token isn't s3cret-value","authorization":"Basic dGhlLWlkOnRoZS10b2tlbg=="}"#;
    let page = "<html>the-token s3cret-value https://crm.example.com/in?key=s3cret-value</html>";
    let html = Reply::Answer(403, "content-type: text/html\r\n".into(), page.into());
    let server = Server::start([Reply::ok(LIVE_LIST), Reply::status(400, repeats), html, Reply::ok(CREATED)]).await;
    let (client, sent) = logged(&server, false);
    client.webhooks(&|_, _| {}).await.unwrap();
    for kind in [ErrorKind::Rejected, ErrorKind::RefusedOnTheWay] {
        assert_eq!(client.create(&spec()).await.unwrap_err().kind, kind);
    }
    client.create(&spec()).await.unwrap();
    let entries = sent.entries();
    assert_no_secret(&entries);
    let [_, refused, blocked, created] = entries.as_slice() else { panic!("four requests") };
    let body = r#"{"custom_name":"Orders","events":["call.ended"],"url":"https://crm.example.com/in?key=•••"}"#;
    assert_eq!(refused.request_body.as_deref().map(sorted), Some(sorted(body)));
    assert!(refused.response_body.as_ref().is_some_and(|body| body.contains("no https://crm.example.com/in?key=•••")));
    assert_eq!(blocked.response_body, Some(format!("not JSON, {} bytes, text/html", page.len())));
    assert!(created.response_body.as_ref().is_some_and(|body| body.contains(r#""token":"•••""#)));
}

/// JSON with its fields in one order.
fn sorted(text: &str) -> std::collections::BTreeMap<String, serde_json::Value> {
    serde_json::from_str(text).unwrap()
}

#[tokio::test]
async fn a_call_that_nobody_waits_for_any_more_is_written_down_too() {
    let server = Server::start([Reply::Hang]).await;
    let (client, sent) = logged(&server, false);
    let gave_up = tokio::time::timeout(Duration::from_millis(100), client.ping()).await;
    assert!(gave_up.is_err());
    let told: Vec<_> = sent.entries().into_iter().map(|it| (it.path, it.status, it.outcome)).collect();
    assert_eq!(told, [("/v1/ping".to_owned(), None, "given up")]);
}

#[test]
fn the_log_keeps_the_last_five_hundred() {
    let sent = SentLog::default();
    let url = url::Url::parse("http://127.0.0.1/v1/ping").unwrap();
    for _ in 0..501 {
        drop(Trial::begin(&sent, "GET", &url, Hidden::default()));
    }
    let numbers: Vec<_> = sent.entries().into_iter().map(|it| it.number).collect();
    assert_eq!((numbers.len(), numbers.first(), numbers.last()), (500, Some(&2), Some(&501)));
    assert_eq!(format!("{sent:?}"), "SentLog(…)");
}

#[tokio::test]
async fn a_client_that_may_only_read_sends_nothing_that_changes_something() {
    let update = reenabling().await;
    let server = Server::start([Reply::ok(LIVE_LIST)]).await;
    let (client, sent) = logged(&server, true);
    let event = update.event_it_has().cloned().into_iter().collect();
    for error in [
        client.create(&spec()).await.unwrap_err(),
        client.update(&update).await.unwrap_err(),
        client.update_by_merge(&update, Merge::Add, &event).await.unwrap_err(),
        client.delete(&WebhookId::new(UPDATED_ID)).await.unwrap_err(),
    ] {
        assert_eq!((error.kind.clone(), error.status), (ErrorKind::ReadOnly, None));
        assert!(!error.is_unclear() && !error.is_retryable());
    }
    assert!(server.requests().is_empty() && sent.entries().is_empty(), "no byte left, nothing is told as sent");
    assert_eq!(client.webhooks(&|_, _| {}).await.unwrap().webhooks.len(), 2, "reading goes on");
    assert_eq!(sent.entries().len(), 1);
}
