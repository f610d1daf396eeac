//! The rules, a file for each group. All look at one [`Context`], in which each URL is read once.

mod company;
mod endpoint;
mod exposed;
mod likeness;
mod off;
mod receives;
mod twice;
mod wording;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use url::Url;

use self::receives::Has;
use super::{Facts, Finding, Input, Rule, Severity};
use crate::domain::history::{ChangeRecord, Sighting};
use crate::domain::hosts::{self, Service};
use crate::domain::webhook::{Webhook, WebhookId};

/// All findings, most severe first.
pub(super) fn apply(input: &Input<'_>) -> Vec<Finding> {
    let context = Context::new(*input);
    let mut found = Vec::new();
    off::find(&context, &mut found);
    receives::find(&context, &mut found);
    twice::find(&context, &mut found);
    exposed::find(&context, &mut found);
    endpoint::find(&context, &mut found);
    company::find(&context, &mut found);
    // By label, as the context has them.
    let places: HashMap<&WebhookId, usize> =
        context.hooks.iter().enumerate().map(|(place, hook)| (&hook.it.id, place)).collect();
    let place = |finding: &Finding| finding.webhooks.first().and_then(|id| places.get(id)).copied();
    // A rule's place among the others is its id's.
    found.sort_by_cached_key(|finding| (finding.severity, finding.rule, place(finding)));
    found
}

/// What the rules look at.
struct Context<'a> {
    input: Input<'a>,
    /// By label, then by id.
    hooks: Vec<Hook<'a>>,
    sightings: HashMap<&'a WebhookId, Vec<&'a Sighting>>,
    changes: HashMap<&'a WebhookId, Vec<&'a ChangeRecord>>,
}

/// A webhook, with what is worked out once.
struct Hook<'a> {
    it: &'a Webhook,
    label: Cow<'a, str>,
    /// `None`: its URL can't be read.
    url: Option<Url>,
    /// As it goes over the wire, without a port.
    host: String,
    /// The same with the port where there is one. Empty: its URL can't be read.
    endpoint: String,
    /// The same for all ways to write one URL.
    address: String,
    service: Option<&'static Service>,
    has: Has,
}

impl<'a> Context<'a> {
    fn new(input: Input<'a>) -> Self {
        let hooks = by_label(input.listing.webhooks.iter().map(Hook::new).collect());
        let (mut sightings, mut changes) = (HashMap::new(), HashMap::new());
        if let Some(past) = input.past {
            for seen in &past.sightings {
                sightings.entry(&seen.webhook).or_insert_with(Vec::new).push(seen);
            }
            for change in &past.changes {
                if let Some(id) = &change.webhook {
                    changes.entry(id).or_insert_with(Vec::new).push(change);
                }
            }
        }
        Self { input, hooks, sightings, changes }
    }

    fn sightings_of(&self, id: &WebhookId) -> &[&'a Sighting] {
        self.sightings.get(id).map_or(&[], Vec::as_slice)
    }

    fn changes_of(&self, id: &WebhookId) -> &[&'a ChangeRecord] {
        self.changes.get(id).map_or(&[], Vec::as_slice)
    }

    /// Those that have the same of something.
    fn groups<'h, K: Ord>(&'h self, key: impl Fn(&'h Hook<'a>) -> Option<K>) -> BTreeMap<K, Vec<&'h Hook<'a>>> {
        let mut groups: BTreeMap<K, Vec<&'h Hook<'a>>> = BTreeMap::new();
        for hook in &self.hooks {
            if let Some(key) = key(hook) {
                groups.entry(key).or_default().push(hook);
            }
        }
        groups
    }

    /// The same, without those that have nothing in common with another: most have not.
    fn shared<'h>(&'h self, key: impl Fn(&'h Hook<'a>) -> Option<&'h str>) -> BTreeMap<&'h str, Vec<&'h Hook<'a>>> {
        let mut counts: HashMap<&str, usize> = HashMap::with_capacity(self.hooks.len());
        for key in self.hooks.iter().filter_map(&key) {
            *counts.entry(key).or_default() += 1;
        }
        self.groups(|hook| key(hook).filter(|key| counts.get(key).is_some_and(|count| *count > 1)))
    }
}

impl<'a> Hook<'a> {
    fn new(hook: &'a Webhook) -> Self {
        let url = Url::parse(hook.url.expose()).ok();
        let host = url.as_ref().and_then(Url::host_str).unwrap_or_default().trim_end_matches('.').to_owned();
        let endpoint = url.as_ref().and_then(host_and_port).unwrap_or_default();
        let address = url.as_ref().map_or_else(|| hook.url.expose().to_owned(), twice::address);
        let service = hosts::of_host(&host);
        Self {
            it: hook,
            label: label(hook, &endpoint),
            url,
            host,
            endpoint,
            address,
            service,
            has: Has::of(&hook.events),
        }
    }

    fn active(&self) -> bool {
        self.it.status.is_active()
    }

    fn finding(&self, rule: Rule, severity: Severity, facts: Facts) -> Finding {
        Finding { rule, severity, webhooks: vec![self.it.id.clone()], facts }
    }
}

/// In order of label and id. Each is moved once: they are large, and many.
fn by_label(hooks: Vec<Hook<'_>>) -> Vec<Hook<'_>> {
    let mut order: Vec<(&str, &WebhookId, usize)> =
        hooks.iter().enumerate().map(|(place, hook)| (&*hook.label, &hook.it.id, place)).collect();
    order.sort_unstable();
    let order: Vec<usize> = order.into_iter().map(|(_, _, place)| place).collect();
    let mut hooks: Vec<Option<Hook<'_>>> = hooks.into_iter().map(Some).collect();
    order.into_iter().filter_map(|place| hooks.get_mut(place)?.take()).collect()
}

/// The same as [`Webhook::label`], without reading the URL again.
fn label<'a>(hook: &'a Webhook, endpoint: &str) -> Cow<'a, str> {
    match &hook.name {
        Some(name) if !name.trim().is_empty() => Cow::Borrowed(name),
        Some(_) | None if endpoint.is_empty() => Cow::Borrowed(hook.id.as_str()),
        Some(_) | None => Cow::Owned(endpoint.to_owned()),
    }
}

fn host_and_port(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

fn ids(hooks: &[&Hook<'_>]) -> Vec<WebhookId> {
    hooks.iter().map(|hook| hook.it.id.clone()).collect()
}

fn labels(hooks: &[&Hook<'_>]) -> Vec<String> {
    hooks.iter().map(|hook| hook.label.to_string()).collect()
}

#[cfg(test)]
mod tests;
