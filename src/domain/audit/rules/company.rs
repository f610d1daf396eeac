//! What is so of the company as a whole.

use super::{Context, Found};
use crate::domain::audit::{Facts, Rule, Severity};
use crate::domain::webhook::LIMIT;

/// So many webhooks are told as near to the most that there can be.
const NEAR: usize = 90;

pub(super) fn find(context: &Context<'_>, found: &mut Vec<Found>) {
    let listing = context.input.listing;
    let read = listing.webhooks.len();
    let count = listing.total.unwrap_or(read).max(read);
    let mut company = |rule, facts| {
        found.push(Found::of_company(rule, Severity::Warning, facts));
    };
    if count >= NEAR {
        company(Rule::NearLimit, Facts::Count { count, most: LIMIT });
    }
    if let Some(total) = listing.total.filter(|_| !listing.is_complete()) {
        company(Rule::ListIncomplete, Facts::Incomplete { read, total });
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::Company;
    use super::*;

    #[test]
    fn ninety_webhooks_are_near_the_limit_and_eighty_nine_are_not() {
        let mut company = Company::default();
        for number in 0..89 {
            company.hook(&format!("w{number}"), &format!("https://h{number}.example/in"), &["call.ended"]);
        }
        assert_eq!(company.facts(Rule::NearLimit), []);
        company.hook("w89", "https://h89.example/in", &["call.ended"]);
        assert_eq!(company.facts(Rule::NearLimit), [Facts::Count { count: 90, most: 100 }]);
    }

    #[test]
    fn a_list_with_less_than_was_promised_is_found() {
        let mut company = Company::default();
        company.hook("one", "https://one.example/in", &["call.ended"]);
        assert_eq!(company.facts(Rule::ListIncomplete), []);
        company.total = Some(1);
        assert_eq!(company.facts(Rule::ListIncomplete), []);
        company.total = Some(3);
        assert_eq!(company.facts(Rule::ListIncomplete), [Facts::Incomplete { read: 1, total: 3 }]);
    }
}
