//! Sample deliveries: for each event of the catalogue a body as Aircall sends it, with values that are clearly made up.
//!
//! The shapes follow Aircall's public pages for each resource. The token is a placeholder until the moment of sending,
//! so that it is in no editor and in no undo.

mod resources;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::catalogue::Group;
use super::{EventName, Secret};

/// Stands for the webhook's token in a body that is shown.
pub const TOKEN_PLACE: &str = "•••";

/// Why a body can't be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyError {
    /// It isn't JSON.
    NotJson {
        /// Counted from 1.
        line: usize,
    },
    /// It is JSON, but no object, as each delivery is one.
    NotAnObject,
}

/// The `resource` that a delivery of this event names. An unknown name's is what stands before its first dot.
pub fn resource(event: &EventName) -> &str {
    let Some(listed) = event.listed() else {
        return event.as_str().split('.').next().unwrap_or_default();
    };
    match listed.group {
        Group::Call => "call",
        Group::Contact => "contact",
        Group::Message | Group::Older => "message",
        Group::User | Group::UserV1 => "user",
        Group::Number => "number",
        Group::Intelligence => "conversation_intelligence",
        Group::VoiceAgent => "ai_voice_agent",
        Group::Analytics => "analytics",
        Group::Integration => "integration",
        Group::Team => "team",
    }
}

/// The body of a test delivery, laid out for reading, with [`TOKEN_PLACE`] where the token goes.
pub fn body(event: &EventName, now: Timestamp) -> String {
    let delivery = json!({
        "resource": resource(event),
        "event": event.as_str(),
        "timestamp": now.as_second(),
        "token": TOKEN_PLACE,
        "data": resources::data(event, now),
    });
    format!("{delivery:#}")
}

/// Puts the token where its placeholder is the whole of a top-level `token`, and nowhere else. What is sent is written
/// anew from what was read, so it is JSON.
///
/// # Errors
///
/// Where the text is no JSON object.
pub fn fill(text: &str, token: &Secret) -> Result<Secret, BodyError> {
    let mut delivery: Value =
        serde_json::from_str(text).map_err(|error| BodyError::NotJson { line: error.line().max(1) })?;
    let fields = delivery.as_object_mut().ok_or(BodyError::NotAnObject)?;
    if let Some(place) = fields.get_mut("token").filter(|value| value.as_str() == Some(TOKEN_PLACE)) {
        *place = Value::String(token.expose().to_owned());
    }
    Ok(Secret::new(delivery.to_string()))
}

#[cfg(test)]
mod tests;
