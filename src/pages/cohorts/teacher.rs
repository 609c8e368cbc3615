//! `GET /cohort`: what a group answered, for its teacher.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_model::knowledge::Knowledge;
use framewise_storage::disclosure::{NO_FRAMEWORK, NOT_ANSWERED};
use framewise_storage::privacy::TOKEN_LENGTH;
use maud::{Markup, html};

use super::trouble;
use crate::api::openapi::responses::{Html, PlainProblems};
use crate::api::state::State;
use crate::http::problem::Problem;
use crate::pages::assets::COHORT;
use crate::pages::layout::{self, Head};
use crate::pages::site::Site;

/// Path of the page.
const PATH: &str = "/cohort";

/// What a group answered
///
/// An HTML page: its script reads the token after `#` and shows the figures of the cohort.
#[utoipa::path(
    tag = "pages",
    responses(
        (status = 200, description = "The page.", content_type = "text/html", body = Html),
        (status = 304, description = "The caller has it already."),
        PlainProblems,
    ),
)]
#[get("/cohort")]
pub async fn show_cohort(
    request: HttpRequest,
    state: Data<State>,
    site: Site,
) -> Result<HttpResponse, Problem> {
    state.respond_with(&request, &site.cache_key(PATH), || {
        let mut head = Head::new(PATH, site.text("cohort-title"), site.text("cohort-about"));
        head.scripts = &[COHORT];
        head.is_listed = false;
        Ok(layout::page(&site, &head, &main(&site, state.knowledge())))
    })
}

fn main(site: &Site, knowledge: &Knowledge) -> Markup {
    html! {
        h1 { (site.text("cohort-title")) }
        p { (site.text("cohort-about")) }
        (trouble(site))
        form.cohort id="open" data-api=(site.file("/v1/cohorts")) {
            label for="token" { (site.text("cohort-token")) }
            input id="token" name="token" autocomplete="off" spellcheck="false" size=(TOKEN_LENGTH) required;
            button type="submit" { (site.text("cohort-open")) }
        }
        p id="waiting" hidden { (site.text("cohort-waiting")) }
        section.cohort id="figures" tabindex="-1" hidden aria-labelledby="figures-title" {
            h2 id="figures-title" { (site.text("cohort-result")) }
            dl {
                dt { (site.text("cohort-answers")) }
                dd id="answers" {}
                dt { (site.text("cohort-frameworks")) }
                dd id="frameworks" data-none=(site.text("cohort-hidden-figure")) {}
                dt { (site.text("cohort-disagreement")) }
                dd id="disagreement" data-none=(site.text("cohort-hidden-figure")) {}
                dt { (site.text("cohort-disputed")) }
                dd id="disputed" data-none=(site.text("cohort-hidden-figure")) {}
                dt { (site.text("cohort-typical")) }
                dd id="typical" data-none=(site.text("cohort-hidden-figure")) {}
            }
            div id="tables" {}
            details id="unanswered" hidden {
                summary { (site.text("cohort-unanswered")) }
                div {}
            }
            p { (site.text("cohort-rules")) }
            p { (site.text("cohort-rules-hidden")) }
        }
        section.cohort id="manage" hidden aria-labelledby="manage-title" {
            h2 id="manage-title" { (site.text("cohort-manage")) }
            p { (site.text("cohort-ends")) " " time id="ends" {} }
            p id="closed" hidden { (site.text("cohort-closed")) }
            button type="button" id="csv" { (site.text("cohort-csv")) }
            details {
                summary { (site.text("cohort-close")) }
                p { (site.text("cohort-close-about")) }
                button type="button" id="close" { (site.text("cohort-close")) }
            }
            details {
                summary { (site.text("cohort-delete")) }
                p { (site.text("cohort-delete-about")) }
                button type="button" id="delete" { (site.text("cohort-delete")) }
            }
        }
        p id="deleted" role="status" hidden {
            (site.text("cohort-deleted")) " "
            a href=(site.link("/cohorts")) { (site.text("cohorts-create")) }
        }
        template id="table" {
            table.cohort {
                caption {}
                thead {
                    tr {
                        th scope="col" { (site.text("cohort-column-option")) }
                        th scope="col" { (site.text("cohort-column-answers")) }
                        th scope="col" { (site.text("cohort-column-share")) }
                    }
                }
                tbody {}
                tfoot { tr { td colspan="3" { (site.text("cohort-hidden")) " " span {} } } }
            }
        }
        template id="row" {
            tr {
                th scope="row" {}
                td {}
                td {
                    span {}
                    svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" {
                        rect.track height="8" width="100" {}
                        rect.fill height="8" width="0" {}
                    }
                }
            }
        }
        (names(site, knowledge))
    }
}

/// The names of questions, options and frameworks, for the script.
fn names(site: &Site, knowledge: &Knowledge) -> Markup {
    html! {
        ul id="names" hidden {
            li data-key="winner" { (site.text("cohort-winners")) }
            @for framework in &knowledge.frameworks {
                li data-key={ "winner." (framework.record.id) } { (framework.record.name) }
            }
            li data-key={ "winner." (NO_FRAMEWORK) } { (site.text("cohort-no-framework")) }
            li data-key=(NOT_ANSWERED) { (site.text("cohort-not-answered")) }
            @for question in knowledge.questions.iter() {
                li data-key=(question.id) { (site.question(question)) }
                @for option in question.options.iter() {
                    li data-key={ (question.id) "." (option.id) } { (site.option(question, option)) }
                }
            }
        }
    }
}
