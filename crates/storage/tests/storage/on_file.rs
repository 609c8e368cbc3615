//! The writer with a real file: under load, while idle, at the end.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use framewise_storage::privacy::NotStored;
use framewise_storage::{Insertion, WriterSettings, start};

use crate::{Place, assert_holds, query, until};

#[tokio::test(flavor = "multi_thread")]
async fn draining_stores_queued_queries_and_rejects_later_ones() {
    let place = Place::new();
    let (write_queue, writer) =
        start(Arc::new(place.storage()), WriterSettings::default(), Box::new(|_| {}))
            .await
            .unwrap();
    let recordings: Vec<_> = (0..200)
        .map(|_| {
            let write_queue = write_queue.clone();
            tokio::spawn(async move {
                let query = query();
                (query.clone(), write_queue.record(query).await)
            })
        })
        .collect();
    until(|| write_queue.health().stored > 0).await;

    assert!(writer.drain(Duration::from_secs(10)).await);

    let mut acknowledged = Vec::new();
    for recording in recordings {
        let (id, verdict) = recording.await.unwrap();
        if verdict.is_ok() {
            acknowledged.push(id);
        }
    }
    assert_eq!(write_queue.record(query()).await, Err(NotStored::DatabaseUnavailable));
    assert!(!place.directory().join("framewise.db-wal").exists());
    assert_holds(&place.file(), &acknowledged).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn under_load_every_acknowledged_query_is_stored_exactly_once() {
    let place = Place::new();
    let (write_queue, writer) =
        start(Arc::new(place.storage()), WriterSettings::default(), Box::new(|_| {}))
            .await
            .unwrap();
    let clients: Vec<_> = (0..32)
        .map(|_| {
            let write_queue = write_queue.clone();
            tokio::spawn(async move {
                let mut acknowledged = Vec::new();
                for _ in 0..50 {
                    let query = query();
                    write_queue.record(query.clone()).await.unwrap();
                    acknowledged.push(query);
                }
                acknowledged
            })
        })
        .collect();
    let mut acknowledged = Vec::new();
    for client in clients {
        acknowledged.extend(client.await.unwrap());
    }

    assert_holds(&place.file(), &acknowledged).await;
    assert_eq!(write_queue.health().stored, 1600);
    assert!(writer.drain(Duration::from_secs(10)).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_an_idle_time_the_log_is_empty() {
    let place = Place::new();
    let settings =
        // The checks meanwhile do not count as traffic.
        WriterSettings {
            compact_after: Duration::from_millis(200),
            check_every: Duration::from_millis(5),
            ..WriterSettings::default()
        };
    let (write_queue, _writer) =
        start(Arc::new(place.storage()), settings, Box::new(|_| {})).await.unwrap();
    let stored = query();
    assert_eq!(write_queue.record(stored.clone()).await, Ok(Insertion::Stored));

    let log = place.directory().join("framewise.db-wal");
    until(|| fs::metadata(&log).unwrap().len() == 0).await;

    assert!(write_queue.health().is_well());
    assert_holds(&place.file(), &[stored]).await;
    assert_eq!(write_queue.record(query()).await, Ok(Insertion::Stored));
}
