//! Webhooks that receive something else than what their receiver needs.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use super::wording::records_hint;
use super::{Context, Found, Hook, labels};
use crate::domain::audit::{Facts, Rule, Severity, SnapshotWebhook};
use crate::domain::catalogue::{self, Group, Listed, Standing};
use crate::domain::event::{EventName, EventSet};
use crate::domain::webhook::WebhookId;

pub(super) fn find(context: &Context<'_>, found: &mut Vec<Found>) {
    let before: Option<BTreeMap<&WebhookId, &SnapshotWebhook>> =
        context.input.before.map(|before| before.webhooks.iter().map(|webhook| (&webhook.id, webhook)).collect());
    for hook in &context.hooks {
        found.extend(how_many(hook));
        found.extend(old_names(hook));
        found.extend(unknown(hook));
        found.extend(user_events(hook));
        if !hook.has.everything {
            found.extend(hungup_for_records(hook));
            found.extend(add_ons(hook));
        }
        if let Some(earlier) = before.as_ref().and_then(|before| before.get(&hook.it.id)) {
            found.extend(grew(context, hook, earlier));
        }
    }
    hungup_and_ended(context, found);
}

/// What "all events" has at least: version 1 may be gone by now, and one event is for OAuth apps only.
fn in_everything(listed: &Listed) -> bool {
    listed.standing == Standing::Current && listed.group != Group::Integration
}

static EVERYTHING: LazyLock<usize> =
    LazyLock::new(|| catalogue::offered().filter(|listed| in_everything(listed)).count());

/// How many of all events that there are now are among these, and how many there are.
pub fn share_of_everything(events: &EventSet) -> (usize, usize) {
    let current = events.iter().filter(|name| name.listed().is_some_and(in_everything)).count();
    (current, *EVERYTHING)
}

/// What kinds of events a webhook has, looked through once.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own")]
pub(super) struct Has {
    /// Nine in ten of what there is now, or more: the list of this app may be older than Aircall's.
    pub everything: bool,
    pub retired: bool,
    pub unknown: bool,
    /// Version 1 of a user event.
    pub version_1: bool,
    pub add_on: bool,
    pub hungup: bool,
    pub ended: bool,
    /// Those of the catalogue, a bit for each.
    pub listed: u128,
}

impl Has {
    pub fn of(events: &EventSet) -> Self {
        let (mut has, mut count) = (Self::default(), 0);
        for name in events.iter() {
            let Some(listed) = name.listed() else {
                has.unknown = true;
                continue;
            };
            has.listed |= listed.bit();
            count += usize::from(in_everything(listed));
            match listed.group {
                Group::Older => has.retired = true,
                Group::UserV1 => has.version_1 = true,
                Group::Intelligence | Group::VoiceAgent => has.add_on = true,
                Group::Call => {
                    has.hungup = has.hungup || listed.name == HUNGUP;
                    has.ended = has.ended || listed.name == ENDED;
                }
                _ => {}
            }
        }
        has.everything = count * 10 >= *EVERYTHING * 9;
        has
    }
}

fn how_many(hook: &Hook<'_>) -> Option<Found> {
    if hook.it.events.is_empty() {
        return Some(hook.finding(Rule::ReceivesNothing, Severity::Warning, Facts::None));
    }
    let facts = || Facts::Events(hook.it.events.clone());
    hook.has.everything.then(|| hook.finding(Rule::ReceivesEverything, Severity::Warning, facts()))
}

/// What Aircall calls an old event now. `None`: it has no newer name, or is none.
fn newer_name(name: &EventName) -> Option<EventName> {
    let listed = name.listed()?;
    match (listed.group, listed.name) {
        (Group::Older, "sms.sent") => Some(EventName::new("message.sent")),
        (Group::Older, "sms.received") => Some(EventName::new("message.received")),
        (Group::UserV1, old) => Some(EventName::new(&format!("{old}.v2"))),
        _ => None,
    }
}

fn pick(events: &EventSet, which: impl Fn(&EventName) -> bool) -> EventSet {
    events.iter().filter(|name| which(name)).cloned().collect()
}

fn old_names(hook: &Hook<'_>) -> Option<Found> {
    if !hook.has.retired {
        return None;
    }
    let events = &hook.it.events;
    let found = pick(events, EventName::is_retired);
    let mut mended = events.minus(&found);
    found.iter().filter_map(newer_name).for_each(|newer| mended.insert(newer));
    Some(hook.finding(Rule::RetiredEvents, Severity::Warning, Facts::Mendable { found, mended }))
}

fn unknown(hook: &Hook<'_>) -> Option<Found> {
    let found = || pick(&hook.it.events, |name| name.listed().is_none());
    hook.has.unknown.then(|| hook.finding(Rule::UnknownEvents, Severity::Advice, Facts::Events(found())))
}

/// Version 1 of user events: with version 2 beside it each happening is told twice.
fn user_events(hook: &Hook<'_>) -> Vec<Found> {
    if !hook.has.version_1 {
        return Vec::new();
    }
    let events = &hook.it.events;
    let first = pick(events, |name| name.listed().is_some_and(|listed| listed.group == Group::UserV1));
    let both = pick(&first, |name| newer_name(name).is_some_and(|newer| events.contains(&newer)));
    let only_old = first.minus(&both);
    let mut found = Vec::new();
    if !both.is_empty() {
        let facts = Facts::Mendable { mended: events.minus(&both), found: both };
        found.push(hook.finding(Rule::UserEventsTwice, Severity::Warning, facts));
    }
    if !only_old.is_empty() {
        // The receiver must know version 2 before it is switched over: no set of events is offered.
        found.push(hook.finding(Rule::OldUserEvents, Severity::Advice, Facts::Events(only_old)));
    }
    found
}

fn add_ons(hook: &Hook<'_>) -> Option<Found> {
    let needs_one = |listed: &Listed| matches!(listed.group, Group::Intelligence | Group::VoiceAgent);
    let found = || pick(&hook.it.events, |name| name.listed().is_some_and(needs_one));
    hook.has.add_on.then(|| hook.finding(Rule::NeedsAddOn, Severity::Advice, Facts::Events(found())))
}

const HUNGUP: &str = "call.hungup";
const ENDED: &str = "call.ended";

fn hungup_for_records(hook: &Hook<'_>) -> Option<Found> {
    if !hook.has.hungup || hook.has.ended {
        return None;
    }
    let hint = records_hint(hook)?;
    let mut mended = hook.it.events.clone();
    mended.remove(&EventName::new(HUNGUP));
    mended.insert(EventName::new(ENDED));
    Some(hook.finding(Rule::HungupForRecords, Severity::Warning, Facts::Records { hint, mended }))
}

/// Both to one endpoint, by one webhook or by several.
fn hungup_and_ended(context: &Context<'_>, found: &mut Vec<Found>) {
    let either = |hook: &&Hook<'_>| !hook.has.everything && (hook.has.hungup || hook.has.ended);
    let mut which: HashMap<&str, usize> = HashMap::new();
    let mut groups: Vec<(bool, bool)> = Vec::new();
    let mut members: Vec<(usize, &Hook<'_>)> = Vec::new();
    for hook in context.hooks.iter().filter(either) {
        let at = *which.entry(hook.address()).or_insert(groups.len());
        if at == groups.len() {
            groups.push((false, false));
        }
        if let Some((hungup, ended)) = groups.get_mut(at) {
            *hungup |= hook.has.hungup;
            *ended |= hook.has.ended;
        }
        members.push((at, hook));
    }
    members.retain(|(at, _)| groups.get(*at) == Some(&(true, true)));
    members.sort_unstable_by_key(|(at, hook)| (*at, hook.place));
    for group in members.chunk_by(|(one, _), (two, _)| one == two) {
        let hooks: Vec<&Hook<'_>> = group.iter().map(|(_, hook)| *hook).collect();
        let records = hooks.iter().any(|hook| records_hint(hook).is_some());
        let severity = if records { Severity::Warning } else { Severity::Advice };
        let facts = Facts::HungupAndEnded { labels: labels(&hooks), records };
        found.push(Found::of(&hooks, Rule::HungupAndEnded, severity, facts));
    }
}

/// What it gained since the last audit, but for what was asked for in this app.
fn grew(context: &Context<'_>, hook: &Hook<'_>, before: &SnapshotWebhook) -> Option<Found> {
    let since = context.input.before?.at;
    let mut gained = hook.it.events.minus(&before.events);
    for change in context.changes_of(&hook.it.id) {
        if let Some(meant) = change.after.as_ref().filter(|_| change.fate.is_done() && change.at >= since) {
            gained = gained.minus(&meant.events);
        }
    }
    if gained.is_empty() {
        return None;
    }
    let to_everything = hook.has.everything && !Has::of(&before.events).everything;
    let severity = if to_everything { Severity::Critical } else { Severity::Warning };
    let facts = Facts::Grew { gained, before: before.events.clone(), to_everything, since };
    Some(hook.finding(Rule::GrewSinceLastAudit, severity, facts))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Company, at, events};
    use super::*;
    use crate::domain::Status;
    use crate::domain::audit::Mend;

    const NONE: [&str; 0] = [];

    fn with(names: &[&str]) -> Company {
        let mut company = Company::default();
        company.hook("w", "https://w.example/in", names);
        company
    }

    fn found(rule: Rule, names: &[&str]) -> usize {
        with(names).of(rule).len()
    }

    #[test]
    fn everything_is_found_with_and_without_the_old_user_events_and_a_long_list_is_not() {
        let all: Vec<&str> = catalogue::offered().map(|listed| listed.name).collect();
        assert_eq!(found(Rule::ReceivesEverything, &all), 1);
        let current: Vec<&str> =
            catalogue::offered().filter(|listed| in_everything(listed)).map(|listed| listed.name).collect();
        assert_eq!(found(Rule::ReceivesEverything, &current), 1);
        assert_eq!(found(Rule::ReceivesEverything, &current[1..]), 1, "all but one");
        let tenth = current.len() / 10;
        assert_eq!(found(Rule::ReceivesEverything, &current[tenth..]), 1, "nine in ten");
        let less = &current[tenth + 1..];
        assert_eq!(share_of_everything(&events(less)), (less.len(), current.len()));
        assert_eq!(found(Rule::ReceivesEverything, less), 0);
        assert_eq!(found(Rule::ReceivesEverything, &[less, &["a.b", "c.d", "e.f"]].concat()), 0);
        let quiet = [Rule::HungupAndEnded, Rule::NeedsAddOn, Rule::HungupForRecords];
        assert!(quiet.iter().all(|rule| found(*rule, &all) == 0), "said by the one finding");
        assert_eq!(found(Rule::UserEventsTwice, &all), 1);
    }

    #[test]
    fn a_webhook_without_events_is_found() {
        assert_eq!(found(Rule::ReceivesNothing, &[]), 1);
        assert_eq!(found(Rule::ReceivesNothing, &["call.ended"]), 0);
    }

    #[test]
    fn hungup_is_wrong_where_records_are_kept_and_right_on_a_board() {
        for (name, url) in [
            ("Salesforce sync", "https://in.example/a"),
            ("Rechnungen", "https://in.example/a"),
            ("Archivage des appels", "https://in.example/a"),
            ("Facturación", "https://in.example/a"),
            ("x", "https://in.example/crm/calls"),
            ("x", "https://billing.in.example/calls"),
            ("x", "https://api.hubapi.com/calls"),
            ("請求システム", "https://in.example/a"),
        ] {
            let mut company = Company::default();
            company.hook("w", url, &["call.hungup", "call.tagged"]).name = Some(name.to_owned());
            let of = company.of(Rule::HungupForRecords);
            assert_eq!(of.len(), 1, "{name} {url}");
            let mend = Mend::SetEvents(WebhookId::new("w"), events(&["call.ended", "call.tagged"]));
            assert_eq!(of[0].mend(), Some(mend));
        }
        for (name, url) in [
            ("Live board", "https://in.example/a"),
            ("CRM live dashboard", "https://in.example/a"),
            ("x", "https://in.example/scream"),
            ("x", "https://in.example/tickets/close"),
            ("Copper pipes", "https://in.example/a"),
            ("Rechner", "https://in.example/a"),
        ] {
            let mut company = Company::default();
            company.hook("w", url, &["call.hungup"]).name = Some(name.to_owned());
            assert_eq!(company.found(Rule::HungupForRecords), NONE, "{name} {url}");
        }
        let mut company = Company::default();
        company.hook("crm", "https://in.example/a", &["call.ended"]);
        assert_eq!(company.found(Rule::HungupForRecords), NONE);
    }

    #[test]
    fn hungup_and_ended_are_found_in_one_webhook_and_in_two_of_one_address() {
        let mut company = Company::default();
        company.hook("both", "https://a.example/in", &["call.hungup", "call.ended"]);
        company.hook("one", "https://b.example/in", &["call.hungup"]);
        company.hook("two", "https://B.example/in/", &["call.ended"]);
        company.hook("other", "https://c.example/in", &["call.ended"]);
        assert_eq!(company.found(Rule::HungupAndEnded), ["both", "one+two"]);
        assert_eq!(company.severities(Rule::HungupAndEnded), [Severity::Advice; 2]);
        company.hooks[0].name = Some("Archive".to_owned());
        assert_eq!(company.severities(Rule::HungupAndEnded)[0], Severity::Warning);
    }

    #[test]
    fn old_and_unknown_names_are_found_each_as_what_it_is() {
        let company = with(&["sms.sent", "fax.received", "call.ended"]);
        let mended = events(&["call.ended", "fax.received", "message.sent"]);
        let facts = Facts::Mendable { found: events(&["sms.sent"]), mended };
        assert_eq!(company.facts(Rule::RetiredEvents), [facts]);
        assert_eq!(company.facts(Rule::UnknownEvents), [Facts::Events(events(&["fax.received"]))]);
        let clean = with(&["call.ended", "team.created"]);
        assert_eq!(clean.found(Rule::RetiredEvents), NONE);
        assert_eq!(clean.found(Rule::UnknownEvents), NONE);
    }

    #[test]
    fn both_versions_of_a_user_event_are_counted_twice_and_one_is_not() {
        let company = with(&["user.opened", "user.opened.v2", "user.closed", "user.created.v2"]);
        let mended = events(&["user.opened.v2", "user.closed", "user.created.v2"]);
        let facts = Facts::Mendable { found: events(&["user.opened"]), mended };
        assert_eq!(company.facts(Rule::UserEventsTwice), [facts]);
        assert_eq!(company.facts(Rule::OldUserEvents), [Facts::Events(events(&["user.closed"]))]);
        assert_eq!(found(Rule::UserEventsTwice, &["user.opened.v2"]), 0);
        assert_eq!(found(Rule::OldUserEvents, &["user.opened.v2"]), 0);
    }

    #[test]
    fn events_of_an_add_on_are_advice() {
        let company = with(&["call.ended", "summary.created", "ai_voice_agent.ended"]);
        let facts = Facts::Events(events(&["summary.created", "ai_voice_agent.ended"]));
        assert_eq!(company.facts(Rule::NeedsAddOn), [facts]);
        assert_eq!(company.severities(Rule::NeedsAddOn), [Severity::Advice]);
        assert_eq!(found(Rule::NeedsAddOn, &["call.ended"]), 0);
    }

    #[test]
    fn growth_that_nobody_asked_for_here_is_found() {
        let mut company = with(&["call.ended", "call.tagged"]);
        assert_eq!(company.found(Rule::GrewSinceLastAudit), NONE, "there is no earlier audit");
        company.before("w", &["call.ended", "call.created"]);
        let facts = company.facts(Rule::GrewSinceLastAudit);
        let before = events(&["call.ended", "call.created"]);
        let gained = events(&["call.tagged"]);
        assert_eq!(facts, [Facts::Grew { gained, before, to_everything: false, since: at(1) }]);
        company.change("w", Status::Active, Status::Active, at(2));
        assert_eq!(company.found(Rule::GrewSinceLastAudit), NONE, "it was asked for here");
    }

    #[test]
    fn growth_to_everything_is_critical_and_can_be_taken_back() {
        let all: Vec<&str> = catalogue::offered().map(|listed| listed.name).collect();
        let mut company = with(&all);
        company.before("w", &["call.ended"]);
        let of = company.of(Rule::GrewSinceLastAudit);
        assert_eq!(of[0].severity, Severity::Critical);
        assert_eq!(of[0].mend(), Some(Mend::SetEvents(WebhookId::new("w"), events(&["call.ended"]))));
        let mut company = with(&["call.ended"]);
        company.before("w", &["call.ended", "call.tagged"]);
        assert_eq!(company.found(Rule::GrewSinceLastAudit), NONE, "it shrank");
    }
}
