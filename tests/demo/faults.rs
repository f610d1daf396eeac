//! Faults that strike a change before or after it, answers that are spoiled, limits and chance.

use super::*;

/// A create, an update and a delete.
fn writes(hook: &Stored) -> [(Method, String, Value); 3] {
    let body = json!({ "url": "https://a.example", "events": ["call.ended"], "active": false });
    [
        (Method::POST, "/v1/webhooks".to_owned(), body.clone()),
        (Method::PUT, path_of(hook), body),
        (Method::DELETE, path_of(hook), Value::Null),
    ]
}

#[tokio::test]
async fn a_change_can_be_lost_before_it_or_after_it() {
    let hook = Stored::sample(1, "Orders", &["call.ended"]);
    for (fault, carried_out) in [(Fault::ResetBefore, false), (Fault::ResetAfter, true)] {
        for (method, path, body) in writes(&hook) {
            let demo = Demo::with(vec![hook.clone()]).await;
            demo.fault(fault.clone());
            let request = demo.request(method.clone(), &path).body(body.to_string());
            assert!(request.send().await.is_err(), "{fault:?} {method}");
            assert_eq!(demo.server.webhooks() != vec![hook.clone()], carried_out, "{fault:?} {method}");
            assert_eq!(demo.get("/v1/webhooks").await.0, 200, "reads go on");
        }
    }
}

#[tokio::test]
async fn a_change_can_be_carried_out_and_its_answer_spoiled() {
    let hook = Stored::sample(1, "Orders", &["call.ended"]);
    for fault in [Fault::TruncatedBody, Fault::ServerErrorAfter, Fault::WrongContentType] {
        for (method, path, body) in writes(&hook) {
            let demo = Demo::with(vec![hook.clone()]).await;
            demo.fault(fault.clone());
            let answer = demo.request(method.clone(), &path).body(body.to_string()).send().await.unwrap();
            let (status, kind) = (answer.status().as_u16(), answer.headers().get("content-type").cloned());
            let body = answer.text().await;
            match fault {
                Fault::TruncatedBody => assert!(status == 200 && body.is_err(), "{method}: {status} {body:?}"),
                Fault::ServerErrorAfter => assert_eq!(status, 500, "{method}"),
                _ if method == Method::DELETE => assert_eq!(status, 204),
                _ => {
                    assert_eq!(kind.unwrap(), "text/plain; charset=utf-8");
                    assert!(serde_json::from_str::<Value>(&body.unwrap()).unwrap()["webhook"].is_object());
                }
            }
            assert_ne!(demo.server.webhooks(), vec![hook.clone()], "{fault:?} {method}");
        }
    }
}

#[tokio::test]
async fn a_sign_in_page_carries_nothing_out() {
    let hook = Stored::sample(1, "Orders", &["call.ended"]);
    let demo = Demo::with(vec![hook.clone()]).await;
    demo.fault(Fault::Html200);
    for (method, path, body) in writes(&hook) {
        assert_eq!(demo.send(method, &path, body).await, (200, Value::Null));
    }
    assert_eq!(demo.server.webhooks(), [hook]);
}

#[tokio::test]
async fn a_limit_is_kept_to_the_letter() {
    let demo = Demo::company().await;
    demo.server.set_limit(Some(2));
    let mut answers = Vec::new();
    for _ in 0..4 {
        answers.push(demo.request(Method::GET, "/v1/ping").send().await.unwrap());
    }
    let statuses: Vec<_> = answers.iter().map(|answer| answer.status().as_u16()).collect();
    assert_eq!((statuses, demo.server.limited()), (vec![200, 200, 429, 429], 2));
    let wait: u64 = answers[3].headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((50..=60).contains(&wait), "{wait}");
    demo.server.set_limit(None);
    assert_eq!((demo.get("/v1/ping").await.0, demo.server.limited()), (200, 0));
}

#[tokio::test]
async fn chance_strikes_the_same_requests_for_the_same_seed() {
    let run = async || {
        let demo = Demo::company().await;
        demo.server.set_chance(3, 40, vec![Fault::Status(503), Fault::Status(502)]);
        let mut statuses = Vec::new();
        for _ in 0..30 {
            statuses.push(demo.get("/v1/ping").await.0);
        }
        statuses
    };
    let statuses = run().await;
    assert!([200, 502, 503].iter().all(|status| statuses.contains(status)), "{statuses:?}");
    assert_eq!(statuses, run().await);
}
