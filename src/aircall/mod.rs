//! The Aircall REST API: the only room that knows its addresses, its JSON and its limits.
//!
//! [`Client`] sends, [`Budget`] says when, `wire` reads leniently, `page` decides what to ask next, and everything that
//! can go wrong becomes an [`ApiError`] with one [`ErrorKind`]. There are no sentences here, and no decision about what
//! to do with a webhook: callers read, build a [`crate::domain::FullUpdate`] and hand it in.

mod budget;
mod client;
mod endpoints;
mod error;
mod masked;
mod page;
mod retry;
mod said;
mod sent;
mod tls;
mod turn;
mod wire;

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "#[tokio::test] is written with block_on")]
mod tests;

pub use budget::{Budget, Pace, Permit, WaitReason, Waiting, Watch};
pub use client::{Client, Config, Limits};
pub use endpoints::{Collected, Merge};
pub use error::{ApiError, ErrorKind};
pub use sent::SentLog;
pub use turn::Turn;
