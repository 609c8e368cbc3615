//! Sizes and times of the writer.

use std::time::Duration;

/// Sizes and times of the writer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WriterSettings {
    /// Maximum of queued queries; one more is rejected. A query takes less than a kilobyte.
    pub queue_capacity: usize,
    /// Maximum of queries in one transaction. With more, the last query would wait long for the first.
    pub batch_limit: usize,
    /// How long a query waits at most for others that are being worked out, to share a transaction with them.
    pub share_within: Duration,
    /// How long a request waits for its outcome, and a call of the database may take until the database counts
    /// as out of order. Longer than the database's busy timeout, so that a lock is reported as a lock; shorter
    /// than the deadline of a request.
    pub timeout: Duration,
    /// Pause between two probes of a database that is out of order, and between two attempts to remove the bytes of
    /// erased rows.
    pub retry_every: Duration,
    /// Pause between two checks that the files of the database are in place.
    pub check_every: Duration,
    /// Idle time after which the storage is compacted.
    pub compact_after: Duration,
}

impl Default for WriterSettings {
    fn default() -> Self {
        Self {
            queue_capacity: 4096,
            batch_limit: 512,
            share_within: Duration::from_millis(5),
            timeout: Duration::from_secs(1),
            retry_every: Duration::from_millis(250),
            check_every: Duration::from_millis(500),
            compact_after: Duration::from_secs(5),
        }
    }
}
