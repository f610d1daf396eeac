//! Event lists and states of webhooks: each distinct one is stored once, and named by number from then on.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _, Statement, params};

use super::codes::{Coded as _, names_of, names_text};
use crate::domain::{EventSet, Kept, Status};

pub fn events_number(connection: &Connection, events: &EventSet) -> rusqlite::Result<i64> {
    let names = names_text(events);
    let found =
        connection.query_row("select id from events where names = ?1", [&names], |row| row.get(0)).optional()?;
    if let Some(number) = found {
        return Ok(number);
    }
    connection.execute("insert into events (names) values (?1)", [&names])?;
    Ok(connection.last_insert_rowid())
}

pub fn number(connection: &Connection, kept: &Kept) -> rusqlite::Result<i64> {
    let events = events_number(connection, &kept.events)?;
    let values = params![kept.name, kept.url, kept.url_is_whole, events, kept.status.code()];
    let same = "select id from state where url = ?2 and events = ?4 and status = ?5 and whole = ?3 and name is ?1";
    if let Some(number) = connection.query_row(same, values, |row| row.get(0)).optional()? {
        return Ok(number);
    }
    let new = "insert into state (name, url, whole, events, status) values (?1, ?2, ?3, ?4, ?5)";
    connection.execute(new, values)?;
    Ok(connection.last_insert_rowid())
}

pub fn number_of(connection: &Connection, kept: Option<&Kept>) -> rusqlite::Result<Option<i64>> {
    kept.map(|kept| number(connection, kept)).transpose()
}

/// Lets go of what nothing names any more.
pub fn sweep(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "delete from state where id not in (
             select state from known
             union select before_state from change where before_state is not null
             union select after_state from change where after_state is not null);
         delete from events where id not in (
             select events from state
             union select added from sighting where added is not null
             union select removed from sighting where removed is not null);",
    )
}

/// Reads states and event lists, each of them once: a long list of changes names the same ones again and again.
pub struct Reader<'c> {
    states: BTreeMap<i64, Kept>,
    events: BTreeMap<i64, EventSet>,
    find_state: Statement<'c>,
    find_events: Statement<'c>,
}

impl<'c> Reader<'c> {
    pub fn new(connection: &'c Connection) -> rusqlite::Result<Self> {
        Ok(Self {
            states: BTreeMap::new(),
            events: BTreeMap::new(),
            find_state: connection.prepare("select name, url, whole, status, events from state where id = ?1")?,
            find_events: connection.prepare("select names from events where id = ?1")?,
        })
    }

    pub fn state_of(&mut self, number: Option<i64>) -> rusqlite::Result<Option<Kept>> {
        number.map(|number| self.state(number)).transpose()
    }

    pub fn state(&mut self, number: i64) -> rusqlite::Result<Kept> {
        if let Some(kept) = self.states.get(&number) {
            return Ok(kept.clone());
        }
        let (kept, events) = self.find_state.query_row([number], |row| {
            let kept = Kept {
                name: row.get(0)?,
                url: row.get(1)?,
                url_is_whole: row.get(2)?,
                events: EventSet::default(),
                status: Status::decoded(row.get(3)?)?,
            };
            Ok((kept, row.get(4)?))
        })?;
        let kept = Kept { events: self.events(events)?, ..kept };
        self.states.insert(number, kept.clone());
        Ok(kept)
    }

    pub fn events(&mut self, number: i64) -> rusqlite::Result<EventSet> {
        if let Some(events) = self.events.get(&number) {
            return Ok(events.clone());
        }
        let events = self.find_events.query_row([number], |row| Ok(names_of(row.get_ref(0)?.as_str()?)))?;
        self.events.insert(number, events.clone());
        Ok(events)
    }
}
