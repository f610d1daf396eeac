//! A request that was sent, as the log "What was sent" shows it.

use std::time::Duration;

use jiff::Timestamp;

/// One try of one call, and what came of it. No secret is in it: texts are masked before they get here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentRequest {
    /// Counts the tries since the start, from 1.
    pub number: u64,
    /// When it was sent.
    pub at: Timestamp,
    pub method: &'static str,
    /// The path with the webhook's id and the query, without the host.
    pub path: String,
    /// The answer's status, where one came.
    pub status: Option<u16>,
    /// `ok`, the name of the error, or `given up`.
    pub outcome: &'static str,
    /// From sending to the end of the answer.
    pub duration: Duration,
    /// 1 for the first try of a call.
    pub attempt: u32,
    /// How long it was held back before it was sent.
    pub waited: Duration,
    /// What was sent, masked.
    pub request_body: Option<String>,
    /// What came back, masked.
    pub response_body: Option<String>,
}
