//! A decision made ready for sampling.

use std::sync::Arc;

use fearless_simd::prelude::*;
use fearless_simd::{Level, dispatch, f32x16};

use super::draws::{Draws, Factors, in_order_of_places};
use super::kernel::{self, Bytes, NONE};
use super::lanes::{LANES, Lanes};
use super::sampling::{Interval, Spread};
use crate::knowledge::check::MAX_FRAMEWORKS;

/// Blocks whose ranks are kept before they are counted: they stay in the nearest cache (16 KB for 16
/// alternatives).
const CHUNK: usize = 64;

/// Blocks that are computed together, each rating's terms being read once for all of them: their sums
/// stay in registers.
const TILE: usize = 4;

/// Columns that count, alternatives, and how good these are on those.
///
/// In a draw, a rating is `value + up · t` for `t ≥ 0` and `value + down · t` for `t < 0`, with
/// `up = high − value`, `down = value − low` and `t` triangular on [−1, 1]: as often below its value as
/// above it, never outside its interval. (The double triangular distribution whose median is the value;
/// for a symmetric interval the triangular one.) With `m = (up + down) / 2` and `s = (up − down) / 2`
/// that is `value + m · t + s · |t|`, which takes the weight in once for all draws.
pub struct Model {
    draws: Arc<Draws>,
    factors: Factors,
    /// Columns of the draws, ascending.
    pub attributes: Vec<usize>,
    /// Alternatives of the draws that are compared.
    pub alternatives: Vec<usize>,
    /// Weight times value, m and s, by alternative and attribute.
    terms: Vec<[f32; 3]>,
}

impl Model {
    /// Prepares `alternatives` for draws with these weights by attribute, of which those that are not
    /// above 0 are left out.
    ///
    /// # Panics
    /// With more than [`NONE`] alternatives.
    pub fn new(
        spread: Spread,
        weights: &[f64],
        alternatives: &[usize],
        rating: impl Fn(usize, usize) -> Interval,
    ) -> Self {
        const { assert!(MAX_FRAMEWORKS <= NONE as usize, "every framework has a rank") }
        assert!(alternatives.len() <= usize::from(NONE), "ranks are counted in bytes");
        let attributes: Vec<usize> = (0..weights.len()).filter(|c| weights[*c] > 0.0).collect();
        let mut terms = Vec::with_capacity(alternatives.len() * attributes.len());
        for &alternative in alternatives {
            for &attribute in &attributes {
                let weight = match spread {
                    Spread::LogNormal(_) => weights[attribute],
                    Spread::Uniform => 1.0,
                };
                let Interval { low, value, high } = rating(alternative, attribute);
                let (up, down) = (high - value, value - low);
                let parts = [value, f64::midpoint(up, down), f64::midpoint(up, -down)];
                let [value, m, s] = parts.map(|part| (weight * part) as f32);
                // Less than a quarter of the last bit of `m · t` is lost when it is added, as it is
                // where the ends of a symmetric interval were rounded.
                let skew = if s.abs() < m.abs() * (f32::EPSILON / 8.0) { 0.0 } else { s };
                terms.push([value, m, skew]);
            }
        }
        Self {
            draws: Draws::shared(weights.len()),
            factors: Factors::of(spread),
            attributes,
            alternatives: alternatives.to_vec(),
            terms,
        }
    }

    /// By attribute, then alternative: the factor times the weighted rating in the block with this number. The points
    /// of an attribute begin `stride` places after those of the one before.
    #[inline(always)]
    pub fn draw<S: Simd>(
        &self,
        simd: S,
        number: usize,
        room: &mut Vec<Lanes>,
        stride: usize,
        points: &mut [Lanes],
    ) {
        let kept = self.draws.attributes();
        let factors = &self.draws.factors(self.factors, number, &self.attributes, room)[..kept];
        let count = self.attributes.len();
        for (index, alternative) in self.alternatives.iter().enumerate() {
            let drawn = &self.draws.ratings(number, *alternative)[..kept];
            let terms = &self.terms[index * count..][..count];
            let points = points.iter_mut().skip(index).step_by(stride);
            for ((&attribute, terms), points) in self.attributes.iter().zip(terms).zip(points) {
                kernel::points(simd, &drawn[attribute], terms, &factors[attribute])
                    .store_slice(&mut points.0);
            }
        }
    }

    /// By block, then alternative: the scores in the blocks with these numbers.
    #[inline(always)]
    fn score<S: Simd>(
        &self,
        simd: S,
        numbers: &[usize; TILE],
        room: &mut [Vec<Lanes>; TILE],
        scores: &mut [Lanes],
    ) {
        // Rows of one length, so that an index is compared with it once for all of them.
        let kept = self.draws.attributes();
        let mut factors: [&[Lanes]; TILE] = [&[]; TILE];
        for ((factors, number), room) in factors.iter_mut().zip(numbers).zip(room) {
            *factors = self.draws.factors(self.factors, *number, &self.attributes, room);
        }
        let factors = factors.map(|factors| &factors[..kept]);
        let (count, rows) = (self.attributes.len(), self.alternatives.len());
        for (index, alternative) in self.alternatives.iter().enumerate() {
            let mut drawn: [&[Lanes]; TILE] = [&[]; TILE];
            for (drawn, number) in drawn.iter_mut().zip(numbers) {
                *drawn = self.draws.ratings(*number, *alternative);
            }
            let drawn = drawn.map(|drawn| &drawn[..kept]);
            let terms = &self.terms[index * count..][..count];
            let mut sums = [f32x16::splat(simd, 0.0); TILE];
            for (&attribute, terms) in self.attributes.iter().zip(terms) {
                let parts = sums.iter_mut().zip(&drawn).zip(&factors);
                if terms[2] == 0.0 {
                    for ((sum, drawn), factors) in parts {
                        let (drawn, factor) = (&drawn[attribute], &factors[attribute]);
                        *sum += kernel::symmetric_points(simd, drawn, terms, factor);
                    }
                } else {
                    for ((sum, drawn), factors) in parts {
                        *sum += kernel::points(simd, &drawn[attribute], terms, &factors[attribute]);
                    }
                }
            }
            for (sum, score) in sums.iter().zip(scores[index..].iter_mut().step_by(rows)) {
                sum.store_slice(&mut score.0);
            }
        }
    }

    /// How often each alternative (outer) takes each rank (inner) in the first `draws` draws.
    pub fn rank_counts(&self, draws: usize) -> Vec<Vec<u32>> {
        self.rank_counts_by(Level::new(), draws)
    }

    fn rank_counts_by(&self, level: Level, draws: usize) -> Vec<Vec<u32>> {
        dispatch!(level, simd => self.count_ranks(simd, draws))
    }

    /// How often each alternative takes the first rank in the first `draws` draws.
    pub fn win_counts(&self, draws: usize) -> Vec<u32> {
        dispatch!(Level::new(), simd => self.count_wins(simd, draws))
    }

    #[inline(always)]
    fn count_ranks<S: Simd>(&self, simd: S, draws: usize) -> Vec<Vec<u32>> {
        let n = self.alternatives.len();
        let mut ranks = vec![[0; LANES]; n];
        let mut counts = vec![vec![0; n]; n];
        self.each_chunk(
            simd,
            draws,
            &mut counts,
            #[inline(always)]
            |scores, bytes| {
                kernel::ranks(simd, scores, &mut ranks);
                for (rank, bytes) in ranks.iter().zip(bytes.iter_mut().step_by(CHUNK)) {
                    *bytes = rank.map(|rank| rank as u8);
                }
            },
        );
        counts
    }

    #[inline(always)]
    fn count_wins<S: Simd>(&self, simd: S, draws: usize) -> Vec<u32> {
        let mut counts = [vec![0; self.alternatives.len()]];
        self.each_chunk(
            simd,
            draws,
            &mut counts,
            #[inline(always)]
            |scores, bytes| bytes[0] = kernel::winners(simd, scores),
        );
        let [counts] = counts;
        counts
    }

    /// Hands the scores of each block to `judge`, which puts one row of bytes for each of `counts` in
    /// every [`CHUNK`]th place, and adds up how often each byte occurs.
    #[inline(always)]
    fn each_chunk<S: Simd>(
        &self,
        simd: S,
        draws: usize,
        counts: &mut [Vec<u32>],
        mut judge: impl FnMut(&[Lanes], &mut [Bytes]),
    ) {
        let rows = self.alternatives.len();
        let mut room = [const { Vec::new() }; TILE];
        let mut scores = vec![Lanes::ZERO; rows * TILE];
        let mut bytes = vec![[NONE; LANES]; counts.len() * CHUNK];
        let blocks: Vec<usize> = in_order_of_places(draws.div_ceil(LANES)).collect();
        for chunk in blocks.chunks(CHUNK) {
            bytes.fill([NONE; LANES]);
            for (start, tile) in (0..).step_by(TILE).zip(chunk.chunks(TILE)) {
                // What is missing in the last is computed for nothing.
                let mut numbers = [tile[0]; TILE];
                numbers[..tile.len()].copy_from_slice(tile);
                self.score(simd, &numbers, &mut room, &mut scores);
                for (place, number) in tile.iter().enumerate() {
                    let Some(bytes) = bytes.get_mut(start + place..) else {
                        continue;
                    };
                    judge(&scores[place * rows..][..rows], bytes);
                    if let Some(wanted) = draws.checked_sub(number * LANES).filter(|w| *w < LANES) {
                        bytes.iter_mut().step_by(CHUNK).for_each(|b| b[wanted..].fill(NONE));
                    }
                }
            }
            for (counts, bytes) in counts.iter_mut().zip(bytes.chunks_exact(CHUNK)) {
                kernel::tally(simd, bytes, counts);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// On x86-64 every processor has the first set; the others are tried where they are there.
    #[test]
    fn every_instruction_set_gives_the_same_bits() {
        let best = Level::new();
        let mut levels = vec![Level::baseline(), best];
        #[cfg(target_arch = "x86_64")]
        {
            levels.extend(best.as_sse4_2().map(Simd::level));
            levels.extend(best.as_avx2().map(Simd::level));
        }
        let weights: Vec<f64> = (1..=30).map(|c| 1.0 / f64::from(c)).collect();
        let alternatives: Vec<usize> = (0..21).collect();
        let rating = |a: usize, c: usize| {
            let value = ((7 * a + 11 * c) % 31) as f64 / 31.0;
            Interval { low: value * 0.75, value, high: f64::midpoint(value, 1.0) }
        };
        for spread in [Spread::LogNormal(0.5), Spread::LogNormal(1.1), Spread::Uniform] {
            let model = Model::new(spread, &weights, &alternatives, rating);
            let counts = model.rank_counts_by(best, 3_001);
            for level in &levels {
                assert_eq!(model.rank_counts_by(*level, 3_001), counts, "{level:?}");
            }
        }
    }
}
