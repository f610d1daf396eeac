//! The system's own keyring: Secret Service, macOS Keychain, Windows Credential Manager.
//!
//! A store of the `keyring` crate stays bound to the session that it opened first: after the Secret Service restarts,
//! each call through it fails. So the store is made when it is first needed, let go after a fault, and made anew; a store
//! that was missing at the first call is looked for again at the next.

use std::sync::{Arc, Mutex, PoisonError};

use keyring_core::{CredentialStore, Entry, Error};
use zeroize::{Zeroize as _, Zeroizing};

use super::{Backend, VaultError};
use crate::domain::ProfileId;

/// The entries' service name. The user name is the profile's id.
const SERVICE: &str = "hookswitch";

#[derive(Default)]
pub(super) struct SystemKeyring {
    /// Taken out during a call and put back only after one that went well: what a panic or a fault left is never reused.
    store: Mutex<Option<Arc<CredentialStore>>>,
}

impl SystemKeyring {
    /// Runs one call on the entry, at most twice: a store that was kept from before may have gone stale.
    fn with_entry<T>(&self, id: &ProfileId, work: impl Fn(&Entry) -> keyring_core::Result<T>) -> Result<T, VaultError> {
        let attempt = |store: &Arc<CredentialStore>| {
            let entry = Entry::new_in_store(store, SERVICE, id.as_str())?;
            work(&entry)
        };
        let kept = self.slot().take();
        if let Some(store) = kept {
            let answer = attempt(&store);
            if !answer.as_ref().is_err_and(is_stale) {
                return self.settle(store, answer);
            }
        }
        // One connection that fails isn't yet a keyring that is missing.
        let store = fresh_store().or_else(|error| if is_stale(&error) { fresh_store() } else { Err(error) });
        let store = store.map_err(no_store)?;
        let answer = attempt(&store);
        self.settle(store, answer)
    }

    /// Keeps the store for the next call if it is sound, and says what an error means.
    fn settle<T>(&self, store: Arc<CredentialStore>, answer: keyring_core::Result<T>) -> Result<T, VaultError> {
        let faulty =
            matches!(answer, Err(Error::PlatformFailure(_) | Error::NoStorageAccess(_) | Error::NoDefaultStore));
        if !faulty {
            *self.slot() = Some(store);
        }
        answer.map_err(meaning)
    }

    fn slot(&self) -> std::sync::MutexGuard<'_, Option<Arc<CredentialStore>>> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Backend for SystemKeyring {
    fn read(&self, id: &ProfileId) -> Result<Option<Zeroizing<String>>, VaultError> {
        self.with_entry(id, |entry| match entry.get_password() {
            Ok(text) => Ok(Some(Zeroizing::new(text))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        })
    }

    fn write(&self, id: &ProfileId, text: &str) -> Result<(), VaultError> {
        self.with_entry(id, |entry| match entry.set_password(text) {
            Err(Error::Ambiguous(doubles)) => {
                delete_all(&doubles)?;
                entry.set_password(text)
            }
            answer => answer,
        })
    }

    fn remove(&self, id: &ProfileId) -> Result<(), VaultError> {
        self.with_entry(id, |entry| match entry.delete_credential() {
            Err(Error::NoEntry) => Ok(()),
            Err(Error::Ambiguous(doubles)) => delete_all(&doubles),
            answer => answer,
        })
    }
}

/// Other tools can make a second entry of the same name. All of them are this profile's.
fn delete_all(doubles: &[Entry]) -> keyring_core::Result<()> {
    doubles.iter().try_for_each(Entry::delete_credential)
}

/// Whether a fresh store might do better at once.
///
/// A locked keyring is not among these: the second try would show the prompt again that was just dismissed.
fn is_stale(error: &Error) -> bool {
    match error {
        Error::NoDefaultStore => true,
        Error::PlatformFailure(cause) => platform_meaning(cause.as_ref()) != VaultError::Locked,
        _ => false,
    }
}

/// What it means that no store could be made: nobody answers, unless the system says more.
fn no_store(error: Error) -> VaultError {
    match meaning(error) {
        VaultError::Other => VaultError::NoService,
        known => known,
    }
}

/// What an error means for the user. Its text goes no further.
fn meaning(error: Error) -> VaultError {
    match error {
        Error::NoDefaultStore => VaultError::NoService,
        Error::NoStorageAccess(cause) => match platform_meaning(cause.as_ref()) {
            VaultError::Other => VaultError::Locked,
            known => known,
        },
        Error::PlatformFailure(cause) => platform_meaning(cause.as_ref()),
        // These two carry the entry's bytes.
        Error::BadEncoding(mut bytes) | Error::BadDataFormat(mut bytes, _) => {
            bytes.zeroize();
            VaultError::Unreadable
        }
        Error::BadStoreFormat(_) | Error::Ambiguous(_) => VaultError::Unreadable,
        Error::TooLong(..) => VaultError::TooLong,
        _ => VaultError::Other,
    }
}

/// Signs by which a system's error is known. The stores don't pass on the types of their errors, only boxed errors, so
/// the D-Bus error names, numbers and fixed texts in them must do; `tests/e2e_keyring.rs` pins those of the Secret Service.
const SIGNS: &[(&str, VaultError)] = if cfg!(windows) {
    // This kind of session has no credential store.
    &[("ERROR_NO_SUCH_LOGON_SESSION", VaultError::NoService)]
} else if cfg!(target_os = "macos") {
    &[
        ("-128", VaultError::Locked),      // errSecUserCanceled
        ("-25293", VaultError::Locked),    // errSecAuthFailed
        ("-25308", VaultError::Locked),    // errSecInteractionNotAllowed
        ("-25291", VaultError::NoService), // errSecNotAvailable
        ("-25294", VaultError::NoService), // errSecNoSuchKeychain
        ("-25307", VaultError::NoService), // errSecNoDefaultKeychain
    ]
} else {
    &[
        ("org.freedesktop.Secret.Error.IsLocked", VaultError::Locked),
        ("prompt dismissed", VaultError::Locked),
        ("object locked", VaultError::Locked),
        ("org.freedesktop.DBus.Error.ServiceUnknown", VaultError::NoService),
        ("org.freedesktop.DBus.Error.NameHasNoOwner", VaultError::NoService),
        ("org.freedesktop.DBus.Error.Spawn", VaultError::NoService),
        ("org.freedesktop.DBus.Error.NoReply", VaultError::NoService),
        ("org.freedesktop.DBus.Error.Disconnected", VaultError::NoService),
        ("no secret service provider", VaultError::NoService),
    ]
};

fn platform_meaning(cause: &(dyn std::error::Error + Send + Sync)) -> VaultError {
    let text = format!("{cause} {cause:?}");
    SIGNS.iter().find(|(sign, _)| text.contains(sign)).map_or(VaultError::Other, |(_, known)| *known)
}

#[cfg(all(unix, not(target_os = "macos")))]
fn fresh_store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

#[cfg(target_os = "macos")]
fn fresh_store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

#[cfg(windows)]
fn fresh_store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(windows_native_keyring_store::Store::new()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(text: &str) -> Error {
        Error::PlatformFailure(text.to_owned().into())
    }

    #[test]
    fn an_entry_that_is_not_text_or_there_twice_is_unreadable() {
        assert_eq!(meaning(Error::BadEncoding(vec![0xff])), VaultError::Unreadable);
        assert_eq!(meaning(Error::Ambiguous(Vec::new())), VaultError::Unreadable);
    }

    #[test]
    fn a_denied_access_means_locked() {
        assert_eq!(meaning(Error::NoStorageAccess("no".into())), VaultError::Locked);
    }

    #[test]
    #[cfg(all(unix, not(target_os = "macos")))]
    fn a_dismissed_prompt_is_not_shown_a_second_time() {
        let dismissed = failed("SS error: prompt dismissed");
        assert!(!is_stale(&dismissed));
        assert_eq!(meaning(dismissed), VaultError::Locked);
        assert!(!is_stale(&Error::NoStorageAccess("locked".into())));
    }

    #[test]
    fn a_session_that_ended_is_worth_a_fresh_store() {
        assert!(is_stale(&failed("org.freedesktop.Secret.Error.NoSession")));
        assert!(!is_stale(&Error::NoEntry));
        assert_eq!(meaning(failed("anything")), VaultError::Other);
        assert_eq!(no_store(failed("anything")), VaultError::NoService);
    }
}
