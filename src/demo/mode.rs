//! How the server answers: which dialect, how fast, with which fault.

use std::time::Duration;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// As recorded from the real API.
    #[default]
    Live,
    /// As the reference's sample of 2020 shows it.
    Sample2020,
}

/// Switchable while it runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mode {
    /// Waits that long before each answer.
    pub slow: Option<Duration>,
    pub fault: Fault,
    /// Live answers leave `custom_name` out. The demo company shows it, since a list without names tells little.
    pub names_hidden: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    #[default]
    None,
    /// Every third call answers 503.
    Flaky,
    /// 429, with the seconds of `Retry-After`, for so many calls.
    RateLimit {
        seconds: u64,
        calls: usize,
    },
    ServerError,
    /// 401, as where a proxy takes the header away.
    Unauthorized,
    /// 403 in HTML, as from a firewall.
    Html403,
    /// `/ping` accepts the key, `/webhooks` doesn't.
    WebhooksForbidden,
    /// 200 with a page that isn't JSON.
    Garbage,
    /// 302 to another address.
    Redirect(String),
    /// A create is carried out, and the answer is lost.
    LostCreate,
    /// A create isn't carried out, and the answer is lost all the same.
    LostBeforeCreate,
    /// A PUT answers 200, and `active` stays as it was.
    StillOff,
    /// A PUT whose list holds a retired name answers 400.
    RefuseRetired,
    /// The total says so many more than are listed.
    MissingOnes(usize),
}
