//! A keyring in memory: for tests, and for those who keep a key for this session only.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use zeroize::Zeroizing;

use super::{Backend, VaultError};
use crate::domain::ProfileId;

#[derive(Default)]
pub(super) struct Memory {
    entries: Mutex<BTreeMap<ProfileId, Zeroizing<String>>>,
}

impl Memory {
    fn entries(&self) -> MutexGuard<'_, BTreeMap<ProfileId, Zeroizing<String>>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Backend for Memory {
    fn may_wait(&self) -> bool {
        false
    }

    fn read(&self, id: &ProfileId) -> Result<Option<Zeroizing<String>>, VaultError> {
        Ok(self.entries().get(id).cloned())
    }

    fn write(&self, id: &ProfileId, text: &str) -> Result<(), VaultError> {
        self.entries().insert(id.clone(), Zeroizing::new(text.to_owned()));
        Ok(())
    }

    fn remove(&self, id: &ProfileId) -> Result<(), VaultError> {
        self.entries().remove(id);
        Ok(())
    }
}
