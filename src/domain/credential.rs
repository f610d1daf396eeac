//! What proves to Aircall who asks: an API key of two parts, or an OAuth access token.

use super::clean::{Cleaned, clean};
use super::profile::CredentialKind;
use super::secret::Secret;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// HTTP Basic: an API key from the dashboard.
    Basic { api_id: String, api_token: Secret },
    /// An OAuth access token: sees only the webhooks that it made itself.
    Bearer { access_token: Secret },
}

impl Credential {
    pub fn kind(&self) -> CredentialKind {
        match self {
            Self::Basic { .. } => CredentialKind::Basic,
            Self::Bearer { .. } => CredentialKind::Bearer,
        }
    }
}

/// The text of the connect form.
#[derive(Clone, Default)]
pub struct CredentialDraft {
    pub kind: CredentialKind,
    pub api_id: String,
    /// The API token, or the access token.
    pub token: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CredentialField {
    ApiId,
    Token,
}

/// Why a field can't be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CredentialError {
    Empty,
    /// Characters that no key has, such as letters with accents.
    NotPlain,
    TooLong,
    /// A web address, not a key.
    LooksLikeUrl,
    /// A colon in the ID, which HTTP Basic can't carry.
    HasColon,
    /// Starts with `Bearer` or `Basic`: a whole header was pasted.
    LooksLikeHeader,
}

/// Windows limits an entry to 2,560 bytes, stored as UTF-16 by some tools: half of it, less the room for our JSON.
const LONGEST: usize = 1_200;

impl CredentialDraft {
    /// Cleans both fields in place, and says what was taken out of each.
    pub fn clean(&mut self) -> (Cleaned, Cleaned) {
        let (id, token) = (clean(&self.api_id), clean(&self.token));
        self.api_id.clone_from(&id.text);
        self.token.clone_from(&token.text);
        (id, token)
    }

    /// Whether one field holds `id:token`, and the other nothing: then both parts.
    pub fn split_pair(&self) -> Option<(String, String)> {
        if self.kind != CredentialKind::Basic {
            return None;
        }
        let (id, token) = (clean(&self.api_id).text, clean(&self.token).text);
        let whole = match (id.is_empty(), token.is_empty()) {
            (false, true) => id,
            (true, false) => token,
            (false, false) if id == token => id,
            (true, true) | (false, false) => return None,
        };
        let (left, right) = whole.split_once(':')?;
        let plain = !left.is_empty() && !right.is_empty() && !right.contains(':') && !right.starts_with("//");
        plain.then(|| (left.to_owned(), right.to_owned()))
    }

    /// The credential, or what is wrong with each field.
    pub fn parse(&self) -> Result<Credential, Vec<(CredentialField, CredentialError)>> {
        let mut errors = Vec::new();
        let (id, token) = (clean(&self.api_id).text, clean(&self.token).text);
        if self.kind == CredentialKind::Basic {
            if let Some(error) = refuse(&id) {
                errors.push((CredentialField::ApiId, error));
            } else if id.contains(':') {
                errors.push((CredentialField::ApiId, CredentialError::HasColon));
            }
        }
        if let Some(error) = refuse(&token) {
            errors.push((CredentialField::Token, error));
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(match self.kind {
            CredentialKind::Basic => Credential::Basic { api_id: id, api_token: Secret::new(token) },
            CredentialKind::Bearer => Credential::Bearer { access_token: Secret::new(token) },
        })
    }
}

impl std::fmt::Debug for CredentialDraft {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("CredentialDraft(…)")
    }
}

fn refuse(text: &str) -> Option<CredentialError> {
    let lower = text.to_ascii_lowercase();
    if text.is_empty() {
        Some(CredentialError::Empty)
    } else if lower.starts_with("http://") || lower.starts_with("https://") {
        Some(CredentialError::LooksLikeUrl)
    } else if lower.starts_with("bearer") || lower.starts_with("basic") || lower.starts_with("authorization") {
        Some(CredentialError::LooksLikeHeader)
    } else if !text.chars().all(|c| c.is_ascii_graphic()) {
        Some(CredentialError::NotPlain)
    } else if text.len() > LONGEST {
        Some(CredentialError::TooLong)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(api_id: &str, token: &str) -> CredentialDraft {
        CredentialDraft { kind: CredentialKind::Basic, api_id: api_id.into(), token: token.into() }
    }

    #[test]
    fn a_pasted_pair_is_recognised_in_either_field() {
        let pair = Some(("id1".to_owned(), "tok1".to_owned()));
        assert_eq!(draft("id1:tok1", "").split_pair(), pair);
        assert_eq!(draft("", " id1:tok1\n").split_pair(), pair);
        assert_eq!(draft("id1", "a:b").split_pair(), None, "a token may hold a colon");
        assert_eq!(draft("https://x", "").split_pair(), None);
    }

    #[test]
    fn what_cannot_be_right_is_refused_under_its_field() {
        use CredentialError as E;
        use CredentialField as F;
        let errors = |id: &str, token: &str| draft(id, token).parse().err().unwrap_or_default();
        assert_eq!(errors("", ""), [(F::ApiId, E::Empty), (F::Token, E::Empty)]);
        assert_eq!(errors("a", "https://x"), [(F::Token, E::LooksLikeUrl)]);
        assert_eq!(errors("clé", "x"), [(F::ApiId, E::NotPlain)]);
        assert_eq!(errors("a:b", "x"), [(F::ApiId, E::HasColon)]);
        assert_eq!(errors("a", "Bearer abc"), [(F::Token, E::LooksLikeHeader)]);
        assert_eq!(errors("a", &"x".repeat(2000)), [(F::Token, E::TooLong)]);
        assert_eq!(errors(" a ", "\u{200b}b"), []);
    }

    #[test]
    fn a_draft_shows_nothing_in_debug() {
        assert_eq!(format!("{:?}", draft("a", "b")), "CredentialDraft(…)");
    }
}
