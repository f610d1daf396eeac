//! The test delivery: what it is, and what came of it.

use super::endpoint_check;
use crate::domain::EndpointCheck;
use crate::domain::delivery::{Delivered, Failing, Verdict};
use crate::domain::endpoint::{CheckOutcome, NotChecked};
use crate::domain::sample::BodyError;

pub fn send_a_test() -> &'static str {
    "Send a test…"
}

pub fn send_test() -> &'static str {
    "Send test"
}

/// Stands in the dialog before anything is sent.
pub fn delivery_note() -> &'static str {
    "The receiver will take this as a real event. It is sent from this computer, so Aircall's own view may differ."
}

pub fn body_error(error: BodyError) -> String {
    match error {
        BodyError::NotJson { line } => format!("This is no longer JSON: look at line {line}"),
        BodyError::NotAnObject => "A delivery is one JSON object, in curly brackets".to_owned(),
    }
}

/// How it ended, in one line. What was seen of the connection on its way is not in it.
pub fn delivery_outcome(delivered: &Delivered) -> String {
    match &delivered.outcome {
        CheckOutcome::TooSlow(_) => "No answer came while this computer waited".to_owned(),
        CheckOutcome::NotChecked(NotChecked::Private) => {
            "Nothing was sent, because the address is this computer's or its network's".to_owned()
        }
        CheckOutcome::NotChecked(_) => "Nothing was sent".to_owned(),
        outcome => endpoint_check(&EndpointCheck {
            outcome: outcome.clone(),
            ..EndpointCheck::not_checked(String::new(), NotChecked::Internal)
        }),
    }
}

/// What Aircall would have made of it.
pub fn delivery_verdict(delivered: &Delivered) -> &'static str {
    match delivered.verdict() {
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
        Verdict::Unknown => "Nothing reached the endpoint, so this says nothing about it",
    }
}

/// Above the start of the answer.
pub fn delivery_answer_note(delivered: &Delivered) -> Option<&'static str> {
    match (delivered.binary, delivered.cut) {
        (true, _) => Some("The answer is no text, so it isn't shown"),
        (false, true) => Some("Only the start of the answer is shown"),
        (false, false) => None,
    }
}

/// "2 of 7 endpoints don't answer…", before webhooks are switched on.
pub fn endpoints_before_switching_on(bad: usize, all: usize) -> Option<String> {
    match (bad, all) {
        (0, _) => None,
        (1, 1) => Some("The endpoint doesn't take deliveries; Aircall will switch this off again".to_owned()),
        (1, all) => Some(format!("1 of {all} endpoints doesn't take deliveries; Aircall will switch it off again")),
        (bad, all) => {
            Some(format!("{bad} of {all} endpoints don't take deliveries; Aircall will switch these off again"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::endpoint::Answer;

    #[test]
    fn a_late_answer_is_told_with_its_time_and_as_a_failure() {
        let answer = Answer { status: 200, millis: 6_200, html: false, redirect: None };
        let delivered = Delivered::without_answer(CheckOutcome::Answered(answer));
        assert_eq!(delivery_outcome(&delivered), "Answers 200 in 6.2 s");
        assert!(delivery_verdict(&delivered).contains("waits 5 seconds"));
    }

    #[test]
    fn a_review_counts_the_endpoints_that_would_fail() {
        assert_eq!(endpoints_before_switching_on(0, 7), None);
        let told = endpoints_before_switching_on(2, 7).unwrap();
        assert!(told.starts_with("2 of 7 endpoints don't"), "{told}");
        assert!(endpoints_before_switching_on(1, 7).unwrap().starts_with("1 of 7 endpoints doesn't"));
    }
}
