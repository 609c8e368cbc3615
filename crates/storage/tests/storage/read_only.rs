//! A database that can be read but not written, by permissions of the file system.
//!
//! Most permissions do not apply to the superuser, so a test that runs as root runs itself again as a user without
//! privileges. If that is impossible, it prints that it is skipped.

use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::{env, fs};

use framewise_storage::privacy::NotStored;
use framewise_storage::sqlite::{SqliteOptions, SqliteStorage};
use framewise_storage::{Insertion, QueryWriter, StoreError, start};

use crate::{Place, assert_holds, query, quick, until_well};

/// The id of a user without privileges.
const UNPRIVILEGED: u32 = 65_534;

/// Set for the second run: the directory that the first run prepared.
const PREPARED_DIRECTORY: &str = "FRAMEWISE_TEST_PREPARED_DIRECTORY";

/// The directory that a first run as root prepared, in the second run.
fn prepared_by_root() -> Option<PathBuf> {
    env::var_os(PREPARED_DIRECTORY).map(PathBuf::from)
}

fn is_root(place: &Place) -> bool {
    fs::metadata(place.directory()).unwrap().uid() == 0
}

/// Runs one test of this binary as a user without privileges, in a directory that every user may read.
fn run_unprivileged(test: &str, place: &Place) {
    // A copy, because the user may have no access to the directory of the build.
    let program = place.directory().join("tests");
    fs::copy(env::current_exe().unwrap(), &program).unwrap();
    mode(place.directory(), 0o777);
    let run = Command::new(&program)
        .args(["--exact", test, "--nocapture"])
        .env(PREPARED_DIRECTORY, place.directory())
        .env("TMPDIR", place.directory())
        .current_dir(place.directory())
        .uid(UNPRIVILEGED)
        .output();
    match run {
        Ok(run) => {
            let output = String::from_utf8_lossy(&run.stdout);
            let errors = String::from_utf8_lossy(&run.stderr);
            assert!(run.status.success(), "unprivileged: {output}{errors}");
            assert!(output.contains("1 passed"), "unprivileged: {output}");
        }
        Err(error) => println!("SKIPPED {test}: root cannot change the user: {error}"),
    }
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_marked_read_only_is_reported_and_storing_resumes_after_it() {
    let place = Place::new();
    let storage = Arc::new(place.storage());
    storage.probe().await.unwrap();
    storage.close().await;
    mode(&place.file(), 0o400);

    assert_eq!(storage.insert_batch(&[query()]).await, Err(StoreError::ReadOnly));
    let (write_queue, _writer) = start(storage, quick(), Box::new(|_| {})).await.unwrap();
    assert_eq!(write_queue.record(query()).await, Err(NotStored::DatabaseReadOnly));

    mode(&place.file(), 0o600);
    until_well(&write_queue).await;
    let stored = query();
    assert_eq!(write_queue.record(stored.clone()).await, Ok(Insertion::Stored));
    assert_holds(&place.file(), &[stored]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_of_another_user_is_reported_as_read_only() {
    if let Some(directory) = prepared_by_root() {
        let options = SqliteOptions::at(directory.join("framewise.db"));
        let error = SqliteStorage::new(options).insert_batch(&[query()]).await;
        assert_eq!(error, Err(StoreError::ReadOnly));
        return;
    }
    let test = "read_only::the_file_of_another_user_is_reported_as_read_only";
    let place = Place::new();
    if !is_root(&place) {
        println!("SKIPPED {test}: only root can prepare it");
        return;
    }
    let storage = place.storage();
    storage.probe().await.unwrap();
    storage.close().await;
    mode(&place.file(), 0o644);

    run_unprivileged(test, &place);

    let stored = query();
    storage.insert_batch(std::slice::from_ref(&stored)).await.unwrap();
    assert_holds(&place.file(), &[stored]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_only_directory_is_reported_with_and_without_a_file_in_it() {
    let place = Place::new();
    if is_root(&place) {
        let test = "read_only::a_read_only_directory_is_reported_with_and_without_a_file_in_it";
        run_unprivileged(test, &place);
        return;
    }
    mode(place.directory(), 0o500);
    assert_eq!(place.storage().probe().await, Err(StoreError::ReadOnly));

    mode(place.directory(), 0o700);
    let storage = place.storage();
    storage.probe().await.unwrap();
    storage.close().await;
    mode(place.directory(), 0o500);
    assert_eq!(storage.probe().await, Err(StoreError::ReadOnly));

    mode(place.directory(), 0o700);
    assert_eq!(storage.probe().await, Ok(()));
}
