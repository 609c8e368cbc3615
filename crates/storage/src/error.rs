//! Errors of a database, without the types of its driver.

use crate::privacy::storing_policy::NotStored;

/// Why a call of the database failed. For the log; responses have a [`NotStored`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Another process holds the write lock for longer than the busy timeout.
    #[error("the database is locked by another process")]
    Locked,
    /// The disk is full.
    #[error("no room is left for the database")]
    Full,
    /// The database has reached its quota.
    #[error("the database has reached its quota (database_quota_mib)")]
    Quota,
    /// The file, its directory or its file system rejects writes.
    #[error("the database cannot be written to")]
    ReadOnly,
    /// The file was removed or replaced, or its directory does not exist.
    #[error("the database file or its directory is missing")]
    Missing,
    /// The file that was open is not in its place any more, or is shorter than before.
    #[error("the database file was deleted, replaced or cut off while it was open")]
    Replaced,
    /// A newer release has migrated this database; writes of this release could violate its rules.
    #[error(
        "the database has schema version {found}, this release knows up to {known}: \
         use the release that made it, or another database"
    )]
    NewerSchema {
        /// The version of the database.
        found: i64,
        /// The newest version of this release.
        known: i64,
    },
    /// An applied migration differs from the embedded one.
    #[error(
        "migration {0} of the database differs from the one of this release: use another database"
    )]
    OtherSchema(i64),
    /// The database has this table of another program.
    #[error(
        "the database is not framewise's: framewise did not make its table {0}; \
         use an empty database"
    )]
    NotOurs(String),
    /// The server has no database of this name.
    #[error("the server has no database of this name: create it with createdb")]
    NoDatabase,
    /// The server rejects the user, or the user lacks a privilege.
    #[error("{0}")]
    Refused(String),
    /// Another error, with the message of the driver.
    #[error("the database is out of order: {0}")]
    Unavailable(String),
}

impl StoreError {
    /// Whether waiting cannot resolve the error: it ends the program at the start.
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
            StoreError::Quota => Self::DatabaseQuota,
            StoreError::ReadOnly => Self::DatabaseReadOnly,
            StoreError::Missing | StoreError::Replaced | StoreError::NoDatabase => {
                Self::DatabaseMissing
            }
            StoreError::NewerSchema { .. }
            | StoreError::OtherSchema(_)
            | StoreError::NotOurs(_)
            | StoreError::Refused(_)
            | StoreError::Unavailable(_) => Self::DatabaseUnavailable,
        }
    }
}
