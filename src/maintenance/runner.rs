//! Runs what is due for as long as the service runs.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use super::{Job, Jobs, Outcome};

/// Time between two rounds. What is due is counted in hours, days and weeks; a round with nothing to do
/// costs a few lookups.
pub const EVERY: Duration = Duration::from_mins(10);

/// Runs every job at once and then again after each interval; never ends by itself. A job that fails is
/// tried again in the next round.
pub async fn run_for_ever(jobs: Jobs, every: Duration) {
    let mut rounds = interval(every);
    rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        rounds.tick().await;
        for job in Job::ALL {
            match jobs.run(job).await {
                Ok(Outcome::Done(0) | Outcome::Elsewhere) => {}
                Ok(Outcome::Done(rows)) => tracing::info!(%job, rows, "a job is done"),
                Err(error) => tracing::warn!(%job, %error, "a job failed; it is tried again later"),
            }
        }
        // A database that is out of order has been told of by the jobs and by the writer.
        let _ = jobs.tidy().await;
    }
}
