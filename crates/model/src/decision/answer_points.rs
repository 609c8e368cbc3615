//! The points that every answer adds to every framework.
//!
//! `S_a = Σ_c p_c·b_c·r_{a,c} + Σ over answers of Σ_c p_c·Δ_{answer,c}·r_{a,c}` is the score before it is
//! divided by `W = ΣW_c`, with answers first and attributes second. Dividing by one number for all
//! frameworks changes no order, so the framework with most points has the best score, and the lead of one
//! framework over another changes with every answer by an amount that depends on no other answer.
//! `tests/model/audit_laws.rs` compares it with the scores.

use smallvec::{SmallVec, smallvec};

use super::rank::TIE;
use super::{Decision, Request};
use crate::knowledge::Knowledge;

/// Leads that differ by less than this times the weight cannot be distinguished from rounding errors.
///
/// A score is a sum of at most 40 products, of weights that are sums of at most 35 numbers, a points sum
/// has as many terms; none is negative, so with three roundings a term the relative error stays below
/// `80 · 2⁻⁵³ < 9e-15`. A lead has two of them, and what is compared here is a lead in points with a lead
/// in scores: `4 · 9e-15`. The rest is room for the three changes that are added and taken away.
pub(crate) const ROUNDING: f64 = 5e-14;

/// As many frameworks as the catalogue has: their points are kept without an allocation, and so those of all
/// options lie behind one another in memory.
const USUAL: usize = 16;

/// Points of frameworks before they are divided by the weight.
#[derive(Debug, Clone, PartialEq)]
pub struct Sum {
    /// `S_a` by place in [`Points::frameworks`].
    pub points: SmallVec<[f64; USUAL]>,
    /// `W`.
    pub weight: f64,
}

/// Points by answer.
#[derive(Debug)]
pub struct Points {
    /// Indices of the frameworks that take part, ascending.
    pub frameworks: Vec<usize>,
    /// By attribute, what its weight is multiplied by.
    pub priorities: Vec<f64>,
    /// Without any answer.
    pub base: Sum,
    /// With the answers of the request.
    pub now: Sum,
    /// What each option adds.
    options: Vec<Sum>,
}

impl Points {
    /// The points of all frameworks without priorities.
    #[must_use]
    pub fn of_all(knowledge: &Knowledge) -> Self {
        let frameworks = (0..knowledge.frameworks.len()).collect();
        Self::new(knowledge, frameworks, vec![1.0; knowledge.attributes.len()], &[])
    }

    /// The points of the frameworks that take part, under the priorities of a request.
    #[must_use]
    pub fn of_request(knowledge: &Knowledge, request: &Request, decision: &Decision) -> Self {
        let mut frameworks: Vec<usize> =
            decision.ranking.iter().map(|place| place.framework).collect();
        frameworks.sort_unstable();
        let mut priorities = vec![1.0; knowledge.attributes.len()];
        for (attribute, priority) in &request.priorities {
            priorities[*attribute] = priority.get();
        }
        Self::new(knowledge, frameworks, priorities, request.answers.options())
    }

    fn new(
        knowledge: &Knowledge,
        frameworks: Vec<usize>,
        priorities: Vec<f64>,
        answers: &[usize],
    ) -> Self {
        let zero = Sum { points: smallvec![0.0; frameworks.len()], weight: 0.0 };
        let options = vec![zero.clone(); knowledge.options.len()];
        let mut points = Self { base: zero.clone(), now: zero, options, frameworks, priorities };
        let Self { frameworks, priorities, base, options, .. } = &mut points;
        for (attribute, asked) in knowledge.attributes.iter().enumerate() {
            let weight = asked.base_weight.get() * priorities[attribute];
            base.add_attribute(knowledge, frameworks, attribute, weight);
        }
        for (sum, answer) in options.iter_mut().zip(&knowledge.options) {
            for (attribute, effect) in &answer.effects {
                let weight = effect.get() * priorities[*attribute];
                sum.add_attribute(knowledge, frameworks, *attribute, weight);
            }
        }
        points.now = points.of(answers);
        points
    }

    /// What an option adds.
    #[must_use]
    pub fn option(&self, option: usize) -> &Sum {
        &self.options[option]
    }

    /// The points for these answers.
    #[must_use]
    pub fn of(&self, options: &[usize]) -> Sum {
        let mut sum = self.base.clone();
        for option in options {
            sum.add(&self.options[*option], 1.0);
        }
        sum
    }

    /// Place of a framework in [`Points::frameworks`]; `None` if it takes no part.
    #[must_use]
    pub fn place(&self, framework: usize) -> Option<usize> {
        self.frameworks.binary_search(&framework).ok()
    }
}

impl Sum {
    /// Adds `times` what another sum has.
    pub fn add(&mut self, other: &Self, times: f64) {
        self.weight += times * other.weight;
        for (points, more) in self.points.iter_mut().zip(&other.points) {
            *points += times * more;
        }
    }

    /// Adds the points of this weight on one attribute; a negative one takes them away.
    pub fn add_attribute(
        &mut self,
        knowledge: &Knowledge,
        frameworks: &[usize],
        attribute: usize,
        weight: f64,
    ) {
        self.weight += weight;
        for (points, framework) in self.points.iter_mut().zip(frameworks) {
            *points += weight * knowledge.frameworks[*framework].ratings[attribute].value.get();
        }
    }

    /// Points of one place minus points of another.
    #[must_use]
    pub fn difference(&self, place: usize, other: usize) -> f64 {
        self.points[place] - self.points[other]
    }

    /// The place of the framework that is recommended: the first by id of those with the highest score.
    #[must_use]
    pub fn winner(&self) -> Option<usize> {
        let best = self.points.iter().copied().reduce(f64::max)?;
        self.points.iter().position(|points| best - points < TIE * self.weight)
    }

    /// The score of a place minus that of the best other one, or its score where there is no other; `None`
    /// where no weight is left.
    #[must_use]
    pub fn lead(&self, place: usize) -> Option<f64> {
        let others = self.points.iter().enumerate().filter(|(other, _)| *other != place);
        let best = others.map(|(_, points)| *points).reduce(f64::max).unwrap_or_default();
        (self.weight > 0.0).then(|| (self.points[place] - best) / self.weight)
    }
}
