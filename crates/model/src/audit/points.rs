//! The points that every answer adds to every framework.
//!
//! `S_a = Σ_c W_c · r_{a,c}` with `W_c = b_c + Σ over answers of Δ_{answer,c}` is a sum over answers:
//! `S_a = Σ_c b_c · r_{a,c} + Σ over answers of Σ_c Δ_{answer,c} · r_{a,c}`. The score is `S_a / ΣW`,
//! and dividing by one number for all frameworks changes no order. So everything here is the sum that
//! `scoring` computes, only answers first and criteria second; `tests/audit_laws.rs` holds them equal.

use std::ops::Range;

use crate::decision::rank::TIE;
use crate::knowledge::Knowledge;

/// Points of all frameworks before they are divided by the weight.
#[derive(Debug, Clone, PartialEq)]
pub struct Sum {
    /// `S_a` by framework.
    points: Vec<f64>,
    /// `ΣW`.
    weight: f64,
}

/// The points of every answer, and which answers exclude one another.
#[derive(Debug)]
pub struct Points {
    base: Sum,
    options: Vec<Sum>,
    questions: Vec<Asked>,
}

/// The options of one question.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Indices of its options.
    pub options: Range<usize>,
    /// Whether it takes several.
    pub multiple: bool,
}

/// A set of answers for which a linear function of the points is largest.
#[derive(Debug, Clone, PartialEq)]
pub struct Extreme {
    /// The largest value.
    pub value: f64,
    /// The answers, as ascending indices of options.
    pub options: Vec<usize>,
}

impl Points {
    /// The points of all answers.
    #[must_use]
    pub fn new(knowledge: &Knowledge) -> Self {
        let sum = |weights: &mut dyn Iterator<Item = (usize, f64)>| {
            let mut sum = Sum { points: vec![0.0; knowledge.frameworks.len()], weight: 0.0 };
            for (attribute, weight) in weights {
                sum.add_attribute(knowledge, attribute, weight);
            }
            sum
        };
        let attributes = knowledge.attributes.iter().map(|attribute| attribute.base_weight.get());
        let effects = knowledge.options.iter().map(|option| {
            sum(&mut option.effects.iter().map(|(attribute, effect)| (*attribute, effect.get())))
        });
        let mut questions: Vec<Asked> = Vec::new();
        for (index, question) in knowledge.questions.iter().enumerate() {
            let start = questions.last().map_or(0, |asked| asked.options.end);
            let of_question = |option: &&crate::knowledge::model::Answer| option.question == index;
            // Options are numbered question by question.
            let end = start + knowledge.options.iter().filter(of_question).count();
            questions.push(Asked { options: start..end, multiple: question.multiple });
        }
        Self { base: sum(&mut attributes.enumerate()), options: effects.collect(), questions }
    }

    /// The questions in their order.
    #[must_use]
    pub fn questions(&self) -> &[Asked] {
        &self.questions
    }

    /// The points of all frameworks for these answers.
    #[must_use]
    pub fn of(&self, options: &[usize]) -> Sum {
        let mut sum = self.base.clone();
        for option in options {
            sum.add(&self.options[*option], 1.0);
        }
        sum
    }

    /// Adds `times` the points of one answer.
    pub fn add(&self, sum: &mut Sum, option: usize, times: f64) {
        sum.add(&self.options[option], times);
    }

    /// The largest `Σ_a k_a · S_a` over all sets of answers, exactly: the sum falls apart into one part
    /// for each question, so the best option of each (or none, or all that help where it takes
    /// several) makes the best set.
    #[must_use]
    pub fn maximum(&self, coefficients: &[f64]) -> Extreme {
        self.extreme(|sum| sum.points.iter().zip(coefficients).map(|(s, k)| s * k).sum())
    }

    /// The largest `ΣW` over all sets of answers.
    #[must_use]
    pub fn heaviest(&self) -> f64 {
        self.extreme(|sum| sum.weight).value
    }

    fn extreme(&self, value: impl Fn(&Sum) -> f64) -> Extreme {
        let mut extreme = Extreme { value: value(&self.base), options: Vec::new() };
        for asked in &self.questions {
            let helpful = asked.options.clone().filter_map(|option| {
                let gain = value(&self.options[option]);
                (gain > 0.0).then_some((option, gain))
            });
            let best = |a: (usize, f64), b: (usize, f64)| if b.1 > a.1 { b } else { a };
            let chosen: Vec<_> = if asked.multiple {
                helpful.collect()
            } else {
                helpful.reduce(best).into_iter().collect()
            };
            for (option, gain) in chosen {
                extreme.value += gain;
                extreme.options.push(option);
            }
        }
        extreme
    }
}

impl Sum {
    fn add(&mut self, other: &Self, times: f64) {
        self.weight += times * other.weight;
        for (points, more) in self.points.iter_mut().zip(&other.points) {
            *points += times * more;
        }
    }

    /// Adds what this weight on one attribute adds; a negative one takes it away.
    pub fn add_attribute(&mut self, knowledge: &Knowledge, attribute: usize, weight: f64) {
        self.weight += weight;
        for (points, framework) in self.points.iter_mut().zip(&knowledge.frameworks) {
            *points += weight * framework.ratings[attribute].value.get();
        }
    }

    /// Points of one framework minus points of another.
    #[must_use]
    pub fn difference(&self, framework: usize, other: usize) -> f64 {
        self.points[framework] - self.points[other]
    }

    /// The framework that is recommended: the first by id of those with the highest score.
    #[must_use]
    pub fn winner(&self) -> Option<usize> {
        let best = self.points.iter().copied().reduce(f64::max)?;
        self.points.iter().position(|points| best - points < TIE * self.weight)
    }

    /// The score of a framework minus that of the best other one, or its score where there is no
    /// other; `None` where no weight is left.
    #[must_use]
    pub fn lead(&self, framework: usize) -> Option<f64> {
        let others = self.points.iter().enumerate().filter(|(other, _)| *other != framework);
        let best = others.map(|(_, points)| *points).reduce(f64::max).unwrap_or_default();
        (self.weight > 0.0).then(|| (self.points[framework] - best) / self.weight)
    }
}
