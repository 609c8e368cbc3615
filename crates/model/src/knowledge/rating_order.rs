//! Editorial ratings that contradict the plain order of inputs.
//!
//! A derived rating cannot: it is a mean with the same shares for all frameworks, so that a framework that
//! is at least as good on every input is rated at least as high. An editorial rating may have reasons that
//! no input covers, but then an editor has to state them.

use super::derive;
use super::format::{Criterion, EditorialRating};
use super::model::{Framework, Knowledge};

/// Differences below this are rounding.
const EPSILON: f64 = 1e-9;

/// Returns one line for each pair of editorial ratings that contradicts `ordered_by` of its criterion
/// without a reason under `against_order`, and one for each reason without such a pair.
#[must_use]
pub fn warnings(knowledge: &Knowledge) -> Vec<String> {
    let criteria = knowledge.criteria.iter().filter(|found| !found.ordered_by.is_empty());
    criteria.flat_map(|criterion| of_criterion(knowledge, criterion)).collect()
}

/// A framework with its editorial rating and the values of the inputs, each in [0, 1].
struct Rated<'k> {
    id: &'k str,
    rating: &'k EditorialRating,
    inputs: Vec<f64>,
}

fn of_criterion(knowledge: &Knowledge, criterion: &Criterion) -> Vec<String> {
    let rated: Vec<Rated<'_>> = knowledge
        .frameworks
        .iter()
        .filter_map(|framework| rated(knowledge, criterion, framework))
        .collect();
    let mut warnings = Vec::new();
    for above in &rated {
        for below in rated.iter().filter(|below| below.id != above.id) {
            let reason = above.rating.against_order.contains_key(below.id);
            match (contradiction(criterion, above, below), reason) {
                (Some(better_on), false) => warnings.push(format!(
                    "{}: {} ({}) is rated above {} ({}), but {} is at least as good on every input in \
                     `ordered_by` and better on {}; correct a rating, or give the reason: \
                     against_order.{} under [ratings.{}] of {}",
                    criterion.id,
                    above.id,
                    above.rating.value,
                    below.id,
                    below.rating.value,
                    below.id,
                    better_on.join(", "),
                    below.id,
                    criterion.id,
                    above.id,
                )),
                (None, true) => warnings.push(format!(
                    "{}: {} is no longer rated above {} against the order of the inputs; remove \
                     against_order.{} under [ratings.{}] of {}",
                    criterion.id, above.id, below.id, below.id, criterion.id, above.id,
                )),
                _ => {}
            }
        }
    }
    warnings
}

fn rated<'k>(
    knowledge: &Knowledge,
    criterion: &Criterion,
    framework: &'k Framework,
) -> Option<Rated<'k>> {
    let rating = framework.record.ratings.get(&criterion.id)?;
    let inputs = derive::values(knowledge, framework, &criterion.ordered_by);
    Some(Rated { id: &framework.record.id, rating, inputs })
}

/// The inputs on which the lower framework is better, if it is worse on none.
fn contradiction<'c>(
    criterion: &'c Criterion,
    above: &Rated<'_>,
    below: &Rated<'_>,
) -> Option<Vec<&'c str>> {
    let pairs = || above.inputs.iter().zip(&below.inputs);
    let rated_above = above.rating.value > below.rating.value + EPSILON;
    if !rated_above || pairs().any(|(above, below)| *below < above - EPSILON) {
        return None;
    }
    let better = criterion.ordered_by.iter().zip(pairs());
    let better = better.filter(|(_, (above, below))| **below > *above + EPSILON);
    let names: Vec<&str> = better.map(|(term, _)| term.id()).collect();
    (!names.is_empty()).then_some(names)
}
