//! Runs all jobs periodically.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use super::{Job, Jobs, Outcome};

/// Time between two rounds. Jobs become due after hours, days or weeks; a round without work takes a few
/// lookups.
pub const INTERVAL: Duration = Duration::from_mins(10);

/// Runs every job now and again after each interval; never returns. A job that fails is tried again in the next
/// round.
pub async fn run_for_ever(jobs: Jobs, every: Duration) {
    let mut rounds = interval(every);
    rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        rounds.tick().await;
        for job in Job::ALL {
            match jobs.run(job).await {
                Ok(Outcome::Done(0) | Outcome::Elsewhere) => {}
                Ok(Outcome::Done(rows)) => tracing::info!(%job, rows, "job done"),
                Err(error) => tracing::warn!(%job, %error, "job failed; it will be tried again"),
            }
        }
        // Jobs and writer have logged the fault of the database already.
        let _ = jobs.tidy().await;
    }
}
