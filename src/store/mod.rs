//! Keeping queries: one writer, one transaction for all that wait, and a database behind a trait.
//!
//! `open` turns a URL into a `Storage`; `start` puts the writer before it and gives back the
//! `Recorder` that requests use. What is stored is a `StoredQuery`, which only `privacy` can
//! make. Knows neither the knowledge base nor the scoring, and no caller sees a driver's type.

/// From a database URL to a backend.
mod open;
/// The requests' side of the writer.
mod recorder;
/// `SQLite`, the database that needs no setting.
pub mod sqlite;
/// The one task that writes: group commit, failing fast, recovery.
mod writer;

use async_trait::async_trait;

use crate::privacy::{NotStored, StoredQuery};

pub use open::{OpenError, open};
pub use recorder::{Health, Recorder};
pub use writer::{Writer, WriterSettings, start};

/// A database for stored queries.
///
/// A storage connects when it is first used and again after a fault, so every method may find the
/// database in order after a call that did not. One call at a time is served; others wait.
#[async_trait]
pub trait Storage: Send + Sync + 'static {
    /// Stores all of `rows`, or none of them, in one transaction. When this returns `Ok` they are
    /// committed and synced, in the database that is found under the configured name now.
    ///
    /// # Errors
    /// When that cannot be said. The rows are then not to be called stored.
    async fn insert_batch(&self, rows: &[StoredQuery]) -> Result<(), StoreError>;

    /// Removes the rows of these ids again, those that are there, in one transaction.
    ///
    /// # Errors
    /// When that cannot be said.
    async fn withdraw(&self, ids: &[[u8; 16]]) -> Result<(), StoreError>;

    /// Connects if need be and proves by a synced write, of which nothing stays, that the database
    /// takes rows.
    ///
    /// # Errors
    /// What stands in the way.
    async fn probe(&self) -> Result<(), StoreError>;

    /// Puts away what only the recent past needs: a log tells in which order rows came in, which
    /// nothing is meant to tell. To be called when no more rows are coming for a while.
    ///
    /// # Errors
    /// What stands in the way. Rows that were acknowledged are as safe as before.
    async fn tidy(&self) -> Result<(), StoreError>;

    /// Lets go of the database in good order. A later call of another method connects again.
    async fn close(&self);
}

/// Why the database did not do as told. For the log: callers get a [`NotStored`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Another process holds the write lock, for longer than the busy timeout.
    #[error("the database is locked by another process")]
    Locked,
    /// The disk or the quota is full.
    #[error("no room left for the database")]
    Full,
    /// The file, its directory or its file system does not take writes.
    #[error("the database cannot be written to")]
    ReadOnly,
    /// The file was removed or replaced, or its directory is not there.
    #[error("the database file or its directory is missing")]
    Missing,
    /// A newer release has migrated this database; writing to it could damage what that release
    /// relies on.
    #[error(
        "the database has schema version {found}, this release knows up to {known}: \
         use the release that made it, or another database"
    )]
    NewerSchema {
        /// Version found in the database.
        found: i64,
        /// The newest version built into this binary.
        known: i64,
    },
    /// A migration that the database has seen differs from the one built into this binary.
    #[error("migration {0} of the database is not the one of this release: use another database")]
    OtherSchema(i64),
    /// Anything else, in the driver's words.
    #[error("the database is out of order: {0}")]
    Unavailable(String),
}

impl StoreError {
    /// Whether waiting cannot help: at start such an error ends the program.
    #[must_use]
    pub const fn is_permanent(&self) -> bool {
        matches!(self, Self::NewerSchema { .. } | Self::OtherSchema(_))
    }
}

impl From<&StoreError> for NotStored {
    fn from(error: &StoreError) -> Self {
        match error {
            StoreError::Locked => Self::DatabaseLocked,
            StoreError::Full => Self::DatabaseFull,
            StoreError::ReadOnly => Self::DatabaseReadOnly,
            StoreError::Missing => Self::DatabaseMissing,
            StoreError::NewerSchema { .. }
            | StoreError::OtherSchema(_)
            | StoreError::Unavailable(_) => Self::DatabaseUnavailable,
        }
    }
}
