//! Prints where the time of a full response goes, as a table: `cargo bench --bench parts`.
//!
//! Every round computes each part by itself and then the whole, so that both run under the same load. The
//! table shows the median and the minimum of all rounds in microseconds. "Explaining" is the whole minus the
//! parts with a function of their own: contributions, gaps, sentences.

#![expect(clippy::expect_used, reason = "a benchmark fails by panicking")]

use std::hint::black_box;
use std::time::Instant;

use framewise::api::recommendations::response::recommend;
use framewise::config::PublicUrl;
use framewise::embedded;
use framewise_model::decision::decide;
use framewise_model::knowledge::{Knowledge, load};
use framewise_model::request::{Parsed, parse};
use framewise_model::sensitivity::acceptability::{acceptability, prepare};
use framewise_model::sensitivity::certificate::certificate;
use framewise_model::sensitivity::flips::flips;
use framewise_model::sensitivity::methods::agreement;
use framewise_model::sensitivity::next_question::best_question;
use framewise_model::sensitivity::stability::stability;
use serde_json::{Map, Value, json};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROUNDS: usize = 400;
/// As in the service.
const INITIAL_CAPACITY: usize = 32 * 1024;

/// The parts that are timed, in the order of the table.
const PARTS: [&str; 11] = [
    "reading the request",
    "weights, scores, ranks",
    "acceptabilities of all ranks",
    "certificate",
    "next question",
    "flips of one or two answers",
    "stability intervals",
    "four methods",
    "explaining",
    "writing JSON",
    "whole, bytes to bytes",
];
const EXPLAINING: usize = 8;
/// These are inside `recommend`.
const INSIDE: std::ops::Range<usize> = 1..EXPLAINING;

fn main() {
    let knowledge = load(&embedded::knowledge_files()).expect("the embedded knowledge is sound");
    prepare(&knowledge);
    let requests = [
        ("nothing answered", json!({})),
        (
            "a small request",
            json!({"answers": {"project_type": "rest_api", "project_size": "small",
                "features": ["api_docs", "nosql"]}}),
        ),
        ("everything answered", everything(&knowledge)),
    ];
    for (name, request) in requests {
        print(&knowledge, name, &request);
    }
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

fn print(knowledge: &Knowledge, name: &str, request: &Value) {
    let at = |detail: &str| {
        let mut request = request.clone();
        request["detail"] = json!(detail);
        request.to_string()
    };
    let body = at("full");
    let mut rounds: Vec<[f64; PARTS.len()]> =
        (0..ROUNDS).map(|_| round(knowledge, &body)).collect();
    // The first ones fill the caches.
    rounds.drain(..ROUNDS / 10);
    let parsed = read(knowledge, &body);
    let decision = decide(knowledge, &parsed.request).expect("something counts");
    let attributes = decision.weights.as_slice().iter().filter(|weight| **weight > 0.0).count();
    let bytes = whole(knowledge, &body).len();
    println!(
        "{name}: {attributes} attributes, {} frameworks, {bytes} bytes",
        decision.ranking.len()
    );
    println!("{:<32} {:>8} {:>8}", "µs", "median", "least");
    for (part, name) in PARTS.iter().enumerate() {
        let (median, least) = middle(rounds.iter().map(|times| times[part]).collect());
        if part == EXPLAINING {
            // What is left over in one round; the least of that is the worst luck of the others.
            println!("{name:<32} {median:>8.1}");
        } else {
            println!("{name:<32} {median:>8.1} {least:>8.1}");
        }
    }
    for detail in ["standard", "brief"] {
        let body = at(detail);
        let times = (0..ROUNDS).map(|_| timed(|| whole(knowledge, &body)).1).collect();
        let (median, least) = middle(times);
        println!("{:<32} {median:>8.1} {least:>8.1}", format!("whole, {detail}"));
    }
    println!();
}

/// The median and the least.
fn middle(mut times: Vec<f64>) -> (f64, f64) {
    times.sort_by(f64::total_cmp);
    (times[times.len() / 2], times[0])
}

/// Microseconds of each part.
fn round(knowledge: &Knowledge, body: &str) -> [f64; PARTS.len()] {
    let (parsed, reading) = timed(|| read(knowledge, body));
    let request = &parsed.request;
    let (decision, deciding) = timed(|| decide(knowledge, request).expect("something counts"));
    let frameworks: Vec<usize> = decision.ranking.iter().map(|place| place.framework).collect();
    let (_, sampling) =
        timed(|| acceptability(knowledge, &decision.weights, &frameworks, parsed.sampling));
    let (certificate, proving) = timed(|| certificate(knowledge, request, &decision));
    let asked = &certificate.can_change;
    let spread = parsed.sampling.spread;
    let (_, asking) = timed(|| best_question(knowledge, request, asked, &frameworks, spread));
    let (_, flipping) = timed(|| flips(knowledge, request, &decision));
    let (_, varying) = timed(|| stability(knowledge, &decision));
    let (_, comparing) = timed(|| agreement(knowledge, &decision));
    let (answer, recommending) =
        timed(|| recommend(knowledge, &parsed, &PublicUrl::default()).expect("it counts"));
    let (_, writing) = timed(|| {
        let mut json = Vec::with_capacity(INITIAL_CAPACITY);
        serde_json::to_writer(&mut json, &answer).expect("JSON");
        json
    });
    drop(answer);
    let (_, all) = timed(|| whole(knowledge, body));
    let mut times = [
        reading, deciding, sampling, proving, asking, flipping, varying, comparing, 0.0, writing,
        all,
    ];
    times[EXPLAINING] = recommending - times[INSIDE].iter().sum::<f64>();
    times
}

fn read(knowledge: &Knowledge, body: &str) -> Parsed {
    let value = framewise_model::json::parse(body.as_bytes()).expect("JSON");
    parse(knowledge, &value).expect("these are answers")
}

/// As the service does it, without HTTP.
fn whole(knowledge: &Knowledge, body: &str) -> Vec<u8> {
    let parsed = read(knowledge, body);
    let mut json = Vec::with_capacity(INITIAL_CAPACITY);
    let answer = recommend(knowledge, &parsed, &PublicUrl::default()).expect("something counts");
    serde_json::to_writer(&mut json, &answer).expect("JSON");
    json
}

/// A result, and the microseconds that it took.
fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let found = black_box(work());
    (found, start.elapsed().as_secs_f64() * 1e6)
}
