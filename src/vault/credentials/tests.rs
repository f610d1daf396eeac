//! The vault against keyrings that are told what to do.
#![expect(clippy::disallowed_methods, reason = "tokio::test waits for its own runtime")]

use std::sync::mpsc;

use super::*;
use crate::domain::Secret;

/// Fails as it is told, or panics.
struct Failing(Option<VaultError>);

impl Failing {
    fn answer<T>(&self) -> Result<T, VaultError> {
        Err(self.0.expect("a keyring that crashes"))
    }
}

impl Backend for Failing {
    fn read(&self, _id: &ProfileId) -> Result<Option<Zeroizing<String>>, VaultError> {
        self.answer()
    }
    fn write(&self, _id: &ProfileId, _text: &str) -> Result<(), VaultError> {
        self.answer()
    }
    fn remove(&self, _id: &ProfileId) -> Result<(), VaultError> {
        self.answer()
    }
}

/// Tells when a call has arrived, and holds it until it is let go. Then the answer is that of a keyring in memory.
struct Hanging {
    memory: Memory,
    arrived: mpsc::SyncSender<()>,
    held: Mutex<mpsc::Receiver<()>>,
}

/// The test's end of a hanging keyring.
struct Ends {
    vault: Vault,
    arrived: mpsc::Receiver<()>,
    release: mpsc::Sender<()>,
}

fn hanging(limit: Duration) -> Ends {
    let (arrived, arrivals) = mpsc::sync_channel(8);
    let (release, held) = mpsc::channel();
    let backend = Hanging { memory: Memory::default(), arrived, held: Mutex::new(held) };
    Ends { vault: Vault::with_limit(Arc::new(backend), limit), arrived: arrivals, release }
}

impl Hanging {
    fn hold(&self) {
        self.arrived.send(()).unwrap();
        self.held.lock().unwrap().recv().unwrap();
    }
}

impl Backend for Hanging {
    fn read(&self, id: &ProfileId) -> Result<Option<Zeroizing<String>>, VaultError> {
        self.hold();
        self.memory.read(id)
    }
    fn write(&self, id: &ProfileId, text: &str) -> Result<(), VaultError> {
        self.hold();
        self.memory.write(id, text)
    }
    fn remove(&self, id: &ProfileId) -> Result<(), VaultError> {
        self.hold();
        self.memory.remove(id)
    }
}

impl Ends {
    /// Lets `count` calls go, now or when they arrive.
    fn release(&self, count: usize) {
        for _ in 0..count {
            self.release.send(()).unwrap();
        }
    }

    /// Waits until the call that was given up has been answered, so that the slot is free.
    async fn answered(&self) {
        let _permit = self.vault.inner.slot.room.acquire().await.unwrap();
    }

    /// Waits until the system answered and the late save was noted, which comes right after the slot is free.
    async fn late_save(&self) -> Vec<ProfileId> {
        self.answered().await;
        loop {
            let late = self.vault.take_late_saves();
            if !late.is_empty() {
                return late;
            }
            tokio::task::yield_now().await;
        }
    }
}

const SOON: Duration = Duration::from_millis(1);

fn id() -> ProfileId {
    ProfileId::new("abc123")
}

fn key(token: &str) -> Credential {
    Credential::Basic { api_id: "id".to_owned(), api_token: Secret::new(token) }
}

#[tokio::test]
async fn what_is_saved_is_read_until_it_is_removed() {
    let vault = Vault::memory();
    assert_eq!(vault.read(&id()).await, Ok(None));
    assert_eq!(vault.save(&id(), &key("one")).await, Ok(()));
    assert_eq!(vault.save(&id(), &key("two")).await, Ok(()));
    assert_eq!(vault.clone().read(&id()).await, Ok(Some(key("two"))));
    assert_eq!(vault.read(&ProfileId::new("other")).await, Ok(None));
    assert_eq!(vault.remove(&id()).await, Ok(()));
    assert_eq!(vault.remove(&id()).await, Ok(()), "no entry is no error");
    assert_eq!(vault.read(&id()).await, Ok(None));
}

#[tokio::test]
async fn every_fault_reaches_the_caller_as_itself() {
    for fault in
        [VaultError::NoService, VaultError::Locked, VaultError::Unreadable, VaultError::TooLong, VaultError::Other]
    {
        let vault = Vault::with_backend(Arc::new(Failing(Some(fault))));
        assert_eq!(vault.read(&id()).await, Err(fault));
        assert_eq!(vault.save(&id(), &key("t")).await, Err(fault));
        assert_eq!(vault.remove(&id()).await, Err(fault));
    }
}

#[tokio::test]
async fn a_crash_in_the_keyring_frees_the_slot() {
    let vault = Vault::with_backend(Arc::new(Failing(None)));
    assert_eq!(vault.read(&id()).await, Err(VaultError::Other));
    assert_eq!(vault.remove(&id()).await, Err(VaultError::Other));
}

#[tokio::test]
async fn an_entry_of_another_program_is_unreadable() {
    let memory = Memory::default();
    memory.write(&id(), "hunter2").unwrap();
    let vault = Vault::with_backend(Arc::new(memory));
    assert_eq!(vault.read(&id()).await, Err(VaultError::Unreadable));
}

#[tokio::test]
async fn a_key_that_does_not_fit_never_reaches_the_keyring() {
    let vault = Vault::with_backend(Arc::new(Failing(None)));
    assert_eq!(vault.save(&id(), &key(&"t".repeat(1_300))).await, Err(VaultError::TooLong));
}

#[tokio::test]
async fn a_silent_keyring_is_given_up_and_then_busy_until_it_answers() {
    let ends = hanging(SOON);
    assert_eq!(ends.vault.read(&id()).await, Err(VaultError::Silent));
    assert_eq!(ends.vault.read(&id()).await, Err(VaultError::Busy));
    assert_eq!(ends.vault.save(&id(), &key("t")).await, Err(VaultError::Busy));
    assert_eq!(ends.vault.clone().remove(&id()).await, Err(VaultError::Busy));
    ends.arrived.recv().unwrap();
    assert!(ends.arrived.try_recv().is_err(), "no second call was started");
    ends.release(1);
    ends.answered().await;
    assert_eq!(ends.vault.read(&id()).await, Err(VaultError::Silent), "asked again");
    ends.release(1);
}

#[tokio::test]
async fn who_comes_second_waits_while_the_first_is_waited_for() {
    let ends = hanging(LIMIT);
    let read = |vault: Vault| tokio::spawn(async move { vault.read(&id()).await });
    let calls = [read(ends.vault.clone()), read(ends.vault.clone()), read(ends.vault.clone())];
    ends.release(3);
    for call in calls {
        assert_eq!(call.await.unwrap(), Ok(None));
    }
    assert_eq!(ends.arrived.try_iter().count(), 3);
}

#[tokio::test]
async fn who_waits_is_told_when_the_first_is_given_up() {
    let ends = hanging(LIMIT);
    let read = |vault: Vault| tokio::spawn(async move { vault.read(&id()).await });
    let first = read(ends.vault.clone());
    while ends.arrived.try_recv().is_err() {
        tokio::task::yield_now().await;
    }
    let second = read(ends.vault.clone());
    tokio::task::yield_now().await;
    first.abort();
    assert_eq!(second.await.unwrap(), Err(VaultError::Busy), "a prompt may stand open that nobody needs");
    assert!(ends.arrived.try_recv().is_err(), "no second call was started");
    ends.release(1);
    ends.answered().await;
    ends.release(1);
    assert_eq!(ends.vault.read(&id()).await, Ok(None));
}

#[tokio::test]
async fn who_stops_waiting_for_the_slot_leaves_it_alone() {
    let ends = hanging(LIMIT);
    let read = |vault: Vault| tokio::spawn(async move { vault.read(&id()).await });
    let first = read(ends.vault.clone());
    while ends.arrived.try_recv().is_err() {
        tokio::task::yield_now().await;
    }
    let second = read(ends.vault.clone());
    tokio::task::yield_now().await;
    second.abort();
    assert!(second.await.unwrap_err().is_cancelled());
    let third = read(ends.vault.clone());
    ends.release(2);
    assert_eq!((first.await.unwrap(), third.await.unwrap()), (Ok(None), Ok(None)));
}

#[tokio::test]
async fn a_cancelled_call_keeps_its_slot_until_the_system_answers() {
    let ends = hanging(LIMIT);
    let vault = ends.vault.clone();
    let asked = tokio::spawn(async move { vault.read(&id()).await });
    while ends.arrived.try_recv().is_err() {
        tokio::task::yield_now().await;
    }
    asked.abort();
    assert!(asked.await.unwrap_err().is_cancelled());
    assert_eq!(ends.vault.read(&id()).await, Err(VaultError::Busy));
    ends.release(1);
    ends.answered().await;
    ends.release(1);
    assert_eq!(ends.vault.read(&id()).await, Ok(None));
    assert_eq!(ends.vault.take_late_saves(), [], "a read leaves nothing behind");
}

#[tokio::test]
async fn a_save_that_comes_through_after_all_is_named_once() {
    let ends = hanging(SOON);
    assert_eq!(ends.vault.save(&id(), &key("t")).await, Err(VaultError::Silent));
    assert_eq!(ends.vault.take_late_saves(), [], "not answered yet");
    ends.release(1);
    assert_eq!(ends.late_save().await, [id()]);
    assert_eq!(ends.vault.take_late_saves(), []);
}

#[tokio::test]
async fn a_cancelled_save_that_comes_through_is_named_as_well() {
    let ends = hanging(LIMIT);
    let vault = ends.vault.clone();
    let saving = tokio::spawn(async move { vault.save(&id(), &key("t")).await });
    while ends.arrived.try_recv().is_err() {
        tokio::task::yield_now().await;
    }
    saving.abort();
    assert!(saving.await.unwrap_err().is_cancelled());
    ends.release(1);
    assert_eq!(ends.late_save().await, [id()]);
    ends.release(1);
    assert_eq!(ends.vault.read(&id()).await, Ok(Some(key("t"))), "it is there");
}

#[tokio::test]
async fn a_late_save_that_was_settled_since_is_not_named() {
    let ends = hanging(LIMIT);
    ends.vault.inner.late.list().push(id());
    ends.release(1);
    assert_eq!(ends.vault.remove(&id()).await, Ok(()));
    assert_eq!(ends.vault.take_late_saves(), []);
}

#[test]
fn a_vault_shows_nothing_of_itself() {
    assert_eq!(format!("{:?}", Vault::memory()), "Vault(…)");
}
