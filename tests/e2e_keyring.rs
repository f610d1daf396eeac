//! The vault against a real gnome-keyring, on a D-Bus of its own with a home of its own.
//!
//! Each case is two tests: the outer one starts `dbus-run-session` (or nothing, where there is no D-Bus) and runs this
//! same program again in it; the inner one, which is ignored otherwise, is the case. The private bus knows no service
//! files, so that it starts no daemon by itself.
#![cfg(target_os = "linux")]
#![expect(clippy::disallowed_methods, reason = "tokio::test waits for its own runtime")]

#[cfg(test)]
mod support {
    pub mod bus;
}

#[cfg(test)]
mod bus {
    //! The private bus, and the daemon on it.

    use std::io::Write as _;
    use std::path::{Path, PathBuf};
    use std::process::{Child, Command, Stdio};
    use std::time::{Duration, Instant};

    /// Set for the inner run.
    const INSIDE: &str = "HOOKSWITCH_E2E_INSIDE";
    const DEADLINE: Duration = Duration::from_secs(20);

    /// Whether this is an inner run: `--ignored` by hand, outside of a private bus, must not touch the user's keyring.
    pub fn inside() -> bool {
        std::env::var_os(INSIDE).is_some()
    }

    /// Runs an inner test on a bus of its own.
    pub fn run_on_a_bus(inner: &str) {
        let folder = tempfile::tempdir().unwrap();
        run(folder.path(), inner, &super::support::bus::session(folder.path()));
    }

    /// Runs an inner test where there is no D-Bus.
    pub fn run_without_a_bus(inner: &str) {
        run(tempfile::tempdir().unwrap().path(), inner, &[]);
    }

    /// `timeout` makes a process group of its own and ends all of it, should something hang.
    fn run(folder: &Path, inner: &str, before: &[std::ffi::OsString]) {
        let home = |name: &str| -> PathBuf {
            let path = folder.join(name);
            std::fs::create_dir(&path).unwrap();
            path
        };
        let output = Command::new("timeout")
            .args(["--kill-after=5", "60"])
            .args(before)
            .arg(std::env::current_exe().unwrap())
            .args(["--exact", inner, "--ignored", "--nocapture", "--test-threads=1"])
            .env(INSIDE, "1")
            .env("HOME", home("home"))
            .env("XDG_RUNTIME_DIR", home("run"))
            .env("XDG_DATA_HOME", home("data"))
            .env("XDG_CONFIG_HOME", home("config"))
            .env("XDG_CACHE_HOME", home("cache"))
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .env_remove("GNOME_KEYRING_CONTROL")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        let complained = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success() && said.contains("1 passed"),
            "{inner}: {}\n{said}\n{complained}",
            output.status
        );
    }

    /// A gnome-keyring daemon, ended when this is dropped.
    pub struct Daemon(Child);

    impl Daemon {
        /// With the login keyring open.
        pub async fn unlocked() -> Self {
            Self::start(&["--unlock"], "a password").await
        }

        /// Nobody has given it a password yet.
        pub async fn never_unlocked() -> Self {
            Self::start(&[], "").await
        }

        async fn start(options: &[&str], password: &str) -> Self {
            let mut child = Command::new("gnome-keyring-daemon")
                .args(["--foreground", "--components=secrets"])
                .args(options)
                .stdin(Stdio::piped())
                .stdout(Stdio::null())
                .spawn()
                .unwrap();
            child.stdin.take().unwrap().write_all(password.as_bytes()).unwrap();
            let daemon = Self(child);
            until("the daemon is on the bus", is_on_the_bus).await;
            daemon
        }

        /// Stops or continues it, as a service that hangs.
        pub fn signal(&self, signal: &str) {
            let sent = Command::new("kill").args(["-s", signal, &self.0.id().to_string()]).status();
            assert!(sent.unwrap().success());
        }

        pub async fn end(self) {
            drop(self);
            until("the daemon is off the bus", || !is_on_the_bus()).await;
        }
    }

    impl Drop for Daemon {
        fn drop(&mut self) {
            self.0.kill().unwrap();
            self.0.wait().unwrap();
        }
    }

    fn is_on_the_bus() -> bool {
        let asked = Command::new("dbus-send")
            .args(["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/"])
            .args(["org.freedesktop.DBus.GetNameOwner", "string:org.freedesktop.secrets"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        asked.unwrap().success()
    }

    /// Asks again and again until something is so.
    async fn until(what: &str, so: impl Fn() -> bool) {
        let start = Instant::now();
        while !so() {
            assert!(start.elapsed() < DEADLINE, "waited in vain: {what}");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// What `secret-tool` prints, of both kinds: it writes attributes to the one and secrets to the other.
    pub fn secret_tool(arguments: &[&str]) -> String {
        let output = Command::new("secret-tool").args(arguments).output().unwrap();
        let both = [output.stdout, output.stderr].concat();
        String::from_utf8(both).unwrap()
    }
}

#[cfg(test)]
mod inner {
    //! The cases, each run inside.

    use std::time::Duration;

    use hookswitch::domain::{Credential, ProfileId, Secret};
    use hookswitch::vault::{Vault, VaultError};

    use super::bus::{Daemon, inside, secret_tool};

    fn id() -> ProfileId {
        ProfileId::new("abc123def456")
    }

    fn key(token: &str) -> Credential {
        Credential::Basic { api_id: "the-id".to_owned(), api_token: Secret::new(token) }
    }

    #[tokio::test]
    #[ignore = "runs inside a private bus"]
    async fn round_trip() {
        if !inside() {
            return;
        }
        let _daemon = Daemon::unlocked().await;
        let vault = Vault::system();
        assert_eq!(vault.read(&id()).await, Ok(None));
        assert_eq!(vault.remove(&id()).await, Ok(()));
        assert_eq!(vault.save(&id(), &key("old")).await, Ok(()));
        assert_eq!(vault.save(&id(), &key("a \"new\" ü")).await, Ok(()));
        let seen = secret_tool(&["search", "--all", "service", "hookswitch"]);
        assert!(seen.contains("attribute.username = abc123def456"), "{seen}");
        let text = r#"secret = {"v":1,"kind":"basic","id":"the-id","token":"a \"new\" ü"}"#;
        assert!(seen.contains(text), "{seen}");
        assert!(!seen.contains("old"), "replaced, not added: {seen}");
        assert_eq!(Vault::system().read(&id()).await, Ok(Some(key("a \"new\" ü"))));
        assert_eq!(vault.read(&ProfileId::new("other")).await, Ok(None));
        assert_eq!(vault.remove(&id()).await, Ok(()));
        assert_eq!(vault.read(&id()).await, Ok(None));
        assert_eq!(secret_tool(&["search", "--all", "service", "hookswitch"]), "");
    }

    #[tokio::test]
    #[ignore = "runs inside a private bus"]
    async fn touched_by_hand() {
        if !inside() {
            return;
        }
        let _daemon = Daemon::unlocked().await;
        let vault = Vault::system();
        assert_eq!(vault.save(&id(), &key("t")).await, Ok(()));
        secret_tool(&["clear", "service", "hookswitch", "username", "abc123def456"]);
        assert_eq!(vault.read(&id()).await, Ok(None));

        // The first `secret-tool` gets no secret on its standard input but an empty one.
        let ours = ["service", "hookswitch", "username", "abc123def456"];
        secret_tool(&[&["store", "--label=by hand"], &ours[..]].concat());
        assert_eq!(vault.read(&id()).await, Err(VaultError::Unreadable));
        let more = ["extra", "1"];
        secret_tool(&[&["store", "--label=twice"], &ours[..], &more].concat());
        assert_eq!(vault.read(&id()).await, Err(VaultError::Unreadable), "two of them");
        assert_eq!(vault.save(&id(), &key("t")).await, Ok(()));
        assert_eq!(vault.read(&id()).await, Ok(Some(key("t"))));
    }

    #[tokio::test]
    #[ignore = "runs without a bus"]
    async fn no_bus() {
        if !inside() {
            return;
        }
        let vault = Vault::system();
        assert_eq!(vault.read(&id()).await, Err(VaultError::NoService));
        assert_eq!(vault.save(&id(), &key("t")).await, Err(VaultError::NoService));
        assert_eq!(vault.remove(&id()).await, Err(VaultError::NoService));
    }

    #[tokio::test]
    #[ignore = "runs inside a private bus"]
    async fn no_daemon() {
        if !inside() {
            return;
        }
        let vault = Vault::system();
        assert_eq!(vault.read(&id()).await, Err(VaultError::NoService));
        assert_eq!(vault.save(&id(), &key("t")).await, Err(VaultError::NoService));
        let _daemon = Daemon::unlocked().await;
        assert_eq!(vault.save(&id(), &key("t")).await, Ok(()), "the same vault, once it runs");
    }

    #[tokio::test]
    #[ignore = "runs inside a private bus"]
    async fn never_unlocked() {
        if !inside() {
            return;
        }
        let daemon = Daemon::never_unlocked().await;
        let vault = Vault::system();
        assert_eq!(vault.save(&id(), &key("t")).await, Err(VaultError::Locked), "no keyring at all");
        daemon.end().await;

        let daemon = Daemon::unlocked().await;
        assert_eq!(vault.save(&id(), &key("t")).await, Ok(()));
        daemon.end().await;

        let daemon = Daemon::never_unlocked().await;
        assert_eq!(vault.read(&id()).await, Err(VaultError::Locked));
        assert_eq!(vault.read(&id()).await, Err(VaultError::Locked), "asked again");
        assert_eq!(vault.save(&id(), &key("u")).await, Err(VaultError::Locked));
        assert_eq!(vault.save(&ProfileId::new("new"), &key("u")).await, Err(VaultError::Locked));
        assert_eq!(vault.remove(&id()).await, Err(VaultError::Locked));
        daemon.end().await;

        let _daemon = Daemon::unlocked().await;
        assert_eq!(vault.read(&id()).await, Ok(Some(key("t"))), "once it is unlocked");
    }

    #[tokio::test]
    #[ignore = "runs inside a private bus"]
    async fn restarts() {
        if !inside() {
            return;
        }
        let daemon = Daemon::unlocked().await;
        let vault = Vault::system();
        assert_eq!(vault.save(&id(), &key("one")).await, Ok(()));
        daemon.end().await;
        let daemon = Daemon::unlocked().await;
        assert_eq!(vault.read(&id()).await, Ok(Some(key("one"))));
        daemon.end().await;
        assert_eq!(vault.read(&id()).await, Err(VaultError::NoService), "between two");
        let daemon = Daemon::unlocked().await;
        assert_eq!(vault.save(&id(), &key("two")).await, Ok(()));
        daemon.end().await;
        let _daemon = Daemon::unlocked().await;
        assert_eq!(vault.save(&id(), &key("three")).await, Ok(()));
        assert_eq!(vault.read(&id()).await, Ok(Some(key("three"))));
    }

    #[tokio::test]
    #[ignore = "runs inside a private bus"]
    async fn hangs() {
        if !inside() {
            return;
        }
        let daemon = Daemon::unlocked().await;
        let vault = Vault::system_with_limit(Duration::from_millis(300));
        daemon.signal("STOP");
        assert_eq!(vault.save(&id(), &key("t")).await, Err(VaultError::Silent));
        assert_eq!(vault.read(&id()).await, Err(VaultError::Busy));
        daemon.signal("CONT");
        while vault.take_late_saves() != [id()] {
            tokio::task::yield_now().await;
        }
        assert_eq!(vault.read(&id()).await, Ok(Some(key("t"))), "it came through late");

        daemon.signal("STOP");
        assert_eq!(vault.read(&id()).await, Err(VaultError::Silent));
        daemon.end().await;
        let _daemon = Daemon::unlocked().await;
        let after = loop {
            match vault.read(&id()).await {
                Err(VaultError::Busy | VaultError::Silent) => tokio::task::yield_now().await,
                answer => break answer,
            }
        };
        assert_eq!(after, Ok(Some(key("t"))), "a daemon that died while it hung frees the slot");
    }
}

#[test]
fn a_key_lies_in_the_keyring_until_it_is_removed() {
    bus::run_on_a_bus("inner::round_trip");
}

#[test]
fn an_entry_that_was_removed_or_changed_by_hand_is_noticed() {
    bus::run_on_a_bus("inner::touched_by_hand");
}

#[test]
fn without_a_bus_there_is_no_service() {
    bus::run_without_a_bus("inner::no_bus");
}

#[test]
fn without_a_daemon_there_is_no_service_until_it_is_started() {
    bus::run_on_a_bus("inner::no_daemon");
}

#[test]
fn a_keyring_that_was_never_unlocked_is_locked_until_it_is() {
    bus::run_on_a_bus("inner::never_unlocked");
}

#[test]
fn a_daemon_that_restarts_needs_no_restart_of_ours() {
    bus::run_on_a_bus("inner::restarts");
}

#[test]
fn a_daemon_that_hangs_is_given_up_and_asked_again_when_it_is_back() {
    bus::run_on_a_bus("inner::hangs");
}
