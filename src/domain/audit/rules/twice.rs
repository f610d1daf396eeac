//! Events that arrive more than once at one place.

use std::collections::{BTreeMap, BTreeSet};

use url::Url;

use super::{Context, Found, Hook, by_label, labels};
use crate::domain::audit::{Facts, Rule, Severity, UrlDifference};
use crate::domain::catalogue;
use crate::domain::event::{EventName, EventSet};

pub(super) fn find(context: &Context<'_>, found: &mut Vec<Found>) {
    for (_, hooks) in context.shared(|hook| Some(hook.address())) {
        let mut by_url: BTreeMap<&str, Vec<&Hook<'_>>> = BTreeMap::new();
        for hook in &hooks {
            by_url.entry(hook.it.url.expose()).or_default().push(hook);
        }
        for same in by_url.values() {
            same_url(same, found);
        }
        if by_url.len() > 1 {
            found.push(almost_same(&hooks));
        }
    }
    at_one_host(context, found);
}

/// The same for all ways to write one URL: case of scheme and host, default port, slash at the end, order of the query.
/// What follows a `#` is never sent.
///
/// This is where it begins; all of it where there is no query.
pub(super) fn address(url: &Url) -> &str {
    url.as_str().split(['?', '#']).next().unwrap_or_default().trim_end_matches('/')
}

/// The same with its query in order. `None`: it has none.
pub(super) fn tidied(url: &Url) -> Option<String> {
    let mut pairs: Vec<&str> = url.query()?.split('&').filter(|pair| !pair.is_empty()).collect();
    pairs.sort_unstable();
    (!pairs.is_empty()).then(|| format!("{}?{}", address(url), pairs.join("&")))
}

/// Events that two or more of these have that differ in `key`, and those webhooks.
struct Overlap<'h, 'a> {
    events: EventSet,
    hooks: Vec<&'h Hook<'a>>,
}

fn overlap<'h, 'a, K: Ord>(
    hooks: impl Iterator<Item = &'h Hook<'a>>,
    key: impl Fn(&'h Hook<'a>) -> K,
) -> Option<Overlap<'h, 'a>>
where
    'a: 'h,
{
    let mut groups: BTreeMap<K, Vec<&'h Hook<'a>>> = BTreeMap::new();
    for hook in hooks {
        groups.entry(key(hook)).or_default().push(hook);
    }
    let (mut seen, mut shared) = (0_u128, 0_u128);
    let (mut others, mut shared_others) = (BTreeSet::new(), BTreeSet::new());
    for hooks in groups.values() {
        let listed = hooks.iter().fold(0, |listed, hook| listed | hook.has.listed);
        shared |= seen & listed;
        seen |= listed;
        let unknown: BTreeSet<&EventName> = hooks.iter().copied().flat_map(unknown_names).collect();
        shared_others.extend(unknown.intersection(&others).copied());
        others.extend(unknown);
    }
    if shared == 0 && shared_others.is_empty() {
        return None;
    }
    let has_one = |hook: &&Hook<'a>| {
        hook.has.listed & shared != 0 || unknown_names(hook).any(|name| shared_others.contains(name))
    };
    let mut hooks: Vec<&'h Hook<'a>> = groups.into_values().flatten().filter(has_one).collect();
    by_label(&mut hooks);
    let listed = catalogue::of_bits(shared).map(EventName::Listed);
    Some(Overlap { events: listed.chain(shared_others.into_iter().cloned()).collect(), hooks })
}

/// The names of its events that the catalogue doesn't know.
fn unknown_names<'a>(hook: &Hook<'a>) -> impl Iterator<Item = &'a EventName> + use<'a> {
    let events = hook.has.unknown.then_some(&hook.it.events);
    events.into_iter().flat_map(EventSet::iter).filter(|name| name.listed().is_none())
}

fn same(rule: Rule, hooks: &[&Hook<'_>], events: EventSet) -> Found {
    let active = hooks.iter().filter(|hook| hook.active()).count();
    let severity = if active > 1 { Severity::Warning } else { Severity::Advice };
    let facts = Facts::Same { labels: labels(hooks), events, active };
    Found::of(hooks, rule, severity, facts)
}

fn same_url(hooks: &[&Hook<'_>], found: &mut Vec<Found>) {
    if hooks.len() < 2 {
        return;
    }
    let mut by_events: BTreeMap<Vec<&str>, Vec<&Hook<'_>>> = BTreeMap::new();
    for hook in hooks.iter().filter(|hook| !hook.it.events.is_empty()) {
        by_events.entry(names(hook)).or_default().push(hook);
    }
    for identical in by_events.values().filter(|identical| identical.len() > 1) {
        let events = identical.first().map(|hook| hook.it.events.clone()).unwrap_or_default();
        found.push(same(Rule::Identical, identical, events));
    }
    if by_events.len() > 1 {
        let on = hooks.iter().copied().filter(|hook| hook.active());
        let found_here = overlap(on, names).or_else(|| overlap(hooks.iter().copied(), names));
        found.extend(found_here.map(|shared| same(Rule::SameUrl, &shared.hooks, shared.events)));
    }
}

fn names<'a>(hook: &Hook<'a>) -> Vec<&'a str> {
    hook.it.events.iter().map(EventName::as_str).collect()
}

fn almost_same(hooks: &[&Hook<'_>]) -> Found {
    let url = |hook: &Hook<'_>| hook.it.url.expose().to_owned();
    let on = overlap(hooks.iter().copied().filter(|hook| hook.active()), url);
    let severity = if on.is_some() { Severity::Warning } else { Severity::Advice };
    let shared = on.or_else(|| overlap(hooks.iter().copied(), url));
    let facts = Facts::AlmostSame {
        labels: labels(hooks),
        differ: differences(hooks),
        events: shared.map(|shared| shared.events).unwrap_or_default(),
        active: hooks.iter().filter(|hook| hook.active()).count(),
    };
    Found::of(hooks, Rule::AlmostSameUrl, severity, facts)
}

/// In what URLs of one address differ.
fn differences(hooks: &[&Hook<'_>]) -> Vec<UrlDifference> {
    let parts: Vec<Parts<'_>> = hooks.iter().map(|hook| Parts::of(hook.it.url.expose())).collect();
    let differ = |part: fn(&Parts<'_>) -> String| parts.iter().map(part).collect::<BTreeSet<_>>().len() > 1;
    let mut found = Vec::new();
    if differ(|parts| parts.path.to_owned()) && !differ(|parts| parts.path.trim_end_matches('/').to_owned()) {
        found.push(UrlDifference::Slash);
    }
    if differ(|parts| parts.host.to_owned()) && !differ(|parts| parts.host.to_lowercase()) {
        found.push(UrlDifference::Case);
    }
    if differ(|parts| parts.port.to_owned()) {
        found.push(UrlDifference::Port);
    }
    if differ(|parts| parts.query.to_owned()) {
        found.push(UrlDifference::QueryOrder);
    }
    if differ(|parts| parts.fragment.to_owned()) {
        found.push(UrlDifference::Fragment);
    }
    let spelling =
        differ(|parts| parts.path.trim_end_matches('/').to_owned()) || differ(|parts| parts.host.to_lowercase());
    if spelling || found.is_empty() {
        found.push(UrlDifference::Spelling);
    }
    found
}

/// A URL in pieces as it is written, without a parser's tidying.
struct Parts<'a> {
    /// Scheme, user and host.
    host: &'a str,
    port: &'a str,
    path: &'a str,
    query: &'a str,
    fragment: &'a str,
}

impl<'a> Parts<'a> {
    fn of(raw: &'a str) -> Self {
        let (rest, fragment) = raw.split_once('#').unwrap_or((raw, ""));
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let start = rest.find("://").map_or(0, |at| at + 3);
        let end = rest.get(start..).and_then(|rest| rest.find('/')).map_or(rest.len(), |at| start + at);
        let (authority, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let port_at = authority.rfind(':').filter(|at| authority.get(at + 1..).is_some_and(all_digits));
        let (host, port) = port_at.and_then(|at| authority.split_at_checked(at)).unwrap_or((authority, ""));
        Self { host, port, path, query, fragment }
    }
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Different URLs at one host that receive the same events. A host that many customers share tells nothing.
fn at_one_host(context: &Context<'_>, found: &mut Vec<Found>) {
    let shared = |hook: &Hook<'_>| hook.service.is_some_and(|service| service.is_shared_host(hook.host()));
    let is_own = |hook: &Hook<'_>| hook.active() && hook.url.is_some() && !shared(hook);
    for (host, hooks) in context.shared(|hook| is_own(hook).then_some(hook.endpoint())) {
        if let Some(shared) = overlap(hooks.iter().copied(), Hook::address) {
            let Overlap { events, hooks } = shared;
            let facts = Facts::AtHost { host: host.to_owned(), labels: labels(&hooks), events };
            found.push(Found::of(&hooks, Rule::OverlapAtHost, Severity::Advice, facts));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Company, events};
    use super::*;
    use crate::domain::Status;
    use crate::domain::audit::Mend;

    const NONE: [&str; 0] = [];

    fn company(hooks: &[(&str, &str, &[&str])]) -> Company {
        let mut company = Company::default();
        for (id, url, names) in hooks {
            company.hook(id, url, names);
        }
        company
    }

    #[test]
    fn the_same_url_and_events_are_one_finding_for_each_set() {
        let mut company = company(&[
            ("a", "https://x.example/in", &["call.ended", "call.created"]),
            ("b", "https://x.example/in", &["call.created", "call.ended"]),
            ("c", "https://x.example/in", &["call.ended", "call.created"]),
            ("d", "https://y.example/in", &["call.ended", "call.created"]),
        ]);
        assert_eq!(company.found(Rule::Identical), ["a+b+c"]);
        assert_eq!(company.severities(Rule::Identical), [Severity::Warning]);
        for rule in [Rule::SameUrl, Rule::AlmostSameUrl, Rule::OverlapAtHost] {
            assert_eq!(company.found(rule), NONE, "{rule:?}");
        }
        assert!(matches!(company.of(Rule::Identical)[0].mend(), Some(Mend::Delete(ids)) if ids.len() == 3));
        company.hooks[0].status = Status::Inactive;
        company.hooks[1].status = Status::Inactive;
        assert_eq!(company.severities(Rule::Identical), [Severity::Advice], "only one of them delivers now");
    }

    #[test]
    fn one_url_with_some_events_in_common_is_found_and_a_split_is_not() {
        let split =
            company(&[("a", "https://x.example/in", &["call.ended"]), ("b", "https://x.example/in", &["call.hold"])]);
        assert_eq!(split.found(Rule::SameUrl), NONE);
        let mut shared = company(&[
            ("a", "https://x.example/in", &["call.ended", "call.created"]),
            ("b", "https://x.example/in", &["call.ended", "call.hold"]),
            ("c", "https://x.example/in", &["call.tagged"]),
        ]);
        let facts =
            |active| Facts::Same { labels: vec!["a".into(), "b".into()], events: events(&["call.ended"]), active };
        assert_eq!(shared.facts(Rule::SameUrl), [facts(2)]);
        assert_eq!(shared.found(Rule::Identical), NONE);
        shared.hooks[1].status = Status::Inactive;
        assert_eq!(shared.facts(Rule::SameUrl), [facts(1)]);
        assert_eq!(shared.severities(Rule::SameUrl), [Severity::Advice]);
    }

    #[test]
    fn urls_that_lead_to_one_place_are_found_with_what_differs() {
        for (url, differ) in [
            ("https://x.example/in/?a=1&b=2", UrlDifference::Slash),
            ("HTTPS://X.example/in?a=1&b=2", UrlDifference::Case),
            ("https://x.example:443/in?a=1&b=2", UrlDifference::Port),
            ("https://x.example/in?b=2&a=1", UrlDifference::QueryOrder),
            ("https://x.example/in?a=1&b=2#top", UrlDifference::Fragment),
            ("https://x.example/y/../in?a=1&b=2", UrlDifference::Spelling),
        ] {
            let company =
                company(&[("a", "https://x.example/in?a=1&b=2", &["call.ended"]), ("b", url, &["call.ended"])]);
            let (labels, events) = (vec!["a".into(), "b".into()], events(&["call.ended"]));
            let facts = Facts::AlmostSame { labels, differ: vec![differ], events, active: 2 };
            assert_eq!(company.facts(Rule::AlmostSameUrl), [facts], "{url}");
            assert_eq!(company.severities(Rule::AlmostSameUrl), [Severity::Warning]);
        }
        for other in
            ["https://x.example/IN?a=1&b=2", "https://x.example/in?a=2&b=1", "https://x.example:444/in?a=1&b=2"]
        {
            let company =
                company(&[("a", "https://x.example/in?a=1&b=2", &["call.ended"]), ("b", other, &["call.ended"])]);
            assert_eq!(company.found(Rule::AlmostSameUrl), NONE, "{other}");
        }
    }

    #[test]
    fn almost_the_same_url_without_events_in_common_is_only_advice() {
        let company =
            company(&[("a", "https://x.example/in", &["call.ended"]), ("b", "https://x.example/in/", &["call.hold"])]);
        assert_eq!(company.severities(Rule::AlmostSameUrl), [Severity::Advice]);
        assert!(matches!(company.of(Rule::AlmostSameUrl)[0].mend(), Some(Mend::Edit(_))));
    }

    #[test]
    fn overlap_at_ones_own_host_is_found_and_at_a_shared_one_is_not() {
        let mut company = company(&[
            ("a", "https://x.example/one", &["call.ended", "call.hold"]),
            ("b", "https://x.example/two", &["call.ended"]),
            ("c", "https://x.example/three", &["call.tagged"]),
            ("z1", "https://hooks.zapier.com/hooks/catch/1/a", &["call.ended"]),
            ("z2", "https://hooks.zapier.com/hooks/catch/1/b", &["call.ended"]),
        ]);
        assert_eq!(company.found(Rule::OverlapAtHost), ["a+b"]);
        company.hooks[1].status = Status::Inactive;
        assert_eq!(company.found(Rule::OverlapAtHost), NONE);
    }
}
