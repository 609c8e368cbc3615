//! The command line: one file for each command.

/// `framewise backup` and `framewise restore`.
pub mod backup;
/// `framewise jobs`.
pub mod jobs;
/// `framewise knowledge`.
pub mod knowledge;
/// The knowledge that a command works with.
mod load;
/// `framewise mcp`.
pub mod mcp;
/// `framewise openapi`.
pub mod openapi;
/// `framewise recommend`.
pub mod recommend;
/// Reloads the knowledge of a running service.
mod reload;
/// Asynchronous work.
mod runtime;
/// `framewise serve`.
pub mod serve;
/// The settings of a service.
mod service_settings;
/// Environment variables.
pub mod variables;
