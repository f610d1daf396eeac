//! Webhooks that are off.

use std::collections::BTreeSet;

use super::{Context, Found, Hook};
use crate::domain::audit::{Facts, OffSince, Rule, Severity};
use crate::domain::catalogue::Group;
use crate::domain::event::{EventName, EventSet};
use crate::domain::history::{ChangeRecord, Seen};
use crate::domain::webhook::Status;

/// Falls within the past that is known, from which on it is told.
const OFTEN: usize = 2;

pub(super) fn find(context: &Context<'_>, found: &mut Vec<Found>) {
    let received = Received::of(context.hooks.iter().filter(|hook| hook.active()));
    for hook in &context.hooks {
        if !hook.active() {
            found.push(deactivated(context, hook));
            found.extend(only_receiver(context, hook, &received));
        }
        found.extend(falls(context, hook));
    }
}

fn deactivated(context: &Context<'_>, hook: &Hook<'_>) -> Found {
    let (since, by_this_app) = off_since(context, hook);
    let severity = if by_this_app { Severity::Warning } else { Severity::Critical };
    hook.finding(Rule::Deactivated, severity, Facts::Off { since, by_this_app })
}

fn only_receiver(context: &Context<'_>, hook: &Hook<'_>, received: &Received<'_>) -> Option<Found> {
    let missing = |name: &&EventName| !name.is_retired() && !received.has(name) && !newer_comes(name, received);
    let events: EventSet = hook.it.events.iter().filter(missing).cloned().collect();
    if events.is_empty() {
        return None;
    }
    let complete = context.input.listing.is_complete();
    // A name that nobody knows may be mistyped, so that nothing is missed.
    let known = events.iter().any(|name| name.listed().is_some());
    let severity = if complete && known { Severity::Critical } else { Severity::Warning };
    Some(hook.finding(Rule::OnlyReceiverOff, severity, Facts::OnlyReceiver { events, complete }))
}

/// What active webhooks receive.
struct Received<'a> {
    listed: u128,
    others: BTreeSet<&'a str>,
}

impl<'a> Received<'a> {
    fn of<'h>(on: impl Iterator<Item = &'h Hook<'a>>) -> Self
    where
        'a: 'h,
    {
        let mut received = Self { listed: 0, others: BTreeSet::new() };
        for hook in on {
            received.listed |= hook.has.listed;
            if hook.has.unknown {
                received.others.extend(hook.it.events.iter().map(EventName::as_str));
            }
        }
        received
    }

    fn has(&self, name: &EventName) -> bool {
        name.listed().map_or_else(|| self.others.contains(name.as_str()), |listed| self.listed & listed.bit() != 0)
    }
}

/// Whether version 2 of a user event of version 1 is received.
fn newer_comes(name: &EventName, received: &Received<'_>) -> bool {
    name.listed().is_some_and(|listed| listed.group == Group::UserV1)
        && received.has(&EventName::new(&format!("{}.v2", name.as_str())))
}

fn falls(context: &Context<'_>, hook: &Hook<'_>) -> Option<Found> {
    let seen = context.sightings_of(&hook.it.id).iter().filter(|seen| seen.what == Seen::Deactivated);
    let times = seen.clone().count();
    let last = seen.max_by_key(|seen| seen.until)?.until;
    (times >= OFTEN).then(|| hook.finding(Rule::FallsAgain, Severity::Warning, Facts::Falls { times, last }))
}

/// Since when it is off, and whether this app switched it off.
fn off_since(context: &Context<'_>, hook: &Hook<'_>) -> (Option<OffSince>, bool) {
    let sightings = context.sightings_of(&hook.it.id);
    let read_at = context.input.listing.read_at;
    let seen = sightings.iter().rev().find(|seen| matches!(seen.what, Seen::Deactivated | Seen::Reenabled));
    let switch = context.changes_of(&hook.it.id).iter().rev().find_map(|change| switched(change));
    match (seen, switch) {
        (Some(seen), switch) if switch.is_none_or(|(at, _)| at <= seen.until) => {
            if seen.what == Seen::Reenabled {
                return (Some(OffSince::Between { after: Some(seen.until), until: read_at }), false);
            }
            let switched_on = switch.filter(|(_, to)| to.is_active()).map(|(at, _)| at);
            let after = seen.after.max(switched_on);
            (Some(OffSince::Between { after, until: seen.until }), false)
        }
        (_, Some((at, Status::Inactive))) => (Some(OffSince::At(at)), true),
        (_, Some((at, Status::Active))) => (Some(OffSince::Between { after: Some(at), until: read_at }), false),
        (_, None) => (always_off(context, hook), false),
    }
}

/// When a change of this app switched a webhook, and to what.
fn switched(change: &ChangeRecord) -> Option<(jiff::Timestamp, Status)> {
    let after = change.after.as_ref().filter(|_| change.fate.is_done())?.status;
    let before = change.before.as_ref().map(|before| before.status);
    (before != Some(after)).then(|| (change.finished.unwrap_or(change.at), after))
}

/// Never seen on: off since the first look that is known, or since it appeared. Only where this reading is among them.
fn always_off(context: &Context<'_>, hook: &Hook<'_>) -> Option<OffSince> {
    let past = context.input.past?;
    let (first, last) = (past.spans.first()?, past.spans.last()?);
    // The history keeps milliseconds.
    if last.to.as_millisecond() < context.input.listing.read_at.as_millisecond() {
        return None;
    }
    let new = context.sightings_of(&hook.it.id).iter().rev().find(|seen| seen.what == Seen::New);
    Some(OffSince::Between { after: None, until: new.map_or(first.from, |seen| seen.until) })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Company, at};
    use super::*;

    const AWAY: &str = "https://away.example/in";

    #[test]
    fn a_webhook_that_is_off_is_found_and_one_that_is_on_is_not() {
        let mut company = Company::default();
        company.hook("on", "https://on.example/in", &["call.ended"]);
        company.hook("off", AWAY, &["call.ended"]).status = Status::Inactive;
        assert_eq!(company.found(Rule::Deactivated), ["off"]);
        assert_eq!(company.facts(Rule::Deactivated), [Facts::Off { since: None, by_this_app: false }]);
        assert_eq!(company.found(Rule::OnlyReceiverOff), [""; 0], "another one receives call.ended");
    }

    #[test]
    fn the_only_receiver_that_is_off_is_told_with_the_events_that_nobody_gets() {
        let mut company = Company::default();
        company.hook("on", "https://on.example/in", &["call.ended", "user.opened.v2"]);
        company.hook("off", AWAY, &["call.ended", "call.created", "sms.sent", "user.opened"]).status = Status::Inactive;
        let events = [EventName::new("call.created")].into_iter().collect();
        assert_eq!(company.facts(Rule::OnlyReceiverOff), [Facts::OnlyReceiver { events, complete: true }]);
        company.total = Some(9);
        assert_eq!(company.severities(Rule::OnlyReceiverOff), [Severity::Warning], "another one may not be listed");
        company.total = None;
        assert_eq!(company.severities(Rule::OnlyReceiverOff), [Severity::Critical]);
        company.hooks[1].events = [EventName::new("fax.received")].into_iter().collect();
        assert_eq!(company.severities(Rule::OnlyReceiverOff), [Severity::Warning], "it may not exist");
    }

    #[test]
    fn since_when_is_told_by_the_looks_around_the_fall() {
        let mut company = Company::default();
        company.hook("off", AWAY, &["call.ended"]).status = Status::Inactive;
        company.sighting("off", Seen::Deactivated, Some(at(10)), at(20));
        let between = |after, until| Some(OffSince::Between { after, until });
        let off = |since, by_this_app| [Facts::Off { since, by_this_app }];
        assert_eq!(company.facts(Rule::Deactivated), off(between(Some(at(10)), at(20)), false));
        company.change("off", Status::Inactive, Status::Active, at(30));
        assert_eq!(company.facts(Rule::Deactivated), off(between(Some(at(30)), company.read_at), false));
        company.change("off", Status::Active, Status::Inactive, at(40));
        assert_eq!(company.facts(Rule::Deactivated), off(Some(OffSince::At(at(40))), true));
        assert_eq!(company.severities(Rule::Deactivated), [Severity::Warning], "someone wanted it so");
        company.sighting("off", Seen::Reenabled, Some(at(45)), at(50));
        company.sighting("off", Seen::Deactivated, Some(at(50)), at(60));
        assert_eq!(company.facts(Rule::Deactivated), off(between(Some(at(50)), at(60)), false));
    }

    #[test]
    fn one_that_was_never_seen_on_is_off_since_the_first_look() {
        let mut company = Company::default();
        company.hook("off", AWAY, &["call.ended"]).status = Status::Inactive;
        company.span(at(5), at(90));
        let off = |since| [Facts::Off { since, by_this_app: false }];
        assert_eq!(company.facts(Rule::Deactivated), off(None), "this reading isn't among the looks");
        company.span(at(95), company.read_at);
        assert_eq!(company.facts(Rule::Deactivated), off(Some(OffSince::Between { after: None, until: at(5) })));
        company.sighting("off", Seen::New, Some(at(6)), at(7));
        assert_eq!(company.facts(Rule::Deactivated), off(Some(OffSince::Between { after: None, until: at(7) })));
    }

    #[test]
    fn falling_twice_is_found_and_once_is_not() {
        let mut company = Company::default();
        company.hook("shaky", AWAY, &["call.ended"]);
        company.sighting("shaky", Seen::Deactivated, Some(at(1)), at(2));
        company.sighting("shaky", Seen::Reenabled, Some(at(3)), at(4));
        assert_eq!(company.found(Rule::FallsAgain), [""; 0]);
        company.sighting("shaky", Seen::Deactivated, Some(at(5)), at(6));
        company.sighting("other", Seen::Deactivated, Some(at(5)), at(6));
        assert_eq!(company.facts(Rule::FallsAgain), [Facts::Falls { times: 2, last: at(6) }]);
    }
}
