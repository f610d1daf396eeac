//! Text in any script: the order in which it is read, the letters that no font has, the keys of input methods.

mod compose;
mod missing;
mod order;

pub use compose::Composing;
pub use missing::{LastResort, Listing, Missing};
pub use order::ReadingOrder;
