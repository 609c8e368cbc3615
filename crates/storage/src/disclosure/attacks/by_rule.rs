//! One attack for each rule, and outputs that must not differ.

use super::intervals::{Interval, hidden_cell};
use super::sample::{EXACT, noise, publish, span, table, tables, tally, vocabulary, winners};
use crate::disclosure::release::Release;
use crate::disclosure::rules::{EmptyCells, Rules};

/// Finds a figure of fewer than 20 queries.
fn finds_few(rules: Rules) -> bool {
    table(rules, &[160, 37, 12]).cells().iter().any(|cell| cell.queries() < 20)
}

/// Finds a cell with all queries.
fn finds_unanimity(rules: Rules) -> bool {
    let release = publish(rules, &[("winner", "flask", 120), ("features", "orm", 120)]);
    tables(&release)
        .any(|table| table.cells().iter().any(|cell| Some(cell.queries()) >= table.total()))
}

/// Finds out from two releases, for all counts, whether one certain query is included.
fn detects_one_query(rules: Rules) -> bool {
    (100..200).all(|n| winners(rules, [300, n, 250]) != winners(rules, [300, n + 1, 250]))
}

/// Subtracts the shown cells from the total, and finds few queries.
fn subtracts_to_few(rules: Rules) -> bool {
    let table = table(rules, &[400, 97, 3]);
    hidden_cell(rules, &table, Interval::exactly(500)).is_some_and(|cell| cell.high < 19)
}

/// Concludes from the order of hiding that a small cell is not empty.
fn finds_a_small_cell_not_empty(rules: Rules) -> bool {
    let table = table(rules, &[17, 44, 44]);
    hidden_cell(rules, &table, Interval::exactly(105)).is_some_and(|cell| cell.low > 0)
}

/// Finds an option of the vocabulary that the release reveals as empty.
fn finds_an_empty_option(rules: Rules) -> bool {
    let release = winners(rules, [200, 100, 50]);
    release.winners().hidden() == 0
        && release.winners().cells().len() < vocabulary().winners().len()
}

/// Gets a release of a week with three queries.
fn gets_a_week_of_few(rules: Rules) -> bool {
    let few = tally(&[("winner", "flask", 3)]);
    let total = few.noisy_total_by(rules, &mut noise());
    Release::publish_by(rules, span(), &vocabulary(), &few, total, &mut noise()).is_ok()
}

#[test]
fn each_attack_fails_against_the_rules_and_succeeds_with_its_rule_broken() {
    type Attack = fn(Rules) -> bool;
    let attacks: [(&str, Attack, Rules); 7] = [
        ("threshold", finds_few, Rules { threshold: 1, ..EXACT }),
        ("outside", finds_unanimity, Rules { outside: 0, ..EXACT }),
        ("rounding", detects_one_query, Rules { rounded_to: 1, ..EXACT }),
        ("complementary", subtracts_to_few, Rules { complementary: false, ..EXACT }),
        ("in doubt", finds_a_small_cell_not_empty, Rules { in_doubt: false, ..EXACT }),
        ("empty", finds_an_empty_option, Rules { empty: EmptyCells::LeftOut, ..EXACT }),
        ("merging", gets_a_week_of_few, Rules { min_total: 1, ..EXACT }),
    ];
    for (rule, attack, broken) in attacks {
        assert!(!attack(EXACT), "the rules do not hold against the attack on {rule}");
        assert!(attack(broken), "the attack on {rule} proves nothing");
    }
}

#[test]
fn unanimous_answers_look_like_answers_with_dissent() {
    let all = publish(
        EXACT,
        &[("winner", "flask", 500), ("budget", "low", 500), ("features", "orm", 500)],
    );
    let nearly_all = publish(
        EXACT,
        &[
            ("winner", "flask", 481),
            ("winner", "django", 19),
            ("budget", "low", 482),
            ("budget", "high", 9),
            ("features", "orm", 483),
            ("features", "api", 18),
        ],
    );
    assert_eq!(all, nearly_all);
    assert!(all.winners().cells().is_empty());
}

#[test]
fn the_number_of_queries_without_a_feature_is_not_shown() {
    // 1,000 queries, 957 without any and 24 with the one shown would leave 19 for the other.
    let rows = [("winner", "flask", 1_000), ("features", "orm", 24), ("features", "api", 19)];
    let with = [rows.as_slice(), &[("features", "", 957)]].concat();
    assert_eq!(publish(EXACT, &with), publish(EXACT, &rows));
}

#[test]
fn a_small_option_outside_of_the_vocabulary_is_not_revealed() {
    let of = |few: &'static str| {
        let rows = [("django", 300), ("flask", 200), ("fastapi", 40), (few, 7)];
        publish(EXACT, &rows.map(|(id, count)| ("winner", id, count)))
    };
    assert_eq!(of("web2py"), of("pyramid"));
}

#[test]
fn reasons_do_not_reveal_the_size_of_hidden_cells() {
    // Two hidden cells: both small in the first table, one of them only complementary in the second.
    let (small, complementary) = (table(EXACT, &[19, 18, 90, 91]), table(EXACT, &[3, 34, 90, 91]));
    assert_eq!(
        (small.hidden(), small.reasons()),
        (complementary.hidden(), complementary.reasons())
    );
    assert_eq!(small.cells(), complementary.cells());
}

#[test]
fn little_feedback_looks_like_none() {
    let with = |feedback: &[(&'static str, &'static str, u64)]| {
        publish(EXACT, &[&[("winner", "flask", 120)], feedback].concat())
    };
    let few = with(&[("chosen", "flask>flask", 19), ("rating", "5", 12), ("rating", "", 7)]);
    assert_eq!(few, with(&[]));
    assert_eq!(few.chosen().total(), None);
    let enough =
        with(&[("chosen", "flask>flask", 40), ("chosen", "flask>django", 20), ("rating", "", 60)]);
    assert_eq!(enough.chosen().total(), Some(60));
}

#[test]
fn one_more_query_changes_at_most_one_of_ten_counts() {
    let shows = |n: &u64| winners(EXACT, [300, *n, 250]) != winners(EXACT, [300, n + 1, 250]);
    // The count and the total are rounded at different places.
    assert!((100..200).filter(shows).count() <= 20);
}
