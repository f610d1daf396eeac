//! Audits as the worker would bring them, made by the real rules from invented webhooks.

use std::collections::BTreeMap;

pub use hookswitch::app::audit::*;
use hookswitch::app::dossier::dossier;
use hookswitch::app::past::day;
use hookswitch::domain::audit::{Acceptance, FindingKey, Input, Rule, Severity, Snapshot, audit};
use hookswitch::domain::endpoint::{Answer, CheckOutcome, EndpointCheck, NotChecked};

use crate::hand::*;

/// The second at which the invented audits were made.
pub const AUDITED: i64 = 100;

pub type Checks = BTreeMap<WebhookId, EndpointCheck>;

/// An audit of these webhooks whose endpoints weren't looked at.
pub fn run(hooks: &[Webhook]) -> AuditRun {
    run_with(hooks, None, None)
}

pub fn run_with(hooks: &[Webhook], checks: Option<&Checks>, before: Option<Snapshot>) -> AuditRun {
    let listing = Listing { read_at: at(AUDITED), ..listing(hooks) };
    let past = Past::default();
    let input = Input {
        company: "Acme",
        listing: &listing,
        checks,
        past: Some(&past),
        before: before.as_ref(),
        now: at(AUDITED),
    };
    AuditRun { audit: audit(&input), before, accepted: Vec::new(), trouble: None }
}

pub fn snapshot(run: &AuditRun) -> Snapshot {
    dossier(run, day(at(AUDITED))).snapshot()
}

pub fn answered(host: &str, status: u16) -> EndpointCheck {
    let answer = Answer { status, millis: 120, html: false, redirect: None };
    check(host, CheckOutcome::Answered(answer))
}

pub fn private(host: &str) -> EndpointCheck {
    check(host, CheckOutcome::NotChecked(NotChecked::Private))
}

pub fn check(host: &str, outcome: CheckOutcome) -> EndpointCheck {
    EndpointCheck { host: host.to_owned(), addresses: Vec::new(), through_proxy: false, certificate: None, outcome }
}

pub fn key(rule: Rule, ids: &str) -> FindingKey {
    FindingKey(format!("{}:{ids}", rule.id()))
}

pub fn acceptance(key: &FindingKey, until: &str) -> Acceptance {
    Acceptance {
        finding: key.clone(),
        rule: "AWH".to_owned(),
        severity: Severity::Critical,
        title: String::new(),
        labels: String::new(),
        reason: "Known".to_owned(),
        until: until.parse().unwrap(),
        at: at(0),
    }
}

/// Two webhooks that are one and the same, as far as Aircall delivers.
pub fn twins() -> Vec<Webhook> {
    let one = hook("Alpha", true);
    let two = Webhook { id: id("again"), name: Some("Again".to_owned()), ..one.clone() };
    vec![one, two]
}

impl App {
    pub fn audit(&mut self, action: AuditAction) -> &mut Self {
        self.act(Action::Audit(action))
    }

    pub fn told(&mut self, event: AuditEvent) -> &mut Self {
        self.hear(Event::Audit(event))
    }

    /// Acme with these webhooks, and an audit of them on its page.
    pub fn audited(hooks: &[Webhook]) -> Self {
        Self::audited_as(hooks, run(hooks))
    }

    pub fn audited_as(hooks: &[Webhook], run: AuditRun) -> Self {
        let mut app = Self::showing(hooks);
        app.act(Action::Go(Place::Audit)).audit_ends(Ok(run));
        app
    }

    /// One is started, and ends with this.
    pub fn audit_ends(&mut self, result: Result<AuditRun, Problem>) -> &mut Self {
        let request = self.audit(AuditAction::Start).request();
        self.told(AuditEvent::Finished { request, result: result.map(Box::new) })
    }

    /// The list is read again, and is now this.
    pub fn read_again(&mut self, hooks: &[Webhook], second: i64) -> &mut Self {
        let request = self.act(Action::Refresh).request();
        let listing = Listing { read_at: at(second), ..listing(hooks) };
        self.hear(Event::WebhooksRead { request, result: Ok(listing) })
    }

    /// The keys of the findings on screen, in their order.
    pub fn found(&self) -> Vec<&str> {
        let lines = self.model.audit.groups.iter().flat_map(|group| &group.lines);
        lines.map(|line| line.words.key.0.as_str()).collect()
    }

    pub fn shows(&self, key: &FindingKey) -> bool {
        self.found().contains(&key.0.as_str())
    }

    /// How many webhooks the list holds that the window shows.
    pub fn listed(&self) -> usize {
        self.model.list.latest().map_or(0, |listing| listing.webhooks.len())
    }

    /// What the last message sent to be audited, checked or kept.
    pub fn audit_command(&self) -> &AuditCommand {
        match self.commands.as_slice() {
            [Command::Audit(command)] => command,
            other => panic!("no audit but {other:?}"),
        }
    }
}
