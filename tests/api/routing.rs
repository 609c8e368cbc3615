//! Unknown paths, wrong methods, query strings.

use crate::helpers::{get, send};

#[test]
fn a_wrong_method_gets_the_allowed_ones() {
    for (method, path, allow) in [
        ("GET", "/probe/echo", "POST, OPTIONS"),
        ("HEAD", "/probe/echo", "POST, OPTIONS"),
        ("DELETE", "/", "GET, HEAD, POST, OPTIONS"),
        ("DELETE", "/problems/not-found", "GET, HEAD, OPTIONS"),
        ("PATCH", "/swagger-ui/", "GET, HEAD, OPTIONS"),
        ("BREW", "/livez", "GET, HEAD, OPTIONS"),
    ] {
        let response = send(method, path, &[], b"");
        assert_eq!(
            (response.status, response.header("allow")),
            (405, Some(allow)),
            "{method} {path}"
        );
    }
}

#[test]
fn a_typing_error_in_a_path_is_noticed() {
    let response = get("/livz");
    assert_eq!(response.status, 404);
    assert_eq!(response.json()["detail"], "There is nothing at this address. Did you mean /livez?");
}

#[test]
fn a_slash_at_the_end_is_noticed() {
    let response = get("/problems/not-found/");
    assert_eq!(response.status, 404);
    let expected = "There is nothing at this address. /problems/{slug} has no slash at the end.";
    assert_eq!(response.json()["detail"], expected);
}

#[test]
fn strange_paths_are_not_found_and_not_repeated() {
    for path in ["/%00", "/v1/%00", "/%ff", "//", "/../etc/passwd", "/marked%20path", "/%2e%2e/x"] {
        let response = get(path);
        assert_eq!(response.status, 404, "{path}");
        assert_eq!(response.json()["type"], "/problems/not-found");
        assert!(!response.text().contains("marked"));
    }
}

#[test]
fn a_zero_byte_in_a_segment_is_a_name_like_any_other() {
    assert_eq!(get("/problems/%00").status, 404);
    assert_eq!(get("/problems/%ff").status, 404);
    assert_eq!(get("/swagger-ui/%00").status, 404);
    assert_eq!(get("/probe/items/%00").json()["id"], "\0");
}

#[test]
fn resources_without_parameters_reject_any() {
    for path in [
        "/livez",
        "/readyz",
        "/version",
        "/openapi.json",
        "/problems/not-found",
        "/.well-known/gpc.json",
    ] {
        let response = get(&format!("{path}?verbose=1"));
        assert_eq!(response.status, 422, "{path}");
        assert_eq!(response.json()["errors"][0]["pointer"], "#/verbose");
    }
}

#[test]
fn query_strings_are_decoded() {
    let response = get("/probe/parameters?project_type=rest%5Fapi+x&features=%C3%A9");
    assert_eq!(response.text(), r#"[["project_type","rest_api x"],["features","é"]]"#);
}

#[test]
fn a_query_string_that_is_not_utf_8_is_rejected() {
    for query in ["features=%ff", "features=%zz", "%"] {
        let response = get(&format!("/probe/parameters?{query}"));
        assert_eq!(response.json()["type"], "/problems/invalid-encoding", "{query}");
    }
}

#[test]
fn the_redirect_to_swagger_ui_is_permanent() {
    let response = get("/swagger-ui");
    assert_eq!((response.status, response.header("location")), (308, Some("swagger-ui/")));
}
