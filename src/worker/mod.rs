//! Carries out the app's commands on tokio and returns events; turns every error into a problem.
//!
//! The only room in which the others meet. It knows no window: whoever wants to be woken hands in a closure.

#[cfg(feature = "gui")]
mod clipboard;
mod create;
mod practice;
mod problems;
mod run;
mod runner;
mod services;
mod status;

pub use create::create;
pub use practice::{Dialect, Practice, serve_demo};
pub use problems::{api_problem, vault_problem};
pub use run::block_on;
pub use runner::{Runner, stream};
pub use services::{Connection, Services, Tell, read_list};
pub use status::set_status;
