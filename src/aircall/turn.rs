//! A fresh read and the change that follows it: the places in the budget are taken for both before the read, so that
//! nothing lies between them but the answer's own time.

use std::time::Duration;

use tokio::time::Instant;

use super::budget::Permit;
use super::client::Client;
use super::endpoints::Merge;
use super::error::ApiError;
use crate::domain::{EventSet, FullUpdate, Webhook, WebhookId};

/// How old a read may be when the change that is built on it leaves.
const FRESH: Duration = Duration::from_secs(5);

/// The calls of one change. What isn't sent takes no place.
pub struct Turn<'a> {
    client: &'a Client,
    places: Vec<Permit<'a>>,
    read: Option<Instant>,
}

impl Client {
    /// Waits until a read and that many calls after it may go one right after the other.
    pub async fn turn(&self, writes: usize) -> Turn<'_> {
        Turn { client: self, places: self.reserve(writes + 1).await, read: None }
    }
}

impl Turn<'_> {
    pub async fn read(&mut self, id: &WebhookId) -> Result<Webhook, ApiError> {
        let hook = self.client.webhook_in(id, &mut self.places).await?;
        self.read = Some(Instant::now());
        Ok(hook)
    }

    /// Whether a change may leave at once, and what was read is young enough for it.
    pub fn is_fresh(&self) -> bool {
        !self.client.is_paused() && self.read.is_some_and(|read| read.elapsed() <= FRESH)
    }

    pub async fn update(&mut self, update: &FullUpdate) -> Result<Webhook, ApiError> {
        self.client.update_in(update, &mut self.places).await
    }

    pub async fn update_by_merge(
        &mut self,
        update: &FullUpdate,
        merge: Merge,
        events: &EventSet,
    ) -> Result<Webhook, ApiError> {
        self.client.merge_in(update, merge, events, &mut self.places).await
    }

    pub async fn delete(&mut self, id: &WebhookId) -> Result<(), ApiError> {
        self.client.delete_in(id, &mut self.places).await
    }
}
