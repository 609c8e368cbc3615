//! How a `SQLite` file is opened.

use std::path::PathBuf;
use std::time::Duration;

/// How a `SQLite` file is opened.
#[derive(Debug, Clone)]
pub struct SqliteOptions {
    /// The file; created if it is missing, unlike its directory.
    pub path: PathBuf,
    /// How long a statement waits for a lock of another process. `SQLite` asks for the lock more and more rarely, so
    /// a long wait loses against a process that takes the lock again and again.
    pub busy_timeout: Duration,
    /// How long a call that found a lock is repeated.
    pub patience: Duration,
    /// Bytes of the rows and indexes above which no query is stored; with `None` the file grows as the disk allows.
    pub quota: Option<u64>,
    /// Whether the file is only read: it is then neither created nor migrated, and writes fail.
    pub read_only: bool,
}

impl SqliteOptions {
    /// The options that a running service uses.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            busy_timeout: Duration::from_millis(4),
            // Longer than a writer of framewise holds the lock, shorter than a request may wait.
            patience: Duration::from_millis(500),
            quota: None,
            read_only: false,
        }
    }
}
