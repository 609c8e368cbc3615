//! The home page.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_model::knowledge::Knowledge;

use crate::api::state::State;
use crate::config::PublicUrl;
use crate::http::caching::Representation;
use crate::http::extract::NoQuery;
use crate::http::html::{self, escape, fill};
use crate::http::problem::Problem;
use crate::http::responses::{Html, PlainProblems};

/// The address without a setting.
const LOCAL: &str = "http://localhost:8080";
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
    state.respond_with(&request, request.path(), || Ok(page(state.knowledge(), state.public_url())))
}

/// The page for this knowledge.
#[must_use]
pub fn page(knowledge: &Knowledge, public_url: &PublicUrl) -> Representation {
    let address = match public_url.to("") {
        unknown if unknown.is_empty() => LOCAL.to_owned(),
        known => known,
    };
    let main = fill(
        MAIN,
        &[
            ("frameworks", &knowledge.frameworks.len().to_string()),
            ("criteria", &knowledge.criteria.len().to_string()),
            ("sources", &knowledge.sources.len().to_string()),
            ("address", &escape(&address)),
            ("knowledge_version", &escape(&knowledge.version)),
        ],
    );
    let title = "framewise: which Python web framework?";
    html::page(title, env!("CARGO_PKG_DESCRIPTION"), &main, public_url)
}
