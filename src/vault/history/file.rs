//! The history's file: opened, brought to this version, or set aside where it is damaged.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::schema::{self, Made};
use super::{HistoryError, is_damage};
use crate::vault::settings::{make_folder, now};

/// What SQLite puts at the start of every file.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// Where the header holds `user_version`.
const VERSION_AT: usize = 60;
/// How long one program waits while another writes.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often the switch to the write-ahead log is tried.
const SWITCHES_TRIED: u32 = 100;
/// How many names are tried when setting a file aside.
const NAMES_TRIED: u32 = 1_000;

/// The connection, and the name under which a damaged file lies now.
pub fn open(file: &Path) -> Result<(Connection, Option<String>), HistoryError> {
    if let Some(folder) = file.parent() {
        make_folder(folder).map_err(|_not_made| HistoryError::CouldNotOpen)?;
    }
    match open_there(file) {
        Err(HistoryError::Damaged) => {
            // Another program may find the damage at the same time, and what it makes must not be set aside as well.
            let _alone = lock_beside(file).map_err(|_in_the_way| HistoryError::Damaged)?;
            match open_there(file) {
                Err(HistoryError::Damaged) => {}
                opened => return Ok((opened?, None)),
            }
            let aside = set_aside(file, &now()).map_err(|_in_the_way| HistoryError::Damaged)?;
            Ok((open_there(file)?, Some(aside)))
        }
        opened => Ok((opened?, None)),
    }
}

pub fn in_memory() -> Result<Connection, HistoryError> {
    let opened = Connection::open_in_memory().and_then(|mut connection| {
        set_up(&connection)?;
        schema::bring_up(&mut connection)?;
        Ok(connection)
    });
    opened.map_err(|error| opening(&error))
}

fn open_there(file: &Path) -> Result<Connection, HistoryError> {
    look_at_header(file)?;
    make_private(file).map_err(|_not_made| HistoryError::CouldNotOpen)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(file, flags).map_err(|error| opening(&error))?;
    connection.busy_timeout(PATIENCE).map_err(|error| opening(&error))?;
    match schema::made(&mut connection).map_err(|error| opening(&error))? {
        Made::Empty | Made::Here(_) => {}
        Made::ByNewer => return Err(HistoryError::Newer),
        Made::Elsewhere => return Err(HistoryError::Damaged),
    }
    set_up(&connection).and_then(|()| schema::bring_up(&mut connection)).map_err(|error| opening(&error))?;
    Ok(connection)
}

/// Refuses what a newer version made, before anything else touches it, and what is no database.
fn look_at_header(file: &Path) -> Result<(), HistoryError> {
    let mut header = Vec::new();
    match fs::File::open(file) {
        Ok(opened) => opened.take(100).read_to_end(&mut header).map_err(|_unread| HistoryError::CouldNotOpen)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(_closed) => return Err(HistoryError::CouldNotOpen),
    };
    if header.is_empty() {
        return Ok(());
    }
    let Some(version) = header.get(VERSION_AT..).and_then(|rest| rest.first_chunk::<4>()) else {
        return Err(HistoryError::Damaged);
    };
    match (header.starts_with(MAGIC), i32::from_be_bytes(*version) > schema::version()) {
        (false, _) => Err(HistoryError::Damaged),
        (true, true) => Err(HistoryError::Newer),
        (true, false) => Ok(()),
    }
}

/// `synchronous = full`: what is written down before a request leaves is there after a power cut, too.
fn set_up(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    write_ahead(connection)?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update_and_check(None, "secure_delete", true, |_on| Ok(()))?; // forgotten is overwritten
    connection.pragma_update_and_check(None, "journal_size_limit", 4 * 1024 * 1024, |_limit| Ok(()))
}

/// Switches to the write-ahead log. SQLite refuses that at once while another program does the same, without waiting.
fn write_ahead(connection: &Connection) -> rusqlite::Result<()> {
    let switch = || connection.pragma_update_and_check(None, "journal_mode", "wal", |_mode| Ok(()));
    for _ in 0..SWITCHES_TRIED {
        match switch() {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                connection.execute_batch("begin immediate; commit")?; // this waits
            }
            done => return done,
        }
    }
    switch()
}

fn opening(error: &rusqlite::Error) -> HistoryError {
    if is_damage(error) { HistoryError::Damaged } else { HistoryError::CouldNotOpen }
}

/// Gives the file a name that is still free, and returns that. Its log goes with it.
fn set_aside(file: &Path, stamp: &str) -> io::Result<String> {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let kind = file.extension().map(|kind| format!(".{}", kind.to_string_lossy())).unwrap_or_default();
    for number in 1..=NAMES_TRIED {
        let count = if number == 1 { String::new() } else { format!("-{number}") };
        let file_name = format!("{stem}-unreadable-{stamp}{count}{kind}");
        let aside = file.with_file_name(&file_name);
        // Only an empty file of our own is renamed over: a plain rename would replace one that is already there.
        match fs::OpenOptions::new().write(true).create_new(true).open(&aside) {
            Ok(placeholder) => drop(placeholder),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
            Err(error) => return Err(error),
        }
        if let Err(error) = fs::rename(file, &aside) {
            fs::remove_file(&aside)?;
            return Err(error);
        }
        // A log that stayed would be taken for the new file's.
        rename_if_there(&beside(file, "-wal"), &beside(&aside, "-wal"))?;
        rename_if_there(&beside(file, "-shm"), &beside(&aside, "-shm"))?;
        return Ok(file_name);
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Waits until no other program holds this lock. It ends with the file that is returned.
fn lock_beside(file: &Path) -> io::Result<fs::File> {
    let lock = fs::OpenOptions::new().write(true).create(true).truncate(false).open(beside(file, "-lock"))?;
    lock.lock()?;
    Ok(lock)
}

fn rename_if_there(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Makes the file, for its owner only. SQLite gives the files beside it the same rights.
#[cfg(unix)]
fn make_private(file: &Path) -> io::Result<()> {
    use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
    let opened = fs::OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(file)?;
    if opened.metadata()?.permissions().mode() & 0o077 != 0 {
        opened.set_permissions(fs::Permissions::from_mode(0o600))?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn make_private(file: &Path) -> io::Result<()> {
    fs::OpenOptions::new().read(true).write(true).create(true).truncate(false).open(file).map(drop)
}
