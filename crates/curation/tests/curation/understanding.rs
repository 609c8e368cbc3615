//! How well texts are understood that come with answers: `framewise-curate evaluate --understanding`.

use std::fs;

use serde_json::{Value, json};

use super::folders::{copy, curate};

const TEXTS: &str = "texts.jsonl";

/// Exit code and report for these lines.
fn evaluate(lines: &[Value]) -> (i32, Value) {
    let folder = copy();
    let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
    fs::write(folder.path().join(TEXTS), lines.join("\n")).unwrap();
    let arguments = ["evaluate", TEXTS, "--understanding", "--json", "--knowledge", "."];
    let ended = curate(folder.path(), &arguments);
    (ended.code, serde_json::from_str(&ended.out).unwrap_or_default())
}

#[test]
fn understood_answers_are_compared_with_the_stated_ones() {
    let (code, report) = evaluate(&[
        json!({"id": "a", "text": "An online shop with GraphQL.", "answers": {"project_type": "ecommerce"}}),
        json!({"id": "b", "text": "No GraphQL.", "answers": {"team_size": "solo"}, "unwanted": ["graphql"]}),
    ]);
    assert_eq!(code, 0);
    assert_eq!(report["answers"], json!({"right": 1, "understood": 2, "stated": 2}), "{report}");
    assert_eq!(report["refused"], json!({"right": 1, "understood": 1, "stated": 1}));
    assert_eq!(report["wrong"], json!([["features=graphql", 1]]));
    assert_eq!(report["missed"], json!([["team_size=solo", 1]]));
    assert_eq!(report["failed"][0]["wrong"], json!([["features=graphql", "GraphQL"]]));
    assert_eq!(report["same_winner"]["items"], 2);
}

#[test]
fn sentences_state_what_must_be_understood_and_what_must_not() {
    let sentence = |must: &[&str], must_not: &[&str]| json!({"text": "An online shop.", "must": must, "must_not": must_not});
    let (_, report) = evaluate(&[
        sentence(&["project_type=ecommerce"], &["team_size=solo"]),
        sentence(&["team_size=solo"], &[]),
        sentence(&[], &["project_type=ecommerce"]),
    ]);
    assert_eq!(report["sentences"], json!({"agree": 1, "items": 3}), "{report}");
}

#[test]
fn choices_of_cases_are_compared_with_what_comes_first() {
    let case = |candidates: Value, chosen: &[&str], confidence: &str| {
        json!({"id": "c", "text": "An online shop with an admin panel", "candidates": candidates,
               "answers": {"project_type": "ecommerce", "features": ["admin_interface"]},
               "chosen": chosen, "confidence_in_label": confidence})
    };
    let (_, report) = evaluate(&[
        case(json!(["django", "flask"]), &["django-rest-framework"], "high"),
        case(Value::Null, &["flask"], "low"),
        case(Value::Null, &[], "high"),
    ]);
    assert_eq!(report["cases_by_answers"], json!({"agree": 1, "items": 1}), "{report}");
    assert_eq!(report["cases_by_text"], json!({"agree": 1, "items": 2}));
    assert_eq!(report["texts"], 3);
}

#[test]
fn lines_of_another_form_are_refused() {
    let (code, _) = evaluate(&[json!({"text": "An online shop."})]);
    assert_eq!(code, 2);
}
