//! The short text to whoever runs an endpoint: the facts, what to do, and what counts as fixed. No secret is in it.

use jiff::tz::TimeZone;

use super::super::date;
use super::{ask, finding_words};
use crate::domain::Webhook;
use crate::domain::audit::{Audit, Finding, RuleGroup};
use crate::domain::clean::clean_name;

/// As many webhooks are named at most.
const MOST: usize = 10;

/// A short text to whoever runs the endpoint, without secrets.
pub fn finding_message(finding: &Finding, audit: &Audit) -> String {
    let words = finding_words(finding, audit);
    let (company, day) = (one_line(&audit.company), date(audit.at));
    let mut paragraphs = vec!["Hello,".to_owned()];
    paragraphs.push(match finding.rule.group() {
        RuleGroup::Company => format!("A check of {company}'s webhooks at Aircall on {day} found something."),
        _ => format!(
            "Aircall, the phone system of {company}, sends events to an endpoint that you run. A check on {day} found \
             something there that needs your attention."
        ),
    });
    let mut facts = vec![line("What", &words.title), line("Seen", &words.evidence)];
    facts.extend(hooks(finding, audit));
    facts.push(line("Why it matters", &words.why));
    facts.push(line("Please", ask::ask(finding.rule)));
    facts.push(line("Fixed when", ask::fixed(finding.rule)));
    paragraphs.push(facts.join("\n"));
    if finding.rule.group() == RuleGroup::Endpoint {
        paragraphs.push(
            "This was seen from one computer of ours, with a harmless request and not with a delivery. Aircall may see it \
             otherwise."
                .to_owned(),
        );
    }
    let zone = audit.at.to_zoned_datetime(TimeZone::system()).strftime("%Z").to_string();
    paragraphs.push(format!("Times are in {zone}. Rule {} of Hookswitch's audit.", finding.rule.id()));
    format!("{}\n", paragraphs.join("\n\n"))
}

fn line(name: &str, text: &str) -> String {
    format!("{name}: {}", one_line(text))
}

/// A name from elsewhere must not look like a line of ours.
fn one_line(text: &str) -> String {
    clean_name(text).text
}

fn hooks(finding: &Finding, audit: &Audit) -> Vec<String> {
    let told = |hook: &Webhook| {
        let label = if hook.name.is_some() { format!("{}, ", one_line(&hook.label())) } else { String::new() };
        line("Webhook", &format!("{label}{}", hook.url.masked()))
    };
    let found = finding.webhooks.iter().take(MOST).filter_map(|id| audit.listing.find(id));
    let mut lines: Vec<String> = found.map(told).collect();
    let more = finding.webhooks.len().saturating_sub(MOST);
    if more > 0 {
        lines.push(line("Webhook", &format!("and {more} more")));
    }
    lines
}
