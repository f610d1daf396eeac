//! How many calls a company's API gets from here: a window that everything the app does for that company shares, and a
//! pause for all of it when the API answers 429.
//!
//! A call keeps its place until a minute after its answer came. The server received it before it answered, so no minute
//! of the server's holds more calls than the limit, wherever that minute begins and however slow the network is.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, VecDeque};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep};

/// What the limit is counted in.
const WINDOW: Duration = Duration::from_mins(1);

/// How much longer a call without an answer keeps its place: what was sent of it may still be on its way.
const LATE: Duration = Duration::from_secs(2);

/// Told once a second while a call waits, and once when the waiting is over, whether it ended or was given up.
pub type Watch = Arc<dyn Fn(Waiting) + Send + Sync>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub why: WaitReason,
    /// Seconds that are left, rounded up; 0 once it is over.
    pub seconds: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitReason {
    /// The app holds itself back.
    Budget,
    /// The API answered 429.
    RateLimited,
    /// A failed call is about to be tried again.
    Retry,
}

/// How much of the limit a client may use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pace {
    /// All of it: someone waits for the answer.
    #[default]
    Full,
    /// It adds no call where half of the limit is in use, by whomever: the rest is for those who wait.
    Half,
}

/// At most so many calls in any minute.
///
/// Nothing has to run for places to free, and a waiting call that is dropped has taken nothing.
#[derive(Debug)]
pub struct Budget {
    limit: AtomicUsize,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// When each call of the last minute ended, the oldest first.
    ended: VecDeque<Instant>,
    /// When each call that is under way began, by its number.
    under_way: BTreeMap<u64, Instant>,
    next: u64,
    paused_until: Option<Instant>,
}

/// A call's place in the window, held while the call is under way.
#[derive(Debug)]
#[must_use = "the call ends for the budget when this is dropped"]
pub struct Permit<'a> {
    budget: &'a Budget,
    number: u64,
    used: bool,
    answered: bool,
}

impl Permit<'_> {
    /// The call leaves now.
    pub fn begin(&mut self) {
        self.used = true;
        self.budget.lock().under_way.insert(self.number, Instant::now());
    }

    /// The answer came. A call whose permit is just dropped was given up.
    pub fn answered(mut self) {
        self.answered = true;
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        let end = if self.answered { Instant::now() } else { Instant::now() + LATE };
        let mut state = self.budget.lock();
        state.under_way.remove(&self.number);
        if !self.used {
            return; // nothing was sent in it
        }
        let place = state.ended.partition_point(|other| *other <= end);
        state.ended.insert(place, end);
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self::new(60)
    }
}

impl Budget {
    /// `per_minute` is at least 1. After a rest they may all go at once.
    pub fn new(per_minute: u32) -> Self {
        let budget = Self { limit: AtomicUsize::new(1), state: Mutex::default() };
        budget.set_limit(per_minute);
        budget
    }

    /// From now on. Calls that were sent keep their places, so after a smaller number the next ones wait for longer.
    pub fn set_limit(&self, per_minute: u32) {
        self.limit.store(usize::try_from(per_minute.max(1)).unwrap_or(usize::MAX), Ordering::Release);
    }

    /// How many calls may be in any minute.
    pub fn limit(&self) -> usize {
        self.limit.load(Ordering::Acquire)
    }

    /// Waits until a call may be sent, and counts it until a minute after the permit is dropped.
    pub async fn acquire(&self, watch: &Watch, pace: Pace) -> Permit<'_> {
        loop {
            if let Some(mut permit) = self.reserve(1, watch, pace).await.pop() {
                permit.begin();
                return permit;
            }
        }
    }

    /// Waits until that many calls may be sent one right after the other, and keeps their places for them.
    pub async fn reserve(&self, calls: usize, watch: &Watch, pace: Pace) -> Vec<Permit<'_>> {
        let mut teller = Teller::new(watch);
        loop {
            match self.take(calls, pace) {
                Ok(permits) => return permits,
                Err((why, left)) => {
                    teller.tell(why, left);
                    sleep(step(left)).await;
                }
            }
        }
    }

    /// No call is sent before this time is over. A longer pause that runs already stays.
    pub fn pause(&self, wait: Duration) {
        let until = Instant::now() + wait;
        let mut state = self.lock();
        state.paused_until = state.paused_until.max(Some(until));
    }

    /// Waits until a pause is over.
    pub async fn wait_out_pause(&self, watch: &Watch) {
        let mut teller = Teller::new(watch);
        loop {
            let left = left(self.lock().paused_until, Instant::now());
            if left.is_zero() {
                return;
            }
            teller.tell(WaitReason::RateLimited, left);
            sleep(step(left)).await;
        }
    }

    /// Whether every call has to wait, whatever places it has.
    pub fn is_paused(&self) -> bool {
        !left(self.lock().paused_until, Instant::now()).is_zero()
    }

    /// How long until the last of that many further calls is answered, when they go one after the other, so many of them
    /// `together`, each takes `per_call`, and nobody else sends any.
    pub fn time_for(&self, calls: usize, together: usize, pace: Pace, per_call: Duration) -> Duration {
        let now = Instant::now();
        let state = self.lock();
        let running = state.under_way.values().map(|began| (*began + per_call).max(now));
        let mut ends: BinaryHeap<Reverse<Instant>> = state.ended.iter().copied().chain(running).map(Reverse).collect();
        let mut at = state.paused_until.map_or(now, |until| until.max(now));
        drop(state);
        let most = self.most(pace);
        for call in 0..calls {
            let new = if call % together.max(1) == 0 { together.max(1) } else { 1 };
            while !ends.is_empty() && ends.len() + new > most {
                let Some(Reverse(oldest)) = ends.pop() else { break };
                at = at.max(oldest + WINDOW);
            }
            at += per_call;
            ends.push(Reverse(at));
        }
        at - now
    }

    /// Takes the places, or says how long to wait at least and why.
    fn take(&self, calls: usize, pace: Pace) -> Result<Vec<Permit<'_>>, (WaitReason, Duration)> {
        let now = Instant::now();
        let mut state = self.lock();
        while state.ended.front().is_some_and(|end| *end + WINDOW <= now) {
            state.ended.pop_front();
        }
        let paused = left(state.paused_until, now);
        let used = state.ended.len() + state.under_way.len();
        let most = self.most(pace).max(calls);
        let full = (used + calls).checked_sub(most + 1).map_or(Duration::ZERO, |over| {
            // The last place that has to free. A call that is under way keeps it for a minute at least.
            let end = state.ended.get(over).copied().unwrap_or(now);
            left(Some(end + WINDOW), now)
        });
        if !paused.is_zero() || !full.is_zero() {
            return Err(if paused >= full { (WaitReason::RateLimited, paused) } else { (WaitReason::Budget, full) });
        }
        let mut permit = || {
            let number = state.next;
            state.next += 1;
            state.under_way.insert(number, now);
            Permit { budget: self, number, used: false, answered: false }
        };
        Ok((0..calls).map(|_| permit()).collect())
    }

    /// How many calls may be in the window.
    fn most(&self, pace: Pace) -> usize {
        match pace {
            Pace::Full => self.limit(),
            Pace::Half => (self.limit() / 2).max(1),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Waits a fixed time and tells so.
pub(super) async fn wait(time: Duration, why: WaitReason, watch: &Watch) {
    let until = Some(Instant::now() + time);
    let mut teller = Teller::new(watch);
    loop {
        let left = left(until, Instant::now());
        if left.is_zero() {
            return;
        }
        teller.tell(why, left);
        sleep(step(left)).await;
    }
}

fn left(until: Option<Instant>, now: Instant) -> Duration {
    until.map_or(Duration::ZERO, |until| until.saturating_duration_since(now))
}

/// Whole seconds, rounded up.
fn seconds(left: Duration) -> u64 {
    left.as_secs() + u64::from(left.subsec_nanos() > 0)
}

/// How long until the number of whole seconds changes.
fn step(left: Duration) -> Duration {
    left.saturating_sub(Duration::from_secs(seconds(left).saturating_sub(1)))
}

/// Passes waiting on, and says that it is over when it goes, even where the call was dropped.
struct Teller<'a> {
    watch: &'a Watch,
    last: Option<WaitReason>,
}

impl<'a> Teller<'a> {
    fn new(watch: &'a Watch) -> Self {
        Self { watch, last: None }
    }

    fn tell(&mut self, why: WaitReason, left: Duration) {
        self.last = Some(why);
        (self.watch)(Waiting { why, seconds: seconds(left) });
    }
}

impl Drop for Teller<'_> {
    fn drop(&mut self) {
        if let Some(why) = self.last {
            (self.watch)(Waiting { why, seconds: 0 });
        }
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "#[tokio::test] is written with block_on")]
#[path = "budget_tests.rs"]
mod tests;
