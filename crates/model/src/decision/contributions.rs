//! Why a framework stands where it stands, in numbers.
//!
//! The contribution of an attribute is `w_c · r_{a,c}`; contributions sum to the score. The gap to the
//! first is the difference of the contributions, attribute by attribute.

use super::{Request, Weights};
use crate::knowledge::Knowledge;

/// What one attribute adds to a score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contribution {
    /// The attribute.
    pub attribute: usize,
    /// Its normalised weight.
    pub weight: f64,
    /// The rating of the framework on it.
    pub rating: f64,
    /// Their product.
    pub points: f64,
}

/// How many points the first has more on one attribute.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// The attribute.
    pub attribute: usize,
    /// Points of the first minus points of this framework.
    pub points: f64,
}

/// Contributions of all attributes that count, most points first.
#[must_use]
pub fn contributions(
    knowledge: &Knowledge,
    weights: &Weights,
    framework: usize,
) -> Vec<Contribution> {
    let ratings = &knowledge.frameworks[framework].ratings;
    let mut contributions: Vec<Contribution> = (0..ratings.len())
        .filter(|attribute| weights.get(*attribute) > 0.0)
        .map(|attribute| {
            let (weight, rating) = (weights.get(attribute), ratings[attribute].value.get());
            Contribution { attribute, weight, rating, points: weight * rating }
        })
        .collect();
    contributions.sort_by(|a, b| {
        let more = b.points.total_cmp(&a.points);
        more.then(a.attribute.cmp(&b.attribute))
    });
    contributions
}

/// What separates a framework from the first, largest difference first; what is equal is left out.
#[must_use]
pub fn gap(knowledge: &Knowledge, weights: &Weights, first: usize, framework: usize) -> Vec<Gap> {
    let better = &knowledge.frameworks[first].ratings;
    let ratings = &knowledge.frameworks[framework].ratings;
    let mut gaps: Vec<Gap> = (0..ratings.len())
        .map(|attribute| Gap {
            attribute,
            points: weights.get(attribute)
                * (better[attribute].value.get() - ratings[attribute].value.get()),
        })
        .filter(|gap| gap.points != 0.0)
        .collect();
    gaps.sort_by(|a, b| {
        let wider = b.points.abs().total_cmp(&a.points.abs());
        wider.then(a.attribute.cmp(&b.attribute))
    });
    gaps
}

/// For every attribute the answers (indices of [`Knowledge::options`]) that raised its weight.
#[must_use]
pub fn raised_by(knowledge: &Knowledge, request: &Request) -> Vec<Vec<usize>> {
    let mut raised_by = vec![Vec::new(); knowledge.attributes.len()];
    for &option in request.answers.options() {
        for (attribute, effect) in &knowledge.options[option].effects {
            if effect.get() > 0.0 {
                raised_by[*attribute].push(option);
            }
        }
    }
    raised_by
}
