//! Who would win by other methods of multi-criteria decision-making, under the same weights.
//!
//! The weighted sum decides; the others show how much depends on the method. They differ in two ways:
//!
//! | method | a rating counts as | put together by |
//! |---|---|---|
//! | weighted sum | what it is on its rubric's scale | sum |
//! | TOPSIS | its place between worst and best of those compared | Euclidean distances to both |
//! | city-block | likewise | city-block distance to the best |
//! | PROMETHEE II | better or not, however much | number of frameworks that it beats |
//!
//! Attributes without weight are left out, so adding one changes nothing, not even the last bit. All but the
//! weighted sum depend on who is compared: a framework that leaves may reorder those that stay.

mod attribute;
mod city_block;
mod promethee;
mod topsis;

use self::attribute::Attribute;
use crate::decision::rank::{self, TIE};
use crate::decision::{Decision, Weights};
use crate::knowledge::Knowledge;

/// A method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// The score that decides, `Σ_c w_c · r_{a,c}`, in [0, 1]; more is better.
    WeightedSum,
    /// Closeness to the ideal, in [0, 1]; more is better.
    Topsis,
    /// Net outranking flow, in [-1, 1]; more is better.
    PrometheeIi,
    /// Distance to the ideal, in [0, 1]; less is better.
    CityBlock,
}

/// What came out by one method.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The method.
    pub method: Method,
    /// Index of the framework that it puts first; the first by id where several are equal.
    pub winner: usize,
    /// Whether another framework is equal to the winner: closer than [`TIE`].
    pub tied: bool,
    /// The method's value for each of [`Agreement::frameworks`].
    pub values: Vec<f64>,
}

/// What came out by all methods.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// Indices of the frameworks that took part, ascending.
    pub frameworks: Vec<usize>,
    /// By [`Method::ALL`]; empty where no framework took part.
    pub outcomes: Vec<Outcome>,
}

impl Method {
    /// All methods; the one that decides stands first.
    pub const ALL: [Self; 4] =
        [Self::WeightedSum, Self::Topsis, Self::PrometheeIi, Self::CityBlock];

    /// Its name in answers.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WeightedSum => "weighted_sum",
            Self::Topsis => "topsis",
            Self::PrometheeIi => "promethee_ii",
            Self::CityBlock => "city_block",
        }
    }

    /// Whether a framework with a higher value is better.
    #[must_use]
    pub fn more_is_better(self) -> bool {
        self != Self::CityBlock
    }
}

/// Compares those who took part by all methods.
#[must_use]
pub fn agreement(knowledge: &Knowledge, decision: &Decision) -> Agreement {
    let mut frameworks: Vec<usize> = decision.ranking.iter().map(|place| place.framework).collect();
    frameworks.sort_unstable();
    let attributes = attributes(knowledge, &decision.weights, &frameworks);
    let count = frameworks.len();
    let values = |method| match method {
        Method::WeightedSum => {
            let score = |framework: &usize| rank::score(knowledge, &decision.weights, *framework);
            frameworks.iter().map(score).collect()
        }
        Method::Topsis => topsis::closeness(&attributes, count),
        Method::PrometheeIi => promethee::net_flows(&attributes, count),
        Method::CityBlock => city_block::distances(&attributes, count),
    };
    let outcomes = Method::ALL
        .into_iter()
        .filter_map(|method| outcome(method, &frameworks, values(method)))
        .collect();
    Agreement { frameworks, outcomes }
}

/// Finds the winner; `None` where no framework took part.
fn outcome(method: Method, frameworks: &[usize], values: Vec<f64>) -> Option<Outcome> {
    let sign = if method.more_is_better() { 1.0 } else { -1.0 };
    let best = values.iter().map(|value| sign * value).reduce(f64::max)?;
    let mut equal = (0..values.len()).filter(|index| best - sign * values[*index] < TIE);
    let winner = frameworks[equal.next()?];
    let tied = equal.next().is_some();
    Some(Outcome { method, winner, tied, values })
}

/// The attributes that count.
fn attributes(knowledge: &Knowledge, weights: &Weights, frameworks: &[usize]) -> Vec<Attribute> {
    let weights = weights.as_slice().iter().copied().enumerate();
    weights
        .filter(|(_, weight)| *weight > 0.0)
        .map(|(attribute, weight)| Attribute {
            weight,
            ratings: frameworks
                .iter()
                .map(|framework| knowledge.frameworks[*framework].ratings[attribute].value.get())
                .collect(),
        })
        .collect()
}

impl Attribute {
    /// The lowest and the highest rating; not in order where there is none.
    fn range(&self) -> (f64, f64) {
        let ratings = self.ratings.iter().copied();
        ratings.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), rating| {
            (low.min(rating), high.max(rating))
        })
    }
}
