//! The test delivery.

use super::endpoint::{check_outcome, tenths};
use crate::domain::delivery::{Delivered, Failing, Verdict};
use crate::domain::endpoint::{CheckOutcome, NotChecked};
use crate::domain::sample::BodyError;

pub fn send_test() -> &'static str {
    "Send a test…"
}

pub fn send_test_to(label: &str) -> String {
    let label = super::named(label);
    format!("Send a test to {label}")
}

pub fn delivery_title(label: &str) -> String {
    let label = super::named(label);
    format!("Send a test event to {label}")
}

pub fn delivery_text(host: &str) -> String {
    format!(
        "{host} gets this from your computer and will take it as real. The values are invented. Aircall isn't involved and nothing changes there"
    )
}

pub fn delivery_event() -> &'static str {
    "Event"
}

pub fn not_subscribed(event: &str) -> String {
    format!("{event} (not among its events)")
}

pub fn delivery_body() -> &'static str {
    "Body"
}

pub fn delivery_token() -> &'static str {
    "The webhook's token takes the place of ••• when it is sent"
}

pub fn delivery_no_token() -> &'static str {
    "Aircall gave no token for this webhook, so an empty one is sent. Its receiver may refuse that"
}

pub fn body_error(error: BodyError) -> String {
    match error {
        BodyError::NotJson { line } => format!("This is no longer JSON. Look at line {line}, or reset the body"),
        BodyError::NotAnObject => "A delivery is one JSON object, in curly brackets".to_owned(),
    }
}

pub fn reset_body() -> &'static str {
    "Reset"
}

pub fn send_now() -> &'static str {
    "Send test"
}

pub fn send_again() -> &'static str {
    "Send again"
}

pub fn delivery_running(host: &str) -> String {
    format!("Waiting for {host}…")
}

pub fn delivery_asks(host: &str) -> String {
    format!("{host} is in your own network or on this computer. Nothing was sent yet. Send it there?")
}

pub fn send_private() -> &'static str {
    "Send it there"
}

pub fn copy_curl() -> &'static str {
    "Copy as curl"
}

/// What the endpoint answered, with the time against Aircall's limit.
pub fn delivery_answer(delivered: &Delivered) -> String {
    match &delivered.outcome {
        CheckOutcome::Answered(answer) => {
            format!("Answered {} in {} s. Aircall waits 5 s", answer.status, tenths(answer.millis))
        }
        CheckOutcome::TooSlow(_) => "No answer within 10 s. Aircall waits 5 s".to_owned(),
        CheckOutcome::NotChecked(NotChecked::Proxy) => "No answer came through the proxy".to_owned(),
        other => check_outcome(other, None),
    }
}

/// What Aircall would have made of it.
pub fn delivery_verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Success => "Aircall would count this as delivered",
        Verdict::Failure(Failing::Status) => {
            "Aircall would count this as a failure, since only an answer from 200 to 299 is a success. After repeated \
             failures (Aircall's pages say 10 to 50) it switches the webhook off."
        }
        Verdict::Failure(Failing::TooLate) => {
            "Aircall would count this as a failure, since it waits 5 seconds for an answer. After repeated failures \
             (Aircall's pages say 10 to 50) it switches the webhook off."
        }
        Verdict::Failure(Failing::NoAnswer) => {
            "Aircall would count this as a failure, if it sees what this computer sees. After repeated failures \
             (Aircall's pages say 10 to 50) it switches the webhook off."
        }
        Verdict::PerhapsArrived => {
            "It isn't known whether it arrived. Look at its receiver before you send it again, or it may count twice"
        }
        Verdict::Unknown => "Nothing reached the endpoint, so this says nothing about it",
    }
}

pub fn delivery_headers() -> &'static str {
    "Headers of the answer"
}

pub fn delivery_answer_body(cut: bool) -> &'static str {
    if cut { "Beginning of the answer" } else { "Answer" }
}

pub fn delivery_empty(binary: bool) -> &'static str {
    if binary { "The answer is no text, so it isn't shown" } else { "The answer has no body" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_proxy_swallowed_is_not_said_to_have_reached_nobody() {
        let said = |outcome| {
            let delivered = Delivered::without_answer(outcome);
            format!("{}. {}", delivery_answer(&delivered), delivery_verdict(delivered.verdict()))
        };
        let proxy = said(CheckOutcome::NotChecked(NotChecked::Proxy));
        assert!(proxy.contains("isn't known whether it arrived") && !proxy.contains("Nothing reached"), "{proxy}");
        assert!(said(CheckOutcome::Unreachable).contains("Nothing reached the endpoint"));
    }
}
