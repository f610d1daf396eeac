//! Times in words, as the user wants them and in the zone of the system. What is written for others (reports, tables,
//! lines of the terminal) is in the usual format, whatever is set.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::domain::{Clock, TimeFormat, TimeStyle};

fn said(at: Timestamp, form: &str) -> String {
    at.to_zoned_datetime(TimeZone::system()).strftime(form).to_string()
}

/// `Read just now`, `Read 2 minutes ago`, `Read on 2026-11-25 10:03`.
pub fn read_ago(read_at: Timestamp, now: Timestamp, times: TimeFormat) -> String {
    format!("Read {}", ago(read_at, now, times))
}

pub fn ago(at: Timestamp, now: Timestamp, times: TimeFormat) -> String {
    let minutes = now.duration_since(at).as_secs().max(0) / 60;
    match usize::try_from(minutes).unwrap_or(0) {
        _ if times.style == TimeStyle::Exact => format!("on {}", moment(at, times)),
        0 => "just now".to_owned(),
        minutes @ 1..60 => format!("{} ago", super::plural(minutes, "minute")),
        minutes @ 60..1440 => format!("{} ago", super::plural(minutes / 60, "hour")),
        _ => format!("on {}", moment(at, times)),
    }
}

pub fn date(at: Timestamp) -> String {
    said(at, "%Y-%m-%d")
}

/// `2026-11-25 14:03`, or `2026-11-25 2:03 pm`.
pub fn moment(at: Timestamp, times: TimeFormat) -> String {
    match times.clock {
        Clock::Hours24 => said(at, "%Y-%m-%d %H:%M"),
        Clock::Hours12 => said(at, "%Y-%m-%d %-I:%M %P"),
    }
}

/// To the second.
pub fn exact(at: Timestamp, times: TimeFormat) -> String {
    match times.clock {
        Clock::Hours24 => said(at, "%Y-%m-%d %H:%M:%S"),
        Clock::Hours12 => said(at, "%Y-%m-%d %-I:%M:%S %P"),
    }
}

pub fn time_of_day(at: Timestamp, times: TimeFormat) -> String {
    match times.clock {
        Clock::Hours24 => said(at, "%H:%M"),
        Clock::Hours12 => said(at, "%-I:%M %P"),
    }
}

/// `25 Nov 2026, 09:31 UTC`.
pub fn report_time(at: Timestamp, times: TimeFormat) -> String {
    match times.clock {
        Clock::Hours24 => said(at, "%-d %b %Y, %H:%M %Z"),
        Clock::Hours12 => said(at, "%-d %b %Y, %-I:%M %P %Z"),
    }
}

/// `between Mon 18:02 and Tue 09:14`, with dates where a week doesn't tell.
pub fn between(after: Option<Timestamp>, until: Timestamp, times: TimeFormat) -> String {
    match after {
        Some(after) if after < until => {
            let (from, to) = (weekday_moment(after, until, times), weekday_moment(until, until, times));
            if from == to { format!("about {to}") } else { format!("between {from} and {to}") }
        }
        Some(_) | None => format!("before {}", weekday_moment(until, until, times)),
    }
}

pub(super) fn weekday_moment(at: Timestamp, near: Timestamp, times: TimeFormat) -> String {
    if near.duration_since(at).as_hours() < 6 * 24 {
        format!("{} {}", said(at, "%a"), time_of_day(at, times))
    } else {
        moment(at, times)
    }
}

pub fn day_heading(day: Date) -> String {
    day.strftime("%A, %Y-%m-%d").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HALF_PAST_TWO: i64 = 1_780_065_010; // 2026-05-29 14:30:10 UTC

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    #[test]
    fn twelve_hours_are_told_with_am_and_pm_wherever_a_time_is() {
        let times = TimeFormat { clock: Clock::Hours12, ..TimeFormat::default() };
        let told = at(HALF_PAST_TWO);
        let all = [
            moment(told, times),
            exact(told, times),
            time_of_day(told, times),
            report_time(told, times),
            between(None, told, times),
            ago(told, at(HALF_PAST_TWO + 900_000), times),
        ];
        for words in all {
            assert!(words.contains(" pm") || words.contains(" am"), "{words}");
        }
        assert!(!exact(told, TimeFormat::default()).contains('m'));
    }

    #[test]
    fn relative_times_are_exact_where_the_user_wants_that() {
        let (told, now) = (at(HALF_PAST_TWO), at(HALF_PAST_TWO + 7300));
        assert_eq!(ago(told, now, TimeFormat::default()), "2 hours ago");
        let times = TimeFormat { style: TimeStyle::Exact, ..TimeFormat::default() };
        assert_eq!(ago(told, now, times), format!("on {}", moment(told, times)));
    }

    #[test]
    fn times_are_told_as_people_tell_them() {
        let read = |from, to| read_ago(at(from), at(to), TimeFormat::default());
        assert_eq!(read(0, 59), "Read just now");
        assert_eq!(read(0, 60), "Read 1 minute ago");
        assert_eq!(read(0, 150), "Read 2 minutes ago");
        assert_eq!(read(0, 7200), "Read 2 hours ago");
        assert_eq!(read(100, 0), "Read just now", "a clock that was set back");
    }
}
