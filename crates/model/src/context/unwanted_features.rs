//! A feature that the project does not want adds to the base weights of criteria: `b_c + Σ Δ_c`.

use crate::knowledge::Knowledge;
use crate::numbers::Weight;

/// Adds what rejecting a feature does to the base weights.
pub(super) fn reject(knowledge: &Knowledge, option: usize, applied: &mut Knowledge) {
    let answer = &knowledge.options[option];
    let (_, feature) = knowledge.chosen(answer);
    for (attribute, effect) in &answer.unwanted {
        let base = &mut applied.attributes[*attribute].base_weight;
        let sum = (base.get() + effect.get()).min(Weight::MAX);
        *base = Weight::new(sum).unwrap_or(*base);
        applied.raised.push((*attribute, format!("unwanted={}", feature.id)));
    }
}
