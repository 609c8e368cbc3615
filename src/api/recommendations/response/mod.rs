//! The response to a request for a recommendation, in full or in brief.

/// The decision and what is computed from it, for both forms.
mod analysis;
/// In less than 4 KiB: rounded scores, no long link.
mod brief;
/// How robust the recommendation is.
mod confidence;
/// What the context of the project adds.
mod context;
/// The frameworks that do not meet a demand.
mod exclusion;
/// With everything that led to it.
mod full;
/// Ids and names by index.
mod names;
/// The age of the evidence.
mod oldest_claim;
/// The frameworks in their places.
mod ranking;
/// Answers found in a text.
mod understood;
/// Sentences.
mod wording;

use serde::Serialize;
use utoipa::ToSchema;

use self::analysis::Analysis;

pub use self::brief::{BriefLinks, BriefPlace, BriefRecommendation};
pub use self::confidence::{
    ChangedAnswer, FlipView, MethodView, NextQuestionView, Robustness, SpreadView, StabilityView,
    TargetView,
};
pub use self::context::{LimitView, MoveView, ScopeView};
pub use self::exclusion::{Exclusion, Miss};
pub use self::full::{Links, Recommendation, recommend};
pub use self::ranking::{Contribution, GapPart, GapToFirst, Ranked, Reason, SourceLink};
pub use self::understood::{
    ContradictionView, EvidenceView, ReadingView, TextNote, UnderstoodView,
};
use framewise_model::knowledge::Knowledge;
use framewise_model::request::{Detail, Parsed, Refusal};

/// A recommendation in the detail that was asked for.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(untagged)]
#[schema(discriminator(property_name = "detail", mapping(
    ("full" = "#/components/schemas/Recommendation"),
    ("brief" = "#/components/schemas/BriefRecommendation"),
)))]
pub enum RecommendationResponse<'k> {
    /// Everything.
    Full(Box<Recommendation<'k>>),
    /// The ranking with one sentence each.
    Brief(Box<BriefRecommendation<'k>>),
}

/// Decides and explains a request in the detail that it asks for, and computes nothing else. Nothing is
/// stored yet. `knowledge` is what the context of the request gives (`parsed.context.apply`).
///
/// # Errors
/// [`Refusal`] if nothing would count.
pub fn respond<'k>(
    knowledge: &'k Knowledge,
    parsed: &Parsed,
) -> Result<RecommendationResponse<'k>, Refusal> {
    Ok(match parsed.detail {
        Detail::Full => RecommendationResponse::Full(Box::new(recommend(knowledge, parsed)?)),
        Detail::Brief => {
            let analysis = Analysis::new(knowledge, parsed)?;
            RecommendationResponse::Brief(Box::new(BriefRecommendation::of(&analysis)))
        }
    })
}
