//! The commands, run as a person runs them.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::helpers::{FROZEN, program};

/// Runs the program on the frozen knowledge with `input` on standard input, in an empty folder.
fn run(arguments: &[&str], input: &[u8]) -> Output {
    run_in(tempfile::tempdir().unwrap().path(), arguments, input)
}

fn run_in(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(program())
        .env("FRAMEWISE_KNOWLEDGE", FROZEN)
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
            "--full",
        ],
        b"",
    );
    assert_eq!(code(&output), 0, "{}", err(&output));
    let text = out(&output);
    assert!(text.starts_with("Django fits best: you want "), "{text}");
    assert!(text.contains("Not answered: "), "{text}");
    let rows: Vec<&str> = text.lines().skip_while(|line| !line.contains("Score")).take(3).collect();
    assert_eq!(rows[0], "   Framework  Score  Behind  First in");
    assert!(rows[1].starts_with("1  Django     0.") && rows[1].ends_with(" %"), "{rows:?}");
    assert!(rows[2].starts_with("2  Flask      0."), "{rows:?}");
    assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{rows:?}");
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
fn recommend_without_input_takes_the_empty_request() {
    let output = run(&["recommend"], b"");
    assert_eq!(code(&output), 0);
    assert!(out(&output).contains("No question was answered"));
}

#[test]
fn wrong_answers_are_reported_with_what_would_be_right() {
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
fn a_service_never_starts_on_faulty_knowledge() {
    let folder = tempfile::tempdir().unwrap();
    let output =
        run_in(folder.path(), &["serve", "--bind", "127.0.0.1:0", "--knowledge", "."], b"");
    assert_eq!(code(&output), 1);
    assert!(err(&output).contains("missing-file"), "{}", err(&output));
}

#[test]
fn wrong_settings_are_reported_before_anything_is_opened() {
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
fn recommend_shows_the_confidence_and_what_would_change_it() {
    let output = run(
        &[
            "recommend",
            "-a",
            "project_type=rest_api",
            "--target",
            "django",
            "--draws",
            "500",
            "--spread",
            "1",
        ],
        b"",
    );
    assert_eq!(code(&output), 0, "{}", err(&output));
    let text = out(&output);
    for said in [
        "either is defensible",
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
fn recommend_prints_brief_recommendations_and_decision_records() {
    let asked = ["recommend", "-a", "project_type=cms", "--draws", "10"];
    let output = run(&[&asked[..], &["--brief", "--json"]].concat(), b"");
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["detail"], "brief");
    assert!(out(&run(&[&asked[..], &["--brief"]].concat(), b"")).contains("\n 1. Django: "));
    let explained = |flags: &[&str]| {
        let text = out(&run(&[&asked[..], flags].concat(), b""));
        text.lines().filter(|line| line.starts_with("  + ")).count()
    };
    assert!(explained(&["--full"]) > explained(&["--limit", "1"]));
    let record = out(&run(&[&asked[..], &["--markdown"]].concat(), b""));
    assert!(record.starts_with("# Use Django") && record.contains("\n[^1]: "), "{record}");
    assert_eq!(code(&run(&["recommend", "--markdown", "--json"], b"")), 2);
}

#[test]
fn wrong_numbers_are_reported_as_in_a_request() {
    let output = run(&["recommend", "--spread", "-1", "--draws", "1e9"], b"");
    assert_eq!(code(&output), 2);
    let text = err(&output);
    assert!(text.contains("spread: a spread is a number from 0 to 3"), "{text}");
    assert!(text.contains("draws: draws is a whole number from 1 to 100000"), "{text}");
}

#[test]
fn knowledge_check_reports_all_faults_and_fails() {
    assert_eq!(code(&run(&["knowledge", "check"], b"")), 0);
    let output = run(&["knowledge", "check", FROZEN], b"");
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(out(&output).contains("4 frameworks"), "{}", out(&output));

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
fn openapi_prints_the_description() {
    let output = run(&["openapi"], b"");
    assert_eq!(code(&output), 0, "{}", err(&output));
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    assert!(document["paths"]["/v1/recommendations"]["post"].is_object());
    assert_eq!(code(&run(&["openapi", "--check"], b"")), 2);
}

#[test]
fn every_command_has_a_help_with_an_example() {
    for command in [
        &["serve"][..],
        &["recommend"],
        &["knowledge", "check"],
        &["jobs"],
        &["backup"],
        &["restore"],
        &["openapi"],
    ] {
        let output = run(&[command, &["--help"]].concat(), b"");
        let text = out(&output);
        assert_eq!(code(&output), 0);
        assert!(text.contains("Examples:") && text.contains("Exit code 0"), "{command:?}: {text}");
    }
}

/// What `serve --check-config` says with these variables and flags.
fn check_config(variables: &[(&str, &str)], flags: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    Command::new(program())
        .args(["serve", "--check-config"])
        .args(flags)
        .envs(variables.iter().copied())
        .current_dir(folder.path())
        .output()
        .unwrap()
}

#[test]
fn an_empty_variable_counts_as_not_set() {
    let names = ["BIND", "METRICS_BIND", "DATABASE_URL", "WORKERS", "STORAGE", "LOG", "CONFIG"];
    let variables = names.map(|name| format!("FRAMEWISE_{name}"));
    let empty: Vec<(&str, &str)> = variables.iter().map(|name| (name.as_str(), "")).collect();
    let output = check_config(&empty, &[]);
    assert_eq!((code(&output), err(&output).as_str()), (0, ""));
    assert_eq!(out(&output), out(&check_config(&[], &[])));
}

#[test]
fn a_misspelled_variable_is_an_error_and_a_foreign_one_is_not() {
    let output = check_config(&[("FRAMEWISE_DATABASE_ULR", "sqlite://x.db")], &[]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("was FRAMEWISE_DATABASE_URL meant?"), "{}", err(&output));
    let output =
        check_config(&[("FRAMEWISE_SERVICE_HOST", "10.0.0.1"), ("FRAMEWISE_BIN", "")], &[]);
    assert_eq!((code(&output), err(&output).as_str()), (0, ""));
}

#[test]
#[cfg(unix)]
fn a_settings_file_without_end_is_given_up() {
    let output = check_config(&[], &["--config", "/dev/zero"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).starts_with("/dev/zero: "), "{}", err(&output));
}

#[test]
fn invisible_characters_of_an_argument_do_not_reach_the_terminal() {
    for name in ["dj\u{202e}ognaj", "flask\u{200b}", "fla\u{1b}[31msk", "\u{2066}django\u{feff}"] {
        let output = run(&["recommend", "--candidates", name], b"");
        assert_eq!(code(&output), 2);
        let shown = err(&output);
        assert!(
            !shown.contains(['\u{202e}', '\u{200b}', '\u{1b}', '\u{2066}', '\u{feff}']),
            "{shown:?}"
        );
        let output = run(&["recommend", "-a", &format!("project_type={name}")], b"");
        assert!(!err(&output).contains(['\u{202e}', '\u{200b}', '\u{1b}', '\u{2066}', '\u{feff}']));
    }
}

#[test]
fn an_address_that_is_taken_leaves_no_database() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let folder = tempfile::tempdir().unwrap();
    let output = run_in(folder.path(), &["serve", "--bind", &address], b"");
    assert_eq!(code(&output), 3);
    assert!(err(&output).contains(&address), "{}", err(&output));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn check_config_rejects_a_database_url_that_serve_rejects() {
    for url in
        ["mysql://me:secret@db/x", "framewise.db", "sqlite::memory:", "postgres://me:secret@db"]
    {
        let output = check_config(&[], &["--database-url", url]);
        assert_eq!(code(&output), 2, "{url}");
        assert!(err(&output).contains("the database URL") || err(&output).contains("in memory"));
        assert!(!err(&output).contains("secret") && out(&output).is_empty(), "{url}");
    }
    // Without storing no database is opened.
    assert_eq!(code(&check_config(&[], &["--storage", "off"])), 0);
}

#[test]
fn an_address_that_cannot_be_used_gets_one_that_can() {
    let output = check_config(&[], &["--bind", ":8080"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("0.0.0.0:8080"), "{}", err(&output));
    let output = check_config(&[("FRAMEWISE_BIND", "localhost:8080")], &[]);
    assert!(err(&output).contains("127.0.0.1:8080"), "{}", err(&output));
}

#[test]
fn a_closed_output_is_a_failure_and_an_unwanted_one_is_not() {
    for arguments in
        [&["recommend", "-a", "project_type=cms"][..], &["knowledge", "check"], &["openapi"]]
    {
        for (redirection, expected) in [(">&-", 3), (">/dev/null", 0)] {
            let output = Command::new("sh")
                .args(["-c", &format!("exec \"$0\" \"$@\" {redirection}"), &program()])
                .args(arguments)
                .env("FRAMEWISE_KNOWLEDGE", FROZEN)
                .output()
                .unwrap();
            assert_eq!(code(&output), expected, "{arguments:?} {redirection}: {}", err(&output));
            assert_eq!(err(&output).contains("standard output is closed"), expected == 3);
        }
    }
}
