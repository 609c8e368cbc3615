//! Brief recommendations: their members, and that they are always smaller than 4 KiB.

use std::sync::{Arc, LazyLock};

use serde_json::{Map, Value, json};

use crate::helpers::{Server, frozen_knowledge, get, post_json};

const PATH: &str = "/v1/recommendations";
const MAX_BYTES: usize = 4 * 1024;

/// A server whose knowledge has sixteen frameworks: each of the frozen ones four times.
static SIXTEEN: LazyLock<Server> = LazyLock::new(|| {
    let mut knowledge = frozen_knowledge();
    let frozen = knowledge.frameworks.clone();
    for copy in 2..=4 {
        for mut framework in frozen.clone() {
            let record = Arc::make_mut(&mut framework.record);
            record.id = format!("{}_{copy}", record.id);
            record.name = format!("{} {copy}", record.name);
            knowledge.frameworks.push(framework);
        }
    }
    Server::on(knowledge)
});

fn everything(pick: impl Fn(usize) -> usize) -> Value {
    let questions = get("/v1/questions").json();
    let answers: Map<String, Value> = questions["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|question| {
            let options = question["options"].as_array().unwrap();
            let ids: Vec<&Value> = options.iter().map(|option| &option["id"]).collect();
            let multiple = question["multiple"] == true;
            let chosen = if multiple { json!(ids) } else { ids[pick(ids.len())].clone() };
            (question["id"].as_str().unwrap().to_owned(), chosen)
        })
        .collect();
    Value::Object(answers)
}

/// The brief response of the server with sixteen frameworks.
fn brief(mut request: Value) -> Value {
    request["detail"] = json!("brief");
    let headers = [("content-type", "application/json")];
    let response = SIXTEEN.send("POST", PATH, &headers, request.to_string().as_bytes());
    assert_eq!(response.status, 200, "{}", response.text());
    assert!(response.body.len() < MAX_BYTES, "{} bytes: {}", response.body.len(), response.text());
    response.json()
}

#[test]
fn sixteen_frameworks_with_everything_answered_fit_into_4_kib() {
    let last = |count: usize| count - 1;
    for answers in [everything(|_| 0), everything(last), everything(|count| count / 2)] {
        let response = brief(json!({ "answers": answers }));
        assert_eq!(response["ranking"].as_array().unwrap().len(), 16);
        assert!(response["links"]["self"].is_string());
    }
}

#[test]
fn the_longest_request_there_can_be_fits_into_4_kib() {
    let criteria = get("/v1/criteria").json();
    let mut priorities = Map::new();
    for criterion in criteria["items"].as_array().unwrap() {
        priorities
            .insert(criterion["id"].as_str().unwrap().to_owned(), json!(1.234_567_890_123_456_7));
    }
    let frameworks = SIXTEEN.send("GET", "/v1/frameworks", &[], b"").json();
    let ids: Vec<&Value> =
        frameworks["items"].as_array().unwrap().iter().map(|found| &found["id"]).collect();
    let answers = everything(|_| 0);
    for feature in answers["features"].as_array().unwrap() {
        let column = format!("feature:{}", feature.as_str().unwrap());
        priorities.insert(column, json!(1.234_567_890_123_456_7));
    }
    let response = brief(json!({
        "answers": answers,
        "priorities": priorities,
        "candidates": ids,
        "target": ids[0],
        "spread": 1.234_567_890_123_456_7,
        "draws": 99,
    }));
    assert_eq!(response["links"]["self"], Value::Null);
}

#[test]
fn a_brief_response_agrees_with_the_full_one() {
    let request = json!({"answers": {"project_type": "rest_api"}, "draws": 100});
    let full = post_json(PATH, request.to_string()).json();
    let mut brief = request;
    brief["detail"] = json!("brief");
    let brief = post_json(PATH, brief.to_string()).json();
    assert_eq!((&full["detail"], &brief["detail"]), (&json!("full"), &json!("brief")));
    for member in
        ["recommended", "summary", "confidence", "settled", "next_question", "knowledge_digest"]
    {
        assert_eq!(brief[member], full[member], "{member}");
    }
    let places = full["ranking"].as_array().unwrap().iter();
    for (full, brief) in places.zip(brief["ranking"].as_array().unwrap()) {
        for member in ["rank", "framework", "name", "tied"] {
            assert_eq!(brief[member], full[member], "{member}");
        }
        let [exact, shown] = [full, brief].map(|place| place["score"].as_f64().unwrap());
        assert!((exact - shown).abs() <= 5e-5);
        assert!(brief["sentence"].as_str().unwrap().ends_with('.'));
    }
    let linked = get(brief["links"]["self"].as_str().unwrap()).json();
    assert_eq!(linked["ranking"], brief["ranking"]);
}
