//! A create, sent once. Where the answer is unclear, the list is asked, not the create repeated.

use super::connection::Connection;
use super::journal::{End, planned};
use super::reading::{read_list, webhooks_problem};
use crate::app::Problem;
use crate::app::command::Creation;
use crate::domain::{ChangeId, ChangeKind, Fate, Status, Webhook, WebhookId, WebhookSpec, webhook::LIMIT};

/// Creates it. `known` are the webhooks that were there before; where the caller has seen none, they are read first, so
/// that an old twin isn't taken for the new one after a lost answer. `undoes`: the delete that it takes back.
pub async fn create(
    connection: &Connection,
    spec: &WebhookSpec,
    known: &[WebhookId],
    undoes: Option<ChangeId>,
) -> Result<Creation, Problem> {
    if connection.read_only {
        return Err(Problem::ReadOnly);
    }
    let seen: Vec<WebhookId>;
    let known = if known.is_empty() {
        seen = read_list(connection, &|_, _| {}).await?.webhooks.into_iter().map(|hook| hook.id).collect();
        &seen
    } else {
        known
    };
    let meant = meant(spec);
    let plan = planned(&connection.journal, ChangeKind::Create, meant.label(), None, Some(&meant), undoes);
    let id = connection.journal.plan(vec![plan]).await?.first().copied().ok_or(Problem::Internal)?;
    let open = connection.journal.open(id);
    open.sends(None, Some(&meant)).await?;
    let result = match connection.client.create(spec).await {
        Ok(webhook) => Ok(Creation { webhook, answer_lost: false, record: Some(id) }),
        Err(error) if error.is_unclear() => {
            find(connection, spec, known).await.map(|creation| Creation { record: Some(id), ..creation })
        }
        Err(error) => match webhooks_problem(connection, error).await {
            Problem::Rejected { .. } if known.len() >= LIMIT => Err(Problem::LimitReached { limit: LIMIT }),
            problem => Err(problem),
        },
    };
    let written = open.ends(end(&result)).await;
    if let (Ok(_), Err(problem)) = (&result, written) {
        tracing::warn!(target: "hookswitch", ?problem, "a webhook was created, and the history couldn't be completed");
    }
    if result == Err(Problem::CreateUnclear) {
        connection.note_unclear(Some(id));
    }
    result
}

fn end(result: &Result<Creation, Problem>) -> End<'_> {
    match result {
        Ok(creation) => End {
            fate: if creation.answer_lost { Fate::FoundDone } else { Fate::Done },
            said: None,
            webhook: Some(&creation.webhook.id),
            after: Some(&creation.webhook),
        },
        Err(problem) => End {
            fate: if *problem == Problem::CreateUnclear { Fate::Unknown } else { Fate::Refused },
            said: Some(crate::app::text::problem(problem)),
            webhook: None,
            after: None,
        },
    }
}

/// The webhook as it is meant, before it has an id.
fn meant(spec: &WebhookSpec) -> Webhook {
    Webhook {
        id: WebhookId::new(""),
        name: spec.name().map(str::to_owned),
        url: spec.url().clone(),
        status: Status::Active,
        events: spec.events().clone(),
        token: None,
        created: None,
    }
}

/// Whether the list shows, after all, what an unclear create was about.
pub async fn look(connection: &Connection, spec: &WebhookSpec, known: &[WebhookId]) -> Result<Creation, Problem> {
    let found = find(connection, spec, known).await?;
    let record = connection.take_unclear();
    let creation = Creation { record, ..found };
    if let Some(id) = record {
        let written = connection.journal.open(id).ends(end(&Ok(creation.clone()))).await;
        if let Err(problem) = written {
            tracing::warn!(target: "hookswitch", ?problem, "a webhook was found, and the history couldn't be completed");
        }
    }
    Ok(creation)
}

/// A webhook that wasn't there before and is what was sent.
async fn find(connection: &Connection, spec: &WebhookSpec, known: &[WebhookId]) -> Result<Creation, Problem> {
    let listing = read_list(connection, &|_, _| {}).await.map_err(|_unread| Problem::CreateUnclear)?;
    let found = listing.webhooks.into_iter().find(|hook| !known.contains(&hook.id) && spec.matches(hook));
    found.map(|webhook| Creation { webhook, answer_lost: true, record: None }).ok_or(Problem::CreateUnclear)
}
