//! Proofs that a framework can never come first.
//!
//! The points of `a` minus those of `b` are a sum over answers, so their maximum over all sets of
//! answers is found question by question (`extremes`). Where it is below zero, `b` is ahead of
//! `a` for every set of answers. The same holds for a mixture of several rivals, `S_a - Σ_b λ_b · S_b`
//! with `λ ≥ 0`, `Σλ = 1`: where its maximum is below zero, at least one of them is ahead of `a`
//! whatever is answered. Good mixtures are those of the second player in a zero-sum game in which the
//! first chooses answers; fictitious play finds them (Robinson, *An Iterative Method of Solving a
//! Game*, 1951). However a mixture was found, the maximum proves it.

use schemars::JsonSchema;
use serde::Serialize;

use super::extremes::{Extreme, heaviest, maximum};
use crate::decision::answer_points::Points;
use crate::decision::rank::TIE;
use crate::knowledge::Knowledge;

/// Rounds of fictitious play after which no mixture is looked for any more.
const ROUNDS: usize = 2_000;

/// Proves over one knowledge base.
#[derive(Debug)]
pub struct Prover<'k> {
    knowledge: &'k Knowledge,
    points: &'k Points,
    /// A maximum below this proves: no set of answers has a tie then, and no rounding error hides one.
    certain: f64,
}

/// How far the dominance of one framework over another goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Dominance {
    /// No rating is lower and one is higher: it is never behind, whatever the answers and priorities.
    EveryCriterion,
    /// It is ahead for every set of answers, as long as no priorities are given.
    EveryAnswerSet,
}

impl<'k> Prover<'k> {
    /// Proves by the points of this knowledge.
    #[must_use]
    pub fn new(knowledge: &'k Knowledge, points: &'k Points) -> Self {
        Self { knowledge, points, certain: -2.0 * TIE * heaviest(knowledge, points) }
    }

    /// Whether and how `other` is always ahead of `framework`.
    #[must_use]
    pub fn dominance(&self, framework: usize, other: usize) -> Option<Dominance> {
        let ratings = |index: usize| self.knowledge.frameworks[index].ratings.iter();
        let mut pairs = ratings(framework).zip(ratings(other)).map(|(a, b)| (a.value, b.value));
        if pairs.clone().all(|(a, b)| a <= b) && pairs.any(|(a, b)| a < b) {
            return Some(Dominance::EveryCriterion);
        }
        let lead =
            self.maximum(&self.against(framework, |index| if index == other { 1.0 } else { 0.0 }));
        (lead.value < self.certain).then_some(Dominance::EveryAnswerSet)
    }

    /// Rivals of which at least one is ahead of `framework` for every set of answers, with the shares of
    /// the mixture that proves it; `None` if none was found.
    #[must_use]
    pub fn mixture(&self, framework: usize) -> Option<Vec<(usize, f64)>> {
        let count = self.knowledge.frameworks.len();
        let rivals = || (0..count).filter(move |index| *index != framework);
        let mut chosen = vec![0_u32; count];
        let mut leads = vec![0.0; count];
        for _ in 0..ROUNDS {
            // The rival that did best against all answers played so far; then the best answers against
            // the mixture of all rivals played so far.
            let next = rivals().min_by(|a, b| f64::total_cmp(&leads[*a], &leads[*b]))?;
            chosen[next] += 1;
            if self.proves(framework, &chosen) {
                return Some(self.without_needless(framework, chosen));
            }
            let best = self.maximum(&self.against(framework, shares(&chosen)));
            let sum = self.points.of(&best.options);
            for rival in rivals() {
                leads[rival] += sum.difference(framework, rival);
            }
        }
        None
    }

    /// Leaves out every rival without which the proof still holds, the rarest first.
    fn without_needless(&self, framework: usize, mut chosen: Vec<u32>) -> Vec<(usize, f64)> {
        let mut order: Vec<usize> = (0..chosen.len()).filter(|index| chosen[*index] > 0).collect();
        order.sort_by_key(|index| chosen[*index]);
        for index in order {
            let rounds = std::mem::take(&mut chosen[index]);
            if !self.proves(framework, &chosen) {
                chosen[index] = rounds;
            }
        }
        let share = shares(&chosen);
        (0..chosen.len())
            .filter(|index| chosen[*index] > 0)
            .map(|index| (index, share(index)))
            .collect()
    }

    fn proves(&self, framework: usize, chosen: &[u32]) -> bool {
        chosen.iter().any(|rounds| *rounds > 0)
            && self.maximum(&self.against(framework, shares(chosen))).value < self.certain
    }

    fn maximum(&self, coefficients: &[f64]) -> Extreme {
        maximum(self.knowledge, self.points, coefficients)
    }

    /// Coefficients of `S_framework - Σ λ_b · S_b`.
    fn against(&self, framework: usize, share: impl Fn(usize) -> f64) -> Vec<f64> {
        let own = |index| if index == framework { 1.0 } else { 0.0 };
        (0..self.knowledge.frameworks.len()).map(|index| own(index) - share(index)).collect()
    }
}

/// Each one's part in all rounds.
fn shares(chosen: &[u32]) -> impl Fn(usize) -> f64 {
    let all: u32 = chosen.iter().sum();
    move |index| f64::from(chosen[index]) / f64::from(all)
}
