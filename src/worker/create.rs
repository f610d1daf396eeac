//! A create, sent once. Where the answer is unclear, the list is asked, not the create repeated.

use super::api_problem;
use super::services::{Connection, read_list};
use crate::app::Problem;
use crate::app::command::Creation;
use crate::domain::{WebhookId, WebhookSpec, webhook::LIMIT};

/// Creates it. `known` are the webhooks that were there before.
pub async fn create(connection: &Connection, spec: &WebhookSpec, known: &[WebhookId]) -> Result<Creation, Problem> {
    match connection.client.create(spec).await {
        Ok(webhook) => Ok(Creation { webhook, answer_lost: false }),
        Err(error) if error.is_unclear() => look(connection, spec, known).await,
        Err(error) => match api_problem(error, &connection.base) {
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
