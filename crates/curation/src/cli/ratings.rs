//! `framewise-curate ratings`: every rating with its inputs or claims, as `docs/ratings.md` has them.

use std::path::PathBuf;

use clap::Args;

use super::failure::{Failure, OK, load_knowledge, print};
use crate::ratings::document;

/// Print every rating with its inputs or claims as Markdown
#[derive(Debug, Args)]
pub struct Ratings {
    /// The knowledge folder
    #[arg(default_value = "knowledge")]
    folder: PathBuf,
}

/// Runs the command.
///
/// # Errors
/// [`Failure`] if the folder cannot be read or is faulty.
pub fn run(arguments: &Ratings) -> Result<u8, Failure> {
    print(&document(&load_knowledge(&arguments.folder)?))?;
    Ok(OK)
}
