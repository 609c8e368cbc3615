//! The other methods: equal to their definitions and to an independent library, and their laws.

use std::collections::BTreeMap;
use std::sync::Arc;

use framewise_model::decision::rank::TIE;
use framewise_model::decision::{Answers, Decision, Request, decide};
use framewise_model::knowledge::Knowledge;
use framewise_model::numbers::{UnitInterval, Weight};
use framewise_model::sensitivity::methods::{Agreement, Method, agreement};
use proptest::prelude::*;

use crate::WIDE;

/// The knowledge with these ratings, framework by framework; coarse ones make ties and equal attributes.
fn rated() -> impl Strategy<Value = Knowledge> {
    let ratings = WIDE.frameworks.len() * WIDE.attributes.len();
    (prop::collection::vec(0.0_f64..=1.0, ratings), any::<bool>()).prop_map(|(values, coarse)| {
        let mut knowledge = WIDE.clone();
        let slots = knowledge.frameworks.iter_mut().flat_map(|f| &mut f.ratings);
        for (slot, value) in slots.zip(values) {
            Arc::make_mut(slot).value =
                UnitInterval::clipped(if coarse { (value * 2.0).round() / 2.0 } else { value });
        }
        knowledge
    })
}

fn requests() -> impl Strategy<Value = Request> {
    let options: Vec<usize> = (0..WIDE.options.len()).collect();
    let attributes = 0..WIDE.attributes.len();
    let frameworks: Vec<usize> = (0..WIDE.frameworks.len()).collect();
    (
        prop::sample::subsequence(options, 0..12),
        prop::collection::btree_map(attributes, 0.0_f64..5.0, 0..6),
        prop::option::of(prop::sample::subsequence(frameworks, 1..6)),
    )
        .prop_map(|(options, priorities, candidates)| Request {
            answers: first_of_each(options),
            priorities: priorities
                .into_iter()
                .map(|(attribute, p)| {
                    (attribute, Weight::new(if p < 1.0 { 0.0 } else { p }).unwrap())
                })
                .collect(),
            candidates,
            ..Request::default()
        })
}

/// The first chosen option of every question.
fn first_of_each(options: Vec<usize>) -> Answers {
    let mut by_question = BTreeMap::new();
    for option in options {
        by_question.entry(WIDE.options[option].question).or_insert(option);
    }
    Answers::new(&WIDE, by_question.into_values()).unwrap()
}

fn values(agreement: &Agreement, method: Method) -> &[f64] {
    &agreement.outcomes.iter().find(|outcome| outcome.method == method).unwrap().values
}

fn winner(agreement: &Agreement, method: Method) -> usize {
    agreement.outcomes.iter().find(|outcome| outcome.method == method).unwrap().winner
}

/// Ratings of those who take part, framework by framework, and weights; attributes without weight too.
fn matrix(knowledge: &Knowledge, decision: &Decision) -> (Vec<Vec<f64>>, Vec<f64>) {
    let mut frameworks: Vec<usize> = decision.ranking.iter().map(|place| place.framework).collect();
    frameworks.sort_unstable();
    let ratings = |framework: usize| {
        knowledge.frameworks[framework].ratings.iter().map(|r| r.value.get()).collect()
    };
    (frameworks.into_iter().map(ratings).collect(), decision.weights.as_slice().to_vec())
}

/// Every attribute moved to [0, 1]; one on which all are equal becomes 1.
fn min_max(matrix: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let attribute = |c: usize| matrix.iter().map(move |row| row[c]);
    let low = |c| attribute(c).fold(f64::INFINITY, f64::min);
    let high = |c| attribute(c).fold(f64::NEG_INFINITY, f64::max);
    let place = |row: &Vec<f64>, c: usize| {
        if low(c) < high(c) { (row[c] - low(c)) / (high(c) - low(c)) } else { 1.0 }
    };
    matrix.iter().map(|row| (0..row.len()).map(|c| place(row, c)).collect()).collect()
}

fn topsis(matrix: &[Vec<f64>], weights: &[f64]) -> Vec<f64> {
    let weighted: Vec<Vec<f64>> = min_max(matrix)
        .iter()
        .map(|row| row.iter().zip(weights).map(|(x, w)| x * w).collect())
        .collect();
    let extreme = |pick: fn(f64, f64) -> f64| -> Vec<f64> {
        (0..weights.len())
            .map(|c| weighted.iter().map(|row| row[c]).reduce(pick).unwrap())
            .collect()
    };
    let (ideal, anti_ideal) = (extreme(f64::max), extreme(f64::min));
    let distance =
        |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt();
    let closeness = |row: &Vec<f64>| {
        let (far, near) = (distance(row, &anti_ideal), distance(row, &ideal));
        if far + near > 0.0 { far / (far + near) } else { 0.5 }
    };
    weighted.iter().map(closeness).collect()
}

fn promethee(matrix: &[Vec<f64>], weights: &[f64]) -> Vec<f64> {
    let preference = |a: &Vec<f64>, b: &Vec<f64>| -> f64 {
        let better = a.iter().zip(b).zip(weights).filter(|((a, b), _)| a > b);
        better.map(|(_, weight)| weight).sum()
    };
    let others = f64::from(u32::try_from(matrix.len() - 1).unwrap().max(1));
    let flow = |a| matrix.iter().map(|b| preference(a, b) - preference(b, a)).sum::<f64>() / others;
    matrix.iter().map(flow).collect()
}

fn city_block(matrix: &[Vec<f64>], weights: &[f64]) -> Vec<f64> {
    let normalised = min_max(matrix);
    let distance = |row: &Vec<f64>| row.iter().zip(weights).map(|(x, w)| w * (1.0 - x)).sum();
    normalised.iter().map(distance).collect()
}

fn close(a: &[f64], b: &[f64]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn every_method_is_equal_to_its_definition(knowledge in rated(), request in requests()) {
        let Ok(decision) = decide(&knowledge, &request) else { return Ok(()) };
        let agreement = agreement(&knowledge, &decision);
        let (ratings, weights) = matrix(&knowledge, &decision);
        prop_assert!(close(values(&agreement, Method::Topsis), &topsis(&ratings, &weights)));
        prop_assert!(close(values(&agreement, Method::PrometheeIi), &promethee(&ratings, &weights)));
        prop_assert!(close(values(&agreement, Method::CityBlock), &city_block(&ratings, &weights)));
        let mut places = decision.ranking.clone();
        places.sort_by_key(|place| place.framework);
        let scores: Vec<f64> = places.iter().map(|place| place.score).collect();
        prop_assert_eq!(values(&agreement, Method::WeightedSum), scores);
        prop_assert_eq!(winner(&agreement, Method::WeightedSum), decision.ranking[0].framework);
    }

    #[test]
    fn values_stay_in_their_range_and_the_best_wins_or_the_first_of_equals(
        knowledge in rated(), request in requests()
    ) {
        let Ok(decision) = decide(&knowledge, &request) else { return Ok(()) };
        let agreement = agreement(&knowledge, &decision);
        prop_assert!(agreement.frameworks.is_sorted());
        for outcome in &agreement.outcomes {
            let low = if outcome.method == Method::PrometheeIi { -1.0 } else { 0.0 };
            prop_assert!(outcome.values.iter().all(|v| (low - 1e-12..=1.0 + 1e-12).contains(v)));
            let better = |a: f64, b: f64| if outcome.method.more_is_better() { a - b } else { b - a };
            let best = outcome.values.iter().copied().reduce(|a, b| if better(a, b) > 0.0 { a } else { b }).unwrap();
            let equal: Vec<usize> = agreement.frameworks.iter().zip(&outcome.values)
                .filter(|(_, value)| better(best, **value) < TIE).map(|(f, _)| *f).collect();
            prop_assert_eq!(outcome.winner, equal[0]);
            prop_assert_eq!(outcome.tied, equal.len() > 1);
        }
        prop_assert!(values(&agreement, Method::PrometheeIi).iter().sum::<f64>().abs() < 1e-12);
    }

    #[test]
    fn law_8_a_dominated_framework_wins_by_no_method(
        knowledge in rated(), request in requests(), dominated in 0..WIDE.frameworks.len(),
        deficits in prop::collection::vec(0.01_f64..0.5, WIDE.attributes.len())
    ) {
        let mut knowledge = knowledge;
        let other = (dominated + 1) % knowledge.frameworks.len();
        for (attribute, deficit) in deficits.into_iter().enumerate() {
            let better = 0.5 + knowledge.frameworks[other].ratings[attribute].value.get() / 2.0;
            for (framework, value) in [(other, better), (dominated, better - deficit)] {
                let rating = &mut knowledge.frameworks[framework].ratings[attribute];
                Arc::make_mut(rating).value = UnitInterval::clipped(value);
            }
        }
        let request = Request { candidates: None, ..request };
        let Ok(decision) = decide(&knowledge, &request) else { return Ok(()) };
        for outcome in agreement(&knowledge, &decision).outcomes {
            prop_assert_ne!(outcome.winner, dominated, "{:?}", outcome.method);
        }
    }

    #[test]
    fn a_column_without_weight_changes_nothing(
        knowledge in rated(), request in requests(), more in prop::collection::vec(0.0_f64..=1.0, WIDE.frameworks.len())
    ) {
        let Ok(decision) = decide(&knowledge, &request) else { return Ok(()) };
        let before = agreement(&knowledge, &decision);
        let mut wider = knowledge;
        wider.attributes.push(wider.attributes[0].clone());
        wider.attributes.last_mut().unwrap().base_weight = Weight::ZERO;
        for (framework, rating) in wider.frameworks.iter_mut().zip(more) {
            let mut added = framework.ratings[0].clone();
            Arc::make_mut(&mut added).value = UnitInterval::clipped(rating);
            framework.ratings.push(added);
        }
        let decision = decide(&wider, &request).unwrap();
        prop_assert_eq!(decision.weights.as_slice().len(), WIDE.attributes.len() + 1);
        prop_assert_eq!(agreement(&wider, &decision), before);
    }
}

/// A decision on the first attributes and frameworks by these weights and ratings.
fn small(ratings: &[[f64; 4]], weights: [f64; 4]) -> (Knowledge, Decision) {
    let mut knowledge = WIDE.clone();
    for (attribute, asked) in knowledge.attributes.iter_mut().enumerate() {
        asked.base_weight =
            weights.get(attribute).map_or(Weight::ZERO, |w| Weight::new(*w).unwrap());
    }
    for (framework, row) in knowledge.frameworks.iter_mut().zip(ratings) {
        for (rating, value) in framework.ratings.iter_mut().zip(row) {
            Arc::make_mut(rating).value = UnitInterval::new(*value).unwrap();
        }
    }
    let candidates = Some((0..ratings.len()).collect());
    let decision = decide(&knowledge, &Request { candidates, ..Request::default() }).unwrap();
    (knowledge, decision)
}

#[test]
fn values_are_those_of_pymcdm() {
    let ratings =
        [[0.8, 0.3, 0.5, 1.0], [0.6, 0.9, 0.5, 0.25], [0.8, 0.1, 0.5, 0.75], [0.2, 1.0, 0.5, 0.0]];
    let (knowledge, decision) = small(&ratings, [0.4, 0.3, 0.1, 0.2]);
    let agreement = agreement(&knowledge, &decision);
    assert!(close(values(&agreement, Method::WeightedSum), &[0.66, 0.61, 0.55, 0.43]));
    // TOPSIS() and PROMETHEE_II('usual') of pymcdm 1.4.0; the third attribute is equal for all.
    let topsis = [
        0.659_610_223_972_194_5,
        0.651_559_643_419_386_7,
        0.584_134_837_757_079_6,
        0.401_491_624_090_794_36,
    ];
    assert!(close(values(&agreement, Method::Topsis), &topsis));
    assert!(close(values(&agreement, Method::PrometheeIi), &[11.0 / 30.0, -0.1, 1.0 / 30.0, -0.3]));
    // By hand: 0.3·7/9, 0.4/3 + 0.2·3/4 + 0.3/9, 0.3 + 0.2/4, 0.4 + 0.2.
    assert!(close(values(&agreement, Method::CityBlock), &[7.0 / 30.0, 19.0 / 60.0, 0.35, 0.6]));
}

#[test]
fn equal_frameworks_are_tied_by_every_method_and_nothing_is_not_a_number() {
    let (knowledge, decision) = small(&[[0.3; 4], [0.3; 4], [0.3; 4]], [0.4, 0.3, 0.1, 0.2]);
    for outcome in agreement(&knowledge, &decision).outcomes {
        assert!(outcome.tied && outcome.winner == 0, "{outcome:?}");
        assert!(outcome.values.iter().all(|value| value.is_finite()), "{outcome:?}");
    }
}

#[test]
fn one_framework_wins_by_every_method() {
    let (knowledge, decision) = small(&[[0.3, 0.0, 1.0, 0.5]], [0.4, 0.3, 0.1, 0.2]);
    for outcome in agreement(&knowledge, &decision).outcomes {
        assert!(!outcome.tied && outcome.winner == 0, "{outcome:?}");
        assert!(outcome.values.iter().all(|value| value.is_finite()), "{outcome:?}");
    }
}

#[test]
fn nobody_wins_where_nobody_takes_part() {
    let (knowledge, decision) = small(&[[0.3; 4]], [0.4, 0.3, 0.1, 0.2]);
    let empty = Decision { ranking: Vec::new(), ..decision };
    assert!(agreement(&knowledge, &empty).outcomes.is_empty());
}
