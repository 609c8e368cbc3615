//! What is kept of a query, for how long, what is claimed and what is not.

/// The facts as Markdown.
pub mod document;
/// The facts as JSON.
pub mod facts;
/// `/.well-known/gpc.json`.
pub mod gpc;

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};

use self::document::document;
use self::facts::{PrivacyFacts, privacy_facts};
use crate::api::openapi::example::Example;
use crate::api::state::State;
use crate::http::caching::Representation;
use crate::http::extract::NoQuery;
use crate::http::negotiate;
use crate::http::negotiate::{JSON, MARKDOWN};
use crate::http::problem::Problem;
use crate::http::responses::ReadProblems;
use framewise_storage::records::Records;

/// What is kept of a query
///
/// Every table and every column with how long it is kept, what is claimed and what is not, how to
/// decide about storing and how to delete; with the settings of this server.
#[utoipa::path(
    tag = "privacy",
    responses(
        (status = 200, description = "The facts.", content(
            (PrivacyFacts = "application/json"),
            (String = "text/markdown"),
        )),
        (status = 304, description = "The caller has them already."),
        ReadProblems,
    ),
)]
#[get("/v1/privacy")]
pub async fn get_privacy(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    let form = negotiate::choose(&request, &[JSON, MARKDOWN])?;
    let periods = state.records().map(Records::periods).unwrap_or_default();
    let facts = privacy_facts(state.policy(), periods);
    let representation = if form == MARKDOWN {
        Representation::new(MARKDOWN, document(&facts))
    } else {
        Representation::json(&facts)?
    };
    Ok(representation.varying_on_accept().respond(&request))
}

/// The examples of this resource.
#[must_use]
pub fn examples() -> Vec<Example> {
    vec![Example::live("get_privacy", "facts", "What this server keeps", "/v1/privacy")]
}
