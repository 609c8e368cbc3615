//! The scores of all frameworks with the base weights: what the computation of most requests begins with.
//!
//! A weight is a base weight and what the answers add to it, and the model is additive. So without priorities,
//! `S_a = Σ_c b_c · exp(σ z_c) · ξ_{a,c} + Σ_c (W_c − b_c) · exp(σ z_c) · ξ_{a,c}`, where the first sum is the same for
//! all requests, and the second one has only the attributes whose weight the answers raise.

use std::sync::{Arc, PoisonError, RwLock};

use super::kept_scores::Scores;
use super::sampling::Sampling;
use super::sampling_model::Model;
use crate::decision::Weights;
use crate::knowledge::Knowledge;
use crate::knowledge::model::Rating;
use crate::numbers::Weight;

/// The scores of all frameworks with the base weights, and what they were computed from.
#[derive(Debug)]
struct BaseScores {
    /// By attribute.
    weights: Vec<Weight>,
    /// By framework, then attribute. They are kept so that no other rating gets the address of one of them.
    ratings: Vec<Arc<Rating>>,
    scores: Arc<Scores>,
}

/// The scores of all frameworks with the base weights: computed by the first call, and again by a call with other
/// knowledge.
pub fn scores(knowledge: &Knowledge) -> Arc<Scores> {
    static SHARED: RwLock<Option<BaseScores>> = RwLock::new(None);
    // A thread that panicked has replaced all of it or nothing, so a poisoned lock is as good.
    let shared = SHARED.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(present) = shared.as_ref().filter(|base| base.are_of(knowledge)) {
        return Arc::clone(&present.scores);
    }
    drop(shared);
    let base = BaseScores::new(knowledge);
    let scores = Arc::clone(&base.scores);
    *SHARED.write().unwrap_or_else(PoisonError::into_inner) = Some(base);
    scores
}

/// By attribute, what a request adds to the base weight; `None` if its scores cannot begin with [`scores`]: with another
/// sampling than the default, with a context, or if a priority lowers a weight. Only the request decides this, because
/// sums in another order can have other last bits.
pub fn added(knowledge: &Knowledge, weights: &Weights, sampling: Sampling) -> Option<Vec<f64>> {
    if sampling != Sampling::default() || !knowledge.raised.is_empty() {
        return None;
    }
    let base = base_weights(knowledge);
    let added = weights.unnormalised().iter().zip(base).map(|(weight, base)| weight - base.get());
    let added: Vec<f64> = added.collect();
    added.iter().all(|added| *added >= 0.0).then_some(added)
}

impl BaseScores {
    fn new(knowledge: &Knowledge) -> Self {
        let weights: Vec<Weight> = base_weights(knowledge).collect();
        let numbers: Vec<f64> = weights.iter().map(|weight| weight.get()).collect();
        let frameworks: Vec<usize> = (0..knowledge.frameworks.len()).collect();
        let model = Model::of(knowledge, &numbers, &frameworks, Sampling::default().spread);
        let ratings = ratings(knowledge).cloned().collect();
        Self { weights, ratings, scores: Arc::new(model.scores()) }
    }

    /// Whether they are those of this knowledge.
    fn are_of(&self, knowledge: &Knowledge) -> bool {
        self.weights.len() == knowledge.attributes.len()
            && self.ratings.len() == knowledge.attributes.len() * knowledge.frameworks.len()
            && self.weights.iter().copied().eq(base_weights(knowledge))
            && self
                .ratings
                .iter()
                .zip(ratings(knowledge))
                .all(|(own, found)| Arc::ptr_eq(own, found))
    }
}

fn base_weights(knowledge: &Knowledge) -> impl Iterator<Item = Weight> {
    knowledge.attributes.iter().map(|attribute| attribute.base_weight)
}

fn ratings(knowledge: &Knowledge) -> impl Iterator<Item = &Arc<Rating>> {
    knowledge.frameworks.iter().flat_map(|framework| &framework.ratings)
}
