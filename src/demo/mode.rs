//! What can be switched on the demo company: how it speaks, how slow it is, what goes wrong.

use std::time::Duration;

/// Which of the two known ways of answering.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// As recorded from the real API.
    #[default]
    Live,
    /// As in the reference's sample of 2020.
    Sample2020,
}

/// How the server behaves from now on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mode {
    /// Waits this long before every answer.
    pub slow: Option<Duration>,
    pub fault: Fault,
}

/// What goes wrong. Where a fault names no call, it meets every call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    #[default]
    None,
    /// 429 with the limit's headers.
    RateLimit {
        /// `Retry-After`, in seconds.
        retry_after: Option<u64>,
        reset: RateReset,
    },
    /// 500 with a JSON message, and nothing is carried out.
    ServerError,
    /// The request is carried out, then answered as [`Fault::ServerError`] is.
    ServerErrorAfter,
    /// This status with a JSON message.
    Status(u16),
    /// Takes the request and never answers.
    Hang,
    /// Closes the connection without an answer and without carrying anything out.
    Disconnect,
    /// 403 with a page instead of JSON, as a proxy sends it.
    Html403,
    /// The right key is answered as a revoked one is.
    KeyRevoked,
    /// `/ping` and `/company` work, `/webhooks` answers a JSON 403.
    WebhooksForbidden,
    /// 200 with JSON that breaks off.
    Garbage,
    /// 302 to this address.
    Redirect { to: String },
    /// The connection is closed before a POST, PUT or DELETE is carried out.
    ResetBefore,
    /// A POST, PUT or DELETE is carried out, then the connection is closed before the answer.
    ResetAfter,
    /// The request is carried out, and the connection is closed in the middle of the answer's body.
    TruncatedBody,
    /// 200 with a page instead of JSON, as a sign-in page of a network sends it. Nothing is carried out.
    Html200,
    /// The right answer, under the media type of plain text.
    WrongContentType,
    /// A create is carried out, then the connection is closed before the answer.
    LostCreate,
    /// The connection is closed before a create is carried out.
    LostBeforeCreate,
    /// A PUT answers 200, and a webhook that was off stays off.
    StillOff,
    /// A PUT whose list holds a retired name is answered by 400.
    RefuseRetired,
    /// `total` says three more than are listed.
    PageShort,
}

/// `X-AircallApi-Reset` of a 429, counted from now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RateReset {
    #[default]
    Absent,
    /// A moment this many seconds ahead, in UNIX seconds.
    Seconds(u64),
    /// A moment this many seconds ahead, in UNIX milliseconds.
    Millis(u64),
}

/// What a list answer says about further pages, and what those hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Paging {
    /// As the dialect has it: no link keys (live), or a link and null at the end (2020).
    #[default]
    Dialect,
    /// No link keys.
    Absent,
    /// Link keys that are always null.
    Null,
    /// A link to this server's next page.
    Link,
    /// A link that leads to this origin, such as `https://elsewhere.example`.
    OtherHost(String),
    /// No link keys; every page holds what the first one holds.
    Repeats,
    /// No link keys; every page after the first is empty.
    EmptyAfterFirst,
}
