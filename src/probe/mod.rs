//! Looks at the webhooks' own endpoints, from this machine. It never holds an Aircall key.
//!
//! What this machine sees may differ from what Aircall sees: a firewall may let one in and not the other.
//!
//! `check` asks many at once, `one` asks one, `deliver` sends a test delivery, over a `way` that finds it, connects, and makes the connection secure.

mod basic;
mod certificate;
mod check;
mod deliver;
mod fault;
mod limits;
mod one;
mod proxied;
mod resolve;
mod setup;
mod tls;
mod way;

pub use check::{AT_ONCE, AT_ONE_HOST, check_all};
pub use deliver::{PATIENCE, deliver};
pub use limits::Limits;
pub use one::look;
