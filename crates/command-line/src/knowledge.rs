//! Knowledge folders: reading and checking.

use std::path::Path;

use framewise_model::knowledge::check::Fault;
use framewise_model::knowledge::{self, Files, Knowledge};

use crate::failure::{FOUND, Failure, UNAVAILABLE};

/// The files of a knowledge folder.
///
/// # Errors
/// [`UNAVAILABLE`] if the folder or one of its files cannot be read.
pub fn read_folder(folder: &Path) -> Result<Files, Failure> {
    Files::read(folder).map_err(|error| Failure::new(UNAVAILABLE, error))
}

/// The knowledge in these files.
///
/// # Errors
/// [`FOUND`] with all faults if the knowledge has any.
pub fn load(files: &Files) -> Result<Knowledge, Failure> {
    knowledge::load(files).map_err(|faults| Failure::new(FOUND, list(&faults)))
}

/// The same for a check: also what to print if there is no fault.
///
/// # Errors
/// [`FOUND`] with all faults and their number if the knowledge has any.
pub fn check(files: &Files) -> Result<(Knowledge, String), Failure> {
    let knowledge = knowledge::load(files).map_err(|faults| {
        let noun = if faults.len() == 1 { "fault" } else { "faults" };
        Failure::new(FOUND, format!("{}\n{} {noun}", list(&faults), faults.len()))
    })?;
    let report = format!(
        "no fault: version {}, {} frameworks, {} sources, {}\n",
        knowledge.version,
        knowledge.frameworks.len(),
        knowledge.sources.len(),
        knowledge.digest,
    );
    Ok((knowledge, report))
}

/// One line for each fault.
#[must_use]
pub fn list(faults: &[Fault]) -> String {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    lines.join("\n")
}
