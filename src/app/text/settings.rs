//! Settings and profiles in words.

use crate::app::message::DemoMode;
use crate::app::problem::Problem;
use crate::app::settings::Section;
use crate::domain::{CallBudget, Clock, Column, ProxyChoice, ProxyError, ThemeChoice, TimeFormat, TimeStyle};

pub fn settings_title() -> &'static str {
    "Settings"
}

pub fn companies() -> &'static str {
    "Companies"
}

pub fn connect_another() -> &'static str {
    "Connect another company"
}

pub fn switch_company() -> &'static str {
    "Switch company"
}

pub fn no_company() -> &'static str {
    "No company"
}

pub fn rename() -> &'static str {
    "Rename…"
}

pub fn rename_of(name: &str) -> String {
    let name = super::named(name);
    format!("Rename {name}…")
}

pub fn rename_verb() -> &'static str {
    "Rename"
}

pub fn profile_name() -> &'static str {
    "Name of the company"
}

pub fn new_key() -> &'static str {
    "New key…"
}

pub fn new_key_of(name: &str) -> String {
    let name = super::named(name);
    format!("New key for {name}…")
}

pub fn test() -> &'static str {
    "Test"
}

pub fn test_of(name: &str) -> String {
    let name = super::named(name);
    format!("Test {name}")
}

pub fn remove() -> &'static str {
    "Remove…"
}

pub fn remove_of(name: &str) -> String {
    let name = super::named(name);
    format!("Remove {name}…")
}

pub fn remove_title(name: &str) -> String {
    let name = super::named(name);
    format!("Remove {name}?")
}

pub fn remove_text() -> &'static str {
    "These go from this computer: the key in the keyring, the profile, the names that it remembers for webhooks, and \
     the company's history. At Aircall nothing changes: the webhooks stay, and the key stays valid until it is revoked in the dashboard."
}

pub fn remove_verb() -> &'static str {
    "Remove profile and key"
}

pub fn removing() -> &'static str {
    "Removing the key from the keyring…"
}

pub fn profile_removed(name: &str) -> String {
    let name = super::named(name);
    format!("{name} was removed, and its key with it")
}

pub fn not_removed(name: &str, problem: &Problem) -> String {
    let name = super::named(name);
    format!("{name} wasn't removed. {}", super::problem(problem))
}

pub fn no_such_profile(name: &str) -> String {
    let name = super::named(name);
    format!("There is no profile named {name}")
}

pub fn test_works(company: &str) -> String {
    format!("The key works: {company}")
}

pub fn test_running() -> &'static str {
    "Testing the key…"
}

pub fn session_only() -> &'static str {
    "this session only"
}

pub fn in_keyring() -> &'static str {
    "key in the keyring"
}

pub fn appearance() -> &'static str {
    "Appearance"
}

pub fn theme(theme: ThemeChoice) -> &'static str {
    match theme {
        ThemeChoice::System => "As the system",
        ThemeChoice::Light => "Light",
        ThemeChoice::Dark => "Dark",
    }
}

pub fn theme_title() -> &'static str {
    "Theme"
}

pub fn text_size() -> &'static str {
    "Text size"
}

pub fn percent(percent: u16) -> String {
    format!("{percent} %")
}

pub fn times_title() -> &'static str {
    "Times"
}

pub fn time_style(style: TimeStyle) -> &'static str {
    match style {
        TimeStyle::Relative => "Relative, such as 2 hours ago",
        TimeStyle::Exact => "Exact",
    }
}

pub fn clock(clock: Clock) -> &'static str {
    match clock {
        Clock::Hours24 => "24-hour clock",
        Clock::Hours12 => "12-hour clock",
    }
}

/// With the time as it is, so that the choice can be seen.
pub fn times_note(now: jiff::Timestamp, times: TimeFormat) -> String {
    let now = super::report_time(now, times);
    match times.style {
        TimeStyle::Relative => format!("It is {now}. Rest the pointer on a relative time to see the exact one"),
        TimeStyle::Exact => format!("It is {now}"),
    }
}

pub fn columns() -> &'static str {
    "Columns"
}

pub fn show_column(column: Column) -> String {
    format!("Show the column {}", super::column(column))
}

pub fn columns_note() -> &'static str {
    "Name and status always show. In a narrow window, those without room are left out"
}

pub fn go_to_section(section: Section) -> String {
    format!("Go to {}", super::section(section))
}

pub fn zoom_hint() -> &'static str {
    "Larger or smaller: Ctrl or Cmd with + and −, back with 0"
}

pub fn network() -> &'static str {
    "Network"
}

pub fn proxy() -> &'static str {
    "Proxy"
}

pub fn budget() -> &'static str {
    "Calls a minute"
}

pub fn budget_text() -> &'static str {
    "Aircall allows a company 60 calls a minute, shared by all its programs. Allow Hookswitch fewer where your CRM or \
     help desk would otherwise be slowed down. The watch uses at most half of them."
}

pub fn calls_a_minute(budget: CallBudget) -> String {
    if budget == CallBudget::default() {
        format!("{}, as many as Aircall allows", budget.per_minute())
    } else {
        format!("{} a minute", budget.per_minute())
    }
}

/// What it costs: a change takes about two calls.
pub fn budget_lowered(budget: CallBudget) -> String {
    let minutes = 200_usize.div_ceil(usize::from(budget.per_minute()));
    format!("Changing 100 webhooks takes about {} this way", super::plural(minutes, "minute"))
}

pub fn proxy_kind(choice: &ProxyChoice) -> &'static str {
    match choice {
        ProxyChoice::System => "System proxy",
        ProxyChoice::None => "No proxy",
        ProxyChoice::Address(_) => "This proxy",
    }
}

pub fn proxy_address() -> &'static str {
    "Proxy address"
}

pub fn proxy_hint() -> &'static str {
    "proxy.example.com:3128"
}

pub fn use_proxy() -> &'static str {
    "Use this proxy"
}

pub fn proxy_note() -> &'static str {
    "Proxy scripts (PAC files) aren't understood: where your network has one, enter the proxy's address"
}

pub fn proxy_error(error: ProxyError) -> &'static str {
    match error {
        ProxyError::Unreadable => "An address such as proxy.example.com:3128, or socks5://127.0.0.1:1080",
        ProxyError::HasPassword => "Without user and password: they would be written to disk",
    }
}

pub fn privacy() -> &'static str {
    "What is stored where"
}

pub fn about() -> String {
    format!("Hookswitch {}", env!("CARGO_PKG_VERSION"))
}

pub fn demo_mode(mode: DemoMode) -> &'static str {
    match mode {
        DemoMode::Normal => "Answers normally",
        DemoMode::Slow => "Answers slowly",
        DemoMode::Faulty => "Refuses old event names",
        DemoMode::Crowded => "Has 95 webhooks",
    }
}

pub fn demo_mode_title() -> &'static str {
    "How the demo company answers"
}

pub fn api_base_error(error: crate::domain::ApiBaseError) -> &'static str {
    use crate::domain::ApiBaseError;
    match error {
        ApiBaseError::Unreadable => "not an address; such as https://api.aircall.io",
        ApiBaseError::NotSafe => "http to another machine would send the key in plain text; use https",
        ApiBaseError::Extra => "without user, password, query or fragment",
    }
}
