//! Credentials and settings at rest.
