//! The knowledge as a whole.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use serde_json::json;

use crate::http::State;
use crate::http::example::Example;
use crate::http::extract::NoQuery;
use crate::http::negotiate::{self, JSON};
use crate::http::problem::Problem;
use crate::http::responses::ReadProblems;
use crate::knowledge::Knowledge;
use crate::service::catalogue;
use crate::service::views::{FullKnowledge, KnowledgeInfo};

/// Which knowledge answers
///
/// Version, digest, dates and counts. Two services with the same digest give the same answers.
#[utoipa::path(
    tag = "knowledge",
    responses(
        (status = 200, description = "The knowledge in use.", body = KnowledgeInfo<'static>),
        (status = 304, description = "The caller has it already."),
        ReadProblems,
    ),
)]
#[get("/v1/knowledge")]
pub async fn get_knowledge(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[JSON])?;
    Ok(state.prepared().knowledge.respond(&request))
}

/// Everything in one answer
///
/// Criteria, capabilities, questions, frameworks and sources: all that a recommendation can rest on.
#[utoipa::path(
    tag = "knowledge",
    responses(
        (status = 200, description = "Everything.", body = FullKnowledge<'static>),
        (status = 304, description = "The caller has it already."),
        ReadProblems,
    ),
)]
#[get("/v1/knowledge/full")]
pub async fn get_full_knowledge(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[JSON])?;
    Ok(state.prepared().full.respond(&request))
}

/// The examples of these resources.
#[must_use]
pub fn examples(knowledge: &Knowledge) -> Vec<Example> {
    let info = json!(catalogue::info(knowledge));
    vec![
        Example::response("get_knowledge", "knowledge", "The knowledge in use", info),
        Example::live("get_full_knowledge", "full", "Everything", "/v1/knowledge/full"),
    ]
}
