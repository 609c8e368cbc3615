//! The fixed draws that every acceptability is computed from. The `spread` of a request is the σ of their factors, by
//! which `sampling_model` multiplies the weights.
//!
//! A midpoint Latin hypercube (`McKay`, Beckman & Conover, *A comparison of three methods for selecting
//! values of input variables*, Technometrics 21, 1979): the draws of an attribute are the quantiles
//! `F⁻¹((i + ½) / N)`, `i = 0 … N − 1`, in an order of the attribute's own, shuffled by `ChaCha8`
//! (Bernstein 2008), whose stream is the same for ever. Each attribute is thus spread evenly over its
//! distribution, so that shares converge faster than with independent draws, and nothing random is
//! left: two processes have the same draws, bit by bit.
//!
//! There are [`DRAWS`] of weights, and as many of ratings. All alternatives share the rating draws of an
//! attribute, but each reads them so many blocks further on that in one draw no two of them meet the same:
//! what one of them has in a draw, another has in another draw. More draws than [`DRAWS`] are
//! further *cycles* over the same draws, in which the weights of attribute `c` are read cycle · c blocks
//! further on, and the alternatives stand further apart: each attribute keeps its quantiles, and meets
//! those of the others in new combinations.
//!
//! What stands where in memory is another matter. Block `b` is kept in the place `p` with
//! `b = APART · p mod BLOCKS`, so that alternative `a` reads place `p + a` where the weights are those of
//! place `p`. In the order of [`in_order_of_places`], each row of ratings is needed again for the next
//! alternative while it is still in the nearest cache.

use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use chacha20::ChaCha8Rng;
use chacha20::rand_core::{Rng, SeedableRng};

use super::lanes::{LANES, Lanes};
use super::quantiles::{exponential, normal, symmetric_triangular};
use super::sampling::{DEFAULT_DRAWS, DEFAULT_SPREAD, MAX_SPREAD, Spread};

/// The factors that are kept have this σ.
const USUAL: f32 = DEFAULT_SPREAD as f32;

/// How far the blocks of ratings run ahead of those of weights in a further cycle, so that a rating
/// does not meet the weights that it has met before (313 ± 40 has no multiple of 125 in it).
const RATINGS_AHEAD: usize = 313;
/// Blocks between the ratings of an alternative and those of the next one. It has no factor in common
/// with [`BLOCKS`], so that no two of fewer than 625 alternatives read the same block.
const APART: usize = 36;
/// How much further apart they stand in every further cycle: a multiple of 5, so that this stays true.
const FURTHER_APART: usize = 5;

/// Draws that are kept. 625 blocks: without a common factor with small numbers of attributes.
pub const DRAWS: usize = BLOCKS * LANES;
const _: () = assert!(DRAWS == DEFAULT_DRAWS, "the draws that are kept are the default");
pub const BLOCKS: usize = 625;

/// Any seed will do, as long as it stays.
const SEED: [u8; 32] = *b"framewise: stochastic acceptabil";

/// Draws of weights and ratings for so many attributes. What an attribute gets does not depend on how many
/// others there are.
///
/// For 40 attributes: 3.2 MB, and 1.6 MB more each once another σ or uniform weights are asked for.
#[derive(Debug)]
pub struct Draws {
    attributes: usize,
    /// exp(σ z) for the default σ, with standard normal z, by place and attribute.
    factors: Vec<Lanes>,
    /// z, made when first asked for.
    normals: OnceLock<Vec<Lanes>>,
    /// Standard exponential x, made when first asked for.
    exponentials: OnceLock<Vec<Lanes>>,
    /// t in [−1, 1] by place and attribute: where in its interval a rating lies.
    ratings: Vec<Lanes>,
}

/// Which numbers multiply the weights.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Factors {
    /// exp(σ z) for the default σ, which are kept.
    Usual,
    /// exp(σ z) for another σ.
    LogNormal(f32),
    /// x, so that x / Σx is uniform on the simplex.
    Exponential,
}

impl Factors {
    pub fn of(spread: Spread) -> Self {
        match spread {
            Spread::LogNormal(DEFAULT_SPREAD) => Self::Usual,
            Spread::LogNormal(spread) if spread.is_nan() => Self::LogNormal(0.0),
            Spread::LogNormal(spread) => Self::LogNormal(spread.clamp(0.0, MAX_SPREAD) as f32),
            Spread::Uniform => Self::Exponential,
        }
    }
}

impl Draws {
    /// Draws that are enough for so many attributes: made at the first call, then shared by the whole
    /// process.
    pub fn shared(attributes: usize) -> Arc<Self> {
        static SHARED: RwLock<Option<Arc<Draws>>> = RwLock::new(None);
        let enough = |draws: &Arc<Self>| draws.attributes >= attributes;
        // A thread that panicked cannot have left half of an `Arc`, so a poisoned lock is as good.
        let present = SHARED.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(draws) = present.filter(enough) {
            return draws;
        }
        let mut shared = SHARED.write().unwrap_or_else(PoisonError::into_inner);
        match shared.as_ref() {
            // Another thread may have been quicker.
            Some(draws) if enough(draws) => Arc::clone(draws),
            _ => {
                let draws = Arc::new(Self::new(attributes));
                *shared = Some(Arc::clone(&draws));
                draws
            }
        }
    }

    fn new(attributes: usize) -> Self {
        let mut factors = quantiles(normal);
        // There are no others: the number of draws is a multiple of the lanes.
        for factors in factors.as_chunks_mut().0 {
            *factors = Lanes(*factors).exp(USUAL).0;
        }
        Self {
            attributes,
            factors: matrix(attributes, Purpose::Normals, &factors),
            normals: OnceLock::new(),
            exponentials: OnceLock::new(),
            ratings: matrix(attributes, Purpose::Ratings, &quantiles(symmetric_triangular)),
        }
    }

    /// How many attributes each row has.
    #[inline(always)]
    pub fn attributes(&self) -> usize {
        self.attributes
    }

    /// The factors in a block, by attribute. What is not kept is worked out for `attributes` in `room`.
    #[inline(always)]
    pub fn factors<'d>(
        &'d self,
        kind: Factors,
        block: usize,
        attributes: &[usize],
        room: &'d mut Vec<Lanes>,
    ) -> &'d [Lanes] {
        let matrix = match kind {
            Factors::Usual => &self.factors,
            Factors::LogNormal(_) => self
                .normals
                .get_or_init(|| matrix(self.attributes, Purpose::Normals, &quantiles(normal))),
            Factors::Exponential => self.exponentials.get_or_init(|| {
                matrix(self.attributes, Purpose::Exponentials, &quantiles(exponential))
            }),
        };
        let cycle = block / BLOCKS;
        if cycle == 0 && !matches!(kind, Factors::LogNormal(_)) {
            return &matrix[self.row(block)..][..self.attributes];
        }
        room.resize(self.attributes, Lanes::ZERO);
        for &attribute in attributes {
            let kept = &matrix[self.row(block + cycle * attribute) + attribute];
            room[attribute] = match kind {
                Factors::LogNormal(spread) => kept.exp(spread),
                Factors::Usual | Factors::Exponential => *kept,
            };
        }
        room
    }

    /// The rating draws of an alternative in a block, by attribute.
    #[inline(always)]
    pub fn ratings(&self, block: usize, alternative: usize) -> &[Lanes] {
        let cycle = block / BLOCKS;
        let ahead = alternative * (APART + cycle * FURTHER_APART) + cycle * RATINGS_AHEAD;
        &self.ratings[self.row(block + ahead)..][..self.attributes]
    }

    /// Where the attributes of a block begin.
    #[inline(always)]
    fn row(&self, block: usize) -> usize {
        place(block) * self.attributes
    }
}

/// The first `blocks` blocks, in the order in which they are kept.
pub fn in_order_of_places(blocks: usize) -> impl Iterator<Item = usize> {
    let cycles = blocks.div_ceil(BLOCKS);
    (0..cycles)
        .flat_map(|cycle| (0..BLOCKS).map(move |place| cycle * BLOCKS + place * APART % BLOCKS))
        .filter(move |block| *block < blocks)
}

/// The place in which a block is kept.
#[inline(always)]
pub fn place(block: usize) -> usize {
    /// The inverse of [`APART`].
    const INVERSE: usize = {
        let mut inverse = 1;
        while APART * inverse % BLOCKS != 1 {
            inverse += 1;
        }
        inverse
    };
    block % BLOCKS * INVERSE % BLOCKS
}

/// What a sequence of random numbers is for; with the attribute it names the stream.
#[derive(Debug, Clone, Copy)]
enum Purpose {
    Normals = 1,
    Exponentials = 2,
    Ratings = 3,
}

/// `F⁻¹((i + ½) / N)` for `i = 0 … N − 1`.
fn quantiles(inverse: impl Fn(f64) -> f64) -> Vec<f32> {
    (0..DRAWS).map(|i| inverse((i as f64 + 0.5) / DRAWS as f64) as f32).collect()
}

/// The values in an order of their own (Fisher & Yates).
fn shuffled(values: &[f32], purpose: Purpose, attribute: usize) -> Vec<f32> {
    let mut random = ChaCha8Rng::from_seed(SEED);
    random.set_stream((purpose as u64) << 60 | (attribute as u64) << 30);
    let mut values = values.to_vec();
    for last in (1..values.len()).rev() {
        // The high half of a product is as good as a remainder, and off by less than 1 in 400,000.
        let chosen = (u64::from(random.next_u32()) * (last as u64 + 1)) >> 32;
        values.swap(last, chosen as usize);
    }
    values
}

/// These quantiles by place and attribute.
fn matrix(attributes: usize, purpose: Purpose, quantiles: &[f32]) -> Vec<Lanes> {
    let mut matrix = vec![Lanes::ZERO; BLOCKS * attributes];
    for attribute in 0..attributes {
        for (draw, value) in shuffled(quantiles, purpose, attribute).into_iter().enumerate() {
            matrix[place(draw / LANES) * attributes + attribute].0[draw % LANES] = value;
        }
    }
    matrix
}
