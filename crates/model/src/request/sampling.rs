//! How the robustness of an answer is computed: `spread`, `uniform`, `draws`. What they do is in
//! `sensitivity::acceptability::draws`.

use serde_json::{Map, Value};

use crate::fault::Fault;
use crate::json::whole_number;
use crate::request::reader::{Reader, given};
use crate::sensitivity::acceptability::{MAX_DRAWS, MAX_SPREAD, Sampling, Spread};
use crate::sentences::Wrong;

/// The member for weights that ignore what was answered.
pub const UNIFORM: &str = "uniform";

/// Reads `spread`, `uniform` and `draws`.
pub(super) fn read(members: &Map<String, Value>, reader: &mut Reader) -> Sampling {
    let usual = Sampling::default();
    let spread = given(members, "spread").and_then(|value| {
        let spread = value.as_f64().filter(|spread| (0.0..=MAX_SPREAD).contains(spread));
        if spread.is_none() {
            let max = &MAX_SPREAD.to_string();
            reader.push(Fault::wrong(&["spread"], &Wrong::Spread { max }));
        }
        // `+ 0.0` turns -0 into 0, so that equal requests have equal links.
        spread.map(|spread| Spread::LogNormal(spread + 0.0))
    });
    let uniform = reader.boolean(members, UNIFORM) == Some(true);
    if uniform && spread.is_some() {
        reader.push(Fault::wrong(&["spread"], &Wrong::UniformSpread {}));
    }
    let draws = given(members, "draws").and_then(|value| {
        let whole = whole_number(value).and_then(|draws| usize::try_from(draws).ok());
        let draws = whole.filter(|draws| (1..=MAX_DRAWS).contains(draws));
        if draws.is_none() {
            let max = &MAX_DRAWS.to_string();
            reader.push(Fault::wrong(&["draws"], &Wrong::Draws { max }));
        }
        draws
    });
    let spread = if uniform { Spread::Uniform } else { spread.unwrap_or(usual.spread) };
    Sampling { spread, draws: draws.unwrap_or(usual.draws) }
}
