//! The knowledge that a command works with.

use std::path::Path;

use framewise_model::knowledge::check::Fault;
use framewise_model::knowledge::{Files, Knowledge, load};

use super::failure::{FOUND, Failure, UNAVAILABLE};
use crate::embedded;

/// Loads the knowledge of a folder, or the knowledge in the binary.
///
/// # Errors
/// [`UNAVAILABLE`] if the folder cannot be read, [`FOUND`] with all faults if the knowledge has any.
pub fn load_knowledge(folder: Option<&Path>) -> Result<Knowledge, Failure> {
    let files = read_files(folder)?;
    load(&files).map_err(|faults| Failure::new(FOUND, list(&faults)))
}

/// The knowledge files of a folder, or those in the binary.
pub(super) fn read_files(folder: Option<&Path>) -> Result<Files, Failure> {
    match folder {
        None => Ok(embedded::knowledge_files()),
        Some(folder) => Files::read(folder).map_err(|error| Failure::new(UNAVAILABLE, error)),
    }
}

/// One line for each fault.
pub(super) fn list(faults: &[Fault]) -> String {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    lines.join("\n")
}
