//! `framewise-curate calibrate`: what it finds agrees with more statements, and what it writes is what it found.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::folders::{copy, curate, repository};

/// The article's situations, as statements.
const SITUATIONS: &str = "situations.jsonl";
/// Statements that the model does not agree with.
const CONTRARY: &str = "contrary.jsonl";

/// The output of a command that succeeds.
fn out(folder: &Path, arguments: &[&str]) -> String {
    let ended = curate(folder, arguments);
    assert_eq!(ended.code, 0, "{}", ended.err);
    ended.out
}

/// A copy of the knowledge with two files of statements. In each of the contrary ones the author chooses
/// the framework that does not lead.
fn with_statements() -> TempDir {
    let folder = copy();
    let statement = |id: &str, chosen: &str, rival: &str, profile: Value| json!({"id": id, "domain": id, "compared": [chosen, rival], "recommended": [chosen], "profile": profile});
    let statements = [
        statement("one", "litestar", "flask", json!({"team_size": "large"})),
        statement("two", "litestar", "fastapi", json!({"project_type": "rest_api"})),
        statement("three", "fastapi", "django", json!({"project_type": "cms"})),
    ];
    let lines: Vec<String> = statements.iter().map(ToString::to_string).collect();
    fs::write(folder.path().join(CONTRARY), lines.join("\n")).unwrap();
    let situations = repository("tests/situations.jsonl");
    fs::copy(situations, folder.path().join(SITUATIONS)).unwrap();
    folder
}

fn numbers(tally: &Value) -> (u64, u64) {
    (tally["agree"].as_u64().unwrap(), tally["items"].as_u64().unwrap())
}

#[test]
fn calibrated_weights_agree_with_at_least_as_many_statements() {
    let folder = with_statements();
    let calibrate = ["calibrate", CONTRARY, SITUATIONS, "--json", "--knowledge", "."];
    let found: Value = serde_json::from_str(&out(folder.path(), &calibrate)).unwrap();
    let agreement = |member: &str| numbers(&found["statements"][member]["profile"]);
    let (expert, items) = agreement("expert");
    let (fitted, _) = agreement("fitted");
    assert_eq!(items, 18);
    assert!(expert < fitted, "{expert} of {items} before, {fitted} after");
    assert_eq!(agreement("cross_validated").1, 3 * items, "each statement is left out three times");
    for weight in found["weights"].as_array().unwrap() {
        let calibrated = weight["calibrated"].as_f64().unwrap();
        let steps = calibrated / 0.05;
        assert!(calibrated > 0.0 && (steps - steps.round()).abs() < 1e-9, "{weight}");
    }
}

#[test]
fn what_is_written_is_what_was_found_and_nothing_else_changes() {
    let folder = with_statements();
    let folder = folder.path();
    let calibrate = || {
        let found = out(folder, &["calibrate", CONTRARY, SITUATIONS, "--json", "--write", "."]);
        serde_json::from_str::<Value>(&found).unwrap()
    };
    let before = fs::read_to_string(folder.join("questions.toml")).unwrap();
    let found = calibrate();
    let written = fs::read_to_string(folder.join("questions.toml")).unwrap();
    out(folder, &["check", "."]);
    let agreement = |file: &str| {
        let report = out(folder, &["evaluate", file, "--json", "--knowledge", "."]);
        let report: Value = serde_json::from_str(&report).unwrap();
        numbers(&report["complete"]).0
    };
    assert_eq!(
        agreement(CONTRARY) + agreement(SITUATIONS),
        numbers(&found["statements"]["fitted"]["profile"]).0
    );
    // Weights start from the expert weights, so calibrating again changes nothing.
    assert_eq!(calibrate(), found);
    assert_eq!(fs::read_to_string(folder.join("questions.toml")).unwrap(), written);
    // All that differs are weights and the expert weights next to them.
    let without_weights = |text: &str| -> Vec<String> {
        let parts = text.split([',', '\n']).map(str::trim);
        let words =
            parts.filter(|part| !part.contains("weight =") && !part.starts_with("expert_weight ="));
        words.map(str::to_owned).collect()
    };
    assert_eq!(without_weights(&before), without_weights(&written));
}

#[test]
fn situations_of_the_editors_decide_the_weights_and_are_no_part_of_the_agreement() {
    let folder = with_statements();
    // In the other file, Litestar is chosen in this situation.
    let editors =
        r#"{"id": "e", "recommended": ["fastapi"], "profile": {"project_type": "rest_api"}}"#;
    fs::write(folder.path().join("editors.jsonl"), [editors; 9].join("\n")).unwrap();
    let calibrate = |more: &[&str]| {
        let arguments = ["calibrate", CONTRARY, "--json", "--knowledge", "."];
        let found = out(folder.path(), &[&arguments, more].concat());
        serde_json::from_str::<Value>(&found).unwrap()
    };
    let (alone, with) = (calibrate(&[]), calibrate(&["--editors", "editors.jsonl"]));
    let items = |found: &Value| numbers(&found["statements"]["fitted"]["profile"]).1;
    assert_eq!([items(&alone), items(&with)], [3, 3]);
    assert_ne!(alone["weights"], with["weights"]);
    let report = out(
        folder.path(),
        &["calibrate", CONTRARY, "--report", "--editors", "editors.jsonl", "--write", "."],
    );
    assert!(report.contains("| statements, on sites that were left out |"), "{report}");
    let evaluated =
        out(folder.path(), &["evaluate", "editors.jsonl", "--json", "--knowledge", "."]);
    let evaluated: Value = serde_json::from_str(&evaluated).unwrap();
    assert_eq!(numbers(&evaluated["complete"]), (9, 9), "all frameworks are compared");
}

#[test]
fn statements_that_cannot_be_used_are_named() {
    let folder = with_statements();
    let file = folder.path().join("faulty.jsonl");
    let calibrate = || curate(folder.path(), &["calibrate", "faulty.jsonl", "--knowledge", "."]);
    let line = r#"{"id": "x", "compared": ["flask", "django"], "recommended": ["flask"], "profile": {"colour": "red"}}"#;
    fs::write(&file, format!("\n{line}\n")).unwrap();
    let ended = calibrate();
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("faulty.jsonl: line 2"), "{}", ended.err);
    assert!(ended.err.contains("colour"), "{}", ended.err);
    fs::write(&file, "").unwrap();
    assert_eq!(calibrate().code, 2);
}
