//! `framewise jobs`: what is done with stored queries when time has passed, by hand.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{FOUND, Failure, OK, UNAVAILABLE, WRONG_INPUT, load_knowledge, print};
use crate::base::clock::Clock;
use crate::config::{self, SettingsArgs};
use crate::privacy::Periods;
use crate::service::jobs::{Job, Jobs, Outcome};
use crate::store;

/// Do what is due with stored queries: drop receipts, release statistics, delete old rows
///
/// A running service does all of it by itself, every ten minutes. Each job does what is due and nothing
/// twice, also beside a running service or another instance. Exit code 0: done; 1: a job failed;
/// 2: a setting is wrong; 3: the database cannot be had.
#[derive(Debug, Args)]
pub struct JobsCommand {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Print what jobs there are
    List,
    /// Run one job, or all
    Run(Box<Run>),
}

#[derive(Debug, Args)]
struct Run {
    /// Name of the job, or `all`
    #[arg(value_name = "NAME", value_parser = which)]
    jobs: Which,
    /// File with settings, in place of framewise.toml
    #[arg(long, env = "FRAMEWISE_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    settings: SettingsArgs,
}

/// One job or all of them.
#[derive(Debug, Clone)]
struct Which(Vec<Job>);

fn which(name: &str) -> Result<Which, String> {
    if name == "all" {
        return Ok(Which(Job::ALL.to_vec()));
    }
    let job = name.parse().map_err(|error: String| format!("{error}; `all` runs them all"))?;
    Ok(Which(vec![job]))
}

/// Runs the command.
///
/// # Errors
/// [`Failure`] if the settings are wrong, the database cannot be had, or a job failed.
pub fn run(arguments: JobsCommand) -> Result<u8, Failure> {
    match arguments.action {
        Action::List => {
            let lines = Job::ALL.map(|job| format!("{:<12}{}\n", job.name(), job.sentence()));
            print(&lines.concat())?;
            Ok(OK)
        }
        Action::Run(run) => {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .map_err(|error| Failure::new(UNAVAILABLE, error))?;
            runtime.block_on(run_jobs(*run))
        }
    }
}

async fn run_jobs(Run { jobs: Which(names), config, settings }: Run) -> Result<u8, Failure> {
    let settings = config::resolve(settings, config.as_deref())
        .map_err(|error| Failure::new(WRONG_INPUT, error))?;
    let knowledge = load_knowledge(settings.knowledge.as_deref())?;
    let storage = store::open(settings.database_url.reveal())
        .map_err(|error| Failure::new(WRONG_INPUT, format!("database_url: {error}")))?;
    storage.probe().await.map_err(|error| Failure::new(UNAVAILABLE, error))?;
    let periods = Periods {
        receipt_days: settings.receipt_days.get(),
        retention_days: settings.retention_days.get(),
    };
    let jobs = Jobs::new(storage.clone(), Clock::default(), periods, &knowledge);
    let mut outcome = Ok(OK);
    for job in names {
        let line = match jobs.run(job).await {
            Ok(Outcome::Done(rows)) => format!("{job}: {rows} done\n"),
            Ok(Outcome::Elsewhere) => format!("{job}: another instance is doing it\n"),
            Err(error) => {
                outcome = Err(Failure::new(FOUND, format!("{job}: {error}")));
                continue;
            }
        };
        print(&line)?;
    }
    storage.close().await;
    outcome
}
