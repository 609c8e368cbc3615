//! Frameworks, criteria, questions, capabilities, sources and comparisons.

use serde_json::{Value, json};

use crate::helpers::get;

fn items(path: &str) -> Vec<Value> {
    let response = get(path);
    assert_eq!(response.status, 200, "{path}: {}", response.text());
    let list = response.json();
    let items = list["items"].as_array().unwrap().clone();
    assert_eq!(list["total"], items.len(), "{path}");
    assert_eq!(list["knowledge_version"], get("/v1/knowledge").json()["version"]);
    items
}

fn ids(items: &[Value]) -> Vec<&str> {
    items.iter().map(|item| item["id"].as_str().unwrap()).collect()
}

#[test]
fn lists_come_whole() {
    assert_eq!(items("/v1/criteria").len(), 18);
    assert_eq!(items("/v1/questions").len(), 13);
    assert_eq!(items("/v1/capabilities").len(), 30);
    assert_eq!(items("/v1/frameworks").len(), 4);
    let knowledge = get("/v1/knowledge").json();
    assert_eq!(items("/v1/sources").len(), knowledge["counts"]["sources"]);
}

#[test]
fn filters_have_to_hold_together() {
    for (query, expected) in [
        (
            "capability=websockets,templates&support=built_in&kind=async_api",
            vec!["fastapi", "litestar"],
        ),
        ("capability=orm,admin_interface&support=built_in", vec!["django"]),
        ("interface=wsgi", vec!["django", "flask"]),
        ("interface=wsgi&kind=full_stack", vec!["django"]),
        ("interface=asgi&kind=micro", vec![]),
        ("q=STARLITE", vec!["litestar"]),
        ("q=nothing%20like%20it", vec![]),
    ] {
        assert_eq!(ids(&items(&format!("/v1/frameworks?{query}"))), expected, "{query}");
    }
}

#[test]
fn a_framework_shows_where_everything_comes_from() {
    let sources = items("/v1/sources");
    let sources = ids(&sources);
    for id in ids(&items("/v1/frameworks")) {
        let framework = get(&format!("/v1/frameworks/{id}")).json();
        assert_eq!(framework["capabilities"].as_array().unwrap().len(), 30);
        let listed = |member: &str| framework[member].as_array().unwrap().clone();
        for part in listed("facts").iter().chain(&listed("capabilities")) {
            assert!(sources.contains(&part["source"].as_str().unwrap()), "{part}");
        }
        for claim in listed("claims") {
            for source in claim["sources"].as_array().unwrap() {
                assert!(sources.contains(&source.as_str().unwrap()), "{claim}");
            }
        }
        for rating in listed("ratings") {
            let (low, value, high) = (&rating["low"], &rating["value"], &rating["high"]);
            assert!(low.as_f64() <= value.as_f64() && value.as_f64() <= high.as_f64(), "{rating}");
            let grounds = match rating["basis"].as_str().unwrap() {
                "derived" => &rating["inputs"],
                "editorial" => &rating["claims"],
                other => panic!("{other}: {rating}"),
            };
            assert!(!grounds.as_array().unwrap().is_empty(), "{rating}");
        }
    }
}

#[test]
fn a_derived_rating_can_be_recomputed_from_its_inputs() {
    for rating in get("/v1/frameworks/flask").json()["ratings"].as_array().unwrap() {
        if rating["basis"] == "derived" {
            let inputs = rating["inputs"].as_array().unwrap().iter();
            let mean: f64 = inputs
                .map(|input| input["value"].as_f64().unwrap() * input["share"].as_f64().unwrap())
                .sum();
            assert!((mean - rating["value"].as_f64().unwrap()).abs() < 1e-12, "{rating}");
        }
    }
}

#[test]
fn a_source_names_the_claims_that_lean_on_it() {
    let article = get("/v1/sources/coderspace-2023").json();
    assert!(article["supports"].as_array().unwrap().len() > 50);
    assert_eq!(article["published"], "2023-07-17");
}

#[test]
fn a_comparison_keeps_the_order_asked_for() {
    let comparison = get("/v1/comparison?frameworks=flask,django").json();
    assert_eq!(ids(comparison["frameworks"].as_array().unwrap()), ["flask", "django"]);
    assert_eq!(comparison["capabilities"].as_array().unwrap().len(), 30);
    let admin = comparison["capabilities"].as_array().unwrap();
    let admin = admin.iter().find(|row| row["id"] == "admin_interface").unwrap();
    assert_eq!(admin["frameworks"]["django"]["support"], "built_in");
    assert_eq!(admin["frameworks"]["flask"]["support"], "third_party");
    for part in ["advantages", "disadvantages", "use_when", "avoid_when"] {
        assert!(!comparison[part]["django"].as_array().unwrap().is_empty(), "{part}");
    }
}

#[test]
fn everything_in_one_response_equals_the_parts() {
    let full = get("/v1/knowledge/full").json();
    assert_eq!(full["knowledge"], get("/v1/knowledge").json());
    for (part, path) in [
        ("criteria", "/v1/criteria"),
        ("questions", "/v1/questions?include=effects"),
        ("sources", "/v1/sources"),
    ] {
        assert_eq!(full[part], json!(items(path)), "{part}");
    }
    for framework in full["frameworks"].as_array().unwrap() {
        let path = format!("/v1/frameworks/{}", framework["id"].as_str().unwrap());
        assert_eq!(*framework, get(&path).json());
    }
    assert_eq!(full["frameworks"].as_array().unwrap().len(), 4);
}

#[test]
fn everything_that_the_first_article_says_is_there_as_a_claim_of_it() {
    // How many items the article has of each kind; a definition counts as a feature, and the remark
    // on routes that it prints among the advantages of Flask as one of them.
    for (framework, kinds) in [
        (
            "django",
            [
                ("feature", 7),
                ("advantage", 9),
                ("disadvantage", 5),
                ("use_when", 7),
                ("used_by", 8),
            ],
        ),
        (
            "flask",
            [
                ("feature", 7),
                ("advantage", 9),
                ("disadvantage", 5),
                ("use_when", 6),
                ("used_by", 8),
            ],
        ),
    ] {
        let claims = get(&format!("/v1/frameworks/{framework}")).json()["claims"].clone();
        let of_article: Vec<&Value> = claims
            .as_array()
            .unwrap()
            .iter()
            .filter(|claim| {
                claim["sources"].as_array().unwrap().contains(&json!("coderspace-2023"))
            })
            .collect();
        for (kind, count) in kinds {
            let found = of_article.iter().filter(|claim| claim["kind"] == kind).count();
            assert_eq!(found, count, "{framework}: {kind}");
        }
        for claim in of_article {
            let disputed = claim["verdict"] != "supported";
            assert_eq!(disputed, claim["counter_evidence"][0]["source"].is_string(), "{claim}");
        }
    }
}

#[test]
fn what_can_be_read_in_two_ways_is_marked_and_supports_no_rating() {
    let flask = get("/v1/frameworks/flask").json();
    let ambiguous: Vec<&Value> = flask["claims"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|claim| claim["ambiguous"].is_string())
        .map(|claim| &claim["id"])
        .collect();
    assert_eq!(ambiguous.len(), 3);
    for rating in flask["ratings"].as_array().unwrap() {
        for claim in rating["claims"].as_array().unwrap() {
            assert!(!ambiguous.contains(&claim), "{rating}");
        }
    }
}

#[test]
fn a_comparison_can_be_read_as_markdown_with_its_sources() {
    let response = get("/v1/comparison.md?frameworks=flask,django");
    assert_eq!(response.header("content-type"), Some("text/markdown; charset=utf-8"));
    let text = response.text();
    assert!(text.starts_with("# Flask, Django\n"), "{text}");
    // Every footnote that is cited is there, and the other way round.
    let cited = text.matches("[^").count() - text.matches("]: ").count();
    assert!(cited > 20, "{cited}");
    for number in 1..=text.matches("\n[^").count() {
        assert!(text.contains(&format!("[^{number}]: ")), "{number}");
        assert!(text.matches(&format!("[^{number}]")).count() >= 2, "{number}");
    }
}

#[test]
fn effects_of_options_are_sent_if_they_are_asked_for() {
    let options = |path: &str| -> Vec<Value> {
        let questions = items(path).into_iter();
        questions.flat_map(|question| question["options"].as_array().unwrap().clone()).collect()
    };
    let (short, long) = (options("/v1/questions"), options("/v1/questions?include=effects"));
    assert!(short.iter().all(|option| option.get("effects").is_none()));
    assert!(long.iter().all(|option| option["effects"].is_array()));
    let problem = get("/v1/questions?include=effect").json();
    assert_eq!(problem["errors"][0]["suggestion"], "effects");
    assert_eq!(get("/v1/questions?include=").status, 200);
}

#[test]
fn a_claim_comes_with_its_framework_and_its_sources() {
    for id in ids(&items("/v1/frameworks")) {
        for claim in get(&format!("/v1/frameworks/{id}")).json()["claims"].as_array().unwrap() {
            let alone = get(&format!("/v1/claims/{}", claim["id"].as_str().unwrap())).json();
            for member in ["id", "kind", "text", "verdict", "grade", "counter_evidence"] {
                assert_eq!(alone[member], claim[member], "{alone}");
            }
            assert!(alone["framework"].is_string());
            let sources = alone["sources"].as_array().unwrap();
            assert_eq!(json!(ids(sources)), claim["sources"]);
            assert!(sources.iter().all(|source| source["url"].is_string()));
        }
    }
    let unknown = get("/v1/claims/flask-scales-upp");
    assert_eq!(unknown.status, 404);
    assert!(unknown.text().contains("Did you mean flask-scales-up?"), "{}", unknown.text());
}

#[test]
fn a_framework_links_to_the_pages_of_its_project() {
    for framework in items("/v1/frameworks") {
        let links = &framework["links"];
        let full = get(links["self"].as_str().unwrap()).json();
        assert_eq!(full["links"], *links);
        for member in ["homepage", "documentation", "tutorial"] {
            let facts = full["facts"].as_array().unwrap();
            let fact = facts.iter().find(|fact| fact["id"] == member);
            assert_eq!(links[member], fact.map_or(Value::Null, |fact| fact["text"].clone()));
        }
    }
}

#[test]
fn a_framework_that_is_repeated_is_compared_once() {
    let comparison = get("/v1/comparison?frameworks=flask,django,flask").json();
    assert_eq!(ids(comparison["frameworks"].as_array().unwrap()), ["flask", "django"]);
    assert_eq!(get("/v1/comparison?frameworks=flask").status, 200);
}
