//! What is done with stored queries when time has passed. Each job can be run at any time and again,
//! by any instance: it does what is due and nothing twice, in steps that are one transaction each, so
//! that one that was cut off is taken up where it stood.

/// Rounds of all jobs while the service runs.
mod runner;
/// The release of the statistics of closed weeks.
mod statistics;

pub use self::runner::{EVERY, run_for_ever};

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

/// Rows of one step: few enough that a request waits milliseconds for it.
const STEP: u32 = 1_000;

/// A job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Job {
    /// Ends receipts that have expired; the feedback on them becomes counts.
    Receipts,
    /// Forgets idempotency keys that have expired.
    Keys,
    /// Releases the statistics of weeks that are closed.
    Statistics,
    /// Adds queries that are due to the counts and deletes them.
    Retention,
}

impl Job {
    /// Every job, in the order in which they run: a release counts the feedback that is final, and rows
    /// are counted exactly before they become counts.
    pub const ALL: [Self; 4] = [Self::Receipts, Self::Keys, Self::Statistics, Self::Retention];

    /// Its name, on the command line and in metrics.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Receipts => "receipts",
            Self::Keys => "keys",
            Self::Statistics => "statistics",
            Self::Retention => "retention",
        }
    }

    /// What it does, in a sentence.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Receipts => "Ends expired receipts; the feedback on them becomes counts.",
            Self::Keys => "Forgets idempotency keys after a day.",
            Self::Statistics => "Releases the statistics of closed weeks.",
            Self::Retention => "Adds queries that are due to the counts and deletes them.",
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
            format!("there is no job of this name; there are {names}")
        })
    }
}

/// How a run ended that met no error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All that was due is done: so many rows.
    Done(u64),
    /// Another instance is doing it.
    Elsewhere,
}

/// Why a run did not end well.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// The database is out of order.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What was counted cannot be published.
    #[error("the statistics of {week} cannot be released: {reason}")]
    Unpublishable {
        /// The week.
        week: Week,
        /// Why.
        reason: String,
    },
}

/// What jobs work with.
pub struct Jobs {
    storage: Arc<dyn Storage>,
    clock: Clock,
    periods: Periods,
    /// What there is to be counted.
    vocabulary: Vocabulary,
}

impl Jobs {
    /// Jobs on what is stored in `storage`.
    #[must_use]
    pub fn new(
        storage: Arc<dyn Storage>,
        clock: Clock,
        periods: Periods,
        knowledge: &Knowledge,
    ) -> Self {
        Self { storage, clock, periods, vocabulary: vocabulary(knowledge) }
    }

    /// Does what is due of a job, unless another instance is doing it.
    ///
    /// # Errors
    /// [`JobError`]; what was done until then stays done, and the next run goes on from there.
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

    /// Puts away what only the recent past needs, such as a log that still has what was erased.
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
        // Given back also after an error; if that fails, the database does it when the connection ends.
        let given_back = self.storage.give_job_back(job.name()).await;
        let done = done?;
        given_back?;
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

/// Takes steps of up to [`STEP`] rows until one finds fewer; how many rows in all.
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

/// What can be recommended, answered and chosen, as the knowledge has it.
#[must_use]
pub fn vocabulary(knowledge: &Knowledge) -> Vocabulary {
    let frameworks = knowledge.frameworks.iter().map(|framework| framework.record.id.as_str());
    let options = knowledge.options.iter().map(|option| {
        let (question, choice) = knowledge.chosen(option);
        (question.id.as_str(), choice.id.as_str())
    });
    Vocabulary::new(frameworks, options)
}
