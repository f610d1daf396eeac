//! What each look at the list showed: the last known state of every webhook, what changed at Aircall meanwhile, and
//! the spans of time in which somebody looked.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::codes::{Coded as _, SeenKind, millis, time};
use super::{changes, compare, states, watch};
use crate::domain::{
    ChangeKind, ChangeRecord, EventSet, Fate, Kept, Listing, Past, Seen, Sighting, Span, Webhook, WebhookId,
};

/// Two looks that lie no further apart than this belong to one span: an hour.
const SPAN_GAP: i64 = 60 * 60 * 1_000;
/// A last look that lies further ahead than this was made with a wrong clock: five minutes.
const AHEAD: i64 = 5 * 60 * 1_000;

/// When a look took place.
#[derive(Clone, Copy)]
struct Times {
    /// Nothing in the list is older than this.
    read: i64,
    /// When it came in.
    now: i64,
    /// What it counts as in the spans.
    at: i64,
}

impl Times {
    /// Whether what was learned at that time is newer than the list. A time that is still to come was a wrong clock's.
    fn is_late_for(self, learned: i64) -> bool {
        self.read < learned && learned <= self.now
    }
}

/// A change of this app's own, as it alters what is known of the webhook.
pub struct OwnChange<'a> {
    pub at: Timestamp,
    pub label: &'a str,
    /// Whether it made the webhook.
    pub is_new: bool,
    pub before: Option<&'a Kept>,
    pub after: &'a Kept,
}

/// A webhook as it was last known.
pub struct Known {
    pub label: String,
    pub kept: Kept,
    seen_at: i64,
}

/// What a list is compared with.
struct Earlier {
    known: BTreeMap<WebhookId, Known>,
    under_way: Vec<ChangeRecord>,
    /// Changed here after the list was read.
    changed: BTreeSet<WebhookId>,
    /// The last look that showed everything.
    complete_at: Option<i64>,
}

pub fn look(
    connection: &Connection,
    profile: i64,
    listing: &Listing,
    now: Timestamp,
) -> rusqlite::Result<Vec<Sighting>> {
    let (read, now) = (millis(listing.read_at), millis(now));
    let at = extend_spans(connection, profile, read, now)?;
    let times = Times { read, now, at };
    let earlier = earlier(connection, profile, times)?;
    let mut ids: BTreeSet<&WebhookId> = BTreeSet::new();
    let mut sightings = Vec::new();
    for hook in &listing.webhooks {
        if ids.insert(&hook.id) {
            sightings.extend(look_at(connection, profile, hook, &earlier, times)?);
        }
    }
    if listing.is_complete() && ids.len() == listing.webhooks.len() {
        let missing =
            earlier.known.iter().filter(|(id, known)| !ids.contains(id) && !earlier.is_newer(id, known, times));
        for (id, known) in missing {
            drop_known(connection, profile, id)?;
            if !earlier.is_being_deleted(id) {
                sightings.push(sighting(id, &known.label, Seen::Gone, Some(known.seen_at), at)?);
            }
        }
        connection.execute("update profile set complete_at = ?2 where id = ?1", [profile, at])?;
    }
    for sighting in &sightings {
        insert_sighting(connection, profile, sighting)?;
    }
    Ok(sightings)
}

/// Compares one webhook with how it was known, and remembers how it is.
fn look_at(
    connection: &Connection,
    profile: i64,
    hook: &Webhook,
    earlier: &Earlier,
    times: Times,
) -> rusqlite::Result<Vec<Sighting>> {
    let known = earlier.known.get(&hook.id);
    if earlier.changed.contains(&hook.id) || known.is_some_and(|known| times.is_late_for(known.seen_at)) {
        return Ok(Vec::new());
    }
    let now = compare::now(hook, known);
    let label = compare::label(hook, known);
    let (seen, after) = match known {
        Some(known) => (compare::seen(&known.kept, &now, &earlier.own(&hook.id)), Some(known.seen_at)),
        None if earlier.complete_at.is_some() => (vec![Seen::New], earlier.complete_at),
        None => (Vec::new(), None),
    };
    if known.is_some_and(|known| (&known.kept.events, &known.kept.url) != (&now.events, &now.url)) {
        watch::changed(connection, profile, &hook.id)?;
    }
    match known {
        Some(known) if known.kept == now && known.label == label => {
            let update = "update known set seen_at = ?3 where profile = ?1 and webhook = ?2";
            connection.execute(update, params![profile, hook.id.as_str(), times.at])?;
        }
        Some(_) | None => store_known(connection, profile, &hook.id, &label, &now, times.at)?,
    }
    if hook.status.is_active() {
        watch::note_on(connection, profile, &hook.id, times.read)?;
        watch::seen_active(connection, profile, &hook.id, times.read, times.now)?;
    }
    seen.into_iter().map(|what| sighting(&hook.id, &label, what, after, times.at)).collect()
}

impl Earlier {
    /// The changes of this webhook that were sent and have no answer yet: what they meant is nobody else's doing.
    fn own(&self, id: &WebhookId) -> Vec<&ChangeRecord> {
        self.under_way.iter().filter(|change| change.webhook.as_ref() == Some(id)).collect()
    }

    /// Whether something newer than the list is known of it.
    fn is_newer(&self, id: &WebhookId, known: &Known, times: Times) -> bool {
        self.changed.contains(id) || times.is_late_for(known.seen_at)
    }

    fn is_being_deleted(&self, id: &WebhookId) -> bool {
        self.own(id).iter().any(|change| change.kind == ChangeKind::Delete)
    }
}

fn earlier(connection: &Connection, profile: i64, times: Times) -> rusqlite::Result<Earlier> {
    let mut statement = connection.prepare("select webhook, label, state, seen_at from known where profile = ?1")?;
    let mut rows = statement.query([profile])?;
    let (mut known, mut reader) = (BTreeMap::new(), states::Reader::new(connection)?);
    while let Some(row) = rows.next()? {
        let (webhook, entry) = read_known(row, &mut reader)?;
        known.insert(webhook, entry);
    }
    let mut statement = connection.prepare(
        "select webhook from change indexed by change_finished
         where profile = ?1 and finished > ?2 and finished <= ?3 and fate in (?4, ?5, ?6) and webhook is not null",
    )?;
    let fates = [Fate::Done, Fate::FoundDone, Fate::Differs].map(Fate::code);
    let values = [profile, times.read, times.now, fates[0], fates[1], fates[2]];
    let changed = statement.query_map(values, |row| Ok(WebhookId::new(row.get::<_, String>(0)?)))?;
    let complete = "select complete_at from profile where id = ?1";
    Ok(Earlier {
        known,
        under_way: changes::under_way(connection, profile)?,
        changed: changed.collect::<rusqlite::Result<_>>()?,
        complete_at: connection.query_row(complete, [profile], |row| row.get(0))?,
    })
}

fn read_known(row: &Row<'_>, reader: &mut states::Reader<'_>) -> rusqlite::Result<(WebhookId, Known)> {
    let kept = reader.state(row.get(2)?)?;
    Ok((WebhookId::new(row.get::<_, String>(0)?), Known { label: row.get(1)?, kept, seen_at: row.get(3)? }))
}

fn store_known(
    connection: &Connection,
    profile: i64,
    webhook: &WebhookId,
    label: &str,
    kept: &Kept,
    at: i64,
) -> rusqlite::Result<()> {
    let state = states::number(connection, kept)?;
    connection.execute(
        "insert into known (profile, webhook, label, state, seen_at) values (?1, ?2, ?3, ?4, ?5)
         on conflict do update set label = excluded.label, state = excluded.state, seen_at = excluded.seen_at",
        params![profile, webhook.as_str(), label, state, at],
    )?;
    Ok(())
}

pub fn drop_known(connection: &Connection, profile: i64, webhook: &WebhookId) -> rusqlite::Result<()> {
    let row = "delete from known where profile = ?1 and webhook = ?2";
    connection.execute(row, params![profile, webhook.as_str()])?;
    Ok(())
}

/// Takes a change of our own into what is known, and no more than that: what someone else changed since the last look
/// is left for the next look to show.
pub fn changed_here(
    connection: &Connection,
    profile: i64,
    webhook: &WebhookId,
    change: &OwnChange<'_>,
) -> rusqlite::Result<()> {
    let query = "select webhook, label, state, seen_at from known where profile = ?1 and webhook = ?2";
    let (mut statement, mut reader) = (connection.prepare(query)?, states::Reader::new(connection)?);
    let found = statement
        .query_row(params![profile, webhook.as_str()], |row| read_known(row, &mut reader))
        .optional()?
        .map(|(_, known)| known);
    let at = millis(change.at);
    match found {
        Some(known) => {
            let merged = compare::merged(&known.kept, change.before, change.after);
            let label = if merged.name == known.kept.name { known.label.as_str() } else { change.label };
            store_known(connection, profile, webhook, label, &merged, at.max(known.seen_at))
        }
        None if change.is_new => store_known(connection, profile, webhook, change.label, change.after, at),
        None => Ok(()),
    }
}

/// Takes back that a webhook was seen as new: a look was quicker than the answer to the create that made it.
pub fn forget_new(
    connection: &Connection,
    profile: i64,
    webhook: &WebhookId,
    since: Timestamp,
) -> rusqlite::Result<()> {
    let row = "delete from sighting where profile = ?1 and until_look >= ?2 and webhook = ?3 and what = ?4";
    connection.execute(row, params![profile, millis(since), webhook.as_str(), SeenKind::New.code()])?;
    Ok(())
}

/// The webhooks that were known before that moment, as far as they are known still: what was seen as new since then
/// wasn't there. `None`: nobody had looked by then.
pub fn known_before(
    connection: &Connection,
    profile: i64,
    at: Timestamp,
) -> rusqlite::Result<Option<BTreeSet<WebhookId>>> {
    let query = "select min(first_look) from span where profile = ?1";
    let first: Option<i64> = connection.query_row(query, [profile], |row| row.get(0))?;
    if first.is_none_or(|first| first > millis(at)) {
        return Ok(None);
    }
    let query = "select webhook from known where profile = ?1 and webhook not in
        (select webhook from sighting where profile = ?1 and until_look >= ?2 and what = ?3)";
    let mut statement = connection.prepare(query)?;
    let values = [profile, millis(at), SeenKind::New.code()];
    let known = statement.query_map(values, |row| Ok(WebhookId::new(row.get::<_, String>(0)?)))?;
    known.collect::<rusqlite::Result<_>>().map(Some)
}

/// Makes the look part of a span, and tells which time it counts as: never one before the last look, unless that lies
/// well ahead of now. Then the clock was wrong, and a new span begins at the right time.
pub fn extend_spans(connection: &Connection, profile: i64, read: i64, now: i64) -> rusqlite::Result<i64> {
    // By the rows from their end: the index has them by time, and would sort them all.
    let last = "select id, last_look from span not indexed where profile = ?1 order by id desc limit 1";
    let last: Option<(i64, i64)> =
        connection.query_row(last, [profile], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    match last {
        Some((_, end)) if read <= end && end.saturating_sub(now) <= AHEAD => Ok(end),
        Some((span, end)) if (0..=SPAN_GAP).contains(&read.saturating_sub(end)) => {
            connection.execute("update span set last_look = ?2 where id = ?1", [span, read])?;
            Ok(read)
        }
        Some(_) | None => {
            let insert = "insert into span (profile, first_look, last_look) values (?1, ?2, ?2)";
            connection.execute(insert, [profile, read])?;
            Ok(read)
        }
    }
}

pub fn names(connection: &Connection, profile: i64) -> rusqlite::Result<BTreeMap<WebhookId, String>> {
    let query = "select webhook, name from known join state on state.id = known.state
        where profile = ?1 and name is not null";
    let mut statement = connection.prepare(query)?;
    let rows = statement.query_map([profile], |row| Ok((WebhookId::new(row.get::<_, String>(0)?), row.get(1)?)))?;
    rows.collect()
}

pub fn last(connection: &Connection, profile: i64) -> rusqlite::Result<Option<Timestamp>> {
    let query = "select last_look from span not indexed where profile = ?1 order by id desc limit 1";
    let last: Option<i64> = connection.query_row(query, [profile], |row| row.get(0)).optional()?;
    last.map(time).transpose()
}

pub fn past(connection: &Connection, profile: i64, since: Timestamp) -> rusqlite::Result<Past> {
    let query = "select first_look, last_look from span where profile = ?1 and last_look >= ?2 order by id";
    let mut statement = connection.prepare(query)?;
    let spans = statement
        .query_map([profile, millis(since)], |row| Ok(Span { from: time(row.get(0)?)?, to: time(row.get(1)?)? }))?;
    Ok(Past {
        spans: in_order(spans.collect::<rusqlite::Result<_>>()?),
        sightings: self::since(connection, profile, since)?,
        changes: changes::since(connection, profile, since)?,
    })
}

pub fn since(connection: &Connection, profile: i64, since: Timestamp) -> rusqlite::Result<Vec<Sighting>> {
    let which = "where profile = ?1 and until_look >= ?2 order by until_look, id";
    sightings(connection, which, [profile, millis(since)])
}

/// Spans in the order in which they were made, as spans of time. What lies after the newest look was a wrong clock's.
fn in_order(mut spans: Vec<Span>) -> Vec<Span> {
    let Some(last) = spans.last().map(|newest| newest.to) else { return spans };
    spans.retain(|span| span.from <= last);
    spans.sort_by_key(|span| span.from);
    let mut ordered: Vec<Span> = Vec::with_capacity(spans.len());
    for Span { from, to } in spans {
        let to = to.min(last);
        match ordered.last_mut() {
            Some(before) if from <= before.to => before.to = before.to.max(to),
            Some(_) | None => ordered.push(Span { from, to }),
        }
    }
    ordered
}

pub fn newest(connection: &Connection, profile: i64, limit: usize) -> rusqlite::Result<Vec<Sighting>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let which = "where profile = ?1 order by until_look desc, id desc limit ?2";
    sightings(connection, which, [profile, limit])
}

fn sighting(
    webhook: &WebhookId,
    label: &str,
    what: Seen,
    after: Option<i64>,
    until: i64,
) -> rusqlite::Result<Sighting> {
    let after = after.map(|after| time(after.min(until))).transpose()?;
    Ok(Sighting { webhook: webhook.clone(), label: label.to_owned(), what, after, until: time(until)? })
}

pub fn insert_sighting(connection: &Connection, profile: i64, sighting: &Sighting) -> rusqlite::Result<()> {
    let number = |events: &EventSet| states::events_number(connection, events);
    let (kind, added, removed) = match &sighting.what {
        Seen::Deactivated => (SeenKind::Deactivated, None, None),
        Seen::Reenabled => (SeenKind::Reenabled, None, None),
        Seen::Events { added, removed } => (SeenKind::Events, Some(number(added)?), Some(number(removed)?)),
        Seen::Url => (SeenKind::Url, None, None),
        Seen::Name => (SeenKind::Name, None, None),
        Seen::New => (SeenKind::New, None, None),
        Seen::Gone => (SeenKind::Gone, None, None),
    };
    let (after, until) = (sighting.after.map(millis), millis(sighting.until));
    connection.execute(
        "insert into sighting (profile, webhook, label, what, added, removed, after_look, until_look)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![profile, sighting.webhook.as_str(), sighting.label, kind.code(), added, removed, after, until],
    )?;
    Ok(())
}

fn sightings(connection: &Connection, which: &str, values: [i64; 2]) -> rusqlite::Result<Vec<Sighting>> {
    let columns = "webhook, label, what, added, removed, after_look, until_look";
    let mut statement = connection.prepare(&format!("select {columns} from sighting {which}"))?;
    let mut reader = states::Reader::new(connection)?;
    let mut events = |number: Option<i64>| match number {
        Some(number) => reader.events(number),
        None => Ok(EventSet::default()),
    };
    let rows = statement.query_map(values, |row| {
        let what = match SeenKind::decoded(row.get(2)?)? {
            SeenKind::Deactivated => Seen::Deactivated,
            SeenKind::Reenabled => Seen::Reenabled,
            SeenKind::Events => Seen::Events { added: events(row.get(3)?)?, removed: events(row.get(4)?)? },
            SeenKind::Url => Seen::Url,
            SeenKind::Name => Seen::Name,
            SeenKind::New => Seen::New,
            SeenKind::Gone => Seen::Gone,
        };
        Ok(Sighting {
            webhook: WebhookId::new(row.get::<_, String>(0)?),
            label: row.get(1)?,
            what,
            after: row.get::<_, Option<i64>>(5)?.map(time).transpose()?,
            until: time(row.get(6)?)?,
        })
    })?;
    rows.collect()
}
