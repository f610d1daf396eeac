//! A finding that the admin has accepted for a time, with a reason.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{FindingKey, Severity};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    pub finding: FindingKey,
    /// The rule's id.
    pub rule: String,
    /// How much it mattered then.
    pub severity: Severity,
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
    /// On its last day it still does.
    pub fn holds(&self, today: Date) -> bool {
        today <= self.until
    }

    /// What was no more than advice wasn't accepted as something critical.
    pub fn covers(&self, severity: Severity) -> bool {
        severity >= self.severity
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn it_holds_up_to_its_last_day_and_is_back_on_the_next() {
        let accepted = Acceptance {
            finding: FindingKey("AWH-101:a".to_owned()),
            rule: "AWH-101".to_owned(),
            severity: Severity::Warning,
            title: String::new(),
            labels: String::new(),
            reason: String::new(),
            until: date(2028, 2, 29),
            at: Timestamp::UNIX_EPOCH,
        };
        assert!(accepted.holds(date(2028, 2, 28)) && accepted.holds(date(2028, 2, 29)));
        assert!(!accepted.holds(date(2028, 3, 1)));
        assert_eq!(Severity::ALL.map(|severity| accepted.covers(severity)), [false, true, true]);
    }

    #[test]
    fn a_key_names_its_webhooks() {
        let ids = |key: &str| FindingKey(key.to_owned()).webhooks().map(|id| id.to_string()).collect::<Vec<_>>();
        assert_eq!((ids("AWH-301:a,b"), ids("AWH-601:")), (vec!["a".to_owned(), "b".to_owned()], vec![]));
    }
}
