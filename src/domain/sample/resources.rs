//! What the `data` of a sample holds, by what the event is about. People, numbers and addresses are of the ranges that
//! are set aside for examples.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::domain::EventName;
use crate::domain::catalogue::Group;

/// How long the sample's call had been going before the event, in seconds.
const CALL: i64 = 95;

pub(super) fn data(event: &EventName, now: Timestamp) -> Value {
    let Some(listed) = event.listed() else {
        return json!({
            "id": 990_001,
            "note": "hookswitch: the shape of this event is not known, so this is a generic sample",
        });
    };
    let name = event.as_str();
    match listed.group {
        Group::Call => call(name, now),
        Group::Contact => contact(now),
        Group::Message | Group::Older => message(name, now),
        Group::User | Group::UserV1 => user(name, now),
        Group::Number => number(name, now),
        Group::Intelligence => intelligence(name, now),
        Group::VoiceAgent => voice_agent(name, now),
        Group::Analytics => analytics(name, now),
        Group::Integration => json!({
            "id": 990_601,
            "integration_name": "Example integration",
            "company_id": 990_000,
            "deleted_at": now.as_second(),
        }),
        Group::Team => json!({
            "id": 990_701,
            "name": "Example team",
            "created_at": now.as_second() - 86_400,
            "users": [person()],
        }),
    }
}

fn person() -> Value {
    json!({
        "id": 990_101,
        "direct_link": "https://api.example.com/v1/users/990101",
        "name": "Ada Example",
        "email": "ada@example.com",
        "available": true,
        "availability_status": "available",
        "time_zone": "Etc/UTC",
        "language": "en-US",
    })
}

fn line() -> Value {
    json!({
        "id": 990_201,
        "direct_link": "https://api.example.com/v1/numbers/990201",
        "name": "Example line",
        "digits": "+1 555 0100",
        "country": "US",
        "time_zone": "Etc/UTC",
        "open": true,
        "availability_status": "open",
        "is_ivr": false,
        "live_recording_activated": true,
    })
}

fn with(mut value: Value, fields: &[(&str, Value)]) -> Value {
    if let Some(object) = value.as_object_mut() {
        for (name, field) in fields {
            object.insert((*name).to_owned(), field.clone());
        }
    }
    value
}

fn call(name: &str, now: Timestamp) -> Value {
    let now_s = now.as_second();
    let unanswered =
        matches!(name, "call.created" | "call.ringing_on_agent" | "call.agent_declined" | "call.ivr_option_selected");
    let voicemail = name == "call.voicemail_left";
    let complete = matches!(
        name,
        "call.ended"
            | "call.comm_assets_generated"
            | "call.voicemail_left"
            | "call.assigned"
            | "call.archived"
            | "call.tagged"
            | "call.untagged"
            | "call.commented"
    );
    let over = complete || name == "call.hungup";
    let after = |seconds: i64, so: bool| if so { json!(now_s - CALL + seconds) } else { Value::Null };
    let tagged = name == "call.tagged";
    let commented = name == "call.commented";
    let base = json!({
        "id": 990_301,
        "sid": "EXAMPLE-CALL-990301",
        "direct_link": "https://api.example.com/v1/calls/990301",
        "direction": "inbound",
        "status": if over { "done" } else if unanswered { "initial" } else { "answered" },
        "missed_call_reason": Value::Null,
        "started_at": now_s - CALL,
        "answered_at": after(8, !unanswered && !voicemail),
        "ended_at": after(65, over),
        "duration": if complete { json!(65) } else { json!(0) },
        "raw_digits": "+1 555 0101",
        "voicemail": if voicemail { json!("https://media.example.com/voicemail.mp3") } else { Value::Null },
        "recording": if complete && !voicemail { json!("https://media.example.com/call.mp3") } else { Value::Null },
        "asset": if complete { json!("https://assets.example.com/calls/990301") } else { Value::Null },
        "archived": name == "call.archived",
        "cost": "0.00",
        "number": line(),
        "user": if unanswered || voicemail { Value::Null } else { person() },
        "contact": contact(now),
        "assigned_to": if name == "call.assigned" { person() } else { Value::Null },
        "tags": if tagged { json!([{"id": 1, "name": "Example tag", "tagged_at": now_s, "tagged_by": person()}]) }
            else { json!([]) },
        "comments": if commented { json!([{"id": 1, "content": "An example.", "posted_at": now_s, "posted_by": person()}]) }
            else { json!([]) },
        "teams": [],
    });
    match name {
        "call.transferred" | "call.unsuccessful_transfer" => {
            with(base, &[("transferred_by", person()), ("transferred_to", person())])
        }
        "call.external_transferred" => {
            with(base, &[("transferred_by", person()), ("external_transferred_to", json!("+1 555 0102"))])
        }
        "call.ivr_option_selected" => {
            with(base, &[("ivr_options_selected", json!([{"title": "Example", "key": "1"}]))])
        }
        _ => base,
    }
}

fn contact(now: Timestamp) -> Value {
    let at = Timestamp::from_second(now.as_second()).unwrap_or(now).to_string();
    json!({
        "id": 990_401,
        "direct_link": "https://api.example.com/v1/contacts/990401",
        "first_name": "Grace",
        "last_name": "Example",
        "company_name": "Example company",
        "information": "A made-up contact",
        "is_shared": true,
        "created_at": at,
        "updated_at": at,
        "phone_numbers": [{"id": 1, "label": "Work", "value": "+1 555 0101"}],
        "emails": [{"id": 1, "label": "Work", "value": "grace@example.com"}],
    })
}

fn message(name: &str, now: Timestamp) -> Value {
    let received = name.ends_with(".received");
    let base = json!({
        "id": "example-message-990501",
        "direct_link": "https://api.example.com/v1/messages/example-message-990501",
        "direction": if received { "inbound" } else { "outbound" },
        "channel": "sms",
        "status": if received { "received" } else if name.ends_with("status_updated") { "delivered" } else { "sent" },
        "body": "A made-up message",
        "media_details": [],
        "raw_digits": "+1 555 0101",
        "created_at": now.as_second(),
        "sent_at": now.as_second(),
        "number": line(),
        "contact": contact(now),
    });
    if name.starts_with("group_message.") {
        with(base, &[("participants", json!(["+1 555 0101", "+1 555 0102"]))])
    } else {
        base
    }
}

fn user(name: &str, now: Timestamp) -> Value {
    let away = name.contains("closed") || name.contains("disconnected") || name.contains("wut_start");
    let created = json!(now.as_second() - 86_400);
    let state = if away { "unavailable" } else { "available" };
    with(person(), &[("created_at", created), ("available", json!(!away)), ("availability_status", json!(state))])
}

fn number(name: &str, now: Timestamp) -> Value {
    let open = name != "number.closed";
    let state = if open { "open" } else { "closed" };
    let created = json!(now.as_second() - 86_400);
    with(line(), &[("created_at", created), ("open", json!(open)), ("availability_status", json!(state))])
}

fn intelligence(name: &str, now: Timestamp) -> Value {
    let base = json!({
        "id": 990_801,
        "call_id": 990_301,
        "call_uuid": "EXAMPLE-CALL-990301",
        "number_id": 990_201,
        "created_at": now.as_second(),
    });
    let words = json!([{"participant_type": "external", "start_time": 0.5, "end_time": 2.0, "text": "A made-up line"}]);
    let field = match name.split('.').next().unwrap_or_default() {
        "transcription" => ("content", json!({"language": "en-US", "utterances": words})),
        "realtime_transcription" => ("utterances", words),
        "summary" => ("content", json!("A made-up summary")),
        "topics" => ("content", json!(["example"])),
        "sentiment" => ("participants", json!([{"type": "external", "value": "POSITIVE"}])),
        "action_item" => ("content", json!([{"text": "Call back", "ai_generated": true}])),
        "playbook_result" => ("topics", json!([{"name": "Example topic", "covered": true}])),
        "custom_summary" => ("result", json!("A made-up summary")),
        _ => ("evaluation", json!({"name": "Example evaluation", "score": 4, "maximum": 5})),
    };
    with(base, &[field])
}

fn voice_agent(name: &str, now: Timestamp) -> Value {
    let base = json!({
        "call_id": 990_301,
        "ai_voice_agent_id": "example-agent",
        "ai_voice_agent_name": "Example agent",
        "number_id": 990_201,
        "started_at": now.as_second() - CALL,
    });
    match name {
        "ai_voice_agent.ended" => {
            with(base, &[("ended_at", json!(now.as_second())), ("call_outcome", json!("answered"))])
        }
        "ai_voice_agent.escalated" => with(base, &[("escalation_reason", json!("A made-up reason"))]),
        "ai_voice_agent.summary" => with(base, &[("summary", json!("A made-up summary"))]),
        _ => base,
    }
}

fn analytics(name: &str, now: Timestamp) -> Value {
    let base = json!({"report_id": "example-report", "report_type": "calls", "created_at": now.as_second()});
    if name == "analytics.report_failed" {
        with(base, &[("error", json!("A made-up reason"))])
    } else {
        with(base, &[("url", json!("https://reports.example.com/example-report.csv"))])
    }
}
