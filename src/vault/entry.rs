//! The text of a keyring entry: compact JSON with a version, so that a later form can be told from this one.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize as _, Zeroizing};

use super::VaultError;
use crate::domain::{Credential, Secret};

/// What Windows allows for one entry. It stores text as UTF-16; the other systems follow, so that a profile can move.
const LONGEST_UTF16_BYTES: usize = 2_560;

const VERSION: u32 = 1;

/// `{"v":1,"kind":"basic","id":…,"token":…}` or `{"v":1,"kind":"bearer","token":…}`.
///
/// Flat on purpose: serde buffers tagged enums, and those copies can't be wiped.
#[derive(Serialize, Deserialize)]
struct Shape<'a> {
    v: u32,
    #[serde(borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    token: Cow<'a, str>,
}

impl Drop for Shape<'_> {
    /// Only texts with escapes are copies; the others lie in the entry, which its owner wipes.
    fn drop(&mut self) {
        if let Cow::Owned(token) = &mut self.token {
            token.zeroize();
        }
        if let Some(Cow::Owned(id)) = &mut self.id {
            id.zeroize();
        }
    }
}

/// The entry's text for a credential.
pub(super) fn write(credential: &Credential) -> Result<Zeroizing<String>, VaultError> {
    let (kind, id, token) = match credential {
        Credential::Basic { api_id, api_token } => ("basic", Some(api_id.as_str()), api_token.expose()),
        Credential::Bearer { access_token } => ("bearer", None, access_token.expose()),
    };
    // Room for every character as `\u00xx`: a buffer that grew would leave copies behind.
    let room = 64 + 6 * (token.len() + id.map_or(0, str::len));
    let mut bytes = Zeroizing::new(Vec::with_capacity(room));
    let shape = Shape { v: VERSION, kind: Cow::Borrowed(kind), id: id.map(Cow::Borrowed), token: Cow::Borrowed(token) };
    serde_json::to_writer(&mut *bytes, &shape).map_err(|_impossible| VaultError::Other)?;
    let text = String::from_utf8(std::mem::take(&mut *bytes)).map_err(|_impossible| VaultError::Other)?;
    let text = Zeroizing::new(text);
    if text.encode_utf16().count() * 2 > LONGEST_UTF16_BYTES {
        return Err(VaultError::TooLong);
    }
    Ok(text)
}

/// The credential in an entry's text. What this app didn't write is [`VaultError::Unreadable`].
pub(super) fn read(text: &str) -> Result<Credential, VaultError> {
    let shape: Shape<'_> = serde_json::from_str(text).map_err(|_unreadable| VaultError::Unreadable)?;
    if shape.v != VERSION || shape.token.is_empty() {
        return Err(VaultError::Unreadable);
    }
    match (&*shape.kind, &shape.id) {
        ("basic", Some(id)) if !id.is_empty() => {
            Ok(Credential::Basic { api_id: (**id).to_owned(), api_token: Secret::new(&*shape.token) })
        }
        ("bearer", None) => Ok(Credential::Bearer { access_token: Secret::new(&*shape.token) }),
        _ => Err(VaultError::Unreadable),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn basic(id: &str, token: &str) -> Credential {
        Credential::Basic { api_id: id.to_owned(), api_token: Secret::new(token) }
    }

    #[test]
    fn an_entry_has_the_form_that_is_written_down() {
        let text = |credential: &Credential| write(credential).map(|text| text.to_string());
        assert_eq!(text(&basic("i", "t")).as_deref(), Ok(r#"{"v":1,"kind":"basic","id":"i","token":"t"}"#));
        let bearer = Credential::Bearer { access_token: Secret::new("a") };
        assert_eq!(text(&bearer).as_deref(), Ok(r#"{"v":1,"kind":"bearer","token":"a"}"#));
    }

    #[test]
    fn what_windows_could_not_hold_is_refused_everywhere() {
        let frame = write(&basic("i", "t")).unwrap().len() - 1;
        assert!(write(&basic("i", &"t".repeat(1_280 - frame))).is_ok());
        assert_eq!(write(&basic("i", &"t".repeat(1_281 - frame))).err(), Some(VaultError::TooLong));
    }

    #[test]
    fn what_the_connect_form_accepts_fits() {
        let token = "t".repeat(1_150);
        assert!(write(&basic(&"1".repeat(40), &token)).is_ok());
    }

    #[test]
    fn an_entry_that_is_not_ours_is_unreadable() {
        for text in [
            "",
            "hunter2",
            "{}",
            r#"{"v":2,"kind":"bearer","token":"a"}"#,
            r#"{"v":1,"kind":"cookie","token":"a"}"#,
            r#"{"v":1,"kind":"basic","token":"a"}"#,
            r#"{"v":1,"kind":"basic","id":"","token":"a"}"#,
            r#"{"v":1,"kind":"bearer","token":""}"#,
        ] {
            assert_eq!(read(text), Err(VaultError::Unreadable), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(id in ".{1,40}", token in ".{1,80}", has_id: bool) {
            let credential = if has_id {
                basic(&id, &token)
            } else {
                Credential::Bearer { access_token: Secret::new(token) }
            };
            let text = write(&credential).unwrap();
            prop_assert_eq!(read(&text), Ok(credential));
        }

        #[test]
        fn no_text_makes_reading_panic(text in ".*") {
            let _credential = read(&text);
        }
    }
}
