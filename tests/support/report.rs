//! An invented company's audit: what the tests of the reports look at.

use hookswitch::app::audit::AuditRun;
use hookswitch::domain::audit::{
    Acceptance, FindingKey, Input, Rule, Severity, Snapshot, SnapshotFinding, SnapshotWebhook, audit,
};
use hookswitch::domain::endpoint::{Answer, CheckOutcome, EndpointCheck, NotChecked, Stage, TlsFault};
use hookswitch::domain::{
    CallbackUrl, EventName, EventSet, Listing, Past, Secret, Seen, Sighting, Status, Webhook, WebhookId,
};
use jiff::Timestamp;
use jiff::civil::{Date, date};

pub const TODAY: Date = date(2026, 11, 25);

pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub fn events(names: &[&str]) -> EventSet {
    names.iter().map(|name| EventName::new(name)).collect()
}

pub fn webhook(id: &str, name: &str, url: &str, active: bool, names: &[&str]) -> Webhook {
    Webhook {
        id: WebhookId::new(id),
        name: Some(name.to_owned()),
        url: CallbackUrl::received(url),
        status: Status::of(active),
        events: events(names),
        token: Some(Secret::new(format!("token-of-{id}-0123456789"))),
        created: None,
    }
}

pub fn check(outcome: CheckOutcome) -> EndpointCheck {
    EndpointCheck { host: "a.example".into(), addresses: Vec::new(), through_proxy: false, certificate: None, outcome }
}

pub fn answered(status: u16, millis: u64) -> CheckOutcome {
    CheckOutcome::Answered(Answer { status, millis, html: false, redirect: None })
}

/// Names that a report must take as they are.
pub const NAMES: [&str; 12] = [
    "Orders",
    "Billing archive",
    "営業チーム同期",
    "<script>alert(1)</script>",
    "=HYPERLINK(\"https://evil.example\")",
    "مزامنة المبيعات",
    "Café \"Ünïcode\" & 'Söhne'",
    "-1+1",
    "👩‍👩‍👧 family line",
    "A name that goes on and on and never seems to come to an end, whatever one does about it",
    "שלום",
    "Support desk",
];

/// Every kind of thing that a report can show, on `count` webhooks.
pub fn company(count: usize) -> AuditRun {
    let all: Vec<String> = EventSet::all().iter().map(|name| name.as_str().to_owned()).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let some: [&[&str]; 4] = [
        &["call.ended", "call.comm_assets_generated", "call.tagged"],
        &["call.created", "call.hungup", "user.opened.v2", "sms.sent"],
        &["contact.created", "contact.updated", "fax.received", "message.sent"],
        &[],
    ];
    let url = |number: usize| match number % 4 {
        0 => format!("https://hooks.example.com/in/{number}"),
        1 => format!("https://user{number}:hunter{number}22@crm.example.net/aircall?key=s3cret{number}value&env=live"),
        2 => format!("https://very-long-host-name-{number}.department.example.org/{}", "path/".repeat(30)),
        _ => format!("http://10.0.0.{}/x", number % 250),
    };
    let hook = |number: usize| {
        let names = if number == 5 { all.as_slice() } else { some[number % 4] };
        let name = NAMES.get(number).map_or_else(|| format!("Webhook {number}"), |name| (*name).to_owned());
        webhook(&format!("{number:08}-id"), &name, &url(number), number % 5 != 1, names)
    };
    let webhooks: Vec<Webhook> = (0..count).map(hook).collect();
    let checks = webhooks.iter().enumerate().map(|(number, hook)| (hook.id.clone(), check(outcome(number))));
    let checks = checks.collect();
    let listing = Listing { webhooks, total: Some(count), read_at: at("2026-11-25T09:30:00Z") };
    let past = Past {
        sightings: vec![Sighting {
            webhook: WebhookId::new("00000001-id"),
            label: NAMES[1].to_owned(),
            what: Seen::Deactivated,
            after: Some(at("2026-11-23T18:02:00Z")),
            until: at("2026-11-24T09:14:00Z"),
        }],
        ..Past::default()
    };
    let before = before(&listing);
    let audit = audit(&Input {
        company: "Müller & Söhne <GmbH>",
        listing: &listing,
        checks: Some(&checks),
        past: Some(&past),
        before: Some(&before),
        now: at("2026-11-25T09:31:00Z"),
    });
    let everything = audit.findings.iter().find(|finding| finding.rule == Rule::ReceivesEverything);
    let accepted = everything.map(|finding| Acceptance {
        finding: finding.key(),
        rule: finding.rule.id().into(),
        severity: finding.severity,
        title: String::new(),
        labels: String::new(),
        reason: "The data lake wants them all, says <Ada>".into(),
        until: date(2026, 12, 31),
        at: audit.at,
    });
    AuditRun { before: Some(before), accepted: accepted.into_iter().collect(), audit, trouble: None }
}

fn outcome(number: usize) -> CheckOutcome {
    match number % 12 {
        1 => CheckOutcome::TooSlow(Stage::Answer),
        3 | 7 => CheckOutcome::NotChecked(NotChecked::Private),
        4 => CheckOutcome::NotTrusted(TlsFault::Expired),
        5 => answered(200, 4_640),
        6 => CheckOutcome::NoSuchHost,
        8 => CheckOutcome::NotChecked(NotChecked::Proxy),
        9 => answered(200, 2_900),
        10 => answered(404, 730),
        _ => answered(200, 80 + 37 * u64::try_from(number).unwrap_or_default()),
    }
}

/// The audit before: all were on, and one of its findings is gone by now.
fn before(listing: &Listing) -> Snapshot {
    let seen = |hook: &Webhook| SnapshotWebhook {
        id: hook.id.clone(),
        label: hook.label(),
        url: hook.url.masked(),
        active: true,
        endpoint_checked: true,
        events: hook.events.clone(),
    };
    Snapshot {
        company: "Müller & Söhne <GmbH>".into(),
        at: at("2026-11-03T08:00:00Z"),
        endpoints_checked: true,
        complete: true,
        past_known: true,
        webhooks: listing.webhooks.iter().take(20).map(seen).collect(),
        findings: vec![SnapshotFinding {
            key: FindingKey("AWH-301:00000000-id,00000012-id".into()),
            rule: Rule::Identical.id().into(),
            severity: Severity::Warning,
            title: "Gone by now".into(),
            labels: vec!["Orders".into()],
        }],
    }
}
