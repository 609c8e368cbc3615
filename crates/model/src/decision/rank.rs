//! Scores, ranks and ties.
//!
//! `score(a) = Σ_c w_c · r_{a,c}`. The score of a framework depends on nothing but the weights and
//! its own ratings, so leaving others out never reorders those that stay.

use std::cmp::Ordering;

use super::Weights;
use crate::knowledge::Knowledge;

/// Scores closer than this are equal: far above rounding errors of a sum of some forty products of
/// numbers below 1 (about 1e-15), far below anything a person could mean.
pub const TIE: f64 = 1e-12;

/// Where a framework stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Index of the framework.
    pub framework: usize,
    /// 1 for the best; tied frameworks share a rank.
    pub rank: usize,
    /// In [0, 1].
    pub score: f64,
    /// Whether another framework has the same score.
    pub tied: bool,
}

/// The score of one framework.
#[must_use]
pub fn score(knowledge: &Knowledge, weights: &Weights, framework: usize) -> f64 {
    weights
        .as_slice()
        .iter()
        .zip(&knowledge.frameworks[framework].ratings)
        .map(|(weight, rating)| weight * rating.value.get())
        .sum()
}

/// Who takes the first place of [`rank()`], without ordering the others.
#[must_use]
pub fn first(knowledge: &Knowledge, weights: &Weights, frameworks: &[usize]) -> Option<usize> {
    let scores: Vec<f64> =
        frameworks.iter().map(|framework| score(knowledge, weights, *framework)).collect();
    let top = scores.iter().copied().max_by(f64::total_cmp)?;
    let tied = frameworks.iter().zip(&scores).filter(|(_, score)| top - **score < TIE);
    tied.map(|(framework, _)| *framework).min()
}

/// The places of `frameworks`, best first; order among tied ones is by id.
#[must_use]
pub fn rank(knowledge: &Knowledge, weights: &Weights, frameworks: &[usize]) -> Vec<Place> {
    let mut places: Vec<Place> = frameworks
        .iter()
        .map(|&framework| Place {
            framework,
            rank: 0,
            score: score(knowledge, weights, framework),
            tied: false,
        })
        .collect();
    // Frameworks are numbered in order of their ids.
    places.sort_by(|a, b| match b.score.total_cmp(&a.score) {
        Ordering::Equal => a.framework.cmp(&b.framework),
        order => order,
    });
    let mut start = 0;
    while start < places.len() {
        let top = places[start].score;
        let length = places[start..].iter().take_while(|place| top - place.score < TIE).count();
        let group = &mut places[start..start + length];
        group.sort_by_key(|place| place.framework);
        for place in group {
            place.rank = start + 1;
            place.tied = length > 1;
        }
        start += length;
    }
    places
}
