//! The table of all frameworks.

use super::{BROWSER, array, page, text};
use crate::helpers::{get, get_with};
use crate::html::Element;

#[test]
fn a_filter_that_is_wrong_in_part_keeps_the_rest() {
    for (query, said) in [
        ("kind=mirco&q=flask", "Kind: this value is not known. Did you mean “micro”?"),
        ("capability=orm,websocket&q=flask", "Did you mean “websockets”?"),
        ("support=built_in&q=flask", "Provided by: choose a capability as well"),
        ("kind=micro&kind=full_stack&q=flask", "Kind: it is given twice"),
        ("colour=red&q=flask", "a parameter that this page does not know"),
    ] {
        let response = get_with(&format!("/frameworks?{query}&lang=en"), &[BROWSER]);
        assert_eq!(response.status, 422, "{query}");
        let root = Element::parse(response.text());
        assert!(root.text.contains(said), "{query}: {}", root.text);
        assert_eq!(root.id("q").unwrap().attribute("value"), Some("flask"));
    }
    let long = get_with(&format!("/frameworks?lang=tr&q={}", "x".repeat(101)), &[BROWSER]);
    assert_eq!(long.status, 422);
    assert!(long.text().contains("metin 1 ile 100 karakter arasında olmalı"));
    let kept = page("/frameworks?capability=orm&kind=full_stack", "en");
    let chosen = |name: &str| -> Vec<String> {
        let all = kept.all().into_iter().filter(|element| element.attribute(name).is_some());
        all.map(|element| element.attribute("value").unwrap().to_owned()).collect()
    };
    assert_eq!(
        (chosen("checked"), chosen("selected")),
        (vec!["orm".to_owned()], vec!["full_stack".to_owned()])
    );
}

#[test]
fn the_table_has_the_frameworks_that_the_api_lists() {
    for query in
        ["", "capability=websockets&support=built_in", "interface=wsgi", "kind=micro", "q=STARLITE"]
    {
        let api = get(&format!("/v1/frameworks?{query}")).json();
        let listed: Vec<&str> = array(&api["items"]).iter().map(|item| text(&item["id"])).collect();
        let root = page(&format!("/frameworks?{query}"), "en");
        let boxes = root.named("input").into_iter();
        let shown: Vec<&str> = boxes
            .filter(|input| input.attribute("name") == Some("frameworks"))
            .map(|input| input.attribute("value").unwrap())
            .collect();
        assert_eq!(shown, listed, "{query}");
    }
}
