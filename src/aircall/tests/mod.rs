//! The client against sockets on this machine: servers that answer by script, hang, close, redirect or show a
//! certificate that nobody trusts, and proxies that refuse.

mod calls;
mod faults;
mod scripted;
mod sent;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use scripted::{Reply, Server};

use super::{ApiError, Budget, Client, Config, Limits, Pace, SentLog, Waiting};
use crate::domain::{
    ApiBase, Credential, Draft, Edit, EventName, FullUpdate, ProxyAddress, ProxyChoice, Secret, Status, Webhook,
    WebhookSpec,
};

const LIVE_LIST: &str = include_str!("../../../tests/fixtures/list-live.json");
const UPDATED: &str = include_str!("../../../tests/fixtures/update-live.json");
const CREATED: &str = include_str!("../../../tests/fixtures/create-live.json");
const UPDATED_ID: &str = "a2d1b6c8-7e55-4b0e-8f0a-3c9d2e7f4b10";

type Told = Arc<Mutex<Vec<Waiting>>>;

fn client_of(base: &str, proxy: ProxyChoice) -> (Client, Told) {
    client_with(base, proxy, Duration::from_secs(10))
}

/// For servers that never answer: gives up soon.
fn hasty(base: &str) -> Client {
    client_with(base, ProxyChoice::None, Duration::from_millis(300)).0
}

fn client_with(base: &str, proxy: ProxyChoice, patience: Duration) -> (Client, Told) {
    let (config, told) = config(base, proxy, patience);
    (Client::new(config).unwrap(), told)
}

fn config(base: &str, proxy: ProxyChoice, patience: Duration) -> (Config, Told) {
    let told = Told::default();
    let kept = Arc::clone(&told);
    let config = Config {
        base: ApiBase::parse(base).unwrap(),
        credential: Credential::Basic { api_id: "the-id".into(), api_token: Secret::new("the-token") },
        proxy,
        budget: Arc::new(Budget::new(60_000)),
        watch: Arc::new(move |waiting| kept.lock().unwrap().push(waiting)),
        pace: Pace::Full,
        read_only: false,
        sent: SentLog::default(),
        limits: Limits {
            connect: patience,
            total: patience * 2,
            first_delay: Duration::from_millis(1),
            pause: Duration::from_millis(1)..=Duration::from_millis(5),
        },
    };
    (config, told)
}

fn client(server: &Server) -> Client {
    client_of(&server.base(), ProxyChoice::System).0
}

fn proxy(address: &str) -> ProxyChoice {
    ProxyChoice::Address(ProxyAddress::parse(address).unwrap())
}

fn spec() -> WebhookSpec {
    let draft = Draft {
        name: "Orders".into(),
        url: "https://crm.example.com/in?key=s3cret-value".into(),
        events: [EventName::new("call.ended")].into_iter().collect(),
        active: true,
    };
    draft.parse().unwrap()
}

async fn inactive() -> Webhook {
    let server = Server::start([Reply::ok(LIVE_LIST)]).await;
    let list = client(&server).webhooks(&|_, _| {}).await.unwrap();
    list.webhooks.into_iter().find(|hook| !hook.status.is_active()).unwrap()
}

async fn reenabling() -> FullUpdate {
    FullUpdate::of(&inactive().await, None, &Edit::status(Status::Active)).unwrap()
}

async fn ping_error(server: &Server) -> ApiError {
    client(server).ping().await.unwrap_err()
}
