//! Bad days of a `PostgreSQL` server, each brought about for real: nothing is acknowledged that is not
//! kept, the reason is told, and storing resumes by itself.

use std::{
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use framewise_storage::postgres::{PostgresOptions, PostgresStorage};
use framewise_storage::privacy::{Entry, NotStored, RowId};
use framewise_storage::{
    Insertion, Intake, Recorder, Storage, StoreError, Writer, WriterSettings, start,
};
use sqlx::{Connection, Executor};

use crate::postgres::{self, Server};
use crate::{query, quick, receipt_keys, rows_of, until, until_async, until_well};

fn storage(url: &str) -> PostgresStorage {
    PostgresStorage::new(PostgresOptions::at(url).unwrap())
}

async fn recording(url: &str) -> (Recorder, Writer) {
    start(Arc::new(storage(url)), quick(), Box::new(|_| {})).await.unwrap()
}

/// Asserts that the database has the rows of these entries, and no others.
async fn assert_holds(server: &Server, database: &str, entries: &[Entry]) {
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

/// Does something while sixteen clients store as fast as they can; then the rows in the database are
/// exactly those that were acknowledged.
async fn under_load(server: &Server, fault: impl AsyncFn(&Recorder)) {
    let database = server.fresh_database().await;
    let (recorder, writer) = recording(&server.url(&database)).await;
    let enough = Arc::new(AtomicBool::new(false));
    let clients: Vec<_> = (0..16)
        .map(|_| {
            let (recorder, enough) = (recorder.clone(), Arc::clone(&enough));
            tokio::spawn(async move {
                let mut acknowledged = Vec::new();
                while !enough.load(Ordering::Relaxed) {
                    let query = query();
                    match recorder.record(query.clone()).await {
                        Ok(_) => acknowledged.push(query),
                        Err(_) => tokio::time::sleep(Duration::from_millis(1)).await,
                    }
                }
                acknowledged
            })
        })
        .collect();
    until(|| recorder.health().stored > 100).await;

    fault(&recorder).await;

    until_well(&recorder).await;
    let before = recorder.health().stored;
    until(|| recorder.health().stored > before + 100).await;
    enough.store(true, Ordering::Relaxed);
    let mut acknowledged = Vec::new();
    for client in clients {
        acknowledged.extend(client.await.unwrap());
    }
    assert!(writer.drain(Duration::from_secs(10)).await);
    assert_holds(server, &database, &acknowledged).await;
}

/// What is told while the server is down, and that it does not take long.
async fn is_refused(recorder: &Recorder) {
    until(|| !recorder.health().is_well()).await;
    let patience = WriterSettings::default().patience;
    for _ in 0..10 {
        let told = tokio::time::timeout(patience, recorder.record(query())).await;
        assert_eq!(told, Ok(Err(NotStored::DatabaseUnavailable)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_stopped_and_started_under_load_loses_nothing() {
    let Some(server) = postgres::own("a_server_stopped_and_started_under_load") else { return };
    under_load(&server, async |recorder| {
        for _ in 0..3 {
            server.stop();
            is_refused(recorder).await;
            server.start();
            until_well(recorder).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_killed_under_load_loses_nothing() {
    let Some(server) = postgres::own("a_server_killed_under_load") else { return };
    under_load(&server, async |recorder| {
        for _ in 0..3 {
            server.kill();
            is_refused(recorder).await;
            server.start();
            until_well(recorder).await;
            let before = recorder.health().stored;
            until(|| recorder.health().stored > before + 10).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_ended_by_the_server_under_load_lose_nothing() {
    let Some(server) = postgres::own("connections_ended_by_the_server_under_load") else { return };
    let mut other = server.connection("postgres").await;
    let other = tokio::sync::Mutex::new(&mut other);
    under_load(&server, async |recorder| {
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
            until(|| !recorder.health().is_well()).await;
            until_well(recorder).await;
            let before = recorder.health().stored;
            until(|| recorder.health().stored > before).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_hangs_is_given_up_and_what_it_still_does_is_undone() {
    let test = "a_connection_that_hangs_is_given_up";
    let Some(server) = postgres::shared(test) else { return };
    let database = server.fresh_database().await;
    let mut options = PostgresOptions::at(&server.url(&database)).unwrap();
    options.patience = Duration::from_millis(200);
    let (recorder, _writer) =
        start(Arc::new(PostgresStorage::new(options)), quick(), Box::new(|_| {})).await.unwrap();
    let first = query();
    assert_eq!(recorder.record(first.clone()).await, Ok(Insertion::Stored));
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
        println!("SKIPPED {test}: not even the owner of this test may stop the server's process");
        return;
    }

    assert_eq!(recorder.record(query()).await, Err(NotStored::DatabaseUnavailable));
    // While nobody knows what it will do, nothing else is stored.
    assert_eq!(recorder.record(query()).await, Err(NotStored::DatabaseUnavailable));

    assert!(signal("CONT"));
    until_well(&recorder).await;
    let last = query();
    assert_eq!(recorder.record(last.clone()).await, Ok(Insertion::Stored));
    assert_holds(server, &database, &[first, last]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_told_without_it_and_storing_resumes_when_it_is_right() {
    let Some(server) = postgres::shared("a_wrong_password") else { return };
    let database = server.fresh_database().await;
    let user = format!("user_of_{database}");
    server.execute(&database, &format!("create role {user} login password 'right'")).await;
    server.execute(&database, &format!("grant create on schema public to {user}")).await;
    let url = server.url_by_tcp(&database, &user, "wr0ng");

    let refusal = storage(&url).probe().await.unwrap_err();
    assert_eq!(
        refusal,
        StoreError::Refused("the database refuses the user or password".to_owned())
    );
    assert!(!refusal.is_permanent());
    let shown = format!("{refusal} {refusal:?} {:?}", storage(&url));
    assert!(!shown.contains("wr0ng"), "{shown}");
    let (recorder, _writer) = recording(&url).await;
    assert_eq!(recorder.record(query()).await, Err(NotStored::DatabaseUnavailable));

    server.execute(&database, &format!("alter role {user} password 'wr0ng'")).await;
    until_well(&recorder).await;
    assert_eq!(recorder.record(query()).await, Ok(Insertion::Stored));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_who_may_not_make_tables_is_told_so() {
    let Some(server) = postgres::shared("a_user_who_may_not_make_tables") else { return };
    let database = server.fresh_database().await;
    let user = format!("user_of_{database}");
    server.execute(&database, &format!("create role {user} login password 'right'")).await;
    server.execute(&database, "revoke create on schema public from public").await;

    let refusal = storage(&server.url_by_tcp(&database, &user, "right")).probe().await;

    let Err(StoreError::Refused(reason)) = refusal else { panic!("{refusal:?}") };
    assert!(reason.contains("lacks a right") && reason.contains("schema public"), "{reason}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_is_missing_is_told_with_advice_and_used_once_it_is_there() {
    let Some(server) = postgres::shared("a_database_that_is_missing") else { return };
    let url = server.url("made_later");

    let refusal = storage(&url).probe().await.unwrap_err();
    assert_eq!(refusal, StoreError::NoDatabase);
    assert!(refusal.to_string().contains("createdb"));
    let (recorder, _writer) = recording(&url).await;
    assert_eq!(recorder.record(query()).await, Err(NotStored::DatabaseMissing));

    server.execute("postgres", "create database made_later").await;
    until_well(&recorder).await;
    assert_eq!(recorder.record(query()).await, Ok(Insertion::Stored));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_not_there_is_no_reason_not_to_start() {
    let Some(server) = postgres::own("a_server_that_is_not_there") else { return };
    let database = server.fresh_database().await;
    let url = server.url_by_tcp(&database, postgres::USER, "secret");
    server.stop();

    let (recorder, _writer) = recording(&url).await;
    is_refused(&recorder).await;
    let refusal = storage(&url).probe().await.unwrap_err().to_string();
    assert!(refusal.contains("is it running") && !refusal.contains("secret"), "{refusal}");

    server.start();
    until_well(&recorder).await;
    assert_eq!(recorder.record(query()).await, Ok(Insertion::Stored));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_held_elsewhere_is_told_as_such_and_storing_resumes_after_it() {
    let Some(server) = postgres::shared("a_lock_held_elsewhere") else { return };
    let database = server.fresh_database().await;
    let (recorder, _writer) = recording(&server.url(&database)).await;
    let mut other = server.connection(&database).await;
    let mut lock = other.begin().await.unwrap();
    lock.execute("lock table queries in exclusive mode").await.unwrap();

    assert_eq!(recorder.record(query()).await, Err(NotStored::DatabaseLocked));
    assert_eq!(recorder.record(query()).await, Err(NotStored::DatabaseLocked));

    lock.rollback().await.unwrap();
    until_well(&recorder).await;
    let stored = query();
    assert_eq!(recorder.record(stored.clone()).await, Ok(Insertion::Stored));
    assert_holds(server, &database, &[stored]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_takes_no_writes_is_told_as_such_and_storing_resumes_after_it() {
    let Some(server) = postgres::shared("a_database_that_takes_no_writes") else { return };
    let database = server.fresh_database().await;
    let url = server.url(&database);
    storage(&url).probe().await.unwrap();
    let read_only = |value: &str| {
        format!("alter database {database} set default_transaction_read_only = {value}")
    };
    server.execute("postgres", &read_only("on")).await;

    let (recorder, _writer) = recording(&url).await;
    assert_eq!(recorder.record(query()).await, Err(NotStored::DatabaseReadOnly));

    server.execute("postgres", &read_only("off")).await;
    until_well(&recorder).await;
    assert_eq!(recorder.record(query()).await, Ok(Insertion::Stored));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_that_was_dropped_is_a_fault_and_not_an_acknowledgement() {
    let Some(server) = postgres::shared("a_table_that_was_dropped") else { return };
    let database = server.fresh_database().await;
    let (recorder, _writer) = recording(&server.url(&database)).await;
    server.execute(&database, "drop table queries").await;

    assert_eq!(recorder.record(query()).await, Err(NotStored::DatabaseUnavailable));
    let fault = storage(&server.url(&database)).probe().await.unwrap_err();
    assert!(matches!(fault, StoreError::Unavailable(_)), "{fault}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_settings_read_back_are_those_that_durability_needs() {
    let Some(server) = postgres::shared("the_settings_read_back") else { return };
    let database = server.fresh_database().await;
    // What a server or a user may be set to is not what holds here.
    let asynchronous = format!("alter database {database} set synchronous_commit = off");
    server.execute("postgres", &asynchronous).await;

    let settings = storage(&server.url(&database)).settings().await.unwrap();

    assert_eq!(settings.synchronous_commit, "on");
    assert_eq!(settings.lock_timeout, "250ms");
    assert_eq!(settings.idle_in_transaction_session_timeout, "10s");
    assert_eq!(settings.fsync.as_deref(), Some("on"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_erased_is_gone_from_the_pages_after_tidying() {
    let Some(server) = postgres::shared("what_was_erased_is_gone") else { return };
    let database = server.fresh_database().await;
    let storage = storage(&server.url(&database));
    let entries = [query(), query(), query()];
    storage.insert_batch(&entries).await.unwrap();
    let since = "2026-W44".parse().unwrap();
    assert_eq!(storage.erase(&entries[1].receipt, since).await, Ok(true));

    storage.tidy().await.unwrap();

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
