//! The releases of the knowledge: their logs, what follows from them, and the command that writes them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod folders;

use std::fs;
use std::path::Path;
use std::process::Command;

use framewise::api::knowledge::changes::feed::feed;
use framewise_model::knowledge::releases::diff::{apply, diff};
use framewise_model::knowledge::releases::entries::{Entries, Key, Kind, State, entries};
use framewise_model::knowledge::releases::log::Log;
use framewise_model::knowledge::releases::{History, changelog, path_of};
use framewise_model::knowledge::{Files, Knowledge, load};
use framewise::api::knowledge::changes::response as changes;
use jiff::civil::date;
use proptest::prelude::*;
use serde_json::{Value, json};

const DIGEST: &str = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_knowledge_of_the_binary_is_its_last_release() {
    let knowledge = load(&Files::embedded()).unwrap();
    let newest = knowledge.history.newest().unwrap();
    let advice = "`framewise knowledge release` records what has changed";
    assert_eq!(*knowledge.history.entries(), entries(&knowledge), "{advice}");
    assert_eq!(newest.digest, knowledge.digest, "{advice}");
    assert_eq!(newest.version.to_string(), knowledge.version);
    assert_eq!(newest.released_on, knowledge.released_on);
}

#[test]
fn every_release_has_a_section_with_words_in_the_change_list() {
    let list = fs::read_to_string(repository().join("knowledge").join(changelog::FILE)).unwrap();
    assert!(!list.contains("<!--"), "a section still waits for its words");
    let knowledge = load(&Files::embedded()).unwrap();
    let releases = knowledge.history.releases().iter().rev();
    let headings: Vec<String> = releases
        .map(|release| format!("## {} ({})", release.version, release.released_on))
        .collect();
    let found: Vec<&str> = list.lines().filter(|line| line.starts_with("## ")).collect();
    assert_eq!(found, headings);
}

/// A log with these lines.
fn log(lines: &str) -> String {
    format!("released_on 2026-01-31\ndigest {DIGEST}\n\n{lines}")
}

/// Three releases: `a` changes twice, `b` comes and goes, `c` stays.
fn three() -> Files {
    let mut files = Files::default();
    let first = "+ rating x/a - 0.1 [0, 0.2]\n+ rating x/c - 0.5 [0.4, 0.6]\n";
    let second =
        "+ claim x/b 0a1b2c3d feature, official, supported\n~ rating x/a - 0.2 [0.1, 0.3]\n";
    let third = "- claim x/b\n~ rating x/a - 0.3 [0.2, 0.4]\n";
    for (version, lines) in [("2026.1.2", first), ("2026.1.10", second), ("2026.2.1", third)] {
        files.insert(path_of(version.parse().unwrap()), log(lines));
    }
    files
}

#[test]
fn changes_of_several_releases_are_told_as_one() {
    let history = History::read(&three()).unwrap();
    let told = |version: Option<&str>| -> Vec<String> {
        let changes = history.since(version.map(|version| version.parse().unwrap()));
        let value = |state: Option<&State>| state.map_or("", State::value).to_owned();
        let told = changes.iter().map(|(key, change)| {
            format!("{} {key}: {}→{}", change.as_str(), value(change.from()), value(change.to()))
        });
        told.collect()
    };
    assert_eq!(told(Some("2026.1.2")), ["changed rating x/a: 0.1 [0, 0.2]→0.3 [0.2, 0.4]"]);
    assert_eq!(
        told(Some("2026.1.10")),
        [
            "removed claim x/b: feature, official, supported→",
            "changed rating x/a: 0.2 [0.1, 0.3]→0.3 [0.2, 0.4]",
        ]
    );
    assert_eq!(told(Some("2026.2.1")), [""; 0]);
    assert_eq!(
        told(None),
        ["added rating x/a: →0.3 [0.2, 0.4]", "added rating x/c: →0.5 [0.4, 0.6]"]
    );
}

#[test]
fn a_log_that_is_wrong_is_a_fault_with_file_and_line() {
    for (file, text, place, advice) in [
        ("2026.2.1", log("* claim x/y - z\n"), "line 4", "begin with"),
        ("2026.2.1", log("+ clam x/y - z\n"), "line 4", "framework, claim"),
        ("2026.2.1", log("+ claim\n"), "line 4", "the name is missing"),
        ("2026.2.1", log("+ claim x/y\n"), "line 4", "the mark is missing"),
        ("2026.2.1", log("+ claim x/y 12345 z\n"), "line 4", "eight hexadecimal"),
        ("2026.2.1", log("+ claim x/y - a  b\n"), "line 4", "single spaces"),
        ("2026.2.1", log("+ claim x/y - \n"), "line 4", "single spaces"),
        ("2026.2.1", log("- rating x/a -\n"), "line 4", "nothing follows"),
        ("2026.2.1", log("- rating x/c\n\n"), "line 5", "begin with"),
        ("2026.2.1", log("- rating x/c\n- rating x/a\n"), "line 5", "out of order"),
        ("2026.2.1", log("- rating x/a\n- rating x/a\n"), "line 5", "a second time"),
        ("2026.2.1", log("").replace("released_on 2026-01-31", "x"), "line 1", "released_on"),
        ("2026.2.1", log("").replace("01-31", "01-32"), "line 1", "released_on"),
        ("2026.2.1", log("").replace("sha256:0", "sha256:"), "line 2", "64 hexadecimal"),
        ("2026.2.1", log("").replace("\n\n", "\nx\n"), "line 3", "empty"),
        ("2026.2.1", String::new(), "line 1", "released_on"),
        ("2026.2.1", log("+ rating x/a - 1 [1, 1]\n"), "rating x/a", "was there before"),
        ("2026.2.1", log("~ rating x/z - 1 [1, 1]\n"), "rating x/z", "was not there"),
        ("2026.2.1", log("- rating x/z\n"), "rating x/z", "was not there"),
        ("2026.2.1", log("~ rating x/c - 0.5 [0.4, 0.6]\n"), "rating x/c", "the same before"),
        ("2026.2.1", log("").replace("01-31", "01-30"), "released_on", "lies before 2026.1.10"),
        ("2026.02.1", log(""), "", "name it after its version"),
        ("notes/2026.2.1", log(""), "", "name it after its version"),
    ] {
        let mut files = three();
        files.remove("releases/2026.2.1.txt");
        files.insert(format!("releases/{file}.txt"), text.clone());
        let faults = History::read(&files).expect_err(&text);
        let fault = &faults[0];
        assert_eq!(fault.rule, "release-log");
        assert_eq!(fault.file, format!("releases/{file}.txt"));
        assert!(fault.advice.contains(place) && fault.advice.contains(advice), "{fault}");
    }
    let mut files = three();
    files.insert("releases/2026.2.1.txt", b"\xff".to_vec());
    assert_eq!(History::read(&files).unwrap_err()[0].rule, "encoding");
}

#[test]
fn a_service_never_starts_on_a_log_that_is_wrong() {
    let mut files = Files::embedded();
    files.insert("releases/2099.1.1.txt", "");
    let faults = load(&files).unwrap_err();
    assert!(faults.iter().all(|fault| fault.file == "releases/2099.1.1.txt"), "{faults:?}");
}

fn key() -> impl Strategy<Value = Key> {
    let kind = proptest::sample::select(Kind::ALL.as_slice());
    (kind, "[ab]/?[a-c_=:.é-]{1,2}").prop_map(|(kind, name)| Key::new(kind, &name))
}

fn state() -> impl Strategy<Value = State> {
    (proptest::option::of(any::<[u8; 4]>()), prop_oneof!["[a-c]?", "\\PC{0,200}", ".*"])
        .prop_map(|(mark, value)| State::new(mark, &value))
}

fn any_entries() -> impl Strategy<Value = Entries> {
    proptest::collection::btree_map(key(), state(), 0..12)
}

proptest! {
    #[test]
    fn a_log_is_read_as_it_was_written(before in any_entries(), after in any_entries()) {
        let log = Log::of(date(2026, 11, 23), DIGEST.to_owned(), &diff(&before, &after));
        let text = log.write();
        prop_assert_eq!(Log::parse(&text), Ok(log.clone()), "{}", text);
        prop_assert_eq!(log.changes(&before), Ok(diff(&before, &after)));
    }

    #[test]
    fn the_difference_leads_from_one_to_the_other(before in any_entries(), after in any_entries()) {
        let mut entries = before.clone();
        apply(&mut entries, &diff(&before, &after));
        prop_assert_eq!(&entries, &after);
        prop_assert!(diff(&after, &after).is_empty());
    }

    #[test]
    fn the_fold_of_the_logs_is_the_last_release(states in proptest::collection::vec(any_entries(), 1..5)) {
        let mut files = Files::default();
        let mut before = Entries::new();
        for (number, after) in (1..).zip(&states) {
            let log = Log::of(date(2026, 11, 23), DIGEST.to_owned(), &diff(&before, after));
            files.insert(format!("releases/2026.11.{number}.txt"), log.write());
            before.clone_from(after);
        }
        let history = History::read(&files).unwrap();
        prop_assert_eq!(history.entries(), states.last().unwrap());
        for (number, then) in (1..).zip(&states) {
            let version = format!("2026.11.{number}").parse().unwrap();
            prop_assert_eq!(history.since(Some(version)), diff(then, history.entries()));
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "([+~-] (claim|fact) [a-z ]{0,9}\\PC{0,9}\n){0,4}") {
        let _ = Log::parse(&log(&text));
        let _ = Log::parse(&text);
    }
}

/// A copy of the sound folder of the fixtures.
fn folder() -> tempfile::TempDir {
    folders::copy_of("tests/fixtures/knowledge")
}

/// Exit code, and what was printed to both streams.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_framewise"))
        .arg("knowledge")
        .args(arguments)
        .arg(folder)
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(text).unwrap())
}

fn edit(folder: &Path, file: &str, find: &str, replace: &str) {
    let path = folder.join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(find), "{file} does not contain {find:?}");
    fs::write(path, text.replacen(find, replace, 1)).unwrap();
}

fn release(folder: &Path, version: &str, day: &str) {
    let (code, text) = run(folder, &["release", version, "--on", day]);
    assert_eq!(code, 0, "{text}");
}

fn read(folder: &Path) -> Knowledge {
    load(&framewise::cli::knowledge::read_folder(folder).unwrap()).unwrap()
}

#[test]
fn a_folder_is_released_again_and_again() {
    let folder = folder();
    let folder = folder.path();
    edit(folder, "knowledge.toml", "version", "# Which release.\nversion");

    // Nothing was released yet, and nobody is reminded.
    assert!(!run(folder, &["check"]).1.contains("warning"));
    assert_eq!(changes::since(&read(folder), None).total, 0);

    release(folder, "2026.1.1", "2026-01-30");
    assert!(!run(folder, &["check"]).1.contains("warning"));
    let again = run(folder, &["release", "2026.1.2", "--on", "2026-01-30"]);
    assert_eq!(again.0, 2);
    assert!(again.1.contains("nothing has changed since 2026.1.1"), "{}", again.1);

    // A claim, a rating, a question, a framework: told, recorded, and shown.
    edit(folder, "frameworks/alpha.toml", "quickly", "at once");
    edit(folder, "frameworks/alpha.toml", "low = 0.4", "low = 0.3");
    edit(folder, "questions.toml", "weight = 1.0", "weight = 1.5");
    let beta = fs::read_to_string(folder.join("frameworks/beta.toml")).unwrap();
    let gamma = beta.replace("beta", "gamma").replace("Beta", "Gamma");
    fs::write(folder.join("frameworks/gamma.toml"), gamma).unwrap();
    let check = run(folder, &["check"]);
    assert_eq!(check.0, 0);
    assert!(check.1.contains("warning: unreleased changes since 2026.1.1: 1 framework, "));
    assert!(
        check.1.contains("1 claim, 1 rating and 1 effect changed; `framewise knowledge release ")
    );

    for (version, day, advice) in [
        (
            "2026.1.1",
            "2026-01-31",
            "2026.1.1 does not come after 2026.1.1; the next version is 2026.1.2",
        ),
        ("2025.12.9", "2025-12-31", "does not come after 2026.1.1"),
        ("2026.2.1", "2026-01-31", "no version of the month of 2026-01-31"),
        ("2026.1.2", "2026-01-29", "lies before the last release"),
        ("2026.1", "2026-01-31", "such as 2026.11.1"),
    ] {
        let refused = run(folder, &["release", version, "--on", day]);
        assert_eq!(refused.0, 2, "{}", refused.1);
        assert!(refused.1.contains(advice), "{}", refused.1);
    }
    release(folder, "2026.2.1", "2026-02-03");

    let manifest = fs::read_to_string(folder.join("knowledge.toml")).unwrap();
    assert!(manifest.contains("# Which release.\nversion = \"2026.2.1\""), "{manifest}");
    assert!(manifest.contains("released_on = \"2026-02-03\""), "{manifest}");
    let log = fs::read_to_string(folder.join("releases/2026.2.1.txt")).unwrap();
    assert!(log.contains("\n+ framework gamma "), "{log}");
    assert!(log.contains(" 0.5 [0.3, 0.6]\n"), "{log}");
    let list = fs::read_to_string(folder.join("CHANGELOG.md")).unwrap();
    let places =
        ["# Changes", "\n\n## 2026.2.1 (2026-02-03)\n\n<!--", "\n\n## 2026.1.1 (2026-01-30)"]
            .map(|text| list.find(text).expect(text));
    assert!(places.is_sorted(), "{list}");
    assert!(
        list.contains("\n- rating alpha/performance: 0.5 [0.4, 0.6] → 0.5 [0.3, 0.6]\n"),
        "{list}"
    );

    let knowledge = read(folder);
    assert_eq!(*knowledge.history.entries(), entries(&knowledge));
    let newest = knowledge.history.newest().unwrap();
    assert_eq!(newest.digest, knowledge.digest);

    // Another text only: no entry, and still a release.
    edit(folder, "sources/all.toml", "title = \"", "title = \"New: ");
    assert!(run(folder, &["check"]).1.contains("only texts, sources or dates"));
    release(folder, "2026.2.2", "2026-02-03");
    assert!(!run(folder, &["check"]).1.contains("warning"));

    fs::write(folder.join("criteria.toml"), "criteria = 3").unwrap();
    assert_eq!(run(folder, &["release", "2026.2.3", "--on", "2026-02-03"]).0, 1);
}

/// The fixture with a history of two releases, the second of which changed three entries.
fn with_history() -> Knowledge {
    let folder = folder();
    let folder = folder.path();
    release(folder, "2026.1.1", "2026-01-30");
    edit(folder, "frameworks/alpha.toml", "quickly", "<b>at once</b>");
    edit(folder, "frameworks/alpha.toml", "low = 0.4", "low = 0.3");
    edit(folder, "questions.toml", "weight = 1.0", "weight = 1.5");
    release(folder, "2026.2.1", "2026-02-03");
    read(folder)
}

#[test]
fn changes_are_listed_with_what_was_and_what_is() {
    let knowledge = with_history();
    let list = json!(changes::since(&knowledge, Some("2026.1.1".parse().unwrap())));
    let items: Vec<[&Value; 5]> = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| ["kind", "framework", "id", "change", "link"].map(|member| &item[member]))
        .collect();
    let alpha = "/v1/frameworks/alpha";
    assert_eq!(json!(items[0]), json!(["claim", "alpha", "alpha-fast", "changed", alpha]));
    assert_eq!(json!(items[1]), json!(["rating", "alpha", "performance", "changed", alpha]));
    assert_eq!(items[2][0], "effect");
    assert_eq!((items.len(), &list["total"], &list["since"]), (3, &json!(3), &json!("2026.1.1")));
    assert!(list["items"][0]["text"].as_str().unwrap().contains("<b>at once</b>"));
    assert_eq!(list["items"][1]["from"], "0.5 [0.4, 0.6]");
    assert_eq!(list["items"][1]["to"], "0.5 [0.3, 0.6]");
    assert_eq!(list["counts"]["claims"], json!({"added": 0, "changed": 1, "removed": 0}));
    assert_eq!(list["releases"][0]["version"], "2026.2.1");
    assert_eq!(list["releases"][0]["counts"], list["counts"]);
    assert_eq!(list["releases"][0]["digest"], knowledge.digest);
    assert_eq!(list["releases"][1]["counts"]["frameworks"]["added"], 2);
}

#[test]
fn the_feed_has_one_entry_for_each_release_and_ids_that_stay() {
    let knowledge = with_history();
    let bytes = feed(&knowledge).unwrap();
    let parsed = atom_syndication::Feed::read_from(bytes.as_slice()).unwrap();
    let titles: Vec<&str> = parsed.entries().iter().map(|entry| entry.title().as_str()).collect();
    assert_eq!(titles, ["Knowledge 2026.2.1", "Knowledge 2026.1.1"]);
    assert_eq!(parsed.updated().to_rfc3339(), "2026-02-03T00:00:00+00:00");
    assert!(!parsed.authors().is_empty());
    let entry = &parsed.entries()[0];
    assert_eq!(entry.summary().unwrap().as_str(), "1 claim, 1 rating and 1 effect changed");
    let content = entry.content().unwrap().value().unwrap();
    assert!(
        content.contains("rating alpha/performance: 0.5 [0.4, 0.6] → 0.5 [0.3, 0.6]"),
        "{content}"
    );
    assert_eq!(entry.links()[0].href(), "/v1/knowledge/changes?since=2026.1.1");

    let mut ids: Vec<&str> = parsed.entries().iter().map(atom_syndication::Entry::id).collect();
    ids.push(parsed.id());
    for id in &ids {
        assert_eq!((id.len(), &id[..9], &id[23..24]), (45, "urn:uuid:", "8"), "{id}");
    }
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 3);
    assert_eq!(feed(&with_history()).unwrap(), bytes);
}
