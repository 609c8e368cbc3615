//! Attacks on the figures of a cohort: each fails against the rules that hold, and succeeds once its rule is broken.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::sample::{tally, vocabulary};
use crate::disclosure::cohort::{
    COHORT_RULES, CohortRelease, CohortRules, CohortShare, CohortTable,
};
use crate::disclosure::rules::Rules;
use crate::disclosure::tally::Tally;

/// The rules with other rules for tables.
fn with_table(change: impl Fn(&mut Rules)) -> CohortRules {
    let mut rules = COHORT_RULES;
    change(&mut rules.table);
    rules
}

fn keys(cells: usize) -> Vec<String> {
    (0..cells).map(|n| format!("option_{n}")).collect()
}

/// A table with these counts.
fn table(rules: CohortRules, counts: &[u64]) -> CohortTable {
    let keys = keys(counts.len());
    let vocabulary: BTreeSet<String> = keys.iter().cloned().collect();
    let pairs: Vec<_> = keys.iter().map(String::as_str).zip(counts.iter().copied()).collect();
    CohortTable::partition(rules, &vocabulary, &pairs, counts.iter().sum())
}

/// A release in which the winners have these counts.
fn release(rules: CohortRules, counts: [u64; 3]) -> Option<CohortRelease> {
    let frameworks = ["django", "flask", "fastapi"];
    let rows: Vec<_> =
        frameworks.into_iter().zip(counts).map(|(id, count)| ("winner", id, count)).collect();
    CohortRelease::publish_by(rules, &vocabulary(), &tally(&rows))
}

fn split(total: u64, cells: usize) -> Vec<Vec<u64>> {
    if cells == 1 {
        return vec![vec![total]];
    }
    let with_first = |first: u64| {
        split(total - first, cells - 1).into_iter().map(move |rest| [vec![first], rest].concat())
    };
    (0..=total).flat_map(with_first).collect()
}

/// How many numbers a hidden cell that may hold 1 to 4 answers may hold at least, for an attacker who knows the exact
/// total and inverts the whole procedure: for each table that can be shown, all counts that lead to it.
fn fewest_possible_numbers(
    rules: CohortRules,
    cells: usize,
    totals: std::ops::Range<u64>,
) -> usize {
    let mut fewest = usize::MAX;
    for total in totals {
        let mut possible: BTreeMap<String, Vec<BTreeSet<u64>>> = BTreeMap::new();
        for counts in split(total, cells) {
            let shown = table(rules, &counts);
            if shown.cells().iter().any(|(_, share)| *share == CohortShare::Most) {
                continue;
            }
            let sets = possible
                .entry(format!("{shown:?}"))
                .or_insert_with(|| vec![BTreeSet::new(); cells]);
            for (number, key) in keys(cells).iter().enumerate() {
                if shown.cells().iter().all(|(shown, _)| shown != key) {
                    sets[number].insert(counts[number]);
                }
            }
        }
        let hidden = possible.values().flatten();
        let small = hidden.filter(|numbers| numbers.iter().any(|number| (1..5).contains(number)));
        fewest = fewest.min(small.map(BTreeSet::len).min().unwrap_or(usize::MAX));
    }
    fewest
}

#[test]
fn subtraction_and_the_order_of_hiding_pin_no_small_cell() {
    // Three cells: two options and no answer.
    for (cells, totals) in [(3, 10..36), (4, 10..24)] {
        let fewest = |rules| fewest_possible_numbers(rules, cells, totals.clone());
        assert!(fewest(COHORT_RULES) >= 4, "{cells} cells");
        assert_eq!(fewest(with_table(|rules| rules.complementary = false)), 1, "{cells} cells");
        assert_eq!(fewest(with_table(|rules| rules.in_doubt = false)), 1, "{cells} cells");
    }
}

/// Finds a figure of fewer than five answers.
fn finds_few(rules: CohortRules) -> bool {
    let counts = [20, 9, 3, 3];
    let shown = table(rules, &counts);
    keys(4)
        .iter()
        .zip(counts)
        .any(|(key, count)| count < 5 && shown.cells().iter().any(|(shown, _)| shown == key))
}

/// Finds out that all answers are the same.
fn finds_unanimity(rules: CohortRules) -> bool {
    table(rules, &[20, 0, 0]) != table(rules, &[18, 2, 0])
}

/// Finds out from two releases, for some number of answers, whether one certain answer is for Flask or for Django.
fn detects_one_answer(rules: CohortRules) -> bool {
    (10..40).any(|n| release(rules, [n + 1, 10, 10]) != release(rules, [n, 11, 10]))
        && (10..40).all(|n| release(rules, [n + 1, 10, 10]) != release(rules, [n, 11, 10]))
}

/// Gets figures of a cohort of one.
fn gets_a_cohort_of_one(rules: CohortRules) -> bool {
    release(rules, [1, 0, 0]).is_some()
}

#[test]
fn each_attack_fails_against_the_rules_and_succeeds_with_its_rule_broken() {
    type Attack = fn(CohortRules) -> bool;
    let unlimited = CohortRules { extremes: false, ..with_table(|rules| rules.outside = 0) };
    let attacks: [(&str, Attack, CohortRules); 4] = [
        ("threshold", finds_few, with_table(|rules| rules.threshold = 1)),
        ("extremes", finds_unanimity, unlimited),
        ("rounding", detects_one_answer, with_table(|rules| rules.rounded_to = 1)),
        ("ten answers", gets_a_cohort_of_one, with_table(|rules| rules.min_total = 1)),
    ];
    for (rule, attack, broken) in attacks {
        assert!(!attack(COHORT_RULES), "the rules do not hold against the attack on {rule}");
        assert!(attack(broken), "the attack on {rule} proves nothing");
    }
}

/// A teacher who reads again and again.
struct Reader {
    rules: CohortRules,
    released: u64,
    shown: Option<CohortRelease>,
}

impl Reader {
    fn new(rules: CohortRules) -> Self {
        Self { rules, released: 0, shown: None }
    }

    /// Reads a cohort with these winners.
    fn read(&mut self, counts: [u64; 3], closed: bool) -> Option<CohortRelease> {
        let answers = counts.iter().sum();
        if self.rules.is_due(self.released, answers, closed) {
            self.shown = release(self.rules, counts);
            self.released = answers;
        }
        self.shown.clone()
    }
}

/// Reads before and after the answer of a victim, and finds out for some number of answers which it was. With `closed`,
/// the teacher closes the cohort after it.
fn differences_of(rules: CohortRules, closed: bool) -> bool {
    (10..60).any(|before| {
        let after = |victim: [u64; 3]| {
            let mut reader = Reader::new(rules);
            reader.read([before, 10, 10], false);
            reader.read([before + victim[0], 10 + victim[1], 10], closed)
        };
        after([1, 0, 0]) != after([0, 1, 0])
    })
}

#[test]
fn reading_before_and_after_one_answer_shows_nothing() {
    assert!(!differences_of(COHORT_RULES, false));
    assert!(differences_of(CohortRules { step: 1, ..COHORT_RULES }, false));
}

#[test]
fn closing_after_one_answer_shows_nothing() {
    assert!(!differences_of(COHORT_RULES, true));
    assert!(differences_of(CohortRules { last_step: 1, ..COHORT_RULES }, true));
}

#[test]
fn two_releases_never_differ_by_fewer_than_five_answers() {
    for close_at in 10..80 {
        let mut released = Vec::new();
        let mut last = 0;
        for answers in 1..=close_at {
            if COHORT_RULES.is_due(last, answers, answers == close_at) {
                last = answers;
                released.push(answers);
            }
        }
        assert!(released[0] == 10 && released.windows(2).all(|two| two[1] - two[0] >= 5));
    }
}

/// Lets a victim erase its stored query, reads again, and finds out which answer it was. With `one_way`, erasing changes
/// no count of a cohort. The teacher gets new figures as often as they ask.
fn erasure_shows(one_way: bool) -> bool {
    let rules = CohortRules { step: 0, ..COHORT_RULES };
    (10..40).any(|before| {
        let after = |victim: [u64; 3]| {
            let mut reader = Reader::new(rules);
            let mut counts = [before + 1, 11, 10];
            reader.read(counts, false);
            if !one_way {
                counts = [counts[0] - victim[0], counts[1] - victim[1], counts[2]];
                // It must not be hidden by the number of answers, which decreases.
                reader.released = 0;
            }
            reader.read(counts, false)
        };
        after([1, 0, 0]) != after([0, 1, 0])
    })
}

#[test]
fn erasing_and_reading_again_shows_nothing_because_counts_never_decrease() {
    assert!(!erasure_shows(true));
    assert!(erasure_shows(false));
}

#[test]
fn unanimous_answers_look_like_answers_with_dissent_in_every_table() {
    let with = |winner: u64, feature: u64| {
        let rows = [
            ("winner", "flask", winner),
            ("winner", "django", 20 - winner),
            ("budget", "low", winner),
            ("budget", "high", 20 - winner),
            ("features", "orm", feature),
        ];
        CohortRelease::publish_by(COHORT_RULES, &vocabulary(), &tally(&rows)).unwrap()
    };
    let all = with(20, 20);
    assert_eq!(all, with(18, 19));
    assert_eq!(all.winners().cells(), [("flask".to_owned(), CohortShare::Most)]);
    assert_eq!(all.winners().hidden(), 4);
}

#[test]
fn a_stored_text_is_read_as_written_and_other_values_are_rejected() {
    let release = release(COHORT_RULES, [25, 12, 6]).unwrap();
    let text = release.to_text().unwrap();
    assert_eq!(CohortRelease::from_text(&text).unwrap(), release);
    for (from, to) in [
        ("\"answers\":45", "\"answers\":44"),
        ("\"about\":25", "\"about\":24"),
        ("\"about\":25", "\"about\":0"),
        ("\"flask\"", "\"=cmd()\""),
        ("\"several\"", "\"exact\""),
    ] {
        assert!(text.contains(from), "{text}");
        assert!(CohortRelease::from_text(&text.replacen(from, to, 1)).is_err(), "{to}");
    }
}

#[test]
fn nothing_is_hidden_where_nobody_chose_the_other_options() {
    let shown = table(COHORT_RULES, &[10, 10, 0]);
    let about = |key: &str| (key.to_owned(), CohortShare::About(10));
    assert_eq!(shown.cells(), [about("option_0"), about("option_1")]);
    // With a single answer outside, one of the two is hidden with it, and so are both.
    assert!(table(COHORT_RULES, &[10, 10, 1]).cells().is_empty());
}

proptest! {
    #[test]
    fn a_cell_of_several_answers_is_shown_only_with_five_in_it_and_five_or_few_outside(
        counts in proptest::collection::vec(0_u64..60, 3),
        more in 0_u64..60,
    ) {
        let total = counts.iter().max().unwrap().max(&10) + more;
        let keys = keys(3);
        let vocabulary: BTreeSet<String> = keys.iter().cloned().collect();
        let pairs: Vec<_> = keys.iter().map(String::as_str).zip(counts).collect();
        let shown = CohortTable::several(COHORT_RULES, &vocabulary, &pairs, total);
        prop_assert_eq!(shown.cells().len() as u64 + shown.hidden(), 3);
        for (key, share) in shown.cells() {
            let (_, count) = pairs.iter().find(|(known, _)| known == key).unwrap();
            let dominant = count * 10 >= total * 9;
            prop_assert!(*count >= 5 && (total - count >= 5 || dominant));
            prop_assert!(!dominant || *share == CohortShare::Most);
            if let CohortShare::About(about) = share {
                prop_assert!(about % 5 == 0 && about.abs_diff(*count) <= 2);
            }
        }
    }
}

#[test]
fn too_few_answers_have_no_figures() {
    assert!(release(COHORT_RULES, [4, 3, 2]).is_none());
    assert!(release(COHORT_RULES, [5, 3, 2]).is_some());
    assert!(CohortRelease::publish(&vocabulary(), &Tally::default()).is_none());
}
