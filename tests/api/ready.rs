//! Answers that are ready before they are asked for: nobody may notice but by the time they take.

use serde_json::json;

use crate::helpers::{Answer, get, get_with, send};

/// One of each kind.
const READY: [&str; 14] = [
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
    "/v1/conformance-vectors",
    "/openapi.json",
    "/",
];

/// What is kept when it was asked for once.
const KEPT: [&str; 3] = [
    "/v1/frameworks?capability=orm",
    "/v1/frameworks?capability=orm,templates&support=built_in&interface=wsgi&kind=full_stack",
    "/v1/comparison?frameworks=django,flask",
];

/// An answer without what differs from request to request.
fn comparable(answer: &Answer) -> (u16, Vec<(String, String)>, Vec<u8>) {
    let mut headers = answer.headers.clone();
    headers.retain(|(name, _)| name != "date" && name != "x-request-id");
    headers.sort();
    (answer.status, headers, answer.body.clone())
}

#[test]
fn a_ready_answer_is_the_one_that_the_handler_gives() {
    for path in READY {
        // An empty query string means the same, but is another address.
        let (ready, handled) = (get(path), get(&format!("{path}?")));
        assert_eq!(ready.status, 200, "{path}");
        assert!(ready.header("x-request-id").is_some(), "{path}");
        assert!(comparable(&ready) == comparable(&handled), "{path}");
    }
}

#[test]
fn an_answer_is_the_same_when_it_is_asked_for_again() {
    for path in KEPT {
        let (first, second) = (get(path), get(path));
        assert_eq!(first.status, 200, "{path}");
        assert!(comparable(&first) == comparable(&second), "{path}");
    }
}

#[test]
fn the_ways_to_write_a_request_have_one_answer() {
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
fn the_order_of_compared_frameworks_is_kept_in_memory_too() {
    for _ in 0..2 {
        let id = |path| get(path).json()["frameworks"][0]["id"].clone();
        assert_eq!(id("/v1/comparison?frameworks=django,flask"), "django");
        assert_eq!(id("/v1/comparison?frameworks=flask,django"), "flask");
    }
}

#[test]
fn each_form_is_kept_by_itself() {
    let path = "/v1/comparison?frameworks=falcon,bottle";
    for _ in 0..2 {
        for (accept, form) in [
            ("text/markdown", "text/markdown"),
            ("application/json", "application/json"),
            ("text/markdown;q=0.5, */*;q=0.1", "text/markdown"),
            ("*/*", "application/json"),
        ] {
            let answer = get_with(path, &[("accept", accept)]);
            assert_eq!(answer.header("content-type"), Some(form), "{accept}");
            assert_eq!(answer.header("vary"), Some("Accept"), "{accept}");
            let known = answer.header("etag").unwrap();
            let again = get_with(path, &[("accept", accept), ("if-none-match", known)]);
            assert_eq!((again.status, again.header("vary")), (304, Some("Accept")), "{accept}");
        }
    }
}

#[test]
fn what_is_ready_is_refused_like_anything_else() {
    for path in READY.iter().filter(|path| **path != "/").chain(&KEPT) {
        assert_eq!(get(path).status, 200, "{path}");
        assert_eq!(get_with(path, &[("accept", "image/png")]).status, 406, "{path}");
        assert_eq!(send("POST", path, &[], b"").status, 405, "{path}");
        let more = if path.contains('?') { '&' } else { '?' };
        let answer = get(&format!("{path}{more}verbose=1"));
        assert_eq!(answer.json()["errors"][0]["pointer"], "#/verbose", "{path}");
    }
}

#[test]
fn a_refusal_is_not_kept() {
    for _ in 0..2 {
        let answer = get("/v1/comparison?frameworks=django,flsk");
        assert_eq!(
            (answer.status, &answer.json()["errors"][0]["suggestion"]),
            (422, &json!("flask"))
        );
        assert_eq!(answer.header("cache-control"), Some("no-store"));
    }
}

#[test]
fn other_origins_and_head_get_what_is_ready() {
    for path in READY.iter().chain(&KEPT) {
        let (whole, head) = (get(path), send("HEAD", path, &[], b""));
        assert_eq!(whole.header("access-control-allow-origin"), Some("*"), "{path}");
        assert!(whole.header("content-security-policy").is_some(), "{path}");
        assert!(head.body.is_empty(), "{path}");
        let ((status, headers, _), (as_get, same, _)) = (comparable(&head), comparable(&whole));
        assert_eq!((status, headers), (as_get, same), "{path}");
    }
}

#[test]
fn texts_that_find_the_same_have_one_answer() {
    let found = |text: &str| get(&format!("/v1/frameworks?q={text}"));
    for _ in 0..2 {
        assert!(comparable(&found("py4web")) == comparable(&found("PY4WEB")));
        assert_ne!(found("py4web").body, found("django").body);
    }
}
