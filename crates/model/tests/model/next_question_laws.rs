//! The expected information of a question, against computing every answer by itself.

use std::cell::Cell;

use framewise_model::decision::{Answers, Request, Weights};
use framewise_model::numbers::Weight;
use framewise_model::sensitivity::acceptability::{MAX_SPREAD, Sampling, Spread, winning_shares};
use framewise_model::sensitivity::next_question::{
    ExpectedGain, best_question, gains, next_questions,
};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::WIDE;

const CASES: u32 = 1_000;

/// Draws in tests that repeat a law often: none of the laws depends on how many there are.
const FEW: usize = 64;

fn spreads() -> impl Strategy<Value = Spread> {
    prop_oneof![
        Just(Spread::LogNormal(0.5)),
        (0.0..=MAX_SPREAD).prop_map(Spread::LogNormal),
        Just(Spread::Uniform),
    ]
}

/// Random answers to a random part of the questions, and some priorities, 0 among them.
fn requests() -> impl Strategy<Value = Request> {
    let chosen: Vec<_> = (0..WIDE.questions.len())
        .map(|question| {
            let options = options_of(question);
            let most = if WIDE.questions[question].multiple { options.len() } else { 1 };
            prop::sample::subsequence(options, 0..=most)
        })
        .collect();
    let priority = prop_oneof![Just(0.0), 0.1_f64..5.0];
    let priorities = prop::collection::btree_map(0..WIDE.attributes.len(), priority, 0..6);
    (chosen, priorities).prop_map(|(chosen, priorities)| Request {
        answers: Answers::new(&WIDE, chosen.into_iter().flatten()).expect("one option"),
        priorities: priorities
            .into_iter()
            .map(|(attribute, priority)| (attribute, Weight::new(priority).expect("in range")))
            .collect(),
        ..Request::default()
    })
}

fn frameworks() -> impl Strategy<Value = Vec<usize>> {
    let all: Vec<usize> = (0..WIDE.frameworks.len()).collect();
    prop::sample::subsequence(all, 1..=WIDE.frameworks.len())
}

fn options_of(question: usize) -> Vec<usize> {
    (0..WIDE.options.len()).filter(|option| WIDE.options[*option].question == question).collect()
}

#[expect(clippy::cast_precision_loss, reason = "a handful")]
fn log2(number: usize) -> f64 {
    (number as f64).log2()
}

fn entropy(shares: &[f64]) -> f64 {
    -shares.iter().filter(|share| **share > 0.0).map(|share| share * share.log2()).sum::<f64>()
}

fn information(answers: &[(f64, Vec<f64>)]) -> f64 {
    let mixed: Vec<f64> = (0..answers[0].1.len())
        .map(|framework| {
            answers.iter().map(|(likelihood, shares)| likelihood * shares[framework]).sum()
        })
        .collect();
    entropy(&mixed)
        - answers.iter().map(|(likelihood, shares)| likelihood * entropy(shares)).sum::<f64>()
}

/// The gain of each of `questions`, each answer given and decided by itself.
fn one_by_one(
    request: &Request,
    questions: &[usize],
    frameworks: &[usize],
    sampling: Sampling,
) -> Vec<ExpectedGain> {
    let shares = |option: Option<usize>| {
        let options = request.answers.options().iter().copied().chain(option);
        let answers = Answers::new(&WIDE, options).expect("the question is open");
        let weights = Weights::new(&WIDE, &answers, &request.priorities).expect("counts");
        winning_shares(&WIDE, &weights, frameworks, sampling)
    };
    let likelihood = |option: usize| WIDE.options[option].likelihood.get();
    let gain = |question: usize| {
        let options = options_of(question).into_iter();
        if WIDE.questions[question].multiple {
            let present = shares(None);
            options
                .map(|option| {
                    let asked = likelihood(option);
                    let answers = [(asked, shares(Some(option))), (1.0 - asked, present.clone())];
                    information(&answers)
                })
                .sum::<f64>()
                .min(log2(frameworks.len()))
        } else {
            let answers: Vec<(f64, Vec<f64>)> =
                options.map(|option| (likelihood(option), shares(Some(option)))).collect();
            information(&answers)
        }
    };
    let gain = |question: usize| WIDE.questions[question].answered * gain(question);
    questions.iter().map(|&question| ExpectedGain { question, gain: gain(question) }).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(CASES))]

    #[test]
    fn a_gain_is_never_negative_and_never_more_than_there_is_to_know(
        request in requests(), frameworks in frameworks(), spread in spreads(),
    ) {
        let open = request.answers.open_questions(&WIDE);
        let found = || {
            let sampling = Sampling { spread, draws: FEW };
            gains(&WIDE, &request, &open, &frameworks, sampling)
        };
        let gains = found();
        let mut asked: Vec<usize> = gains.iter().map(|found| found.question).collect();
        asked.sort_unstable();
        prop_assert_eq!(&asked, &open);
        prop_assert!(gains.windows(2).all(|pair| pair[0].gain >= pair[1].gain));
        for ExpectedGain { question, gain } in &gains {
            let likelihoods: Vec<f64> = options_of(*question)
                .into_iter()
                .map(|option| WIDE.options[option].likelihood.get())
                .collect();
            let multiple = WIDE.questions[*question].multiple;
            let most = if multiple { f64::INFINITY } else { entropy(&likelihoods) };
            let most = most.min(log2(frameworks.len()));
            prop_assert!((0.0..=most + 1e-9).contains(gain), "{gain} of {most}");
        }
        prop_assert_eq!(gains, found());
    }
}

#[test]
fn gains_are_those_of_giving_every_answer_by_itself() {
    // What is turned in one draw of so many changes no gain by more, whichever answers it is in.
    let one_draw = 2.0 * log2(FEW) / f64::from(u16::try_from(FEW).expect("few"));
    let (compared, off) = (Cell::new(0), Cell::new(0));
    let strategy = (requests(), any::<prop::sample::Index>(), frameworks(), spreads());
    let mut runner = TestRunner::new(ProptestConfig::with_cases(CASES));
    let held = runner.run(&strategy, |(request, from, frameworks, spread)| {
        let open = request.answers.open_questions(&WIDE);
        if open.is_empty() {
            return Ok(());
        }
        // Any two of the open questions, which also shows that the others make no difference.
        let from = from.index(open.len());
        let questions = &open[from..open.len().min(from + 2)];
        let sampling = Sampling { spread, draws: FEW };
        let found = gains(&WIDE, &request, questions, &frameworks, sampling);
        for expected in one_by_one(&request, questions, &frameworks, sampling) {
            let found = found.iter().find(|found| found.question == expected.question);
            let found = found.expect("it is open").gain;
            let difference = (found - expected.gain).abs();
            prop_assert!(difference <= one_draw, "{found} {}", expected.gain);
            compared.set(compared.get() + 1);
            off.set(off.get() + u32::from(difference > 1e-9));
        }
        Ok(())
    });
    held.expect("the law holds");
    // Sums in another order turn a draw that is all but tied, which happens to one gain of a hundred.
    let (compared, off) = (compared.get(), off.get());
    assert!(compared > CASES, "{compared} compared");
    assert!(off * 20 < compared, "{off} of {compared} are off");
}

#[test]
fn the_best_question_is_the_first_of_all() {
    let (compared, other) = (Cell::new(0), Cell::new(0));
    let mut runner = TestRunner::new(ProptestConfig::with_cases(CASES));
    let held =
        runner.run(&(requests(), frameworks(), spreads()), |(request, frameworks, spread)| {
            let open = request.answers.open_questions(&WIDE);
            let all = next_questions(&WIDE, &request, &frameworks, spread);
            let best = best_question(&WIDE, &request, &open, &frameworks, spread);
            prop_assert_eq!(best.is_some(), !open.is_empty());
            if let (Some(first), Some(best)) = (all.first(), best) {
                let same = all.iter().find(|found| found.question == best.question);
                prop_assert_eq!(same, Some(&best), "its gain is that of all draws");
                compared.set(compared.get() + 1);
                other.set(other.get() + u32::from(best.gain < first.gain));
            }
            Ok(())
        });
    held.expect("the law holds");
    // A question that is left out after a part of the draws would seldom have become the first.
    let (compared, other) = (compared.get(), other.get());
    assert!(compared > CASES / 2, "{compared} compared");
    assert!(other * 200 <= compared, "{other} of {compared} are others");
}

#[test]
fn a_question_whose_answers_change_nothing_tells_nothing() {
    let mut knowledge = WIDE.clone();
    for answer in &mut knowledge.options {
        if knowledge.questions[answer.question].id == "deadline" {
            answer.effects.clear();
        }
    }
    let frameworks: Vec<usize> = (0..knowledge.frameworks.len()).collect();
    let gains =
        next_questions(&knowledge, &Request::default(), &frameworks, Spread::LogNormal(0.5));
    for ExpectedGain { question, gain } in gains {
        let silent = knowledge.questions[question].id == "deadline";
        assert_eq!(gain == 0.0, silent, "{}: {gain}", knowledge.questions[question].id);
    }
}

#[test]
fn a_field_of_one_leaves_nothing_to_ask() {
    let gains = next_questions(&WIDE, &Request::default(), &[3], Spread::LogNormal(0.5));
    assert_eq!(gains.len(), WIDE.questions.len());
    assert!(gains.iter().all(|found| found.gain == 0.0));
    let none = next_questions(&WIDE, &Request::default(), &[], Spread::LogNormal(0.5));
    assert!(none.iter().all(|found| found.gain == 0.0));
}

/// Either answer makes another one safe, so the question is worth the whole entropy of its answer,
/// although nothing is unsure before it is put.
#[test]
fn a_question_that_decides_everything_is_worth_its_answer() {
    let mut knowledge = WIDE.clone();
    let security = knowledge.questions.iter().position(|question| question.id == "security");
    let security = security.expect("it is asked");
    for (index, framework) in knowledge.frameworks.iter_mut().enumerate() {
        for (attribute, rating) in framework.ratings.iter_mut().enumerate() {
            let best = attribute == index && index < 2;
            let value = if best {
                framewise_model::numbers::UnitInterval::ONE
            } else {
                framewise_model::numbers::UnitInterval::ZERO
            };
            let rating = std::sync::Arc::make_mut(rating);
            (rating.low, rating.value, rating.high) = (value, value, value);
        }
    }
    for answer in &mut knowledge.options {
        answer.effects.clear();
        if answer.question == security {
            answer.effects.push((answer.option, Weight::new(10.0).expect("in range")));
        }
    }
    std::sync::Arc::make_mut(&mut knowledge.questions)[security].answered = 1.0;
    let gains = next_questions(&knowledge, &Request::default(), &[0, 1, 2], Spread::LogNormal(0.1));
    assert_eq!(gains[0].question, security);
    assert!((gains[0].gain - entropy(&[0.8, 0.2])).abs() < 1e-9, "{gains:?}");
}
