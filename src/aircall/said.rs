//! What the server said about a failure, as plain text that holds no secret.
//!
//! Errors come as JSON in several shapes, as HTML, or as nothing. Some servers repeat the request in them, so whatever
//! was secret in it is blanked before anyone sees the text.

use serde_json::Value;

use crate::domain::clean::is_invisible;
use crate::domain::{CallbackUrl, Credential, Secret};

/// The longest text that is kept, in characters.
const LONGEST: usize = 300;

pub(super) const DOTS: &str = "•••";

/// Texts that must not be told.
#[derive(Default)]
pub(super) struct Hidden(Vec<(Secret, String)>);

impl Hidden {
    /// `shortest`: below this a text is too common to be blanked, and too short to be a secret.
    fn add(&mut self, text: &str, shortest: usize, instead: &str) {
        if !text.is_empty() && text.len() >= shortest {
            self.0.push((Secret::new(text), instead.to_owned()));
        }
    }

    /// Both parts of a credential, and the header that carries them.
    pub fn credential(&mut self, credential: &Credential, header: &str) {
        match credential {
            Credential::Basic { api_id, api_token } => {
                self.add(api_id, 3, DOTS);
                self.add(api_token.expose(), 1, DOTS);
            }
            Credential::Bearer { access_token } => self.add(access_token.expose(), 1, DOTS),
        }
        let value = header.split_once(' ').map_or(header, |(_, value)| value);
        self.add(value, 4, DOTS);
    }

    /// A webhook's address: the whole of it becomes its masked form, and its secrets go wherever they stand.
    pub fn url(&mut self, url: &CallbackUrl) {
        if url.has_secret() {
            self.add(url.expose(), 1, &url.masked());
        }
        for secret in url.secret_forms() {
            self.add(&secret, 1, DOTS);
        }
        let Ok(parsed) = url::Url::parse(url.expose()) else {
            return;
        };
        for (_, value) in parsed.query_pairs() {
            self.add(&value, 4, DOTS);
        }
        self.add(parsed.username(), 4, DOTS);
        self.add(parsed.password().unwrap_or(""), 3, DOTS);
        self.add(parsed.fragment().unwrap_or(""), 4, DOTS);
    }

    /// Every `token` in an answer that is at least this long.
    pub fn tokens(&mut self, value: &Value, shortest: usize) {
        match value {
            Value::Object(fields) => {
                for (key, inner) in fields {
                    match inner {
                        Value::String(token) if key == "token" => self.add(token, shortest, DOTS),
                        other => self.tokens(other, shortest),
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.tokens(item, shortest)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    /// The same for longer than one answer: each once, and the oldest make room beyond `most`.
    pub fn remember_tokens(&mut self, value: &Value, shortest: usize, most: usize) {
        let mut found = Self::default();
        found.tokens(value, shortest);
        for entry in found.0 {
            if !self.0.contains(&entry) {
                self.0.push(entry);
            }
        }
        let over = self.0.len().saturating_sub(most);
        self.0.drain(..over);
    }

    pub fn extend(&mut self, others: &Self) {
        self.0.extend(others.0.iter().cloned());
    }

    /// The longest first, so that no part of a longer secret is left.
    pub fn sort(&mut self) {
        self.0.sort_by_key(|(secret, _)| std::cmp::Reverse(secret.expose().len()));
    }

    pub fn blank(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (secret, instead) in &self.0 {
            // Most texts are shorter than a secret, and hold none.
            if text.len() >= secret.expose().len() && text.contains(secret.expose()) {
                text = text.replace(secret.expose(), instead);
            }
        }
        text
    }
}

/// The explanation in the body of a failed call, if there is one.
pub(super) fn said(body: &[u8], mut hidden: Hidden) -> Option<String> {
    let json: Option<Value> = serde_json::from_slice(body).ok();
    if let Some(value) = &json {
        hidden.tokens(value, 1);
    }
    hidden.sort();
    let raw = match &json {
        Some(Value::String(text)) => text.clone(),
        Some(value) => explanations(value).join("; "),
        None => {
            let text = String::from_utf8_lossy(body);
            if text.trim_start().starts_with(['{', '[']) {
                return None; // JSON that was cut off: what is in it can't be known
            }
            text.into_owned()
        }
    };
    let plain = cleaned(&without_tags(&hidden.blank(&raw)));
    let text: String = hidden.blank(&plain).chars().take(LONGEST).collect();
    (!text.is_empty()).then_some(text)
}

/// Whether a body is a JSON object, as every answer of the API is.
pub(super) fn is_json(body: &[u8]) -> bool {
    matches!(serde_json::from_slice(body), Ok(Value::Object(_)))
}

fn explanations(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for key in ["message", "error", "troubleshoot", "detail", "error_description"] {
        match value.get(key) {
            Some(Value::String(text)) if !text.is_empty() && !found.contains(text) => found.push(text.clone()),
            Some(inner @ Value::Object(_)) if found.is_empty() => found.extend(texts(inner)),
            Some(_) | None => {}
        }
    }
    match value.get("errors") {
        Some(Value::Object(fields)) => {
            for (field, reasons) in fields {
                found.push(format!("{field}: {}", texts(reasons).join(", ")));
            }
        }
        Some(other) => found.extend(texts(other)),
        None => {}
    }
    found
}

/// The strings in a value: itself, its items, or its fields' values. One level, since more is no explanation.
fn texts(value: &Value) -> Vec<String> {
    let items: Vec<&Value> = match value {
        Value::Array(items) => items.iter().collect(),
        Value::Object(fields) => {
            fields.iter().filter(|(key, _)| key.as_str() != "token").map(|(_, value)| value).collect()
        }
        single => vec![single],
    };
    items.into_iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn without_tags(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        plain.push_str(before);
        if after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            plain.push(' ');
            rest = after_tag(after);
        } else {
            plain.push('<');
            rest = after;
        }
    }
    plain.push_str(rest);
    [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        .iter()
        .fold(plain, |text, (entity, character)| text.replace(entity, character))
}

/// What follows a tag that has just begun; a script, a style and a comment go with all that is in them.
fn after_tag(tag: &str) -> &str {
    let starts = |name: &str| tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    let end = if starts("!--") {
        "-->"
    } else if starts("script") {
        "</script"
    } else if starts("style") {
        "</style"
    } else {
        ">"
    };
    let found = if end == ">" {
        tag.find(end)
    } else {
        tag.to_ascii_lowercase().find(end) // ASCII lower case keeps every position
    };
    let rest = found.and_then(|at| tag.get(at + end.len()..)).unwrap_or("");
    match end {
        "</script" | "</style" => rest.split_once('>').map_or("", |(_, rest)| rest),
        _ => rest,
    }
}

/// White space as single spaces, nothing that can't be seen.
fn cleaned(text: &str) -> String {
    let visible: String = text.chars().filter(|c| c.is_whitespace() || !is_invisible(*c)).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(body: &str) -> Option<String> {
        said(body.as_bytes(), Hidden::default())
    }

    #[test]
    fn every_known_shape_of_an_error_is_read() {
        let text = |body| plain(body).unwrap_or_default();
        assert_eq!(
            text(include_str!("../../tests/fixtures/error-400.json")),
            "Invalid url; url must be a valid https url"
        );
        assert_eq!(text(include_str!("../../tests/fixtures/error-422.json")), "Validation failed; events: is invalid");
        assert_eq!(text(include_str!("../../tests/fixtures/error-403-edge.json")), "Forbidden");
        assert_eq!(text(r#"{"error":{"message":"No"},"errors":["a","b"]}"#), "No; a; b");
        assert_eq!(plain(""), None);
        assert_eq!(plain("{}"), None);
        assert_eq!(plain("[1,null]"), None);
    }

    #[test]
    fn html_becomes_text() {
        let page = "<!DOCTYPE html><html><head><title>403</title><STYLE>a{}</STYLE><script>if(a<b){}</script></head>\n\
                    <body><!-- x > y --><h1>Access\tdenied</h1> Tom &amp; Co.</body></html>";
        assert_eq!(plain(page).as_deref(), Some("403 Access denied Tom & Co."));
        assert_eq!(plain("1 < 2, cut <scr").as_deref(), Some("1 < 2, cut"));
    }

    #[test]
    fn a_text_is_short_and_visible() {
        let long = plain(&"é\u{7}\u{200b}".repeat(1000)).unwrap_or_default();
        assert_eq!(long, "é".repeat(LONGEST));
    }

    #[test]
    fn nothing_secret_is_repeated() {
        let credential = Credential::Basic { api_id: "my-id".into(), api_token: Secret::new("my-token") };
        let url = CallbackUrl::received("https://us%65r:pass@a.example/in?key=s%33cret&x=p%61rt#frag");
        let hide = || {
            let mut hidden = Hidden::default();
            hidden.credential(&credential, "Basic bXktaWQ6bXktdG9rZW4=");
            hidden.url(&url);
            hidden
        };
        let body = format!(
            r#"{{"message":"no {} s3cret pass frag part my-id my-token Basic bXktaWQ6bXktdG9rZW4= tok9","webhook":{{"token":"tok9"}}}}"#,
            url.expose()
        );
        let text = said(body.as_bytes(), hide()).unwrap_or_default();
        for secret in ["my-id", "my-token", "bXkt", "s%33cret", "s3cret", "pass", "frag", "part", "tok9"] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
        assert!(text.contains("a.example"), "{text}");
        let html = said(b"<p>my-<b>x</b>token? my-token</p>", hide()).unwrap_or_default();
        assert_eq!(html, "my- x token? •••");
        assert_eq!(plain(r#"{"webhook":{"token":"tok9"#), None, "JSON that was cut off isn't shown");
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_lead_to_a_short_text_or_none(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..2000)) {
            if let Some(text) = said(&bytes, Hidden::default()) {
                proptest::prop_assert!(text.chars().count() <= LONGEST && !text.chars().any(char::is_control));
            }
        }

        #[test]
        fn a_token_never_comes_through(token in "[a-zA-Z0-9<>&;]{4,12}", before in ".{0,400}", after in ".{0,40}") {
            let mut hidden = Hidden::default();
            hidden.credential(&Credential::Bearer { access_token: Secret::new(token.clone()) }, "Bearer");
            let text = said(format!("{before}{token}{after}").as_bytes(), hidden).unwrap_or_default();
            proptest::prop_assert!(!text.contains(&token));
        }
    }
}
