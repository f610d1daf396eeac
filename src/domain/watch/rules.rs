//! What a watch does about each webhook that is off. Pure: the time is given.
//!
//! A webhook that falls again and again isn't fought over. Of the attempts, those that switched it on, or may have, are
//! counted: three in 24 hours, with growing pauses. An attempt that is known to have failed doesn't count against the
//! three, or an outage at Aircall would use them up. It has pauses of its own instead, since an attempt at every look
//! would fill the history and the company's limit of calls with the same refusal.
//!
//! The clock may have been set back. What was done at a time that is still to come counts as done just now, so that no
//! change of the clock makes room for a fourth try. A failure that lies ahead is ignored instead: if the next attempt fails
//! too, that is a failure of now, with its own pause.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::Reenable;
use crate::domain::history::{LeftAlone, WatchMemory};
use crate::domain::webhook::{Webhook, WebhookId};

/// What shall be done about one webhook that is off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub id: WebhookId,
    pub what: Step,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Reenable,
    /// It was tried a short time ago.
    Wait {
        until: Timestamp,
    },
    /// It fell again after three tries: left off from now on, and told.
    GiveUp,
    LeaveAlone(LeftAlone),
    /// The watch may not switch it on.
    NotAllowed,
}

/// In how long a time the tries are counted.
const DAY: SignedDuration = SignedDuration::from_hours(24);
/// How many there may be.
const MOST_TRIES: usize = 3;
/// After the first failure in a row, twice as long after each further one.
const AFTER_FAILURE: SignedDuration = SignedDuration::from_mins(5);
/// No failure keeps a webhook off for longer.
const LONGEST_AFTER_FAILURE: SignedDuration = SignedDuration::from_hours(1);

/// One decision for each webhook that is off, in their order.
pub fn decide(
    hooks: &[Webhook],
    memory: &BTreeMap<WebhookId, WatchMemory>,
    allowed: &Reenable,
    now: Timestamp,
) -> Vec<Decision> {
    let nothing = WatchMemory::default();
    let off = hooks.iter().filter(|hook| !hook.status.is_active());
    off.map(|hook| {
        let memory = memory.get(&hook.id).unwrap_or(&nothing);
        Decision { id: hook.id.clone(), what: step(memory, allowed.allows(&hook.id), now) }
    })
    .collect()
}

fn step(memory: &WatchMemory, allowed: bool, now: Timestamp) -> Step {
    if let Some(why) = memory.left_alone {
        return Step::LeaveAlone(why);
    }
    if !allowed {
        return Step::NotAllowed;
    }
    let day_ago = before(now, DAY);
    let tries = memory.tries.iter().filter(|at| **at > day_ago);
    let (count, last) = (tries.clone().count(), tries.max().map(|last| now.min(*last)));
    if count >= MOST_TRIES {
        return Step::GiveUp;
    }
    let after_try = last.map(|last| after(last, pause(count)));
    let after_failure = next_after_failures(&memory.failed, last, now);
    match after_try.max(after_failure).filter(|until| now < *until) {
        Some(until) => Step::Wait { until },
        None => Step::Reenable,
    }
}

/// How long after so many tries the next one may come.
fn pause(tries: usize) -> SignedDuration {
    if tries <= 1 { SignedDuration::from_mins(15) } else { SignedDuration::from_mins(60) }
}

/// When the failures since the last try let another attempt be made.
fn next_after_failures(failed: &[Timestamp], last_try: Option<Timestamp>, now: Timestamp) -> Option<Timestamp> {
    let since = last_try.unwrap_or(before(now, DAY));
    let in_a_row = failed.iter().filter(|at| **at > since && **at <= now);
    let last = in_a_row.clone().max()?;
    let doublings = u32::try_from(in_a_row.count().saturating_sub(1)).unwrap_or(u32::MAX);
    let pause = AFTER_FAILURE.saturating_mul(2_i32.saturating_pow(doublings));
    Some(after(*last, pause.min(LONGEST_AFTER_FAILURE)))
}

fn after(at: Timestamp, time: SignedDuration) -> Timestamp {
    at.checked_add(time).unwrap_or(Timestamp::MAX)
}

fn before(at: Timestamp, time: SignedDuration) -> Timestamp {
    at.checked_sub(time).unwrap_or(Timestamp::MIN)
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
