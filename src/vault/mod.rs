//! Credentials and settings at rest. The keyring alone holds credentials, the settings file no secret.
//!
//! Every keyring call runs on a blocking thread with a time limit. A call that was given up keeps its place until the
//! system answers, so that a second click starts no second prompt. Whoever ends the runtime must not wait for such a
//! thread: use `shutdown_background`.

mod entry;
mod file;
mod keyring;
mod settings;
mod store;

pub use file::{Loaded, SettingsError, SettingsFile, SettingsTrouble};
pub use store::{Backend, BackendError, Vault, VaultError};
