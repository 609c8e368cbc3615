//! The one task that writes. It takes everything that waits and commits it as one transaction
//! (group commit), so that the price of a sync is shared by all who wait for one.
//!
//! While the database is out of order nobody waits for it: requests are refused at once with the
//! reason, and the task tries by itself, at a steady pace, until the database takes writes again.

use std::{
    pin::pin,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{
    select,
    sync::{mpsc, oneshot, watch},
    task::JoinHandle,
    time::{Interval, MissedTickBehavior, interval, sleep, timeout},
};
use tracing::{info, warn};

use crate::error::StoreError;
use crate::privacy::anonymise::Entry;
use crate::privacy::idempotency::Secret;
use crate::privacy::objection::NotStored;
use crate::random;
use crate::recorder::{Recorder, State, Waiting};
use crate::storage::{Insertion, Intake};

/// One committed transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Commit {
    /// Entries that it handled.
    pub entries: usize,
    /// Rows that it added; a repeat adds none.
    pub stored: usize,
    /// Time from its start to the acknowledgement of the database.
    pub duration: Duration,
}

/// Called after every commit, for metrics.
pub type CommitObserver = Box<dyn Fn(Commit) + Send + Sync>;

/// Sizes and times of the writer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WriterSettings {
    /// The most queries that may wait; one more is refused. A query takes less than a kilobyte.
    pub queue_capacity: usize,
    /// The most queries of one transaction. More would make the last wait for the first.
    pub batch_limit: usize,
    /// The longest time a request waits for its verdict, and a batch may take before the database
    /// counts as out of order. Longer than the database's busy timeout, so that a lock is reported
    /// as a lock; shorter than the deadline of a request.
    pub patience: Duration,
    /// Pause between two attempts at a database that is out of order.
    pub retry_every: Duration,
    /// Quiet time after which the storage is tidied.
    pub tidy_after: Duration,
}

impl Default for WriterSettings {
    fn default() -> Self {
        Self {
            queue_capacity: 4096,
            batch_limit: 512,
            patience: Duration::from_secs(1),
            retry_every: Duration::from_millis(250),
            tidy_after: Duration::from_secs(5),
        }
    }
}

/// The running task. Dropping it ends the task as [`drain`](Self::drain) does, without waiting.
#[derive(Debug)]
#[must_use = "storing ends when this is dropped"]
pub struct Writer {
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Writer {
    /// Takes nothing new, stores what waits, closes the database. Call it when no request is in
    /// flight any more: later ones are told `database_unavailable`.
    ///
    /// Returns whether that was done `within` the given time; what is not done then is given up.
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

/// Starts the writer, which reports every commit to `observer`. A database that is out of order is no
/// reason not to: the recorder then refuses with the reason until the database is in order.
///
/// # Errors
/// Only what time does not heal: a database of another schema
/// ([`StoreError::is_permanent`]).
pub async fn start(
    storage: Arc<dyn Intake>,
    settings: WriterSettings,
    observer: CommitObserver,
) -> Result<(Recorder, Writer), StoreError> {
    let (queue, waiting) = mpsc::channel(settings.queue_capacity);
    let (state, seen_state) = watch::channel(State::default());
    let (stop, stopped) = oneshot::channel();
    let mut retry = interval(settings.retry_every);
    retry.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut task = Task {
        storage,
        waiting,
        state,
        retry,
        settings,
        observer,
        unwanted: Vec::new(),
        untidy: true,
        logged: None,
    };
    match task.check().await {
        Err(error) if error.is_permanent() => return Err(error),
        outcome => task.note(outcome.as_ref().err()),
    }
    let recorder = Recorder::new(queue, seen_state, settings.patience);
    let task = tokio::spawn(task.run(stopped));
    Ok((recorder, Writer { stop, task }))
}

/// What the writer owns.
struct Task {
    storage: Arc<dyn Intake>,
    waiting: mpsc::Receiver<Waiting>,
    /// Whether anything can be stored at present. Written here and nowhere else.
    state: watch::Sender<State>,
    retry: Interval,
    settings: WriterSettings,
    observer: CommitObserver,
    /// Rows that were committed after the one who waited had left, and so was not told, and rows of
    /// which the database did not say whether they were: they are taken out again before anything else
    /// is stored. At most two batches.
    unwanted: Vec<Entry>,
    /// Whether something has been written since the storage was last tidied.
    untidy: bool,
    /// The fault that the log was last told of, until queries are stored again.
    logged: Option<NotStored>,
}

impl Task {
    async fn run(mut self, mut stopped: oneshot::Receiver<()>) {
        let limit = self.settings.batch_limit;
        let mut batch = Vec::with_capacity(limit);
        loop {
            let out_of_order = self.fault().is_some();
            let quiet = sleep(self.settings.tidy_after);
            select! {
                biased;
                _ = &mut stopped, if !self.waiting.is_closed() => self.waiting.close(),
                _ = self.retry.tick(), if out_of_order => self.try_again().await,
                () = quiet, if self.untidy && !out_of_order => self.tidy().await,
                taken = self.waiting.recv_many(&mut batch, limit) => {
                    if taken == 0 {
                        break;
                    }
                    self.gather(&mut batch);
                    self.commit(&mut batch).await;
                }
            }
        }
        self.storage.close().await;
    }

    /// Adds what comes in when the threads that answer requests are let go first, where they share a
    /// core with this one: it shares the commit and its sync. Elsewhere that takes no time.
    fn gather(&mut self, batch: &mut Vec<Waiting>) {
        std::thread::yield_now();
        while batch.len() < self.settings.batch_limit
            && let Ok(waiting) = self.waiting.try_recv()
        {
            batch.push(waiting);
        }
    }

    /// Stores a batch and tells everyone; empties `batch`.
    async fn commit(&mut self, batch: &mut Vec<Waiting>) {
        if let Some(reason) = self.fault() {
            // These came in just before the fault was known; trying each would make them wait.
            for Waiting { verdict, .. } in batch.drain(..) {
                // Nobody listening is nobody to tell, here and below.
                let _ = verdict.send(Err(reason));
            }
            return;
        }
        batch.retain(|waiting| !waiting.verdict.is_closed());
        if batch.is_empty() {
            return;
        }
        let (entries, lines): (Vec<_>, Vec<_>) =
            batch.drain(..).map(|waiting| (waiting.entry, waiting.verdict)).unzip();
        let begun = Instant::now();
        let outcome = self.watched(self.storage.insert_batch(&entries)).await;
        let stalled = self.fault().is_some();
        // The state first, so that who has been told finds it as told.
        self.note(outcome.as_ref().err());
        if let Ok(insertions) = &outcome {
            let stored = insertions.iter().filter(|insertion| **insertion == Insertion::Stored);
            (self.observer)(Commit {
                entries: entries.len(),
                stored: stored.count(),
                duration: begun.elapsed(),
            });
            self.untidy = true;
            if self.logged.take().is_some() || stalled {
                info!("storing has resumed");
            }
        }
        let verdicts = match outcome {
            Ok(insertions) => insertions.into_iter().map(Ok).collect(),
            Err(error) => vec![Err(NotStored::from(&error)); entries.len()],
        };
        for ((entry, line), verdict) in entries.into_iter().zip(lines).zip(verdicts) {
            // A connection that is lost during a commit leaves open what came of it.
            let in_doubt = verdict.is_err();
            let unheard = line.send(verdict).is_err() && verdict == Ok(Insertion::Stored);
            if in_doubt || unheard {
                self.unwanted.push(entry);
            }
        }
        if self.fault().is_none() && !self.unwanted.is_empty() {
            let outcome = self.withdraw().await;
            self.note(outcome.as_ref().err());
        }
    }

    /// Why nothing can be stored at present.
    fn fault(&self) -> Option<NotStored> {
        self.state.borrow().fault
    }

    /// One attempt at a database that is out of order.
    async fn try_again(&mut self) {
        let outcome = match self.check().await {
            Ok(()) => self.withdraw().await,
            fault => fault,
        };
        self.note(outcome.as_ref().err());
    }

    /// Whether the database takes rows; if so, its secret is read, for it may be another database.
    async fn check(&self) -> Result<(), StoreError> {
        self.storage.probe().await?;
        let fresh = random::bytes().map_err(|error| StoreError::Unavailable(error.to_string()))?;
        let secret = self.storage.secret(Secret::new(fresh)).await?;
        self.state.send_modify(|state| state.secret = Some(secret));
        Ok(())
    }

    async fn tidy(&mut self) {
        let outcome = self.watched(self.storage.tidy()).await;
        self.untidy = false;
        self.note(outcome.as_ref().err());
    }

    /// Takes unwanted rows out again.
    async fn withdraw(&mut self) -> Result<(), StoreError> {
        if !self.unwanted.is_empty() {
            self.watched(self.storage.withdraw(&self.unwanted)).await?;
            self.unwanted.clear();
        }
        Ok(())
    }

    /// Waits for `work` to its end, but lets nobody else wait for it once patience is over: a disk
    /// that hangs does not answer with an error.
    async fn watched<T>(&self, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        match timeout(self.settings.patience, &mut work).await {
            Ok(done) => done,
            Err(_elapsed) => {
                warn!("the database does not answer in time; nothing is stored until it does");
                self.state.send_modify(|state| state.fault = Some(NotStored::TimedOut));
                work.await
            }
        }
    }

    /// Keeps whether the database is in order. A fault is logged once, however often an attempt
    /// succeeds and the next batch fails, as on a disk with room for one row but not for many.
    fn note(&mut self, error: Option<&StoreError>) {
        let fault = error.map(NotStored::from);
        self.state.send_modify(|state| state.fault = fault);
        if let Some(error) = error {
            self.retry.reset();
            if self.logged != fault {
                self.logged = fault;
                warn!(%error, "nothing is stored at present; recommendations go on");
            }
        }
    }
}
