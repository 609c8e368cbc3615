//! How a command ends: exit codes and failures.

use std::fmt::Display;
use std::io::Write as _;
use std::process::ExitCode;

/// Success.
pub const OK: u8 = 0;
/// A check found faults, or a job failed.
pub const FOUND: u8 = 1;
/// The input is wrong; nothing was done. The parser of flags exits with the same code.
pub const WRONG_INPUT: u8 = 2;
/// A file, a port or a database cannot be used.
pub const UNAVAILABLE: u8 = 3;

/// Why a command failed.
#[derive(Debug)]
pub struct Failure {
    /// Exit code.
    pub code: u8,
    /// What went wrong and what to do.
    pub message: String,
}

impl Failure {
    /// A failure with this exit code.
    pub fn new(code: u8, message: impl Display) -> Self {
        Self { code, message: message.to_string() }
    }
}

/// Prints the failure of a command, and converts the result to an exit code.
#[must_use]
pub fn finish(result: Result<u8, Failure>) -> ExitCode {
    ExitCode::from(result.unwrap_or_else(|failure| {
        // There is no other place to report that standard error is closed.
        let _ = writeln!(std::io::stderr(), "{}", failure.message);
        failure.code
    }))
}
