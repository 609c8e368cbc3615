//! What certainty costs: `cargo bench -p framewise-model --bench acceptability`.

#![expect(clippy::expect_used, reason = "a benchmark fails by panicking")]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use divan::{Bencher, black_box};
use framewise_model::decision::{Answers, Request, Weights};
use framewise_model::knowledge::{Files, Knowledge, load};
use framewise_model::sensitivity::acceptability::{
    DEFAULT_DRAWS, DEFAULT_SPREAD, MAX_DRAWS, Sampling, Spread, acceptability, prepare,
    winning_shares,
};
use framewise_model::sensitivity::next_question::next_questions;

/// The knowledge of the repository, so that figures are those of a service.
fn knowledge() -> Knowledge {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge");
    load(&Files::read(&folder).expect("the folder can be read")).expect("the knowledge is sound")
}

fn main() {
    print_ratio();
    divan::main();
}

/// How many attributes count: the criteria; with six features; with all of them.
const FEATURES: [usize; 3] = [0, 6, 22];

struct Case {
    knowledge: Knowledge,
    weights: Weights,
    frameworks: Vec<usize>,
}

/// The first option of every question, and so many features.
fn case(features: usize) -> Case {
    let knowledge = knowledge();
    prepare(&knowledge);
    let chosen =
        (0..knowledge.options.len()).filter(|option| match knowledge.options[*option].feature {
            Some(_) => knowledge.options[*option].option < features,
            None => knowledge.options[*option].option == 0,
        });
    let answers = Answers::new(&knowledge, chosen).expect("one option a question");
    let weights = Weights::new(&knowledge, &answers, &BTreeMap::new()).expect("something counts");
    let frameworks = (0..knowledge.frameworks.len()).collect();
    Case { knowledge, weights, frameworks }
}

/// All rank acceptabilities, 10,000 draws.
#[divan::bench(args = FEATURES)]
fn all_ranks(bencher: Bencher, features: usize) {
    let Case { knowledge, weights, frameworks } = case(features);
    bencher.bench_local(|| {
        acceptability(&knowledge, black_box(&weights), &frameworks, Sampling::default())
    });
}

/// Only who comes first.
#[divan::bench(args = FEATURES)]
fn first_rank(bencher: Bencher, features: usize) {
    let Case { knowledge, weights, frameworks } = case(features);
    bencher.bench_local(|| {
        winning_shares(&knowledge, black_box(&weights), &frameworks, Sampling::default())
    });
}

/// A σ whose factors are not kept.
#[divan::bench]
fn another_spread(bencher: Bencher) {
    with(bencher, Sampling { spread: Spread::LogNormal(0.7), ..Sampling::default() });
}

/// All weight vectors alike.
#[divan::bench]
fn uniform_weights(bencher: Bencher) {
    with(bencher, Sampling { spread: Spread::Uniform, ..Sampling::default() });
}

/// As many draws as may be asked for.
#[divan::bench]
fn most_draws(bencher: Bencher) {
    with(bencher, Sampling { draws: MAX_DRAWS, ..Sampling::default() });
}

fn with(bencher: Bencher, sampling: Sampling) {
    let Case { knowledge, weights, frameworks } = case(6);
    bencher.bench_local(|| acceptability(&knowledge, black_box(&weights), &frameworks, sampling));
}

/// The expected information of each question, none of them answered.
#[divan::bench]
fn next_question_all_open(bencher: Bencher) {
    let Case { knowledge, frameworks, .. } = case(0);
    let request = Request::default();
    let spread = Spread::LogNormal(DEFAULT_SPREAD);
    bencher.bench_local(|| next_questions(&knowledge, black_box(&request), &frameworks, spread));
}

/// The plain way, in double precision: draw by draw, with factors that are computed beforehand.
#[divan::bench(sample_count = 20)]
fn plain_loop(bencher: Bencher) {
    let case = case(6);
    let factors = factors(&case);
    bencher.bench_local(|| plain(&case, black_box(&factors)));
}

/// Any numbers around 1, by draw and attribute: what they are changes little of what the loop costs.
fn factors(case: &Case) -> Vec<f64> {
    let mut state = 1_u64;
    (0..DEFAULT_DRAWS * case.knowledge.attributes.len())
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            0.5 + f64::from(u32::try_from(state >> 33).expect("31 bits")) / f64::from(u32::MAX)
        })
        .collect()
}

fn plain(case: &Case, factors: &[f64]) -> Vec<Vec<u32>> {
    let Case { knowledge, weights, frameworks } = case;
    let mut counts = vec![vec![0; frameworks.len()]; frameworks.len()];
    let mut scores = vec![0.0; frameworks.len()];
    for factors in factors.chunks_exact(knowledge.attributes.len()) {
        for (score, framework) in scores.iter_mut().zip(frameworks) {
            let ratings = &knowledge.frameworks[*framework].ratings;
            *score = 0.0;
            for ((factor, weight), rating) in factors.iter().zip(weights.as_slice()).zip(ratings) {
                *score += weight * factor * rating.value.get();
            }
        }
        for (counts, score) in counts.iter_mut().zip(&scores) {
            counts[scores.iter().filter(|other| *other > score).count()] += 1;
        }
    }
    counts
}

/// The best of some runs of each, and how many times as long the plain loop takes.
fn print_ratio() {
    let case = case(6);
    let factors = factors(&case);
    let best = |run: &dyn Fn()| {
        let times = (0..30).map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        });
        times.min().expect("there were runs").as_secs_f64() * 1e6
    };
    let slow = best(&|| drop(black_box(plain(&case, &factors))));
    let fast = best(&|| {
        let Case { knowledge, weights, frameworks } = &case;
        drop(black_box(acceptability(knowledge, weights, frameworks, Sampling::default())));
    });
    println!(
        "all ranks: {fast:.0} µs; plain loop without ratings' intervals: {slow:.0} µs, {:.1} times as long",
        slow / fast
    );
}
