//! Storing queries in real databases: the conformance suite for both, and real faults.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod backup;
mod cohorts;
mod conformance;
mod erase;
mod faults;
mod on_file;
/// A real `PostgreSQL` server.
#[path = "../../../../tests/postgres/mod.rs"]
mod postgres;
mod postgres_faults;
mod read_only;
mod round_trips;
mod schema;
mod writer;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use framewise_storage::privacy::{
    Answered, ClosedAnswers, NewQuery, Receipt, ReceiptKey, ReceiptKeys, RowId, anonymise,
};
use framewise_storage::random::bytes;
use framewise_storage::sqlite::{SqliteOptions, SqliteStorage};
use framewise_storage::{WriteQueue, WriterSettings};
use jiff::civil::date;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};
use tempfile::TempDir;

/// A query with some answers and a receipt of its own.
fn query_about(project_type: &str) -> NewQuery {
    let answers = ClosedAnswers::from_pairs([
        ("project_type", project_type),
        ("goal", "ship_product"),
        ("features", "orm"),
        ("features", "api_docs"),
    ]);
    let query = anonymise(
        date(2026, 11, 23),
        Answered {
            answers: answers.unwrap(),
            knowledge_version: "2026.11.1",
            winner: Some("fastapi"),
            via_platform: false,
        },
    )
    .unwrap();
    NewQuery { query, receipt: Receipt::new(bytes().unwrap()), key: None }
}

fn query() -> NewQuery {
    query_about("rest_api")
}

/// A temporary directory for a database file.
struct Place {
    directory: TempDir,
}

impl Place {
    fn new() -> Self {
        Self { directory: TempDir::new().unwrap() }
    }

    fn directory(&self) -> &Path {
        self.directory.path()
    }

    fn file(&self) -> PathBuf {
        self.directory().join("framewise.db")
    }

    fn options(&self) -> SqliteOptions {
        SqliteOptions::at(self.file())
    }

    fn storage(&self) -> SqliteStorage {
        SqliteStorage::new(self.options())
    }

    /// A second connection, as of another process.
    async fn connection(&self) -> SqliteConnection {
        connection(&self.file()).await
    }
}

async fn connection(file: &Path) -> SqliteConnection {
    SqliteConnectOptions::new().filename(file).connect().await.unwrap()
}

/// The ids of a file, sorted by week and id, and the keys of its receipts, read with another connection.
async fn contents(file: &Path) -> (Vec<RowId>, ReceiptKeys) {
    let mut connection = connection(file).await;
    let ids: Vec<Vec<u8>> = sqlx::query_scalar("select id from queries order by week, id")
        .fetch_all(&mut connection)
        .await
        .unwrap();
    let keys: Vec<(String, Vec<u8>)> = sqlx::query_as("select week, value from receipt_keys")
        .fetch_all(&mut connection)
        .await
        .unwrap();
    (ids.into_iter().map(|id| id.try_into().unwrap()).collect(), receipt_keys(keys))
}

fn receipt_keys(rows: Vec<(String, Vec<u8>)>) -> ReceiptKeys {
    let mut keys = ReceiptKeys::default();
    for (week, value) in rows {
        keys.insert(week.parse().unwrap(), ReceiptKey::new(value.try_into().unwrap()));
    }
    keys
}

/// The rows of the receipts of these entries, sorted by week and id.
fn rows_of<'a>(keys: &ReceiptKeys, entries: impl IntoIterator<Item = &'a NewQuery>) -> Vec<RowId> {
    let row = |entry: &NewQuery| {
        let week = entry.query.week();
        (week, keys.row(week, &entry.receipt).unwrap())
    };
    let mut rows: Vec<_> = entries.into_iter().map(row).collect();
    rows.sort_unstable();
    rows.into_iter().map(|(_, id)| id).collect()
}

/// Asserts that the file has the rows of these entries, and no others.
async fn assert_holds(file: &Path, entries: &[NewQuery]) {
    let (ids, keys) = contents(file).await;
    assert_eq!(ids, rows_of(&keys, entries));
}

/// Settings with which the writer recovers fast enough for a test.
fn quick() -> WriterSettings {
    WriterSettings { retry_every: Duration::from_millis(20), ..WriterSettings::default() }
}

/// Waits until the write queue stores again; a lasting fault fails the test.
async fn until_well(write_queue: &WriteQueue) {
    until(|| write_queue.health().is_well()).await;
}

/// Waits until the condition holds, and fails the test after ten seconds.
async fn until(condition: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(10);
    while !condition() {
        assert!(Instant::now() < deadline, "still waiting");
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

/// [`until`] with a condition that asks a database.
async fn until_async(condition: impl AsyncFn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(10);
    while !condition().await {
        assert!(Instant::now() < deadline, "still waiting");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
