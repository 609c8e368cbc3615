//! An attacker who inverts the whole procedure, in a world small enough for all of it: every tally of some cells and
//! totals is published, and for each release all tallies that yield it are collected. Their common properties are
//! what an attacker learns who knows the exact total, the rules and the program.

use std::collections::{BTreeMap, BTreeSet};

use super::sample::{EXACT, table};
use crate::disclosure::rules::Rules;
use crate::disclosure::table::Cell;

/// The rules on a smaller scale; the threshold is twice the rounding, as in the real rules.
const SMALL: Rules = Rules { threshold: 4, outside: 4, rounded_to: 2, min_total: 20, ..EXACT };

/// Every distribution of `total` queries over `cells` cells.
fn tallies(total: u64, cells: usize) -> Vec<Vec<u64>> {
    if cells == 1 {
        return vec![vec![total]];
    }
    let first = |count| {
        tallies(total - count, cells - 1).into_iter().map(move |rest| [vec![count], rest].concat())
    };
    (0..=total).flat_map(first).collect()
}

/// The possible counts of each hidden cell of each release.
fn possible(rules: Rules, total: u64, cells: usize) -> Vec<BTreeSet<u64>> {
    let mut releases: BTreeMap<Vec<Option<u64>>, Vec<BTreeSet<u64>>> = BTreeMap::new();
    for counts in tallies(total, cells) {
        let table = table(rules, &counts);
        let keys = (0..cells).map(|n| format!("option_{n}"));
        let shown: Vec<Option<u64>> = keys
            .map(|key| table.cells().iter().find(|cell| cell.key() == key).map(Cell::queries))
            .collect();
        let possible = releases.entry(shown).or_insert_with(|| vec![BTreeSet::new(); cells]);
        possible.iter_mut().zip(&counts).for_each(|(set, count)| {
            set.insert(*count);
        });
    }
    let hidden = |(shown, possible): (Vec<Option<u64>>, Vec<BTreeSet<u64>>)| {
        shown.into_iter().zip(possible).filter(|(shown, _)| shown.is_none()).map(|(_, set)| set)
    };
    releases.into_iter().flat_map(hidden).collect()
}

/// Whether an attacker learns more of a small cell than the rules allow.
fn learns(rules: Rules, cells: usize) -> bool {
    (rules.min_total..rules.min_total + 6).flat_map(|n| possible(rules, n, cells)).any(|set| {
        let small = (0..rules.threshold).filter(|count| set.contains(count)).count() as u64;
        let known_to_be_small = set.iter().all(|count| *count < rules.threshold);
        (known_to_be_small && small < rules.threshold) || (1..rules.rounded_to).contains(&small)
    })
}

#[test]
fn a_cell_is_known_to_be_small_only_if_every_small_number_is_possible() {
    for cells in [2, 3, 4] {
        assert!(!learns(SMALL, cells), "{cells} cells");
    }
}

#[test]
fn without_the_rules_for_doubt_or_hidden_sums_small_cells_are_found() {
    assert!(learns(Rules { in_doubt: false, ..SMALL }, 3));
    assert!(learns(Rules { complementary: false, ..SMALL }, 3));
}
