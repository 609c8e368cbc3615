//! `GET /compare?frameworks=django,flask`: frameworks side by side, as `GET /v1/comparison` compares them.

/// The frameworks that the address names.
mod chosen;
/// What is claimed about each of them.
mod claims;
/// Where their ratings differ most.
mod differences;
/// Ratings, capabilities and facts in rows.
mod rows;

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_model::knowledge::Knowledge;
use maud::{Markup, html};

use self::chosen::{Chosen, PARAMETER};
use super::layout::{self, Head};
use super::parts::dates_and_numbers::date_words;
use super::parts::links::external;
use super::parts::{refusal, terms};
use super::site::{LANGUAGE_PARAMETER, Site, address};
use crate::api::comparison::response::{Compared, Comparison, MAX_FRAMEWORKS, compare};
use crate::api::openapi::responses::{Html, PlainProblems};
use crate::api::state::State;
use crate::http::extract::Query;
use crate::http::problem::Problem;

const PATH: &str = "/compare";

/// Frameworks side by side as a page
///
/// When to use which, where they differ most, advantages, disadvantages, capabilities, ratings and facts.
#[utoipa::path(
    tag = "pages",
    responses(
        (status = 200, description = "The page.", content_type = "text/html", body = Html),
        (status = 304, description = "The caller has it already."),
        PlainProblems,
    ),
)]
#[get("/compare")]
pub async fn show_comparison(
    request: HttpRequest,
    state: Data<State>,
    site: Site,
    query: Query,
) -> Result<HttpResponse, Problem> {
    let knowledge = state.knowledge();
    let chosen = Chosen::read(knowledge, &query);
    let ids = chosen.ids();
    let address = match ids.as_str() {
        "" => PATH.to_owned(),
        ids => address(PATH, &[(PARAMETER, ids)]),
    };
    let render = || {
        let frameworks = chosen.frameworks();
        let comparison = compare(knowledge, frameworks, site.public_url());
        let head = head(&site, &comparison, &address);
        (head, main(&site, knowledge, &chosen, &comparison))
    };
    if chosen.has_faults() {
        let (head, main) = render();
        return Ok(refusal::page(&request, &site, StatusCode::UNPROCESSABLE_ENTITY, head, &main));
    }
    state.respond_with(&request, &site.cache_key(&address), || {
        let (head, main) = render();
        Ok(layout::page(&site, &head, &main))
    })
}

/// The question of the page: `Django or Flask?`
fn title(site: &Site, names: &[&str]) -> String {
    match names {
        [] => site.text("compare-title-choose").into_owned(),
        [only] => site.with("compare-title-one", &[("first", (*only).into())]),
        [first, second] => site
            .with("compare-title-two", &[("first", (*first).into()), ("second", (*second).into())]),
        more => site.with("compare-title-more", &[("list", terms::list(site, more).into())]),
    }
}

fn names<'k>(comparison: &Comparison<'k>) -> Vec<&'k str> {
    comparison.frameworks.iter().map(|compared| compared.name).collect()
}

fn head<'a>(site: &Site, comparison: &Comparison<'_>, address: &'a str) -> Head<'a> {
    let names = names(comparison);
    let description = match names.as_slice() {
        [] => site.text("compare-description-choose").into_owned(),
        names => site.with("compare-description", &[("list", terms::list(site, names).into())]),
    };
    Head::new(address, title(site, &names), description)
}

fn main(
    site: &Site,
    knowledge: &Knowledge,
    chosen: &Chosen<'_>,
    comparison: &Comparison<'_>,
) -> Markup {
    html! {
        h1 { (title(site, &names(comparison))) }
        (chosen.faults(site))
        p.lead { (site.text("compare-lead")) }
        p {
            @let ids = chosen.ids();
            @let parameters = [("candidates", ids.as_str())];
            a.button href=(site.link_with("/", if ids.is_empty() { &[] } else { &parameters })) {
                (site.text("compare-advisor"))
            }
        }
        @if !comparison.frameworks.is_empty() {
            @if site.is_translated() { p.quiet { (site.text("reference-in-english")) } }
            (at_a_glance(site, comparison))
            (claims::when(site, comparison))
            (differences::section(site, knowledge, comparison))
            (claims::pros_and_cons(site, comparison))
            (rows::ratings(site, knowledge, comparison))
            (rows::capabilities(site, comparison))
            (rows::facts(site, comparison))
        }
        (form(site, knowledge, chosen))
        p.quiet {
            (site.with("reference-knowledge", &[
                ("version", knowledge.version.as_str().into()),
                ("date", date_words(site, &knowledge.released_on.to_string()).into()),
            ]))
            @if !comparison.frameworks.is_empty() {
                @let query = address("", &[(PARAMETER, &chosen.ids())]);
                " " a href=(site.file(&format!("/v1/comparison{query}"))) { (site.text("reference-see-json")) }
                " · " a href=(site.file(&format!("/v1/comparison.md{query}"))) { (site.text("compare-document")) }
            }
        }
    }
}

/// Each framework in one sentence, with its links.
fn at_a_glance(site: &Site, comparison: &Comparison<'_>) -> Markup {
    html! {
        section aria-labelledby="glance" {
            h2 #glance { (site.text("compare-at-a-glance")) }
            div.columns {
                @for compared in &comparison.frameworks { (summary(site, compared)) }
            }
        }
    }
}

fn summary(site: &Site, compared: &Compared<'_>) -> Markup {
    let page = format!("/frameworks/{}", compared.id);
    let name = [("framework", compared.name.into())];
    let pages = [
        (compared.links.homepage, "framework-homepage"),
        (compared.links.documentation, "framework-documentation"),
        (compared.links.tutorial, "framework-tutorial"),
    ];
    html! {
        div.card {
            h3 { (compared.name) }
            p { (site.english(compared.summary)) }
            p.links {
                a href=(site.link(&page)) { (site.with("compare-details", &name)) }
                @for (address, key) in pages {
                    @if let Some(address) = address { (external(address, site.text(key))) }
                }
            }
        }
    }
}

/// The form that chooses what is compared. It works without a script.
fn form(site: &Site, knowledge: &Knowledge, chosen: &Chosen<'_>) -> Markup {
    html! {
        form.filters method="get" action=(site.file(PATH)) {
            h2 { (site.text("compare-choose")) }
            @if site.is_chosen() {
                input type="hidden" name=(LANGUAGE_PARAMETER) value=(site.language().tag());
            }
            fieldset.checks aria-describedby="choose-hint" {
                legend.hidden { (site.text("compare-choose")) }
                p.quiet #choose-hint { (site.with("compare-choose-hint", &[("limit", MAX_FRAMEWORKS.into())])) }
                ul {
                    @for found in &knowledge.frameworks {
                        li {
                            label {
                                input type="checkbox" name=(PARAMETER) value=(found.record.id)
                                    checked[chosen.contains(&found.record.id)];
                                " " (found.record.name)
                            }
                        }
                    }
                }
            }
            p.buttons { button.primary type="submit" { (site.text("compare-show")) } }
        }
    }
}
