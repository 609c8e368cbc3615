//! Scheduled work on stored queries. Every job is idempotent: any instance can run it at any time, and it does
//! what is due. It works in steps of one transaction each, so an interrupted job continues where it stopped.

/// Runs all jobs periodically.
mod runner;
/// The release of the statistics of closed weeks.
mod statistics;

pub use self::runner::{INTERVAL, run_for_ever};

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Instant;

use crate::metrics;
use crate::metrics::JobOutcome;
use framewise_model::knowledge::Knowledge;
use framewise_storage::clock::Clock;
use framewise_storage::disclosure::Vocabulary;
use framewise_storage::privacy::Periods;
use framewise_storage::week::Week;
use framewise_storage::{Storage, StoreError};

/// Rows of one step: a request waits only milliseconds for it.
const STEP: u32 = 1_000;

/// A job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Job {
    /// Deletes expired receipts; their feedback becomes counts.
    Receipts,
    /// Deletes expired idempotency keys.
    Keys,
    /// Publishes the statistics of closed weeks.
    Statistics,
    /// Adds old queries to the counts and deletes them.
    Retention,
}

impl Job {
    /// Every job in the order in which they run: a release includes the feedback that has become final, and
    /// counts rows before retention replaces them.
    pub const ALL: [Self; 4] = [Self::Receipts, Self::Keys, Self::Statistics, Self::Retention];

    /// Its name on the command line and in metrics.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Receipts => "receipts",
            Self::Keys => "keys",
            Self::Statistics => "statistics",
            Self::Retention => "retention",
        }
    }

    /// A sentence on what it does.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Receipts => "Deletes expired receipts; their feedback becomes counts.",
            Self::Keys => "Deletes idempotency keys after a day.",
            Self::Statistics => "Publishes the statistics of closed weeks.",
            Self::Retention => "Adds old queries to the counts and deletes them.",
        }
    }
}

impl fmt::Display for Job {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl FromStr for Job {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|job| job.name() == name).ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            format!("there is no job with this name; the jobs are {names}")
        })
    }
}

/// How a run without an error ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Everything that was due is done: this many rows.
    Done(u64),
    /// Another instance is running the job.
    Elsewhere,
}

/// Why a run failed.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The counts cannot be published.
    #[error("the statistics of {week} cannot be published: {reason}")]
    Unpublishable {
        /// The week.
        week: Week,
        /// Why.
        reason: String,
    },
}

/// The jobs of a database.
pub struct Jobs {
    storage: Arc<dyn Storage>,
    clock: Clock,
    periods: Periods,
    /// The ids that are counted.
    vocabulary: Vocabulary,
}

impl Jobs {
    /// Jobs on the queries in `storage`.
    #[must_use]
    pub fn new(
        storage: Arc<dyn Storage>,
        clock: Clock,
        periods: Periods,
        knowledge: &Knowledge,
    ) -> Self {
        Self { storage, clock, periods, vocabulary: vocabulary(knowledge) }
    }

    /// Runs a job, unless another instance is running it.
    ///
    /// # Errors
    /// [`JobError`]; completed steps stay done, and the next run continues from there.
    pub async fn run(&self, job: Job) -> Result<Outcome, JobError> {
        let begun = Instant::now();
        let ended = self.run_if_free(job).await;
        let (outcome, rows) = match &ended {
            Ok(Outcome::Done(rows)) => (JobOutcome::Succeeded, *rows),
            Ok(Outcome::Elsewhere) => (JobOutcome::Skipped, 0),
            Err(_) => (JobOutcome::Failed, 0),
        };
        let now = self.clock.now().as_second();
        metrics::job_finished(job.name(), outcome, rows, begun.elapsed(), now);
        ended
    }

    /// Removes data that only recent writes need, such as a write-ahead log with erased rows.
    ///
    /// # Errors
    /// As [`framewise_storage::Intake::tidy`].
    pub async fn tidy(&self) -> Result<(), StoreError> {
        self.storage.tidy().await
    }

    async fn run_if_free(&self, job: Job) -> Result<Outcome, JobError> {
        if !self.storage.take_job(job.name()).await? {
            return Ok(Outcome::Elsewhere);
        }
        let done = match job {
            Job::Receipts => self.expire_receipts().await,
            Job::Keys => self.expire_keys().await,
            Job::Statistics => self.release().await,
            Job::Retention => self.roll_up().await,
        };
        // Released after an error too; if that fails, the database releases it with the connection.
        let released = self.storage.give_job_back(job.name()).await;
        let done = done?;
        released?;
        Ok(Outcome::Done(done))
    }

    async fn expire_receipts(&self) -> Result<u64, JobError> {
        let since = Week::oldest_kept(self.clock.today(), self.periods.receipt_days);
        in_steps(|| self.storage.expire_receipts(since, STEP)).await
    }

    async fn expire_keys(&self) -> Result<u64, JobError> {
        in_steps(|| self.storage.expire_keys(self.clock.hour(), STEP)).await
    }

    async fn roll_up(&self) -> Result<u64, JobError> {
        let since = Week::oldest_kept(self.clock.today(), self.periods.retention_days);
        in_steps(|| self.storage.roll_up(since, STEP)).await
    }
}

/// Repeats a step of up to [`STEP`] rows until one has fewer; returns the number of rows.
async fn in_steps<F>(step: impl Fn() -> F) -> Result<u64, JobError>
where
    F: Future<Output = Result<u64, StoreError>>,
{
    let mut done = 0;
    loop {
        let rows = step().await?;
        done += rows;
        if rows < u64::from(STEP) {
            return Ok(done);
        }
    }
}

impl fmt::Debug for Jobs {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Jobs").field("periods", &self.periods).finish_non_exhaustive()
    }
}

/// The ids of the knowledge that statistics count.
#[must_use]
pub fn vocabulary(knowledge: &Knowledge) -> Vocabulary {
    let frameworks = knowledge.frameworks.iter().map(|framework| framework.record.id.as_str());
    let options = knowledge.options.iter().map(|option| {
        let (question, choice) = knowledge.chosen(option);
        (question.id.as_str(), choice.id.as_str())
    });
    Vocabulary::new(frameworks, options)
}
