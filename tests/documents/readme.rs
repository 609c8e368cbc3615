//! `README.md`: its commands and requests run as they stand, and print what it says in its form.
//!
//! With `FRAMEWISE_REWRITE` set, the table of settings is written into it.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Output};
use std::{env, fs};

use framewise::config;
use serde_json::Value;
use tempfile::TempDir;

use crate::program::{FROZEN, Service, program};
use crate::repository;

/// The address that the README writes.
const ADDRESS: &str = "127.0.0.1:8080";

fn readme() -> String {
    fs::read_to_string(repository("README.md")).unwrap()
}

/// The text between two marks.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).expect(start);
    rest.split_once(end).expect(end).0
}

/// The code blocks in this language.
fn blocks(language: &str) -> Vec<String> {
    let text = readme();
    let start = format!("\n```{language}\n");
    let blocks = text.split(&start).skip(1);
    blocks.map(|rest| rest.split_once("```").unwrap().0.to_owned()).collect()
}

/// The only code block in this language that has this text.
fn block(language: &str, with: &str) -> String {
    let mut blocks = blocks(language).into_iter().filter(|block| block.contains(with));
    let block = blocks.next().expect(with);
    assert_eq!(blocks.next(), None, "another block has {with}");
    block
}

/// A service with a database of its own, on the frozen knowledge.
fn service() -> (TempDir, Service) {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(folder.path());
    (folder, service)
}

/// Runs a program, with the service's address in place of the one that the README writes.
fn run(service: &Service, program: &str, arguments: &[&str], code: &str) -> Output {
    let address = format!("127.0.0.1:{}", service.port);
    assert!(code.contains(ADDRESS), "{code}");
    let output = Command::new(program)
        .args(arguments)
        .arg(code.replace(ADDRESS, &address))
        .output()
        .expect(program);
    assert!(output.status.success(), "{code}\n{}", String::from_utf8_lossy(&output.stderr));
    output
}

#[test]
fn the_response_to_the_request_has_the_members_that_the_table_explains() {
    let (_folder, service) = service();
    let output = run(&service, "sh", &["-c"], &block("sh", "curl"));
    let response: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = readme();
    let table = between(&text, "| member | meaning |\n|---|---|\n", "\n\n");
    let members: Vec<&str> = table
        .lines()
        .flat_map(|row| between(row, "| ", " |").split(", "))
        .map(|member| member.trim_matches('`'))
        .collect();
    assert!(members.len() > 4, "{members:?}");
    for member in members {
        assert!(response.get(member).is_some(), "{member} is not in {response}");
    }
}

#[test]
fn the_example_shows_what_its_command_prints() {
    let text = readme();
    let example = between(&text, "<!-- answers -->", "<!-- /answers -->");
    let (command, shown) =
        between(example, "```text\n$ framewise ", "```").split_once('\n').unwrap();
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(program())
        .args(command.split(' '))
        .env("FRAMEWISE_KNOWLEDGE", FROZEN)
        .current_dir(&folder)
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    // The numbers are those of another knowledge; the form is the same.
    for text in [shown, printed.as_str()] {
        // The document breaks long lines.
        let words: Vec<&str> = text.split_whitespace().collect();
        let words = words.join(" ");
        assert!(words.contains(" fits best: you "), "{text}");
        assert!(words.contains("The closest alternative is "), "{text}");
        let places = text.lines().filter(|line| line.contains(". You "));
        assert_eq!(places.count(), 1, "{text}");
    }
}

#[test]
fn the_commands_without_a_server_succeed() {
    let block = block("sh", "recommend -a");
    let commands: Vec<&str> = block.lines().collect();
    assert_eq!(commands.len(), 3, "{block}");
    for command in commands {
        let folder = tempfile::tempdir().unwrap();
        let output = Command::new("sh")
            .args(["-c", &command.replace("cargo run --release --", &program())])
            .env("FRAMEWISE_KNOWLEDGE", FROZEN)
            .current_dir(&folder)
            .output()
            .unwrap();
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
        let written = match command.split_once("> ") {
            Some((_, file)) => fs::read(Path::new(folder.path()).join(file)).unwrap(),
            None => output.stdout,
        };
        assert!(!written.is_empty(), "{command}");
    }
}

#[test]
fn the_programs_print_a_recommendation() {
    let (_folder, service) = service();
    for (language, program, arguments) in
        [("python", "python3", &["-c"][..]), ("ts", "node", &["--input-type=module", "--eval"])]
    {
        let [code] = blocks(language).try_into().expect("one program in this language");
        let output = run(&service, program, arguments, &code);
        let printed = String::from_utf8(output.stdout).unwrap();
        assert!(printed.starts_with("django ") || printed.starts_with("flask "), "{printed}");
    }
}

#[test]
fn the_service_starts_with_one_command() {
    assert_eq!(blocks("sh")[0], "cargo run --release\n");
    // Without a command, as in the README, the program serves.
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(program())
        .arg("--check-config")
        .env_clear()
        .current_dir(&folder)
        .output()
        .unwrap();
    assert!(output.status.success());
    let settings = String::from_utf8(output.stdout).unwrap();
    assert!(settings.contains(&format!("bind = \"{ADDRESS}\"")), "{settings}");
}

#[test]
fn the_settings_are_those_of_the_program() {
    let mut table = String::from("\n| setting | default | what it is for |\n|---|---|---|\n");
    for setting in config::table() {
        let default = match setting.default.as_str() {
            "" => String::new(),
            default => format!("`{default}`"),
        };
        writeln!(table, "| `{}` | {default} | {} |", setting.name, setting.help).unwrap();
    }
    let text = readme();
    let found = between(&text, "<!-- settings -->", "<!-- /settings -->");
    if env::var_os("FRAMEWISE_REWRITE").is_some() {
        fs::write(repository("README.md"), text.replacen(found, &table, 1)).unwrap();
        return;
    }
    assert_eq!(found, table, "run `FRAMEWISE_REWRITE=1 cargo test --test documents settings`");
}
