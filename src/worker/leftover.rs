//! Changes that were under way when the program ended: looked up, so that the history tells what became of them.

use super::connection::Connection;
use super::journal::{End, Journal};
use crate::aircall::ErrorKind;
use crate::app::Problem;
use crate::domain::{ChangeKind, ChangeRecord, Fate, Kept, Webhook};

/// What was sent and is looked up now, and what was planned and never sent.
pub struct LeftOver {
    pub looked_up: Vec<ChangeRecord>,
    pub planned: Vec<ChangeRecord>,
}

pub async fn look_up(connection: &Connection) -> Result<LeftOver, Problem> {
    let journal = &connection.journal;
    let unfinished = journal.unfinished().await?;
    let (sent, planned): (Vec<_>, Vec<_>) = unfinished.into_iter().partition(|record| record.fate == Fate::Sent);
    let mut looked_up = Vec::new();
    for mut record in sent {
        let (fate, after) = fate_of(connection, &record).await;
        record.fate = fate;
        settle(journal, &record, after.as_ref()).await?;
        looked_up.push(record);
    }
    Ok(LeftOver { looked_up, planned })
}

async fn settle(journal: &Journal, record: &ChangeRecord, after: Option<&Webhook>) -> Result<(), Problem> {
    let end = End { fate: record.fate, said: None, webhook: record.webhook.as_ref(), after };
    journal.open(record.id).ends(end).await.map(drop)
}

/// How the webhook is now, compared with how it was and how it was meant.
async fn fate_of(connection: &Connection, record: &ChangeRecord) -> (Fate, Option<Webhook>) {
    let Some(id) = &record.webhook else {
        return (Fate::Unknown, None); // a create: the list shows it as new, if it came to be
    };
    match connection.client.webhook(id).await {
        Ok(hook) => (compared(record, &hook), Some(hook)),
        Err(error) if error.kind == ErrorKind::NotFound && record.kind == ChangeKind::Delete => (Fate::FoundDone, None),
        Err(error) if error.kind == ErrorKind::NotFound => (Fate::Gone, None),
        Err(_) => (Fate::Unknown, None),
    }
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
