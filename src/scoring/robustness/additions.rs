//! Who comes first after each of many small additions to the weights, on the same draws.
//!
//! The model is additive: with `Δ` added to the weight of a column, a score grows by the weighted
//! rating of that column alone, `S′[a] = S[a] + Σ_c Δ_c · exp(σ z_c) · ξ_{a,c}`. So the scores of the
//! present weights are computed once for each draw, and every addition costs only its own columns.

use fearless_simd::prelude::*;
use fearless_simd::{Level, dispatch, f32x16};

use super::kernel::{self, Bytes};
use super::lanes::{LANES, Lanes};
use super::model::Model;

/// What is added to the weight of which column.
pub type Addition = Vec<(usize, f64)>;

/// Places in the columns of a [`Model`], with what each weighs.
struct Part(Vec<(usize, f32)>);

impl Part {
    fn new(model: &Model, weights: &[(usize, f64)]) -> Self {
        let place = |column| model.columns.binary_search(column).ok();
        let places = weights.iter().filter_map(|(c, weight)| Some((place(c)?, *weight as f32)));
        Self(places.collect())
    }

    /// Adds the points of these columns to the scores of the alternatives.
    #[inline(always)]
    fn add<S: Simd>(&self, simd: S, points: &[Lanes], columns: usize, scores: &mut [Lanes]) {
        for (score, points) in scores.iter_mut().zip(points.chunks_exact(columns)) {
            let mut sum = f32x16::load_array_ref(simd, &score.0);
            for &(place, weight) in &self.0 {
                sum += f32x16::load_array_ref(simd, &points[place].0) * weight;
            }
            sum.store_slice(&mut score.0);
        }
    }
}

/// How often each alternative comes first in the first `draws` draws, a multiple of [`LANES`]: with the weights of
/// `stated`, and with each of `additions` added to them. `model` has the weight 1 on every column that
/// is named.
pub fn win_counts(
    model: &Model,
    stated: &Addition,
    additions: &[Addition],
    draws: usize,
) -> (Vec<u32>, Vec<Vec<u32>>) {
    let blocks = draws / LANES;
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
    let mut block = model.block();
    let columns = model.columns.len().max(1);
    let mut before = vec![Lanes::ZERO; model.alternatives.len()];
    let mut after = before.clone();
    for number in 0..blocks {
        model.draw(simd, number, &mut block);
        before.fill(Lanes::ZERO);
        stated.add(simd, &block.points, columns, &mut before);
        winners[number] = kernel::winners(simd, &before);
        let winners = winners[blocks..].iter_mut().skip(number).step_by(blocks);
        for (part, winner) in parts.iter().zip(winners) {
            after.copy_from_slice(&before);
            part.add(simd, &block.points, columns, &mut after);
            *winner = kernel::winners(simd, &after);
        }
    }
}
