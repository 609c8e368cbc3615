//! Batches: results in order, problems of single requests, limits of the whole batch.

use serde_json::{Value, json};

use crate::helpers::{post_json, send};

const PATH: &str = "/v1/recommendations/batch";

/// A request that takes little time.
fn quick() -> Value {
    json!({"answers": {"project_type": "cms"}, "candidates": ["django", "flask"], "draws": 10, "store": false})
}

fn ask(requests: &[Value]) -> Vec<Value> {
    let response = post_json(PATH, json!({ "requests": requests }).to_string());
    assert_eq!(response.status, 200, "{}", response.text());
    assert_eq!(response.header("cache-control"), Some("no-store"));
    response.json()["results"].as_array().unwrap().clone()
}

fn refused(body: &Value) -> Value {
    let response = post_json(PATH, body.to_string());
    assert_eq!(response.status, 422, "{}", response.text());
    response.json()
}

#[test]
fn each_request_gets_the_result_that_it_gets_alone() {
    let requests =
        [quick(), json!({"draws": 10}), json!({"answers": {"project_type": "cms"}, "draws": 10})];
    let results = ask(&requests);
    assert_eq!(results.len(), 3);
    for (index, (request, result)) in requests.iter().zip(&results).enumerate() {
        let alone = post_json("/v1/recommendations", request.to_string()).json();
        assert_eq!((&result["index"], &result["status"]), (&json!(index), &json!(200)));
        assert_eq!(result["recommendation"], alone);
        assert!(result.get("problem").is_none());
    }
}

#[test]
fn half_of_a_hundred_faulty_ones_get_problems_that_point_into_them() {
    let alone = json!({"candidates": ["django"], "draws": 10, "store": false});
    let faulty = json!({"answers": {"project_type": "cmz"}, "spread": -1});
    let requests: Vec<Value> =
        (0..100).map(|index| if index % 2 == 0 { alone.clone() } else { faulty.clone() }).collect();
    let results = ask(&requests);
    assert_eq!(results.len(), 100);
    for (index, result) in results.iter().enumerate() {
        assert_eq!(result["index"], index);
        if index % 2 == 0 {
            assert_eq!(result["recommendation"]["recommended"], "django");
            continue;
        }
        assert_eq!((&result["status"], &result["problem"]["status"]), (&json!(422), &json!(422)));
        assert!(result.get("recommendation").is_none());
        let errors = result["problem"]["errors"].as_array().unwrap();
        let pointers: Vec<&Value> = errors.iter().map(|error| &error["pointer"]).collect();
        assert_eq!(pointers, ["#/answers/project_type", "#/spread"]);
    }
}

#[test]
fn a_batch_of_the_wrong_size_or_shape_is_rejected_as_a_whole() {
    for (body, pointer, said) in [
        (json!({"requests": []}), "#/requests", "1 to 100 requests, not 0"),
        (json!({"requests": vec![quick(); 101]}), "#/requests", "1 to 100 requests, not 101"),
        (json!({"requests": quick()}), "#/requests", "a list"),
        (json!({}), "#/requests", "a list"),
        (json!([quick()]), "#", "an object"),
    ] {
        let problem = refused(&body);
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem}");
        assert!(problem["errors"][0]["detail"].as_str().unwrap().contains(said), "{problem}");
    }
    let problem = refused(&json!({"request": [quick()]}));
    assert_eq!(problem["errors"][0]["suggestion"], "requests", "{problem}");
}

#[test]
fn the_draws_of_a_batch_are_bounded_together() {
    let many = json!({"candidates": ["django"], "draws": 100_000});
    let problem = refused(&json!({"requests": vec![many; 11]}));
    let detail = problem["errors"][0]["detail"].as_str().unwrap();
    assert!(detail.contains("1100000 draws") && detail.contains("1000000"), "{detail}");
}

#[test]
fn an_item_that_is_no_object_is_a_fault_of_that_item() {
    let results = ask(&[json!(null), quick(), json!([])]);
    let statuses: Vec<&Value> = results.iter().map(|result| &result["status"]).collect();
    assert_eq!(statuses, [422, 200, 422]);
    assert_eq!(results[2]["problem"]["errors"][0]["pointer"], "#");
}

#[test]
fn a_batch_may_be_longer_than_a_single_request() {
    let padded = |length: usize| {
        let text = json!({"requests": [quick()]}).to_string();
        format!("{text}{}", " ".repeat(length - text.len()))
    };
    assert_eq!(post_json(PATH, padded(256 * 1024)).status, 200);
    let problem = post_json(PATH, padded(256 * 1024 + 1)).json();
    assert_eq!(problem["type"], "/problems/body-too-large");
}

#[test]
fn every_request_is_stored_or_not_as_it_wishes_unless_the_caller_objects() {
    let silent = json!({"candidates": ["django"], "draws": 10});
    let body = json!({"requests": [quick(), silent]}).to_string();
    let reasons = |signal: (&str, &str)| {
        let headers = [("content-type", "application/json"), signal];
        let response = send("POST", PATH, &headers, body.as_bytes()).json();
        let results = response["results"].as_array().unwrap().clone();
        let reason = |result: &Value| result["recommendation"]["not_stored_because"].clone();
        results.iter().map(reason).collect::<Vec<Value>>()
    };
    assert_eq!(reasons(("sec-gpc", "1")), ["asked_not_to", "gpc"]);
    assert_eq!(reasons(("dnt", "1")), ["asked_not_to", "dnt"]);
    assert_eq!(reasons(("dnt", "0")), ["asked_not_to", "switched_off"]);
}
