//! What to ask after each page of the list. Live answers have no link to the next page and may clamp the page size, so
//! the whole is collected by counting different webhooks, and the reading always ends.

use std::collections::HashSet;

use url::Url;

use super::wire::Page;
use crate::domain::{Webhook, WebhookId};

/// The most that the API gives at once.
pub(super) const PER_PAGE: usize = 50;

/// A company can have no more.
const MOST_WEBHOOKS: usize = crate::domain::webhook::LIMIT;

/// A server that never ends its list is left after this many pages.
const MOST_PAGES: usize = 20;

/// The pages read so far.
pub(super) struct Pages {
    base: Url,
    asked: usize,
    seen: HashSet<WebhookId>,
    webhooks: Vec<Webhook>,
    total: Option<usize>,
}

/// What to ask next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    Page(usize),
    /// The server's own link, to the same scheme, host and port.
    Link(Url),
    Done,
}

impl Pages {
    /// `base` is the only place that links may lead to.
    pub fn new(base: &Url) -> Self {
        Self { base: base.clone(), asked: 0, seen: HashSet::new(), webhooks: Vec::new(), total: None }
    }

    pub fn len(&self) -> usize {
        self.webhooks.len()
    }

    pub fn total(&self) -> Option<usize> {
        self.total
    }

    pub fn into_webhooks(self) -> Vec<Webhook> {
        self.webhooks
    }

    /// Takes in a page, each webhook once, and decides what to ask next.
    pub fn take(&mut self, page: Page) -> Next {
        self.asked += 1;
        self.total = page.total.or(self.total);
        let count = page.webhooks.len();
        let before = self.webhooks.len();
        for hook in page.webhooks {
            if self.seen.insert(hook.id.clone()) {
                self.webhooks.push(hook);
            }
        }
        if self.webhooks.len() == before || self.asked >= MOST_PAGES {
            return Next::Done; // empty, or nothing new, or too many
        }
        if let Some(link) = page.next_link {
            // A link elsewhere isn't followed, but says that there is more.
            return self.own(&link).map_or(Next::Page(self.asked + 1), Next::Link);
        }
        let full = count >= page.size.map_or(PER_PAGE, |size| size.clamp(1, PER_PAGE));
        let missing = self.total.is_some_and(|total| self.webhooks.len() < total);
        // As many as a company can have, and as many as the server tells: no further page can hold one.
        let all = self.total == Some(self.webhooks.len()) && self.webhooks.len() >= MOST_WEBHOOKS;
        if (full && !all) || missing { Next::Page(self.asked + 1) } else { Next::Done }
    }

    /// A link as an address, if the credential may go there.
    fn own(&self, link: &str) -> Option<Url> {
        let url = self.base.join(link).ok()?;
        let same = url.scheme() == self.base.scheme()
            && url.host() == self.base.host()
            && url.port_or_known_default() == self.base.port_or_known_default();
        let plain = url.username().is_empty() && url.password().is_none();
        (same && plain).then_some(url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{CallbackUrl, EventSet, Status};

    fn pages() -> Pages {
        Pages::new(&Url::parse("https://api.example").unwrap())
    }

    fn page(ids: std::ops::Range<usize>, total: Option<usize>, link: Option<&str>) -> Page {
        let webhook = |id: usize| Webhook {
            id: WebhookId::new(format!("w{id}")),
            name: None,
            url: CallbackUrl::received("https://a.example"),
            status: Status::Active,
            events: EventSet::all(),
            token: None,
            created: None,
        };
        Page { webhooks: ids.map(webhook).collect(), total, size: None, next_link: link.map(str::to_owned) }
    }

    #[test]
    fn a_short_page_that_is_the_whole_ends_it() {
        assert_eq!(pages().take(page(0..24, Some(24), None)), Next::Done);
        assert_eq!(pages().take(page(0..24, None, None)), Next::Done);
    }

    #[test]
    fn without_a_link_a_full_page_or_a_missing_webhook_asks_on() {
        let mut all = pages();
        assert_eq!(all.take(page(0..50, None, None)), Next::Page(2));
        assert_eq!(all.take(page(50..73, None, None)), Next::Done);
        let mut clamped = pages();
        assert_eq!(clamped.take(page(0..20, Some(45), None)), Next::Page(2));
        assert_eq!(clamped.take(page(20..40, Some(45), None)), Next::Page(3));
        assert_eq!(clamped.take(page(40..45, Some(45), None)), Next::Done);
        assert_eq!((clamped.len(), clamped.total()), (45, Some(45)));
    }

    #[test]
    fn a_company_with_as_many_as_it_can_have_is_read_in_two_requests() {
        let mut all = pages();
        assert_eq!(all.take(page(0..50, Some(100), None)), Next::Page(2));
        assert_eq!(all.take(page(50..100, Some(100), None)), Next::Done);
        let mut more = pages();
        more.take(page(0..50, Some(101), None));
        assert_eq!(more.take(page(50..100, Some(101), None)), Next::Page(3));
        assert_eq!(pages().take(page(0..50, Some(50), None)), Next::Page(2), "fewer may have been miscounted");
    }

    #[test]
    fn a_server_that_clamps_the_page_size_and_tells_no_total_is_read_to_its_end() {
        let clamped = |ids| Page { size: Some(20), ..page(ids, None, None) };
        let mut all = pages();
        assert_eq!(all.take(clamped(0..20)), Next::Page(2));
        assert_eq!(all.take(clamped(20..25)), Next::Done);
    }

    #[test]
    fn overlapping_pages_count_each_webhook_once() {
        let mut all = pages();
        assert_eq!(all.take(page(0..50, Some(80), None)), Next::Page(2));
        assert_eq!(all.take(page(40..80, Some(80), None)), Next::Done);
        assert_eq!(all.into_webhooks().len(), 80);
    }

    #[test]
    fn a_page_that_is_empty_or_repeats_ends_it() {
        let mut empty = pages();
        assert_eq!(empty.take(page(0..50, Some(73), None)), Next::Page(2));
        assert_eq!(empty.take(page(0..0, Some(73), None)), Next::Done);
        let mut same = pages();
        assert_eq!(same.take(page(0..50, Some(73), Some("/v1/webhooks?page=1"))).page(), 0);
        assert_eq!(same.take(page(0..50, Some(73), Some("/v1/webhooks?page=1"))), Next::Done);
        assert_eq!((same.len(), same.total()), (50, Some(73)), "a part is told as a part");
    }

    #[test]
    fn twenty_pages_are_the_end() {
        let mut all = pages();
        let mut asked = 1;
        while all.take(page(asked * 50..asked * 50 + 50, Some(9999), None)) != Next::Done {
            asked += 1;
        }
        assert_eq!(asked, MOST_PAGES);
    }

    #[test]
    fn a_link_is_followed_only_to_the_same_place() {
        let next = |link: &str| pages().take(page(0..1, None, Some(link)));
        let own = "https://api.example/v1/webhooks?page=2&per_page=1";
        assert_eq!(next(own), Next::Link(Url::parse(own).unwrap()));
        assert_eq!(next("/v1/webhooks?page=2&per_page=1"), Next::Link(Url::parse(own).unwrap()));
        assert_eq!(next("https://api.example:443/v1/webhooks?page=2&per_page=1"), Next::Link(Url::parse(own).unwrap()));
        for elsewhere in [
            "http://api.example/v1/webhooks?page=2",
            "https://api.example:8443/v1/webhooks?page=2",
            "https://evil.example/v1/webhooks?page=2",
            "//evil.example/v1/webhooks?page=2",
            "https://api.example@evil.example/",
            "https://user:password@api.example/v1/webhooks",
            "https://",
        ] {
            assert_eq!(next(elsewhere), Next::Page(2), "{elsewhere}");
        }
    }

    impl Next {
        fn page(&self) -> usize {
            match self {
                Self::Page(page) => *page,
                Self::Link(_) | Self::Done => 0,
            }
        }
    }
}
