//! The storage on a `SQLite` file.

use async_trait::async_trait;
use sqlx::SqliteConnection;

use super::connect::Pragmas;
use super::connection::Connection;
use super::options::SqliteOptions;
use super::{counts, keys, queries, receipts, releases, rows};
use crate::error::StoreError;
use crate::privacy::anonymise::NewQuery;
use crate::privacy::counts::Counts;
use crate::privacy::feedback::Feedback;
use crate::privacy::idempotency::Secret;
use crate::privacy::receipt::Receipt;
use crate::storage::{Insertion, QueryWriter, ReleasedWeek, Row, Storage, StoredRelease};
use crate::week::Week;

/// Stored queries in a `SQLite` file.
#[derive(Debug)]
pub struct SqliteStorage {
    /// For all writes: `SQLite` has one writer at a time.
    writing: Connection,
    /// For all reads, so that no request waits for a long count: with the write-ahead log, reads and writes run at
    /// the same time.
    reading: Connection,
}

impl SqliteStorage {
    /// A storage that connects at its first use.
    #[must_use]
    pub fn new(options: SqliteOptions) -> Self {
        Self { writing: Connection::new(options.clone()), reading: Connection::new(options) }
    }

    /// The settings of the connection for writes, as read back from it; connects if need be.
    ///
    /// # Errors
    /// As [`QueryWriter::probe`].
    pub async fn pragmas(&self) -> Result<Pragmas, StoreError> {
        self.writing.pragmas().await
    }
}

#[async_trait]
impl QueryWriter for SqliteStorage {
    async fn insert_batch(&self, entries: &[NewQuery]) -> Result<Vec<Insertion>, StoreError> {
        self.writing.run(async |db| queries::insert(db, entries).await).await
    }

    async fn undo_insert(&self, entries: &[NewQuery]) -> Result<(), StoreError> {
        self.writing.run(async |db| queries::undo_insert(db, entries).await).await
    }

    async fn probe(&self) -> Result<(), StoreError> {
        self.writing.run(async |db| queries::insert_and_delete(db).await).await
    }

    async fn secret(&self, fresh: Secret) -> Result<Secret, StoreError> {
        self.writing.run(async |db| keys::secret(db, fresh).await).await
    }

    async fn compact(&self) -> Result<(), StoreError> {
        self.writing.run(async |db| queries::empty_log(db).await).await
    }

    async fn close(&self) {
        self.reading.close().await;
        self.writing.close().await;
    }
}

#[async_trait]
impl Storage for SqliteStorage {
    async fn erase(&self, receipt: &Receipt, since: Week) -> Result<bool, StoreError> {
        let erase = async |db: &mut SqliteConnection| {
            let erased = receipts::erase(db, receipt, since).await?;
            if erased {
                // The log holds the row until it is emptied.
                queries::empty_log(db).await?;
            }
            Ok(erased)
        };
        self.writing.run(erase).await
    }

    async fn put_feedback(
        &self,
        receipt: &Receipt,
        since: Week,
        feedback: &Feedback,
    ) -> Result<bool, StoreError> {
        self.writing
            .run(async |db| receipts::put_feedback(db, receipt, since, feedback).await)
            .await
    }

    async fn expire_receipts(&self, since: Week, limit: u32) -> Result<u64, StoreError> {
        self.writing.run(async |db| receipts::expire(db, since, limit).await).await
    }

    async fn expire_keys(&self, hour: i64, limit: u32) -> Result<u64, StoreError> {
        self.writing.run(async |db| keys::expire(db, hour, limit).await).await
    }

    async fn roll_up(&self, since: Week, limit: u32) -> Result<u64, StoreError> {
        self.writing.run(async |db| counts::roll_up(db, since, limit).await).await
    }

    async fn oldest_week(&self) -> Result<Option<Week>, StoreError> {
        self.reading.run(async |db| counts::oldest_week(db).await).await
    }

    async fn counts(&self, first: Week, last: Week) -> Result<Counts, StoreError> {
        self.reading.run(async |db| counts::between(db, first, last).await).await
    }

    async fn publish(&self, release: &StoredRelease) -> Result<bool, StoreError> {
        self.writing.run(async |db| releases::publish(db, release).await).await
    }

    async fn releases(&self) -> Result<Vec<ReleasedWeek>, StoreError> {
        self.reading.run(async |db| releases::all(db).await).await
    }

    async fn release(&self, week: Week) -> Result<Option<StoredRelease>, StoreError> {
        self.reading.run(async |db| releases::one(db, week).await).await
    }

    async fn scan(&self, after: Option<&Row>, limit: u32) -> Result<Vec<Row>, StoreError> {
        self.reading.run(async |db| rows::after(db, after, limit).await).await
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
