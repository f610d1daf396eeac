//! What the audit's rules mean, what a finding says, and the message to whoever runs the endpoint.

mod ask;
mod docs;
mod docs_endpoint;
mod docs_exposed;
mod endpoint_facts;
mod facts;
mod message;

pub use message::finding_message;

use jiff::Timestamp;

use crate::domain::TimeFormat;
use crate::domain::audit::{Audit, Finding, Limit, Rule, RuleGroup, Severity};
use crate::domain::hosts::ServiceKind;

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

const fn doc(title: &'static str, finds: &'static str, why: &'static str, fix: &'static str) -> RuleDoc {
    RuleDoc { title, finds, why, fix, rule_of_thumb: false }
}

impl RuleDoc {
    const fn of_thumb(mut self) -> Self {
        self.rule_of_thumb = true;
        self
    }
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
    match rule.group() {
        RuleGroup::Exposed => docs_exposed::of(rule),
        RuleGroup::Endpoint => docs_endpoint::of(rule),
        RuleGroup::Off | RuleGroup::Receives | RuleGroup::Twice | RuleGroup::Company => docs::of(rule),
    }
}

pub fn finding_words(finding: &Finding, audit: &Audit) -> FindingWords {
    finding_words_at(finding, audit.at, TimeFormat::default())
}

/// The same where there is no audit, as in the list. `now` is what "for 3 days" is counted to.
pub fn finding_words_at(finding: &Finding, now: Timestamp, times: TimeFormat) -> FindingWords {
    let doc = rule_doc(finding.rule);
    let why = if doc.rule_of_thumb {
        sentences([doc.why.trim_end_matches('.'), rule_of_thumb()])
    } else {
        doc.why.to_owned()
    };
    FindingWords {
        title: facts::title(finding).unwrap_or_else(|| doc.title.to_owned()),
        evidence: facts::evidence(finding, now, times),
        why,
        fix: doc.fix.to_owned(),
    }
}

pub fn rule_of_thumb() -> &'static str {
    "This is a rule of thumb: Aircall doesn't document it"
}

pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "Critical",
        Severity::Warning => "Warning",
        Severity::Advice => "Advice",
    }
}

pub fn rule_group(group: RuleGroup) -> &'static str {
    match group {
        RuleGroup::Off => "Off",
        RuleGroup::Receives => "Receives wrongly",
        RuleGroup::Twice => "Arrives twice",
        RuleGroup::Exposed => "Exposed",
        RuleGroup::Endpoint => "Endpoint",
        RuleGroup::Company => "Company",
    }
}

pub fn service_kind(kind: ServiceKind) -> &'static str {
    match kind {
        ServiceKind::Automation => "Automation",
        ServiceKind::Crm => "CRM",
        ServiceKind::Helpdesk => "Help desk",
        ServiceKind::Chat => "Chat",
        ServiceKind::Data => "Data platform",
        ServiceKind::Functions => "Cloud functions",
        ServiceKind::Hosting => "Hosting",
        ServiceKind::Tunnel => "Tunnel to a computer",
        ServiceKind::RequestBin => "Request bin",
    }
}

pub fn audit_limit(limit: &Limit) -> String {
    match limit {
        Limit::OauthNotListed => {
            "Aircall doesn't list the webhooks of OAuth apps to an API key. Such apps may receive \
                                  the company's events too, and are not in this audit."
                .to_owned()
        }
        Limit::SeenFromHere => "The endpoints were looked at from this computer, with a harmless request and not with \
                                a delivery. Aircall's own view may differ."
            .to_owned(),
        Limit::ThroughProxy => {
            "A proxy asked some endpoints for this computer. Their addresses are not known, and what failed may be the \
             proxy's fault."
                .to_owned()
        }
        Limit::EndpointsNotChecked => {
            "The endpoints were not looked at. Whether they answer is not known, and no endpoint counts as sound."
                .to_owned()
        }
        Limit::ListIncomplete { read, total } => format!(
            "Aircall said that there are {}, and listed {read}. What is missing is not in this audit.",
            super::webhooks(*total)
        ),
        Limit::NoHistory => "There is no history of this company on this computer. Since when a webhook is off, and \
                             whether it falls again and again, can't be told."
            .to_owned(),
        Limit::NoEarlierAudit => {
            "This is the first audit of this company that is known here. What changed since can't be told.".to_owned()
        }
    }
}

/// One sentence goes without a full stop, several with one each.
fn sentences<T: AsRef<str>>(parts: impl IntoIterator<Item = T>) -> String {
    let parts: Vec<T> = parts.into_iter().collect();
    let end = if parts.len() > 1 { "." } else { "" };
    let all: Vec<&str> = parts.iter().map(AsRef::as_ref).collect();
    format!("{}{end}", all.join(". "))
}

#[cfg(test)]
mod tests;
