//! "What was sent" in words.

use super::exact;
use crate::domain::{SentRequest, TimeFormat};

/// The requests as text for a colleague or a support case, with the bodies of those that are open.
pub fn requests_as_text(requests: &[SentRequest], open: &std::collections::BTreeSet<u64>) -> String {
    let mut lines = Vec::new();
    for request in requests {
        lines.push(request_line(request, TimeFormat::default()));
        if open.contains(&request.number) {
            for (name, body) in [(request_body(), &request.request_body), (response_body(), &request.response_body)] {
                lines.push(format!("  {name}: {}", body.as_deref().unwrap_or(no_body())));
            }
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

pub fn request_line(request: &SentRequest, times: TimeFormat) -> String {
    let status = request.status.map_or_else(|| request.outcome.to_owned(), |status| status.to_string());
    let again = if request.attempt > 1 { format!(", try {}", request.attempt) } else { String::new() };
    format!(
        "{} {} {} → {status} in {} ms{again}",
        exact(request.at, times),
        request.method,
        request.path,
        request.duration.as_millis()
    )
}

pub fn copy_requests() -> &'static str {
    "Copy all as text"
}

pub fn request_body() -> &'static str {
    "Sent"
}

pub fn response_body() -> &'static str {
    "Answer"
}

pub fn no_body() -> &'static str {
    "No body"
}

pub fn secrets_masked() -> &'static str {
    "Tokens and query values are masked"
}

pub fn bodies_of(number: u64) -> String {
    format!("Bodies of request {number}")
}
