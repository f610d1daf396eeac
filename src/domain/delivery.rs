//! A test delivery: what an endpoint made of it, and what Aircall would have made of its answer.

mod curl;

pub use curl::{VARIABLE, curl};

use super::endpoint::{CheckOutcome, NotChecked, TIME_LIMIT_MILLIS};

/// So much of an answer is read, in bytes.
pub const READ: usize = 4096;

/// Aircall waits so long for an answer.
pub const AIRCALL_WAITS_MILLIS: u64 = TIME_LIMIT_MILLIS;

/// What came of a test delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivered {
    /// Without an answer, why there was none.
    pub outcome: CheckOutcome,
    pub headers: Vec<(String, String)>,
    /// The first 4 KB of the answer, as text.
    pub body: String,
    /// There was more.
    pub cut: bool,
    /// The answer is no text, so none of it is shown.
    pub binary: bool,
}

/// What Aircall would have made of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Success,
    /// It counts towards switching the webhook off.
    Failure(Failing),
    /// Nothing was sent, so nothing is known.
    Unknown,
    /// It went to a proxy, and whether the endpoint got it isn't known.
    PerhapsArrived,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failing {
    /// The answer's status is none from 200 to 299. Redirects are among these.
    Status,
    /// It came after Aircall had given up, or not at all in that time.
    TooLate,
    NoAnswer,
}

impl Delivered {
    pub fn without_answer(outcome: CheckOutcome) -> Self {
        Self { outcome, headers: Vec::new(), body: String::new(), cut: false, binary: false }
    }

    /// By what Aircall documents: any status from 200 to 299 within five seconds.
    pub fn verdict(&self) -> Verdict {
        match &self.outcome {
            CheckOutcome::Answered(answer) if answer.millis > AIRCALL_WAITS_MILLIS => {
                Verdict::Failure(Failing::TooLate)
            }
            CheckOutcome::Answered(answer) if (200..300).contains(&answer.status) => Verdict::Success,
            CheckOutcome::Answered(_) => Verdict::Failure(Failing::Status),
            CheckOutcome::TooSlow(_) => Verdict::Failure(Failing::TooLate),
            CheckOutcome::NotChecked(NotChecked::Proxy) => Verdict::PerhapsArrived,
            // This computer may have no way there where Aircall has one.
            CheckOutcome::NotChecked(_) | CheckOutcome::Unreachable => Verdict::Unknown,
            CheckOutcome::NoSuchHost | CheckOutcome::Refused | CheckOutcome::NotTrusted(_) | CheckOutcome::Cut(_) => {
                Verdict::Failure(Failing::NoAnswer)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::endpoint::{Answer, Stage};

    fn verdict(status: u16, millis: u64) -> Verdict {
        let answer = Answer { status, millis, html: false, redirect: None };
        Delivered::without_answer(CheckOutcome::Answered(answer)).verdict()
    }

    #[test]
    fn only_a_2xx_within_five_seconds_is_a_success() {
        assert_eq!((verdict(200, 10), verdict(299, 5_000)), (Verdict::Success, Verdict::Success));
        for status in [199, 301, 404, 500] {
            assert_eq!(verdict(status, 10), Verdict::Failure(Failing::Status), "{status}");
        }
        assert_eq!(verdict(200, 5_001), Verdict::Failure(Failing::TooLate));
    }

    #[test]
    fn what_was_not_sent_is_neither_success_nor_failure() {
        let of = |outcome| Delivered::without_answer(outcome).verdict();
        assert_eq!(of(CheckOutcome::NotChecked(NotChecked::Private)), Verdict::Unknown);
        assert_eq!(of(CheckOutcome::Unreachable), Verdict::Unknown);
        assert_eq!(of(CheckOutcome::NotChecked(NotChecked::Proxy)), Verdict::PerhapsArrived);
        assert_eq!(of(CheckOutcome::Refused), Verdict::Failure(Failing::NoAnswer));
        assert_eq!(of(CheckOutcome::TooSlow(Stage::Answer)), Verdict::Failure(Failing::TooLate));
    }
}
