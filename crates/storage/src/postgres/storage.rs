//! The storage in a `PostgreSQL` database.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use jiff::civil::Date;

use super::connect::Settings;
use super::connection::Connection;
use super::jobs::Jobs;
use super::options::PostgresOptions;
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

/// Time between two checks of the quota: the server looks at every file of the database for one.
const CHECK_EVERY: Duration = Duration::from_secs(1);

/// Stored queries in a `PostgreSQL` database.
///
/// Each connection is opened at its first use: an instance that only stores has one, and an instance has at most four.
#[derive(Debug)]
pub struct PostgresStorage {
    place: String,
    quota: Option<u64>,
    /// When the size of the database was last below the quota.
    had_room: Mutex<Option<Instant>>,
    /// For the writer, which must not wait for other calls.
    writing: Connection,
    /// For calls that a request waits for.
    requests: Connection,
    /// For long calls.
    background: Arc<Connection>,
    /// For the locks of jobs.
    jobs: Jobs,
    /// Whether this instance has deleted rows since the last vacuum.
    needs_vacuum: AtomicBool,
}

impl PostgresStorage {
    /// A storage that connects at its first use.
    #[must_use]
    pub fn new(options: PostgresOptions) -> Self {
        let connection = |call_timeout| Connection::new(options.clone(), call_timeout);
        Self {
            place: options.place(),
            quota: options.quota,
            had_room: Mutex::default(),
            writing: connection(options.call_timeout),
            requests: connection(options.call_timeout),
            background: Arc::new(connection(options.job_timeout)),
            jobs: Jobs::new(options),
            needs_vacuum: AtomicBool::new(false),
        }
    }

    /// The settings of the connection for the writer, as read back from it; connects if need be.
    ///
    /// # Errors
    /// As [`QueryWriter::probe`].
    pub async fn settings(&self) -> Result<Settings, StoreError> {
        self.writing.settings().await
    }

    /// Fails if the database has reached its quota.
    async fn ensure_room(&self) -> Result<(), StoreError> {
        let Some(quota) = self.quota else { return Ok(()) };
        let size = self.writing.run(async |db| queries::database_size(db).await).await?;
        let room = (size < quota).then(Instant::now);
        *self.had_room.lock().unwrap_or_else(PoisonError::into_inner) = room;
        room.map(drop).ok_or(StoreError::Quota)
    }

    /// Remembers that a vacuum is needed if `rows` is not 0, and returns `rows`.
    fn note_deleted(&self, rows: u64) -> u64 {
        self.needs_vacuum.fetch_or(rows > 0, Ordering::Relaxed);
        rows
    }

    /// Starts a vacuum in the background if rows were deleted; with many rows it takes too long to wait for it. If it
    /// fails, the server vacuums later by itself.
    fn start_vacuum(&self) {
        if !self.needs_vacuum.swap(false, Ordering::Relaxed) {
            return;
        }
        let background = Arc::clone(&self.background);
        tokio::spawn(async move {
            if let Err(error) = background.run(async |db| queries::vacuum(db).await).await {
                tracing::debug!(%error, "cannot vacuum");
            }
        });
    }
}

#[async_trait]
impl QueryWriter for PostgresStorage {
    fn place(&self) -> String {
        self.place.clone()
    }

    async fn insert_batch(&self, entries: &[NewQuery]) -> Result<Vec<Insertion>, StoreError> {
        let checked = *self.had_room.lock().unwrap_or_else(PoisonError::into_inner);
        if checked.is_none_or(|checked| checked.elapsed() >= CHECK_EVERY) {
            self.ensure_room().await?;
        }
        self.writing.run(async |db| queries::insert(db, entries).await).await
    }

    async fn undo_insert(&self, entries: &[NewQuery]) -> Result<(), StoreError> {
        self.writing.run(async |db| queries::undo_insert(db, entries).await).await?;
        self.note_deleted(entries.len() as u64);
        Ok(())
    }

    async fn probe(&self) -> Result<(), StoreError> {
        self.ensure_room().await?;
        self.writing.run(async |db| queries::insert_and_delete(db).await).await
    }

    async fn secret(&self, fresh: Secret) -> Result<Secret, StoreError> {
        self.writing.run(async |db| keys::secret(db, fresh).await).await
    }

    /// Starts a vacuum; the write-ahead log is under the control of the server.
    async fn compact(&self) -> Result<bool, StoreError> {
        self.start_vacuum();
        Ok(true)
    }

    async fn close(&self) {
        self.jobs.close().await;
        self.background.close().await;
        self.requests.close().await;
        self.writing.close().await;
    }
}

#[async_trait]
impl Storage for PostgresStorage {
    async fn has_query(&self, receipt: &Receipt, since: Week) -> Result<bool, StoreError> {
        self.requests.run(async |db| receipts::has_query(db, receipt, since).await).await
    }

    /// Never [`Erasure::Gone`]: a vacuum frees the space of a row without overwriting it, and the write-ahead log keeps
    /// its bytes until the server writes over them. No client of the server can see or force that.
    async fn erase(&self, receipt: &Receipt, since: Week) -> Result<Erasure, StoreError> {
        let erased =
            self.requests.run(async |db| receipts::erase(db, receipt, since).await).await?;
        self.note_deleted(erased.into());
        Ok(if erased { Erasure::BytesLeftToServer } else { Erasure::Unknown })
    }

    async fn put_feedback(
        &self,
        receipt: &Receipt,
        since: Week,
        feedback: &Feedback,
    ) -> Result<bool, StoreError> {
        self.requests
            .run(async |db| receipts::put_feedback(db, receipt, since, feedback).await)
            .await
    }

    async fn expire_receipts(&self, since: Week, limit: u32) -> Result<u64, StoreError> {
        let deleted =
            self.background.run(async |db| receipts::expire(db, since, limit).await).await?;
        Ok(self.note_deleted(deleted))
    }

    async fn expire_keys(&self, hour: i64, limit: u32) -> Result<u64, StoreError> {
        let deleted = self.background.run(async |db| keys::expire(db, hour, limit).await).await?;
        Ok(self.note_deleted(deleted))
    }

    async fn roll_up(&self, since: Week, limit: u32) -> Result<u64, StoreError> {
        let deleted =
            self.background.run(async |db| counts::roll_up(db, since, limit).await).await?;
        Ok(self.note_deleted(deleted))
    }

    async fn oldest_week(&self) -> Result<Option<Week>, StoreError> {
        self.background.run(async |db| counts::oldest_week(db).await).await
    }

    async fn counts(&self, first: Week, last: Week) -> Result<Counts, StoreError> {
        self.background.run(async |db| counts::between(db, first, last).await).await
    }

    async fn publish(&self, release: &StoredRelease) -> Result<bool, StoreError> {
        self.background.run(async |db| releases::publish(db, release).await).await
    }

    async fn releases(&self) -> Result<Vec<ReleasedWeek>, StoreError> {
        self.requests.run(async |db| releases::all(db).await).await
    }

    async fn release(&self, week: Week) -> Result<Option<StoredRelease>, StoreError> {
        self.requests.run(async |db| releases::one(db, week).await).await
    }

    async fn scan(&self, after: Option<&Row>, limit: u32) -> Result<Vec<Row>, StoreError> {
        self.background.run(async |db| rows::after(db, after, limit).await).await
    }

    async fn lock_job(&self, job: &'static str) -> Result<bool, StoreError> {
        self.jobs.take(job).await
    }

    async fn unlock_job(&self, job: &'static str) -> Result<(), StoreError> {
        self.start_vacuum();
        self.jobs.unlock(job).await
    }
}

#[async_trait]
impl CohortStorage for PostgresStorage {
    async fn create_cohort(&self, cohort: &NewCohort, max: u32) -> Result<bool, StoreError> {
        self.ensure_room().await?;
        self.requests.run(async |db| cohorts::create(db, cohort, max).await).await
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
        self.requests.run(async |db| cohorts::add(db, id, counts).await).await
    }

    async fn release_cohort(
        &self,
        id: &CohortId,
        before: u64,
        answers: u64,
        body: &str,
    ) -> Result<bool, StoreError> {
        self.requests.run(async |db| cohorts::release(db, id, before, answers, body).await).await
    }

    async fn close_cohort(&self, read: &TokenHash) -> Result<bool, StoreError> {
        self.requests.run(async |db| cohorts::close(db, read).await).await
    }

    async fn delete_cohort(&self, read: &TokenHash) -> Result<Option<CohortId>, StoreError> {
        let deleted = self.requests.run(async |db| cohorts::delete(db, read).await).await?;
        self.note_deleted(deleted.is_some().into());
        Ok(deleted)
    }

    async fn expire_cohorts(&self, today: Date, limit: u32) -> Result<u64, StoreError> {
        let deleted =
            self.background.run(async |db| cohorts::expire(db, today, limit).await).await?;
        Ok(self.note_deleted(deleted))
    }

    async fn remember_key(&self, key: &KeyRecord) -> Result<bool, StoreError> {
        self.requests.run(async |db| keys::remember_new(db, key).await).await
    }

    async fn forget_key(&self, key: &KeyRecord) -> Result<(), StoreError> {
        self.requests.run(async |db| keys::forget(db, key).await).await
    }
}
