//! Ranks and winners of sixteen draws at a time. `sampling_model` counts them in all draws; the shares are made in
//! [`super`].
//!
//! Nothing here is normalised: the model is additive, so the order of the alternatives in a draw does
//! not depend on the sum of the weights. Every lane is a draw of its own, attributes are added up in a
//! fixed order, and products and sums stay apart, so that the instruction set for which the code is
//! compiled changes no bit of the result.

use fearless_simd::prelude::*;
use fearless_simd::{f32x16, i32x16, u8x64};

use super::lanes::{LANES, Lanes};

/// Stands for a draw that is not wanted: nothing has this rank or index.
pub const NONE: u8 = u8::MAX;

/// Something that is counted, for each draw of a block: a rank, or an alternative.
pub type Bytes = [u8; LANES];

/// The rank of each alternative in each draw, 0 for the best: how many are before it, which of those
/// that score the same are the ones with a lower index.
///
/// Each pair is compared once: of `i < j`, either `j` is before `i` or `i` before `j`. So `j` starts with
/// all `j` that have a lower index before it, and takes back those that it is before of. Two
/// alternatives are held against all later ones at a time, which halves what is read and written.
#[inline(always)]
pub fn ranks<S: Simd>(simd: S, scores: &[Lanes], ranks: &mut [[i32; LANES]]) {
    for (index, rank) in (0..).zip(ranks.iter_mut()) {
        i32x16::splat(simd, index).store_slice(rank);
    }
    let (mut scores, mut ranks) = (scores, ranks);
    while let ([first, second, scores_left @ ..], [own, next, ranks_left @ ..]) = (scores, ranks) {
        let first = f32x16::load_array_ref(simd, &first.0);
        let second = f32x16::load_array_ref(simd, &second.0);
        // A comparison that holds is −1 as a vector.
        let above = second.simd_gt(first).to_vector();
        let mut own_rank = i32x16::load_array_ref(simd, own) - above;
        let mut next_rank = i32x16::load_array_ref(simd, next) + above;
        for (other, rank) in scores_left.iter().zip(ranks_left.iter_mut()) {
            let other = f32x16::load_array_ref(simd, &other.0);
            let above_first = other.simd_gt(first).to_vector();
            let above_second = other.simd_gt(second).to_vector();
            own_rank -= above_first;
            next_rank -= above_second;
            (i32x16::load_array_ref(simd, rank) + (above_first + above_second)).store_slice(rank);
        }
        own_rank.store_slice(own);
        next_rank.store_slice(next);
        (scores, ranks) = (scores_left, ranks_left);
    }
}

/// Which alternative has the highest score in each draw; where two are equal, the one with the lower
/// index.
#[inline(always)]
pub fn winners<S: Simd>(simd: S, scores: &[Lanes]) -> Bytes {
    let mut race = Race::new(simd);
    for score in scores {
        race.enter(f32x16::load_array_ref(simd, &score.0));
    }
    race.winners()
}

/// Scores of one alternative after another, of which the highest is wanted.
pub struct Race<S: Simd> {
    best: f32x16<S>,
    winner: i32x16<S>,
    /// The alternative that is next.
    index: i32x16<S>,
}

impl<S: Simd> Race<S> {
    /// Before the first.
    #[inline(always)]
    pub fn new(simd: S) -> Self {
        Self {
            best: f32x16::splat(simd, f32::NEG_INFINITY),
            winner: i32x16::splat(simd, i32::from(NONE)),
            index: i32x16::splat(simd, 0),
        }
    }

    /// Enters the next alternative.
    #[inline(always)]
    pub fn enter(&mut self, score: f32x16<S>) {
        let better = score.simd_gt(self.best);
        self.best = self.best.max(score);
        self.winner = better.select(self.index, self.winner);
        self.index += 1;
    }

    /// Who is first in each draw.
    #[inline(always)]
    pub fn winners(self) -> Bytes {
        <[i32; LANES]>::from(self.winner).map(|index| index as u8)
    }
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
