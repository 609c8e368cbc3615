//! Levels of detail: what each contains, and that `brief` and `standard` are always short.

use std::sync::{Arc, LazyLock};

use serde_json::{Map, Value, json};

use crate::helpers::{Server, frozen_knowledge, get, post_json};

const PATH: &str = "/v1/recommendations";
/// The most bytes of each level about sixteen frameworks.
const MAX_BYTES: [(&str, usize); 2] = [("brief", 1_500), ("standard", 8_000)];

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

/// The response of the server with sixteen frameworks, in brief or as standard.
fn short(request: &Value, (detail, most): (&str, usize)) -> Value {
    let mut request = request.clone();
    request["detail"] = json!(detail);
    let headers = [("content-type", "application/json")];
    let response = SIXTEEN.send("POST", PATH, &headers, request.to_string().as_bytes());
    assert_eq!(response.status, 200, "{}", response.text());
    // A receipt takes 38 bytes more than null.
    let bytes = response.body.len() + 38;
    assert!(bytes <= most, "{bytes} bytes: {}", response.text());
    response.json()
}

#[test]
fn sixteen_frameworks_with_everything_answered_are_short() {
    let last = |count: usize| count - 1;
    for answers in [json!({}), everything(|_| 0), everything(last), everything(|count| count / 2)] {
        for level in MAX_BYTES {
            let response = short(&json!({ "answers": answers }), level);
            assert_eq!(response["ranking"].as_array().unwrap().len(), 16);
            assert!(!response["ranking"][0]["strengths"].as_array().unwrap().is_empty());
        }
    }
}

#[test]
fn the_longest_request_there_can_be_gets_a_short_response() {
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
    let request = json!({
        "answers": answers,
        "priorities": priorities,
        "candidates": ids,
        "target": ids[0],
        "spread": 1.234_567_890_123_456_7,
        "draws": 99,
    });
    assert_eq!(short(&request, MAX_BYTES[0])["links"]["page"], Value::Null);
    // Its two links alone take 5 KB.
    assert!(short(&request, ("standard", 12_000))["links"]["self"].is_string());
}

#[test]
fn the_levels_agree() {
    let request =
        json!({"answers": {"project_type": "rest_api", "features": ["api_docs"]}, "draws": 100});
    let [brief, standard, full] = ["brief", "standard", "full"].map(|detail| {
        let mut request = request.clone();
        request["detail"] = json!(detail);
        let response = post_json(PATH, request.to_string()).json();
        assert_eq!(response["detail"], detail);
        response
    });
    assert_eq!(post_json(PATH, request.to_string()).json(), standard, "the default");
    for member in ["recommended", "confidence", "settled", "knowledge_version"] {
        assert_eq!((&brief[member], &standard[member]), (&full[member], &full[member]), "{member}");
    }
    for member in ["summary", "knowledge_digest"] {
        assert_eq!(standard[member], full[member], "{member}");
    }
    let places = |response: &Value| response["ranking"].as_array().unwrap().clone();
    let (briefly, exactly) = (places(&brief), places(&full));
    assert_eq!(briefly.len(), exactly.len());
    for (index, (standard, full)) in places(&standard).iter().zip(&exactly).enumerate() {
        for member in ["rank", "framework", "name", "tied", "largest_gap"] {
            assert_eq!(standard[member], full[member], "{member}");
        }
        assert_eq!(briefly[index]["framework"], full["framework"]);
        let score = |place: &Value| place["score"].as_f64().unwrap();
        assert!((score(standard) - score(full)).abs() <= 5.1e-5);
        assert!((score(&briefly[index]) - score(full)).abs() <= 5.1e-4);
        assert_eq!(full["acceptability"][0], full["first_share"]);
        assert_eq!(standard["first_share"], full["first_share"]);
        let explained = index < 3;
        assert_eq!(standard.get("strengths").is_some(), explained);
        for reason in standard["strengths"].as_array().into_iter().flatten() {
            assert!(full["strengths"].as_array().unwrap().contains(reason), "{reason}");
        }
    }
    let reasons = briefly[0]["strengths"].as_array().unwrap();
    assert!((1..=2).contains(&reasons.len()));
    let texts = exactly[0]["strengths"].as_array().unwrap();
    for reason in reasons {
        let text = reason["text"].as_str().unwrap();
        assert!(
            texts.iter().any(|full| full["text"].as_str().unwrap().starts_with(text)),
            "{text}"
        );
        assert!(reason["sources"].as_array().unwrap().len() <= 1);
    }
}

#[test]
fn a_standard_response_cites_claims_with_texts_and_sources_with_addresses() {
    let request = json!({"answers": {"project_type": "cms", "goal": "learn_fundamentals"}});
    let response = post_json(PATH, request.to_string()).json();
    let (mut claims, mut sources) = (0, 0);
    for place in response["ranking"].as_array().unwrap() {
        for reason in place["strengths"].as_array().into_iter().flatten() {
            for claim in reason["claims"].as_array().unwrap() {
                let path = format!("/v1/claims/{}", claim["id"].as_str().unwrap());
                assert_eq!(get(&path).json()["text"], claim["text"]);
                claims += 1;
            }
            for source in reason["sources"].as_array().unwrap() {
                assert!(source["url"].as_str().unwrap().contains(':'));
                sources += 1;
            }
        }
    }
    assert!(claims > 0 && sources > 0, "{response}");
}

#[test]
fn a_limit_shortens_the_ranking_and_nothing_else() {
    for detail in ["brief", "standard", "full"] {
        let mut request =
            json!({"answers": {"project_type": "cms"}, "draws": 100, "detail": detail});
        let whole = post_json(PATH, request.to_string()).json();
        request["limit"] = json!(2);
        let limited = post_json(PATH, request.to_string()).json();
        let first: Vec<&Value> = whole["ranking"].as_array().unwrap().iter().take(2).collect();
        let frameworks = |places: &[&Value]| -> Vec<Value> {
            places.iter().map(|place| place["framework"].clone()).collect()
        };
        let shown: Vec<&Value> = limited["ranking"].as_array().unwrap().iter().collect();
        assert_eq!(frameworks(&shown), frameworks(&first));
        assert_eq!(limited["confidence"], whole["confidence"]);
        if let Some(link) = limited["links"]["self"].as_str() {
            assert_eq!(get(link).json()["ranking"], limited["ranking"]);
        }
    }
}

#[test]
fn a_text_in_a_standard_response_comes_back_as_what_was_understood() {
    let said = post_json(PATH, json!({"text": "a small CMS"}).to_string()).json();
    assert!(!said["understood"].as_array().unwrap().is_empty());
    let silent = post_json(PATH, json!({}).to_string()).json();
    assert!(silent.get("understood").is_none() && silent.get("text_notes").is_none());
}
