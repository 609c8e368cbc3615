//! `framewise calibrate`: what it finds agrees with more statements, and what it writes is what it found.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod folders;

use std::fs;
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

use folders::copy_of;

/// The article's situations, as statements.
const SITUATIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/situations.jsonl");

fn framewise(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_framewise")).args(arguments).output().unwrap()
}

fn out(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// A copy of the knowledge, and a file of statements that the model does not agree with as it is: in
/// each, one of the two must lead that does not.
fn contrary() -> (TempDir, String) {
    let folder = copy_of("knowledge");
    let statement = |id: &str, chosen: &str, rival: &str, profile: Value| json!({"id": id, "domain": id, "compared": [chosen, rival], "recommended": [chosen], "profile": profile});
    let statements = [
        statement("one", "bottle", "flask", json!({"team_size": "large"})),
        statement("two", "falcon", "fastapi", json!({"project_type": "rest_api"})),
        statement("three", "tornado", "aiohttp", json!({"project_type": "realtime_app"})),
    ];
    let lines: Vec<String> = statements.iter().map(ToString::to_string).collect();
    let file = folder.path().join("contrary.jsonl");
    fs::write(&file, lines.join("\n")).unwrap();
    let file = file.to_str().unwrap().to_owned();
    (folder, file)
}

fn numbers(calibration: &Value, member: &str) -> (u64, u64) {
    let tally = match &calibration[member]["profile"] {
        Value::Null => &calibration[member],
        profile => profile,
    };
    (tally["agree"].as_u64().unwrap(), tally["items"].as_u64().unwrap())
}

#[test]
fn calibrated_weights_agree_with_at_least_as_many_statements() {
    let (folder, contrary) = contrary();
    let knowledge = folder.path().to_str().unwrap();
    let found =
        framewise(&["calibrate", &contrary, SITUATIONS, "--json", "--knowledge", knowledge]);
    let found: Value = serde_json::from_str(&out(&found)).unwrap();
    let (judged, items) = numbers(&found, "judged");
    let (fitted, _) = numbers(&found, "fitted");
    assert_eq!(items, 18);
    assert!(judged < fitted, "{judged} of {items} before, {fitted} after");
    assert_eq!(numbers(&found, "cross_validated").1, items, "every statement is judged once");
    for weight in found["weights"].as_array().unwrap() {
        let calibrated = weight["calibrated"].as_f64().unwrap();
        let steps = calibrated / 0.05;
        assert!(calibrated > 0.0 && (steps - steps.round()).abs() < 1e-9, "{weight}");
    }
}

#[test]
fn what_is_written_is_what_was_found_and_nothing_else_changes() {
    let (folder, contrary) = contrary();
    let knowledge = folder.path().to_str().unwrap();
    let calibrate = || {
        let found =
            framewise(&["calibrate", &contrary, SITUATIONS, "--json", "--write", knowledge]);
        serde_json::from_str::<Value>(&out(&found)).unwrap()
    };
    let before = fs::read_to_string(folder.path().join("questions.toml")).unwrap();
    let found = calibrate();
    let written = fs::read_to_string(folder.path().join("questions.toml")).unwrap();
    out(&framewise(&["knowledge", "check", knowledge]));
    let agreement = |file: &str| {
        let report = framewise(&["evaluate", file, "--json", "--knowledge", knowledge]);
        let report: Value = serde_json::from_str(&out(&report)).unwrap();
        numbers(&report, "complete").0
    };
    assert_eq!(agreement(&contrary) + agreement(SITUATIONS), numbers(&found, "fitted").0);
    // Weights start from what was judged, so calibrating again changes nothing.
    assert_eq!(calibrate(), found);
    assert_eq!(fs::read_to_string(folder.path().join("questions.toml")).unwrap(), written);
    // All that differs are weights and what was judged beside them.
    let without_weights = |text: &str| -> Vec<String> {
        let parts = text.split([',', '\n']).map(str::trim);
        let words =
            parts.filter(|part| !part.contains("weight =") && !part.starts_with("judged ="));
        words.map(str::to_owned).collect()
    };
    assert_eq!(without_weights(&before), without_weights(&written));
}

#[test]
fn statements_that_cannot_be_used_are_named() {
    let (folder, _) = contrary();
    let file = folder.path().join("faulty.jsonl");
    let line = r#"{"id": "x", "compared": ["flask", "django"], "recommended": ["flask"], "profile": {"colour": "red"}}"#;
    fs::write(&file, format!("\n{line}\n")).unwrap();
    let output = framewise(&["calibrate", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("faulty.jsonl: line 2") && said.contains("colour"), "{said}");
    fs::write(&file, "").unwrap();
    let output = framewise(&["calibrate", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
}
