//! The demo company's last weeks, invented like the rest of it: so that the history, the picture of a webhook's last
//! 30 days, "what happened since the last look" and a comparison with an earlier audit have something to show.

use jiff::{SignedDuration, Timestamp};

use super::audit::keep;
use super::connection::Connection;
use super::journal::planned;
use super::services::Services;
use crate::app::audit::AuditRun;
use crate::app::{Problem, text};
use crate::domain::audit::{Input, audit};
use crate::domain::endpoint::{Answer, CheckOutcome, EndpointCheck, NotChecked, TlsFault};
use crate::domain::{CallbackUrl, ChangeKind, Edit, EventName, Listing, Status, Webhook, WebhookId};

/// The days, counted back, on which somebody looked; in the week between, nobody did.
const DAYS: [i64; 14] = [28, 27, 26, 25, 24, 16, 14, 11, 9, 7, 5, 3, 2, 1];

/// On such a day a watch ran for some hours, looking this often; the last day's last look is so many minutes ago.
const LOOKS_A_DAY: i64 = 10;
const MINUTES: i64 = 55;
const LAST: i64 = 15 * 60;

/// Since when a webhook is off, by its place among those that are: hours before now. The last one fell since the last look.
const OFF_SINCE: [i64; 4] = [6, 120, 280, 500];

/// When the one that is off longest was switched back on from here, for a while.
const BACK_ON: i64 = 590;

/// Of those that are off, the one that falls again and again: besides, it was off on these days.
const FALLS: usize = 2;
const FELL: [i64; 3] = [16, 11, 7];

/// How many hours ago somebody audited the company.
const AUDITED: i64 = 9 * 24;

/// Since then one webhook receives so many of its events that it didn't before.
const GREW_BY: usize = 2;

/// Opens the demo company, with its past.
pub async fn open(services: &Services) -> Result<Connection, Problem> {
    let connection = services.open_demo().await?;
    if let Err(problem) = invent(&connection, Timestamp::now()).await {
        tracing::debug!(target: "hookswitch", ?problem, "the demo company has no past");
    }
    Ok(connection)
}

/// Fills an empty history. A second call finds it filled.
pub async fn invent(connection: &Connection, now: Timestamp) -> Result<(), Problem> {
    let journal = &connection.journal;
    if journal.last_look().await?.is_some() {
        return Ok(());
    }
    let collected = connection.client.webhooks(&|_, _| {}).await;
    let Ok(collected) = collected else {
        return Ok(()); // a demo without a past is one all the same
    };
    let mut is_back_on = false;
    for minutes in looks() {
        if minutes / 60 < BACK_ON && !std::mem::replace(&mut is_back_on, true) {
            switched_on(connection, &collected.webhooks, now).await?;
        }
        let webhooks: Vec<Webhook> = at(&collected.webhooks, minutes / 60);
        let total = Some(webhooks.len());
        journal.look(&Listing { webhooks, total, read_at: before(now, minutes) }).await?;
    }
    audited(connection, &collected.webhooks, now).await
}

/// An audit of that time: with a webhook that is gone since, one that grew since, and endpoints that answered otherwise.
async fn audited(connection: &Connection, hooks: &[Webhook], now: Timestamp) -> Result<(), Problem> {
    let journal = &connection.journal;
    let read_at = before(now, AUDITED * 60);
    let mut webhooks = at(hooks, AUDITED);
    let grows = |hook: &&mut Webhook| hook.status.is_active() && (3..30).contains(&hook.events.len());
    if let Some(hook) = webhooks.iter_mut().find(grows) {
        let later: Vec<EventName> = hook.events.iter().take(GREW_BY).cloned().collect();
        for name in &later {
            hook.events.remove(name);
        }
    }
    webhooks.push(Webhook {
        id: WebhookId::new("5f1a0c2e-0000-4000-8000-00000000001d"),
        name: Some("Spring fair".to_owned()),
        url: CallbackUrl::received("http://fair.ngrok.io/calls"),
        status: Status::Active,
        events: ["call.created", "call.ended"].into_iter().map(EventName::new).collect(),
        token: None,
        created: None,
    });
    let listing = Listing { total: Some(webhooks.len()), webhooks, read_at };
    let company = text::demo_company();
    let past = journal.past(before(now, 60 * 24 * 60)).await?;
    let past = Some(&past);
    let checks = listing.webhooks.iter().map(|hook| (hook.id.clone(), looked_at(&hook.url))).collect();
    let checks = Some(&checks);
    let audit = audit(&Input { company, listing: &listing, checks, past, before: None, now: read_at });
    keep(journal, &AuditRun { audit, before: None, accepted: Vec::new(), trouble: None }).await
}

/// What an endpoint showed at that audit. Most that is wrong now was wrong then.
fn looked_at(url: &CallbackUrl) -> EndpointCheck {
    let host = url.host().unwrap_or_default();
    let outcome = match host.as_str() {
        "pbx-bridge.example" => CheckOutcome::Refused,
        "sms-log.example" => CheckOutcome::NotTrusted(TlsFault::WeakProtocol),
        "hooks.xn--zpier-4ve.com" => CheckOutcome::NotTrusted(TlsFault::SelfSigned),
        "wallboard.example" => CheckOutcome::NotTrusted(TlsFault::WrongName),
        "xn--b1ajehof.example" => CheckOutcome::NotTrusted(TlsFault::Expired),
        "203.0.113.24:8443" => CheckOutcome::NotTrusted(TlsFault::NotTls),
        "insights.example" => CheckOutcome::NotTrusted(TlsFault::UnknownIssuer),
        "bot.example" => CheckOutcome::NotTrusted(TlsFault::NotYetValid),
        "lamp.local" | "presence.example" => CheckOutcome::NotChecked(NotChecked::Private),
        "fair.ngrok.io" => CheckOutcome::NoSuchHost,
        "lake.example" => answered(200, 4_200, true),
        "crm.example" if url.masked().contains("reclamations") => answered(404, 90, false),
        "crm.example" => answered(401, 90, false),
        // It sends on to a login since.
        "notes.example" => answered(503, 140, false),
        _ => answered(200, 120, false),
    };
    EndpointCheck { host, addresses: Vec::new(), through_proxy: false, certificate: None, outcome }
}

fn answered(status: u16, millis: u64, html: bool) -> CheckOutcome {
    CheckOutcome::Answered(Answer { status, millis, html, redirect: None })
}

/// Minutes before now, the oldest first.
fn looks() -> impl Iterator<Item = i64> {
    DAYS.into_iter().flat_map(|day| (0..LOOKS_A_DAY).rev().map(move |look| (day - 1) * 24 * 60 + LAST + look * MINUTES))
}

fn before(now: Timestamp, minutes: i64) -> Timestamp {
    now.checked_sub(SignedDuration::from_mins(minutes)).unwrap_or(now)
}

/// The webhooks as they were that many hours ago.
fn at(hooks: &[Webhook], hours: i64) -> Vec<Webhook> {
    let mut off = 0;
    let mut then = Vec::new();
    for hook in hooks {
        let mut hook = hook.clone();
        if !hook.status.is_active() {
            let since = OFF_SINCE.get(off % OFF_SINCE.len()).copied().unwrap_or_default();
            off += 1;
            let fell = off == FALLS && FELL.contains(&(hours / 24 + 1));
            hook.status = Status::of(hours > since && !fell && !(off == OFF_SINCE.len() && hours > BACK_ON));
        }
        // One that is younger than the weeks that are told.
        let young = hook.name.as_deref().is_some_and(|name| name.ends_with("(new)"));
        if !(young && hours > 300) {
            then.push(hook);
        }
    }
    then
}

/// The change that brought a webhook back, written down as any change is.
async fn switched_on(connection: &Connection, hooks: &[Webhook], now: Timestamp) -> Result<(), Problem> {
    let off: Vec<&Webhook> = hooks.iter().filter(|hook| !hook.status.is_active()).collect();
    let Some(hook) = off.get(OFF_SINCE.len() - 1) else {
        return Ok(());
    };
    let after = Edit::status(Status::Active).applied_to(hook);
    let plan = planned(&connection.journal, ChangeKind::Reenable, hook.label(), Some(hook), Some(&after), None);
    connection.journal.remember(before(now, BACK_ON * 60), plan, (*hook).clone(), after).await
}
