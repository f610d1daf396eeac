//! How long to wait before a call is sent again: after a fault by chance, after a 429 as the answer asks.
//!
//! A create is never sent again, whatever happened; the client asks nothing here for it.

use std::ops::RangeInclusive;
use std::time::Duration;

use backon::{BackoffBuilder as _, ExponentialBackoff, ExponentialBuilder};
use jiff::fmt::rfc2822::DateTimeParser;
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

/// How often a GET, PUT or DELETE is sent at most.
pub(super) const TRIES: usize = 3;

/// What a 429 waits when its answer doesn't say.
const DEFAULT_PAUSE: Duration = Duration::from_mins(1);

/// The jittered delays between tries; as many as there are tries after the first.
pub(super) fn delays(first: Duration) -> ExponentialBackoff {
    ExponentialBuilder::new()
        .with_jitter()
        .with_min_delay(first)
        .with_max_delay(first.saturating_mul(16))
        .with_max_times(TRIES - 1)
        .build()
}

/// How long a 429 asks to wait: the first that makes sense of `Retry-After` and `X-AircallApi-Reset`, else a minute.
pub(super) fn pause(headers: &HeaderMap, range: &RangeInclusive<Duration>) -> Duration {
    retry_after(headers).or_else(|| until_reset(headers)).unwrap_or(DEFAULT_PAUSE).clamp(*range.start(), *range.end())
}

fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    number(headers, RETRY_AFTER.as_str()).map(Duration::from_secs)
}

/// The reset is a moment, in seconds or milliseconds. It is measured against the answer's own `Date`, since the clock
/// of this machine may be wrong.
fn until_reset(headers: &HeaderMap) -> Option<Duration> {
    const YEAR_5138: u64 = 100_000_000_000; // in seconds; the same number of milliseconds is in 1973
    let reset = number(headers, "x-aircallapi-reset")?;
    let reset = if reset >= YEAR_5138 { reset.div_ceil(1000) } else { reset };
    let date = headers.get(DATE)?.to_str().ok()?;
    let date = DateTimeParser::new().parse_timestamp(date).ok()?.as_second();
    reset.checked_sub(u64::try_from(date).ok()?).map(Duration::from_secs)
}

fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use reqwest::header::{HeaderName, HeaderValue};

    use super::*;

    const DATE_TEXT: &str = "Wed, 01 Jul 2026 12:00:00 GMT"; // 1782907200

    fn asked(headers: &[(&'static str, &str)]) -> u64 {
        let range = Duration::from_secs(1)..=Duration::from_mins(2);
        let headers = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap()))
            .collect();
        pause(&headers, &range).as_secs()
    }

    #[test]
    fn the_first_header_that_makes_sense_decides() {
        let reset = ("x-aircallapi-reset", "1782907230");
        assert_eq!(asked(&[("retry-after", "7"), reset, ("date", DATE_TEXT)]), 7);
        assert_eq!(asked(&[reset, ("date", DATE_TEXT)]), 30);
        assert_eq!(asked(&[("retry-after", "soon"), reset, ("date", DATE_TEXT)]), 30, "nonsense is passed over");
        assert_eq!(asked(&[("x-aircallapi-reset", "1782907230500"), ("date", DATE_TEXT)]), 31);
        assert_eq!(asked(&[]), 60);
    }

    #[test]
    fn a_reset_is_never_measured_by_the_local_clock() {
        assert_eq!(asked(&[("x-aircallapi-reset", "1782907230")]), 60);
        assert_eq!(asked(&[("x-aircallapi-reset", "1782907230"), ("date", "today")]), 60);
        assert_eq!(
            asked(&[("x-aircallapi-reset", "1782907100"), ("date", DATE_TEXT)]),
            60,
            "a reset in the past makes no sense"
        );
    }

    #[test]
    fn a_pause_is_between_one_second_and_two_minutes() {
        assert_eq!(asked(&[("retry-after", "0")]), 1);
        assert_eq!(asked(&[("retry-after", "86400")]), 120);
        assert_eq!(asked(&[("retry-after", "-5")]), 60);
    }

    #[test]
    fn there_are_two_growing_delays_and_then_no_more() {
        let first = Duration::from_millis(500);
        let delays: Vec<_> = delays(first).collect();
        assert_eq!(delays.len(), TRIES - 1);
        assert!(delays.iter().all(|delay| *delay >= first && *delay <= first * 16));
    }
}
