//! The requests' side of the writer: hand over a query, wait a bounded time for the verdict.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::{
    sync::{mpsc, oneshot, watch},
    time::timeout,
};

use crate::privacy::anonymise::Entry;
use crate::privacy::idempotency::Secret;
use crate::privacy::objection::NotStored;
use crate::storage::Insertion;

/// What became of one query.
pub(super) type Verdict = Result<Insertion, NotStored>;

/// A query on its way to the writer, and the line on which somebody waits for the verdict.
#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) entry: Entry,
    pub(super) verdict: oneshot::Sender<Verdict>,
}

/// What the writer knows of the database.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct State {
    /// The reason for which nothing can be stored at present.
    pub(super) fault: Option<NotStored>,
    /// The secret of this database, once it has been read.
    pub(super) secret: Option<Secret>,
}

/// Verdicts given so far.
#[derive(Debug, Default)]
struct Tally {
    stored: AtomicU64,
    not_stored: AtomicU64,
}

/// Stores queries without ever holding up the answer for long; clones share one writer.
#[derive(Debug, Clone)]
pub struct Recorder {
    queue: mpsc::Sender<Waiting>,
    state: watch::Receiver<State>,
    patience: Duration,
    tally: Arc<Tally>,
}

/// How storing goes, at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Health {
    /// Why nothing can be stored at present; `None` when all is well.
    pub fault: Option<NotStored>,
    /// Queries that wait for the writer.
    pub queued: usize,
    /// The most queries that may wait.
    pub queue_capacity: usize,
    /// Queries acknowledged as stored since the start.
    pub stored: u64,
    /// Queries that were meant to be stored and were not, since the start.
    pub not_stored: u64,
}

impl Health {
    /// Whether queries are being stored.
    #[must_use]
    pub const fn is_well(&self) -> bool {
        self.fault.is_none()
    }
}

impl Recorder {
    pub(super) fn new(
        queue: mpsc::Sender<Waiting>,
        state: watch::Receiver<State>,
        patience: Duration,
    ) -> Self {
        Self { queue, state, patience, tally: Arc::default() }
    }

    /// The secret of the keyed hashes; `None` while the database has never been in order.
    #[must_use]
    pub fn secret(&self) -> Option<Secret> {
        self.state.borrow().secret
    }

    /// Stores one query. `Ok` means committed and synced, now or before; `Err` means that the row is
    /// not in the database, or is being taken out again.
    ///
    /// Returns at once while the database is known to be out of order or the queue is full, and
    /// within the patience of [`WriterSettings`](super::WriterSettings) otherwise. When the
    /// returned future is dropped nothing is kept either.
    ///
    /// # Errors
    /// Why the query was not stored.
    pub async fn record(&self, entry: Entry) -> Result<Insertion, NotStored> {
        let verdict = self.hand_over(entry).await;
        let count = match verdict {
            Ok(Insertion::Stored) => &self.tally.stored,
            // A repeat was counted when it came first.
            Ok(_) => return verdict,
            Err(_) => &self.tally.not_stored,
        };
        count.fetch_add(1, Ordering::Relaxed);
        verdict
    }

    /// How storing goes at present. Costs no more than reading a few numbers.
    #[must_use]
    pub fn health(&self) -> Health {
        let queue_capacity = self.queue.max_capacity();
        Health {
            fault: self.state.borrow().fault,
            queued: queue_capacity - self.queue.capacity(),
            queue_capacity,
            stored: self.tally.stored.load(Ordering::Relaxed),
            not_stored: self.tally.not_stored.load(Ordering::Relaxed),
        }
    }

    async fn hand_over(&self, entry: Entry) -> Verdict {
        if let Some(fault) = self.state.borrow().fault {
            return Err(fault);
        }
        let (verdict, mut told) = oneshot::channel();
        self.queue.try_send(Waiting { entry, verdict }).map_err(|refused| match refused {
            mpsc::error::TrySendError::Full(_) => NotStored::QueueFull,
            mpsc::error::TrySendError::Closed(_) => NotStored::DatabaseUnavailable,
        })?;
        match timeout(self.patience, &mut told).await {
            Ok(verdict) => verdict.unwrap_or(Err(NotStored::DatabaseUnavailable)),
            Err(_elapsed) => {
                // From here on the writer's word no longer arrives, and it takes the row out
                // again; but a word that came just before counts. So exactly one of the two holds.
                told.close();
                told.try_recv().unwrap_or(Err(NotStored::TimedOut))
            }
        }
    }
}
