//! What the stage answers to an audit, a check and a test delivery: made by the real rules, from what a test says of the
//! endpoints.

use std::collections::BTreeMap;

use hookswitch::app::audit::{AuditCommand, AuditEvent, AuditRun, Endpoints};
use hookswitch::app::dossier::dossier;
use hookswitch::app::past::day;
use hookswitch::app::{Event, RequestId};
use hookswitch::domain::audit::{Acceptance, Audit, Input, Snapshot, audit};
use hookswitch::domain::delivery::Delivered;
use hookswitch::domain::endpoint::{Answer, Certificate, CheckOutcome, EndpointCheck, NotChecked, TlsFault};
use hookswitch::domain::{EventName, Listing, Past, Seen, Sighting, Webhook, WebhookId};
use jiff::{SignedDuration, Timestamp};

use super::{now, some_webhooks, webhook};

/// What a stage knows of audits.
pub struct Audits {
    /// What a look at the endpoints shows; where nothing is said, it answers 200.
    pub checks: BTreeMap<WebhookId, CheckOutcome>,
    pub before: Option<Snapshot>,
    pub accepted: Vec<Acceptance>,
    /// The report that is chosen to compare with.
    pub report: Option<Snapshot>,
    /// What a test delivery brings back.
    pub delivered: Delivered,
}

impl Default for Audits {
    fn default() -> Self {
        Self { checks: outcomes(), before: None, accepted: Vec::new(), report: None, delivered: delivered() }
    }
}

/// Nine webhooks that give findings of each kind.
pub fn audited_webhooks() -> Vec<Webhook> {
    let mut all = some_webhooks();
    all.push(webhook("w7", Some("Copy of Réclamations"), "https://sav.example/in", true, &["call.ended"]));
    all.push(webhook("w8", Some("Wallboard"), "https://192.168.10.20/calls", true, &["call.created", "call.ended"]));
    all.push(webhook("w9", Some("Trial"), "https://a1b2.ngrok-free.app/hook", true, &["contact.created"]));
    all
}

/// As it was a week before: without the copy and the trial, with a webhook that is gone, and less for the data lake.
pub fn a_week_before() -> Snapshot {
    let mut hooks = audited_webhooks();
    hooks.retain(|hook| !["w7", "w9"].contains(&hook.id.as_str()));
    hooks.push(webhook("w0", Some("Old CRM"), "http://crm.example/in", false, &["call.ended"]));
    for hook in hooks.iter_mut().filter(|hook| hook.id.as_str() == "w3") {
        hook.events = [EventName::new("call.ended"), EventName::new("call.created")].into_iter().collect();
    }
    let run = Audits::default().run(&hooks, Endpoints::Public, "Demo company", earlier(7));
    dossier(&run, day(now())).snapshot()
}

fn earlier(days: i64) -> Timestamp {
    now().checked_sub(SignedDuration::from_hours(24 * days)).expect("a time")
}

pub fn answered(status: u16, millis: u64) -> CheckOutcome {
    CheckOutcome::Answered(Answer { status, millis, html: false, redirect: None })
}

fn outcomes() -> BTreeMap<WebhookId, CheckOutcome> {
    let said = [
        ("w1", answered(503, 340)),
        ("w2", CheckOutcome::NoSuchHost),
        ("w4", answered(405, 210)),
        ("w6", CheckOutcome::Refused),
        ("w8", CheckOutcome::NotChecked(NotChecked::Private)),
        ("w9", CheckOutcome::NotTrusted(TlsFault::Expired)),
    ];
    said.into_iter().map(|(id, outcome)| (WebhookId::new(id), outcome)).collect()
}

fn delivered() -> Delivered {
    let headers = [("content-type", "application/json"), ("server", "nginx")];
    Delivered {
        outcome: answered(200, 180),
        headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
        body: "{\"ok\": true}".to_owned(),
        cut: false,
        binary: false,
    }
}

impl Audits {
    pub fn with_a_week_before() -> Self {
        Self { before: Some(a_week_before()), ..Self::default() }
    }

    pub fn check(&self, hook: &Webhook, endpoints: Endpoints) -> EndpointCheck {
        let outcome = self.checks.get(&hook.id).cloned().unwrap_or_else(|| answered(200, 150));
        let private = outcome == CheckOutcome::NotChecked(NotChecked::Private);
        let outcome = if private && endpoints == Endpoints::All { answered(200, 20) } else { outcome };
        let certificate = Certificate {
            issuer: "Example Authority".to_owned(),
            valid_from: earlier(80),
            valid_until: now().checked_add(SignedDuration::from_hours(24 * 9)).expect("a time"),
        };
        let soon = hook.id.as_str() == "w5" || hook.id.as_str() == "w7";
        EndpointCheck {
            host: hook.url.host().unwrap_or_default(),
            addresses: Vec::new(),
            through_proxy: false,
            certificate: soon.then_some(certificate),
            outcome,
        }
    }

    pub fn run(&self, hooks: &[Webhook], endpoints: Endpoints, company: &str, at: Timestamp) -> AuditRun {
        let listing = Listing { webhooks: hooks.to_vec(), total: Some(hooks.len()), read_at: at };
        let checks: BTreeMap<WebhookId, EndpointCheck> =
            hooks.iter().map(|hook| (hook.id.clone(), self.check(hook, endpoints))).collect();
        let fell = |days| Sighting {
            webhook: WebhookId::new("w1"),
            label: "Orders".to_owned(),
            what: Seen::Deactivated,
            after: Some(earlier(days + 1)),
            until: earlier(days),
        };
        let past = Past { sightings: vec![fell(3)], ..Past::default() };
        let audit: Audit = audit(&Input {
            company,
            listing: &listing,
            checks: (endpoints != Endpoints::Skip).then_some(&checks),
            past: Some(&past),
            before: self.before.as_ref(),
            now: at,
        });
        AuditRun { audit, before: self.before.clone(), accepted: self.accepted.clone(), trouble: None }
    }

    /// The events that end a command, and those on the way.
    pub fn answer(&mut self, command: AuditCommand, hooks: &[Webhook]) -> Vec<Event> {
        let event = match command {
            AuditCommand::Run { request, company, endpoints, .. } => {
                let run = self.run(hooks, endpoints, &company, now());
                AuditEvent::Finished { request, result: Ok(Box::new(run)) }
            }
            AuditCommand::CheckEndpoints { request, hooks, endpoints, .. } => {
                return self.checked(request, &hooks, endpoints);
            }
            AuditCommand::Accept { target, acceptance } => {
                self.accepted.push(acceptance);
                AuditEvent::Accepted { target, result: Ok(self.accepted.clone()) }
            }
            AuditCommand::TakeBack { target, finding } => {
                self.accepted.retain(|one| one.finding != finding);
                AuditEvent::Accepted { target, result: Ok(self.accepted.clone()) }
            }
            AuditCommand::Export { request, name, .. } => {
                return vec![Event::Exported { request, result: Ok(Some(name)) }];
            }
            AuditCommand::ReadReport { request } => {
                AuditEvent::ReportRead { request, result: Ok(self.report.clone().map(Box::new)) }
            }
        };
        vec![Event::Audit(event)]
    }

    fn checked(&self, request: RequestId, hooks: &[Webhook], endpoints: Endpoints) -> Vec<Event> {
        let one = |hook: &Webhook| AuditEvent::EndpointChecked {
            request,
            id: hook.id.clone(),
            check: self.check(hook, endpoints),
        };
        let end = AuditEvent::EndpointsChecked { request, cancelled: false };
        hooks.iter().map(one).chain([end]).map(Event::Audit).collect()
    }
}
