//! A test delivery: what an endpoint made of it, and what Aircall would have made of its answer.

use super::endpoint::CheckOutcome;

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
}
