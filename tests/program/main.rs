//! The program as it is started by a person: its own process, its own folder, real faults.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

/// Values that lead to a person, sent and searched for.
mod canary;
/// The commands, run as a person runs them.
mod cli;
/// What is in a database, compared with what was acknowledged.
mod contents;
/// Erased bytes, searched for in all files.
mod erasure;
/// Ten thousand requests while the database is out of order.
mod faults;
/// Starts the real program and talks to it.
mod helpers;
/// What rows and receipts are called by.
mod identity;
/// Jobs, by a clock that the test moves.
mod jobs;
/// Killed under load.
mod kill;
/// What the machine allows, and how the service ends.
mod limits;
/// Queries from several connections at once.
mod load;
/// Log and database together.
mod log_and_rows;
/// What is counted of storing.
mod metrics;
/// A real `PostgreSQL` server.
#[expect(dead_code, reason = "other tests use the rest of it")]
#[path = "../postgres/mod.rs"]
mod postgres;
/// The knowledge, loaded again.
mod reload;
/// What systemd and the program exchange.
mod service_manager;
/// What storing does on good days and on bad ones.
mod storing;
/// The order of system calls.
mod sync;
/// Traces for a collector.
#[cfg(feature = "traces")]
mod traces;
