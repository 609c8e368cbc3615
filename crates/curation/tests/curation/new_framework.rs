//! `framewise-curate new`: the files it writes ask for everything, and for nothing that is not needed.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::folders::{copy, curate};

const FRAMEWORK: &str = "frameworks/emmett.toml";
const SOURCES: &str = "sources/emmett.toml";

/// A copy of the knowledge with the files of a new framework.
fn begun() -> TempDir {
    let copy = copy();
    let ended = curate(copy.path(), &["new", "emmett", "."]);
    assert_eq!(ended.code, 0, "{}", ended.err);
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
    let ended = curate(folder.path(), &["check", "."]);
    assert_eq!(ended.code, 1);
    let faults = ended.err;
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
    let ended = curate(folder.path(), &["check", "."]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(ended.out.contains("5 frameworks"), "{}", ended.out);
}

#[test]
fn files_that_exist_are_not_written_over() {
    let folder = begun();
    let before = fs::read(folder.path().join(FRAMEWORK)).unwrap();
    // The folder is faulty until the files are filled in, so the faults are reported first.
    assert_eq!(curate(folder.path(), &["new", "emmett", "."]).code, 1);
    assert_eq!(fs::read(folder.path().join(FRAMEWORK)).unwrap(), before);
    fs::remove_file(folder.path().join(FRAMEWORK)).unwrap();
    fs::remove_file(folder.path().join(SOURCES)).unwrap();
    for (id, reason) in [
        ("flask", "known already"),
        ("django-rest-framework", "known already"),
        ("Emmett", "small letters"),
        ("../emmett", "small letters"),
    ] {
        let ended = curate(folder.path(), &["new", id, "."]);
        assert_eq!(ended.code, 2, "{id}");
        assert!(ended.err.contains(reason), "{id}: {}", ended.err);
    }
}
