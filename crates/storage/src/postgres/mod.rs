//! `PostgreSQL`: a server that several instances share, a few connections for each of them, every
//! commit synced.

/// Statements on `cohorts`.
mod cohorts;
/// From a URL to a session whose settings have been read back.
mod connect;
/// One connection, opened again after a fault.
mod connection;
/// Statements on `counts`.
mod counts;
/// From errors of the driver to `StoreError`.
mod error;
/// Advisory locks, so that one instance runs a job.
mod jobs;
/// Statements on `idempotency_keys` and `secrets`.
mod keys;
/// How a database is reached.
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

pub use connect::Settings;
pub use options::{PostgresOptions, PostgresUrlError};
pub use storage::PostgresStorage;
