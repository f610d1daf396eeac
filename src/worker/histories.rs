//! Where the history is kept: in the platform's data folder, or in memory for the demo company and for keys that are
//! kept for this session only.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OnceCell;

use super::journal::{Journal, history_problem};
use crate::app::{Problem, Target};
use crate::domain::Origin;
use crate::vault::History;

pub struct Histories {
    file: Option<PathBuf>,
    origin: Origin,
    kept: OnceCell<Arc<History>>,
    fleeting: OnceCell<Arc<History>>,
    trouble: Mutex<Option<Problem>>,
}

impl Default for Histories {
    fn default() -> Self {
        Self::at(None)
    }
}

impl Histories {
    pub fn at(file: Option<PathBuf>) -> Self {
        Self {
            file,
            origin: Origin::Window,
            kept: OnceCell::new(),
            fleeting: OnceCell::new(),
            trouble: Mutex::default(),
        }
    }

    pub fn asked_by(self, origin: Origin) -> Self {
        Self { origin, ..self }
    }

    /// The history of one company. Opened when it is first needed, off the runtime's own threads.
    pub async fn journal(&self, target: &Target, fleeting: bool) -> Result<Journal, Problem> {
        let profile = match target {
            Target::Demo => "demo",
            Target::Profile(id) => id.as_str(),
        };
        let history = match &self.file {
            Some(file) if !fleeting => self.kept.get_or_try_init(|| self.open(file.clone())).await?,
            Some(_) | None => self.fleeting.get_or_try_init(in_memory).await?,
        };
        Ok(Journal::new(Arc::clone(history), profile, self.origin))
    }

    /// A file that can't be used costs its history, not the work: it is told, and this run's is kept in memory.
    async fn open(&self, file: PathBuf) -> Result<Arc<History>, Problem> {
        let opened = tokio::task::spawn_blocking(move || History::open(&file)).await;
        match opened.map_err(|_crashed| Problem::Internal)? {
            Ok(opened) => {
                self.note(opened.set_aside.map(|file| Problem::HistorySetAside { file }));
                Ok(Arc::new(opened.history))
            }
            Err(error) => {
                self.note(Some(history_problem(error)));
                in_memory().await
            }
        }
    }

    fn note(&self, trouble: Option<Problem>) {
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = trouble;
    }

    /// What was wrong with the file, told once.
    pub fn take_trouble(&self) -> Option<Problem> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

async fn in_memory() -> Result<Arc<History>, Problem> {
    let made = tokio::task::spawn_blocking(History::in_memory).await.map_err(|_crashed| Problem::Internal)?;
    made.map(Arc::new).map_err(history_problem)
}
