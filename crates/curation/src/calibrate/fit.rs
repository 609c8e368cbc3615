//! The weights that make the choices of statements likely.
//!
//! Multinomial logit (`McFadden`, "Conditional Logit Analysis of Qualitative Choice Behavior", 1974): in a situation, the
//! framework `a` is chosen with the probability `exp(s_a / T) / Σ_b exp(s_b / T)`, where `s` is the score. The fit
//! minimises
//!
//! ```text
//! Σ over statements of v · −ln((1 − ERROR) · p + ERROR)  +  strength · (Σ over weights of k · x²  +  Σ over criteria of y²)
//! ```
//!
//! `p` is the probability that one of the recommended frameworks is chosen, `v` how much the statement counts, and `k`
//! is larger for base weights. A weight is the expert weight times `exp(REACH · z / √(1 + z²))` with `z = x + y`, so it
//! is never negative, and for `z = 0` it is the expert weight. `ERROR` limits the influence of a statement that no
//! weights can satisfy.
//!
//! `x` belongs to the weight alone, and `y` to all weights of a criterion together (partial pooling: Gelman & Hill,
//! "Data Analysis Using Regression and Multilevel/Hierarchical Models", 2007). Where statements of many kinds show that
//! a criterion counts more than the editors believe, one `y` costs less than many `x`, and the answers that few
//! statements give follow. A feature has one weight, and no `y`.
//!
//! The function is smooth, so the fit needs no search among discrete steps. It starts at the expert weights, and only
//! the last step rounds.

use framewise_model::numbers::Weight;

use super::minimise::minimise;
use super::parameters::Parameter;
use super::situations::Situation;

/// The lead, in points of the score, that makes one framework e times as likely as another.
const TEMPERATURE: f64 = 0.005;
/// The share of statements that follow no rule.
const ERROR: f64 = 0.03;
/// The natural logarithm of the largest factor by which a weight may change.
const REACH: f64 = 2.3;
/// Weights before any answer count in every situation, so moving them costs more by this factor.
const COST_OF_BASE: f64 = 5.0 / 3.0;
/// Weights are multiples of it; experts do not judge finer than that.
const STEP: f64 = 0.05;

/// Fits the weights, one for each parameter. `strength` is the cost of moving a weight; the larger it is, the
/// closer the weights stay to the expert weights.
pub(super) fn fit(parameters: &[Parameter], situations: &[&Situation], strength: f64) -> Vec<f64> {
    let likelihood = Likelihood { parameters, situations, strength };
    let start = vec![0.0; parameters.len() + likelihood.criteria()];
    let moves = minimise(start, |moves| likelihood.cost(moves));
    let joint = likelihood.joint(&moves);
    parameters.iter().zip(joint).map(|(parameter, z)| rounded(parameter, factor(z).0)).collect()
}

/// The factor of a weight, and its derivative.
fn factor(x: f64) -> (f64, f64) {
    let root = (1.0 + x * x).sqrt();
    let factor = libm::exp(REACH * x / root);
    (factor, factor * REACH / (root * root * root))
}

/// The weight as a multiple of [`STEP`]; an effect does not vanish. A weight that does not reach another multiple stays
/// at the expert weight.
fn rounded(parameter: &Parameter, factor: f64) -> f64 {
    let expert = parameter.expert_weight;
    let weight = (expert * factor).min(Weight::MAX);
    if expert == 0.0 || (weight - expert).abs() < STEP / 2.0 {
        return expert;
    }
    let steps = (weight / STEP).round().max(1.0);
    // Division by 100 gives the number that is nearest to two decimals; products of 0.05 do not.
    (steps * STEP * 100.0).round() / 100.0
}

struct Likelihood<'f> {
    parameters: &'f [Parameter],
    situations: &'f [&'f Situation],
    strength: f64,
}

impl Likelihood<'_> {
    /// How many criteria there are; each has a move that its weights share. They are the attributes that have a weight
    /// before any answer, and come first.
    fn criteria(&self) -> usize {
        let base = self.parameters.iter().filter(|parameter| parameter.option.is_none());
        base.map(|parameter| parameter.attribute + 1).max().unwrap_or_default()
    }

    /// The sum of both moves of each weight; a feature has its own move alone. `moves` has those of the weights, then those of the criteria.
    fn joint(&self, moves: &[f64]) -> Vec<f64> {
        let (own, shared) = moves.split_at(self.parameters.len());
        let both = self.parameters.iter().zip(own);
        let of_criterion = |attribute: usize| shared.get(attribute).copied().unwrap_or_default();
        both.map(|(parameter, x)| x + of_criterion(parameter.attribute)).collect()
    }

    /// The function to minimise, and its gradient.
    fn cost(&self, moves: &[f64]) -> (f64, Vec<f64>) {
        let count = self.parameters.len();
        let (weights, slopes): (Vec<f64>, Vec<f64>) = self
            .parameters
            .iter()
            .zip(self.joint(moves))
            .map(|(parameter, z)| {
                let (factor, slope) = factor(z);
                (parameter.expert_weight * factor, parameter.expert_weight * slope)
            })
            .unzip();
        let mut by_weight = vec![0.0; count];
        let mut cost = 0.0;
        for situation in self.situations {
            cost += Self::add(situation, &weights, &mut by_weight);
        }
        let mut gradient = vec![0.0; moves.len()];
        for (index, parameter) in self.parameters.iter().enumerate() {
            let by_move = by_weight[index] * slopes[index];
            gradient[index] += by_move;
            if let Some(shared) = gradient.get_mut(count + parameter.attribute) {
                *shared += by_move;
            }
        }
        for (index, (x, gradient)) in moves.iter().zip(&mut gradient).enumerate() {
            let is_base = self.parameters.get(index).is_some_and(|p| p.option.is_none());
            let cost_of_move = self.strength * if is_base { COST_OF_BASE } else { 1.0 };
            cost += cost_of_move * x * x;
            *gradient += 2.0 * cost_of_move * x;
        }
        (cost, gradient)
    }

    /// The cost of one statement; adds the derivatives by the weights to `gradient`.
    fn add(situation: &Situation, all_weights: &[f64], gradient: &mut [f64]) -> f64 {
        let Situation { parameters, frameworks, constant_weight, .. } = situation;
        let weights: Vec<f64> = parameters.iter().map(|index| all_weights[*index]).collect();
        let total: f64 = weights.iter().sum::<f64>() + constant_weight;
        let scores: Vec<f64> = frameworks
            .iter()
            .map(|candidate| {
                let points = weights.iter().zip(&candidate.ratings).map(|(weight, r)| weight * r);
                (points.sum::<f64>() + candidate.constant) / total
            })
            .collect();
        let best = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let shares: Vec<f64> =
            scores.iter().map(|score| libm::exp((score - best) / TEMPERATURE)).collect();
        let all: f64 = shares.iter().sum();
        let is_chosen = frameworks.iter().map(|candidate| f64::from(u8::from(candidate.is_chosen)));
        let chosen =
            shares.iter().zip(is_chosen.clone()).map(|(share, is)| share * is).sum::<f64>() / all;
        let likely = (1.0 - ERROR) * chosen + ERROR;
        let by_chosen = -situation.weight * (1.0 - ERROR) / likely;
        // d chosen / d score = share / all · (1 if the framework is chosen, else 0, minus chosen) / TEMPERATURE
        let by_score: Vec<f64> = shares
            .iter()
            .zip(is_chosen)
            .map(|(share, is)| by_chosen * share / all * (is - chosen) / TEMPERATURE)
            .collect();
        for ((candidate, score), by_score) in frameworks.iter().zip(&scores).zip(&by_score) {
            for (index, rating) in parameters.iter().zip(&candidate.ratings) {
                gradient[*index] += by_score * (rating - score) / total;
            }
        }
        -situation.weight * libm::log(likely)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibrate::situations::Candidate;
    use proptest::prelude::*;

    fn parameter(expert_weight: f64, option: Option<usize>) -> Parameter {
        Parameter { option, attribute: 0, expert_weight }
    }

    fn candidate(ratings: &[f64], is_chosen: bool) -> Candidate {
        Candidate { ratings: ratings.to_vec(), is_chosen, constant: 0.0 }
    }

    /// A situation with two weights, in which the first of these frameworks is chosen.
    fn situation(frameworks: &[[f64; 2]]) -> Situation {
        let candidates = frameworks.iter().enumerate();
        Situation {
            site: "site".to_owned(),
            weight: 1.0,
            parameters: vec![0, 1],
            frameworks: candidates.map(|(index, r)| candidate(r, index == 0)).collect(),
            constant_weight: 0.0,
        }
    }

    proptest! {
        #[test]
        fn weights_are_never_negative_and_do_not_vanish(
            ratings in prop::collection::vec([0.0..=1.0, 0.0..=1.0], 2..5),
            experts in [0_u32..60, 0_u32..60],
            strength in 0.001..10.0,
        ) {
            let expert = experts.map(|steps| f64::from(steps) / 20.0);
            let parameters = [parameter(expert[0] + 0.05, None), parameter(expert[1], Some(0))];
            let situation = situation(&ratings);
            let fitted = fit(&parameters, &[&situation, &situation], strength);
            for (parameter, weight) in parameters.iter().zip(&fitted) {
                prop_assert!(*weight >= 0.0);
                prop_assert_eq!(*weight == 0.0, parameter.expert_weight == 0.0);
            }
            prop_assert_eq!(&fit(&parameters, &[&situation, &situation], strength), &fitted, "the same again");
        }

        #[test]
        fn the_gradient_is_the_slope_of_the_cost(
            ratings in prop::collection::vec([0.3..0.35, 0.3..0.35], 2..5),
            at in [-1.0..1.0, -1.0..1.0, -1.0..1.0],
        ) {
            // Both weights are of one criterion.
            let parameters = [parameter(0.5, None), parameter(0.8, Some(0))];
            let situation = situation(&ratings);
            let situations = [&situation];
            let likelihood =
                Likelihood { parameters: &parameters, situations: &situations, strength: 0.5 };
            let (_, gradient) = likelihood.cost(&at);
            for index in 0..3 {
                let beside = |by: f64| {
                    let mut beside = at;
                    beside[index] += by;
                    likelihood.cost(&beside).0
                };
                let slope = (beside(1e-5) - beside(-1e-5)) / 2e-5;
                prop_assert!((slope - gradient[index]).abs() < 1e-5 * (1.0 + slope.abs()));
            }
        }
    }

    #[test]
    fn weights_follow_the_choices_and_stay_where_moving_costs_too_much() {
        let parameters = [parameter(0.5, None), parameter(0.5, Some(0))];
        let parameters = [parameters[0], Parameter { attribute: 1, ..parameters[1] }];
        // What is chosen is better on the second weight alone.
        let situation = situation(&[[0.4, 0.6], [0.61, 0.4]]);
        let fitted = fit(&parameters, &[&situation], 0.1);
        assert!(fitted[0] < fitted[1], "{fitted:?}");
        assert_eq!(fit(&parameters, &[&situation], 1e9), [0.5, 0.5]);
    }

    #[test]
    fn the_weights_of_a_criterion_move_together() {
        // No statement has the third weight.
        let other = Parameter { attribute: 1, ..parameter(0.5, None) };
        let parameters = [other, parameter(0.5, Some(0)), parameter(0.5, Some(1))];
        let situation = situation(&[[0.4, 0.6], [0.61, 0.4]]);
        let fitted = fit(&parameters, &[&situation], 0.1);
        assert!(0.5 < fitted[2] && fitted[2] < fitted[1], "{fitted:?}");
    }
}
