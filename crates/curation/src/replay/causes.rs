//! Which changes of ratings and weights make another framework win, and by how many points each.
//!
//! Where `from` won before and `to` wins after, the lead of `to` over `from` has grown from
//! `D = Σ_c w_c d_c` with `d_c = r_{to,c} − r_{from,c}` to `D' = Σ_c w'_c d'_c`. A bar marks the mean of both
//! sides. The growth is the sum of these terms:
//!
//! - `w̄_c (r'_{to,c} − r_{to,c})` and `−w̄_c (r'_{from,c} − r_{from,c})` for each rating that has moved;
//! - `ΔW_k (d̄_k − Σ_c w̄_c d̄_c) / T̄` for each change `ΔW_k` of a weight before it is normalised, `T̄` being
//!   the sum of all of them.
//!
//! The first is what remains of a product of two things that change, `Δ(wd) = w̄ Δd + d̄ Δw`; the second
//! follows from `Δw_k = (ΔW_k − w̄_k ΔT) / T̄`. A rating that one side does not have counts as the other
//! side's, so that a new criterion acts by its weight.

use std::collections::BTreeMap;

use framewise_model::decision::{Request, weights};
use framewise_model::knowledge::Knowledge;
use framewise_model::numbers::Weight;

use super::pairs::{BeforeAfter, Pairs};

/// Something that differs between the two knowledge bases and moves scores. Numbers are indices of pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// The rating of a framework on an attribute.
    Rating { framework: usize, attribute: usize },
    /// The weight of an attribute before any answer.
    Base { attribute: usize },
    /// What an answer adds to the weight of an attribute.
    Effect { option: usize, attribute: usize },
    /// An answer that only one of them understands from the text of a request.
    Answer { option: usize },
}

/// Moves a sum: the index of the cause, the attribute, and by how much.
#[derive(Debug, Clone, Copy)]
struct Move {
    cause: usize,
    attribute: usize,
    by: f64,
}

/// All differences, with what is needed to attribute points to each in one row.
#[derive(Debug)]
pub(super) struct Causes {
    pub list: Vec<Cause>,
    /// Ratings that have moved, by framework.
    ratings: Vec<Vec<Move>>,
    /// Weights before any answer that have moved.
    bases: Vec<Move>,
    /// Effects that have moved, by option.
    effects: Vec<Vec<Move>>,
    /// Index of the cause of each option.
    answers: Vec<usize>,
}

impl Causes {
    pub fn new(
        knowledge: BeforeAfter<&Knowledge>,
        frameworks: &Pairs,
        attributes: &Pairs,
        options: &Pairs,
    ) -> Self {
        let mut list = Vec::new();
        let mut add = |cause, attribute, by: f64| {
            // Not a tolerance: what has not been touched is the same to the last bit.
            (by != 0.0).then(|| {
                list.push(cause);
                Move { cause: list.len() - 1, attribute, by }
            })
        };
        let ratings = frameworks.items.iter().enumerate().map(|(framework, pair)| {
            let moved = attributes.items.iter().enumerate().filter_map(|(attribute, known)| {
                let before = rating(knowledge.before, pair.index.before, known.index.before)?;
                let after = rating(knowledge.after, pair.index.after, known.index.after)?;
                add(Cause::Rating { framework, attribute }, attribute, after - before)
            });
            moved.collect()
        });
        let ratings: Vec<Vec<Move>> = ratings.collect();
        let bases = attributes.items.iter().enumerate().filter_map(|(attribute, known)| {
            let of = |knowledge: &Knowledge, index: Option<usize>| {
                index.map_or(0.0, |index| knowledge.attributes[index].base_weight.get())
            };
            let before = of(knowledge.before, known.index.before);
            let after = of(knowledge.after, known.index.after);
            add(Cause::Base { attribute }, attribute, after - before)
        });
        let bases: Vec<Move> = bases.collect();
        let effects = options.items.iter().enumerate().map(|(option, pair)| {
            let moved = attributes.items.iter().enumerate().filter_map(|(attribute, known)| {
                let before = effect(knowledge.before, pair.index.before?, known.index.before);
                let after = effect(knowledge.after, pair.index.after?, known.index.after);
                add(Cause::Effect { option, attribute }, attribute, after - before)
            });
            moved.collect()
        });
        let effects: Vec<Vec<Move>> = effects.collect();
        let answers = (0..options.items.len()).map(|option| {
            list.push(Cause::Answer { option });
            list.len() - 1
        });
        let answers = answers.collect();
        Self { list, ratings, bases, effects, answers }
    }
}

/// One row whose winner changes; `from` and `to` are indices of pairs and take part on both sides.
pub(super) struct Row<'a> {
    pub knowledge: BeforeAfter<&'a Knowledge>,
    pub frameworks: &'a Pairs,
    pub attributes: &'a Pairs,
    pub options: &'a Pairs,
    pub request: BeforeAfter<&'a Request>,
    pub from: usize,
    pub to: usize,
}

impl Causes {
    /// Adds to `sums`, one for each cause, the points that each adds to the lead of `to` over `from`.
    pub fn attribute(&self, row: &Row<'_>, sums: &mut [f64]) {
        let weights = row.knowledge.zip(row.request).map(|(knowledge, request)| {
            weights::unnormalised(knowledge, &request.answers, &request.priorities)
        });
        let total = weights.as_ref().map(|weights| weights.iter().sum::<f64>());
        let total_mean = f64::midpoint(total.before, total.after);
        // By attribute: the mean of its two weights and of its two differences of ratings.
        let means: Vec<(f64, f64)> = (0..row.attributes.items.len())
            .map(|attribute| {
                let index = row.attributes.items[attribute].index;
                let before = index.before.map_or(0.0, |at| weights.before[at] / total.before);
                let after = index.after.map_or(0.0, |at| weights.after[at] / total.after);
                (f64::midpoint(before, after), row.difference(attribute))
            })
            .collect();
        let lead: f64 = means.iter().map(|(weight, difference)| weight * difference).sum();
        for Move { cause, attribute, by } in &self.ratings[row.to] {
            sums[*cause] += means[*attribute].0 * by;
        }
        for Move { cause, attribute, by } in &self.ratings[row.from] {
            sums[*cause] -= means[*attribute].0 * by;
        }
        let mut weigh = |cause: usize, attribute: usize, by: f64| {
            sums[cause] += row.priority(attribute) * by * (means[attribute].1 - lead) / total_mean;
        };
        for Move { cause, attribute, by } in &self.bases {
            weigh(*cause, *attribute, *by);
        }
        let [before, after] = [
            row.request.before.answers.options().to_vec(),
            row.request
                .after
                .answers
                .options()
                .iter()
                .map(|at| row.options.of_after[*at])
                .collect(),
        ];
        for option in &before {
            if after.contains(option) {
                for Move { cause, attribute, by } in &self.effects[*option] {
                    weigh(*cause, *attribute, *by);
                }
            } else {
                for (attribute, weight) in &row.knowledge.before.options[*option].effects {
                    weigh(self.answers[*option], *attribute, -weight.get());
                }
            }
        }
        for (option, at) in after.iter().zip(row.request.after.answers.options()) {
            if !before.contains(option) {
                for (attribute, weight) in &row.knowledge.after.options[*at].effects {
                    weigh(self.answers[*option], row.attributes.of_after[*attribute], weight.get());
                }
            }
        }
    }
}

impl Row<'_> {
    /// `d̄` of one attribute.
    fn difference(&self, attribute: usize) -> f64 {
        let [from, to] = [self.from, self.to].map(|framework| {
            let pair = self.frameworks.items[framework].index;
            let known = self.attributes.items[attribute].index;
            let before = rating(self.knowledge.before, pair.before, known.before);
            let after = rating(self.knowledge.after, pair.after, known.after);
            match (before, after) {
                (Some(before), Some(after)) => f64::midpoint(before, after),
                (one, other) => one.or(other).unwrap_or_default(),
            }
        });
        to - from
    }

    /// The priority that was given to an attribute, on the side that has it.
    fn priority(&self, attribute: usize) -> f64 {
        let index = self.attributes.items[attribute].index;
        let of = |given: &BTreeMap<usize, Weight>, at: Option<usize>| given.get(&at?).copied();
        let BeforeAfter { before, after } = self.request.map(|request| &request.priorities);
        of(after, index.after).or_else(|| of(before, index.before)).map_or(1.0, Weight::get)
    }
}

fn rating(
    knowledge: &Knowledge,
    framework: Option<usize>,
    attribute: Option<usize>,
) -> Option<f64> {
    Some(knowledge.frameworks[framework?].ratings[attribute?].value.get())
}

/// What an option adds to the weight of an attribute; nothing where the attribute is not there.
pub(super) fn effect(knowledge: &Knowledge, option: usize, attribute: Option<usize>) -> f64 {
    let effects = knowledge.options[option].effects.iter();
    effects.filter(|(at, _)| Some(*at) == attribute).map(|(_, weight)| weight.get()).sum()
}
