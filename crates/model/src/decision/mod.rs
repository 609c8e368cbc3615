//! The decision model: answers and knowledge in, weights, scores, ranks and explanations out.
//!
//! Pure functions. The model is an additive value model (Keeney & Raiffa, *Decisions with Multiple
//! Objectives*, 1976): every framework `a` scores `Σ_c w_c · r_{a,c}` over the attributes `c`, which are
//! the criteria and the features that were asked for.

/// The points that every answer adds to every framework.
pub mod answer_points;
/// What was answered.
pub mod answers;
/// Who may take part, and who is missing something that must be there.
pub mod constraints;
/// Why a framework stands where it stands, in numbers.
pub mod contributions;
/// How a framework supports a feature.
mod features;
/// Scores, ranks and ties.
pub mod rank;
/// The sentences of one reason.
mod reason_text;
/// Why a framework stands where it stands, in words.
pub mod reasons;
/// The frameworks of a ranking, and how one of them compares with the others.
mod rivals;
/// What a ranking comes to, in words.
pub mod summary;
/// What the caller said that makes an attribute count.
mod weight_origin;
/// How much every attribute counts.
pub mod weights;

use std::collections::BTreeMap;

pub use answers::Answers;
pub use constraints::{Demand, Excluded, MustHave, NearMiss};
pub use rank::Place;
pub use weights::{NothingCounts, Weights};

use crate::context::Environment;
use crate::knowledge::Knowledge;
use crate::numbers::Weight;

/// What is to be decided. Indices are those of the [`Knowledge`] that it is decided by.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The answered questions.
    pub answers: Answers,
    /// By attribute, how much more or less it counts than the model says; 1 where nothing is said.
    pub priorities: BTreeMap<usize, Weight>,
    /// Frameworks to compare, ascending; `None` for all.
    pub candidates: Option<Vec<usize>>,
    /// What a framework must bring along to take part.
    pub must_have: MustHave,
    /// Where it must run.
    pub environment: Environment,
}

/// What came out.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// How much every attribute counts.
    pub weights: Weights,
    /// The frameworks that took part, best first.
    pub ranking: Vec<Place>,
    /// Who lacks something that must be there.
    pub excluded: Vec<Excluded>,
    /// Where no framework has everything that must be there: those that lack least.
    pub nearest_misses: Vec<NearMiss>,
}

/// Decides a request.
///
/// # Errors
/// [`NothingCounts`] if every weight is 0: then no score means anything.
pub fn decide(knowledge: &Knowledge, request: &Request) -> Result<Decision, NothingCounts> {
    let weights = Weights::new(knowledge, &request.answers, &request.priorities)?;
    let (taking_part, excluded) = split(knowledge, request);
    let ranking = rank::rank(knowledge, &weights, &taking_part);
    let nearest_misses = if ranking.is_empty() {
        constraints::nearest_misses(knowledge, &weights, &excluded)
    } else {
        Vec::new()
    };
    Ok(Decision { weights, ranking, excluded, nearest_misses })
}

/// The first of the ranking that [`decide`] gives, and nothing else; `None` where no framework takes part.
///
/// # Errors
/// [`NothingCounts`] if every weight is 0.
pub fn first(knowledge: &Knowledge, request: &Request) -> Result<Option<usize>, NothingCounts> {
    let weights = Weights::new(knowledge, &request.answers, &request.priorities)?;
    let (taking_part, _) = split(knowledge, request);
    Ok(rank::first(knowledge, &weights, &taking_part))
}

/// Who takes part, and who lacks something that must be there.
fn split(knowledge: &Knowledge, request: &Request) -> (Vec<usize>, Vec<Excluded>) {
    let compared: Vec<usize> = match &request.candidates {
        Some(candidates) => candidates.clone(),
        None => (0..knowledge.frameworks.len()).collect(),
    };
    constraints::split(knowledge, &compared, &request.must_have, &request.environment)
}
