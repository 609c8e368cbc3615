//! Sources of claims, facts and capabilities.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::format::{Claim, ClaimKind, Source, SourceKind, Verdict};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::collection::Collection;
use crate::api::enum_schemas;
use crate::api::openapi::example::Example;
use crate::api::openapi::responses::{ItemProblems, ReadProblems};
use crate::api::state::State;
use crate::http::extract::NoQuery;
use crate::http::problem::Problem;

/// The source of the examples: the article that this service began with.
const EXAMPLE: &str = "coderspace-2023";

/// All sources
///
/// All sources that claims, facts and capabilities cite, sorted by id.
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
    state.respond(&request, request.path(), sources)
}

/// One source
///
/// The source, the claims that it supports, and the claims that it contradicts or limits.
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
    let knowledge = state.knowledge();
    let source = knowledge.sources.iter().find(|source| source.id == *id).ok_or_else(|| {
        let known = knowledge.sources.iter().map(|source| source.id.as_str());
        Problem::unknown("source", &id, known)
    })?;
    state.respond(&request, request.path(), |knowledge| source_detail(knowledge, source))
}

/// A source.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SourceView<'k> {
    /// Its id.
    #[schema(max_length = 100)]
    pub id: &'k str,
    /// Its title.
    #[schema(max_length = 500)]
    pub title: &'k str,
    /// Publisher.
    #[schema(max_length = 200)]
    pub publisher: &'k str,
    /// Kind of source.
    #[schema(value_type = enum_schemas::SourceKind)]
    pub kind: SourceKind,
    /// Its address, or a package URL.
    #[schema(max_length = 2000)]
    pub url: &'k str,
    /// Day of publication, or its month or year; null if unknown.
    #[schema(max_length = 10)]
    pub published: Option<&'k str>,
    /// Day on which it was read.
    #[schema(format = Date, max_length = 10)]
    pub accessed: &'k str,
    /// A remark.
    #[schema(max_length = 2000)]
    pub note: Option<&'k str>,
}

/// A source with the claims that cite it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SourceDetail<'k> {
    /// Its id.
    #[schema(max_length = 100)]
    pub id: &'k str,
    /// Its title.
    #[schema(max_length = 500)]
    pub title: &'k str,
    /// Publisher.
    #[schema(max_length = 200)]
    pub publisher: &'k str,
    /// Kind of source.
    #[schema(value_type = enum_schemas::SourceKind)]
    pub kind: SourceKind,
    /// Its address, or a package URL.
    #[schema(max_length = 2000)]
    pub url: &'k str,
    /// Day of publication, or its month or year; null if unknown.
    #[schema(max_length = 10)]
    pub published: Option<&'k str>,
    /// Day on which it was read.
    #[schema(format = Date, max_length = 10)]
    pub accessed: &'k str,
    /// A remark.
    #[schema(max_length = 2000)]
    pub note: Option<&'k str>,
    /// Claims that it supports.
    #[schema(max_items = 10000)]
    pub supports: Vec<CitingClaim<'k>>,
    /// Claims that it contradicts or limits.
    #[schema(max_items = 10000)]
    pub contradicts: Vec<CitingClaim<'k>>,
    /// Version of the knowledge.
    #[schema(max_length = 32)]
    pub knowledge_version: &'k str,
}

/// A claim that cites a source.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CitingClaim<'k> {
    /// Id of the claim.
    #[schema(max_length = 100)]
    pub id: &'k str,
    /// Id of the framework.
    #[schema(max_length = 64)]
    pub framework: &'k str,
    /// Kind of claim.
    #[schema(value_type = enum_schemas::ClaimKind)]
    pub kind: ClaimKind,
    /// The claim.
    #[schema(max_length = 2000)]
    pub text: &'k str,
    /// Result of the check.
    #[schema(value_type = enum_schemas::Verdict)]
    pub verdict: Verdict,
}

/// All sources.
#[must_use]
pub fn sources(knowledge: &Knowledge) -> Collection<'_, SourceView<'_>> {
    let items = knowledge.sources.iter().map(source_view).collect();
    Collection::new(knowledge, items)
}

/// A source with the claims that cite it.
#[must_use]
pub fn source_detail<'k>(knowledge: &'k Knowledge, source: &'k Source) -> SourceDetail<'k> {
    let citing = |cites: &dyn Fn(&Claim) -> bool| -> Vec<CitingClaim<'k>> {
        let frameworks = knowledge.frameworks.iter().map(|framework| &framework.record);
        let claims = frameworks.flat_map(|record| record.claims.iter().map(move |c| (record, c)));
        claims
            .filter(|(_, claim)| cites(claim))
            .map(|(record, claim)| CitingClaim {
                id: &claim.id,
                framework: &record.id,
                kind: claim.kind,
                text: &claim.text,
                verdict: claim.verdict,
            })
            .collect()
    };
    let SourceView { id, title, publisher, kind, url, published, accessed, note } =
        source_view(source);
    SourceDetail {
        id,
        title,
        publisher,
        kind,
        url,
        published,
        accessed,
        note,
        supports: citing(&|claim| claim.sources.contains(&source.id)),
        contradicts: citing(&|claim| {
            claim.counter_evidence.iter().any(|counter| counter.source == source.id)
        }),
        knowledge_version: &knowledge.version,
    }
}

/// A source as a view.
pub(super) fn source_view(source: &Source) -> SourceView<'_> {
    SourceView {
        id: &source.id,
        title: &source.title,
        publisher: &source.publisher,
        kind: source.kind,
        url: &source.url,
        published: source.published.as_deref(),
        accessed: &source.accessed,
        note: source.note.as_deref(),
    }
}

/// The examples of these resources.
#[must_use]
pub fn examples(knowledge: &Knowledge) -> Vec<Example> {
    let all = &sources(knowledge);
    let mut examples = vec![Example::response("list_sources", "all", "All sources", all)];
    if let Some(source) = knowledge.sources.iter().find(|source| source.id == EXAMPLE) {
        let source = source_detail(knowledge, source);
        let title = "The article that this service began with";
        examples.push(Example::response("get_source", "article", title, &source));
    }
    examples
}
