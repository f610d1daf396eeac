//! What a keyring entry holds: a short JSON text.

use serde_json::{Value, json};
use zeroize::Zeroizing;

use crate::domain::{Credential, Secret};

/// Windows' limit for an entry, in UTF-16.
const MOST_BYTES: usize = 2_560;

/// `None`: too long for the smallest keyring that must hold it.
pub fn write(credential: &Credential) -> Option<Zeroizing<String>> {
    let value = match credential {
        Credential::Basic { api_id, api_token } => {
            json!({"v": 1, "kind": "basic", "id": api_id, "token": api_token.expose()})
        }
        Credential::Bearer { access_token } => json!({"v": 1, "kind": "bearer", "token": access_token.expose()}),
    };
    let text = Zeroizing::new(value.to_string());
    (text.encode_utf16().count() * 2 <= MOST_BYTES).then_some(text)
}

/// `None`: not an entry of this app.
pub fn read(text: &str) -> Option<Credential> {
    let value: Value = serde_json::from_str(text).ok()?;
    let part = |key: &str| value.get(key).and_then(Value::as_str).filter(|part| !part.is_empty());
    match part("kind")? {
        "basic" => Some(Credential::Basic { api_id: part("id")?.to_owned(), api_token: Secret::new(part("token")?) }),
        "bearer" => Some(Credential::Bearer { access_token: Secret::new(part("token")?) }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_come_back_as_they_were() {
        for credential in [
            Credential::Basic { api_id: "id".into(), api_token: Secret::new("to\"k") },
            Credential::Bearer { access_token: Secret::new("tok") },
        ] {
            assert_eq!(write(&credential).and_then(|text| read(&text)), Some(credential));
        }
    }

    #[test]
    fn what_windows_could_not_hold_is_refused_everywhere() {
        let long = Credential::Bearer { access_token: Secret::new("x".repeat(1_300)) };
        assert_eq!(write(&long), None);
    }

    #[test]
    fn an_entry_of_another_program_is_not_read() {
        for text in ["", "secret", "{}", r#"{"kind":"basic","id":"a"}"#, r#"{"kind":"x","token":"a"}"#] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
