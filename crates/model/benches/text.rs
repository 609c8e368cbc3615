//! What understanding a text costs: `cargo bench -p framewise-model --bench text`.

#![expect(clippy::expect_used, reason = "a benchmark fails by panicking")]

use std::path::Path;

use divan::{Bencher, black_box};
use framewise_model::knowledge::{Files, Knowledge, load};
use framewise_model::text::{Lexicon, MAX_CHARACTERS};

/// As owners of projects write.
const PROSE: &str = "We are a small team of three developers who want to launch an online shop for \
    handmade ceramics before Christmas. Customers should be able to register, log in, upload pictures \
    of broken pieces and pay by card; nobody in the office can program, so they need an admin panel to \
    manage products and orders. The site has to be in English and German. We don't expect a lot of \
    traffic at first, but it should be able to grow. We use PostgreSQL and would like migrations, no \
    GraphQL and no websockets. Our budget is tight, and we know Python well but have never built a \
    website. ";

fn main() {
    divan::main();
}

/// The knowledge of the repository, so that figures are those of a service.
fn knowledge() -> Knowledge {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge");
    load(&Files::read(&folder).expect("the folder can be read")).expect("the knowledge is sound")
}

/// As long as texts may be, from a repeated one.
fn repeated(text: &str) -> String {
    text.chars().cycle().take(MAX_CHARACTERS).collect()
}

/// 2,000 characters of prose.
#[divan::bench]
fn prose_of_2000_characters(bencher: Bencher) {
    let lexicon = Lexicon::new(&knowledge());
    let text = repeated(PROSE);
    bencher.bench_local(|| lexicon.understand(black_box(&text)));
}

/// One sentence.
#[divan::bench]
fn one_sentence(bencher: Bencher) {
    let lexicon = Lexicon::new(&knowledge());
    let text = "A small REST API with MongoDB and API documentation, no admin interface.";
    bencher.bench_local(|| lexicon.understand(black_box(text)));
}

/// 2,000 characters in which every word is a phrase.
#[divan::bench]
fn nothing_but_phrases(bencher: Bencher) {
    let lexicon = Lexicon::new(&knowledge());
    let text = repeated("api ");
    bencher.bench_local(|| lexicon.understand(black_box(&text)));
}

/// Making the lexicon ready, which every start does once.
#[divan::bench(sample_count = 10)]
fn make_ready(bencher: Bencher) {
    let knowledge = knowledge();
    bencher.bench_local(|| Lexicon::new(&knowledge));
}
