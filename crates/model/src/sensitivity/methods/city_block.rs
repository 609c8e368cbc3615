//! City-block distance to the ideal: compromise programming with `p = 1` (Zeleny, *Compromise
//! Programming*, 1973; Yu, *A Class of Solutions for Group Decision Problems*, 1973).
//!
//! The ideal has on every attribute the best rating of those compared, and a distance counts as a share of
//! the range of the attribute: `L₁(a) = Σ_c w_c · (high_c − r_{a,c}) / (high_c − low_c)`. Measured on the
//! rubric's scale instead, to a fixed ideal of 1, it would be `1 − score(a)`, the weighted sum again.
//!
//! An attribute on which all are equal distinguishes none and adds nothing.

use super::attribute::Attribute;

/// Distance to the ideal by framework, each in [0, 1].
pub(super) fn distances(attributes: &[Attribute], frameworks: usize) -> Vec<f64> {
    let mut distances = vec![0.0; frameworks];
    for attribute in attributes {
        let (low, high) = attribute.range();
        if low < high {
            for (distance, rating) in distances.iter_mut().zip(&attribute.ratings) {
                *distance += attribute.weight * ((high - rating) / (high - low));
            }
        }
    }
    distances
}
