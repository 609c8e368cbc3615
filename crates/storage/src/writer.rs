//! The one task that writes. It commits all queued queries as one transaction (group commit), so that they share
//! the cost of one sync.
//!
//! While the database is out of order, no request waits for it: the write queue rejects queries at once with the
//! reason, and the task probes the database at a fixed interval until it takes writes again.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::select;
use tokio::sync::{Notify, mpsc, oneshot, watch};
use tokio::task::JoinHandle;
use tokio::time::{Interval, MissedTickBehavior, interval, sleep, sleep_until, timeout};
use tracing::{info, warn};

use crate::error::StoreError;
use crate::privacy::anonymise::NewQuery;
use crate::privacy::idempotency::Secret;
use crate::privacy::storing_policy::NotStored;
use crate::random;
use crate::storage::{Insertion, QueryWriter};
use crate::write_queue::{QueuedQuery, State, WriteQueue};
use crate::writer_settings::WriterSettings;

/// Pause between two looks at the queue while a batch waits for queries that are being worked out.
const SHARING_PAUSE: Duration = Duration::from_millis(1);

/// One committed transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Commit {
    /// Queries in it.
    pub entries: usize,
    /// Rows that it added; a repeat adds none.
    pub stored: usize,
    /// Time from its start to the acknowledgement by the database.
    pub duration: Duration,
}

/// Called after every commit, for metrics.
pub type CommitObserver = Box<dyn Fn(Commit) + Send + Sync>;

/// The running task. Dropping it ends the task as [`drain`](Self::drain) does, without waiting.
#[derive(Debug)]
#[must_use = "storing ends when this is dropped"]
pub struct Writer {
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Writer {
    /// Stores what is queued, rejects new queries with `database_unavailable`, and closes the database. Call it
    /// when no request is in flight any more.
    ///
    /// Returns whether that was finished `within` the given time; otherwise the task is aborted.
    pub async fn drain(self, within: Duration) -> bool {
        let Self { stop, mut task } = self;
        drop(stop);
        let done = timeout(within, &mut task).await;
        if done.is_err() {
            task.abort();
        }
        matches!(done, Ok(Ok(())))
    }
}

/// Starts the writer, which reports every commit to `observer`. A database that is out of order does not prevent
/// the start: until it is in order, the write queue rejects queries with the reason.
///
/// # Errors
/// Only an error that waiting cannot resolve: a database with another schema ([`StoreError::is_permanent`]).
pub async fn start(
    storage: Arc<dyn QueryWriter>,
    settings: WriterSettings,
    observer: CommitObserver,
) -> Result<(WriteQueue, Writer), StoreError> {
    let (sender, queue) = mpsc::channel(settings.queue_capacity);
    let (state, state_of_task) = watch::channel(State::default());
    let (stop, stopped) = oneshot::channel();
    let every = |period| {
        let mut ticks = interval(period);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        ticks
    };
    let compact_soon = Arc::new(Notify::new());
    let expected = Arc::new(AtomicUsize::new(0));
    let mut task = Task {
        storage,
        queue,
        state,
        probing: every(settings.retry_every),
        compacting: every(settings.retry_every),
        checking: every(settings.check_every),
        settings,
        expected: Arc::clone(&expected),
        observer,
        to_undo: Vec::new(),
        needs_compaction: true,
        // An erasure may have been interrupted by the end of the process.
        bytes_remain: true,
        logged_fault: None,
    };
    match task.check_database().await {
        Err(error) if error.is_permanent() => return Err(error),
        outcome => task.update_fault(outcome.as_ref().err()),
    }
    let write_queue = WriteQueue::new(
        sender,
        state_of_task,
        Arc::clone(&compact_soon),
        settings.timeout,
        expected,
    );
    let task = tokio::spawn(task.run(stopped, compact_soon));
    Ok((write_queue, Writer { stop, task }))
}

/// The state of the task.
struct Task {
    storage: Arc<dyn QueryWriter>,
    queue: mpsc::Receiver<QueuedQuery>,
    /// What the write queue sees. Only the task writes it.
    state: watch::Sender<State>,
    probing: Interval,
    compacting: Interval,
    checking: Interval,
    settings: WriterSettings,
    /// Queries that are being worked out and will be stored.
    expected: Arc<AtomicUsize>,
    observer: CommitObserver,
    /// Rows that were committed after their request had given up, and rows of which the database did not report
    /// whether they were committed. They are removed before anything else is stored. At most two batches.
    to_undo: Vec<NewQuery>,
    /// Whether rows were written since the last compaction.
    needs_compaction: bool,
    /// Whether bytes of erased rows may remain in the files of the database.
    bytes_remain: bool,
    /// The fault in the last log line about one, until queries are stored again.
    logged_fault: Option<NotStored>,
}

impl Task {
    async fn run(mut self, mut stopped: oneshot::Receiver<()>, compact_soon: Arc<Notify>) {
        let limit = self.settings.batch_limit;
        let mut batch = Vec::with_capacity(limit);
        let mut quiet_since = tokio::time::Instant::now();
        loop {
            let out_of_order = self.fault().is_some();
            let idle = sleep_until(quiet_since + self.settings.compact_after);
            select! {
                biased;
                _ = &mut stopped, if !self.queue.is_closed() => self.queue.close(),
                _ = self.probing.tick(), if out_of_order => self.recover().await,
                () = compact_soon.notified() => self.bytes_remain = true,
                _ = self.compacting.tick(), if self.bytes_remain && !out_of_order => {
                    self.compact().await;
                }
                _ = self.checking.tick(), if !out_of_order => self.check_in_place().await,
                () = idle, if self.needs_compaction && !out_of_order => self.compact().await,
                received = self.queue.recv_many(&mut batch, limit) => {
                    if received == 0 {
                        break;
                    }
                    self.fill(&mut batch).await;
                    self.commit(&mut batch).await;
                    quiet_since = tokio::time::Instant::now();
                }
            }
        }
        self.storage.close().await;
    }

    /// Adds what shares the commit and its sync: what arrives while threads that answer requests on the same core run
    /// first (on another core the yield takes no time), and what is being worked out and arrives soon.
    async fn fill(&mut self, batch: &mut Vec<QueuedQuery>) {
        let begun = Instant::now();
        std::thread::yield_now();
        loop {
            while batch.len() < self.settings.batch_limit
                && let Ok(query) = self.queue.try_recv()
            {
                batch.push(query);
            }
            if batch.len() == self.settings.batch_limit
                || self.expected.load(Ordering::Relaxed) == 0
                || begun.elapsed() >= self.settings.share_within
            {
                return;
            }
            sleep(SHARING_PAUSE).await;
        }
    }

    /// Stores a batch and sends the outcomes; empties `batch`.
    async fn commit(&mut self, batch: &mut Vec<QueuedQuery>) {
        if let Some(reason) = self.fault() {
            // They arrived just before the fault was known; an attempt for each would make them wait.
            for QueuedQuery { reply, .. } in batch.drain(..) {
                // A send fails if the request has given up.
                let _ = reply.send(Err(reason));
            }
            return;
        }
        batch.retain(|query| !query.reply.is_closed());
        if batch.is_empty() {
            return;
        }
        let (entries, replies): (Vec<_>, Vec<_>) =
            batch.drain(..).map(|query| (query.entry, query.reply)).unzip();
        let begun = Instant::now();
        let result = self.until_done(self.storage.insert_batch(&entries)).await;
        let stalled = self.fault().is_some();
        // Publish the state before the outcomes, so that a request that has its outcome sees the state too.
        self.update_fault(result.as_ref().err());
        if let Ok(insertions) = &result {
            let stored = insertions.iter().filter(|insertion| **insertion == Insertion::Stored);
            (self.observer)(Commit {
                entries: entries.len(),
                stored: stored.count(),
                duration: begun.elapsed(),
            });
            self.needs_compaction = true;
            if self.logged_fault.take().is_some() || stalled {
                info!("storing has resumed");
            }
        }
        let outcomes = match result {
            Ok(insertions) => insertions.into_iter().map(Ok).collect(),
            Err(error) => vec![Err(NotStored::from(&error)); entries.len()],
        };
        for ((entry, reply), outcome) in entries.into_iter().zip(replies).zip(outcomes) {
            // A connection that is lost during a commit leaves its result open.
            let in_doubt = outcome.is_err();
            let undelivered = reply.send(outcome).is_err() && outcome == Ok(Insertion::Stored);
            if in_doubt || undelivered {
                self.to_undo.push(entry);
            }
        }
        if self.fault().is_none() && !self.to_undo.is_empty() {
            let outcome = self.undo().await;
            self.update_fault(outcome.as_ref().err());
        }
    }

    /// Why nothing can be stored at present.
    fn fault(&self) -> Option<NotStored> {
        self.state.borrow().fault
    }

    /// Probes a database that is out of order, and removes rows in doubt if it is in order again.
    async fn recover(&mut self) {
        let outcome = match self.check_database().await {
            Ok(()) => self.undo().await,
            fault => fault,
        };
        self.update_fault(outcome.as_ref().err());
    }

    /// Checks that the database takes rows, and reads its secret: it may be another database than before.
    async fn check_database(&self) -> Result<(), StoreError> {
        self.storage.probe().await?;
        let fresh = random::bytes().map_err(|error| StoreError::Unavailable(error.to_string()))?;
        let secret = self.storage.secret(Secret::new(fresh)).await?;
        self.state.send_modify(|state| state.secret = Some(secret));
        Ok(())
    }

    async fn compact(&mut self) {
        let outcome = self.until_done(self.storage.compact()).await;
        self.needs_compaction = false;
        // Tried again soon if another reader prevents it, and after a fault.
        self.bytes_remain = outcome != Ok(true);
        self.update_fault(outcome.as_ref().err());
    }

    /// Notices within a short time that the files of the database were moved, also while nothing is stored.
    async fn check_in_place(&mut self) {
        if let Err(error) = self.storage.check_in_place().await {
            self.update_fault(Some(&error));
        }
    }

    /// Removes the rows of `to_undo`.
    async fn undo(&mut self) -> Result<(), StoreError> {
        if !self.to_undo.is_empty() {
            self.until_done(self.storage.undo_insert(&self.to_undo)).await?;
            self.to_undo.clear();
        }
        Ok(())
    }

    /// Waits for the end of `work`, and sets the fault if it takes longer than the timeout, so that requests do
    /// not wait for it: a disk that hangs returns no error.
    async fn until_done<T>(&self, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        match timeout(self.settings.timeout, &mut work).await {
            Ok(done) => done,
            Err(_elapsed) => {
                warn!("the database does not answer in time; nothing is stored until it does");
                self.state.send_modify(|state| state.fault = Some(NotStored::TimedOut));
                work.await
            }
        }
    }

    /// Publishes whether the database is in order. A fault is logged once, even if a probe succeeds and the next
    /// batch fails in turns, as on a disk with room for one row but not for many.
    fn update_fault(&mut self, error: Option<&StoreError>) {
        let fault = error.map(NotStored::from);
        self.state.send_modify(|state| state.fault = fault);
        if let Some(error) = error {
            self.probing.reset();
            if self.logged_fault != fault {
                self.logged_fault = fault;
                let database = self.storage.place();
                warn!(%error, database, "nothing is stored at present; recommendations continue");
            }
        }
    }
}
