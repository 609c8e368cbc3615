//! The knowledge that a command works with.

use std::path::Path;

use framewise_command_line::{Failure, load, read_folder};
use framewise_model::knowledge::{Files, Knowledge};

use crate::embedded;

/// Loads the knowledge of a folder, or the knowledge in the binary.
///
/// # Errors
/// `UNAVAILABLE` if the folder cannot be read, `FOUND` with all faults if the knowledge has any.
pub fn load_knowledge(folder: Option<&Path>) -> Result<Knowledge, Failure> {
    if folder.is_none()
        && let Ok(knowledge) = embedded::knowledge()
    {
        return Ok(knowledge);
    }
    load(&read_files(folder)?)
}

/// The knowledge files of a folder, or those in the binary.
pub(super) fn read_files(folder: Option<&Path>) -> Result<Files, Failure> {
    match folder {
        None => Ok(embedded::knowledge_files()),
        Some(folder) => read_folder(folder),
    }
}
