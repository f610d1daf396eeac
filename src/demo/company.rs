//! The demo company's webhooks: twenty-four, in telling states.

use serde_json::Value;

use crate::domain::catalogue;

/// A webhook as the server keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    pub id: String,
    pub name: Option<String>,
    pub url: String,
    pub active: bool,
    pub events: Vec<String>,
    pub token: String,
    /// ISO text, UNIX seconds, milliseconds, or null: all were seen.
    pub created: Value,
}

/// What the server starts with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompanyData {
    pub name: String,
    pub users: u64,
    pub numbers: u64,
    pub webhooks: Vec<Stored>,
}

impl CompanyData {
    pub fn demo() -> Self {
        Self { name: super::COMPANY_NAME.to_owned(), users: 12, numbers: 3, webhooks: webhooks() }
    }
}

struct Row(&'static str, &'static str, bool, &'static str, &'static str);

/// Name, URL, active, events (blank between them, or a purpose), created.
const ROWS: [Row; 24] = [
    Row(
        "Orders",
        "https://crm.example.com/aircall/orders",
        false,
        "call.ended call.comm_assets_generated call.tagged",
        "2026-06-19T19:38:30.906Z",
    ),
    Row(
        "Live wallboard",
        "https://wallboard.example.com/hooks/aircall",
        true,
        "call.created call.ringing_on_agent call.answered call.hungup user.opened.v2 user.closed.v2",
        "2025-11-03T08:12:05.120Z",
    ),
    Row(
        "Billing archive",
        "https://archive.example.net/in?tenant=41&token=s3cr3t-Arch1ve-9931",
        true,
        "call.ended",
        "2024-02-28T15:00:41.002Z",
    ),
    Row(
        "Everything to the data lake",
        "https://lake.example.org/ingest/aircall",
        true,
        "*",
        "2023-09-14T06:45:12.771Z",
    ),
    Row(
        "Support desk",
        "https://desk.example.com/api/aircall",
        false,
        "call.ended call.voicemail_left contact.created contact.updated message.received",
        "2025-01-22T10:31:55.300Z",
    ),
    Row(
        "サポート窓口",
        "https://support.example.jp/aircall",
        true,
        "call.answered call.ended call.commented",
        "2025-08-07T01:20:00.000Z",
    ),
    Row(
        "Пропущенные звонки",
        "https://missed.example.com/calls",
        true,
        "call.hungup call.voicemail_left",
        "2024-10-11T12:00:10.550Z",
    ),
    Row(
        "Réclamations Lyon",
        "https://sav.example.fr/aircall/reclamations",
        true,
        "call.ended call.tagged call.untagged call.commented",
        "2025-05-30T09:14:22.915Z",
    ),
    Row(
        "שירות לקוחות",
        "https://service.example.co.il/hooks",
        true,
        "call.created call.ended",
        "2026-01-18T07:07:07.070Z",
    ),
    Row(
        "Πωλήσεις",
        "https://sales.example.gr/aircall",
        true,
        "call.ended contact.created contact.updated contact.deleted",
        "2025-12-01T14:25:36.480Z",
    ),
    Row(
        "SMS gateway",
        "https://sms.example.com/aircall",
        true,
        "message.sent message.received message.status_updated sms.sent",
        "1609459200",
    ),
    Row("Fax bridge", "https://fax.example.com/bridge", true, "call.created fax.received", "2022-03-09T11:11:11.111Z"),
    Row(
        "Old switchboard",
        "http://switchboard.example.com/in",
        false,
        "call.created call.hungup",
        "2020-07-01T09:00:00.000Z",
    ),
    Row(
        "CRM contacts",
        "https://crm.example.com/aircall/contacts",
        true,
        "contact.created contact.updated contact.deleted",
        "2025-03-17T16:42:03.333Z",
    ),
    Row(
        "CRM contacts (copy)",
        "https://crm.example.com/aircall/contacts",
        true,
        "contact.created contact.updated",
        "2025-03-17T16:59:48.018Z",
    ),
    Row(
        "",
        "https://hooks.automation.example/catch/118/xk2?key=9f8e7d6c5b4a",
        true,
        "call.ended transcription.created summary.created",
        "2026-02-02T18:30:00.250Z",
    ),
    Row(
        "Voicemail to e-mail",
        "https://mailer.example.com/voicemail",
        true,
        "call.voicemail_left",
        "2024-06-05T13:13:13.130Z",
    ),
    Row(
        "Warehouse phones",
        "https://warehouse.local/aircall",
        false,
        "call.created call.answered call.ended",
        "2023-02-14T08:08:08.080Z",
    ),
    Row(
        "Transcripts",
        "https://insights.example.com/transcripts",
        true,
        "transcription.created summary.created topics.created sentiment.created action_item.created",
        "2026-09-21T20:02:14.600Z",
    ),
    Row(
        "Night desk",
        "https://night.example.com/aircall",
        false,
        "call.created call.ended user.closed sms.sent",
        "2021-12-24T22:00:00.000Z",
    ),
    Row(
        "Recordings backup",
        "https://backup.example.net/recordings",
        true,
        "call.comm_assets_generated",
        "1732622896000",
    ),
    Row(
        "Team presence",
        "https://presence.example.com/in",
        true,
        "user.connected.v2 user.disconnected.v2 user.opened.v2 user.closed.v2 user.wut_start.v2 user.wut_end.v2",
        "2025-10-10T10:10:10.100Z",
    ),
    Row(
        "AI agent handover",
        "https://agents.example.com/handover",
        true,
        "ai_voice_agent.started ai_voice_agent.ended ai_voice_agent.escalated ai_voice_agent.summary",
        "2026-10-05T05:55:55.500Z",
    ),
    Row("Kiosk test", "https://203.0.113.20/hook", true, "call.created", ""),
];

/// The demo company's webhooks, the same at every start.
pub fn webhooks() -> Vec<Stored> {
    ROWS.iter().enumerate().map(|(place, row)| stored(place, row)).collect()
}

fn stored(place: usize, row: &Row) -> Stored {
    let Row(name, url, active, events, created) = row;
    let events = match *events {
        "*" => catalogue::offered().map(|listed| listed.name.to_owned()).collect(),
        names => names.split(' ').map(str::to_owned).collect(),
    };
    let created = match created.parse::<i64>() {
        Ok(number) => Value::from(number),
        Err(_text) if created.is_empty() => Value::Null,
        Err(_text) => Value::from(*created),
    };
    let mix = (place as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    Stored {
        id: format!(
            "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
            mix >> 32,
            mix & 0xffff,
            mix >> 52,
            mix & 0xfff,
            mix >> 16
        ),
        name: (!name.is_empty()).then(|| (*name).to_owned()),
        url: (*url).to_owned(),
        active: *active,
        events,
        token: format!("{mix:016x}{:016x}", mix.rotate_left(29)),
        created,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_company_has_24_webhooks_of_which_5_are_off() {
        let hooks = webhooks();
        assert_eq!((hooks.len(), hooks.iter().filter(|hook| !hook.active).count()), (24, 5));
        let ids: std::collections::BTreeSet<&str> = hooks.iter().map(|hook| hook.id.as_str()).collect();
        assert_eq!(ids.len(), 24);
        assert!(hooks.iter().all(|hook| hook.id.len() == 36 && hook.token.len() == 32));
        assert!(hooks.iter().any(|hook| hook.events.len() == 67));
    }
}
