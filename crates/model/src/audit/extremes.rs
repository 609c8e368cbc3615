//! The set of answers for which a linear function of the points is largest, exactly: the sum falls apart into
//! one part for each question, so the best option of each (or none, or all that help where it takes several)
//! makes the best set.

use crate::decision::answer_points::{Points, Sum};
use crate::knowledge::Knowledge;

/// A set of answers for which a linear function of the points is largest.
#[derive(Debug, Clone, PartialEq)]
pub struct Extreme {
    /// The largest value.
    pub value: f64,
    /// The answers, as ascending indices of options.
    pub options: Vec<usize>,
}

/// The largest `Σ_a k_a · S_a` over all sets of answers.
#[must_use]
pub fn maximum(knowledge: &Knowledge, points: &Points, coefficients: &[f64]) -> Extreme {
    extreme(knowledge, points, |sum| sum.points.iter().zip(coefficients).map(|(s, k)| s * k).sum())
}

/// The largest `W` over all sets of answers.
#[must_use]
pub fn heaviest(knowledge: &Knowledge, points: &Points) -> f64 {
    extreme(knowledge, points, |sum| sum.weight).value
}

fn extreme(knowledge: &Knowledge, points: &Points, value: impl Fn(&Sum) -> f64) -> Extreme {
    let mut extreme = Extreme { value: value(&points.base), options: Vec::new() };
    for (index, question) in knowledge.questions.iter().enumerate() {
        let helpful = knowledge.options_of(index).filter_map(|option| {
            let gain = value(points.option(option));
            (gain > 0.0).then_some((option, gain))
        });
        let best = |a: (usize, f64), b: (usize, f64)| if b.1 > a.1 { b } else { a };
        let chosen: Vec<_> = if question.multiple {
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
