//! The points that every answer adds to every framework that takes part.
//!
//! `S_a = Σ_c p_c·b_c·r_{a,c} + Σ over answers of Σ_c p_c·Δ_{answer,c}·r_{a,c}` is the score before it is
//! divided by `W = ΣW_c`, with answers first and attributes second. Dividing by one number for all
//! frameworks changes no order, so whoever has most points has the best score, and the lead of one
//! framework over another changes with every answer by an amount that depends on no other answer.

use crate::decision::{Decision, Request};
use crate::knowledge::Knowledge;

/// Leads that differ by less than this times the weight cannot be told apart from rounding errors.
///
/// A score is a sum of at most 40 products, of weights that are sums of at most 35 numbers, a points sum
/// has as many terms; none is negative, so with three roundings a term the relative error stays below
/// `80 · 2⁻⁵³ < 9e-15`. A lead has two of them, and what is compared here is a lead in points with a lead
/// in scores: `4 · 9e-15`. The rest is room for the three changes that are added and taken away.
pub(crate) const ROUNDING: f64 = 5e-14;

/// Points by answer, and the sums of the present ones.
#[derive(Debug)]
pub(crate) struct Points {
    /// Indices of the frameworks that take part, ascending.
    pub frameworks: Vec<usize>,
    /// By attribute, what its weight is multiplied by.
    priorities: Vec<f64>,
    /// By option, then by framework.
    options: Vec<f64>,
    /// By option, what it adds to `W`.
    weights: Vec<f64>,
    /// `S_a` by framework.
    now: Vec<f64>,
    /// `W`.
    weight: f64,
}

impl Points {
    /// The points of all answers under the priorities of a request.
    pub fn new(knowledge: &Knowledge, request: &Request, decision: &Decision) -> Self {
        let mut frameworks: Vec<usize> =
            decision.ranking.iter().map(|place| place.framework).collect();
        frameworks.sort_unstable();
        let mut priorities = vec![1.0; knowledge.attributes.len()];
        for (attribute, priority) in &request.priorities {
            priorities[*attribute] = priority.get();
        }
        let count = frameworks.len();
        let mut points = Self {
            frameworks,
            priorities,
            options: vec![0.0; knowledge.options.len() * count],
            weights: vec![0.0; knowledge.options.len()],
            now: vec![0.0; count],
            weight: 0.0,
        };
        points.add_up(knowledge, request);
        points
    }

    fn add_up(&mut self, knowledge: &Knowledge, request: &Request) {
        let count = self.frameworks.len();
        let rating = |framework: usize, attribute: usize| {
            knowledge.frameworks[framework].ratings[attribute].value.get()
        };
        for (attribute, asked) in knowledge.attributes.iter().enumerate() {
            let weight = asked.base_weight.get() * self.priorities[attribute];
            self.weight += weight;
            for (sum, framework) in self.now.iter_mut().zip(&self.frameworks) {
                *sum += weight * rating(*framework, attribute);
            }
        }
        for (option, answer) in knowledge.options.iter().enumerate() {
            let row = &mut self.options[option * count..][..count];
            for (attribute, effect) in &answer.effects {
                let weight = effect.get() * self.priorities[*attribute];
                self.weights[option] += weight;
                for (sum, framework) in row.iter_mut().zip(&self.frameworks) {
                    *sum += weight * rating(*framework, *attribute);
                }
            }
        }
        for option in request.answers.options() {
            self.weight += self.weights[*option];
            let row = &self.options[option * count..][..count];
            for (sum, points) in self.now.iter_mut().zip(row) {
                *sum += points;
            }
        }
    }

    /// `S` by place in [`Points::frameworks`].
    pub fn now(&self) -> &[f64] {
        &self.now
    }

    /// `W`.
    pub fn weight(&self) -> f64 {
        self.weight
    }

    /// What an option adds to `S`, by place in [`Points::frameworks`].
    pub fn of(&self, option: usize) -> &[f64] {
        let count = self.frameworks.len();
        &self.options[option * count..][..count]
    }

    /// What an option adds to `W`.
    pub fn weight_of(&self, option: usize) -> f64 {
        self.weights[option]
    }

    /// Place of a framework in [`Points::frameworks`]; `None` if it takes no part.
    pub fn place(&self, framework: usize) -> Option<usize> {
        self.frameworks.binary_search(&framework).ok()
    }

    /// By attribute, what its weight is multiplied by.
    pub fn priorities(&self) -> &[f64] {
        &self.priorities
    }
}
