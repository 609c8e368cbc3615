//! The published statistics: from exact counts to the one thing that may be shown of them.
//!
//! Pure: counts come in as a `Tally`, a `Release` comes out, and nothing else in the program can
//! make one. It is made once for some closed weeks and kept as text; what is read later is that text,
//! so asking often averages nothing out, and deleting a row afterwards changes nothing that is shown.
//!
//! # The rules, and what each is against
//!
//! 1. **Threshold.** A cell is shown only if at least 20 queries are in it and at least 20 outside.
//!    The first is against singling out, the second against unanimity: a cell with everybody in it
//!    says of everybody what they answered. So no share is 0 or 1, not even after rounding.
//! 2. **Rounding** to 10, of every count and total: against telling from two figures whether one
//!    certain query is in.
//! 3. **Hidden cells hold together at least 20 queries and are at least two.** The cells of a table
//!    with one answer for each query add up to the total, so a single hidden cell is what is missing,
//!    and several with 3 queries together are known to be nearly empty.
//! 4. **Empty is hidden.** A release has the same cells whatever was answered, those of the
//!    vocabulary; one that nobody chose is hidden like one that few chose. So if one is empty, rule 3
//!    holds for it as for any other.
//! 5. **In doubt, one more.** Cells are hidden from the smallest on, and whoever knows that knows that
//!    no hidden cell is larger than the smallest shown one. If the hidden cells without one of them,
//!    each below the smallest shown, could not hold all that is hidden, that one would be known not to
//!    be empty. Then one more is hidden.
//! 6. **Reasons are named by table,** all that there may be: that a cell was hidden for its
//!    size, and not for the sake of another, would bound it.
//! 7. **Fewer than 100 queries** are no release: such weeks are merged into the next.
//! 8. **Nothing adds up but the cells of a table to its total.** Tables never cross, and of a question
//!    with several answers it is not said how many chose none: that would bound the smallest option.
//!
//! # What follows
//!
//! With `t` the exact total, `s` the smallest shown cell and `h` hidden cells holding `H` queries
//! together: `H ≥ 20` (rule 3) and `H ≤ (h − 1)·(l − 1)`, where `l ≤ s` is the least that may stand
//! behind the rounded `s` (rule 5). Whoever knows `t` exactly, all rules and the order of hiding, and
//! reckons with intervals, finds for each hidden cell no bound above 0, since the others can hold `H`
//! with each below `s`, and none below 19, since `H ≥ 20` and each cell may be as large as `l − 1 ≥ 19`.
//! **So each hidden cell may be anything from 0 to 19,** and "never chosen" looks like "hidden".
//!
//! The rounding of the figures is not needed for that; it is a second wall, and it keeps `t` unknown to
//! those who have only the release. Several tables together narrow `t`, which is why the argument grants
//! it. Releases of different weeks have no query in common, and feedback is in one release only, so two
//! releases say no more than each by itself.
//!
//! Somebody who runs the whole procedure backwards, from a release to every tally that gives it, can
//! learn more than bounds: how many cells were hidden depends on exact counts. `attacks` does so for all
//! tallies of a small world: no hidden cell is known to be below the threshold unless each number below
//! it is possible, and never remain fewer small numbers than the rounding has steps.
//!
//! # What is not promised
//!
//! A table in which everything is hidden says that the answers were far from even: nearly all the same,
//! or spread thinly. Which answer it was is not said, nor that it was everybody.

/// Attacks on releases under the rules that hold, and under rules broken one by one.
#[cfg(test)]
mod attacks;
/// From exact counts to a release.
mod release;
/// The rules, each a value of its own.
mod rules;
/// The weeks that a release covers.
mod span;
/// From exact counts to a table that may be shown.
mod table;
/// Exact counts, as a database gives them.
mod tally;
/// A release as it is kept.
mod text;
/// The cells that every release has.
mod vocabulary;

pub use release::{NotPublishable, Release};
pub use rules::{LEAST_TOTAL, ROUNDED_TO, THRESHOLD};
pub use span::Span;
pub use table::{Cell, Reason, Table};
pub use tally::{NotCountable, Tally};
pub use text::NotARelease;
pub use vocabulary::{NO_FRAMEWORK, NOT_ANSWERED, NOT_RATED, Vocabulary};
