//! Carries out the app's commands on tokio and returns events; turns every error into a problem.
//!
//! The only room in which the others meet. It knows no window: whoever wants to be woken hands in a closure.

#[cfg(feature = "gui")]
mod alert;
pub mod audit;
mod batch;
mod budgets;
mod change;
#[cfg(feature = "gui")]
mod clipboard;
mod connection;
mod create;
mod delivery;
mod demo_past;
mod desktop;
mod histories;
#[cfg(feature = "gui")]
pub mod instance;
mod journal;
mod leftover;
mod machine;
mod practice;
mod problems;
mod reading;
mod run;
mod runner;
mod services;
mod tour;
mod verdict;
mod watch;
mod watching;

pub use crate::aircall::Pace;
pub use crate::probe::Limits as EndpointLimits;
#[cfg(feature = "gui")]
pub use alert::alert;
pub use change::{change, plan};
pub use connection::{Access, Connection};
pub use create::{create, look as look_for_created};
pub use demo_past::invent as invent_past;
pub use journal::Journal;
pub use leftover::{LeftOver, look_up as look_up_left_over};
pub use machine::machine;
pub use practice::{Dialect, Practice, serve_demo};
pub use problems::{api_problem, vault_problem};
pub use reading::read_list;
pub use run::{block_on, interrupts};
pub use runner::{Runner, stream};
pub use services::{Services, Tell};
pub use watch::{Handled, Looked, Off, Terms, look};
pub use watching::{Patience, minutes, pause};
