//! What is written down around every change: before it is sent, and after its outcome is known.
//!
//! The store waits for the disk, so it is asked on tokio's blocking threads.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;

use super::histories::Store;
use crate::app::Problem;
use crate::domain::audit::{Acceptance, FindingKey};
use crate::domain::{
    ChangeId, ChangeKind, ChangeRecord, Fate, Kept, LeftAlone, Listing, Origin, Past, Planned, Sighting, WatchMemory,
    Webhook, WebhookId,
};
use crate::vault::{History, HistoryError};

/// The history of one company, and who asks for changes.
#[derive(Clone)]
pub struct Journal {
    store: Arc<Store>,
    profile: Arc<str>,
    pub origin: Origin,
}

/// A change that is written down and has no outcome yet. Dropped without one, it is unknown: a task that crashed or was
/// stopped says nothing any more.
pub struct Open {
    journal: Journal,
    pub id: ChangeId,
    settled: bool,
}

/// What a record ends with.
pub struct End<'a> {
    pub fate: Fate,
    pub said: Option<String>,
    pub webhook: Option<&'a WebhookId>,
    pub after: Option<&'a Webhook>,
}

impl Journal {
    pub fn new(store: Arc<Store>, profile: &str, origin: Origin) -> Self {
        Self { store, profile: profile.into(), origin }
    }

    #[must_use]
    pub fn by(&self, origin: Origin) -> Self {
        Self { origin, ..self.clone() }
    }

    async fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&History, &str) -> Result<T, HistoryError> + Send + 'static,
    ) -> Result<T, Problem> {
        let (store, profile) = (Arc::clone(&self.store), Arc::clone(&self.profile));
        let task = tokio::task::spawn_blocking(move || store.work(&profile, work));
        task.await.map_err(|_crashed| Problem::Internal)?
    }

    /// Whether it could be opened, now or before.
    pub fn is_open(&self) -> bool {
        self.store.is_open()
    }

    /// Writes down what was asked for, before anything of it is sent.
    pub async fn plan(&self, batch: Vec<Planned>) -> Result<Vec<ChangeId>, Problem> {
        self.ask(move |history, profile| history.plan(profile, Timestamp::now(), &batch)).await.map(|(_, ids)| ids)
    }

    /// Writes down a change that was done at another time.
    pub async fn remember(&self, at: Timestamp, plan: Planned, before: Webhook, after: Webhook) -> Result<(), Problem> {
        self.ask(move |history, profile| {
            let (_, ids) = history.plan(profile, at, &[plan])?;
            for id in ids {
                history.sent(id, Some(&Kept::of(&before)), Some(&Kept::of(&after)), false)?;
                history.finish(id, at, Fate::Done, None, Some(&after.id), Some(&tokenless(&after)))?;
            }
            Ok(())
        })
        .await
    }

    /// Goes on with what was planned when the program ended. Returns what isn't this program's: another one goes on with
    /// it, or has ended it.
    pub async fn take_over(&self, ids: Vec<ChangeId>) -> Result<Vec<ChangeId>, Problem> {
        self.ask(move |history, _| history.take_over(&ids)).await
    }

    /// Takes up a change that is written down.
    pub fn open(&self, id: ChangeId) -> Open {
        Open { journal: self.clone(), id, settled: false }
    }

    pub async fn look(&self, listing: &Listing) -> Result<Vec<Sighting>, Problem> {
        let listing = without_tokens(listing);
        self.ask(move |history, profile| history.look(profile, &listing)).await
    }

    /// The webhooks that were known before that moment; `None`: nobody had looked by then.
    pub async fn known_before(&self, at: Timestamp) -> Result<Option<BTreeSet<WebhookId>>, Problem> {
        self.ask(move |history, profile| history.known_before(profile, at)).await
    }

    /// What each webhook is called, as far as an answer or a change of this app ever told.
    pub async fn names(&self) -> Result<BTreeMap<WebhookId, String>, Problem> {
        self.ask(History::names).await
    }

    pub async fn last_look(&self) -> Result<Option<Timestamp>, Problem> {
        self.ask(History::last_look).await
    }

    /// What looks showed from then on, whoever looked.
    pub async fn news_since(&self, since: Timestamp) -> Result<Vec<Sighting>, Problem> {
        self.ask(move |history, profile| history.news_since(profile, since)).await
    }

    pub async fn past(&self, since: Timestamp) -> Result<Past, Problem> {
        self.ask(move |history, profile| history.past(profile, since)).await
    }

    pub async fn newest(&self, limit: usize) -> Result<(Vec<ChangeRecord>, Vec<Sighting>), Problem> {
        self.ask(move |history, profile| {
            Ok((history.records(profile, limit, None)?, history.sightings(profile, limit)?))
        })
        .await
    }

    pub async fn unfinished(&self) -> Result<Vec<ChangeRecord>, Problem> {
        self.ask(History::unfinished).await
    }

    pub async fn drop_planned(&self, ids: Vec<ChangeId>) -> Result<(), Problem> {
        self.ask(move |history, _| history.drop_planned(&ids, Timestamp::now())).await
    }

    pub async fn forget(&self) -> Result<(), Problem> {
        let (store, profile) = (Arc::clone(&self.store), Arc::clone(&self.profile));
        let task = tokio::task::spawn_blocking(move || store.forget(&profile));
        task.await.map_err(|_crashed| Problem::Internal)?
    }

    /// Keeps an audit, as its text.
    pub async fn keep_audit(&self, at: Timestamp, content: String) -> Result<(), Problem> {
        self.ask(move |history, profile| history.keep_audit(profile, at, &content)).await
    }

    pub async fn last_audit(&self) -> Result<Option<String>, Problem> {
        self.ask(History::last_audit).await
    }

    pub async fn accept(&self, acceptance: Acceptance) -> Result<(), Problem> {
        self.ask(move |history, profile| history.accept(profile, &acceptance)).await
    }

    pub async fn take_back(&self, finding: FindingKey) -> Result<(), Problem> {
        self.ask(move |history, profile| history.take_back(profile, &finding)).await
    }

    pub async fn acceptances(&self) -> Result<Vec<Acceptance>, Problem> {
        self.ask(History::acceptances).await
    }

    pub async fn watch_begins(&self, at: Timestamp) -> Result<bool, Problem> {
        self.ask(move |history, profile| history.watch_begins(profile, at)).await
    }

    pub async fn watch_ends(&self) -> Result<(), Problem> {
        self.ask(History::watch_ends).await
    }

    pub async fn leave_alone(&self, id: &WebhookId, why: LeftAlone) -> Result<(), Problem> {
        let id = id.clone();
        self.ask(move |history, profile| history.leave_alone(profile, &id, why, Timestamp::now())).await
    }

    pub async fn seen_on(&self) -> Result<BTreeSet<WebhookId>, Problem> {
        self.ask(History::seen_on).await
    }

    /// What was done at a time that is still to come counts as done by now.
    pub async fn watch_memory(
        &self,
        since: Timestamp,
        now: Timestamp,
    ) -> Result<BTreeMap<WebhookId, WatchMemory>, Problem> {
        self.ask(move |history, profile| {
            history.is_now(profile, now.max(Timestamp::now()))?;
            history.watch_memory(profile, since)
        })
        .await
    }
}

impl Open {
    /// Writes down what is about to leave, with the webhook as it was read just now.
    pub async fn sends(&self, before: Option<&Webhook>, after: Option<&Webhook>) -> Result<(), Problem> {
        let url_changed = before.zip(after).is_some_and(|(before, after)| before.url != after.url);
        let (id, before, after) = (self.id, before.map(Kept::of), after.map(Kept::of));
        self.journal.ask(move |history, _| history.sent(id, before.as_ref(), after.as_ref(), url_changed)).await
    }

    pub async fn ends(mut self, end: End<'_>) -> Result<ChangeId, Problem> {
        self.settled = true;
        let (id, said, fate) = (self.id, end.said, end.fate);
        let (webhook, after) = (end.webhook.cloned(), end.after.map(tokenless));
        self.journal
            .ask(move |history, _| {
                history.finish(id, Timestamp::now(), fate, said.as_deref(), webhook.as_ref(), after.as_ref())
            })
            .await?;
        Ok(id)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        if self.settled {
            return;
        }
        let (Journal { store, profile, .. }, id) = (self.journal.clone(), self.id);
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let end =
                move |history: &History, _: &str| history.finish(id, Timestamp::now(), Fate::Unknown, None, None, None);
            drop(runtime.spawn_blocking(move || store.work(&profile, end)));
        }
    }
}

/// A change as it is planned: seen before, meant after.
pub fn planned(
    journal: &Journal,
    kind: ChangeKind,
    label: String,
    seen: Option<&Webhook>,
    meant: Option<&Webhook>,
    undoes: Option<ChangeId>,
) -> Planned {
    Planned {
        webhook: seen.map(|hook| hook.id.clone()),
        label,
        kind,
        origin: if undoes.is_some() { Origin::Undo } else { journal.origin },
        undoes,
        before: seen.map(Kept::of),
        after: meant.map(Kept::of),
    }
}

/// The store never sees a token, whatever it does with the rest.
fn tokenless(hook: &Webhook) -> Webhook {
    Webhook { token: None, ..hook.clone() }
}

fn without_tokens(listing: &Listing) -> Listing {
    Listing { webhooks: listing.webhooks.iter().map(tokenless).collect(), ..listing.clone() }
}

pub fn history_problem(error: HistoryError) -> Problem {
    match error {
        HistoryError::Newer => Problem::HistoryNewer,
        HistoryError::CouldNotOpen | HistoryError::CouldNotWrite => Problem::HistoryNotWritten,
        HistoryError::Damaged | HistoryError::CouldNotRead => Problem::HistoryUnreadable,
    }
}
