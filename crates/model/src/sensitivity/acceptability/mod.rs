//! How sure a ranking is: how often each framework takes each rank when the weights and the ratings
//! vary within their uncertainty.
//!
//! Stochastic multicriteria acceptability analysis (SMAA-2: Lahdelma & Salminen, *SMAA-2: Stochastic
//! Multicriteria Acceptability Analysis for Group Decision Making*, Operations Research 49, 2001). With
//! the weights drawn from W and the ratings from X, the rank acceptability of alternative `a` for rank
//! `r` is the share of draws in which it takes that rank:
//!
//! ```text
//! b[a][r] = E[ rank(a; w, ξ) = r ],  w ~ W,  ξ ~ X,  rank by Σ_c w_c · ξ_{a,c}
//! ```
//!
//! - W: log-normal factors around the stated weights, `w_c = W_c · exp(σ z_c)` with independent standard
//!   normal `z_c`, so that with σ = 0.25 a weight is off by a factor of up to 1.28 in two cases of three;
//!   or all weight vectors alike ([`Spread::Uniform`](crate::sensitivity::acceptability::Spread::Uniform)), which ignores what was stated but for weights
//!   of 0: exponential variates, which divided by their sum are uniform on the simplex.
//! - X: each rating in its interval, below its value as often as above it, the rarer the further away
//!   (the double triangular distribution; for a symmetric interval, the triangular one).
//!
//! The draws are fixed (`draws.rs` says how they are made), so nothing is random while a request waits,
//! and the same request gives the same bytes on every machine. They are made when they are first needed
//! and then shared by the whole process: 3.2 MB for 40 attributes, and 1.6 MB more each for
//! uniform weights and for another σ. A share `p`
//! from `n` independent draws has the standard error `√(p (1 − p) / n)`, at most 0.5 percentage points
//! for 10,000. These draws are not independent, they are spread evenly over each attribute, which makes
//! shares more exact, also where only the ratings matter (`tests/vectors.rs` holds them against
//! independent draws).

#![expect(
    clippy::inline_always,
    reason = "only what is inlined is compiled for the instruction set that was chosen"
)]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "single precision is enough, and indices and counts are small"
)]

mod base_scores;
mod draws;
mod kept_scores;
mod lanes;
mod quantiles;
mod ranks;
mod sampling;
pub(super) mod sampling_model;
pub(super) mod weight_additions;
mod weighted_rating;

pub use sampling::{
    DEFAULT_DRAWS, DEFAULT_SPREAD, Interval, MAX_DRAWS, MAX_SPREAD, Sampling, Spread,
};

use sampling_model::Model;

use crate::decision::Weights;
use crate::knowledge::Knowledge;

/// How often each framework takes each rank.
#[derive(Debug, Clone, PartialEq)]
pub struct Acceptability {
    /// Indices of the frameworks, as they were given.
    pub frameworks: Vec<usize>,
    /// `shares[i][r]` is the share of draws in which `frameworks[i]` takes rank r + 1. The shares of a
    /// framework sum to 1, and so do those of a rank.
    pub shares: Vec<Vec<f64>>,
}

/// How often each of `frameworks` takes each rank among them.
///
/// In a draw, two that score the same (up to the 24 bits of the numbers, about 1e-7 of a score) take
/// their ranks in the order in which they are given. A framework has the same draws whatever else is
/// compared. A σ or a number of draws outside its range counts as the nearest in it.
///
/// # Panics
/// With more than 255 frameworks.
#[must_use]
pub fn acceptability(
    knowledge: &Knowledge,
    weights: &Weights,
    frameworks: &[usize],
    sampling: Sampling,
) -> Acceptability {
    let model = decided(knowledge, weights, frameworks, sampling);
    Acceptability { frameworks: frameworks.to_vec(), shares: rank_shares(&model, sampling) }
}

/// How often each of `frameworks` comes first among them: bit by bit the first attribute of
/// [`acceptability`], in about half of the time.
///
/// # Panics
/// With more than 255 frameworks.
#[must_use]
pub fn winning_shares(
    knowledge: &Knowledge,
    weights: &Weights,
    frameworks: &[usize],
    sampling: Sampling,
) -> Vec<f64> {
    let draws = sampling.draws();
    shares(&decided(knowledge, weights, frameworks, sampling).win_counts(draws), draws)
}

/// Rank acceptabilities of any decision: `ratings[a][c]` is how good alternative `a` is on criterion
/// `c`, and `weights[c]` ≥ 0, in any unit, how much that criterion counts. `result[a][r]` is the share
/// of draws in which alternative `a` takes rank r + 1. Draws and ties as in [`acceptability`].
///
/// # Panics
/// With more than 255 alternatives, or where an alternative lacks a rating.
#[must_use]
pub fn rank_acceptability(
    ratings: &[Vec<Interval>],
    weights: &[f64],
    sampling: Sampling,
) -> Vec<Vec<f64>> {
    let total: f64 = weights.iter().sum();
    let normalised: Vec<f64> = weights.iter().map(|weight| weight / total).collect();
    let alternatives: Vec<usize> = (0..ratings.len()).collect();
    let rating = |alternative: usize, attribute: usize| ratings[alternative][attribute];
    rank_shares(&Model::new(sampling.spread, &normalised, &alternatives, rating), sampling)
}

/// Makes the draws and the scores with the base weights for this knowledge, some 10 ms of work that the first call of
/// [`acceptability`] does otherwise.
pub fn prepare(knowledge: &Knowledge) {
    base_scores::scores(knowledge);
}

/// A decision with these weights, from the scores with the base weights if possible.
fn decided(
    knowledge: &Knowledge,
    weights: &Weights,
    frameworks: &[usize],
    sampling: Sampling,
) -> Model {
    match base_scores::added(knowledge, weights, sampling) {
        Some(added) => Model::of(knowledge, &added, frameworks, sampling.spread)
            .starting_from(base_scores::scores(knowledge)),
        None => Model::of(knowledge, weights.as_slice(), frameworks, sampling.spread),
    }
}

fn rank_shares(model: &Model, sampling: Sampling) -> Vec<Vec<f64>> {
    let draws = sampling.draws();
    model.rank_counts(draws).iter().map(|counts| shares(counts, draws)).collect()
}

fn shares(counts: &[u32], draws: usize) -> Vec<f64> {
    counts.iter().map(|count| f64::from(*count) / draws as f64).collect()
}
