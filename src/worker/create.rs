//! A create, sent once. Where the answer is unclear, the list is asked, not the create repeated.

use super::services::{Connection, read_list, webhooks_problem};
use crate::app::Problem;
use crate::app::command::Creation;
use crate::domain::{WebhookId, WebhookSpec, webhook::LIMIT};

/// Creates it. `known` are the webhooks that were there before; where the caller has seen none, they are read first, so
/// that an old twin isn't taken for the new one after a lost answer.
pub async fn create(connection: &Connection, spec: &WebhookSpec, known: &[WebhookId]) -> Result<Creation, Problem> {
    let seen: Vec<WebhookId>;
    let known = if known.is_empty() {
        seen = read_list(connection, &|_, _| {}).await?.webhooks.into_iter().map(|hook| hook.id).collect();
        &seen
    } else {
        known
    };
    match connection.client.create(spec).await {
        Ok(webhook) => Ok(Creation { webhook, answer_lost: false }),
        Err(error) if error.is_unclear() => look(connection, spec, known).await,
        Err(error) => match webhooks_problem(connection, error).await {
            Problem::Rejected { .. } if known.len() >= LIMIT => Err(Problem::LimitReached { limit: LIMIT }),
            problem => Err(problem),
        },
    }
}

/// Whether the list shows a webhook that wasn't there before and is what was sent.
pub async fn look(connection: &Connection, spec: &WebhookSpec, known: &[WebhookId]) -> Result<Creation, Problem> {
    let listing = read_list(connection, &|_, _| {}).await.map_err(|_unread| Problem::CreateUnclear)?;
    let found = listing.webhooks.into_iter().find(|hook| !known.contains(&hook.id) && spec.matches(hook));
    found.map(|webhook| Creation { webhook, answer_lost: true }).ok_or(Problem::CreateUnclear)
}
