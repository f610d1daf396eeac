//! How many calls a company's API gets from here: a bucket of tokens that everything the app does for that company
//! shares, and a pause for all of it when the API answers 429.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep};

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

/// A bucket of tokens: one for each call, refilled evenly.
///
/// Kept as the moment at which the bucket is full again: nothing has to run for it to refill, and a waiting call that
/// is dropped has taken nothing.
#[derive(Debug)]
pub struct Budget {
    /// Between two calls, once the burst is used up.
    interval: Duration,
    /// How far ahead of the even pace a call may be.
    ahead: Duration,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    full_at: Option<Instant>,
    paused_until: Option<Instant>,
}

impl Default for Budget {
    fn default() -> Self {
        Self::new(60, 10)
    }
}

impl Budget {
    /// `per_minute` calls on average, `burst` at once after a rest. Both are at least 1.
    pub fn new(per_minute: u32, burst: u32) -> Self {
        let interval = Duration::from_mins(1) / per_minute.max(1);
        Self { interval, ahead: interval * (burst.max(1) - 1), state: Mutex::default() }
    }

    /// Waits until a call may be sent, and counts it.
    pub async fn acquire(&self, watch: &Watch) {
        let mut teller = Teller::new(watch);
        while let Some((why, left)) = self.take_or_wait() {
            teller.tell(why, left);
            sleep(step(left)).await;
        }
    }

    /// No call is sent before this time is over. A longer pause that runs already stays.
    pub fn pause(&self, wait: Duration) {
        let until = Instant::now() + wait;
        let mut state = self.lock();
        state.paused_until = state.paused_until.max(Some(until));
    }

    /// Takes a token, or says how long to wait and why.
    fn take_or_wait(&self) -> Option<(WaitReason, Duration)> {
        let now = Instant::now();
        let mut state = self.lock();
        let paused = left(state.paused_until, now);
        let empty = left(state.full_at, now + self.ahead);
        if paused.is_zero() && empty.is_zero() {
            state.full_at = Some(state.full_at.map_or(now, |full_at| full_at.max(now)) + self.interval);
            return None;
        }
        Some(if paused >= empty { (WaitReason::RateLimited, paused) } else { (WaitReason::Budget, empty) })
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
mod tests {
    use super::*;

    type Told = Arc<Mutex<Vec<(WaitReason, u64)>>>;

    fn recorder() -> (Watch, Told) {
        let told = Told::default();
        let kept = Arc::clone(&told);
        let watch: Watch = Arc::new(move |waiting| kept.lock().unwrap().push((waiting.why, waiting.seconds)));
        (watch, told)
    }

    #[tokio::test(start_paused = true)]
    async fn after_the_burst_calls_go_once_a_second() {
        let (budget, (watch, told)) = (Budget::default(), recorder());
        let start = Instant::now();
        for _ in 0..10 {
            budget.acquire(&watch).await;
        }
        assert_eq!(start.elapsed(), Duration::ZERO);
        assert!(told.lock().unwrap().is_empty(), "nothing to wait for, nothing to tell");
        for _ in 0..5 {
            budget.acquire(&watch).await;
        }
        assert_eq!(start.elapsed().as_secs(), 5);
        assert_eq!(told.lock().unwrap().first_chunk(), Some(&[(WaitReason::Budget, 1), (WaitReason::Budget, 0)]));
    }

    #[tokio::test(start_paused = true)]
    async fn a_rest_fills_the_bucket_and_no_more() {
        let (budget, (watch, _)) = (Budget::new(60, 3), recorder());
        for _ in 0..3 {
            budget.acquire(&watch).await;
        }
        tokio::time::advance(Duration::from_mins(10)).await;
        let start = Instant::now();
        for _ in 0..4 {
            budget.acquire(&watch).await;
        }
        assert_eq!(start.elapsed().as_secs(), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn a_pause_holds_everyone_and_is_counted_down() {
        let (budget, (watch, told)) = (Budget::default(), recorder());
        let start = Instant::now();
        budget.pause(Duration::from_secs(3));
        budget.pause(Duration::from_secs(1));
        budget.acquire(&watch).await;
        assert_eq!(start.elapsed().as_secs(), 3);
        let limited = |seconds| (WaitReason::RateLimited, seconds);
        assert_eq!(*told.lock().unwrap(), [limited(3), limited(2), limited(1), limited(0)]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_cancelled_wait_takes_nothing_and_ends_its_countdown() {
        let (budget, (watch, told)) = (Budget::new(60, 1), recorder());
        budget.acquire(&watch).await;
        let start = Instant::now();
        for _ in 0..5 {
            let gave_up = tokio::time::timeout(Duration::from_millis(100), budget.acquire(&watch)).await;
            assert!(gave_up.is_err());
        }
        budget.acquire(&watch).await;
        assert!(start.elapsed() <= Duration::from_millis(1001));
        assert_eq!(told.lock().unwrap().last(), Some(&(WaitReason::Budget, 0)));
    }

    #[tokio::test(start_paused = true)]
    async fn clients_of_one_company_share_one_budget() {
        let budget = Arc::new(Budget::new(60, 1));
        let (watch, _) = recorder();
        let start = Instant::now();
        tokio::join!(budget.acquire(&watch), budget.acquire(&watch), budget.acquire(&watch));
        assert_eq!(start.elapsed().as_secs(), 2);
    }
}
