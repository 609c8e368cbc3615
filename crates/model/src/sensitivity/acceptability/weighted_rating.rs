//! The weighted rating of an alternative on an attribute, and the points that it gives in each draw.
//!
//! In a draw, a rating is `value + up · t` for `t ≥ 0` and `value + down · t` for `t < 0`, with `up = high − value`,
//! `down = value − low` and `t` triangular on [−1, 1]: as often below its value as above it, never outside its
//! interval. (The double triangular distribution whose median is the value; for a symmetric interval the triangular
//! one.) The weight is multiplied in once for all draws.

use std::cmp::Ordering;

use fearless_simd::f32x16;
use fearless_simd::prelude::*;

use super::lanes::Lanes;
use super::sampling::Interval;

/// A rating times the weight of its attribute.
#[derive(Debug, Clone, Copy)]
pub struct WeightedRating {
    value: f32,
    up: f32,
    down: f32,
}

/// How `up` and `down` compare. Each case has a function of its own, which does only what the case needs.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// They are equal.
    Symmetric,
    /// `up` is larger: the rating is the larger one of two linear functions of `t`.
    Convex,
    /// `down` is larger: the rating is the smaller one.
    Concave,
}

impl WeightedRating {
    pub fn new(weight: f64, Interval { low, value, high }: Interval) -> Self {
        let (mut up, mut down) = (high - value, value - low);
        // The ends of a symmetric interval may be rounded. Less than a quarter of the last bit of `up · t` is lost.
        if (up - down).abs() < (up + down) * f64::from(f32::EPSILON / 8.0) {
            up = f64::midpoint(up, down);
            down = up;
        }
        let [value, up, down] = [value, up, down].map(|part| (weight * part) as f32);
        Self { value, up, down }
    }

    #[inline(always)]
    pub fn shape(&self) -> Shape {
        match self.up.partial_cmp(&self.down) {
            Some(Ordering::Greater) => Shape::Convex,
            Some(Ordering::Less) => Shape::Concave,
            _ => Shape::Symmetric,
        }
    }
}

/// The points of a symmetric term: its factor times the weighted rating.
#[inline(always)]
pub fn symmetric<S: Simd>(
    simd: S,
    term: WeightedRating,
    drawn: &Lanes,
    factor: &Lanes,
) -> f32x16<S> {
    let t = f32x16::load_array_ref(simd, &drawn.0);
    f32x16::load_array_ref(simd, &factor.0) * (t * term.up + term.value)
}

/// The points of a convex term.
#[inline(always)]
pub fn convex<S: Simd>(simd: S, term: WeightedRating, drawn: &Lanes, factor: &Lanes) -> f32x16<S> {
    let t = f32x16::load_array_ref(simd, &drawn.0);
    f32x16::load_array_ref(simd, &factor.0) * ((t * term.up).max(t * term.down) + term.value)
}

/// The points of a concave term.
#[inline(always)]
pub fn concave<S: Simd>(simd: S, term: WeightedRating, drawn: &Lanes, factor: &Lanes) -> f32x16<S> {
    let t = f32x16::load_array_ref(simd, &drawn.0);
    f32x16::load_array_ref(simd, &factor.0) * ((t * term.up).min(t * term.down) + term.value)
}
