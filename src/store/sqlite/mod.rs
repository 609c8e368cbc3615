//! `SQLite`: one file, one connection, write-ahead log, every commit synced.

/// From a file to a connection whose settings have been read back.
mod connect;
/// What the driver's errors mean here.
mod error;
/// Whether the files on disk are still those that were opened.
mod files;
/// The statements, one for each function.
mod queries;

use std::{path::PathBuf, time::Duration};

use async_trait::async_trait;
use sqlx::{Connection, SqliteConnection};
use tokio::sync::Mutex;

use super::{Storage, StoreError};
use crate::privacy::StoredQuery;

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
        }
    }
}

/// Stored queries in a `SQLite` file.
#[derive(Debug)]
pub struct SqliteStorage {
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
        Self { options, open: Mutex::new(None) }
    }

    /// The settings that the connection in use has, as read back from it; connects if need be.
    ///
    /// # Errors
    /// As [`Storage::probe`].
    pub async fn pragmas(&self) -> Result<Pragmas, StoreError> {
        let mut slot = self.open.lock().await;
        Ok(self.ready(&mut slot).await?.pragmas.clone())
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

    /// Believes a success only when the files are still those that were opened, because what is
    /// committed to a file without a name is lost; closes the connection on any failure.
    async fn settle(
        slot: &mut Option<Open>,
        outcome: Result<(), sqlx::Error>,
    ) -> Result<(), StoreError> {
        let outcome = match (outcome, &*slot) {
            (Err(error), _) => Err(error::classify(&error)),
            (Ok(()), Some(open)) if open.files.are_in_place() => Ok(()),
            (Ok(()), _) => Err(StoreError::Missing),
        };
        if outcome.is_err() {
            close(slot.take()).await;
        }
        outcome
    }
}

#[async_trait]
impl Storage for SqliteStorage {
    async fn insert_batch(&self, rows: &[StoredQuery]) -> Result<(), StoreError> {
        let mut slot = self.open.lock().await;
        let open = self.ready(&mut slot).await?;
        let outcome = queries::insert(&mut open.connection, rows).await;
        Self::settle(&mut slot, outcome).await
    }

    async fn withdraw(&self, ids: &[[u8; 16]]) -> Result<(), StoreError> {
        let mut slot = self.open.lock().await;
        let open = self.ready(&mut slot).await?;
        let outcome = queries::delete(&mut open.connection, ids).await;
        Self::settle(&mut slot, outcome).await
    }

    async fn probe(&self) -> Result<(), StoreError> {
        let mut slot = self.open.lock().await;
        let open = self.ready(&mut slot).await?;
        let outcome = queries::insert_and_delete(&mut open.connection).await;
        Self::settle(&mut slot, outcome).await
    }

    async fn tidy(&self) -> Result<(), StoreError> {
        let mut slot = self.open.lock().await;
        let open = self.ready(&mut slot).await?;
        let outcome = queries::empty_log(&mut open.connection).await;
        Self::settle(&mut slot, outcome).await
    }

    async fn close(&self) {
        close(self.open.lock().await.take()).await;
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
