//! Why a framework stands where it stands, in numbers.
//!
//! The contribution of a column is `w_c · r_{a,c}`; contributions sum to the score. The gap to the
//! first is the difference of the contributions, column by column.

use super::{Request, Weights};
use crate::knowledge::Knowledge;

/// What one column adds to a score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contribution {
    /// The column.
    pub column: usize,
    /// Its normalised weight.
    pub weight: f64,
    /// The rating of the framework on it.
    pub rating: f64,
    /// Their product.
    pub points: f64,
}

/// How many points the first has more on one column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// The column.
    pub column: usize,
    /// Points of the first minus points of this framework.
    pub points: f64,
}

/// Contributions of all columns that count, most points first.
#[must_use]
pub fn contributions(
    knowledge: &Knowledge,
    weights: &Weights,
    framework: usize,
) -> Vec<Contribution> {
    let ratings = &knowledge.frameworks[framework].ratings;
    let mut contributions: Vec<Contribution> = (0..ratings.len())
        .filter(|column| weights.get(*column) > 0.0)
        .map(|column| {
            let (weight, rating) = (weights.get(column), ratings[column].value.get());
            Contribution { column, weight, rating, points: weight * rating }
        })
        .collect();
    contributions.sort_by(|a, b| {
        let more = b.points.total_cmp(&a.points);
        more.then(a.column.cmp(&b.column))
    });
    contributions
}

/// What separates a framework from the first, largest difference first; what is equal is left out.
#[must_use]
pub fn gap(knowledge: &Knowledge, weights: &Weights, first: usize, framework: usize) -> Vec<Gap> {
    let better = &knowledge.frameworks[first].ratings;
    let ratings = &knowledge.frameworks[framework].ratings;
    let mut gaps: Vec<Gap> = (0..ratings.len())
        .map(|column| Gap {
            column,
            points: weights.get(column)
                * (better[column].value.get() - ratings[column].value.get()),
        })
        .filter(|gap| gap.points != 0.0)
        .collect();
    gaps.sort_by(|a, b| {
        let wider = b.points.abs().total_cmp(&a.points.abs());
        wider.then(a.column.cmp(&b.column))
    });
    gaps
}

/// For every column the answers (indices of [`Knowledge::options`]) that raised its weight.
#[must_use]
pub fn reasons(knowledge: &Knowledge, request: &Request) -> Vec<Vec<usize>> {
    let mut reasons = vec![Vec::new(); knowledge.columns.len()];
    for &option in request.answers.options() {
        for (column, effect) in &knowledge.options[option].effects {
            if effect.get() > 0.0 {
                reasons[*column].push(option);
            }
        }
    }
    reasons
}
