//! The text of the form, and the only way from it to something that can be sent.

use super::clean::{clean, clean_name};
use super::edit::{Edit, EventEdit};
use super::event::EventSet;
use super::url::{CallbackUrl, UrlError, UrlWarning};
use super::webhook::{Status, Webhook, WebhookId};

/// What the user has typed and ticked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub name: String,
    pub url: String,
    pub events: EventSet,
    /// Only an edit asks for it: a new webhook is active.
    pub active: bool,
}

impl Default for Draft {
    fn default() -> Self {
        Self { name: String::new(), url: String::new(), events: EventSet::default(), active: true }
    }
}

/// Why a draft can't be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftError {
    Url(UrlError),
    NameTooLong,
    /// It has a name, and an update can't take one away.
    NameNeeded,
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
    /// The form filled with a webhook.
    pub fn of(hook: &Webhook) -> Self {
        Self {
            name: hook.name.clone().unwrap_or_default(),
            url: hook.url.expose().to_owned(),
            events: hook.events.clone(),
            active: hook.status.is_active(),
        }
    }

    /// What the form changes in `opened`, the webhook that it was filled with.
    ///
    /// A URL that wasn't touched passes whatever it is: old entries may break today's rules.
    pub fn edit(&self, opened: &Webhook) -> Result<Edit, Vec<DraftError>> {
        let mut errors = Vec::new();
        let name = clean_name(&self.name).text;
        let named = opened.name.as_deref().is_some_and(|name| !name.trim().is_empty());
        if name.is_empty() && named {
            errors.push(DraftError::NameNeeded);
        }
        if name.chars().count() > LONGEST_NAME {
            errors.push(DraftError::NameTooLong);
        }
        if self.events.is_empty() {
            errors.push(DraftError::NoEvents);
        }
        let touched = self.url != opened.url.expose();
        let url = touched.then(|| CallbackUrl::parse(&clean(&self.url).text)).transpose();
        let status = Status::of(self.active);
        match url {
            Ok(url) if errors.is_empty() => Ok(Edit {
                name: Some(name).filter(|name| !name.is_empty() && opened.name.as_deref() != Some(name)),
                url: url.filter(|url| *url != opened.url),
                events: if self.events == opened.events {
                    EventEdit::Keep
                } else {
                    EventEdit::Exactly(self.events.clone())
                },
                status: (status != opened.status).then_some(status),
            }),
            Ok(_) => Err(errors),
            Err(error) => {
                errors.insert(0, DraftError::Url(error));
                Err(errors)
            }
        }
    }

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
    ///
    /// `but`: the webhook that is edited, which is no double of itself.
    pub fn warnings(&self, hooks: &[Webhook], but: Option<&WebhookId>) -> Vec<UrlWarning> {
        let Ok(url) = CallbackUrl::parse(&clean(&self.url).text) else {
            return Vec::new();
        };
        let mut warnings = url.warnings();
        warnings.extend(
            url.duplicates(hooks, but)
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
        let draft =
            Draft { name: " Orders\u{200b} ".into(), url: " https://a.example/x\n".into(), events, active: true };
        let spec = draft.parse().ok();
        assert_eq!(spec.as_ref().and_then(WebhookSpec::name), Some("Orders"));
        assert_eq!(spec.map(|spec| spec.url().expose().to_owned()), Some("https://a.example/x".to_owned()));
    }

    #[test]
    fn an_edit_holds_only_what_was_changed() {
        let events: EventSet = [EventName::new("call.ended"), EventName::new("sms.sent")].into_iter().collect();
        let opened = Webhook {
            id: WebhookId::new("w1"),
            name: Some("Orders".into()),
            url: CallbackUrl::received("http://old.example/x"),
            status: Status::Inactive,
            events,
            token: None,
            created: None,
        };
        let mut draft = Draft::of(&opened);
        assert_eq!(draft.edit(&opened), Ok(Edit::default()), "an old address that isn't touched is no error");
        draft.active = true;
        draft.name = " Shop ".into();
        let wanted = Edit { name: Some("Shop".into()), status: Some(Status::Active), ..Edit::default() };
        assert_eq!(draft.edit(&opened), Ok(wanted));
        draft.url.push('y');
        draft.name.clear();
        draft.events = EventSet::default();
        assert_eq!(
            draft.edit(&opened),
            Err(vec![DraftError::Url(UrlError::NotHttps), DraftError::NameNeeded, DraftError::NoEvents])
        );
    }
}
