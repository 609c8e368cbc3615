//! Who comes first after each of many small additions to the weights, on the same draws.
//!
//! The model is additive: with `Δ` added to the weight of an attribute, a score grows by the weighted
//! rating of that attribute alone, `S′[a] = S[a] + Σ_c Δ_c · exp(σ z_c) · ξ_{a,c}`. So the scores of the
//! present weights are computed once for each draw, and every addition costs only its own attributes.

use fearless_simd::prelude::*;
use fearless_simd::{Level, dispatch, f32x16};

use super::draws::in_order_of_places;
use super::kernel::{self, Bytes};
use super::lanes::{LANES, Lanes};
use super::model::Model;
use super::sampling::MAX_DRAWS;

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

/// How often each alternative comes first in the first `draws` draws, rounded up to a multiple of
/// [`LANES`]: with the weights of `stated`, and with each of `additions` added to them. `model` has the
/// weight 1 on every attribute that is named.
pub fn win_counts(
    model: &Model,
    stated: &Addition,
    additions: &[Addition],
    draws: usize,
) -> (Vec<u32>, Vec<Vec<u32>>) {
    let blocks = draws.clamp(1, MAX_DRAWS).div_ceil(LANES);
    let stated = Part::new(model, stated);
    let parts: Vec<Part> = additions.iter().map(|added| Part::new(model, added)).collect();
    // One row for what is stated, one for each addition.
    let mut winners = vec![[0; LANES]; blocks * (1 + parts.len())];
    let mut counts = vec![vec![0; model.alternatives.len()]; 1 + parts.len()];
    dispatch!(Level::new(), simd => {
        play(simd, model, &stated, &parts, &mut winners, blocks);
        for (counts, winners) in counts.iter_mut().zip(winners.chunks_exact(blocks)) {
            kernel::tally(simd, winners, counts);
        }
    });
    let changed = counts.split_off(1);
    (counts.swap_remove(0), changed)
}

#[inline(always)]
fn play<S: Simd>(
    simd: S,
    model: &Model,
    stated: &Part,
    parts: &[Part],
    winners: &mut [Bytes],
    blocks: usize,
) {
    let rows = model.alternatives.len();
    let tiles = rows.div_ceil(TILE);
    let mut room = Vec::new();
    // What fills up the last tile stays 0.
    let mut points = vec![[Lanes::ZERO; TILE]; model.attributes.len() * tiles];
    let mut scores = vec![[Lanes::ZERO; TILE]; tiles];
    for (place, number) in in_order_of_places(blocks).enumerate() {
        model.draw(simd, number, &mut room, tiles * TILE, points.as_flattened_mut());
        for (tile, scores) in scores.iter_mut().enumerate() {
            let sums = stated.add(simd, &points[tile..], tiles, &[Lanes::ZERO; TILE]);
            for (index, (score, sum)) in (tile * TILE..).zip(scores.iter_mut().zip(sums)) {
                *score = Lanes::LOWEST;
                if index < rows {
                    sum.store_slice(&mut score.0);
                }
            }
        }
        winners[place] = kernel::winners(simd, &scores.as_flattened()[..rows]);
        let winners = winners[blocks..].iter_mut().skip(place).step_by(blocks);
        for (part, winner) in parts.iter().zip(winners) {
            let mut race = kernel::Race::new(simd);
            for (tile, scores) in scores.iter().enumerate() {
                for sum in part.add(simd, &points[tile..], tiles, scores) {
                    race.enter(sum);
                }
            }
            *winner = race.winners();
        }
    }
}
