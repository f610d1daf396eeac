//! The Aircall REST API.
