//! A set of answers for which a framework leads by as much as possible.
//!
//! Steepest ascent on the lead over the best other framework: of all changes of one answer (given,
//! dropped or replaced) the one that helps most is made, until none helps. The set in which that ends
//! need not be the best of all; several starts make it likely. A lead above zero is a proof, whatever
//! the way to it.

use crate::decision::answer_points::Points;
use crate::decision::rank::TIE;
use crate::knowledge::Knowledge;

/// The best set that is reached from any of `starts`, as ascending indices of options; the earliest of
/// equals.
#[must_use]
pub fn search(
    knowledge: &Knowledge,
    points: &Points,
    framework: usize,
    starts: impl Iterator<Item = Vec<usize>>,
) -> Option<Vec<usize>> {
    let reached = starts.filter_map(|start| climb(knowledge, points, framework, start));
    let best = reached.reduce(|a, b| if b.0 > a.0 + TIE { b } else { a })?;
    Some(best.1)
}

/// The lead at the top, and the answers that give it.
fn climb(
    knowledge: &Knowledge,
    points: &Points,
    framework: usize,
    mut options: Vec<usize>,
) -> Option<(f64, Vec<usize>)> {
    loop {
        options.sort_unstable();
        let sum = points.of(&options);
        let lead = sum.lead(framework)?;
        let steps = changes(knowledge, &options).filter_map(|change| {
            let mut changed = sum.clone();
            if let Some(option) = change.out {
                changed.add(points.option(option), -1.0);
            }
            if let Some(option) = change.into {
                changed.add(points.option(option), 1.0);
            }
            Some((changed.lead(framework)?, change))
        });
        match steps.reduce(|a, b| if b.0 > a.0 { b } else { a }) {
            // By more than rounding, so that the climb ends.
            Some((higher, change)) if higher > lead + TIE => {
                options.retain(|option| Some(*option) != change.out);
                options.extend(change.into);
            }
            _ => return Some((lead, options)),
        }
    }
}

/// One option taken out, one put in, or one in place of another.
#[derive(Debug, Clone, Copy)]
struct Change {
    out: Option<usize>,
    into: Option<usize>,
}

/// All changes of one answer that leave a valid set.
fn changes<'a>(knowledge: &'a Knowledge, chosen: &'a [usize]) -> impl Iterator<Item = Change> + 'a {
    knowledge.questions.iter().enumerate().flat_map(move |(index, question)| {
        let asked = knowledge.options_of(index);
        let replaced =
            chosen.iter().copied().find(|option| !question.multiple && asked.contains(option));
        asked.map(move |option| {
            if chosen.contains(&option) {
                Change { out: Some(option), into: None }
            } else {
                Change { out: replaced, into: Some(option) }
            }
        })
    })
}
