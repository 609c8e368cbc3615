//! `framewise-curate check`: reports every fault of a knowledge folder.

use std::path::PathBuf;

use clap::Args;
use framewise_model::knowledge::{due_checks, load};
use framewise_storage::clock;

use super::failure::{FOUND, Failure, OK, list, print, read_folder};
use super::release::reminder;

/// Report all faults, each with its file, its key, the broken rule and advice
///
/// Exit code 0: no fault; 1: faults, one on each line; 3: the folder cannot be read.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  framewise-curate check\n  framewise-curate check ./knowledge")]
pub struct Check {
    /// The knowledge folder
    #[arg(default_value = "knowledge")]
    folder: PathBuf,
}

/// Runs the command.
///
/// # Errors
/// [`Failure`] with all faults if the knowledge has any, or if the folder cannot be read.
pub fn run(arguments: &Check) -> Result<u8, Failure> {
    let knowledge = load(&read_folder(&arguments.folder)?).map_err(|faults| {
        let noun = if faults.len() == 1 { "fault" } else { "faults" };
        Failure::new(FOUND, format!("{}\n{} {noun}", list(&faults), faults.len()))
    })?;
    print(&format!(
        "no fault: version {}, {} frameworks, {} sources, {}\n",
        knowledge.version,
        knowledge.frameworks.len(),
        knowledge.sources.len(),
        knowledge.digest,
    ))?;
    print(&reminder(&knowledge))?;
    for warning in due_checks::warnings(&knowledge, clock::today()) {
        print(&format!("warning: {warning}\n"))?;
    }
    Ok(OK)
}
