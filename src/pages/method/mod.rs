//! `GET /method`: how a recommendation comes about, with an example that is computed from the knowledge in use.

/// The criteria with their scales.
mod criteria;
/// The worked example.
mod example;
/// The formulas of ratings.
mod formulas;

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_model::knowledge::Knowledge;
use maud::{Markup, html};

use super::layout::{self, Head};
use super::parts::dates_and_numbers::date_words;
use super::site::Site;
use crate::api::openapi::responses::{Html, PlainProblems};
use crate::api::state::State;
use crate::http::problem::Problem;

const PATH: &str = "/method";

/// How it decides
///
/// Weights, ratings, contributions and their sum, with a worked example.
#[utoipa::path(
    tag = "pages",
    responses(
        (status = 200, description = "The page.", content_type = "text/html", body = Html),
        (status = 304, description = "The caller has it already."),
        PlainProblems,
    ),
)]
#[get("/method")]
pub async fn show_method(
    request: HttpRequest,
    state: Data<State>,
    site: Site,
) -> Result<HttpResponse, Problem> {
    state.respond_with(&request, &site.cache_key(PATH), || {
        let head = Head::new(PATH, site.text("method-title"), site.text("method-description"));
        let main = main(&site, state.knowledge())?;
        Ok(layout::page(&site, &head, &main))
    })
}

const STEPS: [&str; 6] = [
    "method-step-answers",
    "method-step-weights",
    "method-step-normalise",
    "method-step-ratings",
    "method-step-sum",
    "method-step-sure",
];
const UNCERTAINTY: [&str; 3] =
    ["method-uncertainty-ratings", "method-uncertainty-low", "method-uncertainty-settled"];

fn main(site: &Site, knowledge: &Knowledge) -> Result<Markup, Problem> {
    let example = example::section(site, knowledge)?;
    Ok(html! {
        h1 { (site.text("method-title")) }
        p.lead { (site.text("method-lead")) }
        section aria-labelledby="steps" {
            h2 #steps { (site.text("method-steps")) }
            ol { @for key in STEPS { li { (site.text(key)) } } }
        }
        (example)
        section aria-labelledby="uncertainty" {
            h2 #uncertainty { (site.text("method-uncertainty")) }
            ul { @for key in UNCERTAINTY { li { (site.text(key)) } } }
        }
        section aria-labelledby="limits" {
            h2 #limits { (site.text("method-limits")) }
            p { (site.text("method-limits-text")) }
            p { a href=(site.file("/v1/audit")) { (site.text("method-more")) } }
        }
        (criteria::section(site, knowledge))
        (formulas::section(site))
        p.quiet {
            (site.with("reference-knowledge", &[
                ("version", knowledge.version.as_str().into()),
                ("date", date_words(site, &knowledge.released_on.to_string()).into()),
            ]))
            " " a href=(site.link("/corrections")) { (site.text("method-corrections")) }
        }
    })
}
