//! The demo company: an HTTP server on 127.0.0.1 that speaks the Aircall API's contract, traps included.
//!
//! It builds its JSON by itself and knows nothing of the client, so a wrong wire shape can't hide on both sides. From
//! `domain` it takes the event names only. Everything that decides is plain code without a socket (`company`);
//! `server` is the thin part around it. Nothing here leaves this machine.

mod answer;
mod auth;
mod call;
mod company;
mod data;
mod disturb;
mod endpoints;
mod link;
mod mode;
mod server;
mod shape;
mod stored;
mod wanted;

pub use auth::{ACCESS_TOKEN, API_ID, API_TOKEN};
pub use call::Request;
pub use mode::{Dialect, Fault, Mode, Paging, RateReset};
pub use server::{DemoServer, Options};
pub use stored::{COMPANY_NAME, CompanyData, Created, Stored};
