//! Environment variables of the command line.

use std::env;

use clap::Command;

/// The same command without the environment variables that are empty: in a compose file, `${NAME:-}` gives an empty
/// one where nothing is set.
#[must_use]
pub fn ignore_empty_variables(command: Command) -> Command {
    let command = command.mut_args(|argument| {
        let value = argument.get_env().and_then(env::var_os);
        if value.is_some_and(|value| value.is_empty()) { argument.env(None) } else { argument }
    });
    command.mut_subcommands(ignore_empty_variables)
}
