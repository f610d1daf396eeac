//! The tables of the history, and how a file of an earlier version becomes one of this version.

use rusqlite::{Connection, TransactionBehavior};

/// Tells this app's databases from others.
pub const APPLICATION: i32 = 0x486B_5377;

/// What makes a file of one version into one of the next; the first makes an empty file into one of version 1.
const STEPS: [&str; 4] = [VERSION_1, VERSION_2, VERSION_3, VERSION_4];

/// Times are milliseconds since 1970, kinds and fates the numbers of `codes`.
///
/// Lists of events and states of webhooks repeat all the time, so each is kept once and named by number.
const VERSION_1: &str = "
    create table profile (
        id integer primary key autoincrement,
        name text not null unique,
        complete_at integer,
        watch_start integer
    );
    create table events (
        id integer primary key,
        names text not null unique
    );
    create table state (
        id integer primary key,
        name text,
        url text not null,
        whole integer not null,
        events integer not null references events (id),
        status integer not null
    );
    create index state_content on state (url, events, status);
    create table change (
        id integer primary key autoincrement,
        profile integer not null references profile (id),
        batch integer,
        at integer not null,
        webhook text,
        label text not null,
        kind integer not null,
        origin integer not null,
        undoes integer,
        before_state integer references state (id),
        after_state integer references state (id),
        url_changed integer not null default 0,
        fate integer not null,
        said text,
        finished integer
    );
    create index change_at on change (profile, at);
    create index change_profile on change (profile);
    create index change_finished on change (profile, finished);
    create index change_batch on change (batch);
    create index change_open on change (profile) where fate <= 1;
    create table known (
        profile integer not null references profile (id),
        webhook text not null,
        label text not null,
        state integer not null references state (id),
        seen_at integer not null,
        primary key (profile, webhook)
    ) without rowid;
    create table span (
        id integer primary key,
        profile integer not null references profile (id),
        first_look integer not null,
        last_look integer not null
    );
    create index span_last_look on span (profile, last_look);
    create table sighting (
        id integer primary key,
        profile integer not null references profile (id),
        webhook text not null,
        label text not null,
        what integer not null,
        added integer references events (id),
        removed integer references events (id),
        after_look integer,
        until_look integer not null
    );
    create index sighting_until on sighting (profile, until_look);
    create table left_alone (
        profile integer not null references profile (id),
        webhook text not null,
        why integer not null,
        at integer not null,
        primary key (profile, webhook)
    ) without rowid;
";

/// Each change names the run of the program that asked for it.
const VERSION_2: &str = "alter table change add column run text";

/// Of each webhook: when it was last known to be on, since the watch began. Where one runs, a webhook that it didn't mark
/// as off before counts as seen. The marks are no longer needed.
const VERSION_3: &str = "
    alter table known add column on_at integer;
    update known set on_at = seen_at where
        exists (select 1 from state where state.id = known.state and state.status = 1)
        or exists (select 1 from profile where profile.id = known.profile and watch_start is not null)
            and not exists (select 1 from left_alone as mark
                where mark.profile = known.profile and mark.webhook = known.webhook and mark.why = 1);
    delete from left_alone where why = 1;
";

/// Audits, as the text that whoever keeps one gives, and findings that were accepted: their keys are the audit's own.
const VERSION_4: &str = "
    create table audit (
        id integer primary key autoincrement,
        profile integer not null references profile (id),
        at integer not null,
        content text not null
    );
    create index audit_profile on audit (profile, id);
    create table acceptance (
        profile integer not null references profile (id),
        finding text not null,
        rule text not null,
        severity integer not null,
        title text not null,
        labels text not null,
        reason text not null,
        until text not null,
        at integer not null,
        primary key (profile, finding)
    ) without rowid;
";

/// The tables of the first version, and those that a later one added.
const TABLES: [(&str, i32); 10] = [
    ("profile", 1),
    ("events", 1),
    ("state", 1),
    ("change", 1),
    ("known", 1),
    ("span", 1),
    ("sighting", 1),
    ("left_alone", 1),
    ("audit", 4),
    ("acceptance", 4),
];

/// The version that this app reads and writes.
pub fn version() -> i32 {
    i32::try_from(STEPS.len()).unwrap_or(i32::MAX)
}

/// What the file says of itself, as far as opening it depends on that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// Nothing is in it yet.
    Empty,
    /// By this app, in a version up to this one.
    Here(i32),
    ByNewer,
    /// By another program.
    Elsewhere,
}

/// Who made the file: read in one transaction, since another program may be making it at this moment.
pub fn made(connection: &mut Connection) -> rusqlite::Result<Made> {
    let transaction = connection.transaction()?;
    let made = made_at_once(&transaction)?;
    transaction.finish()?;
    Ok(made)
}

/// It reads something of each table, so that a file cut short shows here.
fn made_at_once(connection: &Connection) -> rusqlite::Result<Made> {
    let number = |pragma: &str| connection.pragma_query_value(None, pragma, |row| row.get::<_, i32>(0));
    let (found, application) = (number("user_version")?, number("application_id")?);
    let tables = connection.query_row("select count(*) from sqlite_schema", [], |row| row.get::<_, i64>(0))?;
    if found == 0 && tables == 0 {
        return Ok(Made::Empty);
    }
    if application != APPLICATION || found < 1 {
        return Ok(Made::Elsewhere);
    }
    if found > version() {
        return Ok(Made::ByNewer);
    }
    for (table, _) in TABLES.iter().filter(|(_, since)| *since <= found) {
        let last = format!("select * from {table} order by 1 desc limit 1");
        let mut statement = connection.prepare(&last)?;
        let mut rows = statement.query([])?;
        while rows.next()?.is_some() {}
    }
    Ok(Made::Here(found))
}

/// Brings the file to this version, in one transaction. Another program may be doing the same: who comes second waits.
pub fn bring_up(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = transaction.pragma_query_value(None, "user_version", |row| row.get::<_, i32>(0))?;
    let done = usize::try_from(found).unwrap_or(STEPS.len());
    for step in STEPS.iter().skip(done) {
        transaction.execute_batch(step)?;
    }
    if done < STEPS.len() {
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.pragma_update(None, "user_version", version())?;
    }
    transaction.commit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_the_first_version_keeps_all_and_what_was_open_in_it_is_left_over() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("history.sqlite");
        let old = Connection::open(&file).unwrap();
        old.execute_batch(VERSION_1).unwrap();
        old.pragma_update(None, "application_id", APPLICATION).unwrap();
        old.pragma_update(None, "user_version", 1).unwrap();
        old.execute_batch(
            "insert into profile (name) values ('p');
             insert into change (profile, at, webhook, label, kind, origin, fate) values (1, 1, 'a', 'A', 4, 0, 2),
                 (1, 1, 'b', 'B', 4, 0, 1), (1, 1, 'c', 'C', 4, 0, 0)",
        )
        .unwrap();
        drop(old);
        for _again in 0..2 {
            let history = crate::vault::History::open(&file).unwrap().history;
            assert_eq!(history.records("p", 9, None).unwrap().len(), 3);
            let labels: Vec<_> = history.unfinished("p").unwrap().into_iter().map(|record| record.label).collect();
            assert_eq!(labels, ["B", "C"]);
        }
        let version = |connection: &Connection| connection.pragma_query_value(None, "user_version", |row| row.get(0));
        assert_eq!(version(&Connection::open(&file).unwrap()), Ok(4));
    }

    #[test]
    fn a_watch_of_an_earlier_version_goes_on_with_what_it_knew() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("history.sqlite");
        let old = Connection::open(&file).unwrap();
        old.execute_batch(VERSION_1).unwrap();
        old.execute_batch(VERSION_2).unwrap();
        old.pragma_update(None, "application_id", APPLICATION).unwrap();
        old.pragma_update(None, "user_version", 2).unwrap();
        old.execute_batch(
            "insert into events (names) values ('call.ended');
             insert into state (url, whole, events, status) values ('https://a.example', 1, 1, 0),
                 ('https://a.example', 1, 1, 1);
             insert into profile (name, watch_start) values ('watched', 5), ('not', null);
             insert into known (profile, webhook, label, state, seen_at) values
                 (1, 'fell', 'A', 1, 7), (1, 'off before', 'B', 1, 7), (2, 'off', 'C', 1, 7), (2, 'on', 'D', 2, 7);
             insert into left_alone (profile, webhook, why, at) values (1, 'off before', 1, 5), (1, 'fell', 2, 5)",
        )
        .unwrap();
        drop(old);
        let history = crate::vault::History::open(&file).unwrap().history;
        let seen = |profile| history.seen_on(profile).unwrap().iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!((seen("watched"), seen("not")), (vec!["fell".to_owned()], vec!["on".to_owned()]));
        let marked = history.watch_memory("watched", jiff::Timestamp::MIN).unwrap();
        assert_eq!(marked.keys().map(ToString::to_string).collect::<Vec<_>>(), ["fell"]);
    }

    #[test]
    fn a_file_of_the_version_before_audits_keeps_all_and_takes_audits() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("history.sqlite");
        let old = Connection::open(&file).unwrap();
        for step in [VERSION_1, VERSION_2, VERSION_3] {
            old.execute_batch(step).unwrap();
        }
        old.pragma_update(None, "application_id", APPLICATION).unwrap();
        old.pragma_update(None, "user_version", 3).unwrap();
        old.execute_batch("insert into profile (name, watch_start) values ('p', 5)").unwrap();
        drop(old);
        let history = crate::vault::History::open(&file).unwrap();
        assert_eq!(history.set_aside, None);
        history.history.keep_audit("p", jiff::Timestamp::UNIX_EPOCH, "an audit").unwrap();
        drop(history);
        let history = crate::vault::History::open(&file).unwrap().history;
        assert_eq!(history.last_audit("p").unwrap().as_deref(), Some("an audit"));
        assert_eq!(history.watch_start("p").unwrap().map(jiff::Timestamp::as_millisecond), Some(5));
    }
}
