//! Where the history is kept: in the platform's data folder, or in memory for the demo company and for keys that are
//! kept for this session only.
//!
//! A file that can't be opened is tried again each time that something is to be read or written there. Until it opens,
//! nothing is: what can't be written down isn't sent.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use super::journal::{Journal, history_problem};
use crate::app::{Problem, Target};
use crate::domain::{Origin, ProfileId};
use crate::vault::{History, HistoryError};

/// Whose the history of the tour's demo company is: no profile's.
const TOUR: &str = "demo-tour";

pub struct Histories {
    origin: Origin,
    kept: Arc<Store>,
    fleeting: Arc<Store>,
    /// The demo company's is that of the tour.
    touring: AtomicBool,
}

impl Default for Histories {
    /// In memory, as a choice.
    fn default() -> Self {
        Self::of(Store::default())
    }
}

impl Histories {
    /// `None`: there is no folder for it, so it is kept in memory, which is told.
    pub fn at(file: Option<PathBuf>) -> Self {
        let trouble = file.is_none().then_some(Problem::HistoryNowhere);
        Self::of(Store { file, trouble: Mutex::new(Trouble { untold: trouble, last: None }), ..Store::default() })
    }

    fn of(kept: Store) -> Self {
        Self { origin: Origin::Window, kept: Arc::new(kept), fleeting: Arc::default(), touring: AtomicBool::new(false) }
    }

    pub fn asked_by(self, origin: Origin) -> Self {
        Self { origin, ..self }
    }

    /// The history of one company. Opened off the runtime's own threads; where that fails now, it is tried again when it
    /// is needed.
    pub async fn journal(&self, target: &Target, fleeting: bool) -> Result<Journal, Problem> {
        let profile = match target {
            Target::Demo if self.touring.load(Ordering::Acquire) => TOUR,
            Target::Demo => "demo",
            Target::Profile(id) => id.as_str(),
        };
        let store = if fleeting { &self.fleeting } else { &self.kept };
        let opened = Arc::clone(store);
        let opened = tokio::task::spawn_blocking(move || opened.history().map(drop)).await;
        if let Err(problem) = opened.map_err(|_crashed| Problem::Internal)? {
            tracing::debug!(target: "hookswitch", ?problem, "the history isn't open");
        }
        Ok(Journal::new(Arc::clone(store), profile, self.origin))
    }

    /// While a tour is on, the demo company's history is another one, that begins empty.
    pub fn set_touring(&self, touring: bool) {
        if touring {
            self.remember(&ProfileId::new(TOUR));
        }
        self.touring.store(touring, Ordering::Release);
    }

    /// A company that was forgotten is there again.
    pub fn remember(&self, id: &ProfileId) {
        for store in [&self.kept, &self.fleeting] {
            store.forgotten.write().unwrap_or_else(PoisonError::into_inner).remove(id.as_str());
        }
    }

    /// What was wrong with the file, told once.
    pub fn take_trouble(&self) -> Option<Problem> {
        lock(&self.kept.trouble).untold.take()
    }
}

/// One history, open or to be opened.
#[derive(Default)]
pub struct Store {
    /// `None`: in memory.
    file: Option<PathBuf>,
    history: Mutex<Option<Arc<History>>>,
    trouble: Mutex<Trouble>,
    /// Companies that were removed: whoever still works for one has nothing to write any more.
    forgotten: RwLock<BTreeSet<String>>,
}

/// What is wrong with a file.
#[derive(Default)]
struct Trouble {
    untold: Option<Problem>,
    /// Why it couldn't be opened the last time, which isn't told each time.
    last: Option<Problem>,
}

impl Store {
    /// Works on the history of a profile. It waits for the disk.
    pub fn work<T>(
        &self,
        profile: &str,
        work: impl FnOnce(&History, &str) -> Result<T, HistoryError>,
    ) -> Result<T, Problem> {
        // Held until the work is done, so that nothing is written after the profile was forgotten.
        let forgotten = self.forgotten.read().unwrap_or_else(PoisonError::into_inner);
        if forgotten.contains(profile) {
            return Err(Problem::Cancelled);
        }
        work(&*self.history()?, profile).map_err(history_problem)
    }

    /// Deletes everything of a profile; nothing more is written about it.
    pub fn forget(&self, profile: &str) -> Result<(), Problem> {
        let mut forgotten = self.forgotten.write().unwrap_or_else(PoisonError::into_inner);
        self.history()?.forget(profile).map_err(history_problem)?;
        forgotten.insert(profile.to_owned());
        Ok(())
    }

    pub fn is_open(&self) -> bool {
        lock(&self.history).is_some()
    }

    fn history(&self) -> Result<Arc<History>, Problem> {
        let mut history = lock(&self.history);
        if let Some(history) = &*history {
            return Ok(Arc::clone(history));
        }
        let opened = self.open()?;
        *history = Some(Arc::clone(&opened));
        Ok(opened)
    }

    fn open(&self) -> Result<Arc<History>, Problem> {
        let Some(file) = &self.file else {
            return History::in_memory().map(Arc::new).map_err(history_problem);
        };
        let opened = History::open(file).map_err(history_problem);
        let mut trouble = lock(&self.trouble);
        match opened {
            Ok(opened) => {
                trouble.untold = opened.set_aside.map(|file| Problem::HistorySetAside { file });
                Ok(Arc::new(opened.history))
            }
            Err(problem) => {
                if trouble.last.as_ref() != Some(&problem) {
                    (trouble.last, trouble.untold) = (Some(problem.clone()), Some(problem.clone()));
                }
                Err(problem)
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
