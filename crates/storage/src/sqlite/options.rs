//! How a `SQLite` file is opened.

use std::path::PathBuf;
use std::time::Duration;

/// How a `SQLite` file is opened.
#[derive(Debug, Clone)]
pub struct SqliteOptions {
    /// The file; created if it is missing, unlike its directory.
    pub path: PathBuf,
    /// How long a statement waits for a lock of another process.
    pub busy_timeout: Duration,
    /// Quota in pages of 4 KiB; with `None` the file grows as the disk allows.
    pub max_pages: Option<u32>,
    /// Whether the file is only read: it is then neither created nor migrated, and writes fail.
    pub read_only: bool,
}

impl SqliteOptions {
    /// The options that a running service uses.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            // Longer than a writer of framewise holds the lock, shorter than a request may wait.
            busy_timeout: Duration::from_millis(250),
            max_pages: None,
            read_only: false,
        }
    }
}
