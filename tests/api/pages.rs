//! HTML pages and what browsers may do with them.

use data_encoding::BASE64;
use framewise::http::problem_types::ProblemType;
use sha2::{Digest, Sha256};

use crate::helpers::get;

#[test]
fn responses_that_are_not_pages_may_do_nothing() {
    for path in ["/livez", "/nowhere", "/openapi.json", "/probe/panic"] {
        let response = get(path);
        for (name, value) in [
            ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
        ] {
            assert_eq!(response.header(name), Some(value), "{path}");
        }
    }
}

#[test]
fn the_style_of_a_page_is_the_one_that_its_policy_allows() {
    for path in ["/", "/problems/not-found"] {
        let response = get(path);
        let style = response.text().split("<style>").nth(1).unwrap();
        let style = style.split("</style>").next().unwrap();
        let hash = BASE64.encode(&Sha256::digest(style));
        let policy = response.header("content-security-policy").unwrap();
        assert!(policy.contains(&format!("style-src 'sha256-{hash}'")), "{path}");
        assert!(!policy.contains("script-src") && !policy.contains("unsafe"));
    }
}

#[test]
fn pages_need_nothing_from_elsewhere() {
    for path in ["/", "/problems/not-found"] {
        let response = get(path);
        assert_eq!(response.header("content-type"), Some("text/html; charset=utf-8"));
        let html = response.text();
        assert!(html.contains("<html lang=\"en\">") && !html.contains("{{"), "{html}");
        for forbidden in ["<script", "src=", "@import", "style=\"", "http://www.google"] {
            assert!(!html.contains(forbidden), "{path} has {forbidden}");
        }
    }
}

#[test]
fn every_type_of_problem_has_its_page() {
    for kind in ProblemType::ALL {
        let response = get(&kind.uri());
        assert_eq!(response.status, 200);
        assert!(response.text().contains(kind.definition().remedy.split('<').next().unwrap()));
    }
}

#[test]
fn an_unknown_type_of_problem_is_not_found() {
    let response = get("/problems/not-fuond");
    assert_eq!(response.status, 404);
    assert_eq!(
        response.json()["detail"],
        "There is no type of problem “not-fuond”. Was not-found meant?"
    );
}

#[test]
fn swagger_ui_comes_from_the_binary() {
    let page = get("/swagger-ui/");
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("script-src 'self'") && !policy.contains("unsafe-eval"));
    let scripts = page.text().split("src=\"./").skip(1);
    let styles = page.text().split("href=\"./").skip(1);
    for file in scripts.chain(styles).map(|rest| rest.split('"').next().unwrap()) {
        assert_eq!(get(&format!("/swagger-ui/{file}")).status, 200, "{file}");
    }
    assert!(get("/swagger-ui/initializer.js").text().contains("\"../openapi.json\""));
    assert_eq!(get("/swagger-ui/nothing.js").status, 404);
}
