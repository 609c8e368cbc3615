//! From exact counts to a table that may be shown.

use std::collections::{BTreeMap, BTreeSet};

use super::rules::Rules;

/// A figure that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    pub(super) key: String,
    pub(super) queries: u64,
}

impl Cell {
    /// What is counted: an id or one of the words that stand for none.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// How many queries, rounded.
    #[must_use]
    pub fn queries(&self) -> u64 {
        self.queries
    }
}

/// Why cells of a table are hidden. A table names all reasons that there may be: which of them holds
/// for which cell would say how large the cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// There are fewer than 20 queries in the cell.
    FewerThan20,
    /// There are fewer than 20 queries outside the cell.
    FewerThan20Outside,
    /// Another hidden cell could be worked out if this one were shown.
    Complementary,
}

impl Reason {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::FewerThan20 => "fewer_than_20",
            Self::FewerThan20Outside => "fewer_than_20_outside",
            Self::Complementary => "complementary",
        }
    }
}

/// What the cells of a table have to do with one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Each query is in exactly one cell, so the cells add up to the total.
    Partition,
    /// A query may be in several cells or in none.
    Several,
}

/// A table of a release: what is shown, and how many cells are not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub(super) kind: Kind,
    pub(super) total: Option<u64>,
    pub(super) cells: Vec<Cell>,
    pub(super) hidden: u64,
}

impl Table {
    /// What the cells are parts of, rounded; nothing if that is less than the threshold.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    /// The cells that are shown, sorted by key.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// How many cells of the vocabulary are not shown, whether somebody is in them or not.
    #[must_use]
    pub fn hidden(&self) -> u64 {
        self.hidden
    }

    /// Whether a query may be in several cells.
    #[must_use]
    pub fn is_several(&self) -> bool {
        self.kind == Kind::Several
    }

    /// Why cells are hidden, if any are.
    #[must_use]
    pub fn because(&self) -> &'static [Reason] {
        match self.kind {
            _ if self.hidden == 0 => &[],
            Kind::Partition => &[Reason::FewerThan20, Reason::Complementary],
            Kind::Several => &[Reason::FewerThan20, Reason::FewerThan20Outside],
        }
    }

    /// A table whose cells add up to its total.
    pub(super) fn partition<'a>(
        rules: Rules,
        vocabulary: &'a BTreeSet<String>,
        counts: impl Iterator<Item = (&'a str, u64)>,
    ) -> Self {
        let mut all = collect(rules, vocabulary, counts);
        let total = all.iter().map(|count| count.queries).sum();
        // Equal counts in the order of their keys, so that the same tally gives the same bytes.
        all.sort_by_key(|count| (count.queries, count.key));
        let shown = all.split_off(hidden_of_partition(rules, &all, total));
        Self::new(rules, Kind::Partition, vocabulary, total, shown)
    }

    /// A table of which each cell is judged by itself: what is in it and what is outside it.
    pub(super) fn several<'a>(
        rules: Rules,
        vocabulary: &'a BTreeSet<String>,
        counts: impl Iterator<Item = (&'a str, u64)>,
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
        // By key: any other order would say something of counts that are rounded alike.
        shown.sort_by_key(|count| count.key);
        let seen = shown.iter().filter(|count| count.known).count();
        let known = if rules.empty_is_hidden { vocabulary.len() } else { seen };
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
            hidden: u64::try_from(known - seen).unwrap_or(u64::MAX),
        }
    }
}

/// An exact count of a key.
#[derive(Debug, Clone, Copy)]
struct Count<'a> {
    key: &'a str,
    queries: u64,
    /// Whether the vocabulary has the key. One that it no longer has is shown if it is large enough,
    /// and never counted as hidden: that it was there at all would be news.
    known: bool,
}

/// Every key of the vocabulary and every key that was counted, sorted by key.
fn collect<'a>(
    rules: Rules,
    vocabulary: &'a BTreeSet<String>,
    counts: impl Iterator<Item = (&'a str, u64)>,
) -> Vec<Count<'a>> {
    let mut all: BTreeMap<&str, u64> = vocabulary.iter().map(|key| (key.as_str(), 0)).collect();
    all.extend(counts);
    all.into_iter()
        .filter(|(_, queries)| rules.empty_is_hidden || *queries > 0)
        .map(|(key, queries)| Count { key, queries, known: vocabulary.contains(key) })
        .collect()
}

/// How many of these cells, sorted by their counts, have to be hidden from the smallest on.
fn hidden_of_partition(rules: Rules, sorted: &[Count<'_>], total: u64) -> usize {
    let small = sorted.partition_point(|count| count.queries < rules.threshold);
    let enough = |hidden: &usize| is_safe(rules, sorted, *hidden, total);
    (small..sorted.len()).find(enough).unwrap_or(sorted.len())
}

/// Whether the first `hidden` cells are safe if the others are shown. The head of `release` says why.
fn is_safe(rules: Rules, sorted: &[Count<'_>], hidden: usize, total: u64) -> bool {
    let (behind, shown) = sorted.split_at(hidden);
    if shown.iter().any(|count| total.saturating_sub(count.queries) < rules.outside) {
        return false;
    }
    let Some(smallest) = shown.first().filter(|_| hidden > 0 && rules.complementary) else {
        return true;
    };
    let together: u64 = behind.iter().map(|count| count.queries).sum();
    let others = behind.iter().filter(|count| count.known).count().saturating_sub(1);
    let others = u64::try_from(others).unwrap_or(u64::MAX);
    let room = rules.least_behind(rules.round(smallest.queries)) - 1;
    others >= 1
        && together >= rules.threshold
        && (!rules.in_doubt || together <= others.saturating_mul(room))
}
