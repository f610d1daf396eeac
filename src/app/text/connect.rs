//! The welcome page and the connect page in words.

use crate::domain::{Cleaned, Company, CredentialError, CredentialField, CredentialKind};

pub fn welcome_title() -> &'static str {
    "Welcome to Hookswitch"
}

pub fn welcome_text() -> &'static str {
    "See every Aircall webhook of your company, find what is wrong, switch it back on."
}

pub fn connect_company() -> &'static str {
    "Connect your company"
}

pub fn connect_company_text() -> &'static str {
    "You need an API key: an Aircall admin makes it in two minutes. It stays in this computer's keyring."
}

pub fn explore_demo() -> &'static str {
    "Explore the demo company"
}

pub fn explore_demo_text() -> &'static str {
    "Twenty-four webhooks in every state, to try everything on. No account, no network."
}

pub fn welcome_foot() -> &'static str {
    "No account with us, no telemetry."
}

pub fn what_is_stored() -> &'static str {
    "What is stored where"
}

pub fn what_is_stored_text() -> &'static str {
    "The API key is in this computer's keyring and nowhere else. Names, preferences and the names of webhooks that you \
     give here are in a settings file. What you change and what is seen is in a history file, without tokens and \
     without the values in addresses. Webhooks, their tokens and whole URLs are only in memory while the app runs."
}

pub fn where_keys_come_from() -> &'static str {
    "In the Aircall dashboard: Integrations & API, then API keys, then “Generate API key”. Aircall shows the token only \
     once, and advises one key for each program."
}

pub fn open_dashboard() -> &'static str {
    "Open the API keys page"
}

pub const DASHBOARD_KEYS: &str = "https://dashboard.aircall.io/integrations/api-keys";

pub fn api_id() -> &'static str {
    "API ID"
}

pub fn api_token() -> &'static str {
    "API token"
}

pub fn access_token() -> &'static str {
    "Access token"
}

pub fn token_label(kind: CredentialKind) -> &'static str {
    match kind {
        CredentialKind::Basic => api_token(),
        CredentialKind::Bearer => access_token(),
    }
}

pub fn credential_kind(kind: CredentialKind) -> &'static str {
    match kind {
        CredentialKind::Basic => "API key",
        CredentialKind::Bearer => "OAuth access token",
    }
}

pub fn bearer_note() -> &'static str {
    "An access token sees only the webhooks that it created itself"
}

pub fn paste_into(field: &str) -> String {
    format!("Paste into {field}")
}

pub fn reveal_field(field: &str) -> String {
    format!("Show {field}")
}

pub fn hide_field(field: &str) -> String {
    format!("Hide {field}")
}

pub fn test_and_save() -> &'static str {
    "Test and save"
}

pub fn testing(host: &str) -> String {
    format!("Asking {host} whether the key works…")
}

pub fn keeping_in_keyring() -> &'static str {
    "The key works. Saving it in the keyring…"
}

pub fn keep_for_session() -> &'static str {
    "Keep for this session only"
}

pub fn kept_for_session_note() -> &'static str {
    "The key is kept in memory until you close Hookswitch"
}

pub fn replace_key_of(name: &str) -> String {
    let name = super::named(name);
    format!("New key for {name}")
}

pub fn api_address(host: &str) -> String {
    format!("API address: {host}")
}

pub fn company_numbers(company: &Company) -> String {
    let count = |count: u64, noun| super::plural(usize::try_from(count).unwrap_or(usize::MAX), noun);
    let mut parts = vec![super::named(&company.name).into_owned()];
    parts.extend(company.users.map(|users| count(users, "user")));
    parts.extend(company.numbers.map(|numbers| count(numbers, "number")));
    parts.join(", ")
}

pub fn connected(company: &Company) -> String {
    format!("Connected to {}", company_numbers(company))
}

pub fn unnamed_company() -> &'static str {
    "My company"
}

pub fn pair_found() -> &'static str {
    "This looks like ID and token in one, joined by a colon"
}

pub fn split_pair() -> &'static str {
    "Put them into both fields"
}

/// `Removed 1 invisible character and 2 spaces`, or nothing.
pub fn removed(cleaned: &Cleaned) -> Option<String> {
    let mut parts = Vec::new();
    if cleaned.invisible > 0 {
        parts.push(super::plural(cleaned.invisible, "invisible character"));
    }
    if cleaned.spaces > 0 {
        parts.push(if cleaned.spaces == 1 {
            "1 space or line end".to_owned()
        } else {
            format!("{} spaces or line ends", cleaned.spaces)
        });
    }
    if cleaned.quotes > 0 {
        parts.push("the quotes around it".to_owned());
    }
    let last = parts.pop()?;
    Some(if parts.is_empty() { format!("Removed {last}") } else { format!("Removed {} and {last}", parts.join(", ")) })
}

pub fn credential_error(field: CredentialField, kind: CredentialKind, error: CredentialError) -> String {
    let name = match field {
        CredentialField::ApiId => api_id(),
        CredentialField::Token => token_label(kind),
    };
    match error {
        CredentialError::Empty => format!("Enter the {name}"),
        CredentialError::NotPlain => {
            format!("No {name} has letters with accents or other signs like these. Copy it again from the dashboard")
        }
        CredentialError::TooLong => format!("Too long for an {name}. Something else was pasted"),
        CredentialError::LooksLikeUrl => format!("This is a web address, not an {name}"),
        CredentialError::HasColon => "An API ID has no colon. ID and token belong into a field each".to_owned(),
        CredentialError::LooksLikeHeader => {
            "Paste only the key itself, without “Bearer”, “Basic” or “Authorization”".to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::clean;

    #[test]
    fn what_was_removed_is_said_exactly() {
        assert_eq!(removed(&clean("a\u{200b}b")), Some("Removed 1 invisible character".to_owned()));
        assert_eq!(
            removed(&clean(" “a\u{200b}b” ")),
            Some("Removed 1 invisible character, 2 spaces or line ends and the quotes around it".to_owned())
        );
        assert_eq!(removed(&clean("ab")), None);
    }
}
