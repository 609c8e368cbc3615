//! The `framewise` program: parses the command line and dispatches.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use framewise::cli;

/// Tells which Python web framework fits a project, shows exactly why, and says how sure it is
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Knowledge(cli::knowledge::Knowledge),
    Recommend(cli::recommend::Recommend),
    Evaluate(cli::evaluate::Evaluate),
}

fn main() -> ExitCode {
    cli::finish(match Arguments::parse().command {
        Command::Knowledge(arguments) => cli::knowledge::run(&arguments),
        Command::Recommend(arguments) => cli::recommend::run(&arguments),
        Command::Evaluate(arguments) => cli::evaluate::run(&arguments),
    })
}
