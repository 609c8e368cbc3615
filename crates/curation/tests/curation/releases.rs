//! Releases of the knowledge: the laws of their files, and the command that writes them.

use std::fs;
use std::path::Path;

use framewise_model::knowledge::releases::change::{Change, diff};
use framewise_model::knowledge::releases::entry::{Entries, Kind, State};
use framewise_model::knowledge::releases::extract::entries;
use framewise_model::knowledge::releases::history::History;
use framewise_model::knowledge::releases::release::Release;
use framewise_model::knowledge::{Files, load};
use jiff::civil::date;
use proptest::prelude::*;

use super::folders::{Ended, copy_of, curate, edit, frozen, read, repository};

/// A release of January 2026 with these changes.
fn release_of(version: &str, changes: Vec<Change>) -> Release {
    let (version, released_on) = (version.parse().unwrap(), date(2026, 1, 31));
    Release { version, released_on, digest: "sha256:0".to_owned(), changes }
}

fn insert(files: &mut Files, release: &Release) {
    files.insert(release.path(), serde_json::to_vec(release).unwrap());
}

/// Three releases: `x/a` changes twice, `x/b` comes and goes, `x/c` stays.
fn three() -> Files {
    let rating = |name: &str, from: Option<&str>, to: Option<&str>| {
        let [from, to] = [from, to].map(|value| value.map(|value| State::new(value, None)));
        Change { kind: Kind::Rating, name: name.to_owned(), from, to }
    };
    let b = Some(State::new("feature, official, supported", Some("0a1b2c3d".to_owned())));
    let claim = |from, to| Change { kind: Kind::Claim, name: "x/b".to_owned(), from, to };
    let mut files = Files::default();
    let first = vec![rating("x/a", None, Some("0.1")), rating("x/c", None, Some("0.5"))];
    let second = vec![claim(None, b.clone()), rating("x/a", Some("0.1"), Some("0.2"))];
    let third = vec![claim(b, None), rating("x/a", Some("0.2"), Some("0.3"))];
    // Versions are in the order of their numbers, which is not that of their texts.
    for (version, changes) in [("2026.1.2", first), ("2026.1.10", second), ("2026.2.1", third)] {
        insert(&mut files, &release_of(version, changes));
    }
    files
}

#[test]
fn the_frozen_knowledge_is_its_newest_release() {
    let knowledge = frozen();
    let newest = knowledge.history.newest().unwrap();
    assert_eq!(*knowledge.history.entries(), entries(knowledge));
    assert_eq!(newest.digest, knowledge.digest);
    assert_eq!(newest.version.to_string(), knowledge.version);
    assert_eq!(newest.released_on, knowledge.released_on);
}

#[test]
fn changes_of_several_releases_are_listed_as_one() {
    let history = History::read(&three()).unwrap();
    let listed = |version: Option<&str>| -> Vec<String> {
        let changes = history.since(version.map(|version| version.parse().unwrap()));
        let value = |state: &Option<State>| state.as_ref().map_or("", |s| &s.value).to_owned();
        let listed = changes.iter().map(|change| {
            let (from, to) = (value(&change.from), value(&change.to));
            format!("{} {} {}: {from}→{to}", change.verb(), change.kind.as_str(), change.name)
        });
        listed.collect()
    };
    assert_eq!(listed(Some("2026.1.2")), ["changed rating x/a: 0.1→0.3"]);
    assert_eq!(
        listed(Some("2026.1.10")),
        ["removed claim x/b: feature, official, supported→", "changed rating x/a: 0.2→0.3"]
    );
    assert_eq!(listed(Some("2026.2.1")), [""; 0]);
    assert_eq!(listed(None), ["added rating x/a: →0.3", "added rating x/c: →0.5"]);
}

#[test]
fn a_release_that_is_wrong_is_a_fault_with_file_and_advice() {
    let path = "releases/2026.2.1.json";
    let sound = String::from_utf8(three().get(path).unwrap().to_vec()).unwrap();
    let removal = r#"{"kind":"claim","name":"x/b","from":{"value":"feature, official, supported","mark":"0a1b2c3d"}}"#;
    let change = r#"{"kind":"rating","name":"x/a","from":{"value":"0.2"},"to":{"value":"0.3"}}"#;
    for (from, to, advice) in [
        // The form.
        (sound.as_str(), "", "EOF while parsing"),
        (r#""released_on""#, r#""day""#, "unknown field `day`"),
        (r#""digest":"sha256:0","#, "", "missing field `digest`"),
        ("2026-01-31", "2026-01-32", "not in the required range of 1..=31 at line 1"),
        (r#""rating""#, r#""ratign""#, "unknown variant `ratign`, expected one of `framework`"),
        (r#""mark""#, r#""marks""#, "unknown field `marks`"),
        (r#""version":"2026.2.1""#, r#""version":"2026.02.1""#, "such as 2026.11.1"),
        (r#""version":"2026.2.1""#, r#""version":"2026.2.2""#, "name it `releases/2026.2.2.json`"),
        // What the releases before say.
        ("2026-01-31", "2026-01-30", "`released_on` lies before 2026.1.10, released on 2026-01-31"),
        (r#""from":{"value":"0.2"},"#, "", "`from` of rating x/a is not what the release before"),
        (r#"{"value":"0.2"}"#, r#"{"value":"0.1"}"#, "`from` of rating x/a is not what"),
        ("0a1b2c3d", "0a1b2c3e", "`from` of claim x/b is not what"),
        ("x/a", "x/z", "`from` of rating x/z is not what"),
        (r#""value":"0.3""#, r#""value":"0.2""#, "`from` and `to` of rating x/a are the same"),
        (
            &format!("{removal},{change}"),
            &format!("{change},{removal}"),
            "list each entry once, sorted by kind and name",
        ),
        (change, &format!("{change},{change}"), "list each entry once"),
    ] {
        assert!(sound.contains(from), "{from} is not in {sound}");
        let mut files = three();
        files.insert(path, sound.replacen(from, to, 1));
        let faults = History::read(&files).expect_err(to);
        assert_eq!((faults[0].rule, faults[0].file.as_str()), ("release-log", path));
        assert!(faults[0].advice.contains(advice), "{} has no {advice}", faults[0]);
    }
    let mut files = three();
    let bytes = files.remove(path).unwrap();
    files.insert("releases/newest.json", bytes);
    assert!(History::read(&files).unwrap_err()[0].advice.contains("name it `releases/2026.2.1"));
}

#[test]
fn a_service_never_starts_on_a_release_that_is_wrong() {
    let mut files = Files::read(&repository("tests/fixtures/knowledge")).unwrap();
    files.insert("releases/2099.1.1.json", "{}");
    let faults = load(&files).unwrap_err();
    assert!(faults.iter().all(|fault| fault.file == "releases/2099.1.1.json"), "{faults:?}");
}

fn any_entries() -> impl Strategy<Value = Entries> {
    let kinds = [Kind::Framework, Kind::Claim, Kind::Rating, Kind::Effect, Kind::Criterion];
    let key = (proptest::sample::select(kinds.to_vec()), "[ab]/?[a-c_=:.é-]{1,2}");
    let value = prop_oneof!["[a-c]?", "\\PC{0,200}", ".*"];
    let state = (value, proptest::option::of("[0-9a-f]{8}"));
    let state = state.prop_map(|(value, mark)| State::new(&value, mark));
    proptest::collection::btree_map(key, state, 0..12)
}

proptest! {
    #[test]
    fn the_difference_leads_from_one_to_the_other(before in any_entries(), after in any_entries()) {
        let mut entries = before.clone();
        for change in diff(&before, &after) {
            change.apply(&mut entries);
        }
        prop_assert_eq!(&entries, &after);
        prop_assert!(diff(&after, &after).is_empty());
    }

    #[test]
    fn releases_lead_to_the_last_one_and_are_read_as_they_were_written(
        states in proptest::collection::vec(any_entries(), 1..5),
    ) {
        let mut files = Files::default();
        let mut before = Entries::new();
        for (number, after) in (1..).zip(&states) {
            let release = release_of(&format!("2026.11.{number}"), diff(&before, after));
            insert(&mut files, &release);
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
    fn a_value_is_one_line_of_at_most_80_characters(value in ".*") {
        let state = State::new(&value, None);
        prop_assert!(state.value.chars().count() <= 80);
        prop_assert!(!state.value.contains('\n') && !state.value.contains("  "));
    }
}

/// A command in a folder, which follows the arguments.
fn run(folder: &Path, arguments: &[&str]) -> Ended {
    curate(folder, &[arguments, &["."]].concat())
}

fn release(folder: &Path, version: &str, day: &str) {
    let ended = run(folder, &["release", version, "--on", day]);
    assert_eq!(ended.code, 0, "{}", ended.err);
}

#[test]
fn a_folder_is_released_again_and_again() {
    let folder = copy_of(&repository("tests/fixtures/minimal"));
    let folder = folder.path();
    edit(folder, "knowledge.toml", "version", "# Which release.\nversion");

    // A folder without releases has nothing that is unreleased.
    assert!(!run(folder, &["check"]).out.contains("warning: unreleased"));
    assert_eq!(read(folder).history.since(None), []);

    release(folder, "2026.1.1", "2026-01-30");
    assert!(!run(folder, &["check"]).out.contains("warning: unreleased"));
    let again = run(folder, &["release", "2026.1.2", "--on", "2026-01-30"]);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("nothing has changed since 2026.1.1"), "{}", again.err);

    // A claim, a rating, an effect, a framework: reported, recorded and listed.
    edit(folder, "frameworks/alpha.toml", "quickly", "at once");
    edit(folder, "frameworks/alpha.toml", "low = 0.4", "low = 0.3");
    edit(folder, "questions.toml", "weight = 1.0", "weight = 1.5");
    let beta = fs::read_to_string(folder.join("frameworks/beta.toml")).unwrap();
    let gamma = beta.replace("beta", "gamma").replace("Beta", "Gamma");
    fs::write(folder.join("frameworks/gamma.toml"), gamma).unwrap();
    let check = run(folder, &["check"]);
    assert_eq!(check.code, 0);
    assert!(check.out.contains("warning: unreleased changes since 2026.1.1: 1 framework, "));
    let changed = "1 claim, 1 rating and 1 effect changed; `framewise-curate release ";
    assert!(check.out.contains(changed), "{}", check.out);

    let not_newer = "2026.1.1 does not come after 2026.1.1; the next version is 2026.1.2";
    for (version, day, advice) in [
        ("2026.1.1", "2026-01-31", not_newer),
        ("2025.12.9", "2025-12-31", "does not come after 2026.1.1"),
        ("2026.2.1", "2026-01-31", "no version of the month of 2026-01-31"),
        ("2026.1.2", "2026-01-29", "lies before the last release"),
        ("2026.1", "2026-01-31", "such as 2026.11.1"),
    ] {
        let refused = run(folder, &["release", version, "--on", day]);
        assert_eq!(refused.code, 2, "{}", refused.err);
        assert!(refused.err.contains(advice), "{}", refused.err);
    }
    release(folder, "2026.2.1", "2026-02-03");

    let manifest = fs::read_to_string(folder.join("knowledge.toml")).unwrap();
    assert!(manifest.contains("# Which release.\nversion = \"2026.2.1\""), "{manifest}");
    assert!(manifest.contains("released_on = \"2026-02-03\""), "{manifest}");
    let file = fs::read_to_string(folder.join("releases/2026.2.1.json")).unwrap();
    assert!(file.starts_with("{\n  \"version\": \"2026.2.1\",\n"), "{file}");
    assert!(file.contains("\"kind\": \"framework\",\n      \"name\": \"gamma\",\n      \"to\": {"));
    assert!(file.contains("\"value\": \"0.5 [0.3, 0.6]\",\n") && file.ends_with("}\n"), "{file}");
    let list = fs::read_to_string(folder.join("CHANGELOG.md")).unwrap();
    let places =
        ["# Changes", "\n\n## 2026.2.1 (2026-02-03)\n\n<!--", "\n\n## 2026.1.1 (2026-01-30)"]
            .map(|text| list.find(text).unwrap());
    assert!(places.is_sorted(), "{list}");
    let moved = "\n- rating alpha/performance: 0.5 [0.4, 0.6] → 0.5 [0.3, 0.6]\n";
    assert!(list.contains(moved), "{list}");

    let knowledge = read(folder);
    assert_eq!(*knowledge.history.entries(), entries(&knowledge));
    assert_eq!(knowledge.history.newest().unwrap().digest, knowledge.digest);

    // Another text alone changes no entry, and is a release.
    edit(folder, "sources/all.toml", "title = \"", "title = \"New: ");
    assert!(run(folder, &["check"]).out.contains("only texts, sources or dates"));
    release(folder, "2026.2.2", "2026-02-03");
    assert!(!run(folder, &["check"]).out.contains("warning: unreleased"));

    fs::write(folder.join("criteria.toml"), "criteria = 3").unwrap();
    assert_eq!(run(folder, &["release", "2026.2.3", "--on", "2026-02-03"]).code, 1);
}
