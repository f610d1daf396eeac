//! The vault: reads, saves and removes credentials off the window's thread, one question to the system at a time.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use super::entry;
use super::keyring::SystemKeyring;
use crate::domain::{Credential, ProfileId};

/// Where entries are. Every call may block for minutes while the system asks for a password.
pub trait Backend: Send + Sync {
    /// `None`: never saved, or removed.
    fn read(&self, user: &str) -> Result<Option<Zeroizing<String>>, BackendError>;
    fn write(&self, user: &str, text: &str) -> Result<(), BackendError>;
    /// No entry is no error.
    fn remove(&self, user: &str) -> Result<(), BackendError>;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackendError {
    NoService,
    Locked,
    Unreadable,
    TooLong,
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VaultError {
    /// No keyring on this machine, or none that answers.
    NoService,
    /// Locked, and the prompt was dismissed or has no screen.
    Locked,
    /// Given up after the time limit.
    Silent,
    /// An earlier call still waits in the system: no second one was started.
    Busy,
    /// An entry that isn't ours, or damaged.
    Unreadable,
    TooLong,
    Other,
}

impl From<BackendError> for VaultError {
    fn from(error: BackendError) -> Self {
        match error {
            BackendError::NoService => Self::NoService,
            BackendError::Locked => Self::Locked,
            BackendError::Unreadable => Self::Unreadable,
            BackendError::TooLong => Self::TooLong,
            BackendError::Other => Self::Other,
        }
    }
}

/// How long the system may take: it may be asking for a password.
const LIMIT: Duration = Duration::from_mins(1);

#[derive(Clone)]
pub struct Vault {
    backend: Arc<dyn Backend>,
    /// One place: taken by a call until the system has answered it, also when nobody waits for it any more.
    place: Arc<Semaphore>,
    limit: Duration,
}

impl Vault {
    pub fn system() -> Self {
        Self::with_backend(Arc::new(SystemKeyring::default()))
    }

    /// Until the app ends: for this session only, and for tests.
    pub fn memory() -> Self {
        Self::with_backend(Arc::new(Memory::default()))
    }

    pub fn with_backend(backend: Arc<dyn Backend>) -> Self {
        Self { backend, place: Arc::new(Semaphore::new(1)), limit: LIMIT }
    }

    #[must_use]
    pub fn with_limit(self, limit: Duration) -> Self {
        Self { limit, ..self }
    }

    pub async fn read(&self, id: &ProfileId) -> Result<Option<Credential>, VaultError> {
        let user = id.as_str().to_owned();
        match self.ask(move |backend| backend.read(&user)).await? {
            Some(text) => entry::read(&text).map(Some).ok_or(VaultError::Unreadable),
            None => Ok(None),
        }
    }

    /// A save that was given up may still be carried out when the system answers at last: the entry then stands under
    /// an id that no profile has, or is overwritten by the next save of the same profile.
    pub async fn save(&self, id: &ProfileId, credential: &Credential) -> Result<(), VaultError> {
        let text = entry::write(credential).ok_or(VaultError::TooLong)?;
        let user = id.as_str().to_owned();
        self.ask(move |backend| backend.write(&user, &text)).await
    }

    /// No entry is no error.
    pub async fn remove(&self, id: &ProfileId) -> Result<(), VaultError> {
        let user = id.as_str().to_owned();
        self.ask(move |backend| backend.remove(&user)).await
    }

    async fn ask<T: Send + 'static>(
        &self,
        call: impl FnOnce(&dyn Backend) -> Result<T, BackendError> + Send + 'static,
    ) -> Result<T, VaultError> {
        let Ok(place) = Arc::clone(&self.place).try_acquire_owned() else {
            return Err(VaultError::Busy);
        };
        let backend = Arc::clone(&self.backend);
        let task = tokio::task::spawn_blocking(move || {
            let answer = call(backend.as_ref());
            drop(place);
            answer
        });
        match tokio::time::timeout(self.limit, task).await {
            Ok(Ok(answer)) => answer.map_err(VaultError::from),
            Ok(Err(_crashed)) => Err(VaultError::Other),
            Err(_elapsed) => Err(VaultError::Silent),
        }
    }
}

#[derive(Default)]
struct Memory(Mutex<BTreeMap<String, Zeroizing<String>>>);

impl Memory {
    fn entries(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Zeroizing<String>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Backend for Memory {
    fn read(&self, user: &str) -> Result<Option<Zeroizing<String>>, BackendError> {
        Ok(self.entries().get(user).cloned())
    }

    fn write(&self, user: &str, text: &str) -> Result<(), BackendError> {
        self.entries().insert(user.to_owned(), Zeroizing::new(text.to_owned()));
        Ok(())
    }

    fn remove(&self, user: &str) -> Result<(), BackendError> {
        self.entries().remove(user);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Secret;

    fn credential() -> Credential {
        Credential::Basic { api_id: "id".into(), api_token: Secret::new("token") }
    }

    #[tokio::test]
    async fn a_credential_is_kept_read_and_removed() {
        let (vault, id) = (Vault::memory(), ProfileId::new("p1"));
        assert_eq!(vault.read(&id).await, Ok(None));
        vault.save(&id, &credential()).await.unwrap();
        assert_eq!(vault.read(&id).await, Ok(Some(credential())));
        vault.remove(&id).await.unwrap();
        vault.remove(&id).await.unwrap();
        assert_eq!(vault.read(&id).await, Ok(None));
    }

    /// Answers a read when it is told to.
    struct Slow(Mutex<std::sync::mpsc::Receiver<()>>);

    impl Backend for Slow {
        fn read(&self, _user: &str) -> Result<Option<Zeroizing<String>>, BackendError> {
            self.0.lock().unwrap().recv().unwrap();
            Err(BackendError::Locked)
        }
        fn write(&self, _user: &str, _text: &str) -> Result<(), BackendError> {
            Err(BackendError::NoService)
        }
        fn remove(&self, _user: &str) -> Result<(), BackendError> {
            Ok(())
        }
    }

    #[tokio::test]
    async fn a_keyring_that_does_not_answer_is_asked_once_and_given_up_in_time() {
        let (answer, waits) = std::sync::mpsc::channel();
        let vault = Vault::with_backend(Arc::new(Slow(Mutex::new(waits)))).with_limit(Duration::from_millis(30));
        let id = ProfileId::new("p1");
        assert_eq!(vault.read(&id).await, Err(VaultError::Silent));
        assert_eq!(vault.save(&id, &credential()).await, Err(VaultError::Busy), "no second prompt");
        answer.send(()).unwrap();
        // The place is free once the system has answered.
        let place = vault.place.acquire().await.unwrap();
        drop(place);
        assert_eq!(vault.save(&id, &credential()).await, Err(VaultError::NoService));
    }
}
