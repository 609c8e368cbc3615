//! `framewise-curate new`: the files of a new framework.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use framewise_command_line::{Failure, OK, UNAVAILABLE, WRONG_INPUT, print};
use framewise_model::knowledge::paths::{FRAMEWORKS, SOURCES};
use framewise_storage::clock;

use super::folder::load_knowledge;
use crate::template;

/// Create the two files of a new framework, with every key and a comment that explains it
///
/// Exit code 0: written; 1: the knowledge has faults; 2: the id cannot be used or is taken; 3: a file
/// cannot be read or written.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  framewise-curate new emmett\n  framewise-curate new emmett ./knowledge"
)]
pub struct New {
    /// Id of the framework: lowercase letters, digits, _ and -; the first character is a letter
    id: String,
    /// The knowledge folder
    #[arg(default_value = "knowledge")]
    folder: PathBuf,
}

/// Runs the command.
///
/// # Errors
/// [`Failure`] if the id cannot be used, or a file cannot be read or written.
pub fn run(arguments: &New) -> Result<u8, Failure> {
    let New { id, folder } = arguments;
    let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c);
    if !id.starts_with(|first: char| first.is_ascii_lowercase()) || !id.chars().all(letters) {
        let message = "an id has small letters, digits, _ and -, and begins with a letter: emmett";
        return Err(Failure::new(WRONG_INPUT, message));
    }
    let knowledge = load_knowledge(folder)?;
    if let Some(known) = knowledge.known_as(id) {
        let message = format!("{id} is known already: {FRAMEWORKS}/{}.toml", known.record.id);
        return Err(Failure::new(WRONG_INPUT, message));
    }
    let today = clock::today();
    let paths = [FRAMEWORKS, SOURCES].map(|place| folder.join(place).join(format!("{id}.toml")));
    let texts = [template::framework(&knowledge, id, today), template::sources(id, today)];
    for (path, text) in paths.iter().zip(texts) {
        create(path, &text)?;
    }
    print(&format!(
        "written: {} and {}\nfill in what is empty; `framewise-curate check {}` lists it\n",
        paths[0].display(),
        paths[1].display(),
        folder.display(),
    ))?;
    Ok(OK)
}

/// Writes a new file. Does not overwrite an existing file.
fn create(path: &Path, text: &str) -> Result<(), Failure> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|error| {
            Failure::new(UNAVAILABLE, format!("cannot write {}: {error}", path.display()))
        })
}
