//! `framewise openapi`: prints the OpenAPI description.

use clap::Args;
use framewise_command_line::{Failure, OK, UNAVAILABLE, print};

use super::load::load_knowledge;
use crate::api::openapi::description;

/// Print the OpenAPI description (OpenAPI 3.1)
///
/// Exit code 0: printed; 1: the knowledge in this binary has faults; 3: the output cannot be written.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  framewise openapi > v1.json")]
pub struct Openapi {}

/// Runs the command.
///
/// # Errors
/// [`Failure`] if the description cannot be built or written.
pub fn run(Openapi {}: &Openapi) -> Result<u8, Failure> {
    let knowledge = load_knowledge(None)?;
    let document =
        description::text(&knowledge).map_err(|error| Failure::new(UNAVAILABLE, error))?;
    print(&document)?;
    Ok(OK)
}
