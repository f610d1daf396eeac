//! Calls the built terminal program, or serves the demo company with it.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use hookswitch::demo;
use serde_json::Value;
use tempfile::TempDir;

/// What one call of the program did.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}\n{}\n{}", self.out, self.err))
    }
}

/// The program with a settings folder of its own and no key.
pub struct Terminal {
    pub folder: TempDir,
    variables: Vec<(&'static str, String)>,
}

impl Terminal {
    pub fn new() -> Self {
        Self { folder: TempDir::new().unwrap(), variables: Vec::new() }
    }

    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.variables.push((name, value.into()));
        self
    }

    /// With the demo company's key, for a server at this address.
    pub fn at(base: &str) -> Self {
        let terminal = Self::new().with("AIRCALL_API_ID", demo::API_ID).with("AIRCALL_API_TOKEN", demo::API_TOKEN);
        terminal.with("HOOKSWITCH_API_URL", base)
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hookswitch-cli"));
        for name in ["AIRCALL_API_ID", "AIRCALL_API_TOKEN", "AIRCALL_ACCESS_TOKEN", "HOOKSWITCH_API_URL"] {
            command.env_remove(name);
        }
        command.env_remove("HOOKSWITCH_DATA_DIR").env_remove("HOOKSWITCH_READ_ONLY");
        command.env_remove("HOOKSWITCH_LOG").env("HOOKSWITCH_CONFIG_DIR", self.folder.path());
        // No keyring, whatever the machine has.
        command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command.args(args).stdin(Stdio::null());
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        let output = self.command(args).output().unwrap();
        Ran {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// `hookswitch-cli demo`, until it is dropped.
pub struct Served {
    pub child: Child,
    pub lines: Vec<String>,
}

impl Served {
    pub fn start(args: &[&str]) -> Self {
        let mut child = Terminal::new().command(args).stdout(Stdio::piped()).spawn().unwrap();
        let reader = BufReader::new(child.stdout.take().unwrap());
        let mut lines = Vec::new();
        for line in reader.lines() {
            lines.push(line.unwrap());
            if lines.iter().any(|line| line.starts_with("Access token:")) {
                break;
            }
        }
        Self { child, lines }
    }

    pub fn value(&self, label: &str) -> String {
        let found = self.lines.iter().find_map(|line| line.strip_prefix(label)).unwrap();
        found.trim_start_matches(':').trim().to_owned()
    }

    pub fn terminal(&self) -> Terminal {
        Terminal::at(&self.value("Base URL"))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ended_already = self.child.kill();
        let _status = self.child.wait();
    }
}

pub fn names(events: &Value) -> Vec<&str> {
    events.as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect()
}

pub fn webhooks(list: &Value) -> &Vec<Value> {
    list.get("webhooks").unwrap().as_array().unwrap()
}
