//! Groups, events and purposes in words.

use crate::domain::{EventName, EventSet, Group, Preset};

pub fn group(group: Group) -> &'static str {
    match group {
        Group::Call => "Call",
        Group::Contact => "Contact",
        Group::Message => "Message",
        Group::User => "User",
        Group::Number => "Number",
        Group::Intelligence => "Conversation Intelligence",
        Group::VoiceAgent => "AI Voice Agent",
        Group::Analytics => "Analytics",
        Group::Integration => "Integration",
        Group::Team => "Team",
        Group::UserV1 => "User, version 1",
        Group::Older => "Older names",
    }
}

pub fn group_note(group: Group) -> Option<&'static str> {
    match group {
        Group::Number => Some("Opened and closed don't fire for Smartflows numbers"),
        Group::Message => Some("Not for numbers in proxy mode"),
        Group::Intelligence => Some("Some need the AI Assist add-on"),
        Group::Integration => Some("Only for webhooks made by an OAuth app"),
        Group::Team => Some("Found in one source only"),
        Group::UserV1 => Some("Deprecated by Aircall. Use the names that end in .v2"),
        Group::Older => Some("Given up by Aircall. Kept where a webhook has them"),
        Group::Call | Group::Contact | Group::User | Group::VoiceAgent | Group::Analytics => None,
    }
}

/// `Call, 3 of 19 ticked`: the accessible name of a group's box.
pub fn group_box(name: &str, ticked: usize, of: usize) -> String {
    format!("{name} {ticked} of {of}")
}

/// `3 of 19`.
pub fn some_of(ticked: usize, of: usize) -> String {
    format!("{ticked} of {of}")
}

/// What makes an event fire.
pub fn event(name: &EventName) -> &'static str {
    call_event(name.as_str())
        .or_else(|| people_event(name.as_str()))
        .or_else(|| other_event(name.as_str()))
        .unwrap_or("Not in this app's list. It is kept and sent back as it is")
}

fn call_event(name: &str) -> Option<&'static str> {
    Some(match name {
        "call.created" => "A call starts, in or out",
        "call.ringing_on_agent" => "It rings at someone",
        "call.agent_declined" => "Someone declined it",
        "call.answered" => "Someone picked up",
        "call.transferred" => "Passed on to a colleague",
        "call.external_transferred" => "Passed on to an outside number",
        "call.unsuccessful_transfer" => "Passing it on failed",
        "call.hungup" => "At once, data incomplete: live dashboards",
        "call.ended" => "About 30 s later, all data: archives, billing",
        "call.hold" => "The caller was put on hold",
        "call.unhold" => "The caller is off hold again",
        "call.ivr_option_selected" => "The caller chose from the voice menu",
        "call.comm_assets_generated" => "The recording itself is ready",
        "call.voicemail_left" => "A voicemail was left",
        "call.assigned" => "The call was given to someone to handle",
        "call.archived" => "Someone marked it as done",
        "call.tagged" => "A tag was put on it",
        "call.untagged" => "A tag was taken off it",
        "call.commented" => "Someone wrote a note on it",
        _ => return None,
    })
}

fn people_event(name: &str) -> Option<&'static str> {
    Some(match name {
        "user.created.v2" | "user.created" => "A user was added",
        "user.deleted.v2" | "user.deleted" => "A user was removed",
        "user.connected.v2" | "user.connected" => "A user signed in to the phone",
        "user.disconnected.v2" | "user.disconnected" => "A user signed out of the phone",
        "user.opened.v2" | "user.opened" => "A user became available",
        "user.closed.v2" | "user.closed" => "A user became unavailable. May fire twice with reasons on",
        "user.wut_start.v2" | "user.wut_start" => "Wrap-up time after a call began",
        "user.wut_end.v2" | "user.wut_end" => "Wrap-up time after a call ended",
        "contact.created" => "Someone saved a new contact",
        "contact.updated" => "A contact was changed",
        "contact.deleted" => "A contact was removed",
        "team.created" => "A team was made",
        "team.destroyed" => "A team was removed",
        "message.sent" => "A text message went out",
        "message.received" => "A text message came in",
        "message.status_updated" => "A message was delivered, or failed",
        "group_message.sent" => "A message to a group went out",
        "group_message.received" => "A message to a group came in",
        "group_message.status_updated" => "A group message was delivered, or failed",
        "sms.sent" => "Old name of message.sent. Aircall no longer offers it",
        "sms.received" => "Old name of message.received. Aircall no longer offers it",
        _ => return None,
    })
}

fn other_event(name: &str) -> Option<&'static str> {
    Some(match name {
        "number.created" => "A number was added",
        "number.opened" => "A number opened for calls",
        "number.closed" => "A number closed for calls",
        "number.deleted" => "A number was removed",
        "transcription.created" => "A call's text is ready",
        "summary.created" => "A call's summary is ready",
        "topics.created" => "A call's topics are ready",
        "sentiment.created" => "A call's mood was rated",
        "action_item.created" => "A to-do was found in a call",
        "playbook_result.created" => "A call was checked against a playbook",
        "playbook_result.updated" => "A playbook's result changed",
        "realtime_transcription.utterances_received" => "Words of a call, while it goes on",
        "custom_summary.result_created" => "A summary of your own kind is ready",
        "custom_summary.result_updated" => "A summary of your own kind changed",
        "call_evaluation.created" => "A call was scored",
        "call_evaluation.updated" => "A call's score changed",
        "ai_voice_agent.started" => "The AI agent took a call",
        "ai_voice_agent.ended" => "The AI agent ended a call",
        "ai_voice_agent.escalated" => "The AI agent passed a call to a person",
        "ai_voice_agent.summary" => "The AI agent's summary is ready",
        "analytics.report_created" => "A report is ready",
        "analytics.report_failed" => "A report couldn't be made",
        "integration.deleted" => "The integration was removed",
        _ => return None,
    })
}

/// `4 events`, `all 67 events`, `12, 1 retired`.
pub fn events_count(events: &EventSet) -> String {
    let count = events.len();
    let (retired, unknown) = (events.retired(), events.unknown());
    if count == 0 {
        return "none".to_owned();
    }
    if retired + unknown == 0 {
        return if events.is_all() { format!("all {count} events") } else { super::plural(count, "event") };
    }
    let mut parts = vec![count.to_string()];
    if retired > 0 {
        parts.push(format!("{retired} retired"));
    }
    if unknown > 0 {
        parts.push(format!("{unknown} unknown"));
    }
    parts.join(", ")
}

pub fn preset(preset: Preset) -> &'static str {
    match preset {
        Preset::CrmLogging => "Log calls in a CRM",
        Preset::LiveDashboard => "Live dashboard",
        Preset::Recordings => "Recordings and transcripts",
        Preset::Contacts => "Everything about contacts",
    }
}

pub fn hungup_or_ended() -> &'static str {
    "hungup or ended?"
}

pub fn hungup_or_ended_explained() -> &'static str {
    "call.hungup comes at once, with data missing. call.ended comes about 30 seconds later with everything: duration, \
     recording link, tags. When you need the recording itself, take call.comm_assets_generated."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_event_has_a_sentence_of_its_own() {
        let unknown = event(&EventName::new("no.such"));
        for listed in Group::ALL.into_iter().flat_map(Group::events) {
            assert_ne!(event(&EventName::Listed(listed)), unknown, "{}", listed.name);
        }
    }

    #[test]
    fn the_number_of_events_says_what_is_odd_about_them() {
        let set = |names: &[&str]| names.iter().map(|name| EventName::new(name)).collect::<EventSet>();
        assert_eq!(events_count(&set(&["call.ended"])), "1 event");
        assert_eq!(events_count(&EventSet::all()), "all 67 events");
        assert_eq!(events_count(&set(&["call.ended", "sms.sent"])), "2, 1 retired");
        assert_eq!(events_count(&set(&["call.ended", "sms.sent", "x.y"])), "3, 1 retired, 1 unknown");
        assert_eq!(events_count(&set(&[])), "none");
    }
}
