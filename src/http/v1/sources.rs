//! What is cited.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use serde_json::json;

use crate::http::State;
use crate::http::example::Example;
use crate::http::extract::NoQuery;
use crate::http::negotiate::{self, JSON};
use crate::http::problem::Problem;
use crate::http::responses::{ItemProblems, ReadProblems};
use crate::knowledge::Knowledge;
use crate::service::catalogue;
use crate::service::views::{Collection, SourceDetail, SourceView};

/// The source of the examples: the article that this service began with.
const EXAMPLE: &str = "coderspace-2023";

/// All sources
///
/// Everything that claims, facts and capabilities cite, in order of their ids.
#[utoipa::path(
    tag = "knowledge",
    responses(
        (status = 200, description = "All of them.", body = Collection<'static, SourceView<'static>>),
        (status = 304, description = "The caller has them already."),
        ReadProblems,
    ),
)]
#[get("/v1/sources")]
pub async fn list_sources(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[JSON])?;
    Ok(state.prepared().sources.respond(&request))
}

/// One source
///
/// Where it can be read, and the claims that it makes or contradicts.
#[utoipa::path(
    tag = "knowledge",
    params((
        "id" = String, Path, description = "Id of the source.",
        max_length = 100, pattern = "^[a-z0-9][a-z0-9.-]*$", example = "coderspace-2023",
    )),
    responses(
        (status = 200, description = "The source.", body = SourceDetail<'static>),
        (status = 304, description = "The caller has it already."),
        ItemProblems,
    ),
)]
#[get("/v1/sources/{id}")]
pub async fn get_source(
    request: HttpRequest,
    state: Data<State>,
    id: Path<String>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[JSON])?;
    let source = state.prepared().source.get(id.as_str()).ok_or_else(|| {
        let known = state.knowledge().sources.iter().map(|source| source.id.as_str());
        Problem::unknown("source", &id, known)
    })?;
    Ok(source.respond(&request))
}

/// The examples of these resources.
#[must_use]
pub fn examples(knowledge: &Knowledge) -> Vec<Example> {
    let mut examples = vec![Example::live("list_sources", "all", "All sources", "/v1/sources")];
    let mut details = catalogue::source_details(knowledge).into_iter();
    if let Some(source) = details.find(|detail| detail.source.id == EXAMPLE) {
        let title = "The article that this service began with";
        examples.push(Example::response("get_source", "article", title, json!(source)));
    }
    examples
}
