//! `framewise-curate replay`: what other knowledge would have recommended.

/// The report as text.
mod readable;
/// Rows from a file of requests, with progress.
mod reading;

use std::path::PathBuf;

use clap::Args;

use super::failure::{FOUND, Failure, OK, UNAVAILABLE, load_knowledge, print};
use crate::replay::Replay;

/// Decide all stored queries again under other knowledge, and report which winners change and why
///
/// To be used before a release of the knowledge. The database is only read, page by page, also while a
/// service stores into it; memory does not grow with the number of queries. With --requests the same is
/// done for a file with one body of POST /v1/recommendations a line.
///
/// Exit code 0: it was made; 1: more changes than --at-most, or a knowledge folder is faulty; 2: the
/// database URL is wrong; 3: the database, the file or a folder cannot be read.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  framewise-curate replay released ./knowledge
  framewise-curate replay released ./knowledge --database-url sqlite:///var/lib/framewise.db
  framewise-curate replay released ./knowledge --requests requests.jsonl --json
  framewise-curate replay released ./knowledge --at-most 0.02")]
pub struct ReplayArgs {
    /// Knowledge folder in use, such as a checkout of the last release
    before: PathBuf,
    /// Knowledge folder to compare it with
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
    /// Decide the requests in this file instead of stored queries, in JSON Lines form; - is standard input
    #[arg(long, value_name = "FILE")]
    requests: Option<PathBuf>,
    /// Fail if more than this share, from 0 to 1, gets another winner or cannot be read any more
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
        let json = serde_json::to_string_pretty(&report)
            .map_err(|error| Failure::new(UNAVAILABLE, error))?;
        print(&format!("{json}\n"))?;
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
