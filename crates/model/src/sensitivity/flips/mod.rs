//! What would change the recommendation: the smallest and closest changes of answers (counterfactuals;
//! Wachter, Mittelstadt & Russell, *Counterfactual Explanations Without Opening the Black Box*, 2017).
//!
//! Smaller means fewer changed answers. Closer means that the normalised weights `w` before and `w'`
//! after differ less: `distance = Σ_c |w_c − w'_c|`, in [0, 2]. Distances that agree to 1e-12 are equal
//! and go by the labels of the chosen options.
//!
//! The search is exhaustive: every set of changes is looked at or ruled out by a bound on the way, and
//! what is found is decided again, by the same weights and ranks as any request.

mod change;
mod flip;
mod nearest;
mod rival_rows;
mod search;

pub use change::{Change, apply, changes};
pub use flip::{Flip, MAX_TARGET_CHANGES};

use self::nearest::nearest;
use self::search::{Goal, Search};
use crate::decision::{Decision, Request};
use crate::knowledge::Knowledge;

/// How many sets of changes an answer lists.
pub const MAX_FLIPS: usize = 5;
/// The most changes in one set that flips the recommendation.
pub const MAX_CHANGES: usize = 2;
/// What would make a named framework win.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// Nothing: it is first.
    First,
    /// These changes; no smaller set does, and no closer one of this size.
    Reached(Flip),
    /// No set of up to [`MAX_TARGET_CHANGES`] changes: proved by a search of all of them.
    OutOfReach,
    /// No answers: it is no candidate, or lacks something that must be there.
    Excluded,
}

/// The smallest and closest sets of up to [`MAX_CHANGES`] changes after which another framework is
/// first, at most [`MAX_FLIPS`], smallest first, then closest.
///
/// No set contains another one that flips already. `decision` must be that of `request`.
#[must_use]
pub fn flips(knowledge: &Knowledge, request: &Request, decision: &Decision) -> Vec<Flip> {
    let Some(first) = decision.ranking.first() else {
        return Vec::new();
    };
    let goal = Goal::Lose;
    let Some(mut search) = Search::new(knowledge, request, decision, first.framework, goal) else {
        return Vec::new();
    };
    let mut flips = Vec::new();
    for size in 1..=MAX_CHANGES {
        let found = search.sets(size);
        flips.extend(nearest(&search, &found, MAX_FLIPS - flips.len()));
        if flips.len() == MAX_FLIPS {
            break;
        }
        if size == 1 {
            search.leave_out(&found);
        }
    }
    flips
}

/// The smallest set of up to [`MAX_TARGET_CHANGES`] changes that makes `framework` first, the closest of
/// that size; or the proof that there is none. `decision` must be that of `request`.
#[must_use]
pub fn target(
    knowledge: &Knowledge,
    request: &Request,
    decision: &Decision,
    framework: usize,
) -> Target {
    if decision.ranking.first().is_some_and(|first| first.framework == framework) {
        return Target::First;
    }
    let Some(search) = Search::new(knowledge, request, decision, framework, Goal::Win) else {
        return Target::Excluded;
    };
    (1..=MAX_TARGET_CHANGES)
        .find_map(|size| nearest(&search, &search.sets(size), 1).pop())
        .map_or(Target::OutOfReach, Target::Reached)
}
