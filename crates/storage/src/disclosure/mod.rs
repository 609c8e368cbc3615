//! The published statistics: from exact counts to a release, the only form in which they are published.
//!
//! No I/O: a `Tally` of exact counts and a source of noise come in, a `Release` comes out, and no other code can make
//! one. A release is computed once for closed weeks and stored as text. Every later request returns that text, so repeated requests
//! average nothing out, and deleting a row afterwards changes no published figure.
//!
//! # Noise
//!
//! Every count gets noise of the discrete Laplace distribution before any rule is applied, drawn once for each release:
//! the number of queries of each week, every cell of every table, and the number of feedback. A cell without queries
//! gets noise too, and a count outside of the vocabulary is left out. One query changes at most
//! `COUNTS_PER_QUERY` counts by 1 each, so releases are differentially private with
//! `ε = COUNTS_PER_QUERY / NOISE_SCALE` for one query (Dwork, McSherry, Nissim and Smith 2006, with the L1 sensitivity of
//! all counts together). The rules below see noisy counts only, so they are post-processing and cannot weaken this.
//!
//! The number of queries of a week is drawn when the week is closed, and is stored. The numbers of merged weeks are
//! added, so that one query changes one of them. That a week is in the list at all is not covered: the list begins
//! with the week of the first query that was stored.
//!
//! The noise alone holds against an attacker who adds rows, knows all other rows, or reads many times
//! (`attacks::noise`). The rules hold without the noise against an attacker who has nothing but the release.
//!
//! # The rules and their reasons
//!
//! 1. **Threshold.** A cell is shown only if at least 60 queries are in it and at least 60 outside of it. The first
//!    condition prevents singling out. The second prevents disclosure by unanimity: a cell with all queries reveals
//!    the answer of every person. So no share is 0 or 1, not even after rounding.
//! 2. **Rounding** of every count and total to 10: two figures do not reveal whether one certain query was counted.
//! 3. **Hidden cells are at least two and hold at least 60 queries together.** The cells of a table with one answer
//!    for each query sum to the total. A single hidden cell is the difference to the total, and several hidden cells
//!    with 3 queries together are known to be nearly empty.
//! 4. **Empty cells are hidden.** Every release has the cells of the vocabulary, whatever was answered. An option
//!    without queries is hidden like one with few, and rule 3 holds for it as well.
//! 5. **In doubt, one more cell is hidden.** Cells are hidden from the smallest on. An attacker who knows this knows
//!    that no hidden cell is larger than the smallest shown one. If the other hidden cells, each below the smallest
//!    shown one, could not hold all hidden queries, a hidden cell would be known not to be empty. In that case one
//!    more cell is hidden.
//! 6. **A table lists all possible reasons for hiding.** The reason of a single cell, its size or the protection of
//!    another cell, would bound its size.
//! 7. **Fewer than 100 queries** make no release. Such weeks are merged into the next.
//! 8. **Only the cells of one table sum to a known total.** There are no cross tables, and for a question with
//!    several answers the number of queries without an answer is not shown: it would bound the smallest option.
//!
//! # What follows from the rules without noise
//!
//! The argument takes 20 as the threshold, as the tests do. Let `t` be the exact total, `s` the smallest shown cell, and `h` the number of hidden cells, which hold `H`
//! queries together. Rule 3 gives `H ≥ 20`. Rule 5 gives `H ≤ (h − 1)·(l − 1)`, where `l ≤ s` is the smallest exact
//! count that rounds to `s`.
//!
//! Assume an attacker who knows `t` exactly, all rules and the order of hiding, and computes an interval for each
//! hidden cell. The lower bound is 0, because the other hidden cells can hold `H` queries with each below `s`. The
//! upper bound is at least 19, because `H ≥ 20` and each cell may hold `l − 1 ≥ 19` queries. **So each hidden cell
//! may hold any number from 0 to 19,** and an option without queries looks like an option with few.
//!
//! The argument does not need the rounding. Rounding is a second protection: it hides `t` from readers of the release
//! alone. Several tables together narrow `t`, which is why the argument grants it. Releases of different weeks share
//! no query, and each feedback is in one release only, so two releases reveal no more than each by itself.
//!
//! An attacker who inverts the whole procedure, from a release to every tally that yields it, can learn more than
//! intervals, because the number of hidden cells depends on exact counts. `attacks::backwards` enumerates all tallies
//! of a small world. It shows that a hidden cell is never known to be below the threshold unless every number below
//! it is possible, and that the possible small numbers are never fewer than the rounding has steps.
//!
//! # What the rules do not hide
//!
//! A table with all cells hidden reveals that the answers were far from even: nearly all equal, or spread thinly. It
//! does not reveal which answer, nor whether all queries had it.

/// Attacks on releases, under the rules and under rules broken one by one.
#[cfg(test)]
mod attacks;
/// The figures of a cohort.
mod cohort;
/// The weeks that a release covers.
mod covered_weeks;
/// Which option leads in a table of a cohort, and how much its members disagree.
mod disagreement;
/// Exact samples of noise.
mod noise;
/// From exact counts to a release.
mod release;
/// The stored text of a release.
mod release_text;
/// The rules, each with a value of its own.
mod rules;
/// From exact counts to a table.
mod table;
/// Exact counts, as a database returns them.
mod tally;
/// The cells that every release has.
mod vocabulary;

pub use cohort::{
    COHORT_FEW_PERCENT, COHORT_LAST_STEP, COHORT_MIN_ANSWERS, COHORT_MOST_PERCENT,
    COHORT_ROUNDED_TO, COHORT_STEP, COHORT_THRESHOLD, CohortRelease, CohortShare, CohortTable,
    InvalidCohortRelease,
};
pub use covered_weeks::Span;
pub use disagreement::{disagreement, leading, share};
pub use noise::Noise;
pub use release::{PublishError, Release};
pub use release_text::InvalidRelease;
pub use rules::{COUNTS_PER_QUERY, EPSILON, MIN_TOTAL, NOISE_SCALE, ROUNDED_TO, THRESHOLD};
pub use table::{Cell, Reason, Table};
pub use tally::{InvalidCount, Tally};
pub use vocabulary::{NO_FRAMEWORK, NOT_ANSWERED, NOT_RATED, Vocabulary};
