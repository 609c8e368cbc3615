//! The pages about frameworks, method, statistics, privacy and corrections: what all of them have, and, in modules, what
//! is on each.

mod comparison;
mod corrections;
mod framework;
mod frameworks;
mod method;
mod privacy;
mod statistics;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use framewise::api::statistics::sample::sample;
use framewise::texts::catalogue::files;
use framewise::texts::language::Language;
use framewise_model::knowledge::{Files, load};
use framewise_storage::clock::Clock;
use framewise_storage::sqlite::{SqliteOptions, SqliteStorage};
use framewise_storage::{QueryWriter, Storage, StoredRelease};
use serde_json::Value;
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::helpers::{Response, Server, frozen_knowledge, get, get_with};
use crate::html::Element;

/// What browsers send.
const BROWSER: (&str, &str) =
    ("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
const LANGUAGES: [&str; 2] = ["en", "tr"];

const PAGES: [&str; 12] = [
    "/frameworks",
    "/frameworks?capability=websockets,templates&support=built_in",
    "/frameworks?q=nothing-like-it",
    "/frameworks/django",
    "/frameworks/flask",
    "/compare",
    "/compare?frameworks=django,flask",
    "/method",
    "/statistics",
    "/privacy",
    "/corrections",
    "/corrections?claim=flask-micro-framework",
];

/// A server with a release of the statistics.
static PUBLISHED: LazyLock<(Server, TempDir)> = LazyLock::new(|| {
    let directory = TempDir::new().unwrap();
    let file = directory.path().join("framewise.db");
    let text = sample(&frozen_knowledge()).unwrap().to_text().unwrap();
    Runtime::new().unwrap().block_on(async {
        let storage = SqliteStorage::new(SqliteOptions::at(&file));
        let weeks = [
            ("2026-W46", "2026-W46", None),
            ("2026-W47", "2026-W46", Some(text)),
            ("2026-W48", "2026-W48", None),
        ];
        for (week, first_week, body) in weeks {
            let (week, first_week) = (week.parse().unwrap(), first_week.parse().unwrap());
            let release = StoredRelease { week, first_week, body, noisy_total: None };
            assert!(storage.publish(&release).await.unwrap());
        }
        storage.close().await;
    });
    (Server::storing(&file, Clock::default()), directory)
});

fn published(path: &str) -> Response {
    PUBLISHED.0.send("GET", path, &[BROWSER], b"")
}

/// An address with the language.
fn in_language(path: &str, language: &str) -> String {
    format!("{path}{}lang={language}", if path.contains('?') { '&' } else { '?' })
}

fn page(path: &str, language: &str) -> Element {
    let response = get_with(&in_language(path, language), &[BROWSER]);
    assert_eq!(response.status, 200, "{path}: {}", response.text());
    Element::parse(response.text())
}

fn attribute<'e>(
    elements: &[&'e Element],
    [name, value]: [&str; 2],
    wanted: &str,
) -> Option<&'e str> {
    let mut elements = elements.iter();
    elements.find(|element| element.attribute(name) == Some(value))?.attribute(wanted)
}

/// Checks what every page has: one title, one heading of the first level, headings that skip no level, ids that occur
/// once, references that lead somewhere, no text without its translation.
fn assert_complete(path: &str, language: &str, response: &Response) {
    let html = response.text();
    let root = Element::parse(html);
    assert_eq!(response.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
    assert_eq!(response.header("content-language"), Some(language), "{path}");
    assert_eq!(root.named("html")[0].attribute("lang"), Some(language));
    let titles = root.named("head")[0].named("title");
    assert!(titles.len() == 1 && titles[0].text.ends_with(" · framewise"), "{path}");
    let meta = root.named("meta");
    let description = attribute(&meta, ["name", "description"], "content").unwrap();
    assert!((50..400).contains(&description.chars().count()), "{path}: {description}");
    for property in ["og:title", "og:description", "og:url", "og:type"] {
        assert!(attribute(&meta, ["property", property], "content").is_some(), "{path} {property}");
    }
    let canonical =
        attribute(&root.named("link"), ["rel", "canonical"], "href").unwrap().to_owned();
    assert!(canonical.starts_with(path.split('?').next().unwrap()), "{canonical}");

    let all = root.all();
    let levels = all.iter().filter_map(|element| match element.name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    });
    let levels: Vec<u8> = levels.collect();
    assert_eq!(levels.iter().map(|level| usize::from(*level == 1)).sum::<usize>(), 1, "{path}");
    for pair in levels.windows(2) {
        assert!(pair[1] <= pair[0] + 1, "{path}: a heading skips a level: {levels:?}");
    }
    let ids: Vec<&str> = all.iter().filter_map(|element| element.attribute("id")).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "{path}: an id occurs twice");
    for element in &all {
        for name in ["for", "aria-labelledby", "aria-describedby", "form"] {
            if let Some(id) = element.attribute(name) {
                assert!(unique.contains(id), "{path}: {name}={id}");
            }
        }
        if let Some(id) = element.attribute("href").and_then(|link| link.strip_prefix('#')) {
            assert!(unique.contains(id), "{path}: #{id}");
        }
        for name in ["style", "onclick"] {
            assert_eq!(element.attribute(name), None, "{path}");
        }
    }
    assert!(!html.contains("{$") && !html.contains("{ $"), "{path}: a value is missing");
    for (_, catalogue) in files(Language::English) {
        let keys = catalogue.lines().filter_map(|line| line.split_once(" =")).map(|(key, _)| key);
        for key in keys.filter(|key| key.contains('-') && !key.starts_with([' ', '#', '['])) {
            assert!(!html.contains(&format!(">{key}<")), "{path}: {key} has no text");
        }
    }
}

#[test]
fn every_page_is_complete_in_both_languages() {
    for path in PAGES {
        for language in LANGUAGES {
            let response = get_with(&in_language(path, language), &[BROWSER]);
            assert_eq!(response.status, 200, "{path}: {}", response.text());
            assert_complete(path, language, &response);
            // Without the parameter, the header chooses.
            let negotiated = get_with(path, &[BROWSER, ("accept-language", language)]);
            assert_eq!(negotiated.header("content-language"), Some(language));
        }
    }
    for path in ["/statistics", "/statistics?week=2026-W47"] {
        for language in LANGUAGES {
            assert_complete(path, language, &published(&in_language(path, language)));
        }
    }
}

#[test]
fn every_link_inside_the_service_leads_somewhere() {
    let mut known: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut waiting: Vec<String> =
        LANGUAGES.map(|language| in_language("/frameworks", language)).into();
    let mut fragments = Vec::new();
    while let Some(address) = waiting.pop() {
        if known.contains_key(&address) {
            continue;
        }
        let response = get_with(&address, &[BROWSER]);
        let accepts_html = response.status != 406;
        let response = if accepts_html { response } else { get(&address) };
        assert_eq!(response.status, 200, "{address}: {}", response.text());
        let path = address.split('?').next().unwrap();
        let is_page = response.header("content-type") == Some("text/html; charset=utf-8");
        // The advisor and Swagger UI have tests of their own.
        let is_followed = is_page && path != "/" && !path.starts_with("/swagger-ui");
        let mut ids = BTreeSet::new();
        if is_followed {
            let root = Element::parse(response.text());
            for element in root.all() {
                ids.extend(element.attribute("id").map(str::to_owned));
                let Some(link) = element.attribute("href").or(element.attribute("action")) else {
                    continue;
                };
                if link.starts_with("http") {
                    assert_eq!(element.attribute("rel"), Some("noopener noreferrer"), "{link}");
                } else if link.starts_with('/') {
                    let (target, fragment) = link.split_once('#').unwrap_or((link, ""));
                    if !fragment.is_empty() {
                        fragments.push((target.to_owned(), fragment.to_owned()));
                    }
                    waiting.push(target.to_owned());
                } else {
                    assert!(
                        link.starts_with('#') || link.starts_with("data:image/svg+xml"),
                        "{link}"
                    );
                }
            }
        }
        known.insert(address, ids);
    }
    for path in [
        "/frameworks/litestar",
        "/compare?frameworks=django,flask",
        "/method",
        "/statistics",
        "/privacy",
        "/corrections",
    ] {
        assert!(known.contains_key(&in_language(path, "tr")), "{path} is linked");
    }
    for (target, fragment) in fragments {
        assert!(known[&target].contains(&fragment), "{target}#{fragment}");
    }
}

#[test]
fn a_caller_that_has_a_page_gets_304() {
    for path in PAGES {
        for language in LANGUAGES {
            let response = get_with(path, &[("accept-language", language)]);
            let tag = response.header("etag").unwrap();
            let vary = response.header("vary").unwrap();
            assert!(vary.contains("Accept-Language"), "{path}: {vary}");
            let again = get_with(path, &[("accept-language", language), ("if-none-match", tag)]);
            assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
        }
        let tags = LANGUAGES.map(|language| {
            get_with(path, &[("accept-language", language)]).header("etag").unwrap().to_owned()
        });
        assert_ne!(tags[0], tags[1], "{path}");
    }
}

#[test]
fn every_address_of_a_page_begins_with_the_public_one() {
    let server = Server::at("https://tools.example/framewise");
    for path in PAGES {
        let response = server.send("GET", path, &[BROWSER], b"");
        let root = Element::parse(response.text());
        for element in root.all() {
            for name in ["href", "src", "action"] {
                let Some(link) = element.attribute(name) else { continue };
                let is_external = element.attribute("rel") == Some("noopener noreferrer");
                let is_inside = link.starts_with("https://tools.example/framewise/");
                let is_icon = link.starts_with("data:");
                assert!(
                    is_external || is_inside || is_icon || link.starts_with('#'),
                    "{path}: {link}"
                );
            }
        }
    }
}

/// Each number of a part of the API stands on a part of a page.
fn assert_shown(numbers: &[f64], expected: &Value, place: &str) {
    let expected = expected.as_f64().unwrap();
    assert!(
        numbers.iter().any(|number| number.to_bits() == expected.to_bits()),
        "{place}: {expected} in {numbers:?}"
    );
}

fn array(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

#[test]
fn names_of_the_knowledge_are_translated() {
    // Claims, notes, sources and phrases of the projects stay English.
    for (path, cells) in [
        ("/frameworks/flask", "th"),
        ("/compare?frameworks=django,flask", "th"),
        ("/method", "summary"),
    ] {
        let root = page(path, "tr");
        for cell in root.named(cells) {
            let foreign = cell.all().into_iter().find(|part| part.attribute("lang") == Some("en"));
            assert!(foreign.is_none(), "{path}: {}", cell.text);
        }
    }
}

#[test]
fn texts_of_the_knowledge_cannot_become_markup() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/knowledge");
    let mut files = Files::read(&folder).unwrap();
    let flask = String::from_utf8(files.get("frameworks/flask.toml").unwrap().to_vec()).unwrap();
    let hostile =
        "<script>alert(1)</script><img src=x onerror=alert(2)>\\\" onmouseover=\\\"alert(3)";
    let flask = flask
        .replace("summary = \"", &format!("summary = \"{hostile}"))
        .replace("\ntext = \"It ", &format!("\ntext = \"{hostile} It "))
        .replace("text = \"https://flask.palletsprojects.com/\"", "text = \"javascript:alert(4)\"");
    assert!(flask.matches("<script>").count() > 3 && flask.contains("javascript:"));
    files.insert("frameworks/flask.toml", flask);
    let server = Server::on(load(&files).unwrap());
    for path in ["/frameworks", "/frameworks/flask", "/compare?frameworks=flask,django", "/method"]
    {
        let response = server.send("GET", path, &[BROWSER], b"");
        assert_eq!(response.status, 200, "{path}");
        let root = Element::parse(response.text());
        for element in root.all() {
            assert!(element.name != "img", "{path}");
            assert!(element.name != "script" || element.attribute("src").is_some(), "{path}");
            assert!(element.attributes.iter().all(|(name, _)| !name.starts_with("on")), "{path}");
            for (name, value) in &element.attributes {
                let is_address = ["href", "src", "action"].contains(&name.as_str());
                assert!(!is_address || !value.starts_with("javascript"), "{path}");
            }
        }
    }
}
