//! The conformance vectors, as they are served.

use crate::helpers::{get, get_with};

#[test]
fn the_vectors_hold_for_the_knowledge_in_use() {
    let answer = get("/v1/conformance-vectors");
    assert_eq!(answer.status, 200, "{}", answer.text());
    let vectors = answer.json();
    let digest = &get("/v1/knowledge").json()["digest"];
    let groups = vectors["results"].as_array().unwrap();
    assert!(groups.iter().all(|group| group["knowledge_digest"] == *digest));
    let ids = |list: &serde_json::Value| -> Vec<String> {
        let items = list.as_array().unwrap();
        items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
    };
    let results: Vec<String> = groups.iter().flat_map(|group| ids(&group["results"])).collect();
    assert_eq!(ids(&vectors["requests"]), results);
}

#[test]
fn the_vectors_may_be_kept() {
    let answer = get("/v1/conformance-vectors");
    let tag = answer.header("etag").unwrap();
    assert_eq!(get_with("/v1/conformance-vectors", &[("if-none-match", tag)]).status, 304);
    assert_eq!(get_with("/v1/conformance-vectors", &[("accept", "text/html")]).status, 406);
    assert_eq!(get("/v1/conformance-vectors?group=edges").status, 422);
}
