//! Carries out commands.
