//! An invented company's audit, in words: what the tests of the reports look at.

use hookswitch::app::audit::AuditRun;
use hookswitch::app::dossier::dossier;
use hookswitch::domain::audit::{
    Acceptance, Audit, Facts, Finding, Limit, Rule, Severity, Snapshot, SnapshotFinding, SnapshotWebhook, Unchecked,
};
use hookswitch::domain::endpoint::{Answer, CheckOutcome, EndpointCheck, NotChecked, Stage, TlsFault};
use hookswitch::domain::{CallbackUrl, Dossier, EventName, EventSet, Listing, Secret, Status, Webhook, WebhookId};
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

pub fn finding(rule: Rule, severity: Severity, ids: &[&str]) -> Finding {
    Finding { rule, severity, webhooks: ids.iter().map(|id| WebhookId::new(*id)).collect(), facts: Facts::None }
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
    let checks = webhooks.iter().enumerate().map(|(number, hook)| (hook.id.clone(), check(outcome(number)))).collect();
    let id = |number: usize| format!("{number:08}-id");
    let audit = Audit {
        company: "Müller & Söhne <GmbH>".into(),
        at: at("2026-11-25T09:31:00Z"),
        findings: vec![
            finding(Rule::OnlyReceiverOff, Severity::Critical, &[&id(1)]),
            finding(Rule::CertificateExpired, Severity::Critical, &[&id(4)]),
            finding(Rule::Deactivated, Severity::Warning, &[&id(1)]),
            finding(Rule::Deactivated, Severity::Warning, &[&id(6)]),
            finding(Rule::ReceivesEverything, Severity::Warning, &[&id(5)]),
            finding(Rule::SharedToken, Severity::Warning, &[&id(2), &id(3)]),
            finding(Rule::NotHttps, Severity::Warning, &[&id(7)]),
            finding(Rule::HungupForRecords, Severity::Advice, &[&id(9)]),
            finding(Rule::NearLimit, Severity::Advice, &[]),
        ],
        unchecked: vec![
            Unchecked { webhooks: vec![WebhookId::new(id(3)), WebhookId::new(id(7))], why: NotChecked::Private },
            Unchecked { webhooks: vec![WebhookId::new(id(8))], why: NotChecked::Proxy },
        ],
        limits: vec![Limit::OauthNotListed, Limit::SeenFromHere, Limit::NoHistory],
        listing: Listing { webhooks, total: Some(count), read_at: at("2026-11-25T09:30:00Z") },
        checks,
    };
    let accepted = Acceptance {
        finding: audit.findings[4].key(),
        rule: audit.findings[4].rule.id().into(),
        title: String::new(),
        labels: String::new(),
        reason: "The data lake wants them all, says <Ada>".into(),
        until: date(2026, 12, 31),
        at: audit.at,
    };
    AuditRun { before: Some(before(&audit)), accepted: vec![accepted], audit, trouble: None }
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

fn before(audit: &Audit) -> Snapshot {
    let seen = |hook: &Webhook| SnapshotWebhook {
        id: hook.id.clone(),
        label: hook.label(),
        url: hook.url.masked(),
        active: true,
        endpoint_checked: true,
        events: hook.events.clone(),
    };
    Snapshot {
        company: audit.company.clone(),
        at: at("2026-11-03T08:00:00Z"),
        endpoints_checked: true,
        complete: true,
        webhooks: audit.listing.webhooks.iter().map(seen).collect(),
        findings: vec![SnapshotFinding {
            key: audit.findings[0].key(),
            rule: audit.findings[0].rule.id().into(),
            severity: Severity::Critical,
            title: "Gone by now".into(),
            labels: vec!["Orders".into()],
        }],
    }
}

pub fn dossier_of(count: usize) -> Dossier {
    dossier(&company(count), TODAY)
}

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
