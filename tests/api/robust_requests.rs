//! What can be asked of how sure an answer is: what is accepted, what is refused, and with which words.

use serde_json::{Value, json};

use crate::helpers::{get, post_json};

const PATH: &str = "/v1/recommendations";

fn ask(request: &Value) -> Value {
    let answer = post_json(PATH, request.to_string());
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

/// The only fault of a request.
fn fault(request: &Value) -> Value {
    let answer = post_json(PATH, request.to_string());
    assert_eq!(answer.status, 422, "{request}: {}", answer.text());
    let errors = answer.json()["errors"].as_array().unwrap().clone();
    assert_eq!(errors.len(), 1, "{errors:?}");
    errors[0].clone()
}

#[test]
fn a_spread_is_a_number_from_0_to_3_or_uniform() {
    for spread in [
        json!(-0.1),
        json!(3.01),
        json!(1e308),
        json!(-1),
        json!("NaN"),
        json!("0.5"),
        json!("unifrom"),
        json!([0.5]),
        Value::Null,
    ] {
        let fault = fault(&json!({ "spread": spread }));
        assert_eq!(fault["pointer"], "#/spread");
        assert_eq!(fault["detail"], "a spread is a number from 0 to 3, or uniform");
        let suggested = spread == "unifrom";
        assert_eq!(fault.get("suggestion").is_some(), suggested, "{fault}");
    }
    for spread in [json!(0), json!(-0.0), json!(0.25), json!(3), json!("uniform")] {
        let answer =
            ask(&json!({"spread": spread, "draws": 10, "candidates": ["django", "flask"]}));
        let link = answer["links"]["self"].as_str().unwrap();
        assert_eq!(get(link).json()["ranking"], answer["ranking"]);
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
        ("web2py", "py4web"),
        ("Starlite", "litestar"),
        ("pylons", "pyramid"),
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
fn a_level_of_detail_is_one_of_two() {
    let fault = fault(&json!({"detail": "breif"}));
    assert_eq!((&fault["pointer"], &fault["suggestion"]), (&json!("#/detail"), &json!("brief")));
}

#[test]
fn a_link_reads_the_same_members() {
    for (query, pointer) in [
        ("spread=-1", "#/spread"),
        ("spread=NaN", "#/spread"),
        ("spread=", "#/spread"),
        ("draws=0", "#/draws"),
        ("draws=1e9", "#/draws"),
        ("target=rails", "#/target"),
        ("target=flask&exclude=flask", "#/target"),
        ("detail=long", "#/detail"),
    ] {
        let answer = get(&format!("{PATH}?{query}"));
        assert_eq!(answer.status, 422, "{query}");
        assert_eq!(answer.json()["errors"][0]["pointer"], pointer, "{query}");
    }
    let query = "candidates=django,flask&target=flask&spread=uniform&draws=20";
    let link = get(&format!("{PATH}?{query}")).json()["links"]["self"].clone();
    assert_eq!(link, format!("{PATH}?{query}"));
}

#[test]
fn a_tiny_priority_makes_no_long_link() {
    let request = json!({"priorities": {"performance": 1e-300}, "spread": 1e-300, "candidates": ["django", "flask"], "draws": 10});
    let answer = ask(&request);
    let link = answer["links"]["self"].as_str().unwrap();
    assert!(link.len() < 150, "{link}");
    assert_eq!(get(link).json()["ranking"], answer["ranking"]);
}
