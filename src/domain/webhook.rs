//! A webhook as the API tells it, and the list of all of them.

use std::sync::Arc;

use jiff::Timestamp;

use super::event::EventSet;
use super::secret::Secret;
use super::url::CallbackUrl;

/// Opaque, and the only key to match a webhook by. Copies share it: each finding, change and check holds some.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WebhookId(Arc<str>);

impl WebhookId {
    pub fn new(id: impl Into<String>) -> Self {
        Self(Arc::from(id.into()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for WebhookId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Whether Aircall delivers to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    Active,
    /// Switched off by Aircall after repeated failures, or by an admin.
    Inactive,
}

impl Status {
    pub fn of(active: bool) -> Self {
        if active { Self::Active } else { Self::Inactive }
    }

    pub fn is_active(self) -> bool {
        self == Self::Active
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    pub id: WebhookId,
    /// Live answers leave the name out; then it is what this app remembers, or nothing.
    pub name: Option<String>,
    pub url: CallbackUrl,
    pub status: Status,
    pub events: EventSet,
    /// What every delivery carries. In every list answer, in plain text.
    pub token: Option<Secret>,
    /// `None`: the answer had none, or one that can't be read.
    pub created: Option<Timestamp>,
}

impl Webhook {
    /// Its name, else its URL's host, else its id: what buttons and sentences call it.
    pub fn label(&self) -> String {
        match &self.name {
            Some(name) if !name.trim().is_empty() => name.clone(),
            Some(_) | None => self.url.host().unwrap_or_else(|| self.id.to_string()),
        }
    }
}

/// One reading of the whole list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    pub webhooks: Vec<Webhook>,
    /// How many the server said there are.
    pub total: Option<usize>,
    /// Nothing in it is older than this.
    pub read_at: Timestamp,
}

impl Listing {
    /// Whether as many were read as the server said there are.
    pub fn is_complete(&self) -> bool {
        self.total.is_none_or(|total| total == self.webhooks.len())
    }

    pub fn find(&self, id: &WebhookId) -> Option<&Webhook> {
        self.webhooks.iter().find(|hook| hook.id == *id)
    }

    pub fn inactive(&self) -> usize {
        self.webhooks.iter().filter(|hook| !hook.status.is_active()).count()
    }
}

/// The most webhooks that a company can have.
pub const LIMIT: usize = 100;

/// What `/v1/company` tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Company {
    pub name: String,
    pub users: Option<u64>,
    pub numbers: Option<u64>,
}
