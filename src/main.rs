//! The program `framewise`: parses the command line and runs the command.

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use framewise::cli;
use framewise_command_line::{Failure, WRONG_INPUT};

/// A recommendation consists of many small strings; with this allocator it takes a tenth less time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Recommends a Python web framework for a project and shows why
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: cli::serve::Serve,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(cli::serve::Serve),
    Recommend(cli::recommend::Recommend),
    Knowledge(cli::knowledge::Knowledge),
    Jobs(cli::jobs::JobsCommand),
    Backup(cli::backup::Backup),
    Restore(cli::backup::Restore),
    Openapi(cli::openapi::Openapi),
    Mcp(cli::mcp::Mcp),
}

fn main() -> ExitCode {
    let command = Arguments::command();
    let misspelled = cli::variables::misspelled_variables(&command);
    if !misspelled.is_empty() {
        return framewise_command_line::finish(Err(Failure::new(
            WRONG_INPUT,
            misspelled.join("; "),
        )));
    }
    let command = cli::variables::ignore_empty_variables(command);
    let matches = command.get_matches();
    let Arguments { command, serve } =
        Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    framewise_command_line::finish(match command.unwrap_or(Command::Serve(serve)) {
        Command::Serve(arguments) => cli::serve::run(arguments),
        Command::Recommend(arguments) => cli::recommend::run(&arguments),
        Command::Knowledge(arguments) => cli::knowledge::run(&arguments),
        Command::Jobs(arguments) => cli::jobs::run(arguments),
        Command::Backup(arguments) => cli::backup::backup(arguments),
        Command::Restore(arguments) => cli::backup::restore(arguments),
        Command::Openapi(arguments) => cli::openapi::run(&arguments),
        Command::Mcp(arguments) => cli::mcp::run(&arguments),
    })
}
