//! The text of the form, and the only way from it to something that can be sent.

use super::clean::{clean, clean_name};
use super::event::EventSet;
use super::url::{CallbackUrl, UrlError, UrlWarning};
use super::webhook::Webhook;

/// What the user has typed and ticked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    pub name: String,
    pub url: String,
    pub events: EventSet,
}

/// Why a draft can't be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftError {
    Url(UrlError),
    NameTooLong,
    /// Nothing ticked: Aircall would take that for "all events".
    NoEvents,
}

/// A webhook that may be created. Only [`Draft::parse`] makes one, so its events are never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookSpec {
    name: Option<String>,
    url: CallbackUrl,
    events: EventSet,
}

/// The longest name that the form takes.
const LONGEST_NAME: usize = 255;

impl Draft {
    pub fn parse(&self) -> Result<WebhookSpec, Vec<DraftError>> {
        let mut errors = Vec::new();
        let url = CallbackUrl::parse(&clean(&self.url).text);
        let name = clean_name(&self.name).text;
        if let Err(error) = url {
            errors.push(DraftError::Url(error));
        }
        if name.chars().count() > LONGEST_NAME {
            errors.push(DraftError::NameTooLong);
        }
        if self.events.is_empty() {
            errors.push(DraftError::NoEvents);
        }
        match url {
            Ok(url) if errors.is_empty() => {
                let name = (!name.is_empty()).then_some(name);
                Ok(WebhookSpec { name, url, events: self.events.clone() })
            }
            Ok(_) | Err(_) => Err(errors),
        }
    }

    /// What is allowed but likely a mistake, seen beside the webhooks that exist.
    pub fn warnings(&self, hooks: &[Webhook]) -> Vec<UrlWarning> {
        let Ok(url) = CallbackUrl::parse(&clean(&self.url).text) else {
            return Vec::new();
        };
        let mut warnings = url.warnings();
        warnings.extend(
            url.duplicates(hooks, None)
                .into_iter()
                .take(1)
                .map(|hook| UrlWarning::Duplicate { id: hook.id.clone(), label: hook.label() }),
        );
        warnings
    }
}

impl WebhookSpec {
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    pub fn url(&self) -> &CallbackUrl {
        &self.url
    }

    pub fn events(&self) -> &EventSet {
        &self.events
    }

    /// Whether a webhook in a list could be the one that this created.
    pub fn matches(&self, hook: &Webhook) -> bool {
        hook.url == self.url && hook.events == self.events
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::EventName;

    #[test]
    fn nothing_ticked_cannot_be_sent() {
        let draft = Draft { url: "https://a.example".into(), ..Draft::default() };
        assert_eq!(draft.parse(), Err(vec![DraftError::NoEvents]));
    }

    #[test]
    fn every_error_is_told_at_once() {
        let draft = Draft { name: "n".repeat(300), ..Draft::default() };
        assert_eq!(
            draft.parse(),
            Err(vec![DraftError::Url(UrlError::Empty), DraftError::NameTooLong, DraftError::NoEvents])
        );
    }

    #[test]
    fn a_draft_is_cleaned_before_it_is_sent() {
        let events: EventSet = [EventName::new("call.ended")].into_iter().collect();
        let draft = Draft { name: " Orders\u{200b} ".into(), url: " https://a.example/x\n".into(), events };
        let spec = draft.parse().ok();
        assert_eq!(spec.as_ref().and_then(WebhookSpec::name), Some("Orders"));
        assert_eq!(spec.map(|spec| spec.url().expose().to_owned()), Some("https://a.example/x".to_owned()));
    }
}
