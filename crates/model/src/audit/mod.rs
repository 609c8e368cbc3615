//! The self-audit: who wins how often, who can never win and why, and what decides.
//!
//! All frameworks of the knowledge compete, with no priorities and nothing that must be there. The
//! outcome depends on nothing but the knowledge and the sample, so the same knowledge gives the same
//! bytes. `docs/audit.md` says how to read it.

/// The answers for which a linear function of the points is largest.
pub mod extremes;
/// How much each question and each criterion decides.
mod influence;
/// Proofs that a framework can never come first.
pub mod proofs;
/// The types of the result.
mod report;
/// Answers with which a framework comes first.
mod search;
/// The sets of answers that are looked at.
pub mod sets;
/// Counts who comes first.
mod tally;

use std::cmp::Reverse;

use serde_json::{Map, Value};

pub use self::report::{
    AnswerSets, Audit, CriterionInfluence, Dominator, FrameworkAudit, JointDominator,
    QuestionInfluence, Shares, Situation,
};
pub use self::sets::Sample;

use self::influence::{Influence, influence};
use self::proofs::Prover;
use self::search::search;
use self::tally::{Nearest, Tally, share};
use crate::decision;
use crate::decision::answer_points::Points;
use crate::decision::rank::TIE;
use crate::decision::reasons::FEATURE_FIT;
use crate::decision::{Answers, Request};
use crate::knowledge::Knowledge;
use crate::request::Parsed;
use crate::request::query_string;

/// Audits the knowledge over all single answers, all pairs and a sample of complete sets.
#[must_use]
pub fn audit(knowledge: &Knowledge, sample: Sample) -> Audit<'_> {
    let mut nearest = vec![Nearest::default(); knowledge.frameworks.len()];
    let singles = Tally::count(knowledge, sets::singles(knowledge), &mut nearest);
    let pairs = Tally::count(knowledge, sets::pairs(knowledge), &mut nearest);
    let complete = Tally::count(knowledge, sets::complete(knowledge, sample), &mut nearest);
    let shares = |of: fn(&Tally, usize) -> f64, framework| Shares {
        singles: of(&singles, framework),
        pairs: of(&pairs, framework),
        complete: of(&complete, framework),
    };
    let points = Points::of_all(knowledge);
    let prover = Prover::new(knowledge, &points);
    let frameworks = (0..knowledge.frameworks.len()).map(|framework| {
        let wins = shares(Tally::wins, framework);
        let first_three = shares(Tally::first_three, framework);
        let best = best_case(knowledge, &points, framework, &nearest[framework]);
        classify(knowledge, &prover, framework, best, wins, first_three)
    });
    let influence = influence(knowledge, &points, sets::complete(knowledge, sample));
    Audit {
        answer_sets: AnswerSets {
            singles: singles.sets,
            pairs: pairs.sets,
            complete: complete.sets,
            seed: sample.seed,
            most_features: sets::MAX_FEATURES_OF_A_SET,
        },
        frameworks: frameworks.collect(),
        questions: questions(knowledge, &influence),
        criteria: criteria(knowledge, &influence),
        knowledge_version: &knowledge.version,
        knowledge_digest: &knowledge.digest,
    }
}

/// Puts together what is found about one framework; proofs are looked for where no answers help it.
fn classify<'k>(
    knowledge: &'k Knowledge,
    prover: &Prover<'_>,
    framework: usize,
    best: Option<Situation<'k>>,
    wins: Shares,
    first_three: Shares,
) -> FrameworkAudit<'k> {
    let can_win = best.as_ref().is_some_and(|best| best.margin > TIE);
    let others = (0..knowledge.frameworks.len()).filter(|other| !can_win && *other != framework);
    let dominated_by: Vec<Dominator<'k>> = others
        .filter_map(|other| {
            let kind = prover.dominance(framework, other)?;
            Some(Dominator { framework: id(knowledge, other), kind })
        })
        .collect();
    let mixture = if can_win || !dominated_by.is_empty() {
        Vec::new()
    } else {
        prover.mixture(framework).unwrap_or_default()
    };
    let never = !dominated_by.is_empty() || !mixture.is_empty();
    let (witness, nearest) = if can_win { (best, None) } else { (None, best) };
    FrameworkAudit {
        framework: id(knowledge, framework),
        name: &knowledge.frameworks[framework].record.name,
        wins,
        first_three,
        can_win: (can_win || never).then_some(can_win),
        witness,
        nearest,
        dominated_by,
        jointly_dominated_by: mixture
            .into_iter()
            .map(|(rival, share)| JointDominator { framework: id(knowledge, rival), share })
            .collect(),
    }
}

/// The answers with the largest lead of a framework that a search finds. It starts from no answers,
/// from the best set seen while counting, and from the best answers against each rival alone.
fn best_case<'k>(
    knowledge: &'k Knowledge,
    points: &Points,
    framework: usize,
    seen: &Nearest,
) -> Option<Situation<'k>> {
    let count = knowledge.frameworks.len();
    let against = (0..count).filter(|rival| *rival != framework).map(|rival| {
        let mut coefficients = vec![0.0; count];
        coefficients[framework] = 1.0;
        coefficients[rival] = -1.0;
        extremes::maximum(knowledge, points, &coefficients).options
    });
    let starts = [Vec::new(), seen.options.clone()].into_iter().chain(against);
    situation(knowledge, framework, search(knowledge, points, framework, starts)?)
}

/// A set of answers as it is shown, with the lead that a recommendation gives.
fn situation(
    knowledge: &Knowledge,
    framework: usize,
    options: Vec<usize>,
) -> Option<Situation<'_>> {
    let answers = Answers::new(knowledge, options).ok()?;
    let request = Request { answers, ..Request::default() };
    let parsed = Parsed { request, ..Parsed::default() };
    let ranking = decision::decide(knowledge, &parsed.request).ok()?.ranking;
    let own = ranking.iter().find(|place| place.framework == framework)?;
    let rival = ranking.iter().find(|place| place.framework != framework);
    Some(Situation {
        answers: named(knowledge, &parsed.request.answers),
        margin: own.score - rival.map_or(0.0, |rival| rival.score),
        rival: rival.map(|rival| id(knowledge, rival.framework)),
        link: format!("/v1/recommendations{}", query_string::query(knowledge, &parsed)),
    })
}

/// Answers as a request names them.
fn named(knowledge: &Knowledge, answers: &Answers) -> Map<String, Value> {
    let mut named = Map::new();
    for option in answers.options() {
        let (question, choice) = knowledge.chosen(&knowledge.options[*option]);
        let id = Value::from(choice.id.as_str());
        if !question.multiple {
            named.insert(question.id.clone(), id);
        } else if let Some(Value::Array(list)) = named.get_mut(&question.id) {
            list.push(id);
        } else {
            named.insert(question.id.clone(), Value::Array(vec![id]));
        }
    }
    named
}

fn questions<'k>(knowledge: &'k Knowledge, influence: &Influence) -> Vec<QuestionInfluence<'k>> {
    let counts = knowledge.questions.iter().zip(&influence.questions);
    most_influential_first(counts.map(|(question, count)| (question.id.as_str(), *count)))
        .into_iter()
        .map(|(question, count)| QuestionInfluence {
            question,
            changes_winner: share(count, influence.sets),
        })
        .collect()
}

fn criteria<'k>(knowledge: &'k Knowledge, influence: &Influence) -> Vec<CriterionInfluence<'k>> {
    let counts = knowledge.criteria.iter().zip(&influence.criteria);
    let counts = counts.map(|(criterion, count)| (criterion.id.as_str(), *count));
    most_influential_first(counts.chain([(FEATURE_FIT, influence.features)]))
        .into_iter()
        .map(|(criterion, count)| CriterionInfluence {
            criterion,
            changes_winner: share(count, influence.sets),
        })
        .collect()
}

/// Equals keep their order.
fn most_influential_first<'k>(
    counts: impl Iterator<Item = (&'k str, usize)>,
) -> Vec<(&'k str, usize)> {
    let mut counts: Vec<_> = counts.collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    counts
}

fn id(knowledge: &Knowledge, framework: usize) -> &str {
    &knowledge.frameworks[framework].record.id
}
