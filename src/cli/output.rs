//! Standard output.

use std::io::Write as _;

use super::failure::{Failure, UNAVAILABLE};

/// Prints a text. A closed pipe (`framewise … | head`) is not a failure.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::new(UNAVAILABLE, format!("cannot write the output: {error}")))
        }
        _ => Ok(()),
    }
}
