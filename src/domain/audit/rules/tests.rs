//! A company for the rules' tests, and what all rules have in common.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::domain::audit::{Audit, Facts, Finding, Input, Rule, Severity, Snapshot, SnapshotWebhook, audit};
use crate::domain::endpoint::{Answer, CheckOutcome, EndpointCheck};
use crate::domain::history::{ChangeId, ChangeKind, ChangeRecord, Fate, Kept, Origin, Past, Seen, Sighting, Span};
use crate::domain::{CallbackUrl, EventName, EventSet, Listing, Secret, Status, Webhook, WebhookId};

/// A company as it is put together by a test.
pub struct Company {
    pub hooks: Vec<Webhook>,
    pub total: Option<usize>,
    pub read_at: Timestamp,
    pub past: Option<Past>,
    pub checks: Option<BTreeMap<WebhookId, EndpointCheck>>,
    pub before: Option<Snapshot>,
}

impl Default for Company {
    fn default() -> Self {
        Self { hooks: Vec::new(), total: None, read_at: at(100), past: None, checks: None, before: None }
    }
}

/// So many hours after some time.
pub fn at(hours: i64) -> Timestamp {
    Timestamp::from_second(1_764_000_000 + hours * 3600).unwrap()
}

pub fn events(names: &[&str]) -> EventSet {
    names.iter().map(|name| EventName::new(name)).collect()
}

impl Company {
    /// Adds one that is on, by the name that is its id too.
    pub fn hook(&mut self, id: &str, url: &str, names: &[&str]) -> &mut Webhook {
        self.hooks.push(Webhook {
            id: WebhookId::new(id),
            name: Some(id.to_owned()),
            url: CallbackUrl::received(url),
            status: Status::Active,
            events: events(names),
            token: Some(Secret::new(format!("a-long-enough-token-of-{id}"))),
            created: None,
        });
        self.hooks.last_mut().unwrap()
    }

    fn past(&mut self) -> &mut Past {
        self.past.get_or_insert_with(Past::default)
    }

    pub fn sighting(&mut self, id: &str, what: Seen, after: Option<Timestamp>, until: Timestamp) {
        let seen = Sighting { webhook: WebhookId::new(id), label: id.to_owned(), what, after, until };
        self.past().sightings.push(seen);
    }

    pub fn span(&mut self, from: Timestamp, to: Timestamp) {
        self.past().spans.push(Span { from, to });
    }

    /// A change that this app carried out on a webhook as it is now, but for its status.
    pub fn change(&mut self, id: &str, from: Status, to: Status, at: Timestamp) {
        let hook = self.hooks.iter().find(|hook| hook.id.as_str() == id).unwrap();
        let kept = |status| Some(Kept { status, ..Kept::of(hook) });
        let record = ChangeRecord {
            id: ChangeId(1),
            batch: None,
            at,
            webhook: Some(hook.id.clone()),
            label: id.to_owned(),
            kind: ChangeKind::Edit,
            origin: Origin::Window,
            undoes: None,
            before: kept(from),
            after: kept(to),
            url_changed: false,
            fate: Fate::Done,
            said: None,
            finished: Some(at),
        };
        self.past().changes.push(record);
    }

    /// What the last audit knew of a webhook.
    pub fn before(&mut self, id: &str, names: &[&str]) {
        let snapshot = self.before.get_or_insert_with(|| Snapshot {
            company: "Orsted & Sons".to_owned(),
            at: at(1),
            endpoints_checked: false,
            complete: true,
            past_known: true,
            webhooks: Vec::new(),
            findings: Vec::new(),
        });
        snapshot.webhooks.push(SnapshotWebhook {
            id: WebhookId::new(id),
            label: id.to_owned(),
            url: String::new(),
            active: true,
            endpoint_checked: false,
            events: events(names),
        });
    }

    pub fn check(&mut self, id: &str, outcome: CheckOutcome) -> &mut EndpointCheck {
        let id = WebhookId::new(id);
        let host = self.hooks.iter().find(|hook| hook.id == id).and_then(|hook| hook.url.host()).unwrap_or_default();
        let check = EndpointCheck { host, addresses: Vec::new(), through_proxy: false, certificate: None, outcome };
        let checks = self.checks.get_or_insert_with(BTreeMap::new);
        checks.insert(id.clone(), check);
        checks.get_mut(&id).unwrap()
    }

    pub fn audit(&self) -> Audit {
        let listing = Listing { webhooks: self.hooks.clone(), total: self.total, read_at: self.read_at };
        audit(&Input {
            company: "Orsted & Sons",
            listing: &listing,
            checks: self.checks.as_ref(),
            past: self.past.as_ref(),
            before: self.before.as_ref(),
            now: self.read_at,
        })
    }

    pub fn of(&self, rule: Rule) -> Vec<Finding> {
        self.audit().findings.into_iter().filter(|finding| finding.rule == rule).collect()
    }

    /// The webhooks of each finding of a rule, joined by a plus.
    pub fn found(&self, rule: Rule) -> Vec<String> {
        let ids = |finding: Finding| finding.webhooks.iter().map(WebhookId::as_str).collect::<Vec<_>>().join("+");
        self.of(rule).into_iter().map(ids).collect()
    }

    pub fn facts(&self, rule: Rule) -> Vec<Facts> {
        self.of(rule).into_iter().map(|finding| finding.facts).collect()
    }

    pub fn severities(&self, rule: Rule) -> Vec<Severity> {
        self.of(rule).into_iter().map(|finding| finding.severity).collect()
    }
}

pub fn answered(status: u16, millis: u64) -> CheckOutcome {
    CheckOutcome::Answered(Answer { status, millis, html: false, redirect: None })
}

#[test]
fn a_company_without_fault_has_no_finding() {
    let mut company = Company::default();
    company.hook("crm", "https://crm.example/in", &["call.ended", "call.tagged"]);
    company.hook("board", "https://board.example/in", &["call.created", "call.hungup"]);
    for id in ["crm", "board"] {
        company.check(id, answered(200, 80));
    }
    company.past = Some(Past::default());
    company.before("crm", &["call.ended", "call.tagged"]);
    let audit = company.audit();
    assert_eq!(audit.findings, []);
    assert_eq!(audit.unchecked, []);
}

#[test]
fn the_gravest_come_first_and_the_order_of_the_list_does_not_matter() {
    let mut company = Company::default();
    company.hook("b", "https://b.example/in", &["call.ended"]).status = Status::Inactive;
    company.hook("a", "https://a.example/in", &["call.ended", "x.y"]).status = Status::Inactive;
    company.hook("c", "http://c.example/in", &["sms.sent"]);
    let forwards = company.audit().findings;
    company.hooks.reverse();
    assert_eq!(company.audit().findings, forwards);
    let order: Vec<_> = forwards.iter().map(|finding| (finding.severity, finding.rule.id())).collect();
    let mut sorted = order.clone();
    sorted.sort_unstable();
    assert_eq!(order, sorted);
    assert_eq!(company.found(Rule::Deactivated), ["a", "b"]);
}
