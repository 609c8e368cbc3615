//! PROMETHEE II with the usual preference function (Brans & Vincke, *A Preference Ranking Organisation
//! Method*, 1985): what is better is preferred, however little better it is.
//!
//! `φ(a) = 1/(n − 1) · Σ_{b≠a} Σ_c w_c · ([r_{a,c} > r_{b,c}] − [r_{b,c} > r_{a,c}])`: the weight on which
//! `a` beats another framework less the weight on which it is beaten, on average over the others. Net
//! flows sum to 0. A framework that is compared with no other has 0. [`super`] says who is first.

use super::attribute::Attribute;

/// Net flow by framework, each in [-1, 1].
#[expect(clippy::cast_precision_loss, reason = "frameworks are few")]
pub(super) fn net_flows(attributes: &[Attribute], frameworks: usize) -> Vec<f64> {
    let mut flows = vec![0.0; frameworks];
    for attribute in attributes {
        for (flow, rating) in flows.iter_mut().zip(&attribute.ratings) {
            let beaten = attribute.ratings.iter().filter(|other| rating > *other).count();
            let beating = attribute.ratings.iter().filter(|other| *other > rating).count();
            *flow += attribute.weight * (beaten as f64 - beating as f64);
        }
    }
    let others = frameworks.saturating_sub(1).max(1) as f64;
    flows.into_iter().map(|flow| flow / others).collect()
}
