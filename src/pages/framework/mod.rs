//! `GET /frameworks/{id}`: everything that is known about a framework, with where it comes from.

/// What it supports.
mod capabilities;
/// What is claimed about it.
mod claims;
/// What is recorded about it.
mod facts;
/// What the lab measured.
mod measurements;
/// How it is rated.
mod ratings;
/// The page for an unknown framework.
mod unknown;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_model::knowledge::Knowledge;
use maud::{Markup, html};

use super::layout::{self, Head};
use super::parts::dates_and_numbers::date_words;
use super::parts::links::external;
use super::parts::terms;
use super::site::Site;
use crate::api::frameworks::detail::{FrameworkDetail, detail};
use crate::api::openapi::responses::{Html, PageProblems};
use crate::api::state::State;
use crate::http::problem::Problem;

/// One framework as a page
///
/// Facts, ratings, capabilities and claims, each with its source.
#[utoipa::path(
    tag = "pages",
    params((
        "id" = String, Path, description = "Id of the framework.",
        max_length = 64, pattern = "^[a-z][a-z0-9_-]*$", example = "flask",
    )),
    responses(
        (status = 200, description = "The page.", content_type = "text/html", body = Html),
        (status = 304, description = "The caller has it already."),
        PageProblems,
    ),
)]
#[get("/frameworks/{id}")]
pub async fn show_framework(
    request: HttpRequest,
    state: Data<State>,
    id: Path<String>,
    site: Site,
) -> Result<HttpResponse, Problem> {
    let knowledge = state.knowledge();
    let Some(framework) = knowledge.framework(&id) else {
        return unknown::refuse(&request, &site, knowledge, &id);
    };
    let address = format!("/frameworks/{}", framework.record.id);
    state.respond_with(&request, &site.cache_key(&address), || {
        let detail = detail(knowledge, framework, site.public_url());
        let name = [("framework", detail.name.into())];
        let head = Head::new(
            &address,
            site.with("framework-title", &name),
            site.with("framework-description", &name),
        );
        Ok(layout::page(&site, &head, &main(&site, knowledge, &detail)))
    })
}

/// The sections of the page: id and key of the heading.
const SECTIONS: [(&str, &str); 5] = [
    ("ratings", "framework-ratings"),
    ("claims", "framework-claims"),
    ("capabilities", "framework-capabilities"),
    ("facts", "framework-facts"),
    ("measurements", "framework-measurements"),
];

fn main(site: &Site, knowledge: &Knowledge, detail: &FrameworkDetail<'_>) -> Markup {
    let is_shown = |id: &str| id != "measurements" || detail.measurements.is_some();
    html! {
        p.kicker { a href=(site.link("/frameworks")) { (site.text("framework-up")) } }
        h1 { (detail.name) }
        p.lead { (site.english(detail.summary)) }
        (about(site, detail))
        (links(site, knowledge, detail))
        nav.contents aria-label=(site.text("reference-contents")) {
            ul {
                @for (id, key) in SECTIONS.iter().filter(|(id, _)| is_shown(id)) {
                    li { a href={ "#" (id) } { (site.text(key)) } }
                }
            }
        }
        @if site.is_translated() { p.quiet { (site.text("reference-in-english")) } }
        (ratings::section(site, knowledge, detail))
        (claims::section(site, knowledge, detail))
        (capabilities::section(site, knowledge, detail))
        (facts::section(site, knowledge, detail))
        (measurements::section(site, knowledge, detail))
        p.quiet {
            (site.with("reference-knowledge", &[
                ("version", detail.knowledge_version.into()),
                ("date", date_words(site, &knowledge.released_on.to_string()).into()),
            ]))
            " " a href=(detail.links.resource) { (site.text("reference-see-json")) }
        }
    }
}

/// Kind, interfaces and other names.
fn about(site: &Site, detail: &FrameworkDetail<'_>) -> Markup {
    let [kind, about] = terms::kind(site, detail.kind);
    html! {
        p {
            strong { (kind) } " (" (about) "), " (terms::interfaces(site, detail.interfaces)) "."
            @if !detail.aliases.is_empty() {
                " " (site.with("framework-also-known", &[("names", detail.aliases.join(", ").into())]))
            }
        }
    }
}

/// Links to the pages of the project, and to comparisons with other frameworks.
fn links(site: &Site, knowledge: &Knowledge, detail: &FrameworkDetail<'_>) -> Markup {
    let pages = [
        (detail.links.homepage, "framework-homepage"),
        (detail.links.documentation, "framework-documentation"),
        (detail.links.tutorial, "framework-tutorial"),
    ];
    let others = knowledge.frameworks.iter().filter(|other| other.record.id != detail.id);
    html! {
        ul.actions aria-label=(site.text("framework-links")) {
            @for (address, key) in pages {
                @if let Some(address) = address { li { (external(address, site.text(key))) } }
            }
        }
        details.compare {
            summary { (site.text("framework-compare")) }
            ul.inline {
                @for other in others {
                    @let pair = format!("{},{}", detail.id, other.record.id);
                    li { a href=(site.link_with("/compare", &[("frameworks", &pair)])) { (other.record.name) } }
                }
            }
        }
    }
}
