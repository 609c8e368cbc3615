//! Claims in responses.

use framewise_model::knowledge::format::{Claim, ClaimKind, Grade, Verdict};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::enum_schemas;

/// A sourced statement.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ClaimView<'k> {
    /// Its id.
    #[schema(max_length = 100)]
    pub id: &'k str,
    /// Kind of statement.
    #[schema(value_type = enum_schemas::ClaimKind)]
    pub kind: ClaimKind,
    /// The criterion that it is about; null if none.
    #[schema(max_length = 64)]
    pub criterion: Option<&'k str>,
    /// The statement.
    #[schema(max_length = 2000)]
    pub text: &'k str,
    /// Ids of the sources that make it.
    #[schema(max_items = 64, value_type = Vec<String>)]
    pub sources: &'k [String],
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
}

/// What contradicts or limits a claim.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CounterEvidenceView<'k> {
    /// Id of the source.
    #[schema(max_length = 100)]
    pub source: &'k str,
    /// What it says.
    #[schema(max_length = 2000)]
    pub text: &'k str,
}

/// A claim as a view.
#[must_use]
pub fn claim(claim: &Claim) -> ClaimView<'_> {
    ClaimView {
        id: &claim.id,
        kind: claim.kind,
        criterion: claim.criterion.as_deref(),
        text: &claim.text,
        sources: &claim.sources,
        verified_on: &claim.verified_on,
        grade: claim.grade,
        verdict: claim.verdict,
        counter_evidence: claim
            .counter_evidence
            .iter()
            .map(|counter| CounterEvidenceView { source: &counter.source, text: &counter.text })
            .collect(),
        ambiguous: claim.ambiguous.as_deref(),
    }
}
