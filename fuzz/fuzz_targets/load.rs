//! Reads mutated knowledge folders.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../crates/model/tests/model/mutated.rs"]
mod mutated;

fuzz_target!(|input: &[u8]| mutated::exercise(input));
