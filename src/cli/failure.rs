//! How a command ends: exit codes and failures.

use std::fmt::Display;
use std::io::Write as _;
use std::process::ExitCode;

/// Everything is in order.
pub const OK: u8 = 0;
/// A check found something.
pub const FOUND: u8 = 1;
/// The input is wrong; nothing was done. The parser of flags uses the same code.
pub const WRONG_INPUT: u8 = 2;
/// Something that is needed cannot be had: a file, a port.
pub const UNAVAILABLE: u8 = 3;

/// How a command ends when it cannot do what it should.
#[derive(Debug)]
pub struct Failure {
    /// Exit code.
    pub code: u8,
    /// What went wrong and what to do, one line each.
    pub message: String,
}

impl Failure {
    /// A failure with this exit code.
    pub fn new(code: u8, message: impl Display) -> Self {
        Self { code, message: message.to_string() }
    }
}

/// Ends a command: prints what went wrong, and turns the result into an exit code.
#[must_use]
pub fn finish(result: Result<u8, Failure>) -> ExitCode {
    ExitCode::from(result.unwrap_or_else(|failure| {
        // Nobody is left to be told if standard error is closed.
        let _ = writeln!(std::io::stderr(), "{}", failure.message);
        failure.code
    }))
}
