//! From exact counts to a table that may be published.

use std::collections::{BTreeMap, BTreeSet};

use super::rules::{EmptyCells, Rules};

/// A figure that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    pub(super) key: String,
    pub(super) queries: u64,
}

impl Cell {
    /// What is counted: an id, or one of the words for its absence.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Number of queries, rounded.
    #[must_use]
    pub fn queries(&self) -> u64 {
        self.queries
    }
}

/// Why cells of a table are hidden. A table lists all possible reasons: the reason of a single cell would reveal its
/// size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Fewer queries than the threshold are in the cell.
    BelowThreshold,
    /// Fewer queries than the threshold are outside of the cell.
    BelowThresholdOutside,
    /// If the cell were shown, the count of another hidden cell could be computed.
    Complementary,
}

impl Reason {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::BelowThreshold => "below_threshold",
            Self::BelowThresholdOutside => "below_threshold_outside",
            Self::Complementary => "complementary",
        }
    }
}

/// How the cells of a table relate to its total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Each query is in exactly one cell, so the cells sum to the total.
    Partition,
    /// A query may be in several cells or in none.
    Several,
}

/// A table of a release: the shown cells, and the number of hidden ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub(super) kind: Kind,
    pub(super) total: Option<u64>,
    pub(super) cells: Vec<Cell>,
    pub(super) hidden: u64,
}

impl Table {
    /// The total of the cells, rounded; none below the threshold.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    /// The shown cells, sorted by key.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// Number of cells of the vocabulary that are not shown, empty or not.
    #[must_use]
    pub fn hidden(&self) -> u64 {
        self.hidden
    }

    /// Whether a query may be in several cells.
    #[must_use]
    pub fn is_several(&self) -> bool {
        self.kind == Kind::Several
    }

    /// The possible reasons for hidden cells; empty without hidden cells.
    #[must_use]
    pub fn reasons(&self) -> &'static [Reason] {
        match self.kind {
            _ if self.hidden == 0 => &[],
            Kind::Partition => &[Reason::BelowThreshold, Reason::Complementary],
            Kind::Several => &[Reason::BelowThreshold, Reason::BelowThresholdOutside],
        }
    }

    /// A table in which each query is in one cell.
    pub(super) fn partition<'a>(
        rules: Rules,
        vocabulary: &'a BTreeSet<String>,
        counts: impl IntoIterator<Item = (&'a str, u64)>,
        total: u64,
    ) -> Self {
        let mut all = collect(rules, vocabulary, counts);
        // Equal counts in the order of their keys, so that equal tallies give equal bytes.
        all.sort_by_key(|count| (count.queries, count.key));
        let shown = all.split_off(hidden_of_partition(rules, &all, total));
        Self::new(rules, Kind::Partition, vocabulary, total, shown)
    }

    /// A table in which each cell is shown or hidden by its own count.
    pub(super) fn several<'a>(
        rules: Rules,
        vocabulary: &'a BTreeSet<String>,
        counts: impl IntoIterator<Item = (&'a str, u64)>,
        total: u64,
    ) -> Self {
        let shown = collect(rules, vocabulary, counts).into_iter().filter(|count| {
            let outside = total.saturating_sub(count.queries);
            count.queries >= rules.threshold && outside >= rules.outside
        });
        Self::new(rules, Kind::Several, vocabulary, total, shown.collect())
    }

    fn new(
        rules: Rules,
        kind: Kind,
        vocabulary: &BTreeSet<String>,
        total: u64,
        mut shown: Vec<Count<'_>>,
    ) -> Self {
        // By key: another order would reveal the order of counts that round to the same number.
        shown.sort_by_key(|count| count.key);
        let known = if rules.empty == EmptyCells::LeftOut { shown.len() } else { vocabulary.len() };
        Self {
            kind,
            total: (total >= rules.threshold).then(|| rules.round(total)),
            cells: shown
                .iter()
                .map(|count| Cell {
                    key: count.key.to_owned(),
                    queries: rules.round(count.queries),
                })
                .collect(),
            hidden: u64::try_from(known - shown.len()).unwrap_or(u64::MAX),
        }
    }
}

/// The count of a key.
#[derive(Debug, Clone, Copy)]
struct Count<'a> {
    key: &'a str,
    queries: u64,
}

/// Every key of the vocabulary, sorted.
fn collect<'a>(
    rules: Rules,
    vocabulary: &'a BTreeSet<String>,
    counts: impl IntoIterator<Item = (&'a str, u64)>,
) -> Vec<Count<'a>> {
    let mut all: BTreeMap<&str, u64> = vocabulary.iter().map(|key| (key.as_str(), 0)).collect();
    for (key, queries) in counts {
        all.entry(key).and_modify(|count| *count = queries);
    }
    all.into_iter()
        .filter(|(_, queries)| rules.empty != EmptyCells::LeftOut || *queries > 0)
        .map(|(key, queries)| Count { key, queries })
        .collect()
}

/// Number of cells to hide, from the smallest on; `sorted` is sorted by count.
fn hidden_of_partition(rules: Rules, sorted: &[Count<'_>], total: u64) -> usize {
    let small = sorted.partition_point(|count| count.queries < rules.threshold);
    let enough = |hidden: &usize| is_safe(rules, sorted, *hidden, total);
    (small..sorted.len()).find(enough).unwrap_or(sorted.len())
}

/// Whether the first `hidden` cells are protected if the others are shown; the reasons are in the documentation of
/// `disclosure`.
fn is_safe(rules: Rules, sorted: &[Count<'_>], hidden: usize, total: u64) -> bool {
    let (behind, shown) = sorted.split_at(hidden);
    if shown.iter().any(|count| total.saturating_sub(count.queries) < rules.outside) {
        return false;
    }
    let Some(smallest) = shown.first().filter(|_| hidden > 0 && rules.complementary) else {
        return true;
    };
    let together: u64 = behind.iter().map(|count| count.queries).sum();
    if together == 0 && rules.empty == EmptyCells::Hidden {
        return true;
    }
    let others = u64::try_from(behind.len().saturating_sub(1)).unwrap_or(u64::MAX);
    let room = rules.smallest_rounding_to(rules.round(smallest.queries)) - 1;
    others >= 1
        && together >= rules.threshold
        && (!rules.in_doubt || together <= others.saturating_mul(room))
}
