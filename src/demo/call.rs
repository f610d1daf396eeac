//! A request as it came in: which call of the API it is, and what the tests may see of it.

use axum::http::Method;
use axum::http::request::Parts;
use serde_json::Value;
use url::form_urlencoded;

/// What tests see of a request: nothing that identifies the sender.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub method: String,
    /// Without the query.
    pub path: String,
    pub query: String,
    pub content_type: Option<String>,
    pub user_agent: Option<String>,
    /// The names of the body's fields, sorted.
    pub fields: Vec<String>,
    /// The event names in the body, as they were sent.
    pub events: Vec<String>,
}

impl Request {
    /// Whether the body named at least one event.
    pub fn has_events(&self) -> bool {
        !self.events.is_empty()
    }
}

/// The calls of the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Route {
    Ping,
    Company,
    List,
    Create,
    Get(String),
    Update(String),
    Delete(String),
    Unknown,
}

/// Has no `Debug`: it holds the `Authorization` header.
pub(super) struct Call {
    method: Method,
    path: String,
    query: String,
    pub authorization: Option<String>,
    content_type: Option<String>,
    user_agent: Option<String>,
    host: Option<String>,
    pub body: Vec<u8>,
}

impl Call {
    pub fn new(parts: &Parts, body: &[u8]) -> Self {
        let header = |name: &str| {
            let value = parts.headers.get(name)?;
            Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        Self {
            method: parts.method.clone(),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            authorization: header("authorization"),
            content_type: header("content-type"),
            user_agent: header("user-agent"),
            host: header("host"),
            body: body.to_vec(),
        }
    }

    pub fn route(&self) -> Route {
        let path = self.path.trim_matches('/');
        let segments: Vec<String> = path.split('/').map(decoded).collect();
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        match (self.method.as_str(), segments.as_slice()) {
            ("GET", ["v1", "ping"]) => Route::Ping,
            ("GET", ["v1", "company"]) => Route::Company,
            ("GET", ["v1", "webhooks"]) => Route::List,
            ("POST", ["v1", "webhooks"]) => Route::Create,
            ("GET", ["v1", "webhooks", id]) => Route::Get((*id).to_owned()),
            ("PUT", ["v1", "webhooks", id]) => Route::Update((*id).to_owned()),
            ("DELETE", ["v1", "webhooks", id]) => Route::Delete((*id).to_owned()),
            _ => Route::Unknown,
        }
    }

    /// The webhook that the path names.
    pub fn webhook(&self) -> Option<String> {
        match self.route() {
            Route::Get(id) | Route::Update(id) | Route::Delete(id) => Some(id),
            Route::Ping | Route::Company | Route::List | Route::Create | Route::Unknown => None,
        }
    }

    /// The value of a query parameter.
    pub fn parameter(&self, name: &str) -> Option<String> {
        form_urlencoded::parse(self.query.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }

    /// `POST`, `PUT` or `DELETE`.
    pub fn changes_something(&self) -> bool {
        matches!(self.method.as_str(), "POST" | "PUT" | "DELETE")
    }

    /// `POST`, `PUT` and `DELETE` must say that they speak JSON, with a body or without.
    pub fn lacks_json_type(&self) -> bool {
        let media_type = self.content_type.as_deref().unwrap_or_default();
        let media_type = media_type.split(';').next().unwrap_or_default().trim();
        self.changes_something() && !media_type.eq_ignore_ascii_case("application/json")
    }

    /// The host and port by which the client knows this server.
    pub fn host(&self) -> Option<&str> {
        self.host.as_deref()
    }

    pub fn seen(&self) -> Request {
        let body: Value = serde_json::from_slice(&self.body).unwrap_or_default();
        let events = body.get("events").and_then(Value::as_array);
        Request {
            method: self.method.to_string(),
            path: self.path.clone(),
            query: self.query.clone(),
            content_type: self.content_type.clone(),
            user_agent: self.user_agent.clone(),
            fields: body.as_object().map(|fields| fields.keys().cloned().collect()).unwrap_or_default(),
            events: events.into_iter().flatten().filter_map(Value::as_str).map(ToOwned::to_owned).collect(),
        }
    }
}

/// A path segment without its percent signs.
fn decoded(segment: &str) -> String {
    let pair = format!("s={}", segment.replace('+', "%2B").replace('&', "%26"));
    form_urlencoded::parse(pair.as_bytes()).next().map(|(_, value)| value.into_owned()).unwrap_or_default()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::demo::ACCESS_TOKEN;

    /// A call with the right key and type.
    pub fn call(method: &str, target: &str, body: &str) -> Call {
        let request = axum::http::Request::builder()
            .method(method)
            .uri(target)
            .header("authorization", format!("Bearer {ACCESS_TOKEN}"))
            .header("content-type", "application/json; charset=utf-8")
            .header("host", "127.0.0.1:81")
            .body(())
            .unwrap();
        Call::new(&request.into_parts().0, body.as_bytes())
    }

    #[test]
    fn a_path_leads_to_its_call() {
        let route = |method, path| call(method, path, "").route();
        assert_eq!(route("GET", "/v1/ping"), Route::Ping);
        assert_eq!(route("GET", "/v1/company/"), Route::Company);
        assert_eq!(route("GET", "/v1/webhooks?page=2"), Route::List);
        assert_eq!(route("POST", "/v1/webhooks"), Route::Create);
        assert_eq!(route("GET", "/v1/webhooks/a%2Fb"), Route::Get("a/b".into()));
        assert_eq!(route("PUT", "/v1/webhooks/a+b&c"), Route::Update("a+b&c".into()));
        assert_eq!(route("DELETE", "/v1/webhooks/x"), Route::Delete("x".into()));
        assert_eq!(route("PATCH", "/v1/webhooks/x"), Route::Unknown);
        assert_eq!(route("GET", "/ping"), Route::Unknown);
        assert_eq!(route("GET", "/v1/webhooks/x/y"), Route::Unknown);
    }

    #[test]
    fn what_tests_see_of_a_request_has_no_key_in_it() {
        let seen = call("PUT", "/v1/webhooks/x?events_action=add", r#"{"url":"u","events":["a.b"]}"#).seen();
        assert_eq!(seen.fields, ["events", "url"]);
        assert_eq!(seen.events, ["a.b"]);
        assert_eq!(seen.query, "events_action=add");
        assert!(seen.has_events());
        assert!(!format!("{seen:?}").contains(ACCESS_TOKEN));
        assert!(!call("PUT", "/v1/webhooks/x", r#"{"events":[]}"#).seen().has_events());
    }
}
