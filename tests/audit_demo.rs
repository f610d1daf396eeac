//! The demo company shows every rule of the audit at least once, by the worker's own audit.

#[expect(dead_code, reason = "each test file uses its part")]
#[path = "support/window.rs"]
mod window;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use hookswitch::app::audit::{AuditCommand, AuditEvent, AuditRun, Endpoints};
use hookswitch::app::message::DemoMode;
use hookswitch::app::{Command, Event, Target};
use hookswitch::domain::audit::{Finding, Limit, Rule, RuleGroup, Severity, compare};
use hookswitch::domain::endpoint::{CheckOutcome, NotChecked, Standing};
use hookswitch::domain::{ProxyChoice, WebhookId};
use hookswitch::vault::Vault;
use window::{NOW, Window};

impl Window {
    async fn on_the_demo() -> Self {
        let mut window = Self::new(Vault::memory(), None);
        let opened = window.answer(Command::OpenDemo { request: NOW }).await;
        assert_eq!(opened, Event::Opened { request: NOW, result: Ok(()) });
        window
    }

    async fn crowd(&mut self) {
        assert_eq!(self.answer(Command::SetDemoMode(DemoMode::Crowded)).await, Event::Done(Ok(())));
    }

    async fn audit(&mut self) -> AuditRun {
        let command = AuditCommand::Run {
            request: NOW,
            target: Target::Demo,
            company: "Demo company".to_owned(),
            endpoints: Endpoints::Public,
            known_names: BTreeMap::new(),
            proxy: ProxyChoice::None,
        };
        match self.answer(Command::Audit(command)).await {
            Event::Audit(AuditEvent::Finished { result: Ok(run), .. }) => *run,
            other => panic!("{other:?}"),
        }
    }
}

/// Where a rule shows: the first webhook that it is about, or the company.
fn place(run: &AuditRun, finding: &Finding) -> String {
    let hook = finding.webhooks.first().and_then(|id| run.audit.listing.find(id));
    hook.map_or_else(|| "the company".to_owned(), hookswitch::domain::Webhook::label)
}

/// A line for each rule and where it shows in each audit.
fn table(runs: &[(&str, &AuditRun)]) -> String {
    let mut table = String::new();
    for rule in Rule::ALL {
        write!(table, "\n{} {rule:?}", rule.id()).unwrap();
        for (when, run) in runs {
            let found: BTreeSet<String> =
                run.audit.findings.iter().filter(|finding| finding.rule == *rule).map(|it| place(run, it)).collect();
            let found: Vec<String> = found.into_iter().collect();
            write!(table, " | {when}: {}", if found.is_empty() { "-".to_owned() } else { found.join(", ") }).unwrap();
        }
    }
    table
}

fn rules(run: &AuditRun) -> BTreeSet<Rule> {
    run.audit.findings.iter().map(|finding| finding.rule).collect()
}

#[tokio::test]
async fn the_demo_company_shows_every_rule_and_all_but_a_few_at_the_first_audit() {
    let mut window = Window::on_the_demo().await;
    let normal = window.audit().await;
    window.crowd().await;
    let crowded = window.audit().await;
    let table = table(&[("normal", &normal), ("crowded", &crowded)]);
    let (first, second) = (rules(&normal), rules(&crowded));
    let missing: Vec<&Rule> = Rule::ALL.iter().filter(|rule| !first.contains(rule) && !second.contains(rule)).collect();
    assert!(missing.is_empty(), "nothing shows {missing:?}{table}");

    // What is so of a large company only, and what only a second audit can't know.
    let only_crowded: Vec<&Rule> = second.difference(&first).collect();
    assert_eq!(only_crowded, [&Rule::OddStatus, &Rule::NearLimit, &Rule::ListIncomplete], "{table}");
    let only_first: Vec<&Rule> = first.difference(&second).collect();
    assert_eq!(only_first, [&Rule::GrewSinceLastAudit], "nothing grew between the two{table}");
}

#[tokio::test]
async fn what_the_demo_company_has_come_to_since_its_last_audit_is_told() {
    let mut window = Window::on_the_demo().await;
    let first = window.audit().await;
    let of_before = first.before.clone().expect("somebody audited before");
    window.crowd().await;
    let second = window.audit().await;
    let third = window.audit().await;
    assert_eq!(second.before.as_ref().map(|before| before.at), Some(first.audit.at), "each follows the one before");

    let (first, second) = (second.before.unwrap(), third.before.unwrap());
    let since_then = compare(&of_before, &first);
    assert_eq!(since_then.removed.len(), 1, "the spring fair is over");
    let told = [&since_then.new, &since_then.gone, &since_then.remaining].map(|found| {
        let endpoint = found.iter().filter(|finding| finding.rule.starts_with("AWH-5")).count();
        (found.len(), endpoint)
    });
    let [new, gone, remaining] = told;
    assert!(new.1 > 5 && gone.1 > 0 && remaining.1 > 5, "endpoints are compared as well: {told:?}");
    assert!(remaining.0 > new.0 && gone.0 > gone.1, "most was so before: {told:?}");
    let grown = compare(&first, &second);
    assert_eq!((grown.added.len(), grown.removed.len(), grown.changed.len()), (71, 0, 0));
    assert_eq!(grown.gone, [], "nothing was mended");
    let untold: Vec<&str> = grown.not_checked.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(untold, [Rule::GrewSinceLastAudit.id()], "it receives as much as before, and no audit says so again");
}

#[tokio::test]
async fn most_of_the_crowded_companys_endpoints_are_well_and_no_group_is_all_there_is() {
    let mut window = Window::on_the_demo().await;
    let normal = window.audit().await;
    for group in RuleGroup::ALL.into_iter().filter(|group| *group != RuleGroup::Company) {
        assert!(rules(&normal).iter().any(|rule| rule.group() == group), "{group:?}");
    }
    for severity in Severity::ALL {
        assert!(normal.audit.findings.iter().any(|finding| finding.severity == severity), "{severity:?}");
    }
    let private: BTreeSet<String> = normal
        .audit
        .unchecked
        .iter()
        .filter(|unchecked| unchecked.why == NotChecked::Private)
        .flat_map(|unchecked| &unchecked.webhooks)
        .map(|id: &WebhookId| normal.audit.listing.find(id).unwrap().label())
        .collect();
    assert_eq!(private.into_iter().collect::<Vec<_>>(), ["Agent presence", "Front desk lamp"], "asked about first");

    window.crowd().await;
    let crowded = window.audit().await;
    let well = crowded.audit.checks.values().filter(|check| check.standing() == Standing::Good).count();
    assert!(well * 2 > crowded.audit.checks.len(), "{well} of {}", crowded.audit.checks.len());
    assert!(crowded.audit.limits.contains(&Limit::ListIncomplete { read: 95, total: 97 }));
    let late: Vec<_> =
        crowded.audit.checks.values().filter(|c| matches!(c.outcome, CheckOutcome::TooSlow(_))).collect();
    assert!(late.len() == 1, "{late:#?}");
}
