//! A database that may be read but not written, by the file system's own permissions.
//!
//! Most of them do not bind the superuser, so a test that runs as root starts itself again as a
//! user without rights. Where that cannot be done, it says so.

use std::{
    env, fs,
    os::unix::{
        fs::{MetadataExt, PermissionsExt},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use framewise_storage::privacy::NotStored;
use framewise_storage::sqlite::{SqliteOptions, SqliteStorage};
use framewise_storage::{Insertion, Intake, StoreError, start};

use crate::{Place, assert_holds, query, quick, until_well};

/// The user who owns nothing.
const NOBODY: u32 = 65_534;

/// Set for a run as nobody: the directory that the first run has prepared.
const AS_NOBODY: &str = "FRAMEWISE_TEST_AS_NOBODY";

/// The directory that root has prepared for this run as nobody, if it is one.
fn prepared_by_root() -> Option<PathBuf> {
    env::var_os(AS_NOBODY).map(PathBuf::from)
}

fn is_root(place: &Place) -> bool {
    fs::metadata(place.directory()).unwrap().uid() == 0
}

/// Runs one test of this binary as nobody, in a place that lets everyone in.
fn run_as_nobody(test: &str, place: &Place) {
    // A copy, because nobody need not be able to reach the directory of the build.
    let program = place.directory().join("tests");
    fs::copy(env::current_exe().unwrap(), &program).unwrap();
    mode(place.directory(), 0o777);
    let run = Command::new(&program)
        .args(["--exact", test, "--nocapture"])
        .env(AS_NOBODY, place.directory())
        .env("TMPDIR", place.directory())
        .current_dir(place.directory())
        .uid(NOBODY)
        .output();
    match run {
        Ok(run) => {
            let said = String::from_utf8_lossy(&run.stdout);
            let complained = String::from_utf8_lossy(&run.stderr);
            assert!(run.status.success(), "as nobody: {said}{complained}");
            assert!(said.contains("1 passed"), "as nobody: {said}");
        }
        Err(error) => println!("SKIPPED {test}: root may not become nobody: {error}"),
    }
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_marked_read_only_is_told_as_such_and_storing_resumes_after_it() {
    let place = Place::new();
    let storage = Arc::new(place.storage());
    storage.probe().await.unwrap();
    storage.close().await;
    mode(&place.file(), 0o400);

    assert_eq!(storage.insert_batch(&[query()]).await, Err(StoreError::ReadOnly));
    let (recorder, _writer) = start(storage, quick(), Box::new(|_| {})).await.unwrap();
    assert_eq!(recorder.record(query()).await, Err(NotStored::DatabaseReadOnly));

    mode(&place.file(), 0o600);
    until_well(&recorder).await;
    let stored = query();
    assert_eq!(recorder.record(stored.clone()).await, Ok(Insertion::Stored));
    assert_holds(&place.file(), &[stored]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_of_another_user_is_told_as_read_only() {
    if let Some(directory) = prepared_by_root() {
        let options = SqliteOptions::at(directory.join("framewise.db"));
        let refusal = SqliteStorage::new(options).insert_batch(&[query()]).await;
        assert_eq!(refusal, Err(StoreError::ReadOnly));
        return;
    }
    let test = "read_only::the_file_of_another_user_is_told_as_read_only";
    let place = Place::new();
    if !is_root(&place) {
        println!("SKIPPED {test}: only root can prepare it");
        return;
    }
    let storage = place.storage();
    storage.probe().await.unwrap();
    storage.close().await;
    mode(&place.file(), 0o644);

    run_as_nobody(test, &place);

    let stored = query();
    storage.insert_batch(std::slice::from_ref(&stored)).await.unwrap();
    assert_holds(&place.file(), &[stored]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_only_directory_is_told_as_such_with_and_without_a_file_in_it() {
    let place = Place::new();
    if is_root(&place) {
        let test = "read_only::a_read_only_directory_is_told_as_such_with_and_without_a_file_in_it";
        run_as_nobody(test, &place);
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
