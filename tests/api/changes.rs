//! What has changed from release to release, as it is served.

use crate::helpers::{get, get_with};

#[test]
fn without_a_version_the_last_release_is_told() {
    let list = get("/v1/knowledge/changes").json();
    let knowledge = get("/v1/knowledge").json();
    let releases = list["releases"].as_array().unwrap();
    assert_eq!(releases[0]["version"], knowledge["version"]);
    assert_eq!(releases[0]["digest"], knowledge["digest"]);
    assert_eq!(releases[0]["released_on"], knowledge["released_on"]);
    assert_eq!(list["counts"], releases[0]["counts"]);
    let before = releases.get(1).map(|release| release["version"].clone());
    assert_eq!(list["since"], before.unwrap_or_default());
    assert_eq!(list["total"], list["items"].as_array().unwrap().len());
    assert_eq!(list["knowledge_version"], knowledge["version"]);
}

#[test]
fn nothing_has_changed_since_the_last_release() {
    let version = get("/v1/knowledge").json()["version"].as_str().unwrap().to_owned();
    let list = get(&format!("/v1/knowledge/changes?since={version}")).json();
    assert_eq!((&list["total"], &list["since"]), (&0.into(), &version.as_str().into()));
    assert_eq!(list["items"].as_array().unwrap().len(), 0);
}

#[test]
fn a_version_that_is_none_is_told_with_those_that_are() {
    for since in ["2026.11.0", "2026.011.1", "latest", "", "2026.11.1%20"] {
        let answer = get(&format!("/v1/knowledge/changes?since={since}"));
        assert_eq!(answer.status, 422, "{since}");
        let error = answer.json()["errors"][0].clone();
        assert_eq!(error["pointer"], "#/since");
        assert!(error["allowed"].as_array().unwrap().contains(&"2026.11.1".into()), "{error}");
    }
    let error = get("/v1/knowledge/changes?since=2026.11.01").json()["errors"][0].clone();
    assert_eq!(error["suggestion"], "2026.11.1");
    assert_eq!(get("/v1/knowledge/changes?until=2026.11.1").status, 422);
    assert_eq!(get("/v1/knowledge/changes.atom?since=2026.11.1").status, 422);
}

#[test]
fn the_feed_is_atom_and_may_be_kept() {
    let answer = get("/v1/knowledge/changes.atom");
    assert_eq!(answer.header("content-type"), Some("application/atom+xml"));
    let feed = atom_syndication::Feed::read_from(answer.body.as_slice()).unwrap();
    let releases = get("/v1/knowledge/changes").json()["releases"].clone();
    assert_eq!(feed.entries().len(), releases.as_array().unwrap().len());
    assert!(feed.entries()[0].title().ends_with(releases[0]["version"].as_str().unwrap()));
    for link in
        feed.links().iter().chain(feed.entries().iter().flat_map(atom_syndication::Entry::links))
    {
        assert_eq!(get(link.href()).status, 200, "{}", link.href());
    }
    let tag = answer.header("etag").unwrap();
    let path = "/v1/knowledge/changes.atom";
    assert_eq!(get_with(path, &[("if-none-match", tag)]).status, 304);
    assert_eq!(get_with(path, &[("accept", "application/json")]).status, 406);
}
