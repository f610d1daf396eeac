//! Tests of the budget, on a clock that stands still until everyone waits.

use super::*;

type Told = Arc<Mutex<Vec<(WaitReason, u64)>>>;

fn recorder() -> (Watch, Told) {
    let told = Told::default();
    let kept = Arc::clone(&told);
    let watch: Watch = Arc::new(move |waiting| kept.lock().unwrap().push((waiting.why, waiting.seconds)));
    (watch, told)
}

fn nobody() -> Watch {
    recorder().0
}

/// A server that writes down when each call reached it.
#[derive(Default)]
struct Arrivals(Mutex<Vec<Instant>>);

impl Arrivals {
    /// One call: a third of the time on its way there, the rest on the way back.
    async fn call(&self, budget: &Budget, pace: Pace, latency: Duration) {
        let permit = budget.acquire(&nobody(), pace).await;
        sleep(latency / 3).await;
        self.0.lock().unwrap().push(Instant::now());
        sleep(latency.saturating_sub(latency / 3)).await;
        permit.answered();
    }

    /// The most that any minute holds, wherever it begins: the worst begins with an arrival, and every minute of a
    /// fixed rhythm, however it is aligned, is one of these or lies within one.
    fn most_in_a_minute(&self) -> usize {
        let arrivals = self.0.lock().unwrap();
        let within = |from: &Instant| arrivals.iter().filter(|at| *at >= from && **at < *from + WINDOW).count();
        arrivals.iter().map(within).max().unwrap_or(0)
    }

    /// The same by a counter that starts anew every minute, begun this long after the first arrival.
    fn most_in_a_fixed_minute(&self, offset: Duration) -> usize {
        let arrivals = self.0.lock().unwrap();
        let mut counts = BTreeMap::new();
        for at in arrivals.iter() {
            *counts.entry((*at - arrivals[0] + offset).as_millis() / WINDOW.as_millis()).or_insert(0) += 1;
        }
        counts.into_values().max().unwrap_or(0)
    }

    fn assert_within(&self, limit: usize) {
        assert!(self.most_in_a_minute() <= limit, "{} in a sliding minute", self.most_in_a_minute());
        for offset in (0..60_000).step_by(50).map(Duration::from_millis) {
            let most = self.most_in_a_fixed_minute(offset);
            assert!(most <= limit, "{most} in a minute aligned by {offset:?}");
        }
    }
}

fn assert_near(told: Duration, real: Duration, what: &str) {
    let (told, real) = (told.as_secs_f64(), real.as_secs_f64());
    assert!((told - real).abs() <= real * 0.1, "{what}: {told} s were told, {real} s it was");
}

#[tokio::test(start_paused = true)]
async fn two_hundred_calls_take_what_the_limit_takes_and_the_rest_is_known_all_along() {
    let (budget, server) = (Budget::default(), Arrivals::default());
    let latency = Duration::from_millis(150);
    let start = Instant::now();
    let mut told = Vec::new();
    for done in 0..200 {
        if done % 17 == 0 || done == 199 {
            told.push((done, start.elapsed(), budget.time_for(200 - done, 1, Pace::Full, latency)));
        }
        server.call(&budget, Pace::Full, latency).await;
    }
    let whole = start.elapsed();
    let ideal = Duration::from_mins(3); // the 200th can't go before three minutes are over
    assert!(whole >= ideal && whole <= ideal.mul_f64(1.05), "{whole:?}");
    for (done, at, rest) in told {
        assert_near(rest, whole.saturating_sub(at), &format!("after {done} calls"));
    }
    server.assert_within(60);
}

#[tokio::test(start_paused = true)]
async fn calls_of_any_length_from_many_sides_never_pass_the_limit() {
    for seed in 0..5 {
        let (budget, server) = (Budget::default(), Arrivals::default());
        let side = |side: u64| {
            let mut random = fastrand::Rng::with_seed(seed * 100 + side);
            let (budget, server) = (&budget, &server);
            async move {
                for _ in 0..40 {
                    server.call(budget, Pace::Full, Duration::from_millis(random.u64(1..8_000))).await;
                    if random.u8(..10) == 0 {
                        sleep(Duration::from_millis(random.u64(1..50_000))).await;
                    }
                }
            }
        };
        tokio::join!(side(1), side(2), side(3), side(4), side(5));
        assert_eq!(server.0.lock().unwrap().len(), 200);
        server.assert_within(60);
    }
}

#[tokio::test(start_paused = true)]
async fn a_pause_in_the_middle_is_in_the_estimate() {
    let budget = Budget::default();
    let latency = Duration::from_millis(150);
    for _ in 0..50 {
        Arrivals::default().call(&budget, Pace::Full, latency).await;
    }
    budget.pause(Duration::from_secs(90));
    let told = budget.time_for(100, 1, Pace::Full, latency);
    let start = Instant::now();
    for _ in 0..100 {
        Arrivals::default().call(&budget, Pace::Full, latency).await;
    }
    assert_near(told, start.elapsed(), "with a pause");
}

#[tokio::test(start_paused = true)]
async fn after_a_rest_the_whole_limit_may_go_at_once_and_no_more() {
    let (budget, (watch, told)) = (Budget::new(3), recorder());
    for _ in 0..2 {
        let start = Instant::now();
        for _ in 0..3 {
            budget.acquire(&watch, Pace::Full).await.answered();
        }
        assert_eq!(start.elapsed(), Duration::ZERO);
        assert!(told.lock().unwrap().is_empty(), "nothing to wait for, nothing to tell");
        budget.acquire(&watch, Pace::Full).await.answered();
        assert_eq!(start.elapsed(), WINDOW);
        assert_eq!(told.lock().unwrap().first(), Some(&(WaitReason::Budget, 60)));
        assert_eq!(told.lock().unwrap().last(), Some(&(WaitReason::Budget, 0)));
        assert_eq!(told.lock().unwrap().len(), 61, "once a second");
        told.lock().unwrap().clear();
        tokio::time::advance(Duration::from_mins(10)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_under_way_keeps_its_place_until_a_minute_after_its_end() {
    let budget = Budget::new(1);
    let start = Instant::now();
    let long = async {
        let permit = budget.acquire(&nobody(), Pace::Full).await;
        sleep(Duration::from_secs(25)).await;
        permit.answered();
    };
    let next = async {
        tokio::task::yield_now().await;
        assert_eq!(budget.time_for(1, 1, Pace::Full, Duration::from_secs(25)), Duration::from_secs(110));
        budget.acquire(&nobody(), Pace::Full).await.answered();
    };
    tokio::join!(long, next);
    assert_eq!(start.elapsed().as_secs(), 85);
}

#[tokio::test(start_paused = true)]
async fn half_a_pace_leaves_the_other_half_to_everyone_else() {
    let (budget, server) = (Budget::new(10), Arrivals::default());
    let latency = Duration::from_millis(120);
    let start = Instant::now();
    for _ in 0..5 {
        server.call(&budget, Pace::Half, latency).await;
    }
    for _ in 0..5 {
        server.call(&budget, Pace::Full, latency).await;
    }
    assert_eq!(start.elapsed(), latency * 10, "nobody who waits for an answer was held up");
    let told = budget.time_for(6, 1, Pace::Half, latency);
    let start = Instant::now();
    for _ in 0..6 {
        server.call(&budget, Pace::Half, latency).await;
    }
    assert!(start.elapsed() > WINDOW + WINDOW / 2, "six of all calls had to free, then one of its own");
    assert_near(told, start.elapsed(), "at half the pace");
    server.assert_within(10);
}

#[tokio::test(start_paused = true)]
async fn a_pause_holds_everyone_and_is_counted_down() {
    let (budget, (watch, told)) = (Budget::default(), recorder());
    let start = Instant::now();
    budget.pause(Duration::from_secs(3));
    budget.pause(Duration::from_secs(1));
    budget.acquire(&watch, Pace::Full).await.answered();
    assert_eq!(start.elapsed().as_secs(), 3);
    let limited = |seconds| (WaitReason::RateLimited, seconds);
    assert_eq!(*told.lock().unwrap(), [limited(3), limited(2), limited(1), limited(0)]);
}

#[tokio::test(start_paused = true)]
async fn a_cancelled_wait_takes_nothing_and_ends_its_countdown() {
    let (budget, (watch, told)) = (Budget::new(1), recorder());
    budget.acquire(&watch, Pace::Full).await.answered();
    let start = Instant::now();
    for _ in 0..5 {
        let gave_up = tokio::time::timeout(Duration::from_millis(100), budget.acquire(&watch, Pace::Full)).await;
        assert!(gave_up.is_err());
    }
    budget.acquire(&watch, Pace::Full).await.answered();
    assert!(start.elapsed() <= WINDOW + Duration::from_millis(1));
    assert_eq!(told.lock().unwrap().last(), Some(&(WaitReason::Budget, 0)));
}

#[tokio::test(start_paused = true)]
async fn a_call_that_was_given_up_may_reach_the_server_late() {
    let budget = Budget::new(2);
    let start = Instant::now();
    drop(budget.acquire(&nobody(), Pace::Full).await);
    budget.acquire(&nobody(), Pace::Full).await.answered();
    budget.acquire(&nobody(), Pace::Full).await.answered();
    assert_eq!(start.elapsed(), WINDOW, "the place of the call that was answered");
    budget.acquire(&nobody(), Pace::Full).await.answered();
    assert_eq!(start.elapsed(), WINDOW + LATE);
}

#[tokio::test(start_paused = true)]
async fn a_pair_waits_for_both_places_and_its_second_call_for_nothing() {
    let budget = Budget::new(3);
    let start = Instant::now();
    for _ in 0..2 {
        budget.acquire(&nobody(), Pace::Full).await.answered();
        tokio::time::advance(Duration::from_secs(10)).await;
    }
    let told = budget.time_for(2, 2, Pace::Full, Duration::ZERO);
    let mut pair = budget.reserve(2, &nobody(), Pace::Full).await;
    assert_eq!((start.elapsed(), told), (WINDOW, Duration::from_secs(40)), "one is free at once, the other later");
    for mut permit in pair.drain(..) {
        permit.begin();
        permit.answered();
    }
    let other = budget.reserve(2, &nobody(), Pace::Full).await;
    assert_eq!(start.elapsed(), WINDOW * 2);
    drop(other);
    budget.reserve(2, &nobody(), Pace::Full).await.clear();
    assert_eq!(start.elapsed(), WINDOW * 2, "places that weren't used are free again");
}

#[tokio::test(start_paused = true)]
async fn a_hundred_pairs_take_what_the_limit_takes_and_the_rest_is_known_all_along() {
    let (budget, server) = (Budget::default(), Arrivals::default());
    let latency = Duration::from_millis(150);
    server.call(&budget, Pace::Full, latency).await; // an odd one before them
    let start = Instant::now();
    let mut told = Vec::new();
    for done in 0..100 {
        told.push((done, start.elapsed(), budget.time_for(200 - done * 2, 2, Pace::Full, latency)));
        for mut permit in budget.reserve(2, &nobody(), Pace::Full).await {
            permit.begin();
            sleep(latency / 3).await;
            server.0.lock().unwrap().push(Instant::now());
            sleep(latency.saturating_sub(latency / 3)).await;
            permit.answered();
        }
    }
    let whole = start.elapsed();
    let ideal = Duration::from_mins(3);
    assert!(whole >= ideal && whole <= ideal.mul_f64(1.05), "{whole:?}");
    for (done, at, rest) in told {
        assert_near(rest, whole.saturating_sub(at), &format!("after {done} pairs"));
    }
    server.assert_within(60);
}
