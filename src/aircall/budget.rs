//! How many calls a minute: the company's limit is shared with every other integration, so the app counts its own.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// Told once a second while something waits, and with 0 when the wait is over.
pub type Watch = Arc<dyn Fn(Waiting) + Send + Sync>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub why: WaitReason,
    /// Seconds left; 0 says that it goes on.
    pub seconds: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitReason {
    /// Our own limit.
    Budget,
    /// Aircall answered 429.
    RateLimited,
    /// Before another try.
    Retry,
}

/// A token bucket, shared by everything that the app does for one company.
#[derive(Debug)]
pub struct Budget {
    burst: f64,
    per_second: f64,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    /// Below zero: calls that wait have taken theirs in advance, which keeps their order.
    tokens: f64,
    at: Instant,
    paused_until: Option<Instant>,
}

impl Default for Budget {
    /// 60 calls a minute, the lower of the two figures that Aircall's pages give, and 10 at once.
    fn default() -> Self {
        Self::new(60, 10)
    }
}

impl Budget {
    pub fn new(per_minute: u32, burst: u32) -> Self {
        let burst = f64::from(burst.max(1));
        let state = State { tokens: burst, at: Instant::now(), paused_until: None };
        Self { burst, per_second: f64::from(per_minute.max(1)) / 60.0, state: Mutex::new(state) }
    }

    /// Waits until a call may be made. Dropped while it waits, it gives its place back.
    pub async fn acquire(&self, watch: &Watch) {
        loop {
            match self.try_take(Instant::now()) {
                Ok(()) => return,
                Err((until, why)) => wait_until(until, why, watch).await,
            }
        }
    }

    /// Nobody calls before that many seconds have passed: the answer to 429.
    pub fn pause(&self, seconds: u64) {
        let until = Instant::now() + Duration::from_secs(seconds);
        let mut state = self.lock();
        state.paused_until = Some(state.paused_until.map_or(until, |before| before.max(until)));
    }

    fn try_take(&self, now: Instant) -> Result<(), (Instant, WaitReason)> {
        let mut state = self.lock();
        if let Some(until) = state.paused_until {
            if until > now {
                return Err((until, WaitReason::RateLimited));
            }
            state.paused_until = None;
        }
        let earned = now.duration_since(state.at).as_secs_f64() * self.per_second;
        state.tokens = (state.tokens + earned).min(self.burst);
        state.at = now;
        if state.tokens >= 1.0 {
            state.tokens -= 1.0;
            return Ok(());
        }
        let missing = Duration::from_secs_f64((1.0 - state.tokens) / self.per_second);
        Err((now + missing + Duration::from_millis(1), WaitReason::Budget))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Sleeps until then and tells the seconds that are left. A wait of a second or less isn't worth telling.
pub(super) async fn wait_until(until: Instant, why: WaitReason, watch: &Watch) {
    let _over = Over { why, watch };
    loop {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return;
        }
        let seconds = u64::try_from(left.as_millis().div_ceil(1000)).unwrap_or(u64::MAX);
        if seconds > 1 {
            watch(Waiting { why, seconds });
        }
        let step = left.min(Duration::from_secs(1));
        tokio::time::sleep(step).await;
    }
}

/// Tells the end of a wait, also of one that was cancelled.
struct Over<'a> {
    why: WaitReason,
    watch: &'a Watch,
}

impl Drop for Over<'_> {
    fn drop(&mut self) {
        (self.watch)(Waiting { why: self.why, seconds: 0 });
    }
}

/// How long to wait after a 429: the first that makes sense of `Retry-After` (seconds) and `X-AircallApi-Reset` (UNIX
/// seconds or milliseconds, against the answer's own `Date`), else 60 s; 1 to 120 s.
pub fn seconds_to_wait(retry_after: Option<&str>, reset: Option<&str>, date: Option<&str>) -> u64 {
    let after = retry_after.and_then(|text| text.trim().parse::<i64>().ok()).filter(|seconds| *seconds > 0);
    let reset = || {
        let reset = reset?.trim().parse::<i64>().ok()?;
        let reset = if reset > 100_000_000_000 { reset / 1000 } else { reset };
        let date = jiff::fmt::rfc2822::parse(date?.trim()).ok()?.timestamp().as_second();
        Some(reset - date).filter(|seconds| (1..=3600).contains(seconds))
    };
    let seconds = after.or_else(reset).unwrap_or(60).clamp(1, 120);
    u64::try_from(seconds).unwrap_or(60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recorder() -> (Watch, Arc<Mutex<Vec<Waiting>>>) {
        let told = Arc::new(Mutex::new(Vec::new()));
        let into = Arc::clone(&told);
        (Arc::new(move |waiting| into.lock().unwrap().push(waiting)), told)
    }

    #[tokio::test(start_paused = true)]
    async fn a_burst_goes_through_and_then_one_a_second() {
        let (watch, _) = recorder();
        let budget = Budget::new(60, 10);
        let start = Instant::now();
        for _ in 0..10 {
            budget.acquire(&watch).await;
        }
        assert_eq!(start.elapsed(), Duration::ZERO);
        for _ in 0..5 {
            budget.acquire(&watch).await;
        }
        assert!((5.0..5.2).contains(&start.elapsed().as_secs_f64()), "{:?}", start.elapsed());
    }

    #[tokio::test(start_paused = true)]
    async fn a_pause_counts_down_second_by_second_and_tells_its_end() {
        let (watch, told) = recorder();
        let budget = Budget::default();
        budget.pause(3);
        budget.acquire(&watch).await;
        let told: Vec<u64> = told.lock().unwrap().iter().map(|waiting| waiting.seconds).collect();
        assert_eq!(told, [3, 2, 0]);
    }

    #[test]
    fn the_wait_after_429_follows_the_first_header_that_makes_sense() {
        let date = Some("Wed, 25 Nov 2026 10:00:00 GMT");
        let at: i64 = "2026-11-25T10:00:00Z".parse::<jiff::Timestamp>().unwrap().as_second();
        assert_eq!(seconds_to_wait(Some("7"), None, None), 7);
        assert_eq!(seconds_to_wait(Some("0"), Some(&(at + 30).to_string()), date), 30);
        assert_eq!(seconds_to_wait(None, Some(&((at + 30) * 1000).to_string()), date), 30);
        assert_eq!(seconds_to_wait(None, Some(&(at - 5).to_string()), date), 60);
        assert_eq!(seconds_to_wait(None, Some(&(at + 30).to_string()), None), 60, "never against the local clock");
        assert_eq!(seconds_to_wait(Some("9999"), None, None), 120);
        assert_eq!(seconds_to_wait(Some("soon"), None, None), 60);
    }
}
