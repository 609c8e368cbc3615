//! Recommendations: what an answer consists of, and what can be asked.

use serde_json::{Value, json};

use crate::helpers::{get, get_with, post_json, send};

const PATH: &str = "/v1/recommendations";

fn ask(request: &Value) -> Value {
    let answer = post_json(PATH, request.to_string());
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

fn ids(answer: &Value) -> Vec<&str> {
    let ranking = answer["ranking"].as_array().unwrap();
    ranking.iter().map(|place| place["framework"].as_str().unwrap()).collect()
}

#[test]
fn an_answer_explains_itself() {
    let answer = ask(&json!({"answers": {"project_type": "rest_api", "features": ["api_docs"]}}));
    let first = &answer["ranking"][0];
    assert_eq!(answer["recommended"], first["framework"]);
    assert_eq!(first["gap_to_first"], Value::Null);
    let path = format!("/v1/frameworks/{}", answer["recommended"].as_str().unwrap());
    let claims: Vec<Value> = get(&path).json()["claims"].as_array().unwrap().clone();
    for place in answer["ranking"].as_array().unwrap() {
        let parts = place["contributions"].as_array().unwrap();
        let sum: f64 = parts.iter().map(|part| part["points"].as_f64().unwrap()).sum();
        assert!((sum - place["score"].as_f64().unwrap()).abs() < 1e-12);
        assert!(!place["strengths"].as_array().unwrap().is_empty());
    }
    // Every claim that is named can be looked up.
    for reason in first["strengths"].as_array().unwrap() {
        for id in reason["claims"].as_array().unwrap() {
            assert!(claims.iter().any(|claim| claim["id"] == *id), "{id}");
        }
    }
    let raised = parts_of(first, "api_development");
    assert_eq!(raised["because"], json!(["project_type=rest_api", "features=api_docs"]));
}

fn parts_of<'a>(place: &'a Value, criterion: &str) -> &'a Value {
    let parts = place["contributions"].as_array().unwrap();
    parts.iter().find(|part| part["criterion"] == criterion).unwrap()
}

#[test]
fn the_empty_request_is_answered_and_says_that_it_rests_on_nothing() {
    let answer = ask(&json!({}));
    assert!(answer["summary"].as_str().unwrap().contains("No question was answered"));
    assert_eq!(answer["open_questions"].as_array().unwrap().len(), 13);
}

#[test]
fn one_candidate_is_a_ranking_of_one() {
    let answer = ask(&json!({"candidates": ["flask"]}));
    assert_eq!(ids(&answer), ["flask"]);
    assert_eq!(
        answer["summary"].as_str().unwrap().split('.').next(),
        Some("Only Flask is left to choose from")
    );
}

#[test]
fn what_must_be_there_excludes_with_its_reason() {
    let answer = ask(&json!({"must_have": ["admin_interface"], "minimum_support": "built_in"}));
    assert_eq!(ids(&answer), ["django"]);
    let excluded = answer["excluded"].as_array().unwrap();
    assert!(
        excluded.iter().any(|out| out["framework"] == "flask" && out["support"] == "third_party")
    );
    assert_eq!(answer["nearest_misses"], json!([]));
}

#[test]
fn candidates_that_must_have_excludes_completely_leave_the_nearest_misses() {
    let answer = ask(&json!({
        "candidates": ["flask", "fastapi"],
        "must_have": ["admin_interface", "data_validation"],
        "minimum_support": "built_in",
    }));
    assert_eq!((&answer["recommended"], &answer["ranking"]), (&Value::Null, &json!([])));
    assert_eq!(answer["nearest_misses"][0]["framework"], "fastapi");
    assert_eq!(answer["nearest_misses"][0]["missing"], json!(["admin_interface"]));
}

#[test]
fn priorities_move_weights() {
    let weight =
        |answer: &Value| parts_of(&answer["ranking"][0], "performance")["weight"].as_f64().unwrap();
    let plain = ask(&json!({"answers": {"load": "high"}}));
    let more = ask(&json!({"answers": {"load": "high"}, "priorities": {"performance": 5}}));
    assert!(weight(&more) > 2.0 * weight(&plain));
}

#[test]
fn excluded_frameworks_do_not_take_part() {
    assert!(!ids(&ask(&json!({"exclude": ["django"]}))).contains(&"django"));
}

#[test]
fn the_link_gives_the_same_answer_and_can_be_kept() {
    let posted = ask(&json!({
        "answers": {"project_type": "rest_api", "features": ["nosql", "api_docs"]},
        "candidates": ["flask", "fastapi"],
        "must_have": ["testing_tools"],
        "priorities": {"performance": 2, "feature:nosql": 0.5},
        "store": false,
    }));
    let link = posted["links"]["self"].as_str().unwrap();
    let linked = get(link);
    assert_eq!(linked.status, 200, "{}", linked.text());
    let tag = linked.header("etag").unwrap().to_owned();
    let mut answer = linked.json();
    assert_eq!(answer["not_stored_because"], Value::Null);
    answer["not_stored_because"] = posted["not_stored_because"].clone();
    assert_eq!(answer, posted);
    assert_eq!(get_with(link, &[("if-none-match", &tag)]).status, 304);
}

#[test]
fn whoever_objects_is_not_stored_and_gets_the_same_recommendation() {
    let json_type = ("content-type", "application/json");
    for (headers, body, reason) in [
        (vec![json_type], r#"{"store": false}"#, "asked_not_to"),
        (vec![json_type, ("sec-gpc", "1")], r#"{"store": true}"#, "gpc"),
        (vec![json_type, ("dnt", "1")], "{}", "dnt"),
        (vec![json_type], "{}", "switched_off"),
    ] {
        let answer = send("POST", PATH, &headers, body.as_bytes()).json();
        assert_eq!(
            (&answer["stored"], &answer["not_stored_because"]),
            (&json!(false), &json!(reason))
        );
        assert_eq!(answer["recommended"], ask(&json!({}))["recommended"]);
    }
}

#[test]
fn an_answer_is_never_kept_by_a_cache() {
    assert_eq!(post_json(PATH, "{}").header("cache-control"), Some("no-store"));
}

#[test]
fn a_narrow_lead_is_not_called_nothing() {
    // Priorities that bring two frameworks as close together as a search over one of them can.
    let lead = |flexibility: f64| {
        let answer = ask(&json!({
            "answers": {"project_type": "web_application"},
            "candidates": ["django", "flask"],
            "priorities": {"flexibility": flexibility},
        }));
        let lead = answer["ranking"][1]["gap_to_first"]["points"].as_f64().unwrap();
        let sign = if answer["recommended"] == "flask" { 1.0 } else { -1.0 };
        (sign * lead, answer["summary"].as_str().unwrap().to_owned())
    };
    let (mut low, mut high) = (0.0, 5.0);
    assert!(lead(low).0 < 0.0 && lead(high).0 > 0.0, "the search has two sides");
    for _ in 0..20 {
        let middle = f64::midpoint(low, high);
        if lead(middle).0 < 0.0 { low = middle } else { high = middle }
    }
    let (_, summary) = lead(high);
    assert!(summary.contains("by less than 0.01"), "{summary}");
}

#[test]
fn the_oldest_claim_behind_the_winner_is_told() {
    let answer = ask(&json!({"answers": {"project_type": "cms"}}));
    let oldest = &answer["oldest_claim"];
    let framework = get(&format!("/v1/frameworks/{}", answer["recommended"].as_str().unwrap()));
    let claims = framework.json()["claims"].clone();
    let claim = claims.as_array().unwrap().iter().find(|claim| claim["id"] == oldest["claim"]);
    assert_eq!(claim.unwrap()["verified_on"], oldest["verified_on"]);
    let cited = answer["ranking"][0]["contributions"].as_array().unwrap().iter();
    let cited: Vec<&Value> = cited.flat_map(|part| part["claims"].as_array().unwrap()).collect();
    assert!(cited.contains(&&oldest["claim"]), "{oldest}");
}
