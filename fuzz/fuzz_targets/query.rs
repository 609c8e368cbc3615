//! Query strings of links to a recommendation.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[expect(dead_code, reason = "the other targets use the rest")]
#[path = "../../tests/api/inputs.rs"]
mod inputs;

fuzz_target!(|input: &[u8]| inputs::query(input));
