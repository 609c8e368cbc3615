//! Every type of problem as a complete response. `INSTA_UPDATE=always` rewrites the snapshots.

use framewise::http::problem_types::ProblemType;
use framewise_storage::privacy::ReadToken;
use jiff::civil::date;
use serde_json::json;

use crate::helpers::{Response, exchange, get, get_with, impatient_server, post_json, send};
use crate::idempotency_keys::Twins;
use crate::probes::SECRET;
use crate::rate_limits::exhausted;
use crate::stored::Stored;

/// Provokes a problem of this type.
fn provoke(kind: ProblemType) -> Response {
    match kind {
        ProblemType::BadRequest => Response::parse(&exchange(
            "POST /probe/echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n\
             Content-Length: 100\r\n\r\n{\"a\":",
        )),
        ProblemType::MalformedJson => post_json("/probe/echo", "{\n  \"a\": ]\n}"),
        ProblemType::DuplicateMember => post_json("/probe/echo", r#"{"a": 1, "a": 2}"#),
        ProblemType::InvalidEncoding => post_json("/probe/echo", b"{\"a\": \"\xff\"}"),
        ProblemType::OriginRefused => {
            send("POST", "/mcp", &[("origin", "https://elsewhere.example")], b"{}")
        }
        ProblemType::NotFound => get("/v1/nowhere"),
        ProblemType::MethodNotAllowed => send("DELETE", "/probe/echo", &[], b""),
        ProblemType::NotAcceptable => get_with("/probe/forms", &[("accept", "image/png")]),
        ProblemType::RequestTimeout => {
            use std::io::Write;
            let mut stream = impatient_server().connect();
            let head = "POST /probe/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{";
            stream.write_all(head.as_bytes()).unwrap();
            Response::parse(&crate::helpers::read_all(stream))
        }
        ProblemType::RequestUnderWay => Twins::send().refused,
        ProblemType::KeyReused => {
            let stored = Stored::new();
            let key = [("idempotency-key", "b0a1c2d3-e4f5-0001")];
            assert_eq!(stored.recommend(&key, "{}").status, 200);
            stored.recommend(&key, r#"{"draws": 10}"#)
        }
        ProblemType::Gone => {
            let token = ReadToken::new([7; 18], date(2026, 1, 1)).to_string();
            let body = json!({"read_token": token}).to_string();
            Stored::new().post("/v1/cohorts/read", &body)
        }
        ProblemType::BodyTooLarge => post_json("/probe/echo", "x".repeat(16 * 1024 + 1)),
        ProblemType::UriTooLong => get(&format!("/probe/forms?{}", "x".repeat(8_000))),
        ProblemType::UnsupportedMediaType => {
            send("POST", "/probe/echo", &[("content-type", "text/plain")], b"{}")
        }
        ProblemType::InvalidRequest => {
            get("/probe/parameters?project_typ=a&features=b&features=c&colour=red")
        }
        ProblemType::ContradictoryRequest => get("/probe/contradiction"),
        ProblemType::TooManyRequests => exhausted(),
        ProblemType::HeadTooLarge => {
            let headers = "X: y\r\n".repeat(200);
            Response::parse(&exchange(format!("GET / HTTP/1.1\r\nHost: a\r\n{headers}\r\n")))
        }
        ProblemType::InternalError => get("/probe/failure"),
        ProblemType::NotImplemented => get("/oembed?url=http://127.0.0.1/&format=yaml"),
        ProblemType::Unavailable => impatient_server().send("GET", "/probe/slow", &[], b""),
    }
}

#[test]
fn every_type_of_problem_has_its_response() {
    for kind in ProblemType::ALL {
        let definition = kind.definition();
        let response = provoke(*kind);
        assert_eq!(response.json()["type"], kind.uri(), "{}", response.text());
        assert_eq!(response.status, definition.status.as_u16());
        insta::with_settings!({snapshot_suffix => definition.slug}, {
            insta::assert_json_snapshot!("problem", response.snapshot());
        });
    }
}

#[test]
fn a_panic_says_nothing_of_its_cause() {
    let response = get("/probe/panic");
    insta::assert_json_snapshot!("problem_after_a_panic", response.snapshot());
    assert!(!response.text().contains(SECRET));
}

#[test]
fn errors_of_libraries_become_problems() {
    for (status, expected, kind) in [
        (404, 404, "/problems/not-found"),
        (418, 400, "/problems/bad-request"),
        (500, 500, "/problems/internal-error"),
        (502, 500, "/problems/internal-error"),
    ] {
        let response = get(&format!("/probe/bare/{status}"));
        assert_eq!(response.status, expected);
        assert_eq!(response.header("content-type"), Some("application/problem+json"));
        assert_eq!(response.json()["type"], kind);
        assert!(!response.text().contains(SECRET));
    }
}

#[test]
fn a_segment_that_cannot_be_read_is_not_found() {
    // No hexadecimal digits, of which the id of the request consists.
    let response = get("/probe/bare/word");
    assert_eq!(response.status, 404);
    assert!(!response.text().contains("word"));
}

#[test]
fn bad_bodies_get_the_right_problem() {
    let nested = "[".repeat(1_000) + &"]".repeat(1_000);
    for (body, kind) in [
        ("", "malformed-json"),
        ("  ", "malformed-json"),
        ("NaN", "malformed-json"),
        ("1e999", "malformed-json"),
        ("{} {}", "malformed-json"),
        (nested.as_str(), "malformed-json"),
    ] {
        let response = post_json("/probe/echo", body);
        assert_eq!(response.status, 400, "{body}");
        assert_eq!(response.json()["type"], format!("/problems/{kind}"), "{body}");
    }
    assert!(post_json("/probe/echo", "").text().contains("Send {}"));
}

#[test]
fn the_largest_body_is_read() {
    let body = format!("\"{}\"", "x".repeat(16 * 1024 - 2));
    let response = post_json("/probe/echo", &body);
    assert_eq!((response.status, response.text()), (200, body.as_str()));
}

#[test]
fn a_body_without_declared_length_is_limited_too() {
    let chunk = format!("2000\r\n{}\r\n", "x".repeat(0x2000));
    let head = "POST /probe/echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n\
                Transfer-Encoding: chunked\r\n\r\n";
    let response = Response::parse(&exchange(format!("{head}{chunk}{chunk}{chunk}0\r\n\r\n")));
    assert_eq!(response.status, 413);
}
