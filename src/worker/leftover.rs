//! Changes that were under way when the program ended: looked up, so that the history tells what became of them.

use super::connection::Connection;
use super::journal::{End, Journal};
use super::reading::read_list;
use crate::aircall::ErrorKind;
use crate::app::Problem;
use crate::domain::{ChangeKind, ChangeRecord, Fate, Kept, Webhook};

/// What was sent and is looked up now, and what was planned and never sent.
#[derive(Clone, Debug)]
pub struct LeftOver {
    pub looked_up: Vec<ChangeRecord>,
    pub planned: Vec<ChangeRecord>,
}

/// Looks up what was sent. Where the look itself fails, the change is told as unknown and stays open, so that the next
/// start looks again.
pub async fn look_up(connection: &Connection) -> Result<LeftOver, Problem> {
    let journal = &connection.journal;
    let unfinished = journal.unfinished().await?;
    let (sent, planned): (Vec<_>, Vec<_>) = unfinished.into_iter().partition(|record| record.fate == Fate::Sent);
    let mut looked_up = Vec::new();
    for mut record in sent {
        let found = fate_of(connection, &record).await;
        record.fate = found.as_ref().map_or(Fate::Unknown, |(fate, _)| *fate);
        if let Some((_, after)) = found {
            record.webhook = record.webhook.or_else(|| after.as_ref().map(|hook| hook.id.clone()));
            settle(journal, &record, after.as_ref()).await?;
        }
        looked_up.push(record);
    }
    Ok(LeftOver { looked_up, planned })
}

async fn settle(journal: &Journal, record: &ChangeRecord, after: Option<&Webhook>) -> Result<(), Problem> {
    let end = End { fate: record.fate, said: None, webhook: record.webhook.as_ref(), after };
    journal.open(record.id).ends(end).await.map(drop)
}

/// How the webhook is now, compared with how it was and how it was meant. `None`: there was no answer that tells.
async fn fate_of(connection: &Connection, record: &ChangeRecord) -> Option<(Fate, Option<Webhook>)> {
    let Some(id) = &record.webhook else {
        return fate_of_create(connection, record).await;
    };
    match connection.client.webhook(id).await {
        Ok(hook) => Some((compared(record, &hook), Some(hook))),
        Err(error) if error.kind == ErrorKind::NotFound && record.kind == ChangeKind::Delete => {
            Some((Fate::FoundDone, None))
        }
        Err(error) if error.kind == ErrorKind::NotFound => Some((Fate::Gone, None)),
        Err(_) => None,
    }
}

/// A create whose id never came to be known: the list tells, where it shows a webhook like it that wasn't there before.
async fn fate_of_create(connection: &Connection, record: &ChangeRecord) -> Option<(Fate, Option<Webhook>)> {
    let listing = read_list(connection, &|_, _| {}).await.ok()?;
    let complete = listing.is_complete();
    let before = connection.journal.known_before(record.at).await.ok()?;
    let alike: Vec<Webhook> = listing.webhooks.into_iter().filter(|hook| could_be(record, hook)).collect();
    let Some(before) = before else {
        // Which were there before, nobody will ever know.
        let fate = if alike.is_empty() { Fate::FoundUndone } else { Fate::Unknown };
        return complete.then_some((fate, None));
    };
    match alike.into_iter().find(|hook| !before.contains(&hook.id)) {
        Some(hook) => Some((Fate::FoundDone, Some(hook))),
        None if complete => Some((Fate::FoundUndone, None)),
        None => None,
    }
}

/// Whether a webhook could be what a create meant. Its query values aren't kept, and its name is often not told.
fn could_be(record: &ChangeRecord, hook: &Webhook) -> bool {
    let now = Kept::of(hook);
    record.after.as_ref().is_some_and(|meant| {
        let named = meant.name.is_none() || now.name.is_none() || meant.name == now.name;
        named && meant.url == now.url && meant.events == now.events
    })
}

fn compared(record: &ChangeRecord, hook: &Webhook) -> Fate {
    let now = Kept::of(hook);
    let same = |kept: &Kept| {
        kept.url == now.url
            && kept.events == now.events
            && kept.status == now.status
            && (kept.name == now.name || kept.name.is_none() || now.name.is_none())
    };
    let undone = record.before.as_ref().is_some_and(same);
    let done = record.after.as_ref().is_some_and(same);
    match (done, undone) {
        // A URL that changed only in what is left out looks the same before and after.
        (true, true) => Fate::Unknown,
        (true, false) => Fate::FoundDone,
        (false, true) => Fate::FoundUndone,
        (false, false) => Fate::Differs,
    }
}
