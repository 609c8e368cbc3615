//! The laws of stochastic acceptability, each as a property, and cases whose answer is known exactly.

use std::collections::BTreeMap;
use std::thread;

use framewise_model::decision::{Answers, Weights, rank};
use framewise_model::numbers::{UnitInterval, Weight};
use framewise_model::sensitivity::acceptability::{
    DEFAULT_DRAWS, Interval, MAX_DRAWS, MAX_SPREAD, Sampling, Spread, acceptability,
    rank_acceptability, winning_shares,
};
use proptest::prelude::*;

use crate::WIDE;

/// The default number of draws.
const DRAWS: f64 = 10_000.0;

/// Draws in tests that repeat a law often: not a multiple of a block, and enough to see every rank.
const FEW: usize = 200;

fn spreads() -> impl Strategy<Value = Spread> {
    prop_oneof![
        Just(Spread::LogNormal(0.5)),
        (0.0..=MAX_SPREAD).prop_map(Spread::LogNormal),
        Just(Spread::Uniform),
    ]
}

fn samplings() -> impl Strategy<Value = Sampling> {
    (spreads(), 1..=FEW).prop_map(|(spread, draws)| Sampling { spread, draws })
}

/// A random answer to each of a random part of the questions.
fn answers() -> impl Strategy<Value = Vec<usize>> {
    let chosen: Vec<_> = (0..WIDE.questions.len())
        .map(|index| {
            let options: Vec<usize> = (0..WIDE.options.len())
                .filter(|option| WIDE.options[*option].question == index)
                .collect();
            let most = if WIDE.questions[index].multiple { options.len() } else { 1 };
            prop::sample::subsequence(options, 0..=most)
        })
        .collect();
    chosen.prop_map(|chosen| chosen.into_iter().flatten().collect())
}

/// Weights from random answers and priorities.
fn weights() -> impl Strategy<Value = Weights> {
    let priorities = prop::collection::btree_map(0..WIDE.attributes.len(), 0.1_f64..5.0, 0..6);
    (answers(), priorities).prop_map(|(chosen, priorities)| {
        let answers = Answers::new(&WIDE, chosen).expect("one option");
        let priorities: BTreeMap<usize, Weight> = priorities
            .into_iter()
            .map(|(attribute, priority)| (attribute, Weight::new(priority).expect("in range")))
            .collect();
        Weights::new(&WIDE, &answers, &priorities).expect("something counts")
    })
}

fn frameworks() -> impl Strategy<Value = Vec<usize>> {
    let all: Vec<usize> = (0..WIDE.frameworks.len()).collect();
    prop::sample::subsequence(all, 1..=WIDE.frameworks.len())
}

fn interval() -> impl Strategy<Value = Interval> {
    prop::array::uniform3(0.0_f64..=1.0).prop_map(|mut ends| {
        ends.sort_by(f64::total_cmp);
        Interval { low: ends[0], value: ends[1], high: ends[2] }
    })
}

/// Alternatives and weights on up to six criteria.
fn matrices() -> impl Strategy<Value = (Vec<Vec<Interval>>, Vec<f64>)> {
    (2_usize..20, 1_usize..6).prop_flat_map(|(alternatives, criteria)| {
        let ratings =
            prop::collection::vec(prop::collection::vec(interval(), criteria), alternatives);
        (ratings, prop::collection::vec(0.0_f64..10.0, criteria))
    })
}

fn exactly(value: f64) -> Interval {
    Interval { low: value, value, high: value }
}

/// Whether a share of independent draws could be off that far; shares near 0 and 1 are granted the
/// error of one at 0.1 %.
fn within_four_standard_errors(share: f64, expected: f64, draws: f64) -> bool {
    let p = expected.clamp(0.001, 0.999);
    (share - expected).abs() <= 4.0 * (p * (1.0 - p) / draws).sqrt()
}

/// Whether two shares, each of so many independent draws, could be that far apart if the same share is
/// behind both: the best guess at it is their mean.
fn alike(one: f64, other: f64, draws: f64) -> bool {
    let p = f64::midpoint(one, other).clamp(0.001, 0.999);
    (one - other).abs() <= 4.0 * (p * (1.0 - p) * 2.0 / draws).sqrt()
}

fn sums_to_one<'a>(shares: impl Iterator<Item = &'a f64>) -> bool {
    (shares.sum::<f64>() - 1.0).abs() < 1e-9
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn law_7_the_shares_of_a_framework_sum_to_1_and_so_do_those_of_a_rank(
        weights in weights(), frameworks in frameworks(), sampling in samplings(),
    ) {
        let found = acceptability(&WIDE, &weights, &frameworks, sampling);
        prop_assert_eq!(&found.frameworks, &frameworks);
        prop_assert_eq!(found.shares.len(), frameworks.len());
        for (index, shares) in found.shares.iter().enumerate() {
            prop_assert!(sums_to_one(shares.iter()));
            prop_assert!(sums_to_one(found.shares.iter().map(|shares| &shares[index])));
            prop_assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)));
        }
        let first: Vec<f64> = found.shares.iter().map(|shares| shares[0]).collect();
        prop_assert_eq!(winning_shares(&WIDE, &weights, &frameworks, sampling), first);
    }

    #[test]
    fn law_2_the_same_draws_come_again_on_every_thread(
        weights in weights(), frameworks in frameworks(), sampling in samplings(),
    ) {
        let here = acceptability(&WIDE, &weights, &frameworks, sampling);
        let there = thread::scope(|scope| {
            scope.spawn(|| acceptability(&WIDE, &weights, &frameworks, sampling)).join()
        });
        prop_assert_eq!(here, there.expect("no panic"));
    }

    #[test]
    fn law_4_whoever_comes_first_still_does_when_others_are_left_out(
        weights in weights(), frameworks in frameworks(), sampling in samplings(),
    ) {
        let all: Vec<usize> = (0..WIDE.frameworks.len()).collect();
        let among_all = winning_shares(&WIDE, &weights, &all, sampling);
        let among_some = winning_shares(&WIDE, &weights, &frameworks, sampling);
        for (framework, share) in frameworks.iter().zip(among_some) {
            prop_assert!(share >= among_all[*framework]);
        }
    }

    #[test]
    fn law_6_scaling_all_weights_changes_nothing(
        (ratings, weights) in matrices(), factor in 1e-3_f64..1e3, sampling in samplings(),
    ) {
        let scaled: Vec<f64> = weights.iter().map(|weight| weight * factor).collect();
        prop_assert_eq!(
            rank_acceptability(&ratings, &weights, sampling),
            rank_acceptability(&ratings, &scaled, sampling)
        );
    }

    #[test]
    fn law_8_whoever_is_better_in_every_interval_is_never_behind(
        (mut ratings, weights) in matrices(), sampling in samplings(),
    ) {
        prop_assume!(weights.iter().any(|weight| *weight > 0.0));
        // The last is moved into the upper half, the first into the lower one.
        let last = ratings.len() - 1;
        for (index, from) in [(0, 0.0), (last, 0.501)] {
            for rating in &mut ratings[index] {
                let [low, value, high] =
                    [rating.low, rating.value, rating.high].map(|end| from + end * 0.499);
                *rating = Interval { low, value, high };
            }
        }
        let shares = rank_acceptability(&ratings, &weights, sampling);
        let at_best = |index: usize| shares[index].iter().position(|share| *share > 0.0);
        let at_worst = |index: usize| shares[index].iter().rposition(|share| *share > 0.0);
        prop_assert!(at_best(0) > Some(0));
        prop_assert!(at_worst(last) < Some(last));
        let mut ahead = 0.0;
        for (better, worse) in shares[last].iter().zip(&shares[0]) {
            ahead += better - worse;
            prop_assert!(ahead >= -1e-9, "the worse one is at least as high more often");
        }
    }

    #[test]
    fn without_any_uncertainty_the_ranking_itself_comes_out(
        weights in weights(), frameworks in frameworks(),
        values in prop::collection::vec(0.0_f64..=1.0, WIDE.frameworks.len() * WIDE.attributes.len()),
    ) {
        let mut knowledge = WIDE.clone();
        let slots = knowledge.frameworks.iter_mut().flat_map(|framework| &mut framework.ratings);
        for (rating, value) in slots.zip(values) {
            let value = UnitInterval::clipped(value);
            let rating = std::sync::Arc::make_mut(rating);
            (rating.low, rating.value, rating.high) = (value, value, value);
        }
        let places = rank::rank(&knowledge, &weights, &frameworks);
        // Scores that differ by less than single precision can express are as good as tied.
        prop_assume!(places.windows(2).all(|pair| pair[0].score - pair[1].score > 1e-6));
        let sampling = Sampling { spread: Spread::LogNormal(0.0), draws: 16 };
        let found = acceptability(&knowledge, &weights, &frameworks, sampling);
        for place in places {
            let index = frameworks.iter().position(|framework| *framework == place.framework);
            let shares = &found.shares[index.expect("it was compared")];
            prop_assert_eq!(shares[place.rank - 1].to_bits(), 1.0_f64.to_bits());
        }
    }

    #[test]
    fn two_on_two_criteria_come_out_as_computed_by_hand(
        gain in 0.01_f64..1.0, loss in 0.01_f64..1.0, weights in prop::array::uniform2(0.1_f64..10.0),
        spread in 0.1..=MAX_SPREAD,
    ) {
        // The first is better by `gain` on one criterion and worse by `loss` on the other.
        let ratings = [vec![exactly(gain), exactly(0.0)], vec![exactly(0.0), exactly(loss)]];
        let share = |spread| {
            rank_acceptability(&ratings, &weights, Sampling { spread, ..Sampling::default() })[0][0]
        };
        // Uniform: w · gain > (1 − w) · loss with w uniform on [0, 1].
        let expected = gain / (gain + loss);
        prop_assert!(within_four_standard_errors(share(Spread::Uniform), expected, 10_000.0));
        // Log-normal: σ (z₁ − z₂) > ln (W₂ · loss / (W₁ · gain)), and z₁ − z₂ has the variance 2.
        let lead = (weights[0] * gain / (weights[1] * loss)).ln();
        let expected = libm::erfc(-lead / (2.0 * spread)) / 2.0;
        prop_assert!(within_four_standard_errors(share(Spread::LogNormal(spread)), expected, 10_000.0));
    }

    #[test]
    fn a_rating_is_drawn_as_often_below_its_value_as_above_it_and_rarer_further_away(
        [down, up] in prop::array::uniform2(0.01_f64..0.5), share in -0.99_f64..0.99,
    ) {
        let uncertain = Interval { low: 0.5 - down, value: 0.5, high: 0.5 + up };
        let bar = 0.5 + share * if share < 0.0 { down } else { up };
        // A triangle falls from its peak to 0 at distance 1: what lies beyond `share` of the way.
        let beyond = (1.0 - share.abs()).powi(2) / 2.0;
        let expected = if share < 0.0 { 1.0 - beyond } else { beyond };
        let sampling = Sampling { spread: Spread::LogNormal(0.0), draws: DEFAULT_DRAWS };
        let found = rank_acceptability(&[vec![uncertain], vec![exactly(bar)]], &[1.0], sampling);
        // There is one draw of a rating for each of 625 blocks, evenly spread.
        prop_assert!((found[0][0] - expected).abs() <= 1.0 / 625.0);
    }
}

/// A number of draws and a larger one. One pair of fifty goes round the kept draws several times.
fn few_and_more() -> impl Strategy<Value = (usize, usize)> {
    prop_oneof![49 => Just((1_000, 4_000)), 1 => Just((DEFAULT_DRAWS, 4 * DEFAULT_DRAWS + 1))]
}

/// Among as many shares as are compared here, one that is off by more than four standard errors is no
/// wonder. So they are granted those of a tenth of their draws.
#[expect(clippy::cast_precision_loss, reason = "at most 100,000")]
fn granted(draws: usize) -> f64 {
    draws as f64 / 10.0
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn more_draws_say_the_same_more_exactly(
        (ratings, weights) in matrices(), spread in spreads(), (few, more) in few_and_more(),
    ) {
        let with = |draws| rank_acceptability(&ratings, &weights, Sampling { spread, draws });
        let granted = granted(few);
        for (few, more) in with(few).iter().flatten().zip(with(more).iter().flatten()) {
            prop_assert!(alike(*few, *more, granted), "{few} {more}");
        }
    }

    #[test]
    fn independent_draws_in_double_precision_agree(
        (ratings, weights) in matrices(), spread in spreads(), (draws, _) in few_and_more(),
        seed in any::<u64>(),
    ) {
        let found = rank_acceptability(&ratings, &weights, Sampling { spread, draws });
        let plain = plainly(&ratings, &weights, spread, seed, draws);
        for (found, plain) in found.iter().flatten().zip(plain.iter().flatten()) {
            let granted = granted(draws);
            prop_assert!(alike(*found, *plain, granted), "{found} {plain}");
        }
    }
}

/// Rank acceptabilities the plain way: independent draws, one after the other.
fn plainly(
    ratings: &[Vec<Interval>],
    weights: &[f64],
    spread: Spread,
    seed: u64,
    draws: usize,
) -> Vec<Vec<f64>> {
    // splitmix64 (Steele, Lea & Flood 2014).
    let mut state = seed;
    let mut uniform = move || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        f64::from(u32::try_from((mixed ^ (mixed >> 31)) >> 32).expect("32 bits"))
            / f64::from(u32::MAX)
            * 0.999_999
            + 5e-7
    };
    let mut counts = vec![vec![0.0; ratings.len()]; ratings.len()];
    let total = f64::from(u32::try_from(draws).expect("at most 100,000"));
    for _ in 0..draws {
        let varied: Vec<f64> = weights
            .iter()
            .map(|weight| match spread {
                // Box & Muller.
                Spread::LogNormal(spread) => {
                    let normal =
                        (-2.0 * uniform().ln()).sqrt() * (std::f64::consts::TAU * uniform()).cos();
                    weight * (spread * normal).exp()
                }
                Spread::Uniform => {
                    if *weight > 0.0 {
                        -uniform().ln()
                    } else {
                        0.0
                    }
                }
            })
            .collect();
        let scores: Vec<f64> = ratings
            .iter()
            .map(|row| {
                row.iter()
                    .zip(&varied)
                    .map(|(Interval { low, value, high }, weight)| {
                        // The sum of two uniform variates is triangular.
                        let t = uniform() + uniform() - 1.0;
                        let width = if t < 0.0 { value - low } else { high - value };
                        weight * (value + width * t)
                    })
                    .sum()
            })
            .collect();
        for (index, (counts, score)) in counts.iter_mut().zip(&scores).enumerate() {
            // Of two that are exactly equal, as where all ratings are 0, the first comes first.
            let before = scores[..index].iter().filter(|other| *other >= score).count();
            let after = scores[index + 1..].iter().filter(|other| *other > score).count();
            counts[before + after] += 1.0;
        }
    }
    let shares = |counts: &Vec<f64>| counts.iter().map(|count| count / total).collect();
    counts.iter().map(shares).collect()
}

#[test]
fn each_of_three_that_is_best_at_one_thing_of_three_wins_a_third() {
    let ratings: Vec<Vec<Interval>> =
        (0..3).map(|a| (0..3).map(|c| exactly(f64::from(u8::from(a == c)))).collect()).collect();
    for spread in [Spread::Uniform, Spread::LogNormal(0.5), Spread::LogNormal(1.7)] {
        for (draws, worth) in [(DEFAULT_DRAWS, 10_000.0), (MAX_DRAWS, 100_000.0)] {
            for shares in rank_acceptability(&ratings, &[2.0; 3], Sampling { spread, draws }) {
                for share in shares {
                    assert!(within_four_standard_errors(share, 1.0 / 3.0, worth), "{share}");
                }
            }
        }
    }
}

#[test]
fn what_does_not_count_changes_nothing() {
    let ratings = [vec![exactly(0.4), exactly(1.0)], vec![exactly(0.6), exactly(0.0)]];
    for spread in [Spread::Uniform, Spread::LogNormal(3.0)] {
        let shares = rank_acceptability(&ratings, &[0.1, 0.0], Sampling { spread, draws: 100 });
        assert_eq!(shares, [[0.0, 1.0], [1.0, 0.0]]);
    }
}

#[test]
fn equal_ones_take_their_ranks_in_the_order_given() {
    let ratings = vec![vec![exactly(0.5), exactly(0.25)]; 3];
    let shares = rank_acceptability(&ratings, &[1.0, 2.0], Sampling::default());
    assert_eq!(shares, [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(50))]

    /// Shares without priorities begin with the scores of the base weights, which adds the same numbers in another order:
    /// that turns a draw in which two are all but tied.
    #[test]
    fn shares_are_those_of_adding_all_attributes(chosen in answers()) {
        let answers = Answers::new(&WIDE, chosen).expect("one option");
        let weights = Weights::new(&WIDE, &answers, &BTreeMap::new()).expect("something counts");
        let frameworks: Vec<usize> = (0..WIDE.frameworks.len()).collect();
        let found = acceptability(&WIDE, &weights, &frameworks, Sampling::default());
        let ratings: Vec<Vec<Interval>> = WIDE
            .frameworks
            .iter()
            .map(|framework| {
                framework.ratings.iter().map(|rating| Interval::of(rating)).collect()
            })
            .collect();
        let expected = rank_acceptability(&ratings, weights.as_slice(), Sampling::default());
        for (found, expected) in found.shares.iter().flatten().zip(expected.iter().flatten()) {
            prop_assert!((found - expected).abs() < 2.5 / DRAWS, "{found} {expected}");
        }
    }
}

#[test]
fn shares_follow_the_ratings_of_other_knowledge() {
    let weights = Weights::new(&WIDE, &Answers::default(), &BTreeMap::new()).expect("counts");
    let frameworks: Vec<usize> = (0..WIDE.frameworks.len()).collect();
    let shares = |knowledge| winning_shares(knowledge, &weights, &frameworks, Sampling::default());
    let before = shares(&WIDE);
    let mut better = WIDE.clone();
    let last = better.frameworks.last_mut().expect("there are frameworks");
    for rating in &mut last.ratings {
        let rating = std::sync::Arc::make_mut(rating);
        rating.low = UnitInterval::ONE;
        rating.value = UnitInterval::ONE;
        rating.high = UnitInterval::ONE;
    }
    let all_of_them = shares(&better).pop().expect("one share each");
    assert!(all_of_them > 0.99, "{all_of_them}");
    assert_eq!(shares(&WIDE), before);
}

#[test]
fn a_field_of_one_or_none_is_no_fault() {
    assert_eq!(rank_acceptability(&[vec![exactly(0.5)]], &[1.0], Sampling::default()), [[1.0]]);
    assert!(rank_acceptability(&[], &[1.0], Sampling::default()).is_empty());
    let weights = Weights::new(&WIDE, &Answers::default(), &BTreeMap::new()).expect("counts");
    assert!(winning_shares(&WIDE, &weights, &[], Sampling::default()).is_empty());
}

#[test]
fn what_lies_outside_its_range_counts_as_the_nearest_inside() {
    let ratings = [vec![exactly(0.4), exactly(0.6)], vec![exactly(0.6), exactly(0.5)]];
    let with = |spread, draws| {
        let spread = Spread::LogNormal(spread);
        rank_acceptability(&ratings, &[1.0, 1.0], Sampling { spread, draws })
    };
    assert_eq!(with(1e308, 100), with(MAX_SPREAD, 100));
    assert_eq!(with(-1.0, 100), with(0.0, 100));
    assert_eq!(with(f64::NAN, 0), with(0.0, 1));
}

/// The draws are part of what makes an answer repeatable for ever: these figures must not move.
#[test]
fn the_draws_are_the_same_for_ever() {
    let rating = |value: f64| Interval { low: value - 0.25, value, high: value + 0.125 };
    let ratings: Vec<Vec<Interval>> = (0..4_u32)
        .map(|a| (0..5_u32).map(|c| rating(f64::from(2 + (7 * a + 3 * c) % 5) / 8.0)).collect())
        .collect();
    let with = |spread, draws| {
        rank_acceptability(&ratings, &[5.0, 4.0, 3.0, 2.0, 1.0], Sampling { spread, draws })
    };
    let shares = |counts: [[u32; 4]; 4], draws: u32| {
        counts.map(|row| row.map(|count| f64::from(count) / f64::from(draws)))
    };
    assert_eq!(
        with(Spread::LogNormal(0.5), 10_000),
        shares(
            [
                [797, 2157, 3188, 3858],
                [816, 2386, 2650, 4148],
                [5716, 2205, 1426, 653],
                [2671, 3252, 2736, 1341]
            ],
            10_000
        )
    );
    assert_eq!(
        with(Spread::LogNormal(1.25), 25_001),
        shares(
            [
                [3767, 6216, 6878, 8140],
                [4424, 6608, 5551, 8418],
                [9935, 5505, 5517, 4044],
                [6875, 6672, 7055, 4399]
            ],
            25_001
        )
    );
    assert_eq!(
        with(Spread::Uniform, 10_000),
        shares(
            [
                [2341, 2625, 2715, 2319],
                [2806, 2338, 2343, 2513],
                [2528, 2321, 2336, 2815],
                [2325, 2716, 2606, 2353]
            ],
            10_000
        )
    );
}
