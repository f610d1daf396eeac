//! The vault: one credential for each profile, asked for without ever holding up who asks.
//!
//! A keyring call blocks, for minutes where the system shows a prompt and nobody answers it. So each runs on one of
//! tokio's blocking threads, is given up after a limit, and holds the vault's only slot until the system has answered.
//! Others wait for the slot as long as somebody waits for the call that holds it. Once that one is given up, a prompt may
//! stand open that nobody needs: who comes then is told at once, and a second click starts no second prompt.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot, watch};
use zeroize::Zeroizing;

use super::entry;
use super::memory::Memory;
use super::system::SystemKeyring;
use crate::domain::{Credential, ProfileId};

/// How long a call waits for the system: long enough to type a password into a prompt.
const LIMIT: Duration = Duration::from_mins(1);

/// Why the vault could not do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VaultError {
    /// No keyring service on this machine, or it doesn't run.
    NoService,
    /// Locked, and the prompt was dismissed or could not be shown.
    Locked,
    /// The system didn't answer within 60 seconds: given up.
    Silent,
    /// An earlier call that was given up still waits in the system. No second one was started.
    Busy,
    /// There is an entry, and this app didn't write it; or there are several.
    Unreadable,
    /// More than Windows could store.
    TooLong,
    /// Anything else.
    Other,
}

/// Where the entries' texts lie. Its methods may block for as long as they like.
pub trait Backend: Send + Sync {
    /// `None`: there is no entry.
    fn read(&self, id: &ProfileId) -> Result<Option<Zeroizing<String>>, VaultError>;
    /// Makes the entry or replaces its text.
    fn write(&self, id: &ProfileId, text: &str) -> Result<(), VaultError>;
    /// No entry is no error.
    fn remove(&self, id: &ProfileId) -> Result<(), VaultError>;
    /// Whether a call may block. One that can't is made on the spot, and never meets [`VaultError::Busy`].
    fn may_wait(&self) -> bool {
        true
    }
}

/// Keeps credentials. Clones are the same vault.
///
/// Its methods must be called on a tokio runtime that has its timer enabled.
///
/// # Giving up
///
/// A caller that stops waiting (60 seconds are over, or its future is dropped) doesn't stop the system: the call goes on,
/// keeps the slot, and frees it when the system answers. What becomes of the answer:
///
/// * a read: it is wiped and dropped;
/// * a remove: the entry is gone, as was asked;
/// * a save: the entry is there although the caller heard [`VaultError::Silent`] or nothing. It isn't taken back, since
///   it may have replaced an older credential. [`Vault::take_late_saves`] names its profile, a later [`Vault::read`] finds
///   it, [`Vault::save`] replaces it, [`Vault::remove`] deletes it. Whoever drops a profile after such a save must remove
///   the entry.
///
/// # Ending the program
///
/// Dropping a tokio runtime waits for its blocking threads, and so for a keyring that never answers. End it with
/// `Runtime::shutdown_background` or `shutdown_timeout`. A save that still waits then may or may not come through.
#[derive(Clone)]
pub struct Vault {
    inner: Arc<Inner>,
}

struct Inner {
    backend: Arc<dyn Backend>,
    slot: Slot,
    limit: Duration,
    late: LateSaves,
}

impl Vault {
    /// The system's keyring. Nothing is asked of it yet.
    pub fn system() -> Self {
        Self::with_backend(Arc::new(SystemKeyring::default()))
    }

    /// In memory, wiped when the last clone goes.
    pub fn memory() -> Self {
        Self::with_backend(Arc::new(Memory::default()))
    }

    pub fn with_backend(backend: Arc<dyn Backend>) -> Self {
        Self::with_limit(backend, LIMIT)
    }

    /// A vault that gives up after another time than 60 seconds.
    pub fn with_limit(backend: Arc<dyn Backend>, limit: Duration) -> Self {
        Self { inner: Arc::new(Inner { backend, slot: Slot::default(), limit, late: LateSaves::default() }) }
    }

    /// The system's keyring, given up after another time than 60 seconds.
    pub fn system_with_limit(limit: Duration) -> Self {
        Self::with_limit(Arc::new(SystemKeyring::default()), limit)
    }

    /// The profile's credential; `None` where there is no entry.
    pub async fn read(&self, id: &ProfileId) -> Result<Option<Credential>, VaultError> {
        let asked = id.clone();
        let text = self.call(None, move |backend| backend.read(&asked)).await?;
        text.map(|text| entry::read(&text)).transpose()
    }

    /// Makes the profile's entry, or replaces it. See [`Vault`] on what a save that was given up leaves.
    pub async fn save(&self, id: &ProfileId, credential: &Credential) -> Result<(), VaultError> {
        let text = entry::write(credential)?;
        let asked = id.clone();
        let answer = self.call(Some(id), move |backend| backend.write(&asked, &text)).await;
        self.settled(id, answer)
    }

    /// Deletes the profile's entry. No entry is no error.
    pub async fn remove(&self, id: &ProfileId) -> Result<(), VaultError> {
        let asked = id.clone();
        let answer = self.call(None, move |backend| backend.remove(&asked)).await;
        self.settled(id, answer)
    }

    /// The profiles whose save came through after its caller had given up, each named once.
    ///
    /// One that was saved or removed since then isn't named.
    pub fn take_late_saves(&self) -> Vec<ProfileId> {
        std::mem::take(&mut *self.inner.late.list())
    }

    /// Forgets a late save of the profile, now that its entry is what the caller asked for.
    fn settled(&self, id: &ProfileId, answer: Result<(), VaultError>) -> Result<(), VaultError> {
        if answer.is_ok() {
            self.inner.late.list().retain(|late| late != id);
        }
        answer
    }

    /// Makes one call on a blocking thread. `saves`: the profile whose entry it writes.
    async fn call<T: Send + 'static>(
        &self,
        saves: Option<&ProfileId>,
        work: impl FnOnce(&dyn Backend) -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, VaultError> {
        let backend = Arc::clone(&self.inner.backend);
        if !backend.may_wait() {
            return work(&*backend);
        }
        let held = tokio::time::timeout(self.inner.limit, self.inner.slot.take());
        let held = held.await.unwrap_or(Err(VaultError::Busy))?;
        let note = LateNote { late: self.inner.late.clone(), saves: saves.cloned() };
        let (sender, receiver) = oneshot::channel();
        let mut waiting = Waiting { receiver, note: note.clone(), slot: self.inner.slot.clone(), call: held.call };
        drop(tokio::task::spawn_blocking(move || {
            // Also after a panic the slot is free before the caller hears of it: what is declared last goes first.
            let sender = sender;
            let held = held;
            let answer = work(&*backend);
            drop(held);
            if let Err(unheard) = sender.send(answer) {
                note.unheard(&unheard);
            }
        }));
        match tokio::time::timeout(self.inner.limit, &mut waiting.receiver).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_crashed)) => Err(VaultError::Other),
            Err(_elapsed) => waiting.last_look().unwrap_or(Err(VaultError::Silent)),
        }
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Vault(…)")
    }
}

/// Room for one call, and whether anybody waits for the one that is in it.
#[derive(Clone)]
struct Slot {
    room: Arc<Semaphore>,
    state: watch::Sender<Holder>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Holder {
    /// The number of the call that was let in last.
    call: u64,
    is_running: bool,
    is_given_up: bool,
}

impl Default for Slot {
    fn default() -> Self {
        Self { room: Arc::new(Semaphore::new(1)), state: watch::Sender::new(Holder::default()) }
    }
}

impl Slot {
    /// Waits for the room; refused where the call that has it was given up, or is while this one waits.
    async fn take(&self) -> Result<Held, VaultError> {
        let mut state = self.state.subscribe();
        let permit = tokio::select! {
            biased;
            _ = state.wait_for(|holder| holder.is_given_up) => return Err(VaultError::Busy),
            permit = Arc::clone(&self.room).acquire_owned() => permit.map_err(|_closed| VaultError::Other)?,
        };
        let mut call = 0;
        self.state.send_modify(|holder| {
            call = holder.call + 1;
            *holder = Holder { call, is_running: true, is_given_up: false };
        });
        Ok(Held { slot: self.clone(), call, _permit: permit })
    }

    /// Nobody waits for that call any more. Of one that has been answered, nobody need know.
    fn give_up(&self, call: u64) {
        self.state.send_if_modified(|holder| {
            let is_left = holder.call == call && holder.is_running;
            holder.is_given_up |= is_left;
            is_left
        });
    }
}

/// The room of one call, free again when this is dropped.
struct Held {
    slot: Slot,
    call: u64,
    _permit: OwnedSemaphorePermit,
}

impl Drop for Held {
    /// Before the room itself is free.
    fn drop(&mut self) {
        self.slot
            .state
            .send_modify(|holder| *holder = Holder { call: self.call, is_running: false, is_given_up: false });
    }
}

#[derive(Clone, Default)]
struct LateSaves(Arc<Mutex<Vec<ProfileId>>>);

impl LateSaves {
    fn list(&self) -> MutexGuard<'_, Vec<ProfileId>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Notes a save whose answer nobody heard.
#[derive(Clone)]
struct LateNote {
    late: LateSaves,
    saves: Option<ProfileId>,
}

impl LateNote {
    fn unheard<T>(&self, answer: &Result<T, VaultError>) {
        let (Some(id), Ok(_)) = (&self.saves, answer) else {
            return;
        };
        let mut list = self.late.list();
        if !list.contains(id) {
            list.push(id.clone());
        }
    }
}

/// The caller's end of a call. Dropped early (given up, cancelled), it makes sure that the answer isn't lost between.
struct Waiting<T> {
    receiver: oneshot::Receiver<Result<T, VaultError>>,
    note: LateNote,
    slot: Slot,
    call: u64,
}

impl<T> Waiting<T> {
    /// The answer, if it came in the moment of giving up. None comes after this.
    fn last_look(&mut self) -> Option<Result<T, VaultError>> {
        self.receiver.close();
        self.receiver.try_recv().ok()
    }
}

impl<T> Drop for Waiting<T> {
    fn drop(&mut self) {
        self.slot.give_up(self.call);
        if let Some(unheard) = self.last_look() {
            self.note.unheard(&unheard);
        }
    }
}

#[cfg(test)]
mod tests;
