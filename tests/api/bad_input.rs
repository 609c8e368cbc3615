//! Invalid requests: each gets the right problem, none a status of 500 or more.

use serde_json::{Value, json};

use crate::helpers::{LOG, Response, exchange, get, post_json};

const PATH: &str = "/v1/recommendations";

fn refused(body: impl AsRef<[u8]>, slug: &str) -> Value {
    let response = post_json(PATH, body.as_ref());
    let shown = String::from_utf8_lossy(body.as_ref()).chars().take(80).collect::<String>();
    assert_problem(&response, slug, &shown);
    response.json()
}

fn assert_problem(response: &Response, slug: &str, context: &str) {
    assert!(response.status < 500, "{context}: {}", response.text());
    assert_eq!(response.header("content-type"), Some("application/problem+json"), "{context}");
    assert_eq!(
        response.json()["type"],
        format!("/problems/{slug}"),
        "{context}: {}",
        response.text()
    );
}

fn pointers(problem: &Value) -> Vec<&str> {
    let errors = problem["errors"].as_array().unwrap();
    errors.iter().map(|error| error["pointer"].as_str().unwrap()).collect()
}

#[test]
fn what_is_not_json_is_malformed() {
    for body in [
        "",
        " ",
        "{",
        "{\"answers\": {}} x",
        "nul",
        "{'a': 1}",
        "{\"priorities\": {\"performance\": NaN}}",
    ] {
        refused(body, "malformed-json");
    }
    let problem = refused("{\"priorities\": {\"performance\": 1e999}}", "malformed-json");
    assert!(problem["detail"].as_str().unwrap().contains("Line 1, column 36"), "{problem}");
    let deep = format!("{{\"answers\": {}{}}}", "[".repeat(1_000), "]".repeat(1_000));
    refused(deep, "malformed-json");
}

#[test]
fn a_body_that_is_not_utf_8_is_rejected() {
    refused(b"{\"answers\": {\"budget\": \"\xff\xfe\"}}", "invalid-encoding");
}

#[test]
fn a_duplicate_member_is_rejected() {
    refused(r#"{"store": false, "store": true}"#, "duplicate-member");
    refused(r#"{"answers": {"budget": "low", "budget": "high"}}"#, "duplicate-member");
}

#[test]
fn what_is_not_an_object_is_invalid() {
    for body in ["null", "[]", "true", "3", "\"django\""] {
        assert_eq!(pointers(&refused(body, "invalid-request")), ["#"]);
    }
}

#[test]
fn every_fault_is_reported_at_once_with_what_would_be_right() {
    let body = json!({
        "answers": {
            "project_type": "rest_apu",
            "project_sise": "small",
            "features": ["api_docs", "api_docs", "orn", 3],
            "budget": ["low"],
        },
        "priorities": {"performance": 5.1, "speed": 1, "security": "high", "testing": -1},
        "candidates": ["djnago"],
        "exclude": "flask",
        "must_have": [null],
        "minimum_support": "some",
        "store": "yes",
        "colour": "red",
    });
    let problem = refused(body.to_string(), "invalid-request");
    insta::assert_json_snapshot!(problem, {".instance" => "[the request id]"});
}

#[test]
fn contradictions_are_distinguished_from_invalid_values() {
    let list = get("/v1/frameworks").json();
    let all: Vec<&Value> = list["items"].as_array().unwrap().iter().map(|f| &f["id"]).collect();
    for (body, pointer) in [
        (json!({"candidates": ["django"], "exclude": ["django"]}), "#/exclude"),
        (json!({"exclude": all}), "#/exclude"),
        (json!({"priorities": all_zero()}), "#/priorities"),
    ] {
        assert_eq!(pointers(&refused(body.to_string(), "contradictory-request")), [pointer]);
    }
}

fn all_zero() -> Value {
    let criteria = get("/v1/criteria").json();
    let ids = criteria["items"].as_array().unwrap().iter();
    ids.map(|criterion| (criterion["id"].as_str().unwrap().to_owned(), json!(0))).collect()
}

#[test]
fn null_and_empty_lists_mean_not_given_and_what_is_repeated_counts_once() {
    let recommended = |body: &Value| {
        let response = post_json(PATH, body.to_string());
        assert_eq!(response.status, 200, "{body}: {}", response.text());
        response.text().to_owned()
    };
    let some = json!({"answers": {"project_type": "cms", "features": ["orm"]}, "draws": 10});
    let mut padded = json!({
        "answers": {"project_type": "cms", "features": ["orm", "orm"], "goal": null},
        "priorities": {"performance": null},
        "environment": {"python": null, "operating_system": null, "pure_python": null},
        "draws": 10,
        "candidates": [], "exclude": [], "must_have": [], "unwanted": [], "team_knows": [],
    });
    for member in [
        "text",
        "minimum_support",
        "migrating_from",
        "target",
        "spread",
        "uniform",
        "detail",
        "limit",
        "store",
    ] {
        padded[member] = Value::Null;
    }
    assert_eq!(recommended(&padded), recommended(&some));
    for member in ["answers", "priorities", "environment", "draws", "candidates", "must_have"] {
        padded[member] = Value::Null;
    }
    assert_eq!(recommended(&padded), recommended(&json!({})));
    // Null is no name, and an unknown name stays one.
    assert_eq!(pointers(&refused(r#"{"exclude": [null]}"#, "invalid-request")), ["#/exclude/0"]);
    assert_eq!(pointers(&refused(r#"{"colour": null}"#, "invalid-request")), ["#/colour"]);
    let goal = r#"{"answers": {"gaol": null}}"#;
    assert_eq!(pointers(&refused(goal, "invalid-request")), ["#/answers/gaol"]);
}

#[test]
fn ten_thousand_features_are_too_many_bytes_and_many_faults_are_counted() {
    let many = |count: usize| json!({"answers": {"features": vec!["orn"; count]}});
    refused(many(10_000).to_string(), "body-too-large");
    let problem = refused(many(256).to_string(), "invalid-request");
    assert_eq!(pointers(&problem), ["#/answers/features"]);
    let mut body = many(255);
    body["must_have"] = json!(vec!["orn"; 255]);
    let problem = refused(body.to_string(), "invalid-request");
    let errors = problem["errors"].as_array().unwrap().len();
    assert_eq!((errors, &problem["errors_omitted"]), (32, &json!(510 - 32)));
}

#[test]
fn a_body_of_32_kib_is_read_and_one_byte_more_is_not() {
    let padded = |length: usize| {
        let start = "{\"store\": false";
        format!("{start}{}}}", " ".repeat(length - start.len() - 1))
    };
    assert_eq!(post_json(PATH, padded(32 * 1024)).status, 200);
    refused(padded(32 * 1024 + 1), "body-too-large");
}

#[test]
fn query_strings_are_read_as_strictly_as_bodies() {
    for (query, slug, pointer) in [
        ("project_tpe=cms", "invalid-request", "#/project_tpe"),
        ("project_type=cmx", "invalid-request", "#/answers/project_type"),
        ("priorities=performance", "invalid-request", "#/priorities/performance"),
        ("priorities=performance:", "invalid-request", "#/priorities/performance"),
        ("priorities=performance:NaN", "invalid-request", "#/priorities/performance"),
        ("store=true", "invalid-request", "#/store"),
        ("goal=get_hired&goal=get_hired", "invalid-request", "#/answers/goal"),
        ("draws=10&draws=10", "invalid-request", "#/draws"),
        ("candidates=django&exclude=django", "contradictory-request", "#/exclude"),
    ] {
        let response = get(&format!("{PATH}?{query}"));
        assert_problem(&response, slug, query);
        assert_eq!(pointers(&response.json()), [pointer], "{query}");
    }
    for path in ["/v1/knowledge?x=1", "/v1/frameworks/flask?x=1", "/livez?x=1"] {
        assert_problem(&get(path), "invalid-request", path);
    }
}

#[test]
fn links_work_as_forms_and_other_programs_write_them() {
    let plain = get(&format!("{PATH}?project_type=cms&features=orm,forms&candidates=django,flask"));
    assert_eq!(plain.status, 200);
    for query in [
        // Lists as HTML forms and most libraries write them.
        "project_type=cms&features=orm&features=forms&candidates=django&candidates=flask",
        "project_type=cms&features[]=orm&features[]=forms&candidates%5B%5D=django&candidates%5B%5D=flask",
        "project_type=cms&features[0]=orm&features[1]=forms&candidates[0]=django&candidates[1]=flask",
        // A comma too many, and names that are repeated.
        "project_type=cms&features=orm,,forms,orm&candidates=django,flask,&candidates=flask",
        // Empty fields of a form are not answered.
        "project_type=cms&features=orm,forms&candidates=django,flask&goal=&exclude=&draws=&must_have=",
        // What trackers add to a link that is shared.
        "utm_source=x&project_type=cms&features=orm,forms&candidates=django,flask&fbclid=y&gclid=z",
    ] {
        let response = get(&format!("{PATH}?{query}"));
        assert_eq!((response.status, response.text()), (200, plain.text()), "{query}");
    }
    for path in ["/v1/knowledge?utm_campaign=x", "/v1/frameworks?q=&capability=", "/?gclid=1"] {
        assert_eq!(get(path).status, 200, "{path}");
    }
    let lists = ["capability=orm&capability=forms", "capability=orm,forms"];
    let [first, second] =
        lists.map(|query| get(&format!("/v1/frameworks?{query}")).text().to_owned());
    assert_eq!(first, second);
}

#[test]
fn a_byte_order_mark_before_a_body_is_ignored() {
    let body = b"\xEF\xBB\xBF{\"store\": false}";
    assert_eq!(post_json(PATH, body).status, 200);
    refused(b"\xEF\xBB\xBF", "malformed-json");
}

#[test]
fn unknown_things_are_404_with_a_suggestion() {
    for (path, suggestion) in [
        ("/v1/frameworks/djnago", "Did you mean django?"),
        ("/v1/sources/codrspace-2023", "Did you mean coderspace-2023?"),
        ("/v1/frameworks/rails", "There is no framework"),
        ("/v1/frameworks/%00", "There is no framework"),
        ("/v1/frameworks/%ff", ""),
        ("/v1/frameworks/flask/", ""),
    ] {
        let response = get(path);
        assert_problem(&response, "not-found", path);
        assert!(
            response.json()["detail"].as_str().unwrap().contains(suggestion),
            "{}",
            response.text()
        );
    }
}

#[test]
fn filters_and_comparisons_say_what_would_be_right() {
    for (path, pointer) in [
        ("/v1/frameworks?capability=websocket", "#/capability"),
        ("/v1/frameworks?kind=fullstack", "#/kind"),
        ("/v1/frameworks?interface=cgi", "#/interface"),
        ("/v1/frameworks?support=built_in", "#/support"),
        ("/v1/frameworks?support=third_party", "#/support"),
        ("/v1/comparison?frameworks=", "#/frameworks"),
        ("/v1/comparison", "#/frameworks"),
        (
            "/v1/comparison?frameworks=django,flask,django,flask,django,flask,django,flask,django",
            "#/frameworks",
        ),
        ("/v1/comparison?frameworks=django,flsk", "#/frameworks"),
    ] {
        let response = get(path);
        assert_problem(&response, "invalid-request", path);
        assert_eq!(pointers(&response.json())[0], pointer, "{path}");
    }
}

#[test]
fn the_log_holds_nothing_of_an_input() {
    let mark = "Zq7marked";
    let body = json!({"answers": {"project_type": mark, mark: mark}, mark: mark});
    refused(body.to_string(), "invalid-request");
    refused(format!("{{\"{mark}\": {mark}"), "malformed-json");
    get(&format!("{PATH}?{mark}={mark}"));
    get(&format!("/v1/frameworks/{mark}"));
    assert!(!LOG.text().contains(mark));
}

#[test]
fn a_host_with_characters_that_no_host_has_is_rejected() {
    for host in ["a b<>", "a\"b", "a/b", "a@b", "a?b", "a#b", "\u{e9}"] {
        let response =
            exchange(format!("GET /livez HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
        assert!(response.starts_with("HTTP/1.1 400 "), "{host}: {response}");
    }
    for host in ["a", "a.example:8080", "[::1]:8080", "127.0.0.1", "xn--bcher-kva.example", ""] {
        let response =
            exchange(format!("GET /livez HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
        assert!(response.starts_with("HTTP/1.1 200 "), "{host}: {response}");
    }
}

#[test]
fn a_body_of_nothing_but_faults_gets_a_short_response() {
    let members: serde_json::Map<String, Value> =
        (0..2_000).map(|number| (format!("x{number}"), json!(0))).collect();
    let body = Value::Object(members).to_string();
    let response = post_json("/v1/recommendations", &body);
    assert_eq!(response.status, 422);
    assert_eq!(response.json()["errors"].as_array().unwrap().len(), 32);
    assert_eq!(response.json()["errors_omitted"], 2_000 - 32);
    let query = "x=1&".repeat(1_900);
    let response = get(&format!("/v1/recommendations?{query}"));
    assert_eq!(response.json()["errors_omitted"], 1_900 - 32);
}

#[test]
fn invisible_characters_are_not_repeated() {
    for name in ["dj\u{202e}ognaj", "flask\u{200b}", "\u{2066}django\u{feff}", "a\u{e0041}b"] {
        let body = json!({"candidates": [name], name: 1}).to_string();
        let response = post_json("/v1/recommendations", &body);
        assert_eq!(response.status, 422);
        for error in response.json()["errors"].as_array().unwrap() {
            let detail = error["detail"].as_str().unwrap();
            assert!(
                detail.contains('\u{fffd}')
                    && !detail.contains([
                        '\u{202e}',
                        '\u{200b}',
                        '\u{2066}',
                        '\u{feff}',
                        '\u{e0041}'
                    ]),
                "{detail:?}"
            );
        }
    }
}
