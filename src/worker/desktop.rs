//! What the desktop does for the app: notifications, starting with the system, its file manager, and its dialog for
//! saving a file.
//!
//! All of it may wait for another program, so it runs on tokio's blocking threads. Without a window there is no desktop.

use std::path::PathBuf;

use crate::app::{Command, Event, Problem};

/// Carries out the commands of this file.
#[cfg(feature = "gui")]
pub async fn carry_out(command: Command) -> Event {
    match command {
        Command::Notify { title, text } => blocking(move || desk::notify(&title, &text)).await,
        Command::StartWithSystem(start) => blocking(move || desk::start_with_system(start)).await,
        Command::OpenFolder(folder) => blocking(move || desk::open_folder(&folder)).await,
        Command::Export { request, name, text } => {
            Event::Exported { request, result: export(name, text.into_bytes()).await }
        }
        other => other.failed(Problem::Internal),
    }
}

/// Without a window nobody asked for any of it.
#[cfg(not(feature = "gui"))]
pub async fn carry_out(command: Command) -> Event {
    std::future::ready(match command {
        Command::Export { .. } => command.failed(Problem::FileNotWritten),
        _ => Event::Done(Ok(())),
    })
    .await
}

/// Asks where, and writes it there. `None`: the user changed their mind.
#[cfg(feature = "gui")]
pub async fn export(name: String, bytes: Vec<u8>) -> Result<Option<String>, Problem> {
    desk::export(name, bytes).await
}

#[cfg(not(feature = "gui"))]
pub async fn export(_name: String, _bytes: Vec<u8>) -> Result<Option<String>, Problem> {
    std::future::ready(Err(Problem::FileNotWritten)).await
}

/// Asks for a JSON report. `None`: the user changed their mind.
#[cfg(feature = "gui")]
pub async fn open_report() -> Result<Option<PathBuf>, Problem> {
    desk::open_report().await
}

#[cfg(not(feature = "gui"))]
pub async fn open_report() -> Result<Option<PathBuf>, Problem> {
    std::future::ready(Err(Problem::NoDialog)).await
}

#[cfg(all(feature = "gui", not(any(windows, target_os = "macos"))))]
pub(super) use desk::notify;

#[cfg(feature = "gui")]
async fn blocking(call: impl FnOnce() -> Result<(), Problem> + Send + 'static) -> Event {
    Event::Done(tokio::task::spawn_blocking(call).await.unwrap_or(Err(Problem::Internal)))
}

#[cfg(feature = "gui")]
mod desk {
    use std::path::{Path, PathBuf};
    use std::time::{Duration, Instant};

    use auto_launch::{AutoLaunchBuilder, WindowsEnableMode};
    use notify_rust::Notification;

    use crate::app::{Problem, text};
    use crate::vault::{documents_folder, make_folder, write_beside, write_new};

    /// A notification that doesn't come is no problem: the window tells the same.
    #[expect(clippy::unnecessary_wraps, reason = "as the other calls of the desktop")]
    pub fn notify(title: &str, body: &str) -> Result<(), Problem> {
        let mut notification = Notification::new();
        notification.appname(text::app_name()).summary(title).body(&plain(body));
        if let Err(error) = notification.show() {
            tracing::debug!(target: "hookswitch", %error, "the desktop took no notification");
        }
        Ok(())
    }

    /// Linux desktops read the body as markup.
    fn plain(body: &str) -> String {
        if cfg!(all(unix, not(target_os = "macos"))) {
            body.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
        } else {
            body.to_owned()
        }
    }

    /// In the system's file manager. A folder in which nothing was kept yet is made, as it would be for the first file.
    pub fn open_folder(folder: &Path) -> Result<(), Problem> {
        make_folder(folder).and_then(|()| open::that_detached(folder)).map_err(|error| {
            tracing::debug!(target: "hookswitch", kind = ?error.kind(), "no file manager opened the folder");
            Problem::FolderNotOpened
        })
    }

    pub fn start_with_system(start: bool) -> Result<(), Problem> {
        let program = program().map_err(|_unknown| Problem::StartNotChanged)?;
        let launch = AutoLaunchBuilder::new()
            .set_app_name(text::app_name())
            .set_app_path(&as_word(&program))
            .set_windows_enable_mode(WindowsEnableMode::CurrentUser) // no rights of an administrator needed
            .build()
            .map_err(|_unsupported| Problem::StartNotChanged)?;
        let done = if start { launch.enable() } else { launch.disable() };
        done.map_err(|error| {
            tracing::debug!(target: "hookswitch", %error, "the system's list of programs to start couldn't be changed");
            Problem::StartNotChanged
        })
    }

    /// This program. From an `AppImage` it runs in a folder that is gone afterwards, so the image itself is named.
    fn program() -> std::io::Result<PathBuf> {
        let image = std::env::var_os("APPIMAGE").filter(|path| !path.is_empty());
        image.map_or_else(std::env::current_exe, |image| Ok(image.into()))
    }

    /// The path as one word of the command that is written down: it may hold spaces.
    fn as_word(program: &Path) -> String {
        let path = program.to_string_lossy();
        if cfg!(target_os = "macos") {
            return path.into_owned(); // kept as a word of its own there
        }
        if cfg!(windows) {
            return format!("\"{path}\"");
        }
        let mut word = String::from('"');
        for character in path.chars() {
            match character {
                '"' | '`' | '$' | '\\' => word.extend(['\\', character]),
                '%' => word.push_str("%%"),
                other => word.push(other),
            }
        }
        word.push('"');
        word
    }

    /// Nobody closes a dialog in a shorter time: where no file is named sooner, no dialog was shown.
    const QUICKEST: Duration = Duration::from_millis(300);

    /// Asks where, and writes it there. Without a dialog of the desktop it goes to the documents, under a free name.
    pub async fn export(name: String, bytes: Vec<u8>) -> Result<Option<String>, Problem> {
        let asked = Instant::now();
        let chosen = rfd::AsyncFileDialog::new().set_file_name(&name).save_file().await;
        let chosen = chosen.map(|file| file.path().to_owned());
        if chosen.is_none() && asked.elapsed() >= QUICKEST {
            return Ok(None);
        }
        let written = tokio::task::spawn_blocking(move || write(chosen, &name, &bytes)).await;
        written.map_err(|_crashed| Problem::Internal)?.map(Some)
    }

    /// Without a dialog of the desktop there is nothing to choose from, and that is said.
    pub async fn open_report() -> Result<Option<PathBuf>, Problem> {
        let asked = Instant::now();
        let dialog = rfd::AsyncFileDialog::new().add_filter(text::json_reports(), &["json"]);
        let chosen = dialog.pick_file().await.map(|file| file.path().to_owned());
        named(chosen, asked.elapsed())
    }

    fn named(chosen: Option<PathBuf>, after: Duration) -> Result<Option<PathBuf>, Problem> {
        if chosen.is_none() && after < QUICKEST { Err(Problem::NoDialog) } else { Ok(chosen) }
    }

    fn write(chosen: Option<PathBuf>, name: &str, bytes: &[u8]) -> Result<String, Problem> {
        let written = match chosen {
            Some(file) => write_new(&file, bytes).map(|()| {
                let name = file.file_name().unwrap_or(file.as_os_str());
                name.to_string_lossy().into_owned()
            }),
            None => documents_folder()
                .ok_or(std::io::ErrorKind::NotFound.into())
                .and_then(|folder| write_beside(&folder, name, bytes))
                .map(|file| file.to_string_lossy().into_owned()), // the whole path, since nobody chose it
        };
        written.map_err(|_reason| Problem::FileNotWritten)
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        #[cfg(all(unix, not(target_os = "macos")))]
        fn a_path_is_one_word_and_a_name_is_no_markup() {
            assert_eq!(as_word(Path::new("/opt/My 100% $app/x")), r#""/opt/My 100%% \$app/x""#);
            assert_eq!(plain("<b>A & B"), "&lt;b&gt;A &amp; B");
        }

        #[test]
        fn where_no_file_is_named_at_once_there_was_no_dialog() {
            let file = PathBuf::from("audit.json");
            assert_eq!(named(Some(file.clone()), Duration::ZERO), Ok(Some(file)));
            assert_eq!(named(None, QUICKEST), Ok(None));
            assert_eq!(named(None, Duration::ZERO), Err(Problem::NoDialog));
        }

        #[test]
        fn a_chosen_file_is_told_by_its_name() {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("mine.csv");
            assert_eq!(write(Some(file.clone()), "x.csv", b"a").as_deref(), Ok("mine.csv"));
            assert_eq!(std::fs::read(&file).unwrap(), b"a");
            let nowhere = folder.path().join("none").join("mine.csv");
            assert_eq!(write(Some(nowhere), "x.csv", b"a"), Err(Problem::FileNotWritten));
        }
    }
}
