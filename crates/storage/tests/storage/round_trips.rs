//! How many statements `PostgreSQL` executes for a batch: as many for a hundred entries as for ten.

use std::fs;

use framewise_storage::postgres::{PostgresOptions, PostgresStorage};
use framewise_storage::privacy::{IdempotencyKey, NewQuery, Secret};
use framewise_storage::random::bytes;
use framewise_storage::{Insertion, QueryWriter};

use crate::postgres::{self, Server};
use crate::query;

/// Entries with keys of their own, from this number on.
fn keyed(first: usize, count: usize) -> Vec<NewQuery> {
    let keyed = |number: usize| {
        let key = format!("b0a1c2d3-e4f5-6071-{number}");
        let key = IdempotencyKey::new(key.as_bytes()).unwrap();
        let (record, receipt) = Secret::new([1; 32]).derive(key, b"{}", 0, bytes().unwrap());
        NewQuery { receipt, key: Some(record), ..query() }
    };
    (first..first + count).map(keyed).collect()
}

/// How many statements the server has logged.
fn statements(server: &Server) -> usize {
    let log = fs::read_to_string(server.folder().join("log")).unwrap();
    log.lines().filter(|line| line.contains("execute ") || line.contains("statement: ")).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_are_looked_up_for_the_whole_batch() {
    let Some(server) = postgres::own("keys_are_looked_up_for_the_whole_batch") else { return };
    let database = server.fresh_database().await;
    server
        .execute("postgres", &format!("alter database {database} set log_statement = 'all'"))
        .await;
    let storage = PostgresStorage::new(PostgresOptions::at(&server.url(&database)).unwrap());
    // Connects, and stores the keys that the repeats find.
    let (ten, hundred) = (keyed(0, 10), keyed(1_000, 100));
    for entries in [&ten, &hundred] {
        let stored = storage.insert_batch(entries).await.unwrap();
        assert!(stored.iter().all(|insertion| *insertion == Insertion::Stored));
    }
    let mut executed = Vec::new();
    for entries in [keyed(2_000, 10), keyed(3_000, 100), ten, hundred] {
        let before = statements(&server);
        storage.insert_batch(&entries).await.unwrap();
        executed.push(statements(&server) - before);
    }
    assert!(executed[0] > 3, "the log shows the statements: {executed:?}");
    assert_eq!(executed[0], executed[1], "new keys");
    assert_eq!(executed[2], executed[3], "repeated keys");
}
