//! What the server stores of a query, for how long, how to object and how to erase.

/// `docs/privacy.md` with the values of this server.
pub mod document;
/// The facts as JSON.
pub mod facts;
/// `/.well-known/gpc.json`.
pub mod gpc;

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_storage::records::Records;

use self::document::document;
use self::facts::{PrivacyFacts, privacy_facts};
use crate::api::openapi::example::Example;
use crate::api::state::State;
use crate::http::caching::Representation;
use crate::http::extract::NoQuery;
use crate::http::negotiate::{self, JSON, MARKDOWN};
use crate::http::problem::Problem;
use crate::http::responses::ReadProblems;

/// What is stored of a query
///
/// Every table and column with its purpose and period, the settings of this server, what is claimed and what
/// is not, how to object and how to erase. As Markdown it is the whole privacy page.
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
    let representation = if form == MARKDOWN {
        Representation::new(MARKDOWN, document(state.policy(), periods))
    } else {
        Representation::json(&privacy_facts(state.policy(), periods))?
    };
    Ok(representation.varying_on_accept().respond(&request))
}

/// The examples of this resource.
#[must_use]
pub fn examples() -> Vec<Example> {
    vec![Example::live("get_privacy", "facts", "What this server stores", "/v1/privacy")]
}
