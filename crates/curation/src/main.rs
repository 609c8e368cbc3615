//! The `framewise-curate` program: parses the command line and dispatches.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use framewise_curation::cli;

/// Checks, refreshes, measures and releases the knowledge of framewise
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(cli::check::Check),
    New(cli::new::New),
    Explain(cli::explain::Explain),
    Ratings(cli::ratings::Ratings),
    Refresh(cli::refresh::Refresh),
    Release(cli::release::Release),
    Audit(cli::audit::Audit),
    Evaluate(cli::evaluate::Evaluate),
    Calibrate(cli::calibrate::Calibrate),
    Replay(cli::replay::ReplayArgs),
}

fn main() -> ExitCode {
    framewise_command_line::finish(match Arguments::parse().command {
        Command::Check(arguments) => cli::check::run(&arguments),
        Command::New(arguments) => cli::new::run(&arguments),
        Command::Explain(arguments) => cli::explain::run(&arguments),
        Command::Ratings(arguments) => cli::ratings::run(&arguments),
        Command::Refresh(arguments) => cli::refresh::run(&arguments),
        Command::Release(arguments) => cli::release::run(&arguments),
        Command::Audit(arguments) => cli::audit::run(&arguments),
        Command::Evaluate(arguments) => cli::evaluate::run(&arguments),
        Command::Calibrate(arguments) => cli::calibrate::run(&arguments),
        Command::Replay(arguments) => cli::replay::run(&arguments),
    })
}
