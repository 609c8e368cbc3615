//! What the programs `framewise` and `framewise-curate` share: exit codes, output, reading and checking knowledge.

/// How a command ends.
mod failure;
/// Knowledge folders.
mod knowledge;
/// Standard output.
mod output;

pub use failure::{FOUND, Failure, OK, UNAVAILABLE, WRONG_INPUT, finish};
pub use knowledge::{check, list, load, read_folder};
pub use output::print;
