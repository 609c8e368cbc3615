//! What the audit says is true of the recommendations that callers get.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use framewise_model::audit::extremes::maximum;
use framewise_model::audit::proofs::{Dominance, Prover};
use framewise_model::audit::{Audit, FrameworkAudit, Sample, Situation, audit, sets};
use framewise_model::decision::answer_points::Points;
use framewise_model::decision::rank::TIE;
use framewise_model::decision::{Answers, Decision, Request, decide};
use framewise_model::knowledge::{Knowledge, load};
use framewise_model::numbers::{UnitInterval, Weight};
use framewise_model::request::{parse, query_string};
use proptest::prelude::*;
use serde_json::json;

use crate::{FROZEN, frozen_files};

/// Enough for laws; the shares themselves are not looked at here.
const SMALL: Sample = Sample { size: 60, seed: 7 };
/// How many frameworks the random knowledge has.
const FRAMEWORKS: usize = 5;

/// The questions and effects of the knowledge, and frameworks with random ratings.
fn rated() -> impl Strategy<Value = Knowledge> {
    let ratings = FRAMEWORKS * FROZEN.attributes.len();
    prop::collection::vec(0.0_f64..=1.0, ratings).prop_map(|values| {
        let mut knowledge = FROZEN.clone();
        let pattern = knowledge.frameworks[0].clone();
        knowledge.frameworks = values
            .chunks(FROZEN.attributes.len())
            .zip('a'..='z')
            .map(|(values, id)| {
                let mut framework = pattern.clone();
                Arc::make_mut(&mut framework.record).id = id.to_string();
                for (rating, value) in framework.ratings.iter_mut().zip(values) {
                    Arc::make_mut(rating).value = UnitInterval::clipped(*value);
                }
                framework
            })
            .collect();
        knowledge
    })
}

/// The same with a questionnaire so short that all its sets of answers can be tried.
fn rated_and_short() -> impl Strategy<Value = Knowledge> {
    let kept = |label: &str| {
        ["project_size=", "control=", "load="].iter().any(|question| label.starts_with(question))
            || ["=orm", "=async", "=api_docs", "=forms"]
                .iter()
                .any(|option| label.ends_with(option))
    };
    rated().prop_map(move |mut knowledge| {
        knowledge.options.retain(|option| kept(&option.label));
        let asked: BTreeSet<usize> =
            knowledge.options.iter().map(|option| option.question).collect();
        for option in &mut knowledge.options {
            option.question =
                asked.iter().position(|question| *question == option.question).unwrap();
        }
        knowledge.questions =
            asked.iter().map(|question| FROZEN.questions[*question].clone()).collect();
        knowledge
    })
}

/// Answers to a random part of the questions.
fn answers() -> impl Strategy<Value = Answers> {
    let shares = prop::collection::vec(0.0_f64..1.0, FROZEN.options.len());
    (shares, 0.0_f64..0.4).prop_map(|(shares, wished)| {
        let wanted = (0..shares.len()).filter(|option| shares[*option] < wished);
        let taken = wanted.fold(Vec::new(), |taken, option| {
            let more = [&taken[..], &[option]].concat();
            if Answers::new(&FROZEN, more.clone()).is_ok() { more } else { taken }
        });
        Answers::new(&FROZEN, taken).unwrap()
    })
}

/// All sets of answers to a short questionnaire.
fn all_sets(knowledge: &Knowledge) -> Vec<Answers> {
    let options = knowledge.options.len();
    assert!(options <= 14, "too many to try them all");
    let chosen = |bits: u32| (0..options).filter(move |option| bits & (1 << option) != 0);
    (0..1_u32 << options).filter_map(|bits| Answers::new(knowledge, chosen(bits)).ok()).collect()
}

fn decided(knowledge: &Knowledge, answers: &Answers) -> Decision {
    decide(knowledge, &Request { answers: answers.clone(), ..Request::default() }).unwrap()
}

fn score(decision: &Decision, framework: usize) -> f64 {
    decision.ranking.iter().find(|place| place.framework == framework).unwrap().score
}

/// How far a framework is ahead of the best other one.
fn lead(decision: &Decision, framework: usize) -> f64 {
    let others = decision.ranking.iter().filter(|place| place.framework != framework);
    score(decision, framework) - others.map(|place| place.score).fold(f64::MIN, f64::max)
}

fn winner(decision: &Decision) -> usize {
    decision.ranking[0].framework
}

/// Coefficients of the points of one framework minus those of another.
fn against(framework: usize, other: usize) -> Vec<f64> {
    let mut coefficients = vec![0.0; FRAMEWORKS];
    coefficients[framework] = 1.0;
    coefficients[other] = -1.0;
    coefficients
}

/// Lowers all ratings of a framework, so that proofs have something to prove.
fn weaken(knowledge: &mut Knowledge, framework: usize, factor: f64) {
    for rating in &mut knowledge.frameworks[framework].ratings {
        let rating = Arc::make_mut(rating);
        rating.value = UnitInterval::clipped(rating.value.get() * factor);
    }
}

/// Sends the answers through the door that callers use.
fn check_situation(knowledge: &Knowledge, found: &FrameworkAudit<'_>, situation: &Situation<'_>) {
    let parsed = parse(knowledge, &json!({"answers": situation.answers})).unwrap();
    let decision = decide(knowledge, &parsed.request).unwrap();
    let link = format!("/v1/recommendations{}", query_string::query(knowledge, &parsed));
    assert_eq!(link, situation.link);
    let framework = |id: &str| knowledge.frameworks.iter().position(|f| f.record.id == id).unwrap();
    let (first, rival) = (framework(found.framework), framework(situation.rival.unwrap()));
    let margin = score(&decision, first) - score(&decision, rival);
    assert!((margin - situation.margin).abs() < 1e-12);
    let wins = winner(&decision) == first && !decision.ranking[0].tied;
    assert_eq!(wins, found.witness.is_some(), "{}", situation.link);
}

fn sums(audit: &Audit<'_>, share: impl Fn(&FrameworkAudit<'_>) -> f64) -> f64 {
    audit.frameworks.iter().map(share).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_points_of_answers_add_up_to_what_a_recommendation_says(
        knowledge in rated(), answers in answers(),
    ) {
        let decision = decided(&knowledge, &answers);
        let sum = Points::of_all(&knowledge).of(answers.options());
        prop_assert_eq!(sum.winner(), Some(winner(&decision)));
        for framework in 0..FRAMEWORKS {
            let expected = lead(&decision, framework);
            prop_assert!((sum.lead(framework).unwrap() - expected).abs() < 1e-12);
        }
    }

    #[test]
    fn the_largest_lead_over_one_rival_is_what_trying_all_sets_finds(knowledge in rated_and_short()) {
        let points = Points::of_all(&knowledge);
        for (framework, other) in [(0, 1), (1, 0), (2, 4)] {
            let extreme = maximum(&knowledge, &points, &against(framework, other));
            let tried = all_sets(&knowledge).into_iter();
            let found = tried.map(|set| points.of(set.options()).difference(framework, other));
            prop_assert!((extreme.value - found.fold(f64::MIN, f64::max)).abs() < 1e-12);
            let reached = points.of(&extreme.options).difference(framework, other);
            prop_assert!((extreme.value - reached).abs() < 1e-12);
        }
    }

    #[test]
    fn who_can_win_is_what_trying_all_sets_finds(mut knowledge in rated_and_short(), factor in 0.6_f64..1.0) {
        weaken(&mut knowledge, 0, factor);
        let decisions: Vec<Decision> =
            all_sets(&knowledge).iter().map(|set| decided(&knowledge, set)).collect();
        for (framework, found) in audit(&knowledge, SMALL).frameworks.iter().enumerate() {
            let best = decisions.iter().map(|decision| lead(decision, framework));
            let best = best.fold(f64::MIN, f64::max);
            // Neither a set nor a proof may be found, but nothing wrong may be said.
            prop_assert!(found.can_win.is_none_or(|can_win| can_win == (best > TIE)), "{found:?} {best}");
            let shown = found.witness.as_ref().or(found.nearest.as_ref()).unwrap();
            prop_assert!(shown.margin <= best + 1e-12);
        }
    }

    #[test]
    fn who_is_dominated_is_behind_for_any_answers(
        mut knowledge in rated(), factor in 0.3_f64..1.0, sets in prop::collection::vec(answers(), 20),
    ) {
        weaken(&mut knowledge, 0, factor);
        let points = Points::of_all(&knowledge);
        let prover = Prover::new(&knowledge, &points);
        for other in 1..FRAMEWORKS {
            let dominance = prover.dominance(0, other);
            for set in &sets {
                let decision = decided(&knowledge, set);
                let ahead = score(&decision, other) - score(&decision, 0);
                prop_assert!(dominance.is_none() || ahead >= TIE, "{other} {dominance:?}");
            }
        }
    }

    #[test]
    fn who_is_worse_on_every_criterion_is_behind_whatever_the_priorities(
        mut knowledge in rated(), set in answers(),
        priorities in prop::collection::btree_map(0..FROZEN.attributes.len(), 0.1_f64..5.0, 0..9),
    ) {
        knowledge.frameworks[1].ratings = knowledge.frameworks[0].ratings.clone();
        weaken(&mut knowledge, 1, 0.9);
        let points = Points::of_all(&knowledge);
        let dominance = Prover::new(&knowledge, &points).dominance(1, 0);
        prop_assert_eq!(dominance, Some(Dominance::EveryCriterion));
        let priorities: BTreeMap<usize, Weight> =
            priorities.into_iter().map(|(attribute, p)| (attribute, Weight::new(p).unwrap())).collect();
        let request = Request { answers: set, priorities, ..Request::default() };
        let decision = decide(&knowledge, &request).unwrap();
        prop_assert!(score(&decision, 0) >= score(&decision, 1));
    }

    #[test]
    fn who_is_dominated_by_several_together_is_always_behind_one_of_them(
        mut knowledge in rated(), share in 0.2_f64..0.8, sets in prop::collection::vec(answers(), 20),
    ) {
        // The last is a little worse than a mean of the first two, so never better than both.
        for attribute in 0..knowledge.attributes.len() {
            let rating = |framework: usize| knowledge.frameworks[framework].ratings[attribute].value.get();
            let mean = share * rating(0) + (1.0 - share) * rating(1);
            let rating = &mut knowledge.frameworks[FRAMEWORKS - 1].ratings[attribute];
            Arc::make_mut(rating).value = UnitInterval::clipped(mean - 0.02);
        }
        let last = FRAMEWORKS - 1;
        let points = Points::of_all(&knowledge);
        let mixture = Prover::new(&knowledge, &points).mixture(last).unwrap();
        prop_assert!((mixture.iter().map(|(_, share)| share).sum::<f64>() - 1.0).abs() < 1e-12);
        for set in &sets {
            let decision = decided(&knowledge, set);
            let behind = mixture.iter().any(|(rival, _)| score(&decision, *rival) > score(&decision, last));
            prop_assert!(behind, "{mixture:?}");
        }
    }

    #[test]
    fn a_witness_wins_through_the_door_that_callers_use(mut knowledge in rated(), factor in 0.5_f64..1.0) {
        weaken(&mut knowledge, 0, factor);
        for found in &audit(&knowledge, SMALL).frameworks {
            prop_assert_eq!(found.can_win == Some(true), found.witness.is_some());
            prop_assert!(found.witness.is_some() != found.nearest.is_some());
            let proved = !found.dominated_by.is_empty() || !found.jointly_dominated_by.is_empty();
            prop_assert_eq!(found.can_win == Some(false), proved);
            check_situation(&knowledge, found, found.witness.as_ref().or(found.nearest.as_ref()).unwrap());
        }
    }

    #[test]
    fn shares_sum_to_one_and_to_three(knowledge in rated()) {
        let audit = audit(&knowledge, SMALL);
        for (wins, first_three) in [
            (sums(&audit, |f| f.wins.singles), sums(&audit, |f| f.first_three.singles)),
            (sums(&audit, |f| f.wins.pairs), sums(&audit, |f| f.first_three.pairs)),
            (sums(&audit, |f| f.wins.complete), sums(&audit, |f| f.first_three.complete)),
        ] {
            prop_assert!((wins - 1.0).abs() < 1e-9);
            prop_assert!((first_three - 3.0).abs() < 1e-9);
        }
    }
}

#[test]
fn those_that_tie_share_a_win_and_the_places_that_are_left() {
    let mut knowledge = FROZEN.clone();
    let pattern = knowledge.frameworks[0].clone();
    // Five alike, of which the first is better.
    knowledge.frameworks = vec![pattern; 5];
    for framework in 1..5 {
        weaken(&mut knowledge, framework, 0.9);
    }
    let found = audit(&knowledge, SMALL);
    let complete =
        |of: fn(&FrameworkAudit<'_>) -> f64| found.frameworks.iter().map(of).collect::<Vec<_>>();
    assert_eq!(complete(|f| f.wins.complete), [1.0, 0.0, 0.0, 0.0, 0.0]);
    assert_eq!(complete(|f| f.first_three.complete), [1.0, 0.5, 0.5, 0.5, 0.5]);
    // All alike: none can win alone, and none dominates.
    weaken(&mut knowledge, 0, 0.9);
    for found in audit(&knowledge, SMALL).frameworks {
        assert!((found.wins.singles - 0.2).abs() < 1e-9);
        assert_eq!((found.can_win, found.witness), (None, None));
    }
}

#[test]
fn influence_is_what_deciding_again_finds() {
    let audit = audit(&FROZEN, SMALL);
    let sets: Vec<Answers> = sets::complete(&FROZEN, SMALL).collect();
    let changed = |other: &dyn Fn(&Answers) -> Request| {
        let changed = sets.iter().filter(|set| {
            winner(&decide(&FROZEN, &other(set)).unwrap()) != winner(&decided(&FROZEN, set))
        });
        f64::from(u32::try_from(changed.count()).unwrap()) / 60.0
    };
    for found in &audit.questions {
        let left_out = |set: &Answers| {
            let options = set.options().iter().copied();
            let kept = options.filter(|option| {
                FROZEN.questions[FROZEN.options[*option].question].id != found.question
            });
            Request { answers: Answers::new(&FROZEN, kept).unwrap(), ..Request::default() }
        };
        assert!((found.changes_winner - changed(&left_out)).abs() < 1e-12, "{found:?}");
    }
    for found in &audit.criteria {
        let ignored = |set: &Answers| {
            let ignored = (0..FROZEN.attributes.len()).filter(|attribute| {
                let attribute = &FROZEN.attributes[*attribute];
                attribute.id == found.criterion
                    || found.criterion == "feature_fit" && attribute.capability.is_some()
            });
            let priorities = ignored.map(|attribute| (attribute, Weight::ZERO)).collect();
            Request { answers: set.clone(), priorities, ..Request::default() }
        };
        assert!((found.changes_winner - changed(&ignored)).abs() < 1e-12, "{found:?}");
    }
    assert!(audit.questions.is_sorted_by(|a, b| a.changes_winner >= b.changes_winner));
    assert!(audit.criteria.is_sorted_by(|a, b| a.changes_winner >= b.changes_winner));
    assert_eq!(audit.questions.len(), FROZEN.questions.len());
    assert_eq!(audit.criteria.len(), FROZEN.criteria.len() + 1);
}

#[test]
fn the_sample_answers_every_question_and_is_drawn_evenly() {
    let sample = Sample { size: 3_000, ..Sample::default() };
    let mut drawn = vec![0_u32; FROZEN.options.len()];
    let mut features = [0_u32; sets::MAX_FEATURES_OF_A_SET + 1];
    for set in sets::complete(&FROZEN, sample) {
        for option in set.options() {
            drawn[*option] += 1;
        }
        features[set.features(&FROZEN).count()] += 1;
        let single = FROZEN.questions.iter().filter(|question| !question.multiple).count();
        assert_eq!(set.options().len() - set.features(&FROZEN).count(), single);
    }
    // 3,000 draws with probability p: mean 3,000 p, five standard deviations to either side.
    let even = |count: u32, p: f64| {
        let (mean, deviation) = (3_000.0 * p, (3_000.0 * p * (1.0 - p)).sqrt());
        assert!((f64::from(count) - mean).abs() < 5.0 * deviation, "{count} {mean}");
    };
    for (option, count) in FROZEN.options.iter().zip(&drawn) {
        let question = &FROZEN.questions[option.question];
        let options = f64::from(u32::try_from(question.options.len()).unwrap());
        // Of the features, three are drawn on average.
        even(*count, if question.multiple { 3.0 / options } else { 1.0 / options });
    }
    for count in features {
        even(count, 1.0 / 7.0);
    }
}

#[test]
fn single_answers_and_pairs_are_complete() {
    let singles: Vec<Answers> = sets::singles(&FROZEN).collect();
    assert_eq!(singles.len(), FROZEN.options.len());
    let pairs = sets::pairs(&FROZEN).count();
    let all = singles.len() * (singles.len() - 1) / 2;
    let excluded: usize = FROZEN
        .questions
        .iter()
        .filter(|question| !question.multiple)
        .map(|question| question.options.len() * (question.options.len() - 1) / 2)
        .sum();
    assert_eq!(pairs, all - excluded);
}

#[test]
fn the_same_knowledge_has_the_same_audit() {
    let every_bit = |knowledge: &Knowledge| format!("{:?}", audit(knowledge, SMALL));
    assert_eq!(every_bit(&FROZEN), every_bit(&load(&frozen_files()).unwrap()));
}
