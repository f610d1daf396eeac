//! Takes secrets out of texts that should hold none: a webhook may have been named after its own URL.

use crate::domain::Webhook;

const DOTS: &str = "•••";
/// A shorter text may well be a common word.
const SHORTEST: usize = 8;

/// The tokens of a company's webhooks and the secret parts of their URLs, longest first.
pub struct Hide(Vec<String>);

impl Hide {
    pub fn secrets_of(hooks: &[Webhook]) -> Self {
        let tokens = hooks.iter().filter_map(|hook| hook.token.as_ref().map(|token| token.expose().to_owned()));
        let in_urls = hooks.iter().flat_map(|hook| hook.url.secrets()).filter(|part| isnt_a_word(part));
        let mut all: Vec<String> =
            tokens.chain(in_urls.map(str::to_owned)).filter(|secret| secret.chars().count() >= SHORTEST).collect();
        all.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
        all.dedup();
        Self(all)
    }

    /// The text with dots for every secret.
    pub fn text(&self, text: &str) -> String {
        let mut hidden = text.to_owned();
        for secret in &self.0 {
            if hidden.contains(secret) {
                hidden = hidden.replace(secret, DOTS);
            }
        }
        hidden
    }
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
