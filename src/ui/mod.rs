//! The window: shell, theme, widgets, views. Data in, actions out; no network, no keyring, no files.

pub mod arrive;
mod focus;
pub mod place;
pub mod script;
pub mod shell;
mod spots;
mod table_state;
pub mod theme;
pub mod views;
pub mod widgets;

pub use shell::{Hands, Window};
