use proptest::prelude::*;

use super::*;
use crate::domain::{CallbackUrl, EventSet, Kept, Origin, Span, WebhookId};

fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(1_760_000_000 + minute * 60).unwrap()
}

fn hook(status: Status) -> Webhook {
    Webhook {
        id: WebhookId::new("a"),
        name: None,
        url: CallbackUrl::received("https://a.example/"),
        status,
        events: EventSet::default(),
        token: None,
        created: None,
    }
}

fn spans(spans: &[(i64, i64)]) -> Past {
    let spans = spans.iter().map(|(from, to)| Span { from: at(*from), to: at(*to) }).collect();
    Past { spans, ..Past::default() }
}

fn seen(what: Seen, after: i64, until: i64) -> Sighting {
    Sighting { webhook: WebhookId::new("a"), label: String::new(), what, after: Some(at(after)), until: at(until) }
}

fn change(kind: ChangeKind, fate: Fate, minute: i64, statuses: (Option<Status>, Option<Status>)) -> ChangeRecord {
    let kept = |status: Status| Kept::of(&hook(status));
    ChangeRecord {
        id: ChangeId(minute),
        batch: None,
        at: at(minute - 1),
        webhook: Some(WebhookId::new("a")),
        label: String::new(),
        kind,
        origin: Origin::Window,
        undoes: None,
        before: statuses.0.map(kept),
        after: statuses.1.map(kept),
        url_changed: false,
        fate,
        said: None,
        finished: (!fate.is_open()).then(|| at(minute)),
    }
}

/// The parts between minute 0 and minute 1000, as the minute at which each begins.
fn drawn(past: &Past, status: Status) -> Vec<(i64, PartState)> {
    let parts = strip(past, &hook(status), at(0), at(1_000)).parts;
    parts.iter().map(|part| (part.from.duration_since(at(0)).as_mins(), part.state)).collect()
}

const ON: PartState = PartState::On;
const OFF: PartState = PartState::Off;
const UNKNOWN: PartState = PartState::Unknown;
const ABSENT: PartState = PartState::Absent;

#[test]
fn what_nobody_looked_at_is_unknown() {
    assert_eq!(drawn(&Past::default(), Status::Active), [(0, UNKNOWN)]);
    let past = spans(&[(-50, 100), (300, 300), (500, 900)]);
    assert_eq!(drawn(&past, Status::Active), [(0, ON), (100, UNKNOWN), (500, ON), (900, UNKNOWN)]);
    assert_eq!(drawn(&spans(&[(-50, 2_000)]), Status::Inactive), [(0, OFF)]);
}

#[test]
fn a_fall_between_two_near_looks_is_drawn_at_the_later_one() {
    let past = Past { sightings: vec![seen(Seen::Deactivated, 190, 200)], ..spans(&[(0, 1_000)]) };
    assert_eq!(drawn(&past, Status::Inactive), [(0, ON), (200, OFF)]);
}

#[test]
fn a_fall_while_nobody_looked_is_somewhere_in_the_unknown() {
    let past = Past { sightings: vec![seen(Seen::Deactivated, 200, 600)], ..spans(&[(0, 200), (600, 1_000)]) };
    assert_eq!(drawn(&past, Status::Inactive), [(0, ON), (200, UNKNOWN), (600, OFF)]);
}

#[test]
fn looks_that_did_not_show_the_webhook_leave_it_unknown_within_a_span_too() {
    let past = Past { sightings: vec![seen(Seen::Deactivated, 200, 300)], ..spans(&[(0, 1_000)]) };
    assert_eq!(drawn(&past, Status::Inactive), [(0, ON), (200, UNKNOWN), (300, OFF)]);
}

#[test]
fn a_change_of_ours_takes_effect_when_it_is_finished_and_only_if_it_was_done() {
    let on = (Some(Status::Inactive), Some(Status::Active));
    let done = change(ChangeKind::Reenable, Fate::FoundDone, 400, on);
    let refused = change(ChangeKind::Reenable, Fate::Refused, 300, on);
    let past = Past { changes: vec![refused, done], ..spans(&[(0, 1_000)]) };
    assert_eq!(drawn(&past, Status::Active), [(0, OFF), (400, ON)]);
    let edit = change(ChangeKind::Edit, Fate::Done, 700, (Some(Status::Active), Some(Status::Inactive)));
    let past = Past { changes: [past.changes.clone(), vec![edit]].concat(), ..past };
    assert_eq!(drawn(&past, Status::Inactive), [(0, OFF), (400, ON), (700, OFF)]);
}

#[test]
fn a_fall_that_only_the_change_after_it_tells_was_in_the_last_hour() {
    let up = seen(Seen::Reenabled, 90, 100);
    let again = change(ChangeKind::Reenable, Fate::Done, 500, (Some(Status::Inactive), Some(Status::Active)));
    let past = Past { sightings: vec![up], changes: vec![again], ..spans(&[(0, 1_000)]) };
    assert_eq!(drawn(&past, Status::Active), [(0, OFF), (100, ON), (440, UNKNOWN), (500, ON)]);
}

#[test]
fn before_it_was_made_it_was_not_there() {
    let past = Past { sightings: vec![seen(Seen::New, 390, 400)], ..spans(&[(100, 1_000)]) };
    assert_eq!(drawn(&past, Status::Inactive), [(0, UNKNOWN), (100, ABSENT), (400, OFF)]);
    let past = Past { sightings: vec![seen(Seen::New, 200, 400)], ..spans(&[(0, 1_000)]) };
    assert_eq!(drawn(&past, Status::Active), [(0, ABSENT), (200, UNKNOWN), (400, ON)]);
    let made = change(ChangeKind::Create, Fate::Done, 400, (None, Some(Status::Active)));
    let past = Past { changes: vec![made], ..spans(&[(0, 1_000)]) };
    assert_eq!(drawn(&past, Status::Active), [(0, ABSENT), (400, ON)]);
    let past = Past { sightings: vec![seen(Seen::Deactivated, 690, 700)], ..past };
    assert_eq!(drawn(&past, Status::Inactive), [(0, ABSENT), (400, ON), (700, OFF)]);
}

#[test]
fn what_is_gone_is_absent_from_then_on() {
    let past = Past { sightings: vec![seen(Seen::Gone, 390, 400)], ..spans(&[(0, 1_000)]) };
    assert_eq!(drawn(&past, Status::Active), [(0, UNKNOWN), (400, ABSENT)], "how it was before isn't told");
    let deleted = change(ChangeKind::Delete, Fate::Done, 400, (Some(Status::Active), None));
    let past = Past { changes: vec![deleted], ..spans(&[(0, 1_000)]) };
    assert_eq!(drawn(&past, Status::Active), [(0, ON), (400, ABSENT)]);
}

#[test]
fn other_webhooks_leave_no_trace() {
    let other = Sighting { webhook: WebhookId::new("b"), ..seen(Seen::Deactivated, 190, 200) };
    let past = Past { sightings: vec![other], ..spans(&[(0, 1_000)]) };
    let strip = strip(&past, &hook(Status::Active), at(0), at(1_000));
    assert_eq!((strip.parts.len(), strip.marks.len()), (1, 0));
}

#[test]
fn marks_tell_in_order_what_happened_and_when() {
    let first = Sighting { after: None, ..seen(Seen::Url, 0, 10) };
    let refused = change(ChangeKind::Edit, Fate::Refused, 300, (Some(Status::Active), Some(Status::Active)));
    let sent = change(ChangeKind::Delete, Fate::Sent, 101, (Some(Status::Active), None));
    let sightings = vec![first, seen(Seen::Name, 190, 200), seen(Seen::Name, 1_990, 2_000)];
    let past = Past { sightings, changes: vec![sent, refused], spans: Vec::new() };
    let marks = strip(&past, &hook(Status::Active), at(0), at(1_000)).marks;
    let expected = [
        Mark { at: MarkTime::Exact(at(10)), what: MarkWhat::Seen(Seen::Url), id: None },
        Mark {
            at: MarkTime::Exact(at(100)),
            what: MarkWhat::Change(ChangeKind::Delete, Fate::Sent),
            id: Some(ChangeId(101)),
        },
        Mark { at: MarkTime::Between(at(190), at(200)), what: MarkWhat::Seen(Seen::Name), id: None },
        Mark {
            at: MarkTime::Exact(at(300)),
            what: MarkWhat::Change(ChangeKind::Edit, Fate::Refused),
            id: Some(ChangeId(300)),
        },
    ];
    assert_eq!(marks, expected);
}

fn any_status() -> impl Strategy<Value = Status> {
    any::<bool>().prop_map(Status::of)
}

fn any_sighting() -> impl Strategy<Value = Sighting> {
    let what =
        prop_oneof![Just(Seen::Deactivated), Just(Seen::Reenabled), Just(Seen::New), Just(Seen::Gone), Just(Seen::Url)];
    (what, -50..250_i64, 0..150_i64).prop_map(|(what, after, long)| seen(what, after, after + long))
}

fn any_change() -> impl Strategy<Value = ChangeRecord> {
    let kind = proptest::sample::select(ChangeKind::ALL.to_vec());
    let fate = proptest::sample::select(vec![Fate::Done, Fate::Refused, Fate::Sent, Fate::FoundDone]);
    let status = || proptest::option::of(any_status());
    (kind, fate, -50..300_i64, (status(), status()))
        .prop_map(|(kind, fate, minute, statuses)| change(kind, fate, minute, statuses))
}

fn any_past() -> impl Strategy<Value = Past> {
    let edges = proptest::collection::btree_set(-60..320_i64, 0..9);
    let sightings = proptest::collection::vec(any_sighting(), 0..6);
    let changes = proptest::collection::vec(any_change(), 0..6);
    (edges, sightings, changes).prop_map(|(edges, mut sightings, changes)| {
        let edges: Vec<i64> = edges.into_iter().collect();
        let pairs: Vec<(i64, i64)> = edges.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
        sightings.sort_by_key(|seen| seen.until);
        Past { sightings, changes, ..spans(&pairs) }
    })
}

proptest! {
    #[test]
    fn the_parts_cover_the_time_without_gap_or_repetition(past in any_past(), status in any_status(), from in 0..200_i64, long in 1..100_i64) {
        let (from, to) = (at(from), at(from + long));
        let strip = strip(&past, &hook(status), from, to);
        let parts = &strip.parts;
        prop_assert_eq!(parts.first().map(|part| part.from), Some(from));
        prop_assert_eq!(parts.last().map(|part| part.to), Some(to));
        prop_assert!(parts.iter().all(|part| part.from < part.to));
        for pair in parts.windows(2) {
            prop_assert!(pair[0].to == pair[1].from && pair[0].state != pair[1].state);
        }
        for part in parts.iter().filter(|part| part.state != PartState::Unknown) {
            let middle = part.from + part.to.duration_since(part.from) / 2;
            prop_assert!(past.spans.iter().any(|span| span.from <= middle && middle <= span.to));
        }
        prop_assert!(strip.marks.windows(2).all(|pair| pair[0].at.latest() <= pair[1].at.latest()));
        prop_assert!(strip.marks.iter().all(|mark| from <= mark.at.latest() && mark.at.latest() <= to));
    }

    #[test]
    fn no_time_has_no_parts(past in any_past(), from in 0..200_i64, back in 0..50_i64) {
        prop_assert_eq!(strip(&past, &hook(Status::Active), at(from), at(from - back)).parts, vec![]);
    }
}
