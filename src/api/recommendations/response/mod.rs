//! The response to a request for a recommendation, at three levels of detail.

/// The decision and what is computed from it, for all levels.
mod analysis;
/// In less than 1.5 KB.
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
/// Reasons for and against a framework.
mod reasons;
/// The type of the response.
mod recommendation;
/// Rounded numbers.
mod rounding;
/// Sizes in bytes.
mod size;
/// In less than 8 KB.
mod standard;
/// Answers found in a text.
mod understood;
/// Sentences.
mod wording;

use framewise_model::knowledge::Knowledge;
use framewise_model::request::{Detail, Parsed, Refusal};

use self::analysis::Analysis;
use crate::config::PublicUrl;

pub use self::confidence::{
    ChangedAnswer, FlipView, MethodView, NextQuestionView, Robustness, StabilityView, TargetView,
};
pub use self::context::{LimitView, MoveView, ScopeView};
pub use self::exclusion::{Exclusion, Miss};
pub use self::ranking::{Contribution, GapPart, GapToFirst, Ranked};
pub use self::reasons::{CitedClaim, Reason, SourceLink};
pub use self::recommendation::{Links, Recommendation};
pub use self::understood::{
    ContradictionView, EvidenceView, ReadingView, TextNote, UnderstoodView,
};

/// Decides and explains a request in the detail that it asks for, and computes nothing else. Nothing is
/// stored yet. `knowledge` is what the context of the request gives (`parsed.context.apply`); links begin with
/// `public_url`.
///
/// # Errors
/// [`Refusal`] if nothing would count.
pub fn recommend<'k>(
    knowledge: &'k Knowledge,
    parsed: &Parsed,
    public_url: &PublicUrl,
) -> Result<Recommendation<'k>, Refusal> {
    let analysis = Analysis::new(knowledge, parsed, public_url)?;
    Ok(match parsed.detail {
        Detail::Brief => brief::brief(&analysis),
        Detail::Standard => standard::standard(&analysis),
        Detail::Full => full::full(&analysis),
    })
}

/// The open question with the largest expected gain, besides those that are `skipped` (indices).
///
/// # Errors
/// [`Refusal`] if nothing would count.
pub fn next_question<'k>(
    knowledge: &'k Knowledge,
    parsed: &Parsed,
    public_url: &PublicUrl,
    skipped: &[usize],
) -> Result<Option<NextQuestionView<'k>>, Refusal> {
    Ok(Analysis::new(knowledge, parsed, public_url)?.next_question(skipped))
}
