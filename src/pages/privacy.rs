//! `GET /privacy`: the facts of `GET /v1/privacy` for people.

use std::borrow::Cow;

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use maud::{Markup, html};

use super::layout::{self, Head};
use super::parts::code::code;
use super::parts::dates_and_numbers::count;
use super::parts::tables;
use super::site::Site;
use crate::api::openapi::responses::{Html, PlainProblems};
use crate::api::privacy::facts::{PrivacyFacts, PrivacySettings, PrivacyTable, privacy_facts};
use crate::api::state::State;
use crate::http::problem::Problem;
use crate::texts::catalogue::{Texts, Value};

const PATH: &str = "/privacy";
/// The most characters of a key that is made of a sentence.
const MAX_KEY: usize = 60;
/// The names of the numbers of a sentence in its translation.
const NUMBERS: [&str; 2] = ["n1", "n2"];

/// Privacy
///
/// What is stored of a query, for how long, how to object and how to erase.
#[utoipa::path(
    tag = "pages",
    responses(
        (status = 200, description = "The page.", content_type = "text/html", body = Html),
        (status = 304, description = "The caller has it already."),
        PlainProblems,
    ),
)]
#[get("/privacy")]
pub async fn show_privacy(
    request: HttpRequest,
    state: Data<State>,
    site: Site,
) -> Result<HttpResponse, Problem> {
    state.respond_with(&request, &site.cache_key(PATH), || {
        let facts = privacy_facts(state.practice());
        let head = Head::new(PATH, site.text("privacy-title"), site.text("privacy-description"));
        Ok(layout::page(&site, &head, &main(&site, &facts)))
    })
}

fn main(site: &Site, facts: &PrivacyFacts) -> Markup {
    let lead = match facts.settings {
        PrivacySettings { storage: false, .. } => "privacy-lead-off",
        PrivacySettings { store_by_default: true, .. } => "privacy-lead-on",
        PrivacySettings { .. } => "privacy-lead-ask",
    };
    html! {
        h1 { (site.text("privacy-title")) }
        p.lead { (site.text(lead)) }
        p { (site.text("privacy-pages")) }
        h2 #choices { (site.text("privacy-choices")) }
        p { (site.text("privacy-choices-lead")) }
        (tables::scrolling("choices", &choices(site, facts)))
        h2 { (site.text("privacy-claimed")) }
        p { (site.text("privacy-claimed-lead")) }
        ul { @for text in &facts.claimed { li { (sentence(site, text)) } } }
        h2 { (site.text("privacy-not-claimed")) }
        p { (site.text("privacy-not-claimed-lead")) }
        ul { @for text in facts.not_claimed { li { (sentence(site, text)) } } }
        h2 { (site.text("privacy-erasure")) }
        ul { @for text in facts.erasure { li { (sentence(site, text)) } } }
        h2 #settings { (site.text("privacy-settings")) }
        (tables::scrolling("settings", &settings(site, &facts.settings)))
        h2 { (site.text("privacy-tables")) }
        p { (site.text("privacy-tables-lead")) }
        @for table in &facts.tables { (stored(site, table)) }
        p.quiet {
            a href=(site.file("/v1/privacy.md")) { (site.text("privacy-document")) }
            " · " a href=(site.file("/v1/privacy")) { (site.text("reference-see-json")) }
        }
    }
}

fn choices(site: &Site, facts: &PrivacyFacts) -> Markup {
    html! {
        table.stacked {
            thead {
                tr {
                    th scope="col" { (site.text("privacy-choice")) }
                    th scope="col" { (site.text("privacy-effect")) }
                }
            }
            tbody {
                @for choice in facts.choices {
                    tr {
                        th scope="row" { (sentence(site, choice.way)) }
                        td { (sentence(site, choice.effect)) }
                    }
                }
            }
        }
    }
}

fn settings(site: &Site, settings: &PrivacySettings) -> Markup {
    let value = |is_on: bool| if is_on { "true" } else { "false" };
    let number = |number: u64| count(site, number);
    let rows = [
        ("privacy-setting-storage", "storage", html! { code { (value(settings.storage)) } }),
        (
            "privacy-setting-default",
            "store_by_default",
            html! { code { (value(settings.store_by_default)) } },
        ),
        ("privacy-setting-retention", "retention_days", number(settings.retention_days.into())),
        ("privacy-setting-receipt", "receipt_days", number(settings.receipt_days.into())),
        (
            "privacy-setting-idempotency",
            "idempotency_hours",
            number(settings.idempotency_hours.unsigned_abs()),
        ),
        ("privacy-setting-traces", "traces", html! { code { (value(settings.traces)) } }),
    ];
    html! {
        table.stacked {
            thead {
                tr {
                    th scope="col" { (site.text("privacy-setting")) }
                    th scope="col" { (site.text("privacy-value")) }
                }
            }
            tbody {
                @for (key, name, value) in rows {
                    tr {
                        th scope="row" { (site.text(key)) br; code.quiet { (name) } }
                        td { (value) }
                    }
                }
            }
        }
    }
}

/// A table of the database.
fn stored(site: &Site, table: &PrivacyTable) -> Markup {
    let id = format!("table-{}", table.name);
    let columns = html! {
        table.stacked {
            thead {
                tr {
                    th scope="col" { (site.text("privacy-columns")) }
                    th scope="col" { (site.text("privacy-content")) }
                }
            }
            tbody {
                @for columns in &table.columns {
                    tr {
                        th scope="row" {
                            @for (index, name) in columns.names.iter().enumerate() {
                                @if index > 0 { ", " }
                                code { (name) }
                            }
                        }
                        td { (sentence(site, columns.purpose)) }
                    }
                }
            }
        }
    };
    html! {
        h3 id=(id) { code { (table.name) } }
        p { (sentence(site, table.purpose)) }
        p.quiet { (site.text("privacy-kept")) " " (sentence(site, &table.kept)) }
        (tables::scrolling(&id, &columns))
    }
}

/// All sentences of the facts.
#[must_use]
pub fn sentences(facts: &PrivacyFacts) -> Vec<&str> {
    let mut sentences: Vec<&str> = facts.claimed.iter().map(String::as_str).collect();
    sentences.extend(facts.not_claimed.iter().chain(facts.erasure));
    sentences.extend(facts.choices.iter().flat_map(|choice| [choice.way, choice.effect]));
    for table in &facts.tables {
        sentences.extend([table.purpose, table.kept.as_str()]);
        sentences.extend(table.columns.iter().map(|columns| columns.purpose));
    }
    sentences
}

/// A sentence of the facts in the language of the page, with its code. Where the catalogue does not have it, it stays
/// English.
fn sentence(site: &Site, english: &str) -> Markup {
    if let Some(text) = translated(site, english) {
        code(&text)
    } else {
        html! { span lang=[site.is_translated().then_some("en")] { (code(english)) } }
    }
}

/// The translation of a sentence. Its key is made of the English words, so that a changed sentence never shows the
/// translation of the old one.
fn translated(site: &Site, english: &str) -> Option<Cow<'static, str>> {
    if !site.is_translated() {
        return None;
    }
    let key = key(english);
    let texts = Texts::of(site.language());
    texts.find(&key)?;
    let values: Vec<_> = NUMBERS.into_iter().zip(numbers(english).map(Value::from)).collect();
    Some(Cow::Owned(texts.with(&key, &values)))
}

/// The key of a sentence: its words, with `n` for each number, up to 60 characters.
#[must_use]
pub fn key(english: &str) -> String {
    let marked: String = english
        .chars()
        .map(|character| match character {
            digit if digit.is_ascii_digit() => " # ".to_owned(),
            other => other.to_ascii_lowercase().to_string(),
        })
        .collect();
    let is_word = |character: char| character.is_ascii_alphanumeric() || character == '#';
    let mut words: Vec<&str> =
        marked.split(|character| !is_word(character)).filter(|word| !word.is_empty()).collect();
    words.dedup_by(|next, word| next == word && *word == "#");
    let words: String = words.join("-").replace('#', "n").chars().take(MAX_KEY).collect();
    format!("sentence-{}", words.trim_end_matches('-'))
}

/// The numbers in a text.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_ascii_digit()).filter(|part| !part.is_empty())
}
