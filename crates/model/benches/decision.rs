//! What a decision costs, all questions answered: `cargo bench -p framewise-model --bench decision`.

#![expect(clippy::expect_used, reason = "a benchmark fails by panicking")]

use std::path::Path;

use divan::{Bencher, black_box};
use framewise_model::decision::contributions::{contributions, gap};
use framewise_model::decision::reasons::Comparison;
use framewise_model::decision::summary::{Certainty, summary};
use framewise_model::decision::{Decision, Place, Request, decide};
use framewise_model::json;
use framewise_model::knowledge::{Files, Knowledge, load};
use framewise_model::request::{Parsed, parse};
use serde_json::{Map, Value};

fn main() {
    divan::main();
}

/// The knowledge of the repository, so that figures are those of a service.
fn knowledge() -> Knowledge {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge");
    load(&Files::read(&folder).expect("the folder can be read")).expect("the knowledge is sound")
}

/// The first option of every question, and all features.
fn everything(knowledge: &Knowledge) -> Value {
    let answers: Map<String, Value> = knowledge
        .questions
        .iter()
        .map(|question| {
            let all: Vec<&str> = question.options.iter().map(|o| o.id.as_str()).collect();
            (
                question.id.clone(),
                if question.multiple { Value::from(all) } else { Value::from(all[0]) },
            )
        })
        .collect();
    Value::from(Map::from_iter([("answers".to_owned(), Value::from(answers))]))
}

fn parsed(knowledge: &Knowledge) -> Parsed {
    parse(knowledge, &everything(knowledge)).expect("these are answers")
}

/// Weights, scores, ranks.
#[divan::bench]
fn score(bencher: Bencher) {
    let knowledge = knowledge();
    let parsed = parsed(&knowledge);
    bencher.bench_local(|| decide(&knowledge, black_box(&parsed.request)));
}

/// The same with contributions, gaps and sentences.
#[divan::bench]
fn score_and_explain(bencher: Bencher) {
    let knowledge = knowledge();
    let parsed = parsed(&knowledge);
    bencher.bench_local(|| explained(&knowledge, black_box(&parsed.request)));
}

fn explained(knowledge: &Knowledge, request: &Request) -> usize {
    let decision = decide(knowledge, request).expect("something counts");
    let comparison = Comparison::new(knowledge, request, &decision);
    let Decision { weights, ranking, .. } = &decision;
    let first = ranking[0].framework;
    let explain = |place: &Place| {
        contributions(knowledge, weights, place.framework).len()
            + gap(knowledge, weights, first, place.framework).len()
            + comparison.strengths(place.framework).len()
            + comparison.cautions(place.framework).len()
    };
    let explained: usize = ranking.iter().map(explain).sum();
    explained + summary(request, &comparison, Certainty::default()).len()
}

/// From the bytes of a request to the request.
#[divan::bench]
fn read_request(bencher: Bencher) {
    let knowledge = knowledge();
    let body = everything(&knowledge).to_string();
    bencher.bench_local(|| {
        let value = json::parse(black_box(body.as_bytes())).expect("JSON");
        parse(&knowledge, &value).expect("these are answers")
    });
}

/// Reading, checking and rating the knowledge, which every start does once.
#[divan::bench(sample_count = 10)]
fn load_knowledge(bencher: Bencher) {
    bencher.bench_local(knowledge);
}
