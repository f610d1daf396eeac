//! A create, sent once. Where the answer is unclear, the list is asked, not the create repeated.

use super::connection::Connection;
use super::journal::{End, planned};
use super::reading::{read_list, webhooks_problem};
use crate::app::Problem;
use crate::app::command::Creation;
use crate::domain::{ChangeId, ChangeKind, Fate, Status, Webhook, WebhookId, WebhookSpec, webhook::LIMIT};

/// Told once it is written down, before it is sent: under which number, and which webhooks were there before.
pub type Begins<'a> = &'a (dyn Fn(ChangeId, &[WebhookId]) + Send + Sync);

/// Creates it. `known` are the webhooks that were there before; where the caller has seen none, they are read first, so
/// that an old twin isn't taken for the new one after a lost answer. `undoes`: the delete that it takes back.
pub async fn create(
    connection: &Connection,
    spec: &WebhookSpec,
    known: &[WebhookId],
    undoes: Option<ChangeId>,
) -> Result<Creation, Problem> {
    create_telling(connection, spec, known, undoes, &|_, _| {}).await
}

/// The same, for a caller that may stop it on the way and look for it later.
pub async fn create_telling(
    connection: &Connection,
    spec: &WebhookSpec,
    known: &[WebhookId],
    undoes: Option<ChangeId>,
    begins: Begins<'_>,
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
    begins(id, known);
    let open = connection.journal.open(id);
    open.sends(None, Some(&meant)).await?;
    let result = match connection.client.create(spec).await {
        Ok(webhook) => Ok(Creation { webhook, answer_lost: false, record: Some(id) }),
        // Whatever the look says, it was sent: where it isn't found, that is unclear.
        Err(error) if error.is_unclear() => match find(connection, spec, known).await {
            Ok(Some(webhook)) => Ok(Creation { webhook, answer_lost: true, record: Some(id) }),
            Ok(None) | Err(_) => Err(Problem::CreateUnclear),
        },
        Err(error) => match webhooks_problem(connection, error).await {
            Problem::Rejected { .. } if known.len() >= LIMIT => Err(Problem::LimitReached { limit: LIMIT }),
            problem => Err(problem),
        },
    };
    let written = open.ends(end(&result)).await;
    if let (Ok(_), Err(problem)) = (&result, written) {
        tracing::warn!(target: "hookswitch", ?problem, "a webhook was created, and the history couldn't be completed");
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

/// Whether the list shows, after all, what an unclear create was about; `record` is where that is written down.
///
/// [`Problem::CreateUnclear`] only where the whole list was read and it isn't there. Any other problem has kept the
/// list from being read, and says nothing of the webhook.
pub async fn look(
    connection: &Connection,
    spec: &WebhookSpec,
    known: &[WebhookId],
    record: Option<ChangeId>,
) -> Result<Creation, Problem> {
    let found = find(connection, spec, known).await?;
    let result = found.map(|webhook| Creation { webhook, answer_lost: true, record }).ok_or(Problem::CreateUnclear);
    if let Some(id) = record {
        let end = End { fate: if result.is_ok() { Fate::FoundDone } else { Fate::FoundUndone }, ..end(&result) };
        if let Err(problem) = connection.journal.open(id).ends(end).await {
            tracing::warn!(target: "hookswitch", ?problem, "a create was looked for, and the history couldn't be completed");
        }
    }
    result
}

/// A webhook that wasn't there before and is what was sent. Only a whole list can say that there is none.
async fn find(connection: &Connection, spec: &WebhookSpec, known: &[WebhookId]) -> Result<Option<Webhook>, Problem> {
    let listing = read_list(connection, &|_, _| {}).await?;
    let complete = listing.is_complete();
    match listing.webhooks.into_iter().find(|hook| !known.contains(&hook.id) && spec.matches(hook)) {
        None if !complete => Err(Problem::ListIncomplete),
        found => Ok(found),
    }
}
