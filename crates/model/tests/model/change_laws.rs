//! What would change an answer, each law over random requests, held against exhaustive search on
//! questionnaires that are small enough for it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, LazyLock};

use framewise_model::decision::rank::TIE;
use framewise_model::decision::{Answers, Decision, MustHave, Request, decide};
use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::model::Framework;
use framewise_model::numbers::{UnitInterval, Weight};
use framewise_model::sensitivity::certificate::certificate;
use framewise_model::sensitivity::flips::{
    Change, Flip, MAX_FLIPS, MAX_TARGET_CHANGES, Target, apply, flips, target,
};
use framewise_model::sensitivity::stability::stability;
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};

use crate::WIDE;

/// The first frameworks without what scoring does not read, so that thousands of copies are cheap.
static SLIM: LazyLock<Knowledge> = LazyLock::new(|| {
    let mut slim = WIDE.clone();
    slim.frameworks.truncate(6);
    slim.sources = [].into();
    for framework in &mut slim.frameworks {
        Arc::make_mut(&mut framework.record).claims.clear();
        framework.companions = [].into();
        framework.evidence = [].into();
        for rating in &mut framework.ratings {
            Arc::make_mut(rating).claims.clear();
        }
    }
    slim
});

/// A questionnaire and a request to it.
#[derive(Clone)]
struct Situation {
    grain: Grain,
    knowledge: Knowledge,
    request: Request,
}

/// What decides, without the words of the knowledge.
impl fmt::Debug for Situation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:?} {:?}", self.grain, self.request)?;
        for answer in &self.knowledge.options {
            writeln!(f, "{} {:?}", answer.label, answer.effects)?;
        }
        for (index, attribute) in self.knowledge.attributes.iter().enumerate() {
            let rating = |framework: &Framework| framework.ratings[index].value.get();
            let ratings: Vec<f64> = self.knowledge.frameworks.iter().map(rating).collect();
            writeln!(f, "{index} {:?} {ratings:?}", attribute.base_weight)?;
        }
        Ok(())
    }
}

/// How fine numbers are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Grain {
    /// Any number.
    Fine,
    /// Few numbers on few attributes, which make ties.
    Coarse,
    /// The same, and ratings moved by about as much as a tie allows, so that rounding errors decide.
    AlmostCoarse,
    /// The same, and weights of such different size that taking an answer back cancels all digits.
    Extreme,
}

const ALL: [Grain; 4] = [Grain::Fine, Grain::Coarse, Grain::AlmostCoarse, Grain::Extreme];

impl Grain {
    fn round(self, number: f64) -> f64 {
        if self == Self::Fine { number } else { (number * 2.0).round() / 2.0 }
    }

    fn rating(self, number: f64) -> UnitInterval {
        let exact = matches!(self, Self::Fine | Self::Coarse);
        let moved = if exact { 0.0 } else { (number * 1e4).fract() * 3.0 * TIE };
        UnitInterval::clipped(self.round(number) + moved)
    }

    /// Priorities in [0, 5] by attribute, made of numbers in that range.
    fn priorities(self, numbers: BTreeMap<usize, f64>) -> BTreeMap<usize, Weight> {
        let mut priorities: BTreeMap<usize, f64> = numbers
            .into_iter()
            .map(|(attribute, number)| (attribute, self.round(number)))
            .collect();
        if self == Self::Extreme {
            // Next to nothing where there are base weights, so that answers make up all the rest.
            for (attribute, size) in [1e-300, 1e-20, 1e-13, 0.0, 5.0, 5.0].into_iter().enumerate() {
                priorities.insert(attribute, size);
            }
        }
        let weight = |(attribute, number)| (attribute, Weight::new(number).expect("in range"));
        priorities.into_iter().map(weight).collect()
    }

    /// Puts all weight on few attributes, in halves.
    fn weigh(self, knowledge: &mut Knowledge) {
        if self == Self::Fine {
            return;
        }
        let half = Weight::new(0.5).expect("in range");
        for (index, attribute) in knowledge.attributes.iter_mut().enumerate() {
            attribute.base_weight = if index < 4 { half } else { Weight::ZERO };
        }
        for answer in &mut knowledge.options {
            for (attribute, effect) in &mut answer.effects {
                *attribute %= 6;
                *effect = half;
            }
        }
    }
}

/// Keeps these options (indices) and the questions that they belong to.
fn reduced(knowledge: &mut Knowledge, options: &[usize]) {
    let kept: Vec<_> = options.iter().map(|option| knowledge.options[*option].clone()).collect();
    let questions: BTreeSet<usize> = kept.iter().map(|answer| answer.question).collect();
    let asked = std::mem::take(&mut knowledge.questions);
    knowledge.options.clear();
    let mut smaller_questions = Vec::new();
    for question in questions {
        let mut smaller = asked[question].clone();
        smaller.options.clear();
        for answer in kept.iter().filter(|answer| answer.question == question) {
            let mut answer = answer.clone();
            smaller.options.push(asked[question].options[answer.option].clone());
            answer.question = smaller_questions.len();
            answer.option = smaller.options.len() - 1;
            knowledge.options.push(answer);
        }
        smaller_questions.push(smaller);
    }
    knowledge.questions = smaller_questions.into();
}

/// The options of three or four questions that take one option, up to three each, and some features.
fn few_options() -> impl Strategy<Value = Vec<usize>> {
    let of = |question: usize| {
        let options = 0..SLIM.options.len();
        options.filter(|o| SLIM.options[*o].question == question).collect::<Vec<usize>>()
    };
    let (several, one): (Vec<usize>, Vec<usize>) =
        (0..SLIM.questions.len()).partition(|q| SLIM.questions[*q].multiple);
    let features = subsequence(of(several[0]), 0..=3);
    let single = subsequence(one, 3..=4).prop_flat_map(move |questions| {
        let chosen: Vec<_> =
            questions.into_iter().map(|q| (Just(of(q)), any::<[Index; 3]>())).collect();
        chosen.prop_map(|chosen| {
            let options = chosen.into_iter().flat_map(|(options, picks)| {
                picks.map(|pick| *pick.get(&options)).into_iter().collect::<BTreeSet<usize>>()
            });
            options.collect::<Vec<usize>>()
        })
    });
    (single, features).prop_map(|(single, features)| single.into_iter().chain(features).collect())
}

/// Small questionnaires with random ratings and requests.
fn situations(grains: &'static [Grain]) -> impl Strategy<Value = Situation> {
    let attributes = SLIM.attributes.len();
    let frameworks = SLIM.frameworks.len();
    (
        few_options(),
        prop::sample::select(grains),
        prop::collection::vec(0.0_f64..1.0, attributes * frameworks),
        prop::collection::vec(any::<Option<Index>>(), 5),
        prop::collection::btree_map(0..attributes, 0.0_f64..5.0, 0..30),
        prop::option::weighted(0.3, subsequence((0..frameworks).collect::<Vec<_>>(), 1..=4)),
        prop::option::weighted(0.2, 18..attributes),
    )
        .prop_map(|(options, grain, ratings, given, priorities, candidates, must_have)| {
            let mut knowledge = SLIM.clone();
            reduced(&mut knowledge, &options);
            grain.weigh(&mut knowledge);
            let slots = knowledge.frameworks.iter_mut().flat_map(|f| &mut f.ratings);
            for (slot, rating) in slots.zip(ratings) {
                Arc::make_mut(slot).value = grain.rating(rating);
            }
            let priorities = grain.priorities(priorities);
            let answers = given_answers(&knowledge, &given);
            let must_have =
                MustHave { features: must_have.into_iter().collect(), ..MustHave::default() };
            Situation {
                grain,
                knowledge,
                request: Request {
                    answers,
                    priorities,
                    candidates,
                    must_have,
                    ..Request::default()
                },
            }
        })
}

/// Answers to a random part of the whole questionnaire.
fn answers() -> impl Strategy<Value = Answers> {
    let all = (0..WIDE.options.len()).collect::<Vec<_>>();
    subsequence(all, 0..20).prop_map(|options| {
        let mut answered = BTreeSet::new();
        let valid = options.into_iter().filter(|option| {
            let question = WIDE.options[*option].question;
            answered.insert(question) || WIDE.questions[question].multiple
        });
        Answers::new(&WIDE, valid).expect("one option a question")
    })
}

/// One option or none for every question.
fn given_answers(knowledge: &Knowledge, given: &[Option<Index>]) -> Answers {
    let chosen = given.iter().zip(0..knowledge.questions.len()).filter_map(|(pick, question)| {
        let options: Vec<usize> = options_of(knowledge, question);
        Some(*(*pick)?.get(&options))
    });
    Answers::new(knowledge, chosen).expect("one option a question")
}

fn options_of(knowledge: &Knowledge, question: usize) -> Vec<usize> {
    (0..knowledge.options.len()).filter(|o| knowledge.options[*o].question == question).collect()
}

fn winner(decision: &Decision) -> Option<usize> {
    decision.ranking.first().map(|place| place.framework)
}

/// Decides the same with other answers; `None` if nothing would count.
fn with_answers(situation: &Situation, options: &BTreeSet<usize>) -> Option<Decision> {
    let answers = Answers::new(&situation.knowledge, options.iter().copied()).expect("valid");
    decide(&situation.knowledge, &Request { answers, ..situation.request.clone() }).ok()
}

/// Every other set of answers that differs from the given ones in exactly `size` answers.
fn edits(situation: &Situation, size: usize) -> Vec<(Vec<Change>, BTreeSet<usize>)> {
    let knowledge = &situation.knowledge;
    let given: BTreeSet<usize> = situation.request.answers.options().iter().copied().collect();
    let mut sets = vec![(Vec::new(), given)];
    for question in 0..knowledge.questions.len() {
        let options = options_of(knowledge, question);
        // What the answers to this question can be, and how that differs from what they are.
        let mut more = Vec::new();
        for (changes, answers) in &sets {
            if knowledge.questions[question].multiple {
                for chosen in 1_u32..1 << options.len() {
                    let (mut changes, mut answers) = (changes.clone(), answers.clone());
                    for (place, option) in options.iter().enumerate() {
                        if chosen & (1 << place) != 0 {
                            let dropped = answers.remove(option);
                            let (from, to) = if dropped {
                                (Some(*option), None)
                            } else {
                                answers.insert(*option);
                                (None, Some(*option))
                            };
                            changes.push(Change { question, from, to });
                        }
                    }
                    more.push((changes, answers));
                }
            } else {
                let from = options.iter().copied().find(|option| answers.contains(option));
                for option in options.iter().copied().filter(|option| Some(*option) != from) {
                    let (mut changes, mut answers) = (changes.clone(), answers.clone());
                    if let Some(from) = from {
                        answers.remove(&from);
                    }
                    answers.insert(option);
                    changes.push(Change { question, from, to: Some(option) });
                    more.push((changes, answers));
                }
            }
        }
        sets.extend(more);
        sets.retain(|(changes, _)| changes.len() <= size);
    }
    sets.retain(|(changes, _)| changes.len() == size);
    sets
}

/// All sets of exactly `size` changes after which the winner is as wanted.
fn exhaustive(
    situation: &Situation,
    before: &Decision,
    size: usize,
    wanted: impl Fn(usize) -> bool,
) -> Vec<Flip> {
    let mut found = Vec::new();
    for (changes, answers) in edits(situation, size) {
        let Some(after) = with_answers(situation, &answers) else { continue };
        let Some(winner) = winner(&after).filter(|winner| wanted(*winner)) else { continue };
        let pairs = before.weights.as_slice().iter().zip(after.weights.as_slice());
        let second = after.ranking.get(1).map_or(0.0, |place| place.score);
        found.push(Flip {
            changes,
            winner,
            margin: (after.ranking[0].score - second).max(0.0),
            distance: pairs.map(|(a, b)| (a - b).abs()).sum(),
        });
    }
    let options = &situation.knowledge.options;
    found.sort_by(|a, b| {
        let steps = |flip: &Flip| (flip.distance / 1e-12).round();
        let labels = |flip: &Flip| -> Vec<String> {
            let option = |change: &Change| change.to.or(change.from).expect("something changes");
            flip.changes.iter().map(|change| options[option(change)].label.clone()).collect()
        };
        steps(a).total_cmp(&steps(b)).then_with(|| labels(a).cmp(&labels(b)))
    });
    found
}

/// Every combination of answers to the open questions, as sets of options, none among them.
fn combinations(situation: &Situation) -> Vec<BTreeSet<usize>> {
    let knowledge = &situation.knowledge;
    let mut sets = vec![BTreeSet::new()];
    for question in situation.request.answers.open_questions(knowledge) {
        let options = options_of(knowledge, question);
        let choices: Vec<Vec<usize>> = if knowledge.questions[question].multiple {
            let chosen =
                |bits: u32| (0..options.len()).filter(move |place| bits & (1 << place) != 0);
            let all = 1_u32..1 << options.len();
            all.map(|bits| chosen(bits).map(|place| options[place]).collect()).collect()
        } else {
            options.into_iter().map(|option| vec![option]).collect()
        };
        let before = sets.clone();
        for choice in choices {
            sets.extend(before.iter().map(|set| set.iter().chain(&choice).copied().collect()));
        }
    }
    sets
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn flips_are_those_that_exhaustive_search_finds(situation in situations(&ALL)) {
        let Situation { knowledge, request, .. } = &situation;
        let Ok(decision) = decide(knowledge, request) else { return Ok(()) };
        let Some(first) = winner(&decision) else {
            prop_assert!(flips(knowledge, request, &decision).is_empty());
            return Ok(());
        };
        let single = exhaustive(&situation, &decision, 1, |winner| winner != first);
        let mut double = exhaustive(&situation, &decision, 2, |winner| winner != first);
        double.retain(|flip| {
            single.iter().all(|smaller| !flip.changes.contains(&smaller.changes[0]))
        });
        let mut expected = single;
        expected.extend(double);
        expected.truncate(MAX_FLIPS);
        prop_assert_eq!(flips(knowledge, request, &decision), expected);
    }

    #[test]
    fn targets_are_reached_as_exhaustive_search_reaches_them(
        situation in situations(&ALL), framework in 0..SLIM.frameworks.len()
    ) {
        let Situation { knowledge, request, .. } = &situation;
        let Ok(decision) = decide(knowledge, request) else { return Ok(()) };
        let expected = if !decision.ranking.iter().any(|place| place.framework == framework) {
            Target::Excluded
        } else if winner(&decision) == Some(framework) {
            Target::First
        } else {
            (1..=MAX_TARGET_CHANGES)
                .find_map(|size| {
                    let all = exhaustive(&situation, &decision, size, |winner| winner == framework);
                    all.into_iter().next()
                })
                .map_or(Target::OutOfReach, Target::Reached)
        };
        prop_assert_eq!(target(knowledge, request, &decision, framework), expected);
    }

    #[test]
    fn law_9_every_listed_change_of_answers_applied_gives_the_promised_winner(
        answers in answers(), priorities in prop::collection::btree_map(0..WIDE.attributes.len(), 0.0_f64..5.0, 0..6),
        framework in 0..WIDE.frameworks.len()
    ) {
        let request = Request { answers, priorities: Grain::Coarse.priorities(priorities), ..Request::default() };
        let Ok(decision) = decide(&WIDE, &request) else { return Ok(()) };
        let mut promised = flips(&WIDE, &request, &decision);
        if let Target::Reached(flip) = target(&WIDE, &request, &decision, framework) {
            prop_assert_eq!(flip.winner, framework);
            promised.push(flip);
        }
        for flip in promised {
            let answers = apply(&WIDE, &request.answers, &flip.changes).expect("valid");
            let after = decide(&WIDE, &Request { answers, ..request.clone() }).expect("valid");
            prop_assert_ne!(winner(&after), winner(&decision));
            prop_assert_eq!(winner(&after), Some(flip.winner));
            let margin = after.ranking[0].score - after.ranking[1].score;
            prop_assert_eq!(flip.margin.to_bits(), margin.max(0.0).to_bits());
        }
    }

    #[test]
    fn law_10_settled_is_never_contradicted_and_idle_questions_are_idle(situation in situations(&ALL)) {
        let Situation { knowledge, request, .. } = &situation;
        let Ok(decision) = decide(knowledge, request) else { return Ok(()) };
        let certificate = certificate(knowledge, request, &decision);
        prop_assert_eq!(certificate.settled, certificate.can_change.is_empty());
        let given = request.answers.options();
        let mut winners = BTreeMap::new();
        // Where weights differ so much, rounding errors of the large ones hide the small ones.
        let mut about_equal = situation.grain == Grain::Extreme;
        for combination in combinations(&situation) {
            let all = combination.iter().chain(given).copied().collect();
            let after = with_answers(&situation, &all).expect("more answers leave more weight");
            let tops: Vec<f64> = after.ranking.iter().take(2).map(|place| place.score).collect();
            about_equal |= tops.len() == 2 && tops[0] - tops[1] < 1e-11;
            winners.insert(combination, winner(&after));
        }
        let changes = winners.values().any(|after| *after != winner(&decision));
        if certificate.settled {
            prop_assert!(!changes, "settled, yet it changes");
        } else if !about_equal {
            prop_assert!(changes, "not settled, yet nothing changes it");
        }
        let open = request.answers.open_questions(knowledge);
        for idle in open.iter().filter(|question| !certificate.can_change.contains(question)) {
            for (combination, with) in &winners {
                let others = combination.iter().copied();
                let without: BTreeSet<usize> =
                    others.filter(|option| knowledge.options[*option].question != *idle).collect();
                prop_assert_eq!(with, &winners[&without], "question {} matters", idle);
            }
        }
    }

    #[test]
    fn inside_its_interval_a_weight_leaves_the_winner_and_outside_it_does_not(
        situation in situations(&ALL[..2]), inside in 0.0_f64..=1.0
    ) {
        let Situation { knowledge, request, .. } = &situation;
        let Ok(decision) = decide(knowledge, request) else { return Ok(()) };
        let intervals = stability(knowledge, &decision);
        prop_assert_eq!(intervals.is_empty(), decision.ranking.is_empty());
        let taking_part: BTreeSet<usize> = decision.ranking.iter().map(|p| p.framework).collect();
        // Who comes first if the weight of an attribute is this and the others keep their proportions.
        let first = |attribute: usize, weight: f64| {
            let mut weights = decision.weights.as_slice().to_vec();
            weights[attribute] = 0.0;
            let others: f64 = weights.iter().sum();
            let scores: Vec<(usize, f64)> = taking_part.iter().map(|framework| {
                let ratings = &knowledge.frameworks[*framework].ratings;
                let rest: f64 = weights.iter().zip(ratings).map(|(w, r)| w * r.value.get()).sum();
                let own = ratings[attribute].value.get();
                (*framework, weight * own + (1.0 - weight) * rest / others)
            }).collect();
            let best = scores.iter().map(|(_, score)| *score).fold(0.0, f64::max);
            scores.iter().find(|(_, score)| best - score < TIE).map(|(framework, _)| *framework)
        };
        for interval in intervals {
            let attribute = interval.attribute;
            prop_assert_eq!(interval.weight.to_bits(), decision.weights.get(attribute).to_bits());
            prop_assert!(0.0 <= interval.from && interval.from <= interval.weight);
            prop_assert!(interval.weight <= interval.to && interval.to <= 1.0);
            if interval.weight > 1.0 - 1e-9 {
                continue;
            }
            let width = interval.to - interval.from;
            if width > 1e-6 {
                // Not at the very ends, where it is a matter of rounding.
                let weight = interval.from + width * inside.clamp(1e-6, 1.0 - 1e-6);
                prop_assert_eq!(first(attribute, weight), winner(&decision), "inside {:?}", interval);
            }
            for beyond in [interval.from - 1e-6, interval.to + 1e-6] {
                if (0.0..=1.0).contains(&beyond) {
                    prop_assert_ne!(first(attribute, beyond), winner(&decision), "{} outside {:?}", beyond, interval);
                }
            }
        }
    }
}

/// The knowledge in which the first two frameworks have the same ratings and lead all others.
fn twins() -> Knowledge {
    let mut knowledge = WIDE.clone();
    for (index, framework) in knowledge.frameworks.iter_mut().enumerate() {
        for rating in &mut framework.ratings {
            Arc::make_mut(rating).value =
                if index < 2 { UnitInterval::ONE } else { UnitInterval::HALF };
        }
    }
    knowledge
}

#[test]
fn of_two_that_are_always_equal_the_first_by_id_stays_first() {
    let (knowledge, request) = (twins(), Request::default());
    let decision = decide(&knowledge, &request).expect("something counts");
    assert!(decision.ranking[0].tied);
    assert!(certificate(&knowledge, &request, &decision).settled);
    assert!(flips(&knowledge, &request, &decision).is_empty());
    assert_eq!(target(&knowledge, &request, &decision, 1), Target::OutOfReach);
    for interval in stability(&knowledge, &decision) {
        assert!(interval.from <= 0.0 && interval.to >= 1.0, "{interval:?}");
    }
}

#[test]
fn where_one_framework_or_none_takes_part_nothing_changes_it() {
    let alone = Request { candidates: Some(vec![3]), ..Request::default() };
    let decision = decide(&WIDE, &alone).expect("something counts");
    let empty = Decision { ranking: Vec::new(), ..decision.clone() };
    for (decision, intervals) in [(&decision, WIDE.attributes.len()), (&empty, 0)] {
        assert!(certificate(&WIDE, &alone, decision).settled);
        assert!(flips(&WIDE, &alone, decision).is_empty());
        assert_eq!(target(&WIDE, &alone, decision, 5), Target::Excluded);
        assert_eq!(stability(&WIDE, decision).len(), intervals);
    }
    assert_eq!(target(&WIDE, &alone, &decision, 3), Target::First);
}

#[test]
fn all_weight_on_one_column_leaves_it_no_room() {
    let priorities =
        (1..WIDE.attributes.len()).map(|attribute| (attribute, Weight::ZERO)).collect();
    let request = Request { priorities, ..Request::default() };
    let decision = decide(&WIDE, &request).expect("something counts");
    let only = stability(&WIDE, &decision)[0];
    assert_eq!((only.weight, only.from, only.to), (1.0, 1.0, 1.0));
}
