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
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use url::Url;

use self::receives::Has;
pub use self::receives::share_of_everything;
use super::{Facts, Finding, Input, Rule, Severity};
use crate::domain::endpoint::EndpointCheck;
use crate::domain::history::{ChangeRecord, Sighting};
use crate::domain::hosts::{self, Service};
use crate::domain::webhook::{Webhook, WebhookId};

/// All findings, most severe first.
///
/// `checks`: of each webhook, in the order of the list; or none at all.
pub(super) fn apply(input: &Input<'_>, checks: &[Option<&EndpointCheck>]) -> Vec<Finding> {
    let context = Context::new(*input, checks);
    let mut found = Vec::with_capacity(context.hooks.len());
    off::find(&context, &mut found);
    receives::find(&context, &mut found);
    twice::find(&context, &mut found);
    exposed::find(&context, &mut found);
    endpoint::find(&context, &mut found);
    company::find(&context, &mut found);
    // A rule's place among the others is its id's.
    // By keys of their own, as findings are large to move about.
    found.sort_by_cached_key(|found| (found.finding.severity, found.finding.rule, found.place));
    found.into_iter().map(|found| found.finding).collect()
}

/// A finding, and the place of its first webhook among all of them by label.
struct Found {
    place: Option<usize>,
    finding: Finding,
}

impl Found {
    /// Of the company, and no webhook of it.
    fn of_company(rule: Rule, severity: Severity, facts: Facts) -> Self {
        Self { place: None, finding: Finding { rule, severity, webhooks: Vec::new(), facts } }
    }

    /// Of several webhooks, the first one first.
    fn of(hooks: &[&Hook<'_>], rule: Rule, severity: Severity, facts: Facts) -> Self {
        let place = hooks.first().map(|hook| hook.place);
        Self { place, finding: Finding { rule, severity, webhooks: ids(hooks), facts } }
    }
}

/// What the rules look at.
struct Context<'a> {
    input: Input<'a>,
    /// As they are listed, so that each is looked at where the one before it was.
    hooks: Vec<Hook<'a>>,
    sightings: HashMap<&'a WebhookId, Vec<&'a Sighting>>,
    changes: HashMap<&'a WebhookId, Vec<&'a ChangeRecord>>,
}

/// A webhook, with what is worked out once.
struct Hook<'a> {
    it: &'a Webhook,
    label: Cow<'a, str>,
    /// Among all of them, by label, then by id.
    place: usize,
    /// `None`: its URL can't be read.
    url: Option<Url>,
    /// The host and the port. `None`: there is none beside the usual one.
    with_port: Option<String>,
    /// See [`Hook::address`]. `None`: the URL begins with it.
    tidied: Option<String>,
    https: bool,
    check: Option<&'a EndpointCheck>,
    service: Option<&'static Service>,
    has: Has,
}

impl<'a> Context<'a> {
    fn new(input: Input<'a>, checks: &[Option<&'a EndpointCheck>]) -> Self {
        let mut hooks: Vec<Hook<'a>> = input
            .listing
            .webhooks
            .iter()
            .zip(checks.iter().copied().chain(std::iter::repeat(None)))
            .map(|(hook, check)| Hook::new(hook, check))
            .collect();
        place_by_label(&mut hooks);
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

    /// Those that have the same of something, by it. Most have nothing in common with another.
    fn shared<'h>(&'h self, key: impl Fn(&'h Hook<'a>) -> Option<&'h str>) -> Vec<(&'h str, Vec<&'h Hook<'a>>)> {
        // The first with it; then, where all with it are.
        let mut known: HashMap<&str, (&Hook<'a>, Option<usize>)> = HashMap::with_capacity(self.hooks.len());
        let mut groups: Vec<(&str, Vec<&Hook<'a>>)> = Vec::new();
        for hook in &self.hooks {
            let Some(key) = key(hook) else {
                continue;
            };
            match known.entry(key) {
                Entry::Vacant(new) => {
                    new.insert((hook, None));
                }
                Entry::Occupied(mut old) => {
                    let (first, at) = old.get_mut();
                    if let Some((_, group)) = at.and_then(|at| groups.get_mut(at)) {
                        group.push(hook);
                    } else {
                        *at = Some(groups.len());
                        groups.push((key, vec![*first, hook]));
                    }
                }
            }
        }
        groups.sort_unstable_by_key(|(key, _)| *key);
        for (_, group) in &mut groups {
            by_label(group);
        }
        groups
    }
}

impl<'a> Hook<'a> {
    fn new(hook: &'a Webhook, check: Option<&'a EndpointCheck>) -> Self {
        let url = Url::parse(hook.url.expose()).ok();
        let with_port = url.as_ref().and_then(host_and_port);
        let tidied = url.as_ref().and_then(twice::tidied);
        let mut new = Self {
            it: hook,
            label: Cow::Borrowed(hook.id.as_str()),
            place: 0,
            url,
            with_port,
            tidied,
            https: hook.url.is_https(),
            check,
            service: None,
            has: Has::of(&hook.events),
        };
        new.label = label(hook, new.endpoint());
        new.service = hosts::of_host(new.host());
        new
    }

    /// As it goes over the wire, without a port. Empty: its URL can't be read.
    fn host(&self) -> &str {
        self.url.as_ref().and_then(Url::host_str).unwrap_or_default().trim_end_matches('.')
    }

    /// The same with the port where there is one.
    fn endpoint(&self) -> &str {
        let without = || self.url.as_ref().and_then(Url::host_str).unwrap_or_default();
        self.with_port.as_deref().unwrap_or_else(without)
    }

    /// The same for all ways to write one URL.
    fn address(&self) -> &str {
        let begins = || self.url.as_ref().map_or(self.it.url.expose(), twice::address);
        self.tidied.as_deref().unwrap_or_else(begins)
    }

    fn active(&self) -> bool {
        self.it.status.is_active()
    }

    fn finding(&self, rule: Rule, severity: Severity, facts: Facts) -> Found {
        Found::of(&[self], rule, severity, facts)
    }
}

fn place_by_label(hooks: &mut [Hook<'_>]) {
    let mut order: Vec<(&str, &WebhookId, usize)> =
        hooks.iter().enumerate().map(|(at, hook)| (&*hook.label, &hook.it.id, at)).collect();
    order.sort_unstable();
    let order: Vec<usize> = order.into_iter().map(|(_, _, at)| at).collect();
    for (place, at) in order.into_iter().enumerate() {
        if let Some(hook) = hooks.get_mut(at) {
            hook.place = place;
        }
    }
}

fn by_label(hooks: &mut [&Hook<'_>]) {
    hooks.sort_unstable_by_key(|hook| hook.place);
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
    Some(format!("{}:{}", url.host_str()?, url.port()?))
}

fn ids(hooks: &[&Hook<'_>]) -> Vec<WebhookId> {
    hooks.iter().map(|hook| hook.it.id.clone()).collect()
}

fn labels(hooks: &[&Hook<'_>]) -> Vec<String> {
    hooks.iter().map(|hook| hook.label.to_string()).collect()
}

#[cfg(test)]
mod tests;
