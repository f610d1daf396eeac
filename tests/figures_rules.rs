//! The rules keep pace with the list: ten times the webhooks take about ten times as long, and not a hundred times.
//! What they take in a release build is measured by `benches/rules.rs`.

use std::time::{Duration, Instant};

use hookswitch::domain::audit::{Audit, Input, Rule, RuleGroup, audit};

#[path = "support/many.rs"]
mod many;

use many::{Many, many};

fn audit_of(company: &Many) -> Audit {
    audit(&Input {
        company: "Many",
        listing: &company.listing,
        checks: Some(&company.checks),
        past: Some(&company.past),
        before: None,
        now: many::now(),
    })
}

/// The best of three: what else this machine does shall not count.
fn time(company: &Many) -> Duration {
    let once = || {
        let start = Instant::now();
        let found = audit_of(company).findings.len();
        assert!(found > company.listing.webhooks.len() / 4);
        start.elapsed()
    };
    (0..3).map(|_| once()).min().unwrap_or_default()
}

#[test]
fn ten_times_the_webhooks_take_about_ten_times_as_long() {
    let (few, many) = (time(&many(1_000)), time(&many(10_000)));
    assert!(
        many < few * 30,
        "{few:?} for 1,000 and {many:?} for 10,000: a rule looks at all webhooks for each of them"
    );
    assert!(many < Duration::from_secs(5), "{many:?} for 10,000, in a debug build");
}

#[test]
fn what_is_measured_has_findings_of_every_group() {
    let audit = audit_of(&many(1_000));
    for group in RuleGroup::ALL {
        assert!(audit.findings.iter().any(|finding| finding.rule.group() == group), "{group:?}");
    }
    assert!(audit.findings.iter().any(|finding| finding.rule == Rule::LookAlike));
    assert!(audit.findings.iter().all(|finding| finding.severity >= finding.rule.severity()), "none is graver");
}
