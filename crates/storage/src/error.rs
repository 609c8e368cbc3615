//! Errors of a database, without the types of its driver.

use crate::privacy::objection::NotStored;

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
    /// The database holds something else, of which a table is named.
    #[error(
        "the database is not framewise's: it has a table {0} that framewise did not make; \
         use an empty database"
    )]
    NotOurs(String),
    /// The server has no database of this name.
    #[error("the server has no database of this name: create it with createdb")]
    NoDatabase,
    /// The server does not let this user in, or not do what is needed.
    #[error("{0}")]
    Refused(String),
    /// Anything else, in the driver's words.
    #[error("the database is out of order: {0}")]
    Unavailable(String),
}

impl StoreError {
    /// Whether waiting cannot help: at start such an error ends the program.
    #[must_use]
    pub const fn is_permanent(&self) -> bool {
        matches!(self, Self::NewerSchema { .. } | Self::OtherSchema(_) | Self::NotOurs(_))
    }
}

impl From<&StoreError> for NotStored {
    fn from(error: &StoreError) -> Self {
        match error {
            StoreError::Locked => Self::DatabaseLocked,
            StoreError::Full => Self::DatabaseFull,
            StoreError::ReadOnly => Self::DatabaseReadOnly,
            StoreError::Missing | StoreError::NoDatabase => Self::DatabaseMissing,
            StoreError::NewerSchema { .. }
            | StoreError::OtherSchema(_)
            | StoreError::NotOurs(_)
            | StoreError::Refused(_)
            | StoreError::Unavailable(_) => Self::DatabaseUnavailable,
        }
    }
}
