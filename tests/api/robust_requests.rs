//! Confidence, changes and targets: valid and invalid members of a request, and their effect.

use serde_json::{Value, json};

use crate::helpers::{get, post_json};

const PATH: &str = "/v1/recommendations";

/// The full response to a request that does not say how much it wants.
fn ask(request: &Value) -> Value {
    let mut request = request.clone();
    request.as_object_mut().unwrap().entry("detail").or_insert(json!("full"));
    let response = post_json(PATH, request.to_string());
    assert_eq!(response.status, 200, "{}", response.text());
    response.json()
}

/// The only fault of a request.
fn fault(request: &Value) -> Value {
    let response = post_json(PATH, request.to_string());
    assert_eq!(response.status, 422, "{request}: {}", response.text());
    let errors = response.json()["errors"].as_array().unwrap().clone();
    assert_eq!(errors.len(), 1, "{errors:?}");
    errors[0].clone()
}

#[test]
fn a_spread_is_a_number_from_0_to_3_unless_weights_are_uniform() {
    for spread in [
        json!(-0.1),
        json!(3.01),
        json!(1e308),
        json!(-1),
        json!("NaN"),
        json!("0.5"),
        json!("uniform"),
        json!([0.5]),
    ] {
        let fault = fault(&json!({ "spread": spread }));
        assert_eq!(fault["pointer"], "#/spread");
        assert_eq!(fault["detail"], "a spread is a number from 0 to 3");
    }
    assert_eq!(fault(&json!({"uniform": "yes"}))["detail"], "uniform must be true or false");
    assert_eq!(fault(&json!({"uniform": true, "spread": 1}))["pointer"], "#/spread");
    for (member, value, spread) in [
        ("spread", json!(0), json!(0.0)),
        ("spread", json!(-0.0), json!(0.0)),
        ("spread", json!(0.25), json!(0.25)),
        ("spread", json!(3), json!(3.0)),
        ("uniform", json!(true), Value::Null),
        ("uniform", json!(false), json!(0.25)),
    ] {
        let mut request = json!({"draws": 10, "candidates": ["django", "flask"]});
        request[member] = value;
        let response = ask(&request);
        let robustness = &response["robustness"];
        assert_eq!(
            (&robustness["spread"], robustness["uniform"].as_bool().unwrap()),
            (&spread, spread.is_null())
        );
        let link = response["links"]["self"].as_str().unwrap();
        assert_eq!(get(link).json()["ranking"], response["ranking"]);
    }
}

#[test]
fn draws_are_a_whole_number_from_1_to_100_000() {
    for draws in [
        json!(0),
        json!(-1),
        json!(100_001),
        json!(1_000_000_000),
        json!(1e308),
        json!(1.5),
        json!("10"),
        json!(true),
    ] {
        let fault = fault(&json!({ "draws": draws }));
        assert_eq!(fault["pointer"], "#/draws");
        assert_eq!(fault["detail"], "draws is a whole number from 1 to 100000");
    }
    for draws in [json!(1), json!(50.0)] {
        ask(&json!({"draws": draws, "candidates": ["django", "flask"]}));
    }
}

#[test]
fn a_target_has_to_take_part() {
    for (request, said) in [
        (json!({"target": "djnago"}), "there is no framework"),
        (json!({"target": 3}), "a string"),
        (json!({"target": "django", "exclude": ["django"]}), "django is excluded"),
        (json!({"target": "django", "candidates": ["flask"]}), "not among the candidates"),
    ] {
        let fault = fault(&request);
        assert_eq!(fault["pointer"], "#/target");
        assert!(fault["detail"].as_str().unwrap().contains(said), "{fault}");
    }
    assert_eq!(fault(&json!({"target": "djnago"}))["suggestion"], "django");
    ask(&json!({"target": "django", "candidates": ["django", "flask"], "draws": 10}));
}

#[test]
fn other_names_lead_to_the_framework_that_they_stand_for() {
    for (name, id) in [
        ("django-rest-framework", "django"),
        ("Django REST framework", "django"),
        ("drf", "django"),
        ("django_ninja", "django"),
        ("Starlite", "litestar"),
    ] {
        for request in
            [json!({"target": name}), json!({"candidates": [name]}), json!({"exclude": [name]})]
        {
            let fault = fault(&request);
            assert_eq!(fault["suggestion"], id, "{fault}");
            assert!(fault["detail"].as_str().unwrap().contains(id), "{fault}");
        }
    }
    assert_eq!(fault(&json!({"target": "rails"})).get("suggestion"), None);
    assert_eq!(fault(&json!({"target": "---"})).get("suggestion"), None);
}

#[test]
fn a_level_of_detail_is_one_of_three() {
    let fault = fault(&json!({"detail": "breif"}));
    assert_eq!((&fault["pointer"], &fault["suggestion"]), (&json!("#/detail"), &json!("brief")));
}

#[test]
fn a_link_reads_the_same_members() {
    for (query, pointer) in [
        ("spread=-1", "#/spread"),
        ("spread=NaN", "#/spread"),
        ("uniform=1", "#/uniform"),
        ("limit=0", "#/limit"),
        ("limit=256", "#/limit"),
        ("draws=0", "#/draws"),
        ("draws=1e9", "#/draws"),
        ("target=rails", "#/target"),
        ("target=flask&exclude=flask", "#/target"),
        ("detail=long", "#/detail"),
    ] {
        let response = get(&format!("{PATH}?{query}"));
        assert_eq!(response.status, 422, "{query}");
        assert_eq!(response.json()["errors"][0]["pointer"], pointer, "{query}");
    }
    let query = "candidates=django,flask&target=flask&uniform=true&draws=20&limit=1";
    let link = get(&format!("{PATH}?{query}")).json()["links"]["self"].clone();
    assert_eq!(link, format!("{PATH}?{query}"));
}

#[test]
fn a_tiny_priority_makes_no_long_link() {
    let request = json!({"priorities": {"performance": 1e-300}, "spread": 1e-300, "candidates": ["django", "flask"], "draws": 10});
    let response = ask(&request);
    let link = response["links"]["self"].as_str().unwrap();
    assert!(link.len() < 150, "{link}");
    assert_eq!(get(link).json()["ranking"], response["ranking"]);
}

#[test]
fn a_recommendation_contains_its_confidence() {
    let response = ask(&json!({"answers": {"project_type": "rest_api"}, "draws": 1_000}));
    let confidence = response["confidence"].as_f64().unwrap();
    assert!(confidence > 0.0 && confidence < 1.0, "{confidence}");
    let ranking = response["ranking"].as_array().unwrap();
    assert_eq!(ranking[0]["acceptability"][0], confidence);
    let share = |place: &Value, rank: usize| place["acceptability"][rank].as_f64().unwrap();
    for rank in 0..ranking.len() {
        let of_rank: f64 = ranking.iter().map(|place| share(place, rank)).sum();
        let of_framework: f64 = (0..ranking.len()).map(|r| share(&ranking[rank], r)).sum();
        assert!((of_rank - 1.0).abs() < 1e-9 && (of_framework - 1.0).abs() < 1e-9);
    }
    let summary = response["summary"].as_str().unwrap();
    assert!(
        summary.contains(" plausible readings of your priorities")
            || summary.contains("either is defensible"),
        "{summary}"
    );
    assert_eq!(response["robustness"]["draws"], 1_000);
    assert_eq!(response["robustness"]["spread"], 0.25);
    assert_eq!(response["robustness"]["methods"].as_array().unwrap().len(), 4);
    assert_eq!(response["robustness"]["methods"][0]["winner"], response["recommended"]);
    for interval in response["robustness"]["stability"].as_array().unwrap() {
        let [from, weight, to] =
            ["from", "weight", "to"].map(|name| interval[name].as_f64().unwrap());
        assert!(0.0 <= from && from <= weight && weight <= to && to <= 1.0, "{interval}");
    }
}

#[test]
fn every_change_that_is_listed_gives_what_it_promises() {
    let answers =
        json!({"project_type": "rest_api", "project_size": "small", "features": ["api_docs"]});
    let response = ask(&json!({"answers": answers, "draws": 10}));
    let ways = response["would_change_it"].as_array().unwrap();
    assert!(!ways.is_empty() && ways.len() <= 5);
    for way in ways {
        let changed = ask(&json!({"answers": applied(&answers, &way["changes"]), "draws": 10}));
        assert_eq!(changed["recommended"], way["recommended"], "{way}");
        let lead = changed["ranking"][1]["gap_to_first"]["points"].as_f64().unwrap();
        assert!((lead - way["margin"].as_f64().unwrap()).abs() < 1e-9, "{way}");
        assert!(way["text"].as_str().unwrap().ends_with(" would come first."), "{way}");
    }
}

/// The answers after some changes.
fn applied(answers: &Value, changes: &Value) -> Value {
    let mut answers = answers.clone();
    for change in changes.as_array().unwrap() {
        let question = change["question"].as_str().unwrap();
        if question != "features" {
            answers[question] = change["to"].clone();
            continue;
        }
        let list = answers["features"].as_array_mut().unwrap();
        list.retain(|feature| *feature != change["from"]);
        if !change["to"].is_null() {
            list.push(change["to"].clone());
        }
    }
    answers
}

#[test]
fn a_target_gets_the_changes_that_would_make_it_win() {
    let answers = json!({"project_type": "rest_api", "features": ["api_docs"]});
    let target = |request: &Value| ask(request)["target"].clone();
    let django = target(&json!({"answers": answers, "target": "django", "draws": 10}));
    assert_eq!(django["framework"], "django");
    if django["outcome"] == "reached" {
        let changes = applied(&answers, &django["flip"]["changes"]);
        assert_eq!(ask(&json!({"answers": changes, "draws": 10}))["recommended"], "django");
    } else {
        assert_eq!((&django["outcome"], &django["flip"]), (&json!("out_of_reach"), &Value::Null));
    }
    let first = target(&json!({"candidates": ["flask"], "target": "flask", "draws": 10}));
    assert_eq!(first["outcome"], "first");
    let lacking = target(&json!({
        "target": "flask", "must_have": ["admin_interface"], "minimum_support": "built_in", "draws": 10,
    }));
    assert_eq!(lacking["outcome"], "excluded");
    assert_eq!(target(&json!({"draws": 10})), Value::Null);
}

#[test]
fn the_empty_request_gets_a_recommendation_that_answers_can_change() {
    let response = ask(&json!({}));
    let confidence = response["confidence"].as_f64().unwrap();
    assert!(confidence > 0.0 && confidence < 1.0, "{confidence}");
    assert_eq!(response["settled"], false);
    assert!(!response["can_change"].as_array().unwrap().is_empty());
    assert!(response["next_question"]["expected_gain"].as_f64().unwrap() > 0.0);
}

#[test]
fn if_every_framework_is_excluded_there_is_no_confidence() {
    let response = ask(&json!({
        "candidates": ["flask"], "must_have": ["admin_interface"], "minimum_support": "built_in", "target": "flask",
    }));
    assert_eq!((&response["recommended"], &response["confidence"]), (&Value::Null, &Value::Null));
    assert_eq!(response["would_change_it"], json!([]));
    assert_eq!(response["next_question"], Value::Null);
    let alone = ask(&json!({"candidates": ["flask"]}));
    assert_eq!((&alone["confidence"], &alone["settled"]), (&json!(1.0), &json!(true)));
}

#[test]
fn a_settled_recommendation_says_so() {
    let response = ask(&json!({
        "answers": {
            "project_type": "cms", "project_size": "large", "deadline": "tight", "budget": "low",
            "team_size": "large", "experience": "beginner", "database": "relational",
            "control": "conventions", "security": "high", "load": "low",
        },
        "candidates": ["django", "flask"],
    }));
    assert_eq!(response["settled"], true, "{}", response["can_change"]);
    assert_eq!(response["can_change"], json!([]));
    let summary = response["summary"].as_str().unwrap();
    assert!(summary.contains("no answer to the open questions"), "{summary}");
}

#[test]
fn ties_stay_ties_however_they_are_asked() {
    let criteria = get("/v1/criteria").json();
    let ids = criteria["items"].as_array().unwrap().iter().map(|c| c["id"].as_str().unwrap());
    let priorities: Value = ids.map(|id| (id.to_owned(), json!(0))).collect();
    // All the weight is on one feature, which several frameworks have built in.
    let response = ask(&json!({
        "answers": {"features": ["templates"]}, "priorities": priorities, "draws": 100,
    }));
    let first = response["ranking"].as_array().unwrap().iter().filter(|place| place["rank"] == 1);
    let first: Vec<&Value> = first.collect();
    assert!(first.len() > 1 && first.iter().all(|place| place["tied"] == true), "{first:?}");
}
