//! Requests in plain English: answers found in a text, explicit answers, rejected texts.

use serde_json::{Value, json};

use crate::helpers::{get, post_json};

const PATH: &str = "/v1/recommendations";

/// The response to a request that takes little time.
fn ask(mut request: Value) -> Value {
    request["draws"] = json!(10);
    request["detail"] = json!("full");
    let response = post_json(PATH, request.to_string());
    assert_eq!(response.status, 200, "{}", response.text());
    response.json()
}

fn understood(response: &Value) -> Vec<String> {
    let found = response["understood"].as_array().unwrap().iter();
    let name = |found: &Value| {
        format!("{}={}", found["question"].as_str().unwrap(), found["option"].as_str().unwrap())
    };
    found.map(name).collect()
}

#[test]
fn what_is_understood_comes_with_the_words_and_their_places() {
    let text = "🦀 a small JSON service over MongoDB";
    let response = ask(json!({ "text": text }));
    assert!(
        understood(&response).contains(&"database=nosql".to_owned()),
        "{}",
        response["understood"]
    );
    let characters: Vec<char> = text.chars().collect();
    for found in response["understood"].as_array().unwrap() {
        assert_eq!(found["counts"], true);
        for words in found["evidence"].as_array().unwrap() {
            let [start, end] =
                ["start", "end"].map(|end| usize::try_from(words[end].as_u64().unwrap()).unwrap());
            let shown: String = characters[start..end].iter().collect();
            assert_eq!(words["text"], shown);
        }
    }
    let link = response["links"]["self"].as_str().unwrap();
    assert!(link.contains("database=nosql") && !link.contains("MongoDB"), "{link}");
    assert_eq!(get(link).json()["ranking"], response["ranking"]);
}

#[test]
fn explicit_answers_take_precedence_and_features_are_united() {
    let text = "a small site over MongoDB with user accounts";
    let alone = ask(json!({ "text": text }));
    assert!(understood(&alone).contains(&"features=user_accounts".to_owned()), "{alone}");
    let both = ask(json!({
        "text": text,
        "answers": {"database": "relational", "features": ["api_docs"]},
    }));
    let database = both["understood"].as_array().unwrap().iter();
    let database: Vec<&Value> = database.filter(|found| found["question"] == "database").collect();
    assert_eq!(database[0]["counts"], false, "{database:?}");
    let link = both["links"]["self"].as_str().unwrap();
    for said in ["database=relational", "api_docs", "user_accounts"] {
        assert!(link.contains(said), "{said} is missing in {link}");
    }
    assert!(!link.contains("database=nosql"), "{link}");
}

#[test]
fn a_rejected_feature_counts_unless_it_is_asked_for() {
    let text = "a small site without user accounts";
    for (features, counts) in [(json!([]), true), (json!(["user_accounts"]), false)] {
        let response = ask(json!({ "text": text, "answers": {"features": features} }));
        let unwanted = response["unwanted"].as_array().unwrap();
        assert_eq!(unwanted[0]["option"], "user_accounts", "{response}");
        assert_eq!(unwanted[0]["counts"], counts, "{response}");
        let link = response["links"]["self"].as_str().unwrap();
        assert_eq!(link.contains("unwanted=user_accounts"), counts, "{link}");
    }
}

#[test]
fn responses_to_different_texts_are_not_confused() {
    let first = ask(json!({"text": "we store it in MongoDB"}));
    let second = ask(json!({"text": "we store it in CouchDB"}));
    assert_eq!(first["links"], second["links"]);
    assert_ne!(first["understood"], second["understood"]);
    assert_eq!(ask(json!({"answers": {"database": "nosql"}})).get("understood"), None);
}

#[test]
fn a_text_that_is_too_long_is_rejected_with_its_length_and_without_its_words() {
    for text in
        ["canarY".repeat(334), format!("{}x", "🦀".repeat(2_000)), "database ".repeat(2_000)]
    {
        if text.len() > 15_000 {
            continue;
        }
        let response = post_json(PATH, json!({ "text": text }).to_string());
        assert_eq!(response.status, 422);
        let problem = response.json();
        assert_eq!(problem["errors"][0]["pointer"], "#/text");
        let count = text.chars().count();
        let expected = format!("the text has {count} characters; it may have up to 2000");
        assert_eq!(problem["errors"][0]["detail"], expected);
        assert!(!response.text().contains("canarY") && !response.text().contains('🦀'));
    }
    assert!(ask(json!({"text": "🦀".repeat(2_000)}))["understood"] == json!([]));
}

#[test]
fn a_text_of_2000_escaped_characters_is_within_the_limit() {
    let body =
        |count| format!("{{\"draws\": 10, \"text\": \"{}\"}}", r"\ud83e\udd80".repeat(count));
    assert_eq!(post_json(PATH, body(2_000)).status, 200);
    let problem = post_json(PATH, body(2_001)).json();
    assert_eq!(problem["errors"][0]["pointer"], "#/text");
}

#[test]
fn what_a_text_says_about_team_and_environment_counts_and_the_rest_is_listed() {
    let plain = ask(json!({"text": "An online shop."}));
    assert_eq!(plain["also_understood"], json!([]));
    let text = "An online shop. It must run on Windows, and we know Django. \
        It must have a permissive licence.";
    let heard = ask(json!({ "text": text }));
    let found = heard["also_understood"].as_array().unwrap();
    let found: Vec<_> =
        found.iter().map(|found| (found["id"].as_str().unwrap(), &found["counts"])).collect();
    let [yes, no] = [json!(true), json!(false)];
    assert_eq!(
        found,
        [("operating_system=windows", &yes), ("licence=permissive", &no), ("team_knows", &yes)]
    );
    assert_eq!(heard["also_understood"][0]["evidence"][0]["text"], "run on Windows");
    assert_eq!(heard["also_understood"][2]["framework"], "django");
    let link = heard["links"]["self"].as_str().unwrap();
    assert!(link.contains("team_knows=django") && link.contains("operating_system=windows"));
    assert_eq!(get(link).json()["ranking"], heard["ranking"]);
}

#[test]
fn two_values_of_one_demand_cancel_each_other_and_are_listed() {
    let heard = ask(
        json!({"text": "A shop. The host is wsgi only, and it must be asgi. It runs on Windows."}),
    );
    let found = heard["also_understood"].as_array().unwrap();
    let counts = |id: &str| found.iter().find(|found| found["id"] == id).unwrap()["counts"].clone();
    assert_eq!([counts("interface=wsgi"), counts("interface=asgi")], [false, false]);
    assert_eq!(counts("operating_system=windows"), true);
    let link = heard["links"]["self"].as_str().unwrap();
    assert!(!link.contains("interface"), "{link}");
    assert_eq!(get(link).json()["ranking"], heard["ranking"]);
}

#[test]
fn a_reason_against_any_framework_comes_with_what_to_use_instead() {
    let heard = ask(json!({"text": "Just files on a free host."}));
    assert_eq!(heard["scope"]["fits"], false);
    assert!(!heard["scope"]["instead"].as_array().unwrap().is_empty());
    assert!(!heard["scope"]["evidence"].as_array().unwrap().is_empty());
    let meant = ask(json!({"answers": {"project_type": "static_site"}}));
    assert_eq!((&meant["scope"]["fits"], &meant["scope"]["evidence"]), (&json!(false), &json!([])));
    let with_forms =
        ask(json!({"answers": {"project_type": "static_site", "features": ["forms"]}}));
    assert_eq!(with_forms["scope"]["fits"], true);
    assert!(!meant["ranking"].as_array().unwrap().is_empty());
}

#[test]
fn a_text_that_cannot_be_understood_is_answered_with_the_reason() {
    for (text, code) in [
        ("Wir brauchen einen Shop mit REST API und Anmeldung für unsere Kunden.", "not_english"),
        ("Django, Flask", "only_frameworks"),
    ] {
        let response = ask(json!({ "text": text }));
        assert_eq!(response["understood"], json!([]), "{text}");
        assert_eq!(response["text_notes"][0]["code"], code);
    }
    assert_eq!(ask(json!({"text": "An online shop."}))["text_notes"], json!([]));
}

#[test]
fn a_text_that_is_not_a_string_is_rejected() {
    for text in [json!(3), json!(["a shop"])] {
        let problem = post_json(PATH, json!({ "text": text }).to_string()).json();
        assert_eq!(problem["errors"][0]["detail"], "the text must be a string");
    }
}

#[test]
fn odd_texts_get_a_recommendation() {
    for text in [
        "",
        " \t\n",
        "👍👍👍",
        "מסד נתונים ואתר קטן عربى",
        "not not no database",
        "Django",
        "\u{0}\u{7}\u{1b}[31m small\u{200b} shop \u{202e}",
        &"a ".repeat(1_000),
        &"database ".repeat(222),
    ] {
        let response = ask(json!({ "text": text }));
        assert!(response["recommended"].is_string(), "{text:?}");
    }
    assert_eq!(understood(&ask(json!({"text": "Django"}))), Vec::<String>::new());
}

#[test]
fn an_address_takes_no_text() {
    for query in ["text=a%20shop", "text="] {
        let response = get(&format!("{PATH}?{query}"));
        assert_eq!(response.status, 422);
        let error = response.json()["errors"][0].clone();
        assert_eq!(error["pointer"], "#/text");
        assert!(error["detail"].as_str().unwrap().contains("no parameter"), "{error}");
    }
}
