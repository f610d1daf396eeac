//! Bodies and paths as the log of requests may keep them: without a token, a key, or what is secret in a URL.
//!
//! A body is read as JSON and every text in it is masked by itself, so that no way of writing a text hides a secret. A
//! body that can't be read isn't kept: what is in it can't be known.

use serde_json::{Map, Value};
use url::{Url, form_urlencoded};

use super::said::{DOTS, Hidden};
use crate::domain::CallbackUrl;

/// The longest body that is kept, in bytes.
const LONGEST: usize = 16 * 1024;

/// Fields whose value is a secret, whatever it looks like.
const SECRET_FIELDS: [&str; 6] = ["token", "api_token", "access_token", "password", "secret", "authorization"];

/// Query parameters of the app's own, which hold no secret.
const OPEN_PARAMETERS: [&str; 4] = ["page", "per_page", "order", "events_action"];

/// A body without its secrets, at most 16 KB of it.
pub(super) fn body(bytes: &[u8], media_type: Option<&str>, hidden: &Hidden) -> Option<String> {
    if bytes.is_empty() {
        return None;
    }
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else {
        return Some(note(bytes.len(), media_type));
    };
    Some(cut(masked(value, hidden).to_string()))
}

/// What is told of a body that isn't kept.
fn note(length: usize, media_type: Option<&str>) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '+' | '.');
    let kind = media_type.and_then(|text| text.split(';').next()).map(str::trim).unwrap_or_default();
    if kind.is_empty() || kind.len() > 50 || !kind.chars().all(plain) {
        format!("not JSON, {length} bytes")
    } else {
        format!("not JSON, {length} bytes, {kind}")
    }
}

/// A path and its query, as they went over the wire, without secrets.
pub(super) fn path(url: &Url, hidden: &Hidden) -> String {
    let mut text = hidden.blank(url.path());
    let pairs = url.query_pairs().map(|(key, value)| {
        // A link of the server's own may hold anything.
        let open = value.is_empty() || OPEN_PARAMETERS.contains(&key.as_ref());
        let value = if open { form_urlencoded::byte_serialize(value.as_bytes()).collect() } else { DOTS.to_owned() };
        format!("{}={value}", form_urlencoded::byte_serialize(key.as_bytes()).collect::<String>())
    });
    let pairs: Vec<String> = pairs.collect();
    if !pairs.is_empty() {
        text.push('?');
        text.push_str(&hidden.blank(&pairs.join("&")));
    }
    text
}

fn masked(value: Value, hidden: &Hidden) -> Value {
    match value {
        Value::String(text) => Value::String(plain(&text, hidden)),
        Value::Array(items) => items.into_iter().map(|item| masked(item, hidden)).collect(),
        Value::Object(fields) => {
            let fields = fields.into_iter().map(|(key, value)| {
                let value = field(&key, value, hidden);
                (plain(&key, hidden), value)
            });
            Value::Object(fields.collect::<Map<_, _>>())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value,
    }
}

fn field(key: &str, value: Value, hidden: &Hidden) -> Value {
    match value {
        Value::Null => Value::Null,
        _ if SECRET_FIELDS.iter().any(|name| key.eq_ignore_ascii_case(name)) => Value::String(DOTS.to_owned()),
        // It is an address from its first letter to its last, whatever it looks like.
        Value::String(text) if key.eq_ignore_ascii_case("url") => {
            Value::String(hidden.blank(&CallbackUrl::received(hidden.blank(&text)).masked()))
        }
        other => masked(other, hidden),
    }
}

/// A text without the known secrets and without what is secret in the addresses in it.
fn plain(text: &str, hidden: &Hidden) -> String {
    let text = hidden.blank(text);
    let text = if is_address(&text) {
        CallbackUrl::received(text).masked() // to its end, even if that looks like other words
    } else {
        let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '`');
        text.split_inclusive(ends).map(|piece| word(piece, ends)).collect()
    };
    hidden.blank(&text)
}

/// Whether a text begins as an absolute URL does.
fn is_address(text: &str) -> bool {
    let scheme = text.trim_start().split_once("://").map_or("", |(scheme, _)| scheme);
    !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// A word and what ends it; masked if there is an address in it, or a query.
fn word(piece: &str, ends: impl Fn(char) -> bool) -> String {
    let word = piece.trim_end_matches(&ends);
    let query = word.split_once('?').is_some_and(|(_, query)| query.contains('='));
    if !query && !word.contains("://") {
        return piece.to_owned();
    }
    let end = piece.get(word.len()..).unwrap_or_default();
    CallbackUrl::received(word).masked() + end
}

fn cut(mut text: String) -> String {
    if text.len() > LONGEST {
        let whole = text.len();
        text.truncate(text.floor_char_boundary(LONGEST));
        return format!("{text}… ({whole} bytes)");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Credential, Secret};

    fn kept(text: &str) -> String {
        body(text.as_bytes(), None, &Hidden::default()).unwrap_or_default()
    }

    #[test]
    fn a_list_is_kept_without_its_tokens_and_query_values() {
        let kept = kept(include_str!("../../tests/fixtures/list-live.json"));
        assert!(!kept.contains("0123456789abcdef") && !kept.contains("not-a-real-one"), "{kept}");
        assert!(
            kept.contains(r#""token":"•••""#) && kept.contains(r#""url":"https://crm.example.com/aircall?key=•••""#)
        );
        assert!(kept.contains("5f0c7f3e-2b1d-4c7a-9a43-0d6b1f5c9e21") && kept.contains("call.created"));
    }

    #[test]
    fn fields_that_hold_secrets_are_blanked_whatever_is_in_them() {
        let text = r#"{"Token":"s3c","API_TOKEN":["s3c"],"access_token":{"a":"s3c"},"password":12345,"Secret":"s3c",
                       "authorization":"s3c","token_hint":"x","nested":[{"token":null}]}"#;
        let kept = kept(text);
        assert!(!kept.contains("s3c") && !kept.contains("12345"), "{kept}");
        assert!(kept.contains(r#""token_hint":"x""#) && kept.contains(r#""token":null"#), "{kept}");
    }

    #[test]
    fn addresses_are_masked_wherever_they_stand() {
        for text in [
            r#"{"url":"a.example/in?s3cret"}"#,
            r#"{"url":"https://a.example/in?key=my s3cret"}"#,
            r#"{"error":"https://a.example/in?key=my s3cret"}"#,
            r#"{"error":"bad url: https://a.example/in?key=s3cret, sorry"}"#,
            r#"{"error":"bad <a href='https:\/\/u:s3cret@a.example'>\u0068ttps://a.example#s3cret</a>"}"#,
            r#"{"error":"bad a.example/in?key=s3cret"}"#,
            r#"{"errors":{"https://a.example/in?key=s3cret":["is invalid"]}}"#,
            r#"["https://a.example/?key=s3cret"]"#,
            r#""https://a.example/?key=s3cret""#,
        ] {
            let kept = kept(text);
            assert!(!kept.contains("s3cret") && kept.contains("a.example"), "{text} became {kept}");
        }
        assert_eq!(kept(r#"{"error":"Really? No."}"#), r#"{"error":"Really? No."}"#);
    }

    #[test]
    fn the_credential_is_masked_wherever_it_stands() {
        let credential = Credential::Basic { api_id: "the-id".into(), api_token: Secret::new("the-token") };
        let mut hidden = Hidden::default();
        hidden.credential(&credential, "Basic dGhlLWlkOnRoZS10b2tlbg==");
        hidden.sort();
        let text = r#"{"error":"no \u0074he-token for the-id, got Basic dGhlLWlkOnRoZS10b2tlbg==","the-token":1}"#;
        let kept = body(text.as_bytes(), None, &hidden).unwrap();
        assert_eq!(kept, r#"{"error":"no ••• for •••, got Basic •••","•••":1}"#);
    }

    #[test]
    fn what_is_no_json_is_told_by_its_size_only() {
        let page = "<html>token=s3cret</html>";
        let note = |kind| body(page.as_bytes(), kind, &Hidden::default()).unwrap();
        assert_eq!(note(Some("text/html; charset=utf-8")), "not JSON, 25 bytes, text/html");
        assert_eq!(note(Some("s3cret token")), "not JSON, 25 bytes");
        assert_eq!(note(None), "not JSON, 25 bytes");
        assert_eq!(kept(r#"{"webhook":{"token":"s3c"#), "not JSON, 24 bytes");
        assert_eq!(body(b"", None, &Hidden::default()), None);
    }

    #[test]
    fn a_long_body_is_cut_with_a_mark() {
        let kept = kept(&format!(r#"{{"error":"{}"}}"#, "é".repeat(LONGEST)));
        assert!(kept.len() <= LONGEST + 30 && kept.ends_with("… (32780 bytes)"), "{} bytes", kept.len());
    }

    #[test]
    fn a_path_is_kept_with_its_id_and_the_apps_own_query() {
        let path = |text: &str| path(&Url::parse(text).unwrap(), &Hidden::default());
        assert_eq!(
            path("https://api.example/v1/webhooks/a%2Fb?events_action=add"),
            "/v1/webhooks/a%2Fb?events_action=add"
        );
        assert_eq!(path("https://api.example/v1/webhooks?page=2&cursor=s3cret"), "/v1/webhooks?page=2&cursor=•••");
        assert_eq!(path("https://api.example/v1/ping"), "/v1/ping");
    }

    proptest::proptest! {
        #[test]
        fn no_query_value_and_no_token_comes_through(
            value in "[A-Z]{8,20}", token in "[A-Z]{8,20}", before in ".{0,40}", after in ".{0,40}"
        ) {
            let text = format!("{before} https://a.example/in?key={value} {after}");
            let json = serde_json::json!({ "a": [{ "token": token, "said": text }] }).to_string();
            let kept = kept(&json);
            proptest::prop_assert!(!kept.contains(&value) && !kept.contains(&token), "{}", kept);
        }
    }
}
