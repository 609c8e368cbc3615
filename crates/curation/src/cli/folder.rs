//! The knowledge folder that a command works on.

use std::path::Path;

use framewise_command_line::{Failure, load, read_folder};
use framewise_model::knowledge::Knowledge;

/// The knowledge of a folder.
///
/// # Errors
/// `UNAVAILABLE` if the folder cannot be read, `FOUND` with all faults if the knowledge has any.
pub fn load_knowledge(folder: &Path) -> Result<Knowledge, Failure> {
    load(&read_folder(folder)?)
}
