//! What a watch remembers: since when it runs, and which webhooks it leaves alone.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::changes;
use super::codes::{Coded as _, millis, time};
use crate::domain::{ChangeKind, Fate, LeftAlone, Origin, Status, WatchMemory, WebhookId};

/// Whether this is the first time.
pub fn begins(connection: &Connection, profile: i64, at: Timestamp) -> rusqlite::Result<bool> {
    let update = "update profile set watch_start = ?2 where id = ?1 and watch_start is null";
    let first = connection.execute(update, [profile, millis(at)])? > 0;
    if first {
        let is_on = "exists (select 1 from state where state.id = known.state and state.status = ?2)";
        let seen =
            format!("update known set on_at = case when seen_at >= ?3 and {is_on} then seen_at end where profile = ?1");
        connection.execute(&seen, [profile, Status::Active.code(), millis(at)])?;
    }
    Ok(first)
}

pub fn seen_on(connection: &Connection, profile: i64) -> rusqlite::Result<BTreeSet<WebhookId>> {
    let mut statement = connection.prepare("select webhook from known where profile = ?1 and on_at is not null")?;
    statement.query_map([profile], |row| Ok(WebhookId::new(row.get::<_, String>(0)?)))?.collect()
}

/// A webhook was on at that time.
pub fn note_on(connection: &Connection, profile: i64, webhook: &WebhookId, at: i64) -> rusqlite::Result<()> {
    let update = "update known set on_at = ?3 where profile = ?1 and webhook = ?2";
    connection.execute(update, params![profile, webhook.as_str(), at])?;
    Ok(())
}

pub fn start(connection: &Connection, profile: i64) -> rusqlite::Result<Option<Timestamp>> {
    let query = "select watch_start from profile where id = ?1";
    let start: Option<i64> = connection.query_row(query, [profile], |row| row.get(0))?;
    start.map(time).transpose()
}

pub fn ends(connection: &Connection, profile: i64) -> rusqlite::Result<()> {
    connection.execute("update profile set watch_start = null where id = ?1", [profile])?;
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

/// It has other events or another URL now: what was refused before may not be any more.
pub fn changed(connection: &Connection, profile: i64, webhook: &WebhookId) -> rusqlite::Result<()> {
    let mark = "delete from left_alone where profile = ?1 and webhook = ?2 and why = ?3";
    connection.execute(mark, params![profile, webhook.as_str(), LeftAlone::Refused.code()])?;
    Ok(())
}

pub fn is_now(connection: &Connection, profile: i64, now: Timestamp) -> rusqlite::Result<()> {
    for (table, column) in [("change", "finished"), ("left_alone", "at")] {
        let update = format!("update {table} set {column} = ?2 where profile = ?1 and {column} > ?2");
        connection.execute(&update, [profile, millis(now)])?;
    }
    Ok(())
}

/// Webhooks that a request under way may switch off for an admin. One that a program left behind counts until the webhook
/// is seen on after it.
fn being_switched_off(
    connection: &Connection,
    profile: i64,
    ended: &BTreeSet<Option<String>>,
) -> rusqlite::Result<Vec<WebhookId>> {
    let left_over: BTreeSet<_> =
        changes::left_over(connection, profile, ended)?.into_iter().map(|change| change.id).collect();
    let mut on_since = connection.prepare("select 1 from known where profile = ?1 and webhook = ?2 and on_at > ?3")?;
    let mut found = Vec::new();
    for change in changes::under_way(connection, profile)? {
        let Some(webhook) = change.webhook.as_ref().filter(|_| changes::switches_off(&change, change.after.as_ref()))
        else {
            continue;
        };
        let is_over =
            left_over.contains(&change.id) && on_since.exists(params![profile, webhook.as_str(), millis(change.at)])?;
        if !is_over {
            found.push(webhook.clone());
        }
    }
    Ok(found)
}

pub fn memory(
    connection: &Connection,
    profile: i64,
    since: Timestamp,
    ended: &BTreeSet<Option<String>>,
) -> rusqlite::Result<BTreeMap<WebhookId, WatchMemory>> {
    let mut memory: BTreeMap<WebhookId, WatchMemory> = BTreeMap::new();
    let mut marks = connection.prepare("select webhook, why from left_alone where profile = ?1")?;
    let mut rows = marks.query([profile])?;
    while let Some(row) = rows.next()? {
        let webhook = WebhookId::new(row.get::<_, String>(0)?);
        memory.entry(webhook).or_default().left_alone = Some(LeftAlone::decoded(row.get(1)?)?);
    }
    for webhook in being_switched_off(connection, profile, ended)? {
        memory.entry(webhook).or_default().left_alone = Some(LeftAlone::ByAdmin);
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
