//! `framewise knowledge check`: lists every fault of a knowledge folder.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use framewise_model::knowledge::{due_checks, load};
use framewise_storage::clock;

use super::failure::{FOUND, Failure, OK};
use super::load::{list, read_files};
use super::output::print;

/// Check a knowledge folder before you use it as the setting `knowledge`
#[derive(Debug, Args)]
pub struct Knowledge {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Report all faults, each with its file, its key, the broken rule and advice
    ///
    /// Exit code 0: no fault; 1: faults, one on each line; 3: the folder cannot be read.
    #[command(
        after_help = "Examples:\n  framewise knowledge check\n  framewise knowledge check ./knowledge"
    )]
    Check {
        /// Knowledge folder (default: the knowledge in this binary)
        folder: Option<PathBuf>,
    },
}

/// Runs the command.
///
/// # Errors
/// [`Failure`] with all faults if the knowledge has any, or if the folder cannot be read.
pub fn run(arguments: &Knowledge) -> Result<u8, Failure> {
    let Command::Check { folder } = &arguments.command;
    check(folder.as_deref())
}

fn check(folder: Option<&Path>) -> Result<u8, Failure> {
    let knowledge = load(&read_files(folder)?).map_err(|faults| {
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
    for warning in due_checks::warnings(&knowledge, clock::today()) {
        print(&format!("warning: {warning}\n"))?;
    }
    Ok(OK)
}
