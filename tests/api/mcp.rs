//! The Model Context Protocol over HTTP, as plain JSON-RPC; `tests/mcp` uses the clients of its authors.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use crate::helpers::{LOG, Response, get, post_json, send};

const NEWEST: &str = "2026-07-28";
const BEFORE: &str = "2025-11-25";
/// Bytes for a token: JSON with English in it has about four, so this is on the safe side.
const BYTES_PER_TOKEN: usize = 7;
const HALVES: usize = 2;

fn call(method: &str, params: &Value) -> Response {
    call_as(BEFORE, method, params)
}

fn call_as(version: &str, method: &str, params: &Value) -> Response {
    let headers = [
        ("content-type", "application/json"),
        ("accept", "application/json, text/event-stream"),
        ("mcp-protocol-version", version),
        ("mcp-method", method),
    ];
    let body = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
    send("POST", "/mcp", &headers, body.to_string().as_bytes())
}

/// The result of a tool.
fn tool(name: &str, arguments: &Value) -> Value {
    let response = call("tools/call", &json!({"name": name, "arguments": arguments}));
    assert_eq!(response.status, 200, "{}", response.text());
    response.json()["result"].clone()
}

fn tokens(value: &Value) -> usize {
    value.to_string().len() * HALVES / BYTES_PER_TOKEN
}

#[test]
fn both_revisions_are_spoken() {
    let client = json!({"name": "test", "version": "1"});
    let hello = json!({"protocolVersion": BEFORE, "capabilities": {}, "clientInfo": client});
    let answer = call("initialize", &hello).json();
    assert_eq!(answer["result"]["protocolVersion"], BEFORE);
    assert_eq!(answer["result"]["serverInfo"]["name"], "framewise");
    // The newest revision has no handshake: each request says who asks.
    let meta = json!({
        "io.modelcontextprotocol/protocolVersion": NEWEST,
        "io.modelcontextprotocol/clientInfo": client,
        "io.modelcontextprotocol/clientCapabilities": {},
    });
    let answer = call_as(NEWEST, "tools/list", &json!({"_meta": meta})).json();
    assert_eq!(answer["result"]["tools"].as_array().map(Vec::len), Some(3), "{answer}");
}

#[test]
fn the_list_of_tools_is_short_and_says_that_nothing_changes() {
    let list = call("tools/list", &json!({})).json();
    assert!(tokens(&list["result"]["tools"]) <= 3_000, "{} tokens", tokens(&list));
    for tool in list["result"]["tools"].as_array().unwrap() {
        assert_eq!(tool["annotations"]["readOnlyHint"], true);
        let schema = jsonschema::draft202012::meta::validate(&tool["inputSchema"]);
        assert!(schema.is_ok(), "{}", tool["name"]);
        assert!(jsonschema::draft202012::meta::validate(&tool["outputSchema"]).is_ok());
    }
}

#[test]
fn answers_are_short_and_match_their_schema() {
    let list = call("tools/list", &json!({})).json();
    let text = "a shop with an admin, two of us, MongoDB, three months, on Windows";
    for (name, arguments) in [
        ("recommend", json!({})),
        ("recommend", json!({"text": text})),
        ("recommend", json!({"text": text, "must_have": ["orm"], "team_knows": ["flask"]})),
        ("compare", json!({"frameworks": ["django", "flask"], "text": text})),
        ("compare", json!({"frameworks": ["django", "flask", "fastapi"], "text": text})),
        ("next_question", json!({"text": text})),
        ("next_question", json!({})),
    ] {
        let result = tool(name, &arguments);
        assert_eq!(result["isError"], false, "{result}");
        let answer = &result["structuredContent"];
        assert!(tokens(answer) <= 1_200, "{name} {arguments}: {} tokens", tokens(answer));
        let tools = list["result"]["tools"].as_array().unwrap();
        let schema = &tools.iter().find(|tool| tool["name"] == name).unwrap()["outputSchema"];
        let faults: Vec<_> = jsonschema::validator_for(schema)
            .unwrap()
            .iter_errors(answer)
            .map(|fault| fault.to_string())
            .collect();
        assert!(faults.is_empty(), "{name}: {faults:?}");
        // For clients that read no structured content.
        let text: Value =
            serde_json::from_str(result["content"][0]["text"].as_str().unwrap()).unwrap();
        assert_eq!(&text, answer);
    }
}

/// The open questions of the frozen knowledge with one option each.
fn requests() -> impl Strategy<Value = Value> {
    let questions = get("/v1/questions").json();
    let chosen: Vec<_> = questions["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|question| {
            let id = question["id"].as_str().unwrap().to_owned();
            let options = question["options"].as_array().unwrap();
            let ids: Vec<Value> = options.iter().map(|option| option["id"].clone()).collect();
            let several = question["multiple"] == true;
            prop::option::of(prop::sample::select(ids)).prop_map(move |option| {
                let answer = option.map(|id| if several { json!([id]) } else { id });
                (id.clone(), answer)
            })
        })
        .collect();
    chosen.prop_map(|chosen| {
        let answered = chosen.into_iter().filter_map(|(id, answer)| Some((id, answer?)));
        json!({"answers": answered.collect::<serde_json::Map<_, _>>()})
    })
}

#[test]
fn the_numbers_are_those_of_the_http_api() {
    let config = Config { cases: 200, failure_persistence: None, ..Config::default() };
    let compared = TestRunner::new(config).run(&requests(), |request| {
        let mut body = request.clone();
        body["store"] = json!(false);
        body["detail"] = json!("full");
        let full = post_json("/v1/recommendations", body.to_string()).json();
        let advice = tool("recommend", &request)["structuredContent"].clone();
        for member in ["recommended", "summary", "confidence", "settled", "knowledge_version"] {
            prop_assert_eq!(&advice[member], &full[member], "{}", member);
        }
        let places = full["ranking"].as_array().unwrap().iter();
        let ranking: Vec<Value> = places
            .map(|place| {
                let score = place["score"].as_f64().unwrap();
                json!({"framework": place["framework"], "score": (score * 1e4).round() / 1e4})
            })
            .collect();
        prop_assert_eq!(&advice["ranking"], &json!(ranking));
        prop_assert_eq!(&advice["ask"]["question"], &full["next_question"]["question"]);
        let asked = tool("next_question", &request)["structuredContent"].clone();
        prop_assert_eq!(&asked["confidence"], &full["confidence"]);
        prop_assert_eq!(&asked["ask"], &advice["ask"]);
        Ok(())
    });
    compared.unwrap();
}

#[test]
fn wrong_arguments_are_explained_to_the_assistant() {
    for (name, arguments, said) in [
        ("recommend", json!({"answers": {"project_typ": "cms"}}), "did you mean project_type?"),
        ("recommend", json!({"candidates": ["djagno"]}), "did you mean django?"),
        ("recommend", json!({"colour": "red"}), "colour"),
        ("compare", json!({"frameworks": ["django", "djagno"]}), "frameworks/1: "),
        ("compare", json!({"frameworks": ["django"]}), "2 to 4 frameworks"),
        ("compare", json!({"frameworks": "django,flask"}), "2 to 4 frameworks"),
        ("compare", json!({}), "2 to 4 frameworks"),
    ] {
        let result = tool(name, &arguments);
        assert_eq!(result["isError"], true, "{result}");
        let text = result["content"][0]["text"].as_str().unwrap();
        assert!(text.contains(said), "{text}");
        assert!(name != "compare" || !text.contains("candidates"), "{text}");
    }
    let unknown = call("tools/call", &json!({"name": "recomend", "arguments": {}})).json();
    let message = unknown["error"]["message"].as_str().unwrap();
    assert!(message.contains("recommend, compare, next_question"), "{message}");
}

#[test]
fn an_answer_links_to_a_page_of_the_service_that_was_called() {
    for (name, arguments, page) in [
        ("recommend", json!({"answers": {"project_type": "cms"}}), "/?project_type=cms"),
        ("compare", json!({"frameworks": ["flask", "django"]}), "/compare?frameworks="),
    ] {
        let advice = tool(name, &arguments)["structuredContent"].clone();
        let link = advice["link"].as_str().unwrap();
        let path = link
            .strip_prefix("http://127.0.0.1:")
            .and_then(|rest| rest.find('/').map(|at| &rest[at..]));
        assert!(path.is_some_and(|path| path.starts_with(page)), "{link}");
        assert_eq!(get(path.unwrap()).status, 200);
    }
}

#[test]
fn callers_that_accept_json_are_answered() {
    let body = json!({"jsonrpc": "2.0", "id": 1, "method": "tools/list"}).to_string();
    let with = |accept: &[(&str, &str)]| {
        let usual = [("content-type", "application/json")];
        send("POST", "/mcp", &[&usual, accept].concat(), body.as_bytes())
    };
    assert_eq!(with(&[]).status, 200);
    assert_eq!(with(&[("accept", "*/*")]).status, 200);
    assert_eq!(with(&[("accept", "application/json")]).status, 200);
    let refused = with(&[("accept", "text/html")]);
    assert_eq!(refused.status, 406);
    assert!(refused.text().contains("application/json"), "{}", refused.text());
}

#[test]
fn only_the_right_callers_are_answered() {
    let body = json!({"jsonrpc": "2.0", "id": 1, "method": "tools/list"}).to_string();
    let with = |headers: &[(&str, &str)]| {
        let usual = [
            ("content-type", "application/json"),
            ("accept", "application/json, text/event-stream"),
        ];
        send("POST", "/mcp", &[&usual, headers].concat(), body.as_bytes()).status
    };
    assert_eq!(with(&[]), 200);
    assert_eq!(with(&[("origin", "https://elsewhere.example")]), 403);
    assert_eq!(with(&[("origin", "null")]), 403);
    // Tools for developers run in a browser on the same machine.
    assert_eq!(with(&[("origin", "http://localhost:6274")]), 200);
    // A name that leads to this machine, in the hands of somebody else.
    assert_eq!(with(&[("host", "rebound.example")]), 403);
    let get = send("GET", "/mcp", &[("accept", "text/event-stream")], b"");
    assert_eq!((get.status, get.header("allow")), (405, Some("POST")));
    let malformed = send("POST", "/mcp", &[("content-type", "application/json")], b"{");
    assert!((400..500).contains(&malformed.status), "{}", malformed.text());
}

#[test]
fn nothing_that_an_assistant_sends_is_logged() {
    tool("recommend", &json!({"text": "kwxq a small api", "answers": {"kwxq": "kwxq"}}));
    let origin = [("origin", "https://kwxq.example")];
    assert_eq!(send("POST", "/mcp", &origin, b"kwxq").status, 403);
    assert!(!LOG.text().contains("kwxq"));
}
