//! What a watch remembers: since when it runs, and which webhooks it leaves alone.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::codes::{Coded as _, millis, time};
use crate::domain::{ChangeKind, Fate, LeftAlone, Origin, WatchMemory, WebhookId};

/// Whether this is the first time.
pub fn begins(connection: &Connection, profile: i64, at: Timestamp) -> rusqlite::Result<bool> {
    let update = "update profile set watch_start = ?2 where id = ?1 and watch_start is null";
    Ok(connection.execute(update, [profile, millis(at)])? > 0)
}

pub fn start(connection: &Connection, profile: i64) -> rusqlite::Result<Option<Timestamp>> {
    let query = "select watch_start from profile where id = ?1";
    let start: Option<i64> = connection.query_row(query, [profile], |row| row.get(0))?;
    start.map(time).transpose()
}

pub fn ends(connection: &Connection, profile: i64) -> rusqlite::Result<()> {
    connection.execute("update profile set watch_start = null where id = ?1", [profile])?;
    let marks = "delete from left_alone where profile = ?1 and why = ?2";
    connection.execute(marks, [profile, LeftAlone::BeforeWatch.code()])?;
    Ok(())
}

pub fn leave_alone(
    connection: &Connection,
    profile: i64,
    webhook: &WebhookId,
    why: LeftAlone,
    at: Timestamp,
) -> rusqlite::Result<()> {
    connection.execute(
        "insert or replace into left_alone (profile, webhook, why, at) values (?1, ?2, ?3, ?4)",
        params![profile, webhook.as_str(), why.code(), millis(at)],
    )?;
    Ok(())
}

pub fn care_again(connection: &Connection, profile: i64, webhook: &WebhookId) -> rusqlite::Result<()> {
    let mark = "delete from left_alone where profile = ?1 and webhook = ?2";
    connection.execute(mark, params![profile, webhook.as_str()])?;
    Ok(())
}

/// A list read at that time showed the webhook active. A mark that was set since then stays.
pub fn seen_active(
    connection: &Connection,
    profile: i64,
    webhook: &WebhookId,
    read: i64,
    now: i64,
) -> rusqlite::Result<()> {
    let mark = "delete from left_alone where profile = ?1 and webhook = ?2 and not (at > ?3 and at <= ?4)";
    connection.execute(mark, params![profile, webhook.as_str(), read, now])?;
    Ok(())
}

pub fn memory(
    connection: &Connection,
    profile: i64,
    since: Timestamp,
) -> rusqlite::Result<BTreeMap<WebhookId, WatchMemory>> {
    let mut memory: BTreeMap<WebhookId, WatchMemory> = BTreeMap::new();
    let mut marks = connection.prepare("select webhook, why from left_alone where profile = ?1")?;
    let mut rows = marks.query([profile])?;
    while let Some(row) = rows.next()? {
        let webhook = WebhookId::new(row.get::<_, String>(0)?);
        memory.entry(webhook).or_default().left_alone = Some(LeftAlone::decoded(row.get(1)?)?);
    }
    let mut tries = connection.prepare(
        "select webhook, finished from change indexed by change_finished
         where profile = ?1 and finished >= ?2 and kind = ?3 and origin = ?4 and fate in (?5, ?6)
             and webhook is not null
         order by finished, id",
    )?;
    let kind = ChangeKind::Reenable.code();
    let (done, found_done) = (Fate::Done.code(), Fate::FoundDone.code());
    let mut rows = tries.query([profile, millis(since), kind, Origin::Watch.code(), done, found_done])?;
    while let Some(row) = rows.next()? {
        let webhook = WebhookId::new(row.get::<_, String>(0)?);
        memory.entry(webhook).or_default().tries.push(time(row.get(1)?)?);
    }
    Ok(memory)
}
