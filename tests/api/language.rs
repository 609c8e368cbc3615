//! Languages of the API: which one a response has, and what is the same in all of them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Value, json};

use framewise::http::html::escape;

use crate::helpers::{Response, get, get_with, post_json, send};

const TURKISH: [(&str, &str); 1] = [("accept-language", "tr-TR,tr;q=0.9,en;q=0.8")];

/// One address of each operation by GET whose texts have translations.
const TRANSLATED: [&str; 10] = [
    "/v1/questions",
    "/v1/questions?include=effects",
    "/v1/criteria",
    "/v1/capabilities",
    "/v1/context",
    "/v1/frameworks/flask",
    "/v1/comparison?frameworks=django,flask",
    "/v1/comparison.md?frameworks=django,flask",
    "/v1/recommendations?project_type=rest_api&features=orm",
    "/v1/recommendations.md?project_type=rest_api&features=orm",
];

/// Addresses whose texts are English, whatever the request asks for.
const ENGLISH: [&str; 7] = [
    "/v1/sources",
    "/v1/claims/flask-scales-up",
    "/v1/frameworks",
    "/v1/knowledge",
    "/v1/privacy.md",
    "/v1/knowledge/changes.atom",
    "/llms.txt",
];

/// Words of English sentences that no Turkish sentence has.
const WORDS: [&str; 20] = [
    "the", "and", "of", "with", "for", "is", "are", "was", "your", "you", "this", "that", "its",
    "from", "which", "what", "has", "than", "more", "needs",
];

/// The address with a parameter for this language.
fn in_language(path: &str, language: &str) -> String {
    format!("{path}{}lang={language}", if path.contains('?') { '&' } else { '?' })
}

fn varies(response: &Response) -> bool {
    let mut headers = response.headers.iter();
    headers.any(|(name, value)| name == "vary" && value.contains("Accept-Language"))
}

#[test]
fn the_address_or_else_the_header_chooses_the_language() {
    for path in TRANSLATED {
        let english = get(path);
        let turkish = get(&in_language(path, "tr"));
        for (response, language) in [
            (&english, "en"),
            (&turkish, "tr"),
            (&get_with(path, &TURKISH), "tr"),
            (&get_with(&in_language(path, "en"), &TURKISH), "en"),
            (&get_with(&in_language(path, "xx"), &TURKISH), "tr"),
            (&get(&in_language(path, "xx")), "en"),
            (&get_with(path, &[("accept-language", "de")]), "en"),
        ] {
            assert_eq!(response.status, 200, "{path}: {}", response.text());
            assert_eq!(response.header("content-language"), Some(language), "{path}");
            assert!(varies(response), "{path}");
            let same = if language == "en" { &english } else { &turkish };
            assert_eq!(response.body, same.body, "{path}");
            assert_eq!(response.header("etag"), same.header("etag"), "{path}");
        }
        assert_ne!(english.header("etag"), turkish.header("etag"), "{path}");
        let tag = turkish.header("etag").unwrap();
        let known = [TURKISH[0], ("if-none-match", tag)];
        assert_eq!(get_with(path, &known).status, 304, "{path}");
        assert_eq!(get_with(path, &known[1..]).status, 200, "{path}");
    }
}

#[test]
fn what_has_no_translation_says_that_it_is_english() {
    for path in ENGLISH {
        let response = get_with(path, &TURKISH);
        assert_eq!(response.header("content-language"), Some("en"), "{path}");
        assert!(!varies(&response), "{path}");
        assert_eq!(get(&in_language(path, "tr")).body, response.body, "{path}");
    }
}

#[test]
fn the_description_names_the_operations_with_translations() {
    let document = get("/openapi.json").json();
    let paths = document["paths"].as_object().unwrap();
    let described: BTreeSet<&str> = paths
        .iter()
        .filter(|(_, item)| {
            let parameters = item["get"]["parameters"].as_array().into_iter().flatten();
            parameters.into_iter().any(|found| found["$ref"] == "#/components/parameters/lang")
        })
        .map(|(path, item)| {
            let field = &item["get"]["responses"]["200"]["headers"]["Content-Language"];
            assert!(field.is_object(), "{path}");
            path.as_str()
        })
        .collect();
    let translated = TRANSLATED.map(|path| path.split('?').next().unwrap());
    let translated = translated.map(|path| path.replace("/flask", "/{id}"));
    assert_eq!(described, translated.iter().map(String::as_str).collect());
}

#[test]
fn a_body_gets_a_response_in_the_language_of_its_request() {
    let body = json!({"answers": {"project_type": "cms"}, "store": false});
    let batch = json!({"requests": [body]});
    for (path, body) in [
        ("/v1/recommendations", &body),
        ("/v1/recommendations.md", &body),
        ("/v1/recommendations/batch", &batch),
    ] {
        let english = post_json(path, body.to_string());
        let turkish = post_json(&in_language(path, "tr"), body.to_string());
        assert_eq!(english.header("content-language"), Some("en"), "{path}");
        assert_eq!(turkish.header("content-language"), Some("tr"), "{path}");
        assert!(varies(&english) && varies(&turkish), "{path}");
        assert!(turkish.text().contains("İngilizce dayanak"), "{path}");
        assert!(!english.text().contains("İngilizce"), "{path}");
        // From the cache too.
        assert_eq!(post_json(path, body.to_string()).body, english.body, "{path}");
        assert_eq!(post_json(&in_language(path, "tr"), body.to_string()).body, turkish.body);
    }
}

#[test]
fn texts_of_the_knowledge_are_those_of_the_catalogue() {
    let questions = get("/v1/questions?lang=tr").json();
    assert_eq!(questions["items"][0]["text"], "Ne geliştiriyorsunuz?");
    assert_eq!(questions["items"][0]["options"][0]["text"], "Bir içerik sitesi");
    assert_eq!(get("/v1/criteria?lang=tr").json()["items"][0]["name"], "Öğrenme kolaylığı");
    let flask = get("/v1/frameworks/flask?lang=tr").json();
    assert_eq!(flask["facts"][0]["name"], "Paket");
    assert_eq!(flask["capabilities"][0]["name"], "Yönetim arayüzü");
}

#[test]
fn a_problem_is_in_the_language_of_its_request() {
    for (path, status, kind, title) in [
        ("/nowhere", 404, "not-found", "Bulunamadı"),
        ("/v1/questions?includ=x", 422, "invalid-request", "Geçersiz istek"),
        (
            "/v1/recommendations?candidates=django&exclude=django",
            422,
            "contradictory-request",
            "Çelişkili istek",
        ),
        ("/livez?a=%ff", 400, "invalid-encoding", "Geçersiz kodlama"),
    ] {
        let (english, turkish) = (get(path), get_with(path, &TURKISH));
        assert_eq!((english.status, turkish.status), (status, status), "{path}");
        assert_eq!(english.header("content-language"), Some("en"), "{path}");
        assert_eq!(turkish.header("content-language"), Some("tr"), "{path}");
        assert!(varies(&turkish), "{path}");
        let (english, turkish) = (english.json(), turkish.json());
        assert_eq!(turkish["title"], title, "{path}");
        assert_eq!(turkish["type"], format!("/problems/{kind}"), "{path}");
        assert_eq!(english["type"], turkish["type"], "{path}");
        assert_eq!(english["errors"][0]["pointer"], turkish["errors"][0]["pointer"], "{path}");
        assert_ne!(english["detail"], turkish["detail"], "{path}");
    }
    let wrong = send("DELETE", "/v1/questions?lang=tr", &[], b"");
    assert_eq!(wrong.json()["title"], "Yönteme izin yok");
    let unknown = get("/v1/frameworks/flsk?lang=tr").json();
    assert_eq!(unknown["detail"], "“flsk” adlı bir çatı yok. Şunu mu demek istediniz: flask?");
    let body = json!({"answers": {"project_type": "rest-api"}});
    let wrong = post_json("/v1/recommendations?lang=tr", body.to_string()).json();
    assert_eq!(wrong["errors"][0]["detail"], "“rest-api” adlı bir seçenek yok");
    assert_eq!(wrong["detail"], "“rest-api” adlı bir seçenek yok.");
    let body = json!({"draws": 0, "limit": 0});
    let wrong = post_json("/v1/recommendations?lang=tr", body.to_string()).json();
    assert_eq!(wrong["detail"], "İstekte 2 hata var.");
}

#[test]
fn a_description_that_is_not_english_is_reported_in_the_language_of_the_request() {
    let text =
        "Öğrenciler için bir kayıt sistemi yapmak istiyoruz, çok kullanıcı olacak ve hızlı olmalı.";
    let found = post_json("/v1/recommendations?lang=tr", json!({"text": text}).to_string()).json();
    assert_eq!(found["text_notes"][0]["code"], "not_english");
    let detail = found["text_notes"][0]["detail"].as_str().unwrap();
    assert!(detail.starts_with("Metin İngilizce görünmüyor."), "{detail}");
}

/// Requests with every kind of sentence: answers and more, chosen by a counter.
fn requests() -> Vec<String> {
    let questions = get("/v1/questions").json();
    let questions = questions["items"].as_array().unwrap().clone();
    let mut state = 7_u64;
    let mut random = |below: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let more = [
        "",
        "&team_knows=flask",
        "&migrating_from=django",
        "&must_have=admin_interface",
        "&must_have=graphql&minimum_support=built_in",
        "&operating_system=windows&memory_mib=20",
        "&python=3.8",
        "&priorities=security:3,longevity:2",
        "&uniform=true",
        "&target=litestar",
        "&unwanted=graphql",
        "&candidates=django,flask",
        "&candidates=flask",
        "&interface=wsgi",
    ];
    let request = |number: usize| {
        let mut query = format!("detail=full&draws=200{}", more[number % more.len()]);
        for question in &questions {
            let options = question["options"].as_array().unwrap();
            let option = random(2 * options.len());
            if let Some(option) = options.get(option) {
                let (question, option) = (question["id"].as_str(), option["id"].as_str());
                write!(query, "&{}={}", question.unwrap(), option.unwrap()).unwrap();
            }
        }
        query
    };
    (0..100).map(request).collect()
}

/// Both documents have the same shape and the same numbers, ids and decisions. Texts may differ; those of the other
/// language are collected.
fn compare(english: &Value, other: &Value, name: &str, texts: &mut Vec<String>) {
    match (english, other) {
        (Value::Object(one), Value::Object(two)) => {
            assert!(one.keys().eq(two.keys()), "{name}");
            for (key, value) in one {
                compare(value, &two[key], key, texts);
            }
        }
        (Value::Array(one), Value::Array(two)) => {
            assert_eq!(one.len(), two.len(), "{name}");
            for (one, two) in one.iter().zip(two) {
                compare(one, two, name, texts);
            }
        }
        (Value::String(one), Value::String(two)) => {
            if ["text", "summary", "reason", "instead"].contains(&name) {
                texts.push(two.clone());
            } else if !["self", "page"].contains(&name) {
                assert_eq!(one, two, "{name}");
            }
        }
        (one, two) => assert_eq!(one, two, "{name}"),
    }
}

/// A Turkish text without what it quotes.
fn unquoted(text: &str) -> String {
    let parts = text.split('“').map(|part| part.split_once('”').map_or(part, |(_, after)| after));
    parts.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_hundred_requests_have_the_same_numbers_and_no_english_sentence() {
    let mut sentences = 0;
    for query in requests() {
        let path = format!("/v1/recommendations?{query}");
        let (english, turkish) = (get(&path), get_with(&path, &TURKISH));
        assert_eq!(english.status, turkish.status, "{path}");
        if english.status != 200 {
            continue;
        }
        let (mut english, mut turkish) = (english.json(), turkish.json());
        // Claims and limits are English in every language.
        for body in [&mut english, &mut turkish] {
            for place in body["ranking"].as_array_mut().unwrap() {
                place["limits"] = json!(null);
                for side in ["strengths", "cautions"] {
                    for reason in place[side].as_array_mut().unwrap() {
                        reason["claims"] = json!(reason["claims"].as_array().unwrap().len());
                    }
                }
            }
        }
        let mut texts = Vec::new();
        compare(&english, &turkish, "", &mut texts);
        for text in texts {
            let plain = unquoted(&text).to_lowercase();
            let words = plain.split(|letter: char| !letter.is_alphabetic());
            for word in words {
                assert!(!WORDS.contains(&word), "{path}: {word} in {text}");
            }
            assert!(!text.contains("  ") && !text.contains('{'), "{text}");
            sentences += 1;
        }
    }
    assert!(sentences > 1_000, "{sentences}");
}

#[test]
fn a_page_shows_the_sentences_of_the_api() {
    let query = "project_type=cms&features=admin_interface,graphql&experience=beginner&lang=tr";
    let found = get(&format!("/v1/recommendations?{query}&detail=full")).json();
    let page = get(&format!("/?{query}"));
    let summary = found["summary"].as_str().unwrap();
    assert!(page.text().contains(&escape(summary.split(". ").next().unwrap())), "{summary}");
    let mut quotes = 0;
    for place in found["ranking"].as_array().unwrap().iter().take(3) {
        for side in ["strengths", "cautions"] {
            for reason in place[side].as_array().unwrap() {
                let text = reason["text"].as_str().unwrap();
                let (before, after) = text.split_once("İngilizce dayanak").unwrap_or((text, ""));
                let after = after.split_once(": “").map_or("", |(_, quote)| quote);
                assert!(page.text().contains(&escape(before)), "{text}");
                if let Some((quote, _)) = after.split_once('”') {
                    quotes += 1;
                    let marked = format!("“<span lang=\"en\">{}</span>”", escape(quote));
                    assert!(page.text().contains(&marked), "{text}");
                }
            }
        }
    }
    assert!(quotes > 5, "{quotes}");
}

#[test]
fn figures_are_written_as_turkish_writes_them() {
    let record = get("/v1/recommendations.md?project_type=rest_api&load=high&lang=tr");
    let text = record.text();
    let sure = text.split("### Ne kadar kesin").nth(1).unwrap();
    let share = sure.lines().find(|line| line.contains("birinci olma oranı")).unwrap();
    let share = share.rsplit(": ").next().unwrap();
    assert!(share.starts_with('%') && share.contains(',') && !share.contains('.'), "{share}");
    assert!(text.contains(": puan 0,") && !text.contains(": puan 0."), "{text}");
}
