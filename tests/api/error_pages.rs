//! Errors as pages, for people in front of a browser.

use crate::helpers::{get, get_with, send};

/// What a browser sends.
const BROWSER: (&str, &str) =
    ("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");

#[test]
fn a_person_gets_a_page_where_a_program_gets_a_problem() {
    for (path, status) in [
        ("/nowhere", 404),
        ("/probe/failure", 500),
        ("/assets/style.css?a=b", 422),
        ("/problems/nowhere", 404),
    ] {
        let page = get_with(path, &[BROWSER]);
        assert_eq!(page.status, status, "{path}");
        assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
        assert_eq!(page.header("cache-control"), Some("no-store"), "{path}");
        assert_eq!(page.header("vary"), Some("Accept, Accept-Language"), "{path}");
        assert_eq!(page.header("content-language"), Some("en"), "{path}");
        assert!(page.header("content-security-policy").unwrap().contains("script-src 'self'"));
        let problem = get(path);
        assert_eq!(problem.header("content-type"), Some("application/problem+json"), "{path}");
        let problem = problem.json();
        for member in ["title", "detail"] {
            let text = maud::html! { (problem[member].as_str().unwrap()) }.into_string();
            assert!(page.text().contains(&text), "{path}: {text}");
        }
        let id = page.header("x-request-id").unwrap();
        assert!(page.text().contains(&format!("urn:uuid:{id}")), "{path}");
    }
}

#[test]
fn what_is_for_programs_stays_a_problem() {
    for path in ["/v1/frameworks/nowhere", "/v1/nowhere", "/openapi.nowhere"] {
        let response = get_with(path, &[BROWSER]);
        assert_eq!(response.status, 404);
        assert_eq!(response.header("content-type"), Some("application/problem+json"), "{path}");
    }
}

#[test]
fn an_error_page_has_the_language_of_its_reader_and_escapes_what_it_repeats() {
    let page = get_with("/nowhere?lang=tr", &[BROWSER]);
    assert!(page.text().contains("<html lang=\"tr\">"), "{}", page.text());
    assert!(page.text().contains("href=\"/?lang=tr\""), "{}", page.text());
    let page = get_with("/problems/%3Cscript%3E", &[BROWSER]);
    assert_eq!(page.status, 404);
    assert!(page.text().contains("&lt;script&gt;") && !page.text().contains("<script>"));
    // Other methods have the page as well, with the headers of the problem.
    let page = send("DELETE", "/method", &[BROWSER], b"");
    assert_eq!((page.status, page.header("allow").is_some()), (405, true));
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
}
