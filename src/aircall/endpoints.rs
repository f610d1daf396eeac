//! The calls that the app makes, one method each.

use reqwest::Method;
use url::Url;

use super::budget::Permit;
use super::client::{Answer, Call, Client};
use super::error::{ApiError, ErrorKind};
use super::page::{Next, PER_PAGE, Pages};
use super::wire::{self, Sent, Unreadable};
use crate::domain::{Company, EventSet, FullUpdate, Webhook, WebhookId, WebhookSpec};

/// Path templates, for addresses and logs.
const PING: &str = "/v1/ping";
const COMPANY: &str = "/v1/company";
const WEBHOOKS: &str = "/v1/webhooks";
const WEBHOOK: &str = "/v1/webhooks/{id}";

/// The whole list, as far as the server gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collected {
    /// Each one once, in the order in which they came.
    pub webhooks: Vec<Webhook>,
    /// How many the server said there are.
    pub total: Option<usize>,
}

/// What a merge does with the events that it carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merge {
    Add,
    Remove,
}

impl Merge {
    fn name(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Remove => "remove",
        }
    }
}

impl Client {
    /// Checks the credential.
    pub async fn ping(&self) -> Result<(), ApiError> {
        self.get(PING, self.address(PING)?, wire::ping).await
    }

    pub async fn company(&self) -> Result<Company, ApiError> {
        self.get(COMPANY, self.address(COMPANY)?, wire::company).await
    }

    /// Every page of the list. `progress` is told how many were read so far, and how many there are.
    pub async fn webhooks(
        &self,
        progress: &(dyn Fn(usize, Option<usize>) + Send + Sync),
    ) -> Result<Collected, ApiError> {
        let mut pages = Pages::new(self.base());
        let mut next = Next::Page(1);
        loop {
            let url = match next {
                Next::Page(page) => self.page(page)?,
                Next::Link(url) => url,
                Next::Done => break,
            };
            let page = self.get(WEBHOOKS, url, wire::page).await?;
            next = pages.take(page);
            progress(pages.len(), pages.total());
        }
        let total = pages.total();
        let webhooks = pages.into_webhooks();
        Ok(Collected { webhooks, total })
    }

    pub async fn webhook(&self, id: &WebhookId) -> Result<Webhook, ApiError> {
        self.webhook_in(id, &mut Vec::new()).await
    }

    pub(super) async fn webhook_in<'a>(
        &'a self,
        id: &WebhookId,
        places: &mut Vec<Permit<'a>>,
    ) -> Result<Webhook, ApiError> {
        let hook = self.get_in(WEBHOOK, self.one(id)?, wire::webhook, places).await?;
        about(id, hook, 200)
    }

    /// Creates a webhook. It is sent once, whatever happens: after an error that [`ApiError::is_unclear`], look at the
    /// list before anything else.
    pub async fn create(&self, spec: &WebhookSpec) -> Result<Webhook, ApiError> {
        let call = Call {
            method: Method::POST,
            path: WEBHOOKS,
            url: self.address(WEBHOOKS)?,
            body: Some(wire::create_body(spec).map_err(|_unwritable| setup())?),
            about: Some(spec.url()),
        };
        let answer = self.send(&call, &mut Vec::new()).await?;
        match wire::sent(&answer.body) {
            Ok(Sent::Whole(hook)) => Ok(hook),
            Ok(Sent::Id(id)) => self.read_back(&id, answer.status).await,
            Err(Unreadable) => Err(ApiError::unreadable(answer.status)),
        }
    }

    /// Sends a whole webhook, its full list of events included. Once, as every change.
    pub async fn update(&self, update: &FullUpdate) -> Result<Webhook, ApiError> {
        self.update_in(update, &mut Vec::new()).await
    }

    pub(super) async fn update_in<'a>(
        &'a self,
        update: &FullUpdate,
        places: &mut Vec<Permit<'a>>,
    ) -> Result<Webhook, ApiError> {
        let url = self.one(update.id())?;
        let body = wire::update_body(update).map_err(|_unwritable| setup())?;
        self.put(update, url, body, places).await
    }

    /// The same for a list that the API refuses because of a retired name: adds or takes away these events, at least
    /// one, and leaves the rest of the list as it is.
    pub async fn update_by_merge(
        &self,
        update: &FullUpdate,
        merge: Merge,
        events: &EventSet,
    ) -> Result<Webhook, ApiError> {
        self.merge_in(update, merge, events, &mut Vec::new()).await
    }

    pub(super) async fn merge_in<'a>(
        &'a self,
        update: &FullUpdate,
        merge: Merge,
        events: &EventSet,
        places: &mut Vec<Permit<'a>>,
    ) -> Result<Webhook, ApiError> {
        if events.is_empty() {
            return Err(setup()); // what an empty list does here is described nowhere
        }
        let mut url = self.one(update.id())?;
        url.query_pairs_mut().append_pair("events_action", merge.name());
        let body = wire::merge_body(update, events).map_err(|_unwritable| setup())?;
        self.put(update, url, body, places).await
    }

    /// Deletes for good. [`ErrorKind::NotFound`]: it was gone already, or an earlier try that lost its answer did it.
    pub async fn delete(&self, id: &WebhookId) -> Result<(), ApiError> {
        self.delete_in(id, &mut Vec::new()).await
    }

    pub(super) async fn delete_in<'a>(&'a self, id: &WebhookId, places: &mut Vec<Permit<'a>>) -> Result<(), ApiError> {
        let call = Call { method: Method::DELETE, path: WEBHOOK, url: self.one(id)?, body: None, about: None };
        let answer = self.send(&call, places).await?;
        // A page of something on the way is no answer of the API.
        if wire::is_done(&answer.body) { Ok(()) } else { Err(ApiError::unreadable(answer.status)) }
    }

    async fn get<T>(
        &self,
        path: &'static str,
        url: Url,
        reader: fn(&[u8]) -> Result<T, Unreadable>,
    ) -> Result<T, ApiError> {
        self.get_in(path, url, reader, &mut Vec::new()).await
    }

    async fn get_in<'a, T>(
        &'a self,
        path: &'static str,
        url: Url,
        reader: fn(&[u8]) -> Result<T, Unreadable>,
        places: &mut Vec<Permit<'a>>,
    ) -> Result<T, ApiError> {
        let call = Call { method: Method::GET, path, url, body: None, about: None };
        let Answer { status, body } = self.send(&call, places).await?;
        reader(&body).map_err(|Unreadable| ApiError::unreadable(status))
    }

    async fn put<'a>(
        &'a self,
        update: &FullUpdate,
        url: Url,
        body: String,
        places: &mut Vec<Permit<'a>>,
    ) -> Result<Webhook, ApiError> {
        let call = Call { method: Method::PUT, path: WEBHOOK, url, body: Some(body), about: Some(update.url()) };
        let answer = self.send(&call, places).await?;
        match wire::sent(&answer.body) {
            Ok(Sent::Whole(hook)) => about(update.id(), hook, answer.status),
            Ok(Sent::Id(_)) => self.read_back(update.id(), answer.status).await,
            Err(Unreadable) => Err(ApiError::unreadable(answer.status)),
        }
    }

    /// Reads what a good but short answer was about. Without it the outcome is unclear, not failed.
    async fn read_back(&self, id: &WebhookId, status: u16) -> Result<Webhook, ApiError> {
        self.webhook(id).await.map_err(|_unread| ApiError::unreadable(status))
    }

    fn page(&self, page: usize) -> Result<Url, ApiError> {
        let mut url = self.address(WEBHOOKS)?;
        url.query_pairs_mut()
            .append_pair("page", &page.to_string())
            .append_pair("per_page", &PER_PAGE.to_string())
            .append_pair("order", "asc");
        Ok(url)
    }

    fn address(&self, path: &str) -> Result<Url, ApiError> {
        let mut url = self.base().clone();
        url.path_segments_mut().map_err(|()| setup())?.pop_if_empty().extend(path.split('/').skip(1));
        Ok(url)
    }

    /// The address of one webhook: its id is one path segment. An id that would lead elsewhere belongs to no webhook.
    fn one(&self, id: &WebhookId) -> Result<Url, ApiError> {
        let segment = id.as_str();
        if matches!(segment, "" | "." | "..") || segment.contains(char::is_control) {
            return Err(ApiError::of(ErrorKind::NotFound));
        }
        let mut url = self.address(WEBHOOKS)?;
        url.path_segments_mut().map_err(|()| setup())?.push(segment);
        Ok(url)
    }
}

fn setup() -> ApiError {
    ApiError::of(ErrorKind::Setup)
}

/// An answer about another webhook than the one that was asked for is none.
fn about(id: &WebhookId, hook: Webhook, status: u16) -> Result<Webhook, ApiError> {
    if hook.id.as_str().eq_ignore_ascii_case(id.as_str()) { Ok(hook) } else { Err(ApiError::unreadable(status)) }
}
