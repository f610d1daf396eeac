//! An audit in words, for the reports. Secrets are hidden here and nowhere else, so that no format can forget it.

mod compared;
mod hide;
mod matrix;

use jiff::civil::Date;

use super::event::AuditRun;
use super::text;
use crate::domain::audit::{Acceptance, Audit, Facts, Finding, Limit, Severity, compare};
use crate::domain::dossier::{
    DossierAcceptance, DossierCount, DossierFinding, DossierResting, DossierStep, DossierUnchecked, DossierWebhook,
};
use crate::domain::endpoint::{CheckOutcome, EndpointCheck};
use crate::domain::{Dossier, TimeFormat, Webhook, WebhookId, hosts};
pub(super) use hide::Hide;

/// At most so many things are to be done first.
const FIRST: usize = 5;
/// Of a step's webhooks so many are named.
const NAMED: usize = 8;
/// Advice is only among them where there are fewer than these.
const ENOUGH: usize = 3;

/// All that a report shows of an audit. `today` decides which acceptances still hold.
pub fn dossier(run: &AuditRun, today: Date) -> Dossier {
    dossier_in(run, today, TimeFormat::default())
}

/// The same with times as the user of the window wants them.
pub fn dossier_in(run: &AuditRun, today: Date, times: TimeFormat) -> Dossier {
    let audit = &run.audit;
    let hide = Hide::secrets_of(&audit.listing.webhooks);
    let labels = Labels::of(audit, &hide);
    let findings = findings(run, today, &labels, &hide, times);
    let resting = resting(run, today, &findings, &hide);
    let counts = counts(&findings);
    let webhooks: Vec<DossierWebhook> =
        audit.listing.webhooks.iter().map(|hook| webhook(hook, audit, &labels, &hide, times)).collect();
    let mut dossier = Dossier {
        company: audit.company.clone(),
        title: text::report_title(&audit.company),
        at: audit.at,
        at_text: text::report_time(audit.at, times),
        app: text::report_app(),
        endpoints_checked: !audit.limits.contains(&Limit::EndpointsNotChecked),
        complete: audit.listing.is_complete(),
        past_known: !audit.limits.contains(&Limit::NoHistory),
        summary: summary(audit, &counts, &findings),
        first: first(&findings),
        counts,
        limits: audit.limits.iter().map(text::audit_limit).collect(),
        findings,
        resting,
        unchecked: unchecked(audit, &labels),
        webhooks,
        matrix: matrix::matrix(&audit.listing.webhooks),
        compared: None,
        words: text::report_words(),
    };
    dossier.compared =
        run.before.as_ref().map(|before| compared::in_words(&compare(before, &dossier.snapshot()), times));
    dossier
}

/// What the webhooks are called in the report.
struct Labels(std::collections::BTreeMap<WebhookId, String>);

impl Labels {
    fn of(audit: &Audit, hide: &Hide) -> Self {
        Self(audit.listing.webhooks.iter().map(|hook| (hook.id.clone(), hide.text(&hook.label()))).collect())
    }

    fn one(&self, id: &WebhookId) -> String {
        self.0.get(id).cloned().unwrap_or_else(|| id.to_string())
    }

    fn all(&self, ids: &[WebhookId]) -> Vec<String> {
        ids.iter().map(|id| self.one(id)).collect()
    }
}

fn ids(ids: &[WebhookId]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

fn findings(run: &AuditRun, today: Date, labels: &Labels, hide: &Hide, times: TimeFormat) -> Vec<DossierFinding> {
    let holding: std::collections::BTreeMap<_, &Acceptance> =
        run.accepted.iter().filter(|one| one.holds(today)).map(|one| (&one.finding, one)).collect();
    let words = |found: &Finding| {
        let words = text::finding_words_at(found, run.audit.at, times);
        let key = found.key();
        let accepted = holding.get(&key).filter(|acceptance| acceptance.covers(found.severity));
        DossierFinding {
            key,
            rule: found.rule.id().to_owned(),
            severity: found.severity,
            webhook_ids: ids(&found.webhooks),
            labels: labels.all(&found.webhooks),
            title: hide.text(&words.title),
            evidence: hide.text(&words.evidence),
            why: hide.text(&words.why),
            fix: hide.text(&words.fix),
            rule_of_thumb: text::rule_doc(found.rule).rule_of_thumb,
            accepted: accepted.map(|acceptance| in_words(acceptance, hide)),
        }
    };
    let mut all: Vec<DossierFinding> = run.audit.findings.iter().map(words).collect();
    all.sort_by_key(|finding| (finding.accepted.is_some(), finding.severity));
    all
}

fn in_words(acceptance: &Acceptance, hide: &Hide) -> DossierAcceptance {
    DossierAcceptance {
        reason: hide.text(&acceptance.reason),
        until: acceptance.until.to_string(),
        text: hide.text(&text::accepted_note(acceptance)),
    }
}

/// What was accepted and isn't found now, or is graver than it was.
fn resting(run: &AuditRun, today: Date, findings: &[DossierFinding], hide: &Hide) -> Vec<DossierResting> {
    let used: std::collections::BTreeSet<_> =
        findings.iter().filter(|finding| finding.accepted.is_some()).map(|finding| &finding.key).collect();
    let rests = |one: &&Acceptance| one.holds(today) && !used.contains(&one.finding);
    let words = |one: &Acceptance| DossierResting {
        key: one.finding.clone(),
        rule: one.rule.clone(),
        title: hide.text(&one.title),
        labels: hide.text(&one.labels),
        accepted: in_words(one, hide),
    };
    run.accepted.iter().filter(rests).map(words).collect()
}

fn counts(findings: &[DossierFinding]) -> Vec<DossierCount> {
    let of = |severity| {
        let open = |finding: &&DossierFinding| finding.severity == severity && finding.accepted.is_none();
        let count = findings.iter().filter(open).count();
        DossierCount { severity, count, text: text::severity_count(severity, count) }
    };
    Severity::ALL.map(of).to_vec()
}

fn summary(audit: &Audit, counts: &[DossierCount], findings: &[DossierFinding]) -> String {
    let said: Vec<String> = counts.iter().filter(|count| count.count > 0).map(|count| count.text.clone()).collect();
    let accepted = findings.iter().filter(|finding| finding.accepted.is_some()).count();
    text::report_summary(audit.listing.webhooks.len(), audit.listing.inactive(), &said, accepted)
}

/// One step for each rule, the gravest first: whoever mends one webhook mends the others in the same way.
fn first(findings: &[DossierFinding]) -> Vec<DossierStep> {
    let mut steps: Vec<DossierStep> = Vec::new();
    for finding in findings.iter().filter(|finding| finding.accepted.is_none()) {
        let same = |step: &&mut DossierStep| step.rule == finding.rule && step.severity == finding.severity;
        if let Some(step) = steps.iter_mut().find(same) {
            for label in &finding.labels {
                if !step.labels.contains(label) {
                    step.labels.push(label.clone());
                }
            }
            continue;
        }
        let wanted = if finding.severity == Severity::Advice { ENOUGH } else { FIRST };
        if steps.len() < wanted {
            steps.push(DossierStep {
                severity: finding.severity,
                rule: finding.rule.clone(),
                title: finding.title.clone(),
                labels: finding.labels.clone(),
                fix: finding.fix.clone(),
            });
        }
    }
    for labels in steps.iter_mut().map(|step| &mut step.labels) {
        let more = labels.len().saturating_sub(NAMED);
        if more > 0 {
            labels.truncate(NAMED);
            labels.push(text::and_more(more));
        }
    }
    steps
}

fn unchecked(audit: &Audit, labels: &Labels) -> Vec<DossierUnchecked> {
    let mut all: Vec<DossierUnchecked> = Vec::new();
    for one in &audit.unchecked {
        let why = text::not_checked(one.why).to_owned();
        match all.iter_mut().find(|known| known.why == why) {
            Some(known) => {
                known.labels.extend(labels.all(&one.webhooks));
                known.webhook_ids.extend(ids(&one.webhooks));
            }
            None => {
                all.push(DossierUnchecked { labels: labels.all(&one.webhooks), webhook_ids: ids(&one.webhooks), why });
            }
        }
    }
    all
}

fn webhook(hook: &Webhook, audit: &Audit, labels: &Labels, hide: &Hide, times: TimeFormat) -> DossierWebhook {
    let check = audit.checks.get(&hook.id);
    DossierWebhook {
        id: hook.id.to_string(),
        label: labels.one(&hook.id),
        url: hide.text(&hook.url.masked()),
        service: hosts::service(&hook.url).map(|service| service.name.to_owned()),
        active: hook.status.is_active(),
        status: text::status(hook.status).to_owned(),
        off_since: off_since(hook, audit, times),
        events: hook.events.iter().map(|name| name.as_str().to_owned()).collect(),
        endpoint: check.map(|check| hide.text(&text::endpoint_check(check))).unwrap_or_default(),
        checked: check.is_some_and(|check| !matches!(check.outcome, CheckOutcome::NotChecked(_))),
        millis: check.and_then(millis),
    }
}

fn millis(check: &EndpointCheck) -> Option<u64> {
    match &check.outcome {
        CheckOutcome::Answered(answer) => Some(answer.millis),
        _ => None,
    }
}

/// Since when a webhook is off, where a finding on it tells.
fn off_since(hook: &Webhook, audit: &Audit, times: TimeFormat) -> Option<String> {
    audit.findings.iter().find_map(|finding| match &finding.facts {
        Facts::Off { since: Some(since), .. } if finding.webhooks.contains(&hook.id) => {
            Some(text::report_off_since(*since, times))
        }
        _ => None,
    })
}
