//! Tools for editors of the knowledge: what a running service does not need.

/// Weights that agree with published advice.
pub mod calibrate;
/// The commands of `framewise-curate`.
pub mod cli;
/// Agreement with published advice.
pub mod evaluate;
/// Every rating in words.
pub mod ratings;
/// A release of the knowledge.
pub mod release;
/// The recommendations of stored queries under other knowledge.
pub mod replay;
/// The files of a new framework.
pub mod template;
/// Values of TOML files, set in place.
mod toml_values;
