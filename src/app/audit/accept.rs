//! "Accept with a reason, until a date": the finding stays known and is told apart until then.

use jiff::Span;
use jiff::civil::Date;

use super::super::command::Command;
use super::super::dialog::Dialog;
use super::super::drafts::Subject;
use super::super::message::Target;
use super::super::model::Model;
use super::super::past::day;
use super::super::problem::Problem;
use super::AuditCommand;
use crate::domain::audit::{Acceptance, FindingKey, Severity};

/// What is asked before a finding is accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptForm {
    pub finding: FindingKey,
    pub rule: String,
    pub severity: Severity,
    pub title: String,
    pub labels: String,
    pub reason: String,
    /// As `2026-12-31`.
    pub until: String,
}

/// Why a date can't be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UntilError {
    Unreadable,
    /// It would be back at once.
    Past,
}

/// The dates that are offered, in days from today.
pub const OFFERED: [i32; 3] = [30, 90, 365];

impl AcceptForm {
    pub fn until(&self, today: Date) -> Result<Date, UntilError> {
        let date: Date = self.until.trim().parse().map_err(|_unreadable| UntilError::Unreadable)?;
        if date < today { Err(UntilError::Past) } else { Ok(date) }
    }

    pub fn is_ready(&self, today: Date) -> bool {
        !self.reason.trim().is_empty() && self.until(today).is_ok()
    }
}

impl Model {
    pub(super) fn ask_accept(&mut self, key: &FindingKey) {
        let Some(line) = self.audit.known(key).filter(|_| self.dialog.is_none()) else {
            return;
        };
        let form = AcceptForm {
            finding: key.clone(),
            rule: line.rule.clone(),
            severity: line.severity,
            title: line.title.clone(),
            labels: super::super::text::names(&line.labels),
            reason: String::new(),
            until: in_days(day(self.now), 90),
        };
        self.open_with_draft(Dialog::AcceptFinding(form));
    }

    pub(super) fn accept_for(&mut self, days: i32) {
        let today = day(self.now);
        if let Some(Dialog::AcceptFinding(form)) = &mut self.dialog {
            form.until = in_days(today, days);
        }
    }

    pub(super) fn accept(&mut self) -> Vec<Command> {
        let today = day(self.now);
        let (Some(Dialog::AcceptFinding(form)), Some(target)) = (&self.dialog, self.open.clone()) else {
            return Vec::new();
        };
        let (Ok(until), true) = (form.until(today), form.is_ready(today)) else {
            return Vec::new();
        };
        let acceptance = Acceptance {
            finding: form.finding.clone(),
            rule: form.rule.clone(),
            severity: form.severity,
            title: form.title.clone(),
            labels: form.labels.clone(),
            reason: form.reason.trim().to_owned(),
            until,
            at: self.now,
        };
        self.keep_dialog_draft(); // until it is written down
        self.dialog = None;
        vec![Command::Audit(AuditCommand::Accept { target, acceptance })]
    }

    pub(in crate::app) fn bring_back(&mut self, finding: FindingKey) -> Vec<Command> {
        match self.open.clone() {
            Some(target) => vec![Command::Audit(AuditCommand::TakeBack { target, finding })],
            None => Vec::new(),
        }
    }

    pub(super) fn acceptances_changed(
        &mut self,
        target: &Target,
        result: Result<Vec<Acceptance>, Problem>,
    ) -> Vec<Command> {
        if self.open.as_ref() != Some(target) {
            return Vec::new();
        }
        let today = day(self.now);
        match result {
            Ok(accepted) => {
                for one in &accepted {
                    self.drafts.forget(&Subject::Accept(one.finding.clone()));
                }
                if let Some(run) = &mut self.audit.run {
                    let holding = |all: &[Acceptance]| all.iter().filter(|one| one.holds(today)).count();
                    let more = holding(&accepted) > holding(&run.accepted);
                    let before = std::mem::replace(&mut run.accepted, accepted.clone());
                    self.say_accepted(&before, &accepted, more);
                }
                self.word_audit();
            }
            Err(problem) => return self.complain(&problem),
        }
        Vec::new()
    }
}

fn in_days(today: Date, days: i32) -> String {
    today.checked_add(Span::new().days(days)).unwrap_or(Date::MAX).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(reason: &str, until: &str) -> AcceptForm {
        AcceptForm {
            finding: FindingKey("AWH-101:a".into()),
            rule: "AWH-101".into(),
            severity: Severity::Warning,
            title: String::new(),
            labels: String::new(),
            reason: reason.into(),
            until: until.into(),
        }
    }

    #[test]
    fn a_reason_and_a_day_that_is_still_to_end_are_needed() {
        let today = jiff::civil::date(2026, 11, 25);
        assert!(form("known", "2026-11-25").is_ready(today));
        assert!(!form(" ", "2026-12-25").is_ready(today));
        assert_eq!(form("known", "2026-11-24").until(today), Err(UntilError::Past));
        assert_eq!(form("known", "next week").until(today), Err(UntilError::Unreadable));
        assert_eq!(in_days(today, 365), "2027-11-25");
    }
}
