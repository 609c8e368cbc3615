//! The rules of a release, each with its reason and each a value of its own, so that tests can break
//! them one by one and show what an attacker gains.

/// Queries that a figure must hold, and that must lie outside it, before it is shown: among 20
/// people nobody can be told by what they answered alone.
pub const THRESHOLD: u64 = 20;

/// Counts are rounded to this many queries, halves up: whether one query more came in shows in one
/// of ten counts, and never for sure.
pub const ROUNDED_TO: u64 = 10;

/// Queries that a release covers at the least: five times the threshold, so that something can be
/// shown at all. Weeks with fewer are merged into the next.
pub const LEAST_TOTAL: u64 = 100;

/// What decides about a release.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules {
    /// Queries that a shown cell holds at the least, and that hidden cells hold together.
    pub threshold: u64,
    /// Queries that lie outside a shown cell at the least: otherwise it would say of (nearly)
    /// everybody what they answered.
    pub outside: u64,
    /// Queries to which counts are rounded.
    pub rounded_to: u64,
    /// Whether more cells are hidden so that those below the threshold cannot be subtracted out.
    pub complementary: bool,
    /// Whether still more cells are hidden if the order of hiding, the smallest first, would tell
    /// that some hidden cell is not empty.
    pub in_doubt: bool,
    /// Whether an option that nobody chose is hidden like one that few chose.
    pub empty_is_hidden: bool,
    /// Queries that a release covers at the least.
    pub least_total: u64,
}

/// The rules that hold.
pub(super) const RULES: Rules = Rules {
    threshold: THRESHOLD,
    outside: THRESHOLD,
    rounded_to: ROUNDED_TO,
    complementary: true,
    in_doubt: true,
    empty_is_hidden: true,
    least_total: LEAST_TOTAL,
};

impl Rules {
    /// The count as it is shown.
    pub(super) fn round(self, count: u64) -> u64 {
        (count + self.rounded_to / 2) / self.rounded_to * self.rounded_to
    }

    /// The smallest count that may stand behind a shown one.
    pub(super) fn least_behind(self, shown: u64) -> u64 {
        shown.saturating_sub(self.rounded_to / 2).max(self.threshold)
    }
}
