//! The demo company: a server on 127.0.0.1 that speaks the API contract, for trying everything without an account.
//!
//! It builds its JSON itself and doesn't know `aircall`, so that a wrong wire shape can't hide on both sides. Everyone
//! who practises against it (the window, the terminal program, curl, an SDK, the tests) goes through real HTTP.

mod company;
mod json;
mod mode;
mod server;
mod state;

pub use company::{CompanyData, Stored, webhooks};
pub use mode::{Dialect, Fault, Mode};
pub use server::{DemoServer, Options};
pub use state::Request;

/// The demo company's credential. Not a secret: it opens nothing but this server.
pub const API_ID: &str = "demo0000000000000000000000000id1";
pub const API_TOKEN: &str = "demo000000000000000000000token01";
pub const ACCESS_TOKEN: &str = "demo0000000000000000access00token";
pub const COMPANY_NAME: &str = "Demo company";
