//! The page with the statistics.

use framewise_storage::clock::Clock;
use tempfile::TempDir;

use super::{
    BROWSER, LANGUAGES, array, assert_complete, assert_shown, in_language, page, published,
};
use crate::helpers::Server;
use crate::html::Element;

#[test]
fn the_charts_have_the_numbers_of_the_release() {
    let api = published("/v1/statistics/2026-W47").json();
    for language in LANGUAGES {
        let response = published(&in_language("/statistics", language));
        let root = Element::parse(response.text());
        let numbers = root.numbers();
        let tables = ["winners", "chosen", "ratings"].map(|table| &api[table]);
        let mut shown = 0;
        for table in tables.into_iter().chain(array(&api["questions"])) {
            for cell in array(&table["cells"]) {
                assert_shown(&numbers, &cell["queries"], "queries");
                assert_shown(&numbers, &cell["share"], "share");
                shown += 2;
            }
        }
        assert_eq!(numbers.len(), shown, "and no others");
        let total = api["total"].as_u64().unwrap().to_string();
        let separator = if language == "tr" { "." } else { "," };
        let total = format!("{}{separator}{}", &total[..1], &total[1..]);
        assert!(root.text.contains(&total), "{total}");
    }
}

#[test]
fn a_week_without_a_release_says_so() {
    for (week, status, said) in [
        ("2026-W47", 200, "Weeks 2026-W46 to 2026-W47"),
        ("2026-W46", 404, "had too few queries for a release of its own"),
        ("2026-W40", 404, "There is no release of 2026-W40"),
        ("soon", 404, "“soon” is not a week"),
    ] {
        let response = published(&format!("/statistics?week={week}&lang=en"));
        assert_eq!(response.status, status, "{week}");
        let root = Element::parse(response.text());
        assert!(root.text.contains(said), "{week}: {}", root.text);
        assert!(root.text.contains("2026-W48: waits for the release of a later week"));
    }
    let nothing = page("/statistics", "en");
    assert!(nothing.text.contains("This server stores no queries"));
}

#[test]
fn a_server_without_its_database_shows_a_page() {
    let directory = TempDir::new().unwrap();
    let server = Server::storing(&directory.path().join("framewise.db"), Clock::default());
    assert_eq!(server.send("GET", "/statistics", &[BROWSER], b"").status, 200);
    directory.close().unwrap();
    let response = server.send("GET", "/statistics?lang=en", &[BROWSER], b"");
    assert_eq!(response.status, 503);
    assert_complete("/statistics", "en", &response);
    let problem = server.send("GET", "/statistics", &[], b"");
    assert_eq!(
        (problem.status, problem.header("content-type")),
        (503, Some("application/problem+json"))
    );
}
