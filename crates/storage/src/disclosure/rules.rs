//! The rules of a release, each with a value of its own, so that tests can break them one by one and show what an
//! attacker gains.

use std::collections::{BTreeMap, BTreeSet};

use super::noise::Noise;
use crate::privacy::counts::MAX_COUNTED_FEATURES;

/// Counts that one query changes, each by 1: the total of its week, the recommended framework, 12 answers, up to
/// [`MAX_COUNTED_FEATURES`] features, and of its feedback the number, the choice and the rating.
pub const COUNTS_PER_QUERY: u64 = 1 + 1 + 12 + MAX_COUNTED_FEATURES as u64 + 3;

/// Scale of the noise, which is added to every count: its standard deviation is 17 queries.
pub const NOISE_SCALE: u64 = 12;

/// The guarantee of differential privacy for one query and everything that is ever published of it: the probability of
/// any set of publications with the query is at most `exp(EPSILON)` times that without it, and the other way round.
pub const EPSILON: u64 = COUNTS_PER_QUERY / NOISE_SCALE;
const _: () = assert!(EPSILON * NOISE_SCALE == COUNTS_PER_QUERY, "the guarantee is a whole number");

/// Minimum of queries in a shown figure and outside of it, after the noise: five times the scale, so that one in 280
/// empty cells is shown, and so that a figure does not stand for few.
pub const THRESHOLD: u64 = 60;

/// Counts are rounded to multiples of this number, halves up: one more query changes one of ten counts.
pub const ROUNDED_TO: u64 = 10;

/// Minimum of queries in a release, after the noise. Weeks with fewer queries are merged into the next.
pub const MIN_TOTAL: u64 = 100;

/// What becomes of cells without queries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EmptyCells {
    /// They are left out of the table, so the reader sees that they are empty.
    LeftOut,
    /// They are hidden like those with few. If all hidden cells are empty, no other is hidden to protect them.
    Hidden,
    /// They are hidden and protected like those with few.
    Protected,
}

/// The rules of a release.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules {
    /// Scale of the noise; 0 for none.
    pub scale: u64,
    /// Minimum of queries in a shown cell, and in all hidden cells together.
    pub threshold: u64,
    /// Minimum of queries outside of a shown cell, which would otherwise reveal the answer of nearly all queries.
    pub outside: u64,
    /// Counts are rounded to multiples of this number.
    pub rounded_to: u64,
    /// Whether more cells are hidden, so that subtraction does not reveal those below the threshold.
    pub complementary: bool,
    /// Whether one more cell is hidden if the order of hiding, the smallest first, would reveal that a hidden cell is
    /// not empty.
    pub in_doubt: bool,
    /// What becomes of cells without queries.
    pub empty: EmptyCells,
    /// Minimum of queries in a release.
    pub min_total: u64,
}

/// The rules that hold.
pub(super) const RULES: Rules = Rules {
    scale: NOISE_SCALE,
    threshold: THRESHOLD,
    outside: THRESHOLD,
    rounded_to: ROUNDED_TO,
    complementary: true,
    in_doubt: true,
    empty: EmptyCells::Protected,
    min_total: MIN_TOTAL,
};

impl Rules {
    /// A count with noise; negative counts become 0.
    pub(super) fn with_noise(self, count: u64, noise: &mut Noise) -> u64 {
        count.saturating_add_signed(noise.draw(self.scale))
    }

    /// The counts of all cells with noise. Other counts are left out: that a cell exists would reveal a query.
    pub(super) fn noisy<'v>(
        self,
        cells: &'v BTreeSet<String>,
        counts: impl Iterator<Item = (&'v str, u64)>,
        noise: &mut Noise,
    ) -> Vec<(&'v str, u64)> {
        let counts: BTreeMap<&str, u64> = counts.collect();
        let count = |key: &'v String| {
            let exact = counts.get(key.as_str()).copied().unwrap_or_default();
            (key.as_str(), self.with_noise(exact, noise))
        };
        cells.iter().map(count).collect()
    }

    /// The rounded count.
    pub(super) fn round(self, count: u64) -> u64 {
        (count + self.rounded_to / 2) / self.rounded_to * self.rounded_to
    }

    /// The smallest exact count that rounds to `shown`.
    pub(super) fn smallest_rounding_to(self, shown: u64) -> u64 {
        shown.saturating_sub(self.rounded_to / 2).max(self.threshold)
    }
}
