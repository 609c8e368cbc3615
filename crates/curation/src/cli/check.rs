//! `framewise-curate check`: reports every fault of a knowledge folder.

use std::path::PathBuf;

use clap::Args;
use framewise_command_line::{Failure, OK, check, print, read_folder};
use framewise_model::knowledge::{due_checks, rating_order};
use framewise_storage::clock;

use super::release::reminder;

/// Report all faults, each with its file, its key, the broken rule and advice
///
/// Warnings are about evidence that is due for another check, and about editorial ratings that contradict the
/// order of recorded inputs. They are no faults: a correction of a fact stays possible without a decision
/// about a rating.
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
    let (knowledge, report) = check(&read_folder(&arguments.folder)?)?;
    print(&report)?;
    print(&reminder(&knowledge))?;
    let due = due_checks::warnings(&knowledge, clock::today());
    for warning in rating_order::warnings(&knowledge).into_iter().chain(due) {
        print(&format!("warning: {warning}\n"))?;
    }
    Ok(OK)
}
