//! Recommendations: members of the response, and members of the request.

use serde_json::{Value, json};

use crate::helpers::{get, get_with, post_json, send};

const PATH: &str = "/v1/recommendations";

/// The full response to a request that does not say how much it wants.
fn ask(request: &Value) -> Value {
    let mut request = request.clone();
    request.as_object_mut().unwrap().entry("detail").or_insert(json!("full"));
    let response = post_json(PATH, request.to_string());
    assert_eq!(response.status, 200, "{}", response.text());
    response.json()
}

fn ids(response: &Value) -> Vec<&str> {
    let ranking = response["ranking"].as_array().unwrap();
    ranking.iter().map(|place| place["framework"].as_str().unwrap()).collect()
}

#[test]
fn a_recommendation_explains_itself() {
    let response = ask(&json!({"answers": {"project_type": "rest_api", "features": ["api_docs"]}}));
    let first = &response["ranking"][0];
    assert_eq!(response["recommended"], first["framework"]);
    assert_eq!(first["gap_to_first"], Value::Null);
    let path = format!("/v1/frameworks/{}", response["recommended"].as_str().unwrap());
    let claims: Vec<Value> = get(&path).json()["claims"].as_array().unwrap().clone();
    for place in response["ranking"].as_array().unwrap() {
        let parts = place["contributions"].as_array().unwrap();
        let sum: f64 = parts.iter().map(|part| part["points"].as_f64().unwrap()).sum();
        assert!((sum - place["score"].as_f64().unwrap()).abs() < 1e-12);
        assert!(!place["strengths"].as_array().unwrap().is_empty());
    }
    // Every claim that is named can be looked up.
    let strengths = first["strengths"].as_array().unwrap();
    assert_eq!(strengths[0]["because"], json!(["features=api_docs"]));
    assert!(strengths[0]["rival"].is_string());
    for reason in strengths {
        for source in reason["sources"].as_array().unwrap() {
            let path = format!("/v1/sources/{}", source["id"].as_str().unwrap());
            assert_eq!(get(&path).json()["url"], source["url"]);
        }
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
fn the_empty_request_gets_a_recommendation_that_says_so() {
    let response = ask(&json!({}));
    assert!(response["summary"].as_str().unwrap().contains("No question was answered"));
    assert_eq!(response["open_questions"].as_array().unwrap().len(), 13);
}

#[test]
fn one_candidate_is_a_ranking_of_one() {
    let response = ask(&json!({"candidates": ["flask"]}));
    assert_eq!(ids(&response), ["flask"]);
    assert_eq!(
        response["summary"].as_str().unwrap().split('.').next(),
        Some("Only Flask is left to choose from")
    );
}

#[test]
fn what_must_be_there_excludes_with_its_reason() {
    let response = ask(&json!({"must_have": ["admin_interface"], "minimum_support": "built_in"}));
    assert_eq!(ids(&response), ["django"]);
    let excluded = response["excluded"].as_array().unwrap();
    assert!(
        excluded.iter().any(|out| out["framework"] == "flask" && out["support"] == "third_party")
    );
    assert_eq!(response["nearest_misses"], json!([]));
}

#[test]
fn candidates_that_must_have_excludes_completely_leave_the_nearest_misses() {
    let response = ask(&json!({
        "candidates": ["flask", "fastapi"],
        "must_have": ["admin_interface", "data_validation"],
        "minimum_support": "built_in",
    }));
    assert_eq!((&response["recommended"], &response["ranking"]), (&Value::Null, &json!([])));
    assert_eq!(response["nearest_misses"][0]["framework"], "fastapi");
    assert_eq!(response["nearest_misses"][0]["missing"], json!(["admin_interface"]));
}

#[test]
fn priorities_move_weights() {
    let weight = |response: &Value| {
        parts_of(&response["ranking"][0], "performance")["weight"].as_f64().unwrap()
    };
    let plain = ask(&json!({"answers": {"load": "high"}}));
    let more = ask(&json!({"answers": {"load": "high"}, "priorities": {"performance": 5}}));
    assert!(weight(&more) > 2.0 * weight(&plain));
}

#[test]
fn excluded_frameworks_do_not_take_part() {
    assert!(!ids(&ask(&json!({"exclude": ["django"]}))).contains(&"django"));
}

#[test]
fn the_link_gives_the_same_recommendation_and_is_cacheable() {
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
    let mut response = linked.json();
    assert_eq!(response["not_stored_because"], Value::Null);
    response["not_stored_because"] = posted["not_stored_because"].clone();
    assert_eq!(response, posted);
    assert_eq!(get_with(link, &[("if-none-match", &tag)]).status, 304);
}

#[test]
fn a_caller_that_objects_is_not_stored_and_gets_the_same_recommendation() {
    let json_type = ("content-type", "application/json");
    for (headers, body, reason) in [
        (vec![json_type], r#"{"store": false}"#, "asked_not_to"),
        (vec![json_type, ("sec-gpc", "1")], r#"{"store": true}"#, "gpc"),
        (vec![json_type, ("dnt", "1")], "{}", "dnt"),
        (vec![json_type, ("sec-gpc", "1, 1")], "{}", "gpc"),
        (vec![json_type, ("sec-gpc", "0"), ("sec-gpc", "1")], "{}", "gpc"),
        (vec![json_type, ("dnt", "0, 1")], "{}", "dnt"),
        (vec![json_type], "{}", "switched_off"),
    ] {
        let response = send("POST", PATH, &headers, body.as_bytes()).json();
        assert_eq!(
            (&response["stored"], &response["not_stored_because"]),
            (&json!(false), &json!(reason))
        );
        assert_eq!(response["recommended"], ask(&json!({}))["recommended"]);
    }
}

#[test]
fn a_posted_recommendation_is_never_cached() {
    assert_eq!(post_json(PATH, "{}").header("cache-control"), Some("no-store"));
}

#[test]
fn a_narrow_lead_is_called_close() {
    // Priorities that bring two frameworks as close together as a search over one of them can.
    let lead = |flexibility: f64| {
        let response = ask(&json!({
            "answers": {"project_type": "web_application"},
            "candidates": ["django", "flask"],
            "priorities": {"flexibility": flexibility},
        }));
        let lead = response["ranking"][1]["gap_to_first"]["points"].as_f64().unwrap();
        let sign = if response["recommended"] == "flask" { 1.0 } else { -1.0 };
        (sign * lead, response["summary"].as_str().unwrap().to_owned())
    };
    let (mut low, mut high) = (0.0, 5.0);
    assert!(lead(low).0 < 0.0 && lead(high).0 > 0.0, "the search has two sides");
    for _ in 0..20 {
        let middle = f64::midpoint(low, high);
        if lead(middle).0 < 0.0 { low = middle } else { high = middle }
    }
    let (_, summary) = lead(high);
    assert!(summary.ends_with("Flask and Django are close; either is defensible."), "{summary}");
}

#[test]
fn the_oldest_claim_behind_the_winner_is_reported() {
    let response = ask(&json!({"answers": {"project_type": "cms"}}));
    let oldest = &response["oldest_claim"];
    let framework = get(&format!("/v1/frameworks/{}", response["recommended"].as_str().unwrap()));
    let claims = framework.json()["claims"].clone();
    let claim = claims.as_array().unwrap().iter().find(|claim| claim["id"] == oldest["claim"]);
    assert_eq!(claim.unwrap()["verified_on"], oldest["verified_on"]);
    let cited = response["ranking"][0]["contributions"].as_array().unwrap().iter();
    let cited: Vec<&Value> = cited.flat_map(|part| part["claims"].as_array().unwrap()).collect();
    assert!(cited.contains(&&oldest["claim"]), "{oldest}");
}
