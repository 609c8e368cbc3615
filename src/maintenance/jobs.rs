//! The jobs, and how one is run.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Instant;

use framewise_model::knowledge::Knowledge;
use framewise_storage::clock::Clock;
use framewise_storage::disclosure::Vocabulary;
use framewise_storage::privacy::Periods;
use framewise_storage::random;
use framewise_storage::week::Week;
use framewise_storage::{Storage, StoreError};

use super::clock_check::{Warnings, check_clock};
use super::error::JobError;
use super::statistics::release_closed_weeks;
use crate::metrics::{self, JobOutcome};

/// Rows of one step, so that a request waits milliseconds for it at most.
const STEP: u32 = 1_000;

/// A job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Job {
    /// Ends expired receipts; their feedback becomes counts.
    Receipts,
    /// Deletes expired idempotency keys.
    Keys,
    /// Deletes cohorts that have ended.
    Cohorts,
    /// Releases the statistics of closed weeks.
    Statistics,
    /// Adds old queries to the counts and deletes them.
    Retention,
}

impl Job {
    /// Every job in the order of a round: a release needs the feedback that has become final, and counts rows
    /// before the last job deletes them.
    pub const ALL: [Self; 5] =
        [Self::Receipts, Self::Keys, Self::Cohorts, Self::Statistics, Self::Retention];

    /// Its name, on the command line and in metrics.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Receipts => "receipts",
            Self::Keys => "keys",
            Self::Cohorts => "cohorts",
            Self::Statistics => "statistics",
            Self::Retention => "retention",
        }
    }

    /// What it does, in one sentence.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Receipts => "Ends expired receipts; their feedback becomes counts.",
            Self::Keys => "Deletes idempotency keys after a day.",
            Self::Cohorts => "Deletes cohorts that have ended.",
            Self::Statistics => "Releases the statistics of closed weeks.",
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
            format!("there is no job of this name; the jobs are {names}")
        })
    }
}

/// How a run without an error ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Everything due is done; the number of rows.
    Done(u64),
    /// Another instance runs the job.
    Skipped,
}

/// The jobs of a service.
pub struct Jobs {
    storage: Arc<dyn Storage>,
    clock: Clock,
    periods: Periods,
    /// The cells of a release, at the time of the release.
    vocabulary: Box<dyn Fn() -> Vocabulary + Send + Sync>,
    warnings: Warnings,
    trusts_clock: bool,
    /// The seed of the noise in releases; none for random seeds.
    seed: Option<[u8; 32]>,
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
        let vocabulary = vocabulary(knowledge);
        Self {
            storage,
            clock,
            periods,
            vocabulary: Box::new(move || vocabulary.clone()),
            warnings: Warnings::default(),
            trusts_clock: false,
            seed: None,
        }
    }

    /// The same, which also reports through `warnings` that the clock is ahead.
    #[must_use]
    pub fn with_warnings(self, warnings: Warnings) -> Self {
        Self { warnings, ..self }
    }

    /// The same, whose releases have the cells that this function returns at the time: the knowledge may change.
    #[must_use]
    pub fn with_vocabulary(
        self,
        vocabulary: impl Fn() -> Vocabulary + Send + Sync + 'static,
    ) -> Self {
        Self { vocabulary: Box::new(vocabulary), ..self }
    }

    /// The same, which run however far the clock is ahead: the operator has said that it is right.
    #[must_use]
    pub fn trusting_the_clock(self) -> Self {
        Self { trusts_clock: true, ..self }
    }

    /// The same, whose releases have the noise of this seed. For tests: whoever knows the seed can remove the noise.
    #[must_use]
    pub fn with_seed(self, seed: [u8; 32]) -> Self {
        Self { seed: Some(seed), ..self }
    }

    /// Runs a job, unless another instance runs it, and counts the run in the metrics.
    ///
    /// # Errors
    /// [`JobError`]; finished steps stay, and the next run continues. With [`JobError::ClockAhead`] the job did
    /// nothing.
    pub async fn run(&self, job: Job) -> Result<Outcome, JobError> {
        let begun = Instant::now();
        let ended = self.run_if_free(job).await;
        let (outcome, rows) = match &ended {
            Ok(Outcome::Done(rows)) => (JobOutcome::Succeeded, *rows),
            Ok(Outcome::Skipped) => (JobOutcome::Skipped, 0),
            Err(JobError::ClockAhead { .. }) => (JobOutcome::Refused, 0),
            Err(_) => (JobOutcome::Failed, 0),
        };
        let now = self.clock.now().as_second();
        metrics::job_finished(job.name(), outcome, rows, begun.elapsed(), now);
        ended
    }

    /// Removes erased bytes and the order of arrival from files of the database.
    ///
    /// # Errors
    /// As [`framewise_storage::QueryWriter::compact`].
    pub async fn compact(&self) -> Result<bool, StoreError> {
        self.storage.compact().await
    }

    async fn run_if_free(&self, job: Job) -> Result<Outcome, JobError> {
        if !self.trusts_clock {
            let checked = check_clock(&*self.storage, &self.clock).await;
            self.warnings.set_clock_ahead(matches!(checked, Err(JobError::ClockAhead { .. })));
            checked?;
        }
        if !self.storage.lock_job(job.name()).await? {
            return Ok(Outcome::Skipped);
        }
        let done = match job {
            Job::Receipts => self.expire_receipts().await,
            Job::Keys => self.expire_keys().await,
            Job::Cohorts => self.expire_cohorts().await,
            Job::Statistics => {
                let seed = || self.seed();
                let vocabulary = (self.vocabulary)();
                release_closed_weeks(&*self.storage, &self.clock, &vocabulary, seed).await
            }
            Job::Retention => self.roll_up().await,
        };
        // Also after an error. If this fails, the database releases the job when the connection ends.
        let given_back = self.storage.unlock_job(job.name()).await;
        let done = done?;
        given_back?;
        Ok(Outcome::Done(done))
    }

    /// A seed for the noise of one week.
    fn seed(&self) -> Result<[u8; 32], StoreError> {
        let random = || random::bytes().map_err(|error| StoreError::Unavailable(error.to_string()));
        self.seed.map_or_else(random, Ok)
    }

    async fn expire_receipts(&self) -> Result<u64, JobError> {
        let since = Week::oldest_kept(self.clock.today(), self.periods.receipt_days);
        in_steps(|| self.storage.expire_receipts(since, STEP)).await
    }

    async fn expire_keys(&self) -> Result<u64, JobError> {
        in_steps(|| self.storage.expire_keys(self.clock.hour(), STEP)).await
    }

    async fn expire_cohorts(&self) -> Result<u64, JobError> {
        in_steps(|| self.storage.expire_cohorts(self.clock.today(), STEP)).await
    }

    async fn roll_up(&self) -> Result<u64, JobError> {
        let since = Week::oldest_kept(self.clock.today(), self.periods.retention_days);
        in_steps(|| self.storage.roll_up(since, STEP)).await
    }
}

/// Repeats `step` until it handles fewer than [`STEP`] rows, and returns the number of all rows.
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

/// The frameworks and options of the knowledge.
#[must_use]
pub fn vocabulary(knowledge: &Knowledge) -> Vocabulary {
    let frameworks = knowledge.frameworks.iter().map(|framework| framework.record.id.as_str());
    let options = knowledge.options.iter().map(|option| {
        let (question, choice) = knowledge.chosen(option);
        (question.id.as_str(), choice.id.as_str())
    });
    Vocabulary::new(frameworks, options)
}
