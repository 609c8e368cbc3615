//! The home page.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_model::knowledge::Knowledge;

use crate::api::state::State;
use crate::http::caching::Representation;
use crate::http::extract::NoQuery;
use crate::http::html::{self, escape, fill};
use crate::http::problem::Problem;
use crate::http::responses::{Html, PlainProblems};

const MAIN: &str = include_str!("../../web/index.html");

/// Home page
///
/// What this service is, a request to copy, and links to everything else.
#[utoipa::path(
    tag = "pages",
    responses(
        (status = 200, description = "The page.", content_type = "text/html", body = Html),
        (status = 304, description = "The caller has it already."),
        PlainProblems,
    ),
)]
#[get("/")]
pub async fn show_home(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    state.respond_with(&request, request.path(), || Ok(page(state.knowledge())))
}

/// The page for this knowledge.
#[must_use]
pub fn page(knowledge: &Knowledge) -> Representation {
    let main = fill(
        MAIN,
        &[
            ("frameworks", &knowledge.frameworks.len().to_string()),
            ("criteria", &knowledge.criteria.len().to_string()),
            ("sources", &knowledge.sources.len().to_string()),
            ("knowledge_version", &escape(&knowledge.version)),
        ],
    );
    html::page("framewise: which Python web framework?", env!("CARGO_PKG_DESCRIPTION"), &main)
}
