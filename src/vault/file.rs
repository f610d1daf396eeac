//! The settings file: atomic writes, and never an overwrite of what can't be read.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::settings;
use crate::domain::Settings;

#[derive(Clone, Debug)]
pub struct SettingsFile {
    folder: PathBuf,
}

/// The settings, always; and what was wrong with the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    pub settings: Settings,
    pub trouble: Option<SettingsTrouble>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingsTrouble {
    /// Not settings: moved to this name, beside the old one.
    SetAside { file_name: String },
    /// Neither read nor moved: it must not be written over.
    CouldNotRead,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettingsError;

const NAME: &str = "settings.json";

impl SettingsFile {
    /// In the platform's config folder, or in `HOOKSWITCH_CONFIG_DIR`. `None` where the user has no home.
    pub fn in_config_folder() -> Option<Self> {
        if let Some(folder) = std::env::var_os("HOOKSWITCH_CONFIG_DIR").filter(|folder| !folder.is_empty()) {
            return Some(Self::at(PathBuf::from(folder)));
        }
        let folders = directories::ProjectDirs::from("", "", "hookswitch")?;
        Some(Self::at(folders.config_dir().to_path_buf()))
    }

    pub fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn load(&self) -> Loaded {
        let path = self.folder.join(NAME);
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return loaded(None),
            Err(_unreadable) => return loaded(Some(SettingsTrouble::CouldNotRead)),
        };
        match settings::read(&bytes) {
            Some(settings) => Loaded { settings, trouble: None },
            None => loaded(Some(self.set_aside(&path))),
        }
    }

    fn set_aside(&self, path: &Path) -> SettingsTrouble {
        let stamp = jiff::Timestamp::now().strftime("%Y%m%d-%H%M%S").to_string();
        let names = std::iter::once(format!("settings-unreadable-{stamp}.json"))
            .chain((2..100).map(|n| format!("settings-unreadable-{stamp}-{n}.json")));
        for file_name in names {
            let to = self.folder.join(&file_name);
            // A link fails where the name is taken, so nothing is overwritten; some disks know no links.
            let moved = match std::fs::hard_link(path, &to) {
                Ok(()) => std::fs::remove_file(path).is_ok(),
                Err(_) if to.exists() => continue,
                Err(_) => std::fs::rename(path, &to).is_ok(),
            };
            return if moved { SettingsTrouble::SetAside { file_name } } else { SettingsTrouble::CouldNotRead };
        }
        SettingsTrouble::CouldNotRead
    }

    /// Writes a new file beside the old one and moves it over it: a crash leaves one of the two, whole.
    pub fn save(&self, settings: &Settings) -> Result<(), SettingsError> {
        self.write(settings).map_err(|_reason| SettingsError)
    }

    fn write(&self, settings: &Settings) -> std::io::Result<()> {
        std::fs::create_dir_all(&self.folder)?;
        let mut file = tempfile::Builder::new().prefix(".settings-").tempfile_in(&self.folder)?;
        file.write_all(settings::write(settings).as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(self.folder.join(NAME)).map(drop).map_err(|error| error.error)
    }
}

fn loaded(trouble: Option<SettingsTrouble>) -> Loaded {
    Loaded { settings: Settings::default(), trouble }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_back_as_they_were_saved() {
        let folder = tempfile::tempdir().unwrap();
        let file = SettingsFile::at(folder.path().join("new"));
        assert_eq!(file.load(), loaded(None), "a first start");
        let settings = settings::tests::example();
        file.save(&settings).unwrap();
        assert_eq!(file.load(), Loaded { settings, trouble: None });
    }

    #[test]
    fn a_file_that_cannot_be_read_is_set_aside_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let file = SettingsFile::at(folder.path().to_path_buf());
        for content in ["{ not json", "{\"version\": 99, \"profiles\": []}"] {
            std::fs::write(folder.path().join(NAME), content).unwrap();
            let Some(SettingsTrouble::SetAside { file_name }) = file.load().trouble else { panic!("it is set aside") };
            assert_eq!(std::fs::read_to_string(folder.path().join(file_name)).unwrap(), content);
            assert!(!folder.path().join(NAME).exists());
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "each under a name of its own");
    }

    #[test]
    fn what_is_no_file_at_all_is_left_where_it_is() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(NAME)).unwrap();
        let file = SettingsFile::at(folder.path().to_path_buf());
        assert_eq!(file.load().trouble, Some(SettingsTrouble::CouldNotRead));
        assert_eq!(file.save(&Settings::default()), Err(SettingsError));
    }
}
