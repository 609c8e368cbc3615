//! The self-audit.

use std::thread;

use serde_json::Value;

use crate::helpers::{Server, get, get_with, patient};

#[test]
fn the_audit_names_every_framework_question_and_criterion() {
    let response = get("/v1/audit");
    assert_eq!(response.status, 200, "{}", response.text());
    let audit = response.json();
    let knowledge = get("/v1/knowledge").json();
    assert_eq!(audit["knowledge_version"], knowledge["version"]);
    assert_eq!(audit["knowledge_digest"], knowledge["digest"]);
    assert_eq!(audit["answer_sets"]["complete"], 20_000);
    assert_eq!(audit["answer_sets"]["seed"], 2026);
    let named = |list: &str, member: &str| -> Vec<Value> {
        let items = audit[list].as_array().unwrap();
        items.iter().map(|item| item[member].clone()).collect()
    };
    let known = |path: &str| -> Vec<Value> {
        let items = get(path).json()["items"].as_array().unwrap().clone();
        items.iter().map(|item| item["id"].clone()).collect()
    };
    assert_eq!(named("frameworks", "framework"), known("/v1/frameworks"));
    for (list, member, path) in
        [("questions", "question", "/v1/questions"), ("criteria", "criterion", "/v1/criteria")]
    {
        let audited = named(list, member);
        for id in known(path) {
            assert!(audited.contains(&id), "{id}");
        }
    }
}

#[test]
fn every_framework_wins_or_it_is_said_why_not() {
    for framework in get("/v1/audit").json()["frameworks"].as_array().unwrap() {
        let shown = if framework["witness"].is_null() { "nearest" } else { "witness" };
        let link = framework[shown]["link"].as_str().unwrap();
        let recommended = get(link).json()["recommended"].clone();
        assert_eq!(recommended == framework["framework"], shown == "witness", "{link}");
        let dominators = [&framework["dominated_by"], &framework["jointly_dominated_by"]];
        let proved = dominators.iter().any(|list| !list.as_array().unwrap().is_empty());
        assert_eq!(framework["can_win"] == false, proved, "{framework}");
    }
}

#[test]
fn the_audit_is_cacheable() {
    let response = get("/v1/audit");
    let tag = response.header("etag").unwrap();
    assert_eq!(get_with("/v1/audit", &[("if-none-match", tag)]).status, 304);
    assert_eq!(get_with("/v1/audit", &[("accept", "text/html")]).status, 406);
    assert_eq!(get("/v1/audit?sample=3").status, 422);
}

#[test]
fn many_callers_at_once_get_the_same_and_others_do_not_wait() {
    let server = Server::start(patient());
    let ask = |path: &str| server.send("GET", path, &[], b"");
    let answers: Vec<Vec<u8>> = thread::scope(|scope| {
        let callers: Vec<_> = (0..20).map(|_| scope.spawn(|| ask("/v1/audit").body)).collect();
        assert_eq!(ask("/livez").status, 200);
        callers.into_iter().map(|caller| caller.join().unwrap()).collect()
    });
    assert!(answers.iter().all(|response| *response == get("/v1/audit").body));
    server.stop.stop();
    server.thread.join().unwrap().unwrap();
}
