//! A test delivery: what an endpoint made of it, and what Aircall would have made of its answer.

use super::endpoint::{Answer, CheckOutcome};

/// How long Aircall waits for an answer.
const LIMIT_MILLIS: u64 = 5_000;

/// What came of a test delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivered {
    /// Without an answer, why there was none.
    pub outcome: CheckOutcome,
    /// Those that may hold a secret have dots in place of their value.
    pub headers: Vec<(String, String)>,
    /// The first 4 KB of the answer, as text.
    pub body: String,
    /// There was more.
    pub cut: bool,
}

/// What Aircall would have made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Success,
    /// Each of these counts towards switching the webhook off.
    WrongStatus(u16),
    TooLate {
        millis: u64,
    },
    NoAnswer,
    /// Nothing was sent.
    NotSent,
}

impl Delivered {
    pub fn verdict(&self) -> Verdict {
        match &self.outcome {
            CheckOutcome::Answered(Answer { millis, .. }) if *millis > LIMIT_MILLIS => {
                Verdict::TooLate { millis: *millis }
            }
            CheckOutcome::Answered(Answer { status: 200..=299, .. }) => Verdict::Success,
            CheckOutcome::Answered(Answer { status, .. }) => Verdict::WrongStatus(*status),
            CheckOutcome::NotChecked(_) => Verdict::NotSent,
            CheckOutcome::TooSlow(_)
            | CheckOutcome::NoSuchHost
            | CheckOutcome::Refused
            | CheckOutcome::Unreachable
            | CheckOutcome::NotTrusted(_)
            | CheckOutcome::Cut(_) => Verdict::NoAnswer,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(status: u16, millis: u64) -> Verdict {
        let answer = Answer { status, millis, html: false, redirect: None };
        let outcome = CheckOutcome::Answered(answer);
        Delivered { outcome, headers: Vec::new(), body: String::new(), cut: false }.verdict()
    }

    #[test]
    fn a_success_is_in_time_and_between_200_and_299() {
        assert_eq!(answered(204, 5_000), Verdict::Success);
        assert_eq!(answered(200, 5_001), Verdict::TooLate { millis: 5_001 });
        assert_eq!(answered(302, 10), Verdict::WrongStatus(302));
        assert_eq!(answered(500, 10), Verdict::WrongStatus(500));
    }
}
