//! Cacheable responses: `ETag`, 304, HEAD.

use crate::helpers::{get, get_with, send};

const KEPT: [&str; 7] = [
    "/",
    "/.well-known/gpc.json",
    "/openapi.json",
    "/openapi.yaml",
    "/problems/not-found",
    "/swagger-ui/index.css",
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
