//! The program as it is started by a person: its own process, its own folder, real faults.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

/// Starts the real program and talks to it.
mod helpers;
/// Killed under load.
mod kill;
/// What is counted of storing.
mod metrics;
/// Stored queries under other knowledge.
mod replay;
/// What storing does on good days and on bad ones.
mod storing;
