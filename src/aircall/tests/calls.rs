//! Each call as it goes over the wire, what it does with its answer, and how often it is sent.

use super::*;
use crate::aircall::{ErrorKind, Merge, WaitReason};
use crate::domain::{EventSet, WebhookId};

#[tokio::test]
async fn a_call_carries_the_key_and_says_who_asks() {
    let server = Server::start([Reply::ok(LIVE_LIST)]).await;
    let progress = Mutex::new(Vec::new());
    let list = client(&server).webhooks(&|read, total| progress.lock().unwrap().push((read, total))).await.unwrap();
    assert_eq!((list.webhooks.len(), list.total), (2, Some(2)));
    assert_eq!(progress.into_inner().unwrap(), [(2, Some(2))]);
    let asked = server.requests();
    let [request] = asked.as_slice() else { panic!("one request: {asked:?}") };
    assert!(request.starts_with("GET /v1/webhooks?page=1&per_page=50&order=asc HTTP/1.1\r\n"));
    assert!(request.contains("authorization: Basic dGhlLWlkOnRoZS10b2tlbg==\r\n"));
    assert!(request.contains(concat!("user-agent: hookswitch/", env!("CARGO_PKG_VERSION"), "\r\n")));
}

#[tokio::test]
async fn pages_are_read_by_counting_and_by_links_that_stay_here() {
    let elsewhere = Server::start([Reply::ok(LIVE_LIST)]).await;
    let page = |id: &str, link: &str| {
        Reply::ok(&format!(
            r#"{{"webhooks":[{{"webhook_id":"{id}","url":"u","active":true,"events":[]}}],"meta":{{"total":3{link}}}}}"#
        ))
    };
    let evil = format!(r#","next_page_link":"{}/v1/webhooks?page=9""#, elsewhere.base());
    let server =
        Server::start([page("a", r#","next_page_link":"/v1/webhooks?page=2&x=1""#), page("b", &evil), page("c", "")])
            .await;
    let list = client(&server).webhooks(&|_, _| {}).await.unwrap();
    let ids: Vec<_> = list.webhooks.iter().map(|hook| hook.id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "c"]);
    assert!(server.requests()[1].starts_with("GET /v1/webhooks?page=2&x=1 "), "the link as it came");
    assert!(server.requests()[2].starts_with("GET /v1/webhooks?page=3&per_page=50"));
    assert!(elsewhere.requests().is_empty(), "the key went to another port");
}

#[tokio::test]
async fn a_create_is_never_sent_twice() {
    for (reply, unclear) in [
        (Reply::status(500, ""), true),
        (Reply::status(429, ""), false),
        (Reply::status(400, ""), false),
        (Reply::Close, true),
        (Reply::Hang, true),
        (Reply::ok("<html>"), true),
    ] {
        let server = Server::start([reply.clone(), Reply::ok(CREATED)]).await;
        let client = match reply {
            Reply::Hang => hasty(&server.base()),
            _ => client(&server),
        };
        let error = client.create(&spec()).await.unwrap_err();
        assert_eq!(error.is_unclear(), unclear, "{reply:?}: {error}");
        assert_eq!(server.requests().len(), 1, "{reply:?}");
    }
}

#[tokio::test]
async fn what_changes_something_is_never_sent_again_without_a_look() {
    let update = reenabling().await;
    for reply in [Reply::status(500, ""), Reply::status(429, ""), Reply::Close] {
        let server = Server::start([reply.clone(), reply.clone()]).await;
        let client = client(&server);
        assert!(client.update(&update).await.unwrap_err().is_retryable(), "{reply:?}");
        assert!(client.delete(update.id()).await.unwrap_err().is_retryable(), "{reply:?}");
        assert_eq!(server.requests().len(), 2, "{reply:?}");
    }
}

#[tokio::test]
async fn what_was_read_is_no_longer_fresh_while_everyone_has_to_wait() {
    let update = reenabling().await;
    let hook = format!(r#"{{"webhook":{{"webhook_id":"{UPDATED_ID}","url":"u","active":true,"events":[]}}}}"#);
    let server = Server::start([Reply::ok(&hook), Reply::status(429, "")]).await;
    let (mut config, _) = config(&server.base(), ProxyChoice::None, Duration::from_secs(10));
    config.limits.pause = Duration::from_mins(1)..=Duration::from_mins(1);
    let client = Client::new(config).unwrap();
    let mut turn = client.turn(1).await;
    assert!(!turn.is_fresh(), "nothing was read");
    turn.read(update.id()).await.unwrap();
    assert!(turn.is_fresh());
    client.update(&update).await.unwrap_err();
    assert!(!turn.is_fresh());
}

#[tokio::test]
async fn a_create_sends_json_and_takes_any_2xx_with_an_id() {
    let server = Server::start([
        Reply::status(201, CREATED),
        Reply::ok(r#"{"webhook":{"webhook_id":"5f0c7f3e-2b1d-4c7a-9a43-0d6b1f5c9e21"}}"#),
        Reply::ok(CREATED),
    ])
    .await;
    let client = client(&server);
    assert!(client.create(&spec()).await.unwrap().token.is_some());
    assert!(client.create(&spec()).await.unwrap().token.is_some(), "a short answer is read back");
    let requests = server.requests();
    assert!(requests[0].contains("content-type: application/json\r\n"));
    assert!(requests[0].ends_with(
        r#"{"custom_name":"Orders","url":"https://crm.example.com/in?key=s3cret-value","events":["call.ended"]}"#
    ));
    assert!(requests[2].starts_with("GET /v1/webhooks/5f0c7f3e-2b1d-4c7a-9a43-0d6b1f5c9e21 "));
}

#[tokio::test]
async fn an_update_sends_the_full_list_and_a_merge_one_event() {
    let update = reenabling().await;
    let server = Server::start([Reply::ok(UPDATED), Reply::ok(UPDATED)]).await;
    let client = client(&server);
    assert!(update.is_fulfilled_by(&client.update(&update).await.unwrap()));
    let event = update.event_it_has().cloned().into_iter().collect();
    assert!(client.update_by_merge(&update, Merge::Add, &event).await.is_ok());
    let nothing = client.update_by_merge(&update, Merge::Remove, &EventSet::default()).await;
    assert_eq!(nothing.unwrap_err().kind, ErrorKind::Setup, "an empty list is never sent");
    let requests = server.requests();
    assert!(requests[0].starts_with(&format!("PUT /v1/webhooks/{UPDATED_ID} ")));
    assert!(requests[0].ends_with(
        r#"{"url":"https://hooks.example.net/a","events":["call.ended","future.event_name","sms.sent"],"active":true}"#
    ));
    assert!(requests[1].starts_with(&format!("PUT /v1/webhooks/{UPDATED_ID}?events_action=add ")));
    assert!(requests[1].ends_with(r#""events":["call.ended"],"active":true}"#));
}

#[tokio::test]
async fn an_answer_about_another_webhook_is_none() {
    let server = Server::start([Reply::ok(UPDATED)]).await;
    let error = client(&server).webhook(&WebhookId::new("other")).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unreadable);
}

#[tokio::test]
async fn a_delete_is_json_too_and_a_404_is_told() {
    let server = Server::start([Reply::status(204, ""), Reply::status(404, r#"{"message":"Not Found"}"#)]).await;
    let client = client(&server);
    let id = WebhookId::new("a/b?c");
    assert_eq!(client.delete(&id).await, Ok(()));
    assert_eq!(client.delete(&id).await.unwrap_err().kind, ErrorKind::NotFound);
    let requests = server.requests();
    assert!(requests[0].starts_with("DELETE /v1/webhooks/a%2Fb%3Fc HTTP"));
    assert!(requests[0].contains("content-type: application/json\r\n"));
    for elsewhere in ["", ".", "..", "a\n"] {
        let error = client.delete(&WebhookId::new(elsewhere)).await.unwrap_err();
        assert_eq!((error.kind, error.status), (ErrorKind::NotFound, None), "{elsewhere:?}");
    }
    assert_eq!(server.requests().len(), 2, "nothing was sent for an id that leads elsewhere");
}

#[tokio::test]
async fn a_read_that_meets_faults_by_chance_is_tried_three_times() {
    let server = Server::start([Reply::status(503, ""), Reply::Close, Reply::ok(r#"{"ping":"pong"}"#)]).await;
    let (client, told) = client_of(&server.base(), ProxyChoice::System);
    assert_eq!(client.ping().await, Ok(()));
    assert!(told.lock().unwrap().iter().any(|waiting| waiting.why == WaitReason::Retry));
    assert_eq!(told.lock().unwrap().last().map(|waiting| waiting.seconds), Some(0));
    let down = Server::start([503, 502, 500, 200].map(|status| Reply::status(status, ""))).await;
    let error = ping_error(&down).await;
    assert_eq!((error.kind, error.status), (ErrorKind::ServerFault, Some(500)));
    assert_eq!(down.requests().len(), 3);
}

#[tokio::test]
async fn a_429_waits_and_goes_on() {
    let server =
        Server::start([Reply::status(429, r#"{"message":"Too many requests"}"#), Reply::ok(r#"{"ping":"pong"}"#)])
            .await;
    let (client, told) = client_of(&server.base(), ProxyChoice::System);
    assert_eq!(client.ping().await, Ok(()));
    let limited = |waiting: &Waiting| waiting.why == WaitReason::RateLimited;
    assert!(told.lock().unwrap().iter().any(limited));
    let busy = Server::start([429, 429, 429].map(|status| Reply::status(status, ""))).await;
    let wait = Duration::from_millis(5); // a minute by rule, cut to this test's longest
    assert_eq!(ping_error(&busy).await.kind, ErrorKind::RateLimited { wait });
}
