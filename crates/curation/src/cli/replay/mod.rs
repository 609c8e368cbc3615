//! `framewise-curate replay`: recomputes stored queries with other knowledge.

use framewise_command_line::{FOUND, Failure, OK, print};

use super::evaluate::print_json;
use super::folder::load_knowledge;

/// The report as text.
mod readable;
/// Rows from a file of requests, with progress.
mod reading;

use std::path::PathBuf;

use clap::Args;

use crate::replay::Replay;

/// Recompute all stored queries with other knowledge, and report which recommended frameworks change and why
///
/// Use this command before a release of the knowledge. It does not change the database, and a service may use
/// the database at the same time. It reads the queries in pages, so the memory that it needs does not depend
/// on the number of queries. With --requests, it reads requests from a file instead; each line is a JSON body
/// of POST /v1/recommendations.
///
/// Exit code 0: the report was printed; 1: the share of changed queries is higher than --at-most, or a
/// knowledge folder has faults; 2: the database URL is wrong; 3: the database, the file or a folder cannot be
/// read.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  framewise-curate replay released ./knowledge
  framewise-curate replay released ./knowledge --database-url sqlite:///var/lib/framewise.db
  framewise-curate replay released ./knowledge --requests requests.jsonl --json
  framewise-curate replay released ./knowledge --at-most 0.02")]
pub struct ReplayArgs {
    /// Folder of the knowledge that the service uses now, such as a checkout of the last release
    before: PathBuf,
    /// Folder of the new knowledge, which is compared with the knowledge in use
    #[arg(default_value = "knowledge")]
    after: PathBuf,
    /// Database with the stored queries
    #[arg(
        long,
        value_name = "URL",
        env = "FRAMEWISE_DATABASE_URL",
        default_value = "sqlite://framewise.db",
        hide_env_values = true
    )]
    database_url: String,
    /// Read requests from this file (JSON Lines) instead of stored queries; - is standard input
    #[arg(long, value_name = "FILE")]
    requests: Option<PathBuf>,
    /// Exit with code 1 if the share of changed queries is higher than SHARE, from 0 to 1. A query is changed
    /// if its recommended framework changes, or if it can be evaluated with the knowledge in use but not with
    /// the new knowledge. Queries that cannot be evaluated with the knowledge in use do not count
    #[arg(long, value_name = "SHARE", value_parser = share)]
    at_most: Option<f64>,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
///
/// # Errors
/// [`Failure`] if the knowledge, the database or the file cannot be used.
pub fn run(arguments: &ReplayArgs) -> Result<u8, Failure> {
    let before = load_knowledge(&arguments.before)?;
    let after = load_knowledge(&arguments.after)?;
    let mut replay = Replay::new(&before, &after);
    match &arguments.requests {
        Some(file) => reading::requests(file, &mut replay)?,
        None => reading::stored(&arguments.database_url, &mut replay)?,
    }
    let report = replay.report();
    if arguments.json {
        print_json(&report)?;
    } else {
        print(&readable::report(&report))?;
    }
    let few = arguments.at_most.is_none_or(|share| report.share_changed() <= share);
    Ok(if few { OK } else { FOUND })
}

fn share(text: &str) -> Result<f64, String> {
    let share = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "a share is a number from 0 to 1, such as 0.02".to_owned())
}
