//! The terminal program: hands the system's keyring, settings and history to `hookswitch::cli`.

use std::process::ExitCode;

use hookswitch::cli;
use hookswitch::domain::Origin;
use hookswitch::vault::{SettingsFile, Vault, history_file};
use hookswitch::worker::Services;

fn main() -> ExitCode {
    let services = Services::new(Vault::system(), SettingsFile::in_config_folder(), cli::tell());
    let services = services.with_history(history_file()).asked_by(Origin::Terminal);
    ExitCode::from(cli::run(std::env::args_os(), &services))
}
