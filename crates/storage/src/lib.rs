//! Anonymised queries: what may be stored, how it is stored and erased, and what may be published.
//!
//! `open` turns a URL into a [`Storage`]; `start` starts the writer in front of it and returns the
//! [`WriteQueue`] for requests. Only [`privacy`] can build a stored query, and only [`disclosure`] a
//! release. This crate knows neither HTTP nor the decision model.

/// How many queries of one client are stored in a day.
mod client_quota;
/// The calendar, and a clock that tests can advance.
pub mod clock;
/// Groups whose teacher sees what they answered.
pub mod cohorts;
/// From rows to types, for both databases.
mod decode;
/// What may be published of stored queries.
pub mod disclosure;
/// Errors of a database.
mod error;
/// From a database URL to a storage.
mod open;
/// `PostgreSQL`, which several instances can share.
#[cfg(feature = "postgres")]
pub mod postgres;
/// What may be stored of a request, and whether it may be stored.
pub mod privacy;
/// Random bits.
pub mod random;
/// Whether a database is framewise's and of this release.
mod schema;
/// `SQLite`, the database that needs no setting.
pub mod sqlite;
/// The traits of a database.
mod storage;
/// Storing a query, erasing it, and feedback on it.
pub mod stored_queries;
/// Weeks by ISO 8601, and how long they are kept.
pub mod week;
/// The interface of the writer for requests.
mod write_queue;
/// The task that writes: group commit, rejection during faults, recovery.
mod writer;
/// Sizes and times of the writer.
mod writer_settings;

pub use client_quota::ClientQuota;
pub use error::StoreError;
pub use open::{OpenError, open, open_read_only, open_with_quota, sqlite_file};
pub use storage::{Erasure, Insertion, QueryWriter, ReleasedWeek, Row, Storage, StoredRelease};
pub use write_queue::{Expected, Health, WriteQueue};
pub use writer::{Commit, CommitObserver, Writer, start};
pub use writer_settings::WriterSettings;
