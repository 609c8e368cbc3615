//! The pages about frameworks, method, statistics, privacy and corrections.

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
fn the_comparison_has_the_numbers_and_claims_of_the_api() {
    let query = "frameworks=flask,django,litestar";
    let api = get(&format!("/v1/comparison?{query}")).json();
    for language in LANGUAGES {
        let root = page(&format!("/compare?{query}"), language);
        let sections = root.named("section");
        let section = |id: &str| {
            let labelled = |section: &&&Element| section.attribute("aria-labelledby") == Some(id);
            sections.iter().find(labelled).unwrap()
        };
        let numbers = section("ratings").numbers();
        let criteria = array(&api["criteria"]).iter();
        for row in criteria.filter(|row| !text(&row["id"]).starts_with("feature:")) {
            for rating in row["frameworks"].as_object().unwrap().values() {
                for member in ["value", "low", "high"] {
                    assert_shown(&numbers, &rating[member], text(&row["id"]));
                }
            }
        }
        let heads = section("ratings").named("thead")[0].named("th");
        let names: Vec<&str> = heads[1..].iter().map(|head| head.text.as_str()).collect();
        assert_eq!(names, ["Flask", "Django", "Litestar"], "the order of the address");
        for (member, id) in [
            ("use_when", "when"),
            ("avoid_when", "when"),
            ("advantages", "pros"),
            ("disadvantages", "pros"),
        ] {
            for claims in api[member].as_object().unwrap().values() {
                for claim in array(claims) {
                    assert!(section(id).text.contains(text(&claim["text"])), "{claim}");
                }
            }
        }
        assert_eq!(section("capabilities").named("tbody")[0].named("tr").len(), 30);
    }
}

#[test]
fn the_question_of_the_article_is_the_title_of_its_page() {
    assert_eq!(
        page("/compare?frameworks=django,flask", "en").named("h1")[0].text,
        "Django or Flask?"
    );
    let turkish = page("/compare?frameworks=django,flask", "tr");
    assert_eq!(turkish.named("h1")[0].text, "Django ya da Flask: hangisi?");
}

#[test]
fn the_example_of_the_method_is_what_the_api_answers() {
    for language in LANGUAGES {
        let root = page("/method", language);
        let links = root.named("a").into_iter().filter_map(|link| link.attribute("href"));
        let link = links
            .into_iter()
            .find(|link| link.starts_with("/v1/recommendations?"))
            .unwrap()
            .to_owned();
        let api = get(&link).json();
        let ranking = array(&api["ranking"]);
        let tables = root.named("table");
        let [weights, contributions] = [0, 1].map(|index| tables[index].numbers());
        for place in &ranking[..2] {
            let mut sum = 0.0;
            for part in array(&place["contributions"]) {
                assert_shown(&weights, &part["weight"], "weights");
                for member in ["weight", "rating", "points"] {
                    assert_shown(&contributions, &part[member], "contributions");
                }
                sum += part["points"].as_f64().unwrap();
            }
            assert_shown(&contributions, &place["score"], "sum");
            assert!((sum - place["score"].as_f64().unwrap()).abs() < 1e-12);
            assert!(root.text.contains(text(&place["name"])));
        }
        let confidence = (api["confidence"].as_f64().unwrap() * 100.0).round();
        let written =
            if language == "tr" { format!("%{confidence}") } else { format!("{confidence}%") };
        assert!(root.text.contains(&written), "{written}");
        let criteria = get("/v1/criteria").json();
        for criterion in array(&criteria["items"]) {
            let id = format!("criterion-{}", text(&criterion["id"]));
            assert_shown(&root.id(&id).unwrap().numbers(), &criterion["base_weight"], &id);
        }
    }
}

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

#[test]
fn a_comparison_that_is_wrong_in_part_shows_the_rest() {
    let response = get_with("/compare?frameworks=django,flsk,rails&lang=en", &[BROWSER]);
    assert_eq!(response.status, 422);
    let root = Element::parse(response.text());
    for said in
        ["There is no framework “flsk”.", "Did you mean Flask?", "There is no framework “rails”."]
    {
        assert!(root.text.contains(said), "{said}");
    }
    assert_eq!(root.named("h1")[0].text, "Django on one page");
    let meant = "/compare?frameworks=django,flask&lang=en";
    assert!(root.named("a").iter().any(|link| link.attribute("href") == Some(meant)));
    // As check boxes send it.
    let repeated = page("/compare?frameworks=django&frameworks=flask", "en");
    assert_eq!(repeated.named("h1")[0].text, "Django or Flask?");
}

#[test]
fn the_privacy_page_has_the_facts_of_the_api() {
    let api = get("/v1/privacy").json();
    let english = page("/privacy", "en");
    let plain = |value: &Value| text(value).replace('`', "");
    let mut facts = Vec::new();
    for list in ["claimed", "not_claimed", "erasure"] {
        facts.extend(array(&api[list]).iter().map(plain));
    }
    for choice in array(&api["choices"]) {
        facts.extend([plain(&choice["way"]), plain(&choice["effect"])]);
    }
    for table in array(&api["tables"]) {
        facts.extend([plain(&table["name"]), plain(&table["purpose"]), plain(&table["kept"])]);
        for columns in array(&table["columns"]) {
            facts.push(plain(&columns["purpose"]));
            facts.extend(array(&columns["names"]).iter().map(plain));
        }
    }
    for fact in &facts {
        assert!(english.text.contains(fact.as_str()), "{fact}");
    }
    let turkish = page("/privacy", "tr");
    for table in array(&api["tables"]) {
        assert!(turkish.text.contains(text(&table["name"])));
    }
    let main = turkish.named("main")[0];
    let foreign: Vec<_> =
        main.all().into_iter().filter(|part| part.attribute("lang").is_some()).collect();
    assert!(foreign.is_empty(), "without a translation: {foreign:?}");
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

#[test]
fn an_unknown_claim_does_not_hide_how_to_correct_it() {
    let response = get_with("/corrections?claim=flask-nothing&lang=en", &[BROWSER]);
    assert_eq!(response.status, 200);
    assert!(response.text().contains("There is no claim “flask-nothing”."));
    assert!(response.text().contains("verified_on"));
    let known = page("/corrections?claim=flask-micro-framework", "en");
    assert!(known.text.contains("knowledge/frameworks/flask.toml"));
}
