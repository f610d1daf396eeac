//! What disturbs requests by their number or by chance: a strict rate limit, and faults that strike now and then.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

use super::mode::Fault;

const WINDOW: Duration = Duration::from_mins(1);

/// Takes at most so many requests in any minute.
#[derive(Debug, Default)]
pub(super) struct Limit {
    most: Option<usize>,
    taken: VecDeque<Instant>,
    refused: usize,
}

impl Limit {
    pub fn of(most: Option<u32>) -> Self {
        Self { most: most.map(|most| usize::try_from(most).unwrap_or(usize::MAX)), ..Self::default() }
    }

    /// Counts a request, or says how many seconds it is too early. One that is refused takes no place.
    pub fn arrival(&mut self, now: Instant) -> Option<u64> {
        let most = self.most?;
        while self.taken.front().is_some_and(|at| *at + WINDOW <= now) {
            self.taken.pop_front();
        }
        if self.taken.len() < most {
            self.taken.push_back(now);
            return None;
        }
        self.refused += 1;
        let left = self.taken.front().map_or(WINDOW, |oldest| (*oldest + WINDOW).saturating_duration_since(now));
        Some(left.as_secs() + u64::from(left.subsec_nanos() > 0))
    }

    pub fn refused(&self) -> usize {
        self.refused
    }
}

/// Lets one of these faults strike now and then. The same seed strikes the same requests.
#[derive(Debug)]
pub(super) struct Chance {
    random: fastrand::Rng,
    percent: u8,
    faults: Vec<Fault>,
}

impl Chance {
    pub fn new(seed: u64, percent: u8, faults: Vec<Fault>) -> Self {
        Self { random: fastrand::Rng::with_seed(seed), percent, faults }
    }

    /// The fault that the next request meets, if any.
    pub fn strike(&mut self) -> Option<Fault> {
        let strikes = self.random.u8(..100) < self.percent;
        let fault = self.random.choice(&self.faults).cloned();
        fault.filter(|_| strikes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_holds_in_any_minute() {
        let start = Instant::now();
        let at = |millis| start + Duration::from_millis(millis);
        let mut limit = Limit::of(Some(2));
        assert_eq!([0, 30_500, 31_000].map(|millis| limit.arrival(at(millis))), [None, None, Some(29)]);
        assert_eq!([59_999, 60_000, 60_001].map(|millis| limit.arrival(at(millis))), [Some(1), None, Some(31)]);
        assert_eq!(limit.refused(), 3);
        assert_eq!((0..1000).filter_map(|_| Limit::of(None).arrival(start)).count(), 0);
    }

    #[test]
    fn chance_strikes_as_often_as_it_should_and_the_same_way_each_time() {
        let struck = |percent| {
            let mut chance = Chance::new(7, percent, vec![Fault::ServerError, Fault::Disconnect]);
            (0..1000).map(|_| chance.strike()).collect::<Vec<_>>()
        };
        let count = |percent: u8| struck(percent).into_iter().flatten().count();
        assert_eq!((count(0), count(100)), (0, 1000));
        assert!((250..350).contains(&count(30)), "{}", count(30));
        assert_eq!(struck(30), struck(30));
        assert!(struck(30).contains(&Some(Fault::Disconnect)) && struck(30).contains(&Some(Fault::ServerError)));
        assert_eq!(Chance::new(7, 100, Vec::new()).strike(), None);
    }
}
