//! Who comes first after each of many small additions to the weights, on the same draws.
//!
//! The model is additive: with `Δ` added to the weight of an attribute, a score grows by the weighted
//! rating of that attribute alone, `S′[a] = S[a] + Σ_c Δ_c · exp(σ z_c) · ξ_{a,c}`. So the scores of the
//! present weights are computed once for each draw, and every addition costs only its own attributes.

use std::ops::Range;

use fearless_simd::prelude::*;
use fearless_simd::{Level, dispatch, f32x16};

use super::draws::in_order_of_places;
use super::lanes::{LANES, Lanes};
use super::ranks::{self, Bytes};
use super::sampling_model::Model;

/// What is added to the weight of which attribute.
pub type Addition = Vec<(usize, f64)>;

/// Alternatives that are computed together: their sums stay in registers.
const TILE: usize = 4;

/// A number for each of them.
type Tile = [Lanes; TILE];

/// Places in the attributes of a [`Model`], with what each weighs.
struct Part(Vec<(usize, f32)>);

impl Part {
    fn new(model: &Model, weights: &[(usize, f64)]) -> Self {
        let place = |attribute| model.attributes.binary_search(attribute).ok();
        let places = weights.iter().filter_map(|(c, weight)| Some((place(c)?, *weight as f32)));
        Self(places.collect())
    }

    /// The scores of a tile with the points of these attributes added. The tiles of an attribute begin `stride` places
    /// after those of the one before.
    #[inline(always)]
    fn add<S: Simd>(
        &self,
        simd: S,
        points: &[Tile],
        stride: usize,
        scores: &Tile,
    ) -> [f32x16<S>; TILE] {
        let mut sums = [f32x16::splat(simd, 0.0); TILE];
        for (sum, score) in sums.iter_mut().zip(scores) {
            *sum = f32x16::load_array_ref(simd, &score.0);
        }
        for &(place, weight) in &self.0 {
            for (sum, points) in sums.iter_mut().zip(&points[place * stride]) {
                *sum += f32x16::load_array_ref(simd, &points.0) * weight;
            }
        }
        sums
    }
}

/// How often each alternative comes first.
#[derive(Debug)]
pub struct Wins {
    /// With the weights as stated.
    pub present: Vec<u32>,
    /// With each of the additions.
    pub after: Vec<Vec<u32>>,
}

impl Wins {
    /// Adds the counts of other draws.
    pub fn add(&mut self, other: &Self) {
        let counts = self.after.iter_mut().chain([&mut self.present]);
        let others = other.after.iter().chain([&other.present]);
        for (count, other) in counts.flatten().zip(others.flatten()) {
            *count += other;
        }
    }
}

/// How often each alternative comes first in the draws of `draws`, whose ends are rounded up to multiples of [`LANES`]:
/// with the weights of `stated`, and with each of `additions` added to them. `unit` has the same alternatives, and the
/// weight 1 on every attribute of an addition.
pub fn wins(stated: &Model, unit: &Model, additions: &[Addition], draws: Range<usize>) -> Wins {
    let [start, end] = [draws.start, draws.end].map(|draw| draw.div_ceil(LANES));
    let blocks: Vec<usize> = in_order_of_places(end).filter(|block| *block >= start).collect();
    let parts: Vec<Part> = additions.iter().map(|added| Part::new(unit, added)).collect();
    // One row for what is stated, one for each addition.
    let mut winners = vec![[0; LANES]; blocks.len() * (1 + parts.len())];
    let mut counts = vec![vec![0; unit.alternatives.len()]; 1 + parts.len()];
    dispatch!(Level::new(), simd => {
        play(simd, stated, unit, &parts, &mut winners, &blocks);
        for (counts, winners) in counts.iter_mut().zip(winners.chunks_exact(blocks.len().max(1))) {
            ranks::tally(simd, winners, counts);
        }
    });
    let after = counts.split_off(1);
    Wins { present: counts.swap_remove(0), after }
}

#[inline(always)]
fn play<S: Simd>(
    simd: S,
    stated: &Model,
    unit: &Model,
    parts: &[Part],
    winners: &mut [Bytes],
    blocks: &[usize],
) {
    let rows = unit.alternatives.len();
    let tiles = rows.div_ceil(TILE);
    let mut room = Vec::new();
    // What fills up the last tile stays 0, and as a score it stays the lowest.
    let mut points = vec![[Lanes::ZERO; TILE]; unit.attributes.len() * tiles];
    let mut scores = vec![[Lanes::LOWEST; TILE]; tiles];
    let mut place = 0;
    stated.each_block(
        simd,
        blocks,
        #[inline(always)]
        |number, present| {
            scores.as_flattened_mut()[..rows].copy_from_slice(present);
            unit.draw(simd, number, &mut room, tiles * TILE, points.as_flattened_mut());
            winners[place] = ranks::winners(simd, present);
            let winners = winners[blocks.len()..].iter_mut().skip(place).step_by(blocks.len());
            for (part, winner) in parts.iter().zip(winners) {
                let mut race = ranks::Race::new(simd);
                for (tile, scores) in scores.iter().enumerate() {
                    for sum in part.add(simd, &points[tile..], tiles, scores) {
                        race.enter(sum);
                    }
                }
                *winner = race.winners();
            }
            place += 1;
        },
    );
}
