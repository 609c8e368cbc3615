//! `framewise openapi`: the description of the API.

use std::path::PathBuf;

use clap::Args;

use super::{FOUND, Failure, OK, UNAVAILABLE, load_knowledge, print};
use crate::api::openapi::description;

/// Where the description is committed.
const COMMITTED: &str = "openapi/v1.json";

/// Print the description of the API (OpenAPI 3.1), or compare it with a committed one
///
/// Exit code 0: printed, or equal; 1: different; 3: the file cannot be read.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  framewise openapi > v1.json
  framewise openapi --check
  framewise openapi --check clients/framewise.json")]
pub struct Openapi {
    /// Compare with a file; openapi/v1.json where none is named
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = COMMITTED)]
    check: Option<PathBuf>,
}

/// Runs the command.
///
/// # Errors
/// [`Failure`] if the description differs, or the file cannot be read.
pub fn run(arguments: &Openapi) -> Result<u8, Failure> {
    let knowledge = load_knowledge(None)?;
    let document =
        description::text(&knowledge).map_err(|error| Failure::new(UNAVAILABLE, error))?;
    let Some(file) = &arguments.check else {
        print(&document)?;
        return Ok(OK);
    };
    let committed = std::fs::read_to_string(file).map_err(|error| {
        Failure::new(UNAVAILABLE, format!("cannot read {}: {error}", file.display()))
    })?;
    if committed == document {
        print(&format!("{} is what this binary serves\n", file.display()))?;
        return Ok(OK);
    }
    let line = committed.lines().zip(document.lines()).take_while(|(a, b)| a == b).count() + 1;
    let file = file.display();
    Err(Failure::new(
        FOUND,
        format!(
            "{file} differs from what this binary serves, first in line {line}\nrewrite it with `framewise openapi > {file}`"
        ),
    ))
}
