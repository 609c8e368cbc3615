//! How the robustness of an answer is computed: `spread`, `draws`.

use serde_json::{Map, Value};

use crate::fault::Fault;
use crate::json::whole_number;
use crate::request::reader::Reader;
use crate::sensitivity::acceptability::{MAX_DRAWS, MAX_SPREAD, Sampling, Spread};

/// The spread that ignores what was answered.
pub const UNIFORM: &str = "uniform";

/// Reads `spread` and `draws`.
pub(super) fn read(members: &Map<String, Value>, reader: &mut Reader) -> Sampling {
    let usual = Sampling::default();
    let spread = members.get("spread").and_then(|value| {
        let spread = spread(value);
        if spread.is_none() {
            let detail = format!("a spread is a number from 0 to {MAX_SPREAD}, or {UNIFORM}");
            let given = value.as_str().unwrap_or_default();
            reader.push(Fault::at(&["spread"], detail).with_allowed(given, [UNIFORM]));
        }
        spread
    });
    let draws = members.get("draws").and_then(|value| {
        let whole = whole_number(value).and_then(|draws| usize::try_from(draws).ok());
        let draws = whole.filter(|draws| (1..=MAX_DRAWS).contains(draws));
        if draws.is_none() {
            let detail = format!("draws is a whole number from 1 to {MAX_DRAWS}");
            reader.push(Fault::at(&["draws"], detail));
        }
        draws
    });
    Sampling { spread: spread.unwrap_or(usual.spread), draws: draws.unwrap_or(usual.draws) }
}

fn spread(value: &Value) -> Option<Spread> {
    if value.as_str() == Some(UNIFORM) {
        return Some(Spread::Uniform);
    }
    let spread = value.as_f64().filter(|spread| (0.0..=MAX_SPREAD).contains(spread))?;
    // `+ 0.0` turns -0 into 0, so that equal requests have equal links.
    Some(Spread::LogNormal(spread + 0.0))
}
