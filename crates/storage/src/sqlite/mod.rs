//! `SQLite`: one file, one connection, write-ahead log, every commit synced.

/// Copies of a whole database.
mod backup;
/// From a file to a connection whose settings have been read back.
mod connect;
/// What remains of rows that have gone.
mod counts;
/// What the driver's errors mean here.
mod error;
/// Whether the files on disk are still those that were opened.
mod files;
/// What is kept of requests that may be sent twice.
mod keys;
/// Queries go in, and out again.
mod queries;
/// The way back to a query, and what is told on it.
mod receipts;
/// What was published.
mod releases;
/// Whole rows.
mod rows;

use std::{path::PathBuf, time::Duration};

use async_trait::async_trait;
use sqlx::{Connection, SqliteConnection};
use tokio::sync::Mutex;

use crate::error::StoreError;
use crate::privacy::{Counts, Entry, Feedback, Receipt, Secret};
use crate::storage::{Insertion, Intake, ReleasedWeek, Row, Storage, StoredRelease};
use crate::week::Week;

pub use backup::{BackupError, backup, restore};
pub use connect::Pragmas;

use connect::connect;
use files::Files;

/// How a `SQLite` file is opened.
#[derive(Debug, Clone)]
pub struct SqliteOptions {
    /// The file; created when it is missing, its directory is not.
    pub path: PathBuf,
    /// How long a statement waits for another process's lock.
    pub busy_timeout: Duration,
    /// Quota in pages of 4 KiB; `None` leaves the file to grow as the disk allows.
    pub max_pages: Option<u32>,
    /// Whether the file is only read: it is then neither created nor migrated, and what writes fails.
    pub read_only: bool,
}

impl SqliteOptions {
    /// The options that a running service uses.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            // Longer than any writer of ours holds the lock, shorter than anyone wants to wait.
            busy_timeout: Duration::from_millis(250),
            max_pages: None,
            read_only: false,
        }
    }
}

/// Stored queries in a `SQLite` file.
#[derive(Debug)]
pub struct SqliteStorage {
    /// For all that writes: `SQLite` has one writer at a time anyway.
    writing: Line,
    /// For what only reads, so that a long count holds up no request: the write-ahead log lets both go
    /// on side by side.
    reading: Line,
}

/// One connection to the file.
#[derive(Debug)]
struct Line {
    options: SqliteOptions,
    /// The connection, while there is one in order. After any error it is closed, and the next
    /// call opens another: that is how storing resumes whatever the fault was.
    open: Mutex<Option<Open>>,
}

#[derive(Debug)]
struct Open {
    connection: SqliteConnection,
    files: Files,
    pragmas: Pragmas,
}

impl SqliteStorage {
    /// A storage that connects at its first use.
    #[must_use]
    pub fn new(options: SqliteOptions) -> Self {
        Self { writing: Line::new(options.clone()), reading: Line::new(options) }
    }

    /// The settings that the connection in use has, as read back from it; connects if need be.
    ///
    /// # Errors
    /// As [`Intake::probe`].
    pub async fn pragmas(&self) -> Result<Pragmas, StoreError> {
        let mut slot = self.writing.open.lock().await;
        Ok(self.writing.ready(&mut slot).await?.pragmas.clone())
    }
}

impl Line {
    fn new(options: SqliteOptions) -> Self {
        Self { options, open: Mutex::new(None) }
    }

    /// The connection in `slot`, or a new one when there is none or its files have been moved.
    async fn ready<'slot>(
        &self,
        slot: &'slot mut Option<Open>,
    ) -> Result<&'slot mut Open, StoreError> {
        let open = match slot.take() {
            Some(open) if open.files.are_in_place() => open,
            moved => {
                // Closed before the next is opened: closing may still touch the log's path.
                close(moved).await;
                connect(&self.options).await?
            }
        };
        Ok(slot.insert(open))
    }

    /// Does some work on the connection. A success is believed only when the files are still those that
    /// were opened, because what is committed to a file without a name is lost; on any failure the
    /// connection is closed.
    async fn run<T>(
        &self,
        work: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T, sqlx::Error>,
    ) -> Result<T, StoreError> {
        let mut slot = self.open.lock().await;
        let open = self.ready(&mut slot).await?;
        let outcome = match work(&mut open.connection).await {
            Err(error) => Err(error::classify(&error)),
            Ok(done) if open.files.are_in_place() => Ok(done),
            Ok(_) => Err(StoreError::Missing),
        };
        if outcome.is_err() {
            close(slot.take()).await;
        }
        outcome
    }

    async fn close(&self) {
        close(self.open.lock().await.take()).await;
    }
}

#[async_trait]
impl Intake for SqliteStorage {
    async fn insert_batch(&self, entries: &[Entry]) -> Result<Vec<Insertion>, StoreError> {
        self.writing.run(async |db| queries::insert(db, entries).await).await
    }

    async fn withdraw(&self, entries: &[Entry]) -> Result<(), StoreError> {
        self.writing.run(async |db| queries::withdraw(db, entries).await).await
    }

    async fn probe(&self) -> Result<(), StoreError> {
        self.writing.run(async |db| queries::insert_and_delete(db).await).await
    }

    async fn secret(&self, fresh: Secret) -> Result<Secret, StoreError> {
        self.writing.run(async |db| keys::secret(db, fresh).await).await
    }

    async fn tidy(&self) -> Result<(), StoreError> {
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
                // The log still has the row until it is emptied.
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

    /// Every step of a job is one transaction, and `SQLite` lets one process write at a time, on one
    /// machine: nothing is done twice without any further lock.
    async fn take_job(&self, _job: &'static str) -> Result<bool, StoreError> {
        Ok(true)
    }

    async fn give_job_back(&self, _job: &'static str) -> Result<(), StoreError> {
        Ok(())
    }
}

/// Closes a connection, if there is one, and waits until it is closed. The last to close moves the
/// log into the database; if that fails the log stays, and the next to open takes it up.
async fn close(open: Option<Open>) {
    if let Some(open) = open
        && let Err(error) = open.connection.close().await
    {
        tracing::debug!(%error, "closing the database");
    }
}
