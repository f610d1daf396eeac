//! What the audit's rules mean, what a finding says, and the message to whoever runs the endpoint.

use crate::domain::audit::{Audit, Finding, Limit, Rule, Severity};

/// A rule's documentation, for the window, the reports and the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleDoc {
    pub title: &'static str,
    /// What is looked for.
    pub finds: &'static str,
    pub why: &'static str,
    pub fix: &'static str,
    /// Aircall doesn't document it.
    pub rule_of_thumb: bool,
}

/// A finding in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingWords {
    pub title: String,
    pub evidence: String,
    pub why: String,
    pub fix: String,
}

pub fn rule_doc(rule: Rule) -> RuleDoc {
    RuleDoc { title: rule.id(), finds: "", why: "", fix: "", rule_of_thumb: false }
}

pub fn finding_words(finding: &Finding, _audit: &Audit) -> FindingWords {
    FindingWords {
        title: rule_doc(finding.rule).title.to_owned(),
        evidence: String::new(),
        why: String::new(),
        fix: String::new(),
    }
}

/// A short text to whoever runs the endpoint, without secrets.
pub fn finding_message(finding: &Finding, audit: &Audit) -> String {
    finding_words(finding, audit).title
}

pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "Critical",
        Severity::Warning => "Warning",
        Severity::Advice => "Advice",
    }
}

pub fn audit_limit(limit: &Limit) -> String {
    format!("{limit:?}")
}
