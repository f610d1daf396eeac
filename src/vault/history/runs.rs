//! Which runs of the program still go on. Each history that is open on a file holds the lock of a small file of its
//! own beside it; the system lets go of that lock when the program ends, however it ends.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::HistoryError;
use crate::vault::settings::make_folder;

/// How long the name of a run is.
const NAME_LENGTH: usize = 16;
/// How many names are tried. One is taken only where another program cleaned up at that very moment.
const NAMES_TRIED: u32 = 100;

/// This run: an open history.
#[derive(Debug)]
pub struct Run {
    pub name: String,
    /// `None`: in memory, where nobody else is.
    place: Option<Place>,
}

#[derive(Debug)]
struct Place {
    folder: PathBuf,
    /// Locked as long as it is open.
    lock: File,
}

impl Run {
    pub fn in_memory() -> Self {
        Self { name: new_name(), place: None }
    }

    /// Begins a run on this history file, and removes what ended ones left.
    pub fn begin(file: &Path) -> Result<Self, HistoryError> {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let folder = file.with_file_name(format!("{stem}-runs"));
        make_folder(&folder).map_err(|_not_made| HistoryError::CouldNotOpen)?;
        for _ in 0..NAMES_TRIED {
            let name = new_name();
            if let Some(lock) = lock(&folder.join(&name)).map_err(|_no_lock| HistoryError::CouldNotOpen)? {
                clean_up(&folder);
                return Ok(Self { name, place: Some(Place { folder, lock }) });
            }
        }
        Err(HistoryError::CouldNotOpen)
    }

    /// Which of these runs have ended. `None` in place of a name: before runs were told apart.
    pub fn ended(&self, names: BTreeSet<Option<String>>) -> BTreeSet<Option<String>> {
        names.into_iter().filter(|name| name.as_ref().is_none_or(|name| self.has_ended(name))).collect()
    }

    fn has_ended(&self, name: &str) -> bool {
        let Some(place) = &self.place else { return false };
        name != self.name && has_ended(&place.folder.join(name), || {})
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        if let Some(place) = &self.place {
            // While it is still locked. What can't be removed now is removed by the next run.
            let _removed = fs::remove_file(place.folder.join(&self.name));
            let _freed = place.lock.unlock();
        }
    }
}

fn new_name() -> String {
    std::iter::repeat_with(|| fastrand::digit(36)).take(NAME_LENGTH).collect()
}

/// Makes the file and locks it. `None`: it was there, or another program took it for one that an ended run left.
fn lock(path: &Path) -> io::Result<Option<File>> {
    let made = match private().create_new(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(None),
        made => made?,
    };
    made.lock()?;
    // Nobody removes it from now on.
    Ok(fs::exists(path).unwrap_or(false).then_some(made))
}

#[cfg(unix)]
fn private() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = OpenOptions::new();
    options.read(true).write(true).mode(0o600);
    options
}

#[cfg(not(unix))]
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    options
}

/// Whether nobody holds the file any more; if so, `then` is done before anybody else can lock it. Where that can't be
/// told, the run counts as one that goes on: its changes are left alone.
fn has_ended(path: &Path, then: impl FnOnce()) -> bool {
    let file = match OpenOptions::new().read(true).write(true).open(path) {
        Ok(file) => file,
        Err(error) => return error.kind() == io::ErrorKind::NotFound,
    };
    match file.try_lock_shared() {
        Ok(()) => {
            then();
            true
        }
        Err(TryLockError::WouldBlock | TryLockError::Error(_)) => false,
    }
}

fn clean_up(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        has_ended(&path, || drop(fs::remove_file(&path)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ended(run: &Run, names: &[&str]) -> Vec<String> {
        let names = names.iter().map(|name| Some((*name).to_owned())).collect();
        run.ended(names).into_iter().flatten().collect()
    }

    fn files(folder: &tempfile::TempDir) -> usize {
        fs::read_dir(folder.path().join("history-runs")).unwrap().count()
    }

    #[test]
    fn a_run_goes_on_until_it_is_dropped_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("history.sqlite");
        let (one, two) = (Run::begin(&file).unwrap(), Run::begin(&file).unwrap());
        let names = [one.name.clone(), two.name.clone()];
        let names = names.each_ref().map(String::as_str);
        assert_eq!((ended(&one, &names), ended(&two, &names)), (Vec::new(), Vec::new()));
        assert_eq!(one.ended([None].into()), [None].into(), "it was written before runs had names");
        drop(two);
        assert_eq!(ended(&one, &names), [names[1]]);
        drop(one);
        assert_eq!(files(&folder), 0);
    }

    #[test]
    fn what_a_killed_run_left_is_removed_by_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("history.sqlite");
        let one = Run::begin(&file).unwrap();
        fs::write(folder.path().join("history-runs/killed"), "").unwrap();
        assert_eq!(ended(&one, &["killed", "removed before"]), ["killed", "removed before"]);
        let two = Run::begin(&file).unwrap();
        assert_eq!((files(&folder), ended(&two, &["killed", &one.name])), (2, vec!["killed".to_owned()]));
    }

    #[test]
    fn many_that_begin_and_end_at_once_never_take_each_other_for_ended() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("history.sqlite");
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..100 {
                        let (one, two) = (Run::begin(&file).unwrap(), Run::begin(&file).unwrap());
                        assert_eq!(ended(&one, &[&two.name]), Vec::<String>::new());
                    }
                });
            }
        });
        assert_eq!(files(&folder), 0);
    }
}
