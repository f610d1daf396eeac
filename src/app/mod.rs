//! Model and update.
