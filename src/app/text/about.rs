//! Where data is kept, going back to the start, the licences, and the text that helps to find a fault.

use crate::app::model::{Access, Model};
use crate::app::settings::{Section, Stored};
use crate::domain::{Clock, Keeping, ProxyChoice, TimeStyle};

/// The licences of all parts, in lines that are short enough for a window. Made by `assets/licences.py`.
pub fn licences() -> &'static str {
    include_str!("../../../assets/licences.txt")
}

pub fn section(section: Section) -> &'static str {
    match section {
        Section::Companies => super::companies(),
        Section::Demo => super::demo_mode_title(),
        Section::Watch => super::watch_title(),
        Section::Appearance => super::appearance(),
        Section::Network => super::network(),
        Section::Data => super::privacy(),
        Section::Reset => "Start over",
        Section::About => "About",
    }
}

/// The same where there is little room: in the list of sections.
pub fn section_short(section: Section) -> &'static str {
    match section {
        Section::Demo => "Demo company",
        Section::Data => "Data",
        other => self::section(other),
    }
}

pub fn sections() -> &'static str {
    "Parts of the settings"
}

pub fn kept(kept: Stored) -> &'static str {
    match kept {
        Stored::Settings => "Settings",
        Stored::History => "History of changes",
    }
}

pub fn open_folder() -> &'static str {
    "Open folder"
}

pub fn open_folder_of(what: Stored) -> String {
    format!("Open the folder of {}", kept(what).to_lowercase())
}

pub fn copy_path() -> &'static str {
    "Copy path"
}

pub fn copy_path_of(what: Stored) -> String {
    format!("Copy the path of {}", kept(what).to_lowercase())
}

pub fn kept_nowhere() -> &'static str {
    "In memory only: the system names no folder for it"
}

pub fn keyring_title() -> &'static str {
    "Keys"
}

/// What the system calls the place for passwords.
pub fn keyring_kind() -> &'static str {
    if cfg!(windows) {
        "Windows Credential Manager"
    } else if cfg!(target_os = "macos") {
        "macOS Keychain"
    } else {
        "Secret Service (GNOME Keyring, KWallet)"
    }
}

pub fn keyring_entries(kept: usize, for_session: usize) -> String {
    let entries = match kept {
        0 => "no entry yet".to_owned(),
        1 => "one entry named “hookswitch”".to_owned(),
        kept => format!("{kept} entries named “hookswitch”, one for each company"),
    };
    let session = match for_session {
        0 => String::new(),
        1 => ". The key of one company is in memory only".to_owned(),
        more => format!(". The keys of {more} companies are in memory only"),
    };
    format!("{}, {entries}{session}", keyring_kind())
}

pub fn reset_text() -> &'static str {
    "Puts the settings back to what they were at first. You see what changes before it does."
}

pub fn reset() -> &'static str {
    "Reset settings…"
}

pub fn reset_title() -> &'static str {
    "Reset the settings?"
}

pub fn reset_verb() -> &'static str {
    "Reset settings"
}

pub fn goes_back() -> &'static str {
    "Goes back to how it was at first"
}

pub fn what_goes_back() -> &'static [&'static str] {
    &[
        "Theme, text size and how times are told",
        "The proxy and the number of calls a minute",
        "The list’s columns, order and filter",
        "Starting when you sign in, staying when the window is closed",
        "Hints and notices that were closed are shown again",
    ]
}

pub fn stays() -> &'static str {
    "Stays as it is"
}

pub fn what_stays() -> &'static [&'static str] {
    &[
        "Companies, their keys, what you named in them, read-only and their watch",
        "The history of changes, audits and what was accepted in them",
        "The place and size of this window and of the details in it",
        "Everything at Aircall",
    ]
}

pub fn reset_hint() -> &'static str {
    "A company, its key and its history go with “Remove…” beside its name, one at a time"
}

pub fn settings_reset() -> &'static str {
    "Settings are back to what they were at first"
}

pub fn show_licences() -> &'static str {
    "Licences of all parts"
}

pub fn made_under() -> &'static str {
    "Hookswitch is free software under the MIT licence. It isn’t made or endorsed by Aircall."
}

pub fn report_fault() -> &'static str {
    "Report a fault…"
}

pub fn report_fault_title() -> &'static str {
    "Report a fault"
}

pub fn report_fault_text() -> &'static str {
    "Send the text below to whoever gave you Hookswitch, and add what you did, what you expected and what happened \
     instead. It holds no name, no address and no key: this is all of it."
}

pub fn copy_report() -> &'static str {
    "Copy this text"
}

/// What helps to find a fault. Numbers and kinds only: no name, no address, no path, no key. `scale`: pixels for each
/// point, in percent; `size`: of the window, in points.
pub fn fault_report(model: &Model, scale: u32, size: (u32, u32)) -> String {
    let machine = &model.start.machine;
    let settings = &model.settings;
    let unknown = || "unknown".to_owned();
    let times = match (settings.times.style, settings.times.clock) {
        (TimeStyle::Relative, Clock::Hours24) => "relative, 24 hours",
        (TimeStyle::Relative, Clock::Hours12) => "relative, 12 hours",
        (TimeStyle::Exact, Clock::Hours24) => "exact, 24 hours",
        (TimeStyle::Exact, Clock::Hours12) => "exact, 12 hours",
    };
    let proxy = match settings.proxy {
        ProxyChoice::System => "of the system",
        ProxyChoice::None => "none",
        ProxyChoice::Address(_) => "entered by hand",
    };
    let said = |text: &str| if text.is_empty() { unknown() } else { text.to_owned() };
    let zone = jiff::tz::TimeZone::system().iana_name().map_or_else(unknown, str::to_owned);
    let lines = [
        ("Version", super::report_app()),
        ("System", said(&machine.system)),
        ("Drawn by", said(&machine.renderer)),
        ("Scale", format!("{scale} %, text size {} %", settings.text_size.percent())),
        ("Window", format!("{} × {}", size.0, size.1)),
        ("Theme", super::theme(settings.theme).to_lowercase()),
        ("Language", machine.language.clone().unwrap_or_else(unknown)),
        ("Time zone", format!("{zone}, times {times}")),
        ("Keyring", keyring_kind().to_owned()),
        ("Proxy", proxy.to_owned()),
        ("Calls a minute", settings.budget.per_minute().to_string()),
        ("Companies", companies_counted(model)),
        ("Open", open_counted(model)),
    ];
    let lines: Vec<String> = lines.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    format!("{}\n", lines.join("\n"))
}

fn companies_counted(model: &Model) -> String {
    let all = &model.settings.profiles;
    let session = all.iter().filter(|profile| profile.keeping == Keeping::ThisSession).count();
    let other = all.iter().filter(|profile| !profile.base.is_aircall()).count();
    format!(
        "{}, {session} for this session only, {other} at another address than Aircall’s, {} watched",
        all.len(),
        model.watches.len()
    )
}

fn open_counted(model: &Model) -> String {
    let which = match (model.is_demo(), model.profile()) {
        (true, _) => "the demo company",
        (false, Some(profile)) if profile.read_only => "a company, read-only",
        (false, Some(_)) => "a company",
        (false, None) => "none",
    };
    let access = match model.access {
        Access::Closed => "",
        Access::Opening { .. } => ", being opened",
        Access::Open => ", open",
        Access::Failed(_) => ", couldn’t be opened",
    };
    let listed = model.list.latest().map_or_else(
        || ", no list read".to_owned(),
        |listing| format!(", {}, {} deactivated", super::webhooks(listing.webhooks.len()), listing.inactive()),
    );
    format!("{which}{access}{listed}")
}
