//! `framewise jobs`: runs the scheduled jobs on stored queries by hand.

use clap::{Args, Subcommand};
use framewise_command_line::{FOUND, Failure, OK, UNAVAILABLE, print};
use framewise_storage as store;
use framewise_storage::clock::Clock;

use super::load::load_knowledge;
use super::runtime::wait;
use super::service_settings::{ServiceSettings, opened, periods};
use crate::maintenance::{Job, Jobs, Outcome};

/// Run the scheduled jobs on stored queries: expire receipts, delete idempotency keys, delete ended cohorts, publish
/// statistics, delete old queries
///
/// A running service runs all jobs every ten minutes. A job processes only the rows that are due, and no row
/// twice. The service or another instance may be running at the same time. A clock that is more than eight weeks
/// ahead of the newest closed week is refused, unless --yes says that it is right. Exit code 0: done; 1: a job failed
/// or the knowledge has faults; 2: a setting is wrong; 3: the database or the knowledge cannot be used.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  framewise jobs list
  framewise jobs run all
  framewise jobs run all --yes
  framewise jobs run retention --database-url sqlite:///var/lib/framewise.db")]
pub struct JobsCommand {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List the jobs
    List,
    /// Run one job, or all
    Run(Box<Run>),
}

#[derive(Debug, Args)]
struct Run {
    /// Name of the job, or `all`
    #[arg(value_name = "NAME", value_parser = which)]
    jobs: Which,
    /// Run although the clock is more than eight weeks ahead of the newest closed week: the clock is right
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    service: ServiceSettings,
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
/// [`Failure`] if the settings are wrong, the knowledge or the database cannot be used, or a job failed.
pub fn run(arguments: JobsCommand) -> Result<u8, Failure> {
    match arguments.action {
        Action::List => {
            let lines = Job::ALL.map(|job| format!("{:<12}{}\n", job.name(), job.sentence()));
            print(&lines.concat())?;
            Ok(OK)
        }
        Action::Run(run) => wait(run_jobs(*run))?,
    }
}

async fn run_jobs(Run { jobs: Which(names), yes, service }: Run) -> Result<u8, Failure> {
    let settings = service.resolve()?;
    let knowledge = load_knowledge(settings.knowledge.as_deref())?;
    let storage = opened(store::open(settings.database_url.reveal()))?;
    storage.probe().await.map_err(|error| Failure::new(UNAVAILABLE, error))?;
    let jobs = Jobs::new(storage.clone(), Clock::default(), periods(&settings), &knowledge);
    let jobs = if yes { jobs.trusting_the_clock() } else { jobs };
    let mut outcome = Ok(OK);
    for job in names {
        let line = match jobs.run(job).await {
            Ok(Outcome::Done(rows)) => format!("{job}: {rows} done\n"),
            Ok(Outcome::Skipped) => format!("{job}: another instance is doing it\n"),
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
