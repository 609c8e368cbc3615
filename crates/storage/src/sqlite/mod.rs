//! `SQLite`: one file, write-ahead log, every commit synced.

/// Copies of a whole database.
mod backup;
/// Statements on `cohorts`.
mod cohorts;
/// From a file to a session whose settings have been read back.
mod connect;
/// One connection, opened again after a fault.
mod connection;
/// Statements on `counts`.
mod counts;
/// From errors of the driver to `StoreError`.
mod error;
/// Whether the files on disk are still those that were opened.
mod files;
/// Statements on `idempotency_keys` and `secrets`.
mod keys;
/// How a file is opened.
mod options;
/// Statements that insert queries and undo it.
mod queries;
/// Statements on `receipt_keys` and `feedback`.
mod receipts;
/// Statements on `releases`.
mod releases;
/// Statements that read whole rows of `queries`.
mod rows;
/// The storage.
mod storage;

pub use backup::{BackupError, backup, restore};
pub use connect::Pragmas;
pub use options::SqliteOptions;
pub use storage::SqliteStorage;
