//! The terminal program: hands the system's keyring and settings to `hookswitch::cli`.

use std::process::ExitCode;

use hookswitch::cli;
use hookswitch::vault::{SettingsFile, Vault};
use hookswitch::worker::Services;

fn main() -> ExitCode {
    let services = Services::new(Vault::system(), SettingsFile::in_config_folder(), cli::tell());
    ExitCode::from(cli::run(std::env::args_os(), &services))
}
