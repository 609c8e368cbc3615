//! How commands end: exit codes, messages, output.

use std::fmt::Display;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

use framewise_model::knowledge::check::Fault;
use framewise_model::knowledge::{Files, Knowledge, load};

/// Success.
pub const OK: u8 = 0;
/// A check found faults, or a threshold was missed.
pub const FOUND: u8 = 1;
/// Wrong input; nothing was done. The parser of flags uses the same code.
pub const WRONG_INPUT: u8 = 2;
/// A file or a database cannot be read or written.
pub const UNAVAILABLE: u8 = 3;

/// Why a command failed.
#[derive(Debug)]
pub struct Failure {
    /// Exit code.
    pub code: u8,
    /// What went wrong and what to do, one line each.
    pub message: String,
}

impl Failure {
    /// A failure with this exit code and message.
    pub fn new(code: u8, message: impl Display) -> Self {
        Self { code, message: message.to_string() }
    }
}

/// Prints the message of a failure and returns the exit code.
#[must_use]
pub fn finish(result: Result<u8, Failure>) -> ExitCode {
    ExitCode::from(result.unwrap_or_else(|failure| {
        // If standard error is closed, the message cannot be shown anywhere else.
        let _ = writeln!(io::stderr(), "{}", failure.message);
        failure.code
    }))
}

/// Writes a text to standard output; a closed pipe (`framewise-curate … | head`) is no failure.
///
/// # Errors
/// [`UNAVAILABLE`] if the output cannot be written.
pub fn print(text: &str) -> Result<(), Failure> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::new(UNAVAILABLE, format!("cannot write the output: {error}")))
        }
        _ => Ok(()),
    }
}

/// The files of a knowledge folder.
///
/// # Errors
/// [`UNAVAILABLE`] if the folder or one of its files cannot be read.
pub fn read_folder(folder: &Path) -> Result<Files, Failure> {
    Files::read(folder).map_err(|error| Failure::new(UNAVAILABLE, error))
}

/// The knowledge of a folder.
///
/// # Errors
/// [`UNAVAILABLE`] if the folder cannot be read, [`FOUND`] with all faults if the knowledge has any.
pub fn load_knowledge(folder: &Path) -> Result<Knowledge, Failure> {
    load(&read_folder(folder)?).map_err(|faults| Failure::new(FOUND, list(&faults)))
}

/// One line for each fault.
#[must_use]
pub fn list(faults: &[Fault]) -> String {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    lines.join("\n")
}
