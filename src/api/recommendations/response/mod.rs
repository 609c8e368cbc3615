//! The response to a request for a recommendation, at three levels of detail.

/// The decision and what is computed from it, for all levels.
mod analysis;
/// In less than 1.5 KB.
mod brief;
/// Which changed answers would change it.
mod changes;
/// Limits of a framework in an environment.
mod environment_limits;
/// The frameworks that do not meet a demand.
mod exclusion;
/// With everything that led to it.
mod full;
/// Whether a move pays off.
mod migration;
/// Ids and names by index.
mod names;
/// The next question.
mod next_question;
/// The age of the evidence.
mod oldest_claim;
/// The frameworks in their places.
mod ranking;
/// Reasons for and against a framework.
mod reasons;
/// The type of the response.
mod recommendation;
/// How robust the ranking is.
mod robustness;
/// Rounded numbers.
mod rounding;
/// Whether a web framework is needed.
mod scope;
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

pub use self::changes::{ChangedAnswer, FlipView, TargetView};
pub use self::environment_limits::LimitView;
pub use self::exclusion::{Exclusion, Miss};
pub use self::migration::MoveView;
pub use self::next_question::NextQuestionView;
pub use self::ranking::{Contribution, GapPart, GapToFirst, Ranked};
pub use self::reasons::{CitedClaim, Reason, SourceLink};
pub use self::recommendation::{Links, Recommendation};
pub use self::robustness::{MethodView, Robustness, StabilityView};
pub use self::scope::ScopeView;
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
