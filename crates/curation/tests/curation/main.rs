//! The commands of `framewise-curate` on copies of the frozen knowledge, and the functions behind them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

/// `framewise-curate calibrate`.
mod calibrate;
/// `framewise-curate check`.
mod check;
/// Runs the program on folders that a test may change.
mod folders;
/// `framewise-curate new`.
mod new_framework;
/// First choices without a shortlist.
mod open;
/// A package index on a port of this machine.
mod package_index;
/// Ratings and the evidence behind them.
mod ratings;
/// `framewise-curate refresh`.
mod refresh;
/// `framewise-curate refresh` with counts and ranks.
mod refresh_counts;
/// Releases of the knowledge.
mod releases;
/// Replays.
mod replay;
/// `framewise-curate replay` on databases and files.
mod replay_command;
/// Texts with answers.
mod understanding;
