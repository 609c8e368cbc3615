//! Attackers who add rows of their own, who know every row but one, or who read many times. The rules without noise do
//! not hold against them; with noise, an attacker guesses hardly better than by a coin.

use super::sample::{EXACT, span, tally, vocabulary};
use crate::disclosure::noise::Noise;
use crate::disclosure::release::Release;
use crate::disclosure::rules::{COUNTS_PER_QUERY, NOISE_SCALE, RULES, Rules};
use crate::disclosure::table::{Cell, Table};

/// Releases of an attack, half of them with the query of the victim.
const TRIALS: u32 = 2_000;

/// The share of right guesses whether the victim is among the queries.
fn success(mut attack: impl FnMut(u64, &mut Noise) -> bool) -> f64 {
    let mut noise = Noise::from_seed([5; 32]);
    let right = (0..TRIALS).filter(|trial| {
        let victim = trial % 2 == 1;
        attack(victim.into(), &mut noise) == victim
    });
    f64::from(u32::try_from(right.count()).unwrap()) / f64::from(TRIALS)
}

/// A table of these counts as it is published.
fn published(rules: Rules, counts: &[u64], noise: &mut Noise) -> Table {
    let keys: Vec<String> = (0..counts.len()).map(|n| format!("option_{n}")).collect();
    let vocabulary = keys.iter().cloned().collect();
    let total = rules.with_noise(counts.iter().sum(), noise);
    let counts = keys.iter().map(String::as_str).zip(counts.iter().copied());
    Table::partition(rules, &vocabulary, rules.noisy(&vocabulary, counts, noise), total)
}

fn count_of(table: &Table, key: &str) -> Option<u64> {
    table.cells().iter().find(|cell| cell.key() == key).map(Cell::queries)
}

/// Adds one row less than the threshold for an option, and looks whether the option is shown.
fn sybils(rules: Rules) -> f64 {
    success(|victim, noise| {
        let counts = [rules.threshold - 1 + victim, 300, 300];
        count_of(&published(rules, &counts, noise), "option_0").is_some()
    })
}

/// Knows all rows but one, adds rows up to a step of the rounding, and looks at the figure.
fn differencing(rules: Rules) -> f64 {
    success(|victim, noise| {
        let counts = [194 + victim, 300, 300];
        count_of(&published(rules, &counts, noise), "option_0") >= Some(200)
    })
}

/// Adds one row less than a release needs, and looks whether there is a release.
fn merging(rules: Rules) -> f64 {
    success(|victim, noise| {
        let counts = tally(&[("winner", "flask", rules.min_total - 1 + victim)]);
        let total = counts.noisy_total_by(rules, noise);
        Release::publish_by(rules, span(), &vocabulary(), &counts, total, noise).is_ok()
    })
}

#[test]
fn an_attacker_who_adds_rows_or_knows_all_others_fails_with_noise_and_succeeds_without() {
    type Attack = fn(Rules) -> f64;
    let attacks: [(&str, Attack); 3] =
        [("sybils", sybils), ("differencing", differencing), ("merging", merging)];
    for (name, attack) in attacks {
        assert!(attack(EXACT) > 0.999, "the attack with {name} proves nothing");
        // One query changes a cell, and with it the total: two counts. The bound on the advantage over a coin is
        // tanh(2 / (2 · scale)) / 2, which is 4 % at scale 12; the rest is chance of the trials.
        let rate = attack(RULES);
        assert!(rate < 0.57, "{name}: {rate}");
    }
}

/// The share of attackers who find a count, up to 3 queries, by averaging many readings. `redrawn`: each reading has
/// noise of its own.
fn averaging(redrawn: bool) -> f64 {
    const READINGS: u64 = 400;
    let attackers = 40_u8;
    let found = (0..attackers).filter(|attacker| {
        let stored = published(RULES, &[500, 500, 500], &mut Noise::from_seed([*attacker; 32]));
        let mut noise = Noise::from_seed([*attacker; 32]);
        let reading = |_| {
            let table = if redrawn {
                published(RULES, &[500, 500, 500], &mut noise)
            } else {
                stored.clone()
            };
            count_of(&table, "option_0").unwrap()
        };
        let sum: u64 = (0..READINGS).map(reading).sum();
        sum.abs_diff(500 * READINGS) <= 3 * READINGS
    });
    f64::from(u8::try_from(found.count()).unwrap()) / f64::from(attackers)
}

#[test]
fn averaging_finds_nothing_because_noise_is_drawn_once() {
    assert!(averaging(true) > 0.9, "the attack proves nothing");
    assert!(averaging(false) < 0.6);
}

#[test]
fn no_figure_is_much_more_likely_with_the_query_of_the_victim_than_without() {
    const DRAWS: u32 = 40_000;
    // For every bound, the probability of a noisy count of at least this much.
    let shares = |count: u64| {
        let mut noise = Noise::from_seed([6; 32]);
        let mut found: Vec<u64> = (0..DRAWS).map(|_| RULES.with_noise(count, &mut noise)).collect();
        found.sort_unstable();
        move |bound: u64| {
            let least = found.partition_point(|noisy| *noisy < bound);
            f64::from(u32::try_from(found.len() - least).unwrap()) / f64::from(DRAWS)
        }
    };
    let (without, with) = (shares(200), shares(201));
    let factor = (1.0 / f64::from(u32::try_from(NOISE_SCALE).unwrap())).exp();
    for bound in 150..250 {
        let (less, more) = (without(bound), with(bound));
        assert!(more <= factor * less + 0.01 && less <= factor * more + 0.01, "{bound}");
    }
}

/// A query changes as many counts as the guarantee assumes, and each by one.
#[test]
fn a_query_changes_no_more_counts_than_the_guarantee_says() {
    use jiff::civil::date;

    use crate::privacy::counts::Counts;
    use crate::privacy::{Answered, ClosedAnswers, Feedback, QUESTIONS, Rating, anonymise};

    let features: Vec<String> = (0..20).map(|n| format!("feature_{n}")).collect();
    let answers = QUESTIONS.iter().take(QUESTIONS.len() - 1).map(|question| (*question, "option"));
    let features = features.iter().map(|feature| ("features", feature.as_str()));
    let answered = Answered {
        answers: ClosedAnswers::from_pairs(answers.chain(features)).unwrap(),
        knowledge_version: "2026.11.1",
        winner: Some("flask"),
        via_platform: false,
    };
    let mut counts = Counts::default();
    counts.add_query(&anonymise(date(2026, 11, 30), answered).unwrap());
    counts.add_feedback(Some("flask"), &Feedback::new("django", Rating::new(5)).unwrap());

    let changed: u64 = counts.iter().map(|(_, _, count)| count).sum();
    assert!(counts.iter().all(|(_, _, count)| count == 1));
    // The number of all feedback is noised too.
    assert_eq!(changed + 1, COUNTS_PER_QUERY);
}
