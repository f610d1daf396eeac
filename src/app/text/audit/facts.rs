//! What is so, in sentences: a finding's title and its evidence. Hosts and names only, no secret.

use std::borrow::Cow;

use jiff::Timestamp;

use super::super::{date, moment, named, plural};
use super::{endpoint_facts, sentences};
use crate::domain::TimeFormat;
use crate::domain::audit::{Facts, Finding, Likeness, OffSince, Rule, UrlDifference, share_of_everything};
use crate::domain::event::{EventName, EventSet};

/// As many names are told at most; the rest is counted.
const MOST_EVENTS: usize = 6;
const MOST_LABELS: usize = 5;

/// Where the facts make a better one than the rule's own.
pub(super) fn title(finding: &Finding) -> Option<String> {
    match (&finding.facts, finding.rule) {
        (Facts::OnlyReceiver { events, .. }, _) => Some(format!("Nothing receives {} now", some_events(events, 2))),
        (Facts::Grew { to_everything: true, .. }, _) => Some("Receives everything since the last audit".to_owned()),
        (Facts::Off { by_this_app: true, .. }, _) => Some("Switched off here".to_owned()),
        (Facts::TestHost { service, .. }, _) => Some(format!("Somebody's test at {service}")),
        (Facts::LooksLike { service, .. }, _) => Some(format!("Resembles {service}, and isn't it")),
        (Facts::Endpoint { seen, .. }, _) => endpoint_facts::title(seen),
        (Facts::Same { labels, .. }, Rule::Identical) => {
            Some(format!("{} webhooks with the same URL and events", labels.len()))
        }
        (Facts::Count { count, most }, _) => Some(format!("{count} of {most} webhooks are used")),
        _ => None,
    }
}

pub(super) fn evidence(finding: &Finding, now: Timestamp, times: TimeFormat) -> String {
    match &finding.facts {
        Facts::None => plain(finding.rule),
        Facts::Events(events) | Facts::Mendable { found: events, .. } => of_events(finding.rule, events),
        Facts::Off { since, by_this_app } => off(*since, *by_this_app, now, times),
        Facts::OnlyReceiver { events, complete } => only_receiver(events, *complete),
        Facts::Falls { times: falls, last } => {
            format!(
                "It was switched off {falls} times in the weeks that the history knows, last seen on {}",
                moment(*last, times)
            )
        }
        Facts::Records { hint, .. } => format!(
            "It receives call.hungup and not call.ended, and its name or URL has to do with {hint}, where all data of a \
             call is expected"
        ),
        Facts::HungupAndEnded { labels, records } => hungup_and_ended(labels, *records),
        Facts::Grew { gained, to_everything, since, .. } => grew(gained, *to_everything, *since),
        Facts::Same { labels, events, active } => same(labels, events, *active),
        Facts::AlmostSame { labels, differ, events, active } => almost_same(labels, differ, events, *active),
        Facts::AtHost { host, labels, events } => {
            format!("{} send {} to different addresses of {host}", all(labels), some_events(events, MOST_EVENTS))
        }
        Facts::Host(host) => of_host(finding.rule, host),
        Facts::TestHost { host, service } => format!("It sends to {host}, which belongs to {service}"),
        Facts::Query { host, names, service } => query(host, names, *service),
        Facts::Punycode { host, decoded, mixed } => punycode(host, decoded, *mixed),
        Facts::LooksLike { host, service, domain, how } => looks_like(host, service, domain, *how),
        Facts::Webhooks(labels) => format!("{} have one token", all(labels)),
        Facts::Endpoint { host, active, seen } => endpoint_facts::evidence(host, *active, finding.webhooks.len(), seen),
        Facts::Count { count, most } => {
            let left = most.saturating_sub(*count);
            format!("There are {count} webhooks of {most}: {left} more can be made")
        }
        Facts::Incomplete { read, total } => format!("Aircall said that there are {total}, and listed {read}"),
    }
}

fn plain(rule: Rule) -> String {
    match rule {
        Rule::ReceivesNothing => "It has no events, so nothing reaches it".to_owned(),
        Rule::ShortToken => "Its token has less than 16 signs, or always the same few".to_owned(),
        other => super::rule_doc(other).title.to_owned(),
    }
}

fn of_events(rule: Rule, events: &EventSet) -> String {
    let named = some_events(events, MOST_EVENTS);
    match rule {
        Rule::ReceivesEverything => match share_of_everything(events) {
            (has, all) if has < all => format!("It is subscribed to {has} of {all} events"),
            _ => format!("It is subscribed to all {} events", events.len()),
        },
        Rule::RetiredEvents => format!("It has {named}, which Aircall has given up"),
        Rule::UnknownEvents => format!("It has {named}, which this app doesn't know"),
        Rule::UserEventsTwice => format!("It has {named} of version 1, and the same of version 2"),
        Rule::OldUserEvents => format!("It has {named} of version 1 only"),
        Rule::NeedsAddOn => format!("It has {named}, which may need an add-on"),
        _ => format!("It has {named}"),
    }
}

/// `call.ended, call.hold and 5 more`.
pub(super) fn some_events(events: &EventSet, most: usize) -> String {
    some(events.iter().map(EventName::as_str), events.len(), most)
}

fn all(labels: &[String]) -> String {
    let labels: Vec<Cow<'_, str>> = labels.iter().map(|label| named(label)).collect();
    some(labels.iter().map(AsRef::as_ref), labels.len(), MOST_LABELS)
}

fn some<'a>(names: impl Iterator<Item = &'a str>, count: usize, most: usize) -> String {
    // One more than that is told in full: "and 1 more" is no shorter.
    let told = if count <= most + 1 { count } else { most };
    let mut told: Vec<&str> = names.take(told).collect();
    let more = count - told.len();
    if more > 0 {
        return format!("{} and {more} more", told.join(", "));
    }
    match told.pop() {
        Some(last) if told.is_empty() => last.to_owned(),
        Some(last) => format!("{} and {last}", told.join(", ")),
        None => String::new(),
    }
}

fn off(since: Option<OffSince>, by_this_app: bool, now: Timestamp, times: TimeFormat) -> String {
    let who = if by_this_app {
        "An admin switched it off with Hookswitch".to_owned()
    } else {
        "Switched off after repeated failures (Aircall's pages say 10 to 50), or by an admin".to_owned()
    };
    let since = match since {
        None => return sentences([who, "Since when isn't known".to_owned()]),
        Some(OffSince::At(at)) => format!("Off since {}{}", moment(at, times), for_days(at, now)),
        Some(OffSince::Between { after: Some(after), until }) => {
            format!(
                "Off since some time between {} and {}{}",
                moment(after, times),
                moment(until, times),
                for_days(until, now)
            )
        }
        Some(OffSince::Between { after: None, until }) => {
            format!("Off since {} at the latest{}", moment(until, times), for_days(until, now))
        }
    };
    // The part that differs comes first: a list cuts off the end.
    sentences([since, who])
}

fn for_days(at: Timestamp, now: Timestamp) -> String {
    let days = usize::try_from(now.duration_since(at).as_hours() / 24).unwrap_or(0);
    if days == 0 { String::new() } else { format!(", for {}", plural(days, "day")) }
}

fn only_receiver(events: &EventSet, complete: bool) -> String {
    let named = format!("It is off, and no active webhook receives {}", some_events(events, MOST_EVENTS));
    if complete {
        named
    } else {
        sentences([named, "The list came incomplete: another one may receive them".to_owned()])
    }
}

fn hungup_and_ended(labels: &[String], records: bool) -> String {
    let both = match labels {
        [_] => "It receives both call.hungup and call.ended".to_owned(),
        several => format!("{} send call.hungup and call.ended to one address", all(several)),
    };
    if records { format!("{both}, and records of calls seem to be kept there") } else { both }
}

fn grew(gained: &EventSet, to_everything: bool, since: Timestamp) -> String {
    let since = date(since);
    if to_everything {
        let count = plural(gained.len(), "event");
        return format!("Since the audit of {since} it gained {count}, and is subscribed to everything now");
    }
    format!("Since the audit of {since} it gained {}", some_events(gained, MOST_EVENTS))
}

fn same(labels: &[String], events: &EventSet, active: usize) -> String {
    let share = format!("{} have one URL and share {}", all(labels), some_events(events, MOST_EVENTS));
    sentences([share, times(active)])
}

fn times(active: usize) -> String {
    match active {
        0 => "All of them are off now".to_owned(),
        1 => "Only one of them is on now, so that it doesn't show yet".to_owned(),
        2 => "Each of these events arrives twice".to_owned(),
        more => format!("Each of these events arrives up to {more} times"),
    }
}

fn almost_same(labels: &[String], differ: &[UrlDifference], events: &EventSet, active: usize) -> String {
    let in_what: Vec<&str> = differ.iter().map(|difference| url_difference(*difference)).collect();
    let count = in_what.len();
    let first = format!("The URLs of {} differ only in {}", all(labels), some(in_what.into_iter(), count, 6));
    if events.is_empty() {
        return sentences([first, "They have no events in common".to_owned()]);
    }
    let share = format!("They share {}", some_events(events, MOST_EVENTS));
    sentences([first, share, times(active)])
}

fn url_difference(difference: UrlDifference) -> &'static str {
    match difference {
        UrlDifference::Slash => "a slash at the end",
        UrlDifference::Case => "capital letters of the host",
        UrlDifference::Port => "the default port",
        UrlDifference::QueryOrder => "the order of the query",
        UrlDifference::Fragment => "what follows a #",
        UrlDifference::Spelling => "how the same address is written",
    }
}

fn of_host(rule: Rule, host: &str) -> String {
    let host = if host.is_empty() { "its server" } else { host };
    match rule {
        Rule::NotHttps => format!("Its URL at {host} isn't https"),
        Rule::UserInfo => format!("Its URL at {host} holds a user name or a password"),
        Rule::IpAddress => format!("It sends to the address {host}, which has no name"),
        Rule::LocalHost => format!("It sends to {host}, which only a local network or one computer knows"),
        _ => format!("It sends to {host}"),
    }
}

fn query(host: &str, names: &[String], service: Option<&str>) -> String {
    let what = match names {
        [] => "a value that looks secret".to_owned(),
        [one] => format!("a value for {one} that looks secret"),
        several => format!("values for {} that look secret", all(several)),
    };
    let first = format!("Its URL at {host} has {what}");
    match service {
        Some(service) => sentences([first, format!("{service} wants it there: treat the whole URL as a secret")]),
        None => first,
    }
}

fn punycode(host: &str, decoded: &str, mixed: bool) -> String {
    let reads = format!("{host} reads {decoded}");
    if mixed { format!("{reads}, with letters of another alphabet that look like a to z") } else { reads }
}

fn looks_like(host: &str, service: &str, domain: &str, how: Likeness) -> String {
    match how {
        Likeness::OneLetter => format!("It sends to {host}, one letter away from {domain} of {service}"),
        Likeness::SimilarSigns => {
            format!("It sends to {host}, whose signs look like {domain} of {service} and are others")
        }
        Likeness::InFront => format!("It sends to {host}: {domain} of {service} is only the front of another name"),
    }
}
