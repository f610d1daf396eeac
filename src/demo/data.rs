//! The demo company's webhooks: every state that an admin meets, from the oldest to the newest, always the same.

use super::endpoints;
use super::stored::{Created, Stored};
use crate::domain::Preset;

struct Row {
    name: Option<&'static str>,
    url: &'static str,
    active: bool,
    created: Born,
    /// Empty: all of them.
    events: &'static [&'static str],
}

/// What a list answer can show and no request can ask for: it receives nothing.
const NOTHING: &[&str] = &["none"];

/// The tokens that were chosen by hand: too short, or used twice.
const TOKENS: [(&str, &str); 3] =
    [("Legacy phone bridge", "tok-4711"), ("Call notes", SHARED), ("Call notes (new)", SHARED)];

const SHARED: &str = "6d5f1e0a9b8c47d2a3e4f50617283940";

/// [`Created`], for a table.
enum Born {
    Iso(&'static str),
    Seconds(i64),
    Millis(i64),
    LiveOnly(&'static str),
}

pub(super) fn webhooks() -> Vec<Stored> {
    let rows = earlier().into_iter().chain(later());
    (1..).zip(rows).map(|(n, row)| stored(n, &row)).collect()
}

fn stored(n: u64, row: &Row) -> Stored {
    let sample = Stored::sample(n, "", row.events);
    let by_hand = TOKENS.iter().find(|(name, _)| Some(*name) == row.name);
    let token = by_hand.map_or(sample.token, |(_, token)| (*token).to_owned());
    let events = if row.events == NOTHING { Vec::new() } else { sample.events };
    Stored {
        token,
        events,
        name: row.name.map(ToOwned::to_owned),
        url: row.url.to_owned(),
        active: row.active,
        created: match row.created {
            Born::Iso(text) => Created::Iso(text.to_owned()),
            Born::Seconds(seconds) => Created::Seconds(seconds),
            Born::Millis(millis) => Created::Millis(millis),
            Born::LiveOnly(text) => Created::LiveOnly(text.to_owned()),
        },
        id: sample.id,
        number: sample.number,
    }
}

const fn on(name: &'static str, url: &'static str, created: Born, events: &'static [&'static str]) -> Row {
    Row { name: Some(name), url, active: true, created, events }
}

const fn off(name: &'static str, url: &'static str, created: Born, events: &'static [&'static str]) -> Row {
    Row { active: false, ..on(name, url, created, events) }
}

/// What two webhooks post to.
const NOTES: &str = "https://notes.example/aircall/calls";

/// What two webhooks post to, with the same events.
const ZAP: &str = "https://hooks.zapier.com/hooks/catch/48213/b7";

/// What the crowded company has besides: one webhook for each branch.
pub(super) fn branches() -> Vec<Stored> {
    (1..).zip(endpoints::branches()).map(|(n, host)| branch(n, &host)).collect()
}

fn branch(n: u64, host: &str) -> Stored {
    let sample = Stored::sample(1000 + n, &format!("Branch {n}"), &["call.ended", "call.voicemail_left"]);
    Stored { created: Created::Iso("2025-05-12T10:00:00.000Z".to_owned()), ..sample }
        .at(&format!("https://{host}/aircall"))
}

fn earlier() -> [Row; 12] {
    [
        // From the days when the API took plain http, with user events of version 1.
        on(
            "Legacy phone bridge",
            "http://pbx-bridge.example/aircall",
            Born::Iso("2017-03-14T08:12:45.000Z"),
            &["user.opened", "user.closed", "call.ended"],
        ),
        on(
            "Billing archive",
            "https://billing.example/hooks/aircall",
            Born::Seconds(1_527_949_800),
            // Calls that nobody has worked on yet, where bills are made of them.
            &["call.hungup", "call.archived"],
        ),
        // A name that Aircall has given up.
        on(
            "Text message log",
            "https://sms-log.example/in",
            Born::Iso("2018-11-20T15:03:11.000Z"),
            &["sms.sent", "message.received"],
        ),
        // A name that no catalogue has, and a host that only looks like one that everybody knows.
        on(
            "Fax gateway",
            "https://hooks.xn--zpier-4ve.com/hooks/catch/48213/fax",
            Born::Iso("2019-01-30T10:45:00.120Z"),
            &["fax.received", "call.voicemail_left", "call.ended"],
        ),
        on(
            "Live wallboard",
            "https://wallboard.example/events",
            Born::Millis(1_557_302_400_250),
            Preset::LiveDashboard.events(),
        ),
        on("Data lake", "https://lake.example/ingest/aircall", Born::Iso("2019-09-17T06:00:00.000Z"), &[]),
        off(
            "Orders",
            "https://orders.example/webhooks",
            Born::Iso("2020-03-24T19:51:24.000Z"),
            &["contact.created", "contact.updated", "contact.deleted"],
        ),
        Row { name: None, ..on("", ZAP, Born::Iso("2020-08-11T13:20:09.400Z"), &["call.ended"]) },
        // A secret in the query.
        on(
            "Orders to CRM",
            "https://crm.example/aircall?token=demo-query-secret-4711",
            Born::Iso("2020-10-05T07:31:58.000Z"),
            Preset::CrmLogging.events(),
        ),
        on(
            "Call notes",
            NOTES,
            Born::Iso("2021-02-19T16:44:02.871Z"),
            &["call.commented", "call.tagged", "call.untagged"],
        ),
        on(
            "サポート窓口",
            "https://care.example/aircall",
            Born::Iso("2021-06-01T01:15:30.000Z"),
            &["call.created", "call.answered", "call.ended", "call.voicemail_left"],
        ),
        // A host in letters of its own.
        off(
            "Пропущенные звонки",
            "https://xn--b1ajehof.example/aircall",
            Born::Iso("2021-09-13T11:02:17.505Z"),
            &["call.hungup", "call.voicemail_left"],
        ),
    ]
}

fn later() -> [Row; 12] {
    [
        on(
            "Réclamations Lyon",
            "https://crm.example/reclamations",
            Born::Iso("2022-01-10T09:09:09.000Z"),
            &["call.ended", "call.tagged", "call.assigned"],
        ),
        on(
            "שירות לקוחות",
            // Almost the address of the one in Tokyo.
            "https://Care.example:443/aircall/",
            Born::Iso("2022-04-04T12:30:00.000Z"),
            &["call.created", "call.hungup", "call.ended", "message.received"],
        ),
        on("Εξυπηρέτηση πελατών", ZAP, Born::Iso("2022-07-21T14:55:41.330Z"), &["call.ended"]),
        off(
            "Recordings archive",
            "https://recordings.example/aircall/new",
            Born::Iso("2022-11-03T17:26:36.000Z"),
            &["call.comm_assets_generated", "call.voicemail_left", "transcription.created", "summary.created"],
        ),
        on(
            "Warehouse screen",
            "https://demo-screen-user:demo-warehouse-7@203.0.113.24:8443/aircall",
            Born::Iso("2023-03-15T05:48:20.000Z"),
            &["call.ringing_on_agent", "call.answered", "call.hungup"],
        ),
        // Only the office network knows this host.
        on("Front desk lamp", "https://lamp.local/ring", Born::Iso("2023-08-28T10:10:10.010Z"), NOTHING),
        off(
            "Voicemail to tickets",
            "https://tickets.example/inbound/aircall",
            Born::Iso("2023-12-12T20:37:55.000Z"),
            // Nobody else has the last one, not even whoever asked for everything.
            &["call.voicemail_left", "call.assigned", "call.archived", "team.created"],
        ),
        on(
            "Address book sync",
            // Somebody's test, left over.
            "https://4f2a-203-0-113-9.ngrok-free.app/sync",
            Born::LiveOnly("2024-05-06T08:00:00.000Z"),
            Preset::Contacts.events(),
        ),
        on(
            "Call summaries",
            "https://insights.example/aircall/ai",
            Born::Iso("2024-10-18T13:13:47.660Z"),
            &[
                "summary.created",
                "topics.created",
                "sentiment.created",
                "action_item.created",
                "call_evaluation.created",
            ],
        ),
        off(
            "Text message bot",
            "https://bot.example/messages",
            Born::Iso("2025-02-25T09:41:03.000Z"),
            &["message.received", "message.sent", "message.status_updated", "sms.sent", "group_message.received"],
        ),
        on(
            "Agent presence",
            "https://presence.example/aircall",
            Born::Iso("2025-09-09T07:07:07.000Z"),
            &[
                // Both versions: every connection is told twice.
                "user.connected",
                "user.connected.v2",
                "user.disconnected.v2",
                "user.opened.v2",
                "user.closed.v2",
                "user.wut_start.v2",
                "user.wut_end.v2",
            ],
        ),
        on("Call notes (new)", NOTES, Born::Iso("2026-01-22T18:21:12.934Z"), &["call.commented", "call.tagged"]),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::catalogue;

    fn named(name: &str) -> Stored {
        webhooks().into_iter().find(|hook| hook.name.as_deref() == Some(name)).unwrap()
    }

    #[test]
    fn five_of_24_webhooks_are_off() {
        let hooks = webhooks();
        let off: Vec<&Stored> = hooks.iter().filter(|hook| !hook.active).collect();
        assert_eq!((hooks.len(), off.len()), (24, 5));
        assert!(off.iter().all(|hook| (2..=5).contains(&hook.events.len())));
        assert_eq!(off.iter().filter(|hook| has(hook, "sms.sent")).count(), 1);
    }

    #[test]
    fn orders_is_off_and_has_three_events() {
        let orders = named("Orders");
        assert!(!orders.active);
        assert_eq!(orders.events.len(), 3);
    }

    #[test]
    fn every_telling_state_is_there() {
        let hooks = webhooks();
        let count = |test: &dyn Fn(&Stored) -> bool| hooks.iter().filter(|hook| test(hook)).count();
        assert_eq!(count(&|hook| hook.events.len() == 67), 1);
        assert_eq!(count(&|hook| has(hook, "sms.sent")), 2);
        assert_eq!(count(&|hook| has(hook, "fax.received")), 1);
        assert_eq!(catalogue::find("fax.received"), None);
        assert_eq!(count(&|hook| hook.url == NOTES), 2);
        assert_eq!(count(&|hook| hook.url.starts_with("http://")), 1);
        assert_eq!(count(&|hook| hook.url.contains("?token=")), 1);
        assert_eq!(count(&|hook| hook.name.is_none()), 1);
        assert_eq!(count(&|hook| matches!(hook.created, Created::Seconds(_))), 1);
        assert_eq!(count(&|hook| matches!(hook.created, Created::Millis(_))), 1);
        assert_eq!(count(&|hook| matches!(hook.created, Created::LiveOnly(_))), 1);
    }

    #[test]
    fn the_data_is_fixed_and_well_formed() {
        let hooks = webhooks();
        assert_eq!(hooks, webhooks());
        let distinct = |of: &dyn Fn(&Stored) -> String| hooks.iter().map(of).collect::<BTreeSet<_>>().len();
        assert_eq!(distinct(&|hook| hook.id.clone()), 24);
        assert_eq!(distinct(&|hook| hook.token.clone()), 23, "two share one");
        assert_eq!(distinct(&|hook| hook.number.to_string()), 24);
        assert!(hooks.iter().all(|hook| hook.id.len() == 36));
        let count = |test: &dyn Fn(&Stored) -> bool| hooks.iter().filter(|hook| test(hook)).count();
        assert_eq!(count(&|hook| hook.token.len() != 32), 1, "one was chosen by hand");
        assert_eq!(count(&|hook| hook.events.is_empty()), 1, "one receives nothing");
        let numbers: Vec<u64> = hooks.iter().map(|hook| hook.number).collect();
        assert!(!numbers.is_sorted(), "the integer ids are not in order of age");
    }

    fn has(hook: &Stored, event: &str) -> bool {
        hook.events.iter().any(|name| name == event)
    }
}
