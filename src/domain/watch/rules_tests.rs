//! The rules of a watch, one by one, and against a day that goes wrong at random.

use proptest::prelude::*;

use super::*;
use crate::domain::{CallbackUrl, EventSet, Status};

fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(1_760_000_000 + 60 * minute).unwrap()
}

fn hook(id: &str, status: Status) -> Webhook {
    Webhook {
        id: WebhookId::new(id),
        name: None,
        url: CallbackUrl::received("https://a.example/in"),
        status,
        events: EventSet::all(),
        token: None,
        created: None,
    }
}

fn tried(minutes: &[i64]) -> WatchMemory {
    WatchMemory { tries: minutes.iter().copied().map(at).collect(), ..WatchMemory::default() }
}

fn failed(minutes: &[i64]) -> WatchMemory {
    WatchMemory { failed: minutes.iter().copied().map(at).collect(), ..WatchMemory::default() }
}

fn wait(minute: i64) -> Step {
    Step::Wait { until: at(minute) }
}

#[test]
fn only_those_that_are_off_are_decided_about() {
    let hooks = [hook("on", Status::Active), hook("off", Status::Inactive)];
    let decided = decide(&hooks, &BTreeMap::new(), &Reenable::All, at(0));
    assert_eq!(decided, [Decision { id: WebhookId::new("off"), what: Step::Reenable }]);
}

#[test]
fn what_is_not_allowed_or_left_alone_is_not_touched() {
    let chosen = Reenable::Chosen([WebhookId::new("a")].into());
    let hooks = ["a", "b"].map(|id| hook(id, Status::Inactive));
    let steps = |allowed, memory: &BTreeMap<_, _>| {
        decide(&hooks, memory, allowed, at(0)).into_iter().map(|decision| decision.what).collect::<Vec<_>>()
    };
    assert_eq!(steps(&chosen, &BTreeMap::new()), [Step::Reenable, Step::NotAllowed]);
    assert_eq!(steps(&Reenable::None, &BTreeMap::new()), [Step::NotAllowed, Step::NotAllowed]);
    for why in [LeftAlone::ByAdmin, LeftAlone::BeforeWatch, LeftAlone::FellAgain, LeftAlone::Refused] {
        let left = WatchMemory { left_alone: Some(why), ..tried(&[-1, -2, -3]) };
        let memory = [(WebhookId::new("a"), left)].into();
        assert_eq!(steps(&Reenable::All, &memory), [Step::LeaveAlone(why), Step::Reenable]);
    }
}

#[test]
fn the_pauses_grow_and_a_fourth_fall_in_a_day_ends_it() {
    let step = |memory: &WatchMemory, now| step(memory, true, at(now));
    assert_eq!(step(&tried(&[]), 0), Step::Reenable);
    assert_eq!(step(&tried(&[0]), 14), wait(15));
    assert_eq!(step(&tried(&[0]), 15), Step::Reenable);
    assert_eq!(step(&tried(&[0, 15]), 74), wait(75));
    assert_eq!(step(&tried(&[0, 15]), 75), Step::Reenable);
    assert_eq!(step(&tried(&[0, 15, 75]), 76), Step::GiveUp);
    assert_eq!(step(&tried(&[0, 15, 75]), 24 * 60 - 1), Step::GiveUp);
    // The first is a day ago: two are left.
    assert_eq!(step(&tried(&[0, 15, 75]), 24 * 60), Step::Reenable);
}

#[test]
fn a_try_that_lies_ahead_counts_as_one_of_now() {
    let step = |memory: &WatchMemory, now| step(memory, true, at(now));
    assert_eq!(step(&tried(&[600]), 0), wait(15));
    assert_eq!(step(&tried(&[0, 600]), 1), wait(61));
    assert_eq!(step(&tried(&[600, 615, 675]), 0), Step::GiveUp);
    let far = WatchMemory { tries: vec![Timestamp::MAX], ..WatchMemory::default() };
    assert_eq!(super::step(&far, true, at(0)), wait(15));
}

#[test]
fn failures_are_not_repeated_at_every_look() {
    let step = |memory: &WatchMemory, now| step(memory, true, at(now));
    assert_eq!(step(&failed(&[0]), 4), wait(5));
    assert_eq!(step(&failed(&[0]), 5), Step::Reenable);
    assert_eq!(step(&failed(&[0, 5]), 14), wait(15));
    assert_eq!(step(&failed(&[0, 5, 15, 35]), 74), wait(75));
    // Never longer than an hour, and never given up for that alone.
    let many: Vec<i64> = (0..40).map(|hour| hour * 60).collect();
    assert_eq!(step(&failed(&many), 39 * 60 + 59), wait(40 * 60));
    assert_eq!(step(&failed(&many), 40 * 60), Step::Reenable);
    // One that lies ahead would hold it up for as long as the clock was wrong.
    assert_eq!(step(&failed(&[600]), 0), Step::Reenable);
    // What failed before the last try is settled.
    let mixed = WatchMemory { failed: vec![at(0), at(5)], ..tried(&[20]) };
    assert_eq!(step(&mixed, 34), wait(35));
    assert_eq!(step(&mixed, 35), Step::Reenable);
}

/// What happens between two looks.
#[derive(Clone, Debug)]
struct Turn {
    minutes: i64,
    /// How far the clock is set back meanwhile.
    back: i64,
    falls: bool,
    /// Someone switches it on by hand, which ends what it is left alone for.
    by_hand: bool,
    /// The attempt of this turn, if there is one, fails.
    fails: bool,
}

fn turn() -> impl Strategy<Value = Turn> {
    let back = prop_oneof![8 => Just(0), 2 => 1..120_i64, 1 => 120..40_000_i64];
    (1..90_i64, back, prop::bool::weighted(0.9), prop::bool::weighted(0.1), prop::bool::weighted(0.2))
        .prop_map(|(minutes, back, falls, by_hand, fails)| Turn { minutes, back, falls, by_hand, fails })
}

proptest! {
    /// However often it falls, whoever helps and however the clock is set back: three tries in a day of real time.
    #[test]
    fn no_webhook_is_fought_over(turns in prop::collection::vec(turn(), 1..300)) {
        let (mut real, mut clock, mut is_off) = (0, 0, true);
        let mut memory = WatchMemory::default();
        let mut tries: Vec<i64> = Vec::new();
        for turn in turns {
            real += turn.minutes;
            clock += turn.minutes - turn.back;
            is_off |= turn.falls;
            // As the history does before each look.
            memory.tries.iter_mut().for_each(|tried| *tried = at(clock).min(*tried));
            if turn.by_hand {
                memory.left_alone = None;
                is_off = turn.falls;
            }
            let hooks = [hook("w", Status::of(!is_off))];
            let known = [(WebhookId::new("w"), memory.clone())].into();
            match decide(&hooks, &known, &Reenable::All, at(clock)).first().map(|decision| decision.what) {
                Some(Step::Reenable) if turn.fails => memory.failed.push(at(clock)),
                Some(Step::Reenable) => {
                    memory.tries.push(at(clock));
                    tries.push(real);
                    is_off = false;
                }
                Some(Step::GiveUp) => memory.left_alone = Some(LeftAlone::FellAgain),
                Some(Step::Wait { .. } | Step::LeaveAlone(_) | Step::NotAllowed) | None => {}
            }
        }
        for window in tries.windows(4) {
            prop_assert!(window[3] - window[0] >= 24 * 60, "{tries:?}");
        }
    }
}
