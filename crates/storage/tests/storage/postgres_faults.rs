//! Real faults of a `PostgreSQL` server: only stored queries are acknowledged, the reason is reported, and storing
//! resumes by itself.

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use framewise_storage::postgres::{PostgresOptions, PostgresStorage};
use framewise_storage::privacy::{NewQuery, NotStored, RowId};
use framewise_storage::{
    Erasure, Insertion, QueryWriter, Storage, StoreError, WriteQueue, Writer, WriterSettings, start,
};
use sqlx::{Connection, Executor};

use crate::postgres::{self, Server};
use crate::{query, quick, receipt_keys, rows_of, until, until_async, until_well};

fn storage(url: &str) -> PostgresStorage {
    PostgresStorage::new(PostgresOptions::at(url).unwrap())
}

async fn recording(url: &str) -> (WriteQueue, Writer) {
    start(Arc::new(storage(url)), quick(), Box::new(|_| {})).await.unwrap()
}

/// Asserts that the database has the rows of these entries, and no others.
async fn assert_holds(server: &Server, database: &str, entries: &[NewQuery]) {
    let mut connection = server.connection(database).await;
    let ids: Vec<RowId> = sqlx::query_scalar("select id from queries order by week, id")
        .fetch_all(&mut connection)
        .await
        .unwrap();
    let keys = sqlx::query_as("select week, value from receipt_keys")
        .fetch_all(&mut connection)
        .await
        .unwrap();
    assert_eq!(ids, rows_of(&receipt_keys(keys), entries));
}

/// Causes a fault while sixteen clients store as fast as they can, and asserts that the rows in the database are exactly
/// the acknowledged ones.
async fn under_load(server: &Server, fault: impl AsyncFn(&WriteQueue)) {
    let database = server.fresh_database().await;
    let (write_queue, writer) = recording(&server.url(&database)).await;
    let enough = Arc::new(AtomicBool::new(false));
    let clients: Vec<_> = (0..16)
        .map(|_| {
            let (write_queue, enough) = (write_queue.clone(), Arc::clone(&enough));
            tokio::spawn(async move {
                let mut acknowledged = Vec::new();
                while !enough.load(Ordering::Relaxed) {
                    let query = query();
                    match write_queue.record(query.clone()).await {
                        Ok(_) => acknowledged.push(query),
                        Err(_) => tokio::time::sleep(Duration::from_millis(1)).await,
                    }
                }
                acknowledged
            })
        })
        .collect();
    until(|| write_queue.health().stored > 100).await;

    fault(&write_queue).await;

    until_well(&write_queue).await;
    let before = write_queue.health().stored;
    until(|| write_queue.health().stored > before + 100).await;
    enough.store(true, Ordering::Relaxed);
    let mut acknowledged = Vec::new();
    for client in clients {
        acknowledged.extend(client.await.unwrap());
    }
    assert!(writer.drain(Duration::from_secs(10)).await);
    assert_holds(server, &database, &acknowledged).await;
}

/// Asserts that queries are rejected with the reason, and soon, while the server is down.
async fn assert_rejected(write_queue: &WriteQueue) {
    until(|| !write_queue.health().is_well()).await;
    let timeout = WriterSettings::default().timeout;
    for _ in 0..10 {
        let outcome = tokio::time::timeout(timeout, write_queue.record(query())).await;
        assert_eq!(outcome, Ok(Err(NotStored::DatabaseUnavailable)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_stopped_and_started_under_load_loses_nothing() {
    let Some(server) = postgres::own("a_server_stopped_and_started_under_load") else { return };
    under_load(&server, async |write_queue| {
        for _ in 0..3 {
            server.stop();
            assert_rejected(write_queue).await;
            server.start();
            until_well(write_queue).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_killed_under_load_loses_nothing() {
    let Some(server) = postgres::own("a_server_killed_under_load") else { return };
    under_load(&server, async |write_queue| {
        for _ in 0..3 {
            server.kill();
            assert_rejected(write_queue).await;
            server.start();
            until_well(write_queue).await;
            let before = write_queue.health().stored;
            until(|| write_queue.health().stored > before + 10).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_ended_by_the_server_under_load_lose_nothing() {
    let Some(server) = postgres::own("connections_ended_by_the_server_under_load") else { return };
    let mut other = server.connection("postgres").await;
    let other = tokio::sync::Mutex::new(&mut other);
    under_load(&server, async |write_queue| {
        for _ in 0..20 {
            let ended: Vec<bool> = sqlx::query_scalar(
                "select pg_terminate_backend(pid)
                from pg_stat_activity
                where application_name = 'framewise'",
            )
            .fetch_all(&mut **other.lock().await)
            .await
            .unwrap();
            assert!(!ended.is_empty());
            until(|| !write_queue.health().is_well()).await;
            until_well(write_queue).await;
            let before = write_queue.health().stored;
            until(|| write_queue.health().stored > before).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_hangs_is_abandoned_and_its_work_is_undone() {
    let test = "a_connection_that_hangs_is_abandoned";
    let Some(server) = postgres::shared(test) else { return };
    let database = server.fresh_database().await;
    let mut options = PostgresOptions::at(&server.url(&database)).unwrap();
    options.call_timeout = Duration::from_millis(200);
    let (write_queue, _writer) =
        start(Arc::new(PostgresStorage::new(options)), quick(), Box::new(|_| {})).await.unwrap();
    let first = query();
    assert_eq!(write_queue.record(first.clone()).await, Ok(Insertion::Stored));
    let pid: i32 = sqlx::query_scalar(
        "select pid
        from pg_stat_activity
        where datname = $1 and application_name = 'framewise'",
    )
    .bind(&database)
    .fetch_one(&mut server.connection("postgres").await)
    .await
    .unwrap();
    let signal = |name: &str| {
        Command::new("kill").args(["-s", name, &pid.to_string()]).status().unwrap().success()
    };
    if !signal("STOP") {
        println!("SKIPPED {test}: this user may not stop the process of the server");
        return;
    }

    assert_eq!(write_queue.record(query()).await, Err(NotStored::DatabaseUnavailable));
    // While its result is unknown, nothing else is stored.
    assert_eq!(write_queue.record(query()).await, Err(NotStored::DatabaseUnavailable));

    assert!(signal("CONT"));
    until_well(&write_queue).await;
    let last = query();
    assert_eq!(write_queue.record(last.clone()).await, Ok(Insertion::Stored));
    assert_holds(server, &database, &[first, last]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_reported_without_it_and_storing_resumes_with_the_right_one() {
    let Some(server) = postgres::shared("a_wrong_password") else { return };
    let database = server.fresh_database().await;
    let user = format!("user_of_{database}");
    server.execute(&database, &format!("create role {user} login password 'right'")).await;
    server.execute(&database, &format!("grant create on schema public to {user}")).await;
    let url = server.url_by_tcp(&database, &user, "wr0ng");

    let error = storage(&url).probe().await.unwrap_err();
    assert_eq!(error, StoreError::Refused("the database rejects the user or password".to_owned()));
    assert!(!error.is_permanent());
    let shown = format!("{error} {error:?} {:?}", storage(&url));
    assert!(!shown.contains("wr0ng"), "{shown}");
    let (write_queue, _writer) = recording(&url).await;
    assert_eq!(write_queue.record(query()).await, Err(NotStored::DatabaseUnavailable));

    server.execute(&database, &format!("alter role {user} password 'wr0ng'")).await;
    until_well(&write_queue).await;
    assert_eq!(write_queue.record(query()).await, Ok(Insertion::Stored));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_without_the_privilege_to_make_tables_is_reported() {
    let Some(server) = postgres::shared("a_user_without_the_privilege_to_make_tables") else {
        return;
    };
    let database = server.fresh_database().await;
    let user = format!("user_of_{database}");
    server.execute(&database, &format!("create role {user} login password 'right'")).await;
    server.execute(&database, "revoke create on schema public from public").await;

    let error = storage(&server.url_by_tcp(&database, &user, "right")).probe().await;

    let Err(StoreError::Refused(reason)) = error else { panic!("{error:?}") };
    assert!(reason.contains("lacks a privilege") && reason.contains("schema public"), "{reason}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_database_is_reported_with_advice_and_used_once_it_exists() {
    let Some(server) = postgres::shared("a_missing_database") else { return };
    let url = server.url("made_later");

    let error = storage(&url).probe().await.unwrap_err();
    assert_eq!(error, StoreError::NoDatabase);
    assert!(error.to_string().contains("createdb"));
    let (write_queue, _writer) = recording(&url).await;
    assert_eq!(write_queue.record(query()).await, Err(NotStored::DatabaseMissing));

    server.execute("postgres", "create database made_later").await;
    until_well(&write_queue).await;
    assert_eq!(write_queue.record(query()).await, Ok(Insertion::Stored));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_server_does_not_prevent_the_start() {
    let Some(server) = postgres::own("a_missing_server") else { return };
    let database = server.fresh_database().await;
    let url = server.url_by_tcp(&database, postgres::USER, "secret");
    server.stop();

    let (write_queue, _writer) = recording(&url).await;
    assert_rejected(&write_queue).await;
    let error = storage(&url).probe().await.unwrap_err().to_string();
    assert!(error.contains("is it running") && !error.contains("secret"), "{error}");

    server.start();
    until_well(&write_queue).await;
    assert_eq!(write_queue.record(query()).await, Ok(Insertion::Stored));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_of_another_session_is_reported_and_storing_resumes_after_it() {
    let Some(server) = postgres::shared("a_lock_of_another_session") else { return };
    let database = server.fresh_database().await;
    let (write_queue, _writer) = recording(&server.url(&database)).await;
    let mut other = server.connection(&database).await;
    let mut lock = other.begin().await.unwrap();
    lock.execute("lock table queries in exclusive mode").await.unwrap();

    assert_eq!(write_queue.record(query()).await, Err(NotStored::DatabaseLocked));
    assert_eq!(write_queue.record(query()).await, Err(NotStored::DatabaseLocked));

    lock.rollback().await.unwrap();
    until_well(&write_queue).await;
    let stored = query();
    assert_eq!(write_queue.record(stored.clone()).await, Ok(Insertion::Stored));
    assert_holds(server, &database, &[stored]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_only_database_is_reported_and_storing_resumes_after_it() {
    let Some(server) = postgres::shared("a_read_only_database") else { return };
    let database = server.fresh_database().await;
    let url = server.url(&database);
    storage(&url).probe().await.unwrap();
    let read_only = |value: &str| {
        format!("alter database {database} set default_transaction_read_only = {value}")
    };
    server.execute("postgres", &read_only("on")).await;

    let (write_queue, _writer) = recording(&url).await;
    assert_eq!(write_queue.record(query()).await, Err(NotStored::DatabaseReadOnly));

    server.execute("postgres", &read_only("off")).await;
    until_well(&write_queue).await;
    assert_eq!(write_queue.record(query()).await, Ok(Insertion::Stored));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_table_is_a_fault_and_not_an_acknowledgement() {
    let Some(server) = postgres::shared("a_dropped_table") else { return };
    let database = server.fresh_database().await;
    let (write_queue, _writer) = recording(&server.url(&database)).await;
    server.execute(&database, "drop table queries").await;

    assert_eq!(write_queue.record(query()).await, Err(NotStored::DatabaseUnavailable));
    let fault = storage(&server.url(&database)).probe().await.unwrap_err();
    assert!(matches!(fault, StoreError::Unavailable(_)), "{fault}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_settings_read_back_are_those_that_durability_needs() {
    let Some(server) = postgres::shared("the_settings_read_back") else { return };
    let database = server.fresh_database().await;
    // A setting of the database does not apply to framewise.
    let asynchronous = format!("alter database {database} set synchronous_commit = off");
    server.execute("postgres", &asynchronous).await;

    let settings = storage(&server.url(&database)).settings().await.unwrap();

    assert_eq!(settings.synchronous_commit, "on");
    assert_eq!(settings.lock_timeout, "250ms");
    assert_eq!(settings.idle_in_transaction_session_timeout, "10s");
    assert_eq!(settings.fsync.as_deref(), Some("on"));
}

#[tokio::test(flavor = "multi_thread")]
async fn erased_rows_are_gone_from_the_pages_after_compaction() {
    let Some(server) = postgres::shared("erased_rows_are_gone_from_the_pages") else { return };
    let database = server.fresh_database().await;
    let storage = storage(&server.url(&database));
    let entries = [query(), query(), query()];
    storage.insert_batch(&entries).await.unwrap();
    let since = "2026-W44".parse().unwrap();
    assert_eq!(storage.erase(&entries[1].receipt, since).await, Ok(Erasure::BytesLeftToServer));

    storage.compact().await.unwrap();

    let mut other = server.connection(&database).await;
    let other = tokio::sync::Mutex::new(&mut other);
    until_async(async || {
        let vacuums: i64 =
            sqlx::query_scalar("select pg_stat_get_vacuum_count('queries'::regclass)")
                .fetch_one(&mut **other.lock().await)
                .await
                .unwrap();
        vacuums > 0
    })
    .await;
}
