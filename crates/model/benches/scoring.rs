//! What one recommendation costs, all questions answered: `cargo bench --bench scoring`.

#![expect(clippy::expect_used, reason = "a benchmark fails by panicking")]

use divan::{Bencher, black_box};
use framewise::api::recommendations::response::recommend;
use framewise_model::decision::decide;
use framewise_model::knowledge::{Files, Knowledge, load};
use framewise_model::request::{Parsed, parse};
use serde_json::{Map, Value, json};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// As in the service.
const USUAL_BYTES: usize = 32 * 1024;

fn main() {
    divan::main();
}

fn knowledge() -> Knowledge {
    load(&Files::embedded()).expect("the embedded knowledge is sound")
}

/// The first option of every question, and all features.
fn everything(knowledge: &Knowledge) -> Value {
    let answers: Map<String, Value> = knowledge
        .questions
        .iter()
        .map(|question| {
            let all: Vec<&str> = question.options.iter().map(|o| o.id.as_str()).collect();
            (question.id.clone(), if question.multiple { json!(all) } else { json!(all[0]) })
        })
        .collect();
    json!({ "answers": answers })
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

/// The same with contributions, sentences and gaps.
#[divan::bench]
fn score_and_explain(bencher: Bencher) {
    let knowledge = knowledge();
    let parsed = parsed(&knowledge);
    bencher.bench_local(|| recommend(&knowledge, black_box(&parsed)));
}

/// From the bytes of the request to the bytes of the answer.
#[divan::bench]
fn bytes_to_bytes(bencher: Bencher) {
    let knowledge = knowledge();
    let body = everything(&knowledge).to_string();
    bencher.bench_local(|| answer(&knowledge, black_box(body.as_bytes())));
}

/// The same for the request of the README.
#[divan::bench]
fn bytes_to_bytes_of_a_small_request(bencher: Bencher) {
    let knowledge = knowledge();
    let body = r#"{"answers": {"project_type": "rest_api", "project_size": "small", "features": ["api_docs", "nosql"]}, "store": false}"#;
    bencher.bench_local(|| answer(&knowledge, black_box(body.as_bytes())));
}

fn answer(knowledge: &Knowledge, body: &[u8]) -> Vec<u8> {
    let value = framewise_model::json::parse(body).expect("JSON");
    let parsed = parse(knowledge, &value).expect("these are answers");
    let mut json = Vec::with_capacity(USUAL_BYTES);
    let answer = recommend(knowledge, &parsed).expect("something counts");
    sonic_rs::to_writer(&mut json, &answer).expect("JSON");
    json
}

/// Reading, checking and rating the knowledge, which every start does once.
#[divan::bench(sample_count = 10)]
fn load_knowledge(bencher: Bencher) {
    bencher.bench_local(knowledge);
}
