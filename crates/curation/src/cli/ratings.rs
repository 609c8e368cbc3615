//! `framewise-curate ratings`: prints every rating with its inputs or claims, for `docs/ratings.md`.

use std::path::PathBuf;

use clap::Args;
use framewise_command_line::{Failure, OK, print};

use super::folder::load_knowledge;
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
/// [`Failure`] if the knowledge cannot be read or has faults.
pub fn run(arguments: &Ratings) -> Result<u8, Failure> {
    print(&document(&load_knowledge(&arguments.folder)?))?;
    Ok(OK)
}
