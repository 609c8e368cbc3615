//! The laws of the decision model and of its analyses, and the rules of the knowledge.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

/// The self-audit, compared with deciding again.
mod audit_laws;
/// What would change a decision, compared with exhaustive search.
mod change_laws;
/// What the context of a project does.
mod context_laws;
/// Inputs that the fuzzer kept.
mod fuzzed;
/// Knowledge folders that were made to harm.
mod hostile_knowledge;
/// Every rule of the knowledge, broken on purpose.
mod knowledge;
/// The other methods, compared with their definitions.
mod method_laws;
/// A knowledge folder with one mutated file.
mod mutated;
/// What a question is worth.
mod next_question_laws;
/// How derived ratings follow from their inputs.
mod rating_laws;
/// Reasons and the summary.
mod reason_laws;
/// Rank acceptabilities and stability.
mod robustness_laws;
/// The JSON Schemas of the files.
mod schema;
/// The decision model.
mod scoring_laws;
/// Plain English.
mod understanding;
/// Independent libraries.
mod vectors;
/// The worked example of `docs/decision-model.md`.
mod worked_example;

use std::path::Path;
use std::sync::LazyLock;

use framewise_model::knowledge::{Files, Knowledge, load};

/// The frozen knowledge of four frameworks on which tests of the code run.
static FROZEN: LazyLock<Knowledge> = LazyLock::new(|| load(&frozen_files()).unwrap());

/// The frozen knowledge with as many frameworks as laws should see.
static WIDE: LazyLock<Knowledge> = LazyLock::new(|| widened(FROZEN.clone()));

/// Three more of every framework, under ids that come after all others: on each attribute they are rated as one
/// of the frameworks that are there, so that none is best at everything.
fn widened(mut knowledge: Knowledge) -> Knowledge {
    let originals = knowledge.frameworks.clone();
    for (copy, letter) in ['x', 'y', 'z'].into_iter().enumerate() {
        for (number, original) in originals.iter().enumerate() {
            let mut framework = original.clone();
            std::sync::Arc::make_mut(&mut framework.record).id =
                format!("{letter}-{}", original.record.id);
            for (attribute, rating) in framework.ratings.iter_mut().enumerate() {
                let other = (number + attribute / (copy + 1)) % originals.len();
                rating.clone_from(&originals[other].ratings[attribute]);
            }
            knowledge.frameworks.push(framework);
        }
    }
    knowledge
}

/// The files of the frozen knowledge.
fn frozen_files() -> Files {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/knowledge");
    Files::read(&folder).unwrap()
}
