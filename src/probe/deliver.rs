//! A test delivery: one `POST` of a body to a webhook's own endpoint, sent once and never again.

use std::time::Instant;

use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use reqwest::{Body, Method, Response};
use tokio::time::timeout;

use super::Limits;
use super::one::told;
use super::setup::Setup;
use super::way::Way;
use crate::domain::CallbackUrl;
use crate::domain::delivery::Delivered;
use crate::domain::endpoint::CheckOutcome;

const AGENT: &str = concat!("hookswitch/", env!("CARGO_PKG_VERSION"), " (test delivery)");

/// So much of the answer is read.
const MOST: usize = 4096;

/// Sends the body once, and reads the head and the beginning of the answer. It follows no redirect: whoever is there
/// would get the company's data.
pub async fn deliver(url: &CallbackUrl, body: &str, limits: &Limits) -> Delivered {
    let setup = Setup::new(limits, url.is_https()).await;
    let mut way = match Way::new(url, limits, &setup) {
        Ok(way) => way,
        Err(refused) => return without_answer(refused.outcome),
    };
    let headers = HeaderMap::from_iter([
        (USER_AGENT, HeaderValue::from_static(AGENT)),
        (CONTENT_TYPE, HeaderValue::from_static("application/json")),
    ]);
    let begun = Instant::now();
    let sent = timeout(limits.total, way.send(Method::POST, headers, Body::from(body.to_owned()))).await;
    match sent {
        Ok(Ok(answer)) => {
            let told = told(&answer, url, begun.elapsed());
            let headers = shown_headers(&answer, told.redirect.as_deref());
            // What an endpoint says slowly isn't waited for longer than its first word.
            let left = limits.total.saturating_sub(begun.elapsed());
            let (body, cut) = beginning(answer, left).await;
            Delivered { outcome: CheckOutcome::Answered(told), headers, body, cut }
        }
        Ok(Err(outcome)) => without_answer(outcome),
        Err(_elapsed) => without_answer(CheckOutcome::TooSlow(way.stage)),
    }
}

fn without_answer(outcome: CheckOutcome) -> Delivered {
    Delivered { outcome, headers: Vec::new(), body: String::new(), cut: false }
}

/// Values that are made to be secrets, or repeat the address, are hidden.
fn shown_headers(answer: &Response, redirect: Option<&str>) -> Vec<(String, String)> {
    let shown = |name: &HeaderName, value: &HeaderValue| match name.as_str() {
        "location" => redirect.unwrap_or("•••").to_owned(),
        "set-cookie"
        | "authorization"
        | "www-authenticate"
        | "authentication-info"
        | "refresh"
        | "link"
        | "content-location" => "•••".to_owned(),
        _ => plain(&String::from_utf8_lossy(value.as_bytes())),
    };
    answer.headers().iter().map(|(name, value)| (name.to_string(), shown(name, value))).collect()
}

/// The beginning of the answer as text, and whether there was more.
async fn beginning(mut answer: Response, left: std::time::Duration) -> (String, bool) {
    let mut read: Vec<u8> = Vec::new();
    let reading = async {
        while read.len() <= MOST {
            match answer.chunk().await {
                Ok(Some(part)) => read.extend_from_slice(&part),
                Ok(None) => return false,
                Err(_cut_off) => return true,
            }
        }
        true
    };
    let more = timeout(left, reading).await.unwrap_or(true);
    let cut = more || read.len() > MOST;
    read.truncate(MOST);
    (plain(&String::from_utf8_lossy(&read)), cut)
}

/// Without characters that would move or hide what stands around them.
fn plain(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || *c == '\t' || !c.is_control()).collect()
}
