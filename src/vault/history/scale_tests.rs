//! Five years of daily use: how large the file is, and how soon it is read.

use std::time::{Duration, Instant};

use super::*;
use crate::domain::{ChangeKind, EventSet, Origin, Seen, Status, catalogue};

const DAYS: i64 = 5 * 365;
const DAY: i64 = 24 * 60 * 60 * 1_000;
const END: i64 = 1_760_000_000_000;
const WEBHOOKS: usize = 100;
const LARGEST: u64 = 50 * 1_000 * 1_000;
const LONGEST: Duration = Duration::from_millis(50);

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap()
}

/// Drawn by a generator that begins with a fixed seed, so that each run writes the same.
struct Company {
    random: fastrand::Rng,
    sets: Vec<EventSet>,
}

impl Company {
    fn new() -> Self {
        let mut random = fastrand::Rng::with_seed(7);
        let all: Vec<_> = EventSet::all().iter().cloned().collect();
        assert_eq!(all.len(), catalogue::offered().count());
        let mut set = || {
            let length = random.usize(1..=all.len());
            random.choose_multiple(all.iter(), length).into_iter().cloned().collect()
        };
        let sets = (0..150).map(|_| set()).collect();
        Self { random, sets }
    }

    fn state(&mut self, number: usize) -> Kept {
        Kept {
            name: Some(format!("Orders to the warehouse, site {number}")),
            url: format!("https://hooks-{number}.customer.example/aircall/incoming/v2?token=•••&site=•••"),
            url_is_whole: false,
            events: self.random.choice(&self.sets).unwrap().clone(),
            status: Status::of(self.random.bool()),
        }
    }

    fn id(number: usize) -> WebhookId {
        WebhookId::new(format!("5f3c9d1e-77aa-4c61-9a0b-{number:012}"))
    }

    fn change(&mut self) -> Planned {
        let number = self.random.usize(0..WEBHOOKS);
        Planned {
            webhook: Some(Self::id(number)),
            label: format!("Orders to the warehouse, site {number}"),
            kind: self.random.choice(ChangeKind::ALL).unwrap(),
            origin: self.random.choice([Origin::Window, Origin::Undo, Origin::Watch, Origin::Terminal]).unwrap(),
            undoes: None,
            before: Some(self.state(number)),
            after: Some(self.state(number)),
        }
    }

    fn sighting(&mut self, until: i64) -> Sighting {
        let number = self.random.usize(0..WEBHOOKS);
        let events = Seen::Events {
            added: self.random.choice(&self.sets).unwrap().clone(),
            removed: self.random.choice(&self.sets).unwrap().clone(),
        };
        Sighting {
            webhook: Self::id(number),
            label: format!("Orders to the warehouse, site {number}"),
            what: self.random.choice([Seen::Deactivated, Seen::Reenabled, Seen::Url, events]).unwrap(),
            after: Some(at(until - 7_200_000)),
            until: at(until),
        }
    }
}

/// What a day leaves, through the same functions that the history itself uses.
fn write_day(connection: &Connection, profile: i64, company: &mut Company, begin: i64) -> rusqlite::Result<()> {
    for look in 0..12 {
        looks::extend_spans(connection, profile, begin + look * DAY / 12, END)?;
    }
    let batch: Vec<Planned> = (0..20).map(|_| company.change()).collect();
    let (batch, _) = changes::plan(connection, profile, "a-run-that-ended", at(begin), &batch)?;
    let finish = "update change set fate = 2, finished = at + 900, said = 'That took two tries' where batch = ?1";
    connection.execute(finish, [batch.0])?;
    for number in 0..10 {
        looks::insert_sighting(connection, profile, &company.sighting(begin + number * DAY / 12))?;
    }
    Ok(())
}

/// The shortest of five: a busy machine makes single ones long.
fn shortest(mut work: impl FnMut()) -> Duration {
    let mut once = || {
        let begin = Instant::now();
        work();
        begin.elapsed()
    };
    (0..5).map(|_| once()).min().unwrap()
}

#[test]
fn five_years_stay_small_and_are_read_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("history.sqlite");
    let mut company = Company::new();
    let history = History::open(&file).unwrap().history;
    let five_years = |connection: &Connection| {
        let profile = number(connection, "p")?;
        (0..DAYS).try_for_each(|day| write_day(connection, profile, &mut company, END - (DAYS - day) * DAY))
    };
    history.write(five_years).unwrap();
    history.plan("p", at(END), &[company.change()]).unwrap();
    drop(history);

    let bytes: u64 =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum();
    assert!(bytes < LARGEST, "{bytes} bytes");
    assert!(shortest(|| drop(History::open(&file).unwrap())) < LONGEST);
    let history = History::open(&file).unwrap().history; // another run: the change that was planned is left over
    assert!(shortest(|| assert_eq!(history.unfinished("p").unwrap().len(), 1)) < LONGEST);
    assert!(shortest(|| assert_eq!(history.records("p", 200, None).unwrap().len(), 200)) < LONGEST);
    let month = || assert_eq!(history.past("p", at(END - 30 * DAY)).unwrap().changes.len(), 601);
    let time = shortest(month);
    assert!(time < LONGEST, "{time:?}");
    assert!(shortest(|| drop(history.watch_memory("p", at(END - DAY)).unwrap())) < LONGEST);
}
