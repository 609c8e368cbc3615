//! A decision made ready for sampling: in each draw, the weights are multiplied by their factors (`draws`), and scores
//! and ranks are computed.

use std::sync::Arc;

use fearless_simd::prelude::*;
use fearless_simd::{Level, dispatch, f32x16};

use super::draws::{self, BLOCKS, Draws, Factors, in_order_of_places};
use super::kept_scores::Scores;
use super::lanes::{LANES, Lanes};
use super::ranks::{self, Bytes, NONE};
use super::sampling::{Interval, Spread};
use super::weighted_rating::{Shape, WeightedRating, concave, convex, symmetric};
use crate::knowledge::Knowledge;
use crate::knowledge::check::MAX_FRAMEWORKS;

/// Blocks whose ranks are kept before they are counted: they stay in the nearest cache (16 KB for 16
/// alternatives).
const CHUNK: usize = 64;

/// Blocks that are computed together, each rating's terms being read once for all of them: their sums
/// stay in registers.
const TILE: usize = 4;

/// Attributes that count, alternatives, and how good these are on those.
pub struct Model {
    draws: Arc<Draws>,
    factors: Factors,
    /// Columns of the draws, ascending.
    pub attributes: Vec<usize>,
    /// Alternatives of the draws that are compared.
    pub alternatives: Vec<usize>,
    /// By alternative and attribute.
    terms: Vec<WeightedRating>,
    /// Scores to which the attributes are added.
    start: Option<Arc<Scores>>,
}

impl Model {
    /// Prepares frameworks of the knowledge as [`Model::new`] does.
    ///
    /// # Panics
    /// With more than [`NONE`] frameworks.
    pub fn of(
        knowledge: &Knowledge,
        weights: &[f64],
        frameworks: &[usize],
        spread: Spread,
    ) -> Self {
        Self::new(spread, weights, frameworks, |framework, attribute| {
            Interval::of(&knowledge.frameworks[framework].ratings[attribute])
        })
    }

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
                terms.push(WeightedRating::new(weight, rating(alternative, attribute)));
            }
        }
        Self {
            draws: Draws::shared(weights.len()),
            factors: Factors::of(spread),
            attributes,
            alternatives: alternatives.to_vec(),
            terms,
            start: None,
        }
    }

    /// The same with the attributes added to these scores, for at most as many draws as are kept.
    pub fn starting_from(self, start: Arc<Scores>) -> Self {
        Self { start: Some(start), ..self }
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
            for ((&attribute, term), points) in self.attributes.iter().zip(terms).zip(points) {
                let (drawn, factor) = (&drawn[attribute], &factors[attribute]);
                let sum = match term.shape() {
                    Shape::Symmetric => symmetric(simd, *term, drawn, factor),
                    Shape::Convex => convex(simd, *term, drawn, factor),
                    Shape::Concave => concave(simd, *term, drawn, factor),
                };
                sum.store_slice(&mut points.0);
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
        let places = numbers.map(draws::place);
        let (count, rows) = (self.attributes.len(), self.alternatives.len());
        for (index, alternative) in self.alternatives.iter().enumerate() {
            let mut drawn: [&[Lanes]; TILE] = [&[]; TILE];
            for (drawn, number) in drawn.iter_mut().zip(numbers) {
                *drawn = self.draws.ratings(*number, *alternative);
            }
            let drawn = drawn.map(|drawn| &drawn[..kept]);
            let terms = &self.terms[index * count..][..count];
            let mut sums = [f32x16::splat(simd, 0.0); TILE];
            if let Some(start) = &self.start {
                for (sum, place) in sums.iter_mut().zip(places) {
                    *sum = f32x16::load_array_ref(simd, &start.get(place, *alternative).0);
                }
            }
            for (&attribute, term) in self.attributes.iter().zip(terms) {
                let drawn = drawn.map(|drawn| &drawn[attribute]);
                let factors = factors.map(|factors| &factors[attribute]);
                let sums = &mut sums;
                match term.shape() {
                    Shape::Symmetric => add(simd, symmetric, *term, drawn, factors, sums),
                    Shape::Convex => add(simd, convex, *term, drawn, factors, sums),
                    Shape::Concave => add(simd, concave, *term, drawn, factors, sums),
                }
            }
            for (sum, score) in sums.iter().zip(scores[index..].iter_mut().step_by(rows)) {
                sum.store_slice(&mut score.0);
            }
        }
    }

    /// The scores in all blocks that are kept. The alternatives must be `0, 1, …`.
    pub fn scores(&self) -> Scores {
        Scores::new(self.alternatives.len(), dispatch!(Level::new(), simd => self.all_scores(simd)))
    }

    /// By place, then alternative.
    #[inline(always)]
    fn all_scores<S: Simd>(&self, simd: S) -> Vec<Lanes> {
        let blocks: Vec<usize> = in_order_of_places(BLOCKS).collect();
        let mut all = Vec::with_capacity(self.alternatives.len() * BLOCKS);
        self.each_block(
            simd,
            &blocks,
            #[inline(always)]
            |_, scores| all.extend_from_slice(scores),
        );
        all
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
                ranks::ranks(simd, scores, &mut ranks);
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
            |scores, bytes| bytes[0] = ranks::winners(simd, scores),
        );
        let [counts] = counts;
        counts
    }

    /// Hands the number and the scores of each of these blocks to `judge`, in their order.
    #[inline(always)]
    pub fn each_block<S: Simd>(
        &self,
        simd: S,
        numbers: &[usize],
        mut judge: impl FnMut(usize, &[Lanes]),
    ) {
        let rows = self.alternatives.len();
        let mut room = [const { Vec::new() }; TILE];
        let mut scores = vec![Lanes::ZERO; rows * TILE];
        for tile in numbers.chunks(TILE) {
            self.score(simd, &whole(tile), &mut room, &mut scores);
            for (place, number) in tile.iter().enumerate() {
                judge(*number, &scores[place * rows..][..rows]);
            }
        }
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
        let mut bytes = vec![[NONE; LANES]; counts.len() * CHUNK];
        let blocks: Vec<usize> = in_order_of_places(draws.div_ceil(LANES)).collect();
        for chunk in blocks.chunks(CHUNK) {
            bytes.fill([NONE; LANES]);
            let mut place = 0;
            self.each_block(
                simd,
                chunk,
                #[inline(always)]
                |number, scores| {
                    let Some(bytes) = bytes.get_mut(place..) else { return };
                    judge(scores, bytes);
                    if let Some(wanted) = draws.checked_sub(number * LANES).filter(|w| *w < LANES) {
                        bytes.iter_mut().step_by(CHUNK).for_each(|b| b[wanted..].fill(NONE));
                    }
                    place += 1;
                },
            );
            for (counts, bytes) in counts.iter_mut().zip(bytes.chunks_exact(CHUNK)) {
                ranks::tally(simd, bytes, counts);
            }
        }
    }
}

/// Adds the points of a term in each block of a tile.
#[inline(always)]
fn add<S: Simd>(
    simd: S,
    points: impl Fn(S, WeightedRating, &Lanes, &Lanes) -> f32x16<S>,
    term: WeightedRating,
    drawn: [&Lanes; TILE],
    factors: [&Lanes; TILE],
    sums: &mut [f32x16<S>; TILE],
) {
    for ((sum, drawn), factor) in sums.iter_mut().zip(drawn).zip(factors) {
        *sum += points(simd, term, drawn, factor);
    }
}

/// The blocks of a tile. What is missing in the last tile is computed for nothing.
fn whole(tile: &[usize]) -> [usize; TILE] {
    std::array::from_fn(|place| *tile.get(place).unwrap_or(&tile[0]))
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
