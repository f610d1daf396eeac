//! A finding that the admin has accepted for a time, with a reason.

use jiff::Timestamp;
use jiff::civil::Date;

use super::FindingKey;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    pub finding: FindingKey,
    /// The rule's id.
    pub rule: String,
    /// What the finding said then.
    pub title: String,
    /// The webhooks' names then.
    pub labels: String,
    pub reason: String,
    /// The last day on which it holds.
    pub until: Date,
    pub at: Timestamp,
}

impl Acceptance {
    pub fn holds(&self, today: Date) -> bool {
        today <= self.until
    }
}
