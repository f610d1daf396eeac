//! The history: which changes were sent, what each look at a company's webhooks showed, what a watch remembers, the last
//! audits, and which of their findings were accepted.
//!
//! One SQLite file for all profiles. Several programs may have it open at once, each may be killed at any moment, and
//! what a method has returned is on disk by then. No token is written to it and no query value of a URL: it holds
//! [`Kept`] states, which have dots there. Every method waits for the disk, and up to five seconds for another program
//! that is writing, so none belongs on the window's thread. A change belongs to the run of the program that asked for
//! it: while that goes on, no other run takes it for one that was left behind.
//!
//! A webhook's own query values can't be compared, so a URL that changed at Aircall in those only isn't noticed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode, OptionalExtension as _, Transaction, TransactionBehavior};

use crate::domain::{
    BatchId, ChangeId, ChangeRecord, Fate, Kept, LeftAlone, Listing, Past, Planned, Sighting, WatchMemory, Webhook,
    WebhookId,
};

mod audits;
mod changes;
mod codes;
mod compare;
mod file;
mod looks;
mod runs;
mod schema;
mod states;
mod watch;

use runs::Run;

/// The history of every profile.
#[derive(Debug)]
pub struct History {
    connection: Mutex<Connection>,
    run: Run,
}

/// A history to go on with, and what was wrong with the file.
#[derive(Debug)]
pub struct OpenedHistory {
    pub history: History,
    /// The name under which a damaged file lies beside the new one.
    pub set_aside: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistoryError {
    /// The folder or the file can't be made, read or written, or another program kept it busy.
    CouldNotOpen,
    /// A newer version made it. It was left as it is.
    Newer,
    /// It isn't as it was written. The next [`History::open`] sets it aside where that shows at once.
    Damaged,
    /// Nothing of it was written.
    CouldNotWrite,
    CouldNotRead,
}

type Answer<T> = Result<T, HistoryError>;

impl History {
    /// Opens the file, or makes it and its folder. A damaged one is set aside under another name.
    pub fn open(file: &Path) -> Answer<OpenedHistory> {
        let (connection, set_aside) = file::open(file)?;
        let history = Self { connection: Mutex::new(connection), run: Run::begin(file)? };
        Ok(OpenedHistory { history, set_aside })
    }

    /// A history that is gone when it is dropped.
    pub fn in_memory() -> Answer<Self> {
        Ok(Self { connection: Mutex::new(file::in_memory()?), run: Run::in_memory() })
    }

    /// Writes down changes that were asked for together, before any of them is sent: all of them, or none.
    ///
    /// The ids are in the order of the batch.
    pub fn plan(&self, profile: &str, at: Timestamp, batch: &[Planned]) -> Answer<(BatchId, Vec<ChangeId>)> {
        self.write(|connection| changes::plan(connection, number(connection, profile)?, &self.run.name, at, batch))
    }

    /// Writes down, just before its request leaves, how the webhook is now and how it shall be.
    ///
    /// `None` leaves what was planned. It fails for a change that is finished, was given up meanwhile or belongs to
    /// another run: whatever the error, the request must not leave.
    pub fn sent(&self, id: ChangeId, before: Option<&Kept>, after: Option<&Kept>, url_changed: bool) -> Answer<()> {
        self.write(|connection| changes::sent(connection, id, &self.run.name, before, after, url_changed))
    }

    /// Completes a change, and takes it into what is known of the webhook, so that the next look doesn't show it as
    /// something that happened at Aircall.
    ///
    /// A change that is finished already stays as it is, but for one whose fate is unknown and now found out.
    pub fn finish(
        &self,
        id: ChangeId,
        at: Timestamp,
        fate: Fate,
        said: Option<&str>,
        webhook: Option<&WebhookId>,
        after: Option<&Webhook>,
    ) -> Answer<()> {
        let answer = changes::Answer { at, fate, said, webhook, after };
        self.write(|connection| changes::finish(connection, id, &answer))
    }

    /// Gives up those of the changes that weren't sent yet and that no other program goes on with.
    pub fn drop_planned(&self, ids: &[ChangeId], at: Timestamp) -> Answer<()> {
        self.write(|connection| {
            changes::take_over(connection, ids, &self.run)?;
            changes::drop_planned(connection, ids, &self.run.name, at)
        })
    }

    /// The newest changes first; `before`: only those older than this one.
    pub fn records(&self, profile: &str, limit: usize, before: Option<ChangeId>) -> Answer<Vec<ChangeRecord>> {
        self.of(profile, |connection, profile| changes::newest(connection, profile, limit, before))
    }

    pub fn record(&self, id: ChangeId) -> Answer<Option<ChangeRecord>> {
        self.read(|connection| changes::one(connection, id))
    }

    /// The changes of a batch, in the order in which they were asked for.
    pub fn batch(&self, profile: &str, batch: BatchId) -> Answer<Vec<ChangeRecord>> {
        self.of(profile, |connection, profile| changes::batch(connection, profile, batch))
    }

    /// The changes that are planned or sent and have no answer written down, oldest first, as far as no program is at
    /// work on them: neither this one nor another that has the file open.
    pub fn unfinished(&self, profile: &str) -> Answer<Vec<ChangeRecord>> {
        // First which runs have ended: their changes stand still from then on.
        let ended = self.run.ended(self.of(profile, changes::runs)?);
        self.of(profile, |connection, profile| changes::left_over(connection, profile, &ended))
    }

    /// Makes planned changes of runs that have ended into changes of this one, so that no other program goes on with
    /// them as well. The rest stays whose it is, and is
    /// returned.
    pub fn take_over(&self, ids: &[ChangeId]) -> Answer<Vec<ChangeId>> {
        self.write(|connection| changes::take_over(connection, ids, &self.run))
    }

    /// Remembers what the list shows, and returns what is otherwise than at the look before and not by a change of
    /// this app.
    ///
    /// What came to be known of a webhook after the list was read, by a change or by another look, is kept as it is.
    pub fn look(&self, profile: &str, listing: &Listing) -> Answer<Vec<Sighting>> {
        self.look_at(profile, listing, Timestamp::now())
    }

    fn look_at(&self, profile: &str, listing: &Listing, now: Timestamp) -> Answer<Vec<Sighting>> {
        self.write(|connection| looks::look(connection, number(connection, profile)?, listing, now))
    }

    /// The webhooks that were known before that moment. `None`: nobody had looked by then, so it can't be told.
    pub fn known_before(&self, profile: &str, at: Timestamp) -> Answer<Option<BTreeSet<WebhookId>>> {
        self.of(profile, |connection, profile| looks::known_before(connection, profile, at))
    }

    /// What each webhook is called, as far as an answer or a change of this app ever told.
    pub fn names(&self, profile: &str) -> Answer<BTreeMap<WebhookId, String>> {
        self.of(profile, looks::names)
    }

    pub fn last_look(&self, profile: &str) -> Answer<Option<Timestamp>> {
        self.of(profile, looks::last)
    }

    /// What is known of the time since then. Spans and sightings that began earlier and reach into it are whole.
    pub fn past(&self, profile: &str, since: Timestamp) -> Answer<Past> {
        self.of(profile, |connection, profile| looks::past(connection, profile, since))
    }

    /// What looks showed from then on, in order, whoever looked.
    pub fn news_since(&self, profile: &str, since: Timestamp) -> Answer<Vec<Sighting>> {
        self.of(profile, |connection, profile| looks::since(connection, profile, since))
    }

    /// The newest first.
    pub fn sightings(&self, profile: &str, limit: usize) -> Answer<Vec<Sighting>> {
        self.of(profile, |connection, profile| looks::newest(connection, profile, limit))
    }

    /// Whether the watch begins only now; if so, this is its start: what no look since then saw on counts as never seen on.
    pub fn watch_begins(&self, profile: &str, at: Timestamp) -> Answer<bool> {
        self.write(|connection| watch::begins(connection, number(connection, profile)?, at))
    }

    /// Since when the company is watched.
    pub fn watch_start(&self, profile: &str) -> Answer<Option<Timestamp>> {
        self.of(profile, watch::start)
    }

    /// The webhooks that were seen on, or switched on here, since the watch began.
    pub fn seen_on(&self, profile: &str) -> Answer<BTreeSet<WebhookId>> {
        self.of(profile, watch::seen_on)
    }

    /// Forgets since when the company is watched.
    pub fn watch_ends(&self, profile: &str) -> Answer<()> {
        self.write(|connection| watch::ends(connection, number(connection, profile)?))
    }

    /// A watch leaves the webhook alone from now on, until a look sees it active.
    pub fn leave_alone(&self, profile: &str, webhook: &WebhookId, why: LeftAlone, at: Timestamp) -> Answer<()> {
        self.write(|connection| watch::leave_alone(connection, number(connection, profile)?, webhook, why, at))
    }

    pub fn care_again(&self, profile: &str, webhook: &WebhookId) -> Answer<()> {
        self.write(|connection| watch::care_again(connection, number(connection, profile)?, webhook))
    }

    /// What a watch knows of each webhook of which it knows something: why it leaves it alone, and the tries since then.
    ///
    /// Webhooks that an admin switched off here, or may have, are among them.
    pub fn watch_memory(&self, profile: &str, since: Timestamp) -> Answer<BTreeMap<WebhookId, WatchMemory>> {
        let ended = self.run.ended(self.of(profile, changes::runs)?);
        self.of(profile, |connection, profile| watch::memory(connection, profile, since, &ended))
    }

    /// Makes what is written down as done after this time into what was done at it: the clock was wrong then, and a time
    /// that is still to come would hold a watch up until the clock has passed it.
    pub fn is_now(&self, profile: &str, now: Timestamp) -> Answer<()> {
        self.write(|connection| watch::is_now(connection, number(connection, profile)?, now))
    }

    /// Deletes everything of a profile.
    pub fn forget(&self, profile: &str) -> Answer<()> {
        self.write(|connection| forget(connection, profile))?;
        // The log still holds what was deleted until it is written back. Another reader may keep that from happening.
        let truncated = self.connection().execute_batch("pragma wal_checkpoint(truncate)");
        truncated.or(Ok(()))
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner) // a transaction cut short was rolled back
    }

    /// One transaction that takes the right to write at its start, so that it never finds the data changed under it.
    fn write<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Answer<T> {
        let mut connection = self.connection();
        let done = connection.transaction_with_behavior(TransactionBehavior::Immediate).and_then(|transaction| {
            let result = work(&transaction)?;
            transaction.commit()?;
            Ok(result)
        });
        done.map_err(|error| if is_damage(&error) { HistoryError::Damaged } else { HistoryError::CouldNotWrite })
    }

    /// One transaction, so that all of it is of one moment.
    fn read<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Answer<T> {
        let mut connection = self.connection();
        let done = connection.transaction().and_then(|transaction| {
            let result = work(&transaction)?;
            Transaction::finish(transaction)?;
            Ok(result)
        });
        done.map_err(|error| if is_damage(&error) { HistoryError::Damaged } else { HistoryError::CouldNotRead })
    }

    /// Reads something of a profile; of one that was never written about, there is nothing.
    fn of<T: Default>(&self, profile: &str, work: impl FnOnce(&Connection, i64) -> rusqlite::Result<T>) -> Answer<T> {
        self.read(|connection| match find(connection, profile)? {
            Some(profile) => work(connection, profile),
            None => Ok(T::default()),
        })
    }
}

fn find(connection: &Connection, profile: &str) -> rusqlite::Result<Option<i64>> {
    connection.query_row("select id from profile where name = ?1", [profile], |row| row.get(0)).optional()
}

/// The profile's number, new where it has none.
fn number(connection: &Connection, profile: &str) -> rusqlite::Result<i64> {
    if let Some(number) = find(connection, profile)? {
        return Ok(number);
    }
    connection.execute("insert into profile (name) values (?1)", [profile])?;
    Ok(connection.last_insert_rowid())
}

fn forget(connection: &Connection, profile: &str) -> rusqlite::Result<()> {
    let Some(profile) = find(connection, profile)? else { return Ok(()) };
    for table in ["change", "known", "span", "sighting", "left_alone", "audit", "acceptance"] {
        connection.execute(&format!("delete from {table} where profile = ?1"), [profile])?;
    }
    connection.execute("delete from profile where id = ?1", [profile])?;
    states::sweep(connection)
}

/// Whether the error says that the file isn't as it was written.
fn is_damage(error: &rusqlite::Error) -> bool {
    use rusqlite::Error::{FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType};
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
        || matches!(error, IntegralValueOutOfRange(..) | InvalidColumnType(..) | FromSqlConversionFailure(..))
}

#[cfg(test)]
mod run_tests;
#[cfg(test)]
mod scale_tests;
#[cfg(test)]
mod tests;
