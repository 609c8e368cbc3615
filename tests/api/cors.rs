//! Other origins and `OPTIONS`.

use crate::helpers::{get, get_with, send};

#[test]
fn every_origin_may_read_every_response() {
    for path in ["/livez", "/nowhere", "/probe/panic"] {
        let response = get_with(path, &[("origin", "https://lesson.example")]);
        assert_eq!(response.header("access-control-allow-origin"), Some("*"), "{path}");
        assert_eq!(response.header("access-control-allow-credentials"), None);
        let exposed = response.header("access-control-expose-headers").unwrap();
        assert!(exposed.contains("ETag") && exposed.contains("X-Request-Id"));
    }
}

#[test]
fn a_preflight_gets_the_methods_of_the_path() {
    let headers = [
        ("origin", "https://lesson.example"),
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "content-type"),
    ];
    let response = send("OPTIONS", "/probe/echo", &headers, b"");
    assert_eq!((response.status, response.body.len()), (204, 0));
    for (name, value) in [
        ("access-control-allow-origin", "*"),
        ("access-control-allow-methods", "POST, OPTIONS"),
        (
            "access-control-allow-headers",
            "Content-Type, DNT, Idempotency-Key, If-None-Match, Sec-GPC",
        ),
        ("access-control-max-age", "86400"),
        ("allow", "POST, OPTIONS"),
    ] {
        assert_eq!(response.header(name), Some(value));
    }
}

#[test]
fn options_without_preflight_lists_the_methods() {
    let response = send("OPTIONS", "/problems/not-found", &[], b"");
    assert_eq!((response.status, response.header("allow")), (204, Some("GET, HEAD, OPTIONS")));
    assert_eq!(response.header("access-control-allow-methods"), None);
}

#[test]
fn options_of_an_unknown_path_is_not_found() {
    assert_eq!(send("OPTIONS", "/nowhere", &[], b"").status, 404);
}

#[test]
fn the_response_does_not_depend_on_the_origin() {
    let with = get_with("/openapi.json", &[("origin", "null")]);
    let without = get("/openapi.json");
    assert_eq!(with.header("vary"), Some("Accept-Encoding"));
    assert_eq!(
        with.header("access-control-allow-origin"),
        without.header("access-control-allow-origin")
    );
}
