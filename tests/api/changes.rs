//! Changes of the knowledge from release to release.

use serde_json::Value;

use crate::helpers::{get, get_with};

/// The versions of all releases, the newest first.
fn versions() -> Vec<String> {
    let releases = get("/v1/knowledge/changes").json()["releases"].clone();
    let version = |release: &Value| release["version"].as_str().unwrap().to_owned();
    releases.as_array().unwrap().iter().map(version).collect()
}

#[test]
fn without_a_version_the_changes_of_the_last_release_are_listed() {
    let list = get("/v1/knowledge/changes").json();
    let knowledge = get("/v1/knowledge").json();
    let releases = list["releases"].as_array().unwrap();
    if let Some(newest) = releases.first() {
        assert_eq!(newest["version"], knowledge["version"]);
        assert_eq!(newest["digest"], knowledge["digest"]);
        assert_eq!(newest["released_on"], knowledge["released_on"]);
        assert_eq!(list["counts"], newest["counts"]);
    }
    let before = releases.get(1).map(|release| release["version"].clone());
    assert_eq!(list["since"], before.unwrap_or_default());
    assert_eq!(list["total"], list["items"].as_array().unwrap().len());
    assert_eq!(list["knowledge_version"], knowledge["version"]);
}

#[test]
fn every_release_can_be_the_first_of_which_nothing_is_listed() {
    for (position, version) in versions().iter().enumerate() {
        let list = get(&format!("/v1/knowledge/changes?since={version}")).json();
        assert_eq!(list["since"], version.as_str());
        let items = list["items"].as_array().unwrap();
        assert_eq!(list["total"], items.len());
        assert!(position > 0 || items.is_empty(), "nothing has changed since the last release");
    }
}

#[test]
fn an_unknown_version_is_rejected_with_those_that_exist() {
    let versions = versions();
    for since in ["2026.11.0", "2026.011.1", "latest", "2026.11.1%20"] {
        let response = get(&format!("/v1/knowledge/changes?since={since}"));
        assert_eq!(response.status, 422, "{since}");
        let error = response.json()["errors"][0].clone();
        assert_eq!(error["pointer"], "#/since");
        let allowed = error["allowed"].as_array().cloned().unwrap_or_default();
        assert_eq!(allowed, versions, "{error}");
    }
    for version in &versions {
        let (month, number) = version.rsplit_once('.').unwrap();
        let mistyped = get(&format!("/v1/knowledge/changes?since={month}.0{number}"));
        assert_eq!(mistyped.json()["errors"][0]["suggestion"], version.as_str());
    }
    assert_eq!(get("/v1/knowledge/changes?until=2026.11.1").status, 422);
    assert_eq!(get("/v1/knowledge/changes.atom?since=2026.11.1").status, 422);
}

#[test]
fn the_feed_is_atom_and_cacheable() {
    let response = get("/v1/knowledge/changes.atom");
    assert_eq!(response.header("content-type"), Some("application/atom+xml"));
    let feed = atom_syndication::Feed::read_from(response.body.as_slice()).unwrap();
    let releases = get("/v1/knowledge/changes").json()["releases"].clone();
    assert_eq!(feed.entries().len(), releases.as_array().unwrap().len());
    for (entry, release) in feed.entries().iter().zip(releases.as_array().unwrap()) {
        assert!(entry.title().ends_with(release["version"].as_str().unwrap()));
    }
    for link in
        feed.links().iter().chain(feed.entries().iter().flat_map(atom_syndication::Entry::links))
    {
        assert_eq!(get(link.href()).status, 200, "{}", link.href());
    }
    let tag = response.header("etag").unwrap();
    let path = "/v1/knowledge/changes.atom";
    assert_eq!(get_with(path, &[("if-none-match", tag)]).status, 304);
    assert_eq!(get_with(path, &[("accept", "application/json")]).status, 406);
}
