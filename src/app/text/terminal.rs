//! What only the terminal program says: its help, and the mistakes that only a command line can hold.

use crate::domain::{ApiBaseError, CredentialError, CredentialField, CredentialKind, TimeFormat};

pub fn cli_about() -> &'static str {
    "See every Aircall webhook of your company, create one, switch the dead ones back on"
}

pub fn cli_credentials() -> &'static str {
    "The key is never an argument. It comes from
  --profile NAME, kept in the keyring by the Hookswitch window, else from
  AIRCALL_API_ID and AIRCALL_API_TOKEN, or AIRCALL_ACCESS_TOKEN, else from
  the profile that was opened last.
HOOKSWITCH_API_URL does what --api-url does, HOOKSWITCH_READ_ONLY=1 what
--read-only does.

Exit codes: 0 done, 1 done in part or refused, 2 could not run."
}

pub fn help_demo() -> &'static str {
    "Use the demo company: no account, no network, fresh each time"
}

pub fn help_profile() -> &'static str {
    "Use this company, connected in the Hookswitch window"
}

pub fn help_api_url() -> &'static str {
    "Where the API is, if not at Aircall: https, or http on this machine"
}

pub fn help_json() -> &'static str {
    "Print JSON for machines"
}

pub fn help_reveal() -> &'static str {
    "Show tokens and whole URLs, which may hold secrets"
}

pub fn help_list() -> &'static str {
    "List the webhooks"
}

pub fn help_show() -> &'static str {
    "Show one webhook with its events"
}

pub fn help_create() -> &'static str {
    "Create a webhook"
}

pub fn help_reenable() -> &'static str {
    "Switch deactivated webhooks on again. They keep exactly the events they have"
}

pub fn help_watch() -> &'static str {
    "Look at the webhooks every few minutes, tell what changed, and switch fallen ones on again if allowed"
}

pub fn watch_exit_codes() -> &'static str {
    "Exit codes: 0 nothing to do or all repaired, 1 something is off, 2 could not look.
A webhook that was off at the very first look counts as switched off on purpose,
and so does one that was switched off in the window. Ctrl-C or SIGTERM ends the
watch after the change under way, with the code of its last look."
}

pub fn help_watch_reenable() -> &'static str {
    "Switch fallen webhooks on again: at most 3 times in 24 hours each, with growing pauses"
}

pub fn help_watch_once() -> &'static str {
    "Look once and end, for a timer or a cron job"
}

pub fn help_watch_interval() -> &'static str {
    "Minutes between two looks, 5 unless named"
}

pub fn help_watch_all() -> &'static str {
    "Also care about webhooks that were off at the very first look"
}

pub fn help_read_only() -> &'static str {
    "Refuse every change, as HOOKSWITCH_READ_ONLY=1 does"
}

pub fn read_only_asked() -> &'static str {
    "Nothing was sent, since --read-only or HOOKSWITCH_READ_ONLY is set"
}

/// `2026-03-24 19:51:24  Orders was deactivated and is on again`
pub fn watch_line(at: jiff::Timestamp, words: &str) -> String {
    format!("{}  {words}", super::exact(at, TimeFormat::default()))
}

pub fn watch_first_look(off: usize) -> String {
    let (were, are) = if off == 1 { ("was", "is") } else { ("were", "are") };
    format!(
        "First look: {} {were} off already and {are} left so. Re-enable what shall be on, or add --all",
        super::webhooks(off)
    )
}

pub fn off_not_allowed(label: &str) -> String {
    format!("{label} is off, and this watch may not switch it on")
}

pub fn off_until(label: &str, until: jiff::Timestamp) -> String {
    format!("{label} is off. The next try comes after {}", super::exact(until, TimeFormat::default()))
}

pub fn watched_profile_gone(name: &str) -> String {
    format!("{name} was removed from the companies: its watch ends")
}

pub fn off_refused(label: &str) -> String {
    format!("{label} couldn't be switched on as it is, and is off until it is changed or re-enabled by hand")
}

pub fn off_fell_again(label: &str) -> String {
    format!("{label} fell again after 3 tries in 24 hours, and is off until someone re-enables it")
}

pub fn help_events() -> &'static str {
    "List the events that a webhook can receive"
}

pub fn help_profiles() -> &'static str {
    "List the companies that were connected in the window"
}

pub fn help_serve_demo() -> &'static str {
    "Serve the demo company until interrupted, for curl, Postman or an SDK"
}

pub fn help_url() -> &'static str {
    "The https address that shall receive the events"
}

pub fn help_event() -> &'static str {
    "An event such as call.ended. Repeat it, or name several"
}

pub fn help_all_events() -> &'static str {
    "Subscribe to all 67 events"
}

pub fn help_allow_unknown() -> &'static str {
    "Also send event names that aren't in the list, or were given up by Aircall"
}

pub fn help_reenable_ids() -> &'static str {
    "The IDs of the webhooks"
}

pub fn help_reenable_all() -> &'static str {
    "All that are deactivated"
}

pub fn help_dry_run() -> &'static str {
    "Only say what would be switched on"
}

pub fn help_port() -> &'static str {
    "The port on 127.0.0.1. Without it, the system picks one"
}

pub fn help_dialect() -> &'static str {
    "Answer as the API does today, or as its reference of 2020 shows it"
}

/// `hookswitch-cli: what happened. What to do`
pub fn complaint(sentence: &str) -> String {
    format!("hookswitch-cli: {sentence}")
}

pub fn with_reason(what: &str, why: &str) -> String {
    format!("{what}. {why}")
}

pub fn no_credentials() -> &'static str {
    "No company to ask. Connect one in the Hookswitch window, or set AIRCALL_API_ID and AIRCALL_API_TOKEN (or \
     AIRCALL_ACCESS_TOKEN), or try --demo"
}

pub fn half_credential(set: &str, missing: &str) -> String {
    format!("{set} is set, but {missing} isn't. Set both")
}

/// Which variable is wrong, and why. Never its value.
pub fn environment_error(field: CredentialField, kind: CredentialKind, error: CredentialError) -> String {
    let variable = match (field, kind) {
        (CredentialField::ApiId, _) => "AIRCALL_API_ID",
        (CredentialField::Token, CredentialKind::Basic) => "AIRCALL_API_TOKEN",
        (CredentialField::Token, CredentialKind::Bearer) => "AIRCALL_ACCESS_TOKEN",
    };
    format!("{variable} can't be right. {}", super::credential_error(field, kind, error))
}

pub fn demo_alone() -> &'static str {
    "--demo has its own company and address. Leave out --profile and --api-url"
}

pub fn api_address_error(error: ApiBaseError) -> &'static str {
    match error {
        ApiBaseError::Unreadable => "The API address can't be read. Write it as in https://api.aircall.io",
        ApiBaseError::NotSafe => {
            "The key would travel in plain text. Use an https address, or http on this machine only"
        }
        ApiBaseError::Extra => {
            "The API address has a part that doesn't belong there. Leave out user, password, ? and #"
        }
    }
}

pub fn profile_unknown(name: &str) -> String {
    format!("{}. See the names with `hookswitch-cli profiles`", super::no_such_profile(name))
}

pub fn profile_ambiguous(name: &str) -> String {
    format!("More than one profile is named {name}. Rename one in the Hookswitch window, under Settings")
}

pub fn other_address(name: &str, host: &str) -> String {
    format!("The key of {name} is only sent to {host}. Leave out --api-url and HOOKSWITCH_API_URL, or use another key")
}

pub fn event_unknown(name: &str) -> String {
    format!(
        "{name} isn't in the list of events. See it with `hookswitch-cli events`, or add --allow-unknown to send it \
         all the same"
    )
}

pub fn event_retired(name: &str) -> String {
    format!("{name} is an old name that Aircall has given up. Add --allow-unknown to send it all the same")
}

pub fn name_an_event() -> &'static str {
    "Name at least one event with --event, or use --all-events. Sent without any, Aircall would take it for all"
}

pub fn no_such_webhook(id: &str) -> String {
    format!("There is no webhook with the ID {id}. See the IDs with `hookswitch-cli list`")
}

pub fn output_failed() -> &'static str {
    "The output couldn't be written. Check the disk, or where the output goes"
}

pub fn name_untold() -> &'static str {
    "not told"
}

pub fn no_profiles() -> &'static str {
    "No company yet. Connect one in the Hookswitch window"
}

pub fn none_deactivated() -> &'static str {
    "No webhook is deactivated"
}

pub fn would_reenable() -> &'static str {
    "would be switched on"
}

/// `Orders: on again`
pub fn outcome_line(label: &str, outcome: &str) -> String {
    format!("{label}: {outcome}")
}

/// `on again (3 events, unchanged)`
pub fn with_events(outcome: &str, events: Option<&str>) -> String {
    events.map_or_else(|| outcome.to_owned(), |events| format!("{outcome} ({events})"))
}

pub fn reenable_summary(on: usize, of: usize, dry_run: bool) -> String {
    let of = super::webhooks(of);
    if dry_run { format!("{on} of {of} would be on. Nothing was sent") } else { format!("{on} of {of} on") }
}

pub fn demo_is_served(base: &str, id: &str, token: &str, access_token: &str) -> String {
    format!(
        "Demo company, on this computer only. Its keys open nothing else:\n\n\
         Base URL:     {base}\n\
         API ID:       {id}\n\
         API token:    {token}\n\
         Access token: {access_token}\n\n\
         It runs until you press Ctrl-C.\n"
    )
}
