//! What must be said while there is no window: from a desktop's icon, and on Windows, nobody sees a terminal.

use std::io::IsTerminal as _;

/// Says it in a dialog, or on Linux in a notification: the dialogs there are another program, which may be missing or
/// wait for ever. Where a terminal shows it, nothing more is needed.
pub fn alert(words: &str) {
    if !std::io::stderr().is_terminal() {
        show(words);
    }
}

#[cfg(any(windows, target_os = "macos"))]
fn show(words: &str) {
    let dialog = rfd::MessageDialog::new().set_level(rfd::MessageLevel::Error);
    drop(dialog.set_title(crate::app::text::app_name()).set_description(words).show());
}

#[cfg(not(any(windows, target_os = "macos")))]
fn show(words: &str) {
    /// A desktop that is there takes it in far less.
    const LONGEST: std::time::Duration = std::time::Duration::from_secs(2);
    let (sender, taken) = std::sync::mpsc::channel();
    let words = words.to_owned();
    let tell = move || sender.send(super::desktop::notify(crate::app::text::app_name(), &words));
    let started = std::thread::Builder::new().spawn(tell);
    if started.is_err() || taken.recv_timeout(LONGEST).is_err() {
        tracing::debug!(target: "hookswitch", "the desktop took no notification in time");
    }
}
