//! `framewise knowledge`: checks a knowledge folder, begins a framework, explains ratings, and releases it.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::explain::{self, Explain};
use super::new::{self, New};
use super::release::{self, Release};
use super::{FOUND, Failure, OK, UNAVAILABLE, list, print};
use crate::base::clock;
use crate::knowledge::load::{self, load};
use crate::knowledge::{Files, releases};
use crate::service::freshness;

/// Work with a knowledge folder.
#[derive(Debug, Args)]
pub struct Knowledge {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Report every fault at once as file, key, rule and advice
    ///
    /// Exit code 0: no fault; 1: faults, each on a line of its own; 3: the folder cannot be read.
    #[command(
        after_help = "Examples:\n  framewise knowledge check\n  framewise knowledge check ./knowledge"
    )]
    Check {
        /// The folder; the knowledge in this binary where left out
        folder: Option<PathBuf>,
    },
    New(New),
    Explain(Explain),
    Release(Release),
}

/// Runs the command.
///
/// # Errors
/// [`Failure`] with all faults, or if the folder cannot be read.
pub fn run(arguments: &Knowledge) -> Result<u8, Failure> {
    match &arguments.command {
        Command::Check { folder } => check(folder.as_deref()),
        Command::New(arguments) => new::run(arguments),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Release(arguments) => release::run(arguments),
    }
}

fn check(folder: Option<&Path>) -> Result<u8, Failure> {
    let files = folder.map_or_else(|| Ok(Files::embedded()), read_folder)?;
    match load(&files) {
        Ok(knowledge) => {
            print(&format!(
                "no fault: version {}, {} frameworks, {} sources, {}\n",
                knowledge.version,
                knowledge.frameworks.len(),
                knowledge.sources.len(),
                knowledge.digest,
            ))?;
            print(&release::reminder(&knowledge))?;
            for warning in freshness::warnings(&knowledge, clock::today()) {
                print(&format!("warning: {warning}\n"))?;
            }
            Ok(OK)
        }
        Err(faults) => {
            let count = faults.len();
            let noun = if count == 1 { "fault" } else { "faults" };
            Err(Failure::new(FOUND, format!("{}\n{count} {noun}", list(&faults))))
        }
    }
}

/// The TOML files of a folder and of the folders in it, and the logs in `releases/`; other files are
/// somebody's notes.
///
/// # Errors
/// [`UNAVAILABLE`] if the folder or one of its files cannot be read.
pub fn read_folder(folder: &Path) -> Result<Files, Failure> {
    let mut files = Files::default();
    let places = [("", "toml"), (releases::FOLDER, "txt")];
    let folders = load::FOLDERS.map(|folder| (folder, "toml"));
    for (inside, kind) in places.into_iter().chain(folders) {
        let (place, prefix) = match inside {
            "" => (folder.to_owned(), String::new()),
            inside => (folder.join(inside), format!("{inside}/")),
        };
        // Without frameworks the check says so; without the folder there is nothing to check.
        if !prefix.is_empty() && !place.exists() {
            continue;
        }
        let unreadable =
            |error| Failure::new(UNAVAILABLE, format!("cannot read {}: {error}", place.display()));
        for entry in std::fs::read_dir(&place).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.extension().is_some_and(|extension| extension == kind) {
                let bytes = std::fs::read(&path).map_err(unreadable)?;
                files.insert(format!("{prefix}{name}"), bytes);
            }
        }
    }
    Ok(files)
}
