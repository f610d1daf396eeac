//! The API's calls, one method each.

use reqwest::Method;
use serde_json::Value;

use super::client::{Call, Client};
use super::error::{ApiError, ErrorKind};
use super::page::{Ask, PER_PAGE, Pages, safe_link};
use super::wire;
use crate::domain::{Company, EventName, FullUpdate, Webhook, WebhookId, WebhookSpec};

/// All pages of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collected {
    pub webhooks: Vec<Webhook>,
    /// How many the server says there are.
    pub total: Option<usize>,
}

impl Client {
    /// Checks the credential.
    pub async fn ping(&self) -> Result<(), ApiError> {
        let answer = self.send_safely(self.call(Method::GET, &["v1", "ping"], None, "ping")?).await?;
        if wire::is_pong(&answer) { Ok(()) } else { Err(unreadable()) }
    }

    pub async fn company(&self) -> Result<Company, ApiError> {
        let answer = self.send_safely(self.call(Method::GET, &["v1", "company"], None, "company")?).await?;
        wire::company(&answer).ok_or_else(unreadable)
    }

    /// The whole list, page by page. `progress` is told how many were read, of how many.
    pub async fn webhooks(
        &self,
        progress: &(dyn Fn(usize, Option<usize>) + Send + Sync),
    ) -> Result<Collected, ApiError> {
        let mut pages = Pages::default();
        let mut next = Some(Pages::first());
        while let Some(ask) = next {
            let answer = self.send_safely(self.page_call(&ask)?).await?;
            next = pages.take(wire::page(&answer).ok_or_else(unreadable)?);
            progress(pages.webhooks.len(), pages.total);
        }
        Ok(Collected { webhooks: pages.webhooks, total: pages.total })
    }

    fn page_call(&self, ask: &Ask) -> Result<Call<'static>, ApiError> {
        let mut call = self.call(Method::GET, &["v1", "webhooks"], None, "list")?;
        match ask {
            Ask::Number(page) => {
                call.url
                    .query_pairs_mut()
                    .append_pair("page", &page.to_string())
                    .append_pair("per_page", &PER_PAGE.to_string())
                    .append_pair("order", "asc");
            }
            // A link to another host would take the key there.
            Ask::Link(link) => {
                call.url = safe_link(&self.base, link).ok_or_else(|| ApiError::new(ErrorKind::Redirected))?;
            }
        }
        Ok(call)
    }

    pub async fn webhook(&self, id: &WebhookId) -> Result<Webhook, ApiError> {
        let answer = self.send_safely(self.one(Method::GET, id, None, "get")?).await?;
        wire::webhook(&answer).filter(|hook| hook.id == *id).ok_or_else(unreadable)
    }

    /// Sent once, whatever happens. After [`ApiError::is_unclear`], look at the list.
    pub async fn create(&self, spec: &WebhookSpec) -> Result<Webhook, ApiError> {
        let mut call = self.call(Method::POST, &["v1", "webhooks"], Some(wire::create(spec)), "create")?;
        call.secrets = spec.url().secrets();
        let answer = self.send_once(&call).await?;
        wire::webhook(&answer).ok_or_else(unreadable)
    }

    /// The full list, always.
    pub async fn update(&self, update: &FullUpdate) -> Result<Webhook, ApiError> {
        self.put(update, wire::update(update), false).await
    }

    /// Leaves the list alone: adds `event`, which the webhook has already.
    pub async fn update_by_merge(&self, update: &FullUpdate, event: &EventName) -> Result<Webhook, ApiError> {
        self.put(update, wire::merge(update, event), true).await
    }

    async fn put(&self, update: &FullUpdate, body: Value, merge: bool) -> Result<Webhook, ApiError> {
        let mut call = self.one(Method::PUT, update.id(), Some(body), "update")?;
        call.secrets = update.url().secrets();
        if merge {
            call.url.query_pairs_mut().append_pair("events_action", "add");
        }
        let answer = self.send_safely(call).await?;
        wire::webhook(&answer).filter(|hook| hook.id == *update.id()).ok_or_else(unreadable)
    }

    /// Gone for good, its token too. [`ErrorKind::NotFound`] says that it was gone before.
    pub async fn delete(&self, id: &WebhookId) -> Result<(), ApiError> {
        self.send_safely(self.one(Method::DELETE, id, None, "delete")?).await.map(drop)
    }

    fn one(
        &self,
        method: Method,
        id: &WebhookId,
        body: Option<Value>,
        what: &'static str,
    ) -> Result<Call<'static>, ApiError> {
        self.call(method, &["v1", "webhooks", id.as_str()], body, what)
    }

    /// A call below the base. Each part is one path segment, percent-encoded.
    fn call(
        &self,
        method: Method,
        path: &[&str],
        body: Option<Value>,
        what: &'static str,
    ) -> Result<Call<'static>, ApiError> {
        let mut url = self.base.clone();
        // `.` and `..` would be walked, not named.
        if path.iter().any(|part| matches!(*part, "" | "." | "..")) {
            return Err(ApiError::new(ErrorKind::NotFound));
        }
        url.path_segments_mut().map_err(|()| ApiError::new(ErrorKind::Setup))?.pop_if_empty().extend(path);
        Ok(Call { method, url, body, what, secrets: Vec::new() })
    }
}

fn unreadable() -> ApiError {
    ApiError::with_status(ErrorKind::Unreadable, 200)
}
