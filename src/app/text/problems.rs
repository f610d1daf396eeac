//! What went wrong, and what to do next: each problem worded once.

use crate::app::problem::Problem;

/// What happened, in one sentence.
pub fn problem_title(problem: &Problem) -> String {
    match problem {
        Problem::Unauthorized => "Aircall didn't get the key (answer 401)".to_owned(),
        Problem::WrongKey => "Aircall doesn't accept this key (answer 403)".to_owned(),
        Problem::RefusedOnTheWay => "Something between here and Aircall refused the request (answer 403)".to_owned(),
        Problem::WebhooksForbidden => "The key is right, but it may not see webhooks".to_owned(),
        Problem::Offline => "This computer isn't online".to_owned(),
        Problem::Dns { host } => format!("The address of {host} wasn't found"),
        Problem::Refused { host } => format!("Nothing answers at {host}"),
        Problem::Tls { issuer: Some(issuer) } => {
            format!(
                "The connection isn't secure: its certificate comes from “{issuer}”, which this computer doesn't trust"
            )
        }
        Problem::Tls { issuer: None } => "The connection isn't secure: its certificate can't be checked".to_owned(),
        Problem::ProxySignIn => "The proxy wants a sign-in (answer 407)".to_owned(),
        Problem::Proxy => "The proxy didn't let the request through".to_owned(),
        Problem::TimedOut => "No answer in time".to_owned(),
        Problem::Cut => "The connection broke before the answer came".to_owned(),
        Problem::RateLimited { .. } => "Too many calls for the moment (answer 429)".to_owned(),
        Problem::ServerFault { status } => format!("Aircall has trouble of its own (answer {status})"),
        Problem::Unreadable { status: Some(status) } => format!("The answer can't be read (answer {status})"),
        Problem::Unreadable { status: None } => "The answer can't be read".to_owned(),
        Problem::Redirected => "The request was sent on to another address".to_owned(),
        Problem::Rejected { status, said: Some(said) } => format!("Aircall refused it (answer {status}): {said}"),
        Problem::Rejected { status, said: None } => format!("Aircall refused it (answer {status}) without a reason"),
        Problem::NotFound => "It no longer exists at Aircall (answer 404)".to_owned(),
        Problem::LimitReached { limit } => format!("The company has {limit} webhooks already, and can't have more"),
        Problem::NoEventsToKeep => "It has no events that could be kept".to_owned(),
        Problem::NoCurrentEvent => "Aircall refuses its old event names, and it has no other event".to_owned(),
        Problem::TakenOver => "Another Hookswitch goes on with this change, or has ended it".to_owned(),
        Problem::CreateUnclear => "The webhook was sent, but no answer told whether it was created".to_owned(),
        Problem::ListIncomplete => "Aircall gave only a part of its list".to_owned(),
        Problem::ReadOnly => "This company is set to read-only here, so nothing was sent".to_owned(),
        Problem::Cancelled => "Cancelled".to_owned(),
        other => keyring_title(other),
    }
}

fn keyring_title(problem: &Problem) -> String {
    match problem {
        Problem::KeyringMissing => "This computer has no keyring that answers".to_owned(),
        Problem::KeyringLocked => "The keyring is locked, and wasn't unlocked".to_owned(),
        Problem::KeyringSilent => "The keyring didn't answer within a minute".to_owned(),
        Problem::KeyringBusy => "The keyring is still busy with an earlier question".to_owned(),
        Problem::KeyringEntryGone => "The key is no longer in the keyring".to_owned(),
        Problem::KeyringEntryUnreadable => "The key in the keyring can't be read".to_owned(),
        Problem::KeyringFault => "The keyring reported a fault".to_owned(),
        Problem::CredentialTooLong => "The key is too long for the keyring".to_owned(),
        Problem::SettingsSetAside { file } => {
            format!("The settings file couldn't be read. It was set aside as {file}, nothing in it is lost")
        }
        Problem::SettingsUnreadable => "The settings file can't be read".to_owned(),
        Problem::SettingsNotSaved => "The settings couldn't be saved".to_owned(),
        Problem::HistoryNotWritten => "The history can't be written".to_owned(),
        Problem::HistoryUnreadable => "The history can't be read".to_owned(),
        Problem::HistoryNewer => "The history was written by a newer Hookswitch".to_owned(),
        Problem::HistoryNowhere => "This account has no folder for the history".to_owned(),
        Problem::HistorySetAside { file } => {
            format!("The history couldn't be read. It was set aside as {file}, and a new one is begun")
        }
        Problem::FileNotWritten => "The file couldn't be written".to_owned(),
        Problem::FileNotRead => "The file couldn't be read".to_owned(),
        Problem::NotAReport => "The file isn't a JSON report of Hookswitch".to_owned(),
        Problem::ReportNewer => "The report was made by a newer Hookswitch".to_owned(),
        Problem::ReportOfAnother { company } => {
            let company = super::named(company);
            format!("The report to compare with is of another company, {company}: no webhook is in both")
        }
        Problem::NoDialog => "This desktop shows no dialog to choose a file with".to_owned(),
        Problem::DemoFailed => "The demo company couldn't start".to_owned(),
        Problem::ClipboardFailed => "The clipboard didn't answer".to_owned(),
        Problem::StartNotChanged => "What starts when you sign in couldn't be changed".to_owned(),
        Problem::FolderNotOpened => "No file manager opened the folder".to_owned(),
        _ => "Something went wrong inside Hookswitch".to_owned(),
    }
}

/// What to do next, in one sentence or two.
pub fn problem_advice(problem: &Problem) -> &'static str {
    match problem {
        Problem::Unauthorized => "A proxy may take it away. Try again, or try without a proxy in Settings",
        Problem::WrongKey => {
            "It is wrong or was revoked. Copy ID and token again, or make a new key in the Aircall dashboard under \
             Integrations & API, API keys"
        }
        Problem::RefusedOnTheWay => {
            "This isn't about your key. A firewall, a VPN or a proxy may block api.aircall.io: ask whoever runs the network"
        }
        Problem::WebhooksForbidden => "Ask an Aircall admin whether your plan and the key's rights include webhooks",
        Problem::Offline => "Check the network connection, then try again",
        Problem::Dns { .. } => "Check the network connection or the VPN, then try again",
        Problem::Refused { .. } => "Check the address, the firewall and the VPN, then try again",
        Problem::Tls { issuer: Some(_) } => {
            "Some company networks replace certificates. Ask whoever runs yours to install its certificate on this computer"
        }
        Problem::Tls { issuer: None } => {
            "Check this computer's date and time. A network that replaces certificates may be the cause"
        }
        Problem::ProxySignIn => "Ask whoever runs the network for a proxy without a sign-in, and enter it in Settings",
        Problem::Proxy => "Check the proxy in Settings",
        Problem::TimedOut | Problem::Cut => "The network may be slow. Try again",
        Problem::RateLimited { .. } => {
            "The limit is shared with every other integration of the company. Wait a minute, then try again"
        }
        Problem::ServerFault { .. } => "See its status page, and try again later",
        Problem::Unreadable { .. } => {
            "A sign-in page of the network may stand in between. Open a web page, then try again"
        }
        Problem::Redirected => "The key wasn't sent there. Check the network's sign-in page, or the API address",
        Problem::Rejected { .. } => "Change what it names, then try again",
        Problem::NotFound => "Refresh the list",
        Problem::LimitReached { .. } => "Delete one that is no longer needed, then try again",
        Problem::NoEventsToKeep => {
            "Aircall would subscribe it to all events, so nothing was sent. Open its form with “Edit”, and choose its events"
        }
        Problem::NoCurrentEvent => "Add an event that Aircall still offers first, then try again",
        Problem::TakenOver => "See the history for what becomes of it",
        Problem::CreateUnclear => "Look at the list before you send it again: else it might exist twice",
        Problem::ListIncomplete => "What isn't in it may be there all the same. Try again",
        Problem::ReadOnly => "Allow changes in Settings first",
        Problem::Cancelled => "Nothing more will be sent",
        other => keyring_advice(other),
    }
}

fn keyring_advice(problem: &Problem) -> &'static str {
    match problem {
        Problem::KeyringMissing => {
            "On Linux, install or start gnome-keyring or KWallet, then try again. Or keep the key for this session only"
        }
        Problem::KeyringLocked => "Try again, and enter the keyring's password when the system asks",
        Problem::KeyringSilent | Problem::KeyringBusy => {
            "Look for a window of the system that asks for a password, maybe behind this one. Then try again"
        }
        Problem::KeyringEntryGone | Problem::KeyringEntryUnreadable => "Enter the key again",
        Problem::KeyringFault => "Try again. If it stays so, keep the key for this session only",
        Problem::CredentialTooLong => "Keep it for this session only",
        Problem::SettingsSetAside { .. } => "The keys are still in the keyring. Connect the company again",
        Problem::SettingsUnreadable => "Check that the folder can be read. Until then, nothing is written over it",
        Problem::SettingsNotSaved => "Check that the disk isn't full and the folder can be written",
        Problem::HistoryNotWritten => {
            "Check that the disk isn't full and the folder can be written. Nothing is sent that can't be written down"
        }
        Problem::HistoryUnreadable => "Try again. If it stays so, restart Hookswitch: it sets a damaged file aside",
        Problem::HistoryNewer => "Update Hookswitch. Until then nothing is sent, since it can't be written down",
        Problem::HistoryNowhere => {
            "It is kept in memory, and changes can't be taken back after the end. Set HOOKSWITCH_DATA_DIR to a folder"
        }
        Problem::HistorySetAside { .. } => "Changes from before can't be taken back from here",
        Problem::FileNotWritten => "Check that the folder can be written, or choose another one",
        Problem::FileNotRead => "Check that it is there and may be read",
        Problem::NotAReport => "Choose one that was exported as JSON",
        Problem::ReportNewer => "Update Hookswitch, then try again",
        Problem::ReportOfAnother { .. } => "Choose a report of this company",
        Problem::NoDialog => {
            "On Linux, install xdg-desktop-portal or zenity. Or compare in the terminal: `hookswitch-cli audit --against FILE`"
        }
        Problem::DemoFailed => "Another program may block connections on this computer. Try again",
        Problem::ClipboardFailed => "Try again, or type it",
        Problem::StartNotChanged => "Change it in the system's own settings",
        Problem::FolderNotOpened => "Copy the path instead, and go there yourself",
        _ => "Try again. If it happens again, tell us what you did",
    }
}

/// Both, for a notice or the terminal.
pub fn problem(problem: &Problem) -> String {
    format!("{}. {}", problem_title(problem), problem_advice(problem))
}

/// For whoever is asked about it: what, when, which version. No secret is in a problem.
pub fn problem_details(problem: &Problem, now: jiff::Timestamp, times: crate::domain::TimeFormat) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let (at, title, advice) = (super::exact(now, times), problem_title(problem), problem_advice(problem));
    format!("Hookswitch {version}, {at}\n{title}.\n{advice}.\n")
}

pub fn keyring_slow() -> &'static str {
    "The system may be asking for a password in another window"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_sentence_ends_in_a_full_stop_and_none_is_said_twice() {
        let problems = [
            Problem::Unauthorized,
            Problem::WrongKey,
            Problem::RefusedOnTheWay,
            Problem::WebhooksForbidden,
            Problem::Offline,
            Problem::Dns { host: "h".into() },
            Problem::Refused { host: "h".into() },
            Problem::Tls { issuer: Some("i".into()) },
            Problem::Tls { issuer: None },
            Problem::ProxySignIn,
            Problem::Proxy,
            Problem::TimedOut,
            Problem::Cut,
            Problem::RateLimited { seconds: 1 },
            Problem::ServerFault { status: 500 },
            Problem::Unreadable { status: Some(200) },
            Problem::Redirected,
            Problem::NotFound,
            Problem::ListIncomplete,
            Problem::NoCurrentEvent,
            Problem::TakenOver,
            Problem::ReadOnly,
            Problem::KeyringMissing,
            Problem::KeyringLocked,
            Problem::KeyringSilent,
            Problem::KeyringBusy,
            Problem::KeyringEntryGone,
            Problem::KeyringEntryUnreadable,
            Problem::KeyringFault,
            Problem::SettingsUnreadable,
            Problem::SettingsNotSaved,
            Problem::HistoryNotWritten,
            Problem::HistoryUnreadable,
            Problem::HistoryNewer,
            Problem::HistoryNowhere,
            Problem::FileNotWritten,
            Problem::FileNotRead,
            Problem::NotAReport,
            Problem::ReportNewer,
            Problem::ReportOfAnother { company: "Bolt".into() },
            Problem::NoDialog,
            Problem::StartNotChanged,
            Problem::FolderNotOpened,
            Problem::Internal,
        ];
        let titles: std::collections::BTreeSet<String> = problems.iter().map(problem_title).collect();
        assert_eq!(titles.len(), problems.len());
        assert!(problems.iter().all(|it| !problem(it).ends_with('.')));
    }
}
