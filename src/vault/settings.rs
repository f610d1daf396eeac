//! The settings file: read at start, written whole after each change. Its form is in `settings_json`.
//!
//! A file that can't be read is never overwritten: it is set aside under another name, or left alone. Everything here
//! blocks for a moment, so it belongs on the worker's blocking threads.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::settings_json;
use crate::domain::Settings;

const FILE_NAME: &str = "settings.json";
/// Puts the file somewhere else than in the platform's config folder.
pub(super) const FOLDER_VARIABLE: &str = "HOOKSWITCH_CONFIG_DIR";
/// How many names are tried when setting a file aside.
const NAMES_TRIED: u32 = 1_000;

/// Where the settings are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsFile {
    path: PathBuf,
}

/// Settings to go on with, and what was wrong with the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    pub settings: Settings,
    pub trouble: Option<SettingsTrouble>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingsTrouble {
    /// Not JSON, of another version or of the wrong form: it lies beside under this name, and defaults are used.
    SetAside { file_name: String },
    /// It can't be read, or not be set aside. It stays as it is, and nothing is saved over it.
    CouldNotRead(io::ErrorKind),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingsError {
    /// There is a file that can't be read as settings. It was left alone; the next [`SettingsFile::load`] sets it aside.
    WouldOverwrite,
    /// The folder or the file can't be written. The old file is unharmed.
    CouldNotWrite(io::ErrorKind),
}

impl SettingsFile {
    /// `settings.json` in the platform's config folder, or in the folder that `HOOKSWITCH_CONFIG_DIR` names.
    ///
    /// `None`: the system names no home folder.
    pub fn in_config_folder() -> Option<Self> {
        let folder = config_folder(std::env::var_os(FOLDER_VARIABLE))?;
        Some(Self::at(folder.join(FILE_NAME)))
    }

    pub fn at(path: PathBuf) -> Self {
        Self { path }
    }

    /// Where it is, or will be.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What is in the file, without touching it: for the window's first frame. `None`: nothing that can be read.
    pub fn peek(&self) -> Option<Settings> {
        match self.read() {
            Present::Ours(settings) => Some(settings),
            Present::NotThere | Present::NotOurs | Present::Closed(_) => None,
        }
    }

    /// The folder that the file is in.
    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }

    /// Reads the file, and sets it aside if it isn't readable as settings. No file is no trouble.
    pub fn load(&self) -> Loaded {
        let trouble = match self.read() {
            Present::Ours(settings) => {
                return Loaded { settings, trouble: None };
            }
            Present::NotThere => None,
            Present::NotOurs => Some(match self.set_aside(&now()) {
                Ok(file_name) => SettingsTrouble::SetAside { file_name },
                Err(error) => SettingsTrouble::CouldNotRead(error.kind()),
            }),
            Present::Closed(kind) => Some(SettingsTrouble::CouldNotRead(kind)),
        };
        Loaded { settings: Settings::default(), trouble }
    }

    /// Writes the file beside the old one, then moves it over it: at no time is there half a file.
    ///
    /// What is there by then is looked at first, so that a file which couldn't be read, or which a newer version has
    /// written since, isn't lost. Where two instances run, the last one to save wins.
    pub fn save(&self, settings: &Settings) -> Result<(), SettingsError> {
        match self.read() {
            Present::NotThere | Present::Ours(_) => {}
            Present::NotOurs | Present::Closed(_) => return Err(SettingsError::WouldOverwrite),
        }
        self.write(settings).map_err(|error| SettingsError::CouldNotWrite(error.kind()))
    }

    fn read(&self) -> Present {
        match fs::read(&self.path) {
            Ok(bytes) => settings_json::parse(&bytes).map_or(Present::NotOurs, Present::Ours),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Present::NotThere,
            Err(error) => Present::Closed(error.kind()),
        }
    }

    fn write(&self, settings: &Settings) -> io::Result<()> {
        let text = settings_json::to_text(settings)?;
        // Through a link, to the file that it leads to: some keep their settings in a folder of their own.
        let target = fs::canonicalize(&self.path).unwrap_or_else(|_not_there| self.path.clone());
        let folder = target.parent().unwrap_or(Path::new("."));
        make_folder(folder)?;
        let mut file = tempfile::Builder::new().prefix(".settings-").suffix(".tmp").tempfile_in(folder)?; // mode 0600
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(&target)?;
        sync_folder(folder);
        Ok(())
    }

    /// Renames the file to a name that is still free, and returns that.
    fn set_aside(&self, stamp: &str) -> io::Result<String> {
        for number in 1..=NAMES_TRIED {
            let file_name = if number == 1 {
                format!("settings-unreadable-{stamp}.json")
            } else {
                format!("settings-unreadable-{stamp}-{number}.json")
            };
            let aside = self.folder().join(&file_name);
            // Only an empty file of our own is renamed over: a plain rename would replace one that is already there.
            match fs::OpenOptions::new().write(true).create_new(true).open(&aside) {
                Ok(placeholder) => drop(placeholder),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(error),
            }
            return match fs::rename(&self.path, &aside) {
                Ok(()) => Ok(file_name),
                Err(error) => {
                    fs::remove_file(&aside)?;
                    Err(error)
                }
            };
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }
}

/// What is there in the file's place.
enum Present {
    NotThere,
    Ours(Settings),
    NotOurs,
    /// The system doesn't let it be read.
    Closed(io::ErrorKind),
}

fn config_folder(named: Option<OsString>) -> Option<PathBuf> {
    match named {
        Some(named) if !named.is_empty() => std::path::absolute(named).ok(),
        Some(_) | None => {
            let folders = directories::ProjectDirs::from("", "", "Hookswitch")?;
            Some(folders.config_dir().to_owned())
        }
    }
}

/// The local time, for a file name.
pub(super) fn now() -> String {
    jiff::ZonedDateTime::now().strftime("%Y%m%d-%H%M%S").to_string()
}

#[cfg(unix)]
pub fn make_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
pub fn make_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// Makes the move itself last through a power cut. Not every file system can, and the settings are written either way.
fn sync_folder(folder: &Path) {
    if cfg!(unix) {
        let _synced = fs::File::open(folder).and_then(|folder| folder.sync_all());
    }
}

#[cfg(test)]
mod tests;
