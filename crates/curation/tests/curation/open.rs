//! First choices without a shortlist, compared with labels: `framewise-curate evaluate --open`, `calibrate --open`.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::folders::{copy, curate};

const STATEMENTS: &str = "statements.jsonl";
const LABELS: &str = "labels.jsonl";

/// A copy of the knowledge with two statements that compare two frameworks each, and these labels for them.
fn with_labels(labels: &[Value]) -> TempDir {
    let folder = copy();
    let statement = |id: &str, profile: Value| {
        json!({"id": id, "domain": id, "compared": ["flask", "litestar"], "recommended": ["flask"],
               "profile": profile, "scenario_text": "An online shop with an admin panel"})
    };
    let statements = [
        statement("shop", json!({"project_type": "ecommerce", "features": ["admin_interface"]})),
        statement("api", json!({"project_type": "rest_api"})),
    ];
    let write = |name: &str, lines: &[Value]| {
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        fs::write(folder.path().join(name), lines.join("\n")).unwrap();
    };
    write(STATEMENTS, &statements);
    write(LABELS, labels);
    folder
}

fn labels(id: &str, best: &[&str], poor: &[&str]) -> Value {
    json!({"id": id, "first": &best[..1], "best": best, "good": best, "poor": poor, "why": []})
}

fn evaluate(folder: &Path, more: &[&str]) -> (i32, Value) {
    let arguments = ["evaluate", STATEMENTS, "--open", LABELS, "--json", "--knowledge", "."];
    let ended = curate(folder, &[&arguments, more].concat());
    (ended.code, serde_json::from_str(&ended.out).unwrap_or_default())
}

#[test]
fn first_choices_among_all_frameworks_are_compared_with_the_labels() {
    // Django is compared in no statement, and first for a shop.
    let folder = with_labels(&[
        labels("shop", &["django"], &["flask"]),
        labels("api", &["litestar", "fastapi"], &["django"]),
    ]);
    let (code, report) = evaluate(folder.path(), &[]);
    assert_eq!(code, 0);
    assert_eq!(report["best"], json!({"agree": 2, "items": 2}), "{report}");
    assert_eq!(report["poor"]["agree"], 0);
    assert_eq!(report["winners"]["django"], json!({"here": 1, "expert": 1}));

    let folder = with_labels(&[
        labels("shop", &["flask"], &["django"]),
        labels("api", &["django"], &["litestar"]),
    ]);
    let (code, report) = evaluate(folder.path(), &["--at-least", "0.5"]);
    assert_eq!(code, 1, "fewer than half of the first choices are best");
    assert_eq!(report["best"]["agree"], 0);
    assert_eq!(report["embarrassing"], json!([["shop", "django"]]));
    assert_eq!(report["confusion"]["flask, here django"], 1);
    let (_, by_text) = evaluate(folder.path(), &["--text"]);
    assert_eq!(by_text["poor"], json!({"agree": 1, "items": 2}), "both texts are of a shop");
}

#[test]
fn labels_of_unknown_statements_and_frameworks_are_reported() {
    let folder = with_labels(&[
        labels("shop", &["djnago"], &[]),
        labels("shop", &["django"], &["rails"]),
        labels("shpo", &["django"], &[]),
        json!({"id": "api"}),
    ]);
    let ended =
        curate(folder.path(), &["evaluate", STATEMENTS, "--open", LABELS, "--knowledge", "."]);
    assert_eq!(ended.code, 2);
    for (line, why) in [
        (1, "there is no framework djnago"),
        (2, "there is no framework rails"),
        (3, "there is no statement shpo"),
        (4, "missing field `first`"),
    ] {
        assert!(ended.err.contains(&format!("line {line}: {why}")), "{}", ended.err);
    }
}

#[test]
fn weights_are_calibrated_on_labels_too() {
    let folder = with_labels(&[labels("shop", &["django"], &[]), labels("api", &["flask"], &[])]);
    let calibrate = ["calibrate", STATEMENTS, "--json", "--knowledge", "."];
    for (more, labels) in [(&[][..], 0), (&["--open", LABELS], 2)] {
        let ended = curate(folder.path(), &[&calibrate, more].concat());
        assert_eq!(ended.code, 0, "{}", ended.err);
        let found: Value = serde_json::from_str(&ended.out).unwrap();
        assert_eq!(found["statements"]["fitted"]["profile"]["items"], 2);
        assert_eq!(found["labels"]["fitted"]["profile"]["items"], labels);
    }
}
