//! `framewise-curate refresh`: what it writes is what the index states, and nothing else changes.

use std::fs;
use std::path::Path;

use super::folders::{Ended, copy, curate, edit, read};
use super::package_index::{MetadataIn, PackageIndex, Release, recorded};

const DAY: &str = "2026-12-24";
const FLASK: &str = "frameworks/flask.toml";
const FLASK_SOURCES: &str = "sources/flask.toml";

/// Runs the command with an index, on a day.
fn refresh(folder: &Path, index: &PackageIndex, more: &[&str]) -> Ended {
    let mut arguments = vec!["refresh", ".", "--index", &index.address];
    if !more.contains(&"--on") {
        arguments.extend(["--on", DAY]);
    }
    arguments.extend(more);
    curate(folder, &arguments)
}

/// The texts of all files.
fn texts(folder: &Path) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for inside in ["", "frameworks", "companions", "sources"] {
        for entry in fs::read_dir(folder.join(inside)).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_file() {
                let path = entry.path();
                texts.push((path.display().to_string(), fs::read_to_string(path).unwrap()));
            }
        }
    }
    texts.sort();
    texts
}

/// The lines that one folder's files have and the other's do not.
fn lines_only_in(some: &[(String, String)], others: &[(String, String)]) -> Vec<String> {
    let mut only = Vec::new();
    for ((_, text), (_, other)) in some.iter().zip(others) {
        let mut left: Vec<&str> = other.lines().collect();
        for line in text.lines() {
            match left.iter().position(|candidate| *candidate == line) {
                Some(index) => {
                    left.remove(index);
                }
                None => only.push(line.to_owned()),
            }
        }
    }
    only
}

/// A fact of a framework: its value, its source and its note.
fn fact(folder: &Path, framework: &str, id: &str) -> Option<(String, String, Option<String>)> {
    let knowledge = read(folder);
    let framework = knowledge.frameworks.iter().find(|found| found.record.id == framework).unwrap();
    let fact = framework.record.facts.get(id)?;
    let number = fact.number.map(|number| number.to_string());
    Some((fact.text.clone().or(number).unwrap(), fact.source.clone(), fact.note.clone()))
}

/// A release of Flask that differs from the recorded one in every fact.
fn new_flask() -> Release {
    let fields = "Requires-Python: >=3.12\nLicense-Expression: MIT\nRequires-Dist: werkzeug\n\
                  Requires-Dist: click; python_version < \"3.13\"\nProject-URL: Code, https://example.org/";
    Release::new("flask", "3.2.0", "2026-12-01", fields)
}

#[test]
fn facts_that_the_index_confirms_keep_all_but_the_day_of_their_source() {
    let folder = copy();
    let index = PackageIndex::as_recorded();
    let before = texts(folder.path());
    let ended = refresh(folder.path(), &index, &[]);
    assert_eq!(ended.code, 0, "{}{}", ended.out, ended.err);
    assert!(
        ended
            .out
            .contains("facts changed: 0, confirmed by a newer source: 0; sources read again: 7;")
    );
    let after = texts(folder.path());
    let added = lines_only_in(&after, &before);
    assert_eq!(added, vec![format!("accessed = \"{DAY}\""); 7]);
    // The same day again, and an earlier one.
    for day in [DAY, "2026-12-23"] {
        assert_eq!(refresh(folder.path(), &index, &["--on", day]).code, 0);
        assert_eq!(texts(folder.path()), after);
    }
    // A later day is no change of the facts, but the facts are confirmed on it.
    let check = refresh(folder.path(), &index, &["--on", "2026-12-31", "--check"]);
    assert_eq!((check.code, texts(folder.path()) == after), (0, true));
    assert_eq!(refresh(folder.path(), &index, &["--on", "2026-12-31"]).code, 0);
    assert_eq!(lines_only_in(&texts(folder.path()), &after).len(), 7);
}

#[test]
fn a_new_release_is_written_with_its_source() {
    let folder = copy();
    let folder = folder.path();
    let index = PackageIndex::as_recorded();
    index.publish("flask", &[recorded("flask"), new_flask()]);
    let before = texts(folder);
    let check = refresh(folder, &index, &["--check", "--only", "flask"]);
    assert_eq!(check.code, 1, "{}", check.out);
    assert_eq!(texts(folder), before, "--check writes nothing");

    let ended = refresh(folder, &index, &["--only", "flask"]);
    assert_eq!(ended.code, 0, "{}{}", ended.out, ended.err);
    let new = "pypi-flask-3.2.0".to_owned();
    for (id, value) in [
        ("latest_release", "3.2.0"),
        ("latest_release_on", "2026-12-01"),
        ("requires_python", ">=3.12"),
        ("license", "MIT"),
        ("runtime_dependencies", "1"),
    ] {
        let found = fact(folder, "flask", id).unwrap();
        assert_eq!(found, (value.to_owned(), new.clone(), None), "{id}");
        let row = ended.out.lines().find(|line| line.contains(&format!(" {id} "))).unwrap();
        assert!(row.contains("flask") && row.contains(value), "{row}");
    }
    // The package is confirmed; the addresses are not among those of the new release.
    assert_eq!(fact(folder, "flask", "package").unwrap().1, new);
    assert_eq!(fact(folder, "flask", "homepage").unwrap().1, "pypi-flask-3.1.3");
    assert!(ended.out.contains("The change log dates it one day earlier."), "{}", ended.out);
    let sources = fs::read_to_string(folder.join(FLASK_SOURCES)).unwrap();
    let source = "\n\n[[sources]]\nid = \"pypi-flask-3.2.0\"\ntitle = \"flask 3.2.0: package metadata\"\n\
        publisher = \"Pallets\"\nkind = \"package_metadata\"\nurl = \"pkg:pypi/flask@3.2.0\"\n\
        published = \"2026-12-01\"\naccessed = \"2026-12-24\"\n\n[[sources]]\n";
    assert!(sources.contains(source), "{sources}");
    let ids: Vec<&str> = sources.lines().filter(|line| line.starts_with("id = ")).collect();
    assert!(ids.is_sorted(), "{ids:#?}");
    // Nothing disappears but the values, their sources and their notes.
    let gone = lines_only_in(&before, &texts(folder));
    let is_expected = |line: &String| {
        ["text = ", "number = 6", "source = \"pypi-flask-3.1.3\"", "note = "]
            .iter()
            .any(|start| line.starts_with(start))
    };
    assert!(gone.iter().all(is_expected), "{gone:#?}");
    assert_eq!(gone.len(), 5 + 6 + 2);
    assert_eq!(curate(folder, &["check", "."]).code, 0);
    let after = texts(folder);
    assert_eq!(refresh(folder, &index, &["--only", "flask"]).code, 0);
    assert_eq!(texts(folder), after, "the second run changes nothing");
}

#[test]
fn a_source_that_nothing_cites_any_more_is_removed() {
    let folder = copy();
    let folder = folder.path();
    let (file, old) = ("companions/drf-spectacular.toml", "pypi-drf-spectacular-0.30.0");
    edit(folder, file, &format!("sources = [\"{old}\", "), "sources = [");
    let index = PackageIndex::as_recorded();
    let mut release = recorded("drf-spectacular");
    release.metadata = release.metadata.replace("Version: 0.30.0", "Version: 0.31");
    release.version = "0.31".to_owned();
    index.publish("drf-spectacular", &[release]);
    let ended = refresh(folder, &index, &["--only", "drf-spectacular"]);
    assert_eq!(ended.code, 0, "{}{}", ended.out, ended.err);
    let sources = fs::read_to_string(folder.join("sources/companions.toml")).unwrap();
    assert!(!sources.contains(old) && sources.contains("pypi-drf-spectacular-0.31"));
    assert_eq!(curate(folder, &["check", "."]).code, 0);
    // A confirmed fact keeps its note, although its source is another one.
    let companion = fs::read_to_string(folder.join(file)).unwrap();
    assert!(companion.contains("source = \"pypi-drf-spectacular-0.31\"\nnote = \"django, "));
}

#[test]
fn a_fact_that_was_not_recorded_is_added_in_the_order_of_the_facts() {
    let folder = copy();
    let folder = folder.path();
    let recorded = "[facts.requires_python]\ntext = \">=3.9\"\nsource = \"pypi-flask-3.1.3\"\n\n";
    let before = fs::read_to_string(folder.join(FLASK)).unwrap();
    edit(folder, FLASK, recorded, "");
    let index = PackageIndex::as_recorded();
    let ended = refresh(folder, &index, &["--only", "flask"]);
    assert_eq!(ended.code, 0, "{}{}", ended.out, ended.err);
    assert!(ended.out.contains("not recorded"), "{}", ended.out);
    assert_eq!(fs::read_to_string(folder.join(FLASK)).unwrap(), before);
}

#[test]
fn metadata_are_read_from_the_wheel_if_the_index_has_no_file_of_them() {
    let folder = copy();
    let folder = folder.path();
    let index = PackageIndex::as_recorded();
    let mut release = new_flask();
    release.metadata_in = MetadataIn::Wheel;
    index.publish("flask", &[release]);
    assert_eq!(refresh(folder, &index, &["--only", "flask"]).code, 0);
    assert_eq!(fact(folder, "flask", "requires_python").unwrap().0, ">=3.12");
    let requests = ["/simple/flask/", "/files/flask-3.2.0-py3-none-any.whl"];
    assert_eq!(index.requests(), requests);
}

/// Refreshes Flask and Litestar with an index whose answers about Flask are unusual. What the index does not state
/// keeps its value, and the facts of Litestar are refreshed.
fn with_flask(change: impl Fn(&PackageIndex), code: i32, reasons: &[&str], kept: &[&str]) {
    let folder = copy();
    let folder = folder.path();
    let index = PackageIndex::as_recorded();
    index.publish(
        "litestar",
        &[Release::new("litestar", "3.0", "2026-12-02", "Requires-Python: >=3.10")],
    );
    change(&index);
    let before: Vec<_> = kept.iter().map(|id| fact(folder, "flask", id)).collect();
    let ended = refresh(folder, &index, &["--only", "flask", "--only", "litestar"]);
    assert_eq!(ended.code, code, "{}{}", ended.out, ended.err);
    for reason in reasons {
        let line = ended.out.lines().find(|line| line.contains(reason));
        let line = line.unwrap_or_else(|| panic!("no {reason} in {}", ended.out));
        assert!(line.starts_with("  flask"), "{line}");
    }
    let after: Vec<_> = kept.iter().map(|id| fact(folder, "flask", id)).collect();
    assert_eq!(before, after, "{reasons:?}");
    assert_eq!(fact(folder, "litestar", "latest_release").unwrap().0, "3.0");
    let accessed = fs::read_to_string(folder.join(FLASK_SOURCES)).unwrap();
    let is_dated = accessed.contains(DAY);
    assert_eq!(is_dated, code == 0 || kept.len() < RELEASE.len(), "{reasons:?}");
}

const RELEASE: [&str; 5] =
    ["latest_release", "latest_release_on", "requires_python", "license", "runtime_dependencies"];

#[test]
fn a_package_that_the_index_cannot_state_keeps_its_facts() {
    let flask = "/simple/flask/";
    with_flask(|index| index.set(flask, 404, "text/html", ""), 4, &["no such package"], &RELEASE);
    with_flask(|index| index.set(flask, 503, "text/html", ""), 4, &["status 503"], &RELEASE);
    with_flask(
        |index| index.set(flask, 200, "text/html", "<a>"),
        4,
        &["text/html instead"],
        &RELEASE,
    );
    let malformed = [
        "{",
        r#"{"meta": {"api-version": "1.1"}}"#,
        r#"{"meta": {"api-version": "2.0"}, "name": "flask", "files": []}"#,
        r#"{"meta": {"api-version": "1.1"}, "name": "flask", "files": [{"filename": "flask-9.tar.gz", "url": "x", "upload-time": "soon"}]}"#,
    ];
    for body in malformed {
        let kind = super::package_index::JSON;
        with_flask(|index| index.set(flask, 200, kind, body), 4, &["malformed"], &RELEASE);
    }
    with_flask(|index| index.publish("flask", &[]), 4, &["no final release"], &RELEASE);
}

#[test]
fn yanked_releases_and_test_releases_are_passed_over() {
    let yanked = || new_flask().yanked();
    let test = || Release::new("flask", "3.2.0rc1", "2026-12-01", "Requires-Python: >=3.14");
    with_flask(
        |index| index.publish("flask", &[recorded("flask"), test(), yanked()]),
        0,
        &["passed over 3.2.0: yanked", "passed over 3.2.0rc1: a test release"],
        &RELEASE,
    );
    let none = &["no final release that is not yanked"];
    with_flask(|index| index.publish("flask", &[test(), yanked()]), 4, none, &RELEASE);
}

#[test]
fn a_release_before_the_recorded_one_is_not_written() {
    let older = || Release::new("flask", "3.1.2", "2025-08-19", "Requires-Python: >=3.9");
    let reason =
        &["3.1.3, which is recorded, is not in the index; the newest final release is 3.1.2"];
    with_flask(|index| index.publish("flask", &[older()]), 4, reason, &RELEASE);
    let reason = &["3.1.3, which is recorded, is yanked; the newest final release is 3.1.2"];
    let publish =
        |index: &PackageIndex| index.publish("flask", &[older(), recorded("flask").yanked()]);
    with_flask(publish, 4, reason, &RELEASE);
}

#[test]
fn facts_that_a_release_does_not_state_keep_their_values() {
    let publish = |fields: &'static str| {
        let release = Release::new("flask", "3.2.0", "2026-12-01", fields);
        move |index: &PackageIndex| index.publish("flask", std::slice::from_ref(&release))
    };
    let reason = &["requires_python: the release states no versions of Python; recorded: >=3.9"];
    let fields = "License-Expression: MIT";
    with_flask(publish(fields), 4, reason, &["requires_python"]);
    // A word is no SPDX expression: it contradicts the recorded licence, is less exact, or is the same.
    let fields = "Requires-Python: >=3.9\nLicense: GPL";
    with_flask(publish(fields), 4, &["license: the release states `GPL`"], &["license"]);
    let fields = "Requires-Python: >=3.9\nLicense: BSD";
    with_flask(publish(fields), 0, &["states no SPDX licence"], &["license"]);
    let fields = "Requires-Python: >=3.9\nRequires-Dist: x; python_version <";
    let reason = &["runtime_dependencies: cannot read the requirement `x; python_version <`"];
    with_flask(publish(fields), 4, reason, &["runtime_dependencies"]);
}

#[test]
fn metadata_that_cannot_be_read_change_nothing_but_version_and_day() {
    let metadata = ["requires_python", "license", "runtime_dependencies"];
    let wheel = "/files/flask-3.2.0-py3-none-any.whl";
    let publish = |change: fn(&mut Release)| {
        move |index: &PackageIndex| {
            let mut release = new_flask();
            change(&mut release);
            index.publish("flask", &[release]);
        }
    };
    let without_wheel = publish(|release| release.metadata_in = MetadataIn::Nothing);
    with_flask(without_wheel, 4, &["3.2.0 has no wheel"], &metadata);
    let of_another =
        publish(|release| release.metadata = "Name: quart\nVersion: 3.2.0\n".to_owned());
    with_flask(of_another, 4, &["the metadata of 3.2.0 name another release"], &metadata);
    let no_fields = publish(|release| release.metadata = "no field\n".to_owned());
    with_flask(no_fields, 4, &["line 1 of the metadata is no field"], &metadata);
    for (body, reason) in
        [(&b"PK"[..], "the wheel cannot be read"), (&EMPTY_ZIP[..], "no METADATA")]
    {
        let broken = |index: &PackageIndex| {
            publish(|release| release.metadata_in = MetadataIn::Wheel)(index);
            index.set(wheel, 200, "application/zip", body);
        };
        with_flask(broken, 4, &[reason], &metadata);
    }
}

/// A ZIP archive without entries.
const EMPTY_ZIP: [u8; 22] =
    [b'P', b'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

#[test]
fn a_version_is_not_written_without_its_day() {
    let publish = |index: &PackageIndex| {
        index.publish("flask", &[Release { day: None, ..new_flask() }]);
    };
    let reasons = ["no time of upload for 3.2.0", "3.2.0 is out, but its day is not known"];
    with_flask(publish, 4, &reasons, &["latest_release", "latest_release_on"]);
}

#[test]
fn an_index_that_does_not_answer_changes_nothing() {
    let folder = copy();
    let before = texts(folder.path());
    // One port is closed; the other one accepts connections and never answers.
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    for (address, timeout) in [(closed, "60"), (silent.local_addr().unwrap(), "1")] {
        let url = format!("http://{address}/simple");
        let ended = curate(folder.path(), &["refresh", ".", "--index", &url, "--timeout", timeout]);
        assert_eq!(ended.code, 4, "{}", ended.err);
        assert_eq!(ended.out.matches("the index cannot be reached").count(), 7, "{}", ended.out);
        assert_eq!(texts(folder.path()), before);
    }
}

#[test]
fn options_that_cannot_be_used_are_rejected() {
    let folder = copy();
    let index = PackageIndex::empty();
    let without = curate(folder.path(), &["refresh", "."]);
    assert_eq!(without.code, 2);
    assert!(without.err.contains("--index"), "{}", without.err);
    let unknown = refresh(folder.path(), &index, &["--only", "flaks"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("flask, litestar"), "{}", unknown.err);
    assert!(index.requests().is_empty());
}
