//! The rules, a file for each group. All look at one [`Context`], in which each URL is read once.

mod company;
mod endpoint;
mod exposed;
mod likeness;
mod off;
mod receives;
mod twice;
mod wording;

use std::collections::BTreeMap;

use url::Url;

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
    let labels: BTreeMap<&WebhookId, &str> =
        context.hooks.iter().map(|hook| (&hook.hook.id, hook.label.as_str())).collect();
    let label = |finding: &Finding| finding.webhooks.first().and_then(|id| labels.get(id)).copied();
    found.sort_by(|one, two| {
        let plain = |finding: &Finding| (finding.severity, finding.rule.id());
        let by_label = || label(one).cmp(&label(two));
        plain(one).cmp(&plain(two)).then_with(by_label).then_with(|| one.webhooks.cmp(&two.webhooks))
    });
    found
}

/// What the rules look at.
struct Context<'a> {
    input: Input<'a>,
    /// By label, then by id.
    hooks: Vec<Hook<'a>>,
    sightings: BTreeMap<&'a WebhookId, Vec<&'a Sighting>>,
    changes: BTreeMap<&'a WebhookId, Vec<&'a ChangeRecord>>,
}

/// A webhook, with what is worked out once.
struct Hook<'a> {
    hook: &'a Webhook,
    label: String,
    /// `None`: its URL can't be read.
    url: Option<Url>,
    /// As it goes over the wire, without a port.
    host: String,
    /// The same for all ways to write one URL.
    address: String,
    service: Option<&'static Service>,
    everything: bool,
}

impl<'a> Context<'a> {
    fn new(input: Input<'a>) -> Self {
        let mut hooks: Vec<Hook<'a>> = input.listing.webhooks.iter().map(Hook::new).collect();
        hooks.sort_by(|one, two| one.label.cmp(&two.label).then_with(|| one.hook.id.cmp(&two.hook.id)));
        let (mut sightings, mut changes) = (BTreeMap::new(), BTreeMap::new());
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
    fn groups<K: Ord>(&self, key: impl Fn(&Hook<'a>) -> Option<K>) -> BTreeMap<K, Vec<&Hook<'a>>> {
        let mut groups: BTreeMap<K, Vec<&Hook<'a>>> = BTreeMap::new();
        for hook in &self.hooks {
            if let Some(key) = key(hook) {
                groups.entry(key).or_default().push(hook);
            }
        }
        groups
    }
}

impl<'a> Hook<'a> {
    fn new(hook: &'a Webhook) -> Self {
        let url = Url::parse(hook.url.expose()).ok();
        let host = url.as_ref().and_then(Url::host_str).unwrap_or_default().trim_end_matches('.').to_owned();
        let address = url.as_ref().map_or_else(|| hook.url.expose().to_owned(), twice::address);
        let service = hosts::of_host(&host);
        Self {
            hook,
            label: label(hook, url.as_ref()),
            url,
            host,
            address,
            service,
            everything: receives::everything(hook),
        }
    }

    fn active(&self) -> bool {
        self.hook.status.is_active()
    }

    /// The host with the port where there is one, else something to call it by.
    fn endpoint(&self) -> String {
        self.url.as_ref().and_then(host_and_port).unwrap_or_default()
    }

    fn finding(&self, rule: Rule, severity: Severity, facts: Facts) -> Finding {
        Finding { rule, severity, webhooks: vec![self.hook.id.clone()], facts }
    }
}

/// The same as [`Webhook::label`], without reading the URL again.
fn label(hook: &Webhook, url: Option<&Url>) -> String {
    match &hook.name {
        Some(name) if !name.trim().is_empty() => name.clone(),
        Some(_) | None => url.and_then(host_and_port).unwrap_or_else(|| hook.id.to_string()),
    }
}

fn host_and_port(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

fn ids(hooks: &[&Hook<'_>]) -> Vec<WebhookId> {
    hooks.iter().map(|hook| hook.hook.id.clone()).collect()
}

fn labels(hooks: &[&Hook<'_>]) -> Vec<String> {
    hooks.iter().map(|hook| hook.label.clone()).collect()
}

#[cfg(test)]
mod tests;
