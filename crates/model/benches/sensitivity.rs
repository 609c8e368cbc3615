//! What it costs to find what would change an answer: `cargo bench -p framewise-model --bench sensitivity`.

#![expect(clippy::expect_used, reason = "a benchmark fails by panicking")]

use std::path::Path;

use divan::{Bencher, black_box};
use framewise_model::decision::{Answers, Decision, Request, decide};
use framewise_model::knowledge::{Files, Knowledge, load};
use framewise_model::numbers::Weight;
use framewise_model::sensitivity::certificate::certificate;
use framewise_model::sensitivity::flips::{flips, target};
use framewise_model::sensitivity::methods::agreement;
use framewise_model::sensitivity::stability::stability;

/// The knowledge of the repository, so that figures are those of a service.
fn knowledge() -> Knowledge {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge");
    load(&Files::read(&folder).expect("the folder can be read")).expect("the knowledge is sound")
}

fn main() {
    divan::main();
}

/// What was answered.
#[derive(Debug, Clone, Copy)]
enum Answered {
    /// Nothing.
    Nothing,
    /// The request of the README.
    Few,
    /// Features in which one framework leads by so much that no two changes take it away.
    Steady,
    /// The first option of every question, and three features.
    Everything,
}

const ANSWERED: [Answered; 4] =
    [Answered::Nothing, Answered::Few, Answered::Steady, Answered::Everything];

fn situation(answered: Answered) -> (Knowledge, Request, Decision) {
    let knowledge = knowledge();
    let few =
        ["project_type=rest_api", "project_size=small", "features=api_docs", "features=nosql"];
    let steady = [
        "deadline=normal",
        "features=user_accounts",
        "features=orm",
        "features=migrations",
        "features=internationalization",
    ];
    let options = knowledge.options.iter().enumerate().filter(|(_, answer)| match answered {
        Answered::Nothing => false,
        Answered::Few => few.contains(&answer.label.as_str()),
        Answered::Steady => steady.contains(&answer.label.as_str()),
        Answered::Everything => {
            let most = if knowledge.questions[answer.question].multiple { 3 } else { 1 };
            answer.option < most
        }
    });
    let answers = Answers::new(&knowledge, options.map(|(option, _)| option)).expect("valid");
    let request = Request { answers, ..Request::default() };
    let decision = decide(&knowledge, &request).expect("something counts");
    (knowledge, request, decision)
}

/// Up to two changes that flip the recommendation.
#[divan::bench(args = ANSWERED)]
fn up_to_two_changes(bencher: Bencher, answered: Answered) {
    let (knowledge, request, decision) = situation(answered);
    bencher.bench_local(|| flips(&knowledge, black_box(&request), &decision));
}

/// Up to three changes that make the last framework win.
#[divan::bench(args = ANSWERED)]
fn target_last(bencher: Bencher, answered: Answered) {
    let (knowledge, request, decision) = situation(answered);
    let last = decision.ranking.last().expect("a framework takes part").framework;
    bencher.bench_local(|| target(&knowledge, black_box(&request), &decision, last));
}

/// The same for every framework, as many calls as there are.
#[divan::bench(args = ANSWERED)]
fn target_each(bencher: Bencher, answered: Answered) {
    let (knowledge, request, decision) = situation(answered);
    bencher.bench_local(|| {
        let place = |place: &framewise_model::decision::Place| {
            target(&knowledge, black_box(&request), &decision, place.framework)
        };
        decision.ranking.iter().map(place).collect::<Vec<_>>()
    });
}

/// The same where one feature has all weight that is worth mentioning: without it digits cancel, and
/// sets of changes have to be decided one by one.
#[divan::bench]
fn target_each_where_digits_cancel(bencher: Bencher) {
    let (knowledge, mut request, _) = situation(Answered::Steady);
    for attribute in 0..knowledge.attributes.len() {
        let orm = knowledge.attributes[attribute].id == "feature:orm";
        let priority = Weight::new(if orm { 5.0 } else { 1e-14 }).expect("in range");
        request.priorities.insert(attribute, priority);
    }
    let decision = decide(&knowledge, &request).expect("something counts");
    bencher.bench_local(|| {
        let place = |place: &framewise_model::decision::Place| {
            target(&knowledge, black_box(&request), &decision, place.framework)
        };
        decision.ranking.iter().map(place).collect::<Vec<_>>()
    });
}

/// Whether it is settled, and which questions can change it.
#[divan::bench(name = "certificate", args = ANSWERED)]
fn certify(bencher: Bencher, answered: Answered) {
    let (knowledge, request, decision) = situation(answered);
    bencher.bench_local(|| certificate(&knowledge, black_box(&request), &decision));
}

/// The intervals of all weights.
#[divan::bench(args = ANSWERED)]
fn stability_intervals(bencher: Bencher, answered: Answered) {
    let (knowledge, _, decision) = situation(answered);
    bencher.bench_local(|| stability(&knowledge, black_box(&decision)));
}

/// All four methods.
#[divan::bench(args = ANSWERED)]
fn methods(bencher: Bencher, answered: Answered) {
    let (knowledge, _, decision) = situation(answered);
    bencher.bench_local(|| agreement(&knowledge, black_box(&decision)));
}
