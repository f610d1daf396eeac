//! The HTTP side: who may ask, what is asked, which answer goes out.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request as HttpRequest, Response, header};
use base64::Engine as _;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::company::{CompanyData, Stored};
use super::mode::{Dialect, Fault, Mode};
use super::state::{Refusal, Request, State};
use super::{ACCESS_TOKEN, API_ID, API_TOKEN, json as answers};

pub struct Options {
    /// 0: one that the system picks.
    pub port: u16,
    pub dialect: Dialect,
    pub mode: Mode,
    pub company: CompanyData,
}

impl Default for Options {
    fn default() -> Self {
        Self { port: 0, dialect: Dialect::Live, mode: Mode::default(), company: CompanyData::demo() }
    }
}

/// Serves until it is dropped.
pub struct DemoServer {
    address: SocketAddr,
    shared: Arc<Shared>,
    task: tokio::task::JoinHandle<()>,
}

struct Shared {
    base: String,
    name: String,
    users: u64,
    numbers: u64,
    state: Mutex<State>,
}

impl DemoServer {
    pub async fn start(options: Options) -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await?;
        let address = listener.local_addr()?;
        let CompanyData { name, users, numbers, webhooks } = options.company;
        let state = Mutex::new(State::new(webhooks, options.dialect, options.mode));
        let shared = Arc::new(Shared { base: format!("http://{address}"), name, users, numbers, state });
        let router = Router::new().fallback({
            let shared = Arc::clone(&shared);
            move |request: HttpRequest<Body>| answer(Arc::clone(&shared), request)
        });
        let task = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                tracing::debug!(target: "hookswitch", %error, "the demo company stopped");
            }
        });
        Ok(Self { address, shared, task })
    }

    /// Such as `http://127.0.0.1:41563`.
    pub fn base_url(&self) -> String {
        self.shared.base.clone()
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn set_mode(&self, mode: Mode) {
        self.shared.lock().mode = mode;
    }

    pub fn set_dialect(&self, dialect: Dialect) {
        self.shared.lock().dialect = dialect;
    }

    /// Every call so far.
    pub fn requests(&self) -> Vec<Request> {
        self.shared.lock().requests.clone()
    }

    pub fn webhooks(&self) -> Vec<Stored> {
        self.shared.lock().webhooks.clone()
    }
}

impl Drop for DemoServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What was asked, taken apart.
struct Asked {
    method: String,
    /// The path's segments below `/v1`.
    path: Vec<String>,
    query: Vec<(String, String)>,
    body: Value,
}

impl Asked {
    fn query(&self, key: &str) -> Option<&str> {
        self.query.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    fn number(&self, key: &str, default: usize) -> usize {
        self.query(key).and_then(|value| value.parse().ok()).unwrap_or(default)
    }
}

async fn answer(shared: Arc<Shared>, request: HttpRequest<Body>) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let authorization = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let authorized = authorization.map(is_right);
    let content_type = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let has_json_type = content_type.is_some_and(|kind| kind.starts_with("application/json"));
    let bytes = to_bytes(body, 1024 * 1024).await.unwrap_or_default();
    let asked = Asked {
        method: parts.method.to_string(),
        path: segments(parts.uri.path()),
        query: url::form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes()).into_owned().collect(),
        body: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
    };
    let (slow, count) = {
        let mut state = shared.lock();
        let events = asked.body.get("events").and_then(Value::as_array).map(Vec::len);
        let (method, path) = (asked.method.clone(), parts.uri.path().to_owned());
        state.requests.push(Request { method, path, events, has_json_type });
        (state.mode.slow, state.requests.len())
    };
    if let Some(time) = slow {
        tokio::time::sleep(time).await;
    }
    let answer = match authorized {
        None => Some((401, json!({"message": "Unauthorized"}))),
        Some(false) => Some((403, json!({"message": "Forbidden"}))),
        Some(true) => None,
    };
    if let Some((status, body)) = answer {
        return json_response(status, &body);
    }
    if let Some(response) = faulty(&shared, &asked, count) {
        return response;
    }
    if asked.method != "GET" && !has_json_type {
        return json_response(
            400,
            &json!({"error": "Bad Request", "troubleshoot": "Content-Type must be application/json"}),
        );
    }
    routed(&shared, &asked)
}

fn is_right(authorization: &str) -> bool {
    if let Some(token) = authorization.strip_prefix("Bearer ") {
        return token.trim() == ACCESS_TOKEN;
    }
    let Some(encoded) = authorization.strip_prefix("Basic ") else {
        return false;
    };
    let decoded = base64::engine::general_purpose::STANDARD.decode(encoded.trim());
    decoded.is_ok_and(|pair| pair == format!("{API_ID}:{API_TOKEN}").as_bytes())
}

fn segments(path: &str) -> Vec<String> {
    let decode = |part: &str| percent_encoding::percent_decode_str(part).decode_utf8_lossy().into_owned();
    path.split('/').filter(|part| !part.is_empty()).map(decode).collect()
}

/// The answer of a fault, where one is switched on.
fn faulty(shared: &Shared, asked: &Asked, count: usize) -> Option<Response<Body>> {
    let mut state = shared.lock();
    let on_webhooks = asked.path.get(1).is_some_and(|part| part == "webhooks");
    match state.mode.fault.clone() {
        Fault::Flaky if count.is_multiple_of(3) => Some(text_response(503, "Service Unavailable", "text/plain")),
        Fault::RateLimit { seconds, calls } if calls > 0 => {
            state.mode.fault = Fault::RateLimit { seconds, calls: calls - 1 };
            Some(limited(seconds))
        }
        Fault::ServerError => Some(text_response(500, "<html><h1>Internal Server Error</h1></html>", "text/html")),
        Fault::Unauthorized => Some(json_response(401, &json!({"message": "Unauthorized"}))),
        Fault::Html403 => Some(text_response(403, "<html><h1>Blocked by policy</h1></html>", "text/html")),
        Fault::WebhooksForbidden if on_webhooks => Some(json_response(403, &json!({"message": "Forbidden"}))),
        Fault::Garbage => Some(text_response(200, "<html>Please sign in to the network</html>", "text/html")),
        Fault::Redirect(to) => Response::builder().status(302).header(header::LOCATION, to).body(Body::empty()).ok(),
        _ => None,
    }
}

fn limited(seconds: u64) -> Response<Body> {
    let mut response = json_response(429, &json!({"message": "Too Many Requests"}));
    if let Ok(value) = header::HeaderValue::from_str(&seconds.to_string()) {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    response
}

fn routed(shared: &Shared, asked: &Asked) -> Response<Body> {
    let path: Vec<&str> = asked.path.iter().map(String::as_str).collect();
    match (asked.method.as_str(), path.as_slice()) {
        ("GET", ["v1", "ping"]) => json_response(200, &json!({"ping": "pong"})),
        ("GET", ["v1", "company"]) => json_response(
            200,
            &json!({"company": {"name": shared.name, "users_count": shared.users, "numbers_count": shared.numbers}}),
        ),
        ("GET", ["v1", "webhooks"]) => list(shared, asked),
        ("POST", ["v1", "webhooks"]) => create(shared, &asked.body),
        ("GET", ["v1", "webhooks", id]) => {
            let state = shared.lock();
            match state.find(id) {
                Some(hook) => {
                    json_response(200, &json!({"webhook": answers::webhook(hook, &state, &shared.base, true)}))
                }
                None => refused(&Refusal::NotFound),
            }
        }
        ("PUT", ["v1", "webhooks", id]) => {
            let mut state = shared.lock();
            match state.update(id, &asked.body, asked.query("events_action")) {
                Ok(hook) => {
                    json_response(200, &json!({"webhook": answers::webhook(&hook, &state, &shared.base, false)}))
                }
                Err(refusal) => refused(&refusal),
            }
        }
        ("DELETE", ["v1", "webhooks", id]) => match shared.lock().delete(id) {
            Ok(()) => Response::builder().status(204).body(Body::empty()).unwrap_or_default(),
            Err(refusal) => refused(&refusal),
        },
        _ => refused(&Refusal::NotFound),
    }
}

fn list(shared: &Shared, asked: &Asked) -> Response<Body> {
    let state = shared.lock();
    let missing = match state.mode.fault {
        Fault::MissingOnes(missing) => missing,
        _ => 0,
    };
    let page = asked.number("page", 1).max(1);
    let per_page = asked.number("per_page", 20).clamp(1, 50);
    let descending = asked.query("order") == Some("desc");
    json_response(200, &answers::list(&state, &shared.base, page, per_page, descending, missing))
}

fn create(shared: &Shared, body: &Value) -> Response<Body> {
    let mut state = shared.lock();
    if state.mode.fault == Fault::LostBeforeCreate {
        return lost();
    }
    let hook = match state.create(body) {
        Ok(hook) => hook,
        Err(refusal) => return refused(&refusal),
    };
    if state.mode.fault == Fault::LostCreate {
        return lost();
    }
    json_response(201, &json!({"webhook": answers::webhook(&hook, &state, &shared.base, false)}))
}

/// As when something in between gives up: the caller learns nothing.
fn lost() -> Response<Body> {
    text_response(504, "<html>Gateway Timeout</html>", "text/html")
}

fn refused(refusal: &Refusal) -> Response<Body> {
    let (status, body) = answers::refusal(refusal);
    json_response(status, &body)
}

fn json_response(status: u16, body: &Value) -> Response<Body> {
    text_response(status, &body.to_string(), "application/json; charset=utf-8")
}

fn text_response(status: u16, body: &str, kind: &str) -> Response<Body> {
    let response = Response::builder().status(status).header(header::CONTENT_TYPE, kind);
    response.body(Body::from(body.to_owned())).unwrap_or_default()
}
