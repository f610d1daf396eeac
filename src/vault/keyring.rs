//! The system's keyring: Secret Service, macOS Keychain, Windows Credential Manager.

use std::sync::Mutex;

use keyring_core::{Entry, Error};
use zeroize::Zeroizing;

use super::store::{Backend, BackendError};

/// The entries' service name, and the first half of their name on Windows.
const SERVICE: &str = "hookswitch";

/// Keeps a store while it works, and makes a fresh one when it doesn't: a Secret Service that restarted knows nothing
/// of the old session.
#[derive(Debug, Default)]
pub struct SystemKeyring {
    /// Whether a store is set. Also keeps calls one after another.
    ready: Mutex<bool>,
}

impl Backend for SystemKeyring {
    fn read(&self, user: &str) -> Result<Option<Zeroizing<String>>, BackendError> {
        self.with_store(|| match Entry::new(SERVICE, user)?.get_password() {
            Ok(text) => Ok(Some(Zeroizing::new(text))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        })
    }

    fn write(&self, user: &str, text: &str) -> Result<(), BackendError> {
        self.with_store(|| Entry::new(SERVICE, user)?.set_password(text))
    }

    fn remove(&self, user: &str) -> Result<(), BackendError> {
        self.with_store(|| match Entry::new(SERVICE, user)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(error),
        })
    }
}

impl SystemKeyring {
    fn with_store<T>(&self, call: impl Fn() -> Result<T, Error>) -> Result<T, BackendError> {
        let mut ready = self.ready.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let had_store = *ready;
        if !had_store {
            fresh_store()?;
            *ready = true;
        }
        let error = match call() {
            Ok(value) => return Ok(value),
            Err(error) => error,
        };
        if !had_store || !may_be_stale(&error) {
            return Err(meaning(&error));
        }
        *ready = false;
        fresh_store()?;
        *ready = true;
        call().map_err(|error| meaning(&error))
    }
}

fn fresh_store() -> Result<(), BackendError> {
    match platform_store() {
        Ok(()) => Ok(()),
        Err(Error::NoStorageAccess(_)) => Err(BackendError::Locked),
        Err(_) => Err(BackendError::NoService),
    }
}

fn platform_store() -> Result<(), Error> {
    #[cfg(target_os = "macos")]
    let store = apple_native_keyring_store::keychain::Store::new()?;
    #[cfg(windows)]
    let store = windows_native_keyring_store::Store::new()?;
    #[cfg(all(unix, not(target_os = "macos")))]
    let store = zbus_secret_service_keyring_store::Store::new()?;
    keyring_core::set_default_store(store);
    Ok(())
}

fn may_be_stale(error: &Error) -> bool {
    matches!(error, Error::NoDefaultStore | Error::NoStorageAccess(_) | Error::PlatformFailure(_))
}

fn meaning(error: &Error) -> BackendError {
    match error {
        Error::NoDefaultStore => BackendError::NoService,
        Error::NoStorageAccess(_) => BackendError::Locked,
        Error::TooLong(..) => BackendError::TooLong,
        Error::BadEncoding(_) | Error::BadDataFormat(..) | Error::BadStoreFormat(_) | Error::Ambiguous(_) => {
            BackendError::Unreadable
        }
        _ => BackendError::Other,
    }
}
