//! How far the weight of one attribute can move before another framework comes first.
//!
//! One weight becomes `x`, the others are scaled by one factor so that all sum to 1 again. The lead of
//! the winner `a` over a rival `b` is then linear in `x`:
//! `lead_b(x) = x·ρ + (1 − x)·τ`, with `ρ = r_{a,c} − r_{b,c}` on the attribute itself and
//! `τ = Σ_{k≠c} w_k·(r_{a,k} − r_{b,k}) / Σ_{k≠c} w_k` on the others. The winner stays where no lead is
//! below zero, so every rival cuts off at most one end of [0, 1], at the root `τ / (τ − ρ)`: a closed
//! form, not a search (sensitivity of additive value models: Triantaphyllou & Sánchez, *A Sensitivity
//! Analysis Approach for Some Deterministic Multi-Criteria Decision-Making Methods*, 1997).
//!
//! Scores closer than `TIE` are equal and go by id, so "below zero" is "below `−TIE`" for a rival that
//! would stand behind the winner in a tie and "below `TIE`" for one that would stand before it.

use crate::decision::Decision;
use crate::decision::rank::TIE;
use crate::knowledge::Knowledge;

/// The interval in which the weight of one attribute can move while the winner stays first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stability {
    /// The attribute.
    pub attribute: usize,
    /// Its normalised weight now, in [0, 1].
    pub weight: f64,
    /// Lower end, in [0, `weight`].
    pub from: f64,
    /// Upper end, in [`weight`, 1].
    pub to: f64,
}

/// The intervals of all attributes, those without weight included; empty where no framework takes part.
///
/// An attribute that has all the weight cannot have less while the others keep their proportions, so its
/// interval is [1, 1]. Where one framework takes part, every other interval is [0, 1].
#[must_use]
pub fn stability(knowledge: &Knowledge, decision: &Decision) -> Vec<Stability> {
    let weights = decision.weights.as_slice();
    let Some((first, rivals)) = decision.ranking.split_first() else {
        return Vec::new();
    };
    let others = sums_without(weights);
    let mut intervals: Vec<Stability> = weights
        .iter()
        .zip(&others)
        .enumerate()
        .map(|(attribute, (&weight, &others))| {
            let from = if others > 0.0 { 0.0 } else { weight };
            Stability { attribute, weight, from, to: 1.0 }
        })
        .collect();
    let own = &knowledge.frameworks[first.framework].ratings;
    for rival in rivals {
        let ratings = &knowledge.frameworks[rival.framework].ratings;
        let tie = if first.framework < rival.framework { TIE } else { -TIE };
        let ahead: Vec<f64> =
            own.iter().zip(ratings).map(|(a, b)| a.value.get() - b.value.get()).collect();
        let leads: Vec<f64> = ahead.iter().zip(weights).map(|(lead, w)| lead * w).collect();
        let elsewhere = sums_without(&leads);
        for interval in &mut intervals {
            let attribute = interval.attribute;
            if others[attribute] > 0.0 {
                interval
                    .narrow(ahead[attribute] + tie, elsewhere[attribute] / others[attribute] + tie);
            }
        }
    }
    intervals
}

impl Stability {
    /// Cuts off where `x·here + (1 − x)·elsewhere < 0`. The present weight always stays inside: there
    /// the winner is first, whatever the last bit of a root says.
    fn narrow(&mut self, here: f64, elsewhere: f64) {
        let root = elsewhere / (elsewhere - here);
        if elsewhere < 0.0 {
            self.from = self.from.max(if here > 0.0 { root } else { 1.0 }).min(self.weight);
        }
        if here < 0.0 {
            self.to = self.to.min(if elsewhere > 0.0 { root } else { 0.0 }).max(self.weight);
        }
    }
}

/// For every place the sum of all other numbers. What is before and what is after are added: taking one
/// number from the whole would cancel digits where that number is nearly the whole.
fn sums_without(numbers: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0; numbers.len()];
    let mut before = 0.0;
    for (sum, number) in sums.iter_mut().zip(numbers) {
        *sum = before;
        before += number;
    }
    let mut after = 0.0;
    for (sum, number) in sums.iter_mut().zip(numbers).rev() {
        *sum += after;
        after += number;
    }
    sums
}
