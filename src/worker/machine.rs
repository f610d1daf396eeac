//! What the program finds around it, in words that help to find a fault. No name of a person, a computer or a company.

use crate::app::Machine;
use crate::vault::{SettingsFile, history_file};

/// `renderer`: what draws the window.
pub fn machine(renderer: &str) -> Machine {
    Machine {
        system: system(),
        language: language(),
        renderer: renderer.to_owned(),
        settings: SettingsFile::in_config_folder().map(|file| file.path().to_owned()),
        history: history_file(),
    }
}

#[cfg(feature = "gui")]
fn language() -> Option<String> {
    sys_locale::get_locale()
}

#[cfg(not(feature = "gui"))]
fn language() -> Option<String> {
    None
}

fn system() -> String {
    let name = distribution().unwrap_or_else(|| std::env::consts::OS.to_owned());
    let parts = [Some(name), Some(std::env::consts::ARCH.to_owned()), desktop()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(target_os = "macos")]
fn distribution() -> Option<String> {
    let list = std::fs::read_to_string("/System/Library/CoreServices/SystemVersion.plist").ok()?;
    let (_, rest) = list.split_once("<key>ProductVersion</key>")?;
    let (version, _) = rest.split_once("<string>")?.1.split_once("</string>")?;
    Some(format!("macOS {version}"))
}

#[cfg(not(target_os = "macos"))]
fn distribution() -> Option<String> {
    let told = std::fs::read_to_string("/etc/os-release").ok()?;
    pretty_name(&told)
}

/// `PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"`
#[cfg(not(target_os = "macos"))]
fn pretty_name(told: &str) -> Option<String> {
    let name = told.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="))?;
    let name = name.trim_matches(['"', '\'']);
    (!name.is_empty()).then(|| name.to_owned())
}

/// `GNOME, wayland`, where there is a choice of desktops.
fn desktop() -> Option<String> {
    if !cfg!(all(unix, not(target_os = "macos"))) {
        return None;
    }
    let told = ["XDG_CURRENT_DESKTOP", "XDG_SESSION_TYPE"].into_iter().filter_map(|name| std::env::var(name).ok());
    let told: Vec<String> = told.filter(|value| !value.is_empty()).collect();
    (!told.is_empty()).then(|| told.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(not(target_os = "macos"))]
    fn the_system_goes_by_the_name_that_it_gives_itself() {
        let told = "ID=debian\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n";
        assert_eq!(pretty_name(told).as_deref(), Some("Debian GNU/Linux 12 (bookworm)"));
        assert_eq!(pretty_name("ID=x"), None);
    }

    #[test]
    fn it_always_says_something() {
        let machine = machine("OpenGL");
        assert!(machine.system.contains(std::env::consts::ARCH));
        assert_eq!(machine.renderer, "OpenGL");
    }
}
