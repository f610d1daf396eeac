//! The changes that this app sent: written down before they leave, completed by their answer.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use rusqlite::{Connection, Error, OptionalExtension as _, Params, Row, params};

use super::codes::{Coded as _, millis, time};
use super::runs::Run;
use super::{looks, states, watch};
use crate::domain::{
    BatchId, ChangeId, ChangeKind, ChangeRecord, Fate, Kept, LeftAlone, Origin, Planned, Status, Webhook, WebhookId,
};

const COLUMNS: &str = "id, batch, at, webhook, label, kind, origin, undoes, before_state, after_state, url_changed,
    fate, said, finished";

/// An answer, as it completes a change.
pub struct Answer<'a> {
    pub at: Timestamp,
    pub fate: Fate,
    pub said: Option<&'a str>,
    pub webhook: Option<&'a WebhookId>,
    pub after: Option<&'a Webhook>,
}

pub fn plan(
    connection: &Connection,
    profile: i64,
    run: &str,
    at: Timestamp,
    batch: &[Planned],
) -> rusqlite::Result<(BatchId, Vec<ChangeId>)> {
    let mut ids = Vec::with_capacity(batch.len());
    let insert = "insert into change
        (profile, at, webhook, label, kind, origin, undoes, before_state, after_state, fate, run)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    for planned in batch {
        let before = states::number_of(connection, planned.before.as_ref())?;
        let after = states::number_of(connection, planned.after.as_ref())?;
        connection.execute(
            insert,
            params![
                profile,
                millis(at),
                planned.webhook.as_ref().map(WebhookId::as_str),
                planned.label,
                planned.kind.code(),
                planned.origin.code(),
                planned.undoes.map(|id| id.0),
                before,
                after,
                Fate::Planned.code(),
                run,
            ],
        )?;
        ids.push(ChangeId(connection.last_insert_rowid()));
    }
    // A batch is called by its first change.
    let batch = ids.first().map_or(0, |id| id.0);
    for id in &ids {
        connection.execute("update change set batch = ?2 where id = ?1", [id.0, batch])?;
    }
    Ok((BatchId(batch), ids))
}

pub fn sent(
    connection: &Connection,
    id: ChangeId,
    run: &str,
    before: Option<&Kept>,
    after: Option<&Kept>,
    url_changed: bool,
) -> rusqlite::Result<()> {
    let before = states::number_of(connection, before)?;
    let after = states::number_of(connection, after)?;
    let update = "update change set before_state = coalesce(?2, before_state), after_state = coalesce(?3, after_state),
        url_changed = ?4, fate = ?5 where id = ?1 and fate <= 1 and run = ?6";
    match connection.execute(update, params![id.0, before, after, url_changed, Fate::Sent.code(), run])? {
        0 => Err(Error::QueryReturnedNoRows), // given up or taken over meanwhile: it must not be sent
        _ => Ok(()),
    }
}

pub fn finish(connection: &Connection, id: ChangeId, answer: &Answer<'_>) -> rusqlite::Result<()> {
    let Some((profile, record)) = with_profile(connection, id)? else {
        return Err(Error::QueryReturnedNoRows);
    };
    let Some(fate) = next_fate(record.fate, answer.fate) else { return Ok(()) };
    let answer = &Answer { fate, ..*answer };
    let webhook = answer.webhook.or(answer.after.map(|hook| &hook.id)).or(record.webhook.as_ref());
    let shown = answer.after.map(|hook| with_name(Kept::of(hook), record.after.as_ref()));
    let after = if answer.fate.is_done() { shown.as_ref().or(record.after.as_ref()) } else { record.after.as_ref() };
    let number = states::number_of(connection, after)?;
    connection.execute(
        "update change set fate = ?2, said = ?3, finished = ?4, webhook = ?5, after_state = ?6 where id = ?1",
        params![id.0, answer.fate.code(), answer.said, millis(answer.at), webhook.map(WebhookId::as_str), number],
    )?;
    let Some(webhook) = webhook else { return Ok(()) };
    if answer.fate.is_done() && record.kind == ChangeKind::Delete {
        looks::drop_known(connection, profile, webhook)?;
        return watch::care_again(connection, profile, webhook);
    }
    let now = if answer.fate == Fate::Differs { shown.as_ref() } else { after.filter(|_| answer.fate.is_done()) };
    if let Some(after) = now {
        let label = label(after, answer.after, &record);
        let before = record.before.as_ref();
        let is_new = record.kind == ChangeKind::Create;
        let change = looks::OwnChange { at: answer.at, label: &label, is_new, before, after };
        looks::changed_here(connection, profile, webhook, &change)?;
        if is_new {
            looks::forget_new(connection, profile, webhook, record.at)?;
        }
    }
    if now.is_some() && has_other_address(&record) {
        watch::changed(connection, profile, webhook)?;
    }
    note_status(connection, profile, webhook, &record, answer, after)
}

/// What becomes of a change by an answer; `None`: it stays as it is.
fn next_fate(now: Fate, answer: Fate) -> Option<Fate> {
    let found_out = matches!(answer, Fate::Done | Fate::FoundDone | Fate::FoundUndone);
    match (now, answer) {
        (_, Fate::Planned | Fate::Sent) => None,
        // Whatever is sent is written down before.
        (Fate::Planned, Fate::Unknown) => Some(Fate::Dropped),
        // The second: carried out after the look that didn't see it.
        (Fate::Planned | Fate::Sent, _) | (Fate::FoundUndone, Fate::FoundDone) => Some(answer),
        (Fate::Unknown, _) if found_out => Some(answer),
        _ => None,
    }
}

/// Remembers that an admin switched the webhook off, or may have, so that no watch switches it back on; or forgets it
/// again. What may have been is settled by a look that sees it on.
fn note_status(
    connection: &Connection,
    profile: i64,
    webhook: &WebhookId,
    record: &ChangeRecord,
    answer: &Answer<'_>,
    after: Option<&Kept>,
) -> rusqlite::Result<()> {
    let is_on = after.is_some_and(|kept| kept.status.is_active());
    if answer.fate.is_done() && is_on {
        watch::note_on(connection, profile, webhook, millis(answer.at))?;
        return watch::care_again(connection, profile, webhook);
    }
    let may_be_done = matches!(answer.fate, Fate::Unknown | Fate::FoundUndone | Fate::Differs);
    if (answer.fate.is_done() || may_be_done) && switches_off(record, after) {
        watch::leave_alone(connection, profile, webhook, LeftAlone::ByAdmin, answer.at)?;
    }
    Ok(())
}

/// Whether an admin wished it to be off. `after`: as the change left it, or meant to.
pub fn switches_off(record: &ChangeRecord, after: Option<&Kept>) -> bool {
    let status = |kept: Option<&Kept>| kept.map(|kept| kept.status);
    let is_off = match record.kind {
        ChangeKind::Deactivate => status(after) != Some(Status::Active),
        ChangeKind::Edit => {
            (status(record.before.as_ref()), status(after)) == (Some(Status::Active), Some(Status::Inactive))
        }
        ChangeKind::Create | ChangeKind::Reenable | ChangeKind::Delete => false,
    };
    is_off && record.origin != Origin::Watch
}

/// Whether the change meant other events or another URL.
fn has_other_address(record: &ChangeRecord) -> bool {
    let both = record.before.as_ref().zip(record.after.as_ref());
    record.url_changed
        || both.is_some_and(|(before, after)| (&before.url, &before.events) != (&after.url, &after.events))
}

/// What the webhook is called from now on: as [`Webhook::label`] would, but for answers that leave the name out.
fn label(after: &Kept, hook: Option<&Webhook>, record: &ChangeRecord) -> String {
    match (&after.name, hook) {
        (Some(name), _) if !name.trim().is_empty() => name.clone(),
        (_, Some(hook)) => hook.label(),
        (_, None) => record.label.clone(),
    }
}

/// Live answers leave the name out.
fn with_name(shown: Kept, meant: Option<&Kept>) -> Kept {
    let name = shown.name.or_else(|| meant.and_then(|meant| meant.name.clone()));
    Kept { name, ..shown }
}

pub fn drop_planned(connection: &Connection, ids: &[ChangeId], run: &str, at: Timestamp) -> rusqlite::Result<()> {
    let update = "update change set fate = ?2, finished = ?3 where id = ?1 and fate = ?4 and run = ?5";
    for id in ids {
        connection.execute(update, params![id.0, Fate::Dropped.code(), millis(at), Fate::Planned.code(), run])?;
    }
    Ok(())
}

pub fn newest(
    connection: &Connection,
    profile: i64,
    limit: usize,
    before: Option<ChangeId>,
) -> rusqlite::Result<Vec<ChangeRecord>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let before = before.map_or(i64::MAX, |id| id.0);
    let which = "from change indexed by change_profile where profile = ?1 and id < ?2 order by id desc limit ?3";
    list(connection, which, [profile, before, limit])
}

pub fn one(connection: &Connection, id: ChangeId) -> rusqlite::Result<Option<ChangeRecord>> {
    Ok(with_profile(connection, id)?.map(|(_, record)| record))
}

pub fn batch(connection: &Connection, profile: i64, batch: BatchId) -> rusqlite::Result<Vec<ChangeRecord>> {
    list(connection, "from change where batch = ?2 and profile = ?1 order by id", [profile, batch.0])
}

/// The runs that open changes belong to.
pub fn runs(connection: &Connection, profile: i64) -> rusqlite::Result<BTreeSet<Option<String>>> {
    let query = "select distinct run from change indexed by change_open where profile = ?1 and fate <= 1";
    connection.prepare(query)?.query_map([profile], |row| row.get(0))?.collect()
}

/// The open changes of these runs.
pub fn left_over(
    connection: &Connection,
    profile: i64,
    runs: &BTreeSet<Option<String>>,
) -> rusqlite::Result<Vec<ChangeRecord>> {
    let which = "from change indexed by change_open where profile = ?1 and fate <= 1 and run is ?2";
    let mut changes = Vec::new();
    for run in runs {
        changes.extend(list(connection, which, params![profile, run])?);
    }
    changes.sort_by_key(|change| change.id);
    Ok(changes)
}

pub fn take_over(connection: &Connection, ids: &[ChangeId], run: &Run) -> rusqlite::Result<Vec<ChangeId>> {
    let mut find = connection.prepare("select run from change where id = ?1 and fate = ?2")?;
    let (mut ended, mut others) = (BTreeMap::new(), Vec::new());
    for id in ids {
        let found = find.query_row([id.0, Fate::Planned.code()], |row| row.get::<_, Option<String>>(0)).optional()?;
        let Some(whose) = found else {
            others.push(*id);
            continue;
        };
        if whose.as_deref() == Some(&run.name) {
            continue;
        }
        let free = ended.entry(whose).or_insert_with_key(|whose| !run.ended([whose.clone()].into()).is_empty());
        if *free {
            connection.execute("update change set run = ?2 where id = ?1", params![id.0, run.name])?;
        } else {
            others.push(*id);
        }
    }
    Ok(others)
}

fn unfinished(connection: &Connection, profile: i64) -> rusqlite::Result<Vec<ChangeRecord>> {
    list(connection, "from change indexed by change_open where profile = ?1 and fate <= 1 order by id", [profile])
}

pub fn since(connection: &Connection, profile: i64, since: Timestamp) -> rusqlite::Result<Vec<ChangeRecord>> {
    list(connection, "from change where profile = ?1 and at >= ?2 order by at, id", [profile, millis(since)])
}

/// Changes of the profile that were sent and have no answer yet.
pub fn under_way(connection: &Connection, profile: i64) -> rusqlite::Result<Vec<ChangeRecord>> {
    Ok(unfinished(connection, profile)?.into_iter().filter(|change| change.fate == Fate::Sent).collect())
}

fn with_profile(connection: &Connection, id: ChangeId) -> rusqlite::Result<Option<(i64, ChangeRecord)>> {
    let query = format!("select {COLUMNS}, profile from change where id = ?1");
    let found = connection.query_row(&query, [id.0], |row| Ok((row.get(14)?, read(row)?))).optional()?;
    found.map(|(profile, read)| Ok((profile, read.record(&mut states::Reader::new(connection)?)?))).transpose()
}

fn list(connection: &Connection, which: &str, values: impl Params) -> rusqlite::Result<Vec<ChangeRecord>> {
    let mut statement = connection.prepare(&format!("select {COLUMNS} {which}"))?;
    let rows = statement.query_map(values, read)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut reader = states::Reader::new(connection)?;
    rows.into_iter().map(|row| row.record(&mut reader)).collect()
}

/// A row as it was read: its states are still numbers.
struct Read {
    record: ChangeRecord,
    before: Option<i64>,
    after: Option<i64>,
}

impl Read {
    fn record(self, reader: &mut states::Reader<'_>) -> rusqlite::Result<ChangeRecord> {
        let before = reader.state_of(self.before)?;
        let after = reader.state_of(self.after)?;
        Ok(ChangeRecord { before, after, ..self.record })
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Read> {
    Ok(Read {
        before: row.get(8)?,
        after: row.get(9)?,
        record: ChangeRecord {
            id: ChangeId(row.get(0)?),
            batch: row.get::<_, Option<i64>>(1)?.map(BatchId),
            at: time(row.get(2)?)?,
            webhook: row.get::<_, Option<String>>(3)?.map(WebhookId::new),
            label: row.get(4)?,
            kind: ChangeKind::decoded(row.get(5)?)?,
            origin: Origin::decoded(row.get(6)?)?,
            undoes: row.get::<_, Option<i64>>(7)?.map(ChangeId),
            before: None,
            after: None,
            url_changed: row.get(10)?,
            fate: Fate::decoded(row.get(11)?)?,
            said: row.get(12)?,
            finished: row.get::<_, Option<i64>>(13)?.map(time).transpose()?,
        },
    })
}
