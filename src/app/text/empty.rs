//! What pages say that have nothing to show yet: what would be here, and how it comes.

use crate::app::Filter;

/// A title, and a sentence or two.
pub type Words = (&'static str, &'static str);
