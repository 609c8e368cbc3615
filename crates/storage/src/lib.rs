//! Anonymised queries: what may be stored, how it is stored and erased, and what may be published.
//!
//! `open` turns a URL into a [`Storage`]; `start` puts the writer before it and returns the
//! [`Recorder`] that requests use. Only [`privacy`] can build a stored query, and only [`disclosure`] a
//! release. This crate knows neither HTTP nor the decision model.

/// The calendar, and a clock that tests can move.
pub mod clock;
/// Values that both databases decode alike.
mod decode;
/// What may be published of stored queries.
pub mod disclosure;
/// Errors of a database.
mod error;
/// From a database URL to a backend.
mod open;
/// `PostgreSQL`, which several instances can share.
pub mod postgres;
/// What may be stored of a request, and whether it may be stored.
pub mod privacy;
/// Random bits.
pub mod random;
/// The requests' side of the writer.
mod recorder;
/// Storing a query, erasing it, feedback on it.
pub mod records;
/// Whether a database is framewise's, and of this release.
mod schema;
/// `SQLite`, the database that needs no setting.
pub mod sqlite;
/// The contract of a database.
mod storage;
/// Weeks by ISO 8601.
pub mod week;
/// The task that writes: group commit, failing fast, recovery.
mod writer;

pub use error::StoreError;
pub use open::{OpenError, open, open_to_read, sqlite_file};
pub use recorder::{Health, Recorder};
pub use storage::{Insertion, Intake, ReleasedWeek, Row, Storage, StoredRelease};
pub use writer::{Commit, CommitObserver, Writer, WriterSettings, start};
