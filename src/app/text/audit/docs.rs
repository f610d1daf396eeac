//! The rules on what is off, what is received, what arrives twice, and the company as a whole.

use super::{RuleDoc, doc};
use crate::domain::audit::Rule;

pub(super) fn of(rule: Rule) -> RuleDoc {
    off(rule)
        .or_else(|| receives(rule))
        .or_else(|| more_of_receives(rule))
        .or_else(|| twice(rule))
        .unwrap_or_else(|| company(rule))
}

fn off(rule: Rule) -> Option<RuleDoc> {
    Some(match rule {
        Rule::Deactivated => doc(
            "Deactivated",
            "Webhooks that are switched off, and since when where that is known",
            "Aircall doesn't deliver to a webhook that is off. Events of that time are lost, at the latest after 12 hours.",
            "Make sure that its endpoint answers, then re-enable it. If it isn't needed any more, delete it.",
        ),
        Rule::OnlyReceiverOff => doc(
            "Nothing receives its events",
            "Webhooks that are off while no active one receives the same events",
            "These events reach nobody while it is off. OAuth apps may receive them, but Aircall doesn't list those.",
            "Re-enable it, or let another webhook receive these events",
        ),
        Rule::FallsAgain => doc(
            "Falls again and again",
            "Webhooks that Aircall or an admin switched off twice or more in the weeks that the history knows",
            "Switching it on again doesn't mend what makes it fall. Each time it falls, events are lost.",
            "Ask whoever runs the endpoint what failed at these times. It must answer with a status from 200 to 299 \
             within 5 seconds.",
        ),
        _ => return None,
    })
}

fn receives(rule: Rule) -> Option<RuleDoc> {
    Some(match rule {
        Rule::ReceivesEverything => doc(
            "Receives everything",
            "Webhooks that are subscribed to every event",
            "Its endpoint gets personal data that it may not need, and far more deliveries, each of which can fail. Often \
             nobody chose this: an update that names no events subscribes a webhook to all of them.",
            "Choose the events that its receiver uses",
        ),
        Rule::ReceivesNothing => doc(
            "Receives nothing",
            "Webhooks without any event",
            "Nothing is ever delivered to it, though it looks as if it worked",
            "Choose its events, or delete it",
        ),
        Rule::HungupForRecords => doc(
            "Receives call.hungup where records are kept",
            "Webhooks that receive call.hungup without call.ended, and whose name or URL is that of a CRM, an archive or \
             billing",
            "call.hungup comes at once, with data missing. call.ended comes about 30 seconds later with all of it: \
             duration, recording link, tags.",
            "Receive call.ended in place of call.hungup, and tell whoever runs the receiver",
        )
        .of_thumb(),
        Rule::HungupAndEnded => doc(
            "Receives call.hungup and call.ended",
            "Endpoints that get both call.hungup and call.ended",
            "Each call arrives there twice, once with data missing. A receiver that doesn't tell them apart counts it twice.",
            "Keep call.ended where records are kept, call.hungup where it must be quick. Keep both only if the receiver \
             tells them apart.",
        )
        .of_thumb(),
        Rule::RetiredEvents => doc(
            "Receives retired events",
            "Webhooks with event names that Aircall has given up",
            "These events don't come any more. Aircall may also refuse an update of the webhook because of them.",
            "Receive the events of today in their place, once the receiver knows them",
        ),
        Rule::UnknownEvents => doc(
            "Receives unknown events",
            "Webhooks with event names that this app doesn't know",
            "The name may be new, or mistyped. If it is mistyped, nothing comes.",
            "Look the name up in Aircall's reference. If it isn't there, take it out.",
        ),
        _ => return None,
    })
}

fn more_of_receives(rule: Rule) -> Option<RuleDoc> {
    Some(match rule {
        Rule::UserEventsTwice => doc(
            "Receives a user event in both versions",
            "Webhooks that have a user event both as version 1 and as version 2",
            "Each time it happens it is told twice, under two names, and is counted twice",
            "Keep version 2, and take version 1 out",
        ),
        Rule::OldUserEvents => doc(
            "Receives user events of version 1",
            "Webhooks with user events of version 1 and without their version 2",
            "Aircall calls version 1 deprecated, and may stop sending it",
            "Let the receiver learn version 2 first, then switch the events over",
        ),
        Rule::NeedsAddOn => doc(
            "Receives events of an add-on",
            "Webhooks with events of Conversation Intelligence or the AI Voice Agent",
            "Some of these events only come where the company has the add-on. Without it nothing is ever sent, and nobody \
             notices.",
            "Check that the company has the add-on. If it hasn't, take these events out.",
        )
        .of_thumb(),
        Rule::GrewSinceLastAudit => doc(
            "Receives more than at the last audit",
            "Webhooks that gained events since the last audit, other than by a change made in this app",
            "Its endpoint gets data that it didn't get before. An update that names no events, as many scripts send it to \
             re-enable a webhook, subscribes it to everything.",
            "If nobody wanted this, set the events back to those of the last audit",
        ),
        _ => return None,
    })
}

fn twice(rule: Rule) -> Option<RuleDoc> {
    Some(match rule {
        Rule::Identical => doc(
            "Same URL and events",
            "Webhooks with the same URL and the same events",
            "Every event arrives as often as there are such webhooks, and may be counted as often",
            "Keep one and delete the others. Keep the one whose token the receiver compares.",
        ),
        Rule::SameUrl => doc(
            "Same URL, some events in common",
            "Webhooks with the same URL that have some events in common",
            "The events that they share arrive twice",
            "Take the shared events out of one of them",
        ),
        Rule::AlmostSameUrl => doc(
            "Almost the same URL",
            "Webhooks whose URLs differ only in a slash at the end, capital letters of the host, the default port, the \
             order of the query or what follows a #",
            "Most servers treat these as one address, so that events arrive twice without anybody seeing why",
            "If both lead to the same receiver, keep one of them",
        ),
        Rule::OverlapAtHost => doc(
            "Same events to one host",
            "Active webhooks that send the same events to different addresses of one host",
            "The server gets these events more than once. That is right if two programs there each need them, and wrong if \
             one was meant to replace the other.",
            "Ask whoever runs the server whether both addresses are in use",
        )
        .of_thumb(),
        _ => return None,
    })
}

fn company(rule: Rule) -> RuleDoc {
    match rule {
        Rule::NearLimit => doc(
            "Near the most that Aircall allows",
            "Companies with 90 or more webhooks",
            "A company can have 100 webhooks at most. Aircall refuses the next one.",
            "Delete the webhooks that nobody needs",
        ),
        _ => doc(
            "The list came incomplete",
            "Lists with another number of webhooks than Aircall said there are",
            "Whatever is wrong with the webhooks that are missing isn't in this audit",
            "Read the list again. If it stays so, ask Aircall's support.",
        ),
    }
}
