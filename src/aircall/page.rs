//! Which page to ask next: trap 8 of the API, as a rule without a network.

use std::collections::BTreeSet;

use super::wire::Page;
use crate::domain::{Webhook, WebhookId};

/// What the API allows at most.
pub const PER_PAGE: usize = 50;
const MOST_PAGES: usize = 20;

/// What to ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    Number(usize),
    /// A link from the answer, not yet checked against the base.
    Link(String),
}

/// Collects pages and says what comes next.
#[derive(Debug, Default)]
pub struct Pages {
    pub webhooks: Vec<Webhook>,
    pub total: Option<usize>,
    seen: BTreeSet<WebhookId>,
    asked: usize,
}

impl Pages {
    pub fn first() -> Ask {
        Ask::Number(1)
    }

    /// Takes a page in. `None`: that was the last.
    pub fn take(&mut self, page: Page) -> Option<Ask> {
        self.asked += 1;
        let (size, before) = (page.webhooks.len(), self.webhooks.len());
        self.total = page.total.or(self.total);
        for hook in page.webhooks {
            if self.seen.insert(hook.id.clone()) {
                self.webhooks.push(hook);
            }
        }
        let nothing_new = self.webhooks.len() == before;
        if size == 0 || nothing_new || self.asked >= MOST_PAGES {
            return None;
        }
        if let Some(link) = page.next_link {
            return Some(Ask::Link(link));
        }
        let missing = self.total.is_some_and(|total| self.webhooks.len() < total);
        (size >= PER_PAGE || missing).then_some(Ask::Number(self.asked + 1))
    }
}

/// A link that stays on the base's scheme, host and port, since the key goes with it.
pub fn safe_link(base: &url::Url, link: &str) -> Option<url::Url> {
    let joined = base.join(link).ok()?;
    let plain = joined.username().is_empty() && joined.password().is_none();
    (plain && joined.origin() == base.origin()).then_some(joined)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{CallbackUrl, EventSet, Status};

    fn page(ids: std::ops::Range<usize>, total: Option<usize>, link: Option<&str>) -> Page {
        let webhooks = ids
            .map(|id| Webhook {
                id: WebhookId::new(id.to_string()),
                name: None,
                url: CallbackUrl::received(""),
                status: Status::Active,
                events: EventSet::default(),
                token: None,
                created: None,
            })
            .collect();
        Page { webhooks, total, next_link: link.map(str::to_owned) }
    }

    #[test]
    fn one_short_page_that_holds_all_is_the_end() {
        assert_eq!(Pages::default().take(page(0..3, Some(3), None)), None);
        assert_eq!(Pages::default().take(page(0..3, None, None)), None);
    }

    #[test]
    fn a_full_page_without_a_link_is_followed_by_the_next() {
        let mut pages = Pages::default();
        assert_eq!(pages.take(page(0..50, Some(50), None)), Some(Ask::Number(2)));
        assert_eq!(pages.take(page(0..0, Some(50), None)), None);
    }

    #[test]
    fn a_short_page_below_the_total_asks_on_and_tells_the_gap() {
        let mut pages = Pages::default();
        assert_eq!(pages.take(page(0..20, Some(73), None)), Some(Ask::Number(2)));
        assert_eq!(pages.take(page(20..50, Some(73), None)), Some(Ask::Number(3)));
        assert_eq!(pages.take(page(0..0, Some(73), None)), None);
        assert_eq!((pages.webhooks.len(), pages.total), (50, Some(73)));
    }

    #[test]
    fn a_link_is_followed_and_a_repeating_page_ends_it() {
        let mut pages = Pages::default();
        assert_eq!(pages.take(page(0..5, Some(9), Some("/x"))), Some(Ask::Link("/x".into())));
        assert_eq!(pages.take(page(0..5, Some(9), Some("/x"))), None);
    }

    #[test]
    fn twenty_pages_are_the_most() {
        let mut pages = Pages::default();
        let asks = (0..40).take_while(|n| pages.take(page(n * 50..n * 50 + 50, None, None)).is_some()).count();
        assert_eq!(asks, 19);
    }

    #[test]
    fn a_link_elsewhere_is_not_followed() {
        let base = url::Url::parse("https://api.aircall.io/").unwrap();
        assert!(safe_link(&base, "/v1/webhooks?page=2").is_some());
        assert!(safe_link(&base, "https://api.aircall.io/v1/webhooks?page=2").is_some());
        for bad in [
            "https://evil.example/",
            "http://api.aircall.io/",
            "https://api.aircall.io:8443/",
            "https://a@api.aircall.io/",
        ] {
            assert!(safe_link(&base, bad).is_none(), "{bad}");
        }
    }
}
