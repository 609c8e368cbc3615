//! Ratings computed from facts, capabilities and measurements, and the intervals of all ratings.
//!
//! A derived rating is the weighted mean of its terms, each in [0, 1]; `formulas` says how a term is
//! computed and why. Uncertainty is carried along: the ends of the interval are the weighted means of
//! the terms' ends.
//!
//! An editorial rating is widened by the share of contested claims among those that it cites: each end
//! moves outwards by `CONTESTED_MARGIN` times that share. No number of a derived rating comes from a
//! claim, so contested claims leave it alone.

mod estimate;
/// The formulas behind ratings, with their reasons.
pub mod formulas;
/// The inputs of a derived rating.
pub mod input;
/// What an input alone would have to be to change a derived rating.
pub mod required_input;
mod support;
mod term_points;

use jiff::civil::Date;

pub use input::Input;
pub(super) use support::strength;
pub use support::{BUILDING_BLOCKS, PARTIAL_SHARE};
pub(super) use term_points::years_between;

use super::format::{
    Claim, ClaimKind, Criterion, EditorialRating, Framework, Measurements, Term, Verdict,
};
use super::model::{self, Attribute, Basis, Knowledge, Rating};
use crate::numbers::UnitInterval;
use estimate::Estimate;
use term_points::Subject;

/// How far each end of an editorial rating moves outwards where all its claims are contested.
pub const CONTESTED_MARGIN: f64 = 0.15;

/// How many claims illustrate a derived rating; all of them can be found by its criterion.
const ILLUSTRATIONS: usize = 3;

/// All ratings of one framework, one for each attribute.
pub(super) fn ratings(
    framework: &Framework,
    criteria: &[Criterion],
    attributes: &[Attribute],
    measurements: &Measurements,
    released_on: Date,
) -> Vec<Rating> {
    let measured = measurements.of(&framework.id);
    let figure = |id: &str| measured?.measures.get(id);
    let subject = Subject { framework, figure: &figure, released_on };
    let by_criterion = criteria.iter().map(|criterion| {
        if criterion.derived_from.is_empty() {
            let rating = framework.ratings.get(&criterion.id);
            rating.map_or_else(unknown, |rating| editorial(framework, rating))
        } else {
            let claims = claims_about(framework, &criterion.id);
            derived(&subject, &criterion.derived_from, claims)
        }
    });
    let by_feature = attributes.iter().filter_map(|attribute| {
        let capability = Some(attribute.capability.clone()?);
        let term = Term { capability, share: 1.0, ..Term::default() };
        Some(derived(&subject, &[term], Vec::new()))
    });
    by_criterion.chain(by_feature).collect()
}

/// What each of some terms counts for a framework, in [0, 1].
pub(super) fn values(
    knowledge: &Knowledge,
    framework: &model::Framework,
    terms: &[Term],
) -> Vec<f64> {
    let measured = knowledge.measurements.of(&framework.record.id);
    let figure = |id: &str| measured?.measures.get(id);
    let (record, released_on) = (&framework.record, knowledge.released_on);
    let subject = Subject { framework: record, figure: &figure, released_on };
    terms.iter().map(|term| term_points::evaluate(&subject, term, 1.0).1.value).collect()
}

fn unknown() -> Rating {
    let (value, low, high) = (UnitInterval::HALF, UnitInterval::ZERO, UnitInterval::ONE);
    Rating { value, low, high, basis: Basis::Unknown, claims: Vec::new() }
}

#[expect(clippy::cast_precision_loss, reason = "a rating cites a few claims")]
fn editorial(framework: &Framework, rating: &EditorialRating) -> Rating {
    let contested = framework
        .claims
        .iter()
        .filter(|claim| claim.verdict == Verdict::Contested && rating.claims.contains(&claim.id))
        .count();
    let share = contested as f64 / rating.claims.len().max(1) as f64;
    let margin = CONTESTED_MARGIN * share;
    Rating {
        value: UnitInterval::clipped(rating.value),
        low: UnitInterval::clipped(rating.low - margin),
        high: UnitInterval::clipped(rating.high + margin),
        basis: Basis::Editorial(rating.rationale.clone()),
        claims: rating.claims.clone(),
    }
}

fn derived(subject: &Subject<'_>, terms: &[Term], claims: Vec<String>) -> Rating {
    let total: f64 = terms.iter().map(|term| term.share).sum();
    let mut mean = Estimate { value: 0.0, low: 0.0, high: 0.0 };
    let mut inputs = Vec::with_capacity(terms.len());
    for term in terms {
        let (input, estimate) = term_points::evaluate(subject, term, term.share / total);
        mean.value += input.share * estimate.value;
        mean.low += input.share * estimate.low;
        mean.high += input.share * estimate.high;
        inputs.push(input);
    }
    Rating {
        value: UnitInterval::clipped(mean.value),
        low: UnitInterval::clipped(mean.low.min(mean.value)),
        high: UnitInterval::clipped(mean.high.max(mean.value)),
        basis: Basis::Derived(inputs),
        claims,
    }
}

/// The claims that illustrate a derived rating: what speaks about the criterion and still holds,
/// undisputed before contested, the strongest evidence first.
fn claims_about(framework: &Framework, criterion: &str) -> Vec<String> {
    let mut claims: Vec<&Claim> = framework
        .claims
        .iter()
        .filter(|claim| claim.criterion.as_deref() == Some(criterion))
        .filter(|claim| claim.ambiguous.is_none())
        .filter(|claim| matches!(claim.verdict, Verdict::Supported | Verdict::Contested))
        .filter(|claim| {
            matches!(
                claim.kind,
                ClaimKind::Feature | ClaimKind::Advantage | ClaimKind::Disadvantage
            )
        })
        .collect();
    claims.sort_by(|a, b| (a.verdict, a.grade, &a.id).cmp(&(b.verdict, b.grade, &b.id)));
    claims.into_iter().take(ILLUSTRATIONS).map(|claim| claim.id.clone()).collect()
}
