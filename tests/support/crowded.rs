//! A dossier with more findings than any company has, for the figures of the exports.

use hookswitch::app::dossier::dossier;
use hookswitch::domain::audit::{Facts, Finding, Rule, Severity};
use hookswitch::domain::{Dossier, WebhookId};

use super::support::{TODAY, company};

/// As many findings as no company has, on 100 webhooks.
pub fn crowded(findings: usize) -> Dossier {
    let mut run = company(100);
    let ids: Vec<WebhookId> = run.audit.listing.webhooks.iter().map(|hook| hook.id.clone()).collect();
    run.audit.findings = (0..findings)
        .map(|number| Finding {
            rule: Rule::ALL[number % Rule::ALL.len()],
            severity: Severity::ALL[number % 3],
            webhooks: vec![ids[number % ids.len()].clone()],
            facts: Facts::None,
        })
        .collect();
    let mut dossier = dossier(&run, TODAY);
    for (number, finding) in dossier.findings.iter_mut().enumerate() {
        finding.evidence =
            format!("{number}: {}", "The endpoint answered 503 in 4.6 s, as it did the day before. ".repeat(3));
        finding.why =
            "Aircall switches a webhook off after repeated failures, and what was sent until then is lost. ".repeat(2);
        finding.fix = "Ask whoever runs the endpoint to answer 200 at once and to do the work afterwards. ".repeat(2);
    }
    dossier
}
