//! Takes secrets out of texts that should hold none: a webhook may have been named after its own URL.

use crate::domain::{CallbackUrl, Webhook};

const DOTS: &str = "•••";
/// A shorter text may well be a common word.
const SHORTEST: usize = 8;

/// The tokens of a company's webhooks and the secret parts of their URLs, longest first.
pub struct Hide(Vec<String>);

impl Hide {
    pub fn secrets_of(hooks: &[Webhook]) -> Self {
        let tokens = hooks.iter().filter_map(|hook| hook.token.as_ref().map(|token| token.expose().to_owned()));
        let in_urls = hooks.iter().flat_map(|hook| hook.url.secret_forms()).filter(|part| isnt_a_word(part));
        let mut all: Vec<String> = tokens.chain(in_urls).filter(|secret| secret.chars().count() >= SHORTEST).collect();
        all.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
        all.dedup();
        Self(all)
    }

    /// The text with dots for every secret. A URL in it loses all that may be one, also what is a common word.
    pub fn text(&self, text: &str) -> String {
        let mut hidden: String = crate::app::text::without_marks(text)
            .split_inclusive(char::is_whitespace)
            .map(without_url_secrets)
            .collect();
        for secret in &self.0 {
            if hidden.contains(secret) {
                hidden = hidden.replace(secret, DOTS);
            }
        }
        hidden
    }
}

/// Where there is a URL in a word, its secrets are hidden.
fn without_url_secrets(word: &str) -> String {
    let Some(colon) = word.find(":/").or_else(|| word.find(":\\")) else {
        return word.to_owned();
    };
    let in_scheme = |sign: char| sign.is_ascii_alphanumeric() || "+-.".contains(sign);
    let scheme = word.get(..colon).map_or(0, |before| before.trim_end_matches(in_scheme).len());
    let (before, url) = word.split_at(scheme);
    // The sentence that it ends, and not the URL.
    let end = url.trim_end_matches(|sign: char| sign.is_whitespace() || ".,;:!?)]}\"'”’»".contains(sign)).len();
    let (url, after) = url.split_at(end);
    let masked = CallbackUrl::received(url).masked();
    // Another one may follow in its path.
    let (first, others) = masked.split_at(masked.len().min(colon - scheme + 1));
    format!("{before}{first}{}{after}", without_url_secrets(others))
}

/// A URL's query also holds values such as `production`, which are no secret and stand in sentences.
fn isnt_a_word(part: &str) -> bool {
    part.chars().any(|c| c.is_ascii_digit()) || part.len() >= 2 * SHORTEST
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{CallbackUrl, EventSet, Secret, Status, WebhookId};

    fn hook(url: &str, token: &str) -> Webhook {
        Webhook {
            id: WebhookId::new("1"),
            name: None,
            url: CallbackUrl::received(url),
            status: Status::Active,
            events: EventSet::default(),
            token: Some(Secret::new(token)),
            created: None,
        }
    }

    #[test]
    fn a_name_that_holds_a_secret_loses_it() {
        let hide = Hide::secrets_of(&[hook("https://a.example/in?key=abc123def&env=production", "tokentoken")]);
        assert_eq!(hide.text("https://a.example/in?key=abc123def"), "https://a.example/in?key=•••");
        assert_eq!(hide.text("the tokentoken of production"), "the ••• of production");
        assert_eq!(hide.text("nothing here"), "nothing here");
    }

    #[test]
    fn a_url_in_a_name_loses_also_what_is_short_or_a_word() {
        let hide = Hide::secrets_of(&[]);
        for (name, shown) in [
            ("https://u:hunter2@a.example/in", "https://•••@a.example/in"),
            ("To https://a.example/in?key=supersecret, and on", "To https://a.example/in?key=•••, and on"),
            ("(see https://u:pw@a.example/in).", "(see https://•••@a.example/in)."),
            ("one\nhttps:/u:pw@a.example\ttwo", "one\nhttps:/•••@a.example\ttwo"),
            ("https://a.example/x|https://u:pw@b.example", "https://a.example/x|https://•••@b.example"),
            ("https://a.example/in?next=https://u:pw@b.example", "https://a.example/in?next=•••"),
            ("Was https://a.example/in?key=•••.", "Was https://a.example/in?key=•••."),
            ("Webhook: 10:30, a/b: fine :/", "Webhook: 10:30, a/b: fine :/"),
        ] {
            assert_eq!(hide.text(name), shown);
        }
    }

    #[test]
    fn a_secret_is_hidden_decoded_too() {
        let hide = Hide::secrets_of(&[hook("https://a.example/in?key=a%2Fb%3Dlongone1", "t")]);
        assert_eq!(hide.text("CRM a/b=longone1"), "CRM •••");
    }

    #[test]
    fn a_secret_that_holds_another_is_hidden_whole() {
        let hide = Hide::secrets_of(&[hook("https://a.example/in?key=12345678", "12345678-90")]);
        assert_eq!(hide.text("x12345678-90x"), "x•••x");
    }

    #[test]
    fn short_values_are_left_in_sentences() {
        let hide = Hide::secrets_of(&[hook("https://a.example/in?v=2024", "1")]);
        assert_eq!(hide.text("1 webhook of 2024"), "1 webhook of 2024");
    }
}
