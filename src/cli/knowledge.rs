//! `framewise knowledge check`: lists every fault of a knowledge folder.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use framewise_command_line::{Failure, OK, print};
use framewise_model::knowledge::due_checks;
use framewise_storage::clock;

use super::load::read_files;

/// Check a knowledge folder before you name it in the setting `knowledge`
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
    let (knowledge, report) = framewise_command_line::check(&read_files(folder)?)?;
    print(&report)?;
    for warning in due_checks::warnings(&knowledge, clock::today()) {
        print(&format!("warning: {warning}\n"))?;
    }
    Ok(OK)
}
