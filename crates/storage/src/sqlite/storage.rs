//! The storage on a `SQLite` file.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use jiff::civil::Date;
use sqlx::SqliteConnection;
use tokio::time::sleep;

use super::connect::Pragmas;
use super::connection::Connection;
use super::options::SqliteOptions;
use super::{cohorts, counts, keys, queries, receipts, releases, rows};
use crate::cohorts::{CohortId, CohortStorage, JoinableCohort, NewCohort, StoredCohort};
use crate::error::StoreError;
use crate::privacy::anonymise::NewQuery;
use crate::privacy::cohort_token::TokenHash;
use crate::privacy::counts::Counts;
use crate::privacy::feedback::Feedback;
use crate::privacy::idempotency::{KeyRecord, Secret};
use crate::privacy::receipt::Receipt;
use crate::storage::{Erasure, Insertion, QueryWriter, ReleasedWeek, Row, Storage, StoredRelease};
use crate::week::Week;

/// How long an erasure waits for readers of the log to end.
const PATIENCE: Duration = Duration::from_millis(250);
/// Pause between two attempts to empty the log; meanwhile the writer can use its connection.
const PAUSE: Duration = Duration::from_millis(10);

/// Stored queries in a `SQLite` file.
#[derive(Debug)]
pub struct SqliteStorage {
    path: PathBuf,
    quota: Option<u64>,
    /// For all writes: `SQLite` has one writer at a time.
    writing: Connection,
    /// For the reads of requests: with the write-ahead log, reads and writes run at the same time.
    requests: Connection,
    /// For the reads of jobs, so that no request waits for a long count.
    jobs: Connection,
}

impl SqliteStorage {
    /// A storage that connects at its first use.
    #[must_use]
    pub fn new(options: SqliteOptions) -> Self {
        Self {
            path: options.path.clone(),
            quota: options.quota,
            requests: Connection::new(options.clone()),
            jobs: Connection::new(options.clone()),
            writing: Connection::reporting(options),
        }
    }

    /// The settings of the connection for writes, as read back from it; connects if need be.
    ///
    /// # Errors
    /// As [`QueryWriter::probe`].
    pub async fn pragmas(&self) -> Result<Pragmas, StoreError> {
        self.writing.pragmas().await
    }

    /// The connection for writes. If its files were moved, all connections are closed first: one that stays open would
    /// share the index of the old log with the new one.
    async fn writing(&self) -> &Connection {
        if self.writing.is_moved().await {
            self.close().await;
        }
        &self.writing
    }

    /// Runs `work` in a transaction on the connection for writes.
    async fn write<T>(
        &self,
        work: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T, sqlx::Error>,
    ) -> Result<T, StoreError> {
        self.writing().await.transact(work).await
    }

    /// Fails if the database has reached its quota.
    async fn ensure_room(&self) -> Result<(), StoreError> {
        let Some(quota) = self.quota else { return Ok(()) };
        let used = self.writing().await.run(async |db| queries::used_bytes(db).await).await?;
        if used < quota { Ok(()) } else { Err(StoreError::Quota) }
    }
}

#[async_trait]
impl QueryWriter for SqliteStorage {
    fn place(&self) -> String {
        let path = std::path::absolute(&self.path).unwrap_or_else(|_| self.path.clone());
        path.display().to_string()
    }

    async fn insert_batch(&self, entries: &[NewQuery]) -> Result<Vec<Insertion>, StoreError> {
        self.ensure_room().await?;
        self.write(async |db| queries::insert(db, entries).await).await
    }

    async fn undo_insert(&self, entries: &[NewQuery]) -> Result<(), StoreError> {
        self.write(async |db| queries::undo_insert(db, entries).await).await
    }

    async fn probe(&self) -> Result<(), StoreError> {
        self.ensure_room().await?;
        self.write(async |db| queries::insert_and_delete(db).await).await
    }

    async fn secret(&self, fresh: Secret) -> Result<Secret, StoreError> {
        self.write(async |db| keys::secret(db, fresh).await).await
    }

    async fn compact(&self) -> Result<bool, StoreError> {
        self.writing().await.run(async |db| queries::empty_log(db).await).await
    }

    async fn check_in_place(&self) -> Result<(), StoreError> {
        if self.writing.is_moved().await {
            self.close().await;
            return Err(StoreError::Replaced);
        }
        Ok(())
    }

    async fn close(&self) {
        self.jobs.close().await;
        self.requests.close().await;
        self.writing.close().await;
    }
}

#[async_trait]
impl Storage for SqliteStorage {
    async fn has_query(&self, receipt: &Receipt, since: Week) -> Result<bool, StoreError> {
        self.requests.run(async |db| receipts::has_query(db, receipt, since).await).await
    }

    async fn erase(&self, receipt: &Receipt, since: Week) -> Result<Erasure, StoreError> {
        // On another connection than that of the writer, so that a flood of unknown receipts does not delay it.
        if !self.has_query(receipt, since).await?
            || !self.write(async |db| receipts::erase(db, receipt, since).await).await?
        {
            return Ok(Erasure::Unknown);
        }
        // The log holds the row until it is emptied.
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            match self.compact().await {
                Ok(true) => return Ok(Erasure::Gone),
                Ok(false) => sleep(PAUSE).await,
                // The row is deleted, whatever happens to the log.
                Err(_) => break,
            }
        }
        Ok(Erasure::BytesRemain)
    }

    async fn put_feedback(
        &self,
        receipt: &Receipt,
        since: Week,
        feedback: &Feedback,
    ) -> Result<bool, StoreError> {
        if !self.has_query(receipt, since).await? {
            return Ok(false);
        }
        self.write(async |db| receipts::put_feedback(db, receipt, since, feedback).await).await
    }

    async fn expire_receipts(&self, since: Week, limit: u32) -> Result<u64, StoreError> {
        self.write(async |db| receipts::expire(db, since, limit).await).await
    }

    async fn expire_keys(&self, hour: i64, limit: u32) -> Result<u64, StoreError> {
        self.write(async |db| keys::expire(db, hour, limit).await).await
    }

    async fn roll_up(&self, since: Week, limit: u32) -> Result<u64, StoreError> {
        self.write(async |db| counts::roll_up(db, since, limit).await).await
    }

    async fn oldest_week(&self) -> Result<Option<Week>, StoreError> {
        self.jobs.run(async |db| counts::oldest_week(db).await).await
    }

    async fn counts(&self, first: Week, last: Week) -> Result<Counts, StoreError> {
        self.jobs.run(async |db| counts::between(db, first, last).await).await
    }

    async fn publish(&self, release: &StoredRelease) -> Result<bool, StoreError> {
        self.write(async |db| releases::publish(db, release).await).await
    }

    async fn releases(&self) -> Result<Vec<ReleasedWeek>, StoreError> {
        self.requests.run(async |db| releases::all(db).await).await
    }

    async fn release(&self, week: Week) -> Result<Option<StoredRelease>, StoreError> {
        self.requests.run(async |db| releases::one(db, week).await).await
    }

    async fn scan(&self, after: Option<&Row>, limit: u32) -> Result<Vec<Row>, StoreError> {
        self.jobs.run(async |db| rows::after(db, after, limit).await).await
    }

    /// Always succeeds: each step of a job is one transaction, and `SQLite` has one writer at a time, so two processes
    /// do nothing twice.
    async fn lock_job(&self, _job: &'static str) -> Result<bool, StoreError> {
        Ok(true)
    }

    async fn unlock_job(&self, _job: &'static str) -> Result<(), StoreError> {
        Ok(())
    }
}

#[async_trait]
impl CohortStorage for SqliteStorage {
    async fn create_cohort(&self, cohort: &NewCohort, max: u32) -> Result<bool, StoreError> {
        self.ensure_room().await?;
        self.write(async |db| cohorts::create(db, cohort, max).await).await
    }

    async fn joinable_cohort(
        &self,
        join: &TokenHash,
    ) -> Result<Option<JoinableCohort>, StoreError> {
        self.requests.run(async |db| cohorts::joinable(db, join).await).await
    }

    async fn cohort(&self, read: &TokenHash) -> Result<Option<StoredCohort>, StoreError> {
        self.requests.run(async |db| cohorts::one(db, read).await).await
    }

    async fn cohort_counts(&self, id: &CohortId) -> Result<Counts, StoreError> {
        self.requests.run(async |db| cohorts::counts(db, id).await).await
    }

    async fn add_to_cohort(&self, id: &CohortId, counts: &Counts) -> Result<bool, StoreError> {
        self.write(async |db| cohorts::add(db, id, counts).await).await
    }

    async fn release_cohort(
        &self,
        id: &CohortId,
        before: u64,
        answers: u64,
        body: &str,
    ) -> Result<bool, StoreError> {
        self.write(async |db| cohorts::release(db, id, before, answers, body).await).await
    }

    async fn close_cohort(&self, read: &TokenHash) -> Result<bool, StoreError> {
        self.write(async |db| cohorts::close(db, read).await).await
    }

    async fn delete_cohort(&self, read: &TokenHash) -> Result<Option<CohortId>, StoreError> {
        self.write(async |db| cohorts::delete(db, read).await).await
    }

    async fn expire_cohorts(&self, today: Date, limit: u32) -> Result<u64, StoreError> {
        self.write(async |db| cohorts::expire(db, today, limit).await).await
    }

    async fn remember_key(&self, key: &KeyRecord) -> Result<bool, StoreError> {
        self.write(async |db| keys::remember_new(db, key).await).await
    }

    async fn forget_key(&self, key: &KeyRecord) -> Result<(), StoreError> {
        self.write(async |db| keys::forget(db, key).await).await
    }
}
