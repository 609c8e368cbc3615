//! Cacheable responses: `ETag`, 304, HEAD.

use std::io::Read;

use flate2::read::GzDecoder;

use crate::helpers::{get, get_with, send};

const KEPT: [&str; 8] = [
    "/",
    "/.well-known/gpc.json",
    "/llms.txt",
    "/openapi.json",
    "/openapi.yaml",
    "/problems/not-found",
    "/swagger-ui/swagger-ui.css",
    "/v1/privacy",
];

#[test]
fn a_cacheable_response_has_a_strong_stable_tag() {
    for path in KEPT {
        let response = get(path);
        let tag = response.header("etag").unwrap();
        assert_eq!((tag.len(), &tag[..1], &tag[33..]), (34, "\"", "\""), "{path}");
        assert_eq!(
            response.header("cache-control"),
            Some("public, max-age=300, stale-while-revalidate=86400")
        );
        assert_eq!(get(path).header("etag"), Some(tag));
    }
}

#[test]
fn a_caller_that_has_it_gets_304() {
    for path in KEPT {
        let tag = get(path).header("etag").unwrap().to_owned();
        for known in [
            tag.clone(),
            format!("W/{tag}"),
            format!("\"a\", {tag}"),
            format!("W/\"b\",W/{tag}"),
            "*".to_owned(),
        ] {
            let response = get_with(path, &[("if-none-match", &known)]);
            assert_eq!((response.status, response.body.len()), (304, 0), "{path} {known}");
            assert_eq!(response.header("etag"), Some(tag.as_str()));
            assert!(response.header("cache-control").is_some());
            assert_eq!(response.header("content-type"), None);
        }
        let response = get_with(path, &[("if-none-match", "\"another\"")]);
        assert_eq!(response.status, 200);
    }
}

#[test]
fn forms_have_tags_of_their_own_and_say_what_selects_them() {
    let json = get("/probe/forms");
    let markdown = get_with("/probe/forms", &[("accept", "text/markdown")]);
    assert_ne!(json.header("etag"), markdown.header("etag"));
    assert_eq!((json.header("vary"), markdown.header("vary")), (Some("Accept"), Some("Accept")));
    let known = json.header("etag").unwrap();
    let response = get_with("/probe/forms", &[("if-none-match", known)]);
    assert_eq!((response.status, response.header("vary")), (304, Some("Accept")));
}

#[test]
fn a_large_body_is_compressed_for_callers_that_accept_it() {
    for path in ["/v1/knowledge/full", "/openapi.json", "/swagger-ui/swagger-ui-bundle.js"] {
        let plain = get(path);
        assert_eq!(plain.header("content-encoding"), None, "{path}");
        let gzip = ("accept-encoding", "gzip, br");
        let response = get_with(path, &[gzip]);
        assert_eq!(response.header("content-encoding"), Some("gzip"), "{path}");
        assert_eq!(response.header("content-type"), plain.header("content-type"));
        assert!(response.header("vary").unwrap().contains("Accept-Encoding"), "{path}");
        assert!(response.body.len() * 3 < plain.body.len(), "{path}");
        let mut content = Vec::new();
        GzDecoder::new(&response.body[..]).read_to_end(&mut content).unwrap();
        assert_eq!(content, plain.body, "{path}");
        let tag = response.header("etag").unwrap();
        assert_ne!(Some(tag), plain.header("etag"), "different bytes, different tags");
        assert_eq!(get_with(path, &[gzip, ("if-none-match", tag)]).status, 304, "{path}");
        let head = send("HEAD", path, &[gzip], b"");
        let length = response.body.len().to_string();
        assert_eq!(head.header("content-length"), Some(length.as_str()));
    }
    let small = get_with("/v1/knowledge", &[("accept-encoding", "gzip")]);
    assert_eq!(small.header("content-encoding"), None);
}

#[test]
fn a_recommendation_is_compressed_for_callers_that_accept_it() {
    let body = br#"{"answers": {"project_type": "cms"}, "store": false}"#;
    let path = "/v1/recommendations";
    let json = ("content-type", "application/json");
    let plain = send("POST", path, &[json], body);
    let response = send("POST", path, &[json, ("accept-encoding", "gzip, br")], body);
    assert_eq!(response.header("content-encoding"), Some("gzip"));
    assert_eq!(response.header("cache-control"), Some("no-store"));
    let mut content = Vec::new();
    GzDecoder::new(&response.body[..]).read_to_end(&mut content).unwrap();
    assert_eq!(content, plain.body);
}

#[test]
fn head_is_get_without_the_body() {
    for path in [
        "/",
        "/livez",
        "/openapi.json",
        "/probe/forms",
        "/swagger-ui/",
        "/nowhere",
        "/probe/failure",
    ] {
        let get = get(path);
        let head = send("HEAD", path, &[], b"");
        let comparable = |response: &crate::helpers::Response| {
            let mut headers = response.headers.clone();
            headers.retain(|(name, _)| name != "date" && name != "x-request-id");
            headers.sort();
            (response.status, headers)
        };
        assert_eq!(comparable(&head), comparable(&get), "{path}");
        assert_eq!(head.header("content-length"), Some(get.body.len().to_string().as_str()));
        assert!(head.body.is_empty());
    }
}

#[test]
fn a_response_that_holds_only_now_is_not_cached() {
    for path in ["/livez", "/readyz", "/version", "/nowhere"] {
        assert_eq!(get(path).header("cache-control"), Some("no-store"), "{path}");
    }
}
