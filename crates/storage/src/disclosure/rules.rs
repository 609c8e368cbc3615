//! The rules of a release, each with a value of its own, so that tests can break them one by one and show what an
//! attacker gains.

/// Minimum of queries in a shown figure and outside of it: a figure of 20 queries does not single out a person.
pub const THRESHOLD: u64 = 20;

/// Counts are rounded to multiples of this number, halves up: one more query changes one of ten counts.
pub const ROUNDED_TO: u64 = 10;

/// Minimum of queries in a release: five times the threshold, so that some cells can be shown. Weeks with fewer
/// queries are merged into the next.
pub const MIN_TOTAL: u64 = 100;

/// The rules of a release.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules {
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
    /// Whether an option without queries is hidden like one with few.
    pub empty_is_hidden: bool,
    /// Minimum of queries in a release.
    pub min_total: u64,
}

/// The rules that hold.
pub(super) const RULES: Rules = Rules {
    threshold: THRESHOLD,
    outside: THRESHOLD,
    rounded_to: ROUNDED_TO,
    complementary: true,
    in_doubt: true,
    empty_is_hidden: true,
    min_total: MIN_TOTAL,
};

impl Rules {
    /// The rounded count.
    pub(super) fn round(self, count: u64) -> u64 {
        (count + self.rounded_to / 2) / self.rounded_to * self.rounded_to
    }

    /// The smallest exact count that rounds to `shown`.
    pub(super) fn smallest_rounding_to(self, shown: u64) -> u64 {
        shown.saturating_sub(self.rounded_to / 2).max(self.threshold)
    }
}
