//! The commands: one file for each.

/// `framewise-curate audit`.
pub mod audit;
/// `framewise-curate calibrate`.
pub mod calibrate;
/// `framewise-curate check`.
pub mod check;
/// `framewise-curate evaluate`.
pub mod evaluate;
/// `framewise-curate explain`.
pub mod explain;
/// The knowledge folder that a command works on.
mod folder;
/// `framewise-curate new`.
pub mod new;
/// `framewise-curate ratings`.
pub mod ratings;
/// `framewise-curate refresh`.
pub mod refresh;
/// `framewise-curate release`.
pub mod release;
/// `framewise-curate replay`.
pub mod replay;
/// Tables for a terminal.
mod tables;
/// The report of `framewise-curate evaluate --understanding`.
mod understanding;
