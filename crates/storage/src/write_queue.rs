//! The interface of the writer for requests: hand over a query, and wait a bounded time for its outcome.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::{Notify, mpsc, oneshot, watch};
use tokio::time::timeout;

use crate::privacy::anonymise::NewQuery;
use crate::privacy::idempotency::Secret;
use crate::privacy::storing_policy::NotStored;
use crate::storage::Insertion;

/// The result of storing one query.
pub(super) type Outcome = Result<Insertion, NotStored>;

/// A query in the queue of the writer, and the channel on which the request waits for the outcome.
#[derive(Debug)]
pub(super) struct QueuedQuery {
    pub(super) entry: NewQuery,
    pub(super) reply: oneshot::Sender<Outcome>,
}

/// What the writer knows of the database.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct State {
    /// Why nothing can be stored at present.
    pub(super) fault: Option<NotStored>,
    /// The secret of this database, once it has been read.
    pub(super) secret: Option<Secret>,
}

/// Outcomes since the start.
#[derive(Debug, Default)]
struct Counters {
    stored: AtomicU64,
    not_stored: AtomicU64,
}

/// A query that is being worked out and will be stored, until this is dropped. See [`WriteQueue::expect`].
#[derive(Debug)]
pub struct Expected(Arc<AtomicUsize>);

impl Drop for Expected {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Stores queries and delays a response by a bounded time only; clones share one writer.
#[derive(Debug, Clone)]
pub struct WriteQueue {
    queue: mpsc::Sender<QueuedQuery>,
    state: watch::Receiver<State>,
    compact_soon: Arc<Notify>,
    timeout: Duration,
    expected: Arc<AtomicUsize>,
    counters: Arc<Counters>,
}

/// The state of storing at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Health {
    /// Why nothing can be stored at present; `None` without a fault.
    pub fault: Option<NotStored>,
    /// Queries that wait for the writer.
    pub queued: usize,
    /// The maximum of `queued`.
    pub queue_capacity: usize,
    /// Queries acknowledged as stored since the start.
    pub stored: u64,
    /// Queries that should have been stored and were not, since the start.
    pub not_stored: u64,
}

impl Health {
    /// Whether queries are being stored.
    #[must_use]
    pub const fn is_well(&self) -> bool {
        self.fault.is_none()
    }
}

impl WriteQueue {
    pub(super) fn new(
        queue: mpsc::Sender<QueuedQuery>,
        state: watch::Receiver<State>,
        compact_soon: Arc<Notify>,
        timeout: Duration,
        expected: Arc<AtomicUsize>,
    ) -> Self {
        Self { queue, state, compact_soon, timeout, expected, counters: Arc::default() }
    }

    /// Makes the writer remove bytes of erased rows from the files of the database, again and again until nothing
    /// prevents it.
    pub(super) fn request_compaction(&self) {
        self.compact_soon.notify_one();
    }

    /// Tells the writer that a query is being worked out. Until the returned value is dropped, queries before it wait
    /// for it for a moment (`share_within` of the `WriterSettings`), so that they share a transaction and its sync.
    #[must_use]
    pub fn expect(&self) -> Expected {
        self.expected.fetch_add(1, Ordering::Relaxed);
        Expected(Arc::clone(&self.expected))
    }

    /// The secret of the keyed hashes; `None` until the database was in order for the first time.
    #[must_use]
    pub fn secret(&self) -> Option<Secret> {
        self.state.borrow().secret
    }

    /// Stores one query. `Ok` means that the row is committed and synced, by this call or an earlier one; `Err`
    /// means that the row is not in the database, or that the writer is removing it.
    ///
    /// Returns at once during a fault of the database or with a full queue, and otherwise within the timeout
    /// of the `WriterSettings`. If the caller drops the future, the query is not stored either.
    ///
    /// # Errors
    /// Why the query was not stored.
    pub async fn record(&self, entry: NewQuery) -> Result<Insertion, NotStored> {
        let outcome = self.send_to_writer(entry).await;
        let counter = match outcome {
            Ok(Insertion::Stored) => &self.counters.stored,
            // A repeat was counted at its first request.
            Ok(_) => return outcome,
            Err(_) => &self.counters.not_stored,
        };
        counter.fetch_add(1, Ordering::Relaxed);
        outcome
    }

    /// The current state of storing. It costs no more than reading a few numbers.
    #[must_use]
    pub fn health(&self) -> Health {
        let queue_capacity = self.queue.max_capacity();
        Health {
            fault: self.state.borrow().fault,
            queued: queue_capacity - self.queue.capacity(),
            queue_capacity,
            stored: self.counters.stored.load(Ordering::Relaxed),
            not_stored: self.counters.not_stored.load(Ordering::Relaxed),
        }
    }

    async fn send_to_writer(&self, entry: NewQuery) -> Outcome {
        if let Some(fault) = self.state.borrow().fault {
            return Err(fault);
        }
        let (reply, mut outcome) = oneshot::channel();
        self.queue.try_send(QueuedQuery { entry, reply }).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => NotStored::QueueFull,
            mpsc::error::TrySendError::Closed(_) => NotStored::DatabaseUnavailable,
        })?;
        match timeout(self.timeout, &mut outcome).await {
            Ok(outcome) => outcome.unwrap_or(Err(NotStored::DatabaseUnavailable)),
            Err(_elapsed) => {
                // After this the writer cannot send an outcome and removes the row, but an outcome that was sent
                // just before counts. So exactly one of the two happens.
                outcome.close();
                outcome.try_recv().unwrap_or(Err(NotStored::TimedOut))
            }
        }
    }
}
