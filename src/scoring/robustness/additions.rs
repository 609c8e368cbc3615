//! Who comes first after each of many small additions to the weights, on the same draws.
//!
//! The model is additive: with `Δ` added to the weight of a column, a score grows by the weighted
//! rating of that column alone, `S′[a] = S[a] + Σ_c Δ_c · exp(σ z_c) · ξ_{a,c}`. So the scores of the
//! present weights are computed once for each draw, and every addition costs only its own columns.

use fearless_simd::prelude::*;
use fearless_simd::{Level, dispatch, f32x16};

use super::kernel::{self, Bytes};
use super::lanes::{LANES, Lanes};
use super::model::{Block, Model};

/// What is added to the weight of which column.
pub type Addition = Vec<(usize, f64)>;

/// Places in the columns of a [`Model`], with what each weighs.
struct Part {
    places: Vec<(usize, f32)>,
    rows: Vec<Lanes>,
    factors: Vec<Lanes>,
}

impl Part {
    fn new(model: &Model, weights: &[(usize, f64)]) -> Self {
        let places: Vec<(usize, f32)> = weights
            .iter()
            .filter_map(|(column, weight)| {
                Some((model.columns.binary_search(column).ok()?, *weight as f32))
            })
            .collect();
        Self {
            rows: vec![Lanes::ZERO; places.len() * model.groups],
            factors: vec![Lanes::ZERO; places.len()],
            places,
        }
    }

    #[inline(always)]
    fn add<S: Simd>(&mut self, simd: S, block: &Block, groups: usize, scores: &mut [Lanes]) {
        let rows = self.rows.chunks_exact_mut(groups);
        for ((&(place, weight), factor), rows) in
            self.places.iter().zip(&mut self.factors).zip(rows)
        {
            *factor = block.factors[place];
            let ratings = &block.rows[place * groups..(place + 1) * groups];
            for (row, ratings) in rows.iter_mut().zip(ratings) {
                (f32x16::load_array_ref(simd, &ratings.0) * weight).store_slice(&mut row.0);
            }
        }
        kernel::add_scores(simd, &self.rows, groups, &self.factors, scores);
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
    let mut stated = Part::new(model, stated);
    let mut parts: Vec<Part> = additions.iter().map(|added| Part::new(model, added)).collect();
    // One row for what is stated, one for each addition.
    let mut winners = vec![[0; LANES]; blocks * (1 + parts.len())];
    let mut counts = vec![vec![0; model.alternatives.len()]; 1 + parts.len()];
    dispatch!(Level::new(), simd => {
        play(simd, model, &mut stated, &mut parts, &mut winners, blocks);
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
    stated: &mut Part,
    parts: &mut [Part],
    winners: &mut [Bytes],
    blocks: usize,
) {
    let mut block = model.block();
    let mut before = vec![Lanes::ZERO; model.groups * LANES];
    let mut after = before.clone();
    for number in 0..blocks {
        model.draw(simd, number, &mut block);
        before.fill(Lanes::ZERO);
        stated.add(simd, &block, model.groups, &mut before);
        winners[number] = kernel::winners(simd, &before, &model.alternatives);
        let winners = winners[blocks..].iter_mut().skip(number).step_by(blocks);
        for (part, winner) in parts.iter_mut().zip(winners) {
            after.copy_from_slice(&before);
            part.add(simd, &block, model.groups, &mut after);
            *winner = kernel::winners(simd, &after, &model.alternatives);
        }
    }
}
