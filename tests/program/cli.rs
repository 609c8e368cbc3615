//! The commands, run as a person runs them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod folders;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

/// Runs the program with `input` on standard input, in an empty folder.
fn run(arguments: &[&str], input: &[u8]) -> Output {
    run_in(tempfile::tempdir().unwrap().path(), arguments, input)
}

fn run_in(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_framewise"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that does not read its input closes it early.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

#[test]
fn recommend_takes_flags_and_prints_a_readable_table() {
    let output = run(
        &[
            "recommend",
            "-a",
            "project_type=cms",
            "-a",
            "features=admin_interface,orm",
            "--candidates",
            "django,flask",
        ],
        b"",
    );
    assert_eq!(code(&output), 0, "{}", err(&output));
    let text = out(&output);
    assert!(text.starts_with("Django leads Flask by "), "{text}");
    assert!(text.contains("Score") && text.contains("Not answered: "), "{text}");
}

#[test]
fn recommend_takes_json_and_gives_json() {
    let body = br#"{"answers": {"project_size": "small"}, "candidates": ["django", "flask"]}"#;
    let output = run(&["recommend", "--json"], body);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["recommended"], "flask");
    assert_eq!(answer["stored"], false);
}

#[test]
fn recommend_without_anything_answers_the_empty_request() {
    let output = run(&["recommend"], b"");
    assert_eq!(code(&output), 0);
    assert!(out(&output).contains("No question was answered"));
}

#[test]
fn wrong_answers_are_told_with_what_would_be_right() {
    let output = run(&["recommend", "-a", "project_type=cmz", "-a", "loud=high"], b"");
    assert_eq!(code(&output), 2);
    let text = err(&output);
    assert!(text.contains("answers/project_type") && text.contains("did you mean cms?"), "{text}");
    assert!(text.contains("“loud”"), "{text}");
    assert!(out(&output).is_empty());
    let output = run(&["recommend"], b"{\"answers\": }");
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("line 1, column"), "{}", err(&output));
}

#[test]
fn knowledge_check_tells_all_faults_and_fails() {
    assert_eq!(code(&run(&["knowledge", "check"], b"")), 0);
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    let output = run(&["knowledge", "check", own.to_str().unwrap()], b"");
    assert_eq!(code(&output), 0, "{}", err(&output));

    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("criteria.toml"), "criteria = 3").unwrap();
    let output = run(&["knowledge", "check", folder.path().to_str().unwrap()], b"");
    assert_eq!(code(&output), 1);
    let text = err(&output);
    assert!(text.contains("criteria.toml: criteria: wrong-type"), "{text}");
    assert!(text.contains("questions.toml: missing-file"), "{text}");

    assert_eq!(code(&run(&["knowledge", "check", "/nowhere/at/all"], b"")), 3);
}

#[test]
fn a_service_never_starts_on_faulty_knowledge() {
    let folder = tempfile::tempdir().unwrap();
    let output =
        run_in(folder.path(), &["serve", "--bind", "127.0.0.1:0", "--knowledge", "."], b"");
    assert_eq!(code(&output), 1);
    assert!(err(&output).contains("missing-file"), "{}", err(&output));
}

#[test]
fn wrong_settings_are_told_before_anything_is_opened() {
    for (arguments, message) in [
        (["serve", "--database-url", "mysql://x"], "sqlite://"),
        (["serve", "--database-url", "postgres://u:secret@h/d?sslmode=allow"], "sslmode"),
        (["serve", "--bind", "nowhere"], "--bind"),
    ] {
        let output = run(&arguments, b"");
        assert_eq!(code(&output), 2, "{}", err(&output));
        assert!(err(&output).contains(message), "{}", err(&output));
        assert!(!err(&output).contains("secret"));
    }
}

#[test]
fn openapi_prints_what_is_committed() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi/v1.json");
    assert_eq!(out(&run(&["openapi"], b"")), fs::read_to_string(&committed).unwrap());
    let check = ["openapi", "--check", committed.to_str().unwrap()];
    assert_eq!(code(&run(&check, b"")), 0);
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("v1.json");
    fs::write(&other, "{}").unwrap();
    let output = run(&["openapi", "--check", other.to_str().unwrap()], b"");
    assert_eq!(code(&output), 1);
    assert!(err(&output).contains("line 1"), "{}", err(&output));
}

#[test]
fn evaluate_measures_and_can_demand() {
    let item = |id: &str, choice: &str| {
        format!(
            r#"{{"id": "{id}", "compared": ["django", "flask"], "recommended": ["{choice}"], "profile": {{"project_type": "cms"}}}}"#
        )
    };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("advice.jsonl");
    let path = file.to_str().unwrap();
    let outside =
        r#"{"id": "c", "compared": ["rails", "flask"], "recommended": ["rails"], "profile": {}}"#;
    fs::write(&file, [item("a", "django"), item("b", "flask"), outside.to_owned()].join("\n"))
        .unwrap();
    let output = run(&["evaluate", path, "--disagreements"], b"");
    assert_eq!(code(&output), 0, "{}", err(&output));
    let text = out(&output);
    assert!(text.contains("1 of 2 (50.0 %)"), "{text}");
    assert!(text.contains("b: author flask, here django"), "{text}");
    assert!(text.contains("1 about frameworks that are not here"), "{text}");
    assert_eq!(code(&run(&["evaluate", path, "--at-least", "0.5"], b"")), 0);
    assert_eq!(code(&run(&["evaluate", path, "--at-least", "0.6"], b"")), 1);

    fs::write(&file, "{}\n\n{\"id\": 3}\n").unwrap();
    let output = run(&["evaluate", path], b"");
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("line 1") && err(&output).contains("line 3"), "{}", err(&output));
}

#[test]
fn evaluate_understands_texts_and_counts_what_was_understood() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("advice.jsonl");
    let path = file.to_str().unwrap();
    let item = |text: &str| {
        format!(
            r#"{{"id": "a", "compared": ["django", "flask"], "recommended": ["django"], "profile": {{"project_type": "cms", "team_size": "large"}}, "scenario_text": "{text}"}}"#
        )
    };
    fs::write(&file, item("A content management system with user accounts")).unwrap();
    let output = run(&["evaluate", path, "--text"], b"");
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(out(&output).contains("Agree as answers and as text: 1"), "{}", out(&output));
    let output = run(&["evaluate", path, "--text", "--json"], b"");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let overall = json!({"right": 1, "understood": 2, "told": 2});
    assert_eq!(report["understanding"]["overall"], overall);
    let understood = json!(["project_type=cms", "features=user_accounts"]);
    assert_eq!(report["items"][0]["understood"], understood);

    for unusable in [item(&"x".repeat(2_001)), item("x").replace("scenario_text", "text")] {
        fs::write(&file, unusable).unwrap();
        let output = run(&["evaluate", path, "--text"], b"");
        assert_eq!(code(&output), 2);
        assert!(err(&output).contains("scenario_text"), "{}", err(&output));
        assert_eq!(code(&run(&["evaluate", path], b"")), 0);
    }
}

#[test]
fn audit_prints_tables_or_json() {
    let output = run(&["audit"], b"");
    assert_eq!(code(&output), 0, "{}", err(&output));
    let text = out(&output);
    assert!(text.contains("complete answer sets (seed 2026)"), "{text}");
    assert!(text.contains("Django can win: +") && text.contains("feature_fit"), "{text}");
    let audit: Value = serde_json::from_slice(&run(&["audit", "--json"], b"").stdout).unwrap();
    let frameworks = audit["frameworks"].as_array().unwrap();
    assert!(frameworks.iter().any(|found| found["framework"] == "django"));
    assert_eq!(code(&run(&["audit", "--knowledge", "/nowhere/at/all"], b"")), 3);
}

#[test]
fn every_command_has_a_help_with_an_example() {
    for command in [
        vec!["serve"],
        vec!["recommend"],
        vec!["evaluate"],
        vec!["audit"],
        vec!["replay"],
        vec!["knowledge", "check"],
        vec!["knowledge", "release"],
        vec!["openapi"],
    ] {
        let mut arguments = command.clone();
        arguments.push("--help");
        let output = run(&arguments, b"");
        let text = out(&output);
        assert_eq!(code(&output), 0);
        assert!(text.contains("Examples:") && text.contains("Exit code 0"), "{command:?}: {text}");
    }
}

#[test]
fn recommend_tells_how_sure_it_is_and_what_would_change_it() {
    let output = run(
        &["recommend", "-a", "project_type=rest_api", "--target", "django", "--draws", "500"],
        b"",
    );
    assert_eq!(code(&output), 0, "{}", err(&output));
    let text = out(&output);
    for said in [
        "plausible readings",
        "First in",
        "What would change it",
        "Django would come first",
        "Next question",
    ] {
        assert!(text.contains(said), "{said} is missing in {text}");
    }
}

#[test]
fn recommend_reads_plain_english_and_says_what_it_understood() {
    let text = "a small JSON service over MongoDB";
    let output =
        run(&["recommend", "--text", text, "-a", "database=relational", "--draws", "10"], b"");
    assert_eq!(code(&output), 0, "{}", err(&output));
    let shown = out(&output);
    assert!(
        shown.contains("Understood: database=nosql (MongoDB, but answered otherwise)"),
        "{shown}"
    );
    let long = "canary ".repeat(300);
    let output = run(&["recommend", "--text", &long], b"");
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("2100 characters") && !err(&output).contains("canary"));
}

#[test]
fn recommend_gives_brief_answers_and_decision_records() {
    let asked = ["recommend", "-a", "project_type=cms", "--draws", "10"];
    let output = run(&[&asked[..], &["--brief", "--json"]].concat(), b"");
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["detail"], "brief");
    assert!(out(&run(&[&asked[..], &["--brief"]].concat(), b"")).contains("\n 1. Django: "));
    let record = out(&run(&[&asked[..], &["--markdown"]].concat(), b""));
    assert!(record.starts_with("# Use Django") && record.contains("\n[^1]: "), "{record}");
    assert_eq!(code(&run(&["recommend", "--markdown", "--json"], b"")), 2);
}

#[test]
fn wrong_numbers_are_told_as_in_a_request() {
    let output = run(&["recommend", "--spread", "-1", "--draws", "1e9"], b"");
    assert_eq!(code(&output), 2);
    let text = err(&output);
    assert!(text.contains("spread: a spread is a number from 0 to 3, or uniform"), "{text}");
    assert!(text.contains("draws: draws is a whole number from 1 to 100000"), "{text}");
}

#[test]
fn replay_tells_which_requests_get_another_winner_and_why() {
    let folder = tempfile::tempdir().unwrap();
    let requests = folder.path().join("requests.jsonl").to_str().unwrap().to_owned();
    let lines =
        "{\"answers\": {\"project_size\": \"small\"}}\n\n{}\n{\"answers\": {\"goal\": \"fun\"}}\n";
    fs::write(&requests, lines).unwrap();
    let knowledge = folders::copy_of("knowledge");
    let copy = knowledge.path().to_str().unwrap().to_owned();
    let replay = |more: &[&str]| {
        run(&[&["replay", "--knowledge", &copy, "--requests", &requests], more].concat(), b"")
    };
    let same = replay(&["--at-most", "0"]);
    assert_eq!(code(&same), 0, "{}", err(&same));
    assert!(out(&same).contains("Cannot be read: there is no option"), "{}", out(&same));
    let flask = Path::new(&copy).join("frameworks/flask.toml");
    let from = "[ratings.ease_of_learning]\nvalue = 0.85\nlow = 0.75";
    let text = fs::read_to_string(&flask).unwrap();
    assert!(text.contains(from));
    let to = "[ratings.ease_of_learning]\nvalue = 0.0\nlow = 0.0";
    fs::write(&flask, text.replace(from, to)).unwrap();
    let output = replay(&[]);
    assert_eq!((code(&output), err(&output).as_str()), (0, ""), "no bar without a terminal");
    let said = "Flask is rated 0.00 instead of 0.85 on Ease of learning";
    assert!(out(&output).contains(said), "{}", out(&output));
    assert_eq!(code(&replay(&["--at-most", "0"])), 1);
    assert_eq!(code(&replay(&["--at-most", "1"])), 0);
    assert_eq!(code(&replay(&["--at-most", "2"])), 2);
    let report: Value = serde_json::from_slice(&replay(&["--json"]).stdout).unwrap();
    assert_eq!((&report["rows"], &report["unreadable"]["both"]), (&json!(3), &json!(1)));
    assert_eq!(report["unreadable"]["reasons"][0]["first_line"], 4);
    let read =
        run(&["replay", "--knowledge", &copy, "--requests", "-", "--json"], lines.as_bytes());
    assert_eq!(serde_json::from_slice::<Value>(&read.stdout).unwrap(), report);
    assert_eq!(code(&run(&["replay", "--knowledge", &copy, "--requests", "/nowhere"], b"")), 3);
    assert_eq!(code(&run(&["replay", "--knowledge", "/nowhere", "--requests", &requests], b"")), 3);
}
