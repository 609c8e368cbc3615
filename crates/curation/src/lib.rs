//! Tools for editors of the knowledge. A running service does not use them.

/// Weights that agree with published advice.
pub mod calibrate;
/// The commands of `framewise-curate`.
pub mod cli;
/// Agreement with published advice.
pub mod evaluate;
/// One rating in words, and what would change it.
pub mod explain;
/// Every rating in words.
pub mod ratings;
/// Facts that a package index states.
pub mod refresh;
/// A release of the knowledge.
pub mod release;
/// Recomputes stored queries with other knowledge.
pub mod replay;
/// The files of a new framework.
pub mod template;
/// Values of TOML files, set in place.
mod toml_values;
