//! HTML pages and what browsers may do with them.

use framewise::http::problem_types::ProblemType;

use crate::helpers::{get, get_with};

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
fn pages_may_load_style_and_scripts_of_this_service_alone() {
    for path in ["/", "/cohorts", "/cohort", "/problems/not-found"] {
        let response = get(path);
        assert_eq!(response.header("content-type"), Some("text/html; charset=utf-8"));
        let policy = response.header("content-security-policy").unwrap();
        for part in [
            "default-src 'none'",
            "style-src 'self'",
            "script-src 'self'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(part) && !policy.contains("unsafe"), "{path}: {policy}");
        }
        let html = response.text();
        for forbidden in ["<style", "style=\"", "onclick", "<script>"] {
            assert!(!html.contains(forbidden), "{path} has {forbidden}");
        }
        let linked =
            html.split(" src=\"").skip(1).chain(html.split("rel=\"stylesheet\" href=\"").skip(1));
        for link in linked.map(|rest| rest.split('"').next().unwrap()) {
            let asset = get(link);
            assert_eq!(asset.status, 200, "{link}");
            let forever = "public, max-age=31536000, immutable";
            assert_eq!(asset.header("cache-control"), Some(forever), "{link}");
        }
    }
}

#[test]
fn a_file_with_another_hash_is_kept_for_a_short_time() {
    for address in ["/assets/style.css", "/assets/style.css?v=0123456789abcdef"] {
        let asset = get(address);
        let freshness = asset.header("cache-control").unwrap();
        assert!(freshness.starts_with("public, max-age=300"), "{address}: {freshness}");
        assert_eq!(asset.header("content-type"), Some("text/css; charset=utf-8"));
    }
    assert_eq!(get("/assets/nothing.css").status, 404);
    assert_eq!(get("/assets/style.css?x=1").status, 422);
}

#[test]
fn the_language_is_chosen_by_the_address_or_else_by_the_header() {
    let turkish = [("accept-language", "tr-TR,tr;q=0.9,en;q=0.8")];
    for (path, headers, language) in [
        ("/problems/not-found", &[][..], "en"),
        ("/problems/not-found", &turkish, "tr"),
        ("/problems/not-found?lang=en", &turkish, "en"),
        ("/problems/not-found?lang=tr", &[], "tr"),
        ("/problems/not-found?lang=xx", &turkish, "tr"),
        ("/?lang=tr", &[], "tr"),
        ("/", &turkish, "tr"),
    ] {
        let page = get_with(path, headers);
        assert_eq!(page.header("content-language"), Some(language), "{path}");
        assert!(page.text().contains(&format!("<html lang=\"{language}\">")), "{path}");
        assert!(page.header("vary").unwrap().contains("Accept-Language"), "{path}");
        let keeps = page.text().contains(&format!("/method?lang={language}"));
        assert_eq!(keeps, path.contains("lang=") && !path.contains("xx"), "{path}");
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
        "There is no type of problem “not-fuond”. Did you mean not-found?"
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
