//! What is kept of a query, for how long, what is claimed and what is not.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};

use crate::http::State;
use crate::http::cache::Representation;
use crate::http::example::Example;
use crate::http::extract::NoQuery;
use crate::http::negotiate::{self, JSON, MARKDOWN};
use crate::http::problem::Problem;
use crate::http::responses::ReadProblems;
use crate::service::privacy_facts::{PrivacyFacts, document};

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
    let facts = state.service().privacy_facts();
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
