//! What the demo company holds: its webhooks, as the server keeps them and as tests see them.

use super::{data, wanted};

/// The demo company's name in `/v1/company`.
pub const COMPANY_NAME: &str = "Demo company";

/// A company with its webhooks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompanyData {
    pub name: String,
    pub users: u64,
    pub numbers: u64,
    /// From the oldest to the newest.
    pub webhooks: Vec<Stored>,
    /// How many more the list's `total` counts than any answer shows.
    pub unlisted: u64,
}

impl CompanyData {
    /// 24 webhooks in telling states, 5 of them deactivated. Always the same.
    pub fn demo() -> Self {
        Self::with(data::webhooks())
    }

    /// The demo company near Aircall's limit of 100: 95 webhooks, and a list that says 97.
    pub fn crowded() -> Self {
        let mut company = Self::demo();
        company.set_crowded(true);
        company
    }

    /// Adds the branches' webhooks, or takes them away again. The others stay as they are.
    pub(super) fn set_crowded(&mut self, crowded: bool) {
        let branches = data::branches();
        self.webhooks.retain(|hook| branches.iter().all(|branch| branch.id != hook.id));
        self.unlisted = 0;
        if crowded {
            self.webhooks.extend(branches);
            self.unlisted = 2;
        }
    }

    /// The demo company with these webhooks instead of its own.
    pub fn with(webhooks: Vec<Stored>) -> Self {
        Self { name: COMPANY_NAME.to_owned(), users: 38, numbers: 12, webhooks, unlisted: 0 }
    }

    /// A company with this many webhooks, all alike and active.
    pub fn of_size(count: u64) -> Self {
        let sample = |n| Stored::sample(n, &format!("Hook {n}"), &["call.ended"]);
        Self::with((1..=count).map(sample).collect())
    }
}

/// A webhook as the server keeps it.
#[derive(Clone, PartialEq, Eq)]
pub struct Stored {
    /// The UUID that paths name.
    pub id: String,
    /// The integer `id` of some live answers, and the end of the old links.
    pub number: u64,
    pub name: Option<String>,
    pub url: String,
    pub active: bool,
    pub events: Vec<String>,
    pub token: String,
    pub created: Created,
}

impl Stored {
    /// An active webhook with fixed id and token that follow from `n`. No events means all.
    pub fn sample(n: u64, name: &str, events: &[&str]) -> Self {
        let events = if events.is_empty() {
            wanted::every_event()
        } else {
            events.iter().map(|&name| name.to_owned()).collect()
        };
        Self {
            id: uuid(mixed(n), mixed(n ^ 0x5555)),
            number: 26_000 + mixed(n) % 70_000_000,
            name: Some(name.to_owned()),
            url: format!("https://hook-{n}.example/aircall"),
            active: true,
            events,
            token: hex(mixed(n ^ 0xAAAA), mixed(n ^ 0xFFFF)),
            created: Created::Iso("2024-01-15T09:30:00.000Z".to_owned()),
        }
    }

    /// The same, switched off.
    #[must_use]
    pub fn off(mut self) -> Self {
        self.active = false;
        self
    }

    /// The same at another address.
    #[must_use]
    pub fn at(mut self, url: &str) -> Self {
        url.clone_into(&mut self.url);
        self
    }
}

/// Leaves out the token, and everything of the URL that can be a secret.
impl std::fmt::Debug for Stored {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let url = self.url.split(['?', '#']).next().unwrap_or_default();
        formatter
            .debug_struct("Stored")
            .field("id", &self.id)
            .field("name", &self.name)
            .field("url", &url)
            .field("active", &self.active)
            .field("events", &self.events)
            .field("created", &self.created)
            .finish_non_exhaustive()
    }
}

/// How an answer tells when a webhook was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Created {
    Iso(String),
    /// UNIX seconds.
    Seconds(i64),
    /// UNIX milliseconds.
    Millis(i64),
    /// Left out in both dialects.
    Missing,
    /// Left out in the 2020 dialect only: public clients of the live API can't do without it.
    LiveOnly(String),
}

/// A UUID of version 4 in shape, made of 128 bits.
pub(super) fn uuid(high: u64, low: u64) -> String {
    let (high, low) = ((high & !0xF000) | 0x4000, (low & !(3 << 62)) | (2 << 62));
    let [time, mid, version] = [high >> 32, high >> 16 & 0xFFFF, high & 0xFFFF];
    let [variant, node] = [low >> 48, low & 0xFFFF_FFFF_FFFF];
    format!("{time:08x}-{mid:04x}-{version:04x}-{variant:04x}-{node:012x}")
}

/// 32 hexadecimal digits.
pub(super) fn hex(high: u64, low: u64) -> String {
    format!("{high:016x}{low:016x}")
}

/// Always the same scattered number for the same `n` (the finish of `SplitMix64`).
fn mixed(n: u64) -> u64 {
    let mut z = n.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(0x1234_5678_9ABC_DEF1);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_look_like_uuids_and_never_change() {
        assert_eq!(uuid(0, 0), "00000000-0000-4000-8000-000000000000");
        assert_eq!(uuid(u64::MAX, u64::MAX), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(Stored::sample(7, "a", &[]), Stored::sample(7, "a", &[]));
        assert_ne!(Stored::sample(7, "a", &[]).id, Stored::sample(8, "a", &[]).id);
    }

    #[test]
    fn a_webhooks_debug_form_has_no_token_and_no_query() {
        let hook = Stored::sample(1, "a", &["a.b"]).at("https://a.example/in?key=hidden");
        let shown = format!("{hook:?}");
        assert!(!shown.contains(&hook.token) && !shown.contains("hidden"), "{shown}");
    }
}
