//! The built window program as a person meets it: on a display, with a real keyring, driven as a screen reader does it.
//!
//! Each test makes a home of its own and runs one case of `tests/e2e/cases.py` on a private bus that starts no service
//! by itself. Needs Xvfb, xdotool, xclip, xprop, `ImageMagick`, dbus, gnome-keyring, secret-tool, at-spi2-core and
//! `pyatspi`.
#![cfg(feature = "gui")]
#![cfg(target_os = "linux")]

#[cfg(test)]
mod support {
    pub mod bus;
}

#[cfg(test)]
mod desk {
    //! The home, the bus and the end of everything that was started.

    use std::ffi::OsString;
    use std::path::{Path, PathBuf};
    use std::process::{Command, Output, Stdio};
    use std::sync::{Mutex, MutexGuard, PoisonError};

    use super::support::bus;

    /// The longest that one case may take, in seconds.
    const LIMIT: &str = "150";
    /// Names a folder with other builds of the two programs to try, such as a package's.
    const PROGRAMS: &str = "HOOKSWITCH_E2E_PROGRAMS";

    /// Names a folder that is there: the steps of the cases leave pictures in it.
    const STEPS: &str = "E2E_STEPS";

    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

    /// A temporary home. When it is dropped, what still runs in it is ended.
    struct Home {
        folder: tempfile::TempDir,
        _turn: MutexGuard<'static, ()>,
    }

    impl Home {
        fn new() -> Self {
            let turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
            let folder = tempfile::Builder::new().prefix("hookswitch-e2e-").tempdir().unwrap();
            Self { folder, _turn: turn }
        }

        fn path(&self) -> &Path {
            self.folder.path()
        }

        /// A folder of the home's, made if it isn't there.
        fn part(&self, name: &str) -> PathBuf {
            let path = self.path().join(name);
            std::fs::create_dir_all(&path).unwrap();
            path
        }

        /// A program that knows this home and nothing else of the machine it runs on.
        fn command(&self, program: impl Into<OsString>) -> Command {
            let mut command = Command::new(program.into());
            command
                .env_clear()
                .env("PATH", std::env::var_os("PATH").unwrap_or_default())
                .env("LANG", "C.UTF-8")
                .env("E2E_FOLDER", self.path())
                .env("E2E_PROGRAM", window_program())
                .env("E2E_TERMINAL", to_try("hookswitch-cli", env!("CARGO_BIN_EXE_hookswitch-cli")))
                .env("E2E_KEPT", Path::new(env!("CARGO_TARGET_TMPDIR")).join("e2e_window"))
                .env("HOOKSWITCH_CONFIG_DIR", self.part("settings"))
                .env("HOME", self.part("home"))
                .env("XDG_RUNTIME_DIR", self.part("run"))
                .env("XDG_DATA_HOME", self.part("data"))
                .env("XDG_CONFIG_HOME", self.part("config"))
                .env("XDG_CACHE_HOME", self.part("cache"))
                .envs(std::env::var_os(STEPS).map(|folder| (STEPS, folder)))
                .stdin(Stdio::null());
            command
        }
    }

    impl Drop for Home {
        fn drop(&mut self) {
            let mut mark = OsString::from("E2E_FOLDER=").into_encoded_bytes();
            mark.extend_from_slice(self.path().as_os_str().as_encoded_bytes());
            for process in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
                let environment = std::fs::read(process.path().join("environ")).unwrap_or_default();
                if environment.split(|byte| *byte == 0).any(|variable| variable == mark) {
                    let ended = Command::new("kill").arg("-KILL").arg(process.file_name()).status();
                    assert!(ended.is_ok(), "what was started must be ended");
                }
            }
        }
    }

    fn window_program() -> PathBuf {
        to_try("hookswitch", env!("CARGO_BIN_EXE_hookswitch"))
    }

    fn to_try(name: &str, built: &str) -> PathBuf {
        std::env::var_os(PROGRAMS).map_or_else(|| PathBuf::from(built), |folder| Path::new(&folder).join(name))
    }

    /// Runs a case on a bus of its own.
    pub fn run_on_a_bus(case: &str) {
        let home = Home::new();
        run(&home, case, &bus::session(home.path()));
    }

    /// Runs a case where there is no D-Bus.
    pub fn run_without_a_bus(case: &str) {
        run(&Home::new(), case, &[]);
    }

    /// `timeout` ends all of it, should something hang. The system's own Python has the accessibility library.
    fn run(home: &Home, case: &str, before: &[OsString]) {
        let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/e2e/cases.py");
        let log = home.path().join("case.txt");
        // Into a file: a pipe would be waited for as long as anything that was started holds it.
        let writing = std::fs::File::create(&log).unwrap();
        let mut command = home.command("timeout");
        command.args(["--kill-after=5", LIMIT]).args(before).args(["/usr/bin/python3", "-B"]).arg(cases).arg(case);
        let status = command.stdout(writing.try_clone().unwrap()).stderr(writing).status().unwrap();
        let said = String::from_utf8_lossy(&std::fs::read(&log).unwrap()).into_owned();
        assert!(status.success(), "{case}: {status}\n{said}");
    }

    /// Runs the window program where there is no display.
    pub fn run_without_a_display() -> Output {
        Home::new().command("timeout").arg("30").arg(window_program()).output().unwrap()
    }
}

#[test]
fn a_company_is_connected_its_webhooks_are_re_enabled_and_no_secret_is_left_behind() {
    desk::run_on_a_bus("journey");
}

#[test]
fn without_a_keyring_service_the_key_can_be_kept_for_the_session() {
    desk::run_on_a_bus("no_service");
}

#[test]
fn a_keyring_that_restarts_needs_no_restart_of_the_window() {
    desk::run_on_a_bus("restarts");
}

#[test]
fn a_keyring_that_was_never_unlocked_is_named_and_asked_again() {
    desk::run_on_a_bus("locked");
}

#[test]
fn a_keyring_that_never_answers_can_be_waited_for_or_not() {
    desk::run_on_a_bus("silent");
}

#[test]
fn the_window_opens_without_a_bus() {
    desk::run_without_a_bus("no_bus");
}

#[test]
fn a_webhook_is_edited_as_reviewed_and_the_change_is_taken_back() {
    desk::run_on_a_bus("edit");
}

#[test]
fn two_changes_of_one_webhook_at_once_are_settled_field_by_field() {
    desk::run_on_a_bus("conflict");
}

#[test]
fn a_deleted_webhook_is_made_anew_from_the_history_after_a_restart() {
    desk::run_on_a_bus("delete");
}

#[test]
fn a_change_of_many_is_stopped_tried_again_and_finished_after_a_restart() {
    desk::run_on_a_bus("cancelled");
}

#[test]
fn a_change_of_many_is_finished_after_the_program_was_killed() {
    desk::run_on_a_bus("killed");
}

#[test]
fn the_watch_switches_back_on_what_falls_and_waits_when_it_falls_again() {
    desk::run_on_a_bus("watch");
}

#[test]
fn a_read_only_company_offers_no_change_and_sends_none() {
    desk::run_on_a_bus("read_only");
}

#[test]
fn an_audit_is_read_mended_accepted_exported_and_compared_and_a_test_is_sent() {
    desk::run_on_a_bus("audit");
}

#[test]
fn what_an_audit_found_and_what_was_accepted_is_known_after_a_restart() {
    desk::run_on_a_bus("audit_kept");
}

#[test]
fn the_whole_job_is_done_by_what_a_screen_reader_is_told_and_no_secret_is_told() {
    desk::run_on_a_bus("reading");
}

#[test]
fn the_whole_job_is_done_by_keyboard_and_the_focus_is_always_somewhere_sensible() {
    desk::run_on_a_bus("keys");
}

#[test]
fn the_whole_job_is_done_with_the_mouse_and_what_is_pasted() {
    desk::run_on_a_bus("mouse");
}

#[test]
fn without_a_display_the_terminal_program_is_named() {
    let output = desk::run_without_a_display();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("hookswitch-cli") && !said.contains("panick"), "{said}");
    assert_eq!(output.stdout, b"");
}
