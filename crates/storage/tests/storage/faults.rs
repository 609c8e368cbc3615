//! Real faults of a `SQLite` file: only stored queries are acknowledged, the reason is reported, and storing resumes by
//! itself.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use framewise_storage::privacy::NotStored;
use framewise_storage::sqlite::{SqliteOptions, SqliteStorage};
use framewise_storage::{Insertion, QueryWriter, StoreError, WriterSettings, start};
use sqlx::{Connection, Executor};

use crate::{Place, assert_holds, contents, query, quick, rows_of, until, until_well};

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_of_another_process_is_reported_and_storing_resumes_after_it() {
    let place = Place::new();
    let (write_queue, _writer) =
        start(Arc::new(place.storage()), quick(), Box::new(|_| {})).await.unwrap();
    let mut other = place.connection().await;
    let lock = other.begin_with("begin immediate").await.unwrap();

    let waited = write_queue.record(query()).await;
    let asked = Instant::now();
    let at_once = write_queue.record(query()).await;
    let took = asked.elapsed();

    assert_eq!(waited, Err(NotStored::DatabaseLocked));
    assert_eq!(at_once, Err(NotStored::DatabaseLocked));
    assert!(took.as_millis() < 100, "rejected without waiting: {took:?}");
    assert_eq!(write_queue.health().fault, Some(NotStored::DatabaseLocked));

    lock.rollback().await.unwrap();
    until_well(&write_queue).await;
    let stored = query();
    assert_eq!(write_queue.record(stored.clone()).await, Ok(Insertion::Stored));
    assert_holds(&place.file(), &[stored]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_shorter_than_the_busy_timeout_is_waited_out() {
    let place = Place::new();
    let (write_queue, _writer) =
        start(Arc::new(place.storage()), quick(), Box::new(|_| {})).await.unwrap();
    let mut other = place.connection().await;
    let lock = other.begin_with("begin immediate").await.unwrap();

    let (stored, ()) = tokio::join!(write_queue.record(query()), async {
        lock.rollback().await.unwrap();
    });

    assert_eq!(stored, Ok(Insertion::Stored));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_reaches_its_quota_is_reported_and_storing_resumes_with_room() {
    let place = Place::new();
    let storage =
        Arc::new(SqliteStorage::new(SqliteOptions { quota: Some(40 * 4_096), ..place.options() }));
    let mut kept = Vec::new();
    let error = loop {
        let batch = [query(), query(), query(), query()];
        match storage.insert_batch(&batch).await {
            Ok(_) => kept.extend(batch),
            Err(error) => break error,
        }
    };
    assert_eq!(error, StoreError::Quota);
    assert!(kept.len() > 100);
    assert_holds(&place.file(), &kept).await;

    let (write_queue, _writer) = start(storage, quick(), Box::new(|_| {})).await.unwrap();
    assert_eq!(write_queue.record(query()).await, Err(NotStored::DatabaseQuota));
    assert_eq!(write_queue.health().fault, Some(NotStored::DatabaseQuota));

    place.connection().await.execute("delete from queries").await.unwrap();
    until_well(&write_queue).await;
    assert_eq!(write_queue.record(query()).await, Ok(Insertion::Stored));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_deleted_while_running_is_detected_and_a_new_one_is_made() {
    let place = Place::new();
    let (write_queue, _writer) =
        start(Arc::new(place.storage()), quick(), Box::new(|_| {})).await.unwrap();
    assert_eq!(write_queue.record(query()).await, Ok(Insertion::Stored));

    delete_all_in(place.directory());

    let mut acknowledged = Vec::new();
    for _ in 0..50 {
        let query = query();
        if write_queue.record(query.clone()).await.is_ok() {
            acknowledged.push(query);
        }
        until_well(&write_queue).await;
    }
    assert!(!acknowledged.is_empty());
    assert_holds(&place.file(), &acknowledged).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_missing_file_of_the_database_is_detected() {
    for suffix in ["", "-wal", "-shm"] {
        let place = Place::new();
        let storage = place.storage();
        storage.insert_batch(&[query()]).await.unwrap();
        let mut name = place.file().into_os_string();
        name.push(suffix);

        fs::remove_file(&name).unwrap();
        let stored = query();
        storage.insert_batch(std::slice::from_ref(&stored)).await.unwrap();

        // Read while the storage is open, as after a crash: the log has not been moved into the database.
        let (ids, keys) = contents(&place.file()).await;
        assert!(ids.contains(&rows_of(&keys, [&stored])[0]), "{name:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn deleting_only_the_log_loses_no_acknowledged_query() {
    let place = Place::new();
    let storage = place.storage();
    let [before, after] = [query(), query()];
    storage.insert_batch(std::slice::from_ref(&before)).await.unwrap();

    fs::remove_file(place.directory().join("framewise.db-wal")).unwrap();
    storage.insert_batch(std::slice::from_ref(&after)).await.unwrap();

    assert_holds(&place.file(), &[before, after]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_replaced_while_running_is_detected_and_used() {
    let place = Place::new();
    let storage = place.storage();
    storage.insert_batch(&[query()]).await.unwrap();
    let other = Place::new();
    let restored = query();
    let backup = other.storage();
    backup.insert_batch(std::slice::from_ref(&restored)).await.unwrap();
    backup.close().await;

    delete_all_in(place.directory());
    fs::rename(other.file(), place.file()).unwrap();
    let stored = query();
    storage.insert_batch(std::slice::from_ref(&stored)).await.unwrap();

    assert_holds(&place.file(), &[restored, stored]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_directory_missing_at_the_start_is_reported_and_used_once_it_exists() {
    let place = Place::new();
    let directory = place.directory().join("later");
    let file = directory.join("framewise.db");
    let storage = SqliteStorage::new(SqliteOptions::at(&file));
    let (write_queue, _writer) = start(Arc::new(storage), quick(), Box::new(|_| {})).await.unwrap();

    assert_eq!(write_queue.record(query()).await, Err(NotStored::DatabaseMissing));

    fs::create_dir(&directory).unwrap();
    until_well(&write_queue).await;
    let stored = query();
    assert_eq!(write_queue.record(stored.clone()).await, Ok(Insertion::Stored));
    assert_holds(&file, &[stored]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_directory_deleted_while_running_is_reported_and_used_once_it_exists_again() {
    let place = Place::new();
    let directory = place.directory().join("data");
    fs::create_dir(&directory).unwrap();
    let file = directory.join("framewise.db");
    let storage = SqliteStorage::new(SqliteOptions::at(&file));
    let (write_queue, _writer) = start(Arc::new(storage), quick(), Box::new(|_| {})).await.unwrap();
    assert_eq!(write_queue.record(query()).await, Ok(Insertion::Stored));

    fs::remove_dir_all(&directory).unwrap();
    assert_eq!(write_queue.record(query()).await, Err(NotStored::DatabaseMissing));

    fs::create_dir(&directory).unwrap();
    until_well(&write_queue).await;
    assert_eq!(write_queue.record(query()).await, Ok(Insertion::Stored));
    assert_eq!(contents(&file).await.0.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_no_database_stays_unchanged() {
    let place = Place::new();
    let text = "Not a database, but other text. ".repeat(200);
    fs::write(place.file(), &text).unwrap();

    let error = place.storage().insert_batch(&[query()]).await.unwrap_err();

    assert!(matches!(error, StoreError::Unavailable(_)), "{error}");
    assert_eq!(fs::read_to_string(place.file()).unwrap(), text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_table_is_a_fault_and_not_an_acknowledgement() {
    let place = Place::new();
    let (write_queue, _writer) =
        start(Arc::new(place.storage()), quick(), Box::new(|_| {})).await.unwrap();
    place.connection().await.execute("drop table queries").await.unwrap();

    assert_eq!(write_queue.record(query()).await, Err(NotStored::DatabaseUnavailable));
    // A probe finds the fault too, so storing does not resume and fail in turns.
    let fault = place.storage().probe().await.unwrap_err();
    assert!(matches!(fault, StoreError::Unavailable(_)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_with_a_newer_schema_is_rejected() {
    let place = Place::new();
    place.storage().probe().await.unwrap();
    place
        .connection()
        .await
        .execute("update _sqlx_migrations set version = 9999 where version = 2")
        .await
        .unwrap();

    let error = start(Arc::new(place.storage()), quick(), Box::new(|_| {})).await.unwrap_err();

    assert!(matches!(error, StoreError::NewerSchema { .. }));
}

/// Cuts a file off in place, by another process: opening it here would end the locks of `SQLite` on it.
fn cut_off(file: &Path, length: u64) {
    let mut command = Command::new("truncate");
    assert!(command.arg(format!("--size={length}")).arg(file).status().unwrap().success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_cut_off_in_place_is_detected_and_nothing_is_acknowledged_into_it() {
    for pages in [0, 1, 10] {
        let place = Place::new();
        let storage = Arc::new(place.storage());
        let (write_queue, writer) =
            start(storage.clone(), quick(), Box::new(|_| {})).await.unwrap();
        for _ in 0..10 {
            let batch: Vec<_> = (0..50).map(|_| query()).collect();
            storage.insert_batch(&batch).await.unwrap();
        }
        assert_eq!(storage.compact().await, Ok(true));
        assert!(fs::metadata(place.file()).unwrap().len() > 20 * 4_096);

        cut_off(&place.file(), pages * 4_096);

        let mut acknowledged = Vec::new();
        let mut refused = 0;
        for _ in 0..100 {
            let query = query();
            match write_queue.record(query.clone()).await {
                Ok(_) => acknowledged.push(query),
                Err(_) => refused += 1,
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        assert!(refused > 0 || pages == 0, "a damaged file is not in order");
        assert!(writer.drain(Duration::from_secs(10)).await);
        storage.close().await;
        // Of a file that holds no rows any more nothing was acknowledged.
        if acknowledged.is_empty() {
            continue;
        }
        let (ids, keys) = contents(&place.file()).await;
        for id in rows_of(&keys, &acknowledged) {
            assert!(ids.contains(&id), "{pages} pages left");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_deleted_while_nothing_is_stored_is_detected() {
    let place = Place::new();
    let settings = WriterSettings { check_every: Duration::from_millis(20), ..quick() };
    let (write_queue, _writer) =
        start(Arc::new(place.storage()), settings, Box::new(|_| {})).await.unwrap();

    delete_all_in(place.directory());

    until(|| place.file().exists()).await;
    until_well(&write_queue).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_storages_that_write_all_the_time_rarely_find_the_file_locked() {
    let place = Place::new();
    let mut clients = Vec::new();
    let mut writers = Vec::new();
    for _ in 0..2 {
        let (write_queue, writer) =
            start(Arc::new(place.storage()), WriterSettings::default(), Box::new(|_| {}))
                .await
                .unwrap();
        writers.push(writer);
        for _ in 0..8 {
            let write_queue = write_queue.clone();
            clients.push(tokio::spawn(async move {
                let mut refused = 0;
                for _ in 0..100 {
                    refused += usize::from(write_queue.record(query()).await.is_err());
                }
                refused
            }));
        }
    }
    let mut refused = 0;
    for client in clients {
        refused += client.await.unwrap();
    }
    assert!(refused < 2 * 8 * 100 / 100, "{refused} of 1,600 are not stored");
    assert_eq!(contents(&place.file()).await.0.len(), 1_600 - refused);
}

fn delete_all_in(directory: &Path) {
    for entry in fs::read_dir(directory).unwrap() {
        fs::remove_file(entry.unwrap().path()).unwrap();
    }
}
