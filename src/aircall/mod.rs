//! The Aircall REST API, as far as webhooks go: what is sent, how answers are read, when something is tried again.
//!
//! The only room that knows JSON shapes. It knows no sentences, no keyring and no window.

mod budget;
mod client;
mod endpoints;
mod error;
mod page;
mod tls;
mod wire;

pub use budget::{Budget, WaitReason, Waiting, Watch};
pub use client::{Client, Config, Limits};
pub use endpoints::Collected;
pub use error::{ApiError, ErrorKind};
