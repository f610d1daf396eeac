//! Credentials, settings and the history at rest.
//!
//! [`Vault`] keeps each profile's credential, in the system's keyring or in memory; nothing else in the program touches a
//! secret at rest. [`SettingsFile`] holds everything that may be read by anyone: names, ids, preferences.
//! [`History`] remembers which changes were sent and what each look at a company's webhooks showed.
//!
//! Not here: sentences about what went wrong (`app::text`), and when to ask (`worker`).

mod credentials;
mod entry;
mod files;
mod folders;
mod history;
mod memory;
mod settings;
mod settings_json;
mod system;

pub use credentials::{Backend, Vault, VaultError};
pub use files::{write_beside, write_new};
pub use folders::{documents_folder, history_file};
pub use history::{History, HistoryError, OpenedHistory};
pub use settings::{Loaded, SettingsError, SettingsFile, SettingsTrouble, make_folder};

use crate::domain::ProfileId;

/// How long a new profile's id is.
const ID_LENGTH: usize = 12;

/// A fresh id for a profile: twelve lower-case letters and digits. It names the keyring entry, and is no secret.
pub fn new_profile_id() -> ProfileId {
    let id: String = std::iter::repeat_with(|| fastrand::digit(36)).take(ID_LENGTH).collect();
    ProfileId::new(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_id_is_short_plain_and_not_given_twice() {
        let ids: std::collections::BTreeSet<ProfileId> = (0..1_000).map(|_| new_profile_id()).collect();
        assert_eq!(ids.len(), 1_000);
        for id in ids {
            assert_eq!(id.as_str().len(), 12);
            assert!(id.as_str().chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()));
        }
    }
}
