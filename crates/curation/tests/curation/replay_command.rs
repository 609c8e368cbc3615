//! `framewise-curate replay` on databases and files of requests.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use framewise_storage::privacy::{Answered, ClosedAnswers, NewQuery, Receipt, anonymise};
use framewise_storage::{Insertion, Storage, random};
use jiff::civil::date;
use serde_json::Value;
use tempfile::TempDir;

use super::folders::{Ended, copy, curate, edit};

/// A folder with the knowledge in `before`, and in `after` with another rating.
fn folders() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["before", "after"] {
        fs::rename(copy().keep(), folder.path().join(name)).unwrap();
    }
    let rating = "[ratings.ease_of_learning]\nvalue = 0.85\nlow = 0.75\n";
    let lower = "[ratings.ease_of_learning]\nvalue = 0.0\nlow = 0.0\n";
    edit(folder.path(), "after/frameworks/flask.toml", rating, lower);
    folder
}

/// The database in the folder, which is made on first use.
fn database(folder: &Path) -> (String, Arc<dyn Storage>) {
    let url = format!("sqlite://{}", folder.join("framewise.db").display());
    let storage = framewise_storage::open(&url).unwrap();
    (url, storage)
}

/// Stores queries that were answered with this winner.
fn store(storage: &dyn Storage, winner: &str, queries: &[&[(&str, &str)]]) {
    let entries: Vec<NewQuery> = queries
        .iter()
        .map(|answers| {
            let query = Answered {
                answers: ClosedAnswers::from_pairs(answers.iter().copied()).unwrap(),
                knowledge_version: "2026.11.4",
                winner: Some(winner),
                via_platform: false,
            };
            let query = anonymise(date(2026, 11, 23), query).unwrap();
            NewQuery { query, receipt: Receipt::new(random::bytes().unwrap()), key: None }
        })
        .collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let stored = runtime.block_on(storage.insert_batch(&entries)).unwrap();
    assert!(stored.iter().all(|one| *one == Insertion::Stored), "{stored:?}");
}

fn replay(folder: &Path, arguments: &[&str]) -> Ended {
    curate(folder, &[&["replay", "before", "after"], arguments].concat())
}

fn report(ended: &Ended) -> Value {
    assert_eq!((ended.code, ended.err.as_str()), (0, ""), "a pipe gets no progress bar");
    serde_json::from_str(&ended.out).unwrap()
}

#[test]
fn stored_queries_are_decided_again_while_more_are_stored() {
    let folder = folders();
    let (url, storage) = database(folder.path());
    store(&*storage, "flask", &[&[("project_size", "small")]]);
    store(&*storage, "django", &[&[("project_type", "cms")], &[("project_type", "cms")]]);
    let first = report(&replay(folder.path(), &["--database-url", &url, "--json"]));
    assert_eq!(
        (&first["rows"], &first["unchanged"], &first["changed"]),
        (&3.into(), &2.into(), &1.into())
    );
    assert_eq!(first["changes"][0]["from"], "flask");
    assert_eq!(first["versions"][0]["other_winner"], 0);
    // The storage is still open, as that of a service would be.
    store(&*storage, "litestar", &[&[("project_type", "cms")]]);
    let second = report(&replay(folder.path(), &["--database-url", &url, "--json"]));
    assert_eq!((&second["rows"], &second["versions"][0]["other_winner"]), (&4.into(), &1.into()));
    let table = replay(folder.path(), &["--database-url", &url]);
    assert_eq!(table.code, 0, "{}", table.err);
    assert!(table.out.contains("Flask is rated 0.00 instead of 0.85"), "{}", table.out);
}

#[test]
fn every_row_of_many_pages_is_decided_once() {
    let folder = folders();
    let (url, storage) = database(folder.path());
    // More than two pages.
    let query: &[(&str, &str)] = &[("project_type", "cms")];
    let queries = vec![query; 5_000];
    store(&*storage, "django", &queries);
    let report = report(&replay(folder.path(), &["--database-url", &url, "--json"]));
    assert_eq!((&report["rows"], &report["unchanged"]), (&5_000.into(), &5_000.into()));
}

#[test]
fn a_database_that_is_not_there_is_not_made() {
    let folder = folders();
    let missing = replay(folder.path(), &["--database-url", "sqlite://nothing.db"]);
    assert_eq!(missing.code, 3, "{}", missing.err);
    assert!(missing.err.contains("missing"), "{}", missing.err);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "only the two folders are there");
    let unknown = replay(folder.path(), &["--database-url", "mysql://nothing"]);
    assert_eq!(unknown.code, 2, "{}", unknown.err);
}

#[test]
fn more_changes_than_allowed_end_with_code_1() {
    let folder = folders();
    let requests = concat!(
        "{\"answers\": {\"project_size\": \"small\"}}\n",
        "{\"answers\": {\"project_type\": \"cms\"}}\n\n",
    );
    fs::write(folder.path().join("requests.jsonl"), requests).unwrap();
    let at_most =
        |share| replay(folder.path(), &["--requests", "requests.jsonl", "--at-most", share]);
    assert_eq!(at_most("0.5").code, 0);
    assert_eq!(at_most("0.4").code, 1);
    assert_eq!(at_most("1.1").code, 2);
    let absent = replay(folder.path(), &["--requests", "absent.jsonl"]);
    assert_eq!(absent.code, 3);
    assert!(absent.err.contains("cannot read absent.jsonl"), "{}", absent.err);
}
