//! What independent libraries make of the same requests, on the frozen knowledge.
//!
//! `crates/model/tests/vectors/` has the requests, the results and the programs that compute them;
//! `docs/conformance.md` says which library computes what. What is not sampled agrees to 1e-9. Of what is
//! sampled, `k₁` hits in `n₁` draws and `k₂` in `n₂` differ by `4 √(p(1 − p)/n₁) + 4 √(p(1 − p)/n₂)` at most,
//! with `p = (k₁ + k₂ + 1) / (n₁ + n₂ + 2)`: four standard errors of each.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use framewise_model::decision::{Decision, Request, decide};
use framewise_model::request::parse;
use framewise_model::sensitivity::acceptability::{Sampling, Spread, acceptability};
use framewise_model::sensitivity::flips::{Change, Flip, Target, flips, target};
use framewise_model::sensitivity::methods::agreement;
use framewise_model::sensitivity::stability::stability;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::FROZEN;

/// The groups of requests, in the order of `requests.json`.
const GROUPS: [&str; 6] = ["options", "answers", "restricted", "simplex", "targets", "edges"];

/// A request as `requests.json` has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// Its group and its name: `options/project_type=rest_api`.
    id: String,
    /// The body of `POST /v1/recommendations`.
    request: Value,
}

/// The results of one group of requests.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ResultFile {
    group: String,
    /// Digest of the knowledge that they hold for.
    knowledge_digest: String,
    /// How many draws `counts` are counted in.
    draws: u32,
    results: Vec<Expected>,
}

/// What comes of a request. Lists by framework are in the order of `frameworks`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    id: String,
    /// By criterion or feature: its share in all weights, where it has one.
    weights: BTreeMap<String, f64>,
    recommended: Option<String>,
    /// The frameworks that take part, best first, those that tie by id.
    frameworks: Vec<String>,
    ranks: Vec<usize>,
    /// What each method gives them.
    scores: BTreeMap<String, Vec<f64>>,
    winners: BTreeMap<String, Option<String>>,
    /// By framework, in how many draws it takes the first rank, the second and so on; zeros at the end are
    /// left out.
    counts: Vec<Vec<u32>>,
    /// By criterion or feature, the ends of the interval of its weight; 0 and 1 where it is left out.
    stability: BTreeMap<String, [f64; 2]>,
    would_change_it: Vec<ExpectedFlip>,
    /// For `uniform` weights of two to six criteria: the exact share of first ranks of each framework if no
    /// rating had an uncertainty.
    exact_first_ranks: Option<Vec<f64>>,
    /// Where the request names a `target`.
    target: Option<ExpectedTarget>,
}

/// Changed answers, and what is recommended after them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedFlip {
    changes: Vec<ExpectedChange>,
    recommended: String,
    margin: f64,
    distance: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedChange {
    question: String,
    from: Option<String>,
    to: Option<String>,
}

/// What would make a named framework win.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedTarget {
    outcome: String,
    flip: Option<ExpectedFlip>,
}

/// Results are written with 12 digits, and sums may be added up in another order.
const CLOSE: f64 = 1e-9;

/// A request with what comes of it here and there.
struct Case {
    request: Request,
    sampling: Sampling,
    target: Option<usize>,
    decision: Decision,
    expected: Expected,
    /// How many draws the expected counts are counted in.
    draws: u32,
}

/// A file of the vectors.
fn vectors<T: DeserializeOwned>(name: &str) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors").join(name);
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
    let groups = GROUPS.map(|group| vectors::<ResultFile>(&format!("results/{group}.json")));
    for (group, name) in groups.iter().zip(GROUPS) {
        assert_eq!(group.group, name);
        assert_eq!(
            group.knowledge_digest, FROZEN.digest,
            "the results of {name} hold for other knowledge; run crates/model/tests/vectors/generate",
        );
    }
    let results = groups.into_iter().flat_map(|group| {
        let draws = group.draws;
        group.results.into_iter().map(move |result| (result, draws))
    });
    let mut requests = vectors::<Vec<Asked>>("requests.json").into_iter();
    let cases = results
        .map(|(expected, draws)| {
            let asked = requests.next().unwrap();
            assert_eq!(asked.id, expected.id, "results are in the order of the requests");
            let mut members = asked.request;
            let (sampling, target) = (take_sampling(&mut members), take_target(&mut members));
            let request = parse(&FROZEN, &members).unwrap().request;
            let decision = decide(&FROZEN, &request).unwrap();
            Case { request, sampling, target, decision, expected, draws }
        })
        .collect();
    assert!(requests.next().is_none(), "every request has a result");
    cases
});

/// How a request wants acceptabilities to be sampled. Read here, because the vectors are about the decision
/// model, whatever reads a request.
fn take_sampling(request: &mut Value) -> Sampling {
    let members = request.as_object_mut().unwrap();
    let mut sampling = Sampling::default();
    if let Some(spread) = members.remove("spread") {
        sampling.spread = Spread::LogNormal(spread.as_f64().unwrap());
    }
    if members.remove("uniform").is_some() {
        sampling.spread = Spread::Uniform;
    }
    if let Some(draws) = members.remove("draws") {
        sampling.draws = draws.as_u64().unwrap().try_into().unwrap();
    }
    sampling
}

/// The framework that is to win.
fn take_target(request: &mut Value) -> Option<usize> {
    let target = request.as_object_mut().unwrap().remove("target")?;
    FROZEN.frameworks.iter().position(|framework| framework.record.id == target)
}

fn close(found: f64, expected: f64, place: &str) {
    assert!((found - expected).abs() <= CLOSE, "{place} is {found}, not {expected}");
}

fn id(framework: usize) -> &'static str {
    &FROZEN.frameworks[framework].record.id
}

#[test]
fn there_are_enough_of_every_sort() {
    assert!(CASES.len() >= 300, "only {} requests", CASES.len());
    for option in &FROZEN.options {
        let alone = format!("options/{}", option.label);
        assert!(CASES.iter().any(|case| case.expected.id == alone), "{alone} is missing");
    }
    let mut groups: BTreeMap<&str, usize> = BTreeMap::new();
    for case in CASES.iter() {
        *groups.entry(case.expected.id.split('/').next().unwrap()).or_default() += 1;
    }
    for group in GROUPS {
        assert!(groups[group] >= 15, "{groups:?}");
    }
    assert!(CASES.iter().any(|case| case.decision.ranking.is_empty()));
    assert!(CASES.iter().any(|case| case.decision.ranking.iter().any(|place| place.tied)));
}

#[test]
fn weights_scores_and_ranks_are_those_of_the_libraries() {
    for Case { decision, expected, .. } in CASES.iter() {
        for (attribute, weight) in FROZEN.attributes.iter().zip(decision.weights.as_slice()) {
            let stated = expected.weights.get(&attribute.id).copied().unwrap_or_default();
            close(*weight, stated, &format!("{}: the weight of {}", expected.id, attribute.id));
        }
        let ranking = &decision.ranking;
        let found: Vec<_> = ranking.iter().map(|place| (id(place.framework), place.rank)).collect();
        let names = expected.frameworks.iter().map(String::as_str);
        let stated: Vec<_> = names.zip(expected.ranks.iter().copied()).collect();
        assert_eq!(found, stated, "{}", expected.id);
        assert_eq!(found.first().map(|(name, _)| *name), expected.recommended.as_deref());
        for (place, score) in ranking.iter().zip(&expected.scores["weighted_sum"]) {
            close(place.score, *score, &format!("{}: {}", expected.id, id(place.framework)));
        }
    }
}

#[test]
fn every_method_gives_what_the_libraries_give() {
    for Case { decision, expected, .. } in CASES.iter() {
        let agreement = agreement(&FROZEN, decision);
        let best_first = |values: &[f64]| -> Vec<f64> {
            let ranked = decision.ranking.iter().map(|place| place.framework);
            let places = ranked.map(|f| agreement.frameworks.binary_search(&f).unwrap());
            places.map(|place| values[place]).collect()
        };
        assert_eq!(agreement.outcomes.is_empty(), expected.recommended.is_none());
        for outcome in &agreement.outcomes {
            let method = outcome.method.as_str();
            let place = format!("{}: {method}", expected.id);
            assert_eq!(Some(id(outcome.winner)), expected.winners[method].as_deref(), "{place}");
            let stated = &expected.scores[method];
            for (found, stated) in best_first(&outcome.values).into_iter().zip(stated) {
                close(found, *stated, &place);
            }
        }
    }
}

#[test]
fn intervals_of_stability_are_those_of_a_bisection() {
    for Case { decision, expected, .. } in CASES.iter() {
        for found in stability(&FROZEN, decision) {
            let attribute = &FROZEN.attributes[found.attribute].id;
            let [from, to] = expected.stability.get(attribute).copied().unwrap_or([0.0, 1.0]);
            let place = format!("{}: the interval of {attribute}", expected.id);
            close(found.from, from, &place);
            close(found.to, to, &place);
        }
    }
}

#[test]
fn changes_that_flip_an_answer_are_those_of_an_exhaustive_search() {
    for Case { request, target: asked, decision, expected, .. } in CASES.iter() {
        let found = flips(&FROZEN, request, decision);
        assert_eq!(found.len(), expected.would_change_it.len(), "{}", expected.id);
        for (found, stated) in found.iter().zip(&expected.would_change_it) {
            same_flip(found, stated, &expected.id);
        }
        let Some(framework) = *asked else { continue };
        let stated = expected.target.as_ref().unwrap();
        let outcome = match target(&FROZEN, request, decision, framework) {
            Target::First => "first",
            Target::Reached(flip) => {
                same_flip(&flip, stated.flip.as_ref().unwrap(), &expected.id);
                "reached"
            }
            Target::OutOfReach => "out_of_reach",
            Target::Excluded => "excluded",
        };
        assert_eq!(outcome, stated.outcome, "{}", expected.id);
    }
}

fn same_flip(found: &Flip, stated: &ExpectedFlip, place: &str) {
    let option = |option: Option<usize>| {
        option.map(|option| FROZEN.chosen(&FROZEN.options[option]).1.id.as_str())
    };
    let names = |Change { question, from, to }: &Change| {
        (FROZEN.questions[*question].id.as_str(), option(*from), option(*to))
    };
    let found_changes: Vec<_> = found.changes.iter().map(names).collect();
    let stated_changes: Vec<_> = stated
        .changes
        .iter()
        .map(|change| (change.question.as_str(), change.from.as_deref(), change.to.as_deref()))
        .collect();
    assert_eq!(found_changes, stated_changes, "{place}");
    assert_eq!(id(found.winner), stated.recommended, "{place}");
    close(found.margin, stated.margin, place);
    close(found.distance, stated.distance, place);
}

#[test]
fn acceptabilities_are_those_of_independent_draws() {
    let mut compared = 0;
    let mut far = Vec::new();
    for Case { sampling, decision, expected, draws, .. } in CASES.iter() {
        let frameworks: Vec<usize> = decision.ranking.iter().map(|place| place.framework).collect();
        let found = acceptability(&FROZEN, &decision.weights, &frameworks, *sampling);
        for ((framework, shares), counts) in
            frameworks.iter().zip(&found.shares).zip(&expected.counts)
        {
            for (rank, share) in shares.iter().enumerate() {
                let hits = counts.get(rank).copied().unwrap_or_default();
                let sample = Sample { hits: f64::from(hits), draws: f64::from(*draws) };
                let place = format!("{}: rank {} of {}", expected.id, rank + 1, id(*framework));
                far.extend(sample.far_from(*share, sampling.draws, &place));
                compared += 1;
            }
        }
    }
    assert!(compared > 4_000, "only {compared} shares");
    assert!(far.is_empty(), "{} of {compared}:\n{}", far.len(), far.join("\n"));
}

/// Draws without end, nearly.
const MANY: f64 = 1e18;

/// Exact shares are of ratings without uncertainty.
#[test]
fn first_ranks_under_uniform_weights_are_the_exact_ones() {
    let mut certain = FROZEN.clone();
    for rating in certain.frameworks.iter_mut().flat_map(|framework| &mut framework.ratings) {
        let rating = std::sync::Arc::make_mut(rating);
        (rating.low, rating.high) = (rating.value, rating.value);
    }
    let mut far = Vec::new();
    let mut compared = 0;
    for Case { sampling, decision, expected, .. } in CASES.iter() {
        let Some(exact) = &expected.exact_first_ranks else { continue };
        let frameworks: Vec<usize> = decision.ranking.iter().map(|place| place.framework).collect();
        let found = acceptability(&certain, &decision.weights, &frameworks, *sampling);
        for ((framework, shares), exact) in frameworks.iter().zip(&found.shares).zip(exact) {
            let place = format!("{}: {}", expected.id, id(*framework));
            let sample = Sample { hits: exact * MANY, draws: MANY };
            far.extend(sample.far_from(shares[0], sampling.draws, &place));
            compared += 1;
        }
    }
    assert!(compared > 100, "only {compared} shares");
    assert!(far.is_empty(), "{} of {compared}:\n{}", far.len(), far.join("\n"));
}

/// What a simulation counted.
struct Sample {
    hits: f64,
    draws: f64,
}

impl Sample {
    /// Says so if a share of that many draws is more than four standard errors of each away.
    fn far_from(&self, share: f64, draws: usize, place: &str) -> Option<String> {
        let draws = f64::from(u32::try_from(draws).unwrap());
        let pooled = (self.hits + share * draws + 1.0) / (self.draws + draws + 2.0);
        let deviation = (pooled * (1.0 - pooled)).sqrt();
        let allowed = 4.0 * deviation * (draws.sqrt().recip() + self.draws.sqrt().recip());
        let stated = self.hits / self.draws;
        let off = (share - stated).abs();
        (off > allowed).then(|| format!("{place} is {share}, not {stated} ± {allowed:.5}"))
    }
}
