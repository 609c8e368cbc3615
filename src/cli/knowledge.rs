//! `framewise knowledge check`: lists every fault of a knowledge folder.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use framewise_model::knowledge::{freshness, load};
use framewise_storage::clock;

use super::failure::{FOUND, Failure, OK};
use super::load::{list, read_files};
use super::output::print;

/// Check a knowledge folder for the setting `knowledge`
#[derive(Debug, Args)]
pub struct Knowledge {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List every fault with file, key, rule and advice
    ///
    /// Exit code 0: no fault; 1: faults, one on each line; 3: the folder cannot be read.
    #[command(
        after_help = "Examples:\n  framewise knowledge check\n  framewise knowledge check ./knowledge"
    )]
    Check {
        /// The folder; the knowledge in this binary where left out
        folder: Option<PathBuf>,
    },
}

/// Runs the command.
///
/// # Errors
/// [`Failure`] with all faults, or if the folder cannot be read.
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
    for warning in freshness::warnings(&knowledge, clock::today()) {
        print(&format!("warning: {warning}\n"))?;
    }
    Ok(OK)
}
