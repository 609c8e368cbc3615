//! A recommendation as a decision record in Markdown.

/// Renders the document.
mod markdown;
/// Writes its lines.
mod writer;

use std::sync::Arc;

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get, post};
use framewise_model::request::{Detail, Parsed, parse_in};

pub use self::markdown::markdown;
use super::computing::compute;
use super::request::RecommendationRequest;
use super::{parse_query, response};
use crate::api::openapi::responses::{ReadProblems, Text, WriteProblems};
use crate::api::state::State;
use crate::http::caching::Representation;
use crate::http::extract::{JsonBody, NoQuery, Query};
use crate::http::negotiate::{self, MARKDOWN};
use crate::http::problem::Problem;
use crate::http::uncached::{translated_once, uncached_body};
use crate::texts::language::Language;

/// A decision record as a link
///
/// The recommendation as a document for people: a decision record in Markdown (MADR) with sources as footnotes, ready
/// to paste into a repository. The parameters are those of `GET /v1/recommendations`; `detail` and `limit` have no
/// effect.
#[utoipa::path(
    tag = "recommendations",
    responses(
        (status = 200, description = "The document.", content_type = "text/markdown", body = Text),
        (status = 304, description = "The caller has it already."),
        ReadProblems,
    ),
)]
#[get("/v1/recommendations.md")]
pub async fn get_decision_record(
    request: HttpRequest,
    state: Data<State>,
    query: Query,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[MARKDOWN])?;
    let parsed = parse_query(state.knowledge(), query)?;
    let language = Language::of(request.query_string(), &request);
    let record = render(&state, &request, parsed, language).await?;
    Ok(Representation::new(MARKDOWN, record).translated(language).respond(&request))
}

/// Write a decision record
///
/// The same document for a request with a text in plain English, which an address cannot contain. Nothing of the
/// request is stored.
#[utoipa::path(
    tag = "recommendations",
    request_body(content = RecommendationRequest, description = "The project."),
    responses(
        (status = 200, description = "The document.", content_type = "text/markdown", body = Text),
        WriteProblems,
    ),
)]
#[post("/v1/recommendations.md")]
pub async fn write_decision_record(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
    body: JsonBody,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[MARKDOWN])?;
    let parsed = parse_in(&state.language(), &body.0)?;
    let language = Language::of(request.query_string(), &request);
    let record = render(&state, &request, parsed, language).await?;
    Ok(translated_once(uncached_body(&request, MARKDOWN, record), language))
}

/// Renders the record of a request in this language, whatever its level of detail.
async fn render(
    state: &Data<State>,
    request: &HttpRequest,
    parsed: Parsed,
    language: Language,
) -> Result<String, Problem> {
    let parsed = Arc::new(Parsed { detail: Detail::Full, limit: None, ..parsed });
    let (shared, moved) = (Data::clone(state), Arc::clone(&parsed));
    let rendered = compute(state, request, &parsed, move || {
        let parsed = moved;
        let knowledge = parsed.context.apply(shared.knowledge_in(language));
        let recommendation = response::recommend(&knowledge, &parsed, shared.public_url())?;
        Ok(markdown(&knowledge, &parsed, &recommendation, language))
    });
    rendered.await
}
