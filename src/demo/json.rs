//! The answers' JSON, in both dialects.

use serde_json::{Value, json};

use super::company::Stored;
use super::mode::Dialect;
use super::state::{Refusal, State};

/// One webhook. `in_list` is true in list and get answers, which alone hold the integer `id` in the live dialect.
pub fn webhook(hook: &Stored, state: &State, base: &str, in_list: bool) -> Value {
    let mut events = hook.events.clone();
    events.reverse(); // another order than sent, as live
    let number = number_of(hook);
    let mut body = json!({
        "webhook_id": hook.id,
        "created_at": hook.created,
        "url": hook.url,
        "active": hook.active,
        "events": events,
        "token": hook.token,
    });
    let Some(fields) = body.as_object_mut() else {
        return body;
    };
    let link = match state.dialect {
        Dialect::Live => format!("{base}/v1/webhooks/{}", hook.id),
        Dialect::Sample2020 => format!("{base}/v1/webhooks/{number}"),
    };
    fields.insert("direct_link".into(), link.into());
    if in_list && state.dialect == Dialect::Live {
        fields.insert("id".into(), number.into());
    }
    if !state.mode.names_hidden {
        fields.insert("custom_name".into(), hook.name.clone().into());
    }
    body
}

/// The same as long as the webhook lives, whatever happens to others; not in order of age.
fn number_of(hook: &Stored) -> u32 {
    let mixed = hook.id.bytes().fold(0_u32, |mixed, byte| mixed.wrapping_mul(31).wrapping_add(u32::from(byte)));
    70_000_000 + mixed % 9_000_000
}

/// A page of the list.
pub fn list(state: &State, base: &str, page: usize, per_page: usize, descending: bool, missing: usize) -> Value {
    let total = state.webhooks.len() + missing;
    let mut all: Vec<&Stored> = state.webhooks.iter().collect();
    if descending {
        all.reverse();
    }
    let shown: Vec<Value> = all
        .into_iter()
        .skip(page.saturating_sub(1).saturating_mul(per_page))
        .take(per_page)
        .map(|hook| webhook(hook, state, base, true))
        .collect();
    let mut meta = json!({"count": shown.len(), "total": total, "current_page": page, "per_page": per_page});
    if state.dialect == Dialect::Sample2020
        && let Some(fields) = meta.as_object_mut()
    {
        let link = |page: usize| format!("{base}/v1/webhooks?page={page}&per_page={per_page}");
        let next = (page.saturating_mul(per_page) < state.webhooks.len()).then(|| link(page + 1));
        fields.insert("next_page_link".into(), next.into());
        fields.insert("previous_page_link".into(), (page > 1).then(|| link(page - 1)).into());
    }
    json!({"meta": meta, "webhooks": shown})
}

/// Status and body of a refusal.
pub fn refusal(refusal: &Refusal) -> (u16, Value) {
    match refusal {
        Refusal::BadUrl => (
            422,
            json!({"error": "Validation failed", "success": false, "errors": {"url": ["must be a valid HTTPS URL"]}}),
        ),
        Refusal::TooMany => (
            400,
            json!({"error": "Bad Request", "troubleshoot": "The limit of 100 webhooks is reached", "success": false}),
        ),
        Refusal::RetiredName(name) => {
            (400, json!({"error": "Bad Request", "troubleshoot": format!("Unknown event {name}"), "success": false}))
        }
        Refusal::NotFound => (404, json!({"message": "Not Found"})),
    }
}
