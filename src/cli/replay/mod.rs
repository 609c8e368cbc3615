//! `framewise replay`: what other knowledge would have recommended.

mod readable;
/// Rows from a file of requests, with progress.
mod reading;

use std::path::PathBuf;

use clap::Args;

use super::{FOUND, Failure, OK, UNAVAILABLE, load_knowledge, opened, print, resolve};
use crate::config::{DatabaseUrl, SettingsArgs};
use crate::service::replay::Replay;

/// Decide all stored queries again under other knowledge, and tell which winners change and why
///
/// To be used before a release of the knowledge. The database is only read, page by page, also while a
/// service stores into it; memory does not grow with the number of queries. With --requests the same is
/// done for a file with one body of POST /v1/recommendations a line.
///
/// Exit code 0: it was made; 1: more changes than --at-most, or a knowledge folder is faulty; 2: a setting
/// is wrong; 3: the database, the file or a folder cannot be read.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  framewise replay --knowledge ./knowledge
  framewise replay --knowledge ./knowledge --database-url sqlite:///var/lib/framewise.db
  framewise replay --knowledge ./knowledge --requests requests.jsonl --json
  framewise replay --knowledge ./knowledge --at-most 0.02")]
pub struct ReplayArgs {
    /// Knowledge folder to try
    #[arg(long, value_name = "DIR")]
    knowledge: PathBuf,
    /// Knowledge folder that holds now; by default the one that a service with these settings would use
    #[arg(long, value_name = "DIR", env = "FRAMEWISE_KNOWLEDGE")]
    baseline: Option<PathBuf>,
    /// Database with the stored queries
    #[arg(long, value_name = "URL", env = "FRAMEWISE_DATABASE_URL", hide_env_values = true)]
    database_url: Option<DatabaseUrl>,
    /// File with settings, in place of framewise.toml
    #[arg(long, value_name = "FILE", env = "FRAMEWISE_CONFIG")]
    config: Option<PathBuf>,
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
    let given = SettingsArgs {
        database_url: arguments.database_url.clone(),
        knowledge: arguments.baseline.clone(),
        ..SettingsArgs::default()
    };
    let settings = resolve(given, arguments.config.as_deref())?;
    let before = load_knowledge(settings.knowledge.as_deref())?;
    let after = load_knowledge(Some(&arguments.knowledge))?;
    let mut replay = Replay::new(&before, &after);
    match &arguments.requests {
        Some(file) => reading::requests(file, &mut replay)?,
        None => reading::stored(settings.database_url.reveal(), &mut replay)?,
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
