//! A company with far more webhooks than Aircall allows, most of them sound, with something of every group of faults:
//! to measure the rules.

use std::collections::BTreeMap;

use hookswitch::domain::endpoint::{Answer, Certificate, CheckOutcome, EndpointCheck, TlsFault};
use hookswitch::domain::{
    CallbackUrl, EventName, EventSet, Group, Listing, Past, Preset, Secret, Seen, Sighting, Status, Webhook, WebhookId,
};
use jiff::Timestamp;

pub struct Many {
    pub listing: Listing,
    pub checks: BTreeMap<WebhookId, EndpointCheck>,
    pub past: Past,
}

pub fn now() -> Timestamp {
    Timestamp::from_second(1_780_000_000).expect("a time")
}

pub fn many(count: usize) -> Many {
    let webhooks: Vec<Webhook> = (0..count).map(webhook).collect();
    let checks = webhooks.iter().enumerate().map(|(number, hook)| (hook.id.clone(), check(number, hook))).collect();
    let sightings = webhooks.iter().filter(|hook| !hook.status.is_active()).flat_map(|hook| [fall(hook), fall(hook)]);
    let past = Past { sightings: sightings.collect(), ..Past::default() };
    Many { listing: Listing { webhooks, total: Some(count + 1), read_at: now() }, checks, past }
}

fn webhook(number: usize) -> Webhook {
    Webhook {
        id: WebhookId::new(format!("{number:08x}-0000-4000-8000-000000000000")),
        name: (!number.is_multiple_of(3)).then(|| format!("Sync {number} of the CRM")),
        url: CallbackUrl::received(url(number)),
        status: Status::of(!number.is_multiple_of(10)),
        events: events(number),
        token: Some(Secret::new(format!("{:032x}", number * 7_919))),
        created: Timestamp::from_second(1_700_000_000).ok(),
    }
}

/// Hosts of one's own, shared and odd ones; two in a row at times with one URL.
fn url(number: usize) -> String {
    let pair = number / 2;
    match number % 20 {
        0 => format!("https://hooks.zapier.com/hooks/catch/{number}/ab12cd"),
        2 => format!("http://old-{number}.example/in"),
        4 => format!("https://crm-{number}.xn--mller-kva.example/in?key=abcdef{number}"),
        6 => format!("https://t{number}.ngrok-free.app/in"),
        8 | 9 => format!("https://twice-{pair}.example/in"),
        10 => format!("https://hooks.zapiier.com/{number}"),
        11 => format!("https://10.0.{}.{}/in", number / 250 % 250, number % 250),
        12 => format!("https://almost-{pair}.example/in"),
        13 => format!("https://almost-{pair}.example:443/in/"),
        _ => format!("https://host-{}.example/{number}", number % 997),
    }
}

/// Those of a purpose, mostly; at times everything, or a few of any kind.
fn events(number: usize) -> EventSet {
    if number.is_multiple_of(50) {
        return EventSet::all();
    }
    let step = number / 2;
    if step.is_multiple_of(10) {
        let all: Vec<_> = Group::ALL.into_iter().flat_map(Group::events).collect();
        let picked = (0..=step % 9).filter_map(|pick| all.get((step * 7 + pick * 11) % all.len()));
        return picked.map(|one| EventName::Listed(one)).collect();
    }
    let presets = Preset::ALL.into_iter().cycle().skip(step % Preset::ALL.len());
    let of_preset = presets.take(1 + step % 2).flat_map(Preset::events);
    of_preset.map(|name| EventName::new(name)).collect()
}

fn check(number: usize, hook: &Webhook) -> EndpointCheck {
    let answer = |status, millis| CheckOutcome::Answered(Answer { status, millis, html: false, redirect: None });
    let valid_until = now() + jiff::SignedDuration::from_hours(24 * i64::try_from(number % 365).unwrap_or(0));
    EndpointCheck {
        host: hook.url.host().unwrap_or_default(),
        addresses: vec!["93.184.216.34".parse().expect("an address")],
        through_proxy: false,
        certificate: Some(Certificate { issuer: "Some CA".to_owned(), valid_from: now(), valid_until }),
        outcome: match number % 24 {
            0 => CheckOutcome::NotTrusted(TlsFault::Expired),
            1 => CheckOutcome::Refused,
            2 => answer(503, 40),
            3 => answer(200, 3_000),
            _ => answer(204, 40),
        },
    }
}

fn fall(hook: &Webhook) -> Sighting {
    Sighting { webhook: hook.id.clone(), label: hook.label(), what: Seen::Deactivated, after: None, until: now() }
}
