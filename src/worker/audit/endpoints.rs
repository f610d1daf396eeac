//! The endpoints of a list of webhooks: each address once, however many webhooks post to it.

use std::collections::BTreeMap;

use tokio::sync::watch;

use crate::app::audit::Endpoints;
use crate::app::{Problem, Target};
use crate::domain::endpoint::EndpointCheck;
use crate::domain::{CallbackUrl, ProxyChoice, Webhook, WebhookId};
use crate::probe::{Limits, check_all};
use crate::worker::services::Services;

/// How endpoints are looked at; `None`: not at all. The demo company's are at its own places on this machine.
pub async fn limits(
    services: &Services,
    target: &Target,
    endpoints: Endpoints,
    proxy: &ProxyChoice,
) -> Result<Option<Limits>, Problem> {
    let allow_local = match endpoints {
        Endpoints::Skip => return Ok(None),
        Endpoints::Public => false,
        Endpoints::All => true,
    };
    let limits = Limits { allow_local, proxy: proxy.clone(), ..Limits::default() };
    Ok(Some(match target {
        Target::Demo => services.within_demo(limits).await?,
        Target::Profile(_) => limits,
    }))
}

/// Different addresses, in the order in which they come, each with all webhooks that post to it.
pub struct Distinct {
    urls: Vec<CallbackUrl>,
    webhooks: Vec<Vec<WebhookId>>,
}

impl Distinct {
    pub fn of(hooks: &[Webhook]) -> Self {
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut distinct = Self { urls: Vec::new(), webhooks: Vec::new() };
        for hook in hooks {
            let place = *places.entry(hook.url.address()).or_insert(distinct.urls.len());
            if let Some(others) = distinct.webhooks.get_mut(place) {
                others.push(hook.id.clone());
            } else {
                distinct.urls.push(hook.url.clone());
                distinct.webhooks.push(vec![hook.id.clone()]);
            }
        }
        distinct
    }

    /// One webhook of each.
    pub fn firsts(&self) -> Vec<WebhookId> {
        self.webhooks.iter().filter_map(|webhooks| webhooks.first().cloned()).collect()
    }

    /// Looks at all of them; `tell` hears of each as it ends, with its webhooks. The answer is by webhook.
    pub async fn check(
        &self,
        limits: &Limits,
        stopped: watch::Receiver<bool>,
        tell: &(dyn Fn(&[WebhookId], &EndpointCheck) + Send + Sync),
    ) -> BTreeMap<WebhookId, EndpointCheck> {
        let hear = |place: usize, check: &EndpointCheck| {
            if let Some(webhooks) = self.webhooks.get(place) {
                tell(webhooks, check);
            }
        };
        let checks = check_all(&self.urls, limits, stopped, &hear).await;
        let of_each = self.webhooks.iter().zip(checks);
        of_each.flat_map(|(ids, check)| ids.iter().map(move |id| (id.clone(), check.clone()))).collect()
    }
}
