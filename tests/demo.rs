//! The demo company over real HTTP, with a plain client that knows nothing of Hookswitch.

#![expect(clippy::disallowed_methods, reason = "`tokio::test` stands on `block_on`")]
#![expect(clippy::unwrap_used, reason = "the helpers are part of the tests")]

#[path = "demo/faults.rs"]
mod faults;

use std::sync::Once;
use std::time::Duration;

use hookswitch::demo::{
    ACCESS_TOKEN, API_ID, API_TOKEN, COMPANY_NAME, CompanyData, DemoServer, Dialect, Fault, Mode, Options, Paging,
    RateReset, Stored,
};
use reqwest::{Client, Method, RequestBuilder, Response, redirect};
use serde_json::{Value, json};

/// A demo company and a client of it.
struct Demo {
    server: DemoServer,
    client: Client,
}

impl Demo {
    async fn start(options: Options) -> Self {
        static PROVIDER: Once = Once::new();
        PROVIDER.call_once(|| {
            rustls::crypto::ring::default_provider().install_default().unwrap();
        });
        let client = Client::builder().no_proxy().redirect(redirect::Policy::none()).build().unwrap();
        let server = DemoServer::start(options).await.unwrap();
        Self { server, client }
    }

    async fn company() -> Self {
        Self::start(Options::default()).await
    }

    async fn with(webhooks: Vec<Stored>) -> Self {
        let company = CompanyData::with(webhooks);
        Self::start(Options { company, ..Options::default() }).await
    }

    /// A request without a key and without a media type.
    fn bare(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.server.base_url()))
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.bare(method, path).basic_auth(API_ID, Some(API_TOKEN)).header("content-type", "application/json")
    }

    async fn get(&self, path: &str) -> (u16, Value) {
        read(self.request(Method::GET, path).send().await.unwrap()).await
    }

    async fn send(&self, method: Method, path: &str, body: Value) -> (u16, Value) {
        let request = self.request(method, path).body(body.to_string());
        read(request.send().await.unwrap()).await
    }

    fn fault(&self, fault: Fault) {
        self.server.set_mode(Mode { slow: None, fault });
    }
}

/// The status, and the body where it is JSON.
async fn read(response: Response) -> (u16, Value) {
    let status = response.status().as_u16();
    let body = response.text().await.unwrap();
    (status, serde_json::from_str(&body).unwrap_or_default())
}

fn path_of(hook: &Stored) -> String {
    format!("/v1/webhooks/{}", hook.id)
}

#[tokio::test]
async fn the_key_decides_who_gets_in() {
    let demo = Demo::company().await;
    let ping = || demo.bare(Method::GET, "/v1/ping");
    let welcome = (200, json!({ "ping": "pong" }));
    let forbidden = (403, json!({ "message": "Forbidden" }));
    let nobody = read(ping().send().await.unwrap()).await;
    assert_eq!(nobody, (401, json!({ "message": "Unauthorized" })));
    let basic = ping().basic_auth(API_ID, Some(API_TOKEN)).send().await;
    assert_eq!(read(basic.unwrap()).await, welcome);
    let bearer = ping().bearer_auth(ACCESS_TOKEN).send().await;
    assert_eq!(read(bearer.unwrap()).await, welcome);
    let wrong = ping().basic_auth(API_ID, Some("wrong")).send().await;
    assert_eq!(read(wrong.unwrap()).await, forbidden);
    let wrong = ping().bearer_auth(API_TOKEN).send().await;
    assert_eq!(read(wrong.unwrap()).await, forbidden);
}

#[tokio::test]
async fn the_company_tells_its_name_and_numbers() {
    let demo = Demo::company().await;
    let company = json!({ "company": { "name": COMPANY_NAME, "users_count": 38, "numbers_count": 12 } });
    assert_eq!(demo.get("/v1/company").await, (200, company));
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let demo = Demo::company().await;
    let not_found = (404, json!({ "message": "Not Found" }));
    for path in ["/", "/v1", "/v2/ping", "/v1/webhooks/00000000-0000-4000-8000-000000000000"] {
        assert_eq!(demo.get(path).await, not_found, "{path}");
    }
}

#[tokio::test]
async fn the_demo_list_has_24_webhooks_of_which_5_are_off() {
    let demo = Demo::company().await;
    let (status, list) = demo.get("/v1/webhooks?page=1&per_page=50&order=asc").await;
    assert_eq!(status, 200);
    assert_eq!(list["meta"], json!({ "count": 24, "total": 24, "current_page": 1, "per_page": 50 }));
    let hooks = list["webhooks"].as_array().unwrap();
    assert_eq!(hooks.iter().filter(|hook| hook["active"] == false).count(), 5);
    let orders = hooks.iter().find(|hook| hook["custom_name"] == "Orders").unwrap();
    assert_eq!(orders["events"].as_array().unwrap().len(), 3);
    assert!(orders["id"].is_u64());
}

#[tokio::test]
async fn a_webhook_is_created_read_updated_and_deleted() {
    let demo = Demo::with(Vec::new()).await;
    let wanted = json!({ "custom_name": "CRM", "url": "https://crm.example/in", "events": ["call.ended", "a.b"] });
    let (status, created) = demo.send(Method::POST, "/v1/webhooks", wanted).await;
    assert_eq!(status, 201);
    let hook = &created["webhook"];
    let token = hook["token"].as_str().unwrap();
    assert!(token.len() == 32 && token.chars().all(|c| c.is_ascii_hexdigit()));
    let id = hook["webhook_id"].as_str().unwrap();
    assert_eq!(id.split('-').map(str::len).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
    assert!(hook["direct_link"].as_str().unwrap().ends_with(id));
    assert_eq!(hook["events"], json!(["a.b", "call.ended"]), "in an order of its own");

    let path = format!("/v1/webhooks/{id}");
    let (status, got) = demo.get(&path).await;
    assert_eq!((status, &got["webhook"]["token"]), (200, &hook["token"]));
    assert!(got["webhook"]["id"].is_u64());

    let change = json!({ "url": "https://crm.example/in", "events": ["call.ended"], "active": false });
    let (status, updated) = demo.send(Method::PUT, &path, change).await;
    assert_eq!((status, &updated["webhook"]["active"]), (200, &json!(false)));
    assert_eq!(updated["webhook"]["token"], hook["token"]);
    assert_eq!(updated["webhook"]["custom_name"], "CRM");

    let gone = demo.request(Method::DELETE, &path).send().await.unwrap();
    assert_eq!(gone.status(), 204);
    assert_eq!(gone.text().await.unwrap(), "");
    assert_eq!(demo.get(&path).await.0, 404);
}

#[tokio::test]
async fn every_change_must_say_that_it_is_json() {
    let hook = Stored::sample(1, "Orders", &["call.ended"]);
    let path = path_of(&hook);
    let demo = Demo::with(vec![hook]).await;
    for (method, path) in [(Method::POST, "/v1/webhooks"), (Method::PUT, &path), (Method::DELETE, &path)] {
        let request = demo.bare(method, path).bearer_auth(ACCESS_TOKEN).body("{}");
        assert_eq!(request.send().await.unwrap().status(), 400);
    }
    assert_eq!(demo.server.webhooks().len(), 1);
}

#[tokio::test]
async fn an_update_without_events_turns_them_all_on() {
    let hook = Stored::sample(1, "Orders", &["call.ended"]).off();
    let demo = Demo::with(vec![hook.clone()]).await;
    let (status, updated) = demo.send(Method::PUT, &path_of(&hook), json!({ "active": true })).await;
    assert_eq!(status, 200);
    assert_eq!(updated["webhook"]["events"].as_array().unwrap().len(), 67);
}

#[tokio::test]
async fn events_are_added_and_removed_by_their_query() {
    let hook = Stored::sample(1, "Orders", &["call.ended", "sms.sent"]);
    let demo = Demo::with(vec![hook.clone()]).await;
    let target = |action| format!("{}?events_action={action}", path_of(&hook));
    let body = |name| json!({ "events": [name] });
    demo.send(Method::PUT, &target("add"), body("call.hold")).await;
    demo.send(Method::PUT, &target("remove"), body("call.ended")).await;
    assert_eq!(demo.server.webhooks()[0].events, ["sms.sent", "call.hold"]);
}

#[tokio::test]
async fn a_create_is_refused_without_https_and_beyond_100() {
    let options = Options { company: CompanyData::of_size(100), ..Options::default() };
    let demo = Demo::start(options).await;
    let create = |url: &str| demo.send(Method::POST, "/v1/webhooks", json!({ "url": url, "events": ["call.ended"] }));
    let (status, refusal) = create("http://a.example").await;
    assert_eq!((status, &refusal["error"]), (400, &json!("Invalid url")));
    assert_eq!(create("https://a.example").await.0, 400);
    let (status, refusal) = demo.send(Method::POST, "/v1/webhooks", json!({ "url": 1 })).await;
    assert_eq!((status, &refusal["success"]), (422, &json!(false)));
    assert_eq!(demo.server.webhooks().len(), 100);
}

#[tokio::test]
async fn names_can_be_left_out_as_the_real_api_does() {
    let demo = Demo::start(Options { names_hidden: true, ..Options::default() }).await;
    let (_, list) = demo.get("/v1/webhooks?per_page=50").await;
    let hooks = list["webhooks"].as_array().unwrap();
    assert!(hooks.iter().all(|hook| hook.get("custom_name").is_none()));
}

#[tokio::test]
async fn links_lead_through_all_pages_in_the_2020_dialect() {
    let demo = Demo::start(Options { dialect: Dialect::Sample2020, ..Options::default() }).await;
    let mut next = Some(format!("{}/v1/webhooks?per_page=10", demo.server.base_url()));
    let mut sizes = Vec::new();
    while let Some(link) = next {
        let path = link.strip_prefix(&demo.server.base_url()).unwrap();
        let (_, list) = demo.get(path).await;
        sizes.push(list["webhooks"].as_array().unwrap().len());
        next = list["meta"]["next_page_link"].as_str().map(ToOwned::to_owned);
    }
    assert_eq!(sizes, [10, 10, 4]);
    demo.server.set_dialect(Dialect::Live);
    let (_, list) = demo.get("/v1/webhooks").await;
    assert_eq!(list["meta"].get("next_page_link"), None);
    demo.server.set_paging(Paging::OtherHost("https://elsewhere.example".to_owned()));
    let (_, list) = demo.get("/v1/webhooks").await;
    let link = list["meta"]["next_page_link"].as_str().unwrap();
    assert!(link.starts_with("https://elsewhere.example/v1/webhooks?page=2"));
}

#[tokio::test]
async fn a_lost_create_is_carried_out() {
    let demo = Demo::with(Vec::new()).await;
    demo.fault(Fault::LostCreate);
    let create = || {
        let body = json!({ "url": "https://a.example", "events": ["call.ended"] });
        demo.request(Method::POST, "/v1/webhooks").body(body.to_string()).send()
    };
    assert!(create().await.is_err());
    assert_eq!(demo.server.webhooks().len(), 1, "once, and not again");
    assert_eq!(demo.get("/v1/webhooks").await.1["meta"]["total"], 1);
}

#[tokio::test]
async fn a_cut_connection_carries_nothing_out() {
    let hook = Stored::sample(1, "Orders", &["call.ended"]);
    let demo = Demo::with(vec![hook.clone()]).await;
    demo.server.fail_next(1, &Fault::Disconnect);
    assert!(demo.request(Method::DELETE, &path_of(&hook)).send().await.is_err());
    assert_eq!(demo.server.webhooks(), [hook]);
    assert_eq!(demo.get("/v1/ping").await.0, 200, "one fault, one request");
}

#[tokio::test]
async fn a_hanging_server_lets_go_when_it_stops() {
    let demo = Demo::company().await;
    demo.fault(Fault::Hang);
    let request = demo.request(Method::GET, "/v1/ping").timeout(Duration::from_millis(50));
    assert!(request.send().await.unwrap_err().is_timeout());
    let Demo { server, client } = demo;
    let address = server.base_url();
    let waiting = tokio::spawn(client.get(format!("{address}/v1/ping")).send());
    while server.requests().len() < 2 {
        tokio::task::yield_now().await;
    }
    drop(server);
    assert!(waiting.await.unwrap().is_err());
}

#[tokio::test]
async fn a_slow_server_answers_late() {
    let demo = Demo::company().await;
    let slow = Some(Duration::from_millis(80));
    demo.server.set_mode(Mode { slow, fault: Fault::None });
    let begun = std::time::Instant::now();
    assert_eq!(demo.get("/v1/ping").await.0, 200);
    assert!(begun.elapsed() >= Duration::from_millis(80));
}

#[tokio::test]
async fn faults_of_the_network_look_like_themselves() {
    let demo = Demo::company().await;
    let get = || async { demo.request(Method::GET, "/v1/webhooks").send().await.unwrap() };
    demo.fault(Fault::Html403);
    let page = get().await;
    assert_eq!(page.status(), 403);
    assert_eq!(page.headers()["content-type"], "text/html; charset=utf-8");
    demo.fault(Fault::Garbage);
    assert_eq!(read(get().await).await, (200, Value::Null));
    demo.fault(Fault::Redirect { to: "https://elsewhere.example/x".to_owned() });
    assert_eq!(get().await.headers()["location"], "https://elsewhere.example/x");
    demo.fault(Fault::RateLimit { retry_after: Some(3), reset: RateReset::Seconds(9) });
    let limited = get().await;
    assert_eq!(limited.status(), 429);
    assert_eq!(limited.headers()["retry-after"], "3");
    assert_eq!(limited.headers()["X-AircallApi-Remaining"], "0");
    assert!(limited.headers().contains_key("X-AircallApi-Reset"));
    demo.fault(Fault::None);
    assert!(!get().await.headers().contains_key("X-AircallApi-Limit"));
}

#[tokio::test]
async fn a_fault_can_meet_one_webhook_only() {
    let (one, two) = (Stored::sample(1, "One", &["a.b"]), Stored::sample(2, "Two", &["a.b"]));
    let demo = Demo::with(vec![one.clone(), two.clone()]).await;
    demo.server.set_fault_for(&one.id, Fault::Status(422));
    assert_eq!(demo.get(&path_of(&one)).await.0, 422);
    assert_eq!(demo.get(&path_of(&two)).await.0, 200);
    demo.server.set_fault_for(&one.id, Fault::None);
    assert_eq!(demo.get(&path_of(&one)).await.0, 200);
}

#[tokio::test]
async fn tests_see_the_requests_and_change_the_webhooks() {
    let demo = Demo::with(vec![Stored::sample(1, "Orders", &["a.b"])]).await;
    demo.server.change(|hooks| hooks[0].active = false);
    assert_eq!(demo.get("/v1/webhooks").await.1["webhooks"][0]["active"], false);
    let seen = demo.server.requests();
    assert_eq!((seen[0].method.as_str(), seen[0].path.as_str()), ("GET", "/v1/webhooks"));
    demo.server.forget_requests();
    assert!(demo.server.requests().is_empty());
}

#[tokio::test]
async fn a_taken_port_is_an_error_and_a_stopped_server_gives_its_port_back() {
    let demo = Demo::company().await;
    let base = demo.server.base_url();
    let port = base.rsplit(':').next().unwrap().parse().unwrap();
    let again = || DemoServer::start(Options { port, ..Options::default() });
    assert!(again().await.is_err());
    assert_eq!(demo.get("/v1/ping").await.0, 200);
    let Demo { server, client } = demo;
    server.run_until(std::future::ready(())).await;
    assert!(client.get(format!("{base}/v1/ping")).send().await.is_err());
    assert!(again().await.is_ok());
}
