use serde_json::Value;

use super::super::call::tests::call;
use super::*;

const FIRST: &str = "/v1/webhooks?per_page=50";

/// A company of one webhook, that webhook's path, and an undisturbed server.
fn one(events: &[&str]) -> (CompanyData, String, Setup) {
    let hook = Stored::sample(1, "Orders", events).off();
    let path = format!("/v1/webhooks/{}", hook.id);
    (CompanyData::with(vec![hook]), path, Setup::default())
}

fn with(fault: Fault) -> Setup {
    Setup { fault, now: 1_700_000_000_123, ..Setup::default() }
}

fn value(answer: &Answer) -> &Value {
    match &answer.content {
        Content::Json(value) => value,
        other => panic!("{other:?} is not JSON"),
    }
}

fn status(company: &mut CompanyData, method: &str, path: &str, body: &str, fault: Fault) -> u16 {
    answer(company, &call(method, path, body), &with(fault)).status
}

#[test]
fn an_update_without_events_subscribes_to_all_of_them() {
    for body in [r#"{"active":true}"#, r#"{"active":true,"events":[]}"#, ""] {
        let (mut company, path, setup) = one(&["call.ended", "fax.received"]);
        let token = company.webhooks[0].token.clone();
        assert_eq!(answer(&mut company, &call("PUT", &path, body), &setup).status, 200);
        assert_eq!(company.webhooks[0].events.len(), 67, "{body}");
        assert_eq!(company.webhooks[0].token, token);
    }
}

#[test]
fn a_full_update_changes_what_it_names_and_keeps_the_rest() {
    let (mut company, path, setup) = one(&["call.ended"]);
    let before = company.webhooks[0].clone();
    let body = r#"{"url":"https://new.example/in","events":["fax.received","sms.sent"],"active":true,"token":"mine"}"#;
    answer(&mut company, &call("PUT", &path, body), &setup);
    let after = &company.webhooks[0];
    assert_eq!(after.url, "https://new.example/in");
    assert_eq!(after.events, ["fax.received", "sms.sent"]);
    assert!(after.active);
    assert_eq!((&after.token, &after.name), (&before.token, &before.name));
}

#[test]
fn events_can_be_added_and_removed_without_the_whole_list() {
    let (mut company, path, setup) = one(&["call.ended", "sms.sent"]);
    let mut put = |action: &str, body: &str| {
        let target = format!("{path}?events_action={action}");
        let status = answer(&mut company, &call("PUT", &target, body), &setup).status;
        (status, company.webhooks[0].events.clone())
    };
    let list = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    let added = put("add", r#"{"events":["call.ended","call.created"],"active":true}"#);
    assert_eq!(added, (200, list(&["call.ended", "sms.sent", "call.created"])));
    let removed = put("remove", r#"{"events":["call.ended"]}"#);
    assert_eq!(removed, (200, list(&["sms.sent", "call.created"])));
    assert_eq!(put("swap", r#"{"events":["call.ended"]}"#).0, 400);
    assert_eq!(put("add", "{}").1.len(), 68, "no events means all of them, here too");
}

#[test]
fn an_old_http_address_may_stay_and_none_may_come() {
    let (mut company, path, setup) = one(&["call.ended"]);
    company.webhooks[0].url = "http://old.example/in".to_owned();
    let mut put = |url: &str| {
        let body = json!({ "url": url, "events": ["call.ended"] }).to_string();
        answer(&mut company, &call("PUT", &path, &body), &setup).status
    };
    assert_eq!(put("http://old.example/in"), 200);
    assert_eq!(put("http://new.example/in"), 400);
}

#[test]
fn a_webhook_can_stay_off_although_the_answer_is_200() {
    let (mut company, path, _) = one(&["call.ended"]);
    let put = call("PUT", &path, r#"{"events":["call.ended"],"active":true}"#);
    let still_off = answer(&mut company, &put, &with(Fault::StillOff));
    assert_eq!(still_off.status, 200);
    assert_eq!(value(&still_off)["webhook"]["active"], false);
    answer(&mut company, &put, &with(Fault::None));
    assert!(company.webhooks[0].active);
}

#[test]
fn a_retired_name_can_be_refused_while_adding_a_known_one_works() {
    let (mut company, path, _) = one(&["call.ended", "sms.sent"]);
    let full = r#"{"events":["call.ended","sms.sent"],"active":true}"#;
    let known = r#"{"events":["call.ended"],"active":true}"#;
    assert_eq!(status(&mut company, "PUT", &path, full, Fault::RefuseRetired), 400);
    assert!(!company.webhooks[0].active, "a refusal changes nothing");
    let add = format!("{path}?events_action=add");
    assert_eq!(status(&mut company, "PUT", &add, known, Fault::RefuseRetired), 200);
    assert_eq!(company.webhooks[0].events, ["call.ended", "sms.sent"]);
    assert!(company.webhooks[0].active);
}

#[test]
fn a_create_gets_an_id_a_token_and_a_default_name() {
    let mut company = CompanyData::with(Vec::new());
    let setup = Setup { fresh: [1, 2, 3, 4], ..with(Fault::None) };
    let body = r#"{"url":"https://a.example/in","events":["call.ended","a.new_one"]}"#;
    let created = answer(&mut company, &call("POST", "/v1/webhooks", body), &setup);
    let hook = &value(&created)["webhook"];
    assert_eq!(created.status, 201);
    assert_eq!(hook["webhook_id"], "00000000-0000-4001-8000-000000000002");
    assert_eq!(hook["token"], "00000000000000030000000000000004");
    assert_eq!(hook["custom_name"], "Webhook");
    assert_eq!(hook["created_at"], "2023-11-14T22:13:20.123Z");
    assert_eq!(hook["active"], true);
    assert_eq!(hook.get("id"), None);
    assert_eq!(company.webhooks[0].events, ["call.ended", "a.new_one"]);
}

#[test]
fn a_create_needs_an_https_address() {
    let mut company = CompanyData::with(Vec::new());
    for body in ["{}", "", r#"{"url":""}"#, r#"{"url":"http://a.example"}"#, r#"{"url":"a.example"}"#] {
        let refused = answer(&mut company, &call("POST", "/v1/webhooks", body), &with(Fault::None));
        let expected: Value = serde_json::from_str(include_str!("../../tests/fixtures/error-400.json")).unwrap();
        assert_eq!((refused.status, value(&refused)), (400, &expected), "{body}");
    }
    assert!(company.webhooks.is_empty());
}

#[test]
fn a_create_without_events_subscribes_to_all_of_them() {
    let mut company = CompanyData::with(Vec::new());
    for body in [r#"{"url":"https://a.example"}"#, r#"{"url":"https://a.example","events":[]}"#] {
        assert_eq!(status(&mut company, "POST", "/v1/webhooks", body, Fault::None), 201);
    }
    assert!(company.webhooks.iter().all(|hook| hook.events.len() == 67));
}

#[test]
fn the_101st_webhook_is_refused() {
    let mut company = CompanyData::of_size(99);
    let body = r#"{"url":"https://a.example","events":["call.ended"]}"#;
    assert_eq!(status(&mut company, "POST", "/v1/webhooks", body, Fault::None), 201);
    assert_eq!(status(&mut company, "POST", "/v1/webhooks", body, Fault::None), 400);
    assert_eq!(company.webhooks.len(), 100);
}

#[test]
fn the_list_comes_in_pages() {
    let mut company = CompanyData::of_size(45);
    let mut page = |query: &str| {
        let list = answer(&mut company, &call("GET", &format!("/v1/webhooks?{query}"), ""), &with(Fault::None));
        let body = value(&list).clone();
        (body["meta"].clone(), body["webhooks"].as_array().unwrap().clone())
    };
    let (meta, hooks) = page("");
    assert_eq!(meta, json!({ "count": 20, "total": 45, "current_page": 1, "per_page": 20 }));
    assert_eq!(hooks.len(), 20);
    assert_eq!(page("page=3").1.len(), 5);
    assert_eq!(page("page=4").1.len(), 0);
    assert_eq!(page("per_page=50").1.len(), 45);
    assert_eq!(page("order=desc").1[0]["custom_name"], "Hook 45");
    for query in ["per_page=51", "per_page=0", "page=0", "page=x"] {
        assert_eq!(status(&mut company, "GET", &format!("/v1/webhooks?{query}"), "", Fault::None), 400);
    }
}

#[test]
fn pages_can_repeat_or_be_empty_or_fall_short_of_the_total() {
    let mut company = CompanyData::of_size(60);
    let mut second = |paging: Paging, fault: Fault| {
        let setup = Setup { paging, ..with(fault) };
        let list = answer(&mut company, &call("GET", "/v1/webhooks?page=2&per_page=50", ""), &setup);
        let body = value(&list).clone();
        let hooks = body["webhooks"].as_array().unwrap().clone();
        (hooks.len(), hooks.first().map(|hook| hook["custom_name"].clone()), body["meta"]["total"].clone())
    };
    assert_eq!(second(Paging::Repeats, Fault::None), (50, Some(json!("Hook 1")), json!(60)));
    assert_eq!(second(Paging::EmptyAfterFirst, Fault::None), (0, None, json!(60)));
    assert_eq!(second(Paging::Dialect, Fault::PageShort), (10, Some(json!("Hook 51")), json!(63)));
}

#[test]
fn a_deleted_webhook_is_gone_for_good() {
    let (mut company, path, _) = one(&["call.ended"]);
    assert_eq!(status(&mut company, "DELETE", &path, "", Fault::None), 204);
    for method in ["DELETE", "GET", "PUT"] {
        assert_eq!(status(&mut company, method, &path, "", Fault::None), 404);
    }
}

#[test]
fn a_rate_limit_says_when_to_come_back() {
    let (mut company, _, _) = one(&["call.ended"]);
    let mut headers = |reset| {
        let retry_after = Some(7);
        let fault = Fault::RateLimit { retry_after, reset };
        answer(&mut company, &call("GET", FIRST, ""), &with(fault)).headers
    };
    let known = [("x-aircallapi-limit", "60"), ("x-aircallapi-remaining", "0"), ("retry-after", "7")];
    let known = known.map(|(name, value)| (name, value.to_owned()));
    assert_eq!(headers(RateReset::Absent), known);
    let mut reset = |reset| headers(reset).pop().unwrap();
    assert_eq!(reset(RateReset::Seconds(9)), ("x-aircallapi-reset", "1700000009".to_owned()));
    assert_eq!(reset(RateReset::Millis(9)), ("x-aircallapi-reset", "1700000009123".to_owned()));
}

#[test]
fn each_fault_has_its_status() {
    let (mut company, path, _) = one(&["call.ended"]);
    let mut get = |target: &str, fault: Fault| status(&mut company, "GET", target, "", fault);
    assert_eq!(get(FIRST, Fault::ServerError), 500);
    assert_eq!(get(FIRST, Fault::Status(407)), 407);
    assert_eq!(get(FIRST, Fault::Html403), 403);
    assert_eq!(get(FIRST, Fault::Garbage), 200);
    assert_eq!(get(FIRST, Fault::Redirect { to: "https://elsewhere.example".to_owned() }), 302);
    assert_eq!(get("/v1/ping", Fault::KeyRevoked), 403);
    assert_eq!(get("/v1/ping", Fault::WebhooksForbidden), 200);
    assert_eq!(get("/v1/company", Fault::WebhooksForbidden), 200);
    assert_eq!(get(FIRST, Fault::WebhooksForbidden), 403);
    assert_eq!(get(&path, Fault::WebhooksForbidden), 403);
}
