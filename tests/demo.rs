//! The demo company asked in raw HTTP, as curl or an SDK would: does it keep to the API contract?

use std::collections::{BTreeMap, BTreeSet};

use hookswitch::demo::{
    ACCESS_TOKEN, API_ID, API_TOKEN, CompanyData, DemoServer, Dialect, Fault, Mode, Options, Stored,
};
use hookswitch::domain::EventSet;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE};
use serde_json::{Value, json};

/// The server, and who asks it.
struct Desk {
    server: DemoServer,
    http: reqwest::Client,
}

struct Answer {
    status: u16,
    kind: String,
    text: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }

    fn at(&self, pointer: &str) -> Value {
        self.json().pointer(pointer).cloned().unwrap()
    }
}

impl Desk {
    async fn new(options: Options) -> Self {
        // Whichever test comes first; the others find it done.
        rustls::crypto::ring::default_provider().install_default().ok();
        let http = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self { server: DemoServer::start(options).await.unwrap(), http }
    }

    async fn live() -> Self {
        Self::new(Options::default()).await
    }

    fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        self.http.request(method.parse().unwrap(), format!("{}{path}", self.server.base_url()))
    }

    async fn answer(&self, request: reqwest::RequestBuilder) -> Answer {
        let response = request.send().await.unwrap();
        let kind =
            response.headers().get(CONTENT_TYPE).map(|kind| kind.to_str().unwrap().to_owned()).unwrap_or_default();
        Answer { status: response.status().as_u16(), kind, text: response.text().await.unwrap() }
    }

    async fn get(&self, path: &str) -> Answer {
        self.answer(self.request("GET", path).basic_auth(API_ID, Some(API_TOKEN))).await
    }

    async fn send(&self, method: &str, path: &str, body: &Value) -> Answer {
        let request = self.request(method, path).basic_auth(API_ID, Some(API_TOKEN));
        self.answer(request.header(CONTENT_TYPE, "application/json").body(body.to_string())).await
    }

    fn stored(&self, id: &str) -> Stored {
        self.server.webhooks().into_iter().find(|hook| hook.id == id).unwrap()
    }

    fn named(&self, name: &str) -> Stored {
        self.server.webhooks().into_iter().find(|hook| hook.name.as_deref() == Some(name)).unwrap()
    }
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn set_of(hook: &Stored) -> BTreeSet<String> {
    hook.events.iter().cloned().collect()
}

fn company_of(count: usize) -> CompanyData {
    let mut company = CompanyData::demo();
    let first = company.webhooks.remove(0);
    company.webhooks = (0..count).map(|n| Stored { id: format!("hook-{n}"), ..first.clone() }).collect();
    company
}

/// The keys of an object, and of those below it, with the kind of each value.
fn shape(value: &Value) -> BTreeMap<String, &'static str> {
    let mut shape = BTreeMap::new();
    for (key, inside) in value.as_object().unwrap() {
        let kind = match inside {
            Value::Null => "null",
            Value::Bool(_) => "bool",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        shape.insert(key.clone(), kind);
    }
    shape
}

fn fixture(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[tokio::test]
async fn without_a_key_401_and_with_a_wrong_one_403_in_json() {
    let desk = Desk::live().await;
    for path in ["/v1/ping", "/v1/company", "/v1/webhooks", "/v1/webhooks/x", "/v1/nothing"] {
        let none = desk.answer(desk.request("GET", path)).await;
        assert_eq!((none.status, none.json()), (401, json!({"message": "Unauthorized"})), "{path}");
        let wrong = desk.answer(desk.request("GET", path).basic_auth(API_ID, Some("wrong"))).await;
        assert_eq!(
            (wrong.status, wrong.json()),
            (403, fixture(include_str!("fixtures/error-403-edge.json"))),
            "{path}"
        );
        let bearer = desk.answer(desk.request("GET", path).header(AUTHORIZATION, "Bearer wrong")).await;
        assert_eq!(bearer.status, 403, "{path}");
    }
}

#[tokio::test]
async fn an_access_token_opens_it_too() {
    let desk = Desk::live().await;
    let answer = desk.answer(desk.request("GET", "/v1/ping").bearer_auth(ACCESS_TOKEN)).await;
    assert_eq!((answer.status, answer.json()), (200, json!({"ping": "pong"})));
    assert!(answer.kind.starts_with("application/json"));
}

#[tokio::test]
async fn the_company_is_told_as_the_contract_shows_it() {
    let company = Desk::live().await.get("/v1/company").await;
    assert_eq!(company.json(), json!({"company": {"name": "Demo company", "users_count": 12, "numbers_count": 3}}));
}

#[tokio::test]
async fn an_unknown_path_or_id_is_404() {
    let desk = Desk::live().await;
    for path in ["/", "/v1", "/v2/ping", "/v1/users", "/v1/webhooks/none", "/v1/webhooks/a/b"] {
        let answer = desk.get(path).await;
        assert_eq!((answer.status, answer.json()), (404, json!({"message": "Not Found"})), "{path}");
    }
    let body = json!({"url": "https://a.example", "events": ["call.ended"], "active": true});
    for method in ["PUT", "DELETE"] {
        assert_eq!(desk.send(method, "/v1/webhooks/none", &body).await.status, 404, "{method}");
    }
}

#[tokio::test]
async fn per_page_is_20_unless_said_and_50_at_most() {
    let desk = Desk::new(Options { company: company_of(60), ..Options::default() }).await;
    for (query, count, per_page) in [
        ("", 20, 20),
        ("?per_page=50", 50, 50),
        ("?per_page=500", 50, 50),
        ("?per_page=0", 1, 1),
        ("?page=2&per_page=50", 10, 50),
        ("?page=9&per_page=50", 0, 50),
        ("?page=18446744073709551615&per_page=50", 0, 50),
    ] {
        let answer = desk.get(&format!("/v1/webhooks{query}")).await;
        assert_eq!(answer.at("/webhooks").as_array().unwrap().len(), count, "{query}");
        assert_eq!(answer.at("/meta/count"), count, "{query}");
        assert_eq!((answer.at("/meta/total"), answer.at("/meta/per_page")), (60.into(), per_page.into()), "{query}");
    }
    let first = |answer: &Answer| answer.at("/webhooks/0/webhook_id");
    assert_eq!(first(&desk.get("/v1/webhooks?order=asc").await), "hook-0");
    assert_eq!(first(&desk.get("/v1/webhooks?order=desc").await), "hook-59");
}

#[tokio::test]
async fn a_live_list_has_the_recorded_keys_and_no_page_links() {
    let mode = Mode { names_hidden: true, ..Mode::default() };
    let desk = Desk::new(Options { mode, ..Options::default() }).await;
    let recorded = fixture(include_str!("fixtures/list-live.json"));
    let list = desk.get("/v1/webhooks?per_page=50").await.json();
    assert_eq!(shape(&list["meta"]), shape(&recorded["meta"]));
    let hook = &list["webhooks"][0];
    assert_eq!(shape(hook), shape(&recorded["webhooks"][0]));
    assert!(hook["direct_link"].as_str().unwrap().ends_with(hook["webhook_id"].as_str().unwrap()));
    let one = desk.get(&format!("/v1/webhooks/{}", hook["webhook_id"].as_str().unwrap())).await.json();
    assert_eq!(shape(&one["webhook"]), shape(&recorded["webhooks"][0]));
}

#[tokio::test]
async fn a_2020_list_has_the_samples_keys_and_its_links_lead_through_all() {
    let desk = Desk::new(Options { dialect: Dialect::Sample2020, ..Options::default() }).await;
    let sample = fixture(include_str!("fixtures/list-2020.json"));
    let list = desk.get("/v1/webhooks?per_page=10").await.json();
    assert_eq!(shape(&list["meta"]), shape(&sample["meta"]));
    assert_eq!(shape(&list["webhooks"][0]), shape(&sample["webhooks"][0]));
    let link = list["webhooks"][0]["direct_link"].as_str().unwrap();
    assert!(link.rsplit('/').next().unwrap().parse::<u64>().is_ok(), "{link}");

    let (mut ids, mut page, mut calls) = (BTreeSet::new(), list, 1);
    loop {
        ids.extend(page["webhooks"].as_array().unwrap().iter().map(|hook| hook["webhook_id"].to_string()));
        let Some(next) = page["meta"]["next_page_link"].as_str() else { break };
        page = desk.get(next.strip_prefix(&desk.server.base_url()).unwrap()).await.json();
        calls += 1;
    }
    assert_eq!((ids.len(), calls), (24, 3));
    assert!(page["meta"]["previous_page_link"].is_string());
}

#[tokio::test]
async fn create_and_update_answers_have_the_recorded_keys() {
    let mode = Mode { names_hidden: true, ..Mode::default() };
    let desk = Desk::new(Options { mode, ..Options::default() }).await;
    let body = json!({"custom_name": "New", "url": "https://new.example.com/?k=1", "events": ["call.ended", "a.b"]});
    let made = desk.send("POST", "/v1/webhooks", &body).await;
    assert_eq!(made.status, 201);
    assert_eq!(shape(&made.at("/webhook")), shape(&fixture(include_str!("fixtures/create-live.json"))["webhook"]));
    assert_eq!(made.at("/webhook/token").as_str().unwrap().len(), 32);
    assert_eq!(made.at("/webhook/events"), json!(["a.b", "call.ended"]), "in another order than sent");
    let id = made.at("/webhook/webhook_id").as_str().unwrap().to_owned();
    assert_eq!(desk.stored(&id).name.as_deref(), Some("New"));

    let put = json!({"url": "https://new.example.com/?k=1", "events": ["call.ended", "a.b"], "active": false});
    let answer = desk.send("PUT", &format!("/v1/webhooks/{id}"), &put).await;
    assert_eq!(answer.status, 200);
    assert_eq!(shape(&answer.at("/webhook")), shape(&fixture(include_str!("fixtures/update-live.json"))["webhook"]));
    assert_eq!(answer.at("/webhook/token"), made.at("/webhook/token"));
    assert_eq!(answer.at("/webhook/active"), false);
}

#[tokio::test]
async fn an_id_holds_for_its_webhook_whatever_else_is_deleted() {
    let desk = Desk::live().await;
    let before = desk.get("/v1/webhooks?per_page=50").await.json();
    let first = before["webhooks"][0]["webhook_id"].as_str().unwrap();
    assert_eq!(desk.send("DELETE", &format!("/v1/webhooks/{first}"), &Value::Null).await.status, 204);
    let after = desk.get("/v1/webhooks?per_page=50").await.json();
    assert_eq!(after["webhooks"][0], before["webhooks"][1]);
}

#[tokio::test]
async fn a_post_without_events_subscribes_to_all() {
    let desk = Desk::live().await;
    for body in [json!({"url": "https://a.example"}), json!({"url": "https://a.example", "events": []})] {
        let made = desk.send("POST", "/v1/webhooks", &body).await;
        assert_eq!(made.status, 201);
        assert_eq!(made.at("/webhook/events").as_array().unwrap().len(), 67);
    }
    assert_eq!(desk.server.webhooks().last().unwrap().name.as_deref(), Some("Webhook"), "the documented default");
    assert_eq!(desk.server.webhooks().len(), 26, "the same URL and events twice is accepted");
}

#[tokio::test]
async fn a_put_without_events_subscribes_to_all() {
    for body in [json!({"active": true}), json!({"active": true, "events": []})] {
        let desk = Desk::live().await;
        let orders = desk.named("Orders");
        let answer = desk.send("PUT", &format!("/v1/webhooks/{}", orders.id), &body).await;
        assert_eq!(answer.status, 200);
        let all: BTreeSet<String> = EventSet::all().iter().map(|name| name.as_str().to_owned()).collect();
        let after = desk.stored(&orders.id);
        assert_eq!((set_of(&after), after.active), (all, true));
        assert_eq!((after.url, after.token, after.name), (orders.url, orders.token, orders.name));
    }
}

#[tokio::test]
async fn events_action_adds_and_takes_away_and_leaves_the_rest_alone() {
    let desk = Desk::live().await;
    let night = desk.named("Night desk");
    let path = |action: &str| format!("/v1/webhooks/{}?events_action={action}", night.id);
    desk.send("PUT", &path("add"), &json!({"events": ["call.ended", "call.tagged"], "active": true})).await;
    let after = desk.stored(&night.id);
    let expected = set(&["call.created", "call.ended", "user.closed", "sms.sent", "call.tagged"]);
    assert_eq!((set_of(&after), after.active, after.events.len()), (expected, true, 5));
    desk.send("PUT", &path("remove"), &json!({"events": ["call.tagged", "call.created"]})).await;
    assert_eq!(set_of(&desk.stored(&night.id)), set(&["call.ended", "user.closed", "sms.sent"]));
}

#[tokio::test]
async fn a_delete_is_204_without_a_body_and_then_404() {
    let desk = Desk::live().await;
    let path = format!("/v1/webhooks/{}", desk.named("Orders").id);
    let gone = desk.send("DELETE", &path, &Value::Null).await;
    assert_eq!((gone.status, gone.text.as_str()), (204, ""));
    assert_eq!(desk.send("DELETE", &path, &Value::Null).await.status, 404);
    assert_eq!(desk.get(&path).await.status, 404);
    assert_eq!(desk.server.webhooks().len(), 23);
}

#[tokio::test]
async fn the_101st_create_is_refused() {
    let desk = Desk::new(Options { company: company_of(99), ..Options::default() }).await;
    let body = json!({"url": "https://a.example", "events": ["call.ended"]});
    assert_eq!(desk.send("POST", "/v1/webhooks", &body).await.status, 201);
    let refused = desk.send("POST", "/v1/webhooks", &body).await;
    assert_eq!((refused.status, desk.server.webhooks().len()), (400, 100));
    assert!(refused.at("/error").is_string() && refused.at("/troubleshoot").is_string());
}

#[tokio::test]
async fn only_an_https_url_is_accepted() {
    let desk = Desk::live().await;
    let recorded = fixture(include_str!("fixtures/error-422.json"));
    for url in [json!("http://a.example"), json!("a.example"), json!(""), Value::Null] {
        let refused = desk.send("POST", "/v1/webhooks", &json!({"url": url, "events": ["call.ended"]})).await;
        assert_eq!(refused.status, 422, "{url}");
        assert_eq!(shape(&refused.json()), shape(&recorded));
        assert!(refused.at("/errors/url/0").is_string());
    }
    assert_eq!(desk.server.webhooks().len(), 24);
}

#[tokio::test]
async fn what_is_not_sent_as_json_is_refused() {
    let desk = Desk::live().await;
    let path = format!("/v1/webhooks/{}", desk.named("Orders").id);
    for (method, path) in [("POST", "/v1/webhooks"), ("PUT", path.as_str()), ("DELETE", path.as_str())] {
        let request = desk.request(method, path).basic_auth(API_ID, Some(API_TOKEN));
        assert_eq!(desk.answer(request.body("{}")).await.status, 400, "{method}");
    }
    assert_eq!(desk.named("Orders").events.len(), 3);
}

#[tokio::test]
async fn a_429_says_when_to_come_back_and_ends_after_its_calls() {
    let desk = Desk::live().await;
    desk.server.set_mode(Mode { fault: Fault::RateLimit { seconds: 7, calls: 1 }, ..Mode::default() });
    let response = desk.request("GET", "/v1/ping").basic_auth(API_ID, Some(API_TOKEN)).send().await.unwrap();
    assert_eq!((response.status().as_u16(), response.headers()["retry-after"].to_str().unwrap()), (429, "7"));
    assert_eq!(desk.get("/v1/ping").await.status, 200);
}
