//! Equal responses to equal requests, whether they are rendered anew or come from the cache.

use serde_json::json;

use crate::helpers::{Response, get, get_with, send};

/// One resource of each kind at an address without a query string.
const FIXED: [&str; 14] = [
    "/v1/knowledge",
    "/v1/knowledge/full",
    "/v1/knowledge/changes",
    "/v1/knowledge/changes.atom",
    "/v1/frameworks",
    "/v1/frameworks/flask",
    "/v1/criteria",
    "/v1/questions",
    "/v1/capabilities",
    "/v1/sources",
    "/v1/sources/coderspace-2023",
    "/v1/claims/flask-scales-up",
    "/openapi.json",
    "/",
];

/// Resources with a choice of what they show.
const CHOSEN: [&str; 5] = [
    "/v1/frameworks?capability=orm",
    "/v1/frameworks?capability=orm,templates&support=built_in&interface=wsgi&kind=full_stack",
    "/v1/comparison?frameworks=django,flask",
    "/v1/comparison.md?frameworks=django,flask",
    "/v1/questions?include=effects",
];

/// A response without the headers that differ from request to request.
fn comparable(response: &Response) -> (u16, Vec<(String, String)>, Vec<u8>) {
    let mut headers = response.headers.clone();
    headers.retain(|(name, _)| name != "date" && name != "x-request-id");
    headers.sort();
    (response.status, headers, response.body.clone())
}

#[test]
fn an_empty_query_string_makes_no_other_response() {
    for path in FIXED {
        let (without, with) = (get(path), get(&format!("{path}?")));
        assert_eq!(without.status, 200, "{path}");
        assert!(without.header("x-request-id").is_some(), "{path}");
        assert!(comparable(&without) == comparable(&with), "{path}");
    }
}

#[test]
fn a_repeated_request_gets_the_same_response() {
    for path in FIXED.iter().chain(&CHOSEN) {
        let (first, second) = (get(path), get(path));
        assert_eq!(first.status, 200, "{path}");
        assert!(comparable(&first) == comparable(&second), "{path}");
    }
}

#[test]
fn the_ways_to_write_a_request_have_one_response() {
    for (path, others) in [
        (
            "/v1/frameworks?capability=orm,templates&support=built_in",
            [
                "/v1/frameworks?capability=templates%2Corm&support=built_in",
                "/v1/frameworks?support=built_in&capability=templates%2corm,orm",
            ],
        ),
        (
            "/v1/comparison?frameworks=django,flask",
            [
                "/v1/comparison?frameworks=django%2Cflask",
                "/v1/comparison?&frameworks=%64jango,flask&",
            ],
        ),
    ] {
        for other in others {
            for _ in 0..2 {
                assert!(comparable(&get(other)) == comparable(&get(path)), "{other}");
            }
        }
    }
}

#[test]
fn the_order_of_compared_frameworks_is_part_of_the_request() {
    for _ in 0..2 {
        let id = |path| get(path).json()["frameworks"][0]["id"].clone();
        assert_eq!(id("/v1/comparison?frameworks=django,flask"), "django");
        assert_eq!(id("/v1/comparison?frameworks=flask,django"), "flask");
    }
}

#[test]
fn a_comparison_and_its_document_are_cached_separately() {
    for _ in 0..2 {
        for (path, form) in [
            ("/v1/comparison.md", "text/markdown; charset=utf-8"),
            ("/v1/comparison", "application/json"),
        ] {
            let path = format!("{path}?frameworks=litestar,fastapi");
            let response = get(&path);
            assert_eq!(response.header("content-type"), Some(form), "{path}");
            let known = response.header("etag").unwrap();
            assert_eq!(get_with(&path, &[("if-none-match", known)]).status, 304, "{path}");
        }
    }
}

#[test]
fn a_cached_response_does_not_hide_a_fault_of_the_request() {
    for path in FIXED.iter().filter(|path| **path != "/").chain(&CHOSEN) {
        assert_eq!(get(path).status, 200, "{path}");
        assert_eq!(get_with(path, &[("accept", "image/png")]).status, 406, "{path}");
        assert_eq!(send("POST", path, &[], b"").status, 405, "{path}");
        let more = if path.contains('?') { '&' } else { '?' };
        let response = get(&format!("{path}{more}verbose=1"));
        assert_eq!(response.json()["errors"][0]["pointer"], "#/verbose", "{path}");
    }
}

#[test]
fn a_problem_is_not_cached() {
    for _ in 0..2 {
        let response = get("/v1/comparison?frameworks=django,flsk");
        assert_eq!(
            (response.status, &response.json()["errors"][0]["suggestion"]),
            (422, &json!("flask"))
        );
        assert_eq!(response.header("cache-control"), Some("no-store"));
    }
}

#[test]
fn other_origins_and_head_get_cached_responses() {
    for path in FIXED.iter().chain(&CHOSEN) {
        let (whole, head) = (get(path), send("HEAD", path, &[], b""));
        assert_eq!(whole.header("access-control-allow-origin"), Some("*"), "{path}");
        assert!(whole.header("content-security-policy").is_some(), "{path}");
        assert!(head.body.is_empty(), "{path}");
        let ((status, headers, _), (as_get, same, _)) = (comparable(&head), comparable(&whole));
        assert_eq!((status, headers), (as_get, same), "{path}");
    }
}

#[test]
fn texts_that_find_the_same_frameworks_have_one_response() {
    let found = |text: &str| get(&format!("/v1/frameworks?q={text}"));
    for _ in 0..2 {
        assert!(comparable(&found("litestar")) == comparable(&found("LITESTAR")));
        assert_ne!(found("litestar").body, found("django").body);
    }
}
