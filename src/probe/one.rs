//! One harmless look at an endpoint: a `HEAD` that carries nothing of the company's but the address itself, and where
//! that is refused, an `OPTIONS`.

use std::time::{Duration, Instant};

use reqwest::header::{
    ACCESS_CONTROL_ALLOW_METHODS, ALLOW, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, LOCATION, USER_AGENT,
};
use reqwest::{Body, Method, Response};
use tokio::time::timeout;
use url::Url;

use super::Limits;
use super::setup::Setup;
use super::way::Way;
use crate::domain::clean::clean_name;
use crate::domain::endpoint::{Answer, CheckOutcome, EndpointCheck};
use crate::domain::{CallbackUrl, EndpointAnswer};

/// How this program names itself to endpoints.
const AGENT: &str = concat!("hookswitch/", env!("CARGO_PKG_VERSION"), " (endpoint check)");

/// The longest redirect that is told.
const LONGEST: usize = 200;

/// Asks one endpoint, in a set-up of its own.
pub async fn look(url: &CallbackUrl, limits: &Limits) -> EndpointAnswer {
    let setup = Setup::new(limits, url.is_https()).await;
    check(url, limits, &setup).await.answer()
}

/// Asks the webhook's endpoint for its head, query included, since that is part of the address. It follows no redirect
/// and reads no body.
pub(super) async fn check(url: &CallbackUrl, limits: &Limits, setup: &Setup) -> EndpointCheck {
    let mut way = match Way::new(url, limits, setup) {
        Ok(way) => way,
        Err(refused) => return *refused,
    };
    let begun = Instant::now();
    let first = match timeout(limits.total, ask(&mut way, Method::HEAD)).await {
        Ok(Ok(answer)) => told(&answer, url, begun.elapsed()),
        Ok(Err(outcome)) => return way.ended(outcome),
        Err(_elapsed) => {
            let outcome = way.too_slow();
            return way.ended(outcome);
        }
    };
    // Some only refuse this way of asking. What the second way brings is no page for people, whatever it calls itself:
    // frameworks write the methods that they take as one.
    let mut best = first;
    if matches!(best.status, 404 | 405 | 501) {
        let left = limits.total.saturating_sub(begun.elapsed());
        if let Ok(Ok(answer)) = timeout(left, ask(&mut way, Method::OPTIONS)).await {
            let second = Answer { html: false, ..told(&answer, url, Duration::from_millis(best.millis)) };
            let counts = best.status != 404 || takes_post(&answer);
            if counts && rank(second.status) < rank(best.status) {
                best = second;
            }
        }
    }
    way.ended(CheckOutcome::Answered(best))
}

async fn ask(way: &mut Way<'_>, method: Method) -> Result<Response, CheckOutcome> {
    let headers = HeaderMap::from_iter([(USER_AGENT, HeaderValue::from_static(AGENT))]);
    way.send(method, headers, Body::default()).await
}

/// Whether an answer to `OPTIONS` says that deliveries are taken. Many servers answer it for any path at all.
fn takes_post(answer: &Response) -> bool {
    let named = |name: HeaderName| {
        let lists = answer.headers().get_all(name).into_iter().filter_map(|list| list.to_str().ok());
        lists.flat_map(|list| list.split(',')).any(|method| method.trim().eq_ignore_ascii_case("POST"))
    };
    named(ALLOW) || named(ACCESS_CONTROL_ALLOW_METHODS)
}

/// Which of two answers says more for the endpoint: the lower.
fn rank(status: u16) -> u8 {
    match status {
        200..=299 => 0,
        300..=399 => 1,
        401 | 403 => 2,
        405 | 501 => 3,
        _ => 4,
    }
}

pub(super) fn told(answer: &Response, url: &CallbackUrl, took: Duration) -> Answer {
    let status = answer.status();
    let header = |name| answer.headers().get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let html = header(CONTENT_TYPE).is_some_and(|kind| {
        let kind = kind.trim_start().to_ascii_lowercase();
        kind.starts_with("text/html") || kind.starts_with("application/xhtml")
    });
    let redirect = header(LOCATION).filter(|_| status.is_redirection()).map(|target| masked(target, url));
    let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    Answer { status: status.as_u16(), millis, html, redirect }
}

/// Where a redirect leads. Servers repeat the address that was asked for in it, so that address's secrets go too.
pub(super) fn masked(target: &str, url: &CallbackUrl) -> String {
    let joined = Url::parse(url.expose()).and_then(|base| base.join(target));
    let target = joined.map_or_else(|_odd| target.to_owned(), String::from);
    let mut shown = CallbackUrl::received(target).masked();
    for secret in url.secret_forms() {
        shown = shown.replace(&secret, "•••");
    }
    clean_name(&shown).text.chars().take(LONGEST).collect()
}

#[cfg(test)]
#[path = "look_tests.rs"]
mod tests;
