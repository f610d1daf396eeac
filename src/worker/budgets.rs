//! One budget of calls for each company, and the number that the user allows.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::aircall::Budget;
use crate::domain::{ApiBase, CallBudget, Credential};

/// Everything that goes to the same company shares a budget: same address, same key.
#[derive(Default)]
pub(super) struct Budgets(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    companies: BTreeMap<String, Arc<Budget>>,
    chosen: CallBudget,
    /// Calls in any minute, whatever the user chose: for a server that isn't Aircall's.
    fixed: Option<u32>,
}

impl Inner {
    fn per_minute(&self) -> u32 {
        self.fixed.unwrap_or_else(|| self.chosen.per_minute().into())
    }
}

impl Budgets {
    pub fn fixed(per_minute: u32) -> Self {
        Self(Mutex::new(Inner { fixed: Some(per_minute), ..Inner::default() }))
    }

    /// From now on, also for the clients that hold one already.
    pub fn set(&self, chosen: CallBudget) {
        let mut inner = self.lock();
        inner.chosen = chosen;
        let per_minute = inner.per_minute();
        for budget in inner.companies.values() {
            budget.set_limit(per_minute);
        }
    }

    pub fn of(&self, base: &ApiBase, credential: &Credential) -> Arc<Budget> {
        let who = match credential {
            Credential::Basic { api_id, .. } => api_id.as_str(),
            Credential::Bearer { .. } => "bearer",
        };
        let mut inner = self.lock();
        let per_minute = inner.per_minute();
        let fresh = || Arc::new(Budget::new(per_minute));
        Arc::clone(inner.companies.entry(format!("{} {who}", base.as_str())).or_insert_with(fresh))
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Secret;

    fn of(budgets: &Budgets, token: &str) -> Arc<Budget> {
        budgets.of(&ApiBase::aircall(), &Credential::Basic { api_id: "a".to_owned(), api_token: Secret::new(token) })
    }

    #[test]
    fn what_the_user_allows_reaches_companies_that_are_open_and_those_that_open_later() {
        let budgets = Budgets::default();
        let open = of(&budgets, "t");
        assert_eq!(open.limit(), 60);
        budgets.set(CallBudget::of(20));
        assert_eq!(open.limit(), 20);
        let bearer = Credential::Bearer { access_token: Secret::new("b") };
        assert_eq!(budgets.of(&ApiBase::aircall(), &bearer).limit(), 20);
    }

    #[test]
    fn a_new_key_of_the_same_company_shares_its_budget() {
        let budgets = Budgets::default();
        assert!(Arc::ptr_eq(&of(&budgets, "old"), &of(&budgets, "new")));
    }

    #[test]
    fn a_fixed_number_stays() {
        let budgets = Budgets::fixed(1000);
        budgets.set(CallBudget::of(20));
        assert_eq!(of(&budgets, "t").limit(), 1000);
    }
}
