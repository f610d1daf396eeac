//! Which dialog is open: one at a time.

use std::collections::BTreeSet;

use super::audit::AcceptForm;
use super::bulk::{BulkEvents, MoveEvents};
use super::delivery::Delivery;
use super::message::Action;
use super::palette::Palette;
use super::review::Review;
use crate::domain::{EventName, ProfileId, WebhookId};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// Before webhooks are switched on or off, while it runs, and after it.
    Review(Review),
    /// Removing a profile takes its keyring entry along.
    RemoveProfile {
        id: ProfileId,
        name: String,
    },
    RenameProfile {
        id: ProfileId,
        name: String,
    },
    /// An event name that the catalogue doesn't know.
    CustomEvent {
        text: String,
    },
    /// "All events" is a choice that the user makes and sees.
    AllEvents,
    /// Which events shall be added or taken away.
    Events(BulkEvents),
    /// Which event shall become which.
    MoveEvents(MoveEvents),
    /// A sample event for a webhook's own endpoint.
    Delivery(Box<Delivery>),
    /// Why a finding is accepted, and until when.
    AcceptFinding(AcceptForm),
    /// In which format the audit's report shall be.
    ExportReport,
    /// Which of several webhooks that do the same shall go.
    WhichToDelete {
        ids: Vec<WebhookId>,
        chosen: BTreeSet<WebhookId>,
    },
    /// Endpoints in the local network are looked at only after a yes.
    PrivateEndpoints {
        labels: Vec<String>,
    },
    /// Everything that can be done, by a few letters.
    Palette(Palette),
    /// A webhook's endpoint is opened in the browser only after a yes.
    OpenEndpoint {
        label: String,
        address: String,
    },
    /// All shortcuts.
    Shortcuts,
    /// Settings back to what they were at first.
    ResetSettings,
    /// The licences of all parts, line by line.
    Licences(Vec<&'static str>),
    /// What helps to find a fault, to be copied.
    FaultReport,
    /// The form holds something that would be lost.
    DiscardDraft {
        then: Action,
    },
}

impl Dialog {
    /// What the typed text is as an event name, or why it can't be one.
    pub fn custom_event(text: &str) -> Result<EventName, CustomEventError> {
        let text = crate::domain::clean(text).text;
        if text.is_empty() {
            return Err(CustomEventError::Empty);
        }
        let name = EventName::new(&text);
        match name {
            EventName::Listed(_) => Err(CustomEventError::Known(name)),
            EventName::Other(_) if EventName::looks_right(&text) => Ok(name),
            EventName::Other(_) => Err(CustomEventError::WrongShape),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CustomEventError {
    Empty,
    /// It is in the list already.
    Known(EventName),
    WrongShape,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_custom_event_is_new_and_has_an_events_shape() {
        assert_eq!(Dialog::custom_event(" fax.received "), Ok(EventName::new("fax.received")));
        assert_eq!(Dialog::custom_event("call.ended"), Err(CustomEventError::Known(EventName::new("call.ended"))));
        assert_eq!(Dialog::custom_event("Call ended"), Err(CustomEventError::WrongShape));
        assert_eq!(Dialog::custom_event(" "), Err(CustomEventError::Empty));
    }
}
