//! Media types, in both directions.

use crate::helpers::{get_with, send};

#[test]
fn the_form_follows_the_accept_header() {
    for (accept, expected) in [
        ("*/*", "application/json"),
        ("text/*", "text/markdown; charset=utf-8"),
        ("application/json;q=0.2, text/markdown", "text/markdown; charset=utf-8"),
        ("text/html, */*;q=0.1", "application/json"),
        ("not a media type", "application/json"),
    ] {
        let response = get_with("/probe/forms", &[("accept", accept)]);
        assert_eq!(response.header("content-type"), Some(expected), "{accept}");
    }
}

#[test]
fn the_default_header_of_java_gets_json() {
    // `*` stands for any media type in it, which RFC 9110 does not define.
    let accept = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2";
    for path in ["/probe/forms", "/v1/knowledge", "/v1/recommendations?candidates=django"] {
        let response = get_with(path, &[("accept", accept)]);
        assert_eq!(
            (response.status, response.header("content-type")),
            (200, Some("application/json")),
            "{path}"
        );
    }
}

#[test]
fn an_accept_header_that_excludes_everything_is_rejected() {
    for (path, accept) in [
        ("/probe/forms", "image/*"),
        ("/openapi.json", "application/yaml"),
        ("/openapi.yaml", "*/*;q=0"),
    ] {
        let response = get_with(path, &[("accept", accept)]);
        assert_eq!(response.json()["type"], "/problems/not-acceptable", "{path} {accept}");
    }
}

#[test]
fn a_body_has_to_be_declared_as_json() {
    for content_type in ["application/json; charset=utf-8", "APPLICATION/JSON"] {
        let response = send("POST", "/probe/echo", &[("content-type", content_type)], b"{}");
        assert_eq!(response.status, 200, "{content_type}");
    }
    for content_type in
        ["text/plain", "application/json; charset=latin1", "application/x-www-form-urlencoded"]
    {
        let response = send("POST", "/probe/echo", &[("content-type", content_type)], b"{}");
        assert_eq!(
            (response.status, response.header("accept-post")),
            (415, Some("application/json"))
        );
    }
    assert_eq!(send("POST", "/probe/echo", &[], b"").status, 415);
}

#[test]
fn a_compressed_body_is_rejected() {
    let headers = [("content-type", "application/json"), ("content-encoding", "gzip")];
    let response = send("POST", "/probe/echo", &headers, b"\x1f\x8b");
    assert_eq!((response.status, response.header("accept-encoding")), (415, Some("identity")));
    for coding in ["GZIP", "identity, gzip", "gzip,identity", "br", "identity;q=1"] {
        let headers = [("content-type", "application/json"), ("content-encoding", coding)];
        assert_eq!(send("POST", "/probe/echo", &headers, b"{}").status, 415, "{coding}");
    }
    let twice = [
        ("content-type", "application/json"),
        ("content-encoding", "identity"),
        ("content-encoding", "gzip"),
    ];
    assert_eq!(send("POST", "/probe/echo", &twice, b"{}").status, 415);
    for coding in ["identity", "Identity", "IDENTITY", "", "identity, identity"] {
        let headers = [("content-type", "application/json"), ("content-encoding", coding)];
        assert_eq!(send("POST", "/probe/echo", &headers, b"{}").status, 200, "{coding}");
    }
}
