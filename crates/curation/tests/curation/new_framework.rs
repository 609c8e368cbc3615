//! `framewise knowledge new`: the files it writes ask for everything, and for nothing that is not needed.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod folders;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use folders::copy_of;

const FRAMEWORK: &str = "frameworks/emmett.toml";
const SOURCES: &str = "sources/emmett.toml";

fn framewise(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_framewise")).args(arguments).arg(folder).output().unwrap()
}

/// A copy of the knowledge in which a framework was begun.
fn begun() -> TempDir {
    let copy = copy_of("knowledge");
    let output = framewise(&["knowledge", "new", "emmett"], copy.path());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    copy
}

fn change(file: &Path, pairs: &[(&str, &str)]) {
    let mut text = fs::read_to_string(file).unwrap();
    for (blank, filled) in pairs {
        assert!(text.contains(blank), "the template has no {blank}");
        text = text.replace(blank, filled);
    }
    fs::write(file, text).unwrap();
}

#[test]
fn what_is_empty_is_reported_and_nothing_else() {
    let folder = begun();
    let output = framewise(&["knowledge", "check"], folder.path());
    assert_eq!(output.status.code(), Some(1));
    let faults = String::from_utf8(output.stderr).unwrap();
    for file in [FRAMEWORK, SOURCES] {
        assert!(faults.contains(file), "{faults}");
    }
    let faults: Vec<&str> = faults.lines().collect();
    let (_count, faults) = faults.split_last().unwrap();
    let foreign: Vec<_> = faults
        .iter()
        .filter(|fault| !fault.starts_with(FRAMEWORK) && !fault.starts_with(SOURCES))
        .collect();
    // The lab has not measured it yet, which is no fault.
    assert!(foreign.is_empty(), "{foreign:#?}");
}

#[test]
fn once_filled_in_it_is_a_framework_like_any_other() {
    let folder = begun();
    let source = r#"source = "emmett-readme""#;
    let criteria = [
        "ease_of_learning",
        "development_speed",
        "flexibility",
        "scalability",
        "documentation",
        "maintainability",
        "nosql_data",
        "testing",
    ];
    change(
        &folder.path().join(FRAMEWORK),
        &[
            ("name = \"\"", "name = \"Emmett\""),
            ("summary = \"\"", "summary = \"A framework.\""),
            // The first kind is that of the framework, the other one that of the claim.
            ("async_toolkit\nkind = \"\"", "async_toolkit\nkind = \"micro\""),
            ("used_by\nkind = \"\"", "used_by\nkind = \"feature\""),
            ("interfaces = [\"\"]", "interfaces = [\"asgi\"]"),
            ("source = \"\"", source),
            ("sources = [\"\"]", "sources = [\"emmett-readme\"]"),
            ("text = \"\"", "text = \"2020-01-01\""),
            ("support = \"\"\nvia = \"\"", "support = \"none\""),
            ("note = \"\"", "note = \"Nothing.\""),
            ("id = \"emmett-\"", "id = \"emmett-claim\""),
            ("criterion = \"\"", "criterion = \"testing\""),
            ("grade = \"\"", "grade = \"official\""),
            ("verdict = \"\"", "verdict = \"supported\""),
            ("rationale = \"\"", "rationale = \"As the claim says.\""),
        ],
    );
    // A rating needs a claim about its criterion: the one claim is repeated for each of them.
    let file = folder.path().join(FRAMEWORK);
    let text = fs::read_to_string(&file).unwrap();
    let begin = text.find("[[claims]]").unwrap();
    let end = text.find("# Ratings against").unwrap();
    let claims: String = criteria
        .iter()
        .map(|criterion| {
            text[begin..end]
                .replace("emmett-claim", &format!("emmett-{criterion}"))
                .replace("criterion = \"testing\"", &format!("criterion = \"{criterion}\""))
        })
        .collect();
    let mut text = format!("{}{claims}{}", &text[..begin], &text[end..]);
    for criterion in criteria {
        let at = text.find(&format!("[ratings.{criterion}]")).unwrap();
        let rating =
            text[at..].replacen("claims = []", &format!("claims = [\"emmett-{criterion}\"]"), 1);
        text = format!("{}{rating}", &text[..at]);
    }
    fs::write(&file, text).unwrap();
    change(
        &folder.path().join(SOURCES),
        &[
            ("title = \"\"", "title = \"Read me\""),
            ("publisher = \"\"", "publisher = \"The Emmett project\""),
            ("kind = \"\"", "kind = \"official\""),
            ("url = \"\"", "url = \"https://emmett.sh/\""),
        ],
    );
    let output = framewise(&["knowledge", "check"], folder.path());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("17 frameworks"), "{said}");
}

#[test]
fn nobodys_work_is_written_over() {
    let folder = begun();
    let before = fs::read(folder.path().join(FRAMEWORK)).unwrap();
    // The folder is faulty until the files are filled in, so this is said first.
    let again = framewise(&["knowledge", "new", "emmett"], folder.path());
    assert_eq!(again.status.code(), Some(1));
    assert_eq!(fs::read(folder.path().join(FRAMEWORK)).unwrap(), before);
    fs::remove_file(folder.path().join(FRAMEWORK)).unwrap();
    fs::remove_file(folder.path().join(SOURCES)).unwrap();
    for (id, reason) in [
        ("flask", "known already"),
        ("django-rest-framework", "known already"),
        ("Emmett", "small letters"),
        ("../emmett", "small letters"),
    ] {
        let output = framewise(&["knowledge", "new", id], folder.path());
        assert_eq!(output.status.code(), Some(2), "{id}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(reason), "{id}: {said}");
    }
}
