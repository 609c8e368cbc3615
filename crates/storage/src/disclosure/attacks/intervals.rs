//! An attacker who computes with intervals: the exact counts that round to the shown figures, the remainder of the
//! total, and the bounds that follow from the order of hiding. Run against random releases.

use proptest::prelude::*;

use super::sample::{EXACT, publish, tables, winners};
use crate::disclosure::release::Release;
use crate::disclosure::rules::{RULES, Rules};
use crate::disclosure::table::{Cell, Table};

/// The possible values of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Interval {
    pub low: u64,
    pub high: u64,
}

impl Interval {
    pub(super) fn exactly(number: u64) -> Self {
        Self { low: number, high: number }
    }

    /// The exact counts that round to `shown`.
    fn rounding_to(rules: Rules, shown: u64) -> Self {
        let high = shown + rules.rounded_to - 1 - rules.rounded_to / 2;
        Self { low: shown.saturating_sub(rules.rounded_to / 2), high }
    }

    fn and(self, other: Self) -> Self {
        Self { low: self.low.max(other.low), high: self.high.min(other.high) }
    }
}

/// The exact counts of the shown cells: each, and their sum.
fn shown(rules: Rules, table: &Table) -> (Vec<Interval>, Interval) {
    let cells = table.cells().iter().map(|cell| {
        let behind = Interval::rounding_to(rules, cell.queries());
        Interval { low: behind.low.max(rules.threshold), ..behind }
    });
    let cells: Vec<_> = cells.collect();
    let (low, high) = (cells.iter().map(|c| c.low).sum(), cells.iter().map(|c| c.high).sum());
    (cells, Interval { low, high })
}

/// The possible counts of a hidden cell of a partition, if there is one, for an attacker who knows the total up to
/// `total`, all rules, and that the smallest cells are hidden.
pub(super) fn hidden_cell(rules: Rules, table: &Table, total: Interval) -> Option<Interval> {
    let others = table.hidden().checked_sub(1)?;
    let (cells, shown) = shown(rules, table);
    let together = Interval {
        low: total.low.saturating_sub(shown.high),
        high: total.high.saturating_sub(shown.low),
    };
    let least = if rules.complementary { rules.threshold } else { 0 };
    let together = Interval { low: together.low.max(least), ..together };
    let largest = cells.iter().map(|cell| cell.high).min().unwrap_or(u64::MAX);
    Some(Interval {
        low: together.low.saturating_sub(others.saturating_mul(largest)),
        high: together.high.min(largest),
    })
}

/// The possible totals that all tables together leave.
fn total(release: &Release) -> Interval {
    let mut total = Interval::rounding_to(EXACT, release.total());
    for table in release.questions().iter().map(|(_, table)| table).chain([release.winners()]) {
        let (cells, shown) = shown(EXACT, table);
        if table.is_several() || cells.is_empty() {
            continue;
        }
        let largest = cells.iter().map(|cell| cell.high).min().unwrap_or(0);
        let hidden = if table.hidden() == 0 { 0 } else { EXACT.threshold };
        total = total
            .and(Interval { low: shown.low + hidden, high: shown.high + table.hidden() * largest });
    }
    total
}

/// Realistic counts: many small ones, some large ones.
fn count() -> impl Strategy<Value = u64> {
    prop_oneof![0_u64..3, 0_u64..30, 15_u64..60, 0_u64..400, 0_u64..20_000]
}

/// The counts, limited to the total, and the remainder as the last one.
fn split(total: u64, counts: &[u64]) -> Vec<u64> {
    let mut left = total;
    let mut parts: Vec<u64> = counts
        .iter()
        .map(|count| {
            let part = left.min(*count);
            left -= part;
            part
        })
        .collect();
    parts.push(left);
    parts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_hidden_cell_may_be_anything_from_0_to_19(
        winners in proptest::collection::vec(count(), 4),
        none in 100_u64..500,
        budget in proptest::collection::vec(count(), 2),
        goal in proptest::collection::vec(count(), 3),
        features in proptest::collection::vec(count(), 3),
        chosen in proptest::collection::vec(count(), 3),
        ratings in proptest::collection::vec(count(), 5),
    ) {
        let all_queries = winners.iter().sum::<u64>() + none;
        let named = |subject: &'static str, keys: &[&'static str], counts: Vec<u64>| {
            keys.iter().zip(counts).map(|(key, n)| (subject, *key, n)).collect::<Vec<_>>()
        };
        let features = features.into_iter().map(|n| n.min(all_queries)).collect();
        let rows = [
            named("winner", &["django", "flask", "fastapi", "pyramid", ""], [winners, vec![none]].concat()),
            named("budget", &["low", "high"], split(all_queries, &budget)),
            named("goal", &["learn", "earn", "play"], split(all_queries, &goal)),
            named("features", &["orm", "admin", "api"], features),
            named("chosen", &["flask>flask", "flask>django", ">flask"], chosen),
            named("rating", &["1", "2", "3", "4", "5"], ratings),
        ]
        .concat();
        let release = publish(EXACT, &rows);

        for known in [total(&release), Interval::exactly(all_queries)] {
            prop_assert!((known.low..=known.high).contains(&all_queries));
            for table in release.questions().iter().map(|(_, table)| table).chain([release.winners()]) {
                if table.is_several() {
                    let outside = |cell: &Cell| all_queries.abs_diff(cell.queries()) + 5;
                    prop_assert!(table.cells().iter().all(|cell| outside(cell) >= 20));
                } else if let Some(cell) = hidden_cell(EXACT, table, known).filter(|_| !has_one_cell(table)) {
                    prop_assert!(cell.low == 0 && cell.high >= 19, "{cell:?} in {table:?}");
                }
            }
        }
        for (subject, table) in [("chosen", release.chosen()), ("rating", release.ratings())] {
            let sum = rows.iter().filter(|row| row.0 == subject).map(|row| row.2).sum();
            if let Some(cell) = hidden_cell(EXACT, table, Interval::exactly(sum)) {
                prop_assert!(cell.low == 0 && (sum < 20 || cell.high >= 19), "{cell:?} in {table:?}");
            }
        }
        for table in tables(&release) {
            prop_assert!(table.cells().is_sorted_by_key(Cell::key));
            for cell in table.cells() {
                prop_assert!(cell.queries() >= 20 && cell.queries() % 10 == 0);
                // A share is never 0 or 1.
                prop_assert!(table.total().is_some_and(|total| cell.queries() < total));
            }
        }
    }

    #[test]
    fn a_release_is_equal_after_storing_and_reading(
        counts in proptest::collection::vec(count(), 3),
    ) {
        let release = winners(RULES, [counts[0] + 300, counts[1], counts[2]]);
        let text = release.to_text().unwrap();
        prop_assert_eq!(Release::from_text(&text).unwrap(), release);
    }
}

/// Whether a table has one cell only, which holds all queries.
fn has_one_cell(table: &Table) -> bool {
    table.cells().len() as u64 + table.hidden() == 1
}
