//! Copies that are made and restored while queries are stored.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use framewise_storage::privacy::NewQuery;
use framewise_storage::sqlite::{BackupError, backup, restore};
use framewise_storage::{Insertion, QueryWriter, WriteQueue, WriterSettings, start};
use sqlx::{AssertSqlSafe, Row, SqliteConnection};

use crate::{Place, connection, contents, query, quick, rows_of, until, until_well};

/// Every row of every table as text, in order.
async fn dump(file: &Path) -> Vec<(String, Vec<Vec<Option<String>>>)> {
    let mut connection: SqliteConnection = connection(file).await;
    let tables: Vec<String> = sqlx::query_scalar(
        "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    let mut dump = Vec::new();
    for table in tables {
        let columns: Vec<String> = sqlx::query_scalar("select name from pragma_table_info(?)")
            .bind(&table)
            .fetch_all(&mut connection)
            .await
            .unwrap();
        let quoted: Vec<String> =
            columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
        let sql = format!("select {} from {table} order by 1, 2", quoted.join(", "));
        let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut connection).await.unwrap();
        let rows = rows.iter().map(|row| (0..row.len()).map(|column| row.get(column)).collect());
        dump.push((table, rows.collect()));
    }
    dump
}

/// Stores queries until `stop` is set, and returns the acknowledged ones.
async fn load(write_queue: WriteQueue, stop: Arc<AtomicBool>) -> Vec<NewQuery> {
    let mut acknowledged = Vec::new();
    while !stop.load(Ordering::Relaxed) {
        let query = query();
        if write_queue.record(query.clone()).await == Ok(Insertion::Stored) {
            acknowledged.push(query);
        }
    }
    acknowledged
}

fn copy_in(place: &Place) -> PathBuf {
    place.directory().join("copy.db")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_complete_and_restored_under_load() {
    let place = Place::new();
    let (write_queue, writer) =
        start(Arc::new(place.storage()), quick(), Box::new(|_| {})).await.unwrap();
    let before: Vec<_> = (0..300).map(|_| query()).collect();
    for query in &before {
        assert_eq!(write_queue.record(query.clone()).await, Ok(Insertion::Stored));
    }
    let stop = Arc::new(AtomicBool::new(false));
    let clients: Vec<_> =
        (0..8).map(|_| tokio::spawn(load(write_queue.clone(), Arc::clone(&stop)))).collect();
    let copy = copy_in(&place);

    backup(&place.file(), &copy).await.unwrap();
    let copied = dump(&copy).await;
    let stored_at_copy = write_queue.health().stored;
    until(|| write_queue.health().stored > stored_at_copy + 100).await;
    restore(&copy, &place.file()).await.unwrap();
    let stored_at_restore = write_queue.health().stored;
    until(|| write_queue.health().stored > stored_at_restore + 100).await;

    stop.store(true, Ordering::Relaxed);
    let mut acknowledged = Vec::new();
    for client in clients {
        acknowledged.extend(client.await.unwrap());
    }
    assert!(writer.drain(std::time::Duration::from_secs(10)).await);
    let (copied_ids, keys) = contents(&copy).await;
    assert!(rows_of(&keys, &before).iter().all(|id| copied_ids.contains(id)));
    // Each acknowledged row is in the replaced database or in the restored one.
    let (now, keys) = contents(&place.file()).await;
    let (replaced, _) = contents(&place.directory().join("framewise.db.replaced")).await;
    for id in rows_of(&keys, &acknowledged) {
        assert!(now.contains(&id) || replaced.contains(&id), "{id:?} was acknowledged");
    }
    assert!(copied_ids.iter().all(|id| now.contains(id)));
    assert!(now.len() >= copied_ids.len() + 100, "storing continued in the restored database");
    assert_eq!(dump(&copy).await, copied);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_database_equals_the_copy_in_every_table() {
    let place = Place::new();
    let storage = Arc::new(place.storage());
    let (write_queue, writer) =
        start(storage, WriterSettings::default(), Box::new(|_| {})).await.unwrap();
    for _ in 0..50 {
        assert_eq!(write_queue.record(query()).await, Ok(Insertion::Stored));
    }
    let copy = copy_in(&place);
    backup(&place.file(), &copy).await.unwrap();
    let expected = dump(&place.file()).await;
    assert_eq!(dump(&copy).await, expected);
    assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    for _ in 0..50 {
        assert_eq!(write_queue.record(query()).await, Ok(Insertion::Stored));
    }
    assert!(writer.drain(std::time::Duration::from_secs(10)).await);

    restore(&copy, &place.file()).await.unwrap();

    assert_eq!(dump(&place.file()).await, expected);
    assert_eq!(contents(&place.directory().join("framewise.db.replaced")).await.0.len(), 100);
    let again = restore(&copy, &place.file()).await.unwrap_err();
    assert!(again.to_string().contains("framewise.db.replaced exists"), "{again}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_restored_without_an_existing_database() {
    let place = Place::new();
    let storage = place.storage();
    storage.insert_batch(&[query()]).await.unwrap();
    let copy = copy_in(&place);
    backup(&place.file(), &copy).await.unwrap();
    let elsewhere = Place::new();

    restore(&copy, &elsewhere.file()).await.unwrap();

    assert_eq!(contents(&elsewhere.file()).await.0, contents(&place.file()).await.0);
    let (write_queue, _writer) =
        start(Arc::new(elsewhere.storage()), quick(), Box::new(|_| {})).await.unwrap();
    until_well(&write_queue).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invalid_copy_is_rejected_and_the_database_stays_unchanged() {
    let place = Place::new();
    let storage = place.storage();
    storage.insert_batch(&[query()]).await.unwrap();
    let before = dump(&place.file()).await;
    let copy = copy_in(&place);

    let missing = restore(&copy, &place.file()).await.unwrap_err();
    fs::write(&copy, "not a database at all, but long enough to be one").unwrap();
    let garbage = restore(&copy, &place.file()).await.unwrap_err();
    fs::remove_file(&copy).unwrap();
    backup(&place.file(), &copy).await.unwrap();
    let taken = backup(&place.file(), &copy).await.unwrap_err();
    let mut bytes = fs::read(&copy).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 2_000].fill(0xAA);
    fs::write(&copy, bytes).unwrap();
    let corrupt = restore(&copy, &place.file()).await.unwrap_err();

    assert!(missing.to_string().contains("missing"), "{missing}");
    assert!(matches!(garbage, BackupError::Store { .. }), "{garbage}");
    assert!(matches!(taken, BackupError::Exists { .. }), "{taken}");
    assert!(!corrupt.to_string().is_empty(), "{corrupt}");
    assert_eq!(dump(&place.file()).await, before);
    assert!(!place.directory().join("framewise.db.replaced").exists());
}
