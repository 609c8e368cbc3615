//! The laws of the decision model, each as a property over random requests and random ratings.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use framewise_model::decision::contributions::{contributions, gap, raised_by};
use framewise_model::decision::reasons::Comparison;
use framewise_model::decision::summary::{Certainty, summary};
use framewise_model::decision::{Answers, Decision, MustHave, Request, decide};
use framewise_model::knowledge::{Knowledge, load};
use framewise_model::numbers::{UnitInterval, Weight};
use framewise_model::request::{self, Parsed, query_string};
use framewise_model::sensitivity::acceptability::{Sampling, acceptability};
use framewise_model::sensitivity::certificate::certificate;
use framewise_model::sensitivity::flips::flips;
use framewise_model::sensitivity::methods::agreement;
use framewise_model::sensitivity::next_question::gains;
use framewise_model::sensitivity::stability::stability;
use proptest::prelude::*;
use serde_json::json;

use crate::{WIDE, frozen_files, widened};

/// The same, loaded a second time.
static AGAIN: LazyLock<Knowledge> =
    LazyLock::new(|| widened(load(&frozen_files()).expect("the frozen knowledge is sound")));

/// Answers to a random part of the questions.
fn answers() -> impl Strategy<Value = Answers> {
    let questions = &WIDE.questions;
    let chosen: Vec<_> = questions
        .iter()
        .enumerate()
        .map(|(index, question)| {
            let options: Vec<usize> = (0..WIDE.options.len())
                .filter(|option| WIDE.options[*option].question == index)
                .collect();
            let most = if question.multiple { options.len() } else { 1 };
            prop::sample::subsequence(options, 0..=most)
        })
        .collect();
    chosen.prop_map(|chosen| {
        Answers::new(&WIDE, chosen.into_iter().flatten()).expect("one option a question")
    })
}

/// A random request without constraints; priorities stay above 0 so that something counts.
pub(crate) fn requests() -> impl Strategy<Value = Request> {
    let attributes = 0..WIDE.attributes.len();
    let priorities = prop::collection::btree_map(attributes, 0.1_f64..5.0, 0..6);
    (answers(), priorities).prop_map(|(answers, priorities)| Request {
        answers,
        priorities: weights(&priorities),
        ..Request::default()
    })
}

/// The knowledge with random ratings.
fn rated() -> impl Strategy<Value = Knowledge> {
    let ratings = WIDE.frameworks.len() * WIDE.attributes.len();
    prop::collection::vec(0.0_f64..=1.0, ratings).prop_map(|values| {
        let mut knowledge = WIDE.clone();
        let slots = knowledge.frameworks.iter_mut().flat_map(|f| &mut f.ratings);
        for (slot, value) in slots.zip(values) {
            Arc::make_mut(slot).value = UnitInterval::clipped(value);
        }
        knowledge
    })
}

fn weights(priorities: &BTreeMap<usize, f64>) -> BTreeMap<usize, Weight> {
    priorities
        .iter()
        .map(|(attribute, p)| (*attribute, Weight::new(*p).expect("in range")))
        .collect()
}

fn rank_of(decision: &Decision, framework: usize) -> usize {
    decision.ranking.iter().find(|place| place.framework == framework).expect("ranked").rank
}

/// Few draws: how many there are changes nothing in these laws but the time that they take.
const DRAWS: usize = 16;

fn parsed(request: Request) -> Parsed {
    let sampling = Sampling { draws: DRAWS, ..Sampling::default() };
    Parsed { request, sampling, ..Parsed::default() }
}

/// All that the model finds out about a request, with every bit of every number.
fn findings(knowledge: &Knowledge, parsed: &Parsed) -> String {
    let Parsed { request, sampling, .. } = parsed;
    let decision = decide(knowledge, request).unwrap();
    let frameworks: Vec<usize> = decision.ranking.iter().map(|place| place.framework).collect();
    let parts: Vec<_> = frameworks
        .iter()
        .map(|framework| {
            let parts = contributions(knowledge, &decision.weights, *framework);
            (parts, gap(knowledge, &decision.weights, frameworks[0], *framework))
        })
        .collect();
    let open = request.answers.open_questions(knowledge);
    let found = (
        (&decision, parts, raised_by(knowledge, request)),
        summary(request, &Comparison::new(knowledge, request, &decision), Certainty::default()),
        acceptability(knowledge, &decision.weights, &frameworks, *sampling),
        (stability(knowledge, &decision), agreement(knowledge, &decision)),
        (flips(knowledge, request, &decision), certificate(knowledge, request, &decision)),
        gains(knowledge, request, &open, &frameworks, *sampling),
        query_string::query(knowledge, parsed),
    );
    format!("{found:?}")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn law_1_contributions_sum_to_the_score_and_gaps_to_the_difference(
        knowledge in rated(), request in requests()
    ) {
        let decision = decide(&knowledge, &request).unwrap();
        let first = decision.ranking[0];
        for place in &decision.ranking {
            let parts = contributions(&knowledge, &decision.weights, place.framework);
            let sum: f64 = parts.iter().map(|part| part.points).sum();
            prop_assert!((sum - place.score).abs() < 1e-12);
            let gaps = gap(&knowledge, &decision.weights, first.framework, place.framework);
            let sum: f64 = gaps.iter().map(|part| part.points).sum();
            prop_assert!((sum - (first.score - place.score)).abs() < 1e-12);
        }
        let sum: f64 = decision.weights.as_slice().iter().sum();
        prop_assert!((sum - 1.0).abs() < 1e-12);
    }

    #[test]
    fn law_2_the_same_request_has_the_same_result(request in requests()) {
        let parsed = parsed(request);
        prop_assert_eq!(findings(&WIDE, &parsed), findings(&AGAIN, &parsed));
    }

    #[test]
    fn law_3_raising_a_rating_never_lowers_the_rank(
        knowledge in rated(), request in requests(),
        framework in 0..WIDE.frameworks.len(), attribute in 0..WIDE.attributes.len(),
        share in 0.0_f64..=1.0,
    ) {
        let before = decide(&knowledge, &request).unwrap();
        let mut better = knowledge.clone();
        let rating = &mut better.frameworks[framework].ratings[attribute];
        let rating = Arc::make_mut(rating);
        rating.value = UnitInterval::clipped(rating.value.get() + share * (1.0 - rating.value.get()));
        let after = decide(&better, &request).unwrap();
        prop_assert!(rank_of(&after, framework) <= rank_of(&before, framework));
    }

    #[test]
    fn law_4_leaving_candidates_out_never_reorders_those_that_stay(
        knowledge in rated(), request in requests(),
        candidates in prop::sample::subsequence((0..WIDE.frameworks.len()).collect::<Vec<_>>(), 1..=WIDE.frameworks.len()),
    ) {
        let all = decide(&knowledge, &request).unwrap();
        let some = decide(&knowledge, &Request { candidates: Some(candidates.clone()), ..request }).unwrap();
        let kept: Vec<_> = all.ranking.iter().filter(|p| candidates.contains(&p.framework)).collect();
        let order: Vec<_> = some.ranking.iter().map(|p| (p.framework, p.score.to_bits())).collect();
        prop_assert_eq!(kept.iter().map(|p| (p.framework, p.score.to_bits())).collect::<Vec<_>>(), order);
    }

    #[test]
    fn law_5_the_order_of_answers_and_features_changes_nothing(
        request in requests(), seed in any::<u64>()
    ) {
        let mut options = request.answers.options().to_vec();
        // A fixed shuffle from the seed: Fisher and Yates with a linear congruential generator.
        let mut state = seed;
        for last in (1..options.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            options.swap(last, usize::try_from(state >> 33).unwrap() % (last + 1));
        }
        let mut body = serde_json::Map::new();
        for option in &options {
            let (question, choice) = WIDE.chosen(&WIDE.options[*option]);
            if question.multiple {
                let list = body.entry(question.id.clone()).or_insert_with(|| json!([]));
                list.as_array_mut().unwrap().push(json!(choice.id));
            } else {
                body.insert(question.id.clone(), json!(choice.id));
            }
        }
        let shuffled = request::parse(&WIDE, &json!({"answers": body, "draws": DRAWS})).unwrap();
        let straight = Request { priorities: BTreeMap::new(), ..request };
        prop_assert_eq!(findings(&WIDE, &shuffled), findings(&WIDE, &parsed(straight)));
    }

    #[test]
    fn law_6_scaling_all_priorities_by_one_factor_changes_nothing(
        knowledge in rated(), answers in answers(),
        priorities in prop::collection::vec(0.1_f64..2.5, WIDE.attributes.len()),
        factor in 0.2_f64..2.0,
    ) {
        let with = |factor: f64| {
            let priorities: BTreeMap<usize, f64> =
                priorities.iter().enumerate().map(|(attribute, p)| (attribute, p * factor)).collect();
            let request = Request { answers: answers.clone(), priorities: weights(&priorities), ..Request::default() };
            decide(&knowledge, &request).unwrap()
        };
        let (plain, scaled) = (with(1.0), with(factor));
        for (a, b) in plain.ranking.iter().zip(&scaled.ranking) {
            prop_assert_eq!((a.framework, a.rank), (b.framework, b.rank));
            prop_assert!((a.score - b.score).abs() < 1e-12);
        }
    }

    #[test]
    fn law_8_a_dominated_framework_never_wins(
        knowledge in rated(), request in requests(), deficits in prop::collection::vec(0.01_f64..0.5, WIDE.attributes.len())
    ) {
        // The last is made worse than the first on every attribute.
        let mut knowledge = knowledge;
        let last = knowledge.frameworks.len() - 1;
        for (attribute, deficit) in deficits.into_iter().enumerate() {
            let better = 0.5 + knowledge.frameworks[0].ratings[attribute].value.get() / 2.0;
            for (framework, value) in [(0, better), (last, better - deficit)] {
                let rating = &mut knowledge.frameworks[framework].ratings[attribute];
                Arc::make_mut(rating).value = UnitInterval::clipped(value);
            }
        }
        let decision = decide(&knowledge, &request).unwrap();
        prop_assert!(rank_of(&decision, last) > rank_of(&decision, 0));
    }

    #[test]
    fn what_must_be_there_is_there_for_everyone_who_takes_part(
        request in requests(),
        features in prop::sample::subsequence((0..WIDE.attributes.len()).filter(|c| WIDE.attributes[*c].capability.is_some()).collect::<Vec<_>>(), 1..5),
    ) {
        let must_have = MustHave { features, ..MustHave::default() };
        let decision = decide(&WIDE, &Request { must_have: must_have.clone(), ..request }).unwrap();
        for place in &decision.ranking {
            for feature in &must_have.features {
                prop_assert!(framewise_model::decision::constraints::support(&WIDE, place.framework, *feature) >= must_have.minimum);
            }
        }
        prop_assert_eq!(decision.ranking.is_empty(), !decision.nearest_misses.is_empty());
    }

    #[test]
    fn a_permalink_leads_to_the_same_result(request in requests()) {
        let parsed = parsed(request);
        let query = query_string::query(&WIDE, &parsed);
        // Nothing in it needs escaping.
        let pairs =
            query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
        let again = request::parse(&WIDE, &query_string::from_pairs(&WIDE, pairs)).unwrap();
        prop_assert_eq!(findings(&WIDE, &parsed), findings(&WIDE, &again));
    }
}

#[test]
fn law_11_no_answers_at_all_give_a_valid_result_that_says_so() {
    let request = Request::default();
    let decision = decide(&WIDE, &request).unwrap();
    assert_eq!(decision.ranking.len(), WIDE.frameworks.len());
    let comparison = Comparison::new(&WIDE, &request, &decision);
    let summary = summary(&request, &comparison, Certainty::default());
    assert!(summary.contains("No question was answered"));
    assert_eq!(request.answers.open_questions(&WIDE).len(), WIDE.questions.len());
    for place in &decision.ranking {
        assert!((0.0..=1.0).contains(&place.score));
    }
}

#[test]
fn equal_scores_share_a_rank_and_are_flagged() {
    let mut knowledge = WIDE.clone();
    let twin = knowledge.frameworks[0].ratings.clone();
    knowledge.frameworks[1].ratings = twin;
    let decision = decide(&knowledge, &Request::default()).unwrap();
    let places: Vec<_> = decision.ranking.iter().filter(|place| place.framework < 2).collect();
    assert_eq!(places[0].rank, places[1].rank);
    assert!(places.iter().all(|place| place.tied));
    assert_eq!(places.iter().map(|place| place.framework).collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn priorities_that_leave_nothing_are_refused() {
    let priorities =
        (0..WIDE.attributes.len()).map(|attribute| (attribute, Weight::ZERO)).collect();
    assert!(decide(&WIDE, &Request { priorities, ..Request::default() }).is_err());
}
