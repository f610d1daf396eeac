//! Where the history is kept, and where the user keeps documents.

use std::ffi::OsString;
use std::path::PathBuf;

const FILE_NAME: &str = "history.db";
/// Puts it somewhere else than in the platform's data folder.
const DATA_VARIABLE: &str = "HOOKSWITCH_DATA_DIR";

/// `history.db` in the folder that `HOOKSWITCH_DATA_DIR` names, else beside settings that `HOOKSWITCH_CONFIG_DIR` puts
/// elsewhere, so that everything stays together; else in the platform's data folder.
///
/// `None`: the system names no home folder.
pub fn history_file() -> Option<PathBuf> {
    let folder = data_folder(std::env::var_os(DATA_VARIABLE), std::env::var_os(super::settings::FOLDER_VARIABLE))?;
    Some(folder.join(FILE_NAME))
}

/// The user's documents, or their home where no folder is named for them.
pub fn documents_folder() -> Option<PathBuf> {
    let folders = directories::UserDirs::new()?;
    let documents = folders.document_dir().filter(|folder| folder.is_dir());
    Some(documents.unwrap_or(folders.home_dir()).to_owned())
}

fn data_folder(data: Option<OsString>, config: Option<OsString>) -> Option<PathBuf> {
    let named = [data, config].into_iter().flatten().find(|name| !name.is_empty());
    if let Some(named) = named {
        return std::path::absolute(named).ok();
    }
    let folders = directories::ProjectDirs::from("", "", "Hookswitch")?;
    Some(folders.data_local_dir().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_named_folder_is_taken() {
        let folder = |data: &str, config: &str| data_folder(Some(data.into()), Some(config.into()));
        assert_eq!(folder("/a", "/b"), std::path::absolute("/a").ok());
        assert_eq!(folder("", "/b"), std::path::absolute("/b").ok());
        assert_ne!(folder("", ""), std::path::absolute("").ok());
    }
}
