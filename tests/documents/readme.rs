//! What the README prints is what the program does. `FRAMEWISE_REWRITE=1` writes it in.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

use framewise::config;
use framewise_model::knowledge::{Files, load};
use framewise_storage::privacy::NotStored;
use framewise::api::recommendations::response::recommend;
use framewise_model::request::parse;
use serde_json::{Value, json};

fn readme() -> String {
    fs::read_to_string(path()).unwrap()
}

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("README.md")
}

/// The text between two marks.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).expect(start);
    rest.split_once(end).expect(end).0
}

/// Compares a part of the README with what it should be, or writes it in.
fn compare(start: &str, end: &str, expected: &str) {
    let text = readme();
    let found = between(&text, start, end);
    if found == expected {
        return;
    }
    assert!(
        env::var_os("FRAMEWISE_REWRITE").is_some(),
        "the README says:{found}\nbut it is:{expected}"
    );
    let rewritten =
        text.replacen(&format!("{start}{found}{end}"), &format!("{start}{expected}{end}"), 1);
    fs::write(path(), rewritten).unwrap();
}

#[test]
fn the_readme_shows_the_real_answer_and_the_real_settings() {
    // The request as it stands in the curl command, and the same selection as the jq filter makes.
    let text = readme();
    let body: Value = serde_json::from_str(between(&text, "-d '", "' \\")).unwrap();
    let knowledge = load(&Files::embedded()).unwrap();
    let mut answer = recommend(&knowledge, &parse(&knowledge, &body).unwrap()).unwrap();
    answer.not_stored_because = Some(NotStored::AskedNotTo.code());
    let answer = json!(answer);
    let places: Vec<Value> = answer["ranking"]
        .as_array()
        .unwrap()
        .iter()
        .take(3)
        .map(|place| {
            let texts: Vec<&Value> =
                place["strengths"].as_array().unwrap().iter().take(2).map(|s| &s["text"]).collect();
            json!({"framework": place["framework"], "score": place["score"], "strengths": texts})
        })
        .collect();
    // Member by member, because jq keeps the order of its filter.
    let mut shown = String::from("\n{\n");
    for (name, value) in [
        ("recommended", &answer["recommended"]),
        ("summary", &answer["summary"]),
        ("ranking", &json!(places)),
        ("links", &answer["links"]),
    ] {
        let pretty = serde_json::to_string_pretty(value).unwrap().replace('\n', "\n  ");
        let comma = if name == "links" { "" } else { "," };
        writeln!(shown, "  \"{name}\": {pretty}{comma}").unwrap();
    }
    shown.push_str("}\n");
    compare("```json", "```", &shown);

    let mut table = String::from("\n| setting | default | what it is for |\n|---|---|---|\n");
    for setting in config::table() {
        let default = if setting.default.is_empty() {
            String::new()
        } else {
            format!("`{}`", setting.default)
        };
        writeln!(table, "| `{}` | {default} | {} |", setting.name, setting.help).unwrap();
    }
    compare("<!-- settings -->", "<!-- /settings -->", &table);
}
