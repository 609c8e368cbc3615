//! Published statistics.

use std::sync::LazyLock;

use framewise::api::statistics::chart::STYLE;
use framewise::api::statistics::sample::sample;
use framewise_storage::clock::Clock;
use framewise_storage::sqlite::{SqliteOptions, SqliteStorage};
use framewise_storage::{QueryWriter, Storage, StoredRelease};
use serde_json::json;
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::helpers::{Response, Server, frozen_knowledge, get, is_excerpt};

/// A server with some closed weeks.
static PUBLISHED: LazyLock<(Server, TempDir)> = LazyLock::new(|| {
    let text = sample(&frozen_knowledge()).unwrap().to_text().unwrap();
    start(&[
        ("2026-W43", "2026-W43", Some("{}")),
        ("2026-W46", "2026-W46", None),
        ("2026-W47", "2026-W46", Some(&text)),
        ("2026-W48", "2026-W48", None),
    ])
});

/// A server on a database with these weeks: week, first week, release.
fn start(weeks: &[(&str, &str, Option<&str>)]) -> (Server, TempDir) {
    let directory = TempDir::new().unwrap();
    let file = directory.path().join("framewise.db");
    Runtime::new().unwrap().block_on(async {
        let storage = SqliteStorage::new(SqliteOptions::at(&file));
        for (week, first_week, body) in weeks {
            let release = StoredRelease {
                week: week.parse().unwrap(),
                first_week: first_week.parse().unwrap(),
                body: body.map(str::to_owned),
                noisy_total: None,
            };
            assert!(storage.publish(&release).await.unwrap());
        }
        storage.close().await;
    });
    (Server::storing(&file, Clock::default()), directory)
}

fn published(path: &str, accept: &str) -> Response {
    PUBLISHED.0.send("GET", path, &[("accept", accept)], b"")
}

fn detail(response: &Response) -> String {
    response.json()["detail"].as_str().unwrap().to_owned()
}

#[test]
fn the_index_lists_releases_and_what_was_merged() {
    let response = published("/v1/statistics", "application/json");
    let released = |week: &str, first: &str| json!({"week": week, "first_week": first, "address": format!("/v1/statistics/{week}")});
    assert_eq!(
        response.json(),
        json!({
            "items": [released("2026-W47", "2026-W46"), released("2026-W43", "2026-W43")],
            "total": 2,
            "merged": [
                {"week": "2026-W48", "released_in": null},
                {"week": "2026-W46", "released_in": "2026-W47"},
            ],
        })
    );
}

#[test]
fn a_release_has_a_table_and_a_chart() {
    for (part, accept, content_type, start) in [
        ("", "*/*", "application/json", "{\"week\":\"2026-W47\""),
        ("/counts.csv", "text/csv", "text/csv; charset=utf-8; header=present", "week,first_week,"),
        ("/winners.svg", "image/avif, image/svg+xml, */*;q=0.8", "image/svg+xml", "<svg "),
    ] {
        let path = format!("/v1/statistics/2026-W47{part}");
        let response = published(&path, accept);
        assert_eq!(response.status, 200, "{path}");
        assert_eq!(response.header("content-type"), Some(content_type));
        assert!(response.text().starts_with(start), "{}", response.text());
        let tag = response.header("etag").unwrap().to_owned();
        let again = PUBLISHED.0.send("GET", &path, &[("if-none-match", &tag)], b"");
        assert_eq!(again.status, 304, "{path}");
        assert_eq!(published(&path, "text/html").status, 406);
        let missing = path.replace("W47", "W40");
        assert_eq!(published(&missing, accept).status, 404, "{missing}");
    }
    assert_eq!(published("/v1/statistics", "text/csv").status, 406);
}

#[test]
fn a_browser_applies_the_style_of_the_chart_and_nothing_else() {
    use data_encoding::BASE64;
    use sha2::Digest;
    let response = published("/v1/statistics/2026-W47/winners.svg", "*/*");
    let hash = BASE64.encode(&sha2::Sha256::digest(STYLE));
    let policy = response.header("content-security-policy").unwrap();
    assert!(policy.contains("default-src 'none'"));
    assert!(policy.contains(&format!("style-src 'sha256-{hash}'")), "{policy}");
    assert!(response.text().contains(&format!("<style>{STYLE}</style>")));
}

#[test]
fn a_week_without_a_release_says_where_its_queries_are() {
    for (week, said) in [
        (
            "2026-W46",
            "2026-W46 had too few queries for a release of its own: they are part of the release of 2026-W47.",
        ),
        (
            "2026-W48",
            "2026-W48 had too few queries for a release of its own: they wait for the release of a later week.",
        ),
        ("2026-W49", "There is no release of 2026-W49 yet: the newest is of 2026-W47."),
        (
            "2026-W40",
            "There is no release of 2026-W40: there are 2 between 2026-W43 and 2026-W47, which /v1/statistics lists.",
        ),
        (
            "2025-W53",
            "There is no week “2025-W53”: write a week as in 2026-W48: the year, -W, and a number from 01 to 52 or 53.",
        ),
        (
            "latest",
            "There is no week “latest”: write a week as in 2026-W48: the year, -W, and a number from 01 to 52 or 53.",
        ),
    ] {
        let response = published(&format!("/v1/statistics/{week}"), "*/*");
        assert_eq!((response.status, detail(&response)), (404, said.to_owned()));
    }
    assert_eq!(published("/v1/statistics/2026-W47?table=winners", "*/*").status, 422);
}

#[test]
fn a_corrupt_release_reveals_nothing() {
    let response = published("/v1/statistics/2026-W43", "*/*");
    assert_eq!(response.status, 500);
    assert!(!response.text().contains("week"), "{}", response.text());
}

#[test]
fn a_server_that_stores_nothing_has_no_statistics() {
    assert_eq!(get("/v1/statistics").json(), json!({"items": [], "total": 0, "merged": []}));
    let response = get("/v1/statistics/2026-W47");
    assert_eq!(response.status, 404);
    assert_eq!(
        detail(&response),
        "There is no release of 2026-W47: nothing has been released yet."
    );
}

#[test]
fn without_its_database_the_server_asks_to_come_back() {
    let (server, directory) = start(&[]);
    assert_eq!(server.send("GET", "/v1/statistics", &[], b"").status, 200);
    directory.close().unwrap();
    for path in ["/v1/statistics", "/v1/statistics/2026-W47"] {
        let response = server.send("GET", path, &[], b"");
        assert_eq!(response.status, 503, "{}", response.text());
        assert!(response.header("retry-after").is_some());
        assert_eq!(detail(&response), "The database file or its directory does not exist.");
    }
}

#[test]
fn the_example_in_the_description_is_what_a_release_looks_like() {
    let document = get("/openapi.json").json();
    let place = "/paths/~1v1~1statistics~1{week}/get/responses/200/content/application~1json\
        /examples/week/value";
    let response = published("/v1/statistics/2026-W47", "application/json");
    let example = document.pointer(place).unwrap();
    assert!(is_excerpt(example, &response.json()), "{example}");
}
