//! Stored queries decided again under other knowledge, beside a service and without one.

use std::fs;
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection, Executor};
use tempfile::tempdir;

use crate::helpers::{Service, ask};

/// The knowledge of the repository, which is also that of the program.
const KNOWLEDGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/knowledge");

fn replay(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_framewise"))
        .args(["replay", "--knowledge", KNOWLEDGE])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn report(output: &Output) -> Value {
    assert!(output.status.success(), "{}", err(output));
    assert_eq!(err(output), "", "nothing but a terminal is shown a bar");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Stores one query.
fn store(service: &Service, body: &str) {
    let mut stream = TcpStream::connect(("127.0.0.1", service.port)).unwrap();
    assert_eq!(ask(&mut stream, body).expect("an answer")["stored"], true);
}

/// Runs a statement on the database, from outside of the service.
fn sql(folder: &Path, statement: &'static str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let options = SqliteConnectOptions::new().filename(folder.join("framewise.db"));
        let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
        connection.execute(statement).await.unwrap();
        connection.close().await.unwrap();
    });
}

#[test]
fn stored_queries_are_decided_again_while_the_service_stores_more() {
    let folder = tempdir().unwrap();
    let service = Service::start(folder.path());
    store(&service, r#"{"answers": {"project_type": "cms"}}"#);
    store(&service, r#"{"answers": {"project_type": "rest_api", "features": ["orm", "forms"]}}"#);
    // Candidates are not stored, so the stored winner is none that the answers alone lead to.
    store(&service, r#"{"answers": {"project_type": "cms"}, "candidates": ["bottle"]}"#);
    let first = report(&replay(folder.path(), &["--json"]));
    assert_eq!((&first["rows"], &first["unchanged"]), (&3.into(), &3.into()));
    let versions = first["versions"].as_array().unwrap();
    assert_eq!((versions.len(), &versions[0]["other_winner"]), (1, &1.into()));
    store(&service, "{}");
    let second = report(&replay(folder.path(), &["--json", "--at-most", "0"]));
    assert_eq!(second["rows"], 4);
}

#[test]
fn every_row_of_many_pages_is_decided_once() {
    let folder = tempdir().unwrap();
    Service::start(folder.path()).kill();
    sql(
        folder.path(),
        "with recursive numbers (number) as (
            select 1
            union all
            select number + 1
            from numbers
            where number < 10000
        )
        insert into queries (id, week, goal, knowledge_version, winner, via_platform)
        select
            randomblob(16),
            iif(number % 3 = 0, '2026-W47', '2026-W48'),
            iif(number % 100 = 0, 'no_longer', null),
            '2026.11.1',
            'django',
            0
        from numbers",
    );
    let report = report(&replay(folder.path(), &["--json"]));
    assert_eq!((&report["rows"], &report["unreadable"]["both"]), (&10_000.into(), &100.into()));
    assert_eq!(report["unchanged"], 9_900);
    assert_eq!(report["unreadable"]["reasons"][0]["why"], "there is no answer goal=no_longer");
}

#[test]
fn a_database_that_is_not_there_is_not_made() {
    let folder = tempdir().unwrap();
    let output = replay(folder.path(), &["--database-url", "sqlite://nothing.db"]);
    assert_eq!(output.status.code(), Some(3), "{}", err(&output));
    assert!(err(&output).contains("missing"), "{}", err(&output));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    let output = replay(folder.path(), &["--database-url", "mysql://nothing"]);
    assert_eq!(output.status.code(), Some(2), "{}", err(&output));
    // The settings file holds as it does for the service.
    fs::write(folder.path().join("framewise.toml"), "database_url = 'sqlite://other.db'\n")
        .unwrap();
    assert_eq!(replay(folder.path(), &[]).status.code(), Some(3));
    assert!(!folder.path().join("framewise.db").exists());
}

#[test]
fn a_database_of_another_release_is_told_and_left_as_it_is() {
    let folder = tempdir().unwrap();
    Service::start(folder.path()).kill();
    let refused = |said: &str| {
        let output = replay(folder.path(), &[]);
        assert_eq!(output.status.code(), Some(3), "{}", err(&output));
        assert!(err(&output).contains(said), "{}", err(&output));
    };
    assert_eq!(report(&replay(folder.path(), &["--json"]))["rows"], 0);
    sql(
        folder.path(),
        "insert into _sqlx_migrations
        select 9999, description, installed_on, success, checksum, execution_time
        from _sqlx_migrations
        where version = 1",
    );
    refused("schema version 9999");
    sql(folder.path(), "delete from _sqlx_migrations where version > 1");
    refused("older than this release");
    sql(folder.path(), "drop table _sqlx_migrations");
    refused("not framewise's");
}
