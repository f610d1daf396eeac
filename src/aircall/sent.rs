//! The log of what was sent: each try of each call, masked as it is written down. In memory only.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde_json::Value;

use super::masked;
use super::said::Hidden;
use crate::domain::SentRequest;

/// How many requests are kept.
const MOST: usize = 500;

/// How many webhooks' tokens are remembered, to know them where an answer repeats one.
const MOST_TOKENS: usize = 400;

/// A shorter text is too common to be blanked wherever it stands.
const SHORTEST_TOKEN: usize = 6;

/// The last 500 requests. Its clones are the same log.
#[derive(Clone, Default)]
pub struct SentLog(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    entries: VecDeque<SentRequest>,
    last: u64,
    /// Every webhook's token that an answer held.
    tokens: Hidden,
}

impl fmt::Debug for SentLog {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SentLog(…)")
    }
}

impl SentLog {
    /// From the oldest to the newest.
    pub fn entries(&self) -> Vec<SentRequest> {
        self.lock().entries.iter().cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One try that is under way. It is written down when this is dropped, so also where nobody waited for its end.
pub(super) struct Trial<'a> {
    pub log: &'a SentLog,
    pub method: &'static str,
    pub url: &'a url::Url,
    pub attempt: u32,
    pub waited: Duration,
    pub request_body: Option<&'a str>,
    /// What must not be told of this call.
    pub hidden: Hidden,
    at: Timestamp,
    begun: Instant,
    pub status: Option<u16>,
    pub outcome: &'static str,
    pub media_type: Option<String>,
    pub response_body: Vec<u8>,
}

impl<'a> Trial<'a> {
    pub fn begin(log: &'a SentLog, method: &'static str, url: &'a url::Url, hidden: Hidden) -> Self {
        Self {
            log,
            method,
            url,
            attempt: 1,
            waited: Duration::ZERO,
            request_body: None,
            hidden,
            at: Timestamp::now(),
            begun: Instant::now(),
            status: None,
            outcome: "given up",
            media_type: None,
            response_body: Vec::new(),
        }
    }

    pub fn duration(&self) -> Duration {
        self.begun.elapsed()
    }
}

impl Drop for Trial<'_> {
    fn drop(&mut self) {
        let duration = self.begun.elapsed();
        let mut hidden = std::mem::take(&mut self.hidden);
        let answer: Option<Value> = serde_json::from_slice(&self.response_body).ok();
        let mut kept = self.log.lock();
        if let Some(answer) = &answer {
            kept.tokens.remember_tokens(answer, SHORTEST_TOKEN, MOST_TOKENS);
            hidden.tokens(answer, SHORTEST_TOKEN);
        }
        hidden.extend(&kept.tokens);
        drop(kept); // the masking takes a while
        hidden.sort();
        let mut entry = SentRequest {
            number: 0,
            at: self.at,
            method: self.method,
            path: masked::path(self.url, &hidden),
            status: self.status,
            outcome: self.outcome,
            duration,
            attempt: self.attempt,
            waited: self.waited,
            request_body: self.request_body.and_then(|body| masked::body(body.as_bytes(), None, &hidden)),
            response_body: masked::body(&self.response_body, self.media_type.as_deref(), &hidden),
        };
        let mut kept = self.log.lock();
        kept.last += 1;
        entry.number = kept.last;
        kept.entries.push_back(entry);
        if kept.entries.len() > MOST {
            kept.entries.pop_front();
        }
    }
}
