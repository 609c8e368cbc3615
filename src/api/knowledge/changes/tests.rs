//! The change list and the feed of the frozen knowledge, which has three releases.

use std::path::Path;
use std::sync::LazyLock;

use framewise_model::knowledge::{Files, Knowledge, load};
use serde_json::{Value, json};

use super::feed::feed;
use super::response::since;
use crate::config::PublicUrl;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| load(&files()).unwrap());

fn files() -> Files {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/knowledge");
    Files::read(&folder).unwrap()
}

/// Kind, framework, id and change of each item.
fn items(list: &Value) -> Vec<String> {
    let items = list["items"].as_array().unwrap().iter();
    let members = ["kind", "framework", "id", "change"];
    let words = items.map(|item| members.map(|member| item[member].as_str().unwrap_or("-")));
    words.map(|words| words.join(" ")).collect()
}

#[test]
fn changes_are_listed_with_the_states_before_and_after() {
    let list = json!(since(&KNOWLEDGE, Some("2026.11.1".parse().unwrap()), &PublicUrl::default()));
    assert_eq!(
        items(&list),
        [
            "rating fastapi longevity changed",
            "claim flask flask-adaptable added",
            "claim flask flask-adapts removed",
            "claim flask flask-popular changed",
            "rating flask longevity changed",
            "rating flask testing changed",
            "capability litestar orm changed",
            "rating litestar built_in_features changed",
            "rating litestar longevity changed",
            "rating litestar relational_data changed",
            "effect - performance changed",
        ]
    );
    assert_eq!((&list["total"], &list["since"]), (&json!(11), &json!("2026.11.1")));
    let item = |index: usize, member: &str| list["items"][index][member].clone();
    let said = "advantage, article, contested";
    assert_eq!((item(1, "from"), item(1, "to")), (Value::Null, json!(said)));
    assert_eq!(
        (item(2, "from"), item(2, "to"), item(2, "text")),
        (json!(said), Value::Null, Value::Null)
    );
    // The wording alone has changed.
    assert_eq!(item(3, "from"), item(3, "to"));
    assert!(item(3, "text").as_str().unwrap().starts_with("It is popular: in November 2026"));
    assert_eq!(
        (item(5, "from"), item(5, "to")),
        (json!("0.75 [0.55, 0.85]"), json!("0.75 [0.65, 0.85]"))
    );
    assert_eq!(
        (item(6, "from"), item(6, "to")),
        (json!("third_party"), json!("official_extension"))
    );
    assert_eq!(item(6, "link"), "/v1/frameworks/litestar");
    assert_eq!(
        (item(10, "answer"), item(10, "link")),
        (json!("load=high"), json!("/v1/questions"))
    );
    assert_eq!((item(10, "from"), item(10, "to")), (json!("0.7"), json!("0.4")));
    assert_eq!(list["counts"]["claims"], json!({"added": 1, "changed": 1, "removed": 1}));
    let releases = list["releases"].as_array().unwrap();
    let versions: Vec<&Value> = releases.iter().map(|release| &release["version"]).collect();
    assert_eq!(versions, ["2026.11.4", "2026.11.3", "2026.11.1"]);
    assert_eq!(releases[0]["digest"], KNOWLEDGE.digest);
    assert_eq!(releases[0]["counts"]["effects"], json!({"added": 0, "changed": 1, "removed": 0}));
    assert_eq!(releases[2]["counts"]["frameworks"]["added"], 4);
}

#[test]
fn before_the_first_release_everything_is_new() {
    let list = json!(since(&KNOWLEDGE, None, &PublicUrl::default()));
    assert_eq!(list["since"], Value::Null);
    assert_eq!(list["counts"]["frameworks"], json!({"added": 4, "changed": 0, "removed": 0}));
    assert!(items(&list).iter().all(|item| item.ends_with(" added")));
}

#[test]
fn the_feed_has_one_entry_for_each_release_and_ids_that_stay() {
    let bytes = feed(&KNOWLEDGE, &PublicUrl::default()).unwrap();
    let parsed = atom_syndication::Feed::read_from(bytes.as_slice()).unwrap();
    let titles: Vec<&str> = parsed.entries().iter().map(|entry| entry.title().as_str()).collect();
    assert_eq!(titles, ["Knowledge 2026.11.4", "Knowledge 2026.11.3", "Knowledge 2026.11.1"]);
    assert_eq!(parsed.updated().to_rfc3339(), "2026-11-23T00:00:00+00:00");
    assert!(!parsed.authors().is_empty());
    let entry = &parsed.entries()[0];
    assert_eq!(entry.summary().unwrap().as_str(), "3 ratings and 1 effect changed");
    let content = entry.content().unwrap().value().unwrap();
    let moved = "<li>rating flask/testing: 0.75 [0.55, 0.85] → 0.75 [0.65, 0.85]</li>";
    assert!(content.contains(moved), "{content}");
    assert_eq!(entry.links()[0].href(), "/v1/knowledge/changes?since=2026.11.3");

    let mut ids: Vec<&str> = parsed.entries().iter().map(atom_syndication::Entry::id).collect();
    ids.push(parsed.id());
    for id in &ids {
        assert_eq!((id.len(), &id[..9], &id[23..24]), (45, "urn:uuid:", "8"), "{id}");
    }
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 4);
    assert_eq!(feed(&load(&files()).unwrap(), &PublicUrl::default()).unwrap(), bytes);
}
