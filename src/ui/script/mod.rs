//! Text in any script: the order in which it is read, and the letters that no font has.

mod missing;
mod order;

pub use missing::{LastResort, Missing};
pub use order::ReadingOrder;
