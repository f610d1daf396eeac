//! The event catalogue: 67 names on which two transcriptions of Aircall's reference agree (August 2026), two that one
//! of them has, and two older ones that live on in old webhooks. The sentence on each is in `app::text`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What an event is about. The order is the order on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    Call,
    Contact,
    Message,
    User,
    Number,
    Intelligence,
    VoiceAgent,
    Analytics,
    Integration,
    Team,
    /// User events of version 1: deprecated, folded away, never ticked by default.
    UserV1,
    /// Names that Aircall has given up: shown and kept where a webhook has them, not offered.
    Older,
}

impl Group {
    pub const ALL: [Self; 12] = [
        Self::Call,
        Self::Contact,
        Self::Message,
        Self::User,
        Self::Number,
        Self::Intelligence,
        Self::VoiceAgent,
        Self::Analytics,
        Self::Integration,
        Self::Team,
        Self::UserV1,
        Self::Older,
    ];

    /// The group's events, in the catalogue's order.
    pub fn events(self) -> impl Iterator<Item = &'static Listed> {
        CATALOGUE.iter().filter(move |listed| listed.group == self)
    }
}

/// How far a name can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// In both transcriptions.
    Current,
    /// In both, marked as deprecated.
    Deprecated,
    /// In one source only: offered, not part of "All events".
    OneSource,
    /// Given up by Aircall.
    Retired,
}

/// An event that the catalogue knows.
#[derive(Debug, PartialEq, Eq)]
pub struct Listed {
    pub name: &'static str,
    pub group: Group,
    pub standing: Standing,
    /// Its place in the catalogue.
    place: u8,
}

impl Listed {
    /// One bit for each event of the catalogue, to compare many sets of them soon.
    pub fn bit(&self) -> u128 {
        1 << self.place
    }
}

/// A purpose that ticks the right events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    CrmLogging,
    LiveDashboard,
    Recordings,
    Contacts,
}

impl Preset {
    pub const ALL: [Self; 4] = [Self::CrmLogging, Self::LiveDashboard, Self::Recordings, Self::Contacts];

    pub fn events(self) -> &'static [&'static str] {
        match self {
            Self::CrmLogging => &["call.ended", "call.comm_assets_generated", "call.tagged"],
            Self::LiveDashboard => &[
                "call.created",
                "call.ringing_on_agent",
                "call.agent_declined",
                "call.answered",
                "call.transferred",
                "call.hold",
                "call.unhold",
                "call.hungup",
                "user.opened.v2",
                "user.closed.v2",
                "user.wut_start.v2",
                "user.wut_end.v2",
            ],
            Self::Recordings => &["call.comm_assets_generated", "call.voicemail_left", "transcription.created"],
            Self::Contacts => &["contact.created", "contact.updated", "contact.deleted"],
        }
    }
}

/// The event of this exact name.
pub fn find(name: &str) -> Option<&'static Listed> {
    INDEX.get(name).copied()
}

/// The events whose bits are set.
pub fn of_bits(bits: u128) -> impl Iterator<Item = &'static Listed> {
    CATALOGUE.iter().filter(move |listed| bits & listed.bit() != 0)
}

/// The 67 events that "All events" stands for.
pub fn offered() -> impl Iterator<Item = &'static Listed> {
    CATALOGUE.iter().filter(|listed| matches!(listed.standing, Standing::Current | Standing::Deprecated))
}

static INDEX: LazyLock<BTreeMap<&'static str, &'static Listed>> =
    LazyLock::new(|| CATALOGUE.iter().map(|listed| (listed.name, listed)).collect());

const fn current(group: Group, name: &'static str) -> Listed {
    Listed { name, group, standing: Standing::Current, place: 0 }
}

const fn version_1(name: &'static str) -> Listed {
    Listed { name, group: Group::UserV1, standing: Standing::Deprecated, place: 0 }
}

const COUNT: usize = 71;

/// Gives each its place.
const fn numbered(mut list: [Listed; COUNT]) -> [Listed; COUNT] {
    let mut place: u8 = 0;
    while (place as usize) < COUNT {
        list[place as usize].place = place;
        place += 1;
    }
    list
}

static CATALOGUE: [Listed; COUNT] = numbered([
    current(Group::Call, "call.created"),
    current(Group::Call, "call.ringing_on_agent"),
    current(Group::Call, "call.agent_declined"),
    current(Group::Call, "call.answered"),
    current(Group::Call, "call.transferred"),
    current(Group::Call, "call.external_transferred"),
    current(Group::Call, "call.unsuccessful_transfer"),
    current(Group::Call, "call.hungup"),
    current(Group::Call, "call.ended"),
    current(Group::Call, "call.hold"),
    current(Group::Call, "call.unhold"),
    current(Group::Call, "call.ivr_option_selected"),
    current(Group::Call, "call.comm_assets_generated"),
    current(Group::Call, "call.voicemail_left"),
    current(Group::Call, "call.assigned"),
    current(Group::Call, "call.archived"),
    current(Group::Call, "call.tagged"),
    current(Group::Call, "call.untagged"),
    current(Group::Call, "call.commented"),
    current(Group::User, "user.created.v2"),
    current(Group::User, "user.deleted.v2"),
    current(Group::User, "user.connected.v2"),
    current(Group::User, "user.disconnected.v2"),
    current(Group::User, "user.opened.v2"),
    current(Group::User, "user.closed.v2"),
    current(Group::User, "user.wut_start.v2"),
    current(Group::User, "user.wut_end.v2"),
    version_1("user.created"),
    version_1("user.deleted"),
    version_1("user.connected"),
    version_1("user.disconnected"),
    version_1("user.opened"),
    version_1("user.closed"),
    version_1("user.wut_start"),
    version_1("user.wut_end"),
    current(Group::Number, "number.created"),
    current(Group::Number, "number.opened"),
    current(Group::Number, "number.closed"),
    current(Group::Number, "number.deleted"),
    current(Group::Contact, "contact.created"),
    current(Group::Contact, "contact.updated"),
    current(Group::Contact, "contact.deleted"),
    current(Group::Message, "message.sent"),
    current(Group::Message, "message.received"),
    current(Group::Message, "message.status_updated"),
    current(Group::Message, "group_message.sent"),
    current(Group::Message, "group_message.received"),
    current(Group::Message, "group_message.status_updated"),
    current(Group::Intelligence, "transcription.created"),
    current(Group::Intelligence, "summary.created"),
    current(Group::Intelligence, "topics.created"),
    current(Group::Intelligence, "sentiment.created"),
    current(Group::Intelligence, "action_item.created"),
    current(Group::Intelligence, "playbook_result.created"),
    current(Group::Intelligence, "playbook_result.updated"),
    current(Group::Intelligence, "realtime_transcription.utterances_received"),
    current(Group::Intelligence, "custom_summary.result_created"),
    current(Group::Intelligence, "custom_summary.result_updated"),
    current(Group::Intelligence, "call_evaluation.created"),
    current(Group::Intelligence, "call_evaluation.updated"),
    current(Group::VoiceAgent, "ai_voice_agent.started"),
    current(Group::VoiceAgent, "ai_voice_agent.ended"),
    current(Group::VoiceAgent, "ai_voice_agent.escalated"),
    current(Group::VoiceAgent, "ai_voice_agent.summary"),
    current(Group::Analytics, "analytics.report_created"),
    current(Group::Analytics, "analytics.report_failed"),
    current(Group::Integration, "integration.deleted"),
    Listed { name: "team.created", group: Group::Team, standing: Standing::OneSource, place: 0 },
    Listed { name: "team.destroyed", group: Group::Team, standing: Standing::OneSource, place: 0 },
    Listed { name: "sms.sent", group: Group::Older, standing: Standing::Retired, place: 0 },
    Listed { name: "sms.received", group: Group::Older, standing: Standing::Retired, place: 0 },
]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_has_the_contracts_numbers() {
        let sizes = Group::ALL.map(|group| group.events().count());
        assert_eq!(sizes, [19, 3, 6, 8, 4, 12, 4, 2, 1, 2, 8, 2]);
        assert_eq!(offered().count(), 67);
        assert_eq!(INDEX.len(), 71, "no name twice");
    }

    #[test]
    fn each_event_has_a_bit_of_its_own() {
        let bits = CATALOGUE.iter().fold(0, |bits, listed| bits | listed.bit());
        assert_eq!(bits.count_ones(), 71);
        let back: Vec<&str> = of_bits(CATALOGUE[3].bit() | CATALOGUE[70].bit()).map(|listed| listed.name).collect();
        assert_eq!(back, [CATALOGUE[3].name, CATALOGUE[70].name]);
    }

    #[test]
    fn presets_hold_current_events_only() {
        for preset in Preset::ALL {
            for name in preset.events() {
                assert_eq!(find(name).map(|listed| listed.standing), Some(Standing::Current), "{name}");
            }
        }
    }
}
