//! One test delivery: a `POST` of a body to a webhook's own endpoint, once, as Aircall would send it. It is never sent
//! again, whatever comes of it, and follows no redirect: the body holds the webhook's token.

use std::time::{Duration, Instant};

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, LOCATION, USER_AGENT};
use reqwest::{Body, Method, Response};
use tokio::time::{timeout, timeout_at};

use super::one::told;
use super::setup::Setup;
use super::way::Way;
use super::{Limits, basic, one};
use crate::domain::clean::is_invisible;
use crate::domain::delivery::{Delivered, READ};
use crate::domain::endpoint::CheckOutcome;
use crate::domain::{CallbackUrl, Secret};

const AGENT: &str = concat!("hookswitch/", env!("CARGO_PKG_VERSION"), " (test delivery)");

/// How long a test delivery waits: longer than Aircall, so that an answer that comes too late for it can be told.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// The longest header value that is told.
const LONGEST: usize = 300;

const MASK: &str = "•••";

/// Sends the body once. What comes back is told without the token and the URL's secrets, since servers repeat them.
pub async fn deliver(url: &CallbackUrl, body: &Secret, token: &Secret, limits: &Limits) -> Delivered {
    let setup = Setup::new(limits, url.is_https()).await;
    let mut way = match Way::new(url, limits, &setup) {
        Ok(way) => way,
        Err(refused) => return Delivered::without_answer(refused.outcome),
    };
    let mut headers = HeaderMap::from_iter([
        (USER_AGENT, HeaderValue::from_static(AGENT)),
        (CONTENT_TYPE, HeaderValue::from_static("application/json")),
    ]);
    let login = basic::authorization(url);
    if let Some(login) = &login {
        headers.insert(AUTHORIZATION, login.clone());
    }
    let begun = Instant::now();
    let ends = tokio::time::Instant::now() + limits.total;
    let sent = timeout(limits.total, way.send(Method::POST, headers, Body::from(body.expose().to_owned()))).await;
    let mut answer = match sent {
        Ok(Ok(answer)) => answer,
        Ok(Err(outcome)) => return Delivered::without_answer(outcome),
        Err(_elapsed) => return Delivered::without_answer(way.too_slow()),
    };
    let outcome = CheckOutcome::Answered(told(&answer, url, begun.elapsed()));
    let forms = url.secret_forms();
    let sent_as = login.as_ref().and_then(|login| login.to_str().ok()?.split_once(' '));
    let sent_as = sent_as.map(|(_, pair)| pair.trim_end_matches('='));
    let all = forms.iter().map(String::as_str).chain([token.expose()]).chain(sent_as);
    let secrets: Vec<&str> = all.filter(|text| !text.is_empty()).collect();
    let headers = answer.headers().iter().map(|(name, value)| header(name, value, url, &secrets)).collect();
    let mut read = Vec::new();
    let whole = timeout_at(ends, read_start(&mut answer, &mut read)).await.unwrap_or(false);
    let (body, binary) = text(&read, &secrets);
    Delivered { outcome, headers, body, cut: !whole, binary }
}

/// Whether that was all.
async fn read_start(answer: &mut Response, read: &mut Vec<u8>) -> bool {
    loop {
        match answer.chunk().await {
            Ok(Some(chunk)) => {
                let room = READ.saturating_sub(read.len());
                read.extend(chunk.iter().take(room));
                if chunk.len() > room {
                    return false;
                }
            }
            Ok(None) => return true,
            Err(_cut) => return false,
        }
    }
}

fn header(name: &HeaderName, value: &HeaderValue, url: &CallbackUrl, secrets: &[&str]) -> (String, String) {
    let secret = value.is_sensitive()
        || ["cookie", "auth", "token", "secret", "key", "signature"].iter().any(|word| name.as_str().contains(word));
    let shown = if secret {
        MASK.to_owned()
    } else if name == LOCATION {
        one::masked(&String::from_utf8_lossy(value.as_bytes()), url)
    } else {
        masked(&String::from_utf8_lossy(value.as_bytes()), secrets)
    };
    (name.as_str().to_owned(), shown.chars().filter(|shown| !is_invisible(*shown)).take(LONGEST).collect())
}

/// The start of an answer as text, and whether it is none. The last character may be cut in two.
fn text(read: &[u8], secrets: &[&str]) -> (String, bool) {
    let valid = match std::str::from_utf8(read) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            read.get(..error.valid_up_to()).and_then(|start| std::str::from_utf8(start).ok()).unwrap_or_default()
        }
        Err(_binary) => return (String::new(), true),
    };
    if valid.contains('\0') {
        return (String::new(), true);
    }
    let shown = without_start_of(&masked(valid, secrets), secrets);
    (shown.chars().filter(|shown| !is_invisible(*shown) && *shown != '\r').collect(), false)
}

fn masked(text: &str, secrets: &[&str]) -> String {
    let mut longest_first = secrets.to_vec();
    longest_first.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    longest_first.iter().fold(text.to_owned(), |shown, secret| shown.replace(secret, MASK))
}

/// A secret that the end of what was read cuts in two would be told in part.
fn without_start_of(text: &str, secrets: &[&str]) -> String {
    let begun = secrets
        .iter()
        .flat_map(|secret| secret.char_indices().skip(4).map(|(at, _)| secret.get(..at).unwrap_or_default()))
        .filter(|start| text.ends_with(start))
        .max_by_key(|start| start.len());
    begun.and_then(|start| text.strip_suffix(start)).map_or_else(|| text.to_owned(), |rest| format!("{rest}{MASK}"))
}
