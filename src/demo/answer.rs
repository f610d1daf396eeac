//! An answer before it goes out, and the error shapes that the API is known to use.

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

#[derive(Debug, PartialEq)]
pub(super) struct Answer {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub content: Content,
}

#[derive(Debug, PartialEq)]
pub(super) enum Content {
    Nothing,
    Json(Value),
    /// A media type and a text of it.
    Text(&'static str, &'static str),
    /// JSON under another media type.
    Mislabelled(&'static str, Value),
    /// JSON of which only the first half leaves the server; its head promises the whole.
    Cut(String),
}

const JSON: &str = "application/json; charset=utf-8";

impl Answer {
    pub fn new(status: u16, content: Content) -> Self {
        Self { status, headers: Vec::new(), content }
    }

    pub fn json(status: u16, value: Value) -> Self {
        Self::new(status, Content::Json(value))
    }

    /// `{"message": …}`: what the edge answers.
    pub fn message(status: u16, message: &str) -> Self {
        Self::json(status, json!({ "message": message }))
    }

    pub fn not_found() -> Self {
        Self::message(404, "Not Found")
    }

    pub fn forbidden() -> Self {
        Self::message(403, "Forbidden")
    }

    /// 400 with `{"error", "troubleshoot"}`.
    pub fn bad(error: &str, troubleshoot: &str) -> Self {
        Self::json(400, json!({ "error": error, "troubleshoot": troubleshoot }))
    }

    /// 422 with a complaint about one field.
    pub fn invalid(field: &str) -> Self {
        Self::json(422, json!({ "error": "Validation failed", "success": false, "errors": { field: ["is invalid"] } }))
    }

    pub fn with(mut self, header: &'static str, value: &impl ToString) -> Self {
        self.headers.push((header, value.to_string()));
        self
    }

    /// The same with half of its body. Where it has none, a short one is begun.
    pub fn cut(self) -> Self {
        let text = match self.content {
            Content::Json(value) | Content::Mislabelled(_, value) => value.to_string(),
            Content::Text(_, text) => text.to_owned(),
            Content::Cut(text) => text,
            Content::Nothing => json!({ "success": true }).to_string(),
        };
        Self { status: 200, content: Content::Cut(text), ..self }
    }

    pub fn mislabelled(self) -> Self {
        match self.content {
            Content::Json(value) => Self { content: Content::Mislabelled("text/plain; charset=utf-8", value), ..self },
            content => Self { content, ..self },
        }
    }

    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut builder = Response::builder().status(self.status);
        for (name, value) in self.headers {
            builder = builder.header(name, value);
        }
        let response = match self.content {
            Content::Nothing => builder.body(Body::empty()),
            Content::Json(value) => builder.header("content-type", JSON).body(Body::from(value.to_string())),
            Content::Text(media_type, text) => builder.header("content-type", media_type).body(Body::from(text)),
            Content::Mislabelled(media_type, value) => {
                builder.header("content-type", media_type).body(Body::from(value.to_string()))
            }
            Content::Cut(text) => builder.header("content-type", JSON).body(Body::from(text)),
        };
        response.unwrap_or_else(|_unsendable| StatusCode::INTERNAL_SERVER_ERROR.into_response())
    }
}
