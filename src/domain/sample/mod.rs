//! Sample deliveries: for each event of the catalogue a body as Aircall sends it, with values that are clearly made up.
//!
//! The shapes follow Aircall's public pages for each resource. The token is a placeholder until the moment of sending,
//! so that it is in no editor and in no undo.

mod resources;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::Value;
use serde_json::value::RawValue;

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
    let data = format!("{:#}", resources::data(event, now)).replace('\n', "\n  ");
    let quoted = |text: &str| Value::from(text).to_string();
    // In the order in which Aircall's own pages show it.
    let fields = [
        ("resource", quoted(resource(event))),
        ("event", quoted(event.as_str())),
        ("timestamp", now.as_second().to_string()),
        ("token", quoted(TOKEN_PLACE)),
        ("data", data),
    ];
    let lines: Vec<String> = fields.iter().map(|(name, value)| format!("  {}: {value}", quoted(name))).collect();
    format!("{{\n{}\n}}", lines.join(",\n"))
}

/// Puts the token where its placeholder is the whole of a top-level `token`, and nowhere else. All the rest is sent as it
/// stands there.
///
/// # Errors
///
/// Where the text is no JSON object.
pub fn fill(text: &str, token: &Secret) -> Result<Secret, BodyError> {
    let not_json = |error: serde_json::Error| BodyError::NotJson { line: error.line().max(1) };
    let whole: &RawValue = serde_json::from_str(text).map_err(not_json)?;
    if !whole.get().starts_with('{') {
        return Err(BodyError::NotAnObject);
    }
    let fields: BTreeMap<String, &RawValue> = serde_json::from_str(text).map_err(not_json)?;
    let place = fields.get("token").map(|raw| raw.get()).filter(|raw| **raw == *Value::from(TOKEN_PLACE).to_string());
    let filled = place.and_then(|raw| {
        // The field is a part of the text, so where it begins is where it stands.
        let at = raw.as_ptr().addr().checked_sub(text.as_ptr().addr())?;
        let (before, after) = (text.get(..at)?, text.get(at + raw.len()..)?);
        Some(format!("{before}{}{after}", Value::from(token.expose())))
    });
    Ok(Secret::new(filled.unwrap_or_else(|| text.to_owned())))
}

#[cfg(test)]
mod tests;
