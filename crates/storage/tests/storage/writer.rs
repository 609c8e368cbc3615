//! The writer with a storage that the test controls: batches, waiting times, and undone rows.

use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use framewise_storage::privacy::{NewQuery, NotStored, Secret};
use framewise_storage::{Insertion, QueryWriter, StoreError, WriteQueue, WriterSettings, start};
use tokio::sync::Semaphore;

use crate::{query, quick, until, until_well};

/// Stores entries in memory. Each batch needs a permit, so a test can delay it.
struct Held {
    permits: Semaphore,
    batches: Mutex<Vec<usize>>,
    kept: Mutex<Vec<NewQuery>>,
}

impl Held {
    fn with_permits(permits: usize) -> Arc<Self> {
        Arc::new(Self {
            permits: Semaphore::new(permits),
            batches: Mutex::default(),
            kept: Mutex::default(),
        })
    }

    fn kept(&self) -> Vec<NewQuery> {
        self.kept.lock().unwrap().clone()
    }

    fn batches(&self) -> Vec<usize> {
        self.batches.lock().unwrap().clone()
    }
}

#[async_trait]
impl QueryWriter for Held {
    fn place(&self) -> String {
        "in memory".to_owned()
    }

    async fn insert_batch(&self, entries: &[NewQuery]) -> Result<Vec<Insertion>, StoreError> {
        self.batches.lock().unwrap().push(entries.len());
        self.permits.acquire().await.unwrap().forget();
        self.kept.lock().unwrap().extend_from_slice(entries);
        Ok(vec![Insertion::Stored; entries.len()])
    }

    async fn undo_insert(&self, entries: &[NewQuery]) -> Result<(), StoreError> {
        let mut kept = self.kept.lock().unwrap();
        for entry in entries {
            kept.retain(|kept| kept.receipt != entry.receipt);
        }
        Ok(())
    }

    async fn secret(&self, fresh: Secret) -> Result<Secret, StoreError> {
        Ok(fresh)
    }

    async fn probe(&self) -> Result<(), StoreError> {
        Ok(())
    }

    async fn compact(&self) -> Result<bool, StoreError> {
        Ok(true)
    }

    async fn close(&self) {}
}

/// Records in another task, and returns once `arrived` holds.
async fn begin(
    write_queue: &WriteQueue,
    query: NewQuery,
    arrived: impl Fn() -> bool,
) -> tokio::task::JoinHandle<Result<Insertion, NotStored>> {
    let write_queue = write_queue.clone();
    let recording = tokio::spawn(async move { write_queue.record(query).await });
    until(arrived).await;
    recording
}

async fn within(
    limit: Duration,
    work: impl Future<Output = Result<Insertion, NotStored>>,
) -> NotStored {
    tokio::time::timeout(limit, work).await.unwrap().unwrap_err()
}

#[tokio::test(flavor = "multi_thread")]
async fn all_queued_queries_become_one_transaction() {
    let storage = Held::with_permits(0);
    let (write_queue, _writer) =
        start(storage.clone(), WriterSettings::default(), Box::new(|_| {})).await.unwrap();
    let mut recordings = vec![begin(&write_queue, query(), || storage.batches().len() == 1).await];
    for waiting in 1..=20 {
        let queued = || write_queue.health().queued == waiting;
        recordings.push(begin(&write_queue, query(), queued).await);
    }

    storage.permits.add_permits(2);

    for recording in recordings {
        assert_eq!(recording.await.unwrap(), Ok(Insertion::Stored));
    }
    assert_eq!(storage.batches(), [1, 20]);
    assert_eq!(write_queue.health().stored, 21);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_waits_for_one_that_is_expected() {
    let settings = WriterSettings { share_within: Duration::from_mins(10), ..quick() };
    let storage = Held::with_permits(2);
    let (write_queue, _writer) = start(storage.clone(), settings, Box::new(|_| {})).await.unwrap();
    // Nothing is expected: it is stored at once.
    assert_eq!(write_queue.record(query()).await, Ok(Insertion::Stored));
    let expected = write_queue.expect();
    let second = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        // The query is in the queue before nothing is expected any more.
        tokio::join!(write_queue.record(query()), async { drop(expected) }).0
    };

    let outcomes = tokio::join!(write_queue.record(query()), second);

    assert_eq!(outcomes, (Ok(Insertion::Stored), Ok(Insertion::Stored)));
    assert_eq!(storage.batches(), [1, 2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_waits_for_expected_ones_for_a_moment_only() {
    let settings = WriterSettings { share_within: Duration::from_millis(5), ..quick() };
    let storage = Held::with_permits(1);
    let (write_queue, _writer) = start(storage.clone(), settings, Box::new(|_| {})).await.unwrap();
    let _expected = write_queue.expect();
    assert_eq!(write_queue.record(query()).await, Ok(Insertion::Stored));
    assert_eq!(storage.batches(), [1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_queue_rejects_at_once() {
    let storage = Held::with_permits(0);
    let settings = WriterSettings { queue_capacity: 2, ..WriterSettings::default() };
    let (write_queue, _writer) = start(storage.clone(), settings, Box::new(|_| {})).await.unwrap();
    let mut recordings = vec![begin(&write_queue, query(), || storage.batches().len() == 1).await];
    for waiting in 1..=2 {
        let queued = || write_queue.health().queued == waiting;
        recordings.push(begin(&write_queue, query(), queued).await);
    }

    let error = within(Duration::from_millis(100), write_queue.record(query())).await;

    assert_eq!(error, NotStored::QueueFull);
    assert!(write_queue.health().is_well(), "a full queue is no fault");
    storage.permits.add_permits(3);
    for recording in recordings {
        assert_eq!(recording.await.unwrap(), Ok(Insertion::Stored));
    }
    assert_eq!(write_queue.record(query()).await, Ok(Insertion::Stored));
    assert_eq!(write_queue.health().not_stored, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_hangs_delays_one_request_and_then_none() {
    let storage = Held::with_permits(0);
    let settings = WriterSettings { timeout: Duration::from_millis(100), ..quick() };
    let (write_queue, _writer) = start(storage.clone(), settings, Box::new(|_| {})).await.unwrap();

    let waited = write_queue.record(query()).await;
    until(|| !write_queue.health().is_well()).await;
    let asked = Instant::now();
    let at_once = write_queue.record(query()).await;
    let took = asked.elapsed();

    assert_eq!(waited, Err(NotStored::TimedOut));
    assert_eq!(at_once, Err(NotStored::TimedOut));
    assert!(took < settings.timeout, "{took:?}");

    storage.permits.add_permits(2);
    until_well(&write_queue).await;
    let stored = query();
    assert_eq!(write_queue.record(stored.clone()).await, Ok(Insertion::Stored));
    assert_eq!(storage.kept(), [stored]);
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_reported_as_not_stored_are_removed() {
    let storage = Held::with_permits(0);
    let settings = WriterSettings { timeout: Duration::from_millis(50), ..quick() };
    let (write_queue, _writer) = start(storage.clone(), settings, Box::new(|_| {})).await.unwrap();
    assert_eq!(write_queue.record(query()).await, Err(NotStored::TimedOut));
    assert_eq!(storage.batches(), [1], "the batch is with the database");

    storage.permits.add_permits(2);
    until_well(&write_queue).await;
    let stored = query();
    assert_eq!(write_queue.record(stored.clone()).await, Ok(Insertion::Stored));

    assert_eq!(storage.kept(), [stored]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_gives_up_in_the_queue_is_not_stored() {
    let storage = Held::with_permits(0);
    let (write_queue, writer) =
        start(storage.clone(), WriterSettings::default(), Box::new(|_| {})).await.unwrap();
    let first = begin(&write_queue, query(), || storage.batches().len() == 1).await;
    let leaving = begin(&write_queue, query(), || write_queue.health().queued == 1).await;

    leaving.abort();
    assert!(leaving.await.unwrap_err().is_cancelled());
    storage.permits.add_permits(2);

    assert_eq!(first.await.unwrap(), Ok(Insertion::Stored));
    assert!(writer.drain(Duration::from_secs(5)).await);
    assert_eq!(storage.batches(), [1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn draining_ends_with_a_database_that_hangs() {
    let storage = Held::with_permits(0);
    let (write_queue, writer) =
        start(storage.clone(), WriterSettings::default(), Box::new(|_| {})).await.unwrap();
    let recording = begin(&write_queue, query(), || storage.batches().len() == 1).await;

    assert!(!writer.drain(Duration::from_millis(20)).await);

    assert_eq!(recording.await.unwrap(), Err(NotStored::DatabaseUnavailable));
}
