//! TOPSIS: close to the best that there is, far from the worst (Hwang & Yoon, *Multiple Attribute
//! Decision Making*, 1981), with min-max normalisation.
//!
//! With `low_c` and `high_c` over those compared and `x_{a,c} = (r_{a,c} − low_c) / (high_c − low_c)`,
//! the ideal has the weighted rating `w_c` on every attribute, the anti-ideal 0:
//! `D⁺_a = √Σ_c (w_c·(1 − x_{a,c}))²`, `D⁻_a = √Σ_c (w_c·x_{a,c})²`,
//! `closeness(a) = D⁻_a / (D⁺_a + D⁻_a)`.
//!
//! An attribute on which all are equal distinguishes none and adds to neither distance. Where that is so of
//! all attributes, ideal and anti-ideal are one point, and everybody is as close to one as to the other: ½.

use super::attribute::Attribute;

/// Closeness to the ideal by framework, each in [0, 1].
pub(super) fn closeness(attributes: &[Attribute], frameworks: usize) -> Vec<f64> {
    // Squared distances to the ideal and to the anti-ideal.
    let mut squares = vec![(0.0, 0.0); frameworks];
    for attribute in attributes {
        let (low, high) = attribute.range();
        if low < high {
            for ((to_ideal, to_anti_ideal), rating) in squares.iter_mut().zip(&attribute.ratings) {
                let place = attribute.weight * ((rating - low) / (high - low));
                let missing = attribute.weight - place;
                *to_ideal += missing * missing;
                *to_anti_ideal += place * place;
            }
        }
    }
    squares
        .into_iter()
        .map(|(to_ideal, to_anti_ideal): (f64, f64)| {
            let (to_ideal, to_anti_ideal) = (to_ideal.sqrt(), to_anti_ideal.sqrt());
            let both = to_ideal + to_anti_ideal;
            if both > 0.0 { to_anti_ideal / both } else { 0.5 }
        })
        .collect()
}
