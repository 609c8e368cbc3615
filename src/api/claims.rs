//! A single claim with its sources.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::format::{Claim, ClaimKind, Framework, Grade, Verdict};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::enum_schemas;
use crate::api::frameworks::claims::{CounterEvidenceView, claim};
use crate::api::openapi::example::Example;
use crate::api::openapi::responses::ItemProblems;
use crate::api::sources::{SourceView, source_view};
use crate::api::state::State;
use crate::http::extract::NoQuery;
use crate::http::problem::Problem;

/// The claim of the example.
const EXAMPLE: &str = "flask-scales-up";

/// One claim
///
/// A sourced statement about a framework, with its sources in full. Recommendations cite claims by their ids.
#[utoipa::path(
    tag = "knowledge",
    params((
        "id" = String, Path, description = "Id of the claim.",
        max_length = 100, pattern = "^[a-z0-9][a-z0-9.-]*$", example = "flask-scales-up",
    )),
    responses(
        (status = 200, description = "The claim.", body = ClaimDetail<'static>),
        (status = 304, description = "The caller has it already."),
        ItemProblems,
    ),
)]
#[get("/v1/claims/{id}")]
pub async fn get_claim(
    request: HttpRequest,
    state: Data<State>,
    id: Path<String>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    let knowledge = state.knowledge();
    let (framework, claim) =
        claims(knowledge).find(|(_, claim)| claim.id == *id).ok_or_else(|| {
            let known = claims(knowledge).map(|(_, claim)| claim.id.as_str());
            Problem::unknown("claim", &id, known)
        })?;
    state.respond(&request, request.path(), |knowledge| detail(knowledge, framework, claim))
}

/// A claim with its sources.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ClaimDetail<'k> {
    /// Its id.
    #[schema(max_length = 100)]
    pub id: &'k str,
    /// Id of the framework that it is about.
    #[schema(max_length = 64)]
    pub framework: &'k str,
    /// Kind of statement.
    #[schema(value_type = enum_schemas::ClaimKind)]
    pub kind: ClaimKind,
    /// The criterion that it is about; null if none.
    #[schema(max_length = 64)]
    pub criterion: Option<&'k str>,
    /// The statement.
    #[schema(max_length = 2000)]
    pub text: &'k str,
    /// The sources that make it.
    #[schema(max_items = 64)]
    pub sources: Vec<SourceView<'k>>,
    /// Day on which it was last compared with its sources.
    #[schema(format = Date, max_length = 10)]
    pub verified_on: &'k str,
    /// The strongest kind of evidence behind it.
    #[schema(value_type = enum_schemas::Grade)]
    pub grade: Grade,
    /// Result of the check.
    #[schema(value_type = enum_schemas::Verdict)]
    pub verdict: Verdict,
    /// What contradicts or limits it.
    #[schema(max_items = 64)]
    pub counter_evidence: Vec<CounterEvidenceView<'k>>,
    /// Why it can be read in two ways; null if it is unambiguous.
    #[schema(max_length = 2000)]
    pub ambiguous: Option<&'k str>,
    /// Version of the knowledge.
    #[schema(max_length = 32)]
    pub knowledge_version: &'k str,
}

/// All claims with their frameworks. Frameworks that share a companion share its claims.
fn claims(knowledge: &Knowledge) -> impl Iterator<Item = (&Framework, &Claim)> {
    let records = knowledge.frameworks.iter().map(|framework| &*framework.record);
    records.flat_map(|record| record.claims.iter().map(move |claim| (record, claim)))
}

/// A claim with its sources.
fn detail<'k>(
    knowledge: &'k Knowledge,
    framework: &'k Framework,
    found: &'k Claim,
) -> ClaimDetail<'k> {
    let view = claim(found);
    let sources = view.sources.iter().filter_map(|id| knowledge.source(id));
    ClaimDetail {
        id: view.id,
        framework: &framework.id,
        kind: view.kind,
        criterion: view.criterion,
        text: view.text,
        sources: sources.map(source_view).collect(),
        verified_on: view.verified_on,
        grade: view.grade,
        verdict: view.verdict,
        counter_evidence: view.counter_evidence,
        ambiguous: view.ambiguous,
        knowledge_version: &knowledge.version,
    }
}

/// The examples of this resource.
#[must_use]
pub fn examples(knowledge: &Knowledge) -> Vec<Example> {
    let found = claims(knowledge).find(|(_, claim)| claim.id == EXAMPLE);
    let example = found.map(|(framework, claim)| {
        let claim = &detail(knowledge, framework, claim);
        Example::response("get_claim", "claim", "A claim about Flask", claim)
    });
    example.into_iter().collect()
}
