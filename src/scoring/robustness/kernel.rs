//! Scores, ranks and winners of sixteen draws at a time.
//!
//! Nothing here is normalised: the model is additive, so the order of the alternatives in a draw does
//! not depend on the sum of the weights. Every lane is a draw of its own, columns are added up in a
//! fixed order, and products and sums stay apart, so that the instruction set for which the code is
//! compiled changes no bit of the result.

use fearless_simd::prelude::*;
use fearless_simd::{f32x16, i32x16, u8x64};

use super::lanes::{LANES, Lanes};

/// Stands for a draw that is not wanted: nothing has this rank or index.
pub const NONE: u8 = u8::MAX;

/// Something that is counted, for each draw of a block: a rank, or an alternative.
pub type Bytes = [u8; LANES];

/// What a column adds to the score of an alternative in each draw: its factor times the weighted rating
/// `value + m · t + s · |t|`.
#[inline(always)]
pub fn points<S: Simd>(
    simd: S,
    drawn: &Lanes,
    [value, m, s]: &[f32; 3],
    factor: &Lanes,
) -> f32x16<S> {
    let t = f32x16::load_array_ref(simd, &drawn.0);
    f32x16::load_array_ref(simd, &factor.0) * (t * *m + t.abs() * *s + *value)
}

/// The rank of each alternative in each draw, 0 for the best: how many are before it, which of those
/// that score the same are the ones with a lower index.
#[inline(always)]
pub fn ranks<S: Simd>(simd: S, scores: &[Lanes], ranks: &mut [[i32; LANES]]) {
    for (index, rank) in ranks.iter_mut().enumerate() {
        let score = f32x16::load_array_ref(simd, &scores[index].0);
        // A comparison that holds is −1 as a vector.
        let mut before = i32x16::splat(simd, 0);
        for other in &scores[..index] {
            before -= f32x16::load_array_ref(simd, &other.0).simd_ge(score).to_vector();
        }
        for other in &scores[index + 1..] {
            before -= f32x16::load_array_ref(simd, &other.0).simd_gt(score).to_vector();
        }
        before.store_slice(rank);
    }
}

/// Which alternative has the highest score in each draw; where two are equal, the one with the lower
/// index.
#[inline(always)]
pub fn winners<S: Simd>(simd: S, scores: &[Lanes]) -> Bytes {
    let Some((first, others)) = scores.split_first() else {
        return [NONE; LANES];
    };
    let mut best = f32x16::load_array_ref(simd, &first.0);
    let mut winner = i32x16::splat(simd, 0);
    for (index, score) in (1..).zip(others) {
        let score = f32x16::load_array_ref(simd, &score.0);
        let better = score.simd_gt(best);
        best = better.select(score, best);
        winner = better.select(i32x16::splat(simd, index), winner);
    }
    <[i32; LANES]>::from(winner).map(|index| index as u8)
}

/// Adds to `counts` how often each of the values `0, 1, …` occurs.
///
/// Comparing a whole register with each value is quicker than raising one counter for each byte.
#[inline(always)]
pub fn tally<S: Simd>(simd: S, bytes: &[Bytes], counts: &mut [u32]) {
    let (whole, rest) = bytes.as_flattened().as_chunks::<64>();
    for (value, count) in counts.iter_mut().enumerate() {
        let value = value as u8;
        let values = u8x64::splat(simd, value);
        for bytes in whole {
            let same = u8x64::load_array_ref(simd, bytes).simd_eq(values);
            *count += same.to_bitmask().count_ones();
        }
        for byte in rest {
            *count += u32::from(*byte == value);
        }
    }
}
