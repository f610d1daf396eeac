//! The window: shell, theme, widgets, views. Data in, actions out; no network, no keyring, no files.

pub mod arrive;
pub mod shell;
pub mod theme;
pub mod views;
pub mod widgets;

pub use shell::{Hands, Window};
