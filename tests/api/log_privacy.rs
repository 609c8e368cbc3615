//! The log: no data of a caller at any level.

use serde_json::{Value, json};

use crate::helpers::{LOG, exchange, get, get_with, post_json, send};

#[test]
fn nothing_that_a_caller_sent_is_logged() {
    get("/problems/canary-path");
    get("/canary-path");
    get("/probe/parameters?canary-query=canary-query");
    get("/probe/items/canary-path");
    get_with(
        "/livez",
        &[
            ("user-agent", "canary-agent"),
            ("x-forwarded-for", "canary-header"),
            ("x-request-id", "canary-id"),
        ],
    );
    get_with(
        "/livez",
        &[("referer", "https://canary-referrer.example"), ("cookie", "a=canary-cookie")],
    );
    post_json("/probe/echo", r#"{"canary-body": "canary-body"}"#);
    post_json("/probe/echo", "canary-body");
    post_json("/probe/echo", r#"{"canary-body": 1, "canary-body": 2}"#);
    // Plain English, understood and refused, alone and in a batch.
    for text in ["a small canary-text shop over MongoDB", &"canary-text ".repeat(200)] {
        let request = json!({"text": text, "draws": 10, "canary-member": 1});
        post_json("/v1/recommendations", request.to_string());
        let request = json!({"text": text, "draws": 10});
        post_json("/v1/recommendations", request.to_string());
        post_json("/v1/recommendations/batch", json!({"requests": [request]}).to_string());
    }
    get("/v1/recommendations?text=canary-text");
    send("CANARY", "/livez", &[], b"");
    for garbage in [
        "canary-garbage\r\n\r\n",
        "GET /canary-garbage HTTP/9.9\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: canary-garbage\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: canary-garbage\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\ncanary garbage: x\r\n\r\n",
        "POST /probe/echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\ncanary-garbage",
        "GET / HTTP/1.1\r\nHost: canary-garbage\r\nHost: canary-garbage\r\n\r\n",
        "\x16\x03\x01canary-garbage",
    ] {
        exchange(garbage);
    }
    let log = LOG.text();
    assert!(log.contains("response sent"));
    let leak = log.lines().find(|line| line.to_lowercase().contains("canary"));
    assert_eq!(leak, None);
}

#[test]
fn a_response_is_one_line_with_route_and_status() {
    get("/probe/items/a");
    let line = LOG.text();
    let line = line.lines().find(|line| line.contains("/probe/items/{id}")).unwrap().to_owned();
    let event: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(event["method"], "GET");
    assert_eq!(event["status"], 200);
    assert!(event["duration"].as_str().is_some_and(|class| class.starts_with("under_")));
    let time = event["timestamp"].as_str().unwrap();
    assert!(time.len() == 20 && time.ends_with('Z'), "whole seconds: {time}");
    let members: Vec<&String> = event.as_object().unwrap().keys().collect();
    let expected =
        ["duration", "level", "message", "method", "route", "status", "target", "timestamp"];
    assert_eq!(members, expected);
}

#[test]
fn the_cause_of_an_internal_error_is_logged_with_the_id_of_the_request() {
    let response = get("/probe/failure");
    let id = response.header("x-request-id").unwrap();
    let log = LOG.text();
    let line = log.lines().find(|line| line.contains(id)).unwrap();
    assert!(line.contains(crate::probes::SECRET) && line.contains("ERROR"));
}
