//! The closest of many sets of changes, all of one size.
//!
//! All sets are measured in points, which takes a few sums; those that may be among the closest are
//! decided again, and what is reported of them is read off the decision.

use super::flip::Flip;
use super::search::{Search, Set};
use crate::decision::Weights;

/// Distances that agree to this are equal, so that rounding errors order nothing.
const SAME: f64 = 1e-12;
/// How much a distance measured in points may be off; rounding errors stay far below it.
const OFF: f64 = 1e-9;
/// Where less than this share of all that was added and taken away is left, so much is cancelled that a
/// distance in points says nothing.
const CANCELLED: f64 = 1e-3;
/// A distance that cannot be given in points: behind all others, so that it pushes none of them out.
const UNKNOWN: f64 = f64::INFINITY;

/// The `most` closest of these sets.
pub(super) fn nearest(search: &Search<'_>, sets: &[Set], most: usize) -> Vec<Flip> {
    if most == 0 || sets.is_empty() {
        return Vec::new();
    }
    let meter = Meter::new(search);
    let mut scratch = Vec::new();
    let mut measured: Vec<(f64, Set)> =
        sets.iter().map(|set| (meter.distance(*set, &mut scratch), *set)).collect();
    if measured.len() > most {
        let (_, last, _) =
            measured.select_nth_unstable_by(most - 1, |a, b| f64::total_cmp(&a.0, &b.0));
        let limit = last.0 + 2.0 * OFF;
        measured.retain(|(distance, _)| *distance <= limit || *distance == UNKNOWN);
    }
    let mut flips: Vec<Flip> =
        measured.into_iter().filter_map(|(_, set)| flip(search, set)).collect();
    flips.sort_by(|a, b| {
        let closer = steps(a.distance).total_cmp(&steps(b.distance));
        closer.then_with(|| labels(search, a).cmp(labels(search, b)))
    });
    flips.truncate(most);
    flips
}

/// A distance in whole multiples of [`SAME`].
fn steps(distance: f64) -> f64 {
    (distance / SAME).round()
}

fn labels<'a>(search: &'a Search<'_>, flip: &'a Flip) -> impl Iterator<Item = &'a str> {
    flip.changes.iter().map(|change| change.label(search.knowledge))
}

/// Decides after the changes of a set.
fn flip(search: &Search<'_>, set: Set) -> Option<Flip> {
    let changes = search.changes(set);
    let (weights, ranking) = search.decide(&changes)?;
    let [first, second, ..] = ranking.as_slice() else {
        return None;
    };
    search.met_by(&ranking).then(|| Flip {
        changes,
        winner: first.framework,
        // Of tied ones the first by id may have the lower score by a rounding error.
        margin: (first.score - second.score).max(0.0),
        distance: distance(&search.decision.weights, &weights),
    })
}

fn distance(before: &Weights, after: &Weights) -> f64 {
    let pairs = before.as_slice().iter().zip(after.as_slice());
    pairs.map(|(before, after)| (before - after).abs()).sum()
}

/// Measures distances in points.
struct Meter<'a> {
    search: &'a Search<'a>,
    /// `W_c` by attribute before any change.
    weights: Vec<f64>,
}

impl<'a> Meter<'a> {
    fn new(search: &'a Search<'a>) -> Self {
        let weight = search.points.now.weight;
        let weights = search.decision.weights.as_slice();
        Self { search, weights: weights.iter().map(|share| share * weight).collect() }
    }

    /// How far the weights move, or [`UNKNOWN`].
    fn distance(&self, set: Set, scratch: &mut Vec<f64>) -> f64 {
        let Search { knowledge, points, .. } = self.search;
        scratch.clone_from(&self.weights);
        let (mut weight, mut moved) = (points.now.weight, points.now.weight);
        for index in set.moves() {
            let step = self.search.get(*index);
            weight += step.weight;
            moved += step.moved;
            for (option, sign) in [(step.change.from, -1.0), (step.change.to, 1.0)] {
                for (attribute, effect) in
                    option.iter().flat_map(|o| &knowledge.options[*o].effects)
                {
                    scratch[*attribute] += sign * effect.get() * points.priorities[*attribute];
                }
            }
        }
        if weight < CANCELLED * moved {
            return UNKNOWN;
        }
        let (before, after) = (points.now.weight.recip(), weight.recip());
        let pairs = self.weights.iter().zip(&*scratch);
        pairs.map(|(then, now)| (then * before - now * after).abs()).sum()
    }
}
