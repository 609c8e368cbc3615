//! Reads a knowledge folder with one mutated file, and uses what was read as a service does. The fuzzer calls it with
//! new inputs; `fuzzed.rs` calls it with those that the fuzzer kept.

use std::path::Path;
use std::sync::LazyLock;

use framewise_model::decision::{Request, decide};
use framewise_model::knowledge::{Files, load};
use framewise_model::sensitivity::acceptability::{Sampling, acceptability};
use framewise_model::sensitivity::certificate::certificate;
use framewise_model::sensitivity::flips::flips;
use framewise_model::text::Lexicon;

/// A folder without faults, small enough to be read thousands of times in a second.
static MINIMAL: LazyLock<Files> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let folders = folder.map(|folder| folder.join("tests/fixtures/minimal"));
    Files::read(&folders.into_iter().find(|folder| folder.exists()).unwrap()).unwrap()
});

/// Reads the minimal folder with one file changed: the first line of the input is its path, the rest its content.
pub fn exercise(input: &[u8]) {
    let end = input.iter().position(|byte| *byte == b'\n').unwrap_or(input.len());
    let path = String::from_utf8_lossy(&input[..end]);
    let mut files = MINIMAL.clone();
    files.insert(path, input.get(end + 1..).unwrap_or_default());
    let Ok(knowledge) = load(&files) else { return };
    let request = Request::default();
    let _ = Lexicon::new(&knowledge).understand("a small API, not a shop, for 10,000 users");
    let Ok(decision) = decide(&knowledge, &request) else { return };
    let frameworks: Vec<usize> = decision.ranking.iter().map(|place| place.framework).collect();
    let sampling = Sampling { draws: 16, ..Sampling::default() };
    if !frameworks.is_empty() {
        let _ = acceptability(&knowledge, &decision.weights, &frameworks, sampling);
    }
    let _ = certificate(&knowledge, &request, &decision);
    let _ = flips(&knowledge, &request, &decision);
}
