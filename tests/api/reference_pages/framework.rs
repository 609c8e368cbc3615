//! The page of one framework.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{BROWSER, LANGUAGES, array, assert_shown, page, text};
use crate::helpers::{get, get_with};
use crate::html::Element;

#[test]
fn the_page_of_a_framework_has_the_numbers_of_the_api() {
    for item in array(&get("/v1/frameworks").json()["items"]) {
        let path = format!("/frameworks/{}", text(&item["id"]));
        let api = get(&format!("/v1{path}")).json();
        for language in LANGUAGES {
            let root = page(&path, language);
            for rating in array(&api["ratings"]) {
                let id = format!("rating-{}", text(&rating["criterion"]).replace(':', "-"));
                let numbers = root.id(&id).unwrap().numbers();
                for member in ["value", "low", "high"] {
                    assert_shown(&numbers, &rating[member], &id);
                }
                for input in array(&rating["inputs"]) {
                    assert_shown(&numbers, &input["value"], &id);
                    assert_shown(&numbers, &input["share"], &id);
                }
            }
            for fact in array(&api["facts"]).iter().filter(|fact| fact["number"].is_number()) {
                let id = format!("fact-{}", text(&fact["id"]));
                assert_shown(&root.id(&id).unwrap().numbers(), &fact["number"], &id);
            }
            let measured = root.id("measurements").map(|_| root.numbers()).unwrap_or_default();
            for figure in array(&api["measurements"]["figures"]) {
                for member in ["ratio", "low", "high"] {
                    assert_shown(&measured, &figure[member], text(&figure["id"]));
                }
                for run in array(&figure["runs"]) {
                    assert_shown(&measured, run, "run");
                }
            }
        }
    }
}

#[test]
fn the_page_of_a_framework_has_every_claim_with_its_evidence() {
    let sources = get("/v1/sources").json();
    let title = |id: &Value| {
        let source = array(&sources["items"]).iter().find(|source| source["id"] == *id).unwrap();
        text(&source["title"]).to_owned()
    };
    let api = get("/v1/frameworks/flask").json();
    for (language, words) in [
        (
            "en",
            [
                ("supported", "supported"),
                ("contested", "contested"),
                ("outdated", "outdated"),
                ("wrong", "wrong"),
            ],
        ),
        (
            "tr",
            [
                ("supported", "doğrulandı"),
                ("contested", "tartışmalı"),
                ("outdated", "güncel değil"),
                ("wrong", "yanlış"),
            ],
        ),
    ] {
        let root = page("/frameworks/flask", language);
        let words = BTreeMap::from(words);
        let articles: Vec<_> = root.named("article");
        assert_eq!(articles.len(), array(&api["claims"]).len());
        for claim in array(&api["claims"]) {
            let shown = root.id(text(&claim["id"])).unwrap();
            let verdict =
                shown.all().into_iter().find(|element| element.has_class("verdict")).unwrap();
            assert_eq!(verdict.text, words[text(&claim["verdict"])]);
            let paragraphs = shown.named("p");
            let statement = paragraphs.iter().find(|p| p.text == text(&claim["text"])).unwrap();
            assert_eq!(statement.attribute("lang"), Some("en"));
            assert!(shown.text.contains(&text(&claim["verified_on"])[..4]), "{claim}");
            for source in array(&claim["sources"]) {
                assert!(shown.text.contains(&title(source)), "{claim}");
            }
            for counter in array(&claim["counter_evidence"]) {
                assert!(shown.text.contains(text(&counter["text"])), "{claim}");
                assert!(shown.text.contains(&title(&counter["source"])), "{claim}");
            }
        }
    }
}

#[test]
fn an_unknown_framework_is_a_page_for_browsers_and_a_problem_for_programs() {
    for (id, said, link) in [
        ("flsk", "Did you mean Flask?", "/frameworks/flask?lang=en"),
        ("starlite", "“starlite” is another name of Litestar.", "/frameworks/litestar?lang=en"),
        ("rails", "There is no framework of this name", "/frameworks/django?lang=en"),
        ("%3Cscript%3E", "“<script>”", "/frameworks/django?lang=en"),
    ] {
        let path = format!("/frameworks/{id}");
        let response = get_with(&format!("{path}?lang=en"), &[BROWSER]);
        assert_eq!(response.status, 404, "{id}");
        assert_eq!(response.header("cache-control"), Some("no-store"));
        let root = Element::parse(response.text());
        assert!(root.text.contains(said), "{id}: {}", root.text);
        assert!(root.named("a").iter().any(|found| found.attribute("href") == Some(link)), "{id}");
        assert!(!response.text().contains("<script>"));
        let problem = get(&path);
        assert_eq!(problem.status, 404);
        assert_eq!(problem.header("content-type"), Some("application/problem+json"));
        assert!(text(&problem.json()["detail"]).starts_with("There is no framework"));
    }
}
