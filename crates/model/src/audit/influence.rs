//! What decides: how often the recommendation changes when a question is left open, or when a
//! criterion counts for nothing.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::decision::Answers;
use crate::decision::answer_points::{Points, Sum};
use crate::decision::weights::unnormalised;
use crate::knowledge::Knowledge;

/// How many sets change their winner, by question and by criterion.
#[derive(Debug)]
pub struct Influence {
    /// How many sets were looked at.
    pub sets: usize,
    /// By question.
    pub questions: Vec<usize>,
    /// By criterion.
    pub criteria: Vec<usize>,
    /// All features together.
    pub features: usize,
}

/// Counts over some sets of answers.
#[must_use]
pub fn influence(
    knowledge: &Knowledge,
    points: &Points,
    sets: impl Iterator<Item = Answers>,
) -> Influence {
    let criteria = knowledge.criteria.len();
    let mut influence = Influence {
        sets: 0,
        questions: vec![0; knowledge.questions.len()],
        criteria: vec![0; criteria],
        features: 0,
    };
    for answers in sets {
        let sum = points.of(answers.options());
        let Some(winner) = sum.winner() else { continue };
        influence.sets += 1;
        let changes =
            |other: &Sum| usize::from(other.winner().is_some_and(|other| other != winner));
        for (question, count) in influence.questions.iter_mut().enumerate() {
            let mut open = sum.clone();
            let asked = knowledge.options_of(question);
            let given = answers.options().iter().filter(|option| asked.contains(*option));
            given.for_each(|option| open.add(points.option(*option), -1.0));
            *count += changes(&open);
        }
        let weights = unnormalised(knowledge, &answers, &BTreeMap::new());
        let without = |attributes: Range<usize>| {
            let mut less = sum.clone();
            attributes.for_each(|attribute| {
                less.add_attribute(knowledge, &points.frameworks, attribute, -weights[attribute]);
            });
            less
        };
        for (criterion, count) in influence.criteria.iter_mut().enumerate() {
            *count += changes(&without(criterion..criterion + 1));
        }
        influence.features += changes(&without(criteria..weights.len()));
    }
    influence
}
