//! How much every attribute counts.
//!
//! `W_c = p_c · (b_c + Σ over given answers of Δ_{answer,c})` with base weight `b_c ≥ 0`, effects
//! `Δ ≥ 0` and the caller's priority `p_c` (1 where nothing is said); reported weights are
//! `w_c = W_c / ΣW`. Additive on purpose: the sign of the difference of two scores does not depend on
//! the normalisation, so bounds over open questions separate question by question.

use std::collections::BTreeMap;

use super::Answers;
use crate::knowledge::Knowledge;
use crate::numbers::Weight;

/// Weights by attribute.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// `w_c`; they sum to 1.
    normalised: Vec<f64>,
    /// `W_c`.
    unnormalised: Vec<f64>,
}

/// Every weight is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("every weight is 0, so nothing would count")]
pub struct NothingCounts;

impl Weights {
    /// Weights of all attributes for these answers and priorities.
    ///
    /// # Errors
    /// [`NothingCounts`] if all of them are 0.
    pub fn new(
        knowledge: &Knowledge,
        answers: &Answers,
        priorities: &BTreeMap<usize, Weight>,
    ) -> Result<Self, NothingCounts> {
        let unnormalised = unnormalised(knowledge, answers, priorities);
        let total: f64 = unnormalised.iter().sum();
        // A priority can be so small that dividing by the total would leave the range of normal
        // numbers; such weights mean nothing either.
        if total < f64::MIN_POSITIVE * 1e20 {
            return Err(NothingCounts);
        }
        let normalised = unnormalised.iter().map(|weight| weight / total).collect();
        Ok(Self { normalised, unnormalised })
    }

    /// Normalised weight of one attribute.
    #[must_use]
    pub fn get(&self, attribute: usize) -> f64 {
        self.normalised[attribute]
    }

    /// All normalised weights, by attribute; they sum to 1.
    #[must_use]
    pub fn as_slice(&self) -> &[f64] {
        &self.normalised
    }

    /// All weights before they are normalised, by attribute.
    #[must_use]
    pub fn unnormalised(&self) -> &[f64] {
        &self.unnormalised
    }
}

/// `W_c` by attribute, before it is normalised.
#[must_use]
pub fn unnormalised(
    knowledge: &Knowledge,
    answers: &Answers,
    priorities: &BTreeMap<usize, Weight>,
) -> Vec<f64> {
    let mut weights: Vec<f64> =
        knowledge.attributes.iter().map(|attribute| attribute.base_weight.get()).collect();
    for option in answers.options() {
        for (attribute, effect) in &knowledge.options[*option].effects {
            weights[*attribute] += effect.get();
        }
    }
    for (attribute, priority) in priorities {
        weights[*attribute] *= priority.get();
    }
    weights
}
