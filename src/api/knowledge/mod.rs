//! The knowledge: version and counts, and everything in one response.

/// Changes from release to release.
pub mod changes;

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_model::knowledge::Knowledge;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::capabilities::{CapabilityView, capabilities};
use crate::api::criteria::{CriterionView, criteria};
use crate::api::frameworks::detail::{FrameworkDetail, detail};
use crate::api::measurements::{LabView, lab};
use crate::api::openapi::example::Example;
use crate::api::openapi::responses::ReadProblems;
use crate::api::questions::{QuestionView, questions};
use crate::api::sources::{SourceView, sources};
use crate::api::state::State;
use crate::config::PublicUrl;
use crate::http::caching::Representation;
use crate::http::extract::NoQuery;
use crate::http::negotiate::{self, JSON};
use crate::http::problem::Problem;

/// Version of the knowledge
///
/// Version, digest, dates and counts. Two services with the same digest send the same responses.
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
    state.respond(&request, request.path(), info)
}

/// Everything in one response
///
/// Criteria, capabilities, questions, frameworks and sources: everything that a recommendation rests on.
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
    let shared = Data::clone(&state);
    let render = move || Representation::json(&full(shared.knowledge(), shared.public_url()));
    Ok(state.full_knowledge().get_or_render(render).await?.respond(&request))
}

/// Version and counts of the knowledge.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct KnowledgeInfo<'k> {
    /// Calendar version.
    #[schema(max_length = 32)]
    pub version: &'k str,
    /// SHA-256 of the content.
    #[schema(max_length = 71)]
    pub digest: &'k str,
    /// Version of the file format.
    #[schema(minimum = 1, maximum = 1000)]
    pub schema_version: u32,
    /// Day of the release, `YYYY-MM-DD`.
    #[schema(format = Date, max_length = 10)]
    pub released_on: String,
    /// Day of the oldest check of a claim.
    #[schema(format = Date, max_length = 10)]
    pub oldest_verified_on: Option<&'k str>,
    /// Numbers of entries.
    pub counts: Counts,
}

/// Numbers of entries.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Counts {
    /// Frameworks.
    #[schema(minimum = 0, maximum = 10000)]
    pub frameworks: usize,
    /// Claims about them.
    #[schema(minimum = 0, maximum = 100_000)]
    pub claims: usize,
    /// Sources.
    #[schema(minimum = 0, maximum = 100_000)]
    pub sources: usize,
    /// Criteria.
    #[schema(minimum = 0, maximum = 10000)]
    pub criteria: usize,
    /// Capabilities.
    #[schema(minimum = 0, maximum = 10000)]
    pub capabilities: usize,
    /// Questions.
    #[schema(minimum = 0, maximum = 10000)]
    pub questions: usize,
}

/// Everything in one response.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FullKnowledge<'k> {
    /// Version and counts of the knowledge.
    pub knowledge: KnowledgeInfo<'k>,
    /// All criteria.
    #[schema(max_items = 10000)]
    pub criteria: Vec<CriterionView<'k>>,
    /// All capabilities.
    #[schema(max_items = 10000)]
    pub capabilities: Vec<CapabilityView<'k>>,
    /// All questions.
    #[schema(max_items = 10000)]
    pub questions: Vec<QuestionView<'k>>,
    /// Method of the lab; its figures are with the frameworks.
    pub lab: LabView<'k>,
    /// All frameworks.
    #[schema(max_items = 10000)]
    pub frameworks: Vec<FrameworkDetail<'k>>,
    /// All sources.
    #[schema(max_items = 10000)]
    pub sources: Vec<SourceView<'k>>,
}

/// Version and counts of the knowledge.
#[must_use]
pub fn info(knowledge: &Knowledge) -> KnowledgeInfo<'_> {
    let claims = || knowledge.frameworks.iter().flat_map(|f| &f.record.claims);
    KnowledgeInfo {
        version: &knowledge.version,
        digest: &knowledge.digest,
        schema_version: knowledge.schema_version,
        released_on: knowledge.released_on.to_string(),
        oldest_verified_on: claims().map(|claim| claim.verified_on.as_str()).min(),
        counts: Counts {
            frameworks: knowledge.frameworks.len(),
            claims: claims().count(),
            sources: knowledge.sources.len(),
            criteria: knowledge.criteria.len(),
            capabilities: knowledge.capabilities.len(),
            questions: knowledge.questions.len(),
        },
    }
}

/// Everything.
#[must_use]
pub fn full<'k>(knowledge: &'k Knowledge, public_url: &PublicUrl) -> FullKnowledge<'k> {
    FullKnowledge {
        knowledge: info(knowledge),
        criteria: criteria(knowledge).items,
        capabilities: capabilities(knowledge).items,
        questions: questions(knowledge, true).items,
        lab: lab(&knowledge.measurements),
        frameworks: knowledge
            .frameworks
            .iter()
            .map(|found| detail(knowledge, found, public_url))
            .collect(),
        sources: sources(knowledge).items,
    }
}

/// The examples of these resources.
#[must_use]
pub fn examples(knowledge: &Knowledge) -> Vec<Example> {
    let info = &info(knowledge);
    vec![
        Example::response("get_knowledge", "knowledge", "The knowledge in use", info),
        Example::response(
            "get_full_knowledge",
            "full",
            "Everything",
            &full(knowledge, &PublicUrl::default()),
        ),
    ]
}
