//! Looks at the webhooks' own endpoints, from this machine. It never holds an Aircall key.
//!
//! What this machine sees may differ from what Aircall sees: a firewall may let one in and not the other.

mod check;
mod fault;
mod look;
mod resolve;
mod tls;

pub use check::check_all;
pub use look::{Limits, look};
