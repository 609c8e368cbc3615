//! Erased bytes are gone from the files.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use framewise_storage::clock::Clock;
use framewise_storage::privacy::{
    Answered, ClosedAnswers, Feedback, NewQuery, Periods, Receipt, anonymise,
};
use framewise_storage::stored_queries::StoredQueries;
use framewise_storage::week::Week;
use framewise_storage::{
    Erasure, Insertion, QueryWriter, Storage, StoreError, WriterSettings, start,
};
use jiff::civil::date;
use sqlx::{Executor, SqliteConnection};

use crate::{Place, contents, query, query_about, quick, rows_of, until};

/// Number of occurrences of `wanted` in the files of a directory.
fn occurrences(directory: &Path, wanted: &[u8]) -> usize {
    let files =
        fs::read_dir(directory).unwrap().map(|file| fs::read(file.unwrap().path()).unwrap());
    files.map(|bytes| bytes.windows(wanted.len()).filter(|window| *window == wanted).count()).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_file_holds_bytes_of_an_erased_query() {
    let place = Place::new();
    let storage = place.storage();
    let week = Week::of(date(2026, 11, 23));
    let mut marked = query_about("canary_of_the_erased_row");
    let receipt = Receipt::new([77; 20]);
    marked.receipt = receipt;
    let others: Vec<_> = (0..500).map(|_| query()).collect();
    storage.insert_batch(&others[..250]).await.unwrap();
    storage.insert_batch(std::slice::from_ref(&marked)).await.unwrap();
    storage.insert_batch(&others[250..]).await.unwrap();
    let feedback = Feedback::new("canary-of-the-feedback", None).unwrap();
    assert!(storage.put_feedback(&receipt, week, &feedback).await.unwrap());
    let (_, keys) = contents(&place.file()).await;
    let id = rows_of(&keys, [&marked])[0];
    let traces: [&[u8]; 3] = [&id, b"canary_of_the_erased_row", b"canary-of-the-feedback"];
    for trace in traces {
        assert!(occurrences(place.directory(), trace) > 0, "the search finds existing bytes");
    }

    assert_eq!(storage.erase(&receipt, week).await, Ok(Erasure::Gone));

    for trace in traces {
        assert_eq!(occurrences(place.directory(), trace), 0);
    }
    assert_eq!(storage.scan(None, 1_000).await.unwrap().len(), 500);
}

/// The key of the week alone leads from a receipt to its row, so its bytes must be gone as well.
#[tokio::test(flavor = "multi_thread")]
async fn no_file_holds_bytes_of_the_key_of_an_expired_week() {
    let place = Place::new();
    let storage = place.storage();
    let week = Week::of(date(2026, 11, 23));
    let entries: Vec<_> = (0..50).map(|_| query()).collect();
    storage.insert_batch(&entries).await.unwrap();
    let key: Vec<u8> = sqlx::query_scalar("select value from receipt_keys")
        .fetch_one(&mut place.connection().await)
        .await
        .unwrap();
    assert!(occurrences(place.directory(), &key) > 0, "the search finds existing bytes");

    assert_eq!(storage.expire_receipts(week.plus(1), 100).await, Ok(1));
    assert_eq!(storage.compact().await, Ok(true));

    assert_eq!(occurrences(place.directory(), &key), 0);
    for entry in &entries {
        assert_eq!(storage.erase(&entry.receipt, week).await, Ok(Erasure::Unknown));
    }
    assert_eq!(storage.scan(None, 100).await.unwrap().len(), 50);
}

/// A query of the present week with bytes that occur nowhere else.
fn marked(receipt: Receipt) -> NewQuery {
    let today = Clock::default().today();
    let answered = Answered {
        answers: ClosedAnswers::from_pairs([("project_type", MARK)]).unwrap(),
        knowledge_version: "2026.11.1",
        winner: Some("fastapi"),
        via_platform: false,
    };
    NewQuery { query: anonymise(today, answered).unwrap(), receipt, key: None }
}

const MARK: &str = "canary_of_the_erased_row";

/// Settings of a writer that never finds its database idle.
fn restless() -> WriterSettings {
    WriterSettings { compact_after: Duration::from_hours(1), ..quick() }
}

/// Another program that reads the database: the log cannot be emptied while it does.
async fn reader(place: &Place) -> SqliteConnection {
    let mut reader = place.connection().await;
    reader.execute("begin").await.unwrap();
    let rows: i64 =
        sqlx::query_scalar("select count(*) from queries").fetch_one(&mut reader).await.unwrap();
    assert!(rows > 0);
    reader
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_that_a_reader_keeps_are_reported_until_they_are_gone() {
    let place = Place::new();
    let storage = Arc::new(place.storage());
    let (write_queue, _writer) =
        start(storage.clone(), restless(), Box::new(|_| {})).await.unwrap();
    let stored_queries = StoredQueries::new(
        write_queue.clone(),
        storage.clone(),
        Clock::default(),
        Periods::default(),
    );
    let receipt = Receipt::new([77; 20]);
    write_queue.record(marked(receipt)).await.unwrap();
    let mut reader = reader(&place).await;

    for _ in 0..3 {
        assert_eq!(stored_queries.erase(&receipt).await, Ok(Erasure::BytesRemain));
        assert!(occurrences(place.directory(), MARK.as_bytes()) > 0, "the report is true");
    }
    assert_eq!(storage.scan(None, 10).await.unwrap(), [], "the row is out of reach at once");
    // Meanwhile queries are stored as usual.
    assert_eq!(write_queue.record(query()).await, Ok(Insertion::Stored));

    reader.execute("commit").await.unwrap();

    // Without a further request.
    until(|| occurrences(place.directory(), MARK.as_bytes()) == 0).await;
    assert_eq!(stored_queries.erase(&receipt).await, Ok(Erasure::Gone));
    assert_eq!(stored_queries.erase(&receipt).await, Ok(Erasure::Unknown));
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_that_remain_at_the_end_of_the_process_are_removed_at_the_next_start() {
    let place = Place::new();
    let storage = place.storage();
    let week = Week::of(Clock::default().today());
    let receipt = Receipt::new([77; 20]);
    storage.insert_batch(&[marked(receipt)]).await.unwrap();
    let mut reader = reader(&place).await;
    assert_eq!(storage.erase(&receipt, week).await, Ok(Erasure::BytesRemain));
    // As after a kill: nothing is closed in order.
    std::mem::forget(storage);

    let (write_queue, _writer) =
        start(Arc::new(place.storage()), restless(), Box::new(|_| {})).await.unwrap();
    assert!(write_queue.health().is_well());
    assert!(occurrences(place.directory(), MARK.as_bytes()) > 0);
    reader.execute("commit").await.unwrap();

    until(|| occurrences(place.directory(), MARK.as_bytes()) == 0).await;
}

/// So a flood of them does not delay the writer.
#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_receipt_does_not_wait_for_a_writer() {
    let place = Place::new();
    let storage = place.storage();
    let week = Week::of(Clock::default().today());
    let known = marked(Receipt::new([77; 20]));
    storage.insert_batch(std::slice::from_ref(&known)).await.unwrap();
    let mut writer = place.connection().await;
    writer.execute("begin immediate").await.unwrap();
    let feedback = Feedback::new("flask", None).unwrap();

    let unknown = Receipt::new([78; 20]);
    assert_eq!(storage.erase(&unknown, week).await, Ok(Erasure::Unknown));
    assert_eq!(storage.put_feedback(&unknown, week, &feedback).await, Ok(false));
    assert_eq!(storage.erase(&known.receipt, week).await, Err(StoreError::Locked));

    writer.execute("rollback").await.unwrap();
    assert_eq!(storage.erase(&known.receipt, week).await, Ok(Erasure::Gone));
}
